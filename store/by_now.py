"""What a plan asks of a dimension by now: its target, as far as the days have come of what asks for it. Pure (ours).

A target belongs to the end of a plan: compared with it on the first day, everybody would be far below.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from lessons.light import dataclass
from quizzes.mastery import questions_of

if TYPE_CHECKING:
    from quizzes.library import CourseContents
    from store.projections.groups import Plan


@dataclass(frozen=True, slots=True)
class Aim:
    """What is to be reached on a dimension."""

    target: float | None = None
    """The share of its objectives that a plan asks for, 0 to 1; None where none does."""
    by_now: float | None = None
    """What of that is asked by now; None where nothing is asked at all."""


def days_come(
    plan: "Plan",
    contents: "CourseContents",
    dimension: str,
    begins: Collection[date],
    today: date,
    *,
    announced: bool = False,
) -> tuple[int, int]:
    """Objectives of a dimension that are due by now, and all that a plan sets a day for, over some people.

    An objective is due when the last of the quizzes is that ask for it: on the quiz's own day where the plan sets one,
    else with its lesson. A day has come when it is over; for nobody before the first on which something is due for
    them. What has no day for something of it is not asked for by the plan, and not counted.

    Args:
        plan: for the course.
        contents: the course.
        dimension: its id.
        begins: of each of the people the day from which on something is due for them.
        today: the study day.
        announced: whether the quizzes count alone that the plan announces.
    """
    days = _days(plan, contents)
    asked = questions_of(contents)
    found: list[date] = []
    for one in contents.course.objectives:
        quizzes = {quiz for quiz, _question in asked[one.id]}
        quizzes &= set(plan.announced) if announced else quizzes
        if one.dimension == dimension and quizzes and quizzes <= days.keys():
            found.append(max(days[quiz] for quiz in quizzes))
    come = sum(day < today for day in found) * sum(begin < today for begin in begins)
    return come, len(found) * len(begins)


def asked_by_now(target: float | None, come: Iterable[tuple[int, int]]) -> float | None:
    """The share that is asked by now, 0 to 1, by what `days_come` says; None where there is no target."""
    parts = list(come)
    whole = sum(all_ for _come, all_ in parts)
    if target is None:
        return None
    return target * sum(part for part, _all in parts) / whole if whole else 0.0


def _days(plan: "Plan", contents: "CourseContents") -> Mapping[str, date]:
    """The last day for each quiz that has one, by its key."""
    found: dict[str, date] = {}
    for lesson in contents.lessons:
        if lesson.quiz is not None and (due := plan.due.get(lesson.key)) is not None:
            key = f"{lesson.course}/{lesson.quiz}"
            found[key] = max(due, found.get(key, due))
    return {**found, **plan.quizzes}
