"""Opening a database: what is made, what is refused, and what is kept when it is damaged."""

import errno
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest

from store import backup, damage, files, location, opening, people, sqlite
from store.backup import daily_backup
from store.database import Database, open_database
from store.errors import (
    BusyError,
    DamagedError,
    DamagedWithoutBackupError,
    DiskError,
    FullError,
    LinkedNowhereError,
    NewerError,
    NewerFormError,
    NoPermissionError,
    NotAFileError,
    NotOursError,
    StoreError,
)
from store.events import LessonOpened
from store.location import Location
from store.lock import FileLock
from tests.histories import ada, always, answered, dice, opened, record, started
from tui.study import Study

pytestmark = pytest.mark.usefixtures("durable")

NOBODY = 65534


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


def test_a_link_to_a_disk_that_is_not_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "study.db").symlink_to(tmp_path / "stick" / "study.db")
    with pytest.raises(LinkedNowhereError):
        opened(tmp_path)
    assert not (tmp_path / "stick").exists()


def answers(database: Database) -> int:
    return int(database.query("SELECT count(*) FROM events WHERE kind = 'answered'")[0][0])


def filled(folder: Path, many: int = 1) -> Path:
    with opened(folder) as database:
        member = ada(database)
        record(database, member, started(), *(answered(number) for number in range(1, many + 1)))
        return database.path


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def generous() -> Iterator[None]:
    """A shell that lets everybody read what it makes."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.usefixtures("generous")
def test_a_new_database_is_private_and_durable(tmp_path: Path) -> None:
    with open_database(tmp_path / "a" / "b" / "study.db", now=always()) as database:
        record(database, ada(database), LessonOpened("course/lesson", ""))
        names = sorted(path.name for path in database.path.parent.iterdir())
        assert names == ["study.db", "study.db-shm", "study.db-wal", "study.db.lock"]
        assert {mode(path) for path in database.path.parent.iterdir()} == {0o600}
        assert {mode(tmp_path / "a"), mode(tmp_path / "a" / "b")} == {0o700}
        pragmas = "journal_mode", "synchronous", "foreign_keys", "mmap_size", "wal_autocheckpoint", "busy_timeout"
        found = [value for name in pragmas for row in database.query(f"PRAGMA {name}") for value in row]
        assert found == ["wal", 2, 1, 0, 0, 10_000]
        tables = database.query("SELECT name FROM pragma_table_list WHERE strict = 0 AND name NOT LIKE '%sqlite%'")
        assert tables == []
    assert sorted(path.name for path in database.path.parent.iterdir()) == ["study.db", "study.db.lock"]


def test_a_database_that_others_can_read_becomes_private(folder: Path) -> None:
    path = filled(folder)
    path.chmod(0o644)
    opened(folder).close()
    assert mode(path) == 0o600


@pytest.mark.parametrize("why", ["disk", "owner"])
def test_one_that_others_can_read_for_good_is_opened_and_that_is_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    def refuse(_path: Path, _mode: int) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    path = filled(folder)
    assert location.others_read(path) is None
    path.chmod(0o644)
    if why == "disk":
        monkeypatch.setattr(Path, "chmod", refuse)
    else:
        monkeypatch.setattr(os, "geteuid", lambda: path.stat().st_uid + 1)
    with opened(folder) as database:
        record(database, people.members(database)[0], answered(2))
        assert answers(database) == 2
        assert Study([], database, now=always(), random=dice()).notices() == (location.OPEN.format(path=path),)
    assert mode(path) == 0o644


def test_it_is_found_again_through_a_link(folder: Path, tmp_path: Path) -> None:
    path = filled(folder)
    (tmp_path / "link.db").symlink_to(path)
    with open_database(tmp_path / "link.db", now=always()) as database:
        assert (database.path, answers(database)) == (path, 1)
    assert not (tmp_path / "link.db.lock").exists()


def test_nothing_else_is_touched(tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.db"
    with sqlite3.connect(foreign) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE precious (value)")
    connection.close()
    (tmp_path / "letter.txt").write_text("Dear Ada,\n" * 200)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    for name in ("foreign.db", "letter.txt"):
        with pytest.raises(NotOursError, match=name):
            open_database(tmp_path / name, now=always())
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_foreign_database_in_the_place_of_ours_is_left_alone(folder: Path) -> None:
    path = filled(folder)
    path.unlink()
    sqlite3.connect(path).executescript("CREATE TABLE precious (value)").close()
    before = path.read_bytes()
    with pytest.raises(NotOursError):
        opened(folder)
    assert path.read_bytes() == before


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo])
def test_a_folder_or_device_is_no_database(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "study.db")
    with pytest.raises(NotAFileError):
        opened(tmp_path)


def test_a_file_is_no_folder_for_a_database(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    with pytest.raises(DiskError, match="Check"):
        opened(tmp_path / "data")


def test_an_older_sqlite_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 36, 0))
    with pytest.raises(StoreError, match=r"3\.37\.0 or newer"):
        opened(folder)
    monkeypatch.undo()
    opened(folder).close()


@pytest.fixture
def somebody_elses() -> Iterator[Path]:
    """A folder with a database that root fills and nobody looks into."""
    if os.geteuid() != 0:
        pytest.skip("only root can give a file to somebody else")
    folder = Path(mkdtemp(prefix="fivefold-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.mark.parametrize(
    ("file_mode", "folder_mode", "error"),
    [
        (0o600, 0o755, NoPermissionError),
        (0o666, 0o777, NoPermissionError),  # the lock file cannot be opened
        (0o666, 0o700, NoPermissionError),
    ],
)
def test_a_file_of_somebody_else(
    somebody_elses: Path, file_mode: int, folder_mode: int, error: type[StoreError]
) -> None:
    path = filled(somebody_elses)
    path.chmod(file_mode)
    somebody_elses.chmod(folder_mode)
    program = f"""
import os, sys
from datetime import datetime, UTC
from pathlib import Path
from store.database import open_database
from store.errors import {error.__name__}
os.setuid({NOBODY})
try:
    open_database(Path({str(path)!r}), now=lambda: datetime.now(UTC))
except {error.__name__} as problem:
    sys.exit(0 if {str(somebody_elses)!r} in str(problem) else 2)
sys.exit(1)
"""
    subprocess.run([sys.executable, "-c", program], check=True)
    with opened(somebody_elses) as database:
        assert answers(database) == 1


@pytest.mark.parametrize("killed", [False, True])
def test_on_a_full_disk_all_can_be_read_and_is_written_when_there_is_room_again(
    folder: Path, tmp_path: Path, killed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = filled(folder)
    if killed:  # what was recorded last is in the -wal alone
        with opened(folder) as database:
            record(database, people.members(database)[0], answered(2))
            shutil.copytree(folder, tmp_path / "killed")
        path = (tmp_path / "killed").rename(tmp_path / "after") / path.name
        path.with_name("study.db-shm").unlink()
    path.with_name("study.db-shm").symlink_to("nowhere")  # in its place SQLite makes none
    monkeypatch.setattr(files, "has_room", lambda _folder: False)
    with opened(path.parent) as database:
        assert answers(database) == 1 + killed
        assert isinstance(database.unwritable, FullError)
        database.check()
        backup.backup(database, tmp_path / "elsewhere.db")
        with pytest.raises(FullError), database.transaction():
            pass
        path.with_name("study.db-shm").unlink()
        monkeypatch.undo()
        record(database, people.members(database)[0], answered(3))
        assert database.unwritable is None
    with opened(path.parent) as database:
        assert answers(database) == 2 + killed
    assert backup.wrong_with(tmp_path / "elsewhere.db") is None


def test_a_newer_database_can_be_read_and_not_written(folder: Path) -> None:
    path = filled(folder)
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {sqlite.SCHEMA + 1}")
    connection.close()
    before = path.read_bytes()
    with opened(folder) as database:
        assert database.unwritable is not None
        assert "update Fivefold" in str(database.unwritable)
        assert answers(database) == 1
        with pytest.raises(NewerError), database.transaction():
            pass
        with database.reading() as raw, pytest.raises(sqlite3.OperationalError, match="readonly"):
            raw.execute("DELETE FROM places")
    assert path.read_bytes() == before
    with sqlite3.connect(path) as connection:
        connection.execute("ALTER TABLE members RENAME COLUMN name TO called")
    connection.close()
    with opened(folder) as database, pytest.raises(NewerFormError, match="update Fivefold to see it"):
        people.members(database)


def test_a_process_that_was_overtaken_writes_no_more(folder: Path) -> None:
    filled(folder)
    with opened(folder) as database:
        with sqlite3.connect(database.path) as newer:
            newer.execute(f"PRAGMA user_version = {sqlite.SCHEMA + 1}")
        newer.close()
        with pytest.raises(NewerError), database.transaction():
            pass


def spoil(path: Path) -> None:
    """Overwrite the middle of every page but the first."""
    size = 4096
    with path.open("r+b") as file:
        for page in range(1, path.stat().st_size // size):
            file.seek(page * size)
            file.write(b"\xff" * 2048)


def spoil_the_middle_of_the_log(path: Path) -> None:
    """Overwrite the page that the 150th answer stands on."""
    size = 4096
    page = path.read_bytes().index(b",150,1,") // size
    with path.open("r+b") as file:
        file.seek(page * size)
        file.write(b"\xff" * size)


@pytest.mark.parametrize(
    "harm",
    [
        spoil,
        lambda path: os.truncate(path, 4096 * 3),
        lambda path: path.write_bytes(b"\0" * path.stat().st_size),
        lambda path: path.write_text("not a database, and longer than a header " * 10),
        lambda path: path.write_bytes(path.read_bytes().replace(b"CREATE TABLE", b"CREATE TABL\xcc")),
    ],
    ids=["spoilt", "truncated", "zeroed", "overwritten", "schema"],
)
def test_a_damaged_database_is_kept_and_named(folder: Path, harm: Callable[[Path], object]) -> None:
    path = filled(folder, many=200)
    harm(path)
    damaged = path.read_bytes()
    kept = path.with_name("study.db.corrupt-2026-03-02")
    for _ in range(2):  # found, then remembered: nothing begins afresh by itself
        with pytest.raises(DamagedWithoutBackupError, match="no good backup") as caught:
            opened(folder)
        assert caught.value.kept == kept
        assert len(str(caught.value).splitlines()) == 1
        assert caught.value.kept.read_bytes() == damaged
        assert not path.exists()
    with open_database(path, now=always(), fresh=True) as database:
        assert answers(database) == 0
    with opened(folder) as database:  # and from now on it is the database
        ada(database)
    harm(path)
    with pytest.raises(DamagedWithoutBackupError) as again:
        opened(folder)
    assert again.value.kept.name == "study.db.corrupt-2026-03-02.2"
    assert kept.read_bytes() == damaged


def test_the_newest_good_backup_is_named(folder: Path) -> None:
    path = filled(folder)
    with opened(folder) as database:
        good = daily_backup(database, now=always())
    assert good is not None
    bad = good.with_name("study-2026-03-09.db")
    bad.write_bytes(good.read_bytes())
    spoil(bad)
    spoil(path)
    with pytest.raises(DamagedError) as caught:
        opened(folder)
    assert caught.value.backup == good
    assert str(good) in str(caught.value)
    shutil.copy(good, path)  # what the sentence says to do
    with opened(folder) as database:
        assert answers(database) == 1


def test_its_latest_commits_are_kept_with_it(folder: Path) -> None:
    with opened(folder) as database:
        record(database, ada(database), started())
        held = sqlite3.connect(database.path)  # so that closing does not write the -wal back
        held.execute("SELECT count(*) FROM events").fetchone()
        database.path.with_name("study.db-journal").write_bytes(b"")
    wal = database.path.with_name("study.db-wal").read_bytes()
    spoil(database.path)
    os.truncate(database.path, 4096 * 2)
    with database.path.open("r+b") as file:
        file.write(b"\0" * 4096)
    with pytest.raises(DamagedError) as caught:
        opened(folder)
    held.close()
    kept = caught.value.kept
    assert kept.with_name(f"{kept.name}-wal").read_bytes() == wal
    assert sorted(path.name for path in folder.iterdir() if "corrupt" not in path.name) == ["study.db.lock"]


@pytest.mark.parametrize("lost", [Path.unlink, lambda path: os.truncate(path, 0)], ids=["gone", "empty"])
def test_commits_without_their_database_are_kept(folder: Path, lost: Callable[[Path], object]) -> None:
    path = filled(folder)
    wal = path.with_name("study.db-wal")
    wal.write_bytes(b"commits")
    lost(path)
    with pytest.raises(DamagedError) as caught:
        opened(folder)
    assert caught.value.kept.with_name(f"{caught.value.kept.name}-wal").read_bytes() == b"commits"
    assert not wal.exists()


def test_the_moves_of_a_damaged_database_are_finished_after_a_crash(folder: Path) -> None:
    path = filled(folder)
    kept = path.rename(f"{path}.corrupt-2026-02-28")
    path.with_name("study.db-wal").write_bytes(b"commits")
    with pytest.raises(DamagedError) as caught:
        opened(folder)
    assert caught.value.kept == kept
    assert kept.with_name(f"{kept.name}-wal").read_bytes() == b"commits"


def test_what_is_left_of_one_database_is_not_put_beside_an_earlier_one(folder: Path) -> None:
    path = filled(folder)
    kept = path.rename(f"{path}.replaced-2026-02-28")
    with open_database(path, now=always(), fresh=True) as another:
        record(another, ada(another), started())
    path.with_name("study.db-wal").write_bytes(b"commits")
    path.unlink()
    with pytest.raises(DamagedError) as caught:
        opened(folder)
    assert caught.value.kept != kept
    assert caught.value.kept.with_name(f"{caught.value.kept.name}-wal").read_bytes() == b"commits"
    assert [found.name for found in folder.glob("*-2026-02-28*")] == [kept.name]


def test_a_file_whose_making_was_cut_short_is_finished(folder: Path) -> None:
    folder.mkdir()
    (folder / "study.db").touch()
    with opened(folder) as database:
        assert answers(database) == 0


def test_an_emptied_file_with_a_backup_is_damage(folder: Path) -> None:
    path = filled(folder)
    with opened(folder) as database:
        daily_backup(database, now=always())
    os.truncate(path, 0)
    with pytest.raises(DamagedError, match="empty"):
        opened(folder)


def test_damage_in_a_large_file_is_found_by_the_check(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = filled(folder, many=300)
    spoil_the_middle_of_the_log(path)
    monkeypatch.setattr(opening, "READ_WHOLE", 4096)
    database = opened(folder)
    with pytest.raises(DamagedError) as caught:
        database.check()
    assert caught.value.kept.exists()
    assert not path.exists()
    with pytest.raises(StoreError, match="closed"):
        database.query("SELECT 1")
    database.close()


def test_damage_met_while_reading_is_kept_aside_at_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = filled(folder, many=300)
    monkeypatch.setattr(opening, "READ_WHOLE", 0)
    spoil_the_middle_of_the_log(path)
    with opened(folder) as database, pytest.raises(DamagedError):
        database.query("SELECT sum(length(body)) FROM events")
    assert damage.kept_aside(path) is not None


def test_damage_met_in_a_transaction_undoes_it_first(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = filled(folder, many=300)
    monkeypatch.setattr(opening, "READ_WHOLE", 0)
    spoil_the_middle_of_the_log(path)

    def read_all_and_write(database: Database) -> None:
        with database.transaction():
            record(database, ada_again(database), started(2))
            database.query("SELECT sum(length(body)) FROM events")

    with opened(folder) as database, pytest.raises(DamagedError):
        read_all_and_write(database)
    assert damage.kept_aside(path) is not None


def test_a_copy_made_within_a_transaction_keeps_the_lock(folder: Path) -> None:
    path = filled(folder)
    other = FileLock(path.with_name("study.db.lock"), path)
    with opened(folder) as database, database.transaction():
        backup.backup(database, folder / "copy.db")
        with pytest.raises(BusyError):
            other.acquire(patience=0)
    other.acquire(patience=0)
    other.close()


def test_a_sound_file_passes_the_check(folder: Path) -> None:
    filled(folder)
    with opened(folder) as database:
        database.check()
        assert answers(database) == 1


@pytest.fixture
def across_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(location, "of", lambda _folder: Location("nfs4", network=True, synced=""))


def test_across_a_network_there_is_no_wal(folder: Path, request: pytest.FixtureRequest) -> None:
    path = filled(folder)
    assert path.read_bytes()[18:20] == b"\2\2"  # WAL, says the header
    request.getfixturevalue("across_a_network")
    with opened(folder) as database, opened(folder) as other:
        assert (database.journal, database.query("PRAGMA synchronous")) == ("delete", [(3,)])
        assert "nfs4" in (database.location.notice() or "")
        record(database, ada_again(database), answered(2))
        assert answers(other) == 2
        record(other, ada_again(other), answered(3))
        assert answers(database) == 3
        assert sorted(found.name for found in folder.iterdir()) == ["study.db", "study.db.lock"]


def ada_again(database: Database) -> people.Member:
    found = people.find(database, "ada")
    assert found is not None
    return found


def test_who_holds_the_database_is_named(folder: Path) -> None:
    path = filled(folder)
    program = f"""
import time
from pathlib import Path
from store.lock import FileLock
lock = FileLock(Path({str(path)!r} + ".lock"), Path({str(path)!r}))
lock.acquire()
print("held", flush=True)
time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        lock = FileLock(path.with_name("study.db.lock"), path)
        with pytest.raises(BusyError, match=f"busy \\(pid {holder.pid}\\)"):
            lock.acquire(patience=0.05)
        holder.kill()
        holder.wait()
        lock.acquire(patience=5)  # it dies with its process
        lock.close()


def test_a_lock_file_that_was_removed_locks_nothing_alone(tmp_path: Path) -> None:
    one, other = (FileLock(tmp_path / "lock", tmp_path) for _ in range(2))
    with one.held():
        pass
    (tmp_path / "lock").unlink()
    with other.held(), pytest.raises(BusyError):
        one.acquire(patience=0.01)
    one.close()
    other.close()


def test_backups_lie_beside_the_database(folder: Path) -> None:
    path = filled(folder)
    assert backup.newest_good(path) is None
    with opened(folder) as database:
        made = daily_backup(database, now=always())
        assert made == folder / "backups" / "study-2026-03-02.db"
        assert daily_backup(database, now=always()) is None
    assert [mode(made.parent), mode(made)] == [0o700, 0o600]
    assert backup.newest_good(path) == made
