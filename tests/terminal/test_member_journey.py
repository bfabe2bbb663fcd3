"""A member, from the first run on, in a real terminal."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.terminal.stage import Stage

LIBRARY = Path(__file__).parents[1] / "fixtures" / "library"


@pytest.fixture
def started_before() -> None:
    """Nobody has: it is the first run of all."""


def test_the_first_run_is_two_keys_from_a_lesson_and_nothing_is_lost_on_the_way(
    stage: Callable[..., Stage], tmp_path: Path
) -> None:
    """Reads lesson 1 to its end, fails a question, passes the quiz, leaves the next in the middle, is back there."""
    options = ("--library", LIBRARY, "--db", tmp_path / "study.db", "--member", "Wei")
    terminal = stage(*options)
    terminal.wait_for("Welcome to Fivefold", "Wei", "Bread")
    terminal.press("enter")
    terminal.wait_for("Bread › 01 The dough", "Flour and water want")
    terminal.press_until("space", "Enter Quiz", most=8)
    terminal.wait_for("100%", "Enter Quiz")
    terminal.press("enter")

    terminal.wait_for("Question 1 of 4", "How much water")
    terminal.press("i")
    terminal.wait_for("Five parts to three.")
    terminal.press("1")
    terminal.wait_for("Not quite", "That is a cracker.", "From The dough › The ratio")
    terminal.press("enter")
    terminal.wait_for("Question 2 of 4", "Kneading harder")
    terminal.press("2")
    terminal.wait_for("✓ Right")
    terminal.press("enter")
    terminal.wait_for("Question 3 of 4", "Choose all that are right")
    terminal.press("1", "2")
    terminal.wait_until(lambda screen: screen.count("[x]") == 2, "two ticks")
    terminal.press("enter")
    terminal.wait_for("✓ Right")
    terminal.press("enter")
    terminal.wait_for("Question 4 of 4")
    terminal.press("down", "down", "enter")
    terminal.wait_for("✓ Right")
    terminal.press("enter")
    terminal.wait_for("3 / 4", "75%", "passed", "Lesson done: The dough · 1 to go", "Read again")

    leave_in_the_middle(terminal)
    go_on_in_the_middle(stage(*options))


def leave_in_the_middle(terminal: Stage) -> None:
    """From the result: on to lesson 2, to its quiz, and out after one of two questions."""
    terminal.press("enter")
    terminal.wait_for("Bread › 02 The oven")
    terminal.press("end")
    terminal.wait_for("Enter Quiz")
    terminal.press("enter")
    terminal.wait_for("Question 1 of 2")
    terminal.press("1")
    terminal.wait_for("✓ Right")
    terminal.press("ctrl+q")
    assert terminal.wait_for_end() == 0


def go_on_in_the_middle(again: Stage) -> None:
    """A new start: Today offers the open quiz, which goes on at its second question."""
    again.wait_for("Today", "Quiz", "1 of 2 answered")
    again.press("enter")
    again.wait_for("Question 2 of 2", "hollow sound")
    again.press("2")
    again.wait_for("Not quite")
    again.press("enter")
    again.wait_for("1 / 2", "50%", "passed", "That was the last one of Bread")
    again.press("enter")
    again.wait_for("Everything in this course is done")
    again.press("q")
    assert again.wait_for_end() == 0


def test_a_quiz_answered_in_lines_says_the_verdict_first_in_its_line(
    stage: Callable[..., Stage], tmp_path: Path
) -> None:
    terminal = stage("--library", LIBRARY, "--db", tmp_path / "study.db", "quiz", "01-dough", "--plain", lines=100)
    terminal.wait_for("Question 1 of 4")
    terminal.write("2\n")
    terminal.wait_for("Right", "Question 2 of 4")
    terminal.write("1\n")
    terminal.wait_for("Not quite", "The right answer: False")
    terminal.write("1,2\n2\n")
    terminal.wait_for("Score 3/4 (75%) passed")
    assert terminal.wait_for_end() == 0
