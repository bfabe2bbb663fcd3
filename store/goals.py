"""How far the goals of a group have come: by what is counted of the group, never by anything about one of it."""

from collections.abc import Iterable, Mapping, Sequence

from lessons.light import dataclass
from quizzes.library import Library
from store.events import COMPLETED, PASSED, REACHED_ON
from store.mirror import UNANNOUNCED, UNCOUNTED, GoalRecord, GroupDimension, MemberRecord
from store.projections.goals import Goal
from store.projections.groups import Plan


@dataclass(frozen=True, slots=True)
class Measured:
    """What goals are measured by."""

    members: Sequence[MemberRecord]
    """Of the group, as its leaders receive them."""
    dimensions: Sequence[GroupDimension]
    """The group's figures on them."""
    plans: Sequence[Plan]
    """Of the group."""
    library: Library
    """Where the titles of quizzes stand."""


def goal_records(goals: Iterable[Goal], names: Mapping[str, str], by: Measured) -> tuple[GoalRecord, ...]:
    """The goals of a group, each with how far it has come.

    Args:
        goals: of the group.
        names: of everybody who may see to one or said that it ended, by their ids; who was erased has none.
        by: what they are measured by.
    """
    members, library = by.members, by.library
    reached = {one.dimension: one for one in by.dimensions}
    announced = dict.fromkeys(quiz for plan in by.plans for quiz in plan.announced)
    found: list[GoalRecord] = []
    for goal in goals:
        about, part, whole, withheld = "", 0.0, 0.0, None
        if goal.measure == COMPLETED:
            part, whole = sum(one.completed for one in members), sum(one.assigned for one in members)
        elif goal.measure == REACHED_ON:
            one = reached.get(goal.about)
            about, withheld = (one.title, one.withheld) if one else (goal.about, None)
            part, whole = (one.share, 1.0) if one and one.share is not None else (0.0, 0.0)
        elif goal.measure == PASSED:
            quizzes = [quiz for quiz in announced if goal.about in {"", quiz}]
            quiz = library.quiz(goal.about) if goal.about else None
            about, withheld = quiz.title if quiz else goal.about, None if quizzes else UNANNOUNCED
            passed = [result.quiz for member in members for result in member.results if result.passed]
            part, whole = sum(passed.count(one) for one in quizzes), len(members) * len(quizzes)
        share = part / whole if whole else None
        found.append(
            GoalRecord(
                goal=goal.id,
                number=goal.number,
                text=goal.text,
                measure=goal.measure,
                about=about,
                wanted=goal.wanted,
                share=share,
                withheld=None if share is not None or goal.wanted is None else withheld or UNCOUNTED,
                owner=names.get(goal.owner, ""),
                due=goal.due,
                state=goal.state,
                ended=goal.ended,
                ended_by=names.get(goal.ended_by or ""),
            )
        )
    return tuple(found)
