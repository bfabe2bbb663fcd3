"""Going on in another place, where the one of the database takes nothing any more: a full disk, one that only reads."""

import os
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path

from store import backup, files
from store.database import Database, open_database
from store.errors import ExistsError, StoreError

_MOUNTED = ("/media/{user}", "/run/media/{user}", "/mnt", "/Volumes")
"""Folders in which systems show the other disks."""
_ROOM = 16 * 1024 * 1024
"""Bytes that should be free beyond a copy of the database, to go on for a while."""


def go_on_at(database: Database, place: Path, *, now: Callable[[], datetime]) -> Database:
    """Copy all that was recorded to another place, and open it there; the database itself stays as it is.

    Args:
        database: that takes nothing any more, but can be read.
        place: a folder, in which the file keeps its name; or a file that is not there yet, which ends in `.db`.
        now: the clock.

    Raises:
        ExistsError: there is such a file.
        StoreError: it cannot be read here, or written there.
    """
    try:
        to = place if place.suffix == ".db" and not place.is_dir() else place / database.path.name
        if to.exists():
            raise ExistsError(path=to)
    except OSError as error:
        raise files.explain(error, place) from error
    # Not by a second connection: to open one may need a file beside the database.
    with database.reading() as connection:
        backup.copy(connection, to)
    there = open_database(to, now=now, demo=database.demo)
    there.ids = database.ids
    return there


def room_elsewhere(database: Database, home: Path) -> Path | None:
    """A folder with room for a database, to be proposed; None where none is known."""
    try:  # of what can be read: the file may be gone
        ((size,),) = database.query("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
    except StoreError:
        return None
    return next((found for found in _fitting(_candidates(home), size + _ROOM) if found != database.path.parent), None)


def _candidates(home: Path) -> Iterator[Path]:
    yield home
    for pattern in _MOUNTED:
        folder = Path(pattern.format(user=home.name))
        if folder.is_dir() and os.access(folder, os.R_OK):
            yield from sorted(folder.iterdir())


def _fitting(folders: Iterable[Path], needed: int) -> Iterator[Path]:
    for folder in folders:
        try:
            room = os.statvfs(folder)
        except OSError:  # a disk that is not there any more
            continue
        if folder.is_dir() and os.access(folder, os.W_OK) and room.f_bavail * room.f_frsize >= needed:
            yield folder
