"""Which needs for help were seen to of late: by whom, and on which day.

Beside the statuses that are made of it, so that a need does not vanish for those who lead together. It goes with the
time in which the need itself would have been told: nobody is to count how often somebody needed help.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from random import Random

from lessons.light import dataclass
from store import groups, ids, people, records
from store.database import Database
from store.days import study_day
from store.duties import LEADER
from store.errors import HandlingToldError, NothingHandledError
from store.events import Event, HandlingUndone, HelpHandled
from store.groups import Group
from store.log import Entry, append
from store.projections.lesson_facts import LessonFacts, handled_day
from store.status import HELP_DAYS


@dataclass(frozen=True, slots=True)
class SeenTo:
    """A leader saw to the help that a member needed with a lesson."""

    member: str
    """Id of the member."""
    name: str
    lesson: str
    """Key of the lesson."""
    day: date
    """The study day; of what only a file tells, the last day of its week at the latest."""
    by: str
    """Name of the leader; empty where nobody who led the group that day did, so that none of it is of another group."""


def oldest_told(day: date) -> date:
    """The earliest day of which leaders are told on a day: as long ago as a need would be told."""
    return day - timedelta(days=HELP_DAYS - 1)


def seen_to(
    database: Database,
    group: Group,
    members: Mapping[str, str],
    facts: Mapping[str, Mapping[str, LessonFacts]],
    lessons: Collection[str],
    *,
    since: Mapping[str, date],
    day: date,
) -> tuple[SeenTo, ...]:
    """What leaders last saw to, by member, then in the order of the lessons.

    Args:
        database: of the leaders, or of the member.
        group: of the members.
        members: the name of each, by id.
        facts: by member and the lesson's key.
        lessons: keys of those assigned to the group.
        since: the first day that counts, of each member.
        day: the last one.

    Raises:
        StoreError: the file cannot be read.
    """
    found = [
        (member, lesson, known.handled)
        for member in members
        for lesson in lessons
        if (known := facts.get(member, {}).get(lesson)) is not None
        and known.handled is not None
        and since[member] <= known.handled <= day
    ]
    if not found:
        return ()
    who, leading = _who_did(database, {member for member, _lesson, _on in found}), _leading(database, group)
    return tuple(
        SeenTo(member, members[member], lesson, on, leading(who.get((member, lesson, on), ""), on))
        for member, lesson, on in found
    )


def undo(
    database: Database,
    group: Group,
    member: str,
    lesson: str,
    *,
    called: tuple[str, str],
    told: Collection[str],
    by: str,
    now: Callable[[], datetime],
    random: Random,
) -> None:
    """Take back that a leader of a group last saw to a need, on the word of one: it is open as it was before.

    Args:
        database: of the leaders.
        group: whose leader it was.
        member: id of the member who needed help.
        lesson: key of the lesson.
        called: the name of the member and the title of the lesson, for a refusal.
        told: ids of the needs of which the group's file has told that they were seen to.
        by: id of the leader who says so.
        now: the clock.
        random: the source of ids and salts.

    Raises:
        NothingHandledError: nobody who leads the group saw to it in the days in which that is told.
        HandlingToldError: the member was told in a file that it was.
        StoreError: nothing was written, and why.
    """
    day, (name, title) = study_day(now()), called
    with database.transaction():
        latest = _latest(database, {member}).get((member, lesson))
        leads = _leading(database, group)
        if latest is None or latest.day < oldest_told(day) or not leads(latest.actor, latest.day):
            raise NothingHandledError(name=name, lesson=repr(title), group=group.name, days=HELP_DAYS)
        body = latest.body
        if isinstance(body, HelpHandled) and body.need in told:
            raise HandlingToldError(name=name, lesson=repr(title))
        append(database, [Entry(HandlingUndone(lesson, latest.id), by, member)], now=now, random=random)


def _who_did(database: Database, members: Collection[str]) -> Mapping[tuple[str, str, date], str]:
    """Who saw to a need last on a day, by id: by the member, the key of the lesson, and the day.

    The read model of lessons keeps the day alone. Who it was is asked of the few whose need was seen to of late.
    """
    return {
        (event.subject, event.body.lesson, handled_day(event.body, event.day)): event.actor
        for event in _handlings(database, members)
        if isinstance(event.body, HelpHandled)
    }


def _latest(database: Database, members: Collection[str]) -> Mapping[tuple[str, str], Event]:
    """The event by which a need was handled last, by the member and the key of the lesson."""
    found = _handlings(database, members)
    return {(one.subject, one.body.lesson): one for one in found if isinstance(one.body, HelpHandled)}


def _handlings(database: Database, members: Collection[str]) -> Sequence[Event]:
    """The events by which needs of members were handled and that were not undone, in the order of time."""
    marks = ", ".join("?" * len(members))
    condition = f"subject IN ({marks}) AND kind IN ('help.handled', 'handling.undone') AND {records.SELDOM}"
    with database.reading() as connection:
        every = list(records.read(connection, condition, [ids.to_bytes(member) for member in sorted(members)]))
    undone = {one.body.event for one in every if isinstance(one.body, HandlingUndone)}
    return [one for one in every if isinstance(one.body, HelpHandled) and one.id not in undone]


def _leading(database: Database, group: Group) -> Callable[[str, date], str]:
    """The name of somebody, given by id, who led a group on a day; empty for anybody else."""
    names = {one.id: one.name for one in people.members(database)}
    held = [one for one in groups.memberships(database, group=group.id) if one.duty == LEADER]

    def name(person: str, day: date) -> str:
        # Who gave it up that very day may have seen to it before.
        led = any(one.member == person and one.joined <= day and (one.left is None or one.left >= day) for one in held)
        return names.get(person, "") if led else ""

    return name
