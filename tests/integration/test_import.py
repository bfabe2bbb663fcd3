"""The door for an export and for another machine's database: what comes in, and what is refused as a whole."""

import json
import os
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from store import details, erase, ids, merge, notes, people, places, sqlite
from store.database import Database
from store.describe import HEADER
from store.errors import (
    NotImportableError,
    NotOneMemberError,
    SameDatabaseError,
    StoreError,
    StrangerError,
    WouldEraseError,
)
from store.events import FIELDS, JUDGED, GoalSet, GroupCreated, GroupJoined, LessonOpened
from store.export import export_member
from store.people import Member
from store.places import Place
from store.verify import verify
from tests.histories import (
    QUESTION,
    START,
    ada,
    always,
    answered,
    dice,
    dump,
    finished,
    opened,
    rated,
    record,
    started,
)
from tests.older import STEPS, older
from tui.catalogue import LOCALE, read_catalogue

NEWER = '{"revision":"' + QUESTION[0] + '","x":[{"y":null}]}'


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Database]:
    """The other machine."""
    with opened(tmp_path / "there") as database:
        member = ada(database)
        record(database, member, started(), answered(1), answered(2, right=False), finished(), rated(1))
        record(database, member, GroupCreated("Night shift"), GroupJoined(member.id, "leader"))
        places.keep(database, member.id, "=course/中文", Place("b", 1, 2, 0.5, START))
        yield database


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Database]:
    with opened(tmp_path / "here") as database:
        yield database


@pytest.fixture
def export(there: Database, tmp_path: Path) -> Path:
    folder = tmp_path / "export"
    export_member(there, people.members(there)[0].id, folder)
    return folder


def bring(database: Database, path: Path, *, mine: str = "", erasing: bool = False) -> merge.Merged:
    return merge.merge(database, path, mine=mine, erasing=erasing, now=always())


def log(database: Database) -> list[tuple[Any, ...]]:
    return database.query("SELECT * FROM events ORDER BY id")


def changed(folder: Path, change: Callable[[list[dict[str, Any]]], object]) -> None:
    file = folder / "events.json"
    events = json.loads(file.read_text())
    change(events)
    file.write_text(json.dumps(events, ensure_ascii=False))


@pytest.mark.parametrize("form", ["folder", "file", "database"])
def test_what_comes_in_is_what_was_there(here: Database, there: Database, export: Path, form: str) -> None:
    source = {"folder": export, "file": export / "events.json", "database": there.path}[form]
    merged = bring(here, source)
    assert (merged.events, merged.known, merged.members) == (8, 0, ("Ada",))
    assert log(here) == log(there)
    assert dump(here) == dump(there)
    for table in ("questions", "places"):
        assert here.query(f"SELECT * FROM {table}") == there.query(f"SELECT * FROM {table}")  # noqa: S608
    again = bring(here, source)
    assert (again.events, again.known, again.contradicting) == (0, 8, 0)
    assert dump(here) == dump(there)


def test_the_database_of_the_other_machine_may_be_open_and_is_not_touched(here: Database, there: Database) -> None:
    member = people.members(there)[0]
    record(there, member, LessonOpened("course/new", ""))  # in the -wal alone
    assert bring(here, there.path).events == 9
    there.close()
    before = {path.name: path.read_bytes() for path in there.path.parent.iterdir()}
    there.path.parent.chmod(0o500)
    assert bring(here, there.path).events == 0
    there.path.parent.chmod(0o700)
    assert {path.name: path.read_bytes() for path in there.path.parent.iterdir()} == before


@pytest.mark.parametrize("before", STEPS[1:])
def test_an_older_database_is_read_and_left_as_it_is(
    here: Database, there: Database, tmp_path: Path, before: str
) -> None:
    path = older(tmp_path / "old", before, there)
    if before != STEPS[1]:
        connection = sqlite3.connect(path)
        connection.execute("INSERT INTO questions (revision, body) VALUES (?, ?)", QUESTION)
        connection.commit()
        connection.close()
    content = path.read_bytes()
    if before == STEPS[1]:  # so old that it has no questions
        with pytest.raises(NotImportableError, match="before its text was recorded"):
            bring(here, path)
    else:
        bring(here, path)
        assert dump(here) == dump(there)
    assert path.read_bytes() == content


def test_what_was_there_before_can_be_gone_back_to(here: Database, export: Path) -> None:
    ada(here)
    bring(here, export, mine=people.members(here)[0].id)
    (kept,) = (here.path.parent / "backups").iterdir()
    assert kept.name == "study-2026-03-02T090000-import.db"
    with closing(sqlite.look_into(kept)) as copy:
        assert copy.execute("SELECT count(*) FROM events").fetchone() == (1,)
    bring(here, export, mine=people.members(here)[0].id)  # brings nothing, so there is nothing to go back from
    assert list((here.path.parent / "backups").iterdir()) == [kept]


def test_what_a_newer_fivefold_wrote_is_kept_with_its_question(here: Database, there: Database, export: Path) -> None:
    def add(events: list[dict[str, Any]]) -> None:
        first = events[0]
        events.append(first | {"kind": "badge.given", "id": f"{first['id'][:-2]}aa", "body": {"badge": [1, "中"]}})
        events.append(
            first | {"kind": "answered", "version": 9, "id": f"{first['id'][:-2]}bb", "body": json.loads(NEWER)}
        )

    changed(export, add)
    merged = bring(here, export)
    assert (merged.events, merged.unknown) == (10, 2)
    assert dump(here) == dump(there)
    kept = here.query("SELECT kind, version, body FROM events WHERE kind = 'badge.given' OR version = 9 ORDER BY kind")
    assert kept == [("answered", 9, NEWER), ("badge.given", 1, '{"badge":[1,"中"]}')]
    export_member(here, people.members(here)[0].id, export)
    with opened(here.path.parent / "third") as third:
        assert bring(third, export).unknown == 2
        assert log(third) == log(here)


ODD = (
    '["q","a"]',
    '{"revision":5}',
    '[{"q":1},"b",7,1,2,3,4]',
    '["q","a","AAAAAAAAAAAAAAAAAAAAA\u4e2d"]',
    "7",
    '{"event":[]}',
)
"""What a newer version may have as the body of an event, or somebody who means harm."""


def test_whatever_a_newer_version_says_it_is_kept_and_holds_up_nothing(
    here: Database, there: Database, export: Path
) -> None:
    kinds = ("answered", "rated", "undone", "member.added", "group.joined", "details.erased")
    odd = [(kind, body) for kind in kinds for body in ODD]

    def add(events: list[dict[str, Any]]) -> None:
        for number, (kind, body) in enumerate(odd):
            id_ = f"{events[0]['id'][:-2]}{number:02x}"
            events.append(events[0] | {"kind": kind, "version": 99, "id": id_, "body": json.loads(body)})

    changed(export, add)
    assert bring(here, export).unknown == len(odd)
    assert dump(here) == dump(there)
    (member,) = people.members(here)
    assert verify(here).sound
    exported = export_member(here, member.id, export)
    assert exported.events == 8 + len(odd)
    details.erase_old(here, member, 1, now=always(START + timedelta(days=99)), random=dice(3))
    assert bring(there, here.path).unknown == len(odd)
    assert [one.name for one in people.members(there)] == ["Ada"]
    erase.erase(here, member, now=always(START + timedelta(days=100)), random=dice(4))
    assert here.query("SELECT count(body), count(DISTINCT kind) FROM events") == [(2, 10)]  # the erasure, and the group
    assert bring(there, here.path, erasing=True).events
    assert people.members(there) == ()


def set_field(name: str, value: object) -> Callable[[list[dict[str, Any]]], object]:
    return lambda events: events[3].update({name: value})


def set_body(**values: object) -> Callable[[list[dict[str, Any]]], object]:
    return lambda events: events[3]["body"].update(values)


def foreign_words(error: NotImportableError) -> set[str]:
    """Words in what a refusal says in Chinese, but for the path, ids and the names of fields."""
    told = error.text(read_catalogue(LOCALE / "zh.po").text).replace(error.values["path"], "")
    words = set(re.findall(r"[a-z]{3,}", re.sub(r"[0-9a-f-]{36}", "", told)))
    fields = {*HEADER, *FIELDS["answered"], "question", "stem", "options", "gaps", "member", "added", "name"}
    return words - {*fields, "answered", "body", "line", "share", "section"}


REFUSED: list[tuple[str, Callable[[list[dict[str, Any]]], object]]] = [
    ("fields", lambda events: events[3].pop("salt")),
    ("fields", set_field("more", 1)),
    ("id is not an id", set_field("id", "7")),
    ("id is not an id", lambda events: events[3].update(id=events[3]["id"].upper())),
    ("actor is not an id", set_field("actor", None)),
    ("subject is not an id", set_field("subject", "' OR 1 --")),
    ("kind does not have", set_field("kind", "")),
    ("kind holds a control", set_field("kind", "answered\u001b[2J")),
    ("version is not", set_field("version", True)),
    ("version is not", set_field("version", 0)),
    ("version is not", set_field("version", "2")),
    ("at is not a moment", set_field("at", "2026-03-02T09:00:00Z")),
    ("at is not a moment", set_field("at", 1772442000000)),
    ("no moment of any calendar", set_field("at", "2026-13-02T09:00:00.000Z")),
    ("9999-12-31T23:00:00.000Z is not from", set_field("at", "9999-12-31T23:00:00.000Z")),
    ("0001-01-01 is not from", set_field("day", "0001-01-01")),
    ("day is not a day", set_field("day", "2.3.2026")),
    ("day is not that", set_field("day", "2026-03-04")),
    ("day is not that", set_field("day", "2026-02-28")),
    ("salt is not 32 hex", set_field("salt", "7")),
    ("erased together", set_field("salt", None)),
    ("erased together", set_field("body", None)),
    ("nobody was erased", lambda events: events[3].update(salt=None, body=None)),
    ("its fields are not those of its kind", set_field("body", [])),
    ("its fields are not those of its kind", set_body(more=1)),
    ("mark is not from", set_body(mark=7)),
    ("choice holds a control", set_body(choice=["\u001b]52;c;x\u0007"])),
    ("another before it has the same id", lambda events: events.append(events[3])),
    ("before its text was recorded", set_body(revision="9" * 32)),
    *(
        ("name holds a character that hides", lambda events, name=name: events[0]["body"].update(name=name))
        for name in ("Ana\u202egnp", "Ana\u200b", "Ana\U000e0041", "An\u2066a", "An" + "a\u0301" + "\u0301" * 9)
    ),
    ("update this one", lambda events: events[3].update(kind="member.erased", version=2)),
]


@pytest.mark.parametrize(("reason", "change"), REFUSED)
def test_an_event_that_is_not_what_it_should_be_stops_all_of_it(
    here: Database, export: Path, reason: str, change: Callable[[list[dict[str, Any]]], object]
) -> None:
    changed(export, change)
    with pytest.raises(NotImportableError, match=reason) as caught:
        bring(here, export)
    assert len(str(caught.value).splitlines()) == 1
    assert foreign_words(caught.value) == set()
    assert log(here) == []
    assert here.query("SELECT * FROM questions") == []


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text[: len(text) // 2],
        lambda text: text + "[]",
        lambda text: "\ufeff" + text,
        lambda text: '{"events": ' + text + "}",
        lambda text: text.replace('"hints": 0', '"hints": NaN', 1),
        lambda text: text.replace('"hints": 0', '"hints": 1e999', 1),
        lambda text: text.replace('"hints": 0', f'"hints": {"9" * 21}', 1),
        lambda text: text.replace('"hints": 0', '"hints": 0, "hints": 0', 1),
        lambda text: text.replace('"hints": 0', '"hints": ' + "[" * 30 + "]" * 30, 1),
        lambda text: text.replace('"hints": 0', '"hints": ' + "[" * 200_000, 1),
        lambda text: text.replace('"b"', '"\\ud800"', 1),
        lambda text: text.replace('"b"', '"' + "b" * 1_100_000 + '"', 1),
        lambda _text: "",
        lambda _text: "[1]",
    ],
)
def test_json_that_another_reader_may_read_differently_stops_all_of_it(
    here: Database, export: Path, change: Callable[[str], str]
) -> None:
    file = export / "events.json"
    text = file.read_text()
    assert change(text) != text
    file.write_text(change(text))
    with pytest.raises(NotImportableError, match=r"events\.json cannot be imported: line \d") as caught:
        bring(here, export)
    assert foreign_words(caught.value) == set()
    assert log(here) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("events.json", b'[{"kind": "\xff"}]'),
        ("questions.json", b'[{"revision": "x"}]'),
        ("questions.json", b'[{"revision": "x", "question": 7}]'),
        ("questions.json", b'[{"revision": "x", "question": {"stem": "?"}}]'),
        ("questions.json", b'[{"revision": "x", "question": {"stem": 7, "body": "", "type": "text"}}]'),
        ("questions.json", b'[{"revision": "x", "question": {"stem": "\\u001b]52;c;x", "body": "", "type": "text"}}]'),
        (
            "questions.json",
            b'[{"revision": "x", "question": {"stem": "?", "body": "", "type": "text", "options": [1]}}]',
        ),
        ("questions.json", b'[{"revision": "x", "question": {"stem": "?", "body": "", "type": "text", "gaps": 5}}]'),
        ("questions.json", b'{"x": {}}'),
        ("places.csv", b"lesson,block\nx,y\n"),
        ("places.csv", b"lesson,block,section,line,share,at\nx,b,1,2,7,2026-03-02T09:00:00.000Z\n"),
        ("places.csv", b"lesson,block,section,line,share,at\nx,b,one,2,0.5,2026-03-02T09:00:00.000Z\n"),
        ("places.csv", b"lesson,block,section,line,share,at\nx,b,1,2,0.5,yesterday\n"),
        ("places.csv", b"lesson,block,section,line,share,at\nx,b,1,2\n"),
    ],
)
def test_the_files_beside_the_events_are_checked_as_well(
    here: Database, export: Path, name: str, content: bytes
) -> None:
    (export / name).write_bytes(content)
    with pytest.raises(NotImportableError, match=rf"{name} cannot be imported: line [12]: ") as caught:
        bring(here, export)
    assert foreign_words(caught.value) == set()
    assert log(here) == []


def view(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE places")
        endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS member FROM n"
        connection.execute(f"CREATE VIEW places AS {endless}")
    connection.close()


def loose(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.executescript(
            "CREATE TABLE other AS SELECT * FROM events; DROP TABLE events; ALTER TABLE other RENAME TO events;"
            "UPDATE events SET at = 'soon'"
        )
    connection.close()


def forged(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.executescript("""
            DROP TRIGGER events_no_update;
            UPDATE events SET body = replace(body, ',1,1,', ',-1,1,') WHERE kind = 'answered';
        """)
    connection.close()


def far(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.executescript("DROP TRIGGER events_no_update; UPDATE events SET at = 9000000000000000000;")
    connection.close()


def newer(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {sqlite.SCHEMA + 1}")
    connection.close()


def damaged(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for start in range(4096, len(content), 4096):
        content[start : start + 2048] = b"\xff" * 2048
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("harm", "reason"),
    [
        (view, "tables"),
        (loose, "row 1 of its table events"),
        (forged, "number is not"),
        (far, "day is not that of its moment"),
        (newer, "newer Fivefold"),
        (damaged, "."),
        (lambda path: path.write_text("a letter" * 99), "no Fivefold database"),
        (lambda path: path.unlink(), "no such file"),
        (lambda path: sqlite3.connect(path).execute("PRAGMA application_id = 7").connection.close(), "no Fivefold"),
    ],
)
def test_a_database_that_is_not_what_it_should_be_is_refused(
    here: Database, there: Database, harm: Callable[[Path], object], reason: str
) -> None:
    there.close()
    harm(there.path)
    with pytest.raises(NotImportableError, match=reason):
        bring(here, there.path)
    assert log(here) == []


def test_a_database_is_not_imported_into_itself(here: Database) -> None:
    with pytest.raises(SameDatabaseError):
        bring(here, here.path)


def test_a_known_event_stays_as_it_is_whatever_is_said_of_it_elsewhere(here: Database, export: Path) -> None:
    bring(here, export)
    before = log(here), dump(here)
    changed(export, set_body(right=True, mark=1.0))
    assert bring(here, export).contradicting == 1
    assert (log(here), dump(here)) == before


def test_whoever_has_the_name_of_another_is_not_taken_for_them(here: Database, there: Database, export: Path) -> None:
    mine = people.add(here, "ADA", now=always(), random=dice(9))
    record(here, mine, started(5), answered(5, 5), random=dice(50))
    with pytest.raises(StrangerError, match="another ADA"):
        bring(here, export)
    assert [one.name for one in people.members(here)] == ["ADA"]
    assert bring(here, export, mine=mine.id).events == 8
    assert {subject for (subject,) in here.query("SELECT DISTINCT subject FROM events WHERE kind = 'answered'")} == {
        ids.to_bytes(mine.id)
    }
    assert len(people.members(here)) == 1
    assert place_keys(here) == {(ids.to_bytes(mine.id), "=course/中文")}
    assert bring(here, export, mine=mine.id).events == 0
    # And back: there, too, what is known is known.
    assert bring(there, here.path, mine=people.members(there)[0].id).events == 3
    assert len(log(there)) == len(log(here)) == 11
    assert [id_ for id_, *_ in log(there)] == [id_ for id_, *_ in log(here)]


def test_a_sitting_is_of_one_member_alone(here: Database, there: Database, export: Path) -> None:
    bert = people.add(there, "Bert", now=always(), random=dice(8))
    record(there, bert, answered(3))  # in the very sitting that Ada began
    with pytest.raises(NotImportableError, match="is of a quiz that another member took"):
        bring(here, there.path)
    assert log(here) == []
    bring(here, export)
    before = dump(here)
    with pytest.raises(NotImportableError, match="is of a quiz that another member took"):
        bring(here, there.path)
    assert dump(here) == before


def test_all_that_names_me_there_names_me_here(here: Database, there: Database) -> None:
    mine = people.add(here, "Eve", now=always(), random=dice(9))
    (other,) = people.members(there)
    goal = GoalSet("00000000-0000-4000-8000-00000000000a", "Bake", JUDGED, "", None, other.id, START.date())
    record(there, other, GroupJoined(other.id, "mentor", mentees=(other.id,)), goal)
    bring(here, there.path, mine=mine.id)
    assert other.id not in "".join(row[-1] for row in log(here))
    assert other.id.replace("-", "") not in repr(
        [[bytes(cell).hex() for cell in row if isinstance(cell, bytes)] for row in log(here)]
    )
    assert here.query("SELECT owner FROM goals") == [(ids.to_bytes(mine.id),)]


def place_keys(database: Database) -> set[tuple[Any, ...]]:
    return set(database.query("SELECT member, lesson FROM places"))


def test_what_is_about_several_people_is_not_all_mine(here: Database, there: Database) -> None:
    mine = people.add(here, "Eve", now=always(), random=dice(9))
    people.add(there, "Bert", now=always(), random=dice(8))
    with pytest.raises(NotOneMemberError, match="Ada, Bert"):
        bring(here, there.path, mine=mine.id)
    assert bring(here, there.path).members == ("Ada", "Bert")


def test_an_erasure_travels_and_only_when_it_is_meant(here: Database, there: Database, export: Path) -> None:
    bring(here, export)
    before = dump(here)
    (member,) = people.members(there)
    erase.erase(there, member, now=always(), random=dice(7))
    with pytest.raises(WouldEraseError, match="Ada had everything erased"):
        bring(here, there.path)
    assert dump(here) == before
    assert bring(here, there.path, erasing=True).events == 1
    assert log(here) == log(there)
    assert dump(here) == dump(there)
    # An earlier export does not bring it back.
    assert bring(here, export).events == 0
    changed(export, lambda events: events.append(events[1] | {"id": f"{events[1]['id'][:-2]}ff"}))
    late = bring(here, export)
    assert (late.events, late.erased) == (1, 1)
    assert here.query("SELECT count(body) FROM events WHERE subject = ?", (ids.to_bytes(member.id),)) == [(1,)]
    assert people.members(here) == ()


@pytest.mark.parametrize("whose", ["", "mine"])
@pytest.mark.parametrize("form", ["folder", "database"])
def test_what_was_erased_here_comes_back_under_no_name(
    here: Database, there: Database, tmp_path: Path, form: str, whose: str
) -> None:
    bring(here, there.path)
    (old,) = people.members(here)
    erase.erase(here, old, now=always(), random=dice(2))
    record(there, old, started(2), answered(1, 2), answered(2, 2), finished(2))  # nobody has told that machine
    passage = {"about": "course/one", "question": "", "block": "b", "section": 1, "quote": "It rises."}
    notes.keep(there, old.id, None, text="Secret", now=always(), random=dice(3), **passage)
    places.keep(there, old.id, "course/two", Place("b", 1, 2, 0.5, START))
    again = ada(here)
    path = there.path
    if form == "folder":
        path = tmp_path / "later"
        export_member(there, old.id, path)
    merged = bring(here, path, mine=again.id if whose else "")
    assert (merged.erased, merged.notes, merged.newcomers) == (4, 0, ())
    assert here.query("SELECT count(*) FROM events WHERE kind = 'answered' AND body IS NOT NULL") == [(0,)]
    assert here.query("SELECT lesson FROM places UNION SELECT about FROM notes UNION SELECT quiz FROM sittings") == []
    assert people.members(here) == (again,)


def test_an_answer_says_itself_what_its_question_says_otherwise_here(here: Database, there: Database) -> None:
    mine = people.add(here, "Eve", now=always(), random=dice(9))
    record(here, mine, replace(answered(1, 5), identity="b" * 32, type="multiple"), random=dice(50))
    bring(here, there.path)
    (body,) = here.query("SELECT body FROM events WHERE kind = 'answered' AND subject <> ?", (ids.to_bytes(mine.id),))[
        0
    ]
    more = json.loads(body)[-1]
    assert more["identity"] == "a" * 32
    assert "key" not in more
    alone = {table: rows for table, rows in dump(there).items() if table in {"item_memory", "sitting_answers"}}
    for table, rows in alone.items():
        assert set(rows) <= set(dump(here)[table])


def test_a_later_place_counts_and_the_further_share(here: Database, there: Database) -> None:
    bring(here, there.path)
    member: Member = people.members(here)[0]
    places.keep(here, member.id, "=course/中文", Place("c", 3, 4, 0.2, START.replace(hour=11)))
    places.keep(there, member.id, "=course/中文", Place("d", 5, 6, 0.9, START.replace(hour=10)))
    for one, other in ((here, there), (there, here)):
        bring(one, other.path)
        found = places.place_of(one, member.id, "=course/中文")
        assert found == Place("c", 3, 4, 0.9, START.replace(hour=11))


def test_nothing_is_changed_by_what_cannot_be_written(here: Database, export: Path) -> None:
    (here.path.parent / "backups").write_text("in the way")
    with pytest.raises(StoreError, match="backups"):
        bring(here, export)
    assert log(here) == []


def test_an_export_that_may_not_be_read_is_named(here: Database, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(NotImportableError, match=r"events\.json"):
        bring(here, tmp_path / "empty")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(NotImportableError, match="no such file"):
        bring(here, tmp_path / "pipe")
    shutil.rmtree(tmp_path / "empty")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'[{"a":', "line 1: it is no JSON"),
        (b"[\n" + b"1,\n" * 3 + b"x]", "line 2: its fields"),
        (b"\xff\xfe[", "it is no text in UTF-8"),
        (b"hello", "it is no list"),
    ],
)
def test_what_cannot_be_read_is_said_in_words(here: Database, tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "events.json").write_bytes(content)
    with pytest.raises(NotImportableError) as refused:
        bring(here, tmp_path / "there" / ".." / "events.json")
    assert said in str(refused.value)
    assert f"{tmp_path / 'events.json'} cannot" in str(refused.value)
    for foreign in ("Expecting", "codec", "char ", ".."):
        assert foreign not in str(refused.value)
