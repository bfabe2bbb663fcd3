"""A log of a million events, of a hundred members over a year: replaying it, and opening the file."""

import json
import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from benchmarks.measure import Line, Sample, compare, report, sample
from lessons.shelf import open_shelf
from quizzes.library import build
from quizzes.model import Choice
from quizzes.record import question_record
from store import ids, log, records
from store.database import open_database
from store.events import (
    FIXED,
    Answered,
    Body,
    LessonFinished,
    LessonOpened,
    MemberAdded,
    Rated,
    SittingFinished,
    SittingStarted,
    shorten_body,
)

REPLAY = 30_000
"""Events a second that a rebuild has to reach."""
OPENING = 20.0
"""Milliseconds that opening, with its guards and checks, may take beyond SQLite's own."""
MEMBERS, QUIZZES, ASKED, REVIEWS = 100, 200, 10, 20
"""Of a quiz the questions asked, and of a day the reviews."""
RIGHT, PASS_MARK = 0.8, 0.7
START = datetime(2023, 1, 2, 8, tzinfo=UTC)
_HOLE = "00000000-0000-4000-8000-000000000000"


def now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that members answer."""

    question: str
    """Its id."""
    identity: str
    revision: str
    key: str
    type: str
    options: tuple[str, ...]
    record: str
    """Its text, as canonical JSON."""

    def fixed(self, kind: str) -> Mapping[str, object]:
        """What the log has with it."""
        return {name: getattr(self, name) for name in FIXED[kind]}


def made_up(quiz: int, number: int) -> Asked:
    """A question that is in no library."""
    options = ("0a1b2c3d", "1b2c3d4e", "2c3d4e5f", "3d4e5f60")
    stem = "What stays when nothing is left? " * 10
    record = {"type": "single", "stem": stem, "body": "", "options": [], "key": [options[0]]}
    revision = f"{quiz * ASKED + number:032x}"
    text = json.dumps(record, separators=(",", ":"), sort_keys=True)
    return Asked(f"~{quiz:09x}{number:03x}", "a" * 32, revision, "e" * 32, "single", options, text)


def write(
    path: Path, events: int, *, seed: int = 5, members: int = MEMBERS, quizzes: Sequence[Sequence[Asked]] = ()
) -> int:
    """A database with at least so many events; answers how many they are.

    What is asked are the questions of some quizzes, ten of each; without them, questions made up.
    """
    asked = quizzes or [[made_up(quiz, number) for number in range(ASKED)] for quiz in range(QUIZZES)]
    with open_database(path, now=now) as database, database.transaction() as connection:
        rows = _Rows(connection, Random(seed), asked)
        for member in range(members):
            rows.add(member, START)
        day = 0
        while rows.written < events:
            for member in range(members):
                rows.study(member, START + timedelta(days=day, minutes=7 * member), day)
            rows.keep()
            day += 1
    with open_database(path, now=now) as database:
        return log.rebuild(database)


def asked_in(library: Path) -> list[list[Asked]]:
    """The questions of a library, quiz by quiz."""
    return [
        [
            Asked(
                question=one.id,
                identity=one.identity,
                revision=one.revision,
                key=one.key,
                type=one.type,
                options=tuple(option.id for option in one.options) if isinstance(one, Choice) else (),
                record=question_record(one),
            )
            for one in quiz.questions
        ]
        for course in build([open_shelf(library)]).courses
        for quiz in course.quizzes
    ]


class _Rows:
    """Rows of the log, made from a few bodies that the store has written."""

    def __init__(self, connection: sqlite3.Connection, random: Random, asked: Sequence[Sequence[Asked]]) -> None:
        self.written = 0
        self._connection = connection
        self._random = random
        self._seed = random.getrandbits(64)
        self._rows: list[tuple[object, ...]] = []
        self._asked = asked
        self._answers = [
            [answer(quiz, number, one, right=right) for right in (True, False) for number, one in enumerate(questions)]
            for quiz, questions in enumerate(asked)
        ]
        self._ratings = [
            [rating(quiz, one, how) for one in questions for how in (3, 3, 3, 3, 1)]
            for quiz, questions in enumerate(asked)
        ]
        keep_texts(connection, asked)

    def add(self, member: int, at: datetime) -> None:
        """Somebody new."""
        self._rows.append(self._said(member, MemberAdded(f"Member {member}"), at, 0))

    def keep(self) -> None:
        """Write what happened since this was done last, in its order."""
        self._rows.sort()
        self._connection.executemany(records.INSERT, self._rows)
        self.written += len(self._rows)
        self._rows.clear()

    def study(self, member: int, at: datetime, day: int) -> None:
        """A lesson, its quiz, and what is due: the same of a member, however many others there are."""
        self._random.seed(f"{self._seed} {member} {day}")
        quiz = (day + 7 * member) % QUIZZES
        lesson, sitting = lesson_key(quiz), ids.to_text(self._random.randbytes(16))
        rows = [self._said(member, LessonOpened(lesson, "d" * 32), at, 0)]
        rows.append(self._said(member, _started(quiz, self._asked[quiz], sitting), at, 1))
        right = 0
        for number in range(ASKED):
            is_right = self._random.random() < RIGHT
            right += is_right
            text = self._answers[quiz][number if is_right else ASKED + number].replace(
                ids.to_letters(_HOLE), ids.to_letters(sitting)
            )
            rows.append(self._row(member, Answered, at, 20 * (number + 1), text))
        rows.append(self._said(member, _finished(quiz, sitting, right), at, 220))
        if right >= PASS_MARK * ASKED:
            rows.append(self._said(member, LessonFinished(lesson, "quiz-passed", "d" * 32), at, 221))
        for number in range(REVIEWS if day else 0):
            text = self._random.choice(self._ratings[(self._random.randrange(day) + 7 * member) % QUIZZES])
            rows.append(self._row(member, Rated, at, 300 + 9 * number, text))
        self._rows += rows

    def _said(self, member: int, body: Body, at: datetime, later: int) -> tuple[object, ...]:
        return self._row(member, type(body), at, later, shorten_body(body))

    def _row(self, member: int, body: type[Body], at: datetime, later: int, text: str) -> tuple[object, ...]:
        """An event so many seconds after a moment."""
        return row(ids.to_bytes(member_id(member)), body, at + timedelta(seconds=later), self._random, text)


def keep_texts(connection: sqlite3.Connection, asked: Sequence[Sequence[Asked]]) -> None:
    """Write the texts of the questions of some quizzes."""
    connection.executemany(
        "INSERT INTO questions (revision, body, identity, key, type) VALUES (?, ?, ?, ?, ?)",
        {(one.revision, one.record, one.identity, one.key, one.type) for questions in asked for one in questions},
    )


def row(who: bytes, body: type[Body], at: datetime, random: Random, text: str) -> tuple[object, ...]:
    """A row of the log, of something that a member did at a moment."""
    moment, day = ids.milliseconds(at), at.date().isoformat()
    tail = 0x7 << 76 | random.getrandbits(12) << 64 | 0b10 << 62 | random.getrandbits(62)
    id_, salt = (moment << 80 | tail).to_bytes(16), random.randbytes(16)
    return id_, body.KIND, who, who, moment, day, body.VERSION, salt, text


def member_id(member: int) -> str:
    """The id of a member by number."""
    return f"00000000-0000-4000-8000-{member:012x}"


def lesson_key(lesson: int) -> str:
    """The key of a lesson by number: the library that `texts` makes has them."""
    return f"measured/lessons/{lesson + 1:05}"


def quiz_key(quiz: int) -> str:
    """The key of the quiz of a lesson."""
    return f"measured/quizzes/{quiz + 1:05}"


def _started(quiz: int, asked: Sequence[Asked], sitting: str) -> SittingStarted:
    questions = tuple(one.question for one in asked)
    options = {one.question: one.options for one in asked}
    return SittingStarted(sitting, quiz_key(quiz), "0" * 32, questions, options, PASS_MARK)


def _finished(quiz: int, sitting: str, right: int) -> SittingFinished:
    return SittingFinished(
        sitting=sitting,
        quiz=quiz_key(quiz),
        marks=float(right),
        points=float(ASKED),
        right=right,
        asked=ASKED,
        passed=right >= PASS_MARK * ASKED,
        pass_mark=PASS_MARK,
    )


def answer(quiz: int, number: int, asked: Asked, *, right: bool) -> str:
    """The body of an answer, in a sitting that is to be filled in."""
    body = Answered(
        sitting=_HOLE,
        quiz=quiz_key(quiz),
        question=asked.question,
        identity=asked.identity,
        revision=asked.revision,
        key=asked.key,
        type=asked.type,
        choice=asked.options[:1],
        mark=float(right),
        points=1.0,
        right=right,
        hints=0,
        number=number + 1,
    )
    return shorten_body(body, asked.fixed(Answered.KIND))


def rating(quiz: int, asked: Asked, rating: int) -> str:
    """The body of a rating in review."""
    body = Rated(
        quiz=quiz_key(quiz),
        question=asked.question,
        identity=asked.identity,
        revision=asked.revision,
        key=asked.key,
        rating=rating,
        source="review",
        retention=0.9,
        choice=asked.options[:1],
        mark=float(rating > 1),
        right=rating > 1,
    )
    return shorten_body(body, asked.fixed(Rated.KIND))


def lines(folder: Path) -> Iterator[Line]:
    path = folder / "study" / "study.db"
    write(path, 100_000)
    allowed = Sample(1_000_000 / REPLAY, 1_000_000 / REPLAY, 1_000_000 / REPLAY, 1)
    rates = []
    with open_database(path, now=now) as database:
        for _round in range(5):
            begin = time.process_time()  # it computes: what else runs on the machine has no say
            events = log.rebuild(database)
            rates.append((time.process_time() - begin) / events * 1_000_000)
    yield Line("an event of 10^5 replayed, processor time, against the goal", "µs", sample(rates), allowed, 1.0)
    large = folder / "large" / "study.db"
    write(large, 1_000_000)
    yield compare(
        "opened and closed at 10^6 events, against bare + 20 ms",
        lambda: open_database(large, now=now).close(),
        lambda: open_bare(large),
        goal=1.0,
    )


def open_bare(path: Path) -> None:
    """Open, look and close without any guard, and wait for what ours may take beyond that."""
    connection = sqlite3.connect(path)
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    connection.close()
    time.sleep(OPENING / 1000)


if __name__ == "__main__":
    report([lines])
