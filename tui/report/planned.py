"""What a report says of a group's plan in words: planned and done, its goals, its sprints. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from store.group_pace import PaceWeek
from store.mirror import GoalRecord
from store.sprint_mirror import OwnSprint
from tui.commands.plan_words import behind_word, goal_mark, goal_standing, measure_word
from tui.commands.sprint_words import beside_words, days_words, group_words, state_word
from tui.commands.wording import fraction, week_name
from tui.i18n import _, clauses
from tui.report import contents
from tui.report.contents import GroupReport


@dataclass(frozen=True, slots=True)
class WeekWords:
    """A week of the plan."""

    week: PaceWeek
    name: str
    done: str
    """Of how many."""
    standing: str
    """Behind, ahead or on pace."""


def pace_weeks(report: GroupReport) -> tuple[WeekWords, ...]:
    """Planned and done by week, the oldest first, the week of the report last."""
    day = report.record.as_of
    return tuple(
        WeekWords(one, week_name(one.week, day), fraction(one.done, one.assigned), behind_word(one))
        for one in report.record.pace
    )


def pace_note(weeks: Sequence[WeekWords]) -> str:
    """How the group stands to its plan now, and what is counted."""
    said = _("Now: {standing}. Lessons of all members by the end of each week: due by the plan of then, and completed.")
    return said.format(standing=weeks[-1].standing)


@dataclass(frozen=True, slots=True)
class GoalWords:
    """A goal of the group."""

    goal: GoalRecord
    mark: str
    """How it stands, in one cell."""
    measure: str
    about: str
    """Who sees to it, and by when."""
    standing: str


def goals(report: GroupReport) -> tuple[GoalWords, ...]:
    """Its goals: the open ones first, of each the first due first."""
    day = report.record.as_of
    return tuple(
        GoalWords(
            one,
            goal_mark(one),
            measure_word(one),
            clauses(
                (
                    _("{name} sees to it").format(name=one.owner or _("nobody")),
                    _("by {day}").format(day=contents.day_words(report, one.due)),
                )
            ),
            goal_standing(one, day, partial(contents.day_words, report)),
        )
        for one in report.record.goals
    )


@dataclass(frozen=True, slots=True)
class SprintWords:
    """A sprint that the group takes part in."""

    sprint: OwnSprint
    days: str
    """From when until when, whether it is over, and beside how many."""
    standing: str
    """In which bands the group is, or why there are none."""


def sprints(report: GroupReport) -> tuple[SprintWords, ...]:
    """The sprints that the group takes part in, the latest first."""
    return tuple(
        SprintWords(
            one,
            clauses((days_words(one, partial(contents.day_words, report)), state_word(one.state), beside_words(one))),
            group_words(one),
        )
        for one in report.sprints
    )


def sprints_note() -> str:
    """What is told of a sprint, and of whom it is not."""
    return _("Bands of four, against the group's own four weeks before; those of the other groups are theirs to show.")
