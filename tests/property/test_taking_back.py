"""A rating that was taken back leaves no trace in the memories, in whatever order the events come."""

import shutil
from datetime import timedelta
from itertools import count
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import records, replay
from store.database import Database
from store.events import Answered, Body, Erased, Event, Rated, Undone, Unknown, write_body
from store.log import rebuild
from store.people import members
from store.projections import item_memory
from store.projections.item_memory import ItemMemory
from tests.histories import START, Clock, ada, answered, dice, dump, opened, rated, record

STEPS = st.lists(
    st.tuples(
        st.integers(0, 300),
        st.one_of(
            st.builds(answered, st.integers(1, 2), right=st.booleans()),
            st.builds(rated, st.integers(1, 2), st.integers(1, 4)),
            st.integers(0, 9),
        ),
    ),
    max_size=20,
)
"""Hours after the start, in any order, and what happened then; a number takes back one of the ratings before it."""


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("blank")
    with opened(folder) as database:
        ada(database)
    return folder / "study.db"


COPIES = count()


def copy(blank: Path) -> Database:
    folder = blank.parent / str(next(COPIES))
    folder.mkdir()
    shutil.copy(blank, folder)
    return opened(folder)


@given(steps=STEPS, order=st.randoms(use_true_random=False))
def test_what_was_taken_back_was_never_there(blank: Path, steps: list[tuple[int, Body | int]], order: Random) -> None:
    clock, random = Clock(), dice()
    log: list[Event] = []
    with copy(blank) as database:
        (member,) = members(database)
        for hours, step in steps:
            clock.moment = START + timedelta(hours=hours)
            ratings = [event for event in log if isinstance(event.body, Rated)]
            if isinstance(step, int) and not ratings:
                continue
            body = Undone(ratings[step % len(ratings)].id) if isinstance(step, int) else step
            log += record(database, member, body, now=clock, random=random)
        taken_back = {event.body.event for event in log if isinstance(event.body, Undone)}
        expected: dict[str, ItemMemory] = {}
        for event in sorted(log, key=records.rank):
            if isinstance(event.body, Answered | Rated) and event.id not in taken_back:
                question = event.body.question
                expected[question] = item_memory.fold(expected.get(question), event)
        for question in ("q1", "q2"):
            found = item_memory.of_question(database, member.id, "course/quiz", question)
            assert found == expected.get(question)
        grown = dump(database)
        rebuild(database)
        assert dump(database) == grown
    order.shuffle(log)
    with copy(blank) as other, other.transaction() as connection:
        for event in log:
            assert not isinstance(event.body, Unknown | Erased)
            records.write(connection, event, write_body(event.body))
            replay.apply(connection, event)
        assert dump(other) == grown


def test_nobody_takes_back_anothers_rating(blank: Path) -> None:
    with copy(blank) as database:
        (member,) = members(database)
        (event,) = record(database, member, rated())
        before = dump(database)["item_memory"]
        bert = type(member)("0" * 8 + member.id[8:], "Bert", member.added)
        record(database, bert, Undone(event.id))
        assert dump(database)["item_memory"] == before
        rebuild(database)
        assert dump(database)["item_memory"] == before
