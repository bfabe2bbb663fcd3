"""A lock file beside the database: whoever writes, checkpoints, opens or closes holds it, and says who it is.

SQLite's own locks stop two writers, but up to 3.51.2 not a write and a checkpoint that meet at the wrong moment.
"""

import errno
import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Self

from store import files
from store.errors import BusyError, StoreError

PATIENCE = 10.0
"""Seconds to wait for another process."""
_SHORTEST, _LONGEST = 0.0005, 0.004
"""Seconds between two tries, growing. Short: between the commits of a busy process there is little time to slip in."""
_PID_WIDTH, _NOTE_AT = 12, 16
_READ_ONLY = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


class FileLock:
    """The lock of one open database; it dies with its process. Not for two threads at once.

    Who holds it may take it again, and gives it back as often.
    """

    def __init__(self, path: Path, guarded: Path) -> None:
        self.path = path
        self._name = str(path)
        self._guarded = guarded
        self._descriptor: int | None = None
        self._opened = 0, 0
        """Device and number of the file that is open."""
        self._times = 0
        """How often it was taken and not given back."""

    def acquire(self, patience: float = PATIENCE) -> None:
        """Take the lock; whoever does must release it.

        Raises:
            StoreError: another process held it for longer than `patience` seconds, or it cannot be made or opened.
        """
        if not self._times:
            try:
                self._wait(time.monotonic() + patience)
            except OSError as error:
                # Where it cannot be made, there is no such file that anybody could mend: the folder is to be named.
                if error.errno in {errno.EACCES, errno.EROFS} and not self.path.exists():
                    error.filename = str(self.path.parent)
                raise files.explain(error, self.path) from error
        self._times += 1

    def release(self) -> None:
        """Give the lock back."""
        self._times -= 1
        if self._descriptor is not None and not self._times:
            fcntl.flock(self._descriptor, fcntl.LOCK_UN)

    def held(self) -> Self:
        """Hold the lock in a `with` block; see acquire."""
        return self

    def __enter__(self) -> None:
        self.acquire()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    @contextmanager
    def held_if_there(self) -> Iterator[None]:
        """Hold the lock where there is a file for it that may be opened: none is made, for who only reads.

        Raises:
            BusyError: another process held it for too long.
        """
        try:
            taken = self.path.exists()
            if taken:
                self.acquire()
        except BusyError:
            raise
        except StoreError:
            taken = False
        try:
            yield
        finally:
            if taken:
                self.release()

    def note(self, length: int) -> bytes:
        """What the holder before left for the next, in up to `length` bytes. The lock must be held."""
        return os.pread(self._open(), length, _NOTE_AT)

    def leave_note(self, text: bytes) -> None:
        """Leave something for the next holder. The lock must be held."""
        with suppress(OSError):  # as with the signature
            os.pwrite(self._open(), text, _NOTE_AT)

    def close(self) -> None:
        """Let the file go."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _wait(self, deadline: float) -> None:
        pause = _SHORTEST
        while True:
            descriptor = self._open()
            try:
                # flock, not lockf: it holds between two open databases of one process as well.
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    raise BusyError(path=self._guarded, pid=self._holder(descriptor)) from None
                time.sleep(pause)
                pause = min(pause * 2, _LONGEST)
                continue
            if self._is_current():
                self._sign(descriptor)
                return
            self.close()

    def _open(self) -> int:
        if self._descriptor is None:
            how = os.O_NOFOLLOW | os.O_CLOEXEC
            try:
                self._descriptor = os.open(self.path, how | os.O_RDWR | os.O_CREAT, 0o600)
            except OSError as error:
                # One that may only be read holds as well; what would be noted in it is not.
                if error.errno not in _READ_ONLY or not self.path.exists():
                    raise
                self._descriptor = os.open(self.path, how | os.O_RDONLY)
            opened = os.fstat(self._descriptor)
            self._opened = opened.st_dev, opened.st_ino
        return self._descriptor

    def _is_current(self) -> bool:
        """Whether the file is still the one that others would lock: somebody may have removed it."""
        try:
            named = os.stat(self._name)  # noqa: PTH116 - a Path takes as long as the lock itself
        except FileNotFoundError:
            return False
        return self._opened == (named.st_dev, named.st_ino)

    @staticmethod
    def _sign(descriptor: int) -> None:
        signature = _signature(os.getpid())
        # A changed file beside the database makes its next sync a third slower, so it is changed only when it must.
        if os.pread(descriptor, _PID_WIDTH, 0) != signature:
            # Only the sentence of who waits needs it: on a full disk the lock holds without.
            with suppress(OSError):
                os.pwrite(descriptor, signature, 0)

    @staticmethod
    def _holder(descriptor: int) -> int | None:
        written = os.pread(descriptor, _PID_WIDTH, 0).strip()
        return int(written) if written.isdigit() else None


@lru_cache(maxsize=1)
def _signature(pid: int) -> bytes:
    return f"{pid:<{_PID_WIDTH}}".encode()
