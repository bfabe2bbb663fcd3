"""Who studies here."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from lessons.clean import clean
from lessons.light import dataclass
from store import events as bodies
from store import ids, records
from store.days import bounded, kept_day
from store.leave import Leave, Leaves, after, until

if TYPE_CHECKING:
    from store.database import Database
    from store.events import Event

TABLE = "members"
KINDS = frozenset({"member.added", "member.renamed", "leave.recorded", "leave.ended", "details.erased"})
_COLUMNS = "member, name, added_day, details_before"


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who studies here."""

    id: str
    name: str
    added: date
    """The study day."""
    details_before: date | None = None
    """The details of earlier study days were erased; None where none were."""


class _Known(NamedTuple):
    """All that is kept of a member."""

    member: Member
    leaves: Leaves = ()


def apply(connection: sqlite3.Connection, event: "Event") -> None:
    """Take in one event of these kinds."""
    member = ids.to_bytes(event.subject)
    row = connection.execute(
        f"SELECT as_of_at, as_of_id, away, {_COLUMNS} FROM members WHERE member = ?",  # noqa: S608 - our own column names
        (member,),
    ).fetchone()
    if row is not None and records.rank(event) < row[:2]:
        refold(connection, event.subject)
        return
    known = None if row is None else _Known(_member(row[3:]), _leaves(row[2]))
    _save(connection, _fold(known, event), event)


def refold(connection: sqlite3.Connection, member: str) -> None:
    """Fold one member anew from all events about it."""
    known: _Known | None = None
    condition = f"subject = ? AND kind IN (?, ?, ?, ?, ?) AND {records.SELDOM}"
    for event in records.read(connection, condition, (ids.to_bytes(member), *sorted(KINDS))):
        known = _fold(known, event)
        _save(connection, known, event)


def _fold(known: _Known | None, event: "Event") -> _Known:
    """The member after an event; the latest name holds."""
    # Only a log that came in another order can tell of a leave before the member.
    member, away = known or _Known(Member(event.subject, "", event.day))
    match event.body:
        case bodies.MemberAdded(name) | bodies.MemberRenamed(name):
            return _Known(replace(member, name=name), away)
        case bodies.DetailsErased(before):
            return _Known(replace(member, details_before=max(before, member.details_before or date.min)), away)
        case bodies.LeaveRecorded(first, last):
            return _Known(member, after(away, Leave(bounded(first), bounded(last)), event.day))
        case bodies.LeaveEnded():
            return _Known(member, until(away, event.day))
    raise TypeError(event.kind)


def members(database: "Database") -> tuple[Member, ...]:
    """Everybody, in the order in which they came."""
    rows = database.query(f"SELECT {_COLUMNS} FROM members ORDER BY added_day, member")  # noqa: S608 - as above
    return tuple(_member(row) for row in rows)


def number(database: "Database") -> int:
    """How many they are."""
    ((found,),) = database.query("SELECT count(*) FROM members")
    return int(found)


def leaves(database: "Database", members: Sequence[str]) -> Mapping[str, Leaves]:
    """The days on which each of some members is or was away, by the member's id; of most there are none."""
    marks = ", ".join("?" * len(members))
    rows = database.query(
        f"SELECT member, away FROM members WHERE away IS NOT NULL AND member IN ({marks})",  # noqa: S608 - marks alone
        [ids.to_bytes(member) for member in members],
    )
    return {ids.to_text(member): _leaves(away) for member, away in rows}


def details_before(database: "Database", member: str) -> date | None:
    """The study day before which a member's details were erased; None where none were."""
    rows = database.query("SELECT details_before FROM members WHERE member = ?", (ids.to_bytes(member),))
    return kept_day(rows[0][0]) if rows and rows[0][0] else None


def _member(row: tuple[Any, ...]) -> Member:
    id_, name, added, before = row
    erased = None if before is None else kept_day(before)
    return Member(ids.to_text(id_), clean(name), kept_day(added), erased)


def _leaves(away: str | None) -> Leaves:
    return tuple(Leave(*map(kept_day, days)) for days in json.loads(away)) if away else ()


def _save(connection: sqlite3.Connection, known: _Known, event: "Event") -> None:
    member = known.member
    away = [(leave.first.isoformat(), leave.last.isoformat()) for leave in known.leaves]
    connection.execute(
        f"INSERT OR REPLACE INTO members ({_COLUMNS}, away, as_of_at, as_of_id)"  # noqa: S608 - our own column names
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            ids.to_bytes(member.id),
            member.name,
            member.added.isoformat(),
            member.details_before.isoformat() if member.details_before else None,
            json.dumps(away, separators=(",", ":")) if away else None,
            *records.rank(event),
        ),
    )
