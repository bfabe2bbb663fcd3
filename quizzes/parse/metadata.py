"""What an author says about questions: points, tags, objective ... The nearest word wins."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import TypeVar

from lessons.findings import UNKNOWN_OBJECTIVE
from lessons.problem import Finding
from lessons.values import count, word, words
from quizzes.findings import VALUE
from quizzes.model import Scoring
from quizzes.parse import figures
from quizzes.parse.page import Page


class Type(StrEnum):
    """The types of questions, as they are named in lists and in `type=`."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    TRUE_FALSE = "true-false"
    TEXT = "text"
    NUMERIC = "numeric"
    CLOZE = "cloze"
    MATCHING = "matching"
    ORDERING = "ordering"
    OUTPUT = "output"
    REFLECTION = "reflection"


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is said about a question; None where nothing is said."""

    points: float | None = None
    difficulty: str | None = None
    tags: tuple[str, ...] | None = None
    objective: str | None = None
    time: int | None = None
    type: Type | None = None
    scoring: Scoring | None = None
    shuffle: bool | None = None
    exact_case: bool | None = None
    draw: int | None = None
    """Of the section that says it."""
    read: str | None = None

    def over(self, outer: "Metadata") -> "Metadata":
        """This one, and what only `outer` says."""
        if self is NOTHING:
            return outer
        if outer is NOTHING:
            return self
        return replace(outer, **{name: own for name in _NAMES if (own := getattr(self, name)) is not None})


_Member = TypeVar("_Member", bound=StrEnum)

NOTHING = Metadata()
_NAMES = tuple(field.name for field in fields(Metadata))

_READ: Mapping[str, tuple[str, Callable[[object], object | None], str]] = {
    "points": ("points", figures.number, "a number, 0 or more"),
    "difficulty": ("difficulty", word, "a word"),
    "tags": ("tags", words, "words between commas"),
    "objective": ("objective", word, "the id of an objective"),
    "time": ("time", figures.seconds, "a time such as 90s or 2m"),
    "type": ("type", lambda value: _member(Type, value), "one of " + ", ".join(Type)),
    "scoring": ("scoring", lambda value: _member(Scoring, value), "one of " + ", ".join(Scoring)),
    "draw": ("draw", count, "a whole number"),
    "read": ("read", word, "the name of a heading of the lesson, as in a link"),
    "shuffleAnswers": ("shuffle", figures.flag, "true or false"),
}
"""Each known key: the field it fills, how its value is read, and what is expected."""

KEYS = frozenset(_READ)

CLASSES: Mapping[str, Mapping[str, object]] = {
    "multiple": {"type": Type.MULTIPLE},
    "single": {"type": Type.SINGLE},
    "case": {"exact_case": True},
    "shuffle-off": {"shuffle": False},
}
"""Each known class, and what it says."""


def read_metadata(
    page: Page,
    written: Mapping[str, object],
    line: Callable[[str], int],
    classes: Iterable[str] = (),
    *,
    wrong: Finding = VALUE,
) -> Metadata:
    """The known keys and classes of `written`, whose key stands at `line(key)`; other keys are someone else's."""
    said: dict[str, object] = {}
    for name in classes:
        said |= CLASSES.get(name, {})
    for key, value in written.items():
        if key not in _READ:
            continue
        field, read, expected = _READ[key]
        meant = read(value)
        if meant is None:
            page.problems.append(page.at(wrong, line(key), key, key=key, expected=expected))
            continue
        said[field] = meant
        if key == "objective" and not _declared(page, str(meant)):
            page.problems.append(page.at(UNKNOWN_OBJECTIVE, line(key), str(meant), objective=str(meant)))
    return Metadata(**said) if said else NOTHING  # type: ignore[arg-type] # each field's own reader made it


def _declared(page: Page, objective: str) -> bool:
    """Whether the course has the objective; a folder without `course.md` declares nothing, so anything goes."""
    return not page.course.introduction or any(objective == known.id for known in page.course.objectives)


def _member(kind: type[_Member], value: object) -> _Member | None:
    return next((member for member in kind if member == str(value).strip().lower()), None)
