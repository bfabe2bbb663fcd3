"""Whether somebody else has put something in the place of the database file, as a copy over it or a sync program does.

Only a checkpoint changes that file, and always under the lock. So whoever checkpoints leaves a note in the lock file of
how it left the file; when it looks otherwise, somebody else was there. Where that was cut short, the note says in which
file it was: another one in its place is somebody else's. What the `-wal` holds belongs to what the file was then, and
may spoil what it is now.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lessons.light import dataclass
from store.lock import FileLock

_NOTE = re.compile(rb"(\d{20}) (\d{20}) (\d{20}) (\d{20}) ([=~])")
_LENGTH = 85  # four numbers of 20 digits, blanks and a mark


@dataclass(frozen=True, slots=True)
class _Note:
    epoch: int
    """Grows when the file was found otherwise than it was left: who knows it by an earlier one, knows another file."""
    file: int
    """The number that the system gives to the file itself, whatever it is called."""
    changed: int
    """When it was changed last, in nanoseconds."""
    size: int
    settled: bool = True
    """False while it is being changed; for ever where that was cut short."""

    def is_of(self, status: os.stat_result) -> bool:
        """Whether the file looks as the note says, or is the very one that was being changed by one of us."""
        if self.settled:  # a folder that was copied with all that is in it has other files, which look the same
            return (self.changed, self.size) == (status.st_mtime_ns, status.st_size)
        return self.file == status.st_ino


def is_strange(path: Path, lock: FileLock) -> bool:
    """Whether a file is otherwise than it was left when it was last open. The lock must be held."""
    noted = _read(lock)
    return noted is not None and not noted.is_of(path.stat())


def is_of(kept: Path, lock: FileLock) -> bool:
    """Whether a file that was moved is the one that was open last under the name that the lock guards."""
    noted = _read(lock)
    return noted is not None and noted.file == kept.stat().st_ino


def replaced(path: Path, lock: FileLock) -> None:
    """Leave a note that there is another file in the place of the one before. The lock must be held."""
    noted = _read(lock)
    _write(lock, _Note(1 if noted is None else noted.epoch + 1, *_seen(path.stat())))


class Watch:
    """What one open database knows of its file. The lock must be held for everything here."""

    def __init__(self, path: Path, lock: FileLock) -> None:
        self._path = path
        self._lock = lock
        noted = _read(lock)
        self._epoch = 1 if noted is None else noted.epoch + is_strange(path, lock)
        self._seen = 0, 0, 0
        self._leave(path.stat())

    def is_latest(self) -> bool:
        """Whether nobody has opened the file since and found it otherwise: then the `-wal` is that of what it was."""
        noted = _read(self._lock)
        return noted is not None and noted.epoch == self._epoch

    def is_ours(self, status: os.stat_result) -> bool:
        """Whether a file that looks like this is what one of us left."""
        if _seen(status) == self._seen:
            return True
        noted = _read(self._lock)
        if noted is None or noted.epoch != self._epoch or not noted.is_of(status):
            return False
        self._leave(status)
        return True

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Around everything that may write to the file itself."""
        _write(self._lock, _Note(self._epoch, *self._seen, settled=False))
        yield
        # After an error it is not known how far it came: the note says so until the next change.
        self._leave(self._path.stat())

    def _leave(self, status: os.stat_result) -> None:
        self._seen = _seen(status)
        note = _Note(self._epoch, *self._seen)
        if _read(self._lock) != note:
            _write(self._lock, note)


def _seen(status: os.stat_result) -> tuple[int, int, int]:
    return status.st_ino, status.st_mtime_ns, status.st_size


def _write(lock: FileLock, note: _Note) -> None:
    numbers = " ".join(f"{number:020}" for number in (note.epoch, note.file, note.changed, note.size))
    lock.leave_note(f"{numbers} {'=' if note.settled else '~'}".encode())


def _read(lock: FileLock) -> _Note | None:
    found = _NOTE.fullmatch(lock.note(_LENGTH))
    if found is None:
        return None
    epoch, file, changed, size = map(int, found.groups()[:4])
    return _Note(epoch, file, changed, size, settled=found[5] == b"=")
