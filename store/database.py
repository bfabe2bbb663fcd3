"""The open database: one connection for all threads of a process, and every write under the lock of all processes.

It is long because transactions, checkpoints, and what becomes of a file that is damaged, full or gone go by one
connection, one lock, and what is known of both.
"""

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, NoReturn, Self

from store import damage, files, only_read, sqlite
from store.days import study_day
from store.errors import DiskError, NewerError, NewerFormError, ReadOnlyError, ReplacedError, StoreError
from store.ids import IdSequence
from store.location import Location
from store.lock import FileLock
from store.opening import Opened, open_file

CHECKPOINT_ROWS = 1000
"""How many rows this process changes before the `-wal` is written back; few of them share a page."""


class Database:
    """An open database. Any thread may use it; close it when the program ends."""

    def __init__(self, opened: Opened, now: Callable[[], datetime]) -> None:
        self.path: Path = opened.path
        self.journal: str
        """`wal`, or `delete` where the file lies across a network."""
        self.location: Location = opened.location
        self.unwritable: StoreError | None
        """Why nothing can be written, as where a newer Fivefold made the file, or its disk is full. None as a rule."""
        self.demo: bool = opened.demo
        """Whether everything in it is made up."""
        self.ids = IdSequence()
        """What this process calls new events and members."""
        self._now = now
        self._name = str(opened.path)
        self._threads = threading.RLock()
        self._depth = 0
        self._take(opened)

    def _take(self, opened: Opened) -> None:
        self.journal = opened.journal
        self.unwritable = opened.unwritable
        self._connection: sqlite3.Connection | None = opened.connection
        self._lock: FileLock = opened.lock
        self._watch = opened.watch
        self._alone = opened.alone
        self._begun_with = self._written_back = opened.connection.total_changes
        self._identity = self._identity_of(self._status())
        self._version = self.data_version()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def query(self, statement: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """The rows that a SELECT finds.

        Raises:
            StoreError: the file cannot be read.
        """
        with self.reading() as connection:
            return connection.execute(statement, parameters).fetchall()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The connection, for this thread alone, to read from.

        Raises:
            StoreError: the file cannot be read.
        """
        with self._threads:
            try:
                yield self._open_connection()
            except sqlite3.Error as error:
                if self._depth:  # the transaction around it is undone first
                    raise
                self._fail(error)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """The connection in a transaction that is durable when this returns, and undone when it raises.

        Inside another one of this thread it becomes a part of that.

        Raises:
            StoreError: nothing was written, and why.
        """
        with self._threads:
            if self._depth:
                with self._part() as connection:
                    yield connection
                return
            self._be_writable()
            try:
                with self._lock.held():
                    connection = self._open_connection()
                    self._refuse_another_file()
                    try:
                        connection.execute("BEGIN IMMEDIATE")
                        self._refuse_another_format(connection)
                        self._depth = 1
                        yield connection
                        connection.execute("COMMIT")
                    except BaseException:
                        if connection.in_transaction:
                            # After a grave error SQLite undoes it by itself, now or when the file is opened next.
                            with suppress(sqlite3.Error):
                                connection.execute("ROLLBACK")
                        raise
                    finally:
                        self._depth = 0
                    self._checkpoint_when_due(connection)
            except sqlite3.Error as error:
                self._fail(error)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold what every process takes before it changes anything in the place of the file or beside it.

        Raises:
            StoreError: another process held it for too long.
        """
        with self._threads, self._lock.held():
            yield

    @property
    def has_written(self) -> bool:
        """Whether anything was written since it was opened, and can be read now."""
        return self._connection is not None and self._connection.total_changes > self._begun_with

    def written_elsewhere(self) -> bool:
        """Whether another process has written since this was asked last, or since the file was opened.

        Waits for nobody: while another thread uses the connection the answer is no, and the next one tells it.

        Raises:
            StoreError: the file cannot be read.
        """
        if not self._threads.acquire(blocking=False):
            return False
        try:
            before, self._version = self._version, self.data_version()
        finally:
            self._threads.release()
        return self._version != before

    def data_version(self) -> int:
        """A number that changes when another process, or another connection of this one, has written."""
        return int(self.query("PRAGMA data_version")[0][0])

    @contextmanager
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        """A second, read-only connection, so that long reading holds up no answer.

        Raises:
            StoreError: the file cannot be read.
        """
        if self._alone:  # to open a second one, there is no room, or nothing to open
            with self.reading() as connection:
                try:
                    yield connection
                finally:
                    if connection.in_transaction:
                        connection.execute("ROLLBACK")
            return
        try:
            with self._threads, self._lock.held():
                self._open_connection()
                second = sqlite.connect(self.path, writing=False)
            try:
                yield second
            finally:
                with self._threads:
                    self._close_connection(second)
        except sqlite3.Error as error:
            self._fail(error)

    def check(self) -> None:
        """Read the whole file and look for damage. Takes a second for some hundred megabytes: for a worker.

        Raises:
            DamagedError: it is damaged; it was closed, and is kept aside.
            StoreError: it cannot be read.
        """
        with self.snapshot() as connection:
            wrong = sqlite.fault(connection)
        if wrong:
            raise self._give_up(wrong)

    def compact(self) -> bool:
        """Write the file anew without what was deleted from it, and the `-wal` back.

        Answers whether no byte of that is left: some is as long as another process reads what was there before.

        Raises:
            StoreError: there is no room for it, or it cannot be written.
        """
        with self._threads:
            self._be_writable()
            try:
                with self._lock.held():
                    connection = self._open_connection()
                    self._refuse_another_file()
                    connection.execute("VACUUM")
                    return self._watch is None or not self._checkpoint(connection, "TRUNCATE")
            except sqlite3.Error as error:
                self._fail(error)

    def close(self) -> None:
        """Write the `-wal` back, as far as no other process reads it, and close. Closing twice is well."""
        with self._threads:
            if self._connection is not None:
                self._close_connection(self._connection)
                self._connection = None
            self._lock.close()

    def _be_writable(self) -> None:
        """Refuse to write to what is open for reading only, unless what was in the way of writing is so no more.

        Raises:
            StoreError: why nothing can be written.
        """
        if self.unwritable is None:
            return
        if self._may_be_opened_again():
            # Closed first: as long as it is open, what its `-wal` holds may not be opened otherwise.
            if self._connection is not None:
                self._connection.close()
                self._connection = None
            opened = open_file(self.path, now=self._now, fresh=False, demo=self.demo)
            self._lock.close()
            self._take(opened)
        if self.unwritable is not None:
            raise type(self.unwritable)(**self.unwritable.values)

    def _may_be_opened_again(self) -> bool:
        """Whether there is room again, or the file is in its place again."""
        if isinstance(self.unwritable, ReplacedError):
            return self._identity_of(self._status()) == self._identity
        if isinstance(self.unwritable, ReadOnlyError):
            return self._status() is not None and only_read.refusal(self.path) is None
        return self._connection is None or (self._alone and files.has_room(self.path.parent))

    def _open_connection(self) -> sqlite3.Connection:
        if self._connection is None:
            raise DiskError(path=self.path, detail="it has been closed")
        return self._connection

    def _refuse_another_file(self) -> None:
        status = self._status()
        if self._is_another(status):
            copy = None if self._identity_of(status) == self._identity else self._copied()
            self._let_go()
            if copy is not None:
                self._connection, self._watch, self._alone = copy, None, True
                self.unwritable = ReplacedError(path=self.path)
            raise ReplacedError(path=self.path)

    def _copied(self) -> sqlite3.Connection | None:
        """What was recorded in a file that is elsewhere now, to be read and saved; None where it cannot be read.

        What was copied over the file is never read as if it were of it.
        """
        copy = sqlite.scratch()
        try:
            self._open_connection().backup(copy)
        except sqlite3.Error:
            copy.close()
            return None
        return copy

    def _refuse_another_format(self, connection: sqlite3.Connection) -> None:
        (found,) = connection.execute("PRAGMA user_version").fetchone()
        if found != sqlite.SCHEMA:  # another process has brought it up to date meanwhile
            raise NewerError(path=self.path, found=found, known=sqlite.SCHEMA)

    @contextmanager
    def _part(self) -> Iterator[sqlite3.Connection]:
        connection = self._open_connection()
        name = f"part_{self._depth}"
        connection.execute(f"SAVEPOINT {name}")
        self._depth += 1
        try:
            yield connection
        except BaseException:
            if connection.in_transaction:
                connection.execute(f"ROLLBACK TO {name}")
                connection.execute(f"RELEASE {name}")
            raise
        else:
            connection.execute(f"RELEASE {name}")
        finally:
            self._depth -= 1

    def _checkpoint_when_due(self, connection: sqlite3.Connection) -> None:
        if self._watch is not None and connection.total_changes - self._written_back >= CHECKPOINT_ROWS:
            # What was committed is durable already: where this fails, a later transaction tries again.
            with suppress(sqlite3.OperationalError):
                self._checkpoint(connection, "PASSIVE")

    def _checkpoint(self, connection: sqlite3.Connection, how: str) -> bool:
        """Write the `-wal` back; True where some of it is left, since somebody still reads what was before."""
        self._written_back = connection.total_changes
        with nullcontext() if self._watch is None else self._watch.changing():
            (busy, *_pages) = connection.execute(f"PRAGMA wal_checkpoint({how})").fetchone()
        return bool(busy)

    def _fail(self, error: sqlite3.Error) -> NoReturn:
        """Raise an error of SQLite as ours, where it is no mistake of the program; keep a damaged file aside."""
        if sqlite.primary(error) in sqlite.BROKEN:
            raise self._give_up(str(error)) from error
        if (found := self._newer_format(error)) is not None:
            raise NewerFormError(path=self.path, found=found, known=sqlite.SCHEMA) from error
        sqlite.fail(error, self.path)

    def _newer_format(self, error: sqlite3.Error) -> int | None:
        """The format of a file that a newer Fivefold wrote, where it lacks what was asked for; None as a rule."""
        if self._connection is None or not sqlite.lacks_something(error):
            return None
        (found,) = self._connection.execute("PRAGMA user_version").fetchone()
        return int(found) if found > sqlite.SCHEMA else None

    def _give_up(self, detail: str) -> StoreError:
        """Close a damaged file and keep it aside."""
        with self._threads, self._lock.held_if_there() if self._alone else self._lock.held():
            if self._connection is None:  # another thread has met the same damage
                return DiskError(path=self.path, detail=detail)
            if self._is_another(self._status()):
                self._let_go()
                return ReplacedError(path=self.path)
            self._connection.close()
            self._connection = None
            if isinstance(self.unwritable, ReadOnlyError):  # it cannot be moved either
                return DiskError(path=self.path, detail=detail)
            kept = damage.set_aside(self.path, self._lock, study_day(self._now()))
            return damage.refusal(self.path, kept, detail)

    def _close_connection(self, connection: sqlite3.Connection) -> None:
        try:
            with self._lock.held():
                if connection is not self._connection:  # one that only reads
                    connection.close()
                elif self._is_another(self._status()):
                    self._let_go()
                else:
                    with nullcontext() if self._watch is None else self._watch.changing():
                        connection.close()
        except StoreError:
            # Whoever holds the lock has the file open as well, so that closing does not write it back.
            connection.close()

    def _let_go(self) -> None:
        """Close the file in whose place there is another, and keep what the `-wal` holds of it away from that one."""
        if self._status() is not None and self._watch is not None and self._watch.is_latest():
            damage.keep_wal(self.path, study_day(self._now()))
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _status(self) -> os.stat_result | None:
        """What the system says of the file by its name; None where there is none."""
        try:
            return os.stat(self._name)  # noqa: PTH116 - for every transaction, and a Path takes twice as long
        except FileNotFoundError:
            return None

    def _is_another(self, status: os.stat_result | None) -> bool:
        """Whether the name stands for another file by now, for none, or for one that somebody else wrote over."""
        if status is None or self._identity_of(status) != self._identity:
            return True
        return self._watch is not None and not self._watch.is_ours(status)

    def _identity_of(self, status: os.stat_result | None) -> tuple[int, int] | None:
        """What tells a file from another of its name; None where there is none."""
        if status is not None and self.location.network:  # there the numbers of one file may change
            return (0, 0)
        return None if status is None else (status.st_dev, status.st_ino)


def open_database(path: Path, *, now: Callable[[], datetime], fresh: bool = False, demo: bool = False) -> Database:
    """Open the database at `path`, made anew where there is none, and brought to the present format.

    After damage a new one is begun only with `fresh`. With `demo` it is one in which everything is made up: what is new
    is marked so, and anything else is refused untouched.

    Raises:
        StoreError: it cannot be used, and why; nothing was lost.
    """
    return Database(open_file(path, now=now, fresh=fresh, demo=demo), now)
