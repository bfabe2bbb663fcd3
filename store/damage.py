"""A damaged database is kept: moved aside with all that belongs to it, and named with the newest good backup."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import count
from pathlib import Path

from store import backup, files
from store.errors import DamagedError, DamagedWithoutBackupError

COMPANIONS = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a database; the data of the latest commits may be in them alone."""
CORRUPT, REPLACED = "corrupt", "replaced"
"""Why a database was kept aside, as its name says: it is damaged, or a backup took its place."""
_KEPT = re.compile(rf"\.({CORRUPT}|{REPLACED})-(\d{{4}}-\d\d-\d\d)(?:\.(\d+))?")


def set_aside(path: Path, today: date) -> Path:
    """Move a database and its companions aside, over nothing; answer its new path. The lock must be held."""
    kept = _place_for(path, today)
    # The database first: with its -wal gone it would look sound, and lack the latest commits.
    for suffix in ("", *COMPANIONS):
        source = path.with_name(path.name + suffix)
        if source.exists():
            source.rename(kept.with_name(kept.name + suffix))
    files.sync(path.parent)
    return kept


def left_behind(path: Path) -> bool:
    """Whether there are commits in a `-wal` beside no database, or beside an empty one."""
    wal = path.with_name(f"{path.name}-wal")
    return wal.exists() and wal.stat().st_size > 0 and not (path.exists() and path.stat().st_size > 0)


def kept_aside(path: Path) -> Path | None:
    """The damaged database that was kept last; None where none was."""
    kept = {(day, number): found for found, (why, day, number) in _all_kept(path) if why == CORRUPT}
    return kept[max(kept)] if kept else None


def all_kept_aside(path: Path) -> tuple[Path, ...]:
    """Every earlier database that was kept aside, for whatever reason."""
    return tuple(sorted(found for found, _name in _all_kept(path)))


def place_for(path: Path, why: str, today: date) -> Path:
    """A name for a database that is kept aside, which nothing has yet, nor any companion of it."""
    for number in count(1):
        kept = path.with_name(f"{path.name}.{why}-{today}" + (f".{number}" if number > 1 else ""))
        if not any(kept.with_name(kept.name + suffix).exists() for suffix in ("", *COMPANIONS)):
            return kept
    raise AssertionError("there is always a next number")


def refusal(path: Path, kept: Path, detail: str) -> DamagedError:
    """The error that says what was damaged, where it is kept, and from which backup to go on."""
    good = backup.newest_good(path)
    if good is None:
        return DamagedWithoutBackupError(path=path, detail=detail, kept=kept)
    return DamagedError(path=path, detail=detail, kept=kept, backup=good)


def _place_for(path: Path, today: date) -> Path:
    half = kept_aside(path)
    if half and not path.exists() and not any(half.with_name(half.name + suffix).exists() for suffix in COMPANIONS):
        return half  # a crash came between the moves: what is left belongs to that one
    return place_for(path, CORRUPT, today)


def _all_kept(path: Path) -> Iterator[tuple[Path, tuple[str, str, int]]]:
    """Each with why, of which day, and the how manieth of it."""
    for found in path.parent.iterdir():
        if found.name.startswith(path.name) and (name := _KEPT.fullmatch(found.name, len(path.name))):
            yield found, (name[1], name[2], int(name[3] or 1))
