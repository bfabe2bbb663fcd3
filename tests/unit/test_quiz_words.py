"""What an answer was worth, and how much time there is, in words."""

from datetime import timedelta

import pytest

from tui.commands.quiz_words import credit, exact_time_words, time_words


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
