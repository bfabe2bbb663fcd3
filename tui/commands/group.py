"""`group` and `groups`: the dashboards as text and JSON; who is in a group."""

import argparse
from collections.abc import Callable, Mapping, Sequence
from typing import NoReturn

from store.errors import StoreError
from store.mirror import FEW, GroupDimension, GroupFigures, GroupRecord, LessonRecord, MemberRecord
from store.status import Status
from tui.commands.goal import goal_json, say_goals
from tui.commands.output import say, say_json, tell
from tui.commands.plan_words import behind_word
from tui.commands.wording import (
    basis_word,
    fraction,
    percent,
    reason_rule,
    reason_word,
    status_word,
    withheld_word,
)
from tui.i18n import _, count
from tui.leading import NotLeading
from tui.start import Surroundings, WrongUsageError, joined
from tui.study import Study, Unknown, UnknownMember


def run(options: argparse.Namespace, surroundings: Surroundings) -> int:
    """Show a group, or all that the member leads, or change who is in one."""
    if options.command == "group" and not options.words:
        raise WrongUsageError(_('Say which group, as in: fivefold group "Night shift". See: fivefold groups'))
    with joined(options, surroundings) as study:
        try:
            if options.command == "groups":
                _compare(study, as_json=options.json)
            elif options.words[0] in _FILES:
                return _files(study, options)
            elif options.to or options.yes:
                _refuse()
            elif options.words[0] in _ACTIONS:
                _ACTIONS[options.words[0]](study, options)
            elif len(options.words) == 1 and not options.leader:
                _show(study, options.words[0], as_json=options.json)
            else:
                _refuse()
        except (Unknown, NotLeading) as problem:
            raise WrongUsageError(str(problem)) from problem
        except UnknownMember as unknown:
            raise WrongUsageError(unknown.text(_)) from unknown
    return 0


def _refuse() -> NoReturn:
    raise WrongUsageError(
        _("Say it as one of: group NAME, group create NAME, group add GROUP MEMBER... [--leader], ")
        + _("group remove GROUP MEMBER, group handled GROUP MEMBER LESSON, group share NAME --to DIR, ")
        + _("group collect DIR. A name with blanks needs quotes.")
    )


def _files(study: Study, options: argparse.Namespace) -> int:
    """Share or collect; answer the exit status."""
    from tui.commands.sharing import collect, share  # noqa: PLC0415 - most groups need none of it

    return share(study, options) if options.words[0] == "share" else collect(study, options)


def _words(options: argparse.Namespace, number: int) -> Sequence[str]:
    """The words after the action, exactly so many."""
    words: list[str] = options.words[1:]
    if len(words) != number or options.leader or options.json:
        _refuse()
    return words


def _create(study: Study, options: argparse.Namespace) -> None:
    (name,) = _words(options, 1)
    try:
        group = study.create_group(name)
    except StoreError as problem:
        raise WrongUsageError(problem.text(_)) from problem
    tell(_("{name} is there, and you lead it. Next: fivefold group add {name} MEMBER").format(name=repr(group.name)))


def _add(study: Study, options: argparse.Namespace) -> None:
    group, *names = options.words[1:] or [""]
    if not names or options.json:
        _refuse()
    for member in names:
        _add_one(study, group, member, leader=options.leader)


def _add_one(study: Study, group: str, member: str, *, leader: bool) -> None:
    if not study.add_to_group(group, member, leader=leader):
        tell(_("{member} is there already.").format(member=member))
    elif leader:
        tell(_("{member} leads {group} from now on.").format(member=member, group=group))
    else:
        tell(
            _("{member} is in {group}. Its leaders see what fivefold data mirror shows, no more.").format(
                member=member, group=group
            )
        )


def _remove(study: Study, options: argparse.Namespace) -> None:
    group, member = _words(options, 2)
    try:
        study.remove_from_group(group, member)
    except StoreError as problem:
        raise WrongUsageError(problem.text(_)) from problem
    tell(_("{member} is not in {group} any more.").format(member=member, group=group))


def _handled(study: Study, options: argparse.Namespace) -> None:
    name, who, words = _words(options, 3)
    record = study.group(study.find_group(name).id)
    member = next((one for one in record.members if one.name.casefold() == who.casefold()), None)
    if member is None:
        raise UnknownMember(who, [one.name for one in record.members])
    study.handle(record.group, member.member, study.find_lesson(words).key)
    tell(_("Noted: you have seen to it."))


_FILES = ("share", "collect")
_ACTIONS: Mapping[str, Callable[[Study, argparse.Namespace], None]] = {
    "create": _create,
    "add": _add,
    "remove": _remove,
    "handled": _handled,
}


# A group


def _show(study: Study, name: str, *, as_json: bool) -> None:
    record = study.group(study.find_group(name).id)
    if as_json:
        say_json(group_json(record))
    else:
        _say_group(record)


def _say_group(record: GroupRecord) -> None:
    say(_("{name}, as of {day}").format(name=record.name, day=record.as_of.isoformat()))
    say(_("Led by {names}.").format(names=", ".join(record.leaders)))
    if not record.members:
        say(_("No members yet. Add one: fivefold group add {name} MEMBER").format(name=repr(record.name)))
        return
    if not record.lessons:
        say(_("No plan yet. Set one: fivefold plan set {name} COURSE --due DATE").format(name=repr(record.name)))
    say(_("Completed: {done}").format(done=fraction(record.completed, record.assigned)))
    say(_("Active this week: {active}").format(active=fraction(record.active, len(record.members))))
    say(_("Raised hands: {n}").format(n=record.hands))
    say(_("Overdue: {n}").format(n=record.overdue))
    results = sum(len(member.results) for member in record.members)
    if results:
        say(_("Announced results: {n}").format(n=results))
    for member in record.members:
        say()
        say_member(member, {lesson.lesson: lesson.title for lesson in record.lessons})
    if record.lessons:
        say()
        say(_("Lessons"))
    for lesson in record.lessons:
        tally = ", ".join(f"{status_word(status)} {number}" for status, number in lesson.tally.items() if number)
        say(_("  {title}, due {day}: {tally}").format(title=lesson.title, day=lesson.due.isoformat(), tally=tally))
    if record.needs_help:
        say()
        say(_("Needs help"))
    for need in record.needs_help:
        say(
            _("  {name}, {title}: {reason} since {week} ({rule})").format(
                name=need.name,
                title=need.title,
                reason=reason_word(need.reason),
                week=need.since,
                rule=reason_rule(need.reason),
            )
        )
    _say_dimensions(record.dimensions)
    say()
    say(_("Weeks"))
    for week in record.weeks:
        active = _("fewer than 5") if week.active is None else fraction(week.active, week.members)
        done = count("{n} lesson completed", "{n} lessons completed", week.completed)
        say(_("  {week}: active {active}, {done}").format(week=week.week, active=active, done=done))
    _say_plan(record)


def _say_plan(record: GroupRecord) -> None:
    """Say what was planned and done by week, and the goals."""
    if record.pace:
        say()
        say(_("Planned and done"))
    for week in record.pace:
        done = fraction(week.done, week.assigned)
        said = _("  {week}: planned {planned}, done {done}, {standing}")
        say(said.format(week=week.week, planned=week.planned, done=done, standing=behind_word(week)))
    if record.goals:
        say()
        say(_("Goals"))
        say_goals(record.goals, record.as_of)


def say_member(member: MemberRecord, titles: Mapping[str, str]) -> None:
    """Say what a leader receives of a member; `titles` are those of the lessons, by key."""
    week = member.last_active_week or _("never")
    done = fraction(member.completed, member.assigned)
    shared = _(", as shared in {week}").format(week=member.as_of) if member.as_of else ""
    say(_("{name}: completed {done}, last active {week}").format(name=member.name, done=done, week=week) + shared)
    for key, lesson in member.lessons.items():
        say(f"  {titles.get(key, key)}: {_lesson_words(lesson)}")
    for result in member.results:
        passed = _("passed") if result.passed else _("not passed")
        say(
            _("  Announced: {title}, {share}, {passed}").format(
                title=result.title, share=percent(result.share), passed=passed
            )
        )


def _lesson_words(lesson: LessonRecord) -> str:
    words = status_word(lesson.status)
    if lesson.reason is not None:
        words += _(" ({reason} since {week})").format(reason=reason_word(lesson.reason), week=lesson.since)
    if lesson.status is not Status.COMPLETED:
        words += _(", due {day}").format(day=lesson.due.isoformat())
    return words


def _say_dimensions(dimensions: Sequence[GroupDimension]) -> None:
    if not dimensions:
        return
    say()
    basis = basis_word(dimensions)
    say(_("Dimensions") + (f" ({basis})" if basis else ""))
    for one in dimensions:
        share = withheld_word(one) if one.share is None else percent(one.share)
        target = _(", target {share}").format(share=percent(one.target)) if one.target is not None else ""
        say(f"  {one.title}: {share}{target}")


def member_json(member: MemberRecord) -> dict[str, object]:
    """A member as a leader receives one."""
    return {
        "member": member.member,
        "name": member.name,
        "lessons": {
            key: {
                "status": lesson.status.value,
                "reason": lesson.reason.value if lesson.reason else None,
                "since": lesson.since,
                "due": lesson.due.isoformat(),
            }
            for key, lesson in member.lessons.items()
        },
        "completed": member.completed,
        "assigned": member.assigned,
        "last_active_week": member.last_active_week,
        "as_of": member.as_of,
        "results": [
            {
                "quiz": result.quiz,
                "title": result.title,
                "share": round(result.share, 4),
                "passed": result.passed,
                "day": result.day.isoformat(),
            }
            for result in member.results
        ],
    }


def group_json(record: GroupRecord) -> dict[str, object]:
    """A group as its leaders receive it."""
    return {
        "group": record.name,
        "as_of": record.as_of.isoformat(),
        "leaders": list(record.leaders),
        "members": [member_json(member) for member in record.members],
        "lessons": [
            {
                "lesson": lesson.lesson,
                "title": lesson.title,
                "due": lesson.due.isoformat(),
                "tally": {status.value: number for status, number in lesson.tally.items()},
            }
            for lesson in record.lessons
        ],
        "dimensions": _dimensions_json(record.dimensions),
        "needs_help": [
            {"member": need.member, "lesson": need.lesson, "reason": need.reason.value, "since": need.since}
            for need in record.needs_help
        ],
        "completed": record.completed,
        "assigned": record.assigned,
        "overdue": record.overdue,
        "hands": record.hands,
        "active": record.active,
        "weeks": [
            {
                "week": week.week,
                "active": week.active,
                "members": week.members,
                "completed": week.completed,
                **({"withheld": FEW} if week.active is None else {}),
            }
            for week in record.weeks
        ],
        "pace": [
            {"week": week.week, "planned": week.planned, "done": week.done, "assigned": week.assigned}
            for week in record.pace
        ],
        "goals": [goal_json(goal) for goal in record.goals],
    }


def _dimensions_json(dimensions: Sequence[GroupDimension]) -> list[dict[str, object]]:
    return [
        {
            "dimension": one.dimension,
            "title": one.title,
            "share": None if one.share is None else round(one.share, 4),
            "target": one.target,
            "basis": one.basis.value,
            **({"withheld": one.withheld} if one.withheld else {}),
        }
        for one in dimensions
    ]


# Groups


def _compare(study: Study, *, as_json: bool) -> None:
    figures = study.figures()
    if as_json:
        say_json({"as_of": study.day().isoformat(), "groups": [_figures_json(one) for one in figures]})
        return
    if not figures:
        say(_("You lead no group. Make one: fivefold group create NAME"))
    for one in figures:
        say(f"{one.name}: " + count("{n} member", "{n} members", one.members))
        if one.withheld:
            say(_("  No figures: fewer than 5 members."))
            continue
        say(
            _("  completed {share}, a week ago {before}").format(
                share=percent(one.completion), before=percent(one.week_ago)
            )
        )
        say(_("  of what is due by now {share}").format(share=percent(one.on_time)))
        say(_("  active this week {share}").format(share=percent(one.active)))
        for dimension in one.dimensions:
            say(f"  {dimension.title}: {percent(dimension.share)}")


def _figures_json(one: GroupFigures) -> dict[str, object]:
    shares = {
        "completion": one.completion,
        "week_ago": one.week_ago,
        "on_time": one.on_time,
        "active": one.active,
    }
    return {
        "group": one.name,
        "members": one.members,
        **{name: None if share is None else round(share, 4) for name, share in shares.items()},
        **({"withheld": FEW} if one.withheld else {}),
        "dimensions": _dimensions_json(one.dimensions),
    }
