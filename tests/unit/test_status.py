"""How a member stands on a lesson: each rule on its own day, and the day before."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from store.leave import Leave
from store.status import Facts, Reason, Standing, Status, quiet_since, slipping, standing, standing_for_leader

MONDAY = date(2026, 11, 23)
DAY = timedelta(days=1)
WAITING = Facts(assigned=MONDAY - 3 * DAY, due=MONDAY + 30 * DAY, active=MONDAY)


def test_nothing_done_is_not_started_and_something_is_in_progress() -> None:
    assert standing(Facts(), MONDAY) == Standing(Status.NOT_STARTED)
    assert standing(Facts(started=True), MONDAY) == Standing(Status.IN_PROGRESS)


def test_a_lesson_is_overdue_on_the_day_after_its_last() -> None:
    begun = Facts(started=True, due=MONDAY)
    assert standing(begun, MONDAY).status is Status.IN_PROGRESS
    assert standing(begun, MONDAY + DAY).status is Status.OVERDUE


def test_a_raised_hand_is_shown_to_the_member_at_once_and_to_the_leader_on_the_next_study_day() -> None:
    raised = replace(WAITING, started=True, hand=MONDAY)
    assert standing(raised, MONDAY) == Standing(Status.NEEDS_HELP, Reason.ASKED, MONDAY)
    assert standing_for_leader(raised, MONDAY) == Standing(Status.IN_PROGRESS)
    assert standing_for_leader(raised, MONDAY + DAY) == Standing(Status.NEEDS_HELP, Reason.ASKED, MONDAY)


@pytest.mark.parametrize(("wrong", "out_of_reach", "stuck"), [(3, True, False), (4, False, False), (4, True, True)])
def test_four_wrong_answers_are_stuck_where_the_pass_mark_is_out_of_reach(
    wrong: int, out_of_reach: bool, stuck: bool
) -> None:
    facts = replace(WAITING, started=True, wrong=wrong, out_of_reach=out_of_reach, wrong_day=MONDAY)
    assert (standing(facts, MONDAY).reason is Reason.STUCK) is stuck


def test_a_quiz_failed_twice_is_stuck() -> None:
    once = replace(WAITING, started=True, failed=1, failed_day=MONDAY)
    assert standing(once, MONDAY).status is Status.IN_PROGRESS
    assert standing(replace(once, failed=2), MONDAY) == Standing(Status.NEEDS_HELP, Reason.STUCK, MONDAY)


def test_what_was_not_started_by_its_day_needs_help_for_two_weeks_and_is_overdue_then() -> None:
    facts = Facts(assigned=MONDAY - 30 * DAY, due=MONDAY, active=MONDAY)
    assert standing(facts, MONDAY).status is Status.NOT_STARTED
    assert standing(facts, MONDAY + DAY) == Standing(Status.NEEDS_HELP, Reason.OVERDUE, MONDAY + DAY)
    assert standing(facts, MONDAY + 14 * DAY).status is Status.NEEDS_HELP
    assert standing(facts, MONDAY + 15 * DAY).status is Status.OVERDUE


def test_who_was_assigned_it_too_late_needs_help_a_day_later_than_that() -> None:
    facts = Facts(assigned=MONDAY, due=MONDAY - 9 * DAY, active=MONDAY)
    assert standing(facts, MONDAY).status is Status.OVERDUE
    assert standing(facts, MONDAY + DAY) == Standing(Status.NEEDS_HELP, Reason.OVERDUE, MONDAY + DAY)


def test_a_week_without_study_is_quiet_for_the_lesson_in_hand_alone() -> None:
    facts = replace(WAITING, started=True, in_hand=True)
    assert standing(facts, MONDAY + 6 * DAY).status is Status.IN_PROGRESS
    assert standing(facts, MONDAY + 7 * DAY) == Standing(Status.NEEDS_HELP, Reason.QUIET, MONDAY + 7 * DAY)
    assert standing(replace(facts, in_hand=False), MONDAY + 7 * DAY).status is Status.IN_PROGRESS


def test_nobody_is_quiet_before_having_had_a_week() -> None:
    facts = replace(WAITING, assigned=MONDAY, active=MONDAY - 90 * DAY, in_hand=True)
    assert standing(facts, MONDAY + 6 * DAY).status is Status.NOT_STARTED
    assert standing(facts, MONDAY + 7 * DAY).reason is Reason.QUIET


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (2, 4, 7 + 3),  # in the middle of the week
        (0, 1, 7 + 1),  # from the last active day on: one day of it could have been studied
        (-5, -1, 7),  # over before
        (7, 8, 7 + 2),  # from the very day on
        (8, 20, 7),  # too late to excuse anything
        (-3, 30, 7 + 30),
    ],
)
def test_leave_does_not_count_as_quiet(first: int, last: int, days: int) -> None:
    leave = Leave(MONDAY + first * DAY, MONDAY + last * DAY)
    assert quiet_since(MONDAY, (leave,)) == MONDAY + days * DAY


def test_handled_clears_what_was_there_and_not_what_comes_later() -> None:
    facts = replace(WAITING, started=True, failed=2, failed_day=MONDAY, handled=MONDAY + 2 * DAY)
    assert standing(facts, MONDAY + 3 * DAY).status is Status.IN_PROGRESS
    again = replace(facts, failed=3, failed_day=MONDAY + 3 * DAY)
    assert standing(again, MONDAY + 3 * DAY) == Standing(Status.NEEDS_HELP, Reason.STUCK, MONDAY + 3 * DAY)


def test_of_several_reasons_the_members_own_word_comes_first() -> None:
    facts = Facts(
        started=True, due=MONDAY - DAY, hand=MONDAY, failed=2, failed_day=MONDAY - DAY, assigned=MONDAY, in_hand=True
    )
    assert standing(facts, MONDAY).reason is Reason.ASKED
    assert standing(replace(facts, hand=None), MONDAY).reason is Reason.STUCK
    assert standing_for_leader(facts, MONDAY).reason is Reason.STUCK, "a hand raised today is not shown yet"


def test_what_is_completed_needs_no_help_whatever_happened() -> None:
    facts = Facts(completed=MONDAY, hand=MONDAY, failed=5, failed_day=MONDAY, due=MONDAY - 9 * DAY)
    assert standing(facts, MONDAY) == Standing(Status.COMPLETED)


@pytest.mark.parametrize(
    ("faded", "items", "slips"),
    [(0, 0, False), (0, 3, False), (1, 4, False), (3, 10, True), (1, 3, True), (1, 1, True)],
)
def test_a_lesson_slips_when_three_of_ten_items_are_likely_forgotten(faded: int, items: int, slips: bool) -> None:
    assert slipping(faded, items, begun=MONDAY, details_before=None) is slips
    assert slipping(faded, items, begun=MONDAY, details_before=MONDAY) is slips
    assert not slipping(faded, items, begun=MONDAY, details_before=MONDAY + DAY), "how well it was known is erased"
