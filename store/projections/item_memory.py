"""What is left in a member's memory of each question answered, and when it is asked again."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from quizzes.memory import LEARN_AHEAD, RETENTION, Memory, Rating, State, rate, review
from store import ids, records
from store.events import Answered, Event, Rated, Undone, write_body

if TYPE_CHECKING:
    from store.database import Database

TABLE = "item_memory"
KINDS = frozenset({Answered.KIND, Rated.KIND, Undone.KIND})
DAYS_AHEAD = 30
_COLUMNS = (
    "quiz, question, identity, revision, stability, difficulty, state, step, due_day, due_at, reviews, lapses, "
    "last_at, last_day"
)
_KEY = "member = ? AND quiz = ? AND question = ?"
_SELECT = f"SELECT events, {_COLUMNS} FROM item_memory WHERE {_KEY}"  # noqa: S608 - our own column names
_SAVE = (
    f"INSERT OR REPLACE INTO item_memory (member, events, {_COLUMNS})"  # noqa: S608 - our own column names
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_DUE = "member = ? AND due_day <= ? AND (due_at IS NULL OR due_at <= ?)"
_ID_BYTES = 16
_STATES = {state.value: state for state in State}
_day = lru_cache(maxsize=1000)(date.fromisoformat)
"""The few that stand in most rows."""


@dataclass(frozen=True, slots=True)
class ItemMemory:
    """One member's memory of one question."""

    quiz: str
    """`course/quiz`."""
    question: str
    """Its id in the quiz."""
    identity: str
    """Hash of what it was when it was answered last; the same question in another quiz is a sibling."""
    revision: str
    """Hash of everything in it then; its text is kept under this."""
    memory: Memory
    last_day: date
    """The study day of the latest review."""


@dataclass(frozen=True, slots=True)
class DueCount:
    """How many items are due."""

    overdue: int
    """Their day, or their minutes on an earlier day, have passed."""
    today: int
    """Those of this study day, with what comes back in a few minutes."""


def apply(connection: sqlite3.Connection, event: Event) -> None:
    """Take in one event of these kinds."""
    if isinstance(event.body, Undone):
        _take_back(connection, event.subject, event.body.event)
        return
    if _undone(connection, event):
        return
    member, body = ids.to_bytes(event.subject), _body(event)
    row = connection.execute(_SELECT, (member, body.quiz, body.question)).fetchone()
    if row is None:
        _save(connection, member, ids.to_bytes(event.id), fold(None, event))
        return
    events, item = row[0], _item(row[1:])
    id_ = ids.to_bytes(event.id)
    if (event.at, id_) < (item.memory.last, events[-_ID_BYTES:]):
        refold(connection, event.subject, (body.quiz, body.question), events + id_)
    else:
        _save(connection, member, events + id_, fold(item, event))


def refold(connection: sqlite3.Connection, member: str, question: tuple[str, str], events: bytes) -> None:
    """Fold one member's memory of one question, given by quiz and id, anew from its own events, given by their ids."""
    found = [events[start : start + _ID_BYTES] for start in range(0, len(events), _ID_BYTES)]
    item: ItemMemory | None = None
    order = b""
    for event in records.read(connection, f"id IN ({', '.join('?' * len(found))})", found):
        item = fold(item, event)
        order += ids.to_bytes(event.id)
    if item is None:
        connection.execute(f"DELETE FROM item_memory WHERE {_KEY}", (ids.to_bytes(member), *question))  # noqa: S608
    else:
        _save(connection, ids.to_bytes(member), order, item)


def fold(item: ItemMemory | None, event: Event) -> ItemMemory:
    """The memory after an answer or a rating that is later than all in it."""
    body = _body(event)
    memory = review(
        None if item is None else item.memory,
        rate(right=body.right, hints=body.hints) if isinstance(body, Answered) else Rating(body.rating),
        event.at,
        day=event.day,
        member=event.subject,
        question=f"{body.quiz}\n{body.question}",
        in_quiz=isinstance(body, Answered),
        retention=RETENTION if isinstance(body, Answered) else body.retention,
    )
    return ItemMemory(body.quiz, body.question, body.identity, body.revision, memory, event.day)


class Gathering:
    """The memories of all members, folded from the whole log before any of them is written."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._undone = frozenset(
            (event.subject, event.body.event)
            for event in records.read(connection, "kind = 'undone'")
            if isinstance(event.body, Undone)
        )
        self._items: dict[tuple[str, str, str], tuple[ItemMemory, list[bytes]]] = {}

    def take(self, event: Event) -> None:
        """Take in one event of these kinds, later than all before it."""
        body = event.body
        if isinstance(body, Undone) or (isinstance(body, Rated) and (event.subject, event.id) in self._undone):
            return
        body = _body(event)
        key = event.subject, body.quiz, body.question
        item, events = self._items.get(key, (None, []))
        events.append(ids.to_bytes(event.id))
        self._items[key] = fold(item, event), events

    def write(self, connection: sqlite3.Connection) -> None:
        """Write every memory, in the order of the table."""
        connection.executemany(
            _SAVE,
            (
                _row(ids.to_bytes(member), b"".join(events), item)
                for (member, _, _), (item, events) in sorted(self._items.items(), key=lambda entry: entry[0])
            ),
        )


def of_question(database: "Database", member: str, quiz: str, question: str) -> ItemMemory | None:
    """One member's memory of one question; None where it was never answered."""
    rows = database.query(
        f"SELECT {_COLUMNS} FROM item_memory WHERE {_KEY}",  # noqa: S608 - our own column names
        (ids.to_bytes(member), quiz, question),
    )
    return _item(rows[0]) if rows else None


def of_member(database: "Database", member: str) -> tuple[ItemMemory, ...]:
    """A member's memory of every question answered."""
    rows = database.query(
        f"SELECT {_COLUMNS} FROM item_memory WHERE member = ? ORDER BY quiz, question",  # noqa: S608 - as above
        (ids.to_bytes(member),),
    )
    return tuple(_item(row) for row in rows)


def due_items(database: "Database", member: str, at: datetime, day: date) -> tuple[ItemMemory, ...]:
    """All that may be asked at a moment of a study day, for `quizzes.due.queue` to put in order."""
    rows = database.query(
        f"SELECT {_COLUMNS} FROM item_memory WHERE {_DUE} ORDER BY quiz, question",  # noqa: S608 - as above
        _soon(member, at, day),
    )
    return tuple(_item(row) for row in rows)


def count_due(database: "Database", member: str, at: datetime, day: date) -> DueCount:
    """How many items may be asked at a moment of a study day."""
    ((overdue, all_),) = database.query(
        f"SELECT count(*) FILTER (WHERE due_day < ? AND (due_at IS NULL OR due_at <= ?)), count(*)"  # noqa: S608
        f" FROM item_memory WHERE {_DUE}",
        (day.isoformat(), ids.milliseconds(at), *_soon(member, at, day)),
    )
    return DueCount(overdue, all_ - overdue)


def load(database: "Database", member: str, day: date) -> Mapping[date, int]:
    """How many items are due on each of the 30 days after a study day, as long as nothing more is answered."""
    days = [day + timedelta(days=ahead) for ahead in range(1, DAYS_AHEAD + 1)]
    found = dict(
        database.query(
            "SELECT due_day, count(*) FROM item_memory WHERE member = ? AND due_day BETWEEN ? AND ? GROUP BY due_day",
            (ids.to_bytes(member), days[0].isoformat(), days[-1].isoformat()),
        )
    )
    return {one: found.get(one.isoformat(), 0) for one in days}


def _soon(member: str, at: datetime, day: date) -> tuple[object, ...]:
    return ids.to_bytes(member), day.isoformat(), ids.milliseconds(at + LEARN_AHEAD)


def _take_back(connection: sqlite3.Connection, member: str, undone: str) -> None:
    """Forget a rating; one that is not in the log yet is never taken in."""
    for event in records.read(connection, "id = ? AND kind = 'rated'", (ids.to_bytes(undone),)):
        if isinstance(event.body, Rated):
            question = (event.body.quiz, event.body.question)
            row = connection.execute(_SELECT, (ids.to_bytes(member), *question)).fetchone()
            if row is not None:
                refold(connection, member, question, _without(row[0], ids.to_bytes(undone)))


def _without(events: bytes, id_: bytes) -> bytes:
    starts = range(0, len(events), _ID_BYTES)
    return b"".join(events[start : start + _ID_BYTES] for start in starts if events[start : start + _ID_BYTES] != id_)


def _undone(connection: sqlite3.Connection, event: Event) -> bool:
    return isinstance(event.body, Rated) and bool(
        connection.execute(
            "SELECT 1 FROM events WHERE kind = 'undone' AND body = ? AND subject = ?",
            (write_body(Undone(event.id)), ids.to_bytes(event.subject)),
        ).fetchone()
    )


def _body(event: Event) -> Answered | Rated:
    if not isinstance(event.body, Answered | Rated):
        raise TypeError(event.kind)
    return event.body


def _item(row: tuple[Any, ...]) -> ItemMemory:
    quiz, question, identity, revision, stability, difficulty, state, step, *rest = row
    due_day, due_at, reviews, lapses, last, last_day = rest
    memory = Memory(
        stability,
        difficulty,
        _STATES[state],
        step,
        _day(due_day),
        None if due_at is None else ids.moment(due_at),
        reviews,
        lapses,
        ids.moment(last),
    )
    return ItemMemory(quiz, question, identity, revision, memory, _day(last_day))


def _save(connection: sqlite3.Connection, member: bytes, events: bytes, item: ItemMemory) -> None:
    connection.execute(_SAVE, _row(member, events, item))


def _row(member: bytes, events: bytes, item: ItemMemory) -> tuple[object, ...]:
    memory = item.memory
    return (
        member,
        events,
        item.quiz,
        item.question,
        item.identity,
        item.revision,
        memory.stability,
        memory.difficulty,
        memory.state,
        memory.step,
        memory.due_day.isoformat(),
        None if memory.due_at is None else ids.milliseconds(memory.due_at),
        memory.reviews,
        memory.lapses,
        ids.milliseconds(memory.last),
        item.last_day.isoformat(),
    )
