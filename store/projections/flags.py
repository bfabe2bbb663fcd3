"""What members flagged for the trainer, and what became of it. A row is the same in whatever order its events come."""

import sqlite3
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from lessons.clean import clean
from lessons.light import dataclass
from store import aliases, ids
from store.days import kept_day
from store.events import SETTLED, Event, FlagClosed, QuestionFlagged

if TYPE_CHECKING:
    from store.database import Database

TABLE = "flags"
KINDS = frozenset({QuestionFlagged.KIND, FlagClosed.KIND})
_PUT = """
    INSERT INTO flags (member, flag, quiz, question, edition, reason, text, at, day) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (member, flag) DO UPDATE SET
        quiz = excluded.quiz, question = excluded.question, edition = excluded.edition, reason = excluded.reason,
        text = excluded.text, at = excluded.at, day = excluded.day
"""
_CLOSE = """
    INSERT INTO flags (member, flag, {how}) VALUES (?, ?, ?)
    ON CONFLICT (member, flag) DO UPDATE SET {how} = min(coalesce({how}, excluded.{how}), excluded.{how})
"""
_COLUMNS = "member, flag, quiz, question, edition, reason, text, at, day, withdrawn_day, settled_day"


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagRecord:
    """One flag, as its events tell it."""

    id: str
    member: str
    """Id of who put it."""
    quiz: str
    question: str
    """The key of its quiz and its id there, as they are now."""
    edition: str
    """Hash of everything in the question then."""
    reason: str
    text: str
    day: date
    """The study day on which it was put."""
    withdrawn: date | None
    """Since when it counts no more, because its member took it back."""
    settled: date | None
    """Since when the trainer has dealt with it."""

    @property
    def open(self) -> bool:
        """Whether it waits for the trainer."""
        return self.withdrawn is None and self.settled is None


def apply(connection: sqlite3.Connection, event: Event) -> None:
    """Take in one event of these kinds."""
    body, member = event.body, ids.to_bytes(event.subject)
    if isinstance(body, QuestionFlagged):
        put = body.quiz, body.question, body.edition, body.reason, body.text
        connection.execute(_PUT, (member, ids.to_bytes(event.id), *put, *_when(event)))
    elif isinstance(body, FlagClosed):
        how = "settled_day" if body.why == SETTLED else "withdrawn_day"
        connection.execute(_CLOSE.format(how=how), (member, ids.to_bytes(body.flag), event.day.isoformat()))


def _when(event: Event) -> tuple[int, str]:
    return ids.milliseconds(event.at), event.day.isoformat()


def every(database: "Database", *, member: str = "") -> tuple[FlagRecord, ...]:
    """Every flag of a member, or of all, the one put last at the end."""
    condition = "member = ? AND " if member else ""
    parameters = (ids.to_bytes(member),) if member else ()
    with database.reading() as connection:
        rows = connection.execute(
            f"SELECT {_COLUMNS} FROM flags WHERE {condition}reason IS NOT NULL ORDER BY at, flag",  # noqa: S608
            parameters,
        ).fetchall()
        known = aliases.of_members(connection, sorted({ids.to_text(row[0]) for row in rows})) if rows else {}
    return tuple(_records(rows, known))


def _records(rows: Iterable[tuple[Any, ...]], known: Mapping[str, aliases.Aliases]) -> Iterable[FlagRecord]:
    for member, flag, quiz, question, edition, reason, text, at, day, withdrawn, settled in rows:
        name = ids.to_text(member)
        now = known.get(name, aliases.NONE).resolve((quiz, question), (at, flag))
        yield FlagRecord(
            id=ids.to_text(flag),
            member=name,
            quiz=now[0],
            question=now[1],
            edition=edition,
            reason=reason,
            text=clean(text),
            day=kept_day(day),
            withdrawn=None if withdrawn is None else kept_day(withdrawn),
            settled=None if settled is None else kept_day(settled),
        )
