"""A damaged database is kept: moved aside with all that belongs to it, and named with the newest good backup."""

import re
from datetime import date
from itertools import count
from pathlib import Path

from store import backup, files
from store.errors import DamagedError, DamagedWithoutBackupError

COMPANIONS = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a database; the data of the latest commits may be in them alone."""
_KEPT = re.compile(r"\.corrupt-(\d{4}-\d\d-\d\d)(?:\.(\d+))?")


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
    kept = {}
    for found in path.parent.iterdir():
        if found.name.startswith(path.name) and (name := _KEPT.fullmatch(found.name.removeprefix(path.name))):
            kept[name[1], int(name[2] or 1)] = found
    return kept[max(kept)] if kept else None


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
    for number in count(1):
        kept = path.with_name(f"{path.name}.corrupt-{today}" + (f".{number}" if number > 1 else ""))
        if not any(kept.with_name(kept.name + suffix).exists() for suffix in ("", *COMPANIONS)):
            return kept
    raise AssertionError("there is always a next number")
