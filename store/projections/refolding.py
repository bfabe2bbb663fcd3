"""Read models of what belongs to a group and is little: one late event has its item folded anew from the log."""

import sqlite3
from collections.abc import Callable
from typing import NamedTuple

from store import ids, records
from store.events import Event

Key = tuple[bytes, bytes]
"""What an item of such a table is known by, in the order of its key."""


class Kept(NamedTuple):
    """How the items of one table are known, and folded."""

    table: str
    columns: tuple[str, str]
    """Those of the key."""
    kinds: frozenset[str]
    key: Callable[[Event], Key]
    fold: Callable[[sqlite3.Connection, Key, Event], None]
    """Takes in an event that is later than all before it."""


def apply(connection: sqlite3.Connection, kept: Kept, event: Event) -> None:
    """Take in one event of these kinds."""
    key = kept.key(event)
    is_it = " AND ".join(f'"{column}" = ?' for column in kept.columns)
    row = connection.execute(f"SELECT as_of_at, as_of_id FROM {kept.table} WHERE {is_it}", key).fetchone()  # noqa: S608 - our own names
    if row is None or records.rank(event) >= row:
        kept.fold(connection, key, event)
        return
    connection.execute(f"DELETE FROM {kept.table} WHERE {is_it}", key)  # noqa: S608 - the same
    condition = f"subject = ? AND kind IN ({', '.join('?' * len(kept.kinds))}) AND {records.SELDOM}"
    for one in records.read(connection, condition, (ids.to_bytes(event.subject), *sorted(kept.kinds))):
        if kept.key(one) == key:
            kept.fold(connection, key, one)
