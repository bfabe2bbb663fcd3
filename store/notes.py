"""A member's own notes: what they wrote to a passage of a lesson, or to a question. They never leave this file.

A note is a plain row and no event: what is deleted is to be gone, and the log forgets nothing. Merged from two
machines, the later text of a note counts; a text that the other machine had never seen is kept as a note of its own.
So it is where two windows have a note open: what the one wrote, and the other had not seen, is not written over.
"""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from random import Random
from typing import Any

from lessons.digest import blake2b
from lessons.light import dataclass
from store import checks, ids
from store.database import Database

MOST_CHARACTERS = 20_000
"""Of one note."""
MOST_QUOTED = 1_000
"""Characters of the passage that are kept with a note."""
COLUMNS = "note, member, about, question, block, section, quote, text, written, changed, past"
_DIGEST_BYTES = 6
_MOST_PAST = 100_000

FIELDS = {
    "note": checks.ident,
    "about": checks.text(400),
    "question": checks.text(400, least=0),
    "block": checks.text(400, least=0),
    "section": checks.whole(-1, 1_000_000),
    "quote": checks.lines(MOST_QUOTED),
    "text": checks.lines(MOST_CHARACTERS),
    "written": checks.moment,
    "changed": checks.moment,
    "past": checks.text(_MOST_PAST, least=0),
}
"""What each field of a note may hold, where it comes from elsewhere."""


@dataclass(frozen=True, slots=True)
class Note:
    """What a member wrote to something, and what it was."""

    id: str
    about: str
    """Key of the lesson; of a question that of its quiz."""
    question: str
    """Id of the question; empty for a passage of a lesson."""
    block: str
    """Id of the block that the passage stands in, as `store.places` has it; empty for a question."""
    section: int
    """Index of the section that the block stands in; -1 before the first."""
    quote: str
    """The sentence that it was written to, as plain text."""
    text: str
    """Markdown; empty where the note was deleted."""
    written: datetime
    """When it was begun; UTC."""
    changed: datetime
    """When it was changed last; UTC."""
    past: str = ""
    """Digests of the texts that it had before, with blanks between."""

    @property
    def digest(self) -> str:
        """Of its text."""
        return blake2b(f"{self.id}\n{self.text}".encode(), digest_size=_DIGEST_BYTES).hexdigest()


def keep(
    database: Database,
    member: str,
    note: Note | None,
    *,
    now: Callable[[], datetime],
    random: Random,
    text: str,
    **about: Any,  # noqa: ANN401 - fields of a note
) -> Note:
    """Write a note, or another text into one.

    Args:
        database: that it belongs in.
        member: whose it is.
        note: the one that is changed; None for a new one.
        now: the clock.
        random: for the id of a new one.
        text: what it says now; empty deletes it, with the quote.
        about: `about`, `question`, `block`, `section` and `quote` of a new one.

    Raises:
        StoreError: nothing was written, and why.
    """
    if note is not None:
        return rewrite(database, member, note, now=now, text=text, **about)[0]
    at = now()
    kept = Note(id=database.ids.next(at, random), text=text, written=at, changed=at, **about)
    with database.transaction() as connection:
        _write(connection, member, kept)
    return kept


def rewrite(
    database: Database,
    member: str,
    note: Note,
    *,
    now: Callable[[], datetime],
    text: str,
    quote: str | None = None,
) -> tuple[Note, ...]:
    """Write another text into a note, as it was read; answer what it says then, and a second note where one was made.

    What another window wrote to it since is kept, as that of another machine is.

    Raises:
        StoreError: nothing was written, and why.
    """
    if note.text == text:
        return (note,)
    past = " ".join(dict.fromkeys([*note.past.split(), note.digest]))
    kept = replace(note, text=text, quote=note.quote if quote is None else quote, changed=now(), past=past)
    with database.transaction() as connection:
        there = _here(connection, member, note.id)
        merged = (kept,) if there is None or there == note else merge(there, kept)
        _write_merged(connection, member, there, merged)
    return merged


def delete(database: Database, member: str, note: Note, *, now: Callable[[], datetime]) -> Note:
    """Delete a note: what it said is gone, that it was there stays, so that no other machine brings it back.

    What another window wrote to it meanwhile is not deleted.

    Raises:
        StoreError: nothing was written, and why.
    """
    return rewrite(database, member, note, now=now, text="", quote="")[0]


def of_member(database: Database, member: str) -> tuple[Note, ...]:
    """The notes of a member, by what they are about, then in the order in which they were begun."""
    return _select(database, "member = ? AND text <> '' ORDER BY about, written, note", ids.to_bytes(member))


def of_lesson(database: Database, member: str, lesson: str) -> tuple[Note, ...]:
    """The notes to passages of a lesson, in the order in which they were begun."""
    return _select(
        database,
        "member = ? AND about = ? AND question = '' AND text <> '' ORDER BY written, note",
        ids.to_bytes(member),
        lesson,
    )


def of_question(database: Database, member: str, quiz: str, question: str) -> Note | None:
    """The note to a question, of several the one changed last; None where there is none."""
    found = _select(
        database,
        "member = ? AND about = ? AND question = ? AND text <> '' ORDER BY changed DESC, note LIMIT 1",
        ids.to_bytes(member),
        quiz,
        question,
    )
    return found[0] if found else None


def of_id(database: Database, member: str, note: str) -> Note | None:
    """A note of a member, deleted or not; None where there is none."""
    found = _select(database, "member = ? AND note = ?", ids.to_bytes(member), ids.to_bytes(note))
    return found[0] if found else None


def everything(connection: sqlite3.Connection, member: str) -> Iterable[Note]:
    """All notes of a member, those that were deleted too, for an export."""
    rows = connection.execute(f"SELECT {COLUMNS} FROM notes WHERE member = ? ORDER BY note", (ids.to_bytes(member),))  # noqa: S608 - our own column names
    return (of_row(row) for row in rows)


def take_in(connection: sqlite3.Connection, member: str, theirs: Note) -> bool:
    """Merge a note of another machine; answers whether anything is another than before."""
    ours = _here(connection, member, theirs.id)
    if ours is None:
        taken = connection.execute("SELECT 1 FROM notes WHERE note = ?", (ids.to_bytes(theirs.id),)).fetchone()
        if taken is None:  # else it is another member's here, who has the first right to it
            _write(connection, member, theirs)
        return taken is None
    merged = merge(ours, theirs)
    _write_merged(connection, member, ours, merged)
    return merged[0] != ours or len(merged) > 1


def _here(connection: sqlite3.Connection, member: str, note: str) -> Note | None:
    rows = connection.execute(
        f"SELECT {COLUMNS} FROM notes WHERE note = ? AND member = ?",  # noqa: S608 - as above
        (ids.to_bytes(note), ids.to_bytes(member)),
    ).fetchall()
    return of_row(rows[0]) if rows else None


def _write_merged(connection: sqlite3.Connection, member: str, ours: Note | None, merged: Sequence[Note]) -> None:
    if merged[0] != ours:
        _write(connection, member, merged[0])
    for beside in merged[1:]:
        take_in(connection, member, beside)


def merge(one: Note, other: Note) -> tuple[Note, ...]:
    """What two machines' versions of a note come to: one note, or two where neither had seen the other's text.

    The order of the two makes no difference.
    """
    first, second = sorted((one, other), key=lambda note: (note.changed, bool(note.text), note.text, note.past))
    past = {*first.past.split(), *second.past.split()}
    if first.text == second.text:
        return (replace(second, written=min(one.written, other.written), past=" ".join(sorted(past))),)
    first_known, second_known = first.digest in second.past.split(), second.digest in first.past.split()
    if second_known and not first_known:
        first, second = second, first
    strangers = not first_known and not second_known
    if strangers and not second.text:  # who deleted it had not seen what it says now
        first, second = second, first
    winner = replace(second, past=" ".join(sorted(past | {first.digest})), written=min(one.written, other.written))
    if not strangers or not first.text:
        return (winner,)
    copied = blake2b(f"{first.id}\n{first.digest}".encode(), digest_size=16).digest()
    return winner, replace(first, id=ids.timeless(copied), past="")


def of_row(row: Sequence[Any]) -> Note:
    """A note from its row."""
    note, _member, about, question, block, section, quote, text, written, changed, past = row
    return Note(
        ids.to_text(note), about, question, block, section, quote, text, ids.moment(written), ids.moment(changed), past
    )


def row_of(member: str | None, note: Note) -> tuple[object, ...]:
    """The row of a note."""
    whose = None if member is None else ids.to_bytes(member)
    where = note.about, note.question, note.block, note.section
    times = ids.milliseconds(note.written), ids.milliseconds(note.changed)
    return ids.to_bytes(note.id), whose, *where, note.quote, note.text, *times, note.past


def _write(connection: sqlite3.Connection, member: str, note: Note) -> None:
    connection.execute(
        f"INSERT OR REPLACE INTO notes ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - as above
        row_of(member, note),
    )


def _select(database: Database, condition: str, *parameters: object) -> tuple[Note, ...]:
    rows = database.query(f"SELECT {COLUMNS} FROM notes WHERE {condition}", parameters)  # noqa: S608 - as above
    return tuple(map(of_row, rows))
