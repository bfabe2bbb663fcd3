"""Other dates for a group that is behind: what anybody works out day by day, and what never happens."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from statistics import median

from hypothesis import given
from hypothesis import strategies as st

from store.group_pace import Pursued, Why, propose
from store.people import Leave
from store.projections.groups import Membership
from store.projections.plan_sets import Setting

START = date(2026, 3, 2)
DAY = timedelta(days=1)
LESSONS = ("c/a", "c/b", "c/c", "c/d")
DAYS = st.integers(0, 90).map(lambda number: START + number * DAY)
MEMBERS = ("ana", "bo", "chen")
SPANS = st.lists(st.tuples(st.integers(0, 20), st.none() | st.integers(20, 120)), min_size=3, max_size=3)
"""Of each member, days after the start on which they join and leave."""
LEAVES = st.dictionaries(
    st.sampled_from(MEMBERS), st.tuples(DAYS, st.integers(0, 30)).map(lambda one: Leave(one[0], one[0] + one[1] * DAY))
)
FINISHED = st.lists(
    st.tuples(st.sampled_from(MEMBERS), st.sampled_from(LESSONS), DAYS), unique_by=lambda one: one[:2], max_size=12
)
DUE = st.dictionaries(st.sampled_from(LESSONS), DAYS, min_size=1)


def there(times: Sequence[Membership], day: date) -> set[str]:
    return {one.member for one in times if one.joined <= day and (one.left is None or day < one.left)}


@given(spans=SPANS, leave=LEAVES, finished=FINISHED, due=DUE, today=DAYS)
def test_the_dates_follow_from_the_pace_day_by_day(
    spans: Sequence[tuple[int, int | None]],
    leave: Mapping[str, Leave],
    finished: Sequence[tuple[str, str, date]],
    due: Mapping[str, date],
    today: date,
) -> None:
    times = [
        Membership("g", name, "member", START + first * DAY, None if end is None else START + end * DAY)
        for name, (first, end) in zip(MEMBERS, spans, strict=True)
    ]
    finished = [one for one in finished if one[2] <= today]
    order = sorted(due, key=lambda lesson: due[lesson])
    found = propose(
        Pursued([Setting(START, "c", due)], times, finished),
        order,
        today,
        {name: (one,) for name, one in leave.items()},
    )

    def free(day: date) -> int:
        return sum(not (name in leave and leave[name].first <= day <= leave[name].last) for name in there(times, day))

    here = there(times, today)
    done = {(member, lesson) for member, lesson, _day in finished if member in here and lesson in due}
    joined = [one.joined for one in times if one.member in here]
    # What is due today is not missed before the day is over, as no status is overdue before that.
    planned = sum(max(day, first) < today for day in due.values() for first in joined)
    assert found.behind == max(0, planned - len(done))
    weeks = []
    monday = today - today.weekday() * DAY - 8 * 7 * DAY
    while monday + 7 * DAY <= today:
        days = [monday + number * DAY for number in range(7)]
        if monday >= START and any(map(free, days)):
            inside = [who for who, key, day in finished if key in due and day in days and who in there(times, day)]
            weeks.append(Fraction(7 * len(inside), sum(map(free, days))))
        monday += 7 * DAY
    if len(done) == len(due) * len(here):
        assert found.why is Why.NOTHING_LEFT
    elif not found.behind:
        assert found.why is Why.ON_PACE
    elif len(weeks) < 2:
        assert found.why is Why.TOO_EARLY
    elif not median(weeks):
        assert found.why is Why.STANDING_STILL
    elif found.why is None:
        day, capacity, needed, last = today, Fraction(0), 0, date.min
        expected: dict[str, date] = {}
        for lesson in order:
            left = [member for member in here if (member, lesson) not in done]
            needed += len(left)
            while left and capacity < needed:
                day += DAY
                capacity += median(weeks) / 7 * free(day)
            if left:
                week = [day + more * DAY for more in range(7)]
                new = next(one for one in week if one.weekday() == due[lesson].weekday())
                last = max(new, last)
                expected |= {lesson: last} if last > due[lesson] else {}
                last = max(last, due[lesson])
        assert found.due == expected
    else:
        assert found.why is Why.TOO_FAR
    assert all(new > due[lesson] and new > today for lesson, new in found.due.items()), (
        "nothing is due earlier, or past"
    )
    assert found.due.keys().isdisjoint(lesson for lesson in due if all((one, lesson) in done for one in here))


@given(spans=SPANS, finished=FINISHED, due=DUE, today=DAYS, silent=st.sets(st.sampled_from(MEMBERS), max_size=2))
def test_who_is_silent_moves_no_date(
    spans: Sequence[tuple[int, int | None]],
    finished: Sequence[tuple[str, str, date]],
    due: Mapping[str, date],
    today: date,
    silent: set[str],
) -> None:
    """The dates are those of a group without them, and no lesson moves that everybody else has completed."""
    times = [
        Membership("g", name, "member", START + first * DAY, None if end is None else START + end * DAY)
        for name, (first, end) in zip(MEMBERS, spans, strict=True)
    ]
    finished = [one for one in finished if one[2] <= today]
    order = sorted(due, key=lambda lesson: due[lesson])
    settings = [Setting(START, "c", due)]
    found = propose(Pursued(settings, times, finished), order, today, {}, silent)
    others = [one for one in times if one.member not in silent]
    without = propose(Pursued(settings, others, finished), order, today, {})
    if found.why is None and without.why is None:
        assert found.due == without.due
    here = there(others, today)
    done = {(member, lesson) for member, lesson, _day in finished}
    assert found.due.keys().isdisjoint(lesson for lesson in due if all((one, lesson) in done for one in here))
