"""Which section of a text stands for which of the same text in another language.

A global alignment (Needleman and Wunsch, 1970) of sections in their order. What tells two apart is what no translation
changes: what they are made of, the names, numbers and code in them, and how long they are beside the whole of their
text (as Gale and Church, 1993, have it of sentences).
"""

import re
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field

MOST = 200
"""Sections of a text; where there are more, they stand for each other in their order."""
_MADE, _SAID, _LONG = 0.4, 0.4, 0.2
"""What each counts of the likeness of two sections beside 1 for their being two at all."""
_KEPT = re.compile(r"[A-Za-z0-9_]{2,}|\d")
"""What translations keep as it is, among other words: a name, a number, a word of code."""


@dataclass(frozen=True, slots=True)
class Section:
    """What tells a section of a text, in any language."""

    level: int
    """Of its heading; 0 before the first."""
    made_of: Counter[Hashable] = field(default_factory=Counter)
    """How many of each kind of block."""
    kept: frozenset[str] = frozenset()
    """Words and numbers of Latin letters in it."""
    length: int = 0
    """Characters of its text."""


def kept_words(text: str) -> frozenset[str]:
    """What a translation of a text may keep."""
    return frozenset(_KEPT.findall(text.casefold()))


def aligned(first: Sequence[Section], second: Sequence[Section]) -> Mapping[int, int]:
    """Of each section of the first text that has one in the second, which: in order, of one level, the likest."""
    if max(len(first), len(second)) > MOST:
        return {number: number for number in range(min(len(first), len(second)))}
    whole = [max(1, sum(one.length for one in sections)) for sections in (first, second)]
    like = [[_likeness(one, other, whole[0] / whole[1]) for other in second] for one in first]
    best = [[0.0] * (len(second) + 1) for _ in range(len(first) + 1)]
    for row in range(len(first) - 1, -1, -1):
        for column in range(len(second) - 1, -1, -1):
            both = like[row][column] + best[row + 1][column + 1]
            best[row][column] = max(both, best[row + 1][column], best[row][column + 1])
    found: dict[int, int] = {}
    row = column = 0
    while row < len(first) and column < len(second):
        if like[row][column] and best[row][column] == like[row][column] + best[row + 1][column + 1]:
            found[row] = column
            row, column = row + 1, column + 1
        elif best[row][column] == best[row + 1][column]:
            row += 1
        else:
            column += 1
    return found


def _likeness(one: Section, other: Section, scale: float) -> float:
    """How like two sections are: 1 to 2, and nothing where their headings are of two levels."""
    if one.level != other.level:
        return 0.0
    made = (one.made_of & other.made_of).total() / max(1, (one.made_of | other.made_of).total())
    said = len(one.kept & other.kept) / max(1, min(len(one.kept), len(other.kept)))
    lengths = sorted((one.length + 1, other.length * scale + 1))
    return 1.0 + _MADE * made + _SAID * said + _LONG * lengths[0] / lengths[1]
