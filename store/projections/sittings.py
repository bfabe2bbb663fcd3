"""Each sitting of each quiz: open, finished or abandoned, what it asks and how it came out.

It is long because a sitting is asked for by its member, by leaders and by what counts its answers.
"""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from lessons.light import dataclass
from quizzes.model import Feedback, Mode, Terms
from store import aliases, ids, records, strict_json
from store import events as bodies
from store.aliases import NONE, Aliases
from store.days import kept_day

if TYPE_CHECKING:
    from store.database import Database
    from store.events import Event

TABLE = "sittings"
KINDS = frozenset({"sitting.started", "sitting.finished", "sitting.abandoned"})
_COLUMNS = (
    "sitting, member, quiz, state, digest, started_at, started_day, questions, options, pass_mark, "
    "closed_at, closed_day, marks, points, right_answers, asked, passed, announced, "
    "mode, feedback, time_limit, timed_out"
)
_SAVE = (
    f"INSERT OR REPLACE INTO sittings ({_COLUMNS}, as_of_at, as_of_id)"  # noqa: S608 - our own column names
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_BEGUN = "SELECT id FROM events WHERE subject = ? AND kind = ? AND id {} ? AND at = ? AND {} ORDER BY id"
_NO_OPTIONS: Mapping[str, tuple[str, ...]] = MappingProxyType({})
_NO_TERMS = Terms(0.0)
"""Where the beginning of a sitting is not in the log."""


class State(StrEnum):
    """What became of a sitting."""

    OPEN = "open"
    FINISHED = "finished"
    ABANDONED = "abandoned"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a finished sitting came out."""

    marks: float
    """Points earned."""
    points: float
    """Points to be had."""
    right: int
    """Questions answered right."""
    asked: int
    """Questions that are marked."""
    passed: bool
    timed_out: bool = False
    """Whether it ended because its time was up."""

    @property
    def share(self) -> float | None:
        """Points earned of those to be had, 0 to 1; where none were to be had the share of right answers.

        None where nothing was marked.
        """
        if not self.asked:
            return None
        return max(0.0, min(1.0, self.marks / self.points if self.points else self.right / self.asked))


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingRecord:
    """One sitting, as its events tell it."""

    id: str
    member: str
    quiz: str
    """`course/quiz`."""
    state: State = State.OPEN
    digest: str = ""
    """Of the quiz file as it was."""
    started: datetime | None = None
    """UTC; None only where its beginning is not in the log."""
    started_day: date | None = None
    questions: tuple[str, ...] = ()
    """Ids in the order asked, as they are now; empty where it is finished."""
    options: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _NO_OPTIONS)
    """Of each question that has options, their ids in the order shown; empty where it is not open."""
    terms: Terms = _NO_TERMS
    """What held in it, as its beginning says."""
    closed: datetime | None = None
    """When it was finished or abandoned; UTC."""
    closed_day: date | None = None
    outcome: Outcome | None = None
    """Of a finished sitting."""
    announced: tuple[str, ...] = ()
    """Ids of the groups that are told how it came out."""
    answered: int = 0
    """Answers recorded in it."""
    last_activity: datetime | None = None
    """The latest of its beginning, its answers and its end; UTC."""


class Taken(NamedTuple):
    """A finished sitting whose groups are told how it came out."""

    quiz: str
    """`course/quiz`."""
    sitting: str
    """Its id."""
    member: str
    """Id of whoever took it."""
    groups: frozenset[str]
    """Ids of all the groups."""
    first: bool
    """Whether it is the member's first of the quiz."""


def apply(connection: sqlite3.Connection, event: "Event") -> None:
    """Take in one event of these kinds."""
    sitting = ids.to_bytes(_body(event).sitting)
    row = connection.execute(
        f"SELECT as_of_at, as_of_id, {_COLUMNS} FROM sittings WHERE sitting = ?",  # noqa: S608 - our own column names
        (sitting,),
    ).fetchone()
    if row is not None and records.rank(event) < row[:2]:
        refold(connection, event.subject, _body(event).sitting)
        return
    _save(connection, fold(None if row is None else _record((*row[2:], 0, None)), event), event)


class Gathering:
    """All sittings, folded from the whole log before any of them is written."""

    def __init__(self, _connection: sqlite3.Connection) -> None:
        self._records: dict[str, tuple[SittingRecord, Event]] = {}

    def take(self, event: "Event") -> None:
        """Take in one event of these kinds, later than all before it."""
        sitting = _body(event).sitting
        known, _latest = self._records.get(sitting, (None, event))
        self._records[sitting] = fold(known, event), event

    def write(self, connection: sqlite3.Connection) -> None:
        """Write every sitting, in the order of the table."""
        connection.executemany(_SAVE, (_row(*self._records[sitting]) for sitting in sorted(self._records)))


def refold(connection: sqlite3.Connection, member: str, sitting: str) -> None:
    """Fold one sitting anew from its own events."""
    record: SittingRecord | None = None
    condition = f"subject = ? AND kind IN (?, ?, ?) AND {records.SELDOM}"
    for event in records.read(connection, condition, (ids.to_bytes(member), *sorted(KINDS))):
        if _body(event).sitting == sitting:
            record = fold(record, event)
            _save(connection, record, event)


def fold(record: SittingRecord | None, event: "Event") -> SittingRecord:
    """The sitting after an event that is later than all in it: the first beginning and the first end hold."""
    body = _body(event)
    record = record or SittingRecord(id=body.sitting, member=event.subject, quiz=body.quiz)
    if isinstance(body, bodies.SittingStarted):
        if record.started is not None:
            return record
        return replace(
            record,
            digest=body.digest,
            started=event.at,
            started_day=event.day,
            questions=body.questions,
            options=body.options,
            terms=Terms(body.pass_mark, Mode(body.mode), Feedback(body.feedback), body.time_limit),
            announced=body.announced,
        )
    if record.state is not State.OPEN:
        return record
    if isinstance(body, bodies.SittingAbandoned):
        return replace(record, state=State.ABANDONED, closed=event.at, closed_day=event.day)
    outcome = Outcome(
        body.marks, body.points, body.right, body.asked, body.passed, timed_out=body.ended == bodies.TIMED_OUT
    )
    return replace(record, state=State.FINISHED, closed=event.at, closed_day=event.day, outcome=outcome)


def open_sitting(database: "Database", member: str, quiz: str) -> SittingRecord | None:
    """The sitting of a quiz to go on with: the one that was touched last; None where none is open."""
    return max(
        _select(database, "member = ? AND quiz = ? AND state = 'open'", ids.to_bytes(member), quiz),
        key=_touched,
        default=None,
    )


def by_id(database: "Database", member: str, sitting: str) -> SittingRecord | None:
    """One sitting of a member; None where its beginning is not known."""
    return next(
        iter(_select(database, "member = ? AND sitting = ?", ids.to_bytes(member), ids.to_bytes(sitting))), None
    )


def goes_on_after(database: "Database", sitting: str, answers: int) -> bool:
    """Whether a sitting is open, and has so many answers."""
    return bool(
        database.query(
            "SELECT 1 FROM sittings s WHERE sitting = ? AND state = 'open'"
            " AND (SELECT count(*) FROM sitting_answers a WHERE a.sitting = s.sitting) = ?",
            (ids.to_bytes(sitting), answers),
        )
    )


def of_quiz(database: "Database", member: str, quiz: str) -> tuple[SittingRecord, ...]:
    """Every sitting of a quiz, in the order in which they were begun."""
    found = _select(database, "member = ? AND quiz = ?", ids.to_bytes(member), quiz)
    return tuple(sorted(found, key=lambda record: record.id))


def beginning(database: "Database", record: SittingRecord) -> "bodies.SittingStarted | None":
    """What was settled when a sitting was begun, from the log: which questions, as they are called now, in order."""
    if record.started is None:
        return None
    with database.reading() as connection:
        found = begun(connection, record.member, record.id, record.started)
        if found is None:
            return None
        event, body = found
        known, rank = aliases.of_member(connection, record.member), records.rank(event)
    return replace(
        body,
        questions=_now(known, body.quiz, body.questions, rank),
        options=_arranged_now(known, body.quiz, body.options, rank),
    )


def begun(
    connection: sqlite3.Connection, member: str, sitting: str, started: datetime
) -> "tuple[Event, bodies.SittingStarted] | None":
    """The event with which a sitting began at a moment that its row tells; None where it says nothing any more.

    An id begins with its time, so that it is the first one looked at; only where clocks were set, others are too.
    """
    key = ids.to_bytes(member), "sitting.started", ids.least(started), ids.milliseconds(started)
    for compared in (">=", "<"):
        for row in connection.execute(_BEGUN.format(compared, records.SELDOM), key):
            for event in records.read(connection, "id = ?", row):
                if isinstance(event.body, bodies.SittingStarted) and event.body.sitting == sitting:
                    return event, event.body
    return None


def open_sittings(database: "Database", member: str) -> tuple[SittingRecord, ...]:
    """Every open sitting of a member, the one touched last first."""
    # They are few: found in the index, without reading what is long about all the others.
    which = "sitting IN (SELECT sitting FROM sittings WHERE member = ? AND state = 'open')"
    found = _select(database, which, ids.to_bytes(member))
    return tuple(sorted(found, key=_touched, reverse=True))


def last_closed(database: "Database", member: str) -> Mapping[str, datetime]:
    """When a sitting of each quiz was last finished or given up, by the quiz's key; UTC."""
    rows = database.query(
        "SELECT quiz, max(closed_at) FROM sittings WHERE member = ? AND state <> 'open' GROUP BY quiz",
        (ids.to_bytes(member),),
    )
    return {quiz: ids.moment(at) for quiz, at in rows if at is not None}


def first_days(database: "Database", member: str) -> Mapping[str, date]:
    """The study day on which each quiz was first begun, by its key, whatever became of the sitting.

    Questions that came into it from another quiz were begun with that one. Where only the end of a sitting is known,
    it is the day of that.
    """
    with database.reading() as connection:
        rows = connection.execute(
            "SELECT quiz, min(coalesce(started_day, closed_day)) FROM sittings WHERE member = ? GROUP BY quiz",
            (ids.to_bytes(member),),
        ).fetchall()
        moved = aliases.of_member(connection, member).quizzes
    days = {quiz: kept_day(day) for quiz, day in rows if day is not None}
    found = dict(days)
    for source, quiz in moved:
        if source in days:
            found[quiz] = min(days[source], found.get(quiz, date.max))
    return found


@dataclass(frozen=True, slots=True)
class Try:
    """How a sitting goes that was not finished."""

    sitting: str
    open: bool
    """False for one that was given up."""
    quiz: str
    questions: tuple[str, ...]
    """Ids of all that it asks, as they are now."""
    pass_mark: float
    wrong: int
    """Answers that were not right."""
    lost: float
    """Points that were not earned."""
    wrong_day: date | None
    """Of the latest answer that was not right; None where all were."""


def tries(database: "Database", members: Sequence[str]) -> Mapping[str, Mapping[str, Try]]:
    """The sittings of several members that have answers and no end, by member and quiz.

    Of several, an open one comes before one that was given up, and then the one touched last.
    """
    statement = (
        "SELECT s.member, s.sitting, s.state, s.quiz, s.questions, s.pass_mark, s.started_at,"  # noqa: S608
        " count(a.wrong_day), sum(a.lost), max(a.wrong_day)"
        " FROM sittings s JOIN sitting_answers a ON a.sitting = s.sitting"
        # They are few: found in the index, without reading what is long about all the others.
        f" WHERE s.sitting IN (SELECT sitting FROM sittings WHERE member IN ({', '.join('?' * len(members))})"
        " AND state <> 'finished') AND s.started_at IS NOT NULL"
        " GROUP BY s.sitting ORDER BY s.state = 'open', max(a.event), s.sitting"
    )
    with database.reading() as connection:
        rows = connection.execute(statement, [ids.to_bytes(member) for member in members]).fetchall()
        known = aliases.of_members(connection, members)
    found: dict[str, dict[str, Try]] = {}
    for member, sitting, state, quiz, questions, pass_mark, started, wrong, lost, day in rows:
        mine = known.get(ids.to_text(member), NONE)
        found.setdefault(ids.to_text(member), {})[quiz] = Try(
            sitting=ids.to_text(sitting),
            open=state == State.OPEN,
            quiz=quiz,
            questions=_now(mine, quiz, json.loads(questions), (started, sitting)),
            pass_mark=pass_mark,
            wrong=wrong,
            lost=lost,
            wrong_day=None if day is None else date.fromordinal(day),
        )
    return found


@dataclass(frozen=True, slots=True)
class Announced:
    """How an announced sitting came out."""

    member: str
    quiz: str
    share: float
    """0 to 1."""
    passed: bool
    day: date


def announced(database: "Database", group: str, members: Sequence[str]) -> tuple[Announced, ...]:
    """The finished sittings that a group is told of, each member's latest of each quiz, by quiz and member."""
    rows = database.query(
        "SELECT member, quiz, marks, points, right_answers, asked, passed, closed_day FROM sittings"  # noqa: S608
        f" WHERE member IN ({', '.join('?' * len(members))}) AND announced IS NOT NULL AND state = 'finished'"
        " AND asked > 0"  # of what members write for themselves nobody hears
        " AND EXISTS (SELECT 1 FROM json_each(announced) WHERE value = ?) ORDER BY closed_at, sitting",
        [*(ids.to_bytes(member) for member in members), group],
    )
    found: dict[tuple[str, str], Announced] = {}
    for member, quiz, marks, points, right, asked, passed, day in rows:
        share = Outcome(marks, points, right, asked, bool(passed)).share
        who = ids.to_text(member)
        found[quiz, who] = Announced(who, quiz, share or 0.0, bool(passed), kept_day(day))
    return tuple(found[key] for key in sorted(found))


def taken_for(database: "Database", group: str, day: date) -> tuple[Taken, ...]:
    """The sittings announced for a group that were finished by a day, in the order in which they ended.

    Those of everybody who was in the group when they began are among them.
    """
    rows = database.query(
        "SELECT quiz, sitting, member, announced FROM sittings"
        " WHERE announced IS NOT NULL AND state = 'finished' AND asked > 0 AND closed_day <= ?"
        " AND EXISTS (SELECT 1 FROM json_each(announced) WHERE value = ?) ORDER BY closed_at, sitting",
        (day.isoformat(), group),
    )
    met: set[tuple[str, bytes]] = set()
    found = []
    for quiz, sitting, member, groups in rows:
        first = (quiz, member) not in met
        met.add((quiz, member))
        found.append(Taken(quiz, ids.to_text(sitting), ids.to_text(member), frozenset(json.loads(groups)), first))
    return tuple(found)


def _select(database: "Database", condition: str, member: bytes, *parameters: object) -> list[SittingRecord]:
    """Sittings of one member, the questions by the ids that they have now."""
    statement = (
        f"SELECT {_COLUMNS},"  # noqa: S608 - our own column names and callers' own words
        " (SELECT count(*) FROM sitting_answers WHERE sitting = sittings.sitting),"
        " (SELECT max(event) FROM sitting_answers WHERE sitting = sittings.sitting)"
        f" FROM sittings WHERE {condition} AND started_at IS NOT NULL"
    )
    with database.reading() as connection:
        rows = connection.execute(statement, (member, *parameters)).fetchall()
        known = aliases.of_member(connection, ids.to_text(member)) if rows else NONE
    return [_followed(_record(row), known) for row in rows]


def _followed(record: SittingRecord, known: Aliases) -> SittingRecord:
    if known is NONE or record.started is None:
        return record
    rank = ids.milliseconds(record.started), ids.to_bytes(record.id)
    return replace(
        record,
        questions=_now(known, record.quiz, record.questions, rank),
        options=_arranged_now(known, record.quiz, record.options, rank),
    )


def _now(known: Aliases, quiz: str, questions: Sequence[str], rank: tuple[int, bytes]) -> tuple[str, ...]:
    """Ids of a quiz as they are now; what two questions of then have become is asked once."""
    return tuple(dict.fromkeys(known.in_quiz(quiz, one, rank) for one in questions))


def _arranged_now(
    known: Aliases, quiz: str, options: Mapping[str, tuple[str, ...]], rank: tuple[int, bytes]
) -> Mapping[str, tuple[str, ...]]:
    """The order of options, by the ids that their questions have now."""
    return {known.in_quiz(quiz, one, rank): order for one, order in options.items()}


def _touched(record: SittingRecord) -> tuple[datetime, str]:
    return record.last_activity or ids.EPOCH, record.id


def _body(event: "Event") -> "bodies.SittingStarted | bodies.SittingFinished | bodies.SittingAbandoned":
    if not isinstance(event.body, bodies.SittingStarted | bodies.SittingFinished | bodies.SittingAbandoned):
        raise TypeError(event.kind)
    return event.body


def _record(row: tuple[Any, ...]) -> SittingRecord:
    (id_, member, quiz, state, digest, started, started_day, questions, options, pass_mark) = row[:10]
    (closed, closed_day, marks, points, right, asked, passed, announced, *rest) = row[10:]
    mode, feedback, time_limit, timed_out, answered, latest_answer = rest
    answered_at = None if latest_answer is None else ids.made_at(latest_answer)
    latest = max((at for at in (started, closed, answered_at) if at is not None), default=None)
    return SittingRecord(
        id=ids.to_text(id_),
        member=ids.to_text(member),
        quiz=quiz,
        state=State(state),
        digest=digest or "",
        started=None if started is None else ids.moment(started),
        started_day=None if started_day is None else kept_day(started_day),
        questions=tuple(json.loads(questions or "[]")),
        options={question: tuple(order) for question, order in json.loads(options or "{}").items()},
        terms=_NO_TERMS if mode is None else Terms(pass_mark, Mode(mode), Feedback(feedback), time_limit),
        closed=None if closed is None else ids.moment(closed),
        closed_day=None if closed_day is None else kept_day(closed_day),
        outcome=None if marks is None else Outcome(marks, points, right, asked, bool(passed), bool(timed_out)),
        announced=tuple(json.loads(announced or "[]")),
        answered=answered,
        last_activity=None if latest is None else ids.moment(latest),
    )


def _save(connection: sqlite3.Connection, record: SittingRecord, event: "Event") -> None:
    connection.execute(_SAVE, _row(record, event))


def _row(record: SittingRecord, event: "Event") -> tuple[object, ...]:
    begun = record.started is not None
    outcome = record.outcome
    return (
        ids.to_bytes(record.id),
        ids.to_bytes(record.member),
        record.quiz,
        record.state,
        record.digest if begun else None,
        None if record.started is None else ids.milliseconds(record.started),
        None if record.started_day is None else record.started_day.isoformat(),
        # What is not asked for any more stays in the log alone.
        strict_json.write(record.questions) if begun and record.state is not State.FINISHED else None,
        strict_json.write(dict(record.options)) if begun and record.state is State.OPEN else None,
        record.terms.pass_mark if begun else None,
        None if record.closed is None else ids.milliseconds(record.closed),
        None if record.closed_day is None else record.closed_day.isoformat(),
        *((None,) * 5 if outcome is None else _numbers(outcome)),
        strict_json.write(record.announced) if record.announced else None,
        *((record.terms.mode, record.terms.feedback, record.terms.time_limit) if begun else (None,) * 3),
        None if outcome is None else outcome.timed_out,
        *records.rank(event),
    )


def _numbers(outcome: Outcome) -> tuple[float, float, int, int, bool]:
    return outcome.marks, outcome.points, outcome.right, outcome.asked, outcome.passed
