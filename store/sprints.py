"""Sprints: a few whole weeks in which study groups study beside each other, if the leaders of each want it.

Each group is measured by itself: what its active members complete in a week, against the four weeks before; and how
much of what was assigned to them they have completed. What comes of it are bands of four and never a number, a place
or a name. Nothing is said about fewer than five active people, and nothing before a whole week has passed; it changes
once a week, so that no day of anybody's can be told by looking twice.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from random import Random

from lessons.clean import clean
from store.database import Database
from store.errors import (
    SprintDaysError,
    SprintNameError,
    SprintNameTakenError,
    SprintOverError,
    SprintUnaskedError,
    SprintUnfitError,
)
from store.events import LONGEST_NAME, SprintJoined, SprintLeft, SprintProposed
from store.groups import Group, refuse_archived
from store.log import Entry, append
from store.mirror import FEW, FEWEST
from store.projections.groups import Membership
from store.projections.sprints import Sprint, sprints

__all__ = ["Band", "Bands", "Sprint", "State", "Studied", "bands_of", "join", "leave", "propose", "sprints", "state_of"]

FEWEST_WEEKS, MOST_WEEKS = 2, 12
"""How long a sprint may be."""
BEFORE = timedelta(weeks=4)
"""What a group is measured against."""
LESS, MORE, MUCH_MORE = 0.9, 1.1, 1.5
"""Lessons in a week against those of the weeks before, at which one band of improvement ends and the next begins."""
FEWEST_GROUPS = 2
"""Groups that take part, without which there is nothing beside anything."""
EARLY, UNASSIGNED = "before the end of its first week", "nothing assigned"
_WEEK = timedelta(weeks=1)
_DAY = timedelta(days=1)
_ROUNDING = 1e-9


class State(StrEnum):
    """When a sprint is."""

    COMING = "coming"
    RUNNING = "running"
    OVER = "over"


class Band(StrEnum):
    """How a group's active members do against themselves: the first band is the lowest."""

    LESS = "less"
    AS_BEFORE = "as-before"
    MORE = "more"
    MUCH_MORE = "much-more"


@dataclass(frozen=True, slots=True)
class Bands:
    """How one group does in a sprint."""

    improvement: Band | None
    """Lessons that an active member completes in a week, against the four weeks before; None where withheld."""
    coverage: int | None
    """Of what is assigned to its active members, the quarter that what they completed has come to, 1 to 4."""
    withheld: str | None
    """Why something is withheld; None where nothing is."""


@dataclass(frozen=True, slots=True)
class Studied:
    """What the bands of a group are worked out from."""

    times: Mapping[str, Sequence[Membership]]
    """When everybody was a member who is or was one."""
    days: Mapping[str, Sequence[date]]
    """The study days of each of them."""
    finished: Mapping[str, Mapping[str, date]]
    """Of each of them the study days on which lessons were completed, by the lesson's key."""
    assigned: frozenset[str]
    """Keys of the lessons assigned to the group."""


def propose(
    database: Database,
    group: Group,
    name: str,
    weeks: tuple[date, int],
    others: Sequence[Group],
    *,
    by: str,
    today: date,
    now: Callable[[], datetime],
    random: Random,
) -> str:
    """Propose a sprint to other groups, on the word of a leader, given by id; answer the sprint's id.

    Args:
        database: what is written to.
        group: which takes part with this.
        name: of the sprint; one line.
        weeks: its first day, a Monday, and how many weeks it lasts.
        others: who are asked; they take part when a leader of theirs says so.
        by: who proposes.
        today: the study day.
        now: the clock.
        random: for ids.

    Raises:
        ArchivedGroupError: a group has come to its end.
        SprintUnfitError: its name, its days or its groups cannot be so.
        StoreError: nothing was written, and why.
    """
    for one in (group, *others):
        refuse_archived(one)
    first, number = weeks
    name = " ".join(clean(name).split())
    if not name or len(name) > LONGEST_NAME:
        raise SprintNameError(most=LONGEST_NAME)
    if any(one.name.casefold() == name.casefold() and one.last >= today for one in sprints(database)):
        raise SprintNameTakenError(name=name)
    if first.weekday() or first < _monday(today) or not FEWEST_WEEKS <= number <= MOST_WEEKS:
        raise SprintDaysError(earliest=_monday(today).isoformat(), fewest=FEWEST_WEEKS, most=MOST_WEEKS)
    asked = tuple(dict.fromkeys(one.id for one in others if one.id != group.id))
    if not asked:
        raise SprintUnfitError
    sprint = database.ids.next(now(), random)
    body = SprintProposed(sprint, name, first, first + number * _WEEK - _DAY, asked)
    append(database, [Entry(body, by, group.id)], now=now, random=random)
    return sprint


def join(
    database: Database,
    sprint: Sprint,
    group: Group,
    *,
    by: str,
    today: date,
    now: Callable[[], datetime],
    random: Random,
) -> bool:
    """Take part with a group, on the word of a leader, given by id; False where it does already.

    Raises:
        ArchivedGroupError: the group has come to its end.
        SprintUnfitError: the group was not asked, or the sprint is over.
        StoreError: nothing was written, and why.
    """
    refuse_archived(group)
    if group.id in sprint.groups:
        return False
    if group.id not in {sprint.by, *sprint.asked}:
        raise SprintUnaskedError(group=group.name, sprint=sprint.name)
    if sprint.last < today:
        raise SprintOverError(sprint=sprint.name, day=sprint.last.isoformat())
    append(database, [Entry(SprintJoined(sprint.id), by, group.id)], now=now, random=random)
    return True


def leave(
    database: Database, sprint: Sprint, group: Group, *, by: str, now: Callable[[], datetime], random: Random
) -> bool:
    """Take part no more; False where the group does not.

    Raises:
        StoreError: nothing was written, and why.
    """
    if group.id not in sprint.groups:
        return False
    append(database, [Entry(SprintLeft(sprint.id), by, group.id)], now=now, random=random)
    return True


def state_of(sprint: Sprint, today: date) -> State:
    """When a sprint is, seen from a study day."""
    if today < sprint.first:
        return State.COMING
    return State.RUNNING if today <= sprint.last else State.OVER


def bands_of(sprint: Sprint, studied: Studied, today: date) -> Bands:
    """How a group does in a sprint, by what was so at the end of the last whole week. Pure."""
    end = min(sprint.last, _monday(today) - _DAY if today <= sprint.last else sprint.last)
    if end < sprint.first:
        return Bands(None, None, EARLY)
    if not studied.assigned:
        return Bands(None, None, UNASSIGNED)
    now, before = _pace(studied, sprint.first, end), _pace(studied, sprint.first - BEFORE, sprint.first - _DAY)
    improvement = None if now is None or before is None else _improvement(now, before)
    coverage = _coverage(studied, sprint.first, end)
    return Bands(improvement, coverage, FEW if improvement is None or coverage is None else None)


def _coverage(studied: Studied, first: date, last: date) -> int | None:
    """The quarter of what is assigned that those active in some days have completed; None of fewer than five."""
    active = _active(studied, first, last)
    there = [one for one in active if any(time.holds(last) for time in studied.times[one])]
    if len(there) < FEWEST:
        return None
    part = sum(day <= last for member in there for day in _assigned(studied, member))
    return min(4, 4 * part // (len(there) * len(studied.assigned)) + 1)


def _improvement(now: float, before: float) -> Band:
    if before <= _ROUNDING:
        return Band.AS_BEFORE if now <= _ROUNDING else Band.MUCH_MORE
    ratio = now / before + _ROUNDING
    for band, end in ((Band.LESS, LESS), (Band.AS_BEFORE, MORE), (Band.MORE, MUCH_MORE)):
        if ratio < end:
            return band
    return Band.MUCH_MORE


def _pace(studied: Studied, first: date, last: date) -> float | None:
    """Lessons that an active member completed in a week of some days; None where fewer than five were active."""
    active = _active(studied, first, last)
    if len(active) < FEWEST:
        return None
    done = sum(
        first <= day <= last and _was_in(studied, member, day)
        for member in active
        for day in _assigned(studied, member)
    )
    return done / len(active) / ((last - first + _DAY) / _WEEK)


def _active(studied: Studied, first: date, last: date) -> set[str]:
    """Who studied on some of the days as a member."""
    return {
        member
        for member, days in studied.days.items()
        if any(first <= day <= last and _was_in(studied, member, day) for day in days)
    }


def _was_in(studied: Studied, member: str, day: date) -> bool:
    return any(one.holds(day) for one in studied.times.get(member, ()))


def _assigned(studied: Studied, member: str) -> Sequence[date]:
    """The days on which somebody completed what is assigned."""
    finished = studied.finished.get(member, {})
    return [day for lesson, day in finished.items() if lesson in studied.assigned]


def _monday(day: date) -> date:
    return day - day.weekday() * _DAY
