"""`goal`: what a group is to reach, by when, who sees to it, and how far it has come."""

import argparse
from collections.abc import Iterator, Sequence
from datetime import date
from shlex import quote

from store.errors import StoreError
from store.events import COMPLETED, JUDGED, PASSED, REACHED_ON
from store.mirror import GoalRecord
from store.projections.goals import OPEN
from tui.commands.output import say, say_json, tell
from tui.commands.plan import day_of, share_of
from tui.commands.plan_words import goal_standing, measure_word
from tui.i18n import _, clauses, named
from tui.leading import NotLeading
from tui.planning import GoalUnfit, Measure
from tui.start import Surroundings, WrongUsageError, joined, refusal
from tui.study import Study, Unknown, UnknownMember


def run(options: argparse.Namespace, surroundings: Surroundings) -> int:
    """Set a goal of a group, say how one ended, or list them."""
    with joined(options, surroundings) as study:
        try:
            match options.action:
                case "set":
                    _set(study, options)
                case "list":
                    _list(study, options.group, as_json=options.json)
                case ending:
                    _end(study, options, reached=ending == "done")
        except (Unknown, NotLeading, GoalUnfit) as problem:
            raise WrongUsageError(str(problem)) from problem
        except UnknownMember as unknown:
            raise WrongUsageError(unknown.text(_)) from unknown
        except StoreError as problem:
            raise refusal(problem) from problem
    return 0


def _set(study: Study, options: argparse.Namespace) -> None:
    due = day_of(options.by)
    goal = study.set_goal(options.group, options.text, due, _measure(options), options.owner or "")
    tell(
        _("{group} has the goal {text}, by {day}.").format(
            group=options.group, text=repr(goal.text), day=goal.due.isoformat()
        )
    )


def _measure(options: argparse.Namespace) -> Measure:
    """What is to tell how far the goal has come: one thing, or nothing that is counted."""
    given = [words for words in (options.completed, options.dimension, options.passed) if words is not None]
    if len(given) > 1 or (options.quiz and options.passed is None):
        raise WrongUsageError(_("A goal has one measure: --completed, --dimension, or --passed (with --quiz)."))
    if options.completed is not None:
        return Measure(COMPLETED, share_of(options.completed))
    if options.dimension is not None:
        name, equals, share = options.dimension.rpartition("=")
        if not equals:
            raise WrongUsageError(_("Say it as: --dimension NAME=80%"))
        return Measure(REACHED_ON, share_of(share), name)
    if options.passed is not None:
        return Measure(PASSED, share_of(options.passed), options.quiz or "")
    return Measure(JUDGED)


def _end(study: Study, options: argparse.Namespace, *, reached: bool) -> None:
    goal = study.end_goal(options.group, options.goal, reached=reached)
    said = _("Reached: {text}") if reached else _("Dropped: {text}")
    tell(said.format(text=goal.text))


def _list(study: Study, group: str | None, *, as_json: bool) -> None:
    if group is None:
        _list_mine(study, as_json=as_json)
        return
    goals = study.goals(group)
    if as_json:
        named_group = study.group_named(group)
        as_told = goal_json if study.leads(named_group.id) else _words_json
        say_json({"group": named_group.name, "goals": [as_told(goal) for goal in goals]})
        return
    if not goals and not study.leads(study.group_named(group).id):
        say(_("No goal yet."))
    elif not goals:
        say(
            _('No goal yet. Set one: fivefold goal set {name} "WHAT IS TO BE REACHED" --by DATE').format(
                name=quote(group)
            )
        )
    for line in goal_lines(goals, study.day()):
        say(line)


def _list_mine(study: Study, *, as_json: bool) -> None:
    mine = study.my_goals()
    if as_json:
        say_json({"goals": [{"group": name, **_words_json(goal)} for name, goal in mine]})
        return
    if not mine:
        say(_("Your groups have no goals."))
    for name, goal in mine:
        say(named(name, goal.text))
        say(f"   {_particulars(goal, study.day())}")


def goal_lines(goals: Sequence[GoalRecord], today: date) -> Iterator[str]:
    """The goals of a group, each with how far it has come, and its number while it is open."""
    marks = [f"{goal.number}." if goal.state == OPEN else "-" for goal in goals]
    width = max(map(len, marks), default=0) + 1
    for mark, goal in zip(marks, goals, strict=True):
        yield f"{mark:<{width}}{goal.text}"
        yield " " * width + _particulars(goal, today)


def _particulars(goal: GoalRecord, today: date) -> str:
    """What a goal is measured by, who sees to it, by when, and how it stands."""
    owner = goal.owner or _("nobody")
    words = (
        measure_word(goal),
        _("{name} sees to it").format(name=owner),
        _("by {day}").format(day=goal.due),
        goal_standing(goal, today),
    )
    return clauses(words)


def _words_json(goal: GoalRecord) -> dict[str, object]:
    return {
        "goal": goal.goal,
        "number": goal.number,
        "text": goal.text,
        "measure": goal.measure,
        "about": goal.about or None,
        "wanted": goal.wanted,
        "owner": goal.owner or None,
        "due": goal.due.isoformat(),
        "state": goal.state,
        "ended": goal.ended.isoformat() if goal.ended else None,
        "ended_by": goal.ended_by,
    }


def goal_json(goal: GoalRecord) -> dict[str, object]:
    """A goal as leaders of the group receive it."""
    return {
        **_words_json(goal),
        "share": None if goal.share is None else round(goal.share, 4),
        **({"withheld": goal.withheld} if goal.withheld else {}),
    }
