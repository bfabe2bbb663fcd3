"""The schedule is that of the package `fsrs`, is a function of the history alone, and never asks siblings in a row."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from fsrs import Card, Scheduler
from fsrs import Rating as TheirRating
from hypothesis import given
from hypothesis import strategies as st

from quizzes.due import Waiting, due, queue
from quizzes.memory import Memory, Rating, recall, review

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
WAITS = st.one_of(
    st.just(None),
    st.integers(0, 120).map(lambda minutes: timedelta(minutes=minutes)),
    st.integers(0, 24 * 400).map(lambda hours: timedelta(hours=hours)),
)
HISTORIES = st.lists(st.tuples(WAITS, st.sampled_from(Rating)), min_size=1, max_size=30)
"""Ratings, each after a wait; None for the moment at which it is due."""


@given(history=HISTORIES, retention=st.sampled_from([0.70, 0.80, 0.85, 0.90, 0.93, 0.97]))
def test_every_step_is_that_of_the_package(history: list[tuple[timedelta | None, Rating]], retention: float) -> None:
    scheduler = Scheduler(desired_retention=retention, enable_fuzzing=False)
    card, memory, at = Card(card_id=1, due=START), None, START
    for wait, rating in history:
        at = card.due if wait is None else at + wait
        card, _ = scheduler.review_card(card, TheirRating(rating), at)
        memory = review(memory, rating, at, day=at.date(), member="", question="", retention=retention, fuzz=False)
        assert (memory.stability, memory.difficulty) == (card.stability, card.difficulty)
        assert (memory.state.value, memory.step) == (card.state.value, card.step or 0)
        assert memory.last == card.last_review
        assert (memory.due_at or at + (memory.due_day - at.date())) == card.due
        for days in (0, 1, 30, 1000):
            then = at + timedelta(days=days)
            assert recall(memory, then) == scheduler.get_card_retrievability(card, then)


def schedule(history: list[tuple[timedelta | None, Rating]]) -> list[Memory]:
    memories: list[Memory] = []
    at = START
    for wait, rating in history:
        at += wait or timedelta(days=1)
        memories.append(review(memories[-1] if memories else None, rating, at, day=at.date(), member="m", question="q"))
    return memories


@given(history=HISTORIES)
def test_the_same_history_gives_the_same_schedule(history: list[tuple[timedelta | None, Rating]]) -> None:
    assert schedule(history) == schedule(history)
    # Undoing is going on from the former value: it is what it was.
    assert schedule(history)[:-1] == schedule(history[:-1])


def waiting(number: int, identity: str, days: int, minutes: int | None, stability: float) -> Waiting:
    return Waiting(
        "quiz",
        f"q{number}",
        identity,
        START.date() + timedelta(days=days),
        None if minutes is None else START + timedelta(days=days, minutes=minutes),
        START.date() + timedelta(days=days),
        (2 - days) / stability,
    )


ITEMS = st.lists(
    st.tuples(
        st.sampled_from("abcd"),
        st.integers(-3, 2),
        st.none() | st.integers(-30, 30),
        st.sampled_from([0.5, 1.0, 20.0]),
    ),
    max_size=30,
).map(lambda rows: [waiting(number, *row) for number, row in enumerate(rows)])


@given(items=ITEMS, after=st.none() | st.sampled_from("abc"))
def test_siblings_never_follow_each_other(items: list[Waiting], after: str | None) -> None:
    asked = queue(items, START, START.date(), after=after)
    assert all(one != other for one, other in pairwise([after, *(item.identity for item in asked)]))
    may_be_asked = {item for item in items if due(item, START, START.date()) is not None}
    assert len(set(asked)) == len(asked)
    left_out = may_be_asked - set(asked)
    assert set(asked) <= may_be_asked
    # Only where one identity is more than all others together is any left out, and then as few as can be.
    if left_out:
        (identity,) = {item.identity for item in left_out}
        others = sum(item.identity != identity for item in asked)
        assert len(asked) == 2 * others + (after != identity)
