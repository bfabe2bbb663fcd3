"""What a member did with each lesson: facts without judgement, from which a status is made on reading."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from lessons.model import Criterion
from store import events as bodies
from store import ids, records, strict_json
from store.days import kept_day, last_day

if TYPE_CHECKING:
    from store.database import Database
    from store.events import Event

TABLE = "lesson_facts"
KINDS = frozenset(
    {
        *("lesson.opened", "lesson.finished"),
        *("hand.raised", "hand.lowered", "help.handled", "handling.undone"),
    }
)
_OF_HELP = frozenset({"hand.raised", "hand.lowered", "help.handled"})
_COLUMNS = (
    "lesson, opened_at, opened_day, last_opened_day, finished_at, finished_day, criterion, digest, "
    "hand_day, handled_day, handled_needs"
)
_READ = f"{_COLUMNS}, member"
"""What is read of a row: whose it is comes last."""
_SAVE = (
    f"INSERT OR REPLACE INTO lesson_facts (member, as_of_at, as_of_id, {_COLUMNS})"  # noqa: S608 - as above
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


class LessonFacts(NamedTuple):
    """One member's history with one lesson."""

    lesson: str
    """`course/lesson`."""
    opened_at: int | None = None
    """First: milliseconds since 1970, UTC; `opened` is the moment."""
    opened_day: date | None = None
    last_opened_day: date | None = None
    finished_at: int | None = None
    """First, and never undone; the same."""
    finished_day: date | None = None
    criterion: Criterion | None = None
    """What completed it."""
    digest: str | None = None
    """Of the file that was completed."""
    hand: date | None = None
    """Since when the member's hand is up; None where it is not."""
    handled: date | None = None
    """When a leader last saw to the help that was needed."""
    needs: frozenset[str] = frozenset()
    """Ids under which needs were shared that a leader saw to."""

    @property
    def opened(self) -> datetime | None:
        """When it was first opened; UTC."""
        return None if self.opened_at is None else ids.moment(self.opened_at)

    @property
    def finished(self) -> datetime | None:
        """When it was first completed; UTC."""
        return None if self.finished_at is None else ids.moment(self.finished_at)


def apply(connection: sqlite3.Connection, event: "Event") -> None:
    """Take in one event of these kinds."""
    lesson = _lesson(event)
    row = connection.execute(
        f"SELECT as_of_at, as_of_id, {_READ} FROM lesson_facts WHERE member = ? AND lesson = ?",  # noqa: S608
        (ids.to_bytes(event.subject), lesson),
    ).fetchone()
    if isinstance(event.body, bodies.HandlingUndone) or (row is not None and records.rank(event) < row[:2]):
        refold(connection, event.subject, lesson)
        return
    _save(connection, fold(LessonFacts(lesson) if row is None else _facts(row[2:]), event), event)


class Gathering:
    """All members' histories with their lessons, folded from the whole log before any of them is written."""

    def __init__(self, _connection: sqlite3.Connection) -> None:
        self._facts: dict[tuple[str, str], tuple[LessonFacts, Event]] = {}
        self._help: dict[tuple[str, str], list[Event]] = {}
        """Of what is help asked for and given: it may be undone later."""
        self._undone: dict[tuple[str, str], set[str]] = {}
        """Ids of the events that were undone."""

    def take(self, event: "Event") -> None:
        """Take in one event of these kinds, later than all before it."""
        key = event.subject, _lesson(event)
        known, _latest = self._facts.get(key, (LessonFacts(key[1]), event))
        self._facts[key] = fold(known, event), event
        if event.kind in _OF_HELP:
            self._help.setdefault(key, []).append(event)
        elif isinstance(event.body, bodies.HandlingUndone):
            self._undone.setdefault(key, set()).add(event.body.event)

    def write(self, connection: sqlite3.Connection) -> None:
        """Write every history, in the order of the table."""
        for key, undone in self._undone.items():
            facts, latest = self._facts[key]
            of_help = LessonFacts(key[1])
            for event in self._help.get(key, ()):
                of_help = of_help if event.id in undone else fold(of_help, event)
            self._facts[key] = (
                facts._replace(hand=of_help.hand, handled=of_help.handled, needs=of_help.needs),
                latest,
            )
        connection.executemany(_SAVE, (_row(*self._facts[key]) for key in sorted(self._facts)))


def refold(connection: sqlite3.Connection, member: str, lesson: str) -> None:
    """Fold one member's history with one lesson anew from its own events."""
    facts = LessonFacts(lesson)
    condition = f"subject = ? AND kind IN ({', '.join('?' * len(KINDS))}) AND {records.SELDOM}"
    every = records.read(connection, condition, (ids.to_bytes(member), *sorted(KINDS)))
    events = [event for event in every if _lesson(event) == lesson]
    undone = {event.body.event for event in events if isinstance(event.body, bodies.HandlingUndone)}
    for event in events:
        facts = facts if event.id in undone else fold(facts, event)
    if events:
        _save(connection, facts, events[-1])


def fold(facts: LessonFacts, event: "Event") -> LessonFacts:
    """The facts after an event that is later than all in them."""
    match event.body:
        case bodies.LessonOpened():
            if facts.opened_at is None:
                facts = facts._replace(opened_at=ids.milliseconds(event.at), opened_day=event.day)
            return facts._replace(last_opened_day=event.day)
        case bodies.LessonFinished() as body if facts.finished_at is None:
            return facts._replace(
                finished_at=ids.milliseconds(event.at),
                finished_day=event.day,
                criterion=Criterion(body.criterion),
                digest=body.digest,
            )
        case bodies.HandRaised():
            return facts._replace(hand=event.day)
        case bodies.HandLowered():
            return facts._replace(hand=None)
        case bodies.HelpHandled() as body:
            return _handled(facts, body, event.day)
        case _:
            return facts


def _handled(facts: LessonFacts, body: "bodies.HelpHandled", day: date) -> LessonFacts:
    """The facts after a leader saw to a need, recorded on a day."""
    day = handled_day(body, day)
    hand = facts.hand if facts.hand is not None and facts.hand > day else None
    return facts._replace(
        hand=hand,
        handled=max(day, facts.handled or day),
        needs=facts.needs | {body.need} if body.need else facts.needs,
    )


def handled_day(body: "bodies.HelpHandled", day: date) -> date:
    """On which a leader saw to a need; of what a file tells only the week is known: it may be its last day."""
    return day if body.week is None else min(day, last_day(body.week))


def of_lesson(database: "Database", member: str, lesson: str) -> LessonFacts | None:
    """One member's history with one lesson; None where it was never opened."""
    rows = database.query(
        f"SELECT {_READ} FROM lesson_facts WHERE member = ? AND lesson = ?",  # noqa: S608 - our own column names
        (ids.to_bytes(member), lesson),
    )
    return _facts(rows[0]) if rows else None


def of_member(database: "Database", member: str) -> Mapping[str, LessonFacts]:
    """One member's history with every lesson that anything is known of, by the lesson's key."""
    return of_members(database, (member,)).get(member, {})


def of_members(database: "Database", members: Sequence[str]) -> Mapping[str, Mapping[str, LessonFacts]]:
    """Several members' histories with their lessons, by member and the lesson's key."""
    rows = database.query(
        f"SELECT {_READ} FROM lesson_facts"  # noqa: S608 - our own column names
        f" WHERE member IN ({', '.join('?' * len(members))})",
        [ids.to_bytes(member) for member in members],
    )
    found: defaultdict[bytes, dict[str, LessonFacts]] = defaultdict(dict)
    for row in rows:  # of a large group many thousands: not a copy of one of them is made
        found[row[-1]][row[0]] = _facts(row)
    return {ids.to_text(member): facts for member, facts in found.items()}


def _lesson(event: "Event") -> str:
    if event.kind not in KINDS:
        raise TypeError(event.kind)
    lesson: str = event.body.lesson  # type: ignore[union-attr] # each of these kinds has one
    return lesson


_CRITERIA: Mapping[str | None, Criterion | None] = {None: None, **{one.value: one for one in Criterion}}
_NONE: frozenset[str] = frozenset()


def _facts(row: Sequence[Any]) -> LessonFacts:
    lesson, opened, opened_day, last_opened_day, finished, finished_day, criterion, digest, hand, handled, needs, _ = (
        row
    )
    return LessonFacts(
        lesson,
        opened,
        _date(opened_day),
        _date(last_opened_day),
        finished,
        _date(finished_day),
        _CRITERIA[criterion],
        digest,
        _date(hand) if hand else None,
        _date(handled) if handled else None,
        frozenset(json.loads(needs)) if needs else _NONE,
    )


def _save(connection: sqlite3.Connection, facts: LessonFacts, event: "Event") -> None:
    connection.execute(_SAVE, _row(facts, event))


def _row(facts: LessonFacts, event: "Event") -> tuple[object, ...]:
    return (
        ids.to_bytes(event.subject),
        *records.rank(event),
        facts.lesson,
        facts.opened_at,
        _text(facts.opened_day),
        _text(facts.last_opened_day),
        facts.finished_at,
        _text(facts.finished_day),
        facts.criterion,
        facts.digest,
        _text(facts.hand),
        _text(facts.handled),
        strict_json.write(sorted(facts.needs)) if facts.needs else None,
    )


@lru_cache(maxsize=1000)  # few stand in most rows
def _date(text: str | None) -> date | None:
    return None if text is None else kept_day(text)


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
