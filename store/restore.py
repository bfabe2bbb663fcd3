"""Going back to a backup: which there are, what would be lost, and doing it with nothing thrown away."""

import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from store import backup, damage, files, ids, sqlite, watch
from store.days import study_day
from store.errors import NotABackupError, UnfitError
from store.lock import FileLock
from store.opening import refuse_what_is_not_ours


@dataclass(frozen=True, slots=True)
class Kept:
    """One backup."""

    path: Path
    day: date
    """The study day that it was made on."""
    events: int
    """How many it has; 0 where it cannot be read."""
    latest: datetime | None
    """When the latest of them happened, UTC; None where there are none."""
    wrong: UnfitError | None
    """Why it cannot be gone back to, in one line; None for a good one."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What going back to a backup would change."""

    events: int | None
    """How many events there are now; None where there is no whole database."""
    lost: int
    """Events of now that the backup does not have."""
    first_lost: datetime | None
    """When the first of these happened, UTC."""
    won: int
    """Events of the backup that are not there now."""


def kept(path: Path) -> tuple[Kept, ...]:
    """Every backup of the database at `path`, the newest first. Reads all of each."""
    return tuple(look_at(found) for found in backup.backups(path))


def look_at(found: Path) -> Kept:
    """What a backup is worth.

    Raises:
        NotABackupError: there is no such file.
    """
    try:
        made = datetime.fromtimestamp(found.stat().st_mtime, UTC)
    except OSError as error:
        raise NotABackupError(path=found, detail=error.strerror or error) from error
    day = backup.day_of(found) or study_day(made)
    wrong = backup.wrong_with(found)
    if wrong is not None:
        return Kept(found, day, 0, None, wrong)
    with closing(sqlite.look_into(found)) as connection:
        many, latest = connection.execute("SELECT count(*), max(at) FROM events").fetchone()
    return Kept(found, day, many, None if latest is None else ids.moment(latest), None)


def named(path: Path, words: str) -> Path:
    """The backup of the database at `path` that words name: a file, or the day of one."""
    return next((found for found in backup.backups(path) if str(backup.day_of(found)) == words), Path(words))


def difference(path: Path, source: Path) -> Difference:
    """What going back from the database at `path` to a backup would change.

    Raises:
        StoreError: one of them cannot be read.
    """
    with _reading(source) as there:
        (all_there,) = there.execute("SELECT count(*) FROM events").fetchone()
        if not path.exists() or backup.wrong_with(path) is not None:
            return Difference(None, 0, None, all_there)
        there.execute("ATTACH ? AS now", (f"{path.absolute().as_uri()}?mode=ro",))
        here, lost, first = there.execute(
            "SELECT count(*), count(*) FILTER (WHERE b.id IS NULL), min(n.at) FILTER (WHERE b.id IS NULL)"
            " FROM now.events n LEFT JOIN main.events b ON b.id = n.id"
        ).fetchone()
    return Difference(here, lost, None if first is None else ids.moment(first), all_there - (here - lost))


def restore(path: Path, source: Path, *, now: Callable[[], datetime]) -> Path | None:
    """Put a backup in the place of the database at `path`; answer where that is kept now, None where there was none.

    Raises:
        NotABackupError: the source is no backup, or it is damaged.
        StoreError: nothing was changed, and why.
    """
    path = Path(os.path.realpath(path))
    wrong = look_at(source).wrong
    if wrong is not None:
        raise NotABackupError(path=source, detail=wrong)
    fresh = damage.half_restored(path)
    try:
        files.make_folder(path.parent)
        lock = FileLock(path.with_name(f"{path.name}.lock"), path)
        refuse_what_is_not_ours(path, lock.path, demo=False)
        with _reading(source) as connection:
            backup.copy(connection, fresh)
        try:
            with lock.held():
                return _take_its_place(path, fresh, lock, study_day(now()))
        finally:
            lock.close()
            fresh.unlink(missing_ok=True)
    except OSError as error:
        raise files.explain(error, path) from error


def _take_its_place(path: Path, fresh: Path, lock: FileLock, today: date) -> Path | None:
    """Keep what is there under another name, and give its name to `fresh`.

    A crash in between leaves no database, and an earlier one beside it: then none is begun afresh.
    """
    aside = None
    if not fresh.exists():  # whoever had everything erased meanwhile has taken it away: it held that too
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(fresh))
    if path.exists():
        # A window that has it open may keep its -wal from being written back: then that is kept with it.
        with suppress(sqlite3.DatabaseError), closing(sqlite.connect(path)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        aside = damage.set_aside(path, lock, today, damage.REPLACED)
    fresh.replace(path)
    watch.replaced(path, lock)
    files.sync(path.parent)
    return aside


@contextmanager
def _reading(path: Path) -> Iterator[sqlite3.Connection]:
    try:
        with closing(sqlite.look_into(path)) as connection:
            yield connection
    except sqlite3.Error as error:
        sqlite.fail(error, path)
