"""Events as rows of the log, and back.

What is asked is found in a projection; the words of one answer are read from its event, by the id that the projection
has. So no read walks through the log, however long it is.
"""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from store import ids, questions
from store.days import kept_day
from store.events import PASSED_OVER, Erased, Event, recall_body

COLUMNS = "id, kind, actor, subject, at, day, version, salt, body"
INSERT = f"INSERT INTO events ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - our own column names
"""Adds a row, as `row` makes it, to the log."""
_INSERT_BY_MEMBER = (
    f"INSERT INTO events ({COLUMNS}) SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9"  # noqa: S608 - as above
    " WHERE EXISTS (SELECT 1 FROM members WHERE member = ?3)"
)
SELDOM = "kind <> 'answered' AND kind <> 'rated'"
"""Belongs to each condition that looks for events by `subject`: only those that are not frequent are listed so."""

_member = lru_cache(maxsize=1000)(ids.to_text)
_day = lru_cache(maxsize=1000)(kept_day)
"""The few that stand in most rows."""
_ERASED = Erased()


def write(connection: sqlite3.Connection, event: Event, body: str | None) -> None:
    """Add an event, with the JSON of its body, to the log; without either, one that was erased elsewhere."""
    connection.execute(INSERT, row(event, body))


def write_by_member(connection: sqlite3.Connection, event: Event, body: str) -> bool:
    """The same where whoever did it studies here; answer whether that is so. One statement takes half of two."""
    return connection.execute(_INSERT_BY_MEMBER, row(event, body)).rowcount == 1


def row(event: Event, body: str | None) -> tuple[object, ...]:
    """The row of an event with the JSON of its body; None for one that was erased."""
    return (
        ids.to_bytes(event.id),
        event.kind,
        ids.to_bytes(event.actor),
        ids.to_bytes(event.subject),
        ids.milliseconds(event.at),
        event.day.isoformat(),
        event.version,
        event.salt if body is not None else None,
        body,
    )


def read(connection: sqlite3.Connection, condition: str, parameters: Sequence[object] = ()) -> Iterator[Event]:
    """The events that can be read and meet an SQL condition, in the order in which they are folded: by time, then id.

    What a newer Fivefold wrote, and what was erased, is passed over.

    Raises:
        UnreadableEventError: a row is not of the form that its kind asks for.
    """
    return (event for event in read_all(connection, condition, parameters) if not isinstance(event.body, PASSED_OVER))


def read_all(
    connection: sqlite3.Connection, condition: str = "TRUE", parameters: Sequence[object] = ()
) -> Iterator[Event]:
    """Every event that meets an SQL condition, in that order.

    Raises:
        UnreadableEventError: a row is not of the form that its kind asks for.
    """
    fixed = _fixed(connection)
    statement = f"SELECT {COLUMNS} FROM events WHERE {condition} ORDER BY at, id"  # noqa: S608 - callers' own words
    for id_, kind, actor, subject, at, day, version, salt, body in connection.execute(statement, parameters):
        yield Event(
            id=ids.to_text(id_),
            kind=kind,
            actor=_member(actor),
            subject=_member(subject),
            at=ids.moment(at),
            day=_day(day),
            version=version,
            salt=salt,
            body=_ERASED if body is None else recall_body(kind, version, body, fixed),
        )


def rank(event: Event) -> tuple[int, bytes]:
    """Where an event stands in the order of folding."""
    return ids.milliseconds(event.at), ids.to_bytes(event.id)


def _fixed(connection: sqlite3.Connection) -> Callable[[str, str], Mapping[str, object]]:
    """What is kept with a question, looked up once for each that occurs."""
    known: dict[tuple[str, str], Mapping[str, object]] = {}

    def fixed(kind: str, revision: str) -> Mapping[str, object]:
        found = known.get((kind, revision))
        if found is None:
            found = known[kind, revision] = questions.fixed(connection, kind, revision)
        return found

    return fixed
