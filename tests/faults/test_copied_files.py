"""A database file that is copied with a file manager while it is open, away from its place or over it.

What such a copy lacks cannot be seen in it; what can be seen is that it is whole, and when a copy was put in the place
of the file that is open.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from store import backup, damage, merge, people
from store import database as store_database
from store.database import Database
from store.errors import DamagedError, ReplacedError
from store.people import Member
from tests.histories import ada, always, answered, dice, dump, opened, record, started

WRITER = Path(__file__).parents[1] / "fixtures" / "answering.py"


def answers(database: Database) -> int:
    return int(database.query("SELECT count(*) FROM events WHERE kind = 'answered'")[0][0])


def ada_again(database: Database) -> Member:
    (member,) = people.members(database)
    return member


def copied(database: Database, folder: Path, *suffixes: str) -> Path:
    folder.mkdir()
    for suffix in suffixes:
        shutil.copy(database.path.with_name(database.path.name + suffix), folder)
    return folder


def test_a_copy_with_its_wal_is_complete(tmp_path: Path) -> None:
    with opened(tmp_path / "data") as database:
        record(database, ada(database), started(), *(answered(number) for number in range(1, 20)))
        copied(database, tmp_path / "copy", "", "-wal")
        with opened(tmp_path / "copy") as copy:
            assert dump(copy) == dump(database)


def test_a_copy_without_its_wal_is_an_earlier_state_and_can_be_merged(tmp_path: Path) -> None:
    with opened(tmp_path / "data") as database:
        record(database, ada(database), started(), answered(1))
    with opened(tmp_path / "data") as database:
        member = ada_again(database)
        record(database, member, answered(2))
        copied(database, tmp_path / "copy", "")
        with opened(tmp_path / "copy") as copy:
            assert answers(copy) == 1  # what was recorded since the last write-back is not in that file
            record(copy, member, answered(3), random=dice(99))
            copy.check()
        merge.merge(database, tmp_path / "copy" / "study.db", now=always())
        assert answers(database) == 3


def test_a_copy_that_was_torn_by_a_write_back_is_never_taken_for_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first half of what a write-back changes is from before it, and the second from after it."""
    monkeypatch.setattr(store_database, "CHECKPOINT_ROWS", 1_000_000)
    with opened(tmp_path / "data") as database:
        member = ada(database)
        record(database, member, started(), *(answered(number) for number in range(1, 200)))
        early = database.path.read_bytes()
        record(database, member, *(answered(number, sitting=2) for number in range(1, 200)))
    late = database.path.read_bytes()
    changed = [at for at in range(0, len(early), 4096) if early[at : at + 4096] != late[at : at + 4096]]
    half = changed[len(changed) // 2]
    folder = tmp_path / "copy"
    folder.mkdir()
    (folder / "study.db").write_bytes(early[:half] + late[half:])
    assert early[:half] != late[:half]
    with pytest.raises(DamagedError) as caught:
        opened(folder)
    assert caught.value.kept.exists()


def test_a_backup_made_while_it_is_open_is_complete(tmp_path: Path) -> None:
    with opened(tmp_path / "data") as database:
        record(database, ada(database), started(), *(answered(number) for number in range(1, 20)))
        backup.backup(database, tmp_path / "copy" / "study.db")
        with opened(tmp_path / "copy") as copy:
            assert dump(copy) == dump(database)


def by_name(source: Path, target: Path) -> None:
    source.replace(target)


def byte_by_byte(source: Path, target: Path) -> None:
    with target.open("r+b") as file:  # as cp does: the same file, with something else in it
        file.write(source.read_bytes())
        file.truncate()


@pytest.mark.parametrize("put", [by_name, byte_by_byte])
@pytest.mark.parametrize("windows", [1, 2])
def test_a_copy_put_over_an_open_file_is_noticed_and_stays_whole(
    tmp_path: Path, put: Callable[[Path, Path], None], windows: int
) -> None:
    folder = tmp_path / "data"
    with opened(folder) as database:
        record(database, ada(database), started(), answered(1))
        backup.backup(database, tmp_path / "copy.db")
    databases = [opened(folder) for _ in range(windows)]
    member = ada_again(databases[0])
    for number, database in enumerate(databases, start=2):
        record(database, member, answered(number))
    there = (tmp_path / "copy.db").read_bytes()
    put(tmp_path / "copy.db", databases[0].path)
    for database in databases:
        with pytest.raises(ReplacedError, match="reopen"):
            record(database, member, answered(9))
        database.close()
    # Neither the windows that had the earlier file open nor their -wal have changed what lies there now.
    assert (folder / "study.db").read_bytes() == there
    with opened(folder) as database:
        assert answers(database) == 1
        record(database, member, answered(2))
        database.check()


def test_a_copy_put_over_an_open_file_is_noticed_on_closing(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with opened(folder) as database:
        record(database, ada(database), started())
        backup.backup(database, tmp_path / "copy.db")
    there = (tmp_path / "copy.db").read_bytes()
    with opened(folder) as database:
        record(database, ada_again(database), answered(1))
        byte_by_byte(tmp_path / "copy.db", database.path)
    assert (folder / "study.db").read_bytes() == there
    kept = [path.name for path in folder.iterdir() if damage.REPLACED in path.name]
    assert kept == ["study.db.replaced-2026-03-02-wal"]


def test_another_windows_write_back_is_no_foreign_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_database, "CHECKPOINT_ROWS", 5)
    with opened(tmp_path) as one, opened(tmp_path) as other:
        member = ada(one)
        for number in range(1, 60):
            record((one, other)[number % 2], member, answered(number))
        with opened(tmp_path) as third:
            record(third, member, answered(60))
        record(one, member, answered(61))
        assert answers(other) == 61


def test_a_write_back_that_was_cut_short_is_no_foreign_write(tmp_path: Path) -> None:
    with opened(tmp_path) as database:
        member = ada(database)
        # As a process that is killed in the middle of a write-back leaves it.
        note = database.path.with_name("study.db.lock").read_bytes()
        assert note.endswith(b"=")
        program = f"""
import os, signal
from datetime import UTC, datetime
from pathlib import Path
from store.database import open_database
database = open_database(Path({str(database.path)!r}), now=lambda: datetime.now(UTC))
with database._lock.held(), database._watch.changing():
    os.utime(database.path)
    os.kill(os.getpid(), signal.SIGKILL)
"""
        subprocess.run([sys.executable, "-c", program], check=False)
        assert database.path.with_name("study.db.lock").read_bytes().endswith(b"~")
        record(database, member, answered(1))
        assert answers(database) == 1


def test_a_foreign_program_that_wrote_while_it_was_closed_is_welcome(tmp_path: Path) -> None:
    with opened(tmp_path) as database:
        member = ada(database)
    foreign = sqlite3.connect(database.path)
    foreign.execute("INSERT INTO settings VALUES ('foreign', 'yes')")
    foreign.commit()
    foreign.close()
    os.utime(database.path)
    with opened(tmp_path) as database:
        record(database, member, answered(1))
        assert database.query("SELECT value FROM settings") == [("yes",)]


@pytest.mark.parametrize("put", [by_name, byte_by_byte])
def test_a_wal_that_does_not_go_with_the_file_is_kept_apart_from_it(
    tmp_path: Path, put: Callable[[Path, Path], None]
) -> None:
    """The window that wrote it was killed, and then an earlier copy was put over the file."""
    folder = tmp_path / "data"
    with opened(folder) as database:
        record(database, ada(database), started())
        backup.backup(database, tmp_path / "copy.db")
        record(database, ada_again(database), *(answered(number) for number in range(1, 300)))
    command = [sys.executable, str(WRITER), str(folder / "study.db"), "1000000"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        for _ in range(40):
            writer.stdout.readline()
        writer.kill()
    assert (folder / "study.db-wal").stat().st_size > 0
    put(tmp_path / "copy.db", folder / "study.db")
    with opened(folder) as database:
        assert answers(database) == 0
        database.check()
    assert (folder / "study.db.replaced-2026-03-02-wal").stat().st_size > 0


def test_a_folder_that_was_copied_with_everything_in_it_is_complete(tmp_path: Path) -> None:
    with opened(tmp_path / "data") as database:
        record(database, ada(database), started(), *(answered(number) for number in range(1, 20)))
        shutil.copytree(tmp_path / "data", tmp_path / "copy", copy_function=shutil.copyfile)
        with opened(tmp_path / "copy") as copy:
            assert dump(copy) == dump(database)
