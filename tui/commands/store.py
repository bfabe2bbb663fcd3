"""`store`: the database itself. Backing it up, going back to a backup, checking it, making its read models anew."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shlex import quote

from store import backup, damage, restore
from store.database import Database, open_database
from store.demo import is_demo
from store.errors import ExistsError, NoPermissionError, ReadOnlyError, StoreError, command
from store.log import rebuild
from store.restore import Difference, Kept
from store.verify import Table, Verified, verify
from tui.commands.agreeing import agreed
from tui.commands.output import say, say_json, tell
from tui.i18n import _, count, named
from tui.settings import Settings
from tui.start import Surroundings, UnusableError, WrongUsageError, require_folder, settings_of, tell_of_demo
from tui.typed_path import typed_path

DONE, UNUSABLE = 0, 3
_TIMES = "%Y-%m-%d %H:%M"


def run(options: argparse.Namespace, surroundings: Surroundings) -> int:
    """Back up, restore, verify or rebuild."""
    settings = settings_of(options, surroundings)
    if is_demo(settings.database):
        tell_of_demo()
    try:
        return _ACTIONS[options.action](settings, options, surroundings)
    except ExistsError as problem:
        raise WrongUsageError(problem.text(_)) from problem
    except StoreError as problem:
        raise UnusableError(problem.text(_)) from problem


@contextmanager
def _opened(settings: Settings, surroundings: Surroundings) -> Iterator[Database]:
    """The database, which has to be there already."""
    if not settings.database.exists():
        lost = damage.lost(settings.database)
        raise UnusableError(
            lost.text(_) if lost else _("There is no database {path} yet.").format(path=settings.database)
        )
    with open_database(settings.database, now=surroundings.now) as database:
        yield database


def _backup(settings: Settings, options: argparse.Namespace, surroundings: Surroundings) -> int:
    if options.file == "":
        raise WrongUsageError(_("Say where to: a folder or file with no name is none."))
    with _opened(settings, surroundings) as database:
        if options.file is None:
            made = _beside(database, surroundings)
        else:
            made = typed_path(options.file)
            if made.is_dir():
                made /= backup.of_today(database.path, now=surroundings.now).name
            if made.exists():
                raise ExistsError(path=made)
            require_folder(made.parent)
            backup.backup(database, made)
    say(str(made))
    tell(_("A whole copy, checked: {events}.").format(events=_events(restore.look_at(made).events)))
    return DONE


def _beside(database: Database, surroundings: Surroundings) -> Path:
    try:
        return backup.backup_of_today(database, now=surroundings.now)
    except (NoPermissionError, ReadOnlyError) as problem:
        raise UnusableError(
            _("Nothing can be written beside {path}. Say where the backup goes: {command} FILE").format(
                path=database.path, command=command("store backup")
            )
        ) from problem


def _restore(settings: Settings, options: argparse.Namespace, surroundings: Surroundings) -> int:
    path = settings.database
    if options.file is None:
        return _list(restore.kept(path), as_json=options.json)
    if options.json:
        raise WrongUsageError(_("--json lists the backups: leave {file} out.").format(file=options.file))
    chosen = restore.look_at(restore.named(path, str(typed_path(options.file))))
    if chosen.wrong is not None:
        raise UnusableError(
            _("{path} cannot be gone back to: {wrong}.").format(path=chosen.path, wrong=chosen.wrong.text(_))
        )
    tell(_line(chosen))
    _say_what_changes(restore.difference(path, chosen.path))
    if not options.yes and not agreed(_("Go back to it?")):
        raise WrongUsageError(_("Nothing was changed."))
    kept = restore.restore(path, chosen.path, now=surroundings.now)
    tell(_("{path} is the backup of {day} now.").format(path=path, day=chosen.day.isoformat()))
    if kept is not None:
        tell(
            _("What was there is kept as {kept}. To add what the backup lacks: {command}").format(
                kept=kept, command=command(f"data import {quote(str(kept))}")
            )
        )
    return DONE


def _say_what_changes(changes: Difference) -> None:
    if changes.events is None:
        tell(_("There is no whole database now that anything could be lost from."))
        return
    tell(_("All that is there now is kept: {events}.").format(events=_events(changes.events)))
    if changes.lost and changes.first_lost is not None:
        tell(
            _("The backup lacks {events}, the first of {time} UTC.").format(
                events=_events(changes.lost), time=changes.first_lost.strftime(_TIMES)
            )
        )
    else:
        tell(_("The backup has all of them."))
    if changes.won:
        tell(_("It alone has {events}.").format(events=_events(changes.won)))


def _list(found: tuple[Kept, ...], *, as_json: bool) -> int:
    if as_json:
        say_json(
            {
                "backups": [
                    {
                        "file": str(one.path),
                        "day": one.day.isoformat(),
                        "events": one.events,
                        "latest": None if one.latest is None else one.latest.isoformat(),
                        "ok": one.wrong is None,
                        "problem": None if one.wrong is None else str(one.wrong),
                    }
                    for one in found
                ]
            }
        )
        return DONE
    for one in found:
        say(_line(one))
    if found:
        tell(_("To go back to one: {command} FILE, or its day.").format(command=command("store restore")))
    else:
        say(_("There is no backup yet. To make one: {command}").format(command=command("store backup")))
    return DONE


def _line(one: Kept) -> str:
    if one.wrong is not None:
        return _("{day}  damaged ({wrong})  {path}").format(
            day=one.day.isoformat(), wrong=one.wrong.text(_), path=one.path
        )
    latest = one.latest.strftime(_TIMES) if one.latest else "-"
    return _("{day}  {events}, the latest of {latest} UTC  {path}").format(
        day=one.day.isoformat(), events=_events(one.events), latest=latest, path=one.path
    )


def _verify(settings: Settings, options: argparse.Namespace, surroundings: Surroundings) -> int:
    with _opened(settings, surroundings) as database:
        found = verify(database)
    if options.json:
        say_json(
            {
                "ok": found.sound,
                "pages": found.pages,
                "events": found.events,
                "damage": found.damage,
                "unreadable": None if found.unreadable is None else str(found.unreadable),
                "without_question": found.without_question,
                "unreadable_questions": [str(one) for one in found.questions],
                "broken_streams": found.broken,
                "read_models": {
                    one.name: {"rows": one.rows, "missing": one.missing, "surplus": one.surplus} for one in found.tables
                },
            }
        )
    else:
        _say_verified(found)
    return DONE if found.sound else UNUSABLE


def _say_verified(found: Verified) -> None:
    pages = count("{n} page read", "{n} pages read", found.pages)
    say(named(pages, found.damage or _("whole")))
    if found.damage:
        say(_("Go back to a backup: {command}").format(command=command("store restore")))
        return
    if found.unreadable:
        say(_("An event cannot be read: {detail}").format(detail=found.unreadable.text(_)))
    else:
        say(_("{events} replayed").format(events=_events(found.events)))
    if found.without_question:
        some = "{n} answer whose question is not kept", "{n} answers whose question is not kept"
        say(count(*some, found.without_question))
    for one in found.questions:
        say(_("{problem} It is kept, and passed over.").format(problem=one.text(_)))
    if found.broken:
        say(count("{n} shared stream is not as it was", "{n} shared streams are not as they were", found.broken))
    for table in found.tables:
        say(_table(table))
    if found.stale:
        say(_("Make the read models anew: {command}").format(command=command("store rebuild")))


def _table(one: Table) -> str:
    rows = count("{n} row", "{n} rows", one.rows)
    if not one.missing and not one.surplus:
        return _("{name}: {rows}, as the log says").format(name=one.name, rows=rows)
    return _("{name}: {rows}; {missing} missing, {surplus} too many").format(
        name=one.name, rows=rows, missing=one.missing, surplus=one.surplus
    )


def _rebuild(settings: Settings, _options: argparse.Namespace, surroundings: Surroundings) -> int:
    with _opened(settings, surroundings) as database:
        begun = surroundings.now()
        events = rebuild(database)
        seconds = (surroundings.now() - begun).total_seconds()
    say(_("{events} replayed in {seconds:.1f} s.").format(events=_events(events), seconds=seconds))
    return DONE


def _events(number: int) -> str:
    return count("{n} event", "{n} events", number)


_ACTIONS = {"backup": _backup, "restore": _restore, "verify": _verify, "rebuild": _rebuild}
