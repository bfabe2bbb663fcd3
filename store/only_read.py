"""A database that may only be read: its file, its folder or its disk is read-only, as that of a backup often is."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from store import sqlite
from store.errors import ReadOnlyError

_LATEST = ("-wal", "-journal")
"""What SQLite has to write to, beside a database, before it can be read with all that was recorded."""


def refusal(path: Path) -> ReadOnlyError | None:
    """Why nothing can be written to a file that is there; None where it can be, as far as one sees without trying."""
    for needed in (path, path.parent):  # SQLite makes a file beside a database that is written
        if not os.access(needed, os.W_OK):
            return ReadOnlyError(path=needed)
    return None


def connect(path: Path) -> sqlite3.Connection:
    """A connection to read all that a database holds, and what is beside it; nothing is made or changed there.

    What of it is not of the present format is brought to that in a copy, which is gone when this is closed.

    Raises:
        OSError: something beside it cannot be read, or there is no room for a copy.
        sqlite3.Error: it cannot be read, or is damaged.
    """
    connection = _apart(path) if any(_has(path, suffix) for suffix in _LATEST) else sqlite.look_into(path)
    try:
        (found,) = connection.execute("PRAGMA user_version").fetchone()
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        if found < sqlite.SCHEMA and application in sqlite.OURS:
            connection = _brought_up_to_date(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _has(path: Path, suffix: str) -> bool:
    beside = path.with_name(path.name + suffix)
    return beside.exists() and beside.stat().st_size > 0


def _apart(path: Path) -> sqlite3.Connection:
    """A copy in which what lies beside the file is in its place."""
    import shutil  # noqa: PLC0415 - hardly ever wanted, and refusal() is asked at every start
    from tempfile import TemporaryDirectory  # noqa: PLC0415

    with TemporaryDirectory(prefix="fivefold-") as folder:
        copied = Path(folder) / path.name
        for suffix in ("", *_LATEST):
            source = path.with_name(path.name + suffix)
            if source.exists():
                shutil.copyfile(source, copied.with_name(copied.name + suffix))
        with closing(sqlite.connect(copied)) as whole:
            return _copy_of(whole)


def _brought_up_to_date(connection: sqlite3.Connection) -> sqlite3.Connection:
    from store.migrations import migrate  # noqa: PLC0415 - sqlite-utils takes longer to import than all else here

    with closing(connection):
        sqlite.require_whole(connection)
        copy = _copy_of(connection)
    try:
        copy.execute("BEGIN")
        migrate(copy, demo=sqlite.is_demo(copy))
        copy.execute("COMMIT")
        copy.execute("PRAGMA query_only = ON")
    except BaseException:
        copy.close()
        raise
    return copy


def _copy_of(connection: sqlite3.Connection) -> sqlite3.Connection:
    copy = sqlite.scratch()
    try:
        connection.backup(copy)
    except BaseException:
        copy.close()
        raise
    return copy
