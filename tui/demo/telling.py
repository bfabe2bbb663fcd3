"""The story of the demo, acted out through the verbs that everybody uses, on a clock that walks through the year."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from random import Random

from store import settings
from store.database import Database
from store.people import Leave
from tui.demo import story
from tui.demo.clock import Clock
from tui.demo.milestones import (
    Aims,
    Comes,
    Founds,
    GoesAway,
    Helps,
    Joins,
    Leaves,
    Milestone,
    Plans,
    Reaches,
    milestones,
)
from tui.demo.people import Assigned, GroupTold, Person
from tui.demo.story import Visit
from tui.demo.studying import Desk, Student
from tui.planning import Measure
from tui.settings import STARTER_COURSES
from tui.study import Study

SEED = 5
WEEKS = 52
_UNTIL = "demo.until"
"""The setting with the moment at which the story ends."""
_MEETING_MINUTE = 12 * 60
_OWN_ENDS = -10
"""The day on which somebody means to be through with what nobody assigned."""


def tell(
    database: Database,
    *,
    end: datetime,
    seed: int = SEED,
    weeks: int = WEEKS,
    progress: Callable[[float], None] = lambda _share: None,
) -> None:
    """Tell the story into an empty demo. The same seed and end give the same story, to the last id.

    Args:
        database: a demo without members.
        end: the moment at which the story ends, UTC.
        seed: of all lots that are drawn.
        weeks: how long it lasts.
        progress: is told the share that is done, 0 to 1, day by day.

    Raises:
        ValueError: the database is no demo.
        StoreError: it could not be written; nothing of it was.
    """
    if not database.demo:
        raise ValueError("a demo is told into nothing but a demo")
    with database.transaction():  # all of it or nothing: who comes later never finds half a story
        for share in _Teller(database, Clock(end), seed, 7 * weeks).tell():
            progress(share)
        settings.keep_setting(database, _UNTIL, end.isoformat())


def told_until(database: Database) -> datetime | None:
    """The moment at which the story in a demo ends, UTC; None where it was not told yet."""
    found = settings.setting(database, _UNTIL)
    return datetime.fromisoformat(found) if found else None


@dataclass(slots=True)
class _There:
    """Somebody who is there."""

    person: Person
    desk: Desk


class _Teller:
    """Acts the story out, day by day."""

    def __init__(self, database: Database, clock: Clock, seed: int, length: int) -> None:
        self._clock = clock
        self._seed = seed
        self._length = length
        self._study = Study(STARTER_COURSES, database, now=clock, random=Random(seed))  # noqa: S311 - a story
        self._there: dict[str, _There] = {}
        """By name."""
        self._groups: dict[str, GroupTold] = {}

    def tell(self) -> Iterator[float]:
        """Act day after day; answer the share that is done after each."""
        waiting = list(milestones(self._length))
        for back in range(self._length, -1, -1):
            day = self._clock.last_day - timedelta(days=back)
            self._clock.set(day, 0)
            while waiting and waiting[0][0] == back:
                self._clock.forward(seconds=1)
                self._pass(waiting.pop(0)[1], day, back)
            # One who sits down later finds what the day has brought until then.
            for minute, act in sorted(self._acts(day, back), key=lambda one: one[0]):
                self._clock.set(day, minute)
                act()
            yield 1 - back / self._length

    def _lots(self, *names: object) -> Random:
        return Random("\n".join(map(str, (self._seed, *names))))  # noqa: S311 - as above

    def _day(self, back: int) -> date:
        return self._clock.last_day - timedelta(days=back)

    # What changes

    def _pass(self, milestone: Milestone, day: date, back: int) -> None:
        study = self._study
        match milestone:
            case Comes(person):
                self._come(person)
            case Founds(group):
                study.join(group.leader)
                study.create_group(group.name)
                self._groups[group.name] = group
            case Helps(group, helper):
                study.join(group.leader)
                study.add_to_group(group.name, helper, leader=True)
            case Joins(person, group):
                study.join(group.leader)
                study.add_to_group(group.name, person.name)
                self._assign(self._there[person.name])
                study.accept_charter(group.name)
            case Leaves(person, group):
                study.join(group.leader)
                study.remove_from_group(group.name, person.name)
                self._assign(self._there[person.name])
            case Plans(group, plan, first):
                study.join(group.leader)
                if plan.in_file:
                    study.apply_plan(study.plan_changes("plan.toml", self._file(plan, first), group.name))
                else:
                    study.set_plan(
                        group.name,
                        plan.course,
                        self._day(plan.due),
                        first=self._day(first),
                        target=plan.target,
                        announced=plan.announced,
                    )
                for one in self._there.values():
                    self._assign(one)
            case GoesAway(person, last):
                study.join(person.name)
                study.go_away(Leave(day, day + timedelta(days=back - last)))

            case Aims(group, aim):
                study.join(group.leader)
                measure = Measure(aim.measure, aim.wanted, aim.about)
                study.set_goal(group.name, aim.text, self._day(aim.due), measure, aim.owner)
            case Reaches(group, aim):
                study.join(group.leader)
                study.end_goal(group.name, aim.text, reached=True)

    def _file(self, plan: Assigned, first: int) -> str:
        """What a leader has written into a plan file."""
        announced = ", ".join(f'"{quiz}"' for quiz in plan.announced)
        lines = (
            "[[course]]",
            f'id = "{plan.course}"',
            f"from = {self._day(first)}",
            f"due = {self._day(plan.due)}",
            f"announced = [{announced}]",
            *([] if plan.target is None else [f"target = {round(100 * plan.target)}"]),
        )
        return "\n".join(lines) + "\n"

    def _come(self, person: Person) -> None:
        if self._study.has_members:
            self._study.add_member(person.name)
        else:
            self._study.join(person.name)
        one = self._there[person.name] = _There(person, Desk())
        lessons = [lesson for course in person.own for lesson in self._study.find_course(course).lessons]
        days = self._length - _OWN_ENDS
        one.desk.choose(
            {lesson.key: self._length - days * number // len(lessons) for number, lesson in enumerate(lessons, start=1)}
        )

    def _assign(self, one: _There) -> None:
        """Put on somebody's desk what their groups assign now."""
        self._study.join(one.person.name)
        one.desk.assign({plan.lesson: (self._clock.last_day - plan.due).days for plan in self._study.my_plan()})

    # What a day brings

    def _acts(self, day: date, back: int) -> Iterator[tuple[int, Callable[[], None]]]:
        """What is done today, each with its minute."""
        for one in self._there.values():
            lots = self._lots(one.person.name, day)
            visit = story.visit(one.person, day, back, one.desk.tasks(), lots)
            if visit is not None:
                yield visit.minute, partial(self._sit_down, one, visit, lots, back)
        if story.looks(day):
            for group in self._groups.values():
                yield _MEETING_MINUTE, partial(self._look, group, back, self._lots(group.name, day))

    def _sit_down(self, one: _There, visit: Visit, lots: Random, back: int) -> None:
        self._study.join(one.person.name)
        Student(self._study, self._clock, one.desk, lots, back).act(visit)

    def _look(self, group: GroupTold, back: int, lots: Random) -> None:
        """A leader looks at a group, and sees to some who need help."""
        study = self._study
        study.join(group.leader)
        for need in study.group(study.find_group(group.name).id).needs_help:
            if story.sees_to(need.reason, back, lots):
                self._clock.forward(minutes=2)
                study.handle(study.find_group(group.name).id, need.member, need.lesson)
                self._there[need.name].desk.work(need.lesson).hand = None
