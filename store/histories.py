"""What the log knows of questions with a history: whose that is, what each question was last, and when it was there."""

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from math import inf
from typing import NamedTuple

from quizzes.mastery import QuestionKey
from quizzes.pairing import Recorded
from store import aliases, ids, records
from store.aliases import Aliases
from store.events import Event, QuestionAliased, SittingStarted
from store.projections import sittings
from store.questions import text_of

_ITEMS = 'SELECT quiz, question, member, identity, revision, "key", last_at, substr(events, 1, 16) FROM item_memory'


class Item(NamedTuple):
    """One member's history with one question, as far as it matters here."""

    member: bytes
    identity: str | None
    revision: str | None
    key: str | None
    last: int | None
    """Milliseconds since 1970."""
    event: bytes
    """Id of the first event of it."""

    @property
    def first(self) -> int:
        """When that was made: in milliseconds since 1970, which are the first six bytes of its id."""
        return int.from_bytes(self.event[:6])


def items_of(connection: sqlite3.Connection) -> Mapping[QuestionKey, Sequence[Item]]:
    """Every question with a history, with that of each member."""
    found: dict[QuestionKey, list[Item]] = defaultdict(list)
    for quiz, question, *item in connection.execute(_ITEMS):
        found[quiz, question].append(Item(*item))
    return found


class Latest:
    """Each question as it was known last: when it was answered, or when it was found under another key after that."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._led: frozenset[QuestionKey] = frozenset(
            connection.execute("SELECT DISTINCT now_quiz, now_question FROM aliases")
        )
        self._aliased: dict[bytes, Mapping[QuestionKey, tuple[aliases.Rank, QuestionAliased]]] = {}
        """The latest alias that led to a key, by member."""

    def known(self, key: QuestionKey, items: Sequence[Item]) -> Recorded:
        """A question, by its key so far and what its members know of it."""
        item = max(items, key=lambda one: (one.last or 0, one.revision or "", one.member))
        if key in self._led:
            led = [found for one in items if (found := self._of_member(one.member).get(key))]
            (at, _id), alias = max(led, key=lambda one: one[0], default=((-1, b""), None))
            if alias is not None and at >= (item.last or 0):
                return Recorded(key, alias.identity, self._text(alias.revision))
        return Recorded(key, item.identity or "", self._text(item.revision))

    def _of_member(self, member: bytes) -> Mapping[QuestionKey, tuple[aliases.Rank, QuestionAliased]]:
        if member not in self._aliased:
            events = records.read(self._connection, "kind = 'question.aliased' AND subject = ?", (member,))
            self._aliased[member] = {
                (event.body.new_quiz, event.body.new_question): (records.rank(event), event.body)
                for event in events
                if isinstance(event.body, QuestionAliased)
            }
        return self._aliased[member]

    def _text(self, revision: str | None) -> str | None:
        return text_of(self._connection, revision)


class Sightings:
    """When the questions of a course were there, as far as the answers and the sittings of all members tell."""

    def __init__(self, connection: sqlite3.Connection, items: Mapping[QuestionKey, Sequence[Item]]) -> None:
        self._connection = connection
        self._items = items
        self._aliases: dict[str, Aliases] = {}
        self._asked: dict[str, Mapping[QuestionKey, tuple[int, int]]] = {}

    def coexisted(self, old: QuestionKey, new: QuestionKey) -> bool:
        """Whether the second was there before the first was seen for the last time."""
        last = max((one.last or 0 for one in self._items.get(old, ())), default=0)
        if any(one.first <= last for one in self._items.get(new, ())):
            return True  # mostly: all this need not be looked for in the log
        first = self._quiz(new[0]).get(new)
        return first is not None and first[0] <= max(last, self._quiz(old[0]).get(old, (0, 0))[1])

    def all_coexisted(self, olds: Collection[QuestionKey], news: Collection[QuestionKey]) -> bool:
        """Whether each of the second is known to have been there so, without a look into the log."""
        last = min(max((one.last or 0 for one in self._items.get(old, ())), default=0) for old in olds)
        return all(min((one.first for one in self._items.get(new, ())), default=inf) <= last for new in news)

    def _quiz(self, quiz: str) -> Mapping[QuestionKey, tuple[int, int]]:
        """Of each question asked in the sittings of a quiz, by its present key, when that was first and last."""
        if quiz not in self._asked:
            asked: dict[QuestionKey, tuple[int, int]] = {}
            for event, begun in self._sittings(quiz):
                if event.subject not in self._aliases:
                    self._aliases[event.subject] = aliases.of_member(self._connection, event.subject)
                at, known = ids.milliseconds(event.at), self._aliases[event.subject]
                for question in begun.questions:
                    key = known.resolve((quiz, question), records.rank(event))
                    first, last = asked.get(key, (at, at))
                    asked[key] = min(first, at), max(last, at)
            self._asked[quiz] = asked
        return self._asked[quiz]

    def _sittings(self, quiz: str) -> Iterator[tuple[Event, SittingStarted]]:
        rows = self._connection.execute(
            "SELECT member, sitting, started_at FROM sittings"
            " WHERE member IN (SELECT member FROM members) AND quiz = ? AND started_at IS NOT NULL",
            (quiz,),
        ).fetchall()
        for member, sitting, started in rows:
            begun = sittings.begun(self._connection, ids.to_text(member), ids.to_text(sitting), ids.moment(started))
            if begun is not None:
                yield begun
