"""Who stands where, under which name, and what is counted of whom."""

from dataclasses import replace
from datetime import timedelta

import pytest

from store.challenging import Said
from store.mirror import GroupLesson, GroupRecord, QuizQuestions
from store.status import Status
from tests.groups import NIGHT_SHIFT, PLATFORM, TITLES, TODAY, figures, group, night_shift, platform
from tui.group_figures import average, figures_of, points_of
from tui.roster import Order, announced, in_order, matches, member_rows, number_runs, shown_names


def four_lessons(people: dict[str, str]) -> GroupRecord:
    """Three of the four are past their day."""
    return group("Platform", people, titles=TITLES[:4], first=TODAY - timedelta(days=21))


def names_in(order: Order, people: dict[str, str]) -> list[str]:
    record = four_lessons(people)
    names = shown_names(record.members, hidden=False)
    return [names[row.record.member] for row in in_order(member_rows(record), order, names)]


def test_the_most_pressing_need_comes_first_and_whoever_needs_nothing_stands_by_name() -> None:
    people = {"Zoe": "DDD.", "Quiet": "DDDq", "Late": "DOOD", "Stuck": "DDDs", "Asked": "DDDa", "Amy": "DDDD"}
    assert names_in(Order.NEED, people) == ["Asked", "Stuck", "Late", "Quiet", "Amy", "Zoe"]


def test_longer_and_more_overdue_stands_higher_though_the_need_is_no_news() -> None:
    people = {"Amy": "DDOD", "Bea": "DDoD", "Cas": "OOOD", "Dan": "ODDD"}
    assert names_in(Order.NEED, people) == ["Cas", "Dan", "Bea", "Amy"]


def test_whoever_waits_for_an_answer_stands_above_those_who_wait_for_nothing() -> None:
    record = four_lessons({"Amy": "DDDD", "Bea": "DDD.", "Cas": "DDDD", "Late": "DOOD", "Dan": "DDDD"})
    cas, late, dan = record.members[2:]
    lesson = record.lessons[0].lesson
    said = [
        Said("", one.member, one.name, lesson, "overdue", "I did", TODAY, "", "", TODAY if one is dan else None)
        for one in (cas, late, dan)
    ]
    rows = member_rows(replace(record, said=tuple(said)))
    names = shown_names(record.members, hidden=False)
    ordered = [row.record.name for row in in_order(rows, Order.NEED, names)]
    assert ordered == ["Late", "Cas", "Amy", "Bea", "Dan"], "and who has an answer stands where they did"


def test_no_result_and_nothing_completed_changes_the_order_by_need() -> None:
    record = four_lessons({"Amy": "DDDW", "Ben": "DDDD", "Cas": "DDD."})
    without = replace(record, members=tuple(replace(one, results=()) for one in record.members))
    for one in (record, without):
        names = shown_names(one.members, hidden=False)
        assert [row.record.name for row in in_order(member_rows(one), Order.NEED, names)] == ["Amy", "Ben", "Cas"]


def test_by_progress_whoever_has_most_to_go_comes_first() -> None:
    assert names_in(Order.PROGRESS, {"Amy": "DDD.", "Ben": "D...", "Cas": "DD.."}) == ["Ben", "Cas", "Amy"]


def test_names_with_numbers_stand_in_the_order_of_the_numbers() -> None:
    people = {"Member 10": "D", "Member 9": "D", "member 1": "D", "王芳": "D"}
    assert names_in(Order.NAME, people) == ["member 1", "Member 9", "Member 10", "王芳"]


def test_one_key_goes_round_all_orders() -> None:
    order, seen = Order.NEED, []
    for _press in Order:
        seen.append(order.words)
        order = order.following
    assert order is Order.NEED
    assert seen == ["what needs doing", "name", "lessons to go"]


def test_hidden_names_are_numbers_that_do_not_follow_the_alphabet_and_stay_the_same() -> None:
    record = group("Platform", dict(sorted(PLATFORM.items())))
    hidden = shown_names(record.members, hidden=True)
    numbers = [hidden[member.member] for member in record.members]
    assert sorted(numbers, key=lambda text: int(text.split()[1])) == [f"Member {n}" for n in range(1, 13)]
    assert numbers != [f"Member {n}" for n in range(1, 13)]
    assert shown_names(tuple(reversed(record.members)), hidden=True) == hidden


def test_a_row_counts_what_the_record_counts() -> None:
    for record in (platform(), night_shift()):
        rows = member_rows(record)
        assert sum(row.completed for row in rows) == record.completed
        assert sum(len(row.overdue) for row in rows) == record.overdue
        tallied = sum(one.tally[Status.OVERDUE] for one in record.lessons)
        assert tallied + record.overdue_needing_help == record.overdue
        assert sum(row.needs for row in rows) == len(record.needs_help)
        assert all(row.completed == row.record.count(Status.COMPLETED) for row in rows)
        assert all((row.overdue_since is None) == (not row.overdue) for row in rows)
        assert all(row.overdue_since is None or row.overdue_since < TODAY for row in rows)


def test_a_lesson_that_is_not_in_a_members_record_counts_for_nothing() -> None:
    record = group("Night shift", NIGHT_SHIFT)
    members = tuple(replace(one, lessons={}) for one in record.members)
    assert all(
        (row.completed, row.needs, row.overdue) == (0, 0, ()) for row in member_rows(replace(record, members=members))
    )


def test_figures_about_all_members_begin_with_five_of_them() -> None:
    assert [group("Laboratory", dict.fromkeys("abcdef"[:size], "..")).withheld for size in (4, 5)] == [True, False]


def test_announced_results_are_tallied_and_never_averaged() -> None:
    assert announced(platform()) == (11, 9)
    assert announced(group("Nobody", {})) == (0, 0)
    record = platform()
    taken = {result.quiz for member in record.members for result in member.results}
    assert record.not_taken == 0, "nothing is announced to them"
    quizzes = [QuizQuestions(quiz, quiz, None, ()) for quiz in (*taken, "another")]
    record = replace(record, questions=tuple(quizzes))
    assert record.not_taken == len(record.members) * (len(taken) + 1) - 11


def test_groups_are_compared_in_four_figures_and_in_every_dimension_that_any_of_them_has() -> None:
    groups = figures()
    compared = figures_of((replace(groups[0], dimensions=()), groups[1]))
    assert [one.key for one in compared] == [
        "completion",
        "on-time",
        "active",
        "pace",
        "foundations/Foundations",
        "foundations/Safety",
    ]
    assert [one.of(groups[0]) for one in compared] == [
        *(0.71, 0.83, 0.75, pytest.approx(1.03)),
        *(pytest.approx(0.81), pytest.approx(0.61)),
    ]
    assert [one.before(groups[0]) for one in compared] == [
        *(0.65, pytest.approx(0.81), 0.92, 0.9),
        *(pytest.approx(0.78), pytest.approx(0.58)),
    ]
    assert "pace" not in {one.key for one in figures_of([replace(one, pace=None) for one in groups])}
    assert points_of(0.719, 0.65) == 6
    assert points_of(None, 0.65) is None
    assert compared[-1].of(replace(groups[0], dimensions=())) is None


def test_one_group_alone_has_no_average() -> None:
    assert average([0.5, None, 0.7]) == pytest.approx(0.6)
    assert average([0.5, None]) is None
    assert average([]) is None


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("", ["Stan", "Late", "Stuck", "Both", "Amy"]),
        ("st", ["Stan", "Stuck"]),
        ("s", ["Stan", "Stuck"]),
        ("needs help", ["Stuck", "Both"]),
        ("Overdue", ["Late", "Both"]),
        ("overdue 1", []),
        ("2 over", ["Late"]),
        ("02 overdue", ["Late"]),
        ("not  started 4", ["Stan"]),
        ("in progress 9", []),
        ("zz", []),
    ],
)
def test_members_are_found_by_name_by_status_and_by_status_on_a_lesson(typed: str, wanted: list[str]) -> None:
    record = four_lessons({"Stan": "DDD.", "Late": "DODD", "Stuck": "DDDs", "Both": "DDaD", "Amy": "DDDD"})
    names = shown_names(record.members, hidden=False)
    rows = [row for row in member_rows(record) if matches(row, names[row.record.member], record.lessons, typed)]
    assert [row.record.name for row in rows] == wanted


def test_lessons_have_the_numbers_that_members_know_them_by() -> None:
    """Of two courses each is counted by itself, as on Today and in the reader."""
    one = [GroupLesson(f"a/{number}", "", "A", TODAY, {}, number=number) for number in range(1, 6)]
    other = [GroupLesson(f"b/{number}", "", "B", TODAY, {}, number=number) for number in range(1, 7)]
    lessons = [*one, *other]
    assert number_runs((3, 4, 5, 6, 7), lessons) == [[(4, 4), (5, 5)], [(1, 3)]]
    assert number_runs((2, 8, 9, 10), lessons) == [[(3, 3)], [(4, 6)]], "no run goes from one course into the next"
    assert number_runs((), ()) == []
