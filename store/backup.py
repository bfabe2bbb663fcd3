"""Copies of the database that are whole: made by SQLite's backup API, checked, synced, and only then given a name."""

import os
import re
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from store import files, sqlite
from store.days import study_day
from store.errors import DiskError

if TYPE_CHECKING:
    from store.database import Database

DAYS, WEEKS = 7, 4
"""How many daily backups are kept, and of how many weeks the newest."""
_DAILY = re.compile(r"-(\d{4}-\d\d-\d\d)\.db")


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
    folder, stem = folder_of(database.path), database.path.stem
    today = folder / f"{stem}-{study_day(now())}.db"
    if today.exists():
        return None
    backup(database, today)
    made = {day: path for path in folder.glob("*.db") if (day := _day_of(path, stem))}
    for day in made.keys() - kept_days(made):
        made[day].unlink()
    return today


def kept_days(days: Iterable[date]) -> frozenset[date]:
    """The days whose backups stay: the latest seven, and the latest of each of the latest four weeks."""
    latest_first = sorted(days, reverse=True)
    of_weeks: dict[tuple[int, int], date] = {}
    for day in latest_first:
        of_weeks.setdefault(day.isocalendar()[:2], day)
    return frozenset(latest_first[:DAYS]) | frozenset(list(of_weeks.values())[:WEEKS])


def newest_good(path: Path) -> Path | None:
    """The newest backup of the database at `path` that is whole; None where there is none."""
    candidates = sorted(
        (found for found in folder_of(path).glob("*.db") if found.name.startswith(f"{path.stem}-")),
        key=lambda found: found.stat().st_mtime_ns,
        reverse=True,
    )
    return next((found for found in candidates if _is_good(found)), None)


def copy(source: sqlite3.Connection, to: Path) -> None:
    """Copy what a connection reads to the file `to`.

    Raises:
        StoreError: the copy cannot be written, or is not whole.
    """
    part = to.with_name(f"{to.name}{files.PART}")
    try:
        files.make_folder(to.parent)
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


def _day_of(path: Path, stem: str) -> date | None:
    found = _DAILY.fullmatch(path.name.removeprefix(stem))
    return date.fromisoformat(found[1]) if found else None


def _is_good(path: Path) -> bool:
    if not os.access(path, os.R_OK) or sqlite.application_id(path) not in sqlite.OURS:
        return False
    try:
        with closing(sqlite.connect(path, writing=False)) as copied:
            return sqlite.fault(copied) is None
    except sqlite3.DatabaseError:
        return False
