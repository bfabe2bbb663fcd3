"""How a member is doing: recorded facts, brought together for that member alone. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from quizzes.library import Library
from quizzes.memory import recall
from quizzes.model import Question, Quiz
from store.projections.item_memory import ItemMemory
from store.projections.study_days import StudyDay
from tui.views import CourseView

CALENDAR_DAYS = 30
FIRM = 2.3
"""Days of stability after one right answer: a little over two."""
_DAY = timedelta(days=1)
WEAKEST = 5
"""Questions that are named as the weakest."""


@dataclass(frozen=True, slots=True)
class WeakQuestion:
    """A question that is likely to be forgotten."""

    quiz: Quiz
    question: Question
    recall: float
    """Predicted chance that it is known in a day, 0 to 1: right after an answer everything is known."""
    stability: float
    """Days after which that chance has fallen to 0.9."""
    lapses: int
    """How often it was forgotten after it had been learned."""


@dataclass(frozen=True, slots=True)
class Me:
    """One read model for the page that only its member sees."""

    name: str
    day: date
    courses: tuple[CourseView, ...]
    """Those in which something is begun."""
    calendar: Mapping[date, int]
    """Answers, reviews left out, and lessons finished on each of the last 30 study days, the oldest first."""
    answered: int
    """Questions answered at least once."""
    known: float
    """How many of them are likely to be known now: the sum of predicted recall."""
    load: Mapping[date, int]
    """Questions that come back on each of the next 30 days."""
    weakest: tuple[WeakQuestion, ...]
    """Those the library still asks, the weakest first."""


def me(
    library: Library,
    name: str,
    courses: Sequence[CourseView],
    *,
    days: Sequence[StudyDay],
    items: Sequence[ItemMemory],
    load: Mapping[date, int],
    at: datetime,
    day: date,
) -> Me:
    """A member's own page, as of a moment of a study day."""
    done = {one.day: one.answers + one.lessons_finished for one in days}
    first = day - timedelta(days=CALENDAR_DAYS - 1)
    return Me(
        name=name,
        day=day,
        courses=tuple(course for course in courses if course.begun),
        calendar={one: done.get(one, 0) for one in (first + timedelta(days=offset) for offset in range(CALENDAR_DAYS))},
        answered=len(items),
        known=sum(recall(item.memory, at) for item in items),
        load=load,
        weakest=_weakest(library, items, at),
    )


def _weakest(library: Library, items: Sequence[ItemMemory], at: datetime) -> tuple[WeakQuestion, ...]:
    """Of those that sit less firmly than after one right answer, the least firm."""
    found: list[WeakQuestion] = []
    for item in sorted(items, key=lambda item: (item.memory.stability, item.quiz, item.question)):
        quiz = library.quiz(item.quiz)
        question = next((one for one in quiz.askable if one.id == item.question), None) if quiz else None
        if item.memory.stability >= FIRM or len(found) == WEAKEST:
            break
        if quiz and question:
            found.append(
                WeakQuestion(quiz, question, recall(item.memory, at + _DAY), item.memory.stability, item.memory.lapses)
            )
    return tuple(found)
