"""Which answers have been told of, as parts of which sums: whoever once was in a sum stays in it, and in no other.

Between any two looks nothing comes or goes but whole sums, whoever left, joined, or answered in the meantime: so none
tells of one person. Plain rows, as `access` has them: that somebody was told cannot be worked out from what happened.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence

from store import ids
from store.database import Database
from store.mirror import FEWEST

_NOTE = "INSERT INTO released_answers (answer, batch) VALUES (?, ?)"
_AT_ONCE = 500
"""Sittings that one statement asks for."""


def of_sittings(database: Database, sittings: Sequence[str]) -> Mapping[str, str]:
    """Of the answers of some sittings those that have been told of: the id of each, and the name of its sum.

    Raises:
        StoreError: it cannot be read.
    """
    return {
        ids.to_text(answer): ids.to_text(batch)
        for some in _parts(sittings)
        for answer, batch in database.query(
            "SELECT answer, batch FROM released_answers JOIN sitting_answers ON event = answer"  # noqa: S608 - marks alone
            f" WHERE sitting IN ({', '.join('?' * len(some))})",
            some,
        )
    }


def take_in(connection: sqlite3.Connection, batches: Iterable[Sequence[str]]) -> None:
    """Take in the sums that were told elsewhere, but for those of which an answer is in one here."""
    for batch in batches:
        if len(batch) != FEWEST:
            continue  # it is no sum of ours
        answers = [ids.to_bytes(answer) for answer in batch]
        marks = ", ".join("?" * len(answers))
        known = connection.execute(f"SELECT 1 FROM released_answers WHERE answer IN ({marks})", answers).fetchone()  # noqa: S608 - marks alone
        if known is None:
            connection.executemany(_NOTE, [(answer, answers[0]) for answer in answers])


def note(database: Database, batches: Sequence[Sequence[str]]) -> None:
    """Note that sums are told, each of answers given by their ids, none of which was told of before.

    Raises:
        StoreError: it could not be written; then they may not be told.
    """
    with database.transaction() as connection:
        connection.executemany(
            _NOTE,
            [(ids.to_bytes(answer), ids.to_bytes(batch[0])) for batch in batches for answer in batch],
        )


def _parts(sittings: Sequence[str]) -> Iterator[list[bytes]]:
    for start in range(0, len(sittings), _AT_ONCE):
        yield [ids.to_bytes(one) for one in sittings[start : start + _AT_ONCE]]
