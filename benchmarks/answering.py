"""Recording an answer so that a power cut cannot take it, against SQLite keeping one row as safely."""

import sqlite3
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from random import Random

from benchmarks.measure import Line, Sample, alternate, compare, report, sample
from store import people
from store.database import Database, open_database
from store.events import Answered, SittingStarted, write_body
from store.log import Entry, append, rebuild

ANSWER = 1.50
"""Goal for one answer with its read models, against a bare insert."""
ANSWERS = 40
"""Answers of one sitting, timed together."""
REPLAY = 30_000
"""Events a second that a rebuild has to reach."""
OPENING = 20.0
"""Milliseconds that opening, with its guards and checks, may take beyond SQLite's own."""


def now() -> datetime:
    return datetime.now(UTC)


def started(sitting: str) -> SittingStarted:
    """A quiz begun, with four options to each question."""
    questions = tuple(f"~{number:012x}" for number in range(ANSWERS))
    options = dict.fromkeys(questions, ("a", "b", "c", "d"))
    return SittingStarted(sitting, "measured/quizzes/00001", "0" * 32, questions, options, 0.7)


def answered(sitting: str, number: int) -> Answered:
    """The answer to one of its questions."""
    question = f"~{number:012x}"
    return Answered(
        sitting=sitting,
        quiz="measured/quizzes/00001",
        question=question,
        identity=question,
        revision=f"{number:032x}",
        key=f"{number:016x}",
        type="single",
        choice=("b",),
        mark=1.0,
        points=1.0,
        right=True,
        hints=0,
        number=number + 1,
    )


def answering(database: Database, random: Random) -> Callable[[], tuple[float]]:
    """A measurement: milliseconds for one answer, over a sitting begun beforehand."""
    member = people.add(database, "Ada", now=now, random=random).id
    question = '{"stem": "%s"}' % ("What stays when nothing is left to take away? " * 8)

    def measure() -> tuple[float]:
        sitting = database.ids.next(now(), random)
        append(database, [Entry(started(sitting), member, member)], now=now, random=random)
        begin = time.perf_counter()
        for number in range(ANSWERS):
            body = answered(sitting, number)
            append(
                database, [Entry(body, member, member)], now=now, random=random, questions=[(body.revision, question)]
            )
        return ((time.perf_counter() - begin) / ANSWERS * 1000,)

    return measure


def inserting(connection: sqlite3.Connection, random: Random) -> Callable[[], tuple[float]]:
    """A measurement: milliseconds for one row of the same size, committed by itself."""
    connection.executescript(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE bare (id BLOB PRIMARY KEY, body TEXT)"
    )
    numbers = count()

    def measure() -> tuple[float]:
        bodies = [write_body(answered(str(uuid.UUID(int=0)), number)) for number in range(ANSWERS)]
        begin = time.perf_counter()
        for body in bodies:
            connection.execute(
                "INSERT INTO bare VALUES (?, ?)", (next(numbers).to_bytes(8) + random.randbytes(8), body)
            )
        return ((time.perf_counter() - begin) / ANSWERS * 1000,)

    return measure


def lines(folder: Path) -> Iterator[Line]:
    random = Random(5)
    path = folder / "study" / "study.db"
    database = open_database(path, now=now)
    bare = sqlite3.connect(folder / "bare.db", isolation_level=None)
    measure = answering(database, random)
    ((ours, baseline),) = alternate(measure, inserting(bare, random), 15)
    yield Line("an answer recorded, against a bare insert", "ms", ours, baseline, ANSWER)
    for _sitting in range(100):
        measure()
    rates = []
    for _round in range(5):
        begin = time.perf_counter()
        events = rebuild(database)
        rates.append((time.perf_counter() - begin) / events * 1_000_000)
    allowed = 1_000_000 / REPLAY
    yield Line(
        "an event replayed, against the goal itself", "µs", sample(rates), Sample(allowed, allowed, allowed, 1), 1.0
    )
    database.close()
    yield compare(
        "opened and closed, against bare SQLite + 20 ms",
        lambda: open_database(path, now=now).close(),
        lambda: open_bare(path),
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
