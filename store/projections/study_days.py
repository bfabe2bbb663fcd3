"""What a member did on each study day, as counts. A count is the same in any order, so no event is ever late.

The time spent, and whether a day was one on which the member meant to study, are beside the counts, for the member
alone: a day of which nothing else is known is no day of activity to anybody else. It is long because taking in, taking
back and asking go by one order of columns, which is written down here alone.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from lessons.light import dataclass
from store import events as bodies
from store import ids, undoing
from store.days import kept_day

if TYPE_CHECKING:
    from store.database import Database
    from store.events import Event

TABLE = "study_days"
KINDS = frozenset(
    {
        *("answered", "rated", "lesson.opened", "lesson.finished", "sitting.finished", "undone"),
        *("studied", "day.begun"),
    }
)
ENOUGH = 300
"""Seconds after which a day without an answer, a review or a finished lesson is a day of study too."""
_ANYWHERE = timedelta(hours=36)
"""From noon in Greenwich back to before a study day begins anywhere, and on to after it has ended everywhere."""
_ACTS = ("answers", "right_answers", "lessons_opened", "lessons_finished", "sittings_finished", "reviews")
_COUNTS = (*_ACTS, "seconds")
_MARKS = ("scheduled", "went_by")
_PLACE = {
    "answered": 0,
    "lesson.opened": 2,
    "lesson.finished": 3,
    "sitting.finished": 4,
    "rated": 5,
}
_RIGHT, _SECONDS, _SCHEDULED, _WENT_BY = 1, 6, 7, 8
"""Where the right answers, the time and the marks are."""
_COLUMNS = ", ".join((*_COUNTS, *_MARKS))
_SAVE = f"""
    INSERT INTO study_days (member, day, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (member, day) DO UPDATE SET
        {", ".join(f"{one} = {one} + excluded.{one}" for one in _COUNTS)},
        {", ".join(f"{one} = max({one}, excluded.{one})" for one in _MARKS)}
"""  # noqa: S608 - our own column names
_ANSWER = "UPDATE study_days SET answers = answers + 1, right_answers = right_answers + ? WHERE member = ? AND day = ?"
"""Of an answer on a day that has a row, as nearly all have: in half the time."""
_ACTIVE = f"{' + '.join(_ACTS)} > 0"
_STUDIED = f"(answers + reviews + lessons_finished > 0 OR seconds >= {ENOUGH})"
_NOTHING_LEFT = f"DELETE FROM study_days WHERE member = ? AND day = ? AND {' + '.join((*_COUNTS, *_MARKS))} = 0"  # noqa: S608


@dataclass(frozen=True, slots=True)
class StudyDay:
    """One member's study day."""

    day: date
    answers: int
    lessons_finished: int
    reviews: int
    """Ratings in review that were not taken back."""
    seconds: int
    """Spent in lessons, quizzes and reviews."""
    scheduled: bool
    """Whether the member began it as a day to study on."""
    went_by: bool
    """Whether the member meant to study on it, and something was due, but it went by."""

    @property
    def done(self) -> int:
        """Answers, reviews and finished lessons: what a calendar of study shows."""
        return self.answers + self.reviews + self.lessons_finished

    @property
    def studied(self) -> bool:
        """Whether it is a day of study."""
        return self.done > 0 or self.seconds >= ENOUGH


def apply(connection: sqlite3.Connection, event: "Event") -> None:
    """Take in one event of these kinds."""
    if isinstance(event.body, bodies.Answered):
        known = _is_right(event.body), ids.to_bytes(event.subject), event.day.isoformat()
        if connection.execute(_ANSWER, known).rowcount:
            return
    if isinstance(event.body, bodies.Undone):
        _take_back(connection, event)
    elif isinstance(event.body, bodies.Answered) or not undoing.times(connection, event):
        for day, counts in _days(event):
            connection.execute(_SAVE, (ids.to_bytes(event.subject), day.isoformat(), *counts))


class Gathering:
    """The days of all members, counted from the whole log before any of them is written."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._undone = undoing.taken_back(connection)
        self._days: dict[tuple[str, date], list[int]] = {}

    def take(self, event: "Event") -> None:
        """Take in one event of these kinds."""
        body = event.body
        if isinstance(body, bodies.Undone) or (self._undone and undoing.is_gone(event, self._undone)):
            return
        known = self._days.get((event.subject, event.day))
        place = _PLACE.get(event.kind)
        if known is not None and place is not None:  # as of nearly all
            known[place] += 1
            if isinstance(body, bodies.Answered) and _is_right(body):
                known[_RIGHT] += 1
            return
        for day, more in _days(event):
            key = event.subject, day
            counts = self._days.get(key)
            if counts is None:
                self._days[key] = more
                continue
            for place in range(_SCHEDULED):
                counts[place] += more[place]
            for place in (_SCHEDULED, _WENT_BY):
                counts[place] = max(counts[place], more[place])

    def write(self, connection: sqlite3.Connection) -> None:
        """Write every day, in the order of the table."""
        rows = (
            (ids.to_bytes(member), day.isoformat(), *counts) for (member, day), counts in sorted(self._days.items())
        )
        connection.executemany(_SAVE, rows)


def between(database: "Database", member: str, first: date, last: date) -> tuple[StudyDay, ...]:
    """The study days of a member from `first` to `last`, both included; days without study are left out."""
    rows = database.query(
        "SELECT day, answers, lessons_finished, reviews, seconds, scheduled, went_by FROM study_days"
        " WHERE member = ? AND day BETWEEN ? AND ? ORDER BY day",
        (ids.to_bytes(member), first.isoformat(), last.isoformat()),
    )
    return tuple(_study_day(row) for row in rows)


@dataclass(frozen=True, slots=True)
class Row:
    """How steadily a member has studied before a day."""

    days: int
    """Scheduled days of study since the last one that went by."""
    latest: date | None
    """The latest day of study; None where there was none."""


def in_a_row(database: "Database", member: str, before: date) -> Row:
    """How many scheduled days before a day the member has studied on since one went by.

    A day that went by here and on which the member studied on another machine is a day of study.
    """
    ((days, latest),) = database.query(
        f"""
        SELECT
            (SELECT count(*) FROM study_days WHERE member = ?1 AND day < ?2 AND scheduled AND {_STUDIED}
                AND day > coalesce((SELECT max(day) FROM study_days
                    WHERE member = ?1 AND day < ?2 AND went_by AND NOT {_STUDIED}), '')),
            (SELECT max(day) FROM study_days WHERE member = ?1 AND day < ?2 AND {_STUDIED})
        """,  # noqa: S608 - our own column names
        (ids.to_bytes(member), before.isoformat()),
    )
    return Row(days, latest and kept_day(latest))


def latest_before(connection: sqlite3.Connection, member: str, before: date, most: int) -> list[date]:
    """The latest days before a day on which a member did anything, at most so many, the latest first."""
    rows = connection.execute(
        f"SELECT day FROM study_days WHERE member = ? AND day < ? AND ({_ACTIVE} OR seconds > 0)"  # noqa: S608 - as above
        " ORDER BY day DESC LIMIT ?",
        (ids.to_bytes(member), before.isoformat(), most),
    )
    return [date.fromisoformat(day) for (day,) in rows]


def is_begun(database: "Database", member: str, day: date) -> bool:
    """Whether anything is known of a member's study day, or it went by."""
    rows = database.query(
        f"SELECT 1 FROM study_days WHERE member = ? AND day = ? AND ({_ACTIVE} OR scheduled)",  # noqa: S608
        (ids.to_bytes(member), day.isoformat()),
    )
    return bool(rows)


def last_moment(database: "Database", member: str) -> datetime | None:
    """When a member studied last, UTC, whatever others recorded of them since; None where they never did.

    The days tell which the last one is, and an id begins with its time: no more of the log than that day is looked at.
    """
    key = ids.to_bytes(member)
    with database.reading() as connection:
        (day,) = connection.execute(
            f"SELECT max(day) FROM study_days WHERE member = ? AND ({_ACTIVE} OR seconds > 0 OR scheduled)",  # noqa: S608
            (key,),
        ).fetchone()
        if day is None:
            return None
        noon = datetime.combine(kept_day(day), time(12), UTC)
        row = connection.execute(
            "SELECT at FROM events WHERE id BETWEEN ? AND ? AND subject = ?"  # noqa: S608 - marks alone
            f" AND kind IN ({', '.join('?' * len(KINDS))}) ORDER BY id DESC LIMIT 1",
            (ids.least(noon - _ANYWHERE), ids.least(noon + _ANYWHERE), key, *sorted(KINDS)),
        ).fetchone()
    return ids.moment(row[0]) if row else None


def latest(database: "Database", members: Sequence[str]) -> Mapping[str, date]:
    """The latest day of activity of each of several members who have one, by the member's id."""
    if not members:  # SQL has no empty table of values
        return {}
    rows = database.query(
        # One look at the end of the days of each: to find the greatest, all of them would be read.
        f"WITH wanted (id) AS (VALUES {', '.join(['(?)'] * len(members))})"  # noqa: S608 - as above
        f" SELECT id, (SELECT day FROM study_days WHERE member = id AND {_ACTIVE} ORDER BY day DESC LIMIT 1)"
        " FROM wanted",
        [ids.to_bytes(member) for member in members],
    )
    return {ids.to_text(member): kept_day(day) for member, day in rows if day is not None}


def latest_by(connection: sqlite3.Connection, member: str, last: str) -> str | None:
    """A member's latest day of activity up to a day, both as ISO dates; None where there is none."""
    (found,) = connection.execute(
        f"SELECT max(day) FROM study_days WHERE member = ? AND day <= ? AND {_ACTIVE}",  # noqa: S608 - our own names
        (ids.to_bytes(member), last),
    ).fetchone()
    return found if found is None else str(found)


def active_days(database: "Database", members: Sequence[str], first: date) -> Mapping[str, Sequence[date]]:
    """The days of activity of each of several members from `first` on, by the member's id."""
    rows = database.query(
        f"SELECT member, day FROM study_days WHERE member IN ({', '.join('?' * len(members))})"  # noqa: S608
        f" AND day >= ? AND {_ACTIVE} ORDER BY day",
        [*(ids.to_bytes(member) for member in members), first.isoformat()],
    )
    found: dict[str, list[date]] = {}
    for member, day in rows:
        found.setdefault(ids.to_text(member), []).append(kept_day(day))
    return found


def _study_day(row: Sequence[Any]) -> StudyDay:
    day, answers, lessons_finished, reviews, seconds, scheduled, went_by = row
    return StudyDay(
        day=kept_day(day),
        answers=answers,
        lessons_finished=lessons_finished,
        reviews=reviews,
        seconds=seconds,
        scheduled=bool(scheduled),
        went_by=bool(went_by),
    )


def _take_back(connection: sqlite3.Connection, undone: "Event") -> None:
    """Count a review no more: once, however often it was taken back; one that is not in the log yet never counted."""
    event = undoing.target(connection, undone)
    if event is None or not isinstance(event.body, bodies.Rated) or undoing.times(connection, event) > 1:
        return
    forget(connection, event)


def forget(connection: sqlite3.Connection, event: "Event") -> None:
    """Count a review or an answer no more."""
    key = ids.to_bytes(event.subject), event.day.isoformat()
    for _day, counts in _days(event):
        connection.execute(_SAVE, (*key, *(-count for count in counts)))
    connection.execute(_NOTHING_LEFT, key)


def _days(event: "Event") -> list[tuple[date, list[int]]]:
    """What one event adds to its day, in the order of the columns, and to the days that it tells of."""
    counts = [0] * (len(_COUNTS) + len(_MARKS))
    body = event.body
    if isinstance(body, bodies.DayBegun):
        counts[_SCHEDULED] = int(body.scheduled)
        gone = [0] * len(counts)
        gone[_WENT_BY] = 1
        # A day of which there is nothing to say has no row: one would stay when all else of that day was taken back.
        own = [(event.day, counts)] if body.scheduled else []
        return [*own, *((day, [*gone]) for day in body.went_by)]
    if isinstance(body, bodies.Studied):
        counts[_SECONDS] = body.seconds
        return [(event.day, counts)]
    counts[_PLACE[event.kind]] += 1
    if isinstance(body, bodies.Answered) and _is_right(body):
        counts[_RIGHT] += 1
    return [(event.day, counts)]


def _is_right(answer: "bodies.Answered") -> bool:
    return answer.right and answer.type != bodies.PRIVATE
