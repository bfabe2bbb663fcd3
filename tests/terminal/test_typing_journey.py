"""Typed answers in a real terminal: keys, an input method, a paste with escape sequences, and Enter."""

from collections.abc import Callable
from pathlib import Path

from tests.terminal.stage import Stage

LIBRARY = Path(__file__).parents[1] / "fixtures" / "typing"


def test_what_is_typed_and_pasted_is_an_answer_and_nothing_else(stage: Callable[..., Stage], tmp_path: Path) -> None:
    arguments = ("--library", LIBRARY, "--db", tmp_path / "study.db", "--member", "Wei")
    added = stage(*arguments, "member", "add", "Wei")
    assert added.wait_for_end() == 0
    terminal = stage(*arguments, "quiz", "scale-quiz")
    terminal.wait_for("Question 1 of 3", "F1 Help")
    terminal.write("？：皮重 q1r")
    terminal.wait_for("▸  ？：皮重 q1r")
    terminal.press("f6")
    terminal.wait_for("Four letters")
    terminal.press("enter")
    terminal.wait_for("✗  ？：皮重 q1r", "The right answer: tare or to tare")
    terminal.press("enter")
    terminal.wait_for("Question 2 of 3", "a number, such as 3.14")
    terminal.write("１０００。5")
    terminal.press("enter")
    terminal.wait_for("✓ Right")
    terminal.press("enter")
    terminal.wait_for("Question 3 of 3", "type the answer")
    terminal.paste("\x1b]0;owned\x07[bold]TARE")
    terminal.wait_for("<U+001B>]0;owned<U+0007>[bold]TARE")
    terminal.press("enter")
    terminal.wait_for("Not quite", "The right answer: TARE")
    terminal.press("ctrl+q")
    assert terminal.wait_for_end() == 0
