"""Study groups: making one, and who is in it with which duty on which days.

A duty holds from its first day until the day before it is left. Days are study days; who has a duty is asked of a day.
It is long because what may begin, change or end is decided by the same memberships, which are read here alone.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from random import Random
from shlex import quote

from store import events, log, people
from store.database import Database
from store.days import study_day
from store.duties import DUTIES, FACILITATOR, LEADER, MEMBER, MENTOR, RECORDER, TRAINER
from store.errors import (
    ArchivedGroupError,
    DutyBeforeGroupError,
    DutyNotHeldError,
    DutyUnfitError,
    GroupNameTakenError,
    LastLeaderError,
    NotInGroupError,
)
from store.people import Member
from store.projections.groups import Group, Membership, Plan, groups, memberships, plans

__all__ = [
    "DUTIES",
    "FACILITATOR",
    "LEADER",
    "MEMBER",
    "MENTOR",
    "RECORDER",
    "TRAINER",
    "Group",
    "Membership",
    "Plan",
    "archive",
    "create",
    "describe",
    "duties_of",
    "find",
    "groups",
    "held_by",
    "join",
    "leave",
    "may_lead",
    "memberships",
    "people_of",
    "plans",
    "present",
    "rename",
    "reopen",
    "unled_from",
]

_DAY = timedelta(days=1)


def create(database: Database, name: str, leader: str, *, now: Callable[[], datetime], random: Random) -> Group:
    """Make a group that a member, given by id, leads.

    Raises:
        GroupNameTakenError: another group has that name.
        NameUnfitError: it is empty, too long or of more than one line.
        StoreError: nothing was written, and why.
    """
    name = people.fit(name)
    group = database.ids.next(now(), random)
    with database.transaction():
        _refuse_taken(database, name, None)
        (event, _joined) = log.append(
            database,
            [
                log.Entry(events.GroupCreated(name), leader, group),
                log.Entry(events.GroupJoined(leader, LEADER), leader, group),
            ],
            now=now,
            random=random,
        )
    return Group(group, name, event.day)


def find(database: Database, name: str) -> Group | None:
    """The group of a name, however it is capitalised, archived or not; None where there is none."""
    wanted = people.compared(name)
    return next((group for group in groups(database) if people.compared(group.name) == wanted), None)


def _refuse_taken(database: Database, name: str, owner: str | None) -> None:
    taken = find(database, name)
    if taken is not None and taken.id != owner:
        raise GroupNameTakenError(name=taken.name)


# What it is called, what it is for, and its end


def rename(database: Database, group: Group, name: str, *, by: str, now: Callable[[], datetime], random: Random) -> str:
    """Give a group another name, on the word of a member, given by id; answer the name as it is kept.

    Raises:
        GroupNameTakenError: another group has that name.
        NameUnfitError: it is empty, too long or of more than one line.
        StoreError: nothing was written, and why.
    """
    name = people.fit(name)
    with database.transaction():
        _refuse_taken(database, name, group.id)
        log.append(database, [log.Entry(events.GroupRenamed(name), by, group.id)], now=now, random=random)
    return name


def describe(
    database: Database,
    group: Group,
    *,
    team: str,
    purpose: str,
    courses: Sequence[str],
    by: str,
    now: Callable[[], datetime],
    random: Random,
) -> None:
    """Say which team a group is matched to, and what it is for, in place of what was said before.

    Raises:
        ArchivedGroupError: it has come to its end.
        StoreError: nothing was written, and why.
    """
    refuse_archived(group)
    body = events.GroupDescribed(team, purpose, tuple(courses))
    log.append(database, [log.Entry(body, by, group.id)], now=now, random=random)


def archive(database: Database, group: Group, *, by: str, now: Callable[[], datetime], random: Random) -> bool:
    """Bring a group to its end: it is shown as it was then; False where it is archived already.

    Raises:
        StoreError: nothing was written, and why.
    """
    if group.archived is None:
        log.append(database, [log.Entry(events.GroupArchived(), by, group.id)], now=now, random=random)
    return group.archived is None


def reopen(database: Database, group: Group, *, by: str, now: Callable[[], datetime], random: Random) -> bool:
    """Let an archived group go on; False where it is not archived.

    Raises:
        StoreError: nothing was written, and why.
    """
    if group.archived is not None:
        log.append(database, [log.Entry(events.GroupReopened(), by, group.id)], now=now, random=random)
    return group.archived is not None


def refuse_archived(group: Group) -> None:
    """Let nothing more be decided for a group that has come to its end.

    Raises:
        ArchivedGroupError: it has.
    """
    if group.archived is not None:
        raise ArchivedGroupError(name=group.name, group=quote(group.name), day=group.archived)


# Who is in it


def join(
    database: Database,
    group: Group,
    member: Member,
    duty: str,
    *,
    first: date | None = None,
    last: date | None = None,
    mentees: Sequence[str] = (),
    by: str,
    now: Callable[[], datetime],
    random: Random,
) -> bool:
    """Give a member a duty in a group, on the word of another, given by id; False where it is so already.

    Where the member has that duty on other terms, they end on the first day, and these begin.

    Args:
        database: where.
        group: in which.
        member: who takes it on.
        duty: one of DUTIES.
        first: the day from which on it holds; None for today.
        last: the last day on which it holds; None where no end is set.
        mentees: of a mentor, ids of the members whose records it opens.
        by: id of the member who says so.
        now: the clock.
        random: the source of ids and salts.

    Raises:
        ArchivedGroupError: the group has come to its end.
        DutyBeforeGroupError: it would begin before the group did.
        DutyUnfitError: it would end before it begins.
        StoreError: nothing was written, and why.
    """
    refuse_archived(group)
    begin = first or study_day(now())
    if begin < group.created:
        raise DutyBeforeGroupError(group=group.name, first=begin, created=group.created)
    if last is not None and last < begin:
        raise DutyUnfitError(first=begin, last=last)
    left = None if last is None else last + _DAY
    with database.transaction():
        held = [one for one in _times(database, group, member, duty) if not one.over(begin)]
        if any(one.joined <= begin and one.left == left and one.mentees == tuple(mentees) for one in held):
            return False
        bodies: list[events.Body] = [events.GroupLeft(member.id, duty, begin)] if held else []
        bodies.append(events.GroupJoined(member.id, duty, first, last, tuple(mentees)))
        log.append(database, [log.Entry(body, by, group.id) for body in bodies], now=now, random=random)
    return True


def leave(
    database: Database,
    group: Group,
    member: Member,
    *,
    duty: str = "",
    on: date | None = None,
    by: str,
    now: Callable[[], datetime],
    random: Random,
) -> None:
    """End a duty of a member in a group, or every one, on the word of another, given by id.

    Args:
        database: where.
        group: that is left.
        member: who leaves.
        duty: one of DUTIES; empty for all that the member has.
        on: the first day on which it holds no more; None for today.
        by: id of the member who says so.
        now: the clock.
        random: the source of ids and salts.

    Raises:
        NotInGroupError: the member has no duty in it.
        DutyNotHeldError: the member does not have that one.
        DutyUnfitError: it would end before it begins.
        LastLeaderError: nobody else leads the group on the first day without it.
        StoreError: nothing was written, and why.
    """
    end, today = on or study_day(now()), study_day(now())
    with database.transaction():
        held = [one for one in _times(database, group, member, duty) if not one.over(end)]
        if not held and duty:
            raise DutyNotHeldError(name=member.name, duty=duty, group=group.name)
        if not held:
            raise NotInGroupError(name=member.name, group=group.name)
        for one in held:
            if end < one.joined <= today:  # what has been is not taken back; what is to come may be
                raise DutyUnfitError(first=one.joined, last=end - _DAY)
        ended = dict.fromkeys(one.duty for one in held)
        leading = any(one.duty == LEADER and one.joined <= end for one in held)
        if leading and group.archived is None and set(present(database, group.id, LEADER, end)) <= {member.id}:
            raise LastLeaderError(name=member.name, title=group.name, group=quote(group.name))
        entries = [log.Entry(events.GroupLeft(member.id, one, on), by, group.id) for one in ended]
        log.append(database, entries, now=now, random=random)


def _times(database: Database, group: Group, member: Member, duty: str) -> list[Membership]:
    held = memberships(database, group=group.id, member=member.id)
    return [one for one in held if duty in {"", one.duty}]


def present(database: Database, group: str, duty: str, day: date) -> tuple[str, ...]:
    """Ids of those who have a duty in a group on a day, whether they study here or not, in the order they got it."""
    held = (one for one in memberships(database, group=group) if one.duty == duty and one.holds(day))
    return tuple(dict.fromkeys(one.member for one in held))


def people_of(database: Database, group: str, duty: str, day: date) -> tuple[Member, ...]:
    """Who of those who study here has a duty in a group on a day, in the order in which they got it."""
    known = {member.id: member for member in people.members(database)}
    return tuple(known[one] for one in present(database, group, duty, day) if one in known)


def held_by(database: Database, member: str, duty: str, day: date) -> tuple[str, ...]:
    """Ids of the groups in which a member has a duty on a day."""
    held = (one for one in memberships(database, member=member) if one.duty == duty and one.holds(day))
    return tuple(dict.fromkeys(one.group for one in held))


def duties_of(database: Database, group: str, member: str, day: date) -> tuple[str, ...]:
    """The duties that a member has in a group on a day."""
    held = {one.duty for one in memberships(database, group=group, member=member) if one.holds(day)}
    return tuple(duty for duty in DUTIES if duty in held)


def unled_from(database: Database, group: str, day: date) -> date | None:
    """The first day from a day on that nobody leads a group; None where no such day is in sight."""
    leaders = [one for one in memberships(database, group=group) if one.duty == LEADER]
    while leading := [one for one in leaders if one.holds(day)]:
        ends = [one.left for one in leading if one.left is not None]
        if len(ends) < len(leading):
            return None
        day = max(ends)
    return day


def may_lead(database: Database, group: str, day: date) -> tuple[Member, ...]:
    """Who may take on a group that nobody leads: who has another duty in it, else its members, else anybody here.

    Empty where somebody leads it.
    """
    if people_of(database, group, LEADER, day):
        return ()
    others = [duty for duty in DUTIES if duty not in {MEMBER, LEADER}]
    helping = dict.fromkeys(one for duty in others for one in people_of(database, group, duty, day))
    return tuple(helping) or people_of(database, group, MEMBER, day) or people.members(database)
