"""Private files and folders that are on the disk when a function has returned."""

import errno
import fcntl
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from store.errors import DiskError, FullError, NoPermissionError, ReadOnlyError, StoreError

PRIVATE_FILE, PRIVATE_FOLDER = 0o600, 0o700
_OTHERS = 0o077
LEAST_ROOM = 64 * 1024
"""Bytes: what SQLite keeps beside a database that is open takes half of this."""
PART = ".part"
"""What the name of a file ends in that is still being written."""
_PATIENCE, _PAUSE = 60.0, 0.01
"""Seconds to wait for who else writes into a folder, and between two tries."""


def make_folder(folder: Path) -> None:
    """Make a folder, and those it lies in, for this user alone; one that exists is left as it is."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
    sync(folder.parent)


def create(path: Path) -> None:
    """Create an empty file for this user alone.

    Raises:
        FileExistsError: something is there.
    """
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_CLOEXEC, PRIVATE_FILE))


def make_private(path: Path) -> None:
    """Take a file of this user away from everybody else; a missing one or another's is left alone.

    So is one whose disk lets nobody change that: `is_private` tells.
    """
    if path.exists() and path.stat().st_uid == os.geteuid() and not is_private(path):
        set_mode(path, PRIVATE_FILE)


def is_private(path: Path) -> bool:
    """Whether nobody but its owner may use a file or folder; so is one that is not there."""
    try:
        return not path.stat().st_mode & _OTHERS
    except FileNotFoundError:
        return True


def set_mode(path: Path, mode: int) -> None:
    """Set who may use a file or folder, as far as its disk has a way to say so: a memory stick mostly has none."""
    with suppress(PermissionError):
        path.chmod(mode)


def sync(path: Path) -> None:
    """Bring a file, or the names in a folder, to the disk."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Write files into a folder while nobody else does who asks here: two would write one half-done file of one name.

    Where the folder cannot be locked, or somebody has it for too long, it is gone on with. It is not to be asked for
    again within.
    """
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:  # to write into it needs no right to read it
        yield
        return
    try:
        _wait_for(descriptor)
        yield
    finally:
        os.close(descriptor)  # which gives the lock back


def _wait_for(descriptor: int) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(_PAUSE)
        except OSError:  # not every file system knows it
            return
        else:
            return


def write(path: Path, parts: Iterable[str], *, mode: int = PRIVATE_FILE) -> None:
    """Write a file of text, UTF-8, whole: beside its place first, synced, then named.

    It is private, but for what `mode` lets others do.

    Raises:
        OSError: it cannot be written; what was there is still there.
    """
    part = path.with_name(f"{path.name}{PART}")
    with alone_in(path.parent):
        part.unlink(missing_ok=True)
        create(part)
        try:
            with part.open("w", encoding="utf-8", newline="") as file:
                file.writelines(parts)
            set_mode(part, mode)
            sync(part)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)


def has_room(folder: Path) -> bool:
    """Whether there is room on the disk of a folder for at least some answers more; True where that is not known."""
    try:
        room = os.statvfs(folder)
    except OSError:
        return True
    # A file system that does not say how large it is has no blocks at all.
    return not room.f_blocks or room.f_bavail * room.f_frsize >= LEAST_ROOM


def explain(error: OSError, path: Path) -> StoreError:
    """What the user should know of an error of the file system."""
    named = error.filename or path
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return FullError(path=named)
        case errno.EROFS:
            return ReadOnlyError(path=named)
        case errno.EACCES | errno.EPERM:
            return NoPermissionError(path=named)
        case _:
            return DiskError(path=named, detail=error.strerror or error)
