"""Whoever comes or goes, the weeks that a group had stay what they were, and nobody counts where they were not."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from store.days import first_day
from store.facts import Assignment, Recorded
from store.group_mirror import _weeks
from store.mirror import FEWEST, Week
from store.projections.groups import Membership
from store.projections.lesson_facts import LessonFacts

MONDAY = date(2026, 3, 2)
SPAN = 70
TODAY = MONDAY + timedelta(days=SPAN)
DAYS = st.integers(0, SPAN).map(lambda days: MONDAY + timedelta(days=days))
LESSON = Assignment("bread/one", "One", "Bread", TODAY, MONDAY, None)
PEOPLE = st.lists(
    st.tuples(DAYS, st.none() | DAYS, st.lists(DAYS, max_size=12), st.none() | DAYS), min_size=1, max_size=8
)
"""When each joined, and left; on which days they studied, and when they completed the lesson, wherever that was."""
Told = tuple[date, date | None, list[date], date | None]


def weeks(people: list[Told]) -> tuple[Week, ...]:
    times = [
        Membership("g", f"m{number}", "member", joined, None if left is None else max(joined, left))
        for number, (joined, left, _studied, _done) in enumerate(people)
    ]
    days = {f"m{number}": sorted(set(studied)) for number, (_j, _l, studied, _done) in enumerate(people)}
    recorded = {
        f"m{number}": Recorded(lessons={LESSON.lesson: LessonFacts(LESSON.lesson, finished_day=done)})
        for number, (_j, _l, _studied, done) in enumerate(people)
    }
    return _weeks(times, days, recorded, [LESSON], TODAY)


@given(people=PEOPLE, who=st.integers(0, 7), day=DAYS)
def test_the_weeks_before_somebody_leaves_stay_what_they_were(people: list[Told], who: int, day: date) -> None:
    joined, left, studied, done = people[who % len(people)]
    stays = [*people]
    goes = [*people]
    stays[who % len(people)] = (joined, None if left is None or left > day else left, studied, done)
    goes[who % len(people)] = (joined, day if left is None or left > day else left, studied, done)
    before = {one.week: one for one in weeks(stays) if first_day(one.week) + timedelta(days=6) < day}
    after = {one.week: one for one in weeks(goes)}
    assert before == {week: after[week] for week in before}


@given(people=PEOPLE)
def test_a_week_counts_what_its_members_did_as_members(people: list[Told]) -> None:
    for week in weeks(people):
        monday = first_day(week.week)
        members, active, completed = 0, 0, 0
        for joined, left, studied, done in people:
            inside = {
                day
                for day in (monday + timedelta(days=number) for number in range(7))
                if joined <= day <= TODAY and (left is None or day < left)
            }
            members += bool(inside)
            active += bool(inside & set(studied))
            completed += done in inside
        assert (week.members, week.completed) == (members, completed)
        assert week.active == (active if members >= FEWEST else None)
