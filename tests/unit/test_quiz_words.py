"""What an answer was worth, and how much time there is, in words."""

from datetime import timedelta

import pytest

from quizzes.grade import grade
from quizzes.model import Ordering
from tests.questions import read
from tui.commands.quiz_words import credit, exact_time_words, time_words
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
    assert [time_words(timedelta(seconds=n)) for n in (0.2, 59, 60, 119.9, 120, 3541, 3600)] == [
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
    partly = "What counts is that each is followed by the right one: 2 of 3."
    assert said == [partly, "", "", "The whole order counts, or nothing.", "", ""]
