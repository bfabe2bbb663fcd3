"""`member`: who studies in this database."""

import argparse
from collections.abc import Callable, Iterator
from datetime import date

from store.errors import StoreError
from store.leave import Leaves, taken_back
from store.people import Leave, compared
from tui.commands.output import say, say_json, tell
from tui.commands.plan import day_of
from tui.i18n import _, clauses, listed
from tui.settings import Settings
from tui.start import Surroundings, WrongUsageError, opened, refusal, settings_of
from tui.study import Study, Unknown, UnknownMember


def run(options: argparse.Namespace, surroundings: Surroundings) -> int:
    """Add, list or rename members, or record that one is away."""
    options.settings = settings_of(options, surroundings)
    with opened(options.settings, surroundings) as study:
        try:
            return _ACTIONS[options.action](study, options)
        except UnknownMember as unknown:
            raise WrongUsageError(unknown.text(_)) from unknown
        except StoreError as problem:
            raise refusal(problem) from problem


def _add(study: Study, options: argparse.Namespace) -> int:
    tell(_("{name} studies here now.").format(name=study.add_member(options.name).name))
    if line := several_line(study, options.settings):
        tell(line)
    return 0


def several_line(study: Study, settings: Settings) -> str:
    """That from now on one has to say who one is, and how; empty where that is known by itself."""
    names = [one.name for one in study.members()]
    if settings.named or len(names) < 2 or compared(settings.member) in map(compared, names):  # noqa: PLR2004 - several
        return ""
    return UnknownMember(settings.member, names, named=False).text(_)


def _rename(study: Study, options: argparse.Namespace) -> int:
    member = study.rename_member(options.name, options.new_name)
    tell(_("{old} is called {new} now; nothing recorded has changed.").format(old=options.name, new=member.name))
    return 0


def _list(study: Study, options: argparse.Namespace) -> int:
    members = study.members()
    if options.json:
        say_json({"members": [{"id": one.id, "name": one.name, "since": one.added.isoformat()} for one in members]})
        return 0
    for one in members:
        say(_("{name}, since {day}").format(name=one.name, day=one.added.isoformat()))
    if not members:
        say(_("Nobody studies here yet."))
    return 0


def _away(study: Study, options: argparse.Namespace) -> int:
    settings, days = options.settings, [one for one in (options.first, options.last) if one is not None]
    usage = "fivefold member away [FIRST LAST | --undo]"
    if len(days) == 1 or (days and options.undo) or (options.json and (days or options.undo)):
        raise WrongUsageError(_("Say it as: {usage}").format(usage=usage))
    study.join(settings.member, named=settings.named)
    if options.undo:
        for line in back_lines(study.come_back(), study.day()):
            tell(line)
    elif days:
        for line in noted_lines(study, Leave(day_of(options.first, open_end()), day_of(options.last, open_end()))):
            tell(line)
    else:
        _list_away(study, as_json=options.json)
    return 0


def _list_away(study: Study, *, as_json: bool) -> None:
    """Say on which days the member is or was away: to nobody else, and to no leader."""
    leaves = study.leaves()
    if as_json:
        say_json({"away": leaves_json(leaves)})
        return
    for line in leave_lines(leaves, study.day()):
        say(line)
    if not leaves:
        say(_("You have noted no days away. To note some: fivefold member away FIRST LAST"))
    elif leaves[-1].last >= study.day():
        tell(_("To take back what is to come: fivefold member away --undo"))


def leaves_json(leaves: Leaves) -> list[dict[str, str]]:
    """The days on which somebody is or was away, as JSON."""
    return [{"first": one.first.isoformat(), "last": one.last.isoformat()} for one in leaves]


def leave_lines(leaves: Leaves, today: date) -> Iterator[str]:
    """The days on which somebody is or was away, a line for each leave."""
    for one in leaves:
        days = _("{first} to {last}").format(first=one.first.isoformat(), last=one.last.isoformat())
        yield clauses([days, *([_("over")] if one.last < today else [_("now")] if one.first <= today else [])])


def back_lines(taken: Leaves, today: date, day_words: Callable[[date], str] = date.isoformat) -> Iterator[str]:
    """Which days away were taken back; `day_words` is what a day is called."""
    if not taken:
        yield _("You have noted no days away from today on: nothing was changed.")
    for one in taken:
        said = _("Taken back: away from {first} to {last}.")
        yield said.format(first=day_words(one.first), last=day_words(one.last))
    if any(one.first == today for one in taken):
        yield _("Days before today stay noted.")


def open_end() -> str:
    """What to do where nobody knows how long somebody is away."""
    return _("If you do not know until when, name a day some months from now: other days replace those noted before.")


def noted_lines(study: Study, leave: Leave, day_words: Callable[[date], str] = date.isoformat) -> Iterator[str]:
    """Note that the member is away; say so, and in place of which days from today on, as `day_words` calls them."""
    day = study.day()
    before = [one for one in taken_back(study.leaves(), day) if one.first < leave.first or one.last > leave.last]
    study.go_away(leave)
    said = _("Noted: away from {first} to {last}. Nobody is told why, and nobody asks.")
    yield said.format(first=day_words(leave.first), last=day_words(leave.last))
    if before:
        days = (_("{first} to {last}").format(first=day_words(one.first), last=day_words(one.last)) for one in before)
        yield _("That takes the place of: {days}.").format(days=listed(days))


def _challenge(study: Study, options: argparse.Namespace) -> int:
    settings = options.settings
    study.join(settings.member, named=settings.named)
    try:
        lesson = study.find_assigned(options.lesson, options.group)
        group = study.challenge(lesson.key, options.sentence, options.group)
    except Unknown as unknown:
        raise WrongUsageError(str(unknown)) from unknown
    course = study.read().course(lesson.course)
    where = course.course.title if course else lesson.course
    tell(_("Said of {title}, in {course}.").format(title=lesson.title, course=where))
    if group.name in study.shares():
        said = _("It goes with the next file that you share with {group}; the answer comes with theirs: group collect.")
    else:
        said = _("The leaders of {group} read it; the answer will be in fivefold data mirror.")
    tell(said.format(group=group.name))
    return 0


_ACTIONS = {"add": _add, "list": _list, "rename": _rename, "away": _away, "challenge": _challenge}
