"""A database that may be deleted at any time: what can be made again is kept there, and nothing else.

It stands in nobody's way. What cannot be used is thrown away or done without, and no method raises for it.
"""

import os
import sqlite3
import threading
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar

from store import files, sqlite

BUSY_SECONDS = 1.0
"""How long another process is waited for: it only ever holds the file for a moment."""


class Disposable:
    """Such a database of one user; any thread may ask it."""

    NAME: ClassVar[str]
    """Of its file."""
    APPLICATION_ID: ClassVar[int]
    """In its header."""
    FORMAT: ClassVar[int]
    SCHEMA: ClassVar[str]

    def __init__(self, folder: Path) -> None:
        self.path = folder / self.NAME
        self._threads = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        try:
            self._connection = self._open()
        except (OSError, sqlite3.Error) as error:
            if isinstance(error, sqlite3.Error) and sqlite.primary(error) in sqlite.BROKEN:
                self._throw_away()
                with suppress(OSError, sqlite3.Error):
                    self._connection = self._open()

    @property
    def usable(self) -> bool:
        """Whether it can be asked."""
        return self._connection is not None

    def close(self) -> None:
        """Close it; nothing is known from then on."""
        with self._threads:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _open(self) -> sqlite3.Connection | None:
        """A connection; None where the file is not for us.

        Raises:
            OSError: the file cannot be made.
            sqlite3.Error: it cannot be used.
        """
        files.make_folder(self.path.parent)
        with suppress(FileExistsError):
            files.create(self.path)
        if self.path.stat().st_uid != os.geteuid():  # what others write is nothing to go by
            return None
        with suppress(OSError):
            files.make_private(self.path)
        connection = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        try:
            with sqlite.quoting():
                is_ours = self._is_ours(connection)
            if is_ours:
                return connection
        except BaseException:
            connection.close()
            raise
        connection.close()
        return None

    def _is_ours(self, connection: sqlite3.Connection) -> bool:
        """Set the connection up, and the file where it is new; False where a newer Fivefold made it.

        Raises:
            sqlite3.Error: it cannot be used; as a broken one where it is another's, or an older one.
        """
        connection.execute("PRAGMA mmap_size = 0")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA trusted_schema = OFF")
        (found,) = connection.execute("PRAGMA user_version").fetchone()
        (whose,) = connection.execute("PRAGMA application_id").fetchone()
        if whose == self.APPLICATION_ID and found >= self.FORMAT:
            return bool(found == self.FORMAT)
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if whose or found or tables:
            error = sqlite3.DatabaseError("it is another's, or an older one")
            error.sqlite_errorcode = sqlite3.SQLITE_NOTADB
            raise error
        marks = f"PRAGMA application_id = {self.APPLICATION_ID}; PRAGMA user_version = {self.FORMAT};"
        connection.executescript(f"BEGIN IMMEDIATE; {self._schema(connection)} {marks} COMMIT;")
        return True

    def _schema(self, _connection: sqlite3.Connection) -> str:
        """What a new file is made of."""
        return self.SCHEMA

    def _ask(self, statement: str, parameters: Sequence[object]) -> list[tuple[Any, ...]]:
        with self._threads:
            if self._connection is None:
                return []
            try:
                return self._connection.execute(statement, parameters).fetchall()
            except UnicodeDecodeError:  # it is broken, and what SQLite quotes from it is no text
                self._throw_away()
            except sqlite3.Error as error:
                self._complain(error)
            return []

    def _change(self, *statements: tuple[str, Iterable[Sequence[object]]]) -> bool:
        with self._threads:
            if self._connection is None:
                return False
            try:
                self._connection.execute("BEGIN IMMEDIATE")
                for statement, rows in statements:
                    self._connection.executemany(statement, rows)
                self._connection.execute("COMMIT")
            except (sqlite3.Error, UnicodeError) as error:
                with suppress(sqlite3.Error):
                    self._connection.execute("ROLLBACK")
                if isinstance(error, sqlite3.Error):
                    self._complain(error)
                return False
            return True

    def _complain(self, error: sqlite3.Error) -> None:
        """Throw a broken file away; one that is only busy or full will do another time."""
        if sqlite.explain(error, self.path) is None:
            self._throw_away()

    def _give_up(self) -> None:
        with self._threads:
            self._throw_away()

    def _throw_away(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        for suffix in ("", "-journal", "-wal", "-shm"):
            with suppress(OSError):
                self.path.with_name(self.path.name + suffix).unlink()
