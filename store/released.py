"""Which answers have been told of, as parts of which sums: whoever once was in a sum stays in it, and in no other.

Between any two looks nothing comes or goes but whole sums, whoever left, joined, or answered in the meantime: so none
tells of one person. Plain rows, as `access` has them: that somebody was told cannot be worked out from what happened.
"""

from collections.abc import Iterator, Mapping, Sequence

from store import ids
from store.database import Database

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


def note(database: Database, batches: Sequence[Sequence[str]]) -> None:
    """Note that sums are told, each of answers given by their ids, none of which was told of before.

    Raises:
        StoreError: it could not be written; then they may not be told.
    """
    with database.transaction() as connection:
        connection.executemany(
            "INSERT INTO released_answers (answer, batch) VALUES (?, ?)",
            [(ids.to_bytes(answer), ids.to_bytes(batch[0])) for batch in batches for answer in batch],
        )


def _parts(sittings: Sequence[str]) -> Iterator[list[bytes]]:
    for start in range(0, len(sittings), _AT_ONCE):
        yield [ids.to_bytes(one) for one in sittings[start : start + _AT_ONCE]]
