"""`store`: backing up, going back, verifying, rebuilding, on the command line and with what is behind it."""

import json
import re
import shlex
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from store import backup, damage, people, replay, restore
from store.database import open_database
from store.errors import DamagedError, NotABackupError, NotOursError, ReplacedError
from store.log import rebuild
from store.verify import verify
from tests.histories import REVISION, Clock, ada, always, answered, dump, finished, opened, rated, record, started
from tests.shell import ran

Run = Callable[..., str]
LIBRARY = Path(__file__).parents[1] / "fixtures" / "library"
DAY = "2026-03-02"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database with a backup of the day before, and something recorded since."""
    clock = Clock()
    with opened(tmp_path / "data", clock) as database:
        member = ada(database)
        record(database, member, started(), answered(1), now=clock)
        backup.daily_backup(database, now=clock)
        clock.forward(days=1)
        record(database, member, answered(2), finished(), rated(1), now=clock)
    return tmp_path / "data" / "study.db"


@pytest.fixture
def fivefold(path: Path) -> Run:
    def run(*arguments: str | Path, status: int = 0, stdin: str = "") -> str:
        done = ran("--library", LIBRARY, "--db", path, *arguments, stdin=stdin)
        assert done.returncode == status, done.stderr
        return done.stdout + done.stderr

    return run


def events(path: Path) -> int:
    with opened(path.parent) as database:
        return int(database.query("SELECT count(*) FROM events")[0][0])


def test_the_backups_are_listed_with_what_is_in_them(fivefold: Run, path: Path) -> None:
    shutil.copy(path, path.parent / "backups" / "study-2026-02-27.db")
    (path.parent / "backups" / "study-2026-02-28.db").write_text("spoilt " * 99)
    told = json.loads(fivefold("store", "restore", "--json"))["backups"]
    assert {(one["day"], one["events"], one["ok"]) for one in told} == {
        ("2026-02-27", 6, True),
        ("2026-02-28", 0, False),
        (DAY, 3, True),
    }
    plain = fivefold("store", "restore")
    assert f"{DAY}  3 events, the latest of 2026-03-02 09:00 UTC" in plain
    assert "2026-02-28  damaged (it is no Fivefold database)" in plain


def test_going_back_says_what_is_lost_and_throws_nothing_away(fivefold: Run, path: Path) -> None:
    said = fivefold("store", "restore", DAY, stdin="no\n", status=2)
    assert "All that is there now is kept: 6 events." in said
    assert "The backup lacks 3 events, the first of 2026-03-03 09:00 UTC." in said
    assert "Nothing was changed." in said
    assert events(path) == 6
    said = fivefold("store", "restore", DAY, stdin="yes\n")
    (kept,) = path.parent.glob("study.db.replaced-*")
    assert str(kept) in said
    assert events(path) == 3
    assert path.stat().st_mode & 0o777 == 0o600
    # What is kept can be added again, as it says.
    assert "3 events added, 3 were known already." in fivefold("data", "import", kept)
    assert events(path) == 6
    fivefold("store", "restore", path.parent / "backups" / f"study-{DAY}.db", "--yes")
    assert len(list(path.parent.glob("study.db.replaced-*"))) == 2


def test_going_back_to_what_is_no_backup_is_refused(fivefold: Run, path: Path, tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("Dear Ada, " * 99)
    before = path.read_bytes()
    assert "it is no Fivefold database" in fivefold("store", "restore", tmp_path / "letter", "--yes", status=3)
    assert "no backup that can be gone back to" in fivefold("store", "restore", tmp_path / "none", "--yes", status=3)
    assert "leave" in fivefold("store", "restore", DAY, "--json", status=2)
    assert path.read_bytes() == before


def test_a_damaged_database_is_gone_back_from(fivefold: Run, path: Path) -> None:
    path.write_bytes(b"\xff" * 50_000)
    assert f"fivefold --db {path} store restore {DAY}` goes back" in fivefold("store", "verify", status=3)
    assert "There is no whole database now" in fivefold("store", "restore", DAY, "--yes")
    assert events(path) == 3
    assert [found.name for found in path.parent.glob("study.db.corrupt-*")] != []


@pytest.mark.parametrize("cut_short", [False, True], ids=["written back", "killed while writing back"])
def test_a_window_that_is_open_notices(path: Path, *, cut_short: bool) -> None:
    with opened(path.parent) as database:
        (member,) = people.members(database)
        record(database, member, answered(7))
        if cut_short:  # the note of another window that was killed in the middle of it
            note = path.with_name("study.db.lock")
            note.write_bytes(note.read_bytes().removesuffix(b"=") + b"~")
        kept = restore.restore(path, path.parent / "backups" / f"study-{DAY}.db", now=always())
        assert kept is not None
        with opened(path.parent) as again:
            assert again.query("SELECT count(*) FROM events") == [(3,)]
            record(again, member, answered(9))
            with pytest.raises(ReplacedError):
                record(database, member, answered(8))
    assert events(path) == 4, "what was recorded in the new one is not taken away from it"
    assert restore.difference(path, kept).won == 4


def test_a_crash_in_the_middle_of_going_back_does_not_begin_afresh(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moved = damage.set_aside

    def crash(path: Path, *how: object) -> Path:
        moved(path, *how)  # type: ignore[arg-type]  # what it was called with
        raise RuntimeError("the power went")

    monkeypatch.setattr(damage, "set_aside", crash)
    with pytest.raises(RuntimeError):
        restore.restore(path, path.parent / "backups" / f"study-{DAY}.db", now=always())
    monkeypatch.undo()
    with pytest.raises(DamagedError, match="replaced-2026-03-02"):
        opened(path.parent)
    restore.restore(path, path.with_name("study.db.replaced-2026-03-02"), now=always())
    assert events(path) == 6


def test_another_programs_file_is_never_replaced(path: Path, tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("Dear Ada, " * 99)
    with pytest.raises(NotOursError):
        restore.restore(tmp_path / "letter", path, now=always())
    with pytest.raises(NotABackupError):
        restore.restore(path, tmp_path / "letter", now=always())
    assert (tmp_path / "letter").read_text().startswith("Dear Ada")


def test_a_backup_goes_where_it_is_asked_for(fivefold: Run, path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "stick" / "mine.db"
    assert f"There is no folder {tmp_path / 'stick'}" in fivefold("store", "backup", copy, status=2)
    assert f"There is no folder {tmp_path / 'stick'}" in fivefold("data", "export", copy, status=2)
    (tmp_path / "stick").mkdir()
    assert f"{copy}\n" in fivefold("store", "backup", copy)
    assert "exists already" in fivefold("store", "backup", copy, status=2)
    assert restore.look_at(copy).events == 6
    made = Path(fivefold("store", "backup").splitlines()[0])
    assert (made.parent, restore.look_at(made).events) == (path.parent / "backups", 6)
    in_folder = Path(fivefold("store", "backup", tmp_path / "stick").splitlines()[0])
    assert in_folder.parent == tmp_path / "stick"
    assert re.fullmatch(r"study-\d{4}-\d\d-\d\d\.db", in_folder.name), "of its day, as those in the folder of backups"


def test_a_database_that_is_gone_is_not_begun_afresh_over_its_backups(fivefold: Run, path: Path) -> None:
    path.unlink()
    said = fivefold("today", status=3)
    assert f"{path} is not there any more" in said
    assert not path.exists()
    told = {one["name"]: one for one in json.loads(fivefold("doctor", "--json", status=3))["findings"]}
    assert f"{path} is not there any more" in told["database"]["value"]
    assert told["backups"]["value"].startswith("1 backup, the newest of")
    (command,) = re.findall("`fivefold (.*?)`", said)
    fivefold(*shlex.split(command), "--yes")
    assert events(path) == 3
    shutil.rmtree(path.parent)
    path.parent.mkdir()
    assert "There is no database" in fivefold("store", "backup", status=3)


def test_no_backup_goes_that_holds_what_the_database_does_not(path: Path) -> None:
    clock = Clock()
    (path.parent / "backups" / f"study-{DAY}.db").rename(path.parent / "backups" / "study-2026-01-05.db")
    with opened(path.parent, clock) as database:
        earlier = backup.backup_of_today(database, now=clock)
        assert earlier.name == f"study-{DAY}.db"
    path.unlink()
    with open_database(path, now=clock, fresh=True) as database:
        ada(database)
        for _day in range(12):
            backup.backup_of_today(database, now=clock)
            clock.forward(days=1)
    kept = {found.name: restore.look_at(found).events for found in backup.backups(path)}
    assert kept["study-2026-01-05.db"] == 3
    assert kept[f"study-{DAY}T090000-other.db"] == 6
    assert list(kept.values()).count(1) == 7, "of its own, seven days"


def test_verifying_finds_what_differs_from_the_log_and_rebuilding_mends_it(fivefold: Run, path: Path) -> None:
    assert json.loads(fivefold("store", "verify", "--json"))["ok"]
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE item_memory SET stability = stability + 1")
        connection.execute("DELETE FROM study_days WHERE day = '2026-03-03'")
    connection.close()
    told = json.loads(fivefold("store", "verify", "--json", status=3))
    assert not told["ok"]
    assert (told["damage"], told["unreadable"], told["events"]) == (None, None, 6)
    wrong = {name: one for name, one in told["read_models"].items() if one["missing"] or one["surplus"]}
    assert wrong == {
        "item_memory": {"rows": 2, "missing": 2, "surplus": 2},
        "study_days": {"rows": 1, "missing": 1, "surplus": 0},
    }
    assert f"Make the read models anew: fivefold --db {path} store rebuild" in fivefold("store", "verify", status=3)
    assert fivefold("store", "rebuild").startswith("6 events replayed in ")
    assert "item_memory: 2 rows, as the log says" in fivefold("store", "verify")


@pytest.mark.parametrize("kind", ["answered", "sitting.started"])
def test_verifying_reads_every_event_as_if_it_came_in_only_now(path: Path, kind: str) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TRIGGER events_no_update")
        connection.execute("UPDATE events SET body = replace(body, '\"course/quiz\"', '7') WHERE kind = ?", (kind,))
    connection.close()
    with opened(path.parent) as database:
        found = verify(database)
        assert not found.sound
        assert "quiz is not text" in str(found.unreadable)


def test_verifying_misses_a_question(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("DELETE FROM questions")
    connection.close()
    with opened(path.parent) as database:
        found = verify(database)
    assert (found.sound, found.without_question) == (False, 3)


def test_verifying_names_a_question_that_cannot_be_read(fivefold: Run, path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("""UPDATE questions SET body = '{"stem":"What?","type":"text"}'""")
    connection.close()
    problem = f"The text of a question (revision {REVISION}) cannot be read: question has no body."
    assert json.loads(fivefold("store", "verify", "--json", status=3))["unreadable_questions"] == [problem]
    assert f"{problem} It is kept, and passed over.\n" in fivefold("store", "verify", status=3)


def test_verifying_changes_nothing_and_holds_up_nobody(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(path.parent) as database:
        (member,) = people.members(database)
        before = dump(database)

        def record_meanwhile(connection: sqlite3.Connection) -> int:
            record(database, member, answered(5))
            return rebuild_in_place(connection)

        rebuild_in_place = replay.rebuild
        monkeypatch.setattr(replay, "rebuild", record_meanwhile)
        found = verify(database)
        monkeypatch.undo()
        assert (found.sound, found.events) == (True, 6)
        assert dump(database) != before
        rebuild(database)


def test_the_doctor_knows_the_newest_backup(fivefold: Run, path: Path) -> None:
    def backups() -> dict[str, object]:
        findings = json.loads(fivefold("doctor", "--json"))["findings"]
        return next(one for one in findings if one["name"] == "backups")

    backup.backups(path)[0].rename(path.parent / "backups" / "study-2001-02-03.db")
    old = backups()
    assert not old["ok"]
    assert "1 backup, the newest of 2001-02-03 (" in str(old["value"])
    fivefold("store", "backup")
    assert backups()["ok"]
    assert "2 backups" in str(backups()["value"])
    newest = backup.backups(path)[0]
    newest.write_text("spoilt " * 99)
    assert "damaged" in str(backups()["advice"])
    shutil.rmtree(path.parent / "backups")
    assert "none yet" in str(backups()["value"])


def test_what_a_newer_fivefold_wrote_is_shown_and_that_is_said(fivefold: Run, path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    said = fivefold("today")
    assert "Bread: 0 of 2" in said
    assert "written by a newer Fivefold" in said
