"""How a group stands to its plan, week by week, and which dates its own pace would keep. Pure.

Planned against done is counted for the whole group and for nobody in it. What was planned in a week is judged by the
plan as it stood then: a plan that was replaced later does not make a past week look better than it was.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby
from statistics import median

from store.projections.members import Leave
from store.projections.plan_sets import Setting

WEEKS = 12
"""Weeks that are shown."""
FULL_WEEKS = 8
"""The latest full weeks that a group's pace is taken from."""
FEWEST_WEEKS = 2
"""Full weeks without which nothing can be said of a pace."""
LONGEST = timedelta(weeks=104)
"""No date further than this from now is proposed."""
_DAY = timedelta(days=1)
_WEEK = timedelta(weeks=1)
_ROUNDING = 1e-9
"""A capacity is a sum of shares such as 1/7."""


@dataclass(frozen=True, slots=True)
class PaceWeek:
    """Lessons of a group at the end of a week, or today in this one, each counted once for every member."""

    week: str
    """`2026-W48`."""
    planned: int
    """Due by then, by the plan as it stood then."""
    done: int
    """Of those assigned then, completed by then."""
    assigned: int

    @property
    def behind(self) -> int:
        """Lessons fewer than were planned; nothing where the group is ahead."""
        return max(0, self.planned - self.done)


class Why(StrEnum):
    """Why no other dates are proposed."""

    NOTHING_LEFT = "nothing-left"
    """There is no plan, nobody in the group, or everything is completed."""
    ON_PACE = "on-pace"
    TOO_EARLY = "too-early"
    """There are too few full weeks to take a pace from."""
    STANDING_STILL = "standing-still"
    """In a median week nothing was completed."""
    TOO_FAR = "too-far"
    """The pace would lead further than two years."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Other dates for what a group has left, by the pace at which it completes lessons."""

    behind: int
    """Lessons, over all members, fewer than were planned by today."""
    a_week: float | None
    """What the group as it is now completes in a median week; None where that is not known."""
    weeks: int
    """Full weeks that this was taken from."""
    why: Why | None
    """Why nothing is proposed; None where something is."""
    due: Mapping[str, date]
    """Of each lesson that is to be due later, by its key, the new day."""


@dataclass(frozen=True, slots=True)
class Pursued:
    """What the pace of a group is worked out from."""

    settings: Sequence[Setting]
    """Every plan that it ever had, in the order in which they were set."""
    joined: Mapping[str, date]
    """When each present member joined, by the member's id."""
    finished: Iterable[tuple[str, str, date]]
    """Member, lesson and study day of what present members have completed."""


def pace(pursued: Pursued, today: date) -> tuple[PaceWeek, ...]:
    """The last weeks of a group, the oldest first, this one last; none without a plan or members."""
    joined = sorted(pursued.joined.values())
    if not pursued.settings or not joined:
        return ()
    done = _done(pursued)
    this = today - timedelta(days=today.weekday())
    begin = max(pursued.settings[0].day, joined[0])
    weeks: list[PaceWeek] = []
    for back in range(WEEKS - 1, -1, -1):
        monday = this - back * _WEEK
        end = min(monday + _WEEK - _DAY, today)
        if end < begin:
            continue
        due, there = _due(pursued.settings, end), bisect_right(joined, end)
        weeks.append(
            PaceWeek(
                week=f"{monday.isocalendar().year}-W{monday.isocalendar().week:02}",
                planned=there * sum(day <= end for day in due.values()),
                done=sum(bisect_right(done.get(lesson, []), end) for lesson in due),
                assigned=there * len(due),
            )
        )
    return tuple(weeks)


def _due(settings: Iterable[Setting], on: date) -> Mapping[str, date]:
    """The last day for each lesson, by the plans as they stood at the end of a day."""
    latest = {one.course: one.due for one in settings if one.day <= on}
    return {lesson: day for plan in latest.values() for lesson, day in plan.items()}


def _done(pursued: Pursued) -> Mapping[str, Sequence[date]]:
    """Of each lesson the days since which it counts as done for a member of the group, the earliest first."""
    done: dict[str, list[date]] = {}
    for member, lesson, day in pursued.finished:
        done.setdefault(lesson, []).append(max(day, pursued.joined[member]))
    for days in done.values():
        days.sort()
    return done


def propose(pursued: Pursued, order: Sequence[str], today: date, leave: Mapping[str, Leave] | None = None) -> Proposal:
    """The dates that a group would keep that goes on as it did, for what is due too early for that.

    The pace is the median, over the latest full weeks of the plan, of the lessons completed for each member who was
    there. A week is counted by who was there in it, and so are those to come: whoever is on leave is not. No lesson is
    to be due earlier than it is, and each keeps its day of the week.

    Args:
        pursued: what the group has done.
        order: keys of the lessons assigned, the first due first.
        today: the study day.
        leave: of the members who are away or were, by their ids; empty where that is not to be told from the dates.
    """
    leave = leave or {}
    due, done, joined = _due(pursued.settings, today), _done(pursued), pursued.joined
    latest = pace(pursued, today)
    behind = latest[-1].behind if latest else 0
    left = [(lesson, len(joined) - len(done.get(lesson, ()))) for lesson in order if lesson in due]
    if not any(many for _lesson, many in left):
        return Proposal(behind, None, 0, Why.NOTHING_LEFT, {})
    if not behind:
        return Proposal(behind, None, 0, Why.ON_PACE, {})
    each = _each_week(pursued, due, done, leave, today)
    if len(each) < FEWEST_WEEKS:
        return Proposal(behind, None, len(each), Why.TOO_EARLY, {})
    rate = median(each)
    a_week = rate * len(joined)
    if not rate:
        return Proposal(behind, a_week, len(each), Why.STANDING_STILL, {})
    moved: dict[str, date] = {}
    needed, capacity, day, before = 0, 0.0, today, date.min
    for lesson, many in left:
        if not many:
            continue
        needed += many
        while capacity + _ROUNDING < needed:
            day += _DAY
            if day - today > LONGEST:
                return Proposal(behind, a_week, len(each), Why.TOO_FAR, {})
            capacity += rate / 7 * _there(joined, leave, day)
        new = max(day + timedelta(days=(due[lesson].weekday() - day.weekday()) % 7), before)
        if new > due[lesson]:
            moved[lesson] = new
        before = max(new, due[lesson])
    return Proposal(behind, a_week, len(each), None, moved)


def _each_week(
    pursued: Pursued,
    due: Mapping[str, date],
    done: Mapping[str, Sequence[date]],
    leave: Mapping[str, Leave],
    today: date,
) -> Sequence[float]:
    """Lessons completed for each member who was there, in the latest full weeks of the plan."""
    this = today - timedelta(days=today.weekday())
    days = sorted(day for lesson in due for day in done.get(lesson, ()))
    completed = {monday: len(list(group)) for monday, group in groupby(days, lambda day: day - day.weekday() * _DAY)}
    found: list[float] = []
    for back in range(FULL_WEEKS, 0, -1):
        monday = this - back * _WEEK
        if monday < pursued.settings[0].day:
            continue
        there = sum(_there(pursued.joined, leave, monday + number * _DAY) for number in range(7)) / 7
        if there:
            found.append(completed.get(monday, 0) / there)
    return found


def _there(joined: Mapping[str, date], leave: Mapping[str, Leave], day: date) -> int:
    """How many members are in the group on a day and not away."""
    return sum(
        since <= day and not ((away := leave.get(member)) and away.first <= day <= away.last)
        for member, since in joined.items()
    )
