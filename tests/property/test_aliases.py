"""A question that goes on under other keys: its memory is what one key would have, whenever the aliases come."""

import shutil
from datetime import timedelta
from itertools import count
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.mastery import QuestionKey
from store import records, replay
from store.aliases import Lives
from store.database import Database
from store.events import Answered, Body, Erased, Event, Undone, Unknown, write_body
from store.log import rebuild
from store.people import members
from tests.histories import (
    START,
    Clock,
    ada,
    aliased,
    answered,
    buried,
    dice,
    dump,
    opened,
    rated,
    record,
    resumed,
    suspended,
)

QUIZZES = ("course/quiz", "course/other")
NUMBERS = st.integers(1, 4)
STEPS = st.lists(
    st.tuples(
        st.integers(0, 40),
        st.one_of(
            st.builds(answered, NUMBERS, st.integers(1, 6), right=st.booleans()),
            st.builds(rated, NUMBERS, st.integers(1, 4), quiz=st.sampled_from(QUIZZES)),
            st.builds(suspended, NUMBERS) | st.builds(resumed, NUMBERS),
            st.builds(buried, NUMBERS, st.dates(START.date(), START.date() + timedelta(days=3))),
            st.builds(aliased, NUMBERS, NUMBERS, quiz=st.sampled_from(QUIZZES)),
            st.builds(aliased, NUMBERS, NUMBERS, back=st.booleans()),
            st.integers(0, 9),
        ),
    ),
    max_size=20,
)
"""Hours after the start, in any order, and what happened then; a number takes back something recorded before it."""
KEYS = st.sampled_from([("q", name) for name in "abcd"])
COPIES = count()


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("blank")
    with opened(folder) as database:
        ada(database)
    return folder / "study.db"


def copy(blank: Path) -> Database:
    folder = blank.parent / str(next(COPIES))
    folder.mkdir()
    shutil.copy(blank, folder)
    return opened(folder)


@given(steps=STEPS, order=st.randoms(use_true_random=False))
def test_aliases_may_come_late(blank: Path, steps: list[tuple[int, Body | int]], order: Random) -> None:
    clock, random = Clock(), dice()
    log: list[Event] = []
    with copy(blank) as database:
        (member,) = members(database)
        for hours, step in steps:
            clock.moment = START + timedelta(hours=hours)
            undoable = [event for event in log if event.kind.startswith(("rated", "question."))]
            if isinstance(step, int) and not undoable:
                continue
            body = Undone(undoable[step % len(undoable)].id) if isinstance(step, int) else step
            log += record(database, member, body, now=clock, random=random)
        grown = dump(database)
        kept = database.query("SELECT sum(length(events)) / 16 FROM item_memory")
        rebuild(database)
        assert dump(database) == grown
        gone = {event.body.event for event in log if isinstance(event.body, Undone)}
        heard = {
            # What was answered twice in one sitting is one answer.
            (event.body.sitting, event.body.question) if isinstance(event.body, Answered) else event.id
            for event in log
            if not isinstance(event.body, Undone)
            and event.kind != "question.aliased"
            and (event.id not in gone or event.kind == "answered")
        }
        assert (kept[0][0] or 0) == len(heard), "every event is in the memory of one question"
    order.shuffle(log)
    with copy(blank) as other, other.transaction() as connection:
        for event in log:
            assert not isinstance(event.body, Unknown | Erased)
            records.write(connection, event, write_body(event.body))
            replay.apply(connection, event)
        assert dump(other) == grown


@given(pairs=st.lists(st.tuples(KEYS, KEYS, st.booleans()), max_size=12))
def test_what_leads_on_leads_to_one_place_and_never_in_a_circle(
    pairs: list[tuple[QuestionKey, QuestionKey, bool]],
) -> None:
    lives = Lives()
    for at, (old, new, anew) in enumerate(pairs):
        before = lives.resolve(old, (at, b""))
        lives.add((at, b""), old, new, anew=anew)
        now = (at, b"\xff")
        assert lives.resolve(new, now) == new, "what is led to leads nowhere"
        if old == new:
            assert lives.resolve(old, now) == old
        elif before == old:
            assert lives.resolve(old, now) == new
            assert lives.resolve(old, (-1, b"\xff" * 16)) in {new, *(pair[1] for pair in pairs[: at + 1])}
    for row in lives.rows():
        assert lives.resolve(row.now, (99, b"")) == row.now
    assert {row.key for row in lives.rows() if row.now != row.key} <= {old for old, _new, _anew in pairs}


def test_a_chain_and_the_way_back() -> None:
    a, b, c = (("q", name) for name in "abc")
    lives = Lives()
    for at, (old, new) in enumerate(((a, b), (b, c), (c, a)), start=1):
        lives.add((at, b""), old, new, anew=False)
    first = 0, b""
    assert [lives.resolve(one, first) for one in (a, b, c)] == [a, a, a]
    lives.add((4, b""), a, c, anew=False)
    assert [lives.resolve(one, first) for one in (a, b, c)] == [c, c, c]
    assert [lives.resolve(one, (5, b"")) for one in (a, b, c)] == [c, c, c]


def test_an_id_that_begins_anew_leaves_what_was_where_it_is() -> None:
    a, b = ("q", "a"), ("q", "b")
    lives = Lives()
    lives.add((1, b""), a, b, anew=False)
    lives.add((3, b""), a, a, anew=True)
    assert [lives.resolve(a, (at, b"")) for at in (0, 2, 4)] == [b, b, a]
    lives.add((5, b""), a, b, anew=False)
    assert [lives.resolve(a, (at, b"")) for at in (0, 2, 4)] == [b, b, b]


def test_words_that_are_back_take_back_what_was_recorded_under_them_alone() -> None:
    a, b, c = (("q", name) for name in "abc")
    lives = Lives()
    for at, (old, new) in enumerate(((c, a), (a, b), (a, a)), start=1):
        lives.add((at, b""), old, new, anew=False)
    assert [[lives.resolve(one, (at, b"")) for at in (0, 4)] for one in (a, b, c)] == [[a, a], [b, b], [a, a]]
