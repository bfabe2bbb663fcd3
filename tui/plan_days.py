"""The days of a plan: how its file writes them, why something is none, and how lessons are spread over them. Pure."""

import re
from collections.abc import Collection, Sequence
from datetime import date, timedelta

from store.days import FIRST_DAY, LAST_DAY
from tui.i18n import _

WEEKEND = frozenset({5, 6})
"""Days of the week, Monday 0."""
A_DAY = re.compile(r"(?<![\w.:-])([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?![\w-])")
"""What looks like a day."""
ANY_DAY = "9999-12-31"
"""Stands for one that is no day, so that all else that is wrong is found with it."""
_MONTHS = 12


def why_too_far(day: date) -> str:
    """Why a day cannot be recorded, in a sentence; empty where it can."""
    if FIRST_DAY <= day <= LAST_DAY:
        return ""
    return _("{day} is too far off: a day lies between {first} and {last}.").format(
        day=day.isoformat(), first=FIRST_DAY.isoformat(), last=LAST_DAY.isoformat()
    )


def why_no_day(found: re.Match[str]) -> str:
    """What is wrong with what looks like a day, and what to write; empty where it is one."""
    year, month, day = map(int, found.groups())
    try:
        right = date(year, month, day).isoformat()
    except ValueError:
        right = ""
    if right == found[0]:
        return why_too_far(date(year, month, day))
    if right:
        return _("{day} is written as {right}.").format(day=found[0], right=right)
    if not 1 <= month <= _MONTHS:
        said = _("{day} is no day: there is no month {month}. Write the year, the month, the day: 2027-04-14.")
        return said.format(day=found[0], month=month)
    return _("{day} is no day: month {month} of that year does not have it.").format(day=found[0], month=month)


def spread(lessons: Sequence[str], first: date | None, due: date, weekdays: Collection[int] = ()) -> dict[str, date]:
    """Of each lesson, by its key, the day it is due: all on the last one, or one after another from the first on.

    Args:
        lessons: by their keys, in their order.
        first: the day from which on they are spread; None: all are due on the last one.
        due: the last day.
        weekdays: days of the week that they are spread over, Monday 0; none for all of them.
    """
    if first is None or first >= due:
        return dict.fromkeys(lessons, due)
    every = (first + timedelta(days=number) for number in range((due - first).days + 1))
    days = [day for day in every if not weekdays or day.weekday() in weekdays] or [due]
    return {key: days[(len(days) - 1) * number // len(lessons)] for number, key in enumerate(lessons, start=1)}
