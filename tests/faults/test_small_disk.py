"""A disk of one megabyte that is full, or read-only. It has to be mounted, so only `make soak`, as root, comes here."""

import os
import subprocess
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from store import backup
from store.database import Database
from store.errors import FullError, ReadOnlyError
from store.people import Member
from tests.histories import ada, answered, opened, record

TMPFS = ["mount", "-t", "tmpfs", "-o", "size=1m"]


def fill(database: Database, member: Member) -> int:
    """Answer until there is no room; how many answers were recorded."""
    for number in count(1):
        try:
            record(database, member, answered(number))
        except FullError:
            return number - 1
    raise AssertionError("numbers do not end")


def recorded(database: Database) -> int:
    return int(database.query("SELECT count(*) FROM events WHERE kind = 'answered'")[0][0])


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run([*TMPFS, "tmpfs", disk], check=False, capture_output=True).returncode:
        pytest.fail("No disk can be mounted here: run `make soak` as root, on a system that can mount a tmpfs.")
    yield disk
    subprocess.run(["umount", disk], check=True)  # noqa: S607 - wherever the system has it


def test_a_full_disk(small_disk: Path) -> None:
    filler = small_disk / "filler"
    with opened(small_disk) as database:
        member = ada(database)
        free = os.statvfs(small_disk)
        filler.write_bytes(b"x" * (free.f_bavail * free.f_frsize - 100_000))
        written = fill(database, member)
        assert 0 < written == recorded(database)
        with pytest.raises(FullError):
            backup.backup(database, small_disk / "copy.db")
        filler.unlink()
        record(database, member, answered(written + 1))
    with opened(small_disk) as database:
        assert recorded(database) == written + 1
    assert not [path for path in small_disk.iterdir() if path.name.startswith("copy")]


def test_no_database_is_begun_on_a_full_disk(small_disk: Path) -> None:
    free = os.statvfs(small_disk)
    (small_disk / "filler").write_bytes(b"x" * (free.f_bavail * free.f_frsize - 20_000))
    with pytest.raises(FullError):
        opened(small_disk)
    (small_disk / "filler").unlink()
    with opened(small_disk) as database:
        ada(database)


def test_a_read_only_disk(small_disk: Path) -> None:
    opened(small_disk).close()
    remount = ["mount", "-o", "remount,ro", str(small_disk)]
    if subprocess.run(remount, check=False, capture_output=True).returncode:
        pytest.fail("No disk can be made read-only here: run `make soak` as root.")
    with opened(small_disk) as database:
        assert isinstance(database.unwritable, ReadOnlyError)
        assert recorded(database) == 0
        with pytest.raises(ReadOnlyError):
            ada(database)
    with pytest.raises(ReadOnlyError):
        opened(small_disk / "new")
