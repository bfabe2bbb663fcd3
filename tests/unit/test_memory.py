"""When a question is asked again, by its history."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from quizzes.memory import LEECH, Memory, Rating, State, rate, recall, review

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
GOOD, AGAIN = Rating.GOOD, Rating.AGAIN


def reviewed(memory: Memory | None, rating: Rating, at: datetime, **more: bool) -> Memory:
    return review(memory, rating, at, day=at.date(), member="ada", question="q", **{"fuzz": False, **more})


def due(memory: Memory) -> datetime:
    """The moment at which a review is neither early nor late."""
    return memory.due_at or memory.last + (memory.due_day - memory.last.date())


def after(*ratings: Rating, at: datetime = NOON) -> Memory:
    memory: Memory | None = None
    for rating in ratings:
        memory = reviewed(memory, rating, at)
        at = due(memory)
    assert memory
    return memory


LEARNED = after(GOOD, GOOD)


def test_the_golden_sequence() -> None:
    memory: Memory | None = None
    at, history = NOON, []
    for rating in (GOOD, GOOD, GOOD, GOOD, AGAIN, GOOD):
        memory = reviewed(memory, rating, at)
        history.append((due(memory) - at, memory.state, round(memory.stability, 3), round(memory.difficulty, 3)))
        at = due(memory)
    assert history == [
        (timedelta(minutes=10), State.LEARNING, 2.307, 2.118),
        (timedelta(days=2), State.REVIEW, 2.307, 2.111),
        (timedelta(days=11), State.REVIEW, 10.971, 2.104),
        (timedelta(days=46), State.REVIEW, 46.317, 2.097),
        (timedelta(minutes=10), State.RELEARNING, 2.934, 7.388),
        (timedelta(days=3), State.REVIEW, 2.934, 7.376),
    ]


@pytest.mark.parametrize(
    ("right", "hints", "rating"),
    [(True, 0, Rating.GOOD), (True, 1, Rating.HARD), (False, 0, Rating.AGAIN), (False, 2, Rating.AGAIN)],
)
def test_a_verdict_stands_for_a_rating(right: bool, hints: int, rating: Rating) -> None:
    assert rate(right=right, hints=hints) is rating


@pytest.mark.parametrize("before", [None, LEARNED], ids=["new", "learned"])
def test_a_wrong_answer_in_a_quiz_comes_back_on_the_next_study_day(before: Memory | None) -> None:
    late = datetime(2026, 3, 7, 1, 30, tzinfo=UTC)  # before four in the morning it is still the sixth
    wrong = review(before, AGAIN, late, day=date(2026, 3, 6), member="ada", question="q", in_quiz=True)
    assert (wrong.due_day, wrong.due_at, wrong.step) == (date(2026, 3, 7), None, 0)
    in_review = review(before, AGAIN, late, day=date(2026, 3, 6), member="ada", question="q")
    assert in_review.due_at is not None
    assert replace(in_review, due_day=wrong.due_day, due_at=None) == wrong


def test_a_right_answer_in_a_quiz_is_as_one_in_review() -> None:
    assert reviewed(LEARNED, GOOD, due(LEARNED), in_quiz=True) == reviewed(LEARNED, GOOD, due(LEARNED))


def test_recall_falls_to_nine_tenths_within_the_stability_and_never_exceeds_one() -> None:
    assert recall(LEARNED, LEARNED.last) == 1
    assert recall(LEARNED, LEARNED.last - timedelta(days=3)) == 1
    assert recall(LEARNED, LEARNED.last + timedelta(days=LEARNED.stability)) == pytest.approx(0.9)
    assert recall(LEARNED, LEARNED.last + timedelta(hours=1)) > recall(LEARNED, LEARNED.last + timedelta(hours=2))


def test_forgetting_what_was_learned_is_a_lapse_and_eight_make_a_leech() -> None:
    memory = after(AGAIN, AGAIN, GOOD, AGAIN, GOOD, GOOD)
    assert memory.lapses == 0
    for lapse in range(1, LEECH + 1):
        assert not memory.leech
        memory = reviewed(memory, AGAIN, due(memory))
        memory = reviewed(memory, AGAIN, due(memory))
        assert memory.lapses == lapse
        memory = reviewed(memory, GOOD, due(memory))
    assert memory.leech
    assert memory.reviews == 6 + 3 * LEECH


def test_fuzz_spreads_what_was_learned_together() -> None:
    long = after(GOOD, GOOD, GOOD)  # eleven days

    def days(question: str, memory: Memory) -> int:
        next_one = review(memory, GOOD, due(memory), day=memory.due_day, member="ada", question=question)
        return (next_one.due_day - memory.due_day).days

    # 46 days: off by 1, and 15 % of 4.5 days, 10 % of 13 and 5 % of 26.
    assert {days(f"q{number}", long) for number in range(400)} == set(range(42, 51))
    assert [days(f"q{number}", long) for number in range(8)] == [45, 50, 44, 42, 50, 45, 47, 45]  # on every machine
    assert len({days("q", replace(long, reviews=number)) for number in range(30)}) > 3
    short = after(GOOD)  # two days
    assert {days(f"q{number}", replace(short, due_at=None)) for number in range(50)} == {2}


def test_more_retention_asks_sooner() -> None:
    days = [
        review(LEARNED, GOOD, due(LEARNED), day=LEARNED.due_day, member="", question="", retention=share, fuzz=False)
        for share in (0.97, 0.90, 0.70)
    ]
    assert [memory.due_day for memory in days] == sorted({memory.due_day for memory in days})
    with pytest.raises(ValueError, match=r"0\.98"):
        review(None, GOOD, NOON, day=NOON.date(), member="", question="", retention=0.98)
