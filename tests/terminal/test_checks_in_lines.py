"""`read --plain` in a terminal: the questions in a lesson are asked where they stand, and an empty line reads on."""

from collections.abc import Callable
from pathlib import Path

from tests.terminal.stage import Stage

LIBRARY = Path(__file__).parents[1] / "fixtures" / "checks"


def test_a_lesson_is_read_in_lines_and_its_questions_are_answered_or_passed_over(
    stage: Callable[..., Stage], tmp_path: Path
) -> None:
    options = ("--library", LIBRARY, "--db", tmp_path / "study.db", "--member", "Wei")
    terminal = stage(*options, "read", "start", "--plain", columns=100, lines=90)
    shown = terminal.wait_for("An empty line or skip reads on.", "2. Water", "Choose one: its number.")
    assert "What is folded away" not in shown  # the text waits
    terminal.write("1\r")
    terminal.wait_for("Not quite", "A pump that runs dry is lost.", "Gap 1 of 2:")
    terminal.write("\r")
    terminal.wait_for("What can be heard?", "There is 1 hint: ? says it.")
    terminal.write("?\r")
    terminal.wait_for("Two of them.")
    terminal.write("1,2\r")
    terminal.wait_for("The last line.", "End of the lesson.")
    terminal.write("\r")
    terminal.wait_for("Lesson done: Before you start")
    assert terminal.wait_for_end() == 0
    again = stage(*options, "review", "--plain", columns=100, lines=60)
    again.wait_for("Nothing is due")
    assert again.wait_for_end() == 0
