"""How far a member has come with a course: its dimensions, its objectives, and the lessons that are slipping. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from lessons.model import Objective
from quizzes.library import CourseContents
from quizzes.mastery import Known, Level, QuestionKey, levels, questions_of, reached
from store.by_now import Aim
from tui.views import CourseView, LessonRow, QuizState

Targets = Callable[[str, str], Aim]
"""Of a course and one of its dimensions, by their ids, the share of its objectives to be reached, and by now."""


@dataclass(frozen=True, slots=True)
class ObjectiveGrowth:
    """How far the member has come with an objective."""

    objective: Objective
    level: Level
    questions: int
    """That ask for it."""
    right: int
    """Of them, those whose latest verdict is right."""


@dataclass(frozen=True, slots=True)
class DimensionGrowth:
    """How far the member has come on a dimension."""

    id: str
    title: str
    share: float | None
    """Of its objectives, those at Proficient or above, 0 to 1; None where it has none."""
    target: float | None
    """What the plan of the member's group sets, 0 to 1; None where none does."""
    by_now: float | None
    """What of that is asked by now, 0 to 1: 0 before anything is due; None where none is set."""
    objectives: tuple[ObjectiveGrowth, ...]


@dataclass(frozen=True, slots=True)
class CourseGrowth:
    """A course in which the member has begun something."""

    view: CourseView
    dimensions: tuple[DimensionGrowth, ...]
    others: tuple[ObjectiveGrowth, ...]
    """Objectives on no dimension."""

    @property
    def got_somewhere(self) -> bool:
        """Whether anything was completed or answered in it: to open a lesson is not to come far."""
        quizzes = any(row.state is not QuizState.NEW for row in self.view.quizzes)
        return bool(self.view.completed) or quizzes or any(one.level is not Level.NOT_BEGUN for one in self.objectives)

    @property
    def objectives(self) -> tuple[ObjectiveGrowth, ...]:
        """All of them, by dimension."""
        return (*(one for dimension in self.dimensions for one in dimension.objectives), *self.others)

    @property
    def slipping(self) -> tuple[LessonRow, ...]:
        """Completed lessons that are being forgotten."""
        return tuple(row for row in self.view.lessons if row.slipping)


def course_growth(
    contents: CourseContents,
    view: CourseView,
    known: Mapping[QuestionKey, Known],
    at: datetime,
    *,
    targets: Targets = lambda _course, _dimension: Aim(),
) -> CourseGrowth:
    """How far a member has come with a course at a moment."""
    asked = questions_of(contents)
    found = levels(asked, known, at)
    grown = [
        ObjectiveGrowth(one, found[one.id], len(asked[one.id]), _right(asked[one.id], known))
        for one in contents.course.objectives
    ]
    dimensions = [
        DimensionGrowth(
            id=dimension.id,
            title=dimension.title,
            share=reached([one.level for one in mine]),
            target=aim.target,
            by_now=aim.by_now,
            objectives=tuple(mine),
        )
        for dimension in contents.course.dimensions
        for mine in [[one for one in grown if one.objective.dimension == dimension.id]]
        for aim in [targets(contents.course.id, dimension.id)]
    ]
    return CourseGrowth(view, tuple(dimensions), tuple(one for one in grown if not one.objective.dimension))


def _right(asked: Sequence[QuestionKey], known: Mapping[QuestionKey, Known]) -> int:
    """How many of some questions were answered right last."""
    verdicts = [known[one].verdicts for one in asked if one in known]
    return sum(one is not None and one.right for one in verdicts)
