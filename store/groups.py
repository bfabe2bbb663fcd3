"""Study groups: making one, and who is in it with which duty."""

from collections.abc import Callable
from datetime import datetime
from random import Random

from store import people
from store.database import Database
from store.errors import GroupNameTakenError, NotInGroupError
from store.events import LEADER, MEMBER, GroupCreated, GroupJoined, GroupLeft
from store.log import Entry, append
from store.people import Member
from store.projections.groups import Group, Membership, Plan, groups, memberships, plans

__all__ = [
    "LEADER",
    "MEMBER",
    "Group",
    "Membership",
    "Plan",
    "create",
    "find",
    "groups",
    "held_by",
    "join",
    "leave",
    "memberships",
    "people_of",
    "plans",
    "present",
]


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
        taken = find(database, name)
        if taken is not None:
            raise GroupNameTakenError(name=taken.name)
        (event, _joined) = append(
            database,
            [Entry(GroupCreated(name), leader, group), Entry(GroupJoined(leader, LEADER), leader, group)],
            now=now,
            random=random,
        )
    return Group(group, name, event.day)


def find(database: Database, name: str) -> Group | None:
    """The group of a name, however it is capitalised; None where there is none."""
    wanted = people.compared(name)
    return next((group for group in groups(database) if people.compared(group.name) == wanted), None)


def join(
    database: Database, group: Group, member: Member, duty: str, *, by: str, now: Callable[[], datetime], random: Random
) -> bool:
    """Give a member a duty in a group, on the word of another, given by id; False where the member has it already.

    Raises:
        StoreError: nothing was written, and why.
    """
    with database.transaction():
        if group.id in held_by(database, member.id, duty):
            return False
        append(database, [Entry(GroupJoined(member.id, duty), by, group.id)], now=now, random=random)
    return True


def leave(
    database: Database, group: Group, member: Member, *, by: str, now: Callable[[], datetime], random: Random
) -> None:
    """End every duty of a member in a group, on the word of another, given by id.

    Raises:
        NotInGroupError: the member has none.
        StoreError: nothing was written, and why.
    """
    with database.transaction():
        held = [one for one in memberships(database, group=group.id, member=member.id) if one.left is None]
        if not held:
            raise NotInGroupError(name=member.name, group=group.name)
        entries = [Entry(GroupLeft(member.id, one.duty), by, group.id) for one in held]
        append(database, entries, now=now, random=random)


def present(database: Database, group: str, duty: str) -> tuple[str, ...]:
    """Ids of those who have a duty in a group now, whether they study here or not, in the order they took it on."""
    return tuple(one.member for one in memberships(database, group=group) if one.left is None and one.duty == duty)


def people_of(database: Database, group: str, duty: str) -> tuple[Member, ...]:
    """Who of those who study here has a duty in a group now, in the order in which they took it on."""
    known = {member.id: member for member in people.members(database)}
    return tuple(known[one] for one in present(database, group, duty) if one in known)


def held_by(database: Database, member: str, duty: str) -> tuple[str, ...]:
    """Ids of the groups in which a member has a duty now."""
    held = memberships(database, member=member)
    return tuple(one.group for one in held if one.left is None and one.duty == duty)
