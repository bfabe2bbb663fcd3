"""Where a member left each lesson. Only the latest place counts, so it is a plain row and no event."""

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from lessons.light import dataclass
from store import ids
from store.database import Database

_COLUMNS = "block, section, line, share, at"
_THEIRS = "(excluded.at, excluded.block, excluded.section, excluded.line) > (at, block, section, line)"
_LATER = ", ".join(f"{name} = iif({_THEIRS}, excluded.{name}, {name})" for name in ("block", "section", "line", "at"))


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a lesson that holds when the text is laid out anew, and mostly when it was edited."""

    block: str
    """Id of the block at the top of the page; may be empty."""
    section: int
    """Index of the section that the block stands in; what is read again begins with its heading."""
    line: int
    """Of the block, as it was laid out; 0 for its first."""
    share: float
    """How far into the lesson, 0 to 1."""
    at: datetime
    """When the member was there; UTC."""


def keep(database: Database, member: str, lesson: str, place: Place) -> None:
    """Remember where a member is in a lesson, instead of the earlier place.

    Raises:
        StoreError: nothing was written, and why.
    """
    with database.transaction() as connection:
        connection.execute(
            f"INSERT OR REPLACE INTO places (member, lesson, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
            _row(member, lesson, place),
        )


def keep_later(connection: sqlite3.Connection, member: str, lesson: str, place: Place) -> None:
    """Remember a place of another machine where it is later than the one here, and the further share of the two."""
    connection.execute(
        f"INSERT INTO places (member, lesson, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - as above
        " ON CONFLICT (member, lesson) DO UPDATE SET"
        f" share = max(share, excluded.share), {_LATER}",
        _row(member, lesson, place),
    )


def place_of(database: Database, member: str, lesson: str) -> Place | None:
    """Where a member left a lesson; None where it was never left."""
    rows = database.query(
        f"SELECT {_COLUMNS} FROM places WHERE member = ? AND lesson = ?",  # noqa: S608 - our own column names
        (ids.to_bytes(member), lesson),
    )
    return _place(rows[0]) if rows else None


def places_of(database: Database, member: str) -> Mapping[str, Place]:
    """Every place of a member by the lesson's key, the latest first."""
    rows = database.query(
        f"SELECT lesson, {_COLUMNS} FROM places WHERE member = ? ORDER BY at DESC, lesson",  # noqa: S608 - as above
        (ids.to_bytes(member),),
    )
    return {lesson: _place(place) for lesson, *place in rows}


def _row(member: str, lesson: str, place: Place) -> tuple[object, ...]:
    at = ids.milliseconds(place.at)
    return ids.to_bytes(member), lesson, place.block, place.section, place.line, place.share, at


def _place(row: Sequence[Any]) -> Place:
    block, section, line, share, at = row
    return Place(block, section, line, share, ids.moment(at))
