"""How far a member has come with what a course teaches: the levels of Khan Academy, from recorded verdicts. Pure.

Which questions ask for an objective: those that name it; a question that names none asks for every objective of each
lesson that its quiz belongs to. A question of a lesson with three objectives counts for all three, since its author did
not say which one it tests. Only what can be asked, and has a right answer, counts.

What counts as a verdict: an answer in a quiz, and an answer in a review. To rate something as forgotten is a miss, even
after a right answer: it was a guess. A question that was only turned over, and not rated as forgotten, says nothing,
since nobody but the member judged it.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import IntEnum
from math import fsum
from typing import TYPE_CHECKING, Protocol

from lessons.light import dataclass
from quizzes.memory import Memory, recall

if TYPE_CHECKING:  # only its type is needed here, and the module imports every parser
    from quizzes.library import CourseContents

FAMILIAR_FROM = 0.7
"""Share of the marks from which an objective is familiar."""
CONFIRMED_AFTER = timedelta(days=7)
"""What was right must be right again so long after that to be mastered."""
STILL_KNOWN = 0.7
"""Mean predicted recall under which what was mastered is not so any more."""
_ROUNDING = 1e-9
"""Marks are sums of shares such as 1/3: what is within this of a bound has reached it."""

QuestionKey = tuple[str, str]
"""Key of a quiz, and the id of a question in it."""


class Level(IntEnum):
    """How far a member has come with an objective."""

    NOT_BEGUN = 0
    """None of its questions was answered."""
    ATTEMPTED = 1
    """Under 70 % of the marks of its questions."""
    FAMILIAR = 2
    """70 % and more."""
    PROFICIENT = 3
    """The latest verdict of each of its questions is right."""
    MASTERED = 4
    """Proficient, each question right again in a review at least 7 days later, and on average still known."""


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What one member's answers to one question came to."""

    right: bool
    """The latest verdict."""
    mark: float
    """Of the latest answer, 0 to 1."""
    since: date | None
    """The study day from which on every verdict was right; None after a miss."""
    confirmed: date | None
    """The study day of the latest right verdict in a review since then; None where there was none."""


class Known(Protocol):
    """What is recorded of one member and one question."""

    @property
    def verdicts(self) -> Verdicts | None:
        """None where it was never judged."""

    @property
    def memory(self) -> Memory:
        """What is left of it in memory."""


def judged(before: Verdicts | None, day: date, *, right: bool, mark: float, in_review: bool) -> Verdicts:
    """What the answers to a question come to after one more verdict, given on a study day."""
    if not right:
        return Verdicts(right=False, mark=mark, since=None, confirmed=None)
    if before is None or before.since is None:
        return Verdicts(right=True, mark=mark, since=day, confirmed=day if in_review else None)
    return Verdicts(right=True, mark=mark, since=before.since, confirmed=day if in_review else before.confirmed)


def proficient(asked: Sequence[QuestionKey], right: Collection[QuestionKey]) -> bool:
    """Whether an objective is at Proficient or above: the latest verdict of each of its questions is right.

    Args:
        asked: its questions, as `questions_of` finds them.
        right: those of all questions whose latest verdict is right.
    """
    return bool(asked) and all(one in right for one in asked)


def level(questions: Sequence[Known | None], at: datetime) -> Level:
    """The level of an objective at a moment, from what is recorded of each of its questions; None for nothing."""
    known = [one for one in questions if one is not None and one.verdicts is not None]
    verdicts = [one.verdicts for one in known if one.verdicts is not None]
    if not verdicts:
        return Level.NOT_BEGUN
    if len(verdicts) < len(questions) or not all(one.right for one in verdicts):
        marks = fsum(one.mark for one in verdicts) / len(questions)
        return Level.FAMILIAR if marks >= FAMILIAR_FROM - _ROUNDING else Level.ATTEMPTED
    recalls = fsum(recall(one.memory, at) for one in known) / len(known)
    return Level.MASTERED if recalls >= STILL_KNOWN and all(map(_confirmed, verdicts)) else Level.PROFICIENT


def _confirmed(verdicts: Verdicts) -> bool:
    """Whether it was right again long enough after it became right.

    The week is each question's own: the last one to become right made the objective proficient, so that at least one
    review came a week after that; and a question that an author adds later does not ask for all others again.
    """
    since, confirmed = verdicts.since, verdicts.confirmed
    return since is not None and confirmed is not None and confirmed - since >= CONFIRMED_AFTER


def levels(
    questions: Mapping[str, Sequence[QuestionKey]], known: Mapping[QuestionKey, Known], at: datetime
) -> dict[str, Level]:
    """The level of each objective at a moment.

    Args:
        questions: by the objective's id, as `questions_of` finds them.
        known: what is recorded of one member, by quiz and question.
        at: the moment; predicted recall falls with time.
    """
    return {objective: level([known.get(one) for one in asked], at) for objective, asked in questions.items()}


def reached(levels: Sequence[Level]) -> float | None:
    """The share, 0 to 1, of a dimension's objectives at Proficient or above; None where it has no objectives."""
    return sum(one >= Level.PROFICIENT for one in levels) / len(levels) if levels else None


def questions_of(contents: "CourseContents") -> Mapping[str, tuple[QuestionKey, ...]]:
    """The questions that ask for each objective of a course, by the objective's id; () for one that none asks for."""
    found: dict[str, dict[QuestionKey, None]] = {objective.id: {} for objective in contents.course.objectives}
    if not found:
        return {}
    of_quiz: dict[str, dict[str, None]] = {}
    for lesson in contents.lessons:
        if lesson.quiz is not None:
            of_quiz.setdefault(lesson.quiz, {}).update(dict.fromkeys(lesson.objectives))
    for quiz in contents.quizzes:
        for question in quiz.cards:
            if not question.graded:
                continue
            for objective in (question.objective,) if question.objective else of_quiz.get(quiz.id, ()):
                if objective in found:
                    found[objective][quiz.key, question.id] = None
    return {objective: tuple(asked) for objective, asked in found.items()}
