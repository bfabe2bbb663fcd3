"""How sure each member was of answers, and how many were right. Counts are the same in any order: no event is late."""

import sqlite3
from typing import TYPE_CHECKING

from quizzes.model import Confidence
from store import ids
from store.events import Answered, Event

if TYPE_CHECKING:
    from quizzes.calibration import Calibration
    from store.database import Database

TABLE = "calibration"
KINDS = frozenset({Answered.KIND})
_SAVE = """
    INSERT INTO calibration (member, confidence, answers, right_answers) VALUES (?, ?, ?, ?)
    ON CONFLICT (member, confidence) DO UPDATE SET
        answers = answers + excluded.answers, right_answers = right_answers + excluded.right_answers
"""


def apply(connection: sqlite3.Connection, event: Event) -> None:
    """Take in one answer."""
    body = event.body
    if isinstance(body, Answered) and body.confidence is not None:
        connection.execute(_SAVE, (ids.to_bytes(event.subject), body.confidence, 1, int(body.right)))


def forget(connection: sqlite3.Connection, event: Event) -> None:
    """Count an answer no more."""
    body = event.body
    if isinstance(body, Answered) and body.confidence is not None:
        member = ids.to_bytes(event.subject)
        connection.execute(_SAVE, (member, body.confidence, -1, -int(body.right)))
        connection.execute(
            "DELETE FROM calibration WHERE member = ? AND confidence = ? AND answers = 0", (member, body.confidence)
        )


class Gathering:
    """The answers of all members, counted from the whole log before any of them is written."""

    def __init__(self, _connection: sqlite3.Connection) -> None:
        self._counts: dict[tuple[str, int], list[int]] = {}

    def take(self, event: Event) -> None:
        """Take in one answer."""
        body = event.body
        if isinstance(body, Answered) and body.confidence is not None:
            counts = self._counts.setdefault((event.subject, body.confidence), [0, 0])
            counts[0] += 1
            counts[1] += body.right

    def write(self, connection: sqlite3.Connection) -> None:
        """Write every count, in the order of the table."""
        connection.executemany(
            _SAVE,
            (
                (ids.to_bytes(member), confidence, *counts)
                for (member, confidence), counts in sorted(self._counts.items())
            ),
        )


def of_member(database: "Database", member: str) -> "tuple[Calibration, ...]":
    """A member's own, the surest answers first; empty where it was never said."""
    from quizzes.calibration import Calibration  # noqa: PLC0415 - it is for Me alone, and this is loaded with the log

    rows = database.query(
        "SELECT confidence, answers, right_answers FROM calibration WHERE member = ? ORDER BY confidence DESC",
        (ids.to_bytes(member),),
    )
    return tuple(Calibration(Confidence(confidence), answers, right) for confidence, answers, right in rows)
