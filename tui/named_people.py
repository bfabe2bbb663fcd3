"""Whom a name means: somebody who studies here, or who shares in files with a group under it."""

from collections.abc import Sequence
from datetime import date
from shlex import quote

from store import elsewhere, groups, people
from store.database import Database
from store.errors import SeveralOfOneNameError
from store.groups import Group
from store.people import Member
from tui.unknown import UnknownMember, refuse_unknown


def somebody(database: Database, name: str, day: date, group: Group | None = None, *, alone: bool = False) -> Member:
    """Who studies here under a name, or has shared in a file with the group under it.

    Where it has to be `alone`, who is in the group may be given by id, too.

    Raises:
        UnknownMember: nobody has that name.
        SeveralOfOneNameError: several in the group have it, and one alone may.
    """
    if group is not None and alone and (only := _only(database, name, group, day)):
        return only
    found = people.find(database, name)
    if group is not None and (found is None or group.id not in groups.held_by(database, found.id, groups.MEMBER, day)):
        shared = elsewhere.find(database, group, name, day)
        found = shared or found
    if found is None:
        raise UnknownMember(name, [member.name for member in people.members(database)])
    return found


def _only(database: Database, name: str, group: Group, day: date) -> Member | None:
    """Who of the members of a group has an id or a name; None where nobody does."""
    wanted = people.compared(name)
    here = groups.people_of(database, group.id, groups.MEMBER, day)
    told = elsewhere.members(database, group, day)
    shared = [people.Member(person, one.name, group.created) for person, one in told.items()]
    if by_id := next((one for one in (*here, *shared) if one.id == name), None):
        return by_id
    of_name = [[one for one in those if people.compared(one.name) == wanted] for those in (here, shared)]
    found = [one for those in of_name for one in those]
    if len(found) > 1:
        ids = [tuple(one.id for one in those) or "-" for those in of_name]
        raise SeveralOfOneNameError(name=quote(name), group=quote(group.name), here=ids[0], shared=ids[1])
    return found[0] if found else None


def all_in_group(database: Database, group: Group, names: Sequence[str], day: date) -> tuple[str, ...]:
    """Ids of members of a group, by name, each once.

    Raises:
        UnknownMember: one name is that of nobody in it.
        UnknownMembers: so it is with several.
    """
    members = groups.people_of(database, group.id, groups.MEMBER, day)
    known = {people.compared(one.name): one.id for one in members}
    called = [one.name for one in members]
    refuse_unknown([UnknownMember(name, called) for name in names if people.compared(name) not in known])
    return tuple(dict.fromkeys(known[people.compared(name)] for name in names))


def serves(database: Database, group: Group, member: str, duty: str, day: date) -> bool:
    """Whether a member has a duty in a group, or is to have it."""
    held = groups.memberships(database, group=group.id, member=member)
    return any(one.duty == duty and not one.over(day) for one in held)
