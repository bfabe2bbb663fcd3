"""From every older format to the present one, with what it held."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from hashlib import blake2b
from pathlib import Path

import pytest

from store import ids, sqlite
from store.database import Database
from store.errors import DiskError, NotUpdatedError, UnreadableEventError
from store.events import (
    KINDS,
    CharterAccepted,
    CharterSet,
    DayBegun,
    GoalReached,
    GoalSet,
    GroupCreated,
    GroupDescribed,
    GroupJoined,
    HelpHandled,
    LeaveEnded,
    LeaveRecorded,
    MemberAdded,
    PlanSet,
    QuestionFlagged,
    SprintProposed,
    StatusChallenged,
    Studied,
)
from store.log import rebuild
from tests.histories import GROUP, START, ada, answered, dump, finished, opened, record, sitting_id, started
from tests.older import STEPS, older

pytestmark = pytest.mark.usefixtures("durable")


def test_a_new_kind_or_version_comes_with_a_step() -> None:
    """What was kept and skipped until then is taken in by a step alone: it makes the read models anew."""
    words = " ".join(f"{kind} {body.VERSION}" for kind, body in sorted(KINDS.items()))
    assert (sqlite.SCHEMA, blake2b(words.encode(), digest_size=4).hexdigest()) == (32, "9d1996a9")


@pytest.fixture
def history(tmp_path: Path) -> Iterator[Database]:
    with opened(tmp_path / "present") as database:
        member = ada(database)
        record(database, member, started(), answered(1), answered(2, right=False), finished())
        record(database, member, answered(1, right=False))
        day, goal = START.date(), sitting_id(5)
        record(  # what another machine with a newer Fivefold may have brought into an old file
            database,
            member,
            replace(answered(3), confidence=2),
            DayBegun(scheduled=True, went_by=(day,)),
            Studied(90),
            LeaveRecorded(day - timedelta(days=1), day),
            LeaveEnded(),
            QuestionFlagged(quiz="course/quiz", question="q1", edition="e", reason="other", text="Odd"),
            GroupCreated("Night shift"),
            GroupDescribed("Search", "", ("course",)),
            GroupJoined(member.id, "mentor", mentees=(member.id,)),
            CharterSet("We ask.", "d" * 32),
            CharterAccepted(GROUP, "d" * 32, "e" * 32),
            StatusChallenged(GROUP, "course/one", "overdue", "It is done."),
            PlanSet("course", {"course/one": day}, 0.8, (), {"skill": 0.5}, {"course/quiz": day}),
            GoalSet(goal, "Know it", "judged", "", None, member.id, day),
            GoalReached(goal),
            SprintProposed(goal, "Spring", day, day + timedelta(days=13), (sitting_id(6),)),
            HelpHandled("course/one", sitting_id(7), "2026-W10"),
        )
        yield database


def shape(database: Database) -> list[tuple[str, str]]:
    statement = "SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE '%sqlite%' ORDER BY name"
    return [(name, sql) for name, sql in database.query(statement)]


def test_the_format_is_the_number_of_steps(tmp_path: Path) -> None:
    with opened(tmp_path) as database:
        done = database.query("SELECT name FROM _sqlite_migrations ORDER BY id")
        assert [name for (name,) in done] == STEPS
        assert database.query("PRAGMA user_version") == [(len(STEPS),)] == [(sqlite.SCHEMA,)]


@pytest.mark.parametrize("before", STEPS[1:])
def test_an_older_database_is_backed_up_and_brought_up_to_date(tmp_path: Path, history: Database, before: str) -> None:
    path = older(tmp_path / "old", before, history)
    with opened(tmp_path / "old") as database:
        assert shape(database) == shape(history)
        assert dump(database) == dump(history)
        grown = dump(database)
        rebuild(database)
        assert dump(database) == grown
    (backup,) = (tmp_path / "old" / "backups").iterdir()
    assert backup.name == f"study-2026-03-02T090000-format-{STEPS.index(before)}.db"
    copy = sqlite3.connect(backup)
    assert copy.execute("PRAGMA user_version").fetchone() == (STEPS.index(before),)
    assert copy.execute("SELECT count(*) FROM events").fetchall() == history.query("SELECT count(*) FROM events")
    copy.close()
    with opened(tmp_path / "old") as database:  # and not again
        assert dump(database) == grown
    assert len(list(path.parent.joinpath("backups").iterdir())) == 1


@pytest.mark.parametrize("before", STEPS[1:])
def test_an_empty_older_database(tmp_path: Path, before: str) -> None:
    older(tmp_path / "old", before)
    with opened(tmp_path / "old") as database:
        member = ada(database)
        record(database, member, started())
        assert database.query("SELECT kind FROM events ORDER BY id") == [("member.added",), ("sitting.started",)]
        assert database.query("SELECT member, state FROM sittings") == [(ids.to_bytes(member.id), "open")]


def test_a_step_that_fails_changes_nothing(tmp_path: Path, history: Database) -> None:
    path = older(tmp_path / "old", STEPS[1], history)
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE members (in_the_way)")
    connection.commit()
    connection.close()
    with pytest.raises(NotUpdatedError, match=r"members.*already exists.*T090000-format-1\.db"):
        opened(tmp_path / "old")
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    assert connection.execute("SELECT name FROM sqlite_schema WHERE name = 'places'").fetchall() == []
    connection.execute("DROP TABLE members")
    connection.close()
    with opened(tmp_path / "old") as database:
        assert dump(database) == dump(history)


def test_without_a_backup_there_is_no_step(tmp_path: Path, history: Database) -> None:
    path = older(tmp_path / "old", STEPS[2], history)
    path.with_name("backups").write_text("in the way")
    with pytest.raises(DiskError, match="backups"):
        opened(tmp_path / "old")
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA user_version").fetchone() == (2,)
    connection.close()


def test_an_event_that_cannot_be_read_stops_a_step(tmp_path: Path) -> None:
    path = older(tmp_path / "old", STEPS[2])
    connection = sqlite3.connect(path)
    connection.execute(
        "INSERT INTO events VALUES (?, 'member.added', ?, ?, 0, '2026-03-02', 1, ?, '{}')", (b"i" * 16,) * 4
    )
    connection.commit()
    connection.close()
    with pytest.raises(UnreadableEventError, match=MemberAdded.KIND):
        opened(tmp_path / "old")
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA user_version").fetchone() == (2,)
    connection.close()


def test_what_a_newer_fivefold_recorded_is_kept_and_skipped(tmp_path: Path, history: Database) -> None:
    path = history.path
    history.close()
    connection = sqlite3.connect(path)
    connection.executemany(
        "INSERT INTO events VALUES (?, ?, ?, ?, 0, '2026-03-02', ?, ?, '{\"new\": true}')",
        [
            (b"1" * 16, "badge.given", *(b"m" * 16,) * 2, 1, b"s" * 16),
            (b"2" * 16, "answered", *(b"m" * 16,) * 2, 9, b"s" * 16),
        ],
    )
    connection.commit()
    connection.close()
    with opened(tmp_path / "present") as database:
        before = dump(database)
        assert rebuild(database) == 25
        assert dump(database) == before
        assert database.query("SELECT body FROM events WHERE version = 9") == [('{"new": true}',)]


def test_where_there_is_no_step_to_take_none_is_imported(history: Database) -> None:
    program = f"""
import sys
from datetime import datetime, UTC
from pathlib import Path
from store import people
from store.database import open_database
with open_database(Path({str(history.path)!r}), now=lambda: datetime.now(UTC)) as database:
    assert [member.name for member in people.members(database)] == ["Ada"]
assert "sqlite3" in sys.modules and "sqlite_utils" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", program], check=True)


def test_no_table_is_of_the_kind_that_is_taken_for_damaged(tmp_path: Path) -> None:
    """What is empty is no damage.

    In SQLite 3.40.1, `quick_check` reads the row of a table WITHOUT ROWID no further than to where its last column is
    stored, and takes what is stored behind that for missing. Columns of the key are stored first: so the last one must
    be no part of the key, or its end.
    """
    with opened(tmp_path) as database, database.reading() as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        strict = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict"
        tables = connection.execute(strict).fetchall()
        assert tables
        for (table,) in tables:
            columns = connection.execute("SELECT name, type, pk FROM pragma_table_info(?)", (table,)).fetchall()
            key = sorted((place, name) for name, _type, place in columns if place)
            name, _type, place = columns[-1]
            assert not place or ((place, name) == key[-1] and len(key) == len(columns)), (
                f"{table}.{name} is stored too soon"
            )
            nothing = {"TEXT": "", "BLOB": b"", "INTEGER": 0, "REAL": 0.0}
            connection.execute("BEGIN")
            for (trigger,) in connection.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?", (table,)
            ).fetchall():
                connection.execute(f"DROP TRIGGER {trigger}")
            connection.execute(
                f'INSERT INTO "{table}" VALUES ({", ".join("?" * len(columns))})',  # noqa: S608 - our own names
                [nothing[type_] for _name, type_, _place in columns],
            )
            assert sqlite.fault(connection) is None, table
            connection.execute("ROLLBACK")
