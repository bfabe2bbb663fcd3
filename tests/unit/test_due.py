"""What is asked on a day, and in which order."""

from datetime import UTC, date, datetime, timedelta

import pytest

from quizzes.due import Due, Waiting, due, queue

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
TODAY = NOON.date()
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


def item(
    name: str,
    due_day: date = TODAY,
    due_at: datetime | None = None,
    *,
    days: float = 1,
    stability: float = 10,
    identity: str = "",
) -> Waiting:
    return Waiting("quiz", name, identity or name, due_day, due_at, due_day, days / stability)


def order(*items: Waiting, after: str | None = None) -> str:
    return " ".join(one.question for one in queue(items, NOON, TODAY, after=after))


@pytest.mark.parametrize(
    ("waiting", "reason"),
    [
        (item("a", TODAY - DAY), Due.OVERDUE),
        (item("a", TODAY), Due.TODAY),
        (item("a", TODAY + DAY), None),
        (item("a", TODAY, NOON), Due.MINUTES),
        (item("a", TODAY, NOON + 20 * MINUTE), Due.AHEAD),
        (item("a", TODAY, NOON + 21 * MINUTE), None),
        (item("a", TODAY - DAY, NOON - 600 * MINUTE), Due.OVERDUE),
        (item("a", TODAY - DAY, NOON + MINUTE), Due.AHEAD),  # learned a few minutes before the day began
    ],
)
def test_why_an_item_is_asked(waiting: Waiting, reason: Due | None) -> None:
    assert due(waiting, NOON, TODAY) is reason


def test_the_order_of_a_day() -> None:
    items = [
        item("soon", TODAY, NOON + 9 * MINUTE),
        item("next", TODAY, NOON + 2 * MINUTE),
        item("fading", TODAY, days=5),
        item("fresh", TODAY, days=1),
        item("back", TODAY, NOON - MINUTE),
        item("earlier", TODAY, NOON - 5 * MINUTE),
        item("strong", TODAY - 9 * DAY, days=20, stability=100),
        item("weak", TODAY - 1 * DAY, days=10, stability=5),
        item("later", TODAY + DAY, days=100),
    ]
    assert order(*items) == "weak strong earlier back fading fresh next soon"


@pytest.mark.parametrize(
    ("given", "after", "asked"),
    [
        ("a1 a2 b c", None, "a1 b a2 c"),
        ("a1 a2 a3 b c", None, "a1 b a2 c a3"),
        ("b c a1 a2", None, "b a2 c a1"),
        ("a1 a2", None, "a1"),
        ("a1 a2 b", "a", "b a1"),
        ("b a1 a2", "a", "b a1"),
        ("b a1 a2", None, "a2 b a1"),
        ("a1 a2 b1 b2", None, "a1 b1 a2 b2"),
        ("a1", "a", ""),
        ("", "a", ""),
    ],
)
def test_siblings_stand_apart(given: str, after: str | None, asked: str) -> None:
    assert order(*(item(name, identity=name[0]) for name in given.split()), after=after) == asked
