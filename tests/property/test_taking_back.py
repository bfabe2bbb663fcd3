"""What was taken back, or answered twice in one sitting, leaves no trace in what is read, whatever the order."""

import shutil
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import people, records, replay, undoing
from store.database import Database
from store.events import Answered, Body, DayBegun, Erased, Event, Rated, Undone, Unknown, write_body
from store.items import Folded, ItemMemory, SetAside
from store.log import rebuild
from store.people import members
from store.projections import calibration, item_memory, study_days
from store.projections.sitting_answers import of_sitting
from store.remembering import fold
from tests.histories import (
    START,
    Clock,
    ada,
    always,
    answered,
    buried,
    dice,
    dump,
    opened,
    rated,
    record,
    resumed,
    sitting_id,
    suspended,
    turned_over,
)

STEPS = st.lists(
    st.tuples(
        st.integers(0, 300),
        st.one_of(
            st.builds(answered, st.integers(1, 2), st.integers(1, 3), right=st.booleans()),
            st.builds(
                lambda body, confidence: replace(body, confidence=confidence),
                st.builds(rated, st.integers(1, 2), st.integers(1, 4)),
                st.sampled_from([None, 3]),
            ),
            st.builds(turned_over, st.integers(1, 2), st.integers(1, 4)),
            st.builds(suspended, st.integers(1, 2)),
            st.builds(resumed, st.integers(1, 2)),
            st.builds(buried, st.integers(1, 2), st.dates(START.date(), START.date() + timedelta(days=9))),
            st.builds(DayBegun, st.booleans(), st.just(()) | st.just((START.date(),))),
            st.integers(0, 9),
        ),
    ),
    max_size=20,
)
"""Hours after the start, in any order, and what happened then; a number takes back something recorded before it."""


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
def test_what_was_taken_back_or_repeated_was_never_there(
    blank: Path, steps: list[tuple[int, Body | int]], order: Random
) -> None:
    clock, random = Clock(), dice()
    log: list[Event] = []
    with copy(blank) as database:
        (member,) = members(database)
        for hours, step in steps:
            clock.moment = START + timedelta(hours=hours)
            undoable = [event for event in log if event.kind in undoing.KINDS]
            if isinstance(step, int) and not undoable:
                continue
            body = Undone(undoable[step % len(undoable)].id) if isinstance(step, int) else step
            log += record(database, member, body, now=clock, random=random)
        taken_back = {event.body.event for event in log if isinstance(event.body, Undone)}
        expected: dict[str, Folded] = {"q1": SetAside(), "q2": SetAside()}
        reviews, answers = Counter[date](), Counter[date]()
        met: set[tuple[str, str]] = set()
        for event in sorted(log, key=records.rank):
            if isinstance(event.body, Answered):
                if (event.body.sitting, event.body.question) in met:
                    continue
                met.add((event.body.sitting, event.body.question))
                answers[event.day] += 1
            if not isinstance(event.body, Undone | Unknown | DayBegun) and event.id not in taken_back:
                question = getattr(event.body, "question", "")
                expected[question] = fold(expected[question], event)
                reviews[event.day] += isinstance(event.body, Rated)
        for question, folded in expected.items():
            found = item_memory.of_question(database, member.id, "course/quiz", question)
            assert found == (folded if isinstance(folded, ItemMemory) else None)
        sure = [
            event.body.right
            for event in log
            if isinstance(event.body, Rated) and event.body.confidence and event.id not in taken_back
        ]
        told = calibration.of_member(database, member.id)
        assert [(one.answers, one.right) for one in told] == ([(len(sure), sum(map(bool, sure)))] if sure else [])
        days = study_days.between(database, member.id, date.min, date.max)
        assert {one.day: one.reviews for one in days if one.reviews} == +reviews
        assert {one.day: one.answers for one in days if one.answers} == +answers
        taken = {(number, one.question) for number in (1, 2, 3) for one in of_sitting(database, sitting_id(number))}
        assert {(sitting_id(number), question) for number, question in taken} == met
        assert all(one.done or one.scheduled or one.went_by for one in days), "a day with all taken back is none"
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
        bert = people.add(database, "Bert", now=always(), random=dice(6))
        before = dump(database)
        record(database, bert, Undone(event.id))
        assert dump(database) == before
        rebuild(database)
        assert dump(database) == before


def test_what_two_machines_took_back_counts_once(blank: Path) -> None:
    with copy(blank) as database:
        (member,) = members(database)
        record(database, member, rated(2))
        before = dump(database)
        (event,) = record(database, member, replace(rated(), confidence=3))
        record(database, member, Undone(event.id))
        record(database, member, Undone(event.id))
        assert dump(database) == before
        rebuild(database)
        assert dump(database) == before
