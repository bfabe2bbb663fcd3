"""A member's bookmarks: passages of lessons to come back to. Like notes they are plain rows, and never leave this file.

What is taken away leaves a row that says nothing but when, so that no other machine brings it back: of two machines,
the later word on a passage counts.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from lessons.light import dataclass
from store import checks, ids
from store.database import Database

MOST_QUOTED = 200
"""Characters of the passage that are kept with a bookmark."""
CUT = "…"
"""At the end of a passage of which there is more."""
COLUMNS = "member, lesson, block, section, quote, at, kept"
_THEIRS = "(excluded.at, excluded.kept, excluded.quote) > (at, kept, quote)"
_LATER = ", ".join(f"{name} = iif({_THEIRS}, excluded.{name}, {name})" for name in ("section", "quote", "at", "kept"))

FIELDS = {
    "lesson": checks.text(400),
    "block": checks.text(400),
    "section": checks.whole(-1, 1_000_000),
    "quote": checks.lines(MOST_QUOTED),
    "at": checks.moment,
    "kept": checks.flag,
}
"""What each field of a bookmark may hold, where it comes from elsewhere."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A passage to come back to."""

    lesson: str
    """Key of the lesson."""
    block: str
    """Id of the block that it stands in, as `store.places` has it."""
    section: int
    """Index of the section that the block stands in; -1 before the first."""
    quote: str
    """What the block begins with, as plain text; empty where the bookmark was taken away."""
    at: datetime
    """When it was set, or taken away; UTC."""
    kept: bool = True
    """Whether it is there."""

    @property
    def id(self) -> str:
        """Lesson and block in one word: there is one bookmark at most to a block."""
        return f"{self.lesson} {self.block}"


def keep(database: Database, member: str, bookmark: Bookmark) -> None:
    """Keep a bookmark, or that it was taken away, instead of what was known of its block.

    Raises:
        StoreError: nothing was written, and why.
    """
    with database.transaction() as connection:
        connection.execute(
            f"INSERT OR REPLACE INTO bookmarks ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - our own names
            row_of(member, bookmark),
        )


def take_in(connection: sqlite3.Connection, member: str, theirs: Bookmark) -> bool:
    """Merge a bookmark of another machine; answers whether anything is another than before."""
    find = f"SELECT {COLUMNS} FROM bookmarks WHERE member = ? AND lesson = ? AND block = ?"  # noqa: S608 - as above
    key = ids.to_bytes(member), theirs.lesson, theirs.block
    before = connection.execute(find, key).fetchone()
    connection.execute(
        f"INSERT INTO bookmarks ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - as above
        f" ON CONFLICT (member, lesson, block) DO UPDATE SET {_LATER}",
        row_of(member, theirs),
    )
    return bool(connection.execute(find, key).fetchone() != before)


def of_member(database: Database, member: str) -> tuple[Bookmark, ...]:
    """The bookmarks of a member, by lesson and section, then in the order in which they were set."""
    return _select(database, "member = ? AND kept ORDER BY lesson, section, at, block", ids.to_bytes(member))


def of_lesson(database: Database, member: str, lesson: str) -> tuple[Bookmark, ...]:
    """The bookmarks of a member in a lesson, by section, then in the order in which they were set."""
    return _select(
        database, "member = ? AND lesson = ? AND kept ORDER BY section, at, block", ids.to_bytes(member), lesson
    )


def everything(connection: sqlite3.Connection, member: str) -> Iterable[Bookmark]:
    """All bookmarks of a member, those that were taken away too, for an export."""
    rows = connection.execute(
        f"SELECT {COLUMNS} FROM bookmarks WHERE member = ? ORDER BY lesson, block",  # noqa: S608 - as above
        (ids.to_bytes(member),),
    )
    return (of_row(row) for row in rows)


def of_row(row: Sequence[Any]) -> Bookmark:
    """A bookmark from its row."""
    _member, lesson, block, section, quote, at, kept = row
    return Bookmark(lesson, block, section, quote, ids.moment(at), bool(kept))


def row_of(member: str | None, bookmark: Bookmark) -> tuple[object, ...]:
    """The row of a bookmark."""
    whose = None if member is None else ids.to_bytes(member)
    where = bookmark.lesson, bookmark.block, bookmark.section
    return whose, *where, bookmark.quote, ids.milliseconds(bookmark.at), int(bookmark.kept)


def _select(database: Database, condition: str, *parameters: object) -> tuple[Bookmark, ...]:
    rows = database.query(f"SELECT {COLUMNS} FROM bookmarks WHERE {condition}", parameters)  # noqa: S608 - as above
    return tuple(map(of_row, rows))
