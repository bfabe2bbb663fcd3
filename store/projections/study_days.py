"""What a member did on each study day, as counts. A count is the same in any order, so no event is ever late."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from store import ids
from store.events import Answered, Event, LessonFinished, LessonOpened, SittingFinished

if TYPE_CHECKING:
    from store.database import Database

TABLE = "study_days"
KINDS = frozenset({Answered.KIND, LessonOpened.KIND, LessonFinished.KIND, SittingFinished.KIND})
_COUNTS = "answers, right_answers, lessons_opened, lessons_finished, sittings_finished"
COUNT = f"""
    INSERT INTO study_days (member, day, {_COUNTS}) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (member, day) DO UPDATE SET
        answers = answers + excluded.answers,
        right_answers = right_answers + excluded.right_answers,
        lessons_opened = lessons_opened + excluded.lessons_opened,
        lessons_finished = lessons_finished + excluded.lessons_finished,
        sittings_finished = sittings_finished + excluded.sittings_finished
"""  # noqa: S608 - our own column names
"""Takes in one event of these kinds; for its parameters see counts."""


@dataclass(frozen=True, slots=True)
class StudyDay:
    """One member's study day."""

    day: date
    answers: int
    right_answers: int
    lessons_opened: int
    lessons_finished: int
    sittings_finished: int


def counts(event: Event) -> tuple[object, ...]:
    """What one event of these kinds adds to its day."""
    body = event.body
    return (
        ids.to_bytes(event.subject),
        event.day.isoformat(),
        isinstance(body, Answered),
        isinstance(body, Answered) and body.right,
        isinstance(body, LessonOpened),
        isinstance(body, LessonFinished),
        isinstance(body, SittingFinished),
    )


def between(database: "Database", member: str, first: date, last: date) -> tuple[StudyDay, ...]:
    """The study days of a member from `first` to `last`, both included; days without study are left out."""
    rows = database.query(
        f"SELECT day, {_COUNTS} FROM study_days WHERE member = ? AND day BETWEEN ? AND ? ORDER BY day",  # noqa: S608
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
