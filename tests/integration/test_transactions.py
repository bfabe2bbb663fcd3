"""Writing: all or nothing, one at a time, by any thread and process, and never to a file that is gone."""

import errno
import os
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

import pytest

from store import backup, lock, people
from store import database as store_database
from store.database import Database, open_database
from store.errors import (
    BusyError,
    FullError,
    MissingQuestionError,
    ReplacedError,
    StoreError,
    StrangeActorError,
    UnreadableEventError,
)
from store.events import LeaveRecorded, LessonOpened
from store.log import Entry, append, rebuild
from store.people import Member
from tests.histories import START, ada, always, answered, dice, dump, opened, record, started


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with opened(tmp_path) as made:
        yield made


def fail_in(database: Database, member: Member, number: int) -> None:
    with database.transaction():
        record(database, member, answered(number))
        raise RuntimeError("changed my mind")


def fill(database: Database, member: Member) -> int:
    """Answer until there is no room; how many answers were recorded."""
    for number in count(1):
        try:
            record(database, member, answered(number))
        except FullError:
            return number - 1
    raise AssertionError("numbers do not end")


def recorded(database: Database, kind: str = "answered") -> int:
    return int(database.query("SELECT count(*) FROM events WHERE kind = ?", (kind,))[0][0])


def test_several_entries_are_written_together_or_not_at_all(database: Database) -> None:
    member = ada(database)
    before = dump(database)
    with pytest.raises(UnreadableEventError):
        record(database, member, started(), LessonOpened("", ""))
    entries = [Entry(body, member.id, member.id) for body in (started(), answered())]
    with pytest.raises(MissingQuestionError):
        append(database, entries, now=always(), random=dice())
    with pytest.raises(UnreadableEventError, match="text of its question"):
        append(database, entries, now=always(), random=dice(), questions=[(answered().revision, '{"a":1,"a":2}')])
    assert dump(database) == before
    assert recorded(database, "sitting.started") == 0


def test_nothing_is_recorded_of_who_does_not_study_here(database: Database) -> None:
    ada(database)
    stranger = Member("0" * 32, "Zed", START.date())
    before = dump(database)
    for body in (answered(), LeaveRecorded(START.date(), START.date())):
        with pytest.raises(StrangeActorError):
            record(database, stranger, body)
    assert dump(database) == before


def test_the_log_only_grows(tmp_path: Path) -> None:
    with opened(tmp_path) as database:
        record(database, ada(database), started(), answered())
    for statement in (
        "UPDATE events SET body = '{}' WHERE kind = 'answered'",
        "UPDATE events SET salt = NULL, body = NULL",
        "DELETE FROM events",
        "INSERT OR REPLACE INTO events SELECT id, 'x', actor, subject, at, day, version, salt, body FROM events",
    ):
        with opened(tmp_path) as database:
            with pytest.raises(sqlite3.IntegrityError, match="only grows"), database.transaction() as connection:
                connection.execute(statement)
            assert (recorded(database), recorded(database, "sitting.started")) == (1, 1)


def test_an_inner_transaction_that_fails_leaves_the_outer_one(database: Database) -> None:
    member = ada(database)
    with database.transaction():
        record(database, member, started())
        with pytest.raises(RuntimeError):
            fail_in(database, member, 1)
        record(database, member, answered(2))
    assert [row[0] for row in database.query("SELECT kind FROM events ORDER BY id")] == [
        "member.added",
        "sitting.started",
        "answered",
    ]
    with pytest.raises(RuntimeError):
        fail_in(database, member, 3)
    assert recorded(database) == 1
    record(database, member, answered(3))
    assert recorded(database) == 2


def test_threads_share_it(database: Database) -> None:
    member = ada(database)
    record(database, member, started())

    def answer(number: int) -> int:
        record(database, member, answered(number), random=dice(number))
        return recorded(database)

    with ThreadPoolExecutor(8) as pool:
        seen = list(pool.map(answer, range(1, 41)))
    assert recorded(database) == 40
    assert min(seen) >= 1
    before = dump(database)
    rebuild(database)
    assert dump(database) == before


def ada_again(database: Database) -> Member:
    found = people.find(database, "Ada")
    assert found is not None
    return found


def test_a_busy_database_says_so_and_loses_nothing(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    member = ada(database)
    monkeypatch.setattr(lock.FileLock.acquire, "__defaults__", (0.05,))
    with opened(database.path.parent) as other, other.transaction():
        with pytest.raises(BusyError, match=f"busy \\(pid {os.getpid()}\\)"):
            record(database, member, started())
        assert recorded(database, "member.added") == 1  # reading goes on
    record(database, member, started())
    assert recorded(database, "sitting.started") == 1


def test_another_programs_lock_is_busy_too(database: Database) -> None:
    member = ada(database)
    database.query("PRAGMA busy_timeout = 50")
    other = sqlite3.connect(database.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(BusyError, match="unknown"):
        record(database, member, started())
    other.close()
    record(database, member, started())


@pytest.mark.parametrize("act", ["delete", "replace", "move"])
def test_nothing_is_written_to_a_file_that_is_gone(tmp_path: Path, act: str) -> None:
    with opened(tmp_path) as database:
        member = ada(database)
        backup.backup(database, tmp_path / "copy.db")
        if act == "delete":
            database.path.unlink()
        elif act == "replace":
            (tmp_path / "copy.db").replace(database.path)
        else:
            database.path.rename(tmp_path / "elsewhere.db")
        with pytest.raises(ReplacedError):
            record(database, member, started())


def test_a_full_database_keeps_what_it_has_and_goes_on(database: Database) -> None:
    member = ada(database)
    (pages,) = database.query("PRAGMA page_count")[0]
    database.query(f"PRAGMA max_page_count = {pages + 1}")
    written = fill(database, member)
    assert 0 < written == recorded(database)
    database.query("PRAGMA max_page_count = 1000000")
    record(database, member, answered(written + 1))
    assert recorded(database) == written + 1
    database.check()


def test_the_wal_is_written_back_now_and_then(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_database, "CHECKPOINT_ROWS", 30)
    with opened(tmp_path) as database:
        member = ada(database)
        size = database.path.stat().st_size
        wal = database.path.with_name("study.db-wal")
        sizes = set()
        for number in range(1, 100):
            record(database, member, answered(number))
            sizes.add(wal.stat().st_size)
        assert database.path.stat().st_size > size
        assert max(sizes) < 500_000  # begun anew each time, not prolonged


def test_a_backup_that_cannot_be_written_leaves_the_database(database: Database, tmp_path: Path) -> None:
    ada(database)
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="file"):
        backup.backup(database, tmp_path / "file" / "copy.db")
    assert recorded(database, "member.added") == 1


def test_closing_twice_is_well(tmp_path: Path) -> None:
    database = opened(tmp_path)
    database.close()
    database.close()
    with pytest.raises(StoreError, match="closed"), database.transaction():
        pass
    with open_database(tmp_path / "study.db", now=always()) as again:
        assert again.unwritable is None


def test_an_error_of_the_file_system_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> int:
        raise OSError(errno.EIO, "Input/output error")

    with opened(tmp_path) as database:
        monkeypatch.setattr(os, "open", refuse)
        other = lock.FileLock(tmp_path / "other.lock", database.path)
        with pytest.raises(StoreError, match="Input/output error"):
            other.acquire()
        monkeypatch.undo()
