"""`demo`: three groups over a year, made up, in a database of their own; or one, in a database for each person."""

import argparse
import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path

from store.database import open_database
from store.days import study_day
from store.demo import is_demo, remove_demo
from store.errors import NotADemoError, StoreError
from store.mirror import GroupRecord
from tui.commands.output import say, say_json, tell
from tui.commands.plan import day_of
from tui.commands.study import open_app, require_terminal
from tui.demo.apart import CAST, Layout, OccupiedError, end_of, remove, tell_apart
from tui.demo.people import GROUPS, LABORATORY, PLATFORM_TEAM, YOU
from tui.demo.telling import tell as tell_story
from tui.demo.telling import told_until
from tui.i18n import _, count, listed
from tui.start import Surroundings, UnusableError, WrongUsageError, opened, settings_of, tell_of_demo
from tui.study import Study
from tui.typed_path import typed_path

_NOON = time(12)


def run(options: argparse.Namespace, surroundings: Surroundings) -> int:
    """Make the demo where there is none, and open the app on it, or say how to look at it."""
    settings_of(options, surroundings)  # the language is in use from here on
    if getattr(options, "library", []):
        raise WrongUsageError(_("The demo is about the starter courses: leave out --library."))
    if options.apart:
        return _apart(Layout(typed_path(options.apart).resolve()), options, surroundings)
    on_screen = not (options.plain or options.json)
    if on_screen:
        require_terminal()
    # FIVEFOLD_DB and config.toml name a member's own database: only what is said here and now can mean a demo.
    path = typed_path(getattr(options, "db", surroundings.data_folder / "demo.db")).absolute()
    end = surroundings.now() if options.as_of is None else _noon(options.as_of)
    until = _prepare(path, end, fresh=options.fresh)
    if options.as_of is not None and study_day(until) != study_day(end):
        sentence = _("The demo in {path} ends on {day}. To make it anew, add --fresh.")
        raise WrongUsageError(sentence.format(path=path, day=study_day(until).isoformat()))
    options.db = str(path)
    surroundings = _from(end, surroundings)
    if age := (study_day(end) - study_day(until)).days:
        ended = count("The year of this demo ended {n} day ago.", "The year of this demo ended {n} days ago.", age)
        tell(
            ended + " " + _("To make it anew, up to today: {command}").format(command=_command(path, "demo", "--fresh"))
        )
    if on_screen:
        return open_app(options, surroundings)
    with opened(settings_of(options, surroundings), surroundings) as study:
        _say_what_is_there(study, path, until, as_json=options.json)
    return 0


def _noon(words: str) -> datetime:
    """Noon, in the zone of this machine, of the day that words name."""
    return datetime.combine(day_of(words), _NOON).astimezone(UTC)


def _from(moment: datetime, surroundings: Surroundings) -> Surroundings:
    """The surroundings with a clock that goes on from a moment."""
    now = surroundings.now
    ahead = moment - now()
    return replace(surroundings, now=lambda: now() + ahead)


def _prepare(path: Path, end: datetime, *, fresh: bool) -> datetime:
    """See to it that there is a demo; answer the moment at which its story ends."""
    try:
        if fresh and is_demo(path):
            remove_demo(path)
        # Nothing in a demo is worth being kept from beginning afresh.
        with open_database(path, now=lambda: end, fresh=True, demo=True) as database:
            until = told_until(database)
            if until is not None:
                return until
            with _progress(_("Making up a year of three groups … {share} %")) as progress:
                tell_story(database, end=end, progress=progress)
            return end
    except NotADemoError as problem:
        raise WrongUsageError(problem.text(_)) from problem
    except StoreError as problem:
        raise UnusableError(problem.text(_)) from problem


@contextmanager
def _progress(line: str) -> Iterator[Callable[[float], None]]:
    """One line on a terminal that says how far it has come, and is gone afterwards; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _share: None
        return

    def show(share: float) -> None:
        sys.stderr.write("\r" + line.format(share=int(share * 100)))
        sys.stderr.flush()

    try:
        yield show
    finally:
        sys.stderr.write("\r" + " " * len(line) + "\r")
        sys.stderr.flush()


def _say_what_is_there(study: Study, path: Path, until: datetime, *, as_json: bool) -> None:
    names = [member.name for member in study.members()]
    records = [_record(study, group.name, group.leader) for group in GROUPS]
    if as_json:
        say_json(
            {
                "path": str(path),
                "as_of": study_day(until).isoformat(),
                "member": YOU,
                "members": names,
                "groups": [
                    {
                        "group": record.name,
                        "leaders": list(record.leaders),
                        "members": [member.name for member in record.members],
                    }
                    for record in records
                ],
            }
        )
        return
    say(_("The demo is in {path}.").format(path=path))
    people = count("{n} person", "{n} people", len(names))
    say(_("{people}, a year up to {day}:").format(people=people, day=study_day(until).isoformat()))
    for record in records:
        members = count("{n} member", "{n} members", len(record.members))
        leaders = listed(record.leaders)
        say(_("  {group}, {members}, led by {leaders}").format(group=record.name, members=members, leaders=leaders))
    say(_("You are {name}, who studies in one of them and leads two.").format(name=YOU))
    say()
    say(_("Look around in the app:"))
    say(f"  {_command(path, 'demo')}")
    say(_("On the command line:"))
    for words in (["today"], ["me"], ["groups"], ["group", PLATFORM_TEAM], ["data", "mirror"]):
        say(f"  {_command(path, *words, member=YOU)}")
    say(_("As somebody else, such as the leader of a group that is too small for figures about all of it:"))
    small = next(group for group in GROUPS if group.name == LABORATORY)
    say(f"  {_command(path, 'group', LABORATORY, member=small.leader)}")
    say(_("With the duty to record, to facilitate, to train or to mentor:"))
    told = {one.duty: (group.name, one.name) for group in GROUPS for one in group.services}
    for name, member in told.values():
        say(f"  {_command(path, 'group', name, member=member)}")


def _apart(layout: Layout, options: argparse.Namespace, surroundings: Surroundings) -> int:
    """Lay a group out in a folder, and say how to look at it."""
    if getattr(options, "db", None) is not None:
        raise WrongUsageError(_("With --apart there is a database for each person: leave out --db."))
    end = surroundings.now() if options.as_of is None else _noon(options.as_of)
    try:
        until = end_of(layout, now=surroundings.now)
        if until is not None and options.fresh:
            remove(layout)
            until = None
        if until is None:
            with _progress(_("Making up half a year of a group … {share} %")) as progress:
                tell_apart(layout.folder, end=end, progress=progress)
            until = end
    except OccupiedError as problem:
        sentence = _("{path} is in the way, and was left as it is. Name a new folder with --apart.")
        raise WrongUsageError(sentence.format(path=problem.path)) from problem
    except StoreError as problem:
        raise UnusableError(problem.text(_)) from problem
    if options.as_of is not None and study_day(until) != study_day(end):
        sentence = _("The demo in {path} ends on {day}. To make it anew, add --fresh.")
        raise WrongUsageError(sentence.format(path=layout.folder, day=study_day(until).isoformat()))
    tell_of_demo()
    _say_who_is_apart(layout, until, as_json=options.json)
    return 0


def _say_who_is_apart(layout: Layout, until: datetime, *, as_json: bool) -> None:
    (group,) = CAST.groups
    names = layout.names()
    if as_json:
        say_json(
            {
                "path": str(layout.folder),
                "as_of": study_day(until).isoformat(),
                "group": group.name,
                "shared": str(layout.shared),
                "leader": {"name": group.leader, "database": str(layout.leader)},
                "members": [{"name": name, "database": str(layout.member(name))} for name in names],
            }
        )
        return
    say(_("The demo is in {path}.").format(path=layout.folder))
    members = count("{n} member", "{n} members", len(names))
    sentence = _("{group}, {members}, half a year up to {day}. Each of them studies in a database of their own.")
    say(sentence.format(group=group.name, members=members, day=study_day(until).isoformat()))
    say(
        _("Week by week they share a file each, into {folder}. The leader knows what is in the files.").format(
            folder=layout.shared
        )
    )
    say()
    say(_("As the leader, {name}:").format(name=group.leader))
    for words in ([], ["group", group.name], ["group", "collect", str(layout.shared)]):
        say(f"  {_command(layout.leader, *words)}")
    say(_("As a member, such as {name}:").format(name=names[0]))
    for words in ([], ["data", "mirror"], ["group", "share", group.name, "--to", str(layout.shared)]):
        say(f"  {_command(layout.member(names[0]), *words)}")
    say(_("As one of the others:"))
    for name in names[1:]:
        say(f"  {_command(layout.member(name))}")


def _record(study: Study, group: str, leader: str) -> GroupRecord:
    study.join(leader)
    return study.group(study.find_group(group).id)


def _command(path: Path, *words: str, member: str = "") -> str:
    """What to type."""
    return shlex.join(["fivefold", *words, "--db", str(path), *(["--member", member] if member else [])])
