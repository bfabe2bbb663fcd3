"""When an item is due, and in which order the items of a day are asked."""

from collections import deque
from collections.abc import Iterable
from datetime import date, datetime
from enum import IntEnum
from itertools import chain
from operator import attrgetter
from typing import NamedTuple, Protocol

from quizzes.mastery import QuestionKey
from quizzes.memory import LEARN_AHEAD


class Due(IntEnum):
    """Why an item is asked now, in the order of asking."""

    OVERDUE = 0
    """Its day has passed."""
    MINUTES = 1
    """It came back after minutes, and they have passed."""
    TODAY = 2
    """This is its day."""
    AHEAD = 3
    """It comes back in a few minutes: asked early, when nothing else is left."""


class Dated(Protocol):
    """What has a time to be asked again."""

    @property
    def due_day(self) -> date:
        """The study day on which it is due."""

    @property
    def due_at(self) -> datetime | None:
        """The moment where it is due after minutes, UTC; None where any time of the day will do."""


class Waiting(NamedTuple):
    """An item that may be asked: what of it says when, and no more, since there may be many thousands."""

    quiz: str
    question: str
    identity: str
    """Hash of what is asked: items of one identity are siblings."""
    due_day: date
    due_at: datetime | None
    since: date
    """The first study day on which it is asked: later than it is due where it was put off."""
    faded: float
    """Time since the latest review over the stability, in any unit: recall falls as it grows, and by nothing else."""

    @property
    def key(self) -> QuestionKey:
        """The key of its quiz, and its id."""
        return self.quiz, self.question


_FADED, _DUE_AT = attrgetter("faded"), attrgetter("due_at")


def due(item: Dated, at: datetime, day: date) -> Due | None:
    """Why an item is asked at a moment of a study day; None where it is not yet due."""
    due_at, due_day = item.due_at, item.due_day
    if due_at is not None and due_at > at:
        return Due.AHEAD if due_at - at <= LEARN_AHEAD else None
    if due_day < day:
        return Due.OVERDUE
    if due_day > day:
        return None
    return Due.TODAY if due_at is None else Due.MINUTES


def at_once(order: Iterable[Waiting], at: datetime) -> list[Waiting]:
    """Of items in a queue those that are asked now, and not ahead of the moment at which they come back."""
    return [item for item in order if item.due_at is None or item.due_at <= at]


def queue(items: Iterable[Waiting], at: datetime, day: date, *, after: str | None = None) -> list[Waiting]:
    """The items to be asked at a moment, in order.

    Overdue ones come first, then those of today, in both the lowest predicted recall first; at last what comes back in
    a few minutes. Siblings never follow each other: the second goes as far down as it must, and where nothing else is
    left to stand between them it waits for the next queue.

    Args:
        items: in any order; those not yet due are left out.
        at: the moment.
        day: its study day.
        after: the identity of what was asked last; None where the queue is the first.
    """
    found: list[list[Waiting]] = [[] for _ in Due]
    for item in items:
        reason = due(item, at, day)
        if reason is not None:
            found[reason].append(item)
    for days in (Due.OVERDUE, Due.TODAY):
        found[days].sort(key=_FADED, reverse=True)
    for minutes in (Due.MINUTES, Due.AHEAD):
        found[minutes].sort(key=_DUE_AT)
    return _apart(chain.from_iterable(found), after)


def _apart(order: Iterable[Waiting], after: str | None) -> list[Waiting]:
    """The same order with siblings moved until they stand apart; what cannot stand anywhere is left out."""
    placed: list[Waiting] = []
    held: deque[Waiting] = deque()  # siblings of what was placed last, always
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


def _slipped_in(placed: list[Waiting], held: Iterable[Waiting], after: str | None) -> list[Waiting]:
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
