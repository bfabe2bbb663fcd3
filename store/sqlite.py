"""One SQLite connection as every part of the store wants it, and what SQLite's complaints mean."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from store import files
from store.errors import (
    BusyError,
    DiskError,
    FullError,
    NoPermissionError,
    ReadOnlyError,
    ReplacedError,
    StoreError,
    TooOldError,
)

_MAGIC = b"SQLite format 3\0"
_HEADER, _ID_AT = 100, 68
APPLICATION_ID = 0x46697665
"""`Five`: in the header of every database of ours."""
DEMO_ID = 0x46697664
"""`Fivd`: in its place where everything in the database is made up. A copy of the file says so too."""
OURS = frozenset({APPLICATION_ID, DEMO_ID})
SCHEMA = 32
"""The format that this version reads and writes: the number of migrations."""
NEEDED = (3, 37, 0)
"""The first SQLite with STRICT tables."""
BUSY_SECONDS = 10.0
"""How long SQLite waits for a lock that a program without our lock file holds."""
WAL_BYTES = 8 * 1024 * 1024
"""What a `-wal` is cut to after more was needed once. A commit that lengthens the file takes twice as long."""
CACHED_KB = 4096
"""Pages kept in memory once they were read: those of what is due today, of 20,000 questions, and what lies about it."""
BROKEN = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
"""Primary codes that say the file itself is damaged."""
PASSING_KB = 256
"""The same while many are looked at once: all of a file as it is checked, what was asked of all members."""

PRAGMAS = (
    "PRAGMA mmap_size = 0",
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",  # else INSERT OR REPLACE deletes from the log without its trigger
    "PRAGMA synchronous = FULL",
    "PRAGMA fullfsync = ON",  # macOS: fsync alone leaves the data in the drive's own cache
    "PRAGMA wal_autocheckpoint = 0",  # checkpoints happen under the lock
    f"PRAGMA journal_size_limit = {WAL_BYTES}",
    f"PRAGMA cache_size = -{CACHED_KB}",
)

_ALONE = ("PRAGMA locking_mode = EXCLUSIVE",)
"""The first word to a file: after any other it is too late."""


def connect(path: Path, *, writing: bool = True, alone: bool = False) -> sqlite3.Connection:
    """A connection to an existing file, set up and in nobody's transaction.

    Args:
        path: of the file.
        writing: whether it may write.
        alone: whether nobody else may have the file open: then nothing has to be made beside it.

    Raises:
        TooOldError: this SQLite cannot read our tables.
        sqlite3.Error: the file cannot be opened, or is no database.
    """
    return _connect(path, "mode=rw" if writing else "mode=ro", _ALONE if alone else ())


@contextmanager
def passing(connection: sqlite3.Connection) -> Iterator[None]:
    """Keep few pages while a connection goes through many, and looks at each once."""
    (kept,) = connection.execute("PRAGMA cache_size").fetchone()
    connection.execute(f"PRAGMA cache_size = -{PASSING_KB}")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA cache_size = {kept}")


def scratch() -> sqlite3.Connection:
    """A connection to an empty database that nobody else knows, and that is gone when it is closed."""
    return sqlite3.connect("", isolation_level=None, check_same_thread=False)


def look_into(path: Path, *, alone: bool = False) -> sqlite3.Connection:
    """A connection to read a file that is not in use here, such as a backup; nothing is made or left beside it.

    Args:
        path: of the file.
        alone: whether to read it without what its `-wal` holds.

    Raises:
        TooOldError: this SQLite cannot read our tables.
        sqlite3.Error: the file cannot be opened, or is no database.
    """
    wal = path.with_name(f"{path.name}-wal")
    # Commits that are in the -wal can only be read together with whoever else has the file open.
    with_wal = not alone and wal.exists() and wal.stat().st_size > 0
    connection = _connect(path, "mode=ro" if with_wal else "mode=ro&immutable=1")
    connection.execute("PRAGMA trusted_schema = OFF")  # what a foreign file says of its tables runs nothing
    return connection


def _connect(path: Path, how: str, before: Sequence[str] = ()) -> sqlite3.Connection:
    if sqlite3.sqlite_version_info < NEEDED:
        raise TooOldError(needed=".".join(map(str, NEEDED)), found=sqlite3.sqlite_version)
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?{how}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        with quoting():
            for pragma in (*before, *PRAGMAS):
                connection.execute(pragma)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


@contextmanager
def quoting() -> Iterator[None]:
    """For the first words to a file: where SQLite quotes from a broken one what is no text, Python cannot tell of it.

    Raises:
        sqlite3.DatabaseError: SQLITE_CORRUPT, in this case.
    """
    try:
        yield
    except UnicodeDecodeError as error:
        raise _broken("what it says of its tables is no text") from error


def settle_journal(connection: sqlite3.Connection, *, shared: bool) -> str:
    """Choose the journal that loses nothing; answer its name: `wal`, or `delete` across a network."""
    (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
    wanted = "delete" if shared else "wal"
    if mode != wanted:
        (mode,) = connection.execute(f"PRAGMA journal_mode = {wanted}").fetchone()
    if mode != "wal":
        # A rollback journal with FULL can lose the last commit with the power; EXTRA syncs the folder as well.
        connection.execute("PRAGMA synchronous = EXTRA")
    return str(mode)


def application_id(path: Path) -> int | None:
    """Whose database a file is, by its header, whatever became of the rest; None for no SQLite database.

    The header is 100 bytes: a magic string, and at byte 68 the application id (SQLite, "Database File Format", 1.3).
    """
    with path.open("rb") as file:
        header = file.read(_HEADER)
    if len(header) < _HEADER or not header.startswith(_MAGIC):
        return None
    return int.from_bytes(header[_ID_AT : _ID_AT + 4])


def is_demo(connection: sqlite3.Connection) -> bool:
    """Whether everything in a database is made up."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    return bool(application == DEMO_ID)


def fault(connection: sqlite3.Connection) -> str | None:
    """What SQLite first finds wrong with the whole file, in one line; None for a sound one. Reads every page."""
    with passing(connection):
        (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    return None if found == "ok" else " ".join(str(found).replace("*** in database main ***", "").split())


def require_whole(connection: sqlite3.Connection) -> None:
    """Read every page.

    Raises:
        sqlite3.DatabaseError: SQLITE_CORRUPT, with what is wrong.
    """
    if wrong := fault(connection):
        raise _broken(wrong)


def lacks_something(error: sqlite3.Error) -> bool:
    """Whether a statement asked for a table or a column that is not there."""
    return isinstance(error, sqlite3.OperationalError) and str(error).startswith(("no such column", "no such table"))


def _broken(reason: str) -> sqlite3.DatabaseError:
    error = sqlite3.DatabaseError(reason)
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error


def primary(error: sqlite3.Error) -> int | None:
    """SQLite's primary result code; None for an error of the Python module."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF


def explain(error: sqlite3.Error, path: Path) -> StoreError | None:
    """What the user should know of an error; None where it is a mistake of the program."""
    if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_READONLY_DBMOVED:
        return ReplacedError(path=path)
    match primary(error):
        case sqlite3.SQLITE_FULL:
            return FullError(path=path)
        case sqlite3.SQLITE_IOERR | sqlite3.SQLITE_CANTOPEN if not files.has_room(path.parent):
            return FullError(path=path)  # it could not make the files beside the database
        case sqlite3.SQLITE_READONLY:
            return ReadOnlyError(path=path)
        case sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
            return NoPermissionError(path=path)
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return BusyError(path=path, pid=None)
        case sqlite3.SQLITE_IOERR | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PROTOCOL | sqlite3.SQLITE_NOLFS:
            return DiskError(path=path, detail=error)
        case _:
            return None


def fail(error: sqlite3.Error, path: Path) -> NoReturn:
    """Raise what the user should know of an error, or the error itself where it is a mistake of the program."""
    known = explain(error, path)
    if known is None:
        raise error
    raise known from error
