"""What was read of libraries, kept so that it need not be read again: a database that may be deleted at any time.

Nothing here is anybody's: it is made of the files of libraries, and made again where it is gone. So it stands in
nobody's way. What cannot be used is thrown away or done without, and no method raises for it.
"""

import json
import os
import sqlite3
import threading
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from store import files, sqlite
from store.frozen import name_of

NAME = "library.db"
APPLICATION_ID = 0x46697663
"""`Fivc`: in the header of the cache."""
FORMAT = 1
BUSY_SECONDS = 1.0
"""How long another process is waited for: it only ever holds the file for a moment."""
_LIBRARIES_KEPT = 30
"""Libraries that are kept, those looked at last."""
_SCHEMA = """
CREATE TABLE libraries (
    name TEXT PRIMARY KEY,
    used INTEGER NOT NULL,      -- when it was last looked at, in the order of all: 1, 2, 3 ...
    seen INTEGER NOT NULL,      -- when that began, by the clock of the file system, in ns
    state TEXT NOT NULL,        -- a hash of all that the look found
    courses TEXT NOT NULL,      -- JSON: which course is which of the courses below
    files TEXT NOT NULL         -- JSON: of each file what tells whether it was changed, and its digest
) STRICT, WITHOUT ROWID;
CREATE TABLE courses (
    name TEXT PRIMARY KEY,      -- a hash of all that it was read from
    card TEXT NOT NULL,
    contents TEXT NOT NULL,
    readings TEXT NOT NULL      -- its files, each by itself
) STRICT;
CREATE TABLE texts (
    name TEXT PRIMARY KEY,      -- its hash
    body TEXT NOT NULL
) STRICT;
CREATE TABLE uses (
    library TEXT NOT NULL REFERENCES libraries ON DELETE CASCADE,
    course TEXT NOT NULL REFERENCES courses,
    PRIMARY KEY (library, course)
) STRICT, WITHOUT ROWID;
CREATE TABLE holds (
    course TEXT NOT NULL REFERENCES courses ON DELETE CASCADE,
    text TEXT NOT NULL REFERENCES texts,
    PRIMARY KEY (course, text)
) STRICT, WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class KeptLibrary:
    """A library as it was looked at last."""

    seen: int
    state: str
    courses: str


@dataclass(frozen=True, slots=True)
class KeptCourse:
    """A course as it was read last."""

    name: str
    card: str
    contents: str
    readings: str
    texts: Mapping[str, str]


class Cache:
    """The cache of one user; any thread may ask it."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
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

    def moment(self) -> int | None:
        """The time by the clock of the file system, in ns; None where it cannot be told."""
        try:
            os.utime(self.path)
            return self.path.stat().st_mtime_ns
        except OSError:
            return None

    def library(self, name: str) -> KeptLibrary | None:
        """A library as it was looked at last."""
        rows = self._ask("SELECT seen, state, courses FROM libraries WHERE name = ?", (name,))
        if not rows:
            return None
        seen, state, courses = rows[0]
        opened = self._unseal(courses)
        return None if opened is None else KeptLibrary(seen, state, opened)

    def files_of(self, library: str) -> str | None:
        """What was seen of the files of a library."""
        return self._one("SELECT files FROM libraries WHERE name = ?", library)

    def cards(self, names: Sequence[str]) -> Mapping[str, str]:
        """The cards of those of some courses that are kept."""
        rows = self._ask(
            "SELECT name, card FROM courses WHERE name IN (SELECT value FROM json_each(?))", (json.dumps(names),)
        )
        opened = ((name, self._unseal(card)) for name, card in rows)
        return {name: card for name, card in opened if card is not None}

    def contents(self, course: str) -> str | None:
        """What is in a course."""
        return self._one("SELECT contents FROM courses WHERE name = ?", course)

    def readings(self, course: str) -> str | None:
        """The files of a course, each by itself."""
        return self._one("SELECT readings FROM courses WHERE name = ?", course)

    def text(self, name: str) -> str | None:
        """What was put aside under a name."""
        rows = self._ask("SELECT body FROM texts WHERE name = ?", (name,))
        if not rows:
            return None
        body: str = rows[0][0]
        if name_of(body) != name:
            self._give_up()
            return None
        return body

    def keep_courses(self, courses: Iterable[KeptCourse]) -> bool:
        """Keep some courses; answers whether they are kept."""
        every = list(courses)
        texts = {name: body for course in every for name, body in course.texts.items()}
        return self._change(
            ("INSERT OR IGNORE INTO texts VALUES (?, ?)", texts.items()),
            (
                "INSERT OR REPLACE INTO courses VALUES (?, ?, ?, ?)",
                [(one.name, _seal(one.card), _seal(one.contents), _seal(one.readings)) for one in every],
            ),
            (
                "INSERT OR IGNORE INTO holds VALUES (?, ?)",
                [(course.name, text) for course in every for text in course.texts],
            ),
        )

    def keep_library(self, name: str, kept: KeptLibrary, seen_files: str, courses: Iterable[str]) -> bool:
        """Keep what was seen of a library, and forget the courses and texts that no kept library has any more."""
        return self._change(
            ("DELETE FROM libraries WHERE name = ?", [(name,)]),
            (
                "INSERT INTO libraries VALUES (?, (SELECT 1 + coalesce(max(used), 0) FROM libraries), ?, ?, ?, ?)",
                [(name, kept.seen, kept.state, _seal(kept.courses), _seal(seen_files))],
            ),
            ("INSERT OR IGNORE INTO uses VALUES (?, ?)", [(name, course) for course in courses]),
            (
                "DELETE FROM libraries WHERE name NOT IN (SELECT name FROM libraries ORDER BY used DESC LIMIT ?)",
                [(_LIBRARIES_KEPT,)],
            ),
            ("DELETE FROM courses WHERE name NOT IN (SELECT course FROM uses)", [()]),
            ("DELETE FROM texts WHERE name NOT IN (SELECT text FROM holds)", [()]),
        )

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
            if self._is_ours(connection):
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
        if whose == APPLICATION_ID and found >= FORMAT:
            return bool(found == FORMAT)
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if whose or found or tables:
            error = sqlite3.DatabaseError("it is another's, or an older one")
            error.sqlite_errorcode = sqlite3.SQLITE_NOTADB
            raise error
        marks = f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {FORMAT};"
        connection.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} {marks} COMMIT;")
        return True

    def _ask(self, statement: str, parameters: Sequence[object]) -> list[tuple[Any, ...]]:
        with self._threads:
            if self._connection is None:
                return []
            try:
                return self._connection.execute(statement, parameters).fetchall()
            except sqlite3.Error as error:
                self._complain(error)
                return []

    def _one(self, statement: str, name: str) -> str | None:
        rows = self._ask(statement, (name,))
        return self._unseal(rows[0][0]) if rows else None

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

    def _unseal(self, sealed: str) -> str | None:
        """The text that was sealed; None, and no cache any more, where it is another one now."""
        seal, text = sealed[:32], sealed[32:]
        if name_of(text) == seal:
            return text
        self._give_up()
        return None

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


def _seal(text: str) -> str:
    """A text with its hash before it, so that no change of it goes unseen."""
    return name_of(text) + text
