"""`plan`: what a group is assigned, and by when.

It is long because each way of making a plan is shown before it is done, in words and in JSON.
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from shlex import quote

from store.events import PlanSet
from store.facts import Assignment
from store.group_pace import Proposal, Why
from store.projections.groups import Plan
from store.status import HELP_DAYS
from tui.commands.agreeing import agreed
from tui.commands.output import say, say_json, tell
from tui.commands.wording import percent
from tui.i18n import _, count, listed, named, refused, together
from tui.leading import NotLeading
from tui.pace import read_weekdays
from tui.plan_changes import Moved, PlanChange, PlanChanges
from tui.plan_days import WEEKEND, why_too_far
from tui.plan_file import LONGEST, PlanFileError, read_share
from tui.start import Surroundings, UnusableError, WrongUsageError, joined
from tui.study import Study, Unknown
from tui.typed_path import typed_path

NONE = "none"
"""Given as a target or an announced quiz: no one of the plan before stays."""
WRONG, NOTHING = 1, 1
"""Statuses: the file cannot be taken as it is; there are no other dates to propose."""


def run(options: argparse.Namespace, surroundings: Surroundings) -> int:
    """Set a plan, take one from a file, propose other dates, or show those of a group or one's own."""
    with joined(options, surroundings) as study:
        try:
            match options.action:
                case "set":
                    _set(study, options)
                case "apply":
                    return _apply(study, options)
                case "propose":
                    return _propose(study, options)
                case "undo":
                    _go_back(study, options)
                case _:
                    _show(study, options)
        except (Unknown, NotLeading) as problem:
            raise WrongUsageError(str(problem)) from problem
    return 0


def day_of(words: str, far: str = "") -> date:
    """The day that words name; `far` is what else to say of one that is too far off.

    Raises:
        WrongUsageError: they name none, or one that cannot be recorded.
    """
    try:
        day = date.fromisoformat(words)
    except ValueError as error:
        raise WrongUsageError(_("{words} is no day: write it as 2026-12-24.").format(words=repr(words))) from error
    if why := why_too_far(day):
        raise WrongUsageError(f"{why} {far}".rstrip())
    return day


def share_of(words: str) -> float:
    """The share that a percentage names, 0 to 1.

    Raises:
        WrongUsageError: it names none, or it is doubtful which: 0.8 is less than one per cent.
    """
    share = read_share(words)
    if share is None:
        raise WrongUsageError(_("{words} is no target: write a percentage, such as 80%.").format(words=repr(words)))
    return share


def _targets(given: Sequence[str]) -> tuple[float | None, Mapping[str, float]]:
    """The target of each dimension, and those of single ones, by the names that were given for them."""
    each: float | None = None
    single: dict[str, float] = {}
    for words in given:
        name, equals, share = words.rpartition("=")
        if equals:
            single[name.strip()] = share_of(share.strip())
        else:
            each = share_of(words)
    return each, single


def _set(study: Study, options: argparse.Namespace) -> None:
    due, first = day_of(options.due), day_of(options.first) if options.first else None
    if first is not None and first >= due:
        raise WrongUsageError(_("--from {first} is not before --due {due}.").format(first=first, due=due))
    if options.days and first is None:
        raise WrongUsageError(_("--days needs --from DAY, the day from which on the lessons are spread over them."))
    keep = {
        *(() if NONE in options.target else ("target", "targets")),
        *(() if NONE in options.announced else ("announced",)),
    }
    each, single = _targets([words for words in options.target if words != NONE])
    announced = [words for words in options.announced if words != NONE]

    replaced: list[PlanChanges] = []

    def agree(changes: PlanChanges) -> bool:
        for line in changed_lines(changes):
            tell(line)
        replaced.append(changes)
        if options.yes or not sys.stdin.isatty():  # a script has decided
            return True
        return agreed(_("These days are there already. Replace them?"))

    plan = study.set_plan(
        options.group,
        options.course,
        due,
        first=first,
        weekdays=weekdays_of(options.days),
        target=each,
        targets=single,
        announced=announced,
        keep=keep,
        agree=agree,
    )
    if plan is None:
        tell(_("Nothing was changed."))
        return
    lessons, last = count("{n} lesson", "{n} lessons", len(plan.due)), max(plan.due.values()).isoformat()
    words = _("{lessons} assigned to {group}, the last due on {due}.")
    tell(words.format(lessons=lessons, group=options.group, due=last))
    for changes in replaced:
        _tell_back(changes)
    spread = first is not None
    if not spread and len(plan.due) > 1:
        tell(_("All of them are due on that one day. With --from DAY they are spread over the days until then."))
    if line := weekend_line(plan):
        advice = (
            _("With --days mon..fri they are spread over other days.")
            if spread
            else _("With --from DAY --days mon..fri they are spread over other days.")
        )
        tell(together(line, advice))
    if line := kept_line(plan, each=each is not None, single=len(single), announced=bool(announced)):
        tell(together(line, _("--target none and --announced none drop targets and announced quizzes.")))


def _tell_back(changes: PlanChanges) -> None:
    """How the plans come back that were replaced, a line for each."""
    for change in changes.courses:
        if any(one.old for one in change.lessons):
            command = f"fivefold plan undo {quote(changes.group.name)} {quote(change.plan.course)}"
            tell(_("The plan before comes back with: {command}").format(command=command))


def _go_back(study: Study, options: argparse.Namespace) -> None:
    """Put the plan back that was replaced, and say what changed by that."""
    changes = study.go_back(options.group, options.course)
    for line in changed_lines(changes):
        tell(line)
    tell(_("The plan of {group} is the one before again.").format(group=changes.group.name))


def kept_line(plan: Plan | PlanSet, *, each: bool, single: int, announced: bool, quizzes: bool = False) -> str:
    """What a plan has of the one before it, as nothing else was said; empty where that is nothing.

    Said were a target for `each` dimension, or not; announced quizzes, and days of `quizzes`, or not; and targets of so
    many `single` ones.
    """
    told, targets = len(plan.announced), len(plan.targets) - single
    days = 0 if quizzes else len(plan.quizzes)
    kept = (
        _("target {share}").format(share=percent(plan.target)) if plan.target is not None and not each else "",
        count("{n} target of a dimension", "{n} targets of dimensions", targets) if targets > 0 else "",
        count("{n} announced quiz", "{n} announced quizzes", told) if told and not announced else "",
        count("{n} quiz with a day", "{n} quizzes with a day", days) if days else "",
    )
    parts = [words for words in kept if words]
    return _("Kept from the plan before: {parts}.").format(parts=listed(parts)) if parts else ""


def weekend_line(plan: Plan) -> str:
    """That lessons are due on a Saturday or a Sunday; empty where none is."""
    free = sum(day.weekday() in WEEKEND for day in plan.due.values())
    if not free:
        return ""
    return count("{n} of them is due on a Saturday or Sunday.", "{n} of them are due on a Saturday or Sunday.", free)


def weekdays_of(words: str) -> frozenset[int]:
    """The days of the week that words name, Monday 0; none where there are no words.

    Raises:
        WrongUsageError: they name none.
    """
    try:
        return read_weekdays(words) if words else frozenset()
    except ValueError as error:
        said = _("{words} are no days of the week: write mon..fri, or mon,wed.")
        raise WrongUsageError(said.format(words=repr(words))) from error


# From a file


def _apply(study: Study, options: argparse.Namespace) -> int:
    """Say what a file would change, and record it where somebody agrees."""
    path, text = options.file, text_of(options.file)
    try:
        changes = study.plan_changes(path, text, options.group or "")
    except PlanFileError as wrong:
        if options.json:
            problems = [{"path": one.path, "line": one.line, "message": one.message} for one in wrong.problems]
            say_json({"applied": False, "problems": problems})
        else:
            for problem in wrong.problems:
                tell(str(problem))
            tell(_("Nothing was changed."))
        return WRONG
    if options.json:
        if options.yes:
            study.apply_plan(changes)
        say_json({**_changes_json(changes), "applied": options.yes and changes.is_any, "problems": []})
        return 0
    _say_changes(changes)
    if not changes.is_any:
        return 0
    if not options.yes and not agreed(_("Change the plan so?")):
        tell(_("Nothing was changed."))
        return 0
    study.apply_plan(changes)
    tell(_("The plan of {group} is changed.").format(group=changes.group.name))
    _tell_back(changes)
    return 0


def text_of(name: str) -> str:
    """What stands in a file, or on stdin where that is its name.

    Raises:
        WrongUsageError: it cannot be read.
        UnusableError: it is no text in UTF-8.
    """
    if name == "-":
        return sys.stdin.read(LONGEST + 1)
    try:
        with typed_path(name).open(encoding="utf-8") as file:
            return file.read(LONGEST + 1)
    except OSError as problem:
        raise WrongUsageError(
            _("{path} cannot be read: {problem}.").format(path=name, problem=refused(problem))
        ) from problem
    except UnicodeDecodeError as problem:
        raise UnusableError(_("{path} is not UTF-8.").format(path=name)) from problem


def _say_changes(changes: PlanChanges) -> None:
    for line in file_lines(changes):
        say(line)


def file_lines(changes: PlanChanges, day_words: Callable[[date], str] = date.isoformat) -> Iterator[str]:
    """What would become of a group's plans by a file, and the courses that it does not name."""
    yield from changed_lines(changes, day_words)
    kept = [(change, _kept_of(change)) for change in changes.courses]
    for change, line in kept:
        if line:
            yield named(change.title, line)
    if any(line for _change, line in kept):
        yield _('In the file target = "none", and an empty list or table, drop them.')
    for title in changes.untouched:
        yield _("{title}: not in the file, stays as it is").format(title=title)


def _kept_of(change: PlanChange) -> str:
    """What a course keeps since the file says nothing of it; empty where that is nothing."""
    single = 0 if "targets" in change.kept else len(change.plan.targets)
    said = ("target" not in change.kept, "announced" not in change.kept, "quizzes" not in change.kept)
    return kept_line(change.plan, each=said[0], single=single, announced=said[1], quizzes=said[2])


def changed_lines(changes: PlanChanges, day_words: Callable[[date], str] = date.isoformat) -> Iterator[str]:
    """What would become of a group's plans: for each course in one line, then each thing in one.

    Args:
        changes: what would become of them.
        day_words: what a day is called.
    """
    for change in changes.courses:
        yield _("{title}: {changes}").format(title=change.title, changes=_summary(change))
        for moved in (*change.lessons, *change.quizzes):
            yield "  " + _moved_words(moved, day_words)
        for title in change.announced:
            yield _("  Announced: {title}").format(title=title)
        for title in change.withdrawn:
            yield _("  Not announced any more: {title}").format(title=title)
        for title, old, new in change.targets:
            yield _("  Target of {title}: {old} → {new}").format(title=title, old=_share(old), new=_share(new))


def _share(share: float | None) -> str:
    return _("none") if share is None else percent(share)


def _summary(change: PlanChange) -> str:
    """What changes of one course, counted."""
    later = [one for one in change.lessons if one.old and one.new and one.new > one.old]
    earlier = [one for one in change.lessons if one.old and one.new and one.new < one.old]
    new = sum(one.old is None for one in change.lessons)
    dropped = sum(one.new is None for one in change.lessons)
    days, told, untold, targets = map(len, (change.quizzes, change.announced, change.withdrawn, change.targets))
    counted = (
        (new, count("{n} lesson new", "{n} lessons new", new)),
        (len(later), count("{n} lesson due later", "{n} lessons due later", len(later))),
        (len(earlier), count("{n} lesson due earlier", "{n} lessons due earlier", len(earlier))),
        (dropped, count("{n} lesson not assigned any more", "{n} lessons not assigned any more", dropped)),
        (days, count("{n} quiz with another day", "{n} quizzes with another day", days)),
        (told, count("{n} new announced quiz", "{n} new announced quizzes", told)),
        (untold, count("{n} quiz not announced any more", "{n} quizzes not announced any more", untold)),
        (targets, count("{n} other target", "{n} other targets", targets)),
    )
    parts = [words for number, words in counted if number]
    return _(", ").join(parts) or _("nothing changes")


def _moved_words(moved: Moved, day_words: Callable[[date], str]) -> str:
    if moved.new is None:
        return _("{title}: not assigned any more").format(title=moved.title)
    if moved.old is None:
        return _("{title}, due {day}").format(title=moved.title, day=day_words(moved.new))
    changes = f"{day_words(moved.old)} → {day_words(moved.new)}"
    return _("{title}: {changes}").format(title=moved.title, changes=changes)


def _changes_json(changes: PlanChanges) -> dict[str, object]:
    return {
        "group": changes.group.name,
        "courses": [
            {
                "course": change.plan.course,
                "lessons": [_moved_json(one) for one in change.lessons],
                "quizzes": [_moved_json(one) for one in change.quizzes],
                "announced": list(change.announced),
                "withdrawn": list(change.withdrawn),
                "targets": [{"dimension": title, "old": old, "new": new} for title, old, new in change.targets],
                "kept": sorted(key for key in change.kept if getattr(change.plan, key)),
            }
            for change in changes.courses
        ],
        "untouched": list(changes.untouched),
    }


def _moved_json(moved: Moved) -> dict[str, object]:
    return {
        "title": moved.title,
        "old": moved.old.isoformat() if moved.old else None,
        "new": moved.new.isoformat() if moved.new else None,
    }


# Other dates


def _propose(study: Study, options: argparse.Namespace) -> int:
    """Say which dates a group would keep at its own pace, and record them where that is asked for."""
    proposal, changes = study.propose(options.group)
    applied = options.apply and changes.is_any
    if applied:
        study.apply_plan(changes)
    if options.json:
        say_json(
            {
                **_changes_json(changes),
                "behind": proposal.behind,
                "lessons_a_week": None if proposal.a_week is None else round(proposal.a_week, 2),
                "weeks": proposal.weeks,
                "silent": list(proposal.silent),
                "why_not": proposal.why.value if proposal.why else None,
                "applied": applied,
            }
        )
        return 0 if changes.is_any else NOTHING
    for line in proposed_lines(proposal, changes):
        say(line)
    if not changes.is_any:
        return NOTHING
    if applied:
        tell(_("The plan of {group} is changed.").format(group=changes.group.name))
        _tell_back(changes)
    else:
        tell(_("To change the plan so: fivefold plan propose {group} --apply").format(group=quote(changes.group.name)))
    return 0


def proposed_lines(
    proposal: Proposal, changes: PlanChanges, day_words: Callable[[date], str] = date.isoformat
) -> Iterator[str]:
    """Which dates a group would keep at its own pace, or why there are none."""
    if not changes.is_any:
        yield _why_words(proposal)
        yield from _silent_lines(proposal)
        return
    yield _("Behind the plan: {behind}, over all members. Completed in a median week of the last {weeks}: {n}.").format(
        behind=count("{n} lesson", "{n} lessons", proposal.behind),
        weeks=proposal.weeks,
        n=f"{proposal.a_week:.1f}",
    )
    yield _("What everybody has left is counted: one who is far behind can move the days of all.")
    yield from _silent_lines(proposal)
    yield from changed_lines(changes, day_words)


def _silent_lines(proposal: Proposal) -> Iterator[str]:
    """Who was not counted, so that other days hide nobody."""
    if proposal.silent:
        yield _(
            "Not counted, since they have done nothing for more than {days} days: {names}. What they alone have left "
            "keeps its day: talk with them first."
        ).format(days=HELP_DAYS, names=listed(proposal.silent))


def _why_words(proposal: Proposal) -> str:
    """Why there are no other dates."""
    match proposal.why:
        case Why.NOTHING_LEFT:
            return _("Nothing is left to do: no other dates are needed.")
        case Why.ON_PACE:
            return _("The group is not behind its plan: no other dates are needed.")
        case Why.TOO_EARLY:
            return _("Two full weeks of the plan are needed to tell the group's pace. Until then, set dates yourself.")
        case Why.STANDING_STILL:
            return _("In a median week nothing is completed: no dates follow from that. Talk with the group.")
        case Why.SILENT:
            return _("Only members who have long been silent have anything left: no other dates follow from that.")
        case Why.TOO_FAR:
            return _("At this pace it would take more than two years. Assign less, or talk with the group.")
    return _("At its pace the group keeps every day that is set.")


# Showing


def _show(study: Study, options: argparse.Namespace) -> None:
    if options.form == "toml":
        if not options.group or options.json:
            raise WrongUsageError(_("--as toml shows the plan of one group: fivefold plan show GROUP --as toml"))
        say(study.plan_text(options.group).rstrip("\n"))
    elif options.group:
        _show_group(study, options.group, as_json=options.json)
    else:
        _show_mine(study, as_json=options.json)


def _show_group(study: Study, group: str, *, as_json: bool) -> None:
    plans = study.plans(group)
    if as_json:
        say_json({"group": study.group_named(group).name, "plans": [_plan_json(plan) for plan in plans]})
        return
    if not plans and not study.leads(study.group_named(group).id):
        say(_("No plan yet."))
    elif not plans:
        say(_("No plan yet. Set one: fivefold plan set {name} COURSE --due DATE").format(name=quote(group)))
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
        dimensions = {one.id: one.title for one in contents.course.dimensions} if contents else {}
        for dimension, share in plan.targets.items():
            title = dimensions.get(dimension, dimension)
            say(_("  Target of {title}: {share}").format(title=title, share=percent(share)))
        for key, due in sorted(plan.quizzes.items(), key=lambda quiz: quiz[1]):
            quiz = library.quiz(key)
            say(_("  Quiz: {title}, due {day}").format(title=quiz.title if quiz else key, day=due.isoformat()))
        for key in plan.announced:
            quiz = library.quiz(key)
            say(_("  Announced: {title}").format(title=quiz.title if quiz else key))


def _show_mine(study: Study, *, as_json: bool) -> None:
    assigned, quizzes = study.my_plan(), study.my_quizzes()
    if as_json:
        say_json(
            {
                "assigned": [_assignment_json(one) for one in assigned],
                "quizzes": [{"quiz": quiz.key, "title": quiz.title, "due": day.isoformat()} for quiz, day in quizzes],
            }
        )
        return
    if not assigned and not quizzes:
        say(_("Nothing is assigned to you."))
    for one in assigned:
        say(_("{title} ({course}), due {day}").format(title=one.title, course=one.course, day=one.due.isoformat()))
    for quiz, day in quizzes:
        say(_("Quiz: {title}, due {day}").format(title=quiz.title, day=day.isoformat()))


def _plan_json(plan: Plan) -> dict[str, object]:
    return {
        "course": plan.course,
        "set": plan.set.isoformat(),
        "due": {lesson: due.isoformat() for lesson, due in plan.due.items()},
        "target": plan.target,
        "targets": dict(plan.targets),
        "quizzes": {quiz: due.isoformat() for quiz, due in plan.quizzes.items()},
        "announced": list(plan.announced),
    }


def _assignment_json(one: Assignment) -> dict[str, object]:
    return {"lesson": one.lesson, "title": one.title, "course": one.course, "due": one.due.isoformat()}
