"""A plan written as a file is the same plan again, and whatever a file says is a plan or is refused with its place."""

from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.shelf import open_shelf
from quizzes.library import Library, build
from store.projections.groups import Plan
from tui.plan_days import spread
from tui.plan_file import PlanFileError, read_plan, write_plan
from tui.plan_settling import settle

TODAY = date(2026, 3, 2)
DAYS = st.integers(-40, 400).map(lambda days: TODAY + timedelta(days=days))
LIBRARY = Path(__file__).parents[1] / "fixtures" / "library"
NAMES = st.sampled_from(["lessons/01-dough", "lessons/02-oven", "gone", 'a "b" \\c', "面团", "x.y"])
SHARES = st.floats(0, 1)
Part = TypeVar("Part")


@pytest.fixture(scope="module")
def library() -> Library:
    return build([open_shelf(LIBRARY)])


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    def keyed(values: st.SearchStrategy[Part]) -> dict[str, Part]:
        return {f"bread/{name}": value for name, value in draw(st.dictionaries(NAMES, values)).items()}

    return Plan(
        group="g",
        course="bread",
        set=TODAY,
        due=keyed(DAYS),
        assigned={},
        target=draw(st.none() | SHARES),
        announced=tuple(f"bread/{name}" for name in draw(st.lists(NAMES, unique=True))),
        targets=draw(st.dictionaries(NAMES, SHARES)),
        quizzes=keyed(DAYS),
    )


@given(group=st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=20).filter(str.strip), plan=plans())
def test_a_plan_is_the_same_after_writing_and_reading(library: Library, group: str, plan: Plan) -> None:
    text = write_plan(group, [plan])
    file = read_plan("plan.toml", text)
    assert file.group == group
    (found,) = settle(file, library, [plan], TODAY)
    assert (found.course, found.due, found.target) == ("bread", plan.due, plan.target)
    assert (found.announced, found.targets, found.quizzes) == (plan.announced, plan.targets, plan.quizzes)
    fenced = read_plan("plan.md", f"+++\n{text}+++\n\n# Our winter\n")
    assert settle(fenced, library, [plan], TODAY) == (found,)


VALUES = st.recursive(
    st.sampled_from(
        ["7", "true", '"2026-04-01"', "2026-04-01", "2026-04-01T10:00:00", "nan", "inf", '"80%"', "0.5", '""']
    )
    | st.integers(-5, 200).map(str),
    lambda one: st.lists(one, max_size=3).map(lambda many: f"[{', '.join(many)}]"),
    max_leaves=4,
)
KEYS = st.sampled_from(["id", "from", "due", "lessons", "quizzes", "announced", "target", "targets", "targts", "group"])


@given(
    head=st.dictionaries(KEYS, VALUES, max_size=3),
    said=st.dictionaries(KEYS, VALUES, max_size=6),
    table=st.sampled_from(["", "[course.lessons]\n01-dough = {}\n", "[course.targets]\nbaking = {}\n"]),
    value=VALUES,
)
def test_every_file_is_a_plan_or_is_refused_with_its_place(
    library: Library, head: dict[str, str], said: dict[str, str], table: str, value: str
) -> None:
    lines = [f"{key} = {one}" for key, one in head.items()]
    lines += ["[[course]]", 'id = "bread"', *(f"{key} = {one}" for key, one in said.items() if key != "id")]
    text = "\n".join(lines) + "\n" + table.format(value)
    try:
        found = settle(read_plan("plan.toml", text), library, [], TODAY)
    except PlanFileError as refusal:
        problems = refusal.problems
    else:
        assert all(day >= TODAY for plan in found for day in plan.due.values())
        return
    assert problems
    assert all(0 < one.line <= text.count("\n") + 1 and one.message for one in problems)


@given(
    lessons=st.integers(1, 40),
    first=DAYS,
    length=st.integers(1, 400),
    weekdays=st.frozensets(st.integers(0, 6), min_size=0, max_size=7),
)
def test_lessons_fall_on_the_weekdays_that_are_named_in_their_order(
    lessons: int, first: date, length: int, weekdays: frozenset[int]
) -> None:
    keys, due = [f"{number:02}" for number in range(lessons)], first + timedelta(days=length)
    days = spread(keys, first, due, weekdays)
    assert list(days) == keys
    assert list(days.values()) == sorted(days.values())
    assert all(first <= day <= due for day in days.values())
    possible = [first + timedelta(days=number) for number in range(length + 1)]
    if wanted := [day for day in possible if not weekdays or day.weekday() in weekdays]:
        assert set(days.values()) <= set(wanted)
        assert days[keys[-1]] == wanted[-1]
    else:
        assert set(days.values()) == {due}, "the last day is the only one that was said"
    assert spread(keys, first, due, range(7)) == spread(keys, first, due)
