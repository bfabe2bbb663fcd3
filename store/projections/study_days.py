"""What a member did on each study day, as counts. A count is the same in any order, so no event is ever late."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from store import ids, undoing
from store.events import PRIVATE, Answered, Event, LessonFinished, LessonOpened, Rated, SittingFinished, Undone

if TYPE_CHECKING:
    from store.database import Database

TABLE = "study_days"
KINDS = frozenset(
    {Answered.KIND, Rated.KIND, LessonOpened.KIND, LessonFinished.KIND, SittingFinished.KIND, Undone.KIND}
)
_COUNTS = ("answers", "right_answers", "lessons_opened", "lessons_finished", "sittings_finished", "reviews")
_PLACE = {
    Answered.KIND: 0,
    LessonOpened.KIND: 2,
    LessonFinished.KIND: 3,
    SittingFinished.KIND: 4,
    Rated.KIND: 5,
}
_RIGHT = 1
"""Where the kinds are counted, and the right answers."""
_COLUMNS = ", ".join(_COUNTS)
_SAVE = f"""
    INSERT INTO study_days (member, day, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (member, day) DO UPDATE SET {", ".join(f"{one} = {one} + excluded.{one}" for one in _COUNTS)}
"""  # noqa: S608 - our own column names
_NOTHING_LEFT = f"DELETE FROM study_days WHERE member = ? AND day = ? AND {' + '.join(_COUNTS)} = 0"  # noqa: S608


@dataclass(frozen=True, slots=True)
class StudyDay:
    """One member's study day."""

    day: date
    answers: int
    right_answers: int
    lessons_opened: int
    lessons_finished: int
    sittings_finished: int
    reviews: int
    """Ratings in review that were not taken back."""

    @property
    def done(self) -> int:
        """Answers, reviews and finished lessons: what a calendar of study shows."""
        return self.answers + self.reviews + self.lessons_finished


def apply(connection: sqlite3.Connection, event: Event) -> None:
    """Take in one event of these kinds."""
    if isinstance(event.body, Undone):
        _take_back(connection, event)
    elif not undoing.times(connection, event):
        connection.execute(_SAVE, (*_key(event), *_counts(event)))


class Gathering:
    """The days of all members, counted from the whole log before any of them is written."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._undone = undoing.taken_back(connection)
        self._days: dict[tuple[str, date], list[int]] = {}

    def take(self, event: Event) -> None:
        """Take in one event of these kinds."""
        if isinstance(event.body, Undone) or (self._undone and undoing.is_gone(event, self._undone)):
            return
        key = event.subject, event.day
        counts = self._days.get(key)
        if counts is None:
            counts = self._days[key] = [0] * len(_COUNTS)
        _count(counts, event)

    def write(self, connection: sqlite3.Connection) -> None:
        """Write every day, in the order of the table."""
        rows = (
            (ids.to_bytes(member), day.isoformat(), *counts) for (member, day), counts in sorted(self._days.items())
        )
        connection.executemany(_SAVE, rows)


def between(database: "Database", member: str, first: date, last: date) -> tuple[StudyDay, ...]:
    """The study days of a member from `first` to `last`, both included; days without study are left out."""
    rows = database.query(
        f"SELECT day, {_COLUMNS} FROM study_days WHERE member = ? AND day BETWEEN ? AND ? ORDER BY day",  # noqa: S608
        (ids.to_bytes(member), first.isoformat(), last.isoformat()),
    )
    return tuple(StudyDay(date.fromisoformat(day), *counts) for day, *counts in rows)


def latest(database: "Database", members: Sequence[str]) -> Mapping[str, date]:
    """The latest study day of each of several members who have one, by the member's id."""
    rows = database.query(
        f"SELECT member, max(day) FROM study_days WHERE member IN ({', '.join('?' * len(members))})"  # noqa: S608
        " GROUP BY member",
        [ids.to_bytes(member) for member in members],
    )
    return {ids.to_text(member): date.fromisoformat(day) for member, day in rows}


def active_days(database: "Database", members: Sequence[str], first: date) -> Mapping[str, Sequence[date]]:
    """The study days of each of several members from `first` on, by the member's id."""
    rows = database.query(
        f"SELECT member, day FROM study_days WHERE member IN ({', '.join('?' * len(members))})"  # noqa: S608
        " AND day >= ? ORDER BY day",
        [*(ids.to_bytes(member) for member in members), first.isoformat()],
    )
    found: dict[str, list[date]] = {}
    for member, day in rows:
        found.setdefault(ids.to_text(member), []).append(date.fromisoformat(day))
    return found


def _take_back(connection: sqlite3.Connection, undone: Event) -> None:
    """Count a review no more: once, however often it was taken back; one that is not in the log yet never counted."""
    event = undoing.target(connection, undone)
    if event is None or not isinstance(event.body, Rated) or undoing.times(connection, event) > 1:
        return
    key = _key(event)
    connection.execute(_SAVE, (*key, *(-count for count in _counts(event))))
    connection.execute(_NOTHING_LEFT, key)


def _key(event: Event) -> tuple[bytes, str]:
    return ids.to_bytes(event.subject), event.day.isoformat()


def _counts(event: Event) -> tuple[int, ...]:
    """What one event adds to its day, in the order of the columns."""
    counts = [0] * len(_COUNTS)
    _count(counts, event)
    return tuple(counts)


def _count(counts: list[int], event: Event) -> None:
    counts[_PLACE[event.kind]] += 1
    body = event.body
    if isinstance(body, Answered) and body.right and body.type != PRIVATE:
        counts[_RIGHT] += 1
