"""The values that a quiz is made of; those of its questions come from `quizzes.questions` when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

from lessons.late import Late
from lessons.light import dataclass

if TYPE_CHECKING:
    from lessons.blocks import Block
    from lessons.model import Course, Lesson
    from lessons.problem import Problem
    from quizzes.questions import (
        Choice,
        Cloze,
        Entry,
        Matching,
        Multiple,
        Numeric,
        Option,
        Ordering,
        Output,
        Question,
        Reflection,
        Shown,
        Single,
        Text,
        TrueFalse,
        Typed,
        arranged_entries,
        card_of,
    )
else:

    def __getattr__(name: str) -> object:
        """A type of question, from where they are."""
        if name.startswith("__"):
            raise AttributeError(name)
        from quizzes import questions  # noqa: PLC0415 - most runs ask nothing

        globals()[name] = found = getattr(questions, name)
        return found


__all__ = [
    "Choice",
    "Cloze",
    "Entry",
    "Feedback",
    "How",
    "Matching",
    "Mode",
    "Multiple",
    "Numeric",
    "Option",
    "Ordering",
    "Output",
    "Question",
    "QuestionCard",
    "Quiz",
    "Reflection",
    "Scoring",
    "Section",
    "Shown",
    "Single",
    "Terms",
    "Text",
    "Translation",
    "TrueFalse",
    "Typed",
    "arranged_entries",
    "card_of",
    "checks_id",
]


class Scoring(StrEnum):
    """How a question with several right options is marked."""

    EXACT = "exact"
    PARTIAL = "partial"
    PARTIAL_LENIENT = "partial-lenient"


class Feedback(StrEnum):
    """When a verdict is shown."""

    IMMEDIATE = "immediate"
    END = "end"
    NEVER = "never"


class Mode(StrEnum):
    """Practice shows feedback and hints; an exam shows neither before its end and takes one answer each."""

    PRACTICE = "practice"
    EXAM = "exam"


class Confidence(IntEnum):
    """How sure somebody is of an answer, before its verdict."""

    GUESS = 1
    THINK = 2
    SURE = 3


class How(StrEnum):
    """What tells that a question is the one that was."""

    ID = "id"
    """The id that its author gave it, in another file of the course."""
    FINGERPRINT = "fingerprint"
    """Its words: it was moved, or its id was given, changed or taken away."""
    LIKENESS = "likeness"
    """It was reworded."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds from the first question of a sitting to its last, whatever becomes of the file meanwhile."""

    pass_mark: float
    """0 to 1."""
    mode: Mode = Mode.PRACTICE
    feedback: Feedback = Feedback.IMMEDIATE
    time_limit: int = 0
    """Seconds; 0 = none."""


@dataclass(frozen=True, slots=True)
class QuestionCard:
    """What lists, plans and the queue of reviews need of a question, without its text."""

    id: str
    line: int
    label: str
    type: str
    options: int
    """Options, or what else is shown in an order of its own."""
    right: int
    """Right options or answers."""
    objective: str
    identity: str
    askable: bool

    @property
    def graded(self) -> bool:
        """Whether it can be asked, and is marked."""
        return self.askable and self.type != "reflection"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading that questions stand under, with a text of its own or a pool to draw from."""

    title: str
    """Inline source."""
    introduction: tuple[Block, ...]
    questions: tuple[str, ...]
    """Ids of all questions under it, those of deeper sections too."""
    draw: int
    """How many of them are drawn; 0 = all."""


@dataclass(frozen=True, slots=True)
class Quiz(Late):
    """A quiz with its questions, in source order."""

    id: str
    """Front matter `id`, else its path relative to its course without extension."""
    course: str
    """Id of its course."""
    title: str
    path: str
    """Relative to the library's root."""
    lang: str
    introduction: tuple[Block, ...]
    questions: tuple[Question, ...]
    sections: tuple[Section, ...]
    """In source order: a deeper section follows the one it stands in."""
    pass_mark: float
    """0 to 1."""
    shuffle_questions: bool
    shuffle_options: bool
    feedback: Feedback
    mode: Mode
    scoring: Scoring
    attempts: int
    """Finished sittings allowed; 0 = unlimited."""
    draw: int
    """How many questions are drawn; 0 = all."""
    time_limit: int
    """Seconds; 0 = none."""
    digest: str
    problems: tuple[Problem, ...]
    lesson: str = ""
    """Id of the lesson in whose text its questions stand, a section for each check; empty for a quiz of its own."""
    translation: str = ""
    """Path of the file that its words stand in, where that is a translation; all else is told by `path`."""

    @property
    def key(self) -> str:
        """`course/quiz`, unique in a library."""
        return f"{self.course}/{self.id}"

    @property
    def cards(self) -> tuple[QuestionCard, ...]:
        """The cards of its questions: they are known before the questions are read."""
        known: Callable[[], tuple[QuestionCard, ...]] | None = self.told("cards")
        if known:
            return known()
        from quizzes.questions import card_of  # noqa: PLC0415 - as above

        return tuple(card_of(question) for question in self.questions)

    @property
    def asks(self) -> int:
        """How many of its questions can be asked: it is known before they are read."""
        known: int | None = self.told("asks")
        return len(self.askable) if known is None else known

    @property
    def glanced(self) -> Mapping[str, int] | None:
        """Where it was only glanced at, the ids that its author gave to questions, with their lines; else None."""
        known: Mapping[str, int] | None = self.told("ids")
        return known

    @property
    def source_path(self) -> str:
        """Path of the file that its words stand in."""
        return self.translation or self.path

    @property
    def askable(self) -> tuple[Question, ...]:
        """The questions that can be asked."""
        return tuple(question for question in self.questions if question.askable)

    @property
    def graded(self) -> tuple[Question, ...]:
        """Those of them that are marked."""
        return tuple(question for question in self.askable if question.type != "reflection")

    @property
    def size(self) -> int:
        """How many questions a sitting of it asks: it is known before they are read."""
        known: int | None = self.told("size")
        if known is not None:
            return known
        from quizzes.arrangement import size  # noqa: PLC0415 - as above

        return size(self)


@dataclass(frozen=True, slots=True)
class Translation:
    """A course in one of its further languages, as far as it is translated."""

    course: Course
    lessons: Mapping[str, Lesson] = field(default_factory=dict)
    """The translated ones, by id: the original's, in other words."""
    quizzes: Mapping[str, Quiz] = field(default_factory=dict)
    checks: Mapping[str, Quiz] = field(default_factory=dict)


def checks_id(lesson: str) -> str:
    """The id of the quiz that a lesson's checks make, by the lesson's; no file can have it."""
    return f"{lesson}#checks"
