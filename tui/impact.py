"""What the edits in a course do to what its members have learned: told to the trainer before anybody meets it.

No Textual in it. Members are counted, and never named.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from quizzes.library import Library
from quizzes.mastery import QuestionKey
from quizzes.model import How, Question
from quizzes.pairing import Recorded
from quizzes.record import stem_in
from store import edits, histories
from store.histories import Item
from store.mirror import FEWEST


class Change(StrEnum):
    """What becomes of a question that members have a history with."""

    KEY_CHANGED = "key-changed"
    """Its right answers are others: earlier answers do not count for it any more."""
    PAIRED = "paired"
    """It has another key, and the history goes on under that."""
    RETIRED = "retired"
    """No file has it any more: the history is kept, and nobody is asked it."""


@dataclass(frozen=True, slots=True)
class Impact:
    """What becomes of one question."""

    change: Change
    path: str
    """Of its file, below the library's root; empty where that is gone."""
    line: int
    """Of its heading; 0 where no file has it any more."""
    stem: str
    """Inline source of its heading: as it is, or as it was where no file has it any more."""
    was: QuestionKey
    """The key under which it has its history so far."""
    was_stem: str
    """Inline source of its heading then."""
    how: How | None
    """Of what is paired, what tells that it is the same question."""
    members: int
    """Who have a history with it."""

    @property
    def told(self) -> int | None:
        """How many members; None where they are too few to be counted before others."""
        return self.members if self.members >= FEWEST else None


def impact(database: Path, library: Library) -> tuple[Impact, ...] | None:
    """What the files of a library do to what is recorded; None where no database is at hand.

    Args:
        database: Path of it; nothing is made where there is none.
        library: As it is now.

    Raises:
        StoreError: the database cannot be read.
    """
    with edits.at_hand(database) as connection:
        if connection is None:
            return None
        found = edits.survey(connection, library)
        items = histories.items_of(connection)
    impacts = [_retired(library, one, len(items[one.key])) for one in found.retired]
    places = edits.Places(library)
    for one in found.pairs:
        impacts += _of(_path(library, one.new), one.question, one.was, items[one.old], one.how)
    for key, whose in items.items():
        question = places.find(key)
        if question is not None:
            impacts += _of(_path(library, key), question, Recorded(key, question.identity, None), whose)
    return tuple(sorted(impacts, key=lambda one: (one.path, one.line, one.change, one.was)))


def _of(
    path: str, question: Question, was: Recorded, whose: Sequence[Item], how: How | None = None
) -> Iterator[Impact]:
    """What becomes of a question that is there, under whatever key."""
    stem = question.stem if was.record is None else stem_in(was.record)
    if how is not None:
        yield Impact(Change.PAIRED, path, question.line, question.stem, was.key, stem, how, len(whose))
    earlier = sum(item.key not in {None, question.key} for item in whose)
    if earlier:
        yield Impact(Change.KEY_CHANGED, path, question.line, question.stem, was.key, stem, how, earlier)


def _retired(library: Library, was: Recorded, members: int) -> Impact:
    stem = stem_in(was.record) if was.record is not None else was.key[1]
    return Impact(Change.RETIRED, _path(library, was.key), 0, stem, was.key, stem, None, members)


def _path(library: Library, key: QuestionKey) -> str:
    quiz = library.quiz(key[0])
    return quiz.path if quiz else ""
