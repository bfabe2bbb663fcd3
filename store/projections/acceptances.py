"""Who has accepted the charter of which group: the latest that each has accepted."""

import sqlite3
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from lessons.light import dataclass
from store import ids, records
from store.days import kept_day
from store.events import CharterAccepted, Event

if TYPE_CHECKING:
    from store.database import Database

TABLE = "acceptances"
KINDS = frozenset({CharterAccepted.KIND})
_SAVE = f"""
    INSERT INTO {TABLE} (member, "group", charter, notice, day, as_of_at, as_of_id) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (member, "group") DO UPDATE SET
        charter = excluded.charter, notice = excluded.notice, day = excluded.day,
        as_of_at = excluded.as_of_at, as_of_id = excluded.as_of_id
    WHERE (excluded.as_of_at, excluded.as_of_id) > (as_of_at, as_of_id)
"""  # noqa: S608 - our own table name


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What a member accepted last of a group."""

    charter: str
    """Digest of its text; empty where the group had none."""
    notice: str
    """Digest of the notice."""
    day: date
    """The study day."""
    rank: tuple[int, bytes]
    """Where it stands in the order of events."""


def apply(connection: sqlite3.Connection, event: Event) -> None:
    """Take in one event of this kind; the latest holds, in whatever order they come."""
    body = event.body
    if not isinstance(body, CharterAccepted):
        raise TypeError(event.kind)
    key = ids.to_bytes(event.subject), ids.to_bytes(body.group)
    connection.execute(_SAVE, (*key, body.charter, body.notice, event.day.isoformat(), *records.rank(event)))


def acceptances(database: "Database", group: str) -> Mapping[str, Acceptance]:
    """What each member accepted last of a group, given by id, by the member's id."""
    rows = database.query(
        f'SELECT member, charter, notice, day, as_of_at, as_of_id FROM {TABLE} WHERE "group" = ?',  # noqa: S608 - our own table name
        (ids.to_bytes(group),),
    )
    return {
        ids.to_text(member): Acceptance(charter, notice, kept_day(day), (at, event))
        for member, charter, notice, day, at, event in rows
    }
