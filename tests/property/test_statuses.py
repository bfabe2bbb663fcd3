"""What holds of every status, whatever happened."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from store.leave import Leave, after, is_away
from store.status import HELP_DAYS, QUIET_DAYS, Facts, Status, quiet_since, standing, standing_for_leader

START = date(2026, 3, 2)
DAYS = st.integers(0, 90).map(lambda days: START + timedelta(days=days))
LEAVES = st.tuples(DAYS, st.integers(0, 30)).map(lambda leave: Leave(leave[0], leave[0] + timedelta(days=leave[1])))
FACTS = st.builds(
    Facts,
    completed=st.none() | DAYS,
    started=st.booleans(),
    assigned=st.none() | DAYS,
    due=st.none() | DAYS,
    in_hand=st.booleans(),
    hand=st.none() | DAYS,
    handled=st.none() | DAYS,
    wrong=st.integers(0, 9),
    out_of_reach=st.booleans(),
    wrong_day=st.none() | DAYS,
    failed=st.integers(0, 4),
    failed_day=st.none() | DAYS,
    active=st.none() | DAYS,
    leaves=st.just(()) | LEAVES.map(lambda leave: (leave,)),
)
OPEN = FACTS.map(lambda facts: replace(facts, completed=None))


@given(facts=FACTS, today=DAYS)
def test_completed_never_shows_anything_else(facts: Facts, today: date) -> None:
    for judge in (standing, standing_for_leader):
        assert (judge(facts, today).status is Status.COMPLETED) is (facts.completed is not None)


@given(facts=FACTS, today=DAYS)
def test_help_has_a_reason_and_a_day_and_nothing_else_has(facts: Facts, today: date) -> None:
    for judge in (standing, standing_for_leader):
        found = judge(facts, today)
        helps = found.status is Status.NEEDS_HELP
        assert (found.reason is not None) is helps
        assert (found.since is not None) is helps


@given(facts=OPEN, today=DAYS)
def test_help_is_shown_from_its_day_on_and_for_two_weeks(facts: Facts, today: date) -> None:
    found = standing(facts, today)
    assert found.since is None or 0 <= (today - found.since).days < HELP_DAYS


@given(facts=OPEN, today=DAYS)
def test_a_leader_learns_nothing_before_the_members_next_study_day(facts: Facts, today: date) -> None:
    shown = standing_for_leader(facts, today)
    assert shown.since is None or shown.since < today
    if shown.status is Status.NEEDS_HELP:
        assert standing(facts, today).status is Status.NEEDS_HELP


@given(facts=OPEN, today=DAYS)
def test_without_a_need_a_day_decides_and_then_a_start(facts: Facts, today: date) -> None:
    found = standing(facts, today).status
    if found is Status.OVERDUE:
        assert facts.due is not None
        assert today > facts.due
    if found in {Status.IN_PROGRESS, Status.NOT_STARTED}:
        assert facts.due is None or today <= facts.due
        assert (found is Status.IN_PROGRESS) is facts.started


@given(facts=OPEN, today=DAYS)
def test_what_a_leader_saw_to_today_needs_no_help_unless_the_hand_went_up_again(facts: Facts, today: date) -> None:
    facts = replace(facts, hand=None, handled=today)
    assert standing(facts, today).status is not Status.NEEDS_HELP


@given(active=DAYS, noted=st.lists(st.tuples(LEAVES, DAYS), max_size=4))
def test_quiet_means_a_week_of_days_that_were_not_leave(active: date, noted: list[tuple[Leave, date]]) -> None:
    leaves: tuple[Leave, ...] = ()
    away: set[date] = set()
    for leave, day in noted:
        leaves = after(leaves, leave, day)
        away = {one for one in away if one < day} | set(_days(leave))
    assert {day for leave in leaves for day in _days(leave)} == away, "the days that are over stay"
    assert sum((leave.last - leave.first).days + 1 for leave in leaves) == len(away), "no day is in two of them"
    since = quiet_since(active, leaves)
    days = [active + timedelta(days=offset) for offset in range(1, (since - active).days + 1)]
    assert sum(not is_away(leaves, day) for day in days) == QUIET_DAYS


def _days(leave: Leave) -> list[date]:
    return [leave.first + timedelta(days=number) for number in range((leave.last - leave.first).days + 1)]
