"""What the commands print of groups as JSON is what anybody can work out from the events, whatever happened.

Three groups, whose members may be in several, one of whom accepts no charter; two leaders, of whom one leads but the
first. Statuses, reasons, paces and goals have their own calculation in `test_group_record.py`: here is all the rest.
"""

import io
import json
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import partial
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons.shelf import open_shelf
from quizzes.library import Library, build
from quizzes.mastery import QuestionKey, questions_of
from store import events, groups, people
from store.charter import notice_digest
from store.database import Database, open_database
from store.mirror import GroupFigures, GroupRecord
from tests.property.test_group_record import (
    LIBRARY,
    START,
    STUDY,
    Happened,
    Story,
    act,
    answer,
    begin,
    dues_come,
    duties,
    end,
    joined_day,
    known,
    latest_start,
    memberships,
    plan_of,
)
from tui.commands.group import _compare, _show
from tui.commands.wording import fraction
from tui.group_figures import figures_of, points_of
from tui.report.contents import figures, report_of
from tui.roster import announced
from tui.study import Study

SPAN, NAMES = 40, ("Days", "Nights", "Weekends")
"""Days of a history, and the groups."""
PEOPLE = 9
ACTIONS = (
    *["open", "open", "finish", "finish", "pass", "fail", "raise", "raise", "lower", "handle", "handle"],
    *["leave group", "leave group", "join group", "join group"],
)
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
FEW = 5
COPIES = count()


@pytest.fixture(scope="module")
def library() -> Library:
    return build([open_shelf(LIBRARY)])


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("blank")
    with open_database(folder / "study.db", now=lambda: START) as database:
        for name in ("Lead", "Other", *(f"Member {number}" for number in range(PEOPLE))):
            people.add(database, name, now=lambda: START, random=Random(name))
    return folder / "study.db"


def copied(blank: Path) -> Iterator[Database]:
    folder = blank.parent / str(next(COPIES))
    folder.mkdir()
    shutil.copy(blank, folder)
    with open_database(folder / "study.db", now=lambda: START) as database:
        yield database
    shutil.rmtree(folder)


Deed = tuple[int, int, int, str, int, int, bool]
"""Eighths of a day after the start, who, which lesson, what, a number of days, in which group, by the other leader."""


def deed(random: Random) -> Deed:
    action = "plan" if not random.randrange(40) else random.choice(ACTIONS)
    when, who, which = random.randrange(SPAN * 8), random.randrange(PEOPLE), random.randrange(2)
    return when, who, which, action, random.randint(1, 25), random.randrange(len(NAMES)), random.random() < 0.5


def printed(say: Callable[[], None]) -> Mapping[str, Any]:
    """What a command prints, read back."""
    out = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)
    with redirect_stdout(out):
        say()
    found: Mapping[str, Any] = json.loads(out.buffer.getvalue())
    return found


@settings(max_examples=60, deadline=None)
@given(dice=st.integers(0, 2**32), refuses=st.integers(0, 2 * PEOPLE), late=st.integers(0, 12))
def test_what_is_printed_is_what_can_be_counted(
    blank: Path, library: Library, dice: int, refuses: int, late: int
) -> None:
    random = Random(dice)
    for database in copied(blank):
        room = Class(Story(database, library), refuses)
        room.begin(random)
        for one in sorted((deed(random) for _deed in range(random.randrange(140))), key=lambda one: one[0]):
            room.do(one)
        room.story.at = max(room.story.at, START) + late * DAY
        room.check()


class Class:
    """Three groups in which things happen."""

    def __init__(self, story: Story, refuses: int) -> None:
        self.story = story
        self.lead, self.other, *self.members = (member.id for member in people.members(story.database))
        self.accepted = {member for place, member in enumerate(self.members) if place != refuses}
        self.led = [
            groups.create(story.database, name, self.lead, now=lambda: START, random=story.random) for name in NAMES
        ]
        self.handled: dict[tuple[str, str], tuple[date, str]] = {}
        """When a need was seen to last, and by whom, by member and lesson."""

    def begin(self, random: Random) -> None:
        """Who is in which group, who accepts, and two plans."""
        sizes = random.randint(4, PEOPLE), random.randint(4, PEOPLE), random.randint(0, PEOPLE)
        self.story.record(self.led[0].id, self.lead, events.GroupJoined(self.other, "leader"))
        for number, (group, size) in enumerate(zip(self.led, sizes, strict=True)):
            for place in range(size):
                joins = events.GroupJoined(self.members[(place + 2 * number) % PEOPLE], "member")
                self.story.record(group.id, self.lead, joins)
            for member in self.accepted:
                self.story.record(member, member, events.CharterAccepted(group.id, "", notice_digest()))
        act(self.story, self.led[0].id, self.lead, (self.lead, 1, "plan", 15))
        act(self.story, self.led[1].id, self.lead, (self.lead, 0, "plan", 8))

    def do(self, deed: Deed) -> None:
        """One thing happens."""
        eighths, who, which, action, days, number, by_other = deed
        story, member, group = self.story, self.members[who], self.led[number].id
        course = story.library.courses[0]
        quiz, leader = course.quizzes[which], self.other if by_other and action == "handle" else self.lead
        story.at = START + timedelta(hours=3 * eighths)
        if action == "pass":
            if (member, quiz.key) not in story.open:
                begin(story, group, member, quiz)
            for _question in quiz.askable:
                answer(story, member, quiz, right=True)
            end(story, member, quiz)
        else:
            act(story, group, leader, (member, which, action, days))
        if action == "handle":
            self.handled[member, course.lessons[which].key] = (story.log[-1].day, leader)

    def check(self) -> None:
        """Compare what the commands print with what can be counted."""
        story = self.story
        study = Study([LIBRARY], story.database, now=lambda: story.at, random=Random(1))
        study.join("Lead")
        compared = printed(lambda: _compare(study, archived=False, as_json=True))
        shown = {one["group"]: one for one in compared["groups"]}
        of_each: list[Compared] = []
        for number, name in enumerate(NAMES):
            counted = Counted(story.log, self.led[number].id, self.accepted, story.library, study.day())
            page = printed(partial(_show, study, name, as_json=True))
            counted.check_page(page, self.handled, {self.lead: "Lead", self.other: None if number else "Other"})
            counted.check_announced(study.group(self.led[number].id))
            counted.check_compared(shown[name])
            of_each.append(counted.compared())
        check_average(compared["average"], of_each)
        check_moved(study.figures(), of_each)


def percent(share: Fraction) -> int:
    """Whole per cents, cut off: nothing is rounded up to what was not reached."""
    return 100 * share.numerator // share.denominator


def shown_as(share: Fraction | None) -> float | None:
    return None if share is None else round(share.numerator / share.denominator, 4)


def over(part: int, whole: int) -> Fraction | None:
    return Fraction(part, whole) if whole else None


@dataclass
class Compared:
    """The figures of a group beside others, each with what it was before."""

    shares: Mapping[str, tuple[Fraction | None, Fraction | None]]

    def of(self, key: str) -> tuple[Fraction | None, Fraction | None]:
        return self.shares.get(key, (None, None))


def check_average(told: Mapping[str, float | None], of_each: Sequence[Compared]) -> None:
    keys = ["completion", "on-time", "active"]
    keys += ["pace"] if any(one.of("pace")[0] is not None for one in of_each) else []
    keys += [key for key in ("craft", "patience") if any(key in one.shares for one in of_each)]
    assert list(told) == keys
    for key in keys:
        there = [now for now, _before in (one.of(key) for one in of_each) if now is not None]
        if len(there) < 2:
            assert told[key] is None
        else:
            assert told[key] == pytest.approx(float(sum(there) / len(there)), abs=6e-5)


def check_moved(found: Sequence[GroupFigures], of_each: Sequence[Compared]) -> None:
    """What has changed since a week ago, as it stands beside the bars."""
    for figure in figures_of(found):
        for group in found:
            now, before = of_each[NAMES.index(group.name)].of(figure.key)
            moved = None if now is None or before is None else percent(now) - percent(before)
            assert points_of(figure.of(group), figure.before(group)) == moved


class Counted:
    """One group on one day, counted from the events one by one."""

    def __init__(self, log: Sequence[Happened], group: str, accepted: set[str], library: Library, today: date) -> None:
        self.log, self.group, self.today, self.library = log, group, today, library
        self.times = [one for one in memberships(log, group) if one[0] in accepted]
        self.there = {who for who, joined, left in self.times if joined <= today < left}
        plan = plan_of(log, group)
        self.due: Mapping[str, date] = dict(plan.due) if plan else {}
        self.done: dict[tuple[str, str], date] = {}
        self.studied: set[tuple[str, date]] = set()
        for one in log:
            if isinstance(one.body, events.LessonFinished):
                self.done.setdefault((one.subject, one.body.lesson), one.day)
            if isinstance(one.body, STUDY):
                self.studied.add((one.subject, one.day))
        self.monday = today - today.weekday() * DAY

    def inside(self, who: str, day: date) -> bool:
        return any(member == who and joined <= day < left for member, joined, left in self.times)

    def week(self, monday: date) -> tuple[set[str], set[str], int]:
        """Of a week: who was in the group on a day of it, who of them studied as a member, and lessons completed."""
        days = [day for day in (monday + number * DAY for number in range(7)) if day <= self.today]
        ever = {who for who, _joined, _left in self.times}
        there = {who for who in ever if any(self.inside(who, day) for day in days)}
        active = {who for who in there if any((who, day) in self.studied and self.inside(who, day) for day in days)}
        done = [
            who
            for (who, lesson), day in self.done.items()
            if lesson in self.due and day in days
            if self.inside(who, day)
        ]
        return there, active, len(done)

    def hand(self, who: str, lesson: str) -> date | None:
        since: date | None = None
        for one in self.log:
            if one.subject == who and getattr(one.body, "lesson", None) == lesson:
                if isinstance(one.body, events.HandRaised):
                    since = one.day
                elif isinstance(one.body, events.HandLowered | events.HelpHandled):
                    since = None
        return since

    def latest_results(self) -> Mapping[tuple[str, str], Happened]:
        told = {
            one.body.sitting
            for one in self.log
            if isinstance(one.body, events.SittingStarted) and self.group in one.body.announced
        }
        return {
            (one.subject, one.body.quiz): one
            for one in self.log
            if isinstance(one.body, events.SittingFinished) and one.body.sitting in told and one.subject in self.there
        }

    def check_page(
        self,
        page: Mapping[str, Any],
        handled: Mapping[tuple[str, str], tuple[date, str]],
        names: Mapping[str, str | None],
    ) -> None:
        """Compare what `group NAME --json` says."""
        assert {one["member"] for one in page["members"]} == self.there
        todo = [(who, lesson) for who in self.there for lesson in self.due if (who, lesson) not in self.done]
        assert page["assigned"] == len(self.there) * len(self.due)
        assert page["completed"] == page["assigned"] - len(todo)
        joined = {who: first for who, first, left in self.times if first <= self.today < left}
        results = self.latest_results()
        plan = plan_of(self.log, self.group)
        assert page["results_not_taken"] == sum(
            (who, quiz) not in results for who in self.there for quiz in (plan.announced if plan else ())
        )
        assert page["overdue"] == sum(max(self.due[lesson], joined[who]) < self.today for who, lesson in todo)
        assert {
            (one["member"], lesson): told["due"] for one in page["members"] for lesson, told in one["lessons"].items()
        } == {
            (who, lesson): max(day, joined[who]).isoformat() for who in self.there for lesson, day in self.due.items()
        }
        hands = [since for who, lesson in todo if (since := self.hand(who, lesson))]
        assert page["hands"] == sum(0 < (self.today - since).days < 14 for since in hands)
        assert page["active"] == (len({who for who in self.there if self.ever_now(who)}) if self.many else None)
        assert ("active_withheld" in page) is not self.many
        weeks = []
        for back in reversed(range(12)):
            monday = self.monday - back * WEEK
            there, active, done = self.week(monday)
            if not there and back:
                continue
            few = len(there) < FEW
            weeks.append(
                {
                    "week": iso(monday),
                    "active": None if few else len(active),
                    "members": len(there),
                    "completed": done,
                    **({"withheld": "fewer than 5"} if few else {}),
                }
            )
        assert page["weeks"] == weeks
        results = self.latest_results()
        assert {
            (one["member"], result["quiz"]): (result["share"], result["passed"], result["day"])
            for one in page["members"]
            for result in one["results"]
        } == {
            key: (round(one.body.marks / one.body.points, 4), one.body.passed, one.day.isoformat())
            for key, one in results.items()
            if isinstance(one.body, events.SittingFinished)
        }
        assert {(one["member"], one["lesson"]): (one["day"], one["by"]) for one in page["handled"]} == {
            key: (day.isoformat(), names[by])
            for key, (day, by) in handled.items()
            if key[0] in self.there and key[1] in self.due and joined[key[0]] <= day and (self.today - day).days < 14
        }

    def check_announced(self, record: GroupRecord) -> None:
        """Compare the figure of announced results that passed, on the screen and in a report."""
        results = [one.body for one in self.latest_results().values()]
        passed = sum(isinstance(one, events.SittingFinished) and one.passed for one in results)
        assert announced(record) == (len(results), passed)
        told = [one.number for one in figures(report_of(record, hidden=True)) if "announced" in one.words]
        assert told == ([fraction(passed, len(results))] if results else [])

    @property
    def many(self) -> bool:
        return len(self.there) >= FEW

    def ever_now(self, who: str) -> bool:
        """Whether somebody studied this week, in the group or before they joined it."""
        return any((who, self.monday + number * DAY) in self.studied for number in range(7))

    def compared(self) -> Compared:
        """What stands beside other groups."""
        plan = plan_of(self.log, self.group)
        asked = questions_of(self.library.courses[0])
        dimensions = {"craft": "dough", "patience": "bake"} if plan else {}
        if not self.many:
            return Compared(dict.fromkeys(dimensions, (None, None)))
        week_ago = self.today - WEEK
        plans = [one for one in self.log if one.subject == self.group]
        was = any(joined <= week_ago < left for _who, joined, left in self.times)
        was = was and any(latest_start(plans, lesson) <= week_ago for lesson in self.due)
        last_there, last_active, _done = self.week(self.monday - WEEK)
        told_then = len(last_there) >= FEW
        now = {who for who in self.there if self.ever_now(who)}
        return Compared(
            {
                "completion": (self.completion(self.today), self.completion(week_ago) if was else None),
                "on-time": (self.on_time(self.today), self.on_time(week_ago)),
                "active": (
                    over(len(now), len(self.there)),
                    over(len(last_active), len(last_there)) if told_then else None,
                ),
                "pace": (self.pace(self.today), self.pace(self.monday - DAY) if told_then else None),
                **{
                    key: (
                        self.reached(asked[objective], self.today),
                        self.reached(asked[objective], week_ago) if was else None,
                    )
                    for key, objective in dimensions.items()
                },
            }
        )

    def reached(self, asked: Sequence[QuestionKey], day: date) -> Fraction | None:
        share = known(self.log, self.there, asked, day)
        return Fraction(round(share * len(self.there)), len(self.there))

    def completion(self, day: date) -> Fraction | None:
        done = [self.done.get((who, lesson), date.max) <= day for who in self.there for lesson in self.due]
        return over(sum(done), len(done))

    def on_time(self, day: date) -> Fraction | None:
        come = [
            self.done.get((who, lesson), date.max) <= day and self.done[who, lesson] < left
            for who, lesson, left in dues_come(self.times, self.due, day)
        ]
        return over(sum(come), len(come))

    def pace(self, day: date) -> Fraction | None:
        until = [one for one in self.log if one.day <= day]
        plan = plan_of(until, self.group)
        if plan is None:
            return None
        there = {
            who: joined_day(until, self.group, who)
            for who in {member for member, _joined, _left in self.times}
            if (said := duties(until, self.group, who)) and isinstance(said[-1].body, events.GroupJoined)
        }
        over_by = min(day, self.today - DAY)  # nothing is missed on a day that is not over
        planned = sum(max(last, joined) <= over_by for joined in there.values() for last in plan.due.values())
        done = sum(self.done.get((who, lesson), date.max) <= day for who in there for lesson in plan.due)
        return over(done, planned)

    def check_compared(self, told: Mapping[str, Any]) -> None:
        """Compare what `groups --json` says."""
        mine = self.compared()
        assert told["members"] == len(self.there)
        assert ("withheld" in told) is not self.many
        for name, key, place in (
            *(("completion", "completion", 0), ("week_ago", "completion", 1)),
            *(("on_time", "on-time", 0), ("on_time_week_ago", "on-time", 1)),
            *(("active", "active", 0), ("active_last_week", "active", 1)),
            *(("pace", "pace", 0), ("pace_last_week", "pace", 1)),
        ):
            assert told[name] == shown_as(mine.of(key)[place]), name
            assert (name in told["reasons"]) is (told[name] is None), "why there is none"
        assert {one["dimension"]: (one["share"], one["week_ago"]) for one in told["dimensions"]} == {
            key: tuple(map(shown_as, mine.of(key))) for key in ("craft", "patience") if key in mine.shares
        }


def iso(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"
