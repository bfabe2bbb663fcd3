"""Study days, rows of them, and the pace of a plan, by their rules."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from functools import reduce
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from store.facts import Assignment
from store.leave import Leave, Leaves, after
from store.projections.study_days import StudyDay
from tui.pace import Cell, Pace, Schedule, gone_by, is_enough, longest_row, pace, read_weekdays, week, write_weekdays
from tui.pacing import LONGEST_PAUSE, Spent

MONDAY = date(2026, 11, 23)
DAY = timedelta(days=1)


def on(number: int) -> date:
    return MONDAY + number * DAY


WEEKDAYS = st.frozensets(st.integers(0, 6), min_size=1)
LEAVES = st.builds(lambda first, days: Leave(on(first), on(first + days)), st.integers(0, 20), st.integers(0, 9))
NONE: Leaves = ()
SCHEDULES = st.builds(
    Schedule,
    WEEKDAYS,
    st.lists(LEAVES, max_size=3).map(lambda taken: reduce(lambda known, one: after(known, one, on(99)), taken, NONE)),
)
FIGURES = st.builds(
    StudyDay,
    day=st.integers(0, 40).map(on),
    answers=st.integers(0, 2),
    lessons_finished=st.just(0),
    reviews=st.just(0),
    seconds=st.sampled_from([0, 20, 299, 300, 4000]),
    scheduled=st.booleans(),
    went_by=st.booleans(),
)


def in_order(days: list[StudyDay]) -> list[StudyDay]:
    return sorted(days, key=lambda one: one.day)


DAYS = st.lists(FIGURES, max_size=30, unique_by=lambda one: one.day).map(in_order)


@given(days=WEEKDAYS)
def test_days_of_a_week_are_read_as_they_are_written(days: frozenset[int]) -> None:
    assert read_weekdays(write_weekdays(days)) == days


@given(
    latest=st.none() | st.integers(0, 20),
    later=st.integers(1, 20),
    schedule=SCHEDULES,
    since=st.none() | st.integers(-3, 40),
    most=st.integers(0, 9),
)
def test_a_day_goes_by_only_if_it_was_one_to_study_on_and_something_was_due(
    latest: int | None, later: int, schedule: Schedule, since: int | None, most: int
) -> None:
    today = on((latest or 0) + later)
    expected = [
        day
        for day in (today - back * DAY for back in range(later - 1, 0, -1))
        if latest is not None and since is not None and day >= on(since) and schedule.has(day)
    ]
    found = gone_by(
        None if latest is None else on(latest), today, schedule, None if since is None else on(since), most=most
    )
    assert found == tuple(expected[max(0, len(expected) - most) :])


@given(schedule=SCHEDULES, first=st.integers(-9, 40), days=st.integers(0, 60))
def test_days_are_reckoned_as_they_are_gone_through(schedule: Schedule, first: int, days: int) -> None:
    gone_through = schedule.days(on(first), on(first + days))
    assert schedule.count(on(first), on(first + days)) == len(gone_through)
    assert tuple(schedule.nth(on(first), number) for number in range(1, len(gone_through) + 1)) == gone_through


@given(days=DAYS, extra=FIGURES)
def test_only_a_day_that_went_by_ends_a_row(days: list[StudyDay], extra: StudyDay) -> None:
    longest, counted = longest_row(days), sum(one.studied and one.scheduled for one in days)
    assert 0 <= longest <= counted
    if not any(one.went_by and not one.studied for one in days):
        assert longest == counted
    if extra.day not in {one.day for one in days} and (extra.studied or not extra.went_by):
        assert longest_row(in_order([*days, extra])) >= longest


@given(days=DAYS, schedule=SCHEDULES, today=st.integers(0, 40))
def test_what_was_studied_shows_in_the_week(days: list[StudyDay], schedule: Schedule, today: int) -> None:
    studied = {one.day for one in days if one.studied}
    day = on(today)
    cells = week(day, {one.day: one for one in days}, schedule)
    monday = day - day.weekday() * DAY
    assert [found is Cell.STUDIED for found in cells] == [monday + number * DAY in studied for number in range(7)]
    since, recorded = week(day, {one.day: one for one in days}, schedule, day), {one.day for one in days}
    before = [found for number, found in enumerate(since) if monday + number * DAY < day]
    assert all(found is Cell.FREE or monday + number * DAY in recorded for number, found in enumerate(before)), (
        "they were not here"
    )
    assert since[day.weekday() :] == cells[day.weekday() :]


def plan(*due: int) -> list[Assignment]:
    """A lesson for each day on which one is due."""
    return [Assignment(f"course/{number}", "", "", on(day), MONDAY, None) for number, day in enumerate(sorted(due))]


@given(
    due=st.lists(st.integers(0, 60), min_size=1, max_size=12),
    done=st.dictionaries(st.integers(0, 11), st.integers(0, 60)),
    today=st.integers(0, 60),
    schedule=SCHEDULES,
)
def test_a_pace_asks_for_no_more_than_there_is(
    due: list[int], done: dict[int, int], today: int, schedule: Schedule
) -> None:
    assigned = plan(*due)
    ends = {one.lesson: on(min(done[number], today)) for number, one in enumerate(assigned) if number in done}
    found = pace(assigned, ends.get, on(today), schedule)
    left = [one for one in assigned if one.lesson not in ends]
    if found is None:
        assert not left
        return
    assert 1 <= found.a_week <= len(left)

    def weeks(until: date) -> Fraction:
        """Of study days from today on: what is late has a week, and so has what is due within one."""
        until = max(until, on(today + 6))
        days = [day for day in range(today, (until - MONDAY).days + 1) if schedule.has(on(day))]
        return max(Fraction(1), Fraction(len(days), len(schedule.weekdays)))

    def in_time(a_week: int) -> bool:
        return all(number <= a_week * weeks(one.due) for number, one in enumerate(left, start=1))

    assert in_time(found.a_week), "everything is in time"
    assert found.a_week == 1 or not in_time(found.a_week - 1), "and a lesson less would not do"
    assert found.done == sum(end == on(today) for end in ends.values())
    assert 0 <= found.share <= len(left) + found.done
    assert -len(left) <= found.ahead <= len(ends)
    if not schedule.has(on(today)):
        assert found.share == 0
    if len(left) == len(assigned):
        assert found.ahead <= -sum(one.due < on(today) for one in left)


@given(lessons=st.integers(1, 20), days=st.integers(6, 40), weekdays=WEEKDAYS)
def test_who_does_each_days_share_is_never_behind_and_is_done_in_time(
    lessons: int, days: int, weekdays: frozenset[int]
) -> None:
    assigned, ends, schedule = plan(*[days] * lessons), dict[str, date](), Schedule(weekdays)
    for at in schedule.days(MONDAY, on(days)):
        found = pace(assigned, ends.get, at, schedule)
        if found is None:
            break
        assert found.ahead == 0
        for one in [one for one in assigned if one.lesson not in ends][: found.share]:
            ends[one.lesson] = at
        after = pace(assigned, ends.get, at, schedule)
        assert after is None or (after.ahead, after.share, after.done) == (0, found.share, found.share)
    assert len(ends) == lessons


PACES = st.none() | st.builds(lambda share, done: Pace(2, 0, share, done, MONDAY), st.integers(0, 3), st.integers(0, 3))


@given(
    studied=st.booleans(),
    waiting=st.integers(0, 2),
    pace=PACES,
    seconds=st.integers(0, 4000),
    aim=st.sampled_from([0.0, 18.0]),
)
def test_enough_is_never_said_while_something_is_due(
    *, studied: bool, waiting: int, pace: Pace | None, seconds: int, aim: float
) -> None:
    rest_is_done = pace.done >= pace.share if pace else seconds >= 60 * aim
    enough = is_enough(studied=studied, waiting=waiting, pace=pace, seconds=seconds, aim=aim)
    assert enough == (studied and not waiting and rest_is_done)


@given(signs=st.lists(st.tuples(st.integers(0, 2000), st.booleans()), max_size=30), least=st.integers(1, 400))
def test_time_counts_from_sign_to_sign_and_a_pause_in_part(signs: list[tuple[int, bool]], least: int) -> None:
    spent, at, expected, going, dice = Spent(), datetime(2026, 11, 23, 3, 40, tzinfo=UTC), 0, False, Random(least)
    kept: list[tuple[datetime, int]] = []
    for seconds, rests in signs:
        at += timedelta(seconds=seconds)
        if rests:
            spent.rest()
        else:
            spent.touch(at)
            expected += min(seconds, int(LONGEST_PAUSE.total_seconds())) if going else 0
        going = not rests
        if dice.random() < 0.3:
            kept += spent.take(least)
    for moment, seconds in spent.take(1):
        spent.give_back(moment, seconds)  # it could not be recorded
    kept += spent.take(1)
    assert spent.seconds == sum(seconds for _moment, seconds in kept) == expected
    assert all(seconds > 0 and moment <= at for moment, seconds in kept)
