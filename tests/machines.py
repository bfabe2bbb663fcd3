"""A leader and members who each study on a machine of their own, for the tests of what is shared."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from types import TracebackType
from typing import Self

from quizzes.model import Confidence
from store import shared_files, sharing
from store.collecting import Collected
from store.database import Database, open_database
from store.events import Answered, Body, LessonFinished, Rated
from store.log import Entry, append
from store.mirror import MemberRecord
from store.shared_files import Stream
from store.sharing import Shared
from tests.histories import QUESTION, Clock
from tui.study import Study

LIBRARY = Path(__file__).parent / "fixtures" / "library"
GROUP, COURSE = "Night shift", "bread"
LESSONS = ("bread/lessons/01-dough", "bread/lessons/02-oven")
QUIZ = "bread/quizzes/01-dough"
DUE = date(2026, 3, 31)


@dataclass
class Machine:
    """One person's machine."""

    database: Database
    study: Study
    clock: Clock
    folder: Path
    """Where files are put and found."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.database.close()

    def record(self, *bodies: Body, question: tuple[str, str] = QUESTION) -> None:
        """Record about the member, by the member."""
        member = self.study._me().id
        append(
            self.database,
            [Entry(body, member, member) for body in bodies],
            now=self.clock,
            random=self.study._random,
            questions=[QUESTION, question] if any(isinstance(body, Answered | Rated) for body in bodies) else (),
        )

    def complete(self, lesson: str) -> None:
        """Complete a lesson by whatever its criterion is."""
        self.study.open(lesson)
        self.record(LessonFinished(lesson, "read", ""))

    def share(self) -> Shared:
        """Share with the group, as a member or as its leader."""
        return self.study.share(self.study.offer(GROUP, self.folder), self.folder)

    def collect(self) -> Collected:
        return self.study.collect([self.folder])

    def mirror(self) -> MemberRecord:
        """What the leaders receive of this member."""
        ((_name, record),) = self.study.mirror()
        return record

    def seen(self) -> Sequence[MemberRecord]:
        """What the leader receives of the members."""
        return self.study.group(self.study.find_group(GROUP).id).members


def machine(path: Path, name: str, clock: Clock, folder: Path, *, seed: int = 1) -> Machine:
    """The machine of somebody: `path` is the folder of its database."""
    database = open_database(path / "study.db", now=clock)
    database.query("PRAGMA synchronous = OFF")  # nothing here has to outlive the power
    random, apart = Random(f"{name} {seed}"), Random(f"{name} {seed}, shared")
    study = Study([LIBRARY], database, now=clock, random=random, apart=apart)
    study.join(name)
    return Machine(database, study, clock, folder)


@contextmanager
def classroom(folder: Path, *names: str, announced: bool = True, seed: int = 1) -> Iterator[tuple[Machine, ...]]:
    """The machines of a leader, who has shared the group, and of members who have not; they share one clock."""
    clock, common = Clock(), folder / "common"
    common.mkdir()
    machines = [machine(folder / name, name, clock, common, seed=seed) for name in ("Lea", *names)]
    try:
        leader = machines[0]
        leader.study.create_group(GROUP)
        leader.study.set_plan(GROUP, COURSE, DUE, announced=["01-dough"] if announced else [])
        leader.share()
        yield tuple(machines)
    finally:
        for one in machines:
            one.database.close()


def answer_all(machine: Machine, *, right: bool, confidence: Confidence | None = None) -> None:
    """Take the announced quiz to its end, as sure as is said."""
    from quizzes.model import Choice, Typed  # noqa: PLC0415 - of this alone
    from tui.views import OpenQuiz  # noqa: PLC0415 - the same

    opened = machine.study.start(QUIZ)
    assert isinstance(opened, OpenQuiz)
    for question_id in opened.sitting.questions:
        question = next(one for one in opened.quiz.questions if one.id == question_id)
        if isinstance(question, Choice):
            wanted = tuple(one.id for one in question.options if one.right is right)[: None if right else 1]
        elif isinstance(question, Typed):
            wanted = (question.gaps[0].right[0] if right else "no",)
        else:
            raise TypeError(question.type)
        opened = machine.study.answer(opened, question_id, wanted, 0, confidence).quiz


def stream_in(path: Path) -> Stream:
    """The stream in a file."""
    return shared_files.read(path)


def agreed(machine: Machine) -> Sequence[str]:
    """The ids under which the group knows the member of a machine."""
    from store import groups  # noqa: PLC0415 - of this alone

    group = groups.find(machine.database, GROUP)
    assert group is not None
    return sharing.agreed(machine.database, machine.study._me(), group)
