"""A damaged database is kept: moved aside with all that belongs to it, and named with the newest good backup."""

import os
import re
from datetime import date
from itertools import count
from pathlib import Path

from store import backup, files, watch
from store.errors import (
    AllDamagedError,
    DamagedError,
    DamagedWithoutBackupError,
    MissingError,
    MissingWithoutBackupError,
    StoreError,
)
from store.lock import FileLock

COMPANIONS = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a database; the data of the latest commits may be in them alone."""
CORRUPT, REPLACED = "corrupt", "replaced"
"""Why a database was kept aside, as its name says: it is damaged, or a backup took its place."""
_KEPT = re.compile(rf"\.(?:{CORRUPT}|{REPLACED})-(\d{{4}}-\d\d-\d\d)(?:\.(\d+))?")


def set_aside(path: Path, lock: FileLock, today: date, why: str = CORRUPT) -> Path:
    """Move a database and its companions aside, over nothing; answer its new path. The lock must be held."""
    kept = _cut_short(path, lock) or _place_for(path, today, why)
    # The database first: with its -wal gone it would look sound, and lack the latest commits.
    for suffix in ("", *COMPANIONS):
        source = path.with_name(path.name + suffix)
        if source.exists():
            source.rename(kept.with_name(kept.name + suffix))
    files.sync(path.parent)
    return kept


def keep_wal(path: Path, today: date) -> None:
    """Keep the `-wal` of a database in whose place there is another, and take it away from that one.

    It is emptied where it is, not only renamed: a window that has it open would write what it holds into the file.
    """
    if has_wal(path):
        wal = path.with_name(f"{path.name}-wal")
        kept = _place_for(path, today, REPLACED)
        copy = kept.with_name(f"{kept.name}-wal")
        files.create(copy)
        copy.write_bytes(wal.read_bytes())
        files.sync(copy)
        os.truncate(wal, 0)
    for suffix in COMPANIONS:
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    files.sync(path.parent)


def left_behind(path: Path) -> bool:
    """Whether there are commits in a `-wal` beside no database, or beside an empty one."""
    return has_wal(path) and not (path.exists() and path.stat().st_size > 0)


def has_wal(path: Path) -> bool:
    """Whether there is anything in the `-wal` beside a database."""
    wal = path.with_name(f"{path.name}-wal")
    return wal.exists() and wal.stat().st_size > 0


def kept_aside(path: Path) -> Path | None:
    """The earlier database that was kept last; None where none was."""
    kept = [
        (name[1], int(name[2] or 1), found)
        for found in all_kept_aside(path)
        if (name := _KEPT.fullmatch(found.name, len(path.name)))
    ]
    return max(kept)[-1] if kept else None


def all_kept_aside(path: Path) -> tuple[Path, ...]:
    """Every file of earlier databases that was kept aside, for whatever reason."""
    if not path.parent.is_dir():  # nothing was begun yet
        return ()
    names = tuple(f"{path.name}.{why}-" for why in (CORRUPT, REPLACED))
    return tuple(sorted(found for found in path.parent.iterdir() if found.name.startswith(names)))


def half_restored(path: Path) -> Path:
    """Where a backup is copied to before it takes the place of the database at `path`."""
    return path.with_name(f"{path.name}.restored")


def remove_half_restored(path: Path) -> None:
    """Remove what going back to a backup left where it was cut short. The lock must be held.

    Raises:
        StoreError: it cannot be removed.
    """
    fresh = half_restored(path)
    try:
        for found in (fresh, fresh.with_name(f"{fresh.name}{files.PART}")):
            found.unlink(missing_ok=True)
        files.sync(path.parent)
    except OSError as error:
        raise files.explain(error, fresh) from error


def refusal(path: Path, kept: Path, detail: str) -> DamagedError:
    """The error that says what was damaged, where it is kept, and from which backup to go on."""
    good = backup.newest_good(path)
    if good is None and backup.backups(path):
        return AllDamagedError(path=path, detail=detail, kept=kept, around=backup.folder_of(path))
    if good is None:
        return DamagedWithoutBackupError(path=path, detail=detail, kept=kept)
    return DamagedError(path=path, detail=detail, kept=kept, backup=good, which=backup.words_for(path, good))


def lost(path: Path) -> StoreError | None:
    """Why there is no database where one was, found earlier; None where there is one, and where there never was any."""
    if path.exists():
        return None
    if (kept := kept_aside(path)) is not None:
        return refusal(path, kept, "found earlier")
    if not backup.backups(path):
        return None
    good = backup.newest_good(path)
    if good is None:
        return MissingWithoutBackupError(path=path, folder=backup.folder_of(path))
    return MissingError(path=path, backup=good, which=backup.words_for(path, good))


def _cut_short(path: Path, lock: FileLock) -> Path | None:
    """The database that was moved aside before a crash came, where what is left belongs to it; else None.

    What is left beside no database may be of one that was begun long after an earlier one was kept, and would spoil it.
    """
    half = None if path.exists() else kept_aside(path)
    if half is None or any(half.with_name(half.name + suffix).exists() for suffix in COMPANIONS):
        return None
    return half if watch.is_of(half, lock) else None


def _place_for(path: Path, today: date, why: str) -> Path:
    for number in count(1):
        kept = path.with_name(f"{path.name}.{why}-{today}" + (f".{number}" if number > 1 else ""))
        if not any(kept.with_name(kept.name + suffix).exists() for suffix in ("", *COMPANIONS)):
            return kept
    raise AssertionError("there is always a next number")
