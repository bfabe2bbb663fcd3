"""The days on which a member is away: not studying then means nothing. Pure."""

from collections.abc import Iterable
from datetime import date, timedelta

from lessons.light import dataclass

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Leave:
    """Days on which a member is away, the first and the last included. Why is not asked."""

    first: date
    last: date

    def has(self, day: date) -> bool:
        """Whether a day is one of them."""
        return self.first <= day <= self.last


Leaves = tuple[Leave, ...]
"""Those of a member, the earliest at first; no day is in two of them."""


def is_away(leaves: Leaves, day: date) -> bool:
    """Whether somebody is away on a day."""
    return any(leave.has(day) for leave in leaves)


def after(leaves: Leaves, taken: Leave, noted: date) -> Leaves:
    """The leaves once another was noted on a day: it takes the place of all that was to come, and of its own days.

    The days that are over stay: whoever was away then was away.
    """
    kept = (piece for leave in leaves for piece in _pieces(leave, taken, noted - _DAY))
    return tuple(sorted((*kept, taken), key=lambda leave: leave.first))


def until(leaves: Leaves, day: date) -> Leaves:
    """What is left of the leaves before a day."""
    return tuple(Leave(one.first, min(one.last, day - _DAY)) for one in leaves if one.first < day)


def taken_back(leaves: Leaves, day: date) -> Leaves:
    """What is of the leaves from a day on."""
    return tuple(Leave(max(one.first, day), one.last) for one in leaves if one.last >= day)


def _pieces(leave: Leave, taken: Leave, latest: date) -> Iterable[Leave]:
    """What is left of a leave up to a day, beside another."""
    last = min(leave.last, latest)
    for first, end in ((leave.first, min(last, taken.first - _DAY)), (max(leave.first, taken.last + _DAY), last)):
        if first <= end:
            yield Leave(first, end)
