"""Opening a database file: whose it is, whether it is whole, and whether its format is ours."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from lessons.late import LateModule
from lessons.light import dataclass
from store import damage, files, location, only_read, sqlite
from store.days import study_day
from store.errors import (
    DiskError,
    FullError,
    LinkedNowhereError,
    NewerError,
    NoPermissionError,
    NotADemoError,
    NotAFileError,
    NotOursError,
    NotUpdatedError,
    ReadOnlyError,
    StoreError,
)
from store.location import Location
from store.lock import FileLock
from store.watch import Watch, is_strange

if TYPE_CHECKING:
    from store import backup, replay
else:  # mostly the file is whole, and its format ours
    backup, replay = map(LateModule, ("store.backup", "store.replay"))

READ_WHOLE = 4 * 1024 * 1024
"""Bytes up to which a file is checked whole at every start; a larger one by Database.check(), in a worker."""
_NO_ROOM = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN})
"""What SQLite says where it cannot make the files beside a database."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What an open database begins with."""

    path: Path
    """Absolute, without symbolic links."""
    connection: sqlite3.Connection
    lock: FileLock
    journal: str
    location: Location
    unwritable: StoreError | None
    """Why it is open for reading only; None as a rule."""
    demo: bool
    watch: Watch | None
    """None where the file itself is written with every commit, or with none."""
    alone: bool = False
    """Whether it is read without what SQLite keeps beside it, for which there is no room."""


def open_file(path: Path, *, now: Callable[[], datetime], fresh: bool, demo: bool) -> Opened:
    """Open the file, or make it; see database.open_database.

    Raises:
        StoreError: it cannot be used, and why.
    """
    named, path = path, Path(os.path.realpath(path))
    if os.path.islink(named) and not path.parent.is_dir():  # noqa: PTH114 - a Path raises where it may not look
        raise LinkedNowhereError(path=named, target=path.parent)
    lock = FileLock(path.with_name(f"{path.name}.lock"), path)
    try:
        files.make_folder(path.parent)
        refuse_what_is_not_ours(path, lock.path, demo=demo)
        if path.exists() and (unwritable := only_read.refusal(path)):
            return _open_to_read(path, lock, unwritable)
        try:
            with lock.held():
                return _open_locked(path, lock, now, fresh=fresh, demo=demo)
        except BaseException:
            lock.close()
            raise
    except sqlite3.Error as error:
        sqlite.fail(error, path)
    except OSError as error:
        raise files.explain(error, path) from error


def refuse_what_is_not_ours(path: Path, lock: Path, *, demo: bool) -> None:
    """Refuse what is plainly no database of ours, before anything is made beside it."""
    if not path.exists():
        return
    if not path.is_file():
        raise NotAFileError(path=path)
    if not os.access(path, os.R_OK):
        raise NoPermissionError(path=path)
    if not path.stat().st_size:
        return
    application = sqlite.application_id(path)
    if demo and application != sqlite.DEMO_ID:
        raise NotADemoError(path=path)
    # A lock file says that it was ours: then what cannot be read as a database is a damaged one.
    if application not in sqlite.OURS and not lock.exists():
        raise NotOursError(path=path)


def _open_locked(path: Path, lock: FileLock, now: Callable[[], datetime], *, fresh: bool, demo: bool) -> Opened:
    today = study_day(now())
    if not fresh:
        _refuse_to_begin_afresh(path, lock, today)
    elif damage.left_behind(path):
        damage.set_aside(path, lock, today)
    created = not path.exists()
    if created:
        files.create(path)
    for suffix in ("", *damage.COMPANIONS):
        files.make_private(path.with_name(path.name + suffix))
    strange = damage.has_wal(path) and is_strange(path, lock)
    if strange and not _go_together(path):
        damage.keep_wal(path, today)
        strange = False
    try:
        opened = _connect_as_may_be(path, lock, now, demo=demo)
        if strange and opened.unwritable is None:
            _make_anew(opened.connection)  # some pages may be later than others
    except sqlite3.DatabaseError as error:
        if created:
            path.unlink()
        elif sqlite.primary(error) in sqlite.BROKEN:
            kept = damage.set_aside(path, lock, today)
            raise damage.refusal(path, kept, str(error)) from error
        raise
    if created:
        try:
            files.sync(path.parent)
        except OSError:
            opened.connection.close()
            raise
    return opened


def _make_anew(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        replay.rebuild(connection)
        connection.execute("COMMIT")
    except BaseException:
        connection.close()
        raise


def _refuse_to_begin_afresh(path: Path, lock: FileLock, today: date) -> None:
    """Where a database was and is no more, a new one would hide the loss."""
    if damage.left_behind(path):
        raise damage.refusal(path, damage.set_aside(path, lock, today), "only its latest changes are left")
    if path.exists():
        # An empty file is one whose making was cut short, unless there was enough in it once to be backed up.
        if path.stat().st_size == 0 and backup.newest_good(path) is not None:
            raise damage.refusal(path, damage.set_aside(path, lock, today), "it is empty")
    elif (lost := damage.lost(path)) is not None:
        raise lost


def _connect(path: Path, lock: FileLock, now: Callable[[], datetime], *, demo: bool) -> Opened:
    lies = location.of(path.parent)
    connection = sqlite.connect(path)
    try:
        if lies.network:
            # The only way to read a WAL database there, so as to take WAL from it.
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        newer = _guard(connection, path)
        if newer is None:
            _bring_up_to_date(connection, path, now, demo=demo)
            journal = sqlite.settle_journal(connection, shared=lies.network)
            connection.execute("PRAGMA locking_mode = NORMAL")
            _check_quickly(connection, path)
            watch = Watch(path, lock) if journal == "wal" else None
            return Opened(path, connection, lock, journal, lies, None, sqlite.is_demo(connection), watch)
    except BaseException:
        connection.close()
        raise
    (journal,) = connection.execute("PRAGMA journal_mode").fetchone()
    made_up = sqlite.is_demo(connection)
    connection.close()
    return Opened(path, sqlite.connect(path, writing=False), lock, journal, lies, newer, made_up, None)


def _connect_as_may_be(path: Path, lock: FileLock, now: Callable[[], datetime], *, demo: bool) -> Opened:
    try:
        return _connect(path, lock, now, demo=demo)
    except sqlite3.OperationalError as error:
        return _open_on_full_disk(path, lock, error)


def _open_on_full_disk(path: Path, lock: FileLock, error: sqlite3.OperationalError) -> Opened:
    """Open for reading alone what cannot be opened otherwise for want of room, or raise the error again.

    SQLite makes a file beside a database in use. It does without where nobody else may have the file open: then it
    reads what the `-wal` holds as well. Without a `-wal` it can be told that nothing changes meanwhile.
    """
    if sqlite.primary(error) not in _NO_ROOM or files.has_room(path.parent) or not path.stat().st_size:
        raise error
    connection = sqlite.connect(path, alone=True) if damage.has_wal(path) else sqlite.look_into(path)
    try:
        newer = _guard(connection, path)
        (found,) = connection.execute("PRAGMA user_version").fetchone()
        if found < sqlite.SCHEMA:  # it cannot be brought up to date, and not be read as it is
            raise error
        _check_quickly(connection, path)
        lies, made_up = location.of(path.parent), sqlite.is_demo(connection)
    except BaseException:
        connection.close()
        raise
    journal = "delete" if lies.network else "wal"
    return Opened(path, connection, lock, journal, lies, newer or FullError(path=path), made_up, None, alone=True)


def _open_to_read(path: Path, lock: FileLock, unwritable: ReadOnlyError) -> Opened:
    """Open what may only be read; it is neither changed nor moved, whatever is wrong with it."""
    if not path.stat().st_size:
        raise unwritable
    try:
        with lock.held_if_there():
            connection = only_read.connect(path)
        try:
            newer = _guard(connection, path)
            if newer is None:
                _check_quickly(connection, path)
            lies, made_up = location.of(path.parent), sqlite.is_demo(connection)
        except BaseException:
            connection.close()
            raise
    except sqlite3.DatabaseError as error:
        if sqlite.primary(error) in sqlite.BROKEN:
            raise DiskError(path=path, detail=error) from error
        raise
    finally:
        lock.close()
    journal = "delete" if lies.network else "wal"
    return Opened(path, connection, lock, journal, lies, newer or unwritable, made_up, None, alone=True)


def _guard(connection: sqlite3.Connection, path: Path) -> NewerError | None:
    """Refuse another program's database; say whether a newer Fivefold made this one."""
    ((pages,), (application,), (found,)) = (
        connection.execute(f"PRAGMA {name}").fetchone() for name in ("page_count", "application_id", "user_version")
    )
    if pages and application not in sqlite.OURS:
        raise NotOursError(path=path)
    return NewerError(path=path, found=found, known=sqlite.SCHEMA) if found > sqlite.SCHEMA else None


def _bring_up_to_date(connection: sqlite3.Connection, path: Path, now: Callable[[], datetime], *, demo: bool) -> None:
    (found,) = connection.execute("PRAGMA user_version").fetchone()
    if found == sqlite.SCHEMA:
        return
    from store.migrations import migrate  # noqa: PLC0415 - sqlite-utils takes longer to import than all else here

    copy = backup.before(path, f"format-{found}", now=now)
    if found:
        sqlite.require_whole(connection)
        backup.copy(connection, copy)
    connection.execute("BEGIN IMMEDIATE")
    try:
        migrate(connection, demo=demo or sqlite.is_demo(connection))
        connection.execute("COMMIT")
    except BaseException as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        if found and (isinstance(error, sqlite3.Error) and sqlite.explain(error, path) is None):
            raise NotUpdatedError(path=path, detail=error, backup=copy) from error
        raise


def _go_together(path: Path) -> bool:
    """Whether a file that somebody else has changed and the `-wal` beside it belong together.

    They do where both were copied here, and where the lock file did not outlive the power. They mostly do not where a
    copy was put over a file that was open: then it is whole by itself, and is not with the other.
    """
    return _is_whole(path, alone=False) or not _is_whole(path, alone=True)


def _is_whole(path: Path, *, alone: bool) -> bool:
    try:
        # It only reads: closing it brings nothing of the one into the other.
        with closing(sqlite.look_into(path, alone=alone)) as connection:
            return sqlite.fault(connection) is None
    except sqlite3.DatabaseError as error:
        return sqlite.primary(error) not in sqlite.BROKEN  # on a full disk, say, nobody can tell


def _check_quickly(connection: sqlite3.Connection, path: Path) -> None:
    if path.stat().st_size <= READ_WHOLE:
        sqlite.require_whole(connection)
    else:
        # Both edges of the log. In one SELECT without the brackets they would be looked for in all of it.
        connection.execute("SELECT (SELECT min(id) FROM events), (SELECT max(id) FROM events)").fetchone()
