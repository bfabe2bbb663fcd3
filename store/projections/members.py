"""Who studies here."""

import sqlite3
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from store import ids, records
from store.events import Event, MemberAdded, MemberRenamed

if TYPE_CHECKING:
    from store.database import Database

TABLE = "members"
KINDS = frozenset({MemberAdded.KIND, MemberRenamed.KIND})


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who studies here."""

    id: str
    name: str
    added: date
    """The study day."""


def apply(connection: sqlite3.Connection, event: Event) -> None:
    """Take in one event of these kinds."""
    member = ids.to_bytes(event.subject)
    row = connection.execute(
        "SELECT name, added_day, as_of_at, as_of_id FROM members WHERE member = ?", (member,)
    ).fetchone()
    if row is not None and records.rank(event) < row[2:]:
        refold(connection, event.subject)
        return
    known = None if row is None else Member(event.subject, row[0], date.fromisoformat(row[1]))
    _save(connection, fold(known, event), event)


def refold(connection: sqlite3.Connection, member: str) -> None:
    """Fold one member anew from all events about it."""
    known: Member | None = None
    condition = "subject = ? AND kind IN (?, ?) AND kind <> 'answered'"
    for event in records.read(connection, condition, (ids.to_bytes(member), *sorted(KINDS))):
        known = fold(known, event)
        _save(connection, known, event)


def fold(known: Member | None, event: Event) -> Member:
    """The member after an event; the latest name holds."""
    if not isinstance(event.body, MemberAdded | MemberRenamed):
        raise TypeError(event.kind)
    return Member(event.subject, event.body.name, known.added if known else event.day)


def members(database: "Database") -> tuple[Member, ...]:
    """Everybody, in the order in which they came."""
    rows = database.query("SELECT member, name, added_day FROM members ORDER BY added_day, member")
    return tuple(Member(ids.to_text(id_), name, date.fromisoformat(day)) for id_, name, day in rows)


def _save(connection: sqlite3.Connection, member: Member, event: Event) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO members (member, name, added_day, as_of_at, as_of_id) VALUES (?, ?, ?, ?, ?)",
        (ids.to_bytes(member.id), member.name, member.added.isoformat(), *records.rank(event)),
    )
