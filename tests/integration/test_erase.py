"""Erasing a member: not a byte of what was recorded is left, and nobody else loses anything."""

import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from store import backup, bookmarks, drafts, erase, ids, notes, people, places, settings
from store.bookmarks import Bookmark
from store.database import Database
from store.errors import ErasedError
from store.events import (
    DetailsErased,
    GroupCreated,
    GroupJoined,
    GroupLeft,
    HelpHandled,
    LessonOpened,
    MemberAdded,
    MemberErased,
    MemberRenamed,
    PlanSet,
)
from store.log import Entry, append, rebuild
from store.people import Member
from store.places import Place
from store.projections.groups import groups, memberships, plans
from tests.histories import (
    GROUP,
    OF_GROUPS,
    QUESTION,
    START,
    Clock,
    ada,
    aliased,
    always,
    answered,
    dice,
    dump,
    finished,
    marked,
    opened,
    rated,
    record,
    sitting_id,
    started,
)
from tests.unit.test_events import ONE_OF_EACH

SECRET = "Mellon-" + "speak-friend" * 3
HEADERS = "SELECT id, kind, actor, subject, at, day, version FROM events ORDER BY id"
OF_OTHERS = "SELECT * FROM events WHERE subject <> ? AND kind NOT LIKE 'group.%'"
THEIR_QUESTION = ("f" * 32, '{"body":"","stem":"What stays with her alone?","type":"text"}')
EDITED = ("9" * 32, f'{{"stem":"{SECRET}"}}')

OWN = [one for one in ONE_OF_EACH if not isinstance(one, (*OF_GROUPS, MemberAdded, MemberErased, DetailsErased))]
"""One of each kind that is about a member."""


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with opened(tmp_path / "data") as made:
        yield made


@pytest.fixture
def member(database: Database) -> Member:
    """Somebody whose every event says the secret, beside somebody else, both in a group that she leads with him."""
    clock = Clock()
    member = people.add(database, SECRET, now=clock, random=dice())
    bert = people.add(database, "Bert", now=clock, random=dice(1))
    for number, one in enumerate((member, bert), start=1):
        record(database, one, started(number), answered(1, number), answered(2, number, right=False), finished(number))
        record(database, one, rated(1), rated(2), LessonOpened("course/lesson", ""))
    typed = replace(answered(9), revision=THEIR_QUESTION[0], type="text", choice=(SECRET,))
    entry = Entry(typed, member.id, member.id)
    append(database, [entry], now=clock, random=dice(2), questions=[THEIR_QUESTION])
    edited = replace(aliased(9, 8), new_quiz=f"{SECRET}/quiz", revision=EDITED[0])
    append(database, [Entry(edited, member.id, member.id)], now=clock, random=dice(3), questions=[EDITED])
    for number, body in enumerate(OWN):
        entry = Entry(marked(body, SECRET), member.id, member.id)
        append(database, [entry], now=clock, random=dice(100 + number), questions=[(SECRET, EDITED[1])])
    record(database, member, MemberRenamed(SECRET), LessonOpened(f"{SECRET}/lesson", SECRET))
    notes.keep(
        database,
        member.id,
        None,
        now=clock,
        random=dice(4),
        text=SECRET,
        about=SECRET,
        question="",
        block=SECRET,
        section=0,
        quote=SECRET,
    )
    bookmarks.keep(database, member.id, Bookmark(SECRET, SECRET, 0, SECRET, START))
    drafts.keep_drafts(database, member.id, {drafts.place_of("note"): SECRET})
    places.keep(database, member.id, f"{SECRET}/lesson", Place(SECRET, 1, 2, 0.5, START))
    places.keep(database, bert.id, "course/lesson", Place("b", 1, 2, 0.5, START))
    settings.keep_setting(database, f"retention:{member.id}", SECRET)
    settings.keep_setting(database, "theme", "dark")
    record(
        database, bert, GroupCreated("Night shift"), GroupJoined(bert.id, "leader"), GroupJoined(member.id, "leader")
    )
    record(database, member, GroupJoined(member.id, "member"), PlanSet("course", {}, None, ()))
    # What she did for somebody else belongs to him.
    append(database, [Entry(HelpHandled("course/lesson"), member.id, bert.id)], now=clock, random=dice(3))
    backup.daily_backup(database, now=always(START.replace(day=1)))
    backup.backup(database, backup.before(database.path, "import", now=clock))
    shutil.copy(database.path, database.path.parent / "backups" / "study-2026-02-27.db.part")  # a crash left it
    for name in ("study.db.restored", "study.db.restored.part"):  # and so did others while a backup was gone back to
        shutil.copy(database.path, database.path.with_name(name))
    return member


def contents(folder: Path) -> Mapping[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def of_others(database: Database, member: Member) -> Mapping[str, list[tuple[object, ...]]]:
    hers = key(member), ids.to_bytes(sitting_id(1))
    return {table: [row for row in rows if not {*hers} & {*row}] for table, rows in dump(database).items()}


def test_no_byte_of_it_is_left_in_the_file_or_its_backups(database: Database, member: Member) -> None:
    folder = database.path.parent
    assert sum(SECRET.encode() in found for found in contents(folder).values()) >= 3
    gone = erase.erase(database, member, now=always(), random=dice(4))
    assert (gone.file, gone.backups, gone.aside) == (True, 2, ())
    assert not [*folder.glob("*.restored*")]
    for name, found in contents(folder).items():
        assert SECRET.encode() not in found, name
        assert THEIR_QUESTION[1].encode() not in found, name
    assert [path.name for path in backup.backups(database.path)] == ["study-2026-03-02.db"]
    database.close()
    for name, found in contents(folder).items():
        assert SECRET.encode() not in found, name


def test_nobody_else_loses_anything(database: Database, member: Member) -> None:
    before = of_others(database, member)
    erase.erase(database, member, now=always(), random=dice(4))
    assert of_others(database, member) == before
    assert [one.name for one in people.members(database)] == ["Bert"]
    assert [one.name for one in groups(database)] == ["Night shift"]
    assert len(plans(database, GROUP)) == 1  # what she set for the group is the group's
    assert memberships(database, member=member.id) == ()
    assert database.query("SELECT revision FROM questions") == [(QUESTION[0],)]
    assert database.query("SELECT count(*) FROM places") == [(1,)]
    assert database.query("SELECT name FROM settings") == [("theme",)]
    grown = dump(database)
    rebuild(database)
    assert dump(database) == grown


def test_the_log_keeps_that_something_was_and_nothing_of_what_it_was(database: Database, member: Member) -> None:
    before = database.query(HEADERS)
    his = database.query(OF_OTHERS, (key(member),))
    erase.erase(database, member, now=always(), random=dice(4))
    *after, tombstone = database.query(HEADERS)
    assert after == before
    assert tombstone[1:4] == ("member.erased", key(member), key(member))
    assert database.query(OF_OTHERS, (key(member),)) == his
    left = database.query("SELECT kind, salt, body FROM events WHERE subject = ?", (key(member),))
    assert [row for row in left if row[0] != "member.erased" and (row[1], row[2]) != (None, None)] == []
    joined = database.query("SELECT body FROM events WHERE kind = 'group.joined' ORDER BY id")
    assert [body is None for (body,) in joined] == [False, True, True]


def key(member: Member) -> bytes:
    return ids.to_bytes(member.id)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events SET salt = NULL, body = NULL WHERE subject <> :member AND kind = 'answered'",
        "UPDATE events SET body = NULL WHERE subject = :member",
        "UPDATE events SET salt = NULL WHERE subject = :member",
        "UPDATE events SET salt = NULL, body = '{}' WHERE subject = :member",
        "UPDATE events SET salt = NULL, body = NULL, day = '2026-03-03' WHERE subject = :member",
        "UPDATE events SET salt = NULL, body = NULL, kind = 'member.erased' WHERE subject = :member",
        "UPDATE events SET salt = NULL, body = NULL, actor = zeroblob(16) WHERE subject = :member",
        "UPDATE events SET salt = NULL, body = NULL WHERE kind = 'member.erased'",
        "UPDATE events SET salt = NULL, body = NULL WHERE kind = 'plan.set'",
        "UPDATE events SET salt = NULL, body = NULL WHERE kind = 'group.joined' AND NOT instr(body, :text)",
        "DELETE FROM events WHERE subject = :member",
    ],
)
def test_the_log_allows_that_one_change_and_no_other(database: Database, member: Member, statement: str) -> None:
    named = {"member": key(member), "text": member.id}
    tombstone = "INSERT INTO events SELECT zeroblob(16), 'member.erased', :member, :member, at, day, 1, salt, '{}'"
    with pytest.raises(sqlite3.IntegrityError, match="only grows"), database.transaction() as connection:
        connection.execute("UPDATE events SET salt = NULL, body = NULL WHERE subject = :member", named)
    with database.transaction() as connection:
        connection.execute(f"{tombstone} FROM events LIMIT 1", named)
    with pytest.raises(sqlite3.IntegrityError, match="only grows"), database.transaction() as connection:
        connection.execute(statement, named)
    with database.transaction() as connection:
        connection.execute(
            "UPDATE events SET salt = NULL, body = NULL WHERE subject = :member AND kind <> 'member.erased'", named
        )


def test_nothing_more_is_recorded_about_who_was_erased(database: Database, member: Member) -> None:
    erase.erase(database, member, now=always(), random=dice(4))
    before = dump(database)
    with pytest.raises(ErasedError, match="open it anew"):
        record(database, member, answered(5))
    assert dump(database) == before


def test_an_erasure_that_was_cut_short_is_finished(
    database: Database, member: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(_database: Database) -> bool:
        raise RuntimeError("the power went")

    monkeypatch.setattr(Database, "compact", crash)
    with pytest.raises(RuntimeError):
        erase.erase(database, member, now=always(), random=dice(4))
    monkeypatch.undo()
    assert [one.name for one in people.members(database)] == ["Bert"]
    assert any(SECRET.encode() in found for found in contents(database.path.parent).values())
    database.close()
    with opened(database.path.parent) as again:
        assert erase.finish(again, now=always()).file
        assert not any(SECRET.encode() in found for found in contents(again.path.parent).values())
        assert erase.finish(again, now=always()) == erase.Gone(file=True, backups=0, aside=())


def test_a_window_that_still_reads_it_delays_the_rewriting(database: Database, member: Member) -> None:
    database.query("PRAGMA busy_timeout = 50")
    reader = sqlite3.connect(database.path)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM events").fetchone()
    assert not erase.erase(database, member, now=always(), random=dice(4)).file
    reader.close()
    assert erase.finish(database, now=always()).file
    assert not any(SECRET.encode() in found for found in contents(database.path.parent).values())


def test_databases_that_were_kept_aside_are_named_and_not_touched(database: Database, member: Member) -> None:
    kept = [database.path.with_name(f"study.db.{name}") for name in ("corrupt-2026-02-01", "replaced-2026-02-01-wal")]
    for path in kept:
        shutil.copy(database.path, path)
    assert erase.erase(database, member, now=always(), random=dice(4)).aside == tuple(kept)
    assert all(path.exists() for path in kept)


def test_who_leads_a_group_alone_is_told(database: Database, member: Member) -> None:
    (bert,) = (one for one in people.members(database) if one.name == "Bert")
    assert erase.survey(database, member, START.date()).leads_alone == ()
    record(database, bert, GroupLeft(bert.id, "leader"))
    found = erase.survey(database, member, START.date())
    assert found.leads_alone == ("Night shift",)
    assert (found.name, found.first, found.last) == (SECRET, START.date(), START.date())
    assert found.events == 14 + len(OWN)


def test_a_member_alone_can_be_erased(tmp_path: Path) -> None:
    with opened(tmp_path) as database:
        member = ada(database)
        record(database, member, started())
        erase.erase(database, member, now=always(), random=dice(4))
        assert people.members(database) == ()
        again = ada(database)
        record(database, again, started(2))
        assert again.id != member.id
