"""Erasing the details of what is old: its words are gone, what came of it stays, and no import brings it back."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from store import backup, details, erase, ids, merge
from store.database import Database
from store.errors import NotImportableError, WouldEraseDetailsError
from store.events import (
    DETAILS,
    DetailsErased,
    FlagClosed,
    HandLowered,
    HandRaised,
    LessonFinished,
    LessonOpened,
    QuestionFlagged,
    SittingAbandoned,
    Studied,
    Undone,
)
from store.export import export_member
from store.log import rebuild
from store.people import Member
from store.projections import item_memory, sittings
from store.projections.members import details_before
from store.status import SLIPPING, slipping
from tests.histories import (
    START,
    Clock,
    ada,
    aliased,
    always,
    answered,
    dice,
    dump,
    finished,
    opened,
    rated,
    record,
    sitting_id,
    started,
)
from tests.leading import Clock as LeadersClock
from tests.leading import Typed

SECRET = "Mellon-" + "speak-friend" * 3
LATER = START + timedelta(days=200)
MONTHS = 3
STAYS = ("lesson_facts", "sittings", "quiz_results", "members", "groups", "aliases")


def flagged(text: str) -> QuestionFlagged:
    return QuestionFlagged(quiz="course/quiz", question="q1", edition="e", reason="other", text=text)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with opened(tmp_path / "data") as made:
        yield made


@pytest.fixture
def member(database: Database) -> Member:
    """Somebody who did all kinds of things in March, and something in September."""
    clock = Clock()
    member = ada(database)
    secret = replace(answered(1), type="text", choice=(SECRET,))
    record(database, member, started(), secret, answered(2, right=False), finished(), now=clock)
    taken_back, flag = record(database, member, rated(1), flagged(SECRET), now=clock)
    record(database, member, Undone(taken_back.id), FlagClosed(flag.id, "settled"), flagged("Still open"), now=clock)
    record(database, member, LessonOpened("course/one", "d"), LessonFinished("course/one", "read", "d"), now=clock)
    record(database, member, HandRaised("course/one"), HandLowered("course/one"), HandRaised("course/two"), now=clock)
    record(database, member, started(2), replace(answered(1, 2), choice=("b",)), Studied(90), now=clock)
    record(database, member, started(3, "course/other"), replace(answered(1, 3), quiz="course/other"), now=clock)
    record(database, member, SittingAbandoned(sitting_id(3), "course/other"), now=clock)
    clock.moment = LATER
    record(database, member, rated(2), Studied(60), now=clock)
    backup.daily_backup(database, now=always())
    return member


def study_before(database: Database, member: Member, moment: datetime) -> None:
    """Study for a minute on each of the days before one: by these its clock is believed."""
    for days in range(details.WITNESSES, 0, -1):
        record(database, member, Studied(60), now=always(moment - timedelta(days=days)))


def bodies(database: Database) -> dict[bytes, str | None]:
    return dict(database.query("SELECT id, body FROM events WHERE kind <> 'details.erased'"))


def holding(folder: Path) -> list[str]:
    return sorted(str(path) for path in folder.rglob("*") if path.is_file() and SECRET.encode() in path.read_bytes())


def erase_old(database: Database, member: Member) -> erase.Gone:
    return details.erase_old(database, member, MONTHS, now=always(LATER), random=dice(4))


def test_old_words_are_gone_and_what_came_of_them_stays(database: Database, member: Member) -> None:
    before, rows = bodies(database), dump(database)
    found = details.survey(database, member, MONTHS, LATER.date())
    assert (found.before, found.answers, found.reviews, found.flags, found.others) == (date(2026, 6, 1), 2, 1, 1, 3)
    gone = erase_old(database, member)
    assert (gone.file, gone.backups) == (True, 1)
    assert holding(database.path.parent) == []
    emptied = {id_ for id_, body in bodies(database).items() if body is None}
    assert len(emptied) == found.events + 1  # and what took a review back
    kinds = dict(database.query("SELECT id, kind FROM events"))
    assert {kinds[id_] for id_ in emptied} == DETAILS - {"day.begun"}
    assert {id_: body for id_, body in bodies(database).items() if body} == {
        id_: body for id_, body in before.items() if id_ not in emptied
    }
    grown = dump(database)
    same = [table for table in STAYS if table not in {"lesson_facts", "members"}]
    assert {table: grown[table] for table in same} == {table: rows[table] for table in same}
    known = database.query("SELECT name, details_before FROM members")
    assert known == [(member.name, "2026-06-01")], "read models know from which day on they know everything"
    assert database.query("SELECT lesson, finished_day, hand_day FROM lesson_facts ORDER BY lesson") == [
        ("course/one", "2026-03-02", None),
        ("course/two", None, "2026-03-02"),
    ]
    assert database.query("SELECT count(*) FROM flags WHERE reason IS NOT NULL") == [(1,)]
    rebuild(database)
    assert dump(database) == grown
    assert details.survey(database, member, MONTHS, LATER.date()).events == 0


def test_whether_answers_of_a_sitting_went_is_told_of_its_time_alone(database: Database, member: Member) -> None:
    hour = timedelta(hours=1)
    assert not details.answers_went(database, member.id, START, START + hour), "nothing was erased yet"
    erase_old(database, member)
    assert details.answers_went(database, member.id, START, START + hour)
    assert not details.answers_went(database, member.id, START + hour, START + 2 * hour), "nobody answered then"
    assert not details.answers_went(database, member.id, LATER, LATER + hour), "those are young enough"
    assert not details.answers_went(database, sitting_id(), START, START + hour), "that is somebody else"


def test_the_log_allows_it_for_old_details_alone(database: Database, member: Member) -> None:
    statement = "UPDATE events SET salt = NULL, body = NULL WHERE {}"
    record(database, member, DetailsErased(START.date()), now=always(LATER))
    conditions = ("kind = 'answered'", "kind = 'lesson.finished'", "kind = 'details.erased'")
    for condition in conditions:  # nothing is of before that day
        with pytest.raises(sqlite3.IntegrityError, match="only grows"), database.transaction() as connection:
            connection.execute(statement.format(condition))
    record(database, member, DetailsErased(LATER.date()), now=always(LATER))
    for condition in (*conditions[1:], "kind = 'rated'"):  # one review is of that day
        with pytest.raises(sqlite3.IntegrityError, match="only grows"), database.transaction() as connection:
            connection.execute(statement.format(condition))
    with database.transaction() as connection:
        connection.execute(statement.format(conditions[0]))


def test_no_import_brings_it_back_and_the_other_machine_follows(
    database: Database, member: Member, tmp_path: Path
) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    export_member(database, member.id, old)
    with opened(tmp_path / "other") as other:
        merge.merge(other, old, now=always(LATER))
        extra = replace(answered(3), type="text", choice=(SECRET,))
        record(other, member, extra)  # it was answered there in March too
        erase_old(database, member)
        export_member(database, member.id, new)
        assert merge.merge(database, old, now=always(LATER)).events == 0
        assert merge.merge(database, other.path, now=always(LATER)).details == 1
        kept = dump(other)
        with pytest.raises(WouldEraseDetailsError, match=r"of Ada of before 2026-06-01.*here too, 8 in all"):
            merge.merge(other, new, now=always(LATER))
        assert merge.merge(other, new, keeping=True, now=always(LATER)).events == 0
        assert dump(other) == kept, "neither erases anything"
        followed = merge.merge(other, new, erasing=True, now=always(LATER))
        assert (followed.events, followed.contradicting, followed.erased) == (1, 0, 0)
        assert followed.details == 9
        assert bodies(other) == bodies(database)
        assert dump(other) == dump(database)
        assert SECRET.encode() not in other.path.read_bytes()
        assert SECRET.encode() not in database.path.read_bytes()
        assert [Path(path).name for path in holding(other.path.parent)] == ["study-2026-09-18T090000-import.db"]
        record(other, member, rated(3), now=always(LATER + timedelta(days=90)))
        clock = Clock()
        study_before(other, member, LATER + timedelta(days=130))
        for days, gone in ((130, False), (131, True)):  # the wish of the other machine is followed, then one's own
            clock.moment = LATER + timedelta(days=days)
            assert details.keep_to(other, member, MONTHS, now=clock, random=dice(8)) is gone
        assert [Path(path).name for path in holding(other.path.parent)] == ["study-2026-09-18T090000-import.db"]
        assert any("details" in path.name for path in backup.backups(other.path))
    with opened(tmp_path / "third") as third:  # where nothing was known, empty events come in as they are
        assert merge.merge(third, new, now=always(LATER)).details == 0
        assert dump(third) == dump(database)


def test_an_import_cannot_erase_more_than_is_old(database: Database, member: Member, tmp_path: Path) -> None:
    record(database, member, DetailsErased(LATER.date() + timedelta(days=1)), now=always(LATER))
    with opened(tmp_path / "other") as other, pytest.raises(NotImportableError, match="its own day"):
        merge.merge(other, database.path, now=always(LATER))


def test_what_was_cut_short_is_finished(database: Database, member: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(_database: Database) -> bool:
        raise RuntimeError("the power went")

    monkeypatch.setattr(Database, "compact", crash)
    with pytest.raises(RuntimeError):
        erase_old(database, member)
    monkeypatch.undo()
    database.close()
    with opened(database.path.parent) as again:
        assert holding(again.path.parent) != []
        assert (erase.finish(again, now=always(LATER)).file, holding(again.path.parent)) == (True, [])


def test_the_wish_is_followed_once_a_day_and_a_backup_is_made_before_the_first_time(
    database: Database, member: Member
) -> None:
    def keep(moment: Clock, months: int = MONTHS) -> bool:
        return details.keep_to(database, member, months, now=moment, random=dice(6))

    clock = Clock()
    study_before(database, member, LATER)
    clock.moment = LATER - timedelta(days=1)
    assert not keep(clock)  # nothing goes on the day on which it was chosen
    assert not keep(clock, 0)
    clock.moment = LATER
    assert not keep(clock)  # it was taken back meanwhile, and is heard of anew
    clock.forward(days=1)
    assert not keep(clock, MONTHS + 1)  # another wish, and heard of first
    clock.forward(days=1)
    assert not keep(clock)
    clock.forward(days=1)
    assert keep(clock)
    copies = [path.name for path in backup.backups(database.path)]
    assert any("details" in name for name in copies)
    assert SECRET.encode() not in database.path.read_bytes()
    assert [Path(path).name for path in holding(database.path.parent)] == sorted(copies)
    assert not keep(clock)
    record(database, member, rated(3), now=clock)
    clock.forward(days=130)
    study_before(database, member, clock.moment)
    record(database, member, rated(2), now=clock)
    assert keep(clock)  # the next time no backup holds any of it any more
    assert holding(database.path.parent) == []
    clock.forward(days=1)
    assert not keep(clock)


def test_a_clock_that_is_years_ahead_erases_nothing_and_drives_no_backup_out(
    database: Database, member: Member
) -> None:
    study_before(database, member, LATER)
    clock = Clock()

    def start() -> bool:
        backup.daily_backup(database, now=clock)
        return details.keep_to(database, member, MONTHS, now=clock, random=dice(6))

    for days in range(8):  # the wish is followed; that month the backups of before stay
        clock.moment = LATER + timedelta(days=days)
        record(database, member, Studied(60), now=clock)
        assert start() is (days == 1)
    known, copies = bodies(database), {path.name for path in backup.backups(database.path)}
    for days in range(3650, 3650 + details.WITNESSES):
        clock.moment = LATER + timedelta(days=days)
        assert not start()
        record(database, member, Studied(60), now=clock)  # that is seen on one more day
    assert {id_: body for id_, body in bodies(database).items() if id_ in known} == known
    clock.moment = LATER + timedelta(days=8)  # the clock is right again
    assert not start()
    there = [path.name for path in backup.backups(database.path)]
    assert there[0] == "study-2026-09-26.db", "the newest is the one just made"
    assert len(copies - set(there)) <= details.WITNESSES, "no day drove out more than one"
    # Who comes back after a pause has it followed up to that, and all of it after some days of study.
    clock.moment = LATER + timedelta(days=408)
    record(database, member, Studied(60), now=clock)
    clock.moment += timedelta(days=1)
    start()
    assert details_before(database, member.id) == date(2026, 6, 1)
    study_before(database, member, clock.moment + timedelta(days=6))
    clock.moment += timedelta(days=6)
    assert start()
    assert details_before(database, member.id) == date(2027, 8, 1)


def test_what_is_recorded_after_an_erasure_is_not_reached_by_it(
    database: Database, member: Member, tmp_path: Path
) -> None:
    early, ahead = always(START - timedelta(days=30)), always(LATER + timedelta(days=3650))
    with opened(tmp_path / "other") as other:
        merge.merge(other, database.path, now=always(LATER))
        gone = details.erase_old(database, member, MONTHS, now=ahead, random=dice(4))
        assert gone.file
        assert details_before(database, member.id) == LATER.date(), "never later than what was done last"
        record(database, member, rated(1), now=always(LATER + timedelta(days=1)))
        record(database, member, rated(3), now=early)  # by a clock that was behind
        record(other, member, rated(2), now=always(LATER + timedelta(days=2)))
        empty = sum(body is None for body in bodies(database).values())
        assert merge.merge(database, other.path, now=always(LATER)).details == 0
        assert sum(body is None for body in bodies(database).values()) == empty
        # The other machine asks; what it keeps is its own, and what came since comes in.
        with pytest.raises(WouldEraseDetailsError):
            merge.merge(other, database.path, now=always(LATER))
        assert merge.merge(other, database.path, keeping=True, now=always(LATER)).events == 2
        assert None not in bodies(other).values()
        assert details_before(other, member.id) is None
        rebuild(other)
        assert merge.merge(database, other.path, now=always(LATER)).events == 0


def test_the_day_of_the_latest_study_stays(database: Database, member: Member) -> None:
    clock = Clock()
    clock.moment = LATER + timedelta(days=400)
    details.erase_old(database, member, MONTHS, now=clock, random=dice(4))
    key = ids.to_bytes(member.id)
    assert database.query(
        "SELECT count(*) FROM events WHERE subject = ? AND kind = 'rated' AND body IS NOT NULL", (key,)
    )
    assert database.query("SELECT max(day) FROM study_days WHERE reviews > 0") == [(LATER.date().isoformat(),)]


def test_who_never_opens_the_app_has_the_wish_followed_by_any_command(
    member: Member, database: Database, typed: Typed, clock: LeadersClock
) -> None:
    clock.at = LATER + timedelta(days=100)
    study_before(database, member, clock.at)
    database.close()
    folder = database.path.parent

    def today() -> list[str]:
        status, _printed, told = typed(f"--db {database.path} --member {member.name} today")
        assert (status, told) == (0, "")
        return [Path(path).name for path in holding(folder) if "details" not in path]

    assert "study.db" in today()
    assert typed("config set keep_months 3")[0] == 0
    assert "study.db" in today(), "it is heard of"
    clock.at += timedelta(days=1)
    assert today() == ["study-2026-03-02.db", "study-2026-12-27.db"], "backups stay until the next time"
    assert any("details" in path.name for path in backup.backups(database.path))


def test_a_question_that_came_from_a_quiz_begun_before_has_no_lesson_slip(database: Database) -> None:
    clock, member = Clock(), ada(database)
    record(database, member, started(), answered(1), answered(2), finished(), now=clock)
    for days in (2, 15, 60):
        clock.forward(days=days)
        record(database, member, rated(1, 4), now=clock)
    record(database, member, aliased(1, 1, quiz="course/new"), aliased(1, 7, quiz="course/last"), now=clock)
    clock.moment = LATER
    record(database, member, started(2, "course/last"), now=clock)
    record(database, member, rated(7, quiz="course/last"), now=clock)

    def slips() -> bool:
        (faded, items) = item_memory.faded(database, member.id, LATER + timedelta(days=25), "course", below=SLIPPING)[
            "course/last"
        ]
        assert items == 1
        begun = sittings.first_days(database, member.id)["course/last"]
        return slipping(faded, items, begun=begun, details_before=details_before(database, member.id))

    assert not slips()
    erase_old(database, member)
    assert not slips(), "how well it was known under its first key is erased"


def test_a_lesson_falls_back_for_want_of_nothing_that_was_erased(database: Database) -> None:
    """Two questions were known for months to come, and one was asked again since: what is left looks like a new one."""
    clock, member = Clock(), ada(database)
    record(database, member, started(), answered(1), answered(2), finished(), now=clock)
    record(database, member, LessonFinished("course/one", "quiz-passed", "d"), now=clock)
    for days in (2, 15, 60):
        clock.forward(days=days)
        record(database, member, rated(1, 4), rated(2, 4), now=clock)
    clock.moment = LATER
    record(database, member, rated(2), now=clock)

    def seen() -> tuple[int, int, date | None]:
        faded = item_memory.faded(database, member.id, LATER + timedelta(days=25), "course", below=SLIPPING)
        return *faded["course/quiz"], details_before(database, member.id)

    *known, before = seen()
    done = START.date()
    assert not slipping(*known, begun=done, details_before=before)
    erase_old(database, member)
    *left, before = seen()
    assert left == [1, 1], "it looks forgotten, and was not"
    assert slipping(*left, begun=done, details_before=None)
    assert not slipping(*left, begun=done, details_before=before)
    assert slipping(*left, begun=LATER.date(), details_before=before), "what was begun since then slips like any other"
