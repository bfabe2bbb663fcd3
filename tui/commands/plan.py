"""`plan`: what a group is assigned, and by when."""

import argparse
from datetime import date

from store.facts import Assignment
from store.projections.groups import Plan
from tui.commands.output import say, say_json, tell
from tui.commands.wording import percent
from tui.i18n import _, count
from tui.leading import NotLeading
from tui.start import Surroundings, WrongUsageError, joined
from tui.study import Study, Unknown


def run(options: argparse.Namespace, surroundings: Surroundings) -> int:
    """Set a plan, or show those of a group, or one's own."""
    with joined(options, surroundings) as study:
        try:
            if options.action == "set":
                _set(study, options)
            elif options.group:
                _show(study, options.group, as_json=options.json)
            else:
                _show_mine(study, as_json=options.json)
        except (Unknown, NotLeading) as problem:
            raise WrongUsageError(str(problem)) from problem
    return 0


def day_of(words: str) -> date:
    """The day that words name.

    Raises:
        WrongUsageError: they name none.
    """
    try:
        return date.fromisoformat(words)
    except ValueError as error:
        raise WrongUsageError(_("{words} is no day: write it as 2026-12-24.").format(words=repr(words))) from error


def _share_of(words: str) -> float:
    try:
        share = float(words.removesuffix("%")) / 100
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise WrongUsageError(_("{words} is no target: write a percentage, such as 80%.").format(words=repr(words)))
    return share


def _set(study: Study, options: argparse.Namespace) -> None:
    due, first = day_of(options.due), day_of(options.first) if options.first else None
    if first is not None and first >= due:
        raise WrongUsageError(_("--from {first} is not before --due {due}.").format(first=first, due=due))
    plan = study.set_plan(
        options.group,
        options.course,
        due,
        first=first,
        target=None if options.target is None else _share_of(options.target),
        announced=options.announced,
    )
    tell(
        _("{lessons} assigned to {group}, the last due on {due}.").format(
            lessons=count("{n} lesson", "{n} lessons", len(plan.due)), group=options.group, due=due.isoformat()
        )
    )


def _show(study: Study, group: str, *, as_json: bool) -> None:
    plans = study.plans(group)
    if as_json:
        say_json({"group": study.find_group(group).name, "plans": [_plan_json(plan) for plan in plans]})
        return
    if not plans:
        say(_("No plan yet. Set one: fivefold plan set {name} COURSE --due DATE").format(name=repr(group)))
    library = study.read()
    for plan in plans:
        contents = library.course(plan.course)
        say(
            _("{course}, set on {day}").format(
                course=contents.course.title if contents else plan.course, day=plan.set.isoformat()
            )
        )
        for key, due in sorted(plan.due.items(), key=lambda lesson: lesson[1]):
            lesson = library.lesson(key)
            say(_("  {title}, due {day}").format(title=lesson.title if lesson else key, day=due.isoformat()))
        if plan.target is not None:
            say(_("  Target of each dimension: {share}").format(share=percent(plan.target)))
        for key in plan.announced:
            quiz = library.quiz(key)
            say(_("  Announced: {title}").format(title=quiz.title if quiz else key))


def _show_mine(study: Study, *, as_json: bool) -> None:
    assigned = study.my_plan()
    if as_json:
        say_json({"assigned": [_assignment_json(one) for one in assigned]})
        return
    if not assigned:
        say(_("Nothing is assigned to you."))
    for one in assigned:
        say(_("{title} ({course}), due {day}").format(title=one.title, course=one.course, day=one.due.isoformat()))


def _plan_json(plan: Plan) -> dict[str, object]:
    return {
        "course": plan.course,
        "set": plan.set.isoformat(),
        "due": {lesson: due.isoformat() for lesson, due in plan.due.items()},
        "target": plan.target,
        "announced": list(plan.announced),
    }


def _assignment_json(one: Assignment) -> dict[str, object]:
    return {"lesson": one.lesson, "title": one.title, "course": one.course, "due": one.due.isoformat()}
