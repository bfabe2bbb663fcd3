"""What is asked on a day, and in which order."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from quizzes.due import Due, due, queue
from quizzes.memory import Memory, State

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
TODAY = NOON.date()
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


@dataclass(frozen=True)
class Item:
    name: str
    memory: Memory | None
    identity: str


def memory(due_day: date, due_at: datetime | None = None, *, days: float = 1, stability: float = 10) -> Memory:
    state = State.REVIEW if due_at is None else State.LEARNING
    return Memory(stability, 5.0, state, 0, due_day, due_at, 3, 0, NOON - days * DAY)


def item(name: str, known: Memory | None = None, identity: str = "") -> Item:
    return Item(name, known, identity or name)


def order(*items: Item, after: str | None = None) -> str:
    return " ".join(one.name for one in queue(items, NOON, TODAY, after=after))


@pytest.mark.parametrize(
    ("known", "reason"),
    [
        (memory(TODAY - DAY), Due.OVERDUE),
        (memory(TODAY), Due.TODAY),
        (memory(TODAY + DAY), None),
        (memory(TODAY, NOON), Due.MINUTES),
        (memory(TODAY, NOON + 20 * MINUTE), Due.AHEAD),
        (memory(TODAY, NOON + 21 * MINUTE), None),
        (memory(TODAY - DAY, NOON - 600 * MINUTE), Due.OVERDUE),
        (memory(TODAY - DAY, NOON + MINUTE), Due.AHEAD),  # learned a few minutes before the day began
        (None, Due.NEW),
    ],
)
def test_why_an_item_is_asked(known: Memory | None, reason: Due | None) -> None:
    assert due(known, NOON, TODAY) is reason


def test_the_order_of_a_day() -> None:
    items = [
        item("soon", memory(TODAY, NOON + 9 * MINUTE)),
        item("next", memory(TODAY, NOON + 2 * MINUTE)),
        item("unseen"),
        item("other"),
        item("fading", memory(TODAY, days=5)),
        item("fresh", memory(TODAY, days=1)),
        item("back", memory(TODAY, NOON - MINUTE)),
        item("earlier", memory(TODAY, NOON - 5 * MINUTE)),
        item("strong", memory(TODAY - 9 * DAY, days=20, stability=100)),
        item("weak", memory(TODAY - 1 * DAY, days=10, stability=5)),
        item("later", memory(TODAY + DAY, days=100)),
    ]
    assert order(*items) == "weak strong earlier back fading fresh unseen other next soon"


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
