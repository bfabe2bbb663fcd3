"""Who studies here."""

import sqlite3
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from lessons.clean import clean
from lessons.light import dataclass
from store import ids, records
from store.days import kept_day
from store.events import DetailsErased, Event, LeaveRecorded, MemberAdded, MemberRenamed

if TYPE_CHECKING:
    from store.database import Database

TABLE = "members"
KINDS = frozenset({MemberAdded.KIND, MemberRenamed.KIND, LeaveRecorded.KIND, DetailsErased.KIND})
_COLUMNS = "member, name, added_day, away_first, away_last, details_before"


@dataclass(frozen=True, slots=True)
class Leave:
    """Days on which a member is away, the first and the last included. Why is not asked."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who studies here."""

    id: str
    name: str
    added: date
    """The study day."""
    leave: Leave | None = None
    """The one recorded last."""
    details_before: date | None = None
    """The details of earlier study days were erased; None where none were."""


def apply(connection: sqlite3.Connection, event: Event) -> None:
    """Take in one event of these kinds."""
    member = ids.to_bytes(event.subject)
    row = connection.execute(
        f"SELECT as_of_at, as_of_id, {_COLUMNS} FROM members WHERE member = ?",  # noqa: S608 - our own column names
        (member,),
    ).fetchone()
    if row is not None and records.rank(event) < row[:2]:
        refold(connection, event.subject)
        return
    known = None if row is None else _member(row[2:])
    _save(connection, fold(known, event), event)


def refold(connection: sqlite3.Connection, member: str) -> None:
    """Fold one member anew from all events about it."""
    known: Member | None = None
    condition = f"subject = ? AND kind IN (?, ?, ?, ?) AND {records.SELDOM}"
    for event in records.read(connection, condition, (ids.to_bytes(member), *sorted(KINDS))):
        known = fold(known, event)
        _save(connection, known, event)


def fold(known: Member | None, event: Event) -> Member:
    """The member after an event; the latest name and the latest leave hold."""
    body = event.body
    if isinstance(body, LeaveRecorded | DetailsErased):
        # Only a log that came in another order can tell of a leave before the member.
        known = known or Member(event.subject, "", event.day)
        if isinstance(body, DetailsErased):
            return replace(known, details_before=max(body.before, known.details_before or date.min))
        return replace(known, leave=Leave(body.first, body.last))
    if not isinstance(body, MemberAdded | MemberRenamed):
        raise TypeError(event.kind)
    return replace(known, name=body.name) if known else Member(event.subject, body.name, event.day)


def members(database: "Database") -> tuple[Member, ...]:
    """Everybody, in the order in which they came."""
    rows = database.query(f"SELECT {_COLUMNS} FROM members ORDER BY added_day, member")  # noqa: S608 - as above
    return tuple(_member(row) for row in rows)


def details_before(database: "Database", member: str) -> date | None:
    """The study day before which a member's details were erased; None where none were."""
    rows = database.query("SELECT details_before FROM members WHERE member = ?", (ids.to_bytes(member),))
    return kept_day(rows[0][0]) if rows and rows[0][0] else None


def _member(row: tuple[Any, ...]) -> Member:
    id_, name, added, first, last, before = row
    leave = None if first is None else Leave(kept_day(first), kept_day(last))
    erased = None if before is None else kept_day(before)
    return Member(ids.to_text(id_), clean(name), kept_day(added), leave, erased)


def _save(connection: sqlite3.Connection, member: Member, event: Event) -> None:
    leave = member.leave
    connection.execute(
        f"INSERT OR REPLACE INTO members ({_COLUMNS}, as_of_at, as_of_id)"  # noqa: S608 - our own column names
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            ids.to_bytes(member.id),
            member.name,
            member.added.isoformat(),
            leave.first.isoformat() if leave else None,
            leave.last.isoformat() if leave else None,
            member.details_before.isoformat() if member.details_before else None,
            *records.rank(event),
        ),
    )
