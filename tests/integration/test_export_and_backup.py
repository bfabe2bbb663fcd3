"""A member's data as files, and the whole database as a copy."""

import csv
import errno
import json
import os
import sqlite3
import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from store import files, people, places
from store.backup import backup, backup_of_today, backups, daily_backup, folder_of, wrong_with
from store.database import Database, open_database
from store.erase import erase
from store.errors import DiskError, EarlierExportError, NotAnExportError
from store.events import Answered, LessonFinished, LessonOpened
from store.export import export_member
from store.people import Member
from store.places import Place
from tests.histories import QUESTION, START, Clock, ada, always, answered, dice, dump, finished, opened, record, started
from tests.leading import Typed


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with opened(tmp_path / "data") as made:
        yield made


@pytest.fixture
def member(database: Database) -> Member:
    member = ada(database)
    record(database, member, LessonOpened("=course/lesson", "d"), LessonFinished("=course/lesson", "read", "d"))
    record(database, member, started(), answered(1), answered(2, right=False), finished())
    places.keep(database, member.id, "course/中文", Place("b", 1, 2, 0.5, START))
    bert = people.add(database, "Bert", now=always(), random=dice(1))
    record(database, bert, LessonOpened("course/berts", ""))
    return member


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_an_export_holds_everything_about_its_member(database: Database, member: Member, tmp_path: Path) -> None:
    folder = tmp_path / "mine" / "export"
    exported = export_member(database, member.id, folder)
    assert sorted(exported.files) == sorted(path.name for path in folder.iterdir())
    events = json.loads((folder / "events.json").read_text(encoding="utf-8"))
    assert exported.events == len(events) == 7
    assert [event["kind"] for event in events][:2] == ["member.added", "lesson.opened"]
    assert "berts" not in json.dumps(events)
    answer = next(event for event in events if event["kind"] == "answered")
    assert {name: answer[name] for name in ("at", "day", "actor", "subject", "version")} == {
        "at": "2026-03-02T09:00:00.000Z",
        "day": "2026-03-02",
        "actor": member.id,
        "subject": member.id,
        "version": Answered.VERSION,
    }
    assert (len(answer["id"]), len(answer["salt"])) == (36, 32)
    assert (answer["body"]["question"], answer["body"]["choice"], answer["body"]["right"]) == ("q1", ["b"], True)
    assert json.loads((folder / "questions.json").read_text()) == [
        {"revision": QUESTION[0], "question": json.loads(QUESTION[1])}
    ]
    assert [(row["question"], row["choice"], row["mark"], row["right"]) for row in rows(folder / "answers.csv")] == [
        ("q1", "b", "1.0", "true"),
        ("q2", "a", "0.0", "false"),
    ]
    (lesson,) = rows(folder / "lessons.csv")
    assert (lesson["lesson"], lesson["finished_day"], lesson["criterion"]) == ("'=course/lesson", "2026-03-02", "read")
    assert lesson["needs"] == ""
    (place,) = rows(folder / "places.csv")
    assert (place["lesson"], place["share"]) == ("course/中文", "0.5")


def test_an_export_is_private(database: Database, member: Member, tmp_path: Path) -> None:
    folder = tmp_path / "export"
    folder.mkdir(mode=0o755)
    export_member(database, member.id, folder)
    assert mode(folder) == 0o700
    assert {mode(path) for path in folder.iterdir()} == {0o600}


def test_an_export_replaces_an_earlier_one_and_nothing_else(database: Database, member: Member, tmp_path: Path) -> None:
    folder = tmp_path / "export"
    export_member(database, member.id, folder)
    (folder / "answers.csv.part").write_text("cut short by a crash")
    record(database, member, LessonOpened("course/more", ""))
    assert export_member(database, member.id, folder).events == 8
    assert not (folder / "answers.csv.part").exists()
    (folder / "thesis.txt").write_text("precious")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    record(database, member, LessonOpened("course/yet-more", ""))
    with pytest.raises(NotAnExportError, match=r"thesis\.txt"):
        export_member(database, member.id, folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_an_export_does_not_replace_what_it_does_not_hold(database: Database, member: Member, tmp_path: Path) -> None:
    """The only copy of what was erased since may be in the earlier one, as may be another member's."""
    folder, own = tmp_path / "export", tmp_path / "own"
    export_member(database, member.id, folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    other = people.add(database, "Cleo", now=always(), random=dice(9))
    with pytest.raises(EarlierExportError, match="--force"):
        export_member(database, other.id, folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    erase(database, member, now=always(), random=dice(8))
    with pytest.raises(EarlierExportError):
        export_member(database, member.id, folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    export_member(database, other.id, folder, force=True)
    assert export_member(database, other.id, folder).events == 1, "of it nothing is lost"
    own.mkdir()
    for name, text in (("notes.json", "precious"), ("events.json", '{"concerts": []}'), ("events.json", "[1]")):
        (own / name).write_text(text)
        for force in (False, True):
            with pytest.raises(NotAnExportError, match=name):
                export_member(database, other.id, own, force=force)
        assert (own / name).read_text() == text
        (own / name).unlink()


def test_an_export_to_a_disk_without_permissions_is_made_and_said(
    tmp_path: Path, typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path, _mode: int) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    folder = tmp_path / "stick"
    folder.mkdir(mode=0o755)
    monkeypatch.setattr(Path, "chmod", refuse)
    monkeypatch.setattr(files, "PRIVATE_FILE", 0o644)
    status, _said, told = typed(f"--db {tmp_path / 'study.db'} --member Ada data export {folder}")
    assert (status, "whoever has the disk can read it" in told) == (0, True)
    status, said, _told = typed(f"--db {tmp_path / 'study.db'} --member Ada doctor")
    assert (status, f"Others who use this computer can read {tmp_path / 'study.db'}" in said) == (3, True)


def test_an_export_to_a_file_is_refused(database: Database, member: Member, tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("precious")
    with pytest.raises(DiskError):
        export_member(database, member.id, tmp_path / "letter")
    assert (tmp_path / "letter").read_text() == "precious"


@pytest.mark.usefixtures("member")
def test_a_backup_is_the_whole_database_in_one_file(database: Database, tmp_path: Path) -> None:
    copy = tmp_path / "copies" / "copy.db"
    held = sqlite3.connect(database.path)  # a reader does not stand in its way
    held.execute("BEGIN")
    held.execute("SELECT count(*) FROM events").fetchone()
    backup(database, copy)
    held.close()
    assert [path.name for path in copy.parent.iterdir()] == ["copy.db"]
    assert mode(copy) == 0o600
    with open_database(copy, now=always()) as restored:
        assert dump(restored) == dump(database)


@pytest.mark.usefixtures("member")
def test_windows_and_cron_make_the_backup_of_a_day_at_once(database: Database) -> None:
    windows = [open_database(database.path, now=always()) for _ in range(4)]

    def make(window: Database) -> list[Path]:
        made = [backup_of_today(window, now=always(START + timedelta(days=day))) for day in range(12)]
        window.close()
        return made

    with ThreadPoolExecutor() as threads:
        assert len(set(map(tuple, threads.map(make, windows)))) == 1
    kept = backups(database.path)
    assert [path.suffix for path in folder_of(database.path).iterdir()] == [".db"] * len(kept)
    assert [wrong_with(path) for path in kept] == [None] * len(kept)


def test_old_backups_go_when_new_ones_come(database: Database) -> None:
    clock = Clock()
    folder = folder_of(database.path)
    for _ in range(40):
        daily_backup(database, now=clock)
        clock.forward(days=1)
    strangers = folder / "study-of-cats.db"
    os.link(folder / "study-2026-04-10.db", strangers)
    daily_backup(database, now=clock)
    days = sorted(path.name for path in folder.iterdir())
    assert days == [
        "study-2026-03-22.db",
        "study-2026-03-29.db",
        *(f"study-2026-04-{day:02}.db" for day in range(5, 12)),
        "study-of-cats.db",
    ]
    assert clock.moment.date() == (START + timedelta(days=40)).date()
