"""Where what was recorded of a question goes on, after its author edited or moved it.

Each alias leads from one key to another. A key that had led elsewhere and is led to again begins a new life there: what
was recorded under it before goes by the old one, and comes back with what was recorded elsewhere meanwhile. A key that
had led elsewhere and leads to itself begins anew, or, where its very words are back, takes back what was recorded under
it; what was recorded elsewhere stays there. So an alias always leads to what leads nowhere yet, and no chain of them
has a circle. They are taken in the order of events, so that several machines come to the same, whatever each of them
found.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from typing import NamedTuple

from lessons.light import dataclass
from quizzes.mastery import QuestionKey
from store import events as bodies
from store import ids, records

TABLE = "aliases"
Rank = tuple[int, bytes]
"""Where something stands in the order of events: milliseconds since 1970, and an id."""
_FIRST: Rank = (-1, bytes(16))
"""Before every event."""
_INSERT = (
    "INSERT INTO aliases (member, quiz, question, since_at, since_id, now_quiz, now_question)"
    " VALUES (?, ?, ?, ?, ?, ?, ?)"
)
_OF = "member = ? AND quiz = ? AND question = ?"
_LATEST = (
    f"SELECT since_at, since_id, now_quiz, now_question FROM aliases WHERE {_OF}"  # noqa: S608 - our own words
    " AND (since_at, since_id) <= (?, ?) ORDER BY since_at DESC, since_id DESC LIMIT 1"
)
_NEVER: Rank = (2**63 - 1, b"\xff" * 16)
"""After every event."""


@dataclass(slots=True, eq=False)
class _Life:
    """A key, from one alias to the next that leads there after it had led elsewhere."""

    key: QuestionKey
    since: Rank
    into: "_Life | None" = None


class Row(NamedTuple):
    """One life of a key, and the key under which it goes on now."""

    key: QuestionKey
    since: Rank
    now: QuestionKey


@dataclass(slots=True)
class Lives:
    """What the aliases of one member come to, taken one after another."""

    _lives: dict[QuestionKey, list[_Life]] = field(default_factory=dict)

    def add(self, rank: Rank, old: QuestionKey, new: QuestionKey, *, anew: bool) -> None:
        """Take in an alias that is later than all before it; `anew` is of one that leads to itself."""
        source = self._latest(old)
        if old == new:
            if not anew:
                source.into = None
            elif source.into is not None:
                self._lives[old].append(_Life(old, rank))
            return
        target = self._latest(new)
        if target.into is not None:
            target = _Life(new, rank)
            self._lives[new].append(target)
        source.into = target

    def resolve(self, key: QuestionKey, rank: Rank) -> QuestionKey:
        """The key under which goes on what was recorded under a key, at a place in the order of events."""
        lives = self._lives.get(key)
        if lives is None:
            return key
        life = next(one for one in reversed(lives) if one.since <= rank)
        while life.into is not None:
            life = life.into
        return life.key

    def rows(self) -> Iterator[Row]:
        """Every life that leads somewhere, or is not its key's first."""
        for key in sorted(self._lives):
            for life in self._lives[key]:
                if life.into is not None or life.since != _FIRST:
                    yield Row(key, life.since, self.resolve(key, life.since))

    def _latest(self, key: QuestionKey) -> _Life:
        return self._lives.setdefault(key, [_Life(key, _FIRST)])[-1]


@dataclass(frozen=True, slots=True)
class Aliases:
    """Those of one member, as they are kept."""

    _rows: Mapping[QuestionKey, Sequence[Row]] = field(default_factory=dict)
    """By key, in the order of its lives."""

    def resolve(self, key: QuestionKey, rank: Rank) -> QuestionKey:
        """The key under which goes on what was recorded under a key, at a place in the order of events."""
        return next((row.now for row in reversed(self._rows.get(key, ())) if row.since <= rank), key)

    def in_quiz(self, quiz: str, question: str, rank: Rank) -> str:
        """The id of a question of a quiz as it is now; as it was, where it is in another quiz now."""
        now = self.resolve((quiz, question), rank)
        return now[1] if now[0] == quiz else question

    @property
    def quizzes(self) -> frozenset[tuple[str, str]]:
        """The quizzes between which questions have gone: from which, and where they are now."""
        return frozenset((key[0], row.now[0]) for key, rows in self._rows.items() for row in rows)

    def sources(self, quiz: str) -> frozenset[str]:
        """The quizzes from which questions have come into a quiz; the quiz itself too."""
        return frozenset({quiz, *(source for source, now in self.quizzes if now == quiz)})


NONE = Aliases()
"""Of a member who has none."""


def of_members(connection: sqlite3.Connection, members: Sequence[str]) -> Mapping[str, Aliases]:
    """The aliases of several members by member; who has none is left out."""
    found: dict[str, Aliases] = {}
    for member in members:
        rows: dict[QuestionKey, list[Row]] = {}
        for row in _rows(connection, ids.to_bytes(member)):
            rows.setdefault(row.key, []).append(row)
        if rows:
            found[member] = Aliases(rows)
    return found


def of_member(connection: sqlite3.Connection, member: str) -> Aliases:
    """The aliases of one member."""
    return of_members(connection, [member]).get(member, NONE)


def retold(connection: sqlite3.Connection, member: str = "") -> Mapping[str, Lives]:
    """What the aliases in the log come to, of one member or of all; who has none is left out."""
    condition, parameters = "kind = 'question.aliased'", tuple[bytes, ...]()
    if member:
        condition, parameters = f"{condition} AND subject = ?", (ids.to_bytes(member),)
    found: dict[str, Lives] = {}
    for event in records.read(connection, condition, parameters):
        body = _body(event)
        lives = found.setdefault(event.subject, Lives())
        old, new = (body.quiz, body.question), (body.new_quiz, body.new_question)
        lives.add(records.rank(event), old, new, anew=body.how == bodies.ANEW)
    return found


def resolve(connection: sqlite3.Connection, event: "bodies.Event", key: QuestionKey) -> QuestionKey:
    """The key under which goes on what an event says of a question: one look into an index."""
    row = connection.execute(_LATEST, (ids.to_bytes(event.subject), *key, *records.rank(event))).fetchone()
    return key if row is None else (row[2], row[3])


def write(connection: sqlite3.Connection, member: str, lives: Lives) -> None:
    """Write the rows of a member who has none yet."""
    connection.executemany(_INSERT, (_row(member, row) for row in lives.rows()))


def take(connection: sqlite3.Connection, event: "bodies.Event") -> frozenset[QuestionKey]:
    """Take in one alias; answer the keys between which something moves."""
    body = _body(event)
    old, new = (body.quiz, body.question), (body.new_quiz, body.new_question)
    member, rank = ids.to_bytes(event.subject), records.rank(event)
    (latest,) = connection.execute(
        "SELECT max(at) FROM events WHERE kind = 'question.aliased' AND subject = ? AND body IS NOT NULL AND id <> ?",
        (member, rank[1]),
    ).fetchone()
    source = connection.execute(_LATEST, (member, *old, *_NEVER)).fetchone()
    is_latest = latest is None or latest < rank[0] or (latest == rank[0] and _is_last(connection, event))
    if is_latest and (source is None or source[2:] == old):
        return _follow(connection, event, source, old, new)
    before = {key for row in _rows(connection, member) for key in (row.key, row.now)}
    connection.execute("DELETE FROM aliases WHERE member = ?", (member,))
    lives = retold(connection, event.subject)[event.subject]
    write(connection, event.subject, lives)
    return frozenset(before.union(key for row in lives.rows() for key in (row.key, row.now)))


def _follow(
    connection: sqlite3.Connection,
    event: "bodies.Event",
    source: tuple[int, bytes, str, str] | None,
    old: QuestionKey,
    new: QuestionKey,
) -> frozenset[QuestionKey]:
    """Take in an alias, later than all others, that leads on from what leads nowhere yet."""
    if old == new:
        return frozenset()
    member = ids.to_bytes(event.subject)
    target = connection.execute(_LATEST, (member, *new, *_NEVER)).fetchone()
    moved = {old, new}
    if target is not None and target[2:] != new:
        connection.execute(_INSERT, _row(event.subject, Row(new, records.rank(event), new)))
        # What is known already and later than this belongs to the new life, and went with the earlier one so far.
        moved.add((target[2], target[3]))
    if source is None:
        connection.execute(_INSERT, _row(event.subject, Row(old, _FIRST, old)))
    connection.execute(
        "UPDATE aliases SET now_quiz = ?, now_question = ? WHERE member = ? AND now_quiz = ? AND now_question = ?",
        (*new, member, *old),
    )
    return frozenset(moved)


def _is_last(connection: sqlite3.Connection, event: "bodies.Event") -> bool:
    """Whether no alias of a member comes after one, of those of the same moment."""
    at, id_ = records.rank(event)
    return (
        connection.execute(
            "SELECT 1 FROM events WHERE kind = 'question.aliased' AND subject = ? AND at = ? AND id > ?"
            " AND body IS NOT NULL",
            (ids.to_bytes(event.subject), at, id_),
        ).fetchone()
        is None
    )


def _rows(connection: sqlite3.Connection, member: bytes) -> Iterable[Row]:
    found = connection.execute(
        "SELECT quiz, question, since_at, since_id, now_quiz, now_question FROM aliases WHERE member = ?"
        " ORDER BY quiz, question, since_at, since_id",
        (member,),
    )
    return [Row((quiz, question), (at, id_), (now, name)) for quiz, question, at, id_, now, name in found]


def _row(member: str, row: Row) -> tuple[object, ...]:
    return ids.to_bytes(member), *row.key, *row.since, *row.now


def _body(event: "bodies.Event") -> "bodies.QuestionAliased":
    if not isinstance(event.body, bodies.QuestionAliased):
        raise TypeError(event.kind)
    return event.body
