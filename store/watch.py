"""Whether somebody else has put something in the place of the database file, as a copy over it or a sync program does.

Only a checkpoint changes that file, and always under the lock. So whoever checkpoints leaves a note in the lock file of
how it left the file; when it looks otherwise, somebody else was there. What the `-wal` holds belongs to what the file
was then, and may spoil what it is now.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lessons.light import dataclass
from store.lock import FileLock

_NOTE = re.compile(rb"(\d{20}) (\d{20}) (\d{20}) ([=~])")
_LENGTH = 64  # three numbers of 20 digits, blanks and a mark


@dataclass(frozen=True, slots=True)
class _Note:
    epoch: int
    """Grows when the file was found otherwise than it was left: who knows it by an earlier one, knows another file."""
    changed: int
    """When it was changed last, in nanoseconds."""
    size: int
    settled: bool = True
    """False while it is being changed; for ever where that was cut short."""

    def is_of(self, status: os.stat_result) -> bool:
        """Whether the file looks as the note says, or was being changed by one of us."""
        return not self.settled or (self.changed, self.size) == (status.st_mtime_ns, status.st_size)


def is_strange(path: Path, lock: FileLock) -> bool:
    """Whether a file is otherwise than it was left when it was last open. The lock must be held."""
    noted = _read(lock)
    return noted is not None and not noted.is_of(path.stat())


class Watch:
    """What one open database knows of its file. The lock must be held for everything here."""

    def __init__(self, path: Path, lock: FileLock) -> None:
        self._path = path
        self._lock = lock
        noted = _read(lock)
        self._epoch = 1 if noted is None else noted.epoch + is_strange(path, lock)
        self._seen = 0, 0
        self._leave(path.stat())

    def is_latest(self) -> bool:
        """Whether nobody has opened the file since and found it otherwise: then the `-wal` is that of what it was."""
        noted = _read(self._lock)
        return noted is not None and noted.epoch == self._epoch

    def is_ours(self, status: os.stat_result) -> bool:
        """Whether a file that looks like this is what one of us left."""
        if (status.st_mtime_ns, status.st_size) == self._seen:
            return True
        noted = _read(self._lock)
        if noted is None or noted.epoch != self._epoch or not noted.is_of(status):
            return False
        self._leave(status)
        return True

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Around everything that may write to the file itself."""
        self._write(_Note(self._epoch, *self._seen, settled=False))
        yield
        # After an error it is not known how far it came: the note says so until the next change.
        self._leave(self._path.stat())

    def _leave(self, status: os.stat_result) -> None:
        self._seen = status.st_mtime_ns, status.st_size
        note = _Note(self._epoch, *self._seen)
        if _read(self._lock) != note:
            self._write(note)

    def _write(self, note: _Note) -> None:
        numbers = " ".join(f"{number:020}" for number in (note.epoch, note.changed, note.size))
        self._lock.leave_note(f"{numbers} {'=' if note.settled else '~'}".encode())


def _read(lock: FileLock) -> _Note | None:
    found = _NOTE.fullmatch(lock.note(_LENGTH))
    return None if found is None else _Note(int(found[1]), int(found[2]), int(found[3]), found[4] == b"=")
