"""How steadily and how fast somebody studies: study days, the week, a plan's pace. Pure; it is for the member alone.

It is long because cells, rows of days and shares are all reckoned by one schedule, whose weekdays are read and written
here, too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby, islice
from typing import TYPE_CHECKING

from lessons.light import dataclass
from store.leave import Leave, is_away

if TYPE_CHECKING:
    from store.facts import Assignment
    from store.leave import Leaves
    from store.projections.study_days import StudyDay

NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""Of the days of a week, as settings have them."""
_WHOLE_WEEK = len(NAMES)
_RUN = 3
"""Days in a row from which on they are written as a span."""
_SPAN = re.compile(r"\s*(?:\.\.|[-\N{EN DASH}])\s*")
_BETWEEN = re.compile(r"[,\s]+")
_DAY = timedelta(days=1)
_WEEK = timedelta(days=_WHOLE_WEEK)
_A_WEEK_ON = timedelta(days=_WHOLE_WEEK - 1)
"""From today: in which time what is overdue is made up for."""
_MINUTE = 60


class Cell(StrEnum):
    """What a day is in the eyes of who studies."""

    STUDIED = "studied"
    PLANNED = "study-day"
    """A day to study on."""
    FREE = "day-off"
    """Any other, or one of leave."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How a member stands to the plans of their groups, as of a study day."""

    a_week: int
    """Lessons a week that complete everything in time, what is due within a week in one; at least 1."""
    ahead: int
    """Lessons more than the plans come to by now; less than nothing where the member is behind."""
    share: int
    """Lessons for today, those that are done among them."""
    done: int
    """Assigned lessons completed today."""
    due: date
    """The last day of all."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The week of a study day, and how the member stands."""

    cells: tuple[Cell, ...]
    """Of each day of the week, Monday first."""
    minutes: int
    """Spent this week, whole ones."""
    aim: int
    """Minutes that the member wants to spend in a week; 0 where there is no aim."""
    in_a_row: int
    """Scheduled days of study since the last one that went by with something due."""
    pace: Pace | None
    """None where no plan leaves anything to do."""
    enough: bool
    """Whether today's share is done."""
    of_day: float
    """Minutes that come to today by the aim; 0 where there is none, the week has them all, or today is off."""
    away: Leave | None = None
    """The days on which the member is away, where today is one of them."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """On which days somebody means to study."""

    weekdays: Collection[int]
    """0 for Monday to 6."""
    leaves: Leaves = ()
    """Days on which they are away."""

    def has(self, day: date) -> bool:
        """Whether a day is one to study on."""
        return day.weekday() in self.weekdays and not is_away(self.leaves, day)

    def days(self, first: date, last: date) -> tuple[date, ...]:
        """Those to study on from `first` to `last`, both included."""
        return tuple(day for day in _span(first, last) if self.has(day))

    def count(self, first: date, last: date) -> int:
        """How many those are, reckoned and not gone through: a plan may go on for generations."""
        away = (self._meant(max(first, leave.first), min(last, leave.last)) for leave in self.leaves)
        return self._meant(first, last) - sum(away)

    def nth(self, first: date, number: int) -> date:
        """The day that is the so manieth to study on from `first` on, from 1; there have to be so many."""
        for away in self.leaves:
            if max(first, away.first) <= away.last:
                before = self._meant(first, away.first - _DAY)
                if number <= before:
                    break
                number -= before
                first = away.last + _DAY
        weeks, left = divmod(number - 1, len(self.weekdays))
        day = first + weeks * _WEEK
        later = (day + ahead * _DAY for ahead in range(_WHOLE_WEEK))
        return next(islice((one for one in later if one.weekday() in self.weekdays), left, None))

    def _meant(self, first: date, last: date) -> int:
        """How many there are from `first` to `last` whether they are away or not."""
        weeks, left = divmod(max(0, (last - first).days + 1), _WHOLE_WEEK)
        return weeks * len(self.weekdays) + sum(
            (first.weekday() + ahead) % _WHOLE_WEEK in self.weekdays for ahead in range(left)
        )


def read_weekdays(text: str) -> frozenset[int]:
    """The days that somebody names: `mon..fri`, `mon,wed,fri`, `sat..mon` or `daily`; also long names.

    Raises:
        ValueError: these are no days, or none.
    """
    text = text.strip().casefold()
    if text in {"daily", "every day"}:
        return frozenset(range(_WHOLE_WEEK))
    found: set[int] = set()
    for part in filter(None, _BETWEEN.split(_SPAN.sub("..", text))):
        first, *others = (_weekday(name) for name in part.split(".."))
        last = others[0] if others else first
        if len(others) > 1:
            raise ValueError(part)
        found.update((first + step) % _WHOLE_WEEK for step in range((last - first) % _WHOLE_WEEK + 1))
    if not found:
        raise ValueError(text)
    return frozenset(found)


def _weekday(name: str) -> int:
    fits = [number for number, known in enumerate(NAMES) if name.startswith(known) and len(name) <= len("wednesday")]
    if not fits:
        raise ValueError(name)
    return fits[0]


def write_weekdays(days: Collection[int]) -> str:
    """Days of a week as settings have them."""
    return ",".join(NAMES[first] if first == last else f"{NAMES[first]}..{NAMES[last]}" for first, last in runs(days))


def runs(numbers: Collection[int]) -> Sequence[tuple[int, int]]:
    """Numbers, such as days of a week, as spans, first and last; fewer than three in a row stand by themselves."""
    found: list[tuple[int, int]] = []
    for _start, run in groupby(enumerate(sorted(numbers)), key=lambda one: one[1] - one[0]):
        row = [number for _place, number in run]
        found += [(row[0], row[-1])] if len(row) >= _RUN else [(number, number) for number in row]
    return found


def gone_by(latest: date | None, today: date, schedule: Schedule, since: date | None, *, most: int) -> tuple[date, ...]:
    """The days between two days of study on which somebody meant to study and something was due, at most so many.

    Nothing is reviewed between them, and no lesson completed: what waits now is what waited then.

    Args:
        latest: the day of study before today; None where there was none.
        today: the study day.
        schedule: on which days they mean to study.
        since: the day from which on the oldest of what waits has been due; None where nothing waits.
        most: the latest so many.
    """
    if latest is None or since is None:
        return ()
    between = schedule.days(max(latest + _DAY, since), today - _DAY)
    return between[max(0, len(between) - most) :]


def week(today: date, days: Mapping[date, StudyDay], schedule: Schedule, since: date = date.min) -> tuple[Cell, ...]:
    """What each day of a week is, Monday first; nobody meant to study before the day since when they are here."""
    monday = today - today.weekday() * _DAY
    return tuple(
        cell(days.get(day), planned=schedule.has(day) and day >= since)
        for day in _span(monday, monday + (_WHOLE_WEEK - 1) * _DAY)
    )


def cell(day: StudyDay | None, *, planned: bool) -> Cell:
    """What a day is; on what it was begun as says more than the schedule of now."""
    if day is not None and day.studied:
        return Cell.STUDIED
    return Cell.PLANNED if planned or (day is not None and day.went_by) else Cell.FREE


def longest_row(days: Iterable[StudyDay]) -> int:
    """The most scheduled days of study, of some in the order of time, between which none went by."""
    longest = row = 0
    for day in days:
        if day.studied:
            row += day.scheduled
            longest = max(longest, row)
        elif day.went_by:
            row = 0
    return longest


def pace(
    assigned: Sequence[Assignment], finished: Callable[[str], date | None], today: date, schedule: Schedule
) -> Pace | None:
    """How a member stands to what is assigned; None where nothing of it is left.

    The lessons that are due on a day are spread evenly over the study days since they were assigned, or since the due
    day before.

    Args:
        assigned: the first due first.
        finished: of a lesson, by its key, the study day on which it was completed.
        today: the study day.
        schedule: on which days the member means to study.
    """
    left = [one for one in assigned if finished(one.lesson) is None]
    if not left:
        return None
    ends = [finished(one.lesson) for one in assigned]
    before = sum(end is not None and end < today for end in ends)
    done = sum(end is not None for end in ends)
    ideal = _ideal(assigned, schedule)
    until_yesterday = sum(day < today for day in ideal)
    until_today = sum(day <= today for day in ideal)
    undone = [one for one, end in zip(assigned, ends, strict=True) if end is None or end >= today]
    return Pace(
        a_week=_need(left, today, schedule, len(schedule.weekdays)),
        ahead=max(0, done - until_today) - max(0, until_yesterday - done),
        share=min(max(0, until_today - before), _need(undone, today, schedule, 1)) if schedule.has(today) else 0,
        done=done - before,
        due=assigned[-1].due,
    )


def _ideal(assigned: Sequence[Assignment], schedule: Schedule) -> list[date]:
    """The day of each lesson, were they spread evenly."""
    found: list[date] = []
    earlier: date | None = None
    for due, group in groupby(assigned, key=lambda one: one.due):
        lessons = list(group)
        start = min(one.assigned for one in lessons)
        if earlier is not None:
            start = max(start, earlier + _DAY)
        many = schedule.count(start, due)
        found += [
            schedule.nth(start, -(-number * many // len(lessons))) if many else due
            for number in range(1, len(lessons) + 1)
        ]
        earlier = due
    return found


def _need(left: Sequence[Assignment], today: date, schedule: Schedule, days: int) -> int:
    """How many lessons so many study days need, so that everything is in time; what is overdue has a week from now.

    Less time than that counts as so many days: one lesson that is due today is one, and not one for each day of a week.
    """
    need, ahead, reached = 1, 0, today - _DAY
    for number, one in enumerate(left, start=1):
        until = one.due if one.due >= today else today + _A_WEEK_ON
        if until > reached:
            ahead += schedule.count(reached + _DAY, until)
            reached = until
        need = max(need, -(-number * days // max(days, ahead)))
    return need


def day_aim(aim: int, minutes: int, day: date, schedule: Schedule) -> float:
    """Minutes that a weekly aim comes to on a day; 0 where there is none, the week has them all, or the day is off."""
    return aim / len(schedule.weekdays) if minutes < aim and schedule.has(day) else 0.0


def is_enough(*, studied: bool, waiting: int, pace: Pace | None, seconds: float, aim: float) -> bool:
    """Whether a day's share is done: something was studied, nothing waits for review, and the rest of the share is met.

    With a plan the rest is its lessons, else the minutes.

    Args:
        studied: whether it is a day of study already.
        waiting: questions to be reviewed.
        pace: of the plans.
        seconds: spent on the day.
        aim: minutes that come to it; 0 for none.
    """
    if waiting or not studied:
        return False
    return pace.done >= pace.share if pace is not None else seconds >= aim * _MINUTE


def _span(first: date, last: date) -> Iterable[date]:
    return (first + number * _DAY for number in range((last - first).days + 1))
