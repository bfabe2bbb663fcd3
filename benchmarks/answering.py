"""Recording an answer so that a power cut cannot take it, against SQLite keeping one row as safely."""

import sqlite3
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from random import Random

from benchmarks.measure import Line, Sample, alternate, report
from store import people, replay
from store.database import Database, open_database
from store.events import Answered, SittingFinished, SittingStarted, write_body
from store.log import Entry, append

ANSWER = 1.50
"""Goal for one answer with its read models, against a bare insert."""
ANSWERS = 40
"""Answers of one sitting, timed together."""
IN_THE_LOG, IN_ALL = 250, 450
"""Bytes that an answer may take on the disk: its event, and with what it adds to the read models."""
SITTINGS, TEN = 300, 10
QUESTION = '{"stem": "%s"}' % ("What stays when nothing is left to take away? " * 8)


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

    def measure() -> tuple[float]:
        sitting = database.ids.next(now(), random)
        append(database, [Entry(started(sitting), member, member)], now=now, random=random)
        begin = time.perf_counter()
        for number in range(ANSWERS):
            body = answered(sitting, number)
            append(
                database, [Entry(body, member, member)], now=now, random=random, questions=[(body.revision, QUESTION)]
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
    database.close()
    yield from sizes(folder)


def sizes(folder: Path) -> Iterator[Line]:
    """Bytes on the disk of an answer, of a sitting of ten out of 300 such: in the log, and with its read models.

    What a sitting adds to the log by beginning and ending, and the text of a question, are in `dashboards`: of a year.
    """
    path = folder / "sizes" / "study.db"
    random = Random(5)
    with open_database(path, now=now) as database:
        member = people.add(database, "Ada", now=now, random=random).id
        _whole, _log, none = used(database)
        sittings = [(number % 100, database.ids.next(now(), random)) for number in range(SITTINGS)]
        for quiz, sitting in sittings:
            append(database, [Entry(begun(quiz, sitting), member, member)], now=now, random=random)
        _whole, before, _models = used(database)
        for quiz, sitting in sittings:
            for number in range(TEN):
                body = replace(answered(sitting, quiz * TEN + number), quiz=key(quiz))
                entries = [Entry(body, member, member)]
                append(database, entries, now=now, random=random, questions=[(body.revision, QUESTION)])
        _whole, after, _models = used(database)
        for quiz, sitting in sittings:
            append(database, [Entry(ended(quiz, sitting), member, member)], now=now, random=random)
        _whole, _log, models = used(database)
    log = after - before
    for name, bytes_, goal in (("in the log", log, IN_THE_LOG), ("with read models", log + models - none, IN_ALL)):
        ours, allowed = (Sample(one, one, one, 1) for one in (bytes_ / SITTINGS / TEN, float(goal)))
        yield Line(f"an answer on the disk, {name}, against the goal", "B", ours, allowed, 1.0)


def used(database: Database) -> tuple[int, int, int]:
    """Bytes of the pages in use: of the whole file, of the log, and of the read models, each with its indexes."""
    with database.transaction() as connection:
        whole = in_use(connection)
        # What is left when they are dropped; then they are not dropped after all.
        connection.execute("SAVEPOINT measured")
        connection.execute("DROP TABLE events")
        without_log = in_use(connection)
        for table in replay.TABLES:
            connection.execute(f"DROP TABLE {table}")
        rest = in_use(connection)
        connection.execute("ROLLBACK TO measured")
        connection.execute("RELEASE measured")
    return whole, whole - without_log, without_log - rest


def in_use(connection: sqlite3.Connection) -> int:
    figures = [
        connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count", "page_size")
    ]
    return int((figures[0] - figures[1]) * figures[2])


def key(quiz: int) -> str:
    return f"measured/quizzes/{quiz:05}"


def begun(quiz: int, sitting: str) -> SittingStarted:
    """A quiz of ten begun."""
    questions = tuple(f"~{quiz * TEN + number:012x}" for number in range(TEN))
    options = dict.fromkeys(questions, ("0a1b2c3d", "1b2c3d4e", "2c3d4e5f", "3d4e5f60"))
    return SittingStarted(sitting, key(quiz), "0" * 32, questions, options, 0.7)


def ended(quiz: int, sitting: str) -> SittingFinished:
    """It, answered to its end."""
    return SittingFinished(
        sitting=sitting, quiz=key(quiz), marks=10.0, points=10.0, right=TEN, asked=TEN, passed=True, pass_mark=0.7
    )


if __name__ == "__main__":
    report([lines])
