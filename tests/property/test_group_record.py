"""What a leader receives of a group is what anybody can work out from the events by the rules, whatever happened."""

import json
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random
from types import UnionType

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lessons.shelf import open_shelf
from quizzes.library import CourseContents, Library, build
from quizzes.mastery import QuestionKey, questions_of
from quizzes.model import Quiz
from quizzes.record import question_record
from store import events, groups, people
from store.charter import notice_digest
from store.database import Database, open_database
from store.events import Body
from store.group_mirror import group_figures, group_record
from store.log import Entry, append, rebuild
from store.mirror import FEWEST, GroupFigures, GroupRecord
from tests.histories import dump
from tui.report.contents import report_of
from tui.report.formats import as_json

LIBRARY = Path(__file__).parents[1] / "fixtures" / "library"
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PEOPLE = 6
SPAN = 50
"""Days of a history."""
ACTIONS = st.sampled_from(
    [
        *["open", "start", "right", "wrong", "end", *["fail"] * 3, *["miss"] * 3],
        *["raise", "raise", "lower", "handle", "leave group", "join group", "abandon", "away", "finish", "plan"],
        *["goal", "reach", "drop", "finish", "unhandle", "join group"],
    ]
)
HISTORIES = st.lists(
    st.tuples(st.integers(0, SPAN * 8), st.integers(0, 2), st.integers(0, 1), ACTIONS, st.integers(1, 25)),
    max_size=40,
)
"""Eighths of a day after the start, who, which lesson, what, and a number of days. Some members never do anything."""
GOALS = tuple(f"00000000-0000-4000-8000-00000000000{number}" for number in (1, 2))
COPIES = count()


@dataclass
class Happened:
    """One event, as plain values."""

    day: date
    subject: str
    body: Body
    id: str


@dataclass
class Story:
    """A history that is being recorded, and kept beside as plain values."""

    database: Database
    library: Library
    at: datetime = START
    log: list[Happened] = field(default_factory=list)
    open: dict[tuple[str, str], tuple[str, list[tuple[str, bool]]]] = field(default_factory=dict)
    random: Random = field(default_factory=lambda: Random(3))

    def record(self, subject: str, actor: str, body: Body, questions: Sequence[tuple[str, str]] = ()) -> None:
        """Record one event."""
        entries = [Entry(body, actor, subject)]
        (event,) = append(self.database, entries, now=lambda: self.at, random=self.random, questions=questions)
        self.log.append(Happened(event.day, subject, body, event.id))


@pytest.fixture(scope="module")
def library() -> Library:
    return build([open_shelf(LIBRARY)])


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with a leader and six members, to be copied."""
    folder = tmp_path_factory.mktemp("blank")
    with open_database(folder / "study.db", now=lambda: START) as database:
        for name in ("Lead", *(f"Member {number}" for number in range(PEOPLE))):
            people.add(database, name, now=lambda: START, random=Random(name))
    return folder / "study.db"


def copied(blank: Path) -> Iterator[Database]:
    folder = blank.parent / str(next(COPIES))
    folder.mkdir()
    shutil.copy(blank, folder)
    with open_database(folder / "study.db", now=lambda: START) as database:
        yield database
    shutil.rmtree(folder)


LEFT_AND_BACK = [(56, 0, 0, "leave group", 1), (80, 0, 0, "join group", 1), (96, 1, 0, "open", 1)]
"""A member who had not done what was due leaves after that day, and is late with it again once back for a day."""


@settings(max_examples=100)
@example(history=LEFT_AND_BACK, late=2, size=PEOPLE)
@example(history=[*LEFT_AND_BACK, (97, 0, 0, "finish", 1)], late=2, size=PEOPLE)
@given(history=HISTORIES, late=st.integers(0, 40), size=st.integers(3, PEOPLE))
def test_the_record_is_what_the_rules_say_of_the_events(
    blank: Path, library: Library, history: list[tuple[int, int, int, str, int]], late: int, size: int
) -> None:
    for database in copied(blank):
        story = Story(database, library)
        leader, *members = (member.id for member in people.members(database))
        group = groups.create(database, "Night shift", leader, now=lambda: START, random=story.random)
        for member in members[:size]:
            story.record(group.id, leader, events.GroupJoined(member, "member"))
        for member in members:
            story.record(member, member, events.CharterAccepted(group.id, "", notice_digest()))
        act(story, group.id, leader, (leader, 1, "plan", 2 * late + 1))
        for eighths, who, which, action, days in sorted(history, key=lambda entry: entry[0]):
            story.at = START + timedelta(hours=3 * eighths)
            act(story, group.id, leader, (members[who], which, action, days))
        today = max([one.day for one in story.log] + [START.date() + timedelta(days=late)])
        record = group_record(database, group, library, today, reader=leader)
        compare(record, story, group.id, today)
        beside = group_figures(database, group, library, today, reader=leader)
        compare_figures(beside, record, story, group.id)
        grown = dump(database)
        rebuild(database)
        assert dump(database) == grown
        assert group_record(database, group, library, today, reader=leader) == record


@settings(max_examples=30)
@given(
    taken=st.lists(st.tuples(st.integers(1, 20), st.integers(0, 4), st.booleans(), st.booleans()), max_size=24),
    today=st.integers(7, 24),
)
def test_what_was_reached_a_week_ago_is_what_the_answers_until_then_say(
    blank: Path, library: Library, taken: list[tuple[int, int, bool, bool]], today: int
) -> None:
    for database in copied(blank):
        story = Story(database, library)
        leader, *members = (member.id for member in people.members(database))
        group = groups.create(database, "Night shift", leader, now=lambda: START, random=story.random)
        for member in members[:FEWEST]:
            story.record(group.id, leader, events.GroupJoined(member, "member"))
            story.record(member, member, events.CharterAccepted(group.id, "", notice_digest()))
        act(story, group.id, leader, (leader, 1, "plan", 30))
        quiz = library.courses[0].quizzes[1]
        for day, who, *answers in sorted(taken, key=lambda one: one[0]):
            story.at = START + timedelta(days=day)
            begin(story, group.id, members[who], quiz)
            for right in answers:
                answer(story, members[who], quiz, right=right)
            end(story, members[who], quiz)
        end_day = START.date() + timedelta(days=today)
        asked = questions_of(library.courses[0])["bake"]
        (dimension,) = (
            one
            for one in group_figures(database, group, library, end_day, reader=leader).dimensions
            if one.dimension == "patience"
        )
        before = known(story.log, set(members[:FEWEST]), asked, end_day - timedelta(days=7))
        assert dimension.week_ago == before


@settings(max_examples=60)
@given(
    taken=st.lists(
        st.tuples(st.integers(0, 11), st.booleans(), st.lists(st.booleans(), min_size=8, max_size=8)), max_size=24
    ),
    refuses=st.integers(0, 24),
)
def test_how_announced_questions_did_is_what_anybody_can_count(
    blank: Path, library: Library, taken: list[tuple[int, bool, list[bool]]], refuses: int
) -> None:
    for database in copied(blank):
        story = Story(database, library)
        leader, *members = (member.id for member in people.members(database))
        members += [
            people.add(database, f"More {number}", now=lambda: START, random=story.random).id for number in range(6)
        ]
        group = groups.create(database, "Night shift", leader, now=lambda: START, random=story.random)
        quiz = library.courses[0].quizzes[1]
        for number, member in enumerate(members):
            story.record(group.id, leader, events.GroupJoined(member, "member"))
            if number != refuses:
                story.record(member, member, events.CharterAccepted(group.id, "", notice_digest()))
        act(story, group.id, leader, (leader, 1, "plan", 25))
        for who, finishes, verdicts in taken:
            story.at += timedelta(hours=1)
            member = members[who]
            if (member, quiz.key) in story.open:
                story.open.pop((member, quiz.key))
            begin(story, group.id, member, quiz)
            for right in verdicts[: len(quiz.askable)]:
                answer(story, member, quiz, right=right)
            if finishes:
                end(story, member, quiz)
        record = group_record(database, group, library, story.at.date(), reader=leader)
        firsts: dict[int, list[bool]] = {}
        for who, finishes, verdicts in taken:
            if finishes and who != refuses:
                firsts.setdefault(who, verdicts)
        counted = list(firsts.values())[: len(firsts) // 5 * 5]
        (told,) = record.questions
        assert told.respondents == (len(counted) or None)
        expected = {
            question.id: (len(counted), sum(verdicts[place] for verdicts in counted))
            for place, question in enumerate(quiz.askable)
            if counted
        }
        assert {one.question: (one.respondents, one.right) for one in told.questions} == expected
        shares = [one.right / one.respondents for one in told.questions]
        assert shares == sorted(shares), "the most difficult come first"
        (printed,) = json.loads(as_json(report_of(record, hidden=False)))["questions"]
        few = len(counted) < 10
        assert printed["respondents"] == (len(counted) or None)
        assert ("withheld" in printed) == (not counted)
        keys = ("respondents", "right", "difficult", "evidence", "facility")
        assert {one["question"]: tuple(one[key] for key in keys) for one in printed["questions"]} == {
            question: (
                *(asked, right, 3 * right < 2 * asked),
                *(("counts", None) if few else ("indicative", round(right / asked, 4))),
            )
            for question, (asked, right) in expected.items()
        }
        for one in told.questions:
            assert (one.figures is None) == (one.respondents < 10)
            assert abs(one.share - one.right / one.respondents) < 1e-9
            assert one.difficult == (3 * one.right < 2 * one.respondents)


def act(story: Story, group: str, leader: str, deed: tuple[str, int, str, int]) -> None:
    member, which, action, days = deed
    contents = story.library.courses[0]
    lesson, quiz = contents.lessons[which], contents.quizzes[which]
    held = story.open.get((member, quiz.key))
    simple: Mapping[str, Callable[[], None]] = {
        "open": lambda: story.record(member, member, events.LessonOpened(lesson.key, "")),
        "finish": lambda: story.record(member, member, events.LessonFinished(lesson.key, "quiz-passed", "")),
        "raise": lambda: story.record(member, member, events.HandRaised(lesson.key)),
        "lower": lambda: story.record(member, member, events.HandLowered(lesson.key)),
        "handle": lambda: story.record(member, leader, events.HelpHandled(lesson.key)),
        "unhandle": lambda: unhandle(story, leader, member, lesson.key),
        "join group": lambda: join(story, group, leader, member),
        "leave group": lambda: story.record(group, leader, events.GroupLeft(member, "member")),
        "away": lambda: story.record(
            member,
            member,
            events.LeaveRecorded(story.at.date(), story.at.date() + timedelta(days=days)),
        ),
        "plan": lambda: story.record(
            group,
            leader,
            events.PlanSet(
                "bread",
                {one.key: story.at.date() + timedelta(days=days) for one in contents.lessons[: 1 + which]},
                min(days, 25) / 25 if days % 3 else None,
                (quiz.key,) if days % 2 else (),
            ),
        ),
    }
    goal = GOALS[which]
    measure, about = [(events.COMPLETED, ""), (events.PASSED, quiz.key), (events.JUDGED, "")][days % 3]
    wanted = None if measure == events.JUDGED else days / 25
    text, due = f"Goal {days}", story.at.date() + timedelta(days=days)
    simple = {
        **simple,
        "goal": lambda: story.record(group, leader, events.GoalSet(goal, text, measure, about, wanted, member, due)),
        "reach": lambda: story.record(group, leader, events.GoalReached(goal)),
        "drop": lambda: story.record(group, leader, events.GoalDropped(goal)),
    }
    if action in simple:
        simple[action]()
    elif action in {"fail", "miss"}:  # all of it wrong, to the end or not
        if held is None:
            begin(story, group, member, quiz)
        for _question in quiz.askable:
            answer(story, member, quiz, right=False)
        if action == "fail":
            end(story, member, quiz)
    elif action == "start" and held is None:
        begin(story, group, member, quiz)
    elif action in {"right", "wrong"} and held is not None:
        answer(story, member, quiz, right=action == "right")
    elif action == "end" and held is not None:
        end(story, member, quiz)
    elif action == "abandon" and held is not None:
        story.record(member, member, events.SittingAbandoned(held[0], quiz.key))
        del story.open[member, quiz.key]


def begin(story: Story, group: str, member: str, quiz: Quiz) -> None:
    sitting = story.database.ids.next(story.at, story.random)
    plan = plan_of(story.log, group)
    asked = tuple(question.id for question in quiz.askable)
    announced = (group,) if plan and quiz.key in plan.announced and is_member(story.log, group, member) else ()
    story.record(member, member, events.SittingStarted(sitting, quiz.key, "", asked, {}, quiz.pass_mark, announced))
    story.open[member, quiz.key] = (sitting, [])


def answer(story: Story, member: str, quiz: Quiz, *, right: bool) -> None:
    sitting, given = story.open[member, quiz.key]
    if len(given) == len(quiz.askable):
        return
    question = quiz.askable[len(given)]
    body = events.Answered(
        sitting=sitting,
        quiz=quiz.key,
        question=question.id,
        identity=question.identity,
        revision=question.revision,
        key=question.key,
        type=question.type,
        choice=(),
        mark=float(right),
        points=question.points,
        right=right,
        hints=0,
        number=len(given) + 1,
    )
    story.record(member, member, body, [(question.revision, question_record(question))])
    given.append((question.id, right))


def end(story: Story, member: str, quiz: Quiz) -> None:
    sitting, given = story.open.pop((member, quiz.key))
    points = sum(question.points for question in quiz.askable)
    marks = sum(question.points for question, (_, right) in zip(quiz.askable, given, strict=False) if right)
    story.record(
        member,
        member,
        events.SittingFinished(
            sitting=sitting,
            quiz=quiz.key,
            marks=marks,
            points=points,
            right=sum(right for _, right in given),
            asked=len(quiz.askable),
            passed=marks / points >= quiz.pass_mark,
            pass_mark=quiz.pass_mark,
        ),
    )


# The independent calculation: the rules of completion and status, read off the events one by one.


def plan_of(log: Sequence[Happened], group: str) -> events.PlanSet | None:
    return next(
        (one.body for one in reversed(log) if one.subject == group and isinstance(one.body, events.PlanSet)), None
    )


def join(story: Story, group: str, leader: str, member: str) -> None:
    """Join a group, or come back to it; who comes back is asked to accept its charter again, and does."""
    away = any(isinstance(one.body, events.GroupLeft) for one in duties(story.log, group, member)[-1:])
    story.record(group, leader, events.GroupJoined(member, "member"))
    if away and any(
        one.subject == member and isinstance(one.body, events.CharterAccepted) and one.body.group == group
        for one in story.log
    ):
        story.record(member, member, events.CharterAccepted(group, "", notice_digest()))


def unhandle(story: Story, leader: str, member: str, lesson: str) -> None:
    """Take back what was handled last, where anything was."""
    mine = standing_of(story.log, member)
    handled = [one for one in of(mine, events.HelpHandled) if getattr(one.body, "lesson", None) == lesson]
    if handled:
        story.record(member, leader, events.HandlingUndone(lesson, handled[-1].id))


def standing_of(log: Sequence[Happened], member: str) -> list[Happened]:
    """What happened about a member and was not taken back."""
    undone = {one.body.event for one in log if isinstance(one.body, events.HandlingUndone)}
    return [one for one in log if one.subject == member and one.id not in undone]


def duties(log: Sequence[Happened], group: str, member: str) -> list[Happened]:
    return [
        one
        for one in of(log, events.GroupJoined | events.GroupLeft)
        if one.subject == group and getattr(one.body, "member", None) == member
    ]


def is_member(log: Sequence[Happened], group: str, member: str) -> bool:
    found = duties(log, group, member)
    return bool(found) and isinstance(found[-1].body, events.GroupJoined)


def joined_day(log: Sequence[Happened], group: str, member: str) -> date:
    day: date | None = None
    for one in duties(log, group, member):
        day = (day or one.day) if isinstance(one.body, events.GroupJoined) else None
    assert day is not None
    return day


def compare(record: GroupRecord, story: Story, group: str, today: date) -> None:
    log = story.log
    plan = plan_of(log, group)
    course = story.library.courses[0]
    assigned = [lesson.key for lesson in course.lessons if plan and lesson.key in plan.due]
    present = {one.subject for one in log} | {
        one.body.member for one in log if isinstance(one.body, events.GroupJoined)
    }
    present = {who for who in present if is_member(log, group, who)}
    assert {member.member for member in record.members} == present
    assert [lesson.lesson for lesson in record.lessons] == assigned
    expected: dict[str, dict[str, tuple[str, str | None, date | None]]] = {}
    for member in record.members:
        mine = standing_of(log, member.member)
        first = {
            lesson: max(
                joined_day(log, group, member.member),
                min(one.day for one in log if isinstance(one.body, events.PlanSet) and lesson in one.body.due)
                if not_dropped(log, lesson)
                else latest_start(log, lesson),
            )
            for lesson in assigned
        }
        done = {one.body.lesson for one in mine if isinstance(one.body, events.LessonFinished)}
        hand = next((lesson for lesson in assigned if lesson not in done), None)
        expected[member.member] = {}
        back = joined_day(log, group, member.member)
        for number, lesson in enumerate(assigned):
            assert plan is not None
            facts = (max(plan.due[lesson], back), first[lesson], lesson == hand)
            expected[member.member][lesson] = judge(mine, lesson, course.quizzes[number], facts, today)
        assert {
            lesson: (one.status.value, one.reason.value if one.reason else None, one.since)
            for lesson, one in member.lessons.items()
        } == {
            lesson: (status, reason, iso(since) if since else None)
            for lesson, (status, reason, since) in expected[member.member].items()
        }
        assert member.completed == len(done & set(assigned))
        active = [one.day for one in mine if isinstance(one.body, STUDY)]
        assert member.last_active_week == (iso(max(active)) if active else None)
        assert {result.quiz: (result.share, result.passed) for result in member.results} == announced(mine, group)
    for number, row in enumerate(record.lessons):
        statuses = [expected[member.member][assigned[number]][0] for member in record.members]
        assert {status.value: n for status, n in row.tally.items() if n} == {
            one: statuses.count(one) for one in statuses
        }
    needs = [
        (member.member, lesson, reason, iso(since))
        for member in record.members
        for lesson, (_, reason, since) in expected[member.member].items()
        if reason and since
    ]
    needs.sort(key=lambda one: (("asked", "stuck", "overdue", "quiet").index(one[2]), one[3]))
    assert [(one.member, one.lesson, one.reason.value, one.since) for one in record.needs_help] == needs
    assert all(week.active is None for week in record.weeks if week.members < FEWEST)
    weeks = paces(log, group, today)
    assert [(one.week, one.planned, one.done, one.assigned) for one in record.pace] == weeks
    for hidden in (True, False):
        handed_on = json.loads(as_json(report_of(record, hidden=hidden)))
        keys = ("week", "planned", "done", "assigned")
        assert handed_on["pace"] == [dict(zip(keys, week, strict=True)) for week in weeks]
        assert [(one["goal"], one["share"]) for one in handed_on["goals"]] == [
            (one.goal, one.share if one.share is None else round(one.share, 4)) for one in record.goals
        ]
    compare_goals(record, log, plan)


# Planned and done


def paces(log: Sequence[Happened], group: str, today: date) -> list[tuple[str, int, int, int]]:
    """Of each week: due by its end or by yesterday, done, and assigned, by the plan and of the members of then."""
    everybody = {one.body.member for one in log if isinstance(one.body, events.GroupJoined)} - {log[0].subject}
    found: list[tuple[str, int, int, int]] = []
    begun = min(one.day for one in log if isinstance(one.body, events.PlanSet))
    for back in reversed(range(12)):
        end = min(today - timedelta(days=today.weekday()) + timedelta(days=6 - 7 * back), today)
        if end < begun:
            continue
        until = [one for one in log if one.day <= end]
        plan = plan_of(until, group)
        assert plan is not None
        there = {member: joined_day(until, group, member) for member in everybody if is_member(until, group, member)}
        done = {(one.subject, one.body.lesson) for one in until if isinstance(one.body, events.LessonFinished)}
        found.append(
            (
                iso(end),
                # Nothing is missed on a day that is not over.
                sum(
                    max(day, joined) <= min(end, today - timedelta(days=1))
                    for day in plan.due.values()
                    for joined in there.values()
                ),
                sum((member, lesson) in done for lesson in plan.due for member in there),
                len(plan.due) * len(there),
            )
        )
    return found


def compare_goals(record: GroupRecord, log: Sequence[Happened], plan: events.PlanSet | None) -> None:
    found = {goal.goal: goal for goal in record.goals}
    for name in GOALS:
        said = [one for one in log if getattr(one.body, "goal", "") == name]
        settings = [one.body for one in said if isinstance(one.body, events.GoalSet)]
        if not settings:
            assert name not in found
            continue
        goal, body = found[name], settings[-1]
        end = next((one for one in said if not isinstance(one.body, events.GoalSet)), None)
        state = "open" if end is None else "reached" if isinstance(end.body, events.GoalReached) else "dropped"
        assert (goal.text, goal.due, goal.wanted, goal.state) == (body.text, body.due, body.wanted, state)
        assert goal.ended == (end.day if end else None)
        assert goal.share == share_of(record, body, plan)
    assert len(found) == len(record.goals)


def share_of(record: GroupRecord, goal: events.GoalSet, plan: events.PlanSet | None) -> float | None:
    """What is counted for a goal, from what is known of each member, which was compared with the events."""
    if goal.measure == events.COMPLETED:
        lessons = [one for member in record.members for one in member.lessons.values()]
        return sum(one.status.value == "completed" for one in lessons) / len(lessons) if lessons else None
    if goal.measure == events.PASSED and plan and goal.about in plan.announced and record.members:
        passed = [one for member in record.members for one in member.results if one.passed and one.quiz == goal.about]
        return len(passed) / len(record.members)
    return None


def compare_figures(figures: GroupFigures, record: GroupRecord, story: Story, group: str) -> None:
    """What stands beside other groups: shares of lessons and of people, now and a week ago."""
    log, today = story.log, record.as_of
    assert figures.members == len(record.members)
    shares = (
        *(figures.completion, figures.week_ago, figures.on_time, figures.on_time_week_ago),
        *(figures.active, figures.active_last_week, figures.pace, figures.pace_last_week),
    )
    if figures.members < FEWEST:
        assert shares == (None,) * 8
        return
    plan = plan_of(log, group)
    due = dict(plan.due) if plan else {}
    there = {one.member for one in record.members}
    finished: dict[tuple[str, str], date] = {}
    for one in log:
        if isinstance(one.body, events.LessonFinished):
            finished.setdefault((one.subject, one.body.lesson), one.day)
    never = date.max

    def by(day: date) -> float | None:
        done = [finished.get((member, lesson), never) <= day for member in there for lesson in due]
        return sum(done) / len(done) if done else None

    def on_time(day: date) -> float | None:
        come = [
            finished.get((member, lesson), never) < min(left, day + timedelta(days=1))
            for member, lesson, left in dues_come(memberships(log, group), due, day)
        ]
        return sum(come) / len(come) if come else None

    week = timedelta(days=7)
    monday = today - timedelta(days=today.weekday())
    last_week = [(joined, left, who) for who, joined, left in memberships(log, group) if joined < monday]
    then = {who for joined, left, who in last_week if left > max(monday - week, joined)}
    active = {
        who
        for joined, left, who in last_week
        if any(
            monday - week <= one.day < monday and joined <= one.day < left
            for one in log
            if one.subject == who and isinstance(one.body, STUDY)
        )
    }
    now = {one.subject for one in log if isinstance(one.body, STUDY) and one.day >= monday} & there
    # A share of a week ago wants a group of then: somebody in it, and something assigned.
    was = any(joined <= today - week < left for _who, joined, left in memberships(log, group))
    was = was and any(latest_start(log, lesson) <= today - week for lesson in due)
    paced = {name: done / planned for name, planned, done, _all in paces(log, group, today) if planned}
    assert shares == (
        *(by(today), by(today - week) if was else None, on_time(today), on_time(today - week)),
        len(now) / len(there),
        len(active) / len(then) if len(then) >= FEWEST else None,
        paced.get(iso(today)),
        paced.get(iso(today - week)) if len(then) >= FEWEST else None,
    )
    asked = questions_of(story.library.courses[0])
    dimensions = {"craft": "dough", "patience": "bake"} if plan else {}
    assert {one.dimension: one.by_now for one in figures.dimensions} == {
        dimension: asked_by_now(log, group, story.library.courses[0], asked[objective], today)
        for dimension, objective in dimensions.items()
    }
    assert {one.dimension: (one.share, one.week_ago) for one in figures.dimensions} == {
        dimension: (
            known(log, there, asked[objective], today),
            known(log, there, asked[objective], today - week) if was else None,
        )
        for dimension, objective in dimensions.items()
    }


def asked_by_now(
    log: Sequence[Happened], group: str, course: CourseContents, asked: Sequence[QuestionKey], today: date
) -> float | None:
    """What of the plan's target is asked by now of an objective that is a dimension's only one."""
    plan = plan_of(log, group)
    if plan is None or plan.target is None:
        return None
    everybody = {one.body.member for one in log if isinstance(one.body, events.GroupJoined)} - {log[0].subject}
    joined = [joined_day(log, group, who) for who in everybody if is_member(log, group, who)]
    days = {
        quiz.key: plan.due.get(lesson.key, date.max)
        for lesson, quiz in zip(course.lessons, course.quizzes, strict=True)
    }
    last = max((days[quiz] for quiz, _question in asked), default=date.max)
    if last == date.max:
        return 0.0
    return plan.target * sum(max(last, first) < today for first in joined) / len(joined)


def known(log: Sequence[Happened], there: set[str], asked: Sequence[QuestionKey], day: date) -> float:
    """Of some people the share whose latest answer to each of some questions was right by the end of a day."""
    latest = {
        (one.subject, one.body.quiz, one.body.question): one.body.right
        for one in log
        if isinstance(one.body, events.Answered) and one.day <= day
    }
    return sum(all(latest.get((member, *one)) for one in asked) for member in there if asked) / len(there)


def dues_come(
    times: Sequence[tuple[str, date, date]], due: Mapping[str, date], day: date
) -> list[tuple[str, str, date]]:
    """Of each member and lesson whose day had come by a day while they were in the group, the end of that stay.

    What was due before they came, or came back, is due on that day: the latest of these days counts alone.
    """
    found: dict[tuple[str, str], date] = {}
    for member, joined, left in sorted(times, key=lambda time: time[1:]):
        for lesson, planned in due.items():
            if max(planned, joined) < min(left, day):
                found[member, lesson] = left
    return [(member, lesson, left) for (member, lesson), left in found.items()]


def memberships(log: Sequence[Happened], group: str) -> list[tuple[str, date, date]]:
    """Who was a member from which day on, and until before which day."""
    found: list[tuple[str, date, date]] = []
    for one in log:
        if one.subject != group or not isinstance(one.body, events.GroupJoined | events.GroupLeft):
            continue
        who = one.body.member
        held = next((time for time in found if time[0] == who and time[2] == date.max), None)
        if isinstance(one.body, events.GroupLeft) and held:
            found[found.index(held)] = (who, held[1], one.day)
        elif isinstance(one.body, events.GroupJoined) and not held and one.body.duty == "member":
            found.append((who, one.day, date.max))
    return found


STUDY = events.Answered | events.LessonOpened | events.LessonFinished | events.SittingFinished


def not_dropped(log: Sequence[Happened], lesson: str) -> bool:
    plans = [one.body for one in log if isinstance(one.body, events.PlanSet)]
    first = next(number for number, plan in enumerate(plans) if lesson in plan.due)
    return all(lesson in plan.due for plan in plans[first:])


def latest_start(log: Sequence[Happened], lesson: str) -> date:
    """A lesson that a later plan had dropped begins anew with the plan that names it again."""
    day: date | None = None
    for one in log:
        if isinstance(one.body, events.PlanSet):
            day = (day or one.day) if lesson in one.body.due else None
    assert day is not None
    return day


def iso(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def announced(mine: Sequence[Happened], group: str) -> dict[str, tuple[float, bool]]:
    told = {
        one.body.sitting for one in mine if isinstance(one.body, events.SittingStarted) and group in one.body.announced
    }
    return {
        one.body.quiz: (one.body.marks / one.body.points, one.body.passed)
        for one in mine
        if isinstance(one.body, events.SittingFinished) and one.body.sitting in told
    }


def judge(
    mine: Sequence[Happened], lesson: str, quiz: Quiz, facts: tuple[date, date, bool], today: date
) -> tuple[str, str | None, date | None]:
    due, assigned, in_hand = facts
    about = [one for one in mine if lesson == getattr(one.body, "lesson", None)]
    taken = [one for one in mine if quiz.key == getattr(one.body, "quiz", None)]
    if of(about, events.LessonFinished):
        return "completed", None, None
    begun = bool(of(about, events.LessonOpened) or of(taken, events.Answered | events.SittingFinished))
    needs = [*asked(about), *stuck(taken, quiz)]
    if not begun:
        needs.append(("overdue", max(due, assigned) + timedelta(days=1)))
    if in_hand:
        needs.append(("quiet", quiet_from(mine, assigned)))
    handled = [one.day for one in of(about, events.HelpHandled)]
    for reason, since in needs:
        fresh = reason == "asked" or not handled or since > handled[-1]
        if fresh and since < today and (today - since).days < 14:
            return "needs-help", reason, since
    if today > due:
        return "overdue", None, None
    return ("in-progress" if begun else "not-started"), None, None


def of(happened: Sequence[Happened], kinds: type | UnionType) -> list[Happened]:
    return [one for one in happened if isinstance(one.body, kinds)]


def asked(about: Sequence[Happened]) -> list[tuple[str, date]]:
    hands = of(about, events.HandRaised | events.HandLowered | events.HelpHandled)
    if not hands or not isinstance(hands[-1].body, events.HandRaised):
        return []
    return [("asked", hands[-1].day)]


def stuck(taken: Sequence[Happened], quiz: Quiz) -> list[tuple[str, date]]:
    needs: list[tuple[str, date]] = []
    ends = of(taken, events.SittingFinished | events.SittingAbandoned)
    ended = {getattr(one.body, "sitting", None) for one in ends}
    answers = [one for one in of(taken, events.Answered) if getattr(one.body, "sitting", None) not in ended]
    wrong = [one for one in answers if isinstance(one.body, events.Answered) and not one.body.right]
    points = sum(question.points for question in quiz.askable)
    lost = sum(one.body.points for one in wrong if isinstance(one.body, events.Answered))
    if len(wrong) >= 4 and (points - lost) / points < quiz.pass_mark:
        needs.append(("stuck", wrong[-1].day))
    finished = [one for one in ends if isinstance(one.body, events.SittingFinished)]
    if len(finished) >= 2 and not any(getattr(one.body, "passed", False) for one in finished):
        needs.append(("stuck", finished[-1].day))
    return needs


def quiet_from(mine: Sequence[Happened], assigned: date) -> date:
    """The first day on which seven days without study have passed, days of the latest leave not counted."""
    active = max([one.day for one in mine if isinstance(one.body, STUDY)] + [assigned])
    leave = next((one.body for one in reversed(mine) if isinstance(one.body, events.LeaveRecorded)), None)
    day, passed = active, 0
    while passed < 7:
        day += timedelta(days=1)
        passed += not (leave and leave.first <= day <= leave.last)
    return day
