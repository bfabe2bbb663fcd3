"""Events as rows of the log, and back."""

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from store import ids
from store.events import Event, read_body

_COLUMNS = "id, kind, actor, subject, at, day, version, salt, body"
_INSERT = f"INSERT INTO events ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - our own column names

_member = lru_cache(maxsize=1000)(ids.to_text)
"""The few that stand in most rows."""


def write(connection: sqlite3.Connection, event: Event, body: str) -> None:
    """Add an event, with the JSON of its body, to the log."""
    connection.execute(
        _INSERT,
        (
            ids.to_bytes(event.id),
            event.kind,
            ids.to_bytes(event.actor),
            ids.to_bytes(event.subject),
            ids.milliseconds(event.at),
            event.day.isoformat(),
            event.version,
            event.salt,
            body,
        ),
    )


def read(connection: sqlite3.Connection, condition: str, parameters: Sequence[object] = ()) -> Iterator[Event]:
    """The events that meet an SQL condition, in the order in which they are folded: by time, then id.

    Raises:
        UnreadableEventError: a row is not of the form that its kind asks for.
    """
    statement = f"SELECT {_COLUMNS} FROM events WHERE {condition} ORDER BY at, id"  # noqa: S608 - callers' own words
    for id_, kind, actor, subject, at, day, version, salt, body in connection.execute(statement, parameters):
        yield Event(
            id=ids.to_text(id_),
            kind=kind,
            actor=_member(actor),
            subject=_member(subject),
            at=ids.moment(at),
            day=date.fromisoformat(day),
            version=version,
            salt=salt,
            body=read_body(kind, version, body),
        )


def rank(event: Event) -> tuple[int, bytes]:
    """Where an event stands in the order of folding."""
    return ids.milliseconds(event.at), ids.to_bytes(event.id)
