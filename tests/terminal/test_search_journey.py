"""Searching and noting, in a real terminal."""

from collections.abc import Callable
from pathlib import Path

from tests.terminal.stage import Stage

LIBRARY = Path(__file__).parents[1] / "fixtures" / "library"


def test_a_word_leads_to_its_passage_and_a_note_back_to_it(stage: Callable[..., Stage], tmp_path: Path) -> None:
    """Searches from Today, writes a note to what was found, finds it by its own words, and by the command."""
    options = ("--library", LIBRARY, "--db", tmp_path / "study.db", "--member", "Wei")
    terminal = stage(*options)
    terminal.wait_for("Welcome to Fivefold")
    terminal.press("enter")
    terminal.wait_for("Flour and water want")
    terminal.press("escape")
    terminal.wait_for("/ Search")
    terminal.press("/")
    terminal.wait_for("are searched.")
    terminal.press(*"hollow")
    terminal.wait_for("2 found", "The oven › Done?", "A hollow sound means done.")
    terminal.press("enter")
    terminal.wait_for("Bread › 02 The oven", "Knock on the bottom.")
    # The marks of what was looked for go first: beside them `n` is the next match.
    for key in ("/", "escape", "n"):
        terminal.wait_for_change(terminal.press(key))
    terminal.wait_for("Note, for you alone")
    terminal.press(*"drum")
    terminal.wait_for("drum")
    terminal.press("escape")
    terminal.wait_for("The note is kept.")
    terminal.press("escape")
    terminal.wait_for("2 found")
    terminal.press("escape")
    terminal.wait_for("/ Search")
    terminal.press("/")
    terminal.wait_for("are searched.")
    terminal.press(*"dru")
    terminal.wait_for("1 found", "drum")
    terminal.press("enter")
    terminal.wait_for("1 note of yours", "drum")
    terminal.press("ctrl+q")
    assert terminal.wait_for_end() == 0
