"""Twenty thousand questions in a member's memory: how soon it is known what to ask, and what reckoning it costs.

The member has answered sixty new questions a day, and reviewed what was due when it was due; on the last day as much is
due as on any. Or all of it is: nothing was reviewed after the first answer, and that is long ago. The formulas are
measured beside the package that they are taken from, on the same ratings. Time is that of the processor.
"""

import heapq
import time
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from fsrs import Card, Scheduler
from fsrs import Rating as TheirRating

from benchmarks import history, texts
from benchmarks.history import START, Asked
from benchmarks.measure import Line, alternate, exactly, sample, seconds
from quizzes.memory import Memory, Rating, review
from store import ids, log, records, replay
from store.database import open_database
from store.events import MemberAdded, Rated, shorten_body
from tui.study import Study

ITEMS, QUIZZES = 20_000, 2_000
DAILY = 60
"""Questions asked for the first time on a day."""
FEW = 8
"""The same of a member with a year of 20,000 reviews."""
YEAR, REVIEWS = 365, 20_000
KNOWN = 0.9
"""Share of the reviews in which a question is not forgotten."""
QUEUE, CARD, AT_ONCE, REPLAYED = 30.0, 5.0, 100.0, 1_000.0
"""Milliseconds: the queue of the day, from a rating to the next card, either where all is due, and a year replayed."""
PACKAGE = 1.00
"""Goal for the formulas, against the package."""
HISTORIES, RATINGS = 400, 12
"""Questions, and the ratings of each, that the formulas are measured on."""
ROUNDS = 15


def lines(folder: Path) -> Iterator[Line]:
    ours, theirs = (seconds(one, time.process_time) for one in (_reckoned, _reckoned_by_the_package))
    each = 1_000_000 / HISTORIES / RATINGS
    ((mine, baseline),) = alternate(lambda: [ours() * each], lambda: [theirs() * each], ROUNDS)
    yield Line("a review reckoned, against the package fsrs", "µs", mine, baseline, PACKAGE)
    yield _year(folder / "year" / "study.db")
    library = texts.library(folder / "library", QUIZZES, characters=200, questions=ITEMS // QUIZZES)
    asked = history.asked_in(library)
    for name, reviewed, goals in (("the day", True, (QUEUE, CARD)), ("all at once", False, (AT_ONCE, AT_ONCE))):
        path = folder / name / "study.db"
        end, _reviews = _studied(path, asked, DAILY, ITEMS // DAILY + 30, reviewed=reviewed)
        yield from _waiting(name, library, path, end, goals)


def _waiting(name: str, library: Path, path: Path, end: datetime, goals: tuple[float, float]) -> Iterator[Line]:
    """How long the queue takes, and the next card after a rating."""

    def now() -> datetime:
        return end

    with open_database(path, now=now) as database:
        study = Study([library], database, now=now, random=Random())
        study.join(f"Member {_MEMBER}")
        study.read()

        card = study.review()
        if card is None:
            raise RuntimeError("nothing is due")
        number = card.left

        def asked() -> object:
            study._due_kept = None  # noqa: SLF001 - as it is when nothing was asked before
            return study.review()

        def rated() -> None:
            nonlocal card
            if card is None:
                raise RuntimeError("nothing is due any more")
            study.rate(card, Rating.GOOD)
            card = study.review(after=card.asked.identity)

        for what, action, goal in (("queue", asked, goals[0]), ("card after a rating", rated, goals[1])):
            measure = seconds(action, time.process_time)
            measure()
            took = sample([measure() * 1_000 for _round in range(ROUNDS)])
            yield Line(f"{what} of {name}, {number} of {ITEMS}", "ms", took, exactly(goal), 1.0)


def _year(path: Path) -> Line:
    """A rebuild of all that 20,000 reviews of one member came to."""
    asked = [[history.made_up(quiz, number) for number in range(history.ASKED)] for quiz in range(FEW * YEAR // 10 + 1)]
    _end, reviews = _studied(path, asked, FEW, YEAR)
    with open_database(path, now=history.now) as database:
        measure = seconds(lambda: log.rebuild(database), time.process_time)
        took = sample([measure() / reviews * REVIEWS * 1_000 for _round in range(5)])
    return Line(f"{REVIEWS} of {reviews} reviews of a year replayed", "ms", took, exactly(REPLAYED), 1.0)


def _histories() -> Iterator[list[tuple[datetime, Rating]]]:
    """When each of some questions is reviewed, and how."""
    for number in range(HISTORIES):
        random, at = Random(number), START
        history_ = []
        for _review in range(RATINGS):
            history_.append((at, Rating.GOOD if random.random() < KNOWN else Rating.AGAIN))
            at += timedelta(days=random.randint(1, 30))
        yield history_


_TO_RECKON = list(_histories())


def _reckoned() -> None:
    for one in _TO_RECKON:
        memory: Memory | None = None
        for at, rating in one:
            memory = review(memory, rating, at, day=at.date(), member="", question="", fuzz=False)


def _reckoned_by_the_package() -> None:
    scheduler = Scheduler(enable_fuzzing=False)
    for one in _TO_RECKON:
        card = Card(card_id=1, due=START)
        for at, rating in one:
            card, _log = scheduler.review_card(card, TheirRating(rating), at)


_MEMBER = 0


def _studied(
    path: Path, asked: Sequence[Sequence[Asked]], daily: int, days: int, *, reviewed: bool = True
) -> tuple[datetime, int]:
    """A database in which one member has answered so many new questions a day, and reviewed what was due.

    Answers when the last day begins, on which nothing is reviewed yet, and how many answers there are.
    """
    random, who = Random(5), ids.to_bytes(history.member_id(_MEMBER))
    name = shorten_body(MemberAdded(f"Member {_MEMBER}"))
    rows = [history.row(who, MemberAdded, START, random, name)]
    new = iter([(quiz, number) for quiz, questions in enumerate(asked) for number in range(len(questions))])
    waiting: list[tuple[date, int, int]] = []
    memories: dict[tuple[int, int], Memory] = {}
    for passed in range(days):
        at = START + timedelta(days=passed)
        today = [(quiz, number) for _number, (quiz, number) in zip(range(daily), new, strict=False)]
        while waiting and waiting[0][0] <= at.date():
            today.append(heapq.heappop(waiting)[1:])
        for quiz, number in today:
            at += timedelta(seconds=9)
            one, rating = asked[quiz][number], Rating.GOOD if random.random() < KNOWN else Rating.AGAIN
            text = history.rating(quiz, one, rating)
            rows.append(history.row(who, Rated, at, random, text))
            if reviewed:
                memory = review(
                    memories.get((quiz, number)), rating, at, day=at.date(), member="", question=one.question
                )
                memories[quiz, number] = memory
                heapq.heappush(waiting, (max(memory.due_day, at.date() + timedelta(days=1)), quiz, number))
    with open_database(path, now=history.now) as database, database.transaction() as connection:
        history.keep_texts(connection, asked)
        connection.executemany(records.INSERT, rows)
        replay.rebuild(connection)
    return START + timedelta(days=days), len(rows) - 1
