"""What an answer was worth, and how much time there is, in words."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from quizzes.grade import grade
from quizzes.model import Matching, Multiple, Ordering
from tests.kinds import quiz_in as read
from tui.commands.quiz_words import (
    answer_words,
    credit,
    credit_words,
    exact_time_words,
    time_words,
    wrong_lines,
)
from tui.commands.wording import right_words


@pytest.mark.parametrize(
    ("mark", "points", "words"),
    [
        *((2 / 3, 1.0, "2/3"), (0.75, 1.0, "3/4"), (5 / 6, 1.0, "5/6"), (0.61, 1.0, "0.61/1"), (1.0, 1.0, "1/1")),
        *((2 / 3, 3.0, "2/3"), (0.5, 5.0, "2.5/5"), (1 / 3, 2.0, "0.67/2"), (0.0, 0.0, "0/0")),
    ],
)
def test_partial_credit_is_a_fraction_or_points(mark: float, points: float, words: str) -> None:
    assert credit(mark, points) == words


def test_a_time_is_said_whole_and_what_is_left_begins_with_all_that_there_was() -> None:
    assert [exact_time_words(n) for n in (0, 45, 60, 90, 3600, 5400, 3661)] == [
        *("0 s", "45 s", "1 min", "1 min 30 s", "1 h", "1 h 30 min", "1 h 1 min 1 s"),
    ]
    assert [time_words(timedelta(seconds=n), 3600) for n in (0.2, 59, 60, 119.9, 120, 3541, 3600)] == [
        *("1 s", "59 s", "1 min", "2 min", "2 min", "1 h", "1 h"),
    ]


def test_how_an_order_was_marked_is_said_where_it_is_not_right() -> None:
    said = []
    for scoring in ("partial", "exact"):
        (question,) = read(f"### Order {{scoring={scoring}}}\n\n1. a\n2. b\n3. c\n4. d\n").questions
        assert isinstance(question, Ordering)
        a, b, c, d = (entry.id for entry in question.entries)
        answers = ((c, d, a, b), (a, b, c, d), ())
        said += [right_words(question, given, grade(question, given)) for given in answers]
    partly = "Each that is followed by the right one counts: 2 of 3, at 1-2, 3-4."
    assert said == [partly, "", "", "The whole order counts, or nothing.", "", ""]


SEVERAL = "### Which? {{scoring={scoring}{more}}}\n\n- [x] a\n- [x] b\n- [x] c\n" + "".join(
    f"- [ ] {one}\n" for one in "defghi"
)


@pytest.mark.parametrize(
    ("scoring", "more", "chosen", "words"),
    [
        ("partial", "", (0, 3), "1 of 3 right ones: +1/3 · 1 wrong one: -1/6"),
        ("partial", " points=3", (0, 1, 3), "2 of 3 right ones: +2 · 1 wrong one: -0.5"),
        ("partial", "", (0, 1, 2, 3, 4), "3 of 3 right ones: +1 · 2 wrong ones: -1/3"),
        ("partial", "", (0, 3, 4, 5), "1 of 3 right ones: +1/3 · 3 wrong ones: -1/2 · never below 0"),
        ("partial", "", (0, 1), "2 of 3 right ones: +2/3"),
        ("partial-lenient", "", (0, 3), "1 of 3 right ones: +1/3 · 1 wrong one: 0"),
        *(("partial", "", chosen, "") for chosen in ((), (3, 4), (0, 1, 2))),
        ("exact", "", (0, 1), ""),
    ],
)
def test_what_a_choice_gained_and_lost_is_said(scoring: str, more: str, chosen: Sequence[int], words: str) -> None:
    (question,) = read(SEVERAL.format(scoring=scoring, more=more)).questions
    assert isinstance(question, Multiple)
    given = tuple(question.options[one].id for one in chosen)
    assert credit_words(question, given, grade(question, given)) == words


@pytest.mark.parametrize(
    ("text", "given", "words"),
    [
        ("One [[a]] two [[b]] three [[c]].", ("a", "", "x"), "1 of 3 gaps are right."),
        ("One [[a|%50%b]] two [[b]] three [[c]].", ("b", "b", ""), "1 of 3 gaps are right, 1 in part."),
        ("One [[a]] two [[b]].", ("x", ""), ""),
        ("[[a|%50%b]]", ("b",), "What you typed is worth 1/2 of it."),
    ],
)
def test_how_many_gaps_are_right_is_said(text: str, given: tuple[str, ...], words: str) -> None:
    (question,) = read(f"### Fill in\n\n{text}\n").questions
    assert credit_words(question, given, grade(question, given)) == words


def test_how_many_pairs_and_lines_are_right_is_said() -> None:
    (pairs,) = read("### Pairs\n\n- a -> 1\n- b -> 2\n- c -> 3\n").questions
    assert isinstance(pairs, Matching)
    (a, one), (b, two), (c, three) = pairs.pairs
    given = (f"{a}={one}", f"{b}={three}", f"{c}={two}")
    assert credit_words(pairs, given, grade(pairs, given)) == "1 of 3 pairs are right."
    (lines,) = read("### Printed {scoring=partial}\n\n```output\n1\n2\n3\n```\n").questions
    assert (
        credit_words(lines, ("1\n2",), grade(lines, ("1\n2",))) == "2 of 3 lines are right, and where they should be."
    )


def test_the_lines_of_an_output_that_are_not_right_are_named() -> None:
    (printed,) = read("### Printed\n\n```output\n1\n 2\n3\n```\n").questions
    assert list(wrong_lines(printed, ("1\n 2\n3",))) == []
    assert list(wrong_lines(printed, ())) == []
    assert list(wrong_lines(printed, ("1\n2",))) == [
        "Line 2 is not right: you typed '2', printed is ' 2'.",
        "Line 3 is missing: '3'.",
    ]
    assert list(wrong_lines(printed, ("0\n1\n 2\n3",))) == [
        "Line 1 is not right: you typed '0', printed is '1'.",
        "Line 2 is not right: you typed '1', printed is ' 2'.",
        "Line 3 is not right: you typed ' 2', printed is '3'.",
        "1 more line is not right.",
    ]
    assert list(wrong_lines(printed, ("1\n 2\n3\n4",))) == ["Line 4 is too much: '4'."]


def test_a_gap_that_was_left_empty_is_named() -> None:
    (question,) = read("### Fill in\n\nOne [[a]] two [[b]].\n").questions
    assert answer_words(question, ("a", " "), {}) == "a · (left empty)"
