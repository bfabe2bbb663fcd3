"""The words in which commands and screens speak of goals, and of what a group has planned and done."""

from collections.abc import Callable
from datetime import date

from store.events import COMPLETED, PASSED, REACHED_ON
from store.group_pace import PaceWeek
from store.mirror import FEW, UNANNOUNCED, GoalRecord
from store.projections.goals import DROPPED, OPEN, REACHED
from tui.commands.wording import percent, too_few
from tui.i18n import _, count


def measure_word(goal: GoalRecord) -> str:
    """What tells how far a goal has come, with what is wanted."""
    if goal.wanted is None:
        return _("judged by a person")
    share = percent(goal.wanted)
    if goal.measure == COMPLETED:
        return _("wanted: {share} of lessons completed").format(share=share)
    if goal.measure == REACHED_ON:
        return _("wanted: {share} on {title}").format(share=share, title=goal.about)
    if goal.measure == PASSED and goal.about:
        return _("wanted: {share} passed {title}").format(share=share, title=goal.about)
    return _("wanted: {share} of announced quizzes passed").format(share=share)


def goal_standing(goal: GoalRecord, today: date, day_words: Callable[[date], str] = date.isoformat) -> str:
    """How a goal stands: how it ended, or how far it has come; `day_words` says what a day is called."""
    ended = day_words(goal.ended) if goal.ended else ""
    if goal.state == REACHED:
        said = _("reached on {day}, says {name}") if goal.ended_by else _("reached on {day}")
        return said.format(day=ended, name=goal.ended_by)
    if goal.state == DROPPED:
        return _("dropped on {day}").format(day=ended)
    if goal.is_met:
        return _("{share} now: reached").format(share=percent(goal.share))
    late = _(", its day is past") if goal.due < today else ""
    if goal.share is not None:
        return _("{share} now").format(share=percent(goal.share)) + late
    if goal.withheld:
        return _("no figure: {why}").format(why=_withheld(goal.withheld)) + late
    return _("open") + late


def _withheld(why: str) -> str:
    if why == FEW:
        return too_few()
    return _("no announced quiz") if why == UNANNOUNCED else _("nothing to count")


def goal_mark(goal: GoalRecord) -> str:
    """How a goal stands in one cell, without colour."""
    if goal.state == REACHED or (goal.state == OPEN and goal.is_met):
        return "✓"
    return "–" if goal.state == DROPPED else "·"


def behind_word(week: PaceWeek) -> str:
    """How a group stands to its plan."""
    if week.behind:
        return count("{n} lesson behind", "{n} lessons behind", week.behind)
    ahead = week.done - week.planned
    return count("{n} lesson ahead", "{n} lessons ahead", ahead) if ahead else _("on pace")
