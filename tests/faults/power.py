"""A disk whose power can be cut: SQLite writes to it through a file system of our own (a VFS of apsw), in memory.

What was written and not synced survives a cut or not, sector by sector, each for itself, and a sector may be torn. The
same goes for names: a file that was made or removed since its folder was last synced may be gone, or be back. That is
harder than any real disk, and nothing that was synced is ever lost.

The store runs on it as it is, with its own statements and pragmas in its own order: only `sqlite.connect` is replaced,
by a connection of apsw that looks like one of the standard library. Two things differ. The SQLite is the one that apsw
brings along, not Python's. And a VFS in Python has no shared memory, so that a `-wal` needs `locking_mode = EXCLUSIVE`
with its index in memory: what is written and synced is the same, but only one process can be simulated.
"""

import errno
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import apsw
import pytest

from store import files, sqlite

SECTOR = 512
VERSION = apsw.sqlite_lib_version()
NAME = "cut"
_NEW = apsw.SQLITE_OPEN_CREATE
_SYNCED_WITH_FOLDER = apsw.SQLITE_OPEN_MAIN_JOURNAL | apsw.SQLITE_OPEN_SUPER_JOURNAL | apsw.SQLITE_OPEN_WAL
"""Kinds of files after whose making SQLite syncs their folder, with their first sync (os_unix.c, UNIXFILE_DIRSYNC)."""
_BROKEN = {apsw.SQLITE_CORRUPT, apsw.SQLITE_NOTADB}
_OUT = "the power is out"
Parameters = Sequence[Any] | Mapping[str, Any]


@dataclass(slots=True)
class File:
    """One file: what a program sees, and what the disk is sure to have."""

    live: bytearray = field(default_factory=bytearray)
    sure: bytes = b""
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)
    """Since the last sync, in order: where, and what was written; None for the length to which it was cut."""
    named: bool = False
    """Whether its name is sure to be in the folder."""
    syncs_folder: bool = False


class Disk:
    """What lies on it, and when its power goes."""

    def __init__(self, random: Random, cut_after: int) -> None:
        self.random = random
        self.files: dict[str, File] = {}
        self.removed: dict[str, File] = {}
        """Files whose removal is not sure yet."""
        self.steps = 0
        """Writes, syncs and the like so far."""
        self.cut_after = cut_after

    @property
    def out(self) -> bool:
        """Whether the power is out."""
        return self.steps >= self.cut_after

    def step(self) -> None:
        """One more thing that the disk has to do."""
        self.steps += 1
        if self.out:
            raise apsw.IOError(_OUT)

    def put(self, name: str, content: bytes) -> None:
        """A file that has been there for long."""
        self.files[name] = File(bytearray(content), content, named=True)

    def sync_folder(self) -> None:
        """Make the names sure."""
        for file in self.files.values():
            file.named = True
        self.removed.clear()

    def left(self) -> dict[str, bytes]:
        """What is found on it when the power is back."""
        found = {name: self._after(file) for name, file in self.files.items() if file.named or self._chance(0.5)}
        for name, file in self.removed.items():
            if name not in found and self._chance(0.5):
                found[name] = self._after(file)
        return found

    def _after(self, file: File) -> bytes:
        content = bytearray(file.sure)
        for at, written in file.pending:
            if written is None:
                if self._chance(0.5):
                    del content[at:]
                continue
            share = self.random.choice((0, 0.5, 0.9, 1))
            for start in range(0, len(written), SECTOR):
                if self._chance(share):
                    sector = written[start : start + SECTOR]
                    if self._chance(0.05):
                        sector = sector[: self.random.randrange(len(sector))]
                    _write(content, at + start, sector)
        return bytes(content)

    def _chance(self, share: float) -> bool:
        return self.random.random() < share


def _write(content: bytearray, at: int, written: bytes) -> None:
    if len(content) < at:
        content.extend(bytes(at - len(content)))
    content[at : at + len(written)] = written


class _Vfs(apsw.VFS):
    """The disk in use, as SQLite sees it."""

    def __init__(self) -> None:
        self.disk = Disk(Random(0), 0)
        super().__init__(NAME, "")

    def xOpen(  # type: ignore[override]  # apsw takes whatever has the methods of a file
        self, name: str | apsw.URIFilename | None, flags: list[int]
    ) -> "_Open":
        path = name.filename() if isinstance(name, apsw.URIFilename) else str(name)
        file = self.disk.files.get(path)
        if file is None:
            if not flags[0] & _NEW:
                raise apsw.CantOpenError(path)
            file = self.disk.files[path] = File(syncs_folder=bool(flags[0] & _SYNCED_WITH_FOLDER))
        flags[1] = flags[0]
        return _Open(self.disk, file)

    def xDelete(self, name: str, sync_folder: bool) -> None:
        self.disk.step()
        if name in self.disk.files:
            self.disk.removed[name] = self.disk.files.pop(name)
        if sync_folder:
            self.disk.sync_folder()

    def xAccess(self, name: str, _flags: int) -> bool:
        return name in self.disk.files

    def xFullPathname(self, name: str) -> str:
        return name


class _Open:
    """A file that SQLite has open."""

    def __init__(self, disk: Disk, file: File) -> None:
        self._disk = disk
        self._file = file

    def xRead(self, amount: int, at: int) -> bytes:
        return bytes(self._file.live[at : at + amount])

    def xWrite(self, data: bytes, at: int) -> None:
        self._disk.step()
        _write(self._file.live, at, data)
        self._file.pending.append((at, bytes(data)))

    def xTruncate(self, size: int) -> None:
        self._disk.step()
        del self._file.live[size:]
        self._file.pending.append((size, None))

    def xSync(self, _flags: int) -> None:
        self._disk.step()
        self._file.sure = bytes(self._file.live)
        self._file.pending.clear()
        if self._file.syncs_folder:
            self._disk.sync_folder()
            self._file.syncs_folder = False

    def xFileSize(self) -> int:
        return len(self._file.live)

    def xSectorSize(self) -> int:
        return SECTOR

    def xDeviceCharacteristics(self) -> int:
        return 0  # it promises nothing

    def xFileControl(self, _operation: int, _pointer: int) -> bool:
        return False

    def xCheckReservedLock(self) -> bool:
        return False

    def xLock(self, _level: int) -> None:
        pass

    xUnlock = xLock

    def xClose(self) -> None:
        pass


_VFS = _Vfs()


class _Rows:
    """What a statement found, as a cursor of the standard library gives it."""

    def __init__(
        self, rows: list[tuple[Any, ...]], description: Sequence[Any] | None, lastrowid: int, rowcount: int
    ) -> None:
        self._rows = iter(rows)
        self.rowcount = rowcount
        self.description = description
        self.lastrowid = lastrowid

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return self._rows

    def fetchone(self) -> tuple[Any, ...] | None:
        return next(self._rows, None)

    def fetchall(self) -> list[tuple[Any, ...]]:
        return list(self._rows)


class Connection:
    """A connection of apsw to the disk in use, as far as the store needs one of the standard library."""

    isolation_level = None

    def __init__(self, path: Path) -> None:
        with _translated():
            self.raw = apsw.Connection(str(path), vfs=NAME)
            # Without shared memory; see above.
            self.raw.execute("PRAGMA locking_mode = EXCLUSIVE").fetchall()
        for pragma in sqlite.PRAGMAS:
            self.execute(pragma)

    @property
    def in_transaction(self) -> bool:
        return self.raw.in_transaction

    @property
    def total_changes(self) -> int:
        return self.raw.total_changes()

    def execute(self, statement: str, parameters: Parameters = ()) -> _Rows:
        if statement == "PRAGMA locking_mode = NORMAL":  # without shared memory; see above
            statement = "SELECT 'exclusive'"
        with _translated():
            cursor = self.raw.cursor()
            columns: list[Sequence[Any]] = []

            def begun(cursor: apsw.Cursor, _statement: str, _parameters: Parameters | None) -> bool:
                columns[:] = cursor.get_description()
                return True

            cursor.exec_trace = begun  # afterwards nobody knows them any more where there were no rows
            before = self.raw.total_changes()
            rows = list(cursor.execute(statement, parameters))
            changed = self.raw.total_changes() - before
            return _Rows(rows, columns or None, self.raw.last_insert_rowid(), changed)

    def executemany(self, statement: str, rows: Iterable[Parameters]) -> None:
        with _translated():
            list(self.raw.cursor().executemany(statement, rows))

    def backup(self, target: "Connection") -> None:
        """Copy all pages while the power stays: what is copied to is another file, and nobody has been told of it."""
        disk = _VFS.disk
        cut_after, disk.cut_after = disk.cut_after, sys.maxsize
        with _translated(), target.raw.backup("main", self.raw, "main") as copying:
            copying.step()
        disk.cut_after = cut_after

    def close(self) -> None:
        with suppress(apsw.Error):  # the standard library does not say when a last checkpoint fails
            self.raw.close(force=True)


@contextmanager
def _translated() -> Iterator[None]:
    """apsw's errors as those of the standard library."""
    try:
        yield
    except apsw.Error as error:
        code = getattr(error, "extendedresult", None) or apsw.SQLITE_IOERR
        kind: type[sqlite3.DatabaseError] = sqlite3.OperationalError
        if code & 0xFF in _BROKEN:
            kind = sqlite3.DatabaseError
        elif code & 0xFF == apsw.SQLITE_CONSTRAINT:
            kind = sqlite3.IntegrityError
        translated = kind(str(error))
        translated.sqlite_errorcode = code
        raise translated from error


def use(disk: Disk, patch: pytest.MonkeyPatch) -> None:
    """Let the store write to a disk."""
    _VFS.disk = disk
    patch.setattr(sqlite, "_connect", lambda path, _how, _before=(): Connection(path))
    patch.setattr(files, "sync", _syncing(disk, files.sync))
    patch.setattr(files, "create", _creating(disk, files.create))


def found_on(disk: Disk) -> None:
    """Write what a cut has left on a disk to the real one, in the place of what was there."""
    for name in {*disk.files, *disk.removed}:
        Path(name).unlink(missing_ok=True)
    for name, content in disk.left().items():
        Path(name).write_bytes(content)


def _syncing(disk: Disk, sync: Callable[[Path], None]) -> Callable[[Path], None]:
    def synced(path: Path) -> None:
        if path.is_dir():
            try:
                disk.step()
            except apsw.IOError as error:
                raise OSError(errno.EIO, _OUT) from error
            disk.sync_folder()
        else:
            sync(path)

    return synced


def _creating(disk: Disk, create: Callable[[Path], None]) -> Callable[[Path], None]:
    def created(path: Path) -> None:
        create(path)
        disk.files[str(path)] = File()

    return created
