"""A terminal that says its background, one that does not, and one that says it late."""

import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.terminal.stage import Stage

LIBRARY = Path(__file__).parents[1] / "fixtures" / "library"
ASKED = b"\x1b]11;?"
PLACE_ASKED = b"\x1b[6n"
PAPER, SLATE = b"48;2;252;252;250", b"48;2;18;19;20"
"""The backgrounds of our light and dark themes."""


PATIENT = """
from tui import door, terminal
terminal.asked.__wrapped__.__kwdefaults__["seconds"] = 60.0  # this machine may be slow; its terminal does answer
door.main()
"""


class Answering(Stage):
    """A terminal that says what its background is, as soon as it is asked, and is waited for until it has."""

    answer = "\x1b]11;rgb:fdfd/f6f6/e3e3\x1b\\\x1b[?62;22c"
    answered = False

    def __init__(self, *arguments: str | Path, environment: Mapping[str, str] | None = None) -> None:
        super().__init__(*arguments, environment=environment, program=(sys.executable, "-c", PATIENT))

    def _read(self, seconds: float) -> int | None:
        read = super()._read(seconds)
        if not self.answered and ASKED in self.received:
            self.answered = True
            self.write(self.answer)
        return read


def opened(terminal: Stage) -> str:
    return terminal.wait_for("Today", "Enter Open")


def base(tmp_path: Path) -> tuple[str, ...]:
    """Options for a database in which Wei studies already."""
    options = ("--library", str(LIBRARY), "--db", str(tmp_path / "study.db"), "--member", "Wei")
    subprocess.run([sys.executable, "-m", "tui", *options, "today"], check=True, stdout=subprocess.DEVNULL)
    return options


@pytest.mark.parametrize(
    ("answer", "background"),
    [(Answering.answer, PAPER), ("\x1b]11;rgb:1c1c/1c1c/1c1c\x07\x1b[?1;2c", SLATE), ("\x1b[?1;2c", SLATE)],
    ids=["light", "dark", "knows-not"],
)
def test_the_theme_goes_by_the_background(tmp_path: Path, answer: str, background: bytes) -> None:
    terminal = Answering(*base(tmp_path))
    terminal.answer = answer
    try:
        opened(terminal)
        assert background in terminal.received
        terminal.press("q")
        assert terminal.wait_for_end() == 0
    finally:
        terminal.close()


def test_an_answer_that_comes_late_is_not_typed_and_is_followed(stage: Callable[..., Stage], tmp_path: Path) -> None:
    terminal = stage(*base(tmp_path))
    before = opened(terminal)
    assert SLATE in terminal.received
    assert PAPER not in terminal.received
    terminal.write(":")
    terminal.wait_for("Go to a lesson")
    terminal.write("ov\x1b]11;rgb:fdfd/f6f6")
    terminal.write("/e3e3\x1b\\en\x1b[?62;22c")
    shown = terminal.wait_for("oven")
    assert [piece for piece in ("rgb", "62") if piece in shown] == []
    terminal.press("escape")
    terminal.wait_until(lambda screen: screen == before and PAPER in terminal.received, "Today as it was, on paper")
    terminal.press("q")
    assert terminal.wait_for_end() == 0


def test_marks_that_turn_out_wide_are_drawn_in_ascii(stage: Callable[..., Stage], tmp_path: Path) -> None:
    terminal = stage(*base(tmp_path))
    assert "▌" in opened(terminal)
    terminal.write("\x1b[5;1R\x1b[5;3")
    terminal.write("R\x1b[?1;2c:")
    terminal.wait_for("Go to a lesson")
    terminal.press("escape")
    terminal.wait_until(lambda screen: "Enter Open" in screen and "|" in screen and "▌" not in screen, "ASCII marks")
    terminal.press("q")
    assert terminal.wait_for_end() == 0


def test_what_is_typed_before_the_app_is_there_becomes_keys(stage: Callable[..., Stage], tmp_path: Path) -> None:
    terminal = stage(*base(tmp_path))
    terminal.wait_until(lambda _screen: ASKED in terminal.received, "the question")
    terminal.press("enter")
    terminal.wait_for("Bread › 01 The dough", "Flour and water want")
    terminal.press("ctrl+q")
    assert terminal.wait_for_end() == 0


@pytest.mark.parametrize(
    ("places", "environment", "mark"),
    [
        ("\x1b[5;1R\x1b[5;2R", {}, "▌"),
        ("\x1b[5;1R\x1b[5;3R", {}, "|"),
        ("\x1b[5;1R\x1b[5;3R", {"FIVEFOLD_GLYPHS": "unicode"}, "▌"),
        ("", {}, "▌"),
        ("", {"LANG": "C"}, "|"),
    ],
    ids=["one-cell", "two-cells", "chosen", "says-not", "no-utf-8"],
)
def test_marks_go_by_their_width(tmp_path: Path, places: str, environment: dict[str, str], mark: str) -> None:
    terminal = Answering(*base(tmp_path), environment=environment)
    terminal.answer = f"\x1b]11;rgb:1c1c/1c1c/1c1c\x07{places}\x1b[?1;2cm"
    try:
        shown = terminal.wait_for("Nothing is begun yet")  # what was typed behind the answers is a key
        assert (PLACE_ASKED in terminal.received) is not bool(environment)
        terminal.press("escape")
        shown = opened(terminal)
        assert [drawn for drawn in "▌·|" if drawn in shown] == (["|"] if mark == "|" else ["▌", "·"])
        terminal.press("q")
        assert terminal.wait_for_end() == 0
    finally:
        terminal.close()


def test_what_was_chosen_is_had_and_the_terminal_is_not_asked(stage: Callable[..., Stage], tmp_path: Path) -> None:
    terminal = stage(*base(tmp_path), environment={"FIVEFOLD_THEME": "light", "FIVEFOLD_GLYPHS": "unicode"})
    opened(terminal)
    assert ASKED not in terminal.received
    assert PLACE_ASKED not in terminal.received
    assert PAPER in terminal.received
    terminal.press("q")
    assert terminal.wait_for_end() == 0
