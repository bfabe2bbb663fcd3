"""Which answers belong to a sitting, so that it can go on where it was left. What they say is read from the log.

A question of a sitting has one answer. Where two windows or two machines had the sitting open, the log may hold several
of one member: the one that was recorded first counts, here and in every read model, in whatever order they come.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from lessons.light import dataclass
from quizzes.model import Confidence
from store import aliases, ids, records
from store.aliases import NONE, Aliases
from store.events import PRIVATE, Answered, Event

if TYPE_CHECKING:
    from store.database import Database

TABLE = "sitting_answers"
KINDS = frozenset({Answered.KIND})
LIST = "INSERT INTO sitting_answers (sitting, question, event, wrong_day, lost) VALUES (?, ?, ?, ?, ?)"
"""Takes in one answer. Each is an item of its own, so none is ever late."""
_OF_QUESTION = "id IN (SELECT event FROM sitting_answers WHERE sitting = ? AND question = ?)"

_AT_ONCE = 500
"""Sittings that one statement asks for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRecord:
    """One answer of a sitting, as it was recorded."""

    id: str
    """Of its event."""
    quiz: str
    question: str
    """The key of its quiz and its id there, as they are now."""
    identity: str
    revision: str
    key: str
    """Hash of the right answers then."""
    type: str
    choice: tuple[str, ...]
    """Ids of the options chosen, or the text of each gap."""
    mark: float
    """0 to 1."""
    points: float
    """What the question counts."""
    right: bool
    hints: int
    number: int
    """1 for the first of the sitting."""
    at: datetime
    """UTC."""
    confidence: Confidence | None
    """How sure the member was; None where that was not said."""


def listed(event: Event) -> tuple[object, ...]:
    """The row of one answer."""
    if not isinstance(event.body, Answered):
        raise TypeError(event.kind)
    body = event.body
    graded = body.type != PRIVATE
    return (
        ids.to_bytes(body.sitting),
        body.question,
        ids.to_bytes(event.id),
        event.day.toordinal() if graded and not body.right else None,
        body.points * (1 - body.mark) if graded else 0.0,
    )


def counted(connection: sqlite3.Connection, event: Event) -> Event | None:
    """The answer of the same member to the same question of the same sitting that counts so far; mostly None."""
    body = event.body
    if not isinstance(body, Answered):
        return None
    key = ids.to_bytes(body.sitting), body.question
    if connection.execute("SELECT 1 FROM sitting_answers WHERE sitting = ? AND question = ?", key).fetchone() is None:
        return None
    return next((one for one in records.read(connection, _OF_QUESTION, key) if one.subject == event.subject), None)


def repeated(connection: sqlite3.Connection) -> Iterator[Event]:
    """Of all answers that are listed, those that are not the first of their member to their question of a sitting."""
    several = connection.execute(
        "SELECT sitting, question FROM sitting_answers GROUP BY sitting, question HAVING count(*) > 1"
    ).fetchall()
    for key in several:
        met: set[str] = set()
        for event in list(records.read(connection, _OF_QUESTION, key)):
            if event.subject in met:
                yield event
            met.add(event.subject)


def forget(connection: sqlite3.Connection, event: Event) -> None:
    """Take an answer out again that is not the first to its question."""
    sitting, question, id_, *_rest = listed(event)
    connection.execute(
        "DELETE FROM sitting_answers WHERE sitting = ? AND question = ? AND event = ?", (sitting, question, id_)
    )


def of_sitting(database: "Database", sitting: str) -> tuple[AnswerRecord, ...]:
    """The answers of one sitting, in the order in which they were given; one to each question as it is called now."""
    with database.reading() as connection:
        condition = "id IN (SELECT event FROM sitting_answers WHERE sitting = ?)"
        events = list(records.read(connection, condition, (ids.to_bytes(sitting),)))
        known = aliases.of_member(connection, events[0].subject) if events else NONE
        found = [_record(event, known) for event in events]
    return _once(found)


def _once(found: Sequence[AnswerRecord]) -> tuple[AnswerRecord, ...]:
    """The answers of a sitting in their order; of those to what two questions of then have become, the first."""
    # A clock may have gone backwards in the middle; the numbers have not.
    given: dict[tuple[str, str], AnswerRecord] = {}
    for answer in sorted(found, key=lambda answer: answer.number):
        given.setdefault((answer.quiz, answer.question), answer)
    return tuple(given.values())


def of_sittings(
    database: "Database", sittings: Sequence[str], members: Sequence[str]
) -> Mapping[str, tuple[AnswerRecord, ...]]:
    """The answers of many sittings of these members, by the sitting's id, in the order in which they were given."""
    found: dict[str, list[AnswerRecord]] = {}
    with database.reading() as connection:
        known = aliases.of_members(connection, members) if sittings else {}
        for start in range(0, len(sittings), _AT_ONCE):
            some = [ids.to_bytes(one) for one in sittings[start : start + _AT_ONCE]]
            marks = ", ".join("?" * len(some))
            condition = f"id IN (SELECT event FROM sitting_answers WHERE sitting IN ({marks}))"  # noqa: S608 - marks alone
            for event in records.read(connection, condition, some):
                answer = _record(event, known.get(event.subject, NONE))
                found.setdefault(_order(event)[0], []).append(answer)
    return {sitting: tuple(sorted(answers, key=lambda one: one.number)) for sitting, answers in found.items()}


def of_quiz(database: "Database", member: str, quiz: str) -> tuple[AnswerRecord, ...]:
    """A member's answers in sittings to all that is in a quiz now, one sitting after another.

    What came into the quiz from others is among them, and so is what the quiz has lost, unless it went into another.
    """
    with database.reading() as connection:
        known = aliases.of_member(connection, member)
        sources = sorted(known.sources(quiz))
        condition = (
            "id IN (SELECT a.event FROM sittings s JOIN sitting_answers a ON a.sitting = s.sitting"  # noqa: S608
            f" WHERE s.member = ? AND s.quiz IN ({', '.join('?' * len(sources))}) AND s.started_at IS NOT NULL)"
        )
        events = list(records.read(connection, condition, (ids.to_bytes(member), *sources)))
    found = [(_order(event), _record(event, known)) for event in events]
    return tuple(answer for _place, answer in sorted(found, key=lambda one: one[0]) if answer.quiz == quiz)


def _order(event: Event) -> tuple[str, int, str]:
    body = event.body
    if not isinstance(body, Answered):
        raise TypeError(event.kind)
    return body.sitting, body.number, event.id


def _record(event: Event, known: Aliases) -> AnswerRecord:
    body = event.body
    if not isinstance(body, Answered):
        raise TypeError(event.kind)
    quiz, question = known.resolve((body.quiz, body.question), records.rank(event))
    return AnswerRecord(
        id=event.id,
        quiz=quiz,
        question=question,
        identity=body.identity,
        revision=body.revision,
        key=body.key,
        type=body.type,
        choice=body.choice,
        mark=body.mark,
        points=body.points,
        right=body.right,
        hints=body.hints,
        number=body.number,
        at=event.at,
        confidence=None if body.confidence is None else Confidence(body.confidence),
    )
