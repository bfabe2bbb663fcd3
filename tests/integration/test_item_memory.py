"""What the store knows of memories after answers, ratings and days."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from pathlib import Path

import pytest

from quizzes.due import at_once, due, queue
from quizzes.mastery import Verdicts
from quizzes.memory import Rating, State, recall
from quizzes.retention import Review
from store import people, reviews
from store.database import Database
from store.errors import MissingQuestionError
from store.events import Undone
from store.items import ItemMemory
from store.kept_due import KeptDue
from store.log import Entry, append, rebuild
from store.people import Member
from store.projections import item_memory, study_days
from store.projections.item_memory import Coming, Faded
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
    suspended,
    turned_over,
)

QUIZ = "course/quiz"
BUT_ONE = [f"q{number}" for number in range(2, 21)]
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


@pytest.mark.parametrize("in_quiz", [False, True])
def test_the_retention_that_was_wished_for_holds(database: Database, member: Member, *, in_quiz: bool) -> None:
    clock = Clock()
    wished = ((1, 0.97), (2, 0.90), (3, 0.70))
    for number, retention in wished:
        if in_quiz:
            record(database, member, answered(number), now=clock)
            clock.forward(days=3)
            record(database, member, answered(number, 2, retention=retention), now=clock)
            clock.forward(days=-3)
        else:
            record(database, member, rated(number, 4, retention=retention))
    days = [known(database, member, f"q{number}").memory.due_day for number, _retention in wished]
    assert days == sorted(set(days))
    before = dump(database)
    rebuild(database)
    assert dump(database) == before


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


def test_what_may_be_asked_is_found(database: Database, member: Member) -> None:
    clock = Clock()
    for hours, (number, rating) in enumerate(product(range(1, 13), (1, 2, 3, 4))):
        clock.moment = START + timedelta(hours=hours % 17)
        record(database, member, rated(number, rating), now=clock)
    record(database, member, answered(20, right=False), now=clock)
    record(database, people.add(database, "Bert", now=always(), random=dice(6)), answered(21), now=clock)
    for hours in (*range(30), 80, 300, 3000):
        at = START + timedelta(hours=hours, minutes=7)
        day = TODAY + timedelta(days=(hours + 5) // 24)  # the start is five hours after four in the morning
        items = KeptDue(database).items(member.id, at, day)
        asked = [known(database, member, f"q{number}") for number in (*range(1, 13), 20)]
        expected = {
            (item.question, item.memory.due_at, item.day) for item in asked if due(item.memory, at, day) is not None
        }
        assert {(item.question, item.due_at, item.since) for item in items} == expected
        held = KeptDue(database).items(member.id, at, day, holds=lambda _quiz, question: question != "q1")
        assert held == [item for item in items if item.question != "q1"]
        now = item_memory.due_now(database, member.id, at, day, held=lambda _quiz: BUT_ONE)
        assert (now.number, now.siblings) == (len(at_once(held, at)), len(held) > 1)
        assert now.oldest == min((item.since for item in held), default=None)
        assert (now.quizzes, now.unheld) == (frozenset(item.quiz for item in held), frozenset())
        lost = item_memory.due_now(database, member.id, at, day, held=lambda _quiz: ())
        assert (lost.number, lost.oldest) == (0, None)
        assert lost.unheld >= frozenset(item.quiz for item in items)
        assert len(queue(items, at, day)) == min(len(items), 1)  # all made up of one identity, and so siblings


def test_what_comes_next(database: Database, member: Member) -> None:
    record(database, member, answered(1, right=False), answered(2), rated(3, 4), answered(4))
    easy = known(database, member, "q3").memory.due_day
    minutes = START + 10 * MINUTE
    assert item_memory.coming(database, member.id) == (
        Coming(QUIZ, "q2", TODAY, minutes),
        Coming(QUIZ, "q4", TODAY, minutes),
        Coming(QUIZ, "q1", TODAY + DAY, None),
        Coming(QUIZ, "q3", easy, None),
    )
    for at, left in ((minutes - MINUTE, ["q2", "q4", "q1", "q3"]), (minutes, ["q1", "q3"])):
        coming = item_memory.coming(database, member.id, after=(at, TODAY))
        assert [one.question for one in coming] == left
    assert [one.question for one in item_memory.coming(database, member.id, after=(minutes, TODAY + DAY))] == ["q3"]
    held = item_memory.coming(database, member.id, holds=lambda quiz, question: (quiz, question) == (QUIZ, "q1"))
    assert [one.question for one in held] == ["q1"]
    record(database, member, buried(2, TODAY + DAY), buried(1, TODAY), suspended(4))
    assert [(one.question, one.day, one.at) for one in item_memory.coming(database, member.id)] == [
        ("q1", TODAY + DAY, None),
        ("q2", TODAY + DAY, None),
        ("q3", easy, None),
    ]


def test_what_is_set_aside_is_not_asked_and_its_memory_stays(database: Database, member: Member) -> None:
    def asked(day: date = TODAY) -> list[str]:
        at = START + (day - TODAY) + 20 * MINUTE
        return [item.question for item in KeptDue(database).items(member.id, at, day)]

    clock = Clock()
    record(database, member, answered(1), answered(2), now=clock)
    before = known(database, member)
    assert asked() == ["q1", "q2"]
    (suspension,) = record(database, member, suspended(1), now=clock)
    (burial,) = record(database, member, buried(2), now=clock)
    assert asked() == []
    assert asked(TODAY + DAY) == ["q2"]
    (item,) = item_memory.suspended(database, member.id)
    assert (item.question, item.memory, item.aside.suspended) == ("q1", before.memory, TODAY)
    record(database, member, Undone(burial.id), now=clock)
    assert asked() == ["q2"]
    record(database, member, resumed(1), now=clock)
    assert asked() == ["q1", "q2"]
    assert known(database, member) == before
    record(database, member, Undone(suspension.id), now=clock)
    assert known(database, member) == before


def test_what_was_set_aside_before_any_answer_came_is_no_memory(database: Database, member: Member) -> None:
    clock = Clock()
    clock.forward(days=1)
    record(database, member, suspended(1), now=clock)
    assert item_memory.of_member(database, member.id) == ()
    assert item_memory.suspended(database, member.id) == ()
    assert item_memory.coming(database, member.id) == ()
    assert item_memory.faded(database, member.id, clock(), "course", below=0.7) == {}
    record(database, member, answered(1))  # from a second machine, a day before
    assert known(database, member).aside.suspended == TODAY + DAY
    assert known(database, member).memory.last == START


def test_how_much_of_a_quiz_is_faded_is_told_as_recall_tells_it(database: Database, member: Member) -> None:
    record(database, member, *(rated(number, rating) for number, rating in enumerate((1, 2, 3, 4), start=1)))
    items = item_memory.of_member(database, member.id)
    for days in (0, 1, 3, 10, 30, 100, 300):
        at = START + timedelta(days=days)
        gone = sum(recall(item.memory, at) < 0.7 for item in items)
        assert item_memory.faded(database, member.id, at, "course", below=0.7) == {QUIZ: Faded(gone, 4)}
        assert not item_memory.faded(database, member.id, at, "cours", below=0.7)


def test_what_the_answers_came_to(database: Database, member: Member) -> None:
    clock = Clock()
    record(database, member, answered(right=False), now=clock)
    assert known(database, member).verdicts == Verdicts(right=False, mark=0.0, since=None, confirmed=None)
    clock.forward(days=1)
    record(database, member, rated(), now=clock)
    assert known(database, member).verdicts == Verdicts(True, 1.0, TODAY + DAY, TODAY + DAY)
    clock.forward(days=8)
    record(database, member, turned_over(), now=clock)
    assert known(database, member).verdicts == Verdicts(True, 1.0, TODAY + DAY, TODAY + DAY), "nobody judged it"
    record(database, member, answered(), now=clock)
    assert known(database, member).verdicts == Verdicts(True, 1.0, TODAY + DAY, TODAY + DAY), "a quiz is not mixed"
    record(database, member, rated(), now=clock)
    assert known(database, member).verdicts == Verdicts(True, 1.0, TODAY + DAY, TODAY + 9 * DAY)
    record(database, member, turned_over(rating=1), now=clock)
    assert known(database, member).verdicts == Verdicts(right=False, mark=0.0, since=None, confirmed=None)
    guess = replace(rated(rating=1), right=True, mark=1.0, choice=("b",))
    record(database, member, rated(), guess, now=clock)
    assert known(database, member).verdicts == Verdicts(right=False, mark=0.0, since=None, confirmed=None)
    partly = replace(rated(rating=1), right=False, mark=0.5)
    record(database, member, partly, now=clock)
    assert known(database, member).verdicts == Verdicts(right=False, mark=0.5, since=None, confirmed=None)


def test_what_was_only_turned_over_was_never_judged(database: Database, member: Member) -> None:
    record(database, member, turned_over())
    assert known(database, member).verdicts is None


def test_several_members_are_read_at_once(database: Database, member: Member) -> None:
    bert = people.add(database, "Bert", now=always(), random=dice(6))
    nobody = Member("f" * 8 + member.id[8:], "Carl", TODAY)
    record(database, member, answered(1), answered(2))
    record(database, bert, answered(2, right=False))
    found = item_memory.of_members(database, [member.id, bert.id, nobody.id])
    assert found == {one.id: item_memory.of_member(database, one.id) for one in (member, bert)}
    assert [len(found[one.id]) for one in (member, bert)] == [2, 1]


def test_the_reviews_of_some_days_are_found_without_those_taken_back(database: Database, member: Member) -> None:
    clock = Clock()
    record(database, member, answered(1), rated(1), now=clock)
    clock.forward(days=1)
    record(database, people.add(database, "Bert", now=always(), random=dice(6)), rated(3), now=clock)
    _kept, slip = record(database, member, rated(1, 1), rated(2, 4), now=clock)
    record(database, member, Undone(slip.id), now=clock)
    clock.forward(days=1)
    record(database, member, rated(2), now=clock)
    found = reviews.between(database, member.id, TODAY, TODAY + DAY)
    assert found == (Review(QUIZ, "q1", TODAY, Rating.GOOD), Review(QUIZ, "q1", TODAY + DAY, Rating.AGAIN))
    days = study_days.between(database, member.id, TODAY, TODAY + 2 * DAY)
    assert [(one.reviews, one.answers, one.done) for one in days] == [(1, 1, 2), (1, 0, 1), (1, 0, 1)]


def test_what_is_asked_in_review_keeps_its_text_too(database: Database, member: Member) -> None:
    edited = replace(rated(), revision="9" * 32)
    entry = Entry(edited, member.id, member.id)
    with pytest.raises(MissingQuestionError):
        append(database, [entry], now=lambda: START, random=dice())
    append(database, [entry], now=lambda: START, random=dice(), questions=[("9" * 32, '{"stem":"What stays now?"}')])
    assert known(database, member).revision == "9" * 32
