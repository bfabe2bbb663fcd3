"""The story of the demo: who does what on which day, without a database."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import get_args

import pytest

from quizzes.grade import grade
from quizzes.memory import Rating
from quizzes.model import Multiple, Option, Single
from store.days import study_day
from store.events import LONGEST_NAME
from store.people import compared, fit
from store.status import Reason
from tui.demo import story
from tui.demo.clock import Clock
from tui.demo.milestones import Comes, Founds, GoesAway, Helps, Joins, Leaves, Milestone, Plans, Sprints, milestones
from tui.demo.people import AT_WEEKENDS, GROUPS, LATE, PEOPLE, STEADY, YOU, Person, Stay, Turn
from tui.demo.story import Task, Visit

LAST = date(2026, 11, 27)
YEAR = 364
GROUP = GROUPS[0].name
THERE = (Stay(GROUP),)
SOON = Task("course/one", due=10)


def visits(person: Person, *tasks: Task, days: int = 120, seed: int = 1) -> Iterator[tuple[int, Visit]]:
    """What somebody does on each of the last days, with the same tasks before them all the time."""
    for back in range(days, -1, -1):
        found = story.visit(person, LAST - timedelta(days=back), back, tasks, Random(f"{seed} {back}"))
        if found is not None:
            yield back, found


def readings(person: Person, *tasks: Task, days: int = 120) -> list[int]:
    return [back for back, visit in visits(person, *tasks, days=days) if visit.reading is not None]


# People


def test_every_name_is_fit_and_nobody_elses() -> None:
    assert [person.name for person in PEOPLE if fit(person.name) != person.name] == []
    assert len({compared(person.name) for person in PEOPLE}) == len(PEOPLE)
    assert max(len(person.name) for person in PEOPLE) < LONGEST_NAME


def test_there_are_a_large_a_middling_and_a_small_group_and_one_person_leads_two() -> None:
    present = Counter(stay.group for person in PEOPLE for stay in person.stays if stay.until is None)
    assert [present[group.name] for group in GROUPS] == [12, 9, 4]
    leads = Counter(name for group in GROUPS for name in (group.leader, group.helper) if name)
    assert set(leads) <= {person.name for person in PEOPLE}
    assert leads[YOU] == 2
    (you,) = (person for person in PEOPLE if person.name == YOU)
    assert {stay.group for stay in you.stays}.isdisjoint(
        group.name for group in GROUPS if YOU in {group.leader, group.helper}
    )


def test_each_of_the_larger_groups_has_somebody_who_asks_one_who_is_stuck_and_one_who_is_late() -> None:
    for group in GROUPS[:2]:
        there = [person for person in PEOPLE if person.stays and person.stays[-1] == Stay(group.name)]
        assert Turn.ASKS in {person.turn for person in there}
        assert {Turn.FAILS, Turn.STUCK} & {person.turn for person in there}
        assert LATE in [person.habits for person in there]


# Milestones


@pytest.mark.parametrize("length", [21, 42, 100, YEAR])
def test_nobody_does_anything_in_a_group_before_both_are_there(length: int) -> None:
    people: set[str] = set()
    groups: set[str] = set()
    members: set[tuple[str, str]] = set()
    day = length
    for back, milestone in milestones(length):
        assert 0 <= back <= day
        day = back
        match milestone:
            case Comes(person):
                assert person.name not in people
                people.add(person.name)
            case Founds(group):
                assert group.leader in people
                groups.add(group.name)
            case Helps(group, helper):
                assert group.name in groups
                assert helper in people
            case Joins(person, group):
                assert person.name in people
                assert group.name in groups
                members.add((person.name, group.name))
            case Leaves(person, group):
                members.remove((person.name, group.name))
            case Plans(group, plan, first):
                assert group.name in groups
                assert back > first > plan.due
            case Sprints(group, other):
                assert {group.name, other.name} <= groups
            case GoesAway(person, last):
                assert person.name in people
                assert back >= last
    assert Counter(group for _name, group in members) == {"Night shift": 12, "Platform team": 9, "Laboratory": 4}


def test_a_year_has_somebody_who_comes_late_one_who_goes_over_and_one_who_leaves() -> None:
    told = milestones(YEAR)
    assert [one.person.name for _back, one in told if isinstance(one, Leaves)] == ["Petr Novák", "Elif Kaya"]
    joins = [(one.person.name, one.group.name) for _back, one in told if isinstance(one, Joins)]
    assert [group for name, group in joins if name == "Elif Kaya"] == ["Night shift", "Platform team"]
    late = {one.person.name: back for back, one in told if isinstance(one, Comes)}
    assert late["Jonas Weber"] == 165


def test_who_had_left_before_a_short_story_begins_is_not_in_it() -> None:
    names = {one.person.name for _back, one in milestones(42) if isinstance(one, Comes)}
    assert "Petr Novák" not in names
    assert "Elif Kaya" in names


# Days


def test_the_same_lots_bring_the_same_day() -> None:
    steady = Person("Ada", STEADY, THERE)
    assert list(visits(steady, SOON)) == list(visits(steady, SOON))
    assert list(visits(steady, SOON)) != list(visits(steady, SOON, seed=2))


def test_who_is_in_no_group_any_more_does_nothing() -> None:
    gone = Person("Ada", STEADY, (Stay(GROUP, until=60),))
    days = [back for back, _visit in visits(gone, SOON)]
    assert min(days) > 60
    assert not list(visits(Person("Ada", STEADY, (Stay(GROUP, since=200, until=130),)), SOON))


def test_who_is_nobodys_member_studies_too() -> None:
    assert readings(Person("Ada", STEADY), SOON)


def test_some_study_at_weekends_alone() -> None:
    days = {(LAST - timedelta(days=back)).weekday() for back, _visit in visits(Person("Ada", AT_WEEKENDS, THERE), SOON)}
    assert days == {5, 6}


def test_a_lesson_is_begun_some_days_before_it_is_due_and_by_some_only_after_it() -> None:
    begun = max(readings(Person("Ada", replace(STEADY, chance=1.0), THERE), SOON))
    assert SOON.due < begun <= SOON.due + STEADY.ahead[1]
    late = Task("course/one", due=30)
    assert max(readings(Person("Ada", LATE, THERE), late)) < late.due


def test_what_was_opened_is_gone_on_with_whatever_its_date() -> None:
    assert max(readings(Person("Ada", LATE, THERE), replace(SOON, opened=119))) > 100


def test_nobody_studies_on_leave() -> None:
    for person in PEOPLE:
        days = {back for back, _visit in visits(person, SOON, days=YEAR)}
        for first, last in story.leaves(person):
            assert first >= last
            assert days.isdisjoint(range(last, first + 1)), person.name


def test_who_was_keen_at_first_hardly_comes_later_and_never_opens_a_lesson_again() -> None:
    keen = next(person for person in PEOPLE if person.habits.until)
    assert keen.habits.until
    days = [back for back, _visit in visits(keen, Task("course/one", due=YEAR), days=YEAR)]
    before = [back for back in days if back >= keen.habits.until]
    assert len(before) > 5 * (len(days) - len(before))
    assert min(readings(keen, Task("course/one", due=YEAR), days=YEAR)) >= keen.habits.until


def test_a_raised_hand_is_waited_for_some_days() -> None:
    asked = replace(SOON, opened=100, hand=100)
    days = readings(Person("Ada", STEADY, THERE), asked, days=100)
    assert max(days) <= 100 - story.ANSWERED_IN


def test_a_quiz_failed_twice_is_left_alone_for_some_days() -> None:
    failed = replace(SOON, opened=100, read=True, failed=(103, 100))
    days = readings(Person("Ada", STEADY, THERE), failed, days=100)
    assert max(days) <= 100 - story.TRIED_AGAIN_IN


@pytest.mark.parametrize("weekday", range(7))
def test_a_turn_takes_place_on_whatever_day_of_the_week_the_story_ends(weekday: int) -> None:
    last = LAST + timedelta(days=weekday)
    own = Task("own/last", due=-10, own=True)
    assert {person.turn for person in PEOPLE if person.turn} == set(Turn)
    for person in (person for person in PEOPLE if person.turn):
        found = {
            back: visit.reading
            for back in range(12)
            if (visit := story.visit(person, last - timedelta(days=back), back, (SOON, own), Random(1)))
        }
        match person.turn:
            case Turn.ASKS:
                assert found[3]
                assert found[3].asks
            case Turn.FAILS:
                for back in (9, 6):
                    reading = found[back]
                    assert reading
                    assert reading.quiz
                    assert reading.quiz.skill < 0.5
            case Turn.STUCK:
                assert found[5]
                assert found[5].quiz == story.Taking(0.0, leaves_after=5)
            case Turn.QUIET:
                assert min(found) == 11
                assert found[11]
            case Turn.AWAY:
                assert min(found) == 10
            case Turn.READING:
                assert found[1]
                assert found[1].lesson == own.lesson
                assert found[0]
                assert found[0].lesson == SOON.lesson
                assert found[0].until < 1


# Answers


def question(*, several: bool) -> Single | Multiple:
    options = tuple(
        Option(id=name, source=name, blocks=(), right=right, feedback=(), line=1)
        for name, right in (("a", True), ("b", several), ("c", False), ("d", False))
    )
    make = Multiple if several else Single
    return make(
        id="q", explicit=True, label="", line=1, stem="?", body=(), hints=(), explanation=(), identity="i", key="k",
        revision="r", options=options,
    )  # fmt: skip


@pytest.mark.parametrize("several", [False, True])
def test_a_reply_is_right_or_wrong_as_it_was_meant(several: bool) -> None:
    asked = question(several=several)
    for seed in range(50):
        for right in (False, True):
            assert grade(asked, story.reply(asked, Random(seed), right=right)).right is right


def test_wrong_answers_differ_and_one_is_the_most_tempting() -> None:
    given = Counter(story.reply(question(several=False), Random(seed), right=False) for seed in range(400))
    assert set(given) == {("b",), ("c",), ("d",)}
    assert given["b",] > given["c",] > given["d",]


def test_skill_shows_and_some_questions_are_harder_than_others() -> None:
    def share(name: str, skill: float) -> float:
        lots = Random(3)
        return sum(story.knows(name, skill, lots) for _time in range(500)) / 500

    names = [f"q{number}" for number in range(12)]
    for skill in (0.3, 0.6, 0.9):
        shares = [share(name, skill) for name in names]
        assert abs(sum(shares) / len(shares) - skill) < 0.12
        assert max(shares) - min(shares) > 0.08
    assert share("q", 0.0) == 0
    assert share("q", 1.0) == 1


def test_only_a_right_answer_is_rated_as_more_than_again() -> None:
    wrong = {story.rating(Random(seed), right=False) for seed in range(100)}
    right = {story.rating(Random(seed), right=True) for seed in range(200)}
    assert wrong == {Rating.AGAIN}
    assert right == {Rating.HARD, Rating.GOOD, Rating.EASY}


# Leaders


def test_leaders_see_to_hands_sooner_than_to_dates_and_not_in_the_last_days() -> None:
    def times(reason: Reason, back: int) -> int:
        return sum(story.sees_to(reason, back, Random(seed)) for seed in range(100))

    assert times(Reason.ASKED, 50) > 2 * times(Reason.OVERDUE, 50) > 0
    assert times(Reason.ASKED, story.LEADERS_REST) == 0
    assert sum(story.looks(LAST - timedelta(days=back)) for back in range(7)) == 1


# The clock


def test_the_clock_shows_minutes_of_study_days_and_never_passes_the_end() -> None:
    end = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)
    clock = Clock(end)
    clock.set(LAST - timedelta(days=1), 60)
    assert clock() == datetime(2026, 11, 26, 5, 0, tzinfo=UTC)
    clock.forward(hours=20)
    assert study_day(clock()) == LAST - timedelta(days=1)
    clock.set(LAST, 720)  # half a day is half of what there is of the last one
    assert clock() == datetime(2026, 11, 27, 7, 0, tzinfo=UTC)
    clock.forward(hours=20)
    assert clock() == end


def test_a_story_that_ends_after_midnight_ends_in_the_study_day_before() -> None:
    clock = Clock(datetime(2026, 11, 28, 3, 0, tzinfo=UTC))
    assert clock.last_day == LAST


def test_a_year_has_milestones_of_every_kind() -> None:
    assert {type(one) for _back, one in milestones(YEAR)} == set(get_args(Milestone))
