"""How sure each member was of answers, and how many were right; a review that was taken back counts no more.

Counts are the same in any order: no event is late.
"""

import sqlite3
from typing import TYPE_CHECKING

from quizzes.model import Confidence
from store import ids, undoing
from store.events import Answered, Event, Rated, Undone

if TYPE_CHECKING:
    from quizzes.calibration import Calibration
    from store.database import Database

TABLE = "calibration"
KINDS = frozenset({Answered.KIND, Rated.KIND, Undone.KIND})
_SAYING = (Answered, Rated)
_SAVE = """
    INSERT INTO calibration (member, confidence, answers, right_answers) VALUES (?, ?, ?, ?)
    ON CONFLICT (member, confidence) DO UPDATE SET
        answers = answers + excluded.answers, right_answers = right_answers + excluded.right_answers
"""
_NOTHING_LEFT = "DELETE FROM calibration WHERE member = ? AND confidence = ? AND answers = 0"


def apply(connection: sqlite3.Connection, event: Event) -> None:
    """Take in one answer, or that one was taken back."""
    if isinstance(event.body, Undone):
        _take_back(connection, event)
    elif (said := _said(event)) and not undoing.times(connection, event):
        confidence, right = said
        connection.execute(_SAVE, (ids.to_bytes(event.subject), confidence, 1, int(right)))


def _said(event: Event) -> tuple[int, bool] | None:
    """How sure somebody was of an answer, and whether it was right; None where they did not say."""
    body = event.body
    if isinstance(body, _SAYING) and body.confidence is not None and body.right is not None:
        return body.confidence, body.right
    return None


def _take_back(connection: sqlite3.Connection, undone: Event) -> None:
    """Count an answer no more: once, however often it was taken back; one that is not in the log yet never counted."""
    event = undoing.target(connection, undone)
    if event is not None and undoing.times(connection, event) <= 1:
        forget(connection, event)


def forget(connection: sqlite3.Connection, event: Event) -> None:
    """Count an answer no more that was counted."""
    if said := _said(event):
        member, (confidence, right) = ids.to_bytes(event.subject), said
        connection.execute(_SAVE, (member, confidence, -1, -int(right)))
        connection.execute(_NOTHING_LEFT, (member, confidence))


class Gathering:
    """The answers of all members, counted from the whole log before any of them is written."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._taken_back = undoing.taken_back(connection)
        self._counts: dict[tuple[str, int], list[int]] = {}

    def take(self, event: Event) -> None:
        """Take in one answer."""
        said = _said(event)
        if said and not undoing.is_gone(event, self._taken_back):
            confidence, right = said
            counts = self._counts.setdefault((event.subject, confidence), [0, 0])
            counts[0] += 1
            counts[1] += right

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
