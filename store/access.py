"""Who looked at what a member shares with a group, and on which day: plain rows, for that member to see.

It is noted before anything is shown: where it cannot be noted, nothing is. A day is enough, so that who looks is not
watched either.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from store import ids, people
from store.database import Database

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


def looked(database: Database, group: str, member: str, *, since: date) -> tuple[Looked, ...]:
    """Who looked at a member, given by id, in a group, from the day on which the member joined it; the latest first."""
    rows = database.query(
        'SELECT reader, day, looked_at FROM access WHERE "group" = ? AND looked_at IN (?, ?) AND day >= ?'
        " ORDER BY day DESC, looked_at DESC, reader",
        (ids.to_bytes(group), _WHOLE, ids.to_bytes(member), since.isoformat()),
    )
    names = {one.id: one.name for one in people.members(database)}
    return tuple(
        Looked(names.get(ids.to_text(reader), "?"), date.fromisoformat(day), bool(at)) for reader, day, at in rows
    )
