"""What first attempts say about questions, with figures worked out by hand and by Moodle's own formulas."""

from dataclasses import replace

import pytest

from quizzes.evidence import Evidence
from quizzes.statistics import (
    Analysis,
    Figures,
    Flag,
    ItemAnalysis,
    OptionFlag,
    Response,
    analyse,
    figures,
    reliability,
    worst_first,
)

LEARNERS = ("1111", "1110", "1100", "1001", "0000", "1011")
"""Six learners, four questions of one mark."""
TABLE = [[float(marks[question]) for marks in LEARNERS] for question in range(4)]


def asked(learners: tuple[str, ...], choices: str = "ba") -> list[Response]:
    return [
        Response(f"learner {number}", f"q{question}", "k", (choices[int(mark)],), float(mark))
        for number, marks in enumerate(learners)
        for question, mark in enumerate(marks)
    ]


def rounded(found: Figures) -> tuple[float | None, ...]:
    return tuple(
        None if value is None else round(value, places)
        for value, places in ((found.facility, 4), (found.discrimination, 2), (found.efficiency, 2))
    )


def test_the_golden_figures() -> None:
    rests = [[sum(map(int, marks)) - mark for marks, mark in zip(LEARNERS, row, strict=True)] for row in TABLE]
    assert [rounded(figures(row, rest)) for row, rest in zip(TABLE, rests, strict=True)] == [
        (0.8333, 70.06, 100),
        (0.5, 15.62, 20),
        (0.5, 55.71, 100),
        (0.5, 15.62, 20),
    ]
    found = reliability(TABLE)
    assert found
    assert round(found.consistency, 2) == 57.14
    assert round(found.error_ratio, 2) == 65.47
    assert round(found.standard_error, 4) == 0.8944


def test_points_weigh_in_totals_and_not_in_facility() -> None:
    once, thrice = asked(LEARNERS * 2), [replace(one, points=3.0) for one in asked(LEARNERS * 2)]
    threefold, single = analyse(thrice), analyse(once)
    assert [one.figures and rounded(one.figures) for one in threefold.items] == [
        one.figures and rounded(one.figures) for one in single.items
    ]
    assert threefold.reliability
    assert single.reliability
    assert threefold.reliability.standard_error == pytest.approx(3 * single.reliability.standard_error)


def test_questions_that_say_the_same_leave_nothing_to_chance() -> None:
    told = reliability([[1.0, 0.0, 0.5]] * 3)  # which comes out a hair over 100 percent
    assert told
    assert told.consistency == pytest.approx(100)
    assert (told.error_ratio, told.standard_error) == (0, 0)


def test_where_all_did_the_same_nothing_can_be_told() -> None:
    assert figures([1.0, 1.0, 1.0], [1.0, 2.0, 3.0]) == Figures(1.0, None, None)
    assert figures([1.0], [2.0]) == Figures(1.0, None, None)
    assert reliability([[1.0, 0.0], [0.0, 1.0]]) is None
    assert reliability([[1.0, 0.0]]) is None
    assert reliability([]) is None


@pytest.mark.parametrize(
    ("facility", "discrimination", "efficiency", "flags"),
    [
        (0.5, 50.0, 15.0, ()),
        (0.8, None, None, ()),
        (0.3, 60.0, 90.0, ()),
        (0.81, 49.9, 14.9, (Flag.LIKELY_FAULTY, Flag.DUBIOUS, Flag.EASY)),
        (0.29, 29.9, 20.0, (Flag.VERY_LIKELY_FAULTY, Flag.HARD)),
        (0.5, -20.0, -30.0, (Flag.VERY_LIKELY_FAULTY, Flag.DUBIOUS)),
    ],
)
def test_flags(
    facility: float, discrimination: float | None, efficiency: float | None, flags: tuple[Flag, ...]
) -> None:
    assert Figures(facility, discrimination, efficiency).flags == flags


@pytest.mark.parametrize(
    ("respondents", "evidence"),
    [(9, Evidence.COUNTS), (10, Evidence.INDICATIVE), (29, Evidence.INDICATIVE), (30, Evidence.PLAIN)],
)
def test_few_respondents_allow_nothing_but_counts(respondents: int, evidence: Evidence) -> None:
    found = analyse(asked((LEARNERS * 5)[:respondents]), {("q0", "k"): {"a": True, "b": False, "c": False}})
    told = evidence is not Evidence.COUNTS
    first = found.items[0]
    assert (found.evidence, first.evidence, found.respondents, first.respondents) == (evidence, evidence) + 2 * (
        respondents,
    )
    assert first.right == first.options[0].count > 0
    assert (first.figures is not None) is (found.reliability is not None) is told
    assert [option.share is not None for option in first.options] == [told] * 3
    assert (first.options[2].flag is OptionFlag.UNCHOSEN) is told


def test_another_key_is_another_question_and_the_first_answer_counts() -> None:
    responses = [
        Response("a", "q", "old", ("x",), 1.0),
        Response("a", "q", "old", ("y",), 0.0),
        Response("a", "q", "new", ("y",), 1.0),
        Response("b", "q", "new", ("x",), 0.5),
    ]
    found = analyse(responses)
    assert [(item.key, item.respondents, item.right) for item in found.items] == [("old", 1, 1), ("new", 2, 1)]


def test_different_questions_make_totals_that_cannot_be_compared() -> None:
    responses = asked(LEARNERS * 2)
    assert analyse(responses).reliability is not None
    assert analyse(responses[1:]).reliability is None
    assert analyse([]) == Analysis(0, Evidence.COUNTS, (), None)


def test_options_that_mislead_are_named() -> None:
    # Four other questions make six strong and six weak respondents.
    marks = [4, 4, 4, 4, 4, 4, 0, 0, 0, 0, 0, 0]
    chosen = "aaabbc" + "aabbdd"
    rights = {"a": True, "b": False, "c": False, "d": False, "e": False}
    responses = [
        Response(str(number), "q", "k", (choice,), float(choice == "a")) for number, choice in enumerate(chosen)
    ] + [Response(str(number), "other", "k", (), 1.0, float(mark)) for number, mark in enumerate(marks)]
    item = analyse(responses, {("q", "k"): rights}).items[0]
    assert {use.option: (use.count, use.flag) for use in item.options} == {
        "a": (5, None),
        "b": (4, None),
        "c": (1, OptionFlag.MISLEADING),
        "d": (2, None),
        "e": (0, OptionFlag.UNCHOSEN),
    }
    a, b = item.options[:2]
    assert (a.strong, a.weak, b.share) == (3 / 6, 2 / 6, 4 / 12)


def test_those_most_worth_a_look_come_first() -> None:
    def item(name: str, right: int, shown: Figures | None) -> ItemAnalysis:
        return ItemAnalysis(name, "k", 10, right, Evidence.INDICATIVE, shown, ())

    items = [
        item("well", 5, Figures(0.5, 70.0, 80.0)),
        item("easy", 9, Figures(0.9, 60.0, 60.0)),
        item("hard", 2, Figures(0.2, 60.0, 60.0)),
        item("perhaps faulty", 6, Figures(0.6, 40.0, 40.0)),
        item("faulty", 6, Figures(0.6, -5.0, 20.0)),
        item("faulty and hard", 1, Figures(0.1, 5.0, 20.0)),
        item("unflagged and rarely right", 4, Figures(0.4, 70.0, 80.0)),
    ]
    assert [one.question for one in worst_first(items)] == [
        *("faulty and hard", "faulty", "perhaps faulty", "hard", "easy", "unflagged and rarely right", "well"),
    ]
    few = [item("right", 1, None), item("wrong", 0, None), item("wrong too", 0, None)]
    assert [one.question for one in worst_first(few)] == ["wrong", "wrong too", "right"]
