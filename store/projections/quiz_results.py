"""How a member did in each quiz: the first, the best and the latest finished sitting, kept apart."""

import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from store import events as bodies
from store import ids
from store.days import kept_day

if TYPE_CHECKING:
    from store.database import Database
    from store.events import Event

TABLE = "quiz_results"
KINDS = frozenset({"sitting.finished", "sitting.abandoned"})
_COLUMNS = "quiz, first, first_day, best, latest, latest_day, passed, times"


class QuizResults(NamedTuple):
    """One member's finished sittings of one quiz. Shares are 0 to 1."""

    quiz: str
    """`course/quiz`."""
    first: float | None
    """None where nothing in it was marked; so are `best` and `latest`."""
    first_day: date
    best: float | None
    latest: float | None
    latest_day: date
    passed: bool
    """Whether any of them was passed."""
    times: int
    """How many there are."""


def apply(connection: sqlite3.Connection, event: "Event") -> None:
    """Take in the end of a sitting, after `sittings` has."""
    if not isinstance(event.body, bodies.SittingFinished | bodies.SittingAbandoned):
        raise TypeError(event.kind)
    refold(connection, event.subject, event.body.quiz)


class Gathering:
    """The results of all members, from the sittings that were gathered before."""

    def __init__(self, _connection: sqlite3.Connection) -> None:
        self._keys: set[tuple[str, str]] = set()

    def take(self, event: "Event") -> None:
        """Take in the end of a sitting."""
        if not isinstance(event.body, bodies.SittingFinished | bodies.SittingAbandoned):
            raise TypeError(event.kind)
        self._keys.add((event.subject, event.body.quiz))

    def write(self, connection: sqlite3.Connection) -> None:
        """Write the results in every quiz, after the sittings were written."""
        for member, quiz in sorted(self._keys):
            refold(connection, member, quiz)


def refold(connection: sqlite3.Connection, member: str, quiz: str) -> None:
    """Fold one member's results in one quiz from its finished sittings, of which there are few."""
    key = ids.to_bytes(member), quiz
    ends = connection.execute(
        "SELECT CASE WHEN points > 0 THEN max(0.0, min(1.0, marks / points))"
        " WHEN asked > 0 THEN min(1.0, CAST(right_answers AS REAL) / asked) END, closed_day, passed"
        " FROM sittings WHERE member = ? AND quiz = ? AND state = 'finished' ORDER BY closed_at, sitting",
        key,
    ).fetchall()
    if not ends:
        connection.execute("DELETE FROM quiz_results WHERE member = ? AND quiz = ?", key)
        return
    (first, first_day, _), (latest, latest_day, _) = ends[0], ends[-1]
    connection.execute(
        f"INSERT OR REPLACE INTO quiz_results (member, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        (
            *key,
            first,
            first_day,
            max((end[0] for end in ends if end[0] is not None), default=None),
            latest,
            latest_day,
            any(end[2] for end in ends),
            len(ends),
        ),
    )


def of_quiz(database: "Database", member: str, quiz: str) -> QuizResults | None:
    """One member's results in one quiz; None where no sitting was finished."""
    rows = database.query(
        f"SELECT {_COLUMNS}, member FROM quiz_results WHERE member = ? AND quiz = ?",  # noqa: S608 - our own column names
        (ids.to_bytes(member), quiz),
    )
    return _results(rows[0]) if rows else None


def of_members(database: "Database", members: Sequence[str]) -> Mapping[str, Mapping[str, QuizResults]]:
    """Several members' results in every quiz that they finished, by member and the quiz's key."""
    rows = database.query(
        f"SELECT {_COLUMNS}, member FROM quiz_results"  # noqa: S608 - our own column names
        f" WHERE member IN ({', '.join('?' * len(members))})",
        [ids.to_bytes(member) for member in members],
    )
    found: defaultdict[bytes, dict[str, QuizResults]] = defaultdict(dict)
    for row in rows:  # of a large group many thousands: not a copy of one of them is made
        found[row[-1]][row[0]] = _results(row)
    return {ids.to_text(member): results for member, results in found.items()}


_day = lru_cache(maxsize=1000)(kept_day)
"""The few that stand in most rows."""


def _results(row: Sequence[Any]) -> QuizResults:
    quiz, first, first_day, best, latest, latest_day, passed, times, _ = row
    return QuizResults(quiz, first, _day(first_day), best, latest, _day(latest_day), bool(passed), times)
