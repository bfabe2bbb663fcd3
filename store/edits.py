"""What authors changed since their questions were answered: what was recorded follows them through it.

Which question of then is which of now is decided in `quizzes.pairing`, by what `histories` knows of the log; here is
what is written into it. Nothing is written about what is retired: that no file has a question any more is plain from
the log and the library, and ends by itself when one has it again.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from lessons.late import LateModule
from lessons.light import dataclass
from quizzes.model import How
from store import files, histories, ids, records, sqlite
from store.errors import DiskError
from store.events import ANEW, QuestionAliased

if TYPE_CHECKING:
    from quizzes import identity, pairing
    from quizzes import record as recording
    from quizzes.library import Library
    from quizzes.mastery import QuestionKey
    from quizzes.model import Question
    from quizzes.pairing import Pair, Recorded
    from store import log
    from store.database import Database
    from store.histories import Item
    from store.log import Entry
else:  # mostly, every question is where it was
    identity, pairing, recording, log = map(
        LateModule, ("quizzes.identity", "quizzes.pairing", "quizzes.record", "store.log")
    )


@contextmanager
def at_hand(path: Path) -> Iterator[sqlite3.Connection | None]:
    """A connection to read what is recorded in a database, if there is one in the present format; nothing is made.

    Raises:
        StoreError: it cannot be read, and why.
    """
    try:
        if not path.is_file() or sqlite.application_id(path) not in sqlite.OURS:
            yield None
            return
        with closing(sqlite.look_into(path)) as connection:
            (found,) = connection.execute("PRAGMA user_version").fetchone()
            yield connection if found == sqlite.SCHEMA else None
    except sqlite3.Error as error:
        raise sqlite.explain(error, path) or DiskError(path=path, detail=error) from error
    except OSError as error:
        raise files.explain(error, path) from error


@dataclass(frozen=True, slots=True)
class Edits:
    """What became of the questions with a history, and of the keys under which that stood."""

    items: Mapping[QuestionKey, Sequence[Item]]
    """Every question with a history, by the key under which it is known so far."""
    pairs: tuple[Pair, ...]
    retired: tuple[Recorded, ...]
    back: Mapping[QuestionKey, tuple[Question, Mapping[bytes, str]]]
    """Questions that are there under keys which had gone on elsewhere, and for which members, as an alias says it."""


def follow(database: Database, library: Library, *, now: Callable[[], datetime], random: Random) -> int:
    """Record under which key each question goes on that was edited or moved; answer how many events that were.

    Nothing is written, and the log is not looked into, where every question with a history is where it was.

    Raises:
        StoreError: it could not be recorded, and why.
    """
    if database.unwritable is not None:
        return 0
    with database.reading() as connection, sqlite.passing(connection):  # the histories of all members
        if not _entries(survey(connection, library)):
            return 0
    with database.transaction() as connection:  # another window may have been as quick
        edits = survey(connection, library)
        entries = _entries(edits)
        found = [*(one.question for one in edits.pairs), *(question for question, _whose in edits.back.values())]
        texts = [(question.revision, recording.question_record(question)) for question in found]
        log.append(database, entries, now=now, random=random, questions=texts)
    return len(entries)


def survey(connection: sqlite3.Connection, library: Library) -> Edits:
    """What became of all questions with a history whose courses the library has."""
    keys = connection.execute("SELECT DISTINCT quiz, question FROM item_memory").fetchall()
    missing: dict[str, list[QuestionKey]] = defaultdict(list)
    places = Places(library)
    for key in keys:
        course = places.lost(key)
        if course is not None:
            missing[course].append(key)
    back = _back(connection, places)
    if not missing:
        return Edits({}, (), (), back)
    items = histories.items_of(connection)
    pairs: list[Pair] = []
    retired: list[Recorded] = []
    latest, sightings = histories.Latest(connection), histories.Sightings(connection, items)
    for contents in library.courses:
        lost = [latest.known(key, items[key]) for key in missing.get(contents.course.id, ())]
        if lost:
            quizzes = (*contents.quizzes, *contents.checks)
            found = pairing.pair(lost, items.keys(), quizzes, sightings.coexisted, sightings.all_coexisted)
            pairs += found.pairs
            retired += found.retired
    return Edits(items, tuple(pairs), tuple(retired), back)


class Places:
    """Where a library has the questions of its courses."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._ids: dict[str, frozenset[str] | None] = {}
        self._questions: dict[str, Mapping[str, Question]] = {}
        self._courses = frozenset(contents.course.id for contents in library.courses)

    def has(self, key: QuestionKey) -> bool:
        """Whether there is a question under a key, one that can be asked or not; it is not read for that."""
        return key[1] in (self._in(key[0]) or ())

    def find(self, key: QuestionKey) -> Question | None:
        """The question under a key, whether it can be asked or not."""
        if not self.has(key):
            return None
        if key[0] not in self._questions:
            quiz = self._library.quiz(key[0])
            self._questions[key[0]] = {one.id: one for one in quiz.questions} if quiz else {}
        return self._questions[key[0]].get(key[1])

    def lost(self, key: QuestionKey) -> str | None:
        """The id of the course that has a question no more; None where it has it, or where nothing is known of it.

        Nothing is known of other libraries' courses, and of a file in which no question is left: most likely its author
        is in the middle of something.
        """
        found = self._in(key[0])
        if found is not None and (not found or key[1] in found):
            return None
        course = key[0].partition("/")[0]
        return course if course in self._courses else None

    def standing(self, key: QuestionKey, right: str) -> str:
        """What became of a question that was answered when its right answers had a hash.

        `asked`, `earlier-key` where they are others now, `retired`, or nothing where nothing is known of it.
        """
        question = self.find(key)
        if question is not None:
            return "asked" if question.key == right else "earlier-key"
        return "retired" if self.lost(key) else ""

    def _in(self, quiz: str) -> frozenset[str] | None:
        if quiz not in self._ids:
            found = self._library.quiz(quiz)
            self._ids[quiz] = None if found is None else frozenset(card.id for card in found.cards)
        return self._ids[quiz]


def _back(connection: sqlite3.Connection, places: Places) -> Mapping[QuestionKey, tuple[Question, Mapping[bytes, str]]]:
    """Questions that are there under a key that had gone on elsewhere."""
    latest: dict[tuple[bytes, QuestionKey], QuestionKey] = {}
    for member, quiz, question, now_quiz, now_question in connection.execute(
        "SELECT member, quiz, question, now_quiz, now_question FROM aliases ORDER BY since_at, since_id"
    ):
        latest[member, (quiz, question)] = now_quiz, now_question
    found: dict[QuestionKey, set[bytes]] = defaultdict(set)
    for (member, key), now in latest.items():
        if key != now:
            found[key].add(member)
    there = ((key, places.find(key), sorted(members)) for key, members in found.items())
    return {
        key: (question, {one: _how(connection, one, key, question) for one in members})
        for key, question, members in there
        if question is not None
    }


def _how(connection: sqlite3.Connection, member: bytes, key: QuestionKey, question: Question) -> str:
    """How a question is there again: as what it was when its key went on elsewhere, with its history, or else anew.

    It is what it was when its file was away for a moment, and one with the same words took its place. An id that is
    made of words says so by itself; one that an author gave may stand for another question by then.
    """
    if key[1].startswith(identity.FINGERPRINT):
        return How.FINGERPRINT.value
    went = [
        event.body
        for event in records.read(connection, "kind = 'question.aliased' AND subject = ?", (member,))
        if isinstance(event.body, QuestionAliased) and (event.body.quiz, event.body.question) == key
    ]
    same = went and went[-1].how == How.FINGERPRINT and went[-1].identity == question.identity
    return How.FINGERPRINT.value if same else ANEW


def _entries(edits: Edits) -> list[Entry]:
    """What is to be recorded: each alias for each member with a history of that question."""
    entries = []
    led: set[tuple[bytes, QuestionKey]] = set()
    for one in edits.pairs:
        for item in edits.items[one.old]:
            led.add((item.member, one.new))
            entries.append(_entry(item.member, one.old, one.new, one.how.value, one.question))
    for key, (question, members) in edits.back.items():
        # Where something is led back there, a new life begins with that.
        entries += [_entry(one, key, key, how, question) for one, how in members.items() if (one, key) not in led]
    return entries


def _entry(member: bytes, old: QuestionKey, new: QuestionKey, how: str, question: Question) -> Entry:
    body = QuestionAliased(
        quiz=old[0],
        question=old[1],
        new_quiz=new[0],
        new_question=new[1],
        how=how,
        identity=question.identity,
        revision=question.revision,
    )
    return log.Entry(body, ids.to_text(member), ids.to_text(member))
