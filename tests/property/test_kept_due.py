"""What may be asked is kept between two questions, and is what is read afresh, whatever was recorded meanwhile."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import people, settings
from store.database import Database
from store.days import study_day
from store.errors import ErasedError
from store.events import Body, MemberErased, Rated, Undone
from store.kept_due import KeptDue
from store.people import Member
from tests.histories import START, Clock, aliased, always, answered, buried, opened, rated, record, resumed, suspended

QUIZ = "course/quiz"
QUESTIONS = st.integers(1, 4)
BODIES = st.one_of(
    st.builds(rated, QUESTIONS, st.integers(1, 4)),
    st.builds(answered, QUESTIONS, st.integers(1, 9), right=st.booleans()),
    st.builds(suspended, QUESTIONS),
    st.builds(resumed, QUESTIONS),
    st.builds(buried, QUESTIONS, st.dates(START.date(), START.date() + timedelta(days=3))),
    st.builds(aliased, QUESTIONS, QUESTIONS),
)
WAYS = st.sampled_from(["followed", "followed", "followed", "unfollowed", "elsewhere", "failed"])
STEPS = st.lists(
    st.tuples(st.sampled_from([0, 1, 9, 30, 600, 1440]), WAYS, BODIES | st.none() | st.integers(0, 9), st.booleans()),
    min_size=4,
    max_size=16,
)
"""Minutes that pass, how something is recorded, what (a number takes one back, None is no event), whether one asks."""


class Databases:
    """One file, open twice."""

    def __init__(self, folder: Path) -> None:
        self.here, self.there = opened(folder), opened(folder)
        self._numbers = count()

    def somebody(self) -> Member:
        """A member of whom nothing is recorded."""
        number = next(self._numbers)
        return people.add(self.here, f"Ada {number}", now=always(), random=Random(1_000_000 + number))


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    databases = Databases(tmp_path_factory.mktemp("kept"))
    yield databases
    databases.here.close()
    databases.there.close()


@given(steps=STEPS)
def test_what_is_kept_is_what_is_read_afresh(
    both: Databases, steps: list[tuple[int, str, Body | int | None, bool]]
) -> None:
    clock, undoable = Clock(), list[str]()
    kept = KeptDue(both.here)
    member = both.somebody()

    def write(database: Database, body: Body | None) -> None:
        if body is None:
            settings.keep_setting(database, "colour", str(clock.moment))
            return
        undoable.extend(event.id for event in record(database, member, body, now=clock) if event.kind == Rated.KIND)

    def fail(database: Database) -> None:
        with database.transaction():
            record(database, member, rated(1, 4), now=clock)
            raise ZeroDivisionError

    for minutes, way, step, asks in steps:
        clock.forward(minutes=minutes)
        if isinstance(step, int):
            body: Body | None = Undone(undoable[step % len(undoable)]) if undoable else None
        else:
            body = step
        followed = getattr(body, "question", None)
        if way == "followed" and not isinstance(step, int) and not hasattr(body, "new_quiz"):
            with kept.following((QUIZ, followed) if followed else None):
                write(both.here, body)
        elif way == "failed":
            with pytest.raises(ZeroDivisionError), kept.following((QUIZ, "q1")):
                fail(both.here)
        else:
            write(both.there if way == "elsewhere" else both.here, body)
        if asks:
            at, day = clock.moment, study_day(clock.moment)
            assert kept.items(member.id, at, day) == KeptDue(both.here).items(member.id, at, day)
    at, day = clock.moment, study_day(clock.moment)
    assert kept.items(member.id, at, day) == KeptDue(both.here).items(member.id, at, day)


def test_after_a_rating_no_more_than_its_row_is_read(both: Databases) -> None:
    clock, kept, member = Clock(), KeptDue(both.here), both.somebody()
    record(both.here, member, rated(1), rated(2), rated(3), now=clock)
    clock.forward(minutes=10)
    at, day = clock.moment, study_day(clock.moment)
    assert [one.question for one in kept.items(member.id, at, day)] == ["q1", "q2", "q3"]
    said: list[str] = []
    with both.here.reading() as connection:
        connection.set_trace_callback(said.append)
        try:
            with kept.following((QUIZ, "q2")):
                record(both.here, member, rated(2, 4), now=clock)
            assert [one.question for one in kept.items(member.id, at, day)] == ["q1", "q3"]
            assert sum("SELECT due_day" in one for one in said) == 1
            record(both.there, member, rated(3, 4), now=clock)
            assert [one.question for one in kept.items(member.id, at, day)] == ["q1"]
        finally:
            connection.set_trace_callback(None)
    assert sum("SELECT due_day" in one for one in said) == 2


def test_what_goes_wrong_in_between_is_told(both: Databases) -> None:
    kept, member = KeptDue(both.here), both.somebody()
    record(both.here, member, MemberErased())
    with pytest.raises(ErasedError), kept.following((QUIZ, "q1")):
        record(both.here, member, rated())


def test_another_process_between_a_question_and_its_rating_is_noticed(both: Databases) -> None:
    clock, kept, member = Clock(), KeptDue(both.here), both.somebody()
    record(both.here, member, rated(1), rated(2), now=clock)
    clock.forward(minutes=10)
    at, day = clock.moment, study_day(clock.moment)
    assert [one.question for one in kept.items(member.id, at, day)] == ["q1", "q2"]
    with kept.following((QUIZ, "q1")):
        record(both.there, member, rated(2, 4), now=clock)
        record(both.here, member, rated(1, 4), now=clock)
    assert kept.items(member.id, at, day) == []


def test_a_rating_that_goes_by_another_key_is_noticed(both: Databases) -> None:
    clock, kept, member = Clock(), KeptDue(both.here), both.somebody()
    record(both.here, member, rated(1), aliased(1, 2), now=clock)
    clock.forward(minutes=10)
    at, day = clock.moment, study_day(clock.moment)
    assert [one.question for one in kept.items(member.id, at, day)] == ["q2"]
    with kept.following((QUIZ, "q1")):
        record(both.here, member, rated(1, 4), now=clock)
    assert kept.items(member.id, at, day) == []


def test_what_is_undone_was_never_kept(both: Databases) -> None:
    clock, kept, member = Clock(), KeptDue(both.here), both.somebody()
    record(both.here, member, rated(1), rated(2), now=clock)
    clock.forward(minutes=10)
    at, day = clock.moment, study_day(clock.moment)

    def fail() -> None:
        with both.here.transaction():
            with kept.following((QUIZ, "q1")):
                record(both.here, member, rated(1, 4), now=clock)
            assert [one.question for one in kept.items(member.id, at, day)] == ["q2"]
            raise ZeroDivisionError

    assert [one.question for one in kept.items(member.id, at, day)] == ["q1", "q2"]
    with pytest.raises(ZeroDivisionError):
        fail()
    assert [one.question for one in kept.items(member.id, at, day)] == ["q1", "q2"]
