"""What the store knows of memories after answers, ratings and days."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest

from quizzes.due import Due, due, queue
from quizzes.memory import State
from store.database import Database
from store.errors import MissingQuestionError
from store.events import Undone
from store.log import Entry, append
from store.people import Member
from store.projections import item_memory
from store.projections.item_memory import DueCount, ItemMemory
from tests.histories import START, Clock, ada, answered, dice, dump, opened, rated, record

QUIZ = "course/quiz"
TODAY = START.date()
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with opened(tmp_path) as made:
        yield made


@pytest.fixture
def member(database: Database) -> Member:
    return ada(database)


def known(database: Database, member: Member, question: str = "q1") -> ItemMemory:
    found = item_memory.of_question(database, member.id, QUIZ, question)
    assert found
    return found


def test_every_question_answered_in_a_quiz_is_remembered(database: Database, member: Member) -> None:
    record(database, member, answered(1), answered(2, right=False), replace(answered(3), hints=1))
    right, wrong, helped = (known(database, member, f"q{number}") for number in (1, 2, 3))
    assert (right.quiz, right.question, right.identity, right.revision) == (QUIZ, "q1", "a" * 32, "c" * 32)
    assert right.last_day == TODAY
    assert (right.memory.due_day, right.memory.due_at) == (TODAY, START + 10 * MINUTE)
    assert (wrong.memory.due_day, wrong.memory.due_at) == (TODAY + DAY, None)
    assert right.memory.stability > helped.memory.stability > wrong.memory.stability
    assert item_memory.of_question(database, member.id, QUIZ, "q4") is None
    assert item_memory.of_question(database, member.id, "course/other", "q1") is None


def test_reviews_go_on_from_there(database: Database, member: Member) -> None:
    clock = Clock()
    record(database, member, answered(), now=clock)
    clock.forward(minutes=10)
    record(database, member, rated(), now=clock)
    memory = known(database, member).memory
    assert (memory.state, memory.reviews, memory.due_day) == (State.REVIEW, 2, TODAY + 2 * DAY)
    clock.forward(days=2)
    record(database, member, rated(rating=1), now=clock)
    memory = known(database, member).memory
    assert (memory.state, memory.lapses, memory.due_at) == (State.RELEARNING, 1, clock() + 10 * MINUTE)


def test_the_retention_that_was_wished_for_holds(database: Database, member: Member) -> None:
    for number, retention in ((1, 0.97), (2, 0.90), (3, 0.70)):
        record(database, member, rated(number, 4, retention=retention))
    days = [known(database, member, f"q{number}").memory.due_day for number in (1, 2, 3)]
    assert days == sorted(set(days))


def test_a_rating_is_taken_back_and_given_anew(database: Database, member: Member) -> None:
    clock = Clock()
    record(database, member, answered(), now=clock)
    before = dump(database)["item_memory"]
    clock.forward(minutes=10)
    (slip,) = record(database, member, rated(rating=1), now=clock)
    record(database, member, Undone(slip.id), now=clock)
    assert dump(database)["item_memory"] == before
    record(database, member, rated(), now=clock)
    assert known(database, member).memory.reviews == 2
    (only,) = record(database, member, rated(2), now=clock)
    record(database, member, Undone(only.id), now=clock)
    assert item_memory.of_question(database, member.id, QUIZ, "q2") is None


def test_an_answer_in_a_quiz_is_not_taken_back(database: Database, member: Member) -> None:
    (answer,) = record(database, member, answered())
    before = dump(database)
    record(database, member, Undone(answer.id))
    assert dump(database) == before


def test_what_is_due_is_counted_as_it_is_queued(database: Database, member: Member) -> None:
    clock = Clock()
    for hours, (number, rating) in enumerate(product(range(1, 13), (1, 2, 3, 4))):
        clock.moment = START + timedelta(hours=hours % 17)
        record(database, member, rated(number, rating), now=clock)
    record(database, member, answered(20, right=False), now=clock)
    record(database, Member("0" * 8 + member.id[8:], "Bert", TODAY), answered(21), now=clock)
    for hours in (*range(30), 80, 300, 3000):
        at = START + timedelta(hours=hours, minutes=7)
        day = TODAY + timedelta(days=(hours + 5) // 24)  # the start is five hours after four in the morning
        items = item_memory.due_items(database, member.id, at, day)
        reasons = [due(item.memory, at, day) for item in items]
        assert None not in reasons
        overdue = reasons.count(Due.OVERDUE)
        assert item_memory.count_due(database, member.id, at, day) == DueCount(overdue, len(items) - overdue)
        asked = [known(database, member, f"q{number}") for number in (*range(1, 13), 20)]
        assert set(items) == {item for item in asked if due(item.memory, at, day) is not None}
        assert len(queue(items, at, day)) == min(len(items), 1)  # all made up of one identity, and so siblings


def test_the_load_of_the_days_ahead(database: Database, member: Member) -> None:
    record(database, member, answered(1, right=False), answered(2, right=False), rated(3, 4), answered(4))
    easy = known(database, member, "q3").memory.due_day
    ahead = item_memory.load(database, member.id, TODAY)
    assert list(ahead) == [TODAY + timedelta(days=days) for days in range(1, 31)]
    assert {day: items for day, items in ahead.items() if items} == {TODAY + DAY: 2, easy: 1}
    later = item_memory.load(database, member.id, TODAY + DAY)
    assert {day: items for day, items in later.items() if items} == {easy: 1}


def test_what_is_asked_in_review_keeps_its_text_too(database: Database, member: Member) -> None:
    edited = replace(rated(), revision="9" * 32)
    entry = Entry(edited, member.id, member.id)
    with pytest.raises(MissingQuestionError):
        append(database, [entry], now=lambda: START, random=dice())
    append(database, [entry], now=lambda: START, random=dice(), questions=[("9" * 32, '{"stem":"What stays now?"}')])
    assert known(database, member).revision == "9" * 32
