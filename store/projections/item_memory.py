"""What is left in a member's memory of each question answered, what the answers came to, and when it is asked again.

How it is built and how it is asked stand together: the module is long because this is asked in the most ways.
"""

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from lessons.light import dataclass
from quizzes.due import Waiting
from quizzes.mastery import QuestionKey, Verdicts
from quizzes.memory import LEARN_AHEAD, Memory, State, days_until
from store import aliases, ids, records, remembering, undoing
from store import events as bodies
from store.items import Folded, ItemMemory, SetAside

if TYPE_CHECKING:
    from store.database import Database
    from store.events import Event

TABLES = ("item_memory", aliases.TABLE)
KINDS = frozenset(
    {
        "answered",
        "rated",
        "question.suspended",
        "question.resumed",
        "question.buried",
        "question.aliased",
        "undone",
    }
)
_COLUMNS = (
    'quiz, question, identity, revision, "key", stability, difficulty, state, step, due_day, due_at, reviews, lapses, '
    "last_at, last_day, right, mark, right_since, confirmed_day, suspended_day, buried_until"
)
_PLACES = 24
_KEY = "member = ? AND quiz = ? AND question = ?"
_SELECT = f"SELECT as_of_at, events, {_COLUMNS} FROM item_memory WHERE {_KEY}"  # noqa: S608 - our own column names
_OTHERS = _COLUMNS.removeprefix("quiz, question, ")
_FIND = (
    "SELECT EXISTS (SELECT 1 FROM aliases WHERE member = ?1 AND quiz = ?2 AND question = ?3),"  # noqa: S608 - as above
    f" as_of_at, events, {_OTHERS} FROM (SELECT 1) LEFT JOIN item_memory"
    " ON member = ?1 AND quiz = ?2 AND question = ?3"
)
"""Whether a question may have gone on under another key, and what is known of it: in one row, for each answer."""
_ADD = (
    f"INSERT INTO item_memory (member, as_of_at, events, {_COLUMNS})"  # noqa: S608 - as above
    f" VALUES ({', '.join('?' * _PLACES)})"
)
_SAVE = _ADD.replace("INSERT", "INSERT OR REPLACE", 1)
_ROW = ("member", "as_of_at", "events", *_COLUMNS.split(", "))
"""What `_row` answers, in this order."""
_DUE_DAY = _ROW.index("due_day")
_BEFORE_OTHERS = len(_ROW) - len(_OTHERS.split(", "))
"""Where in it begins what `_FIND` answers last."""
_SAVE_ON_ITS_DAY = (
    "UPDATE item_memory SET "  # noqa: S608 - as above
    + ", ".join(
        f"{name} = ?{place}"
        for place, name in enumerate(_ROW, 1)
        if name not in {"member", "quiz", "question", "due_day"}
    )
    + " WHERE "
    + " AND ".join(f"{name} = ?{_ROW.index(name) + 1}" for name in ("member", "quiz", "question"))
)
"""The same for a row that is there, and due on the same day as before: then no page of the index is written."""
_ANSWERED = "stability IS NOT NULL"
"""A row may be of a question that was set aside in a log whose answers to it have not come yet."""
_NEXT = (
    "coalesce(max(due_day, buried_until), due_day) AS day, CASE WHEN buried_until > due_day THEN NULL ELSE due_at END"
)
_DUE = "member = ? AND due_day <= ? AND suspended_day IS NULL AND (buried_until IS NULL OR buried_until <= ?)"
_DUE_OF_FEW = _DUE.replace("due_day <=", "+due_day <=")
"""The same of some quizzes: those of one are together in the table, and the index would have each looked for."""
DueRow = tuple[int, str, str, str, int | None, int | None, int, float]
"""Of what may be asked: day, key, identity, moment, until when it was put off, latest review, stability."""
_waiting = Waiting._make
_OF_OTHERS = frozenset({"undone", "question.aliased"})
"""Kinds that change what other events mean: a rebuild knows all of these before the rest."""
_ID_BYTES = 16
_AT_ONCE = 1_000
"""Ids that one statement names."""
_STATES = {state.value: state for state in State}
_MILLISECONDS = 86_400_000
"""Of a day."""
_AFTER_SLASH = chr(ord("/") + 1)
"""What a key would begin with, behind the course, that comes after all of that course."""
_day = lru_cache(maxsize=1000)(date.fromordinal)
"""The few that stand in most rows. The table has days as numbers: five to a row, and one in its index."""


@dataclass(frozen=True, slots=True)
class Coming:
    """When a question is asked next; without its memory, which takes longer to read."""

    quiz: str
    question: str
    day: date
    """The study day."""
    at: datetime | None
    """The moment, where it is minutes away; UTC."""


class Faded(NamedTuple):
    """How much of a quiz is likely to be forgotten."""

    faded: int
    items: int
    """Questions answered at least once."""


def apply(connection: sqlite3.Connection, event: "Event") -> None:
    """Take in one event of these kinds."""
    if isinstance(event.body, bodies.Undone):
        _take_back(connection, event)
        return
    if isinstance(event.body, bodies.QuestionAliased):
        _move(connection, event.subject, aliases.take(connection, event))
        return
    if _is_private(event) or undoing.times(connection, event):
        return
    member, question, id_ = ids.to_bytes(event.subject), remembering.question_of(event), ids.to_bytes(event.id)
    moved, as_of, events, *others = connection.execute(_FIND, (member, *question)).fetchone()
    if moved and (now := aliases.resolve(connection, event, question)) != question:
        question = now
        _moved, as_of, events, *others = connection.execute(_FIND, (member, *question)).fetchone()
    if as_of is None:
        _save(connection, event, question, id_, remembering.fold(SetAside(), event))
        return
    if records.rank(event) < (as_of, events[-_ID_BYTES:]):
        refold(connection, event.subject, question, events + id_)
        return
    saved = _row(
        event.subject, event.at, question, events + id_, remembering.fold(_folded((*question, *others)), event)
    )
    stays = saved[_DUE_DAY] == others[_DUE_DAY - _BEFORE_OTHERS]
    connection.execute(_SAVE_ON_ITS_DAY if stays else _SAVE, saved)


def refold(connection: sqlite3.Connection, member: str, question: tuple[str, str], events: bytes) -> None:
    """Fold one member's memory of one question, given by its present key, anew from its own events, by their ids."""
    found = _split(events)
    item: Folded = SetAside()
    order, latest = b"", None
    for event in records.read(connection, f"id IN ({', '.join('?' * len(found))})", found):
        item, latest = remembering.fold(item, event), event
        order += ids.to_bytes(event.id)
    if latest is None:
        connection.execute(f"DELETE FROM item_memory WHERE {_KEY}", (ids.to_bytes(member), *question))  # noqa: S608
    else:
        _save(connection, latest, question, order, item)


class _Known:
    """What is known of one question by so many of its events, the latest of them at `at`."""

    __slots__ = ("at", "events", "item")

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.item: Folded = SetAside()
        self.events: list[bytes] = []


class Gathering:
    """The memories of all members, folded from the whole log before any of them is written."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._undone = undoing.taken_back(connection)
        self._lives = aliases.retold(connection)
        self._items: dict[tuple[str, str, str], _Known] = {}

    def take(self, event: "Event") -> None:
        """Take in one event of these kinds, later than all before it."""
        if event.kind in _OF_OTHERS or _is_private(event) or (self._undone and undoing.is_gone(event, self._undone)):
            return
        quiz, question = remembering.question_of(event)
        if event.subject in self._lives:
            quiz, question = self._lives[event.subject].resolve((quiz, question), records.rank(event))
        key = event.subject, quiz, question
        known = self._items.get(key)
        if known is None:
            known = self._items[key] = _Known(event.at)
        known.item = remembering.fold(known.item, event)
        known.at = event.at
        known.events.append(ids.to_bytes(event.id))

    def write(self, connection: sqlite3.Connection) -> None:
        """Write every memory, in the order of the table, and where questions have gone on."""
        for member in sorted(self._lives):
            aliases.write(connection, member, self._lives[member])
        connection.executemany(
            _ADD,
            (
                _row(member, known.at, question, b"".join(known.events), known.item)
                for (member, *question), known in sorted(self._items.items(), key=lambda entry: entry[0])
            ),
        )


def of_question(database: "Database", member: str, quiz: str, question: str) -> ItemMemory | None:
    """One member's memory of one question; None where it was never answered."""
    rows = database.query(
        f"SELECT {_COLUMNS} FROM item_memory WHERE {_KEY} AND {_ANSWERED}",  # noqa: S608 - our own column names
        (ids.to_bytes(member), quiz, question),
    )
    return _item(rows[0]) if rows else None


def of_member(database: "Database", member: str) -> tuple[ItemMemory, ...]:
    """A member's memory of every question answered."""
    return of_members(database, (member,)).get(member, ())


def of_members(database: "Database", members: Sequence[str]) -> Mapping[str, tuple[ItemMemory, ...]]:
    """Several members' memories of every question answered, by member; those who answered none are left out."""
    rows = database.query(
        f"SELECT member, {_COLUMNS} FROM item_memory"  # noqa: S608 - as above
        f" WHERE member IN ({', '.join('?' * len(members))}) AND {_ANSWERED} ORDER BY member, quiz, question",
        [ids.to_bytes(member) for member in members],
    )
    found: dict[bytes, list[ItemMemory]] = {}
    for member, *columns in rows:
        found.setdefault(member, []).append(_item(columns))
    return {ids.to_text(member): tuple(items) for member, items in found.items()}


def right_of_members(database: "Database", members: Sequence[str]) -> Mapping[str, frozenset[QuestionKey]]:
    """The questions whose latest verdict is right, of each of several members, by the member's id."""
    rows = database.query(
        "SELECT member, quiz, question FROM item_memory"  # noqa: S608 - our own words
        f" WHERE member IN ({', '.join('?' * len(members))}) AND right",
        [ids.to_bytes(member) for member in members],
    )
    found: dict[bytes, set[QuestionKey]] = {ids.to_bytes(member): set() for member in members}
    for member, quiz, question in rows:
        found[member].add((quiz, question))
    return {ids.to_text(member): frozenset(right) for member, right in found.items()}


def right_of_members_on(
    database: "Database", right: Mapping[str, frozenset[QuestionKey]], day: date
) -> Mapping[str, frozenset[QuestionKey]]:
    """The questions whose verdict was right at the end of an earlier study day, by the member's id.

    Only what was judged anew since then has to be folded again, from its own events.

    Args:
        database: what is read.
        right: those that are right now, as `right_of_members` answers them.
        day: the study day.
    """
    found = {member: set(questions) for member, questions in right.items()}
    with database.reading() as connection:
        rows = connection.execute(
            "SELECT member, quiz, question, events FROM item_memory"  # noqa: S608 - our own words
            f" WHERE member IN ({', '.join('?' * len(right))}) AND last_day > ? AND (NOT right OR right_since > ?)",
            [*map(ids.to_bytes, right), day.toordinal(), day.toordinal()],
        ).fetchall()
        events = _events(connection, [one for *_key, blob in rows for one in _split(blob)])
    known = {ids.to_bytes(event.id): event for event in events}
    for member, quiz, question, blob in rows:
        verdicts = None
        for event in (known[one] for one in _split(blob) if one in known):
            if event.day <= day:
                verdicts = remembering.verdicts_after(verdicts, event)
        mine = found[ids.to_text(member)]
        (mine.add if verdicts is not None and verdicts.right else mine.discard)((quiz, question))
    return {member: frozenset(questions) for member, questions in found.items()}


def of_questions(database: "Database", member: str, questions: Sequence[QuestionKey]) -> tuple[ItemMemory, ...]:
    """One member's memories of some questions, in their order; those never answered are left out."""
    with database.reading():
        found = [of_question(database, member, *question) for question in questions]
    return tuple(one for one in found if one)


def holds_all(_quiz: str, _question: str) -> bool:
    """Where nobody says what the library has, it has all."""
    return True


def due_rows(
    connection: sqlite3.Connection, member: str, day: date, question: QuestionKey | None = None
) -> list[DueRow]:
    """What may be asked on a study day, at whatever moment, in the order of the rows; of all, or of one question."""
    which, key = ("", ()) if question is None else (" AND quiz = ? AND question = ?", question)
    return connection.execute(
        "SELECT due_day, quiz, question, identity, due_at, buried_until, last_at, stability FROM item_memory"  # noqa: S608 - as above
        f" WHERE {_DUE}{which} ORDER BY due_day, quiz, question",
        (ids.to_bytes(member), day.toordinal(), day.toordinal(), *key),
    ).fetchall()


def waiting(rows: Iterable[DueRow], at: datetime, *, holds: Callable[[str, str], bool] = holds_all) -> list[Waiting]:
    """Those of some rows that may be asked at a moment of their study day, for `quizzes.due.queue` to put in order.

    `holds` says of a quiz and a question whether the library has it: what it has lost waits for it.
    """
    now, latest = ids.milliseconds(at), ids.milliseconds(at + LEARN_AHEAD)
    return [
        _waiting(
            (
                quiz,
                question,
                identity,
                (due := _day(due_day)),
                None if due_at is None else ids.moment(due_at),
                due if buried is None or buried < due_day else _day(buried),
                (now - last) / stability,
            )
        )
        for due_day, quiz, question, identity, due_at, buried, last, stability in rows
        if (due_at is None or due_at <= latest) and holds(quiz, question)
    ]


@dataclass(frozen=True, slots=True)
class DueNow:
    """What the questions that may be asked come to: less than they are, since there may be many thousands."""

    number: int
    """Those that are to be asked, and not ahead of the moment at which they come back."""
    oldest: date | None
    """The first study day since which one of all of them waits."""
    siblings: bool
    """Whether some ask the same: then not all of them may be asked on one day, and `quizzes.due.queue` tells which."""
    quizzes: frozenset[str] = frozenset()
    """Of all of them, by key."""
    unheld: frozenset[str] = frozenset()
    """Of others, of which the library has nothing; what is due there may be set aside all the same."""


NOTHING_DUE = DueNow(0, None, siblings=False)


def due_now(
    database: "Database", member: str, at: datetime, day: date, *, held: Callable[[str], Collection[str]]
) -> DueNow:
    """What the questions that `waiting` answers come to; `held` says of a quiz which of its questions the library has.

    That is asked once of a quiz: of thousands that are due many are of one, and of what nobody holds no row is read.
    """
    now, whose, today = ids.milliseconds(at), ids.to_bytes(member), day.toordinal()
    every, number, oldest = 0, 0, None
    identities, quizzes = set(), set()
    with database.reading() as connection:
        statement = "SELECT DISTINCT quiz FROM item_memory WHERE member = ? AND due_day <= ?"
        known = {quiz: held(quiz) for (quiz,) in connection.execute(statement, (whose, today)).fetchall()}
        here = [quiz for quiz, questions in known.items() if questions]
        for quiz, question, identity, due_at, since in connection.execute(
            "SELECT quiz, question, identity, due_at, max(due_day, coalesce(buried_until, due_day))"  # noqa: S608
            f" FROM item_memory WHERE {_DUE_OF_FEW} AND (due_at IS NULL OR due_at <= ?)"
            " AND quiz IN (SELECT value FROM json_each(?))",
            (whose, today, today, ids.milliseconds(at + LEARN_AHEAD), json.dumps(here)),
        ):
            if question in known[quiz]:
                every += 1
                quizzes.add(quiz)
                identities.add(identity)
                number += due_at is None or due_at <= now
                oldest = since if oldest is None or since < oldest else oldest
    return DueNow(
        number,
        None if oldest is None else _day(oldest),
        siblings=len(identities) < every,
        quizzes=frozenset(quizzes),
        unheld=frozenset(known.keys() - set(here)),
    )


def due_on(database: "Database", member: str, day: date) -> int:
    """How many questions that are not suspended have their day then; what is put off to it does not count."""
    ((found,),) = database.query(
        f"SELECT count(*) FROM item_memory WHERE member = ? AND due_day = ? AND suspended_day IS NULL AND {_ANSWERED}",  # noqa: S608 - as above
        (ids.to_bytes(member), day.toordinal()),
    )
    return int(found)


def suspended(database: "Database", member: str) -> tuple[ItemMemory, ...]:
    """The questions that a member does not want to be asked, the one set aside last at the end."""
    rows = database.query(
        f"SELECT {_COLUMNS} FROM item_memory"  # noqa: S608 - as above
        f" WHERE member = ? AND suspended_day IS NOT NULL AND {_ANSWERED} ORDER BY suspended_day, quiz, question",
        (ids.to_bytes(member),),
    )
    return tuple(_item(row) for row in rows)


def coming(
    database: "Database",
    member: str,
    *,
    holds: Callable[[str, str], bool] = holds_all,
    after: tuple[datetime, date] | None = None,
    until: date | None = None,
) -> tuple[Coming, ...]:
    """When each question not suspended is asked next, the first to come first.

    `holds` says of a quiz and a question whether the library has it. Those that are due at the moment `after` of a
    study day are left out, and those of days behind `until`; None leaves none out.
    """
    at, day = after or (ids.EPOCH, date.min)
    rows = database.query(
        f"SELECT * FROM (SELECT quiz, question, {_NEXT} AS at FROM item_memory"  # noqa: S608 - as above
        f" WHERE member = ? AND suspended_day IS NULL AND {_ANSWERED}) WHERE day <= ?"
        " AND (day > ? OR at > ?) ORDER BY day, at, quiz, question",
        (ids.to_bytes(member), (until or date.max).toordinal(), day.toordinal(), ids.milliseconds(at)),
    )
    return tuple(
        Coming(quiz, question, _day(day), None if at is None else ids.moment(at))
        for quiz, question, day, at in rows
        if holds(quiz, question)
    )


def faded(database: "Database", member: str, at: datetime, course: str, *, below: float) -> Mapping[str, Faded]:
    """Of each quiz of a course that a member answered, by its key, what is likely to be forgotten at a moment.

    These are the questions with a predicted recall below a share.
    """
    # Recall falls with time over stability alone, so that one quotient stands for the curve.
    rows = database.query(
        "SELECT quiz, sum(? - last_at > stability * ?), count(*) FROM item_memory"  # noqa: S608 - our own words
        f" WHERE member = ? AND quiz > ? AND quiz < ? AND {_ANSWERED} GROUP BY quiz",
        (
            *(ids.milliseconds(at), days_until(below, 1.0) * _MILLISECONDS),
            *(ids.to_bytes(member), f"{course}/", f"{course}{_AFTER_SLASH}"),
        ),
    )
    return {quiz: Faded(gone, items) for quiz, gone, items in rows}


def _take_back(connection: sqlite3.Connection, undone: "Event") -> None:
    """Forget what was taken back; what is not in the log yet is never taken in."""
    event = undoing.target(connection, undone)
    if event is not None:
        forget(connection, event)


def forget(connection: sqlite3.Connection, event: "Event") -> None:
    """Fold the question of an event anew without it, where it was taken in."""
    if _is_private(event):
        return
    question = aliases.resolve(connection, event, remembering.question_of(event))
    row = connection.execute(_SELECT, (ids.to_bytes(event.subject), *question)).fetchone()
    if row is not None:
        refold(connection, event.subject, question, _without(row[1], ids.to_bytes(event.id)))


def _is_private(event: "Event") -> bool:
    """Whether an event is an answer that its member wrote for no mark: nothing of it is asked again."""
    return isinstance(event.body, bodies.Answered) and event.body.type == bodies.PRIVATE


def _move(connection: sqlite3.Connection, member: str, questions: frozenset[QuestionKey]) -> None:
    """Put the events of some of a member's questions where they belong now, and fold these anew."""
    found: list[bytes] = []
    for question in sorted(questions):
        key = ids.to_bytes(member), *question
        row = connection.execute(_SELECT, key).fetchone()
        if row is not None:
            found += _split(row[1])
            connection.execute(f"DELETE FROM item_memory WHERE {_KEY}", key)  # noqa: S608 - our own words
    moved: dict[QuestionKey, tuple[Folded, Event, bytes]] = {}
    for event in _events(connection, found):
        question = aliases.resolve(connection, event, remembering.question_of(event))
        item, _latest, events = moved.get(question, (SetAside(), event, b""))
        moved[question] = remembering.fold(item, event), event, events + ids.to_bytes(event.id)
    for question, (item, latest, events) in moved.items():
        _save(connection, latest, question, events, item)


def _events(connection: sqlite3.Connection, found: Sequence[bytes]) -> "list[Event]":
    """Some events, in the order in which they are folded; there may be more than one statement takes."""
    parts = [found[start : start + _AT_ONCE] for start in range(0, len(found), _AT_ONCE)]
    events = [
        event for part in parts for event in records.read(connection, f"id IN ({', '.join('?' * len(part))})", part)
    ]
    return sorted(events, key=records.rank)


def _split(events: bytes) -> list[bytes]:
    return [events[start : start + _ID_BYTES] for start in range(0, len(events), _ID_BYTES)]


def _without(events: bytes, id_: bytes) -> bytes:
    return b"".join(one for one in _split(events) if one != id_)


def _item(row: Sequence[Any]) -> ItemMemory:
    item = _folded(row)
    if not isinstance(item, ItemMemory):
        raise TypeError(row)
    return item


def _folded(row: Sequence[Any]) -> Folded:
    quiz, question, identity, revision, key, stability, difficulty, state, step, *rest = row
    due_day, due_at, reviews, lapses, last, last_day, right, mark, since, confirmed, suspended_day, buried = rest
    aside = _NOT_ASIDE
    if suspended_day is not None or buried is not None:
        aside = SetAside(_maybe(suspended_day), _maybe(buried))
    if stability is None:
        return aside
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
    verdicts = None if right is None else Verdicts(bool(right), mark, _maybe(since), _maybe(confirmed))
    return ItemMemory(quiz, question, identity, revision, key, memory, _day(last_day), verdicts, aside)


_NOT_ASIDE = SetAside()


def _maybe(number: int | None) -> date | None:
    return None if number is None else _day(number)


def _number(day: date | None) -> int | None:
    return None if day is None else day.toordinal()


def _save(
    connection: sqlite3.Connection, latest: "Event", question: Sequence[str], events: bytes, item: Folded
) -> None:
    connection.execute(_SAVE, _row(latest.subject, latest.at, question, events, item))


def _row(member: str, as_of: datetime, question: Sequence[str], events: bytes, item: Folded) -> tuple[object, ...]:
    """The row of a question, folded from some events, the latest of them at `as_of`."""
    aside = item.aside if isinstance(item, ItemMemory) else item
    return (
        ids.to_bytes(member),
        ids.milliseconds(as_of),
        events,
        *question,
        *(_remembered(item) if isinstance(item, ItemMemory) else _NO_MEMORY),
        _number(aside.suspended),
        _number(aside.buried),
    )


def _remembered(item: ItemMemory) -> tuple[object, ...]:
    memory = item.memory
    return (
        item.identity,
        item.revision,
        item.key,
        memory.stability,
        memory.difficulty,
        memory.state,
        memory.step,
        memory.due_day.toordinal(),
        None if memory.due_at is None else ids.milliseconds(memory.due_at),
        memory.reviews,
        memory.lapses,
        ids.milliseconds(memory.last),
        item.last_day.toordinal(),
        *_judgement(item.verdicts),
    )


def _judgement(verdicts: Verdicts | None) -> tuple[object, ...]:
    if verdicts is None:
        return (None, None, None, None)
    return verdicts.right, verdicts.mark, _number(verdicts.since), _number(verdicts.confirmed)


_NO_MEMORY = (None,) * 17
