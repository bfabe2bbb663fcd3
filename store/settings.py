"""What a user chose on this machine and wants to find again, such as the theme: plain rows, by name."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from store import files, ids, sqlite
from store.database import Database
from store.errors import NotOursError
from store.lock import FileLock


def setting(database: Database, name: str) -> str | None:
    """What was chosen last; None before anything was."""
    rows = database.query("SELECT value FROM settings WHERE name = ?", (name,))
    return str(rows[0][0]) if rows else None


def keep_setting(database: Database, name: str, value: str) -> None:
    """Remember a choice.

    Raises:
        StoreError: nothing was written, and why.
    """
    with database.transaction() as connection:
        connection.execute("INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)", (name, value))


def forget_setting(database: Database, name: str) -> None:
    """Forget a choice, as if none had been made.

    Raises:
        StoreError: nothing was written, and why.
    """
    with database.transaction() as connection:
        connection.execute("DELETE FROM settings WHERE name = ?", (name,))


def settings_in(path: Path) -> Mapping[str, str]:
    """What was chosen, as the file of a database says it that is only looked into: nothing is brought up to date.

    Raises:
        StoreError: it cannot be read, and why.
    """
    return dict(_looked_into(path, "SELECT name, value FROM settings"))


def members_in(path: Path) -> Mapping[str, str]:
    """Who studies in a database, name and id, the first to come first, as its file says it that is only looked into.

    Raises:
        StoreError: it cannot be read, and why.
    """
    rows = _looked_into(path, "SELECT name, member FROM members ORDER BY member")
    return {name: ids.to_text(member) for name, member in rows}


def _looked_into(path: Path, query: str) -> list[Any]:
    try:
        with _held(path), closing(sqlite.look_into(path)) as connection:
            return connection.execute(query).fetchall()
    except sqlite3.Error as error:
        if sqlite.primary(error) in _OF_ANOTHER:
            raise NotOursError(path=path) from error
        sqlite.fail(error, path)
    except OSError as error:
        raise files.explain(error, path) from error


_OF_ANOTHER = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR)
"""What a file is to SQLite that is no database, and one that has other tables."""


@contextmanager
def _held(path: Path) -> Iterator[None]:
    """Let nobody write it meanwhile; where no lock is there, nobody does, and none is made."""
    real = path.resolve()
    beside = real.with_name(f"{real.name}.lock")
    if not beside.exists():
        yield
        return
    lock = FileLock(beside, real)
    try:
        with lock.held():
            yield
    finally:
        lock.close()
