"""What happened, made up: members, sittings and answers for the tests of the store."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from store import people
from store.database import Database, open_database
from store.errors import UnreadableEventError
from store.events import (
    ANEW,
    Answered,
    Body,
    CharterSet,
    Event,
    GoalDropped,
    GoalReached,
    GoalSet,
    GroupArchived,
    GroupCreated,
    GroupDescribed,
    GroupJoined,
    GroupLeft,
    GroupRenamed,
    GroupReopened,
    PlanSet,
    QuestionAliased,
    QuestionBuried,
    QuestionResumed,
    QuestionSuspended,
    Rated,
    SittingFinished,
    SittingStarted,
    SprintJoined,
    SprintLeft,
    SprintProposed,
    write_body,
)
from store.log import Entry, append
from store.people import Member
from store.replay import TABLES

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""A Monday morning."""
TOMORROW = START.date() + timedelta(days=1)
REVISION = "c" * 32
QUESTION = (REVISION, '{"body":"","key":["b"],"stem":"What stays?","type":"single"}')


GROUP = "00000000-0000-4000-8000-0000000000ff"
OF_GROUPS = (
    GroupCreated,
    GroupRenamed,
    GroupDescribed,
    GroupArchived,
    GroupReopened,
    GroupJoined,
    GroupLeft,
    PlanSet,
    CharterSet,
    GoalSet,
    GoalReached,
    GoalDropped,
    SprintProposed,
    SprintJoined,
    SprintLeft,
)


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.moment = START

    def __call__(self) -> datetime:
        return self.moment

    def forward(self, **span: float) -> None:
        self.moment += timedelta(**span)


def always(moment: datetime = START) -> Callable[[], datetime]:
    return lambda: moment


def opened(folder: Path, now: Callable[[], datetime] | None = None) -> Database:
    return open_database(folder / "study.db", now=now or always())


def dice(seed: int = 5) -> Random:
    return Random(seed)


def ada(database: Database, now: Callable[[], datetime] | None = None) -> Member:
    return people.add(database, "Ada", now=now or always(), random=dice())


def record(
    database: Database,
    member: Member,
    *bodies: Body,
    now: Callable[[], datetime] | None = None,
    random: Random | None = None,
) -> tuple[Event, ...]:
    return append(
        database,
        [Entry(body, member.id, GROUP if isinstance(body, OF_GROUPS) else member.id) for body in bodies],
        now=now or always(),
        random=random or dice(len(database.query("SELECT id FROM events"))),
        questions=[QUESTION],
    )


def sitting_id(number: int = 1) -> str:
    return f"00000000-0000-4000-8000-{number:012x}"


def started(number: int = 1, quiz: str = "course/quiz") -> SittingStarted:
    return SittingStarted(sitting_id(number), quiz, "d" * 32, ("q1", "q2"), {"q1": ("b", "a"), "q2": ("t", "f")}, 0.7)


def answered(number: int = 1, sitting: int = 1, *, right: bool = True, retention: float = 0.9) -> Answered:
    return Answered(
        sitting=sitting_id(sitting),
        quiz="course/quiz",
        question=f"q{number}",
        identity="a" * 32,
        revision=REVISION,
        key="e" * 32,
        type="single",
        choice=("b",) if right else ("a",),
        mark=1.0 if right else 0.0,
        points=1.0,
        right=right,
        hints=0,
        number=number,
        retention=retention,
    )


def rated(number: int = 1, rating: int = 3, *, quiz: str = "course/quiz", retention: float = 0.9) -> Rated:
    right = rating > 1
    return Rated(
        quiz=quiz,
        question=f"q{number}",
        identity="a" * 32,
        revision=REVISION,
        key="e" * 32,
        rating=rating,
        source="review",
        retention=retention,
        choice=("b",) if right else ("a",),
        mark=1.0 if right else 0.0,
        right=right,
    )


def turned_over(number: int = 1, rating: int = 3) -> Rated:
    """A review without an answer."""
    return replace(rated(number, rating), choice=(), mark=None, right=None)


def suspended(number: int = 1) -> QuestionSuspended:
    return QuestionSuspended("course/quiz", f"q{number}")


def resumed(number: int = 1) -> QuestionResumed:
    return QuestionResumed("course/quiz", f"q{number}")


def buried(number: int = 1, until: date = TOMORROW) -> QuestionBuried:
    return QuestionBuried("course/quiz", f"q{number}", until)


def aliased(number: int = 1, new: int = 2, *, quiz: str = "course/quiz", back: bool = False) -> QuestionAliased:
    """A question that goes on elsewhere, or under its own key: anew, or with what was recorded under it."""
    return QuestionAliased(
        quiz="course/quiz",
        question=f"q{number}",
        new_quiz=quiz,
        new_question=f"q{new}",
        how="likeness" if (quiz, new) != ("course/quiz", number) else "fingerprint" if back else ANEW,
        identity="a" * 32,
        revision=REVISION,
    )


def finished(number: int = 1, marks: float = 2.0, quiz: str = "course/quiz") -> SittingFinished:
    return SittingFinished(
        sitting=sitting_id(number),
        quiz=quiz,
        marks=marks,
        points=2.0,
        right=int(marks),
        asked=2,
        passed=marks / 2 >= 0.7,
        pass_mark=0.7,
    )


def marked(body: Body, mark: str) -> Body:
    """A body that says a mark wherever its kind allows any words."""
    for name in body.__slots__:
        for said in (mark, (mark,)):
            told = replace(body, **{name: said})  # type: ignore[arg-type]  # what its kind does not allow is not kept
            with suppress(UnreadableEventError):
                write_body(told)
                body = told
                break
    return body


def dump(database: Database) -> Mapping[str, list[tuple[object, ...]]]:
    """Every row of every read model, sorted."""
    return {table: sorted(database.query(f"SELECT * FROM {table}"), key=repr) for table in TABLES}  # noqa: S608
