"""The front matter of a quiz file: how the quiz is asked, and what holds for all its questions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar, cast

from lessons.findings import VALUE
from lessons.values import count, share, word, words
from quizzes.model import Feedback, Mode, Scoring
from quizzes.parse import figures
from quizzes.parse.metadata import Metadata, read_metadata
from quizzes.parse.page import Page

_Value = TypeVar("_Value")

SHUFFLED = frozenset({"questions", "options"})
"""What `shuffle` may name."""
_ALIASES = {
    "nQuestions": "draw",
    "passingGrade": "pass_mark",
    "shuffleQuestions": "shuffle_questions",
    "shuffleAnswers": "shuffle_options",
}
"""quizdown's names of our keys."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the front matter says; defaults where it says nothing."""

    id: str
    """Empty where the author gave none."""
    title: str
    lang: str
    question: str
    """Stem of a one-question file, else empty."""
    pass_mark: float
    time_limit: int
    attempts: int
    draw: int
    shuffle_questions: bool
    shuffle_options: bool
    feedback: Feedback
    mode: Mode
    questions: Metadata
    """What holds for every question that does not say otherwise."""

    @property
    def scoring(self) -> Scoring:
        """How questions are marked that do not say otherwise."""
        return self.questions.scoring or Scoring.EXACT


def _shuffle(value: object) -> tuple[str, ...] | None:
    everything = figures.flag(value)
    if everything is not None:
        return tuple(sorted(SHUFFLED)) if everything else ()
    named = words(value)
    return named if named is not None and SHUFFLED.issuperset(named) else None


def _one_of(*members: str) -> Callable[[object], object | None]:
    return lambda value: next((member for member in members if member == str(value).strip().lower()), None)


_READ: Mapping[str, tuple[Callable[[object], object | None], str]] = {
    "id": (word, "a word"),
    "title": (word, "a line of text"),
    "lang": (word, "a language such as en or zh"),
    "type": (_one_of("quiz", "lesson"), "quiz or lesson"),
    "dialect": (word, "a word"),
    "question": (word, "the question"),
    "pass_mark": (share, "a share such as 70%"),
    "time_limit": (figures.seconds, "a time such as 20m"),
    "attempts": (count, "a whole number"),
    "draw": (count, "a whole number"),
    "shuffle": (_shuffle, "a list of `questions` and `options`"),
    "shuffle_questions": (figures.flag, "true or false"),
    "shuffle_options": (figures.flag, "true or false"),
    "feedback": (_one_of(*Feedback), "one of " + ", ".join(Feedback)),
    "mode": (_one_of(*Mode), "one of " + ", ".join(Mode)),
}

_OF_QUESTIONS = frozenset({"points", "difficulty", "tags", "objective", "time", "scoring"})

KNOWN_KEYS = (_READ.keys() - {"shuffle_questions", "shuffle_options"}) | _ALIASES.keys() | _OF_QUESTIONS
"""Every key that a quiz may have."""

QUIZ_KEYS = KNOWN_KEYS - {"id", "title", "lang", "type", "tags", "objective", "difficulty", "time"}
"""The keys that make a file a quiz: lessons have no use for them."""


def read_settings(page: Page) -> Settings:
    """What the front matter of the page says; what is wrong with it goes to the page's problems."""
    front, course = page.front, page.course
    said: dict[str, object] = {}
    for key, value in front.values.items():
        if value is None:
            continue
        if key not in KNOWN_KEYS:
            page.problems.append(page.unknown_key(key, front.lines.get(key, 1), KNOWN_KEYS))
            continue
        name = _ALIASES.get(key, key)
        if name not in _READ:
            continue
        read, expected = _READ[name]
        meant = read(front.written.get(key, value) if read is word else value)
        if meant is None:
            page.problems.append(page.at(VALUE, front.lines.get(key, 1), key, key=key, expected=expected))
        else:
            said[name] = meant
    mode = _typed(said, "mode", Mode.PRACTICE)
    shuffled: tuple[str, ...] = _typed(said, "shuffle", ())
    feedback = _typed(said, "feedback", Feedback.END if mode is Mode.EXAM else Feedback.IMMEDIATE)
    if mode is Mode.EXAM and feedback is Feedback.IMMEDIATE:
        expected = "end or never in an exam"
        page.problems.append(page.at(VALUE, front.lines["feedback"], "feedback", key="feedback", expected=expected))
        feedback = Feedback.END
    return Settings(
        id=_typed(said, "id", ""),
        title=_typed(said, "title", ""),
        lang=_typed(said, "lang", course.lang),
        question=_typed(said, "question", ""),
        pass_mark=_typed(said, "pass_mark", course.pass_mark),
        time_limit=_typed(said, "time_limit", 0),
        attempts=_typed(said, "attempts", 0),
        draw=_typed(said, "draw", 0),
        shuffle_questions=_typed(said, "shuffle_questions", "questions" in shuffled),
        shuffle_options=_typed(said, "shuffle_options", "options" in shuffled),
        feedback=feedback,
        mode=mode,
        questions=read_metadata(
            page,
            {key: value for key, value in front.values.items() if key in _OF_QUESTIONS and value is not None},
            lambda key: front.lines.get(key, 1),
            wrong=VALUE,
        ),
    )


def _typed(said: Mapping[str, object], name: str, default: _Value) -> _Value:
    """What was said of `name`: its reader has made it of the default's own type."""
    return cast("_Value", said.get(name, default))
