"""What members say is wrong about a status of theirs, and what a person answered."""

import sqlite3
from datetime import date
from typing import TYPE_CHECKING

from lessons.clean import clean
from lessons.light import dataclass
from store import ids, records
from store.days import kept_day
from store.events import ChallengeAnswered, Event, StatusChallenged

if TYPE_CHECKING:
    from store.database import Database

TABLE = "challenges"
KINDS = frozenset({StatusChallenged.KIND, ChallengeAnswered.KIND})
_COLUMNS = "challenge, member, lesson, status, text, day, answer, answered_by, answered_day"
_RAISE = f"""
    INSERT INTO {TABLE} (challenge, member, "group", lesson, status, text, day) VALUES (?, ?, ?, ?, ?, ?, ?)
"""  # noqa: S608 - our own table name
_ANSWER = f"""
    UPDATE {TABLE} SET answer = ?, answered_by = ?, answered_day = ? WHERE challenge = ? AND member = ?
"""  # noqa: S608 - as above


@dataclass(frozen=True, slots=True)
class Challenge:
    """A member says that a status is wrong."""

    id: str
    member: str
    """Id of the member."""
    lesson: str
    """Key of the lesson that it is about."""
    status: str
    """As it was shown then."""
    text: str
    day: date
    """The study day."""
    answer: str
    """Empty while nobody has answered; of several answers the latest."""
    answered_by: str
    """Id of who did."""
    answered: date | None


def apply(connection: sqlite3.Connection, event: Event) -> None:
    """Take in one event of these kinds: what its member has challenged is folded anew, which is little."""
    member = ids.to_bytes(event.subject)
    connection.execute(f"DELETE FROM {TABLE} WHERE member = ?", (member,))  # noqa: S608 - as above
    condition = f"subject = ? AND kind IN (?, ?) AND {records.SELDOM}"
    raised = list(records.read(connection, condition, (member, *sorted(KINDS))))
    if all(one.id != event.id for one in raised):
        raised.append(event)
    for one in raised:
        body = one.body
        if isinstance(body, StatusChallenged):
            values = ids.to_bytes(body.group), body.lesson, body.status, body.text, one.day.isoformat()
            connection.execute(_RAISE, (ids.to_bytes(one.id), member, *values))
    for one in raised:
        body = one.body
        if isinstance(body, ChallengeAnswered):
            said = body.text, ids.to_bytes(one.actor), one.day.isoformat()
            connection.execute(_ANSWER, (*said, ids.to_bytes(body.challenge), member))


def challenges(database: "Database", group: str, member: str = "") -> tuple[Challenge, ...]:
    """What was challenged in a group, by everybody or by one member, in the order of time."""
    condition, keys = '"group" = ?', [ids.to_bytes(group)]
    if member:
        condition, keys = f"{condition} AND member = ?", [*keys, ids.to_bytes(member)]
    rows = database.query(
        f"SELECT {_COLUMNS} FROM {TABLE} WHERE {condition} ORDER BY day, challenge",  # noqa: S608 - our own words
        keys,
    )
    return tuple(
        Challenge(
            id=ids.to_text(id_),
            member=ids.to_text(of),
            lesson=lesson,
            status=status,
            text=clean(text),
            day=kept_day(day),
            answer=clean(answer or ""),
            answered_by=ids.to_text(by) if by else "",
            answered=kept_day(answered) if answered else None,
        )
        for id_, of, lesson, status, text, day, answer, by, answered in rows
    )
