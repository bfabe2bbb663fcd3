"""What was typed in answer to a question, and how often: what an author should accept, or explain."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from quizzes.identity import canonical

_GAPS = " | "


@dataclass(frozen=True, slots=True)
class TypedUse:
    """One answer that was typed."""

    text: str
    """As it was typed first; another case or other blanks do not make it another answer. Several gaps stand between
    bars."""
    mark: float
    """0 to 1."""
    count: int
    """How often it was typed."""


def typed_uses(answers: Iterable[tuple[tuple[str, ...], float]]) -> tuple[TypedUse, ...]:
    """What was typed in answer to one question, the most frequent first, then in the order in which it first occurs.

    Args:
        answers: the text of each gap, and the mark.
    """
    first: dict[tuple[str, float], str] = {}
    times: Counter[tuple[str, float]] = Counter()
    for texts, mark in answers:
        text = _GAPS.join(texts)
        said = (canonical(text), mark)
        first.setdefault(said, text)
        times[said] += 1
    return tuple(TypedUse(first[said], said[1], many) for said, many in times.most_common())
