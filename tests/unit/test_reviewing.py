"""A session of review as values: a practice, what comes next, what it came to."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from lessons.shelf import open_shelf
from quizzes.library import Library, build
from quizzes.memory import LEECH, Memory, Rating, State
from store.items import ItemMemory
from store.projections.item_memory import Coming
from tui.commands.wording import session_words
from tui.reviewing import Asked, Holdings, NextReview, Practice, Return, Step, load, next_review, practised, tally

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
LIBRARY = Path(__file__).parents[1] / "fixtures" / "library"
DOUGH, OVEN = "bread/quizzes/01-dough", "bread/quizzes/02-oven"
WATER, KNEAD = (DOUGH, "water"), (DOUGH, "knead")


@pytest.fixture(scope="module")
def library() -> Library:
    return build([open_shelf(LIBRARY)])


def item(quiz: str, question: str, *, state: State = State.REVIEW, lapses: int = 0) -> ItemMemory:
    memory = Memory(5.0, 5.0, state, 0, TODAY, None, 3, lapses, NOON - DAY)
    return ItemMemory(quiz, question, question, "r" * 32, "k" * 32, memory, TODAY - DAY, None)


def test_in_a_practice_what_was_forgotten_waits_at_the_end_and_the_rest_is_done() -> None:
    practice = Practice((WATER, KNEAD))
    practice = practice.after(WATER, Rating.AGAIN)
    assert practice.questions == (KNEAD, WATER)
    practice = practice.after(KNEAD, Rating.HARD)
    assert practice.questions == (WATER,)
    assert practice.after(WATER).questions == ()


def test_a_practice_asks_in_its_order_what_the_library_holds(library: Library) -> None:
    items = [item(*KNEAD), item("gone/quiz", "q"), item(*WATER)]
    assert [one.key for one in practised(items, Holdings(library))] == [KNEAD, WATER]
    assert practised([], Holdings(library)) == []


def test_in_a_practice_a_sibling_lets_another_question_go_first(library: Library) -> None:
    items = [item(*WATER), item(*KNEAD)]
    first = practised(items, Holdings(library))[0]
    assert [one.key for one in practised(items, Holdings(library), after=first.identity)] == [KNEAD, WATER]
    alone = practised(items[:1], Holdings(library), after=first.identity)
    assert [one.key for one in alone] == [WATER], "where nothing else is left it has to follow"


COMING = [
    Coming(DOUGH, "water", TODAY - DAY, None),
    Coming(DOUGH, "knead", TODAY, NOON - MINUTE),
    Coming(DOUGH, "gone", TODAY, NOON + MINUTE),
    Coming(DOUGH, "rested", TODAY, NOON + 5 * MINUTE),
    Coming(DOUGH, "dry", TODAY, NOON + 9 * MINUTE),
    Coming(OVEN, "steam", TODAY + 3 * DAY, None),
    Coming(OVEN, "hollow", TODAY + 3 * DAY, None),
    Coming("gone/quiz", "q", TODAY + 3 * DAY, None),
]


def held(coming: list[Coming], library: Library) -> list[Coming]:
    """Those of them that the library can ask, as the store is asked for them."""
    holds = Holdings(library).holds
    return [one for one in coming if holds(one.quiz, one.question)]


def test_the_next_review_is_that_of_what_the_library_holds_and_is_not_due_yet(library: Library) -> None:
    assert next_review(held(COMING, library), NOON, TODAY) == NextReview(Return(TODAY, NOON + 5 * MINUTE), 2)
    later = [one for one in COMING if one.question not in {"rested", "dry"}]
    assert next_review(held(later, library), NOON, TODAY) == NextReview(Return(TODAY + 3 * DAY, None), 2)
    assert next_review(held(COMING[:3], library), NOON, TODAY) is None
    assert next_review([], NOON, TODAY) is None


def test_what_was_learned_some_minutes_before_the_day_began_is_next_today(library: Library) -> None:
    late = [Coming(DOUGH, "water", TODAY - DAY, NOON + MINUTE)]
    assert next_review(held(late, library), NOON, TODAY) == NextReview(Return(TODAY, NOON + MINUTE), 1)


def test_the_load_of_the_days_ahead(library: Library) -> None:
    found = load(held(COMING, library), TODAY, 4)
    assert found == {TODAY + DAY: 0, TODAY + 2 * DAY: 0, TODAY + 3 * DAY: 2, TODAY + 4 * DAY: 0}


def test_a_session_is_told_in_one_line() -> None:
    steps = [Step("1", Rating.GOOD), Step("2", Rating.AGAIN), Step("3", Rating.EASY), Step("4", suspended=True)]
    assert session_words(tally(steps)) == "3 reviews: 2 known, 1 forgotten · 1 suspended"
    assert session_words(tally([Step("1")])) == "1 put off until tomorrow"
    assert session_words(tally([])) == ""


@pytest.mark.parametrize(
    ("state", "lapses", "rating", "becomes"),
    [
        (State.REVIEW, LEECH - 1, Rating.AGAIN, True),
        (State.REVIEW, LEECH - 1, Rating.HARD, False),
        (State.REVIEW, LEECH - 2, Rating.AGAIN, False),
        (State.REVIEW, LEECH, Rating.AGAIN, False),
        (State.RELEARNING, LEECH - 1, Rating.AGAIN, False),
    ],
)
def test_a_leech_is_told_of_once(library: Library, state: State, lapses: int, rating: Rating, becomes: bool) -> None:
    (asked,) = Holdings(library).asked([item(*WATER, state=state, lapses=lapses)])
    assert isinstance(asked, Asked)
    assert asked.becomes_leech(rating) is becomes
