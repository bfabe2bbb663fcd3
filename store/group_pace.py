"""How a group stands to its plan, week by week, and which dates its own pace would keep. Pure.

Planned against done is counted for the whole group and for nobody in it. What was planned in a week is judged by the
plan as it stood then: a plan that was replaced later does not make a past week look better than it was.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import accumulate
from statistics import median

from lessons.light import dataclass
from store.leave import Leaves, is_away
from store.projections.groups import Membership
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
    """Lessons of a group at the end of a week, or by now in this one, each counted once for every member."""

    week: str
    """`2026-W48`."""
    planned: int
    """Due by then, by the plan as it stood then, on a day that is over; before somebody joined: on that day."""
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
    SILENT = "silent"
    """Only members who have long been silent have anything left: other dates would hide that."""
    TOO_FAR = "too-far"
    """The pace would lead further than two years."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Other dates for what a group has left, by the pace at which it completes lessons."""

    behind: int
    """Lessons, over all members, fewer than were due before today."""
    a_week: float | None
    """What the group as it is now completes in a median week; None where that is not known."""
    weeks: int
    """Full weeks that this was taken from."""
    why: Why | None
    """Why nothing is proposed; None where something is."""
    due: Mapping[str, date]
    """Of each lesson that is to be due later, by its key, the new day."""
    silent: tuple[str, ...] = ()
    """Names of the members who have long been silent: what they alone have left keeps its day."""


@dataclass(frozen=True, slots=True)
class Pursued:
    """What the pace of a group is worked out from."""

    settings: Sequence[Setting]
    """Every plan that it ever had, in the order in which they were set."""
    times: Sequence[Membership]
    """When everybody was a member who is or was one."""
    finished: Iterable[tuple[str, str, date]]
    """Member, lesson and study day of what each of them has completed."""
    begin: Mapping[str, date] = field(default_factory=dict)
    """Of members of whom no day of joining is known, by id, the one before which nothing is due for them."""


def pace(pursued: Pursued, today: date) -> tuple[PaceWeek, ...]:
    """The last weeks of a group, the oldest first, this one last; none without a plan or members.

    A week is counted of those who were in the group at its end: it stays what it was when somebody leaves later. What
    is due on a day is planned by its end and not before: while it lasts, nothing of it is missed. What was due before
    somebody joined is planned for them by the end of the day on which they did.
    """
    if not pursued.settings or not pursued.times:
        return ()
    this = _monday(today)
    begin = max(pursued.settings[0].day, min(one.joined for one in pursued.times))
    ends = [min(this - back * _WEEK + _WEEK - _DAY, today) for back in range(WEEKS - 1, -1, -1)]
    ends = [end for end in ends if end >= begin]
    due = [_due(pursued.settings, end) for end in ends]
    present = [_present(pursued.times, end) for end in ends]
    done = _done(pursued, ends, present)
    return tuple(
        PaceWeek(
            week=f"{end.isocalendar().year}-W{end.isocalendar().week:02}",
            planned=_planned(due[place].values(), _begins(pursued, end), min(end, today - _DAY)),
            done=sum(
                counts[place] for there, lessons in done.items() if there[place] for counts in _of(lessons, due[place])
            ),
            assigned=len(present[place]) * len(due[place]),
        )
        for place, end in enumerate(ends)
    )


def _monday(day: date) -> date:
    return day - day.weekday() * _DAY


def _begins(pursued: Pursued, day: date) -> Iterator[date]:
    """From which day on something is due for each of those who are in the group on a day."""
    joined = {one.member: one.joined for one in pursued.times if one.holds(day)}
    return (max(first, pursued.begin.get(member, first)) for member, first in joined.items())


def _planned(due: Iterable[date], begins: Iterable[date], over: date) -> int:
    """How many lessons are due by the end of a day that is over, over all members: none before their first day."""
    come = sum(day <= over for day in due)
    return sum(come for begin in begins if begin <= over)


def _due(settings: Iterable[Setting], on: date) -> Mapping[str, date]:
    """The last day for each lesson, by the plans as they stood at the end of a day."""
    latest = {one.course: one.due for one in settings if one.day <= on}
    return {lesson: day for plan in latest.values() for lesson, day in plan.items()}


def _present(times: Iterable[Membership], day: date) -> frozenset[str]:
    """Who is in the group on a day, by id."""
    return frozenset(one.member for one in times if one.holds(day))


_Counts = Mapping[str, Sequence[int]]
"""Of each lesson, at the end of each week, how many have completed it."""


def _done(
    pursued: Pursued, ends: Sequence[date], present: Sequence[frozenset[str]]
) -> Mapping[tuple[bool, ...], _Counts]:
    """How many have completed what by the end of each week, of those who were there in the very same weeks.

    That is a few counts for a group of any size: most of it were there in every week.
    """
    there: dict[str, tuple[bool, ...]] = {}
    found: dict[tuple[bool, ...], dict[str, list[int]]] = {}
    for member, lesson, day in pursued.finished:
        place = bisect_left(ends, day)
        if place == len(ends):
            continue
        if member not in there:
            there[member] = tuple(member in week for week in present)
        lessons = found.setdefault(there[member], {})
        if lesson not in lessons:
            lessons[lesson] = [0] * len(ends)
        lessons[lesson][place] += 1
    return {
        weeks: {lesson: tuple(accumulate(counts)) for lesson, counts in lessons.items()}
        for weeks, lessons in found.items()
    }


def _of(counts: _Counts, lessons: Iterable[str]) -> Iterator[Sequence[int]]:
    return (counts[lesson] for lesson in lessons if lesson in counts)


def propose(
    pursued: Pursued,
    order: Sequence[str],
    today: date,
    leaves: Mapping[str, Leaves],
    silent: Collection[str] = (),
) -> Proposal:
    """The dates that a group would keep that goes on as it did, for what is due too early for that.

    The pace is the median, over the latest full weeks of the plan, of the lessons completed for each member who was
    there. A week is counted by who was there in it, and so are those to come: whoever is on leave is not. No lesson is
    to be due earlier than it is, and each keeps its day of the week.

    Args:
        pursued: what the group has done.
        order: keys of the lessons assigned, the first due first.
        today: the study day.
        leaves: of the members who are away or were, by their ids; empty where that is not to be told from the dates.
        silent: ids of members who have long been silent. They count neither in the pace nor in what is left: dates
            that wait for them would hide that they are silent.
    """
    finished = list(pursued.finished)
    pursued = replace(pursued, finished=finished)
    due, here = _due(pursued.settings, today), _present(pursued.times, today)
    latest = pace(pursued, today)
    behind = latest[-1].behind if latest else 0
    late = frozenset(silent) & here
    if late:
        here -= late
        pursued = replace(pursued, times=[one for one in pursued.times if one.member not in late])
    done = Counter(lesson for member, lesson, day in finished if member in here and day <= today)
    left = [(lesson, len(here) - done[lesson]) for lesson in order if lesson in due]
    if not any(many for _lesson, many in left):
        return Proposal(behind, None, 0, Why.SILENT if late else Why.NOTHING_LEFT, {})
    if not behind:
        return Proposal(behind, None, 0, Why.ON_PACE, {})
    each = _each_week(pursued, due, leaves, today)
    if len(each) < FEWEST_WEEKS:
        return Proposal(behind, None, len(each), Why.TOO_EARLY, {})
    rate = median(each)
    a_week = rate * len(here)
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
            capacity += rate / 7 * _at_work(pursued.times, leaves, day)
        new = max(day + (due[lesson].weekday() - day.weekday()) % 7 * _DAY, before)
        if new > due[lesson]:
            moved[lesson] = new
        before = max(new, due[lesson])
    return Proposal(behind, a_week, len(each), None, moved)


def _each_week(pursued: Pursued, due: Mapping[str, date], leaves: Mapping[str, Leaves], today: date) -> Sequence[float]:
    """Lessons completed for each member who was there, in the latest full weeks of the plan."""
    this = _monday(today)
    times: dict[str, list[Membership]] = {}
    for one in pursued.times:
        times.setdefault(one.member, []).append(one)
    completed = Counter(
        _monday(day)
        for member, lesson, day in pursued.finished
        if lesson in due and any(one.holds(day) for one in times.get(member, ()))
    )
    found: list[float] = []
    for back in range(FULL_WEEKS, 0, -1):
        monday = this - back * _WEEK
        if monday < pursued.settings[0].day:
            continue
        there = sum(_at_work(pursued.times, leaves, monday + number * _DAY) for number in range(7)) / 7
        if there:
            found.append(completed[monday] / there)
    return found


def _at_work(times: Iterable[Membership], leaves: Mapping[str, Leaves], day: date) -> int:
    """How many members are in the group on a day and not away."""
    return sum(one.holds(day) and not is_away(leaves.get(one.member, ()), day) for one in times)
