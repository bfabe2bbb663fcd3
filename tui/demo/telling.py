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
    Serves,
    Sprints,
    milestones,
)
from tui.demo.people import EVERYBODY, PEOPLE, Assigned, Cast, GroupTold, Person
from tui.demo.scene import Scene, Together
from tui.demo.story import Visit
from tui.demo.studying import Desk, Student
from tui.planning import Measure

SEED = 5
WEEKS = 52
_UNTIL = "demo.until"
"""The setting with the moment at which the story ends."""
_MEETING_MINUTE = 12 * 60
_OWN_ENDS = -10
"""The day on which somebody means to be through with what nobody assigned."""
_SPRINT, _SPRINT_WEEKS = "Four weeks side by side", 4


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
        scene = Together(database, Clock(end), Random(seed))  # noqa: S311 - a story
        for share in Teller(scene, EVERYBODY, seed, 7 * weeks).tell():
            progress(share)
        keep_end(database, end)


def keep_end(database: Database, end: datetime) -> None:
    """Keep the moment at which the story in a demo ends, UTC."""
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


class Teller:
    """Acts the story out, day by day."""

    def __init__(self, scene: Scene, cast: Cast, seed: int, length: int) -> None:
        self._scene = scene
        self._clock = scene.clock
        self._cast = cast
        self._seed = seed
        self._length = length
        self._there: dict[str, _There] = {}
        """By name."""
        self._groups: dict[str, GroupTold] = {}
        self._members: dict[str, list[str]] = {}
        """Of each group, by its name."""

    def tell(self) -> Iterator[float]:
        """Act day after day; answer the share that is done after each."""
        waiting = list(milestones(self._length, self._cast))
        for back in range(self._length, -1, -1):
            day = self._day(back)
            self._clock.set(day, 0)
            self._clock.forward(seconds=len(PEOPLE))
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

    def _draw_for(self, *names: object) -> None:
        """What is random from here on follows from some names alone."""
        self._scene.random.seed("\n".join(map(str, (self._seed, *names))))

    def _day(self, back: int) -> date:
        return self._clock.last_day - timedelta(days=back)

    # What changes

    def _pass(self, milestone: Milestone, day: date, back: int) -> None:
        scene = self._scene
        match milestone:
            case Comes(person):
                self._come(person, day)
            case Founds(group):
                self._draw_for(day, group.name)
                scene.at(group.leader).create_group(group.name)
                scene.at(group.leader).describe_group(group.name, team=group.team, purpose=group.purpose)
                self._groups[group.name], self._members[group.name] = group, []
                scene.announce(group, ())
            case Helps(group, helper):
                self._draw_for(day, group.name, helper)
                scene.at(group.leader).add_to_group(group.name, helper, leader=True)
            case Serves(group, one):
                self._draw_for(day, group.name, one.name, one.duty)
                scene.at(group.leader).give_duty(group.name, one.name, one.duty, mentees=one.mentees)
            case Joins(person, group):
                self._draw_for(day, group.name, person.name)
                scene.bring(person.name, group)
                self._members[group.name].append(person.name)
                self._assign(self._there[person.name])
            case Leaves(person, group):
                self._draw_for(day, group.name, person.name)
                scene.at(group.leader).remove_from_group(group.name, person.name)
                self._members[group.name].remove(person.name)
                self._assign(self._there[person.name])
            case Plans(group, plan, first):
                self._plan(group, plan, first, day)
            case Sprints(group, other):
                self._draw_for(day, group.name, other.name)
                monday = day + timedelta(days=-day.weekday() % 7)
                leader = scene.at(group.leader)
                leader.propose_sprint(_SPRINT, group.name, [other.name], monday, _SPRINT_WEEKS)
                scene.at(other.leader).join_sprint(_SPRINT, other.name)
            case GoesAway(person, last):
                self._draw_for(day, person.name)
                scene.at(person.name).go_away(Leave(day, day + timedelta(days=back - last)))
            case Aims(group, aim):
                self._draw_for(day, group.name, aim.text)
                owner = aim.owner if aim.owner in {group.leader, group.helper} else group.leader
                measure = Measure(aim.measure, aim.wanted, aim.about)
                scene.at(group.leader).set_goal(group.name, aim.text, self._day(aim.due), measure, owner)
            case Reaches(group, aim):
                self._draw_for(day, group.name, aim.text)
                scene.at(group.leader).end_goal(group.name, aim.text, reached=True)

    def _plan(self, group: GroupTold, plan: Assigned, first: int, day: date) -> None:
        self._draw_for(day, group.name, plan.course)
        study = self._scene.at(group.leader)
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
        self._scene.announce(group, self._members[group.name])
        for one in self._there.values():
            self._assign(one)

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

    def _come(self, person: Person, day: date) -> None:
        # The id of somebody holds the moment: it is theirs, whoever else comes on that day.
        before = self._clock()
        self._clock.set(day, 0)
        self._clock.forward(seconds=[one.name for one in PEOPLE].index(person.name))
        self._draw_for(person.name)
        self._scene.come(person.name)
        self._clock.forward(seconds=(before - self._clock()).total_seconds())
        one = self._there[person.name] = _There(person, Desk())
        study = self._scene.at(person.name)
        lessons = [lesson for course in person.own for lesson in study.find_course(course).lessons]
        days = self._length - _OWN_ENDS
        one.desk.choose(
            {lesson.key: self._length - days * number // len(lessons) for number, lesson in enumerate(lessons, start=1)}
        )

    def _assign(self, one: _There) -> None:
        """Put on somebody's desk what their groups assign now."""
        plan = self._scene.at(one.person.name).my_plan()
        one.desk.assign({part.lesson: (self._clock.last_day - part.due).days for part in plan})

    # What a day brings

    def _acts(self, day: date, back: int) -> Iterator[tuple[int, Callable[[], None]]]:
        """What is done today, each with its minute."""
        for one in self._there.values():
            lots = self._lots(one.person.name, day)
            visit = story.visit(one.person, day, back, one.desk.tasks(), lots)
            if visit is not None:
                yield visit.minute, partial(self._sit_down, one, visit, lots, back)
        for group in self._groups.values():
            if story.looks(day):
                yield _MEETING_MINUTE, partial(self._look, group, back, self._lots(group.name, day))
            if story.ends_week(day) or not back:
                yield story.BEDTIME, partial(self._gather, group, back)

    def _sit_down(self, one: _There, visit: Visit, lots: Random, back: int) -> None:
        self._draw_for(one.person.name, self._day(back), "visit")
        Student(self._scene.at(one.person.name), self._clock, one.desk, lots, back).act(visit)

    def _gather(self, group: GroupTold, back: int) -> None:
        self._draw_for(group.name, self._day(back), "gather")
        heard = [name for name in self._members[group.name] if story.is_heard_of(self._there[name].person, back)]
        self._scene.gather(group, heard)

    def _look(self, group: GroupTold, back: int, lots: Random) -> None:
        """A leader looks at a group, and sees to some who need help."""
        self._gather(group, back)
        self._draw_for(group.name, self._day(back), "look")
        study, helped = self._scene.at(group.leader), list[str]()
        for need in study.group(study.find_group(group.name).id).needs_help:
            if story.sees_to(need.reason, back, lots):
                self._clock.forward(minutes=2)
                study.handle(study.find_group(group.name).id, need.member, need.lesson)
                self._there[need.name].desk.work(need.lesson).hand = None
                helped.append(need.name)
        if helped:
            self._draw_for(group.name, self._day(back), "tell")
            self._scene.announce(group, dict.fromkeys(helped))
