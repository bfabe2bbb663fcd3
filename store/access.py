"""Who looked at what a member shares with a group, and on which day: plain rows, for that member to see.

It is noted before anything is shown: where it cannot be noted, nothing is. A day is enough, so that who looks is not
watched either.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from store import groups, ids, people
from store.database import Database
from store.days import kept_day
from store.stays import Stay, stays

_WHOLE = b""
"""In place of a member: the whole group was looked at."""


@dataclass(frozen=True, slots=True)
class Looked:
    """Somebody looked, on a day."""

    name: str
    """Of who did."""
    day: date
    page: bool
    """Whether it was the member's own page, and not the whole group."""
    week: str = ""
    """In which it was, where a leader's file tells no more: then `day` is the first of it."""


def note(database: Database, group: str, reader: str, day: date, members: Iterable[str] = ()) -> None:
    """Note that a reader looked at a group, or at some of its members, all given by ids; once a day.

    Raises:
        StoreError: it could not be written.
    """
    for member in [ids.to_bytes(one) for one in members] or [_WHOLE]:
        row = ids.to_bytes(group), member, day.isoformat(), ids.to_bytes(reader)
        known = 'SELECT 1 FROM access WHERE "group" = ? AND looked_at = ? AND day = ? AND reader = ?'
        if not database.query(known, row):
            with database.transaction() as connection:
                connection.execute(
                    'INSERT OR IGNORE INTO access ("group", looked_at, day, reader) VALUES (?, ?, ?, ?)', row
                )


def looked(database: Database, group: str, member: str, *, during: Sequence[Stay]) -> tuple[Looked, ...]:
    """Who looked at a member, given by id, in a group, while the member was in it; the latest first."""
    rows = database.query(
        'SELECT reader, day, looked_at FROM access WHERE "group" = ? AND looked_at IN (?, ?)'
        " ORDER BY day DESC, looked_at DESC, reader",
        (ids.to_bytes(group), _WHOLE, ids.to_bytes(member)),
    )
    names = {one.id: one.name for one in people.members(database)}
    looks = (Looked(names.get(ids.to_text(one), "?"), kept_day(day), bool(at)) for one, day, at in rows)
    return tuple(look for look in looks if any(stay.covers(look.day) for stay in during))


def everything(database: Database, member: str) -> Iterator[tuple[str, str, str, str]]:
    """All that is kept of looks at a member, given by id, and of looks by them, for the member to have.

    The day, the name of the group, who looked, and at what: `group`, `page`, or `another's page`, whose is not said.
    """
    key = ids.to_bytes(member)
    named = {group.id: group.name for group in groups.groups(database)}
    inside: dict[str, list[Stay]] = {}
    for one in stays(database, member=member):
        inside.setdefault(one.group, []).append(one)
    concerning: set[tuple[str, date]] = set()
    for group, during in inside.items():
        for look in reversed(looked(database, group, member, during=during)):
            concerning.add((group, look.day))
            yield look.day.isoformat(), named.get(group, ""), look.name, "page" if look.page else "group"
    (me,) = (one.name for one in people.members(database) if one.id == member)
    rows = database.query(
        'SELECT day, "group", looked_at FROM access WHERE reader = ? AND looked_at <> ?'
        ' ORDER BY day, "group", looked_at',
        (key, key),
    )
    for day, group_key, at in rows:
        group = ids.to_text(group_key)
        if at or (group, kept_day(day)) not in concerning:  # what concerns them too is there already
            yield day, named.get(group, ""), me, "another's page" if at else "group"
