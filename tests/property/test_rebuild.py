"""The read models are the same whether they grew with the log, out of order too, or are made anew from it."""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import count, permutations
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import details, ids, records, replay
from store.database import Database
from store.duties import DUTIES
from store.events import (
    MEASURES,
    Body,
    ChallengeAnswered,
    CharterAccepted,
    CharterSet,
    DayBegun,
    DetailsErased,
    Erased,
    Event,
    FlagClosed,
    GoalDropped,
    GoalReached,
    GoalSet,
    GroupArchived,
    GroupCreated,
    GroupDescribed,
    GroupJoined,
    GroupLeft,
    GroupRenamed,
    GroupReopened,
    HandlingUndone,
    HandLowered,
    HandRaised,
    HelpHandled,
    LeaveEnded,
    LeaveRecorded,
    LessonFinished,
    LessonOpened,
    MemberRenamed,
    PlanSet,
    QuestionFlagged,
    SittingAbandoned,
    SprintJoined,
    SprintLeft,
    SprintProposed,
    StatusChallenged,
    Studied,
    Unknown,
    write_body,
)
from store.facts import lesson_facts_of, recorded
from store.log import rebuild
from store.people import Member, add
from store.projections import item_memory
from store.projections.members import details_before
from store.projections.sittings import first_days, open_sittings
from store.status import SLIPPING, slipping, standing
from tests.histories import (
    GROUP,
    START,
    Clock,
    aliased,
    answered,
    buried,
    dice,
    dump,
    finished,
    opened,
    rated,
    record,
    resumed,
    sitting_id,
    started,
    suspended,
    turned_over,
)

LESSONS = st.sampled_from(["course/one", "course/two"])
QUIZZES = {number: f"course/quiz-{number % 2}" for number in range(1, 5)}
DAYS = st.dates(START.date(), START.date() + timedelta(days=30))
SITTINGS = st.sampled_from(list(QUIZZES))

BODIES: st.SearchStrategy[Body] = st.one_of(
    st.builds(MemberRenamed, st.sampled_from(["Ada", "Ida", "Eda"])),
    st.builds(LessonOpened, LESSONS, st.sampled_from(["", "d1", "d2"])),
    st.builds(LessonFinished, LESSONS, st.sampled_from(["read", "quiz-passed"]), st.sampled_from(["d1", "d2"])),
    SITTINGS.map(lambda number: started(number, QUIZZES[number])),
    st.builds(
        lambda body, confidence: replace(body, confidence=confidence),
        st.builds(
            answered,
            st.integers(1, 3),
            SITTINGS,
            right=st.booleans(),
            retention=st.sampled_from([0.9, 0.9, 0.7, 0.97]),
        ),
        st.sampled_from([None, 1, 2, 3]),
    ),
    st.builds(
        lambda body, confidence: replace(body, confidence=confidence),
        st.builds(rated, st.integers(1, 3), st.integers(1, 4)),
        st.sampled_from([None, 1, 3]),
    ),
    st.sampled_from([QuestionFlagged(quiz="course/quiz", question="q1", edition="e", reason="other", text="")]),
    st.builds(FlagClosed, st.integers(1, 2).map(sitting_id), st.sampled_from(["withdrawn", "settled"])),
    st.builds(turned_over, st.integers(1, 3), st.integers(1, 4)),
    st.builds(suspended, st.integers(1, 3)),
    st.builds(resumed, st.integers(1, 3)),
    st.builds(buried, st.integers(1, 3), st.dates(START.date(), START.date() + timedelta(days=3))),
    st.builds(aliased, st.integers(1, 3), st.integers(1, 3), quiz=st.sampled_from(["course/quiz", "course/other"])),
    st.builds(
        lambda number, marks: finished(number, marks, QUIZZES[number]), SITTINGS, st.sampled_from([0.0, 1.0, 1.5, 2.0])
    ),
    SITTINGS.map(lambda number: SittingAbandoned(sitting_id(number), QUIZZES[number])),
    st.builds(HandRaised, LESSONS) | st.builds(HandLowered, LESSONS),
    st.builds(
        HelpHandled, LESSONS, st.none() | SITTINGS.map(sitting_id), st.sampled_from([None, "2026-W09", "2026-W10"])
    ),
    st.builds(HandlingUndone, LESSONS, SITTINGS.map(sitting_id)),
    st.builds(lambda day, days: LeaveRecorded(day, day + timedelta(days=days)), DAYS, st.integers(0, 9))
    | st.just(LeaveEnded()),
    st.builds(DayBegun, st.booleans(), st.lists(DAYS, max_size=3, unique=True).map(tuple)),
    st.builds(Studied, st.integers(1, 900)),
    st.builds(GroupCreated, st.sampled_from(["Night shift", "夜班"])),
    st.builds(GroupRenamed, st.sampled_from(["Day shift", "白班"]))
    | st.just(GroupArchived())
    | st.just(GroupReopened()),
    st.builds(GroupDescribed, st.sampled_from(["", "Search"]), st.just(""), st.sampled_from([(), ("course",)])),
    st.builds(
        GroupJoined,
        st.sampled_from([sitting_id(8), sitting_id(9)]),
        st.sampled_from(DUTIES),
        st.none() | DAYS,
        st.none() | DAYS,
        st.sampled_from([(), (sitting_id(8),)]),
    ),
    st.builds(GroupLeft, st.sampled_from([sitting_id(8), sitting_id(9)]), st.sampled_from(DUTIES), st.none() | DAYS),
    st.builds(CharterSet, st.sampled_from(["", "We ask."]), st.sampled_from(["", "d" * 32])),
    st.builds(CharterAccepted, st.just(GROUP), st.sampled_from(["", "d" * 32]), st.sampled_from(["e" * 32, "f" * 32])),
    st.builds(StatusChallenged, st.just(GROUP), LESSONS, st.just("overdue"), st.sampled_from(["It is done.", "No"])),
    st.builds(
        SprintProposed,
        SITTINGS.map(sitting_id),
        st.sampled_from(["Spring", "Autumn"]),
        DAYS,
        DAYS,
        st.sampled_from([(), (sitting_id(8),)]),
    ),
    st.builds(SprintJoined, SITTINGS.map(sitting_id)) | st.builds(SprintLeft, SITTINGS.map(sitting_id)),
    st.builds(ChallengeAnswered, st.integers(1, 9).map(sitting_id), st.just("So it is.")),
    st.builds(
        PlanSet,
        st.sampled_from(["course", "other"]),
        st.dictionaries(LESSONS, DAYS),
        st.none() | st.just(0.8),
        st.sampled_from([(), ("course/quiz-0",)]),
        st.sampled_from([{}, {"setup": 0.5}]),
    ),
    st.builds(
        GoalSet,
        st.sampled_from([sitting_id(6), sitting_id(7)]),
        st.sampled_from(["All have read it", "人人读过"]),
        st.sampled_from(MEASURES),
        st.just(""),
        st.none() | st.just(0.8),
        st.sampled_from([sitting_id(8), sitting_id(9)]),
        DAYS,
    ),
    st.builds(GoalReached, st.sampled_from([sitting_id(6), sitting_id(7)])),
    st.builds(GoalDropped, st.sampled_from([sitting_id(6), sitting_id(7)])),
)
HISTORIES = st.lists(st.tuples(st.integers(0, 50), BODIES), max_size=25)
"""Hours after the start, in any order, and what happened then."""


LEARNT = st.builds(
    lambda reviews, end, moved: [
        *((0, body) for body in (started(7), answered(1, 7))),
        *reviews,
        *(
            (end, body)
            for body in (answered(2, 7), finished(7, 2.0), LessonFinished("course/one", "quiz-passed", "d1"))
        ),
        *((90, body) for body in moved),
    ],
    st.lists(st.tuples(st.integers(20, 50), st.builds(rated, st.integers(1, 2), st.integers(2, 4))), max_size=6),
    st.sampled_from([0, 60, 90]),
    st.sampled_from([(), (aliased(1, 1, quiz="course/other"), LessonFinished("course/two", "read", "d1"))]),
)
"""A lesson whose quiz was begun on the first day, and completed then or days later; reviews make its memory last.

Its author may have moved a question of it to the quiz of another lesson since, which was completed later.
"""


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with two members, to be copied: making one takes longer than a whole history."""
    folder = tmp_path_factory.mktemp("blank")
    with opened(folder) as database:
        for name in ("Ada", "Bert"):
            add(database, name, now=lambda: START, random=dice())
    return folder / "study.db"


COPIES = count()


def copied(blank: Path) -> Iterator[Database]:
    folder = blank.parent / str(next(COPIES))
    folder.mkdir()
    shutil.copy(blank, folder)
    with opened(folder) as database:
        yield database
    shutil.rmtree(folder)


def members(database: Database) -> list[Member]:
    return [Member(ids.to_text(row[0]), row[1], START.date()) for row in database.query("SELECT * FROM members")]


@given(history=HISTORIES)
def test_a_rebuild_changes_nothing(blank: Path, history: list[tuple[int, Body]]) -> None:
    for database in copied(blank):
        clock, random = Clock(), dice()
        ada, bert = members(database)
        for hours, body in history:
            clock.moment = START + timedelta(hours=hours)
            # Whose sitting it is, is settled with its number: nobody finishes another's.
            sitting = getattr(body, "sitting", None)
            member = bert if sitting == sitting_id(4) else ada
            record(database, member, body, now=clock, random=random)
        grown = dump(database)
        assert rebuild(database) == len(history) + 2
        assert dump(database) == grown


@given(learnt=LEARNT, history=HISTORIES, days=st.integers(1, 3))
def test_erasing_old_details_undoes_nothing(
    blank: Path, learnt: list[tuple[int, Body]], history: list[tuple[int, Body]], days: int
) -> None:
    quizzes: list[Any] = [SimpleNamespace(key=quiz, questions=()) for quiz in {*QUIZZES.values(), "course/quiz"}]
    day = START.date() + timedelta(days=days)
    today = day + timedelta(days=90)

    def stands(database: Database, member: Member) -> object:
        known = recorded(database, [member])[member.id]
        judged = [
            standing(lesson_facts_of(known, lesson, quiz, in_hand=in_hand), today)
            for lesson in ("course/one", "course/two")
            for quiz in quizzes
            for in_hand in (False, True)
        ]
        done = {lesson: (facts.finished, facts.criterion) for lesson, facts in known.lessons.items() if facts.finished}
        return judged, done, known.results, known.active, open_sittings(database, member.id)

    def slips(database: Database, member: Member, at: datetime) -> set[tuple[str, str]]:
        known, gone = recorded(database, [member])[member.id], details_before(database, member.id)
        faded = item_memory.faded(database, member.id, at, "course", below=SLIPPING)
        begun = first_days(database, member.id)
        return {
            (lesson, quiz)
            for lesson in ("course/one", "course/two")
            for quiz, (forgotten, items) in faded.items()
            if (done := known.finished(lesson))
            if slipping(forgotten, items, begun=min(done, begun.get(quiz, date.max)), details_before=gone)
        }

    for database in copied(blank):
        clock, random = Clock(), dice()
        member = members(database)[0]
        for hours, body in (*learnt, *history):
            clock.moment = START + timedelta(hours=hours)
            record(database, member, body, now=clock, random=random)
        before = stands(database, member)
        moments = [START + timedelta(days=days) for days in (4, 10, 40, 95)]
        slipped = [slips(database, member, at) for at in moments]
        clock.moment = START + timedelta(days=95)
        record(database, member, DetailsErased(day), now=clock, random=random)
        assert stands(database, member) == before
        with database.transaction() as connection:
            details.empty(connection, member.id)
            replay.rebuild(connection)
        assert stands(database, member) == before
        for at, then in zip(moments, slipped, strict=True):
            assert slips(database, member, at) <= then, "no lesson falls back for want of what was erased"
        grown = dump(database)
        clock.forward(hours=1)
        later = answered(1, 9, right=False)
        record(database, member, later, now=clock, random=random)
        after = dump(database)
        assert after != grown
        rebuild(database)
        assert dump(database) == after


@given(history=HISTORIES, order=st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(blank: Path, history: list[tuple[int, Body]], order: Random) -> None:
    dumps = []
    log: list[Event] = []
    for database in copied(blank):
        clock, random = Clock(), dice()
        member = members(database)[0]
        for hours, body in sorted(history, key=lambda entry: entry[0]):
            clock.moment = START + timedelta(hours=hours)
            record(database, member, body, now=clock, random=random)
        dumps.append(dump(database))
        with database.reading() as connection:
            log = [event for event in records.read(connection, "TRUE") if event.kind != "member.added"]
    for database in copied(blank):
        order.shuffle(log)
        with database.transaction() as connection:
            for event in log:
                assert not isinstance(event.body, Unknown | Erased)
                records.write(connection, event, write_body(event.body))
                replay.apply(connection, event)
        dumps.append(dump(database))
    assert dumps[0] == dumps[1]


def test_a_review_that_came_before_the_alias_it_follows_is_told_to_its_question(blank: Path) -> None:
    """Found by the test above: the id of a question that was moved is given to another, and was reviewed since."""
    happened: list[Body] = [aliased(2, 1, quiz="course/other"), aliased(1, 2), rated(2)]
    log: list[Event] = []
    expected: Mapping[str, list[tuple[object, ...]]] = {}
    for database in copied(blank):
        clock, random = Clock(), dice()
        member = members(database)[0]
        for body in happened:
            record(database, member, body, now=clock, random=random)
            clock.forward(hours=1)
        with database.reading() as connection:
            log = [event for event in records.read(connection, "TRUE") if event.kind != "member.added"]
        expected = dump(database)
    for arrived in permutations(log):
        for database in copied(blank):
            with database.transaction() as connection:
                for event in arrived:
                    assert not isinstance(event.body, Unknown | Erased)
                    records.write(connection, event, write_body(event.body))
                    replay.apply(connection, event)
            assert dump(database) == expected
