"""Copies of the database that are whole: made by SQLite's backup API, checked, synced, and only then given a name."""

import os
import re
import sqlite3
from collections.abc import Callable, Collection, Iterable
from contextlib import closing, suppress
from datetime import date, datetime
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING

from store import files, sqlite
from store.days import study_day
from store.errors import DiskError, UnfitError

if TYPE_CHECKING:
    from store.database import Database

DAYS, WEEKS, BEFORE = 7, 4, 3
"""How many daily backups are kept, of how many weeks the newest, and how many that were made before a large change."""
_NAME = re.compile(r"-(\d{4}-\d\d-\d\d)(T\d{6}-[a-z0-9-]+)?\.db")


def folder_of(path: Path) -> Path:
    """The folder with the backups of the database at `path`."""
    return path.parent / "backups"


def backup(database: "Database", to: Path) -> None:
    """Write a whole, checked copy of the database to the file `to`, which appears only when it is good.

    Raises:
        StoreError: it cannot be read or written.
    """
    with database.snapshot() as source:
        copy(source, to)


def daily_backup(database: "Database", *, now: Callable[[], datetime]) -> Path | None:
    """Make the backup of this study day, if there is none yet, and let the oldest go; answer its path.

    Raises:
        StoreError: it cannot be read or written.
    """
    return None if of_today(database.path, now=now).exists() else backup_of_today(database, now=now)


def backup_of_today(database: "Database", *, now: Callable[[], datetime]) -> Path:
    """Make the backup of this study day in place of an earlier one, and let the oldest go; answer its path.

    None goes that holds what the database does not, as after it was lost and begun afresh: it gets another name.

    Raises:
        StoreError: it cannot be read or written.
    """
    today = of_today(database.path, now=now)
    if today.exists() and _holds_more(database, today):
        _keep_other(today, now=now)
    backup(database, today)
    _be_newest(database.path, today)
    _let_go(database, study_day(now()))
    return today


def of_today(path: Path, *, now: Callable[[], datetime]) -> Path:
    """Where the backup of this study day goes."""
    return folder_of(path) / f"{path.stem}-{study_day(now())}.db"


def before(path: Path, change: str, *, now: Callable[[], datetime]) -> Path:
    """Where the backup goes that is made before a large change, such as `import`."""
    return folder_of(path) / f"{path.stem}-{now():%Y-%m-%dT%H%M%S}-{change}.db"


def replace_all(database: "Database", *, now: Callable[[], datetime]) -> int:
    """Make a backup and remove all earlier ones, since they hold what was erased; answer how many those were.

    Raises:
        StoreError: it cannot be read or written; the earlier ones are still there.
    """
    earlier, cut_short = backups(database.path), _named(database.path, files.PART)
    made = backup_of_today(database, now=now)
    for found in (*backups(database.path), *cut_short):
        if found != made:
            found.unlink(missing_ok=True)
    files.sync(made.parent)
    return len(earlier)


def backups(path: Path) -> tuple[Path, ...]:
    """Every backup of the database at `path`, the newest first."""
    found: list[tuple[int, str, Path]] = []
    for one in _named(path):
        with suppress(FileNotFoundError):  # another window has let it go meanwhile
            found.append((one.stat().st_mtime_ns, one.name, one))
    return tuple(one for *_newest, one in sorted(found, reverse=True))


def _named(path: Path, end: str = "") -> list[Path]:
    """The files that have the name of a backup, with something behind it."""
    folder = folder_of(path)
    return [
        found
        for found in (folder.iterdir() if folder.is_dir() else ())
        if found.name.startswith(path.stem) and found.name.endswith(end)
        if _NAME.fullmatch(found.name.removesuffix(end), len(path.stem))
    ]


def day_of(backup: Path) -> date | None:
    """The study day of a backup, or of what was in it, by its name; None for a file of another name."""
    found = _NAME.search(backup.name)
    return date.fromisoformat(found[1]) if found else None


def words_for(path: Path, backup: Path) -> str:
    """What names a backup of the database at `path` to `store restore`: its day, else its path."""
    day = day_of(backup)
    first = next((found for found in backups(path) if day_of(found) == day), None)
    return str(day) if day is not None and first == backup else str(backup)


def kept_days(days: Collection[date], today: date) -> frozenset[date]:
    """The days whose backups stay: the latest seven that there are, and the latest of each of the latest four weeks.

    Those after today, of a clock that is wrong or was, are counted by themselves: neither drive the others out.
    """
    return _kept(day for day in days if day <= today) | _kept(day for day in days if day > today)


def _kept(days: Iterable[date]) -> frozenset[date]:
    latest_first = sorted(days, reverse=True)
    of_weeks: dict[tuple[int, int], date] = {}
    for day in latest_first:
        of_weeks.setdefault(day.isocalendar()[:2], day)
    return frozenset(latest_first[:DAYS]) | frozenset(list(of_weeks.values())[:WEEKS])


def newest_good(path: Path) -> Path | None:
    """The newest backup of the database at `path` that is whole; None where there is none."""
    return next((found for found in backups(path) if wrong_with(found) is None), None)


def wrong_with(backup: Path) -> UnfitError | None:
    """What is wrong with a backup, in one line; None for a good one. Reads all of it."""
    if not backup.is_file():
        return UnfitError("there is no such file")
    if not os.access(backup, os.R_OK):
        return UnfitError("it may not be read")
    if sqlite.application_id(backup) not in sqlite.OURS:
        return UnfitError("it is no Fivefold database")
    try:
        with closing(sqlite.look_into(backup)) as copied:
            found = sqlite.fault(copied)
    except sqlite3.DatabaseError as error:
        found = str(error)
    return None if found is None else UnfitError("SQLite says: {detail}", detail=found)


def copy(source: sqlite3.Connection, to: Path) -> None:
    """Copy what a connection reads to the file `to`.

    Raises:
        StoreError: the copy cannot be written, or is not whole.
    """
    part = to.with_name(f"{to.name}{files.PART}")
    try:
        files.make_folder(to.parent)
        with files.alone_in(to.parent):  # another window, or cron, may be at it too
            part.unlink(missing_ok=True)
            files.create(part)
            try:
                _fill(part, source)
                files.sync(part)
                part.replace(to)
            finally:
                part.unlink(missing_ok=True)
            files.sync(to.parent)
    except sqlite3.Error as error:
        raise sqlite.explain(error, to) or DiskError(path=to, detail=error) from error
    except OSError as error:
        raise files.explain(error, to) from error


def _fill(part: Path, source: sqlite3.Connection) -> None:
    target = sqlite.connect(part)
    try:
        source.backup(target)
        # A copy of a WAL database says WAL in its header; alone in its folder it must be one whole file.
        target.execute("PRAGMA journal_mode = DELETE")
        sqlite.require_whole(target)
    finally:
        target.close()


def _be_newest(path: Path, made: Path) -> None:
    """Let no backup look newer than the one just made, as those of a clock that was ahead do for years."""
    moment = made.stat().st_mtime_ns
    for found in _named(path):
        with suppress(OSError):  # another window has let it go, or it is somebody else's
            if found.stat().st_mtime_ns > moment:
                os.utime(found, ns=(moment - 1, moment - 1))


def _let_go(database: "Database", today: date) -> None:
    """Remove the backups that are no longer kept, but for those that hold what the database does not."""
    path = database.path
    daily: dict[date, Path] = {}
    others = []
    for found in backups(path):
        day = day_of(found)
        if day is not None and found.name == f"{path.stem}-{day}.db":
            daily[day] = found
        else:
            others.append(found)
    too_many = [*(daily[day] for day in daily.keys() - kept_days(daily, today)), *others[BEFORE:]]
    for found in too_many:
        if not _holds_more(database, found):
            found.unlink(missing_ok=True)  # another window lets the same ones go


def _holds_more(database: "Database", backup: Path) -> bool:
    """Whether a backup holds an event that the database does not; False for one that cannot be read."""
    try:
        with closing(sqlite.look_into(backup)) as earlier:
            earlier.execute("ATTACH ? AS present", (f"{database.path.absolute().as_uri()}?mode=ro",))
            (more,) = earlier.execute(
                "SELECT EXISTS (SELECT 1 FROM main.events e"
                " WHERE NOT EXISTS (SELECT 1 FROM present.events p WHERE p.id = e.id))"
            ).fetchone()
    except sqlite3.DatabaseError:
        return False
    return bool(more)


def _keep_other(backup: Path, *, now: Callable[[], datetime]) -> None:
    """Give the name of a backup free, and over nothing: it is of another history."""
    name = f"{backup.stem}T{now():%H%M%S}-other"
    names = (backup.with_name(f"{name}{more}.db") for more in chain([""], map("-{}".format, count(2))))
    with suppress(FileNotFoundError):  # another window has given it free
        backup.rename(next(free for free in names if not free.exists()))
