"""Several people at one machine, in a real terminal."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.terminal.stage import Stage

LIBRARY = Path(__file__).parents[1] / "fixtures" / "library"


def test_the_app_asks_who_it_is_and_lets_another_go_on(stage: Callable[..., Stage], tmp_path: Path) -> None:
    """Nobody is named: the app asks; one reads, another takes over and finds nothing of it."""
    base = ("--library", LIBRARY, "--db", tmp_path / "study.db")
    for name in ("Ada", "Bert"):
        subprocess.run([sys.executable, "-m", "tui", *map(str, base), "member", "add", name], check=True)
    terminal = stage(*base, "read", "01")
    terminal.wait_for("Who studies?", "Ada", "Bert", "Enter Study")
    terminal.press("enter")
    terminal.wait_for("Bread › 01 The dough", "Flour and water want")
    terminal.press("end")
    terminal.wait_for("100%", "Enter Quiz")
    terminal.press("escape")
    terminal.wait_for("Today", "Ada  w", "100%")
    terminal.press("w")
    terminal.wait_for("Who studies?", "studies now", "Esc Back")
    terminal.press("down", "enter")
    terminal.wait_for("Today", "Bert  w", "Start")
    terminal.wait_until_gone("Ada")
    terminal.press("w")
    terminal.wait_for("Who studies?")
    terminal.press("n")
    terminal.wait_for("The new member's name")
    terminal.write("Cleo\r")
    terminal.wait_for("Cleo", "3 members")
    terminal.press("enter")
    terminal.wait_for("Today", "Cleo  w")
    terminal.press("q")
    assert terminal.wait_for_end() == 0


def test_a_name_that_nobody_has_is_refused_as_ever(stage: Callable[..., Stage], tmp_path: Path) -> None:
    base = ("--library", LIBRARY, "--db", tmp_path / "study.db")
    for name in ("Ada", "Bert"):
        subprocess.run([sys.executable, "-m", "tui", *map(str, base), "member", "add", name], check=True)
    terminal = stage(*base, "--member", "Adda")
    terminal.wait_for("Did you mean 'Ada'?")
    assert terminal.wait_for_end() == 2
