"""Who is twice in a group: by name here, and sharing in files from a machine of their own under that name.

Nobody is made one of two by their name alone: it is shown, and a leader says so.
"""

from collections.abc import Callable
from datetime import datetime
from random import Random
from shlex import quote

from lessons.light import dataclass
from store import charter, elsewhere, groups, people
from store.database import Database
from store.days import study_day
from store.duties import DUTIES, MEMBER, MENTOR
from store.errors import NotTwiceError
from store.events import Body, GroupJoined, GroupLeft
from store.groups import Group, refuse_archived
from store.log import Entry, append


@dataclass(frozen=True, slots=True)
class Twice:
    """One name that stands for two in a group."""

    group: str
    """Name of the group."""
    name: str
    """Of the one who is in the group here."""
    member: str
    """Id of that one."""
    shared_as: str
    """The name in the file."""
    person: str
    """The id by which the group knows who shares."""
    accepted: bool = False
    """Whether the one here has accepted the charter, so that leaders see what was done here, too."""
    keeps: tuple[str, ...] = ()
    """Other duties than to be a member that the one here has or is to have: they open something in this database alone,
    so that they stay with who studies here."""


def twice(database: Database, group: Group, now: Callable[[], datetime]) -> tuple[Twice, ...]:
    """Who of those who are in a group here seems to share in files.

    That is whoever is called the same; of those who have accepted no charter, and are silent, also whoever is called by
    a part of the name: Marta is found beside Marta Rossi.
    """
    shared = elsewhere.members(database, group, study_day(now()))
    return tuple(
        Twice(group.name, one.name, one.id, said.name, person, accepted, _kept(database, group, one, now))
        for one, accepted in (_here(database, group, now) if shared else ())
        for person, said in shared.items()
        if _alike(one.name, said.name, whole=accepted)
    )


def _here(database: Database, group: Group, now: Callable[[], datetime]) -> list[tuple[people.Member, bool]]:
    """Members here, and who is to become one; and whether they have accepted the charter of the group."""
    day = study_day(now())
    held = groups.memberships(database, group=group.id)
    inside = {one.member for one in held if one.duty == MEMBER and not one.over(day)}
    agreed = charter.accepted(database, group, inside, day)
    return [(one, one.id in agreed) for one in people.members(database) if one.id in inside]


def _kept(database: Database, group: Group, one: people.Member, now: Callable[[], datetime]) -> tuple[str, ...]:
    day = study_day(now())
    held = groups.memberships(database, group=group.id, member=one.id)
    return tuple(duty for duty in DUTIES if duty != MEMBER and any(of.duty == duty and not of.over(day) for of in held))


def _alike(name: str, other: str, *, whole: bool) -> bool:
    if whole:
        return people.compared(name) == people.compared(other)
    words, others = set(people.compared(name).split()), set(people.compared(other).split())
    return words <= others or others <= words


def tie(
    database: Database,
    group: Group,
    name: str,
    shared_as: str,
    *,
    by: str,
    now: Callable[[], datetime],
    random: Random,
) -> Twice:
    """Say that somebody in a group here and somebody who shares in files are one person: the one who shares stays.

    The other gives up being a member, and mentors of the one are mentors of who shares. Nothing recorded is lost.

    Args:
        database: where.
        group: in which they are two.
        name: of the one who is in the group here.
        shared_as: the name in the file, or the id of who shares; empty for the only one that is like it.
        by: id of the leader who says so.
        now: the clock.
        random: the source of ids and salts.

    Raises:
        NotTwiceError: there are no two such, or more than two.
        ArchivedGroupError: the group has come to its end.
        StoreError: nothing was written, and why.
    """
    refuse_archived(group)
    day = study_day(now())
    with database.transaction():
        wanted, told = people.compared(name), people.compared(shared_as)
        shared = elsewhere.members(database, group, day)
        found = [
            Twice(group.name, one.name, one.id, said.name, person, accepted, _kept(database, group, one, now))
            for one, accepted in _here(database, group, now)
            if people.compared(one.name) == wanted
            for person, said in shared.items()
            if (
                person == shared_as or people.compared(said.name) == told
                if shared_as
                else _alike(one.name, said.name, whole=accepted)
            )
        ]
        if len(found) != 1:
            names = tuple(repr(said.name) for said in shared.values())
            raise NotTwiceError(name=quote(name), group=quote(group.name), names=names or "-")
        (both,) = found
        bodies: list[Body] = [GroupLeft(both.member, MEMBER)]
        for one in groups.memberships(database, group=group.id):
            if one.duty == MENTOR and both.member in one.mentees and one.holds(day):
                mentees = tuple(dict.fromkeys(both.person if each == both.member else each for each in one.mentees))
                last = None if one.left is None else one.left.fromordinal(one.left.toordinal() - 1)
                bodies += [GroupLeft(one.member, MENTOR), GroupJoined(one.member, MENTOR, None, last, mentees)]
        append(database, [Entry(body, by, group.id) for body in bodies], now=now, random=random)
    return both
