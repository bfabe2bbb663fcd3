"""What a number of answers allows to be said: honest about small numbers."""

from enum import Enum, auto

INDICATIVE, PLAIN = 10, 30
"""Respondents from which figures are given as an indication, and without a word."""


class Evidence(Enum):
    """What a number of respondents allows to be said."""

    COUNTS = auto()
    """Nothing but counts."""
    INDICATIVE = auto()
    PLAIN = auto()


def evidence_of(respondents: int) -> Evidence:
    """What a number of respondents allows to be said."""
    if respondents < INDICATIVE:
        return Evidence.COUNTS
    return Evidence.INDICATIVE if respondents < PLAIN else Evidence.PLAIN
