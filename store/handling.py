"""Which needs for help were seen to of late: by whom, and on which day.

Beside the statuses that are made of it, so that a need does not vanish for those who lead together. It goes with the
time in which the need itself would have been told: nobody is to count how often somebody needed help.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import date, timedelta

from lessons.light import dataclass
from store import groups, ids, people, records
from store.database import Database
from store.events import LEADER, HelpHandled
from store.groups import Group
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


def _who_did(database: Database, members: Collection[str]) -> Mapping[tuple[str, str, date], str]:
    """Who saw to a need last on a day, by id: by the member, the key of the lesson, and the day.

    The read model of lessons keeps the day alone. Who it was is asked of the few whose need was seen to of late.
    """
    marks = ", ".join("?" * len(members))
    condition = f"subject IN ({marks}) AND kind = 'help.handled' AND {records.SELDOM}"
    found: dict[tuple[str, str, date], str] = {}
    with database.reading() as connection:
        for event in records.read(connection, condition, [ids.to_bytes(member) for member in sorted(members)]):
            if isinstance(event.body, HelpHandled):
                found[event.subject, event.body.lesson, handled_day(event.body, event.day)] = event.actor
    return found


def _leading(database: Database, group: Group) -> Callable[[str, date], str]:
    """The name of somebody, given by id, who led a group on a day; empty for anybody else."""
    names = {one.id: one.name for one in people.members(database)}
    held = [one for one in groups.memberships(database, group=group.id) if one.duty == LEADER]

    def name(person: str, day: date) -> str:
        # Who gave it up that very day may have seen to it before.
        led = any(one.member == person and one.joined <= day and (one.left is None or one.left >= day) for one in held)
        return names.get(person, "") if led else ""

    return name
