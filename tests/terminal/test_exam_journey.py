"""An exam in a real terminal: told what applies, cut off in the middle, taken up again, looked back on."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

from tests.terminal.stage import Stage

LIBRARY = Path(__file__).parents[1] / "fixtures" / "exams"


def test_an_exam_is_cut_off_and_goes_on_where_it_was(stage: Callable[..., Stage], tmp_path: Path) -> None:
    arguments = ("--library", LIBRARY, "--db", tmp_path / "study.db", "--member", "Wei")
    assert stage(*arguments, "member", "add", "Wei").wait_for_end() == 0
    terminal = stage(*arguments, "quiz", "licence")
    terminal.wait_for("An exam: one answer to each question", "Time: 10 min.", "Attempt 1 of 2.", "Enter Start")
    terminal.press("enter")
    terminal.wait_for("Question 1 of 4", "left")
    terminal.press("2")
    terminal.wait_for("2 (x)")
    terminal.press("enter")
    terminal.wait_for("1 recorded · Question 2 of 4", "3 points")
    os.kill(terminal.pid, signal.SIGKILL)
    assert terminal.wait_for_end() == -signal.SIGKILL

    again = stage(*arguments, "quiz", "licence", columns=120, lines=40)
    again.wait_for("1 recorded · Question 2 of 4", "3 points", "left")
    again.press("1", "3", "4")
    again.wait_for("4 [x]")
    again.press("enter")
    again.wait_for("Question 3 of 4")
    again.press("enter")
    again.wait_for("Nothing was moved")
    again.press("enter")
    again.wait_for("Question 4 of 4")
    again.write("vent")
    again.wait_for("▸  vent")
    again.press("enter")
    again.wait_for("5 / 6 points", "passed", "1 attempt is left.", "Enter Answers")
    again.press("enter")
    again.wait_for("Answers · Pump licence", "Question 1 of 4", "✓ Right", "It runs dry.")
    again.press("escape")
    again.wait_for("Enter Go on")
    again.press("ctrl+q")
    assert again.wait_for_end() == 0
