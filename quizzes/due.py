"""When an item is due, and in which order the items of a day are asked."""

from collections import deque
from collections.abc import Iterable
from datetime import date, datetime
from enum import IntEnum
from itertools import chain
from typing import Protocol, TypeVar

from quizzes.memory import LEARN_AHEAD, Memory


class Due(IntEnum):
    """Why an item is asked now, in the order of asking."""

    OVERDUE = 0
    """Its day has passed."""
    MINUTES = 1
    """It came back after minutes, and they have passed."""
    TODAY = 2
    """This is its day."""
    NEW = 3
    """It was never answered."""
    AHEAD = 4
    """It comes back in a few minutes: asked early, when nothing else is left."""


class Waiting(Protocol):
    """An item that may be asked."""

    @property
    def memory(self) -> Memory | None:
        """None for a new one: a question never answered."""

    @property
    def identity(self) -> str:
        """Hash of what is asked: items of one identity are siblings."""


Item = TypeVar("Item", bound=Waiting)


def due(memory: Memory | None, at: datetime, day: date) -> Due | None:
    """Why an item is asked at a moment of a study day; None where it is not yet due."""
    if memory is None:
        return Due.NEW
    if memory.due_at is not None and memory.due_at > at:
        return Due.AHEAD if memory.due_at - at <= LEARN_AHEAD else None
    if memory.due_day < day:
        return Due.OVERDUE
    if memory.due_day > day:
        return None
    return Due.TODAY if memory.due_at is None else Due.MINUTES


def queue(items: Iterable[Item], at: datetime, day: date, *, after: str | None = None) -> list[Item]:
    """The items to be asked at a moment, in order.

    Overdue ones come first, then those of today, in both the lowest predicted recall first; new ones follow as they are
    given, and at last what comes back in a few minutes. Siblings never follow each other: the second goes as far down
    as it must, and where nothing else is left to stand between them it waits for the next queue.

    Args:
        items: in any order; those not yet due are left out.
        at: the moment.
        day: its study day.
        after: the identity of what was asked last; None where the queue is the first.
    """
    found: list[list[Item]] = [[] for _ in Due]
    for item in items:
        reason = due(item.memory, at, day)
        if reason is not None:
            found[reason].append(item)
    for days in (Due.OVERDUE, Due.TODAY):
        found[days].sort(key=lambda item: _kept(item.memory, at))
    for minutes in (Due.MINUTES, Due.AHEAD):
        found[minutes].sort(key=lambda item: _wait(item.memory, at))
    return _apart(chain.from_iterable(found), after)


def _kept(memory: Memory | None, at: datetime) -> float:
    """Falls with predicted recall, which depends on nothing else, and is reckoned faster."""
    return (memory.last - at).total_seconds() / memory.stability if memory else 0.0


def _wait(memory: Memory | None, at: datetime) -> float:
    """Seconds until it comes back."""
    return (memory.due_at - at).total_seconds() if memory and memory.due_at else 0.0


def _apart(order: Iterable[Item], after: str | None) -> list[Item]:
    """The same order with siblings moved until they stand apart; what cannot stand anywhere is left out."""
    placed: list[Item] = []
    held: deque[Item] = deque()  # siblings of what was placed last, always
    latest = after
    for item in order:
        if item.identity == latest:
            held.append(item)
            continue
        placed.append(item)
        if held:
            placed.append(held.popleft())
        latest = placed[-1].identity
    return _slipped_in(placed, held, after)


def _slipped_in(placed: list[Item], held: Iterable[Item], after: str | None) -> list[Item]:
    """With each of some siblings at the latest place that none of its own stands beside."""
    gap = len(placed) - 1
    for item in held:
        while gap >= 0:
            before = placed[gap - 1].identity if gap else after
            if item.identity not in (before, placed[gap].identity):
                break
            gap -= 1
        else:
            break
        placed.insert(gap, item)
        gap -= 1
    return placed
