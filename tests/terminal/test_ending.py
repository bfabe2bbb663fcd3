"""How the app ends without a key: by a signal, and with its terminal, also where it is begun to ignore a hang-up."""

import os
import re
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.terminal.stage import Stage
from tui.ending import HUNG_UP, TERMINATED

LIBRARY = Path(__file__).parents[1] / "fixtures" / "library"
IGNORING = "import os, signal, sys; signal.signal(signal.SIGHUP, signal.SIG_IGN); os.execv(sys.argv[1], sys.argv[1:])"
HEEDING = IGNORING.replace("SIG_IGN", "SIG_DFL")


def test_a_signal_ends_the_app_and_leaves_the_terminal_tidy(stage: Callable[..., Stage]) -> None:
    terminal = stage("--library", LIBRARY, "--member", "Wei")
    terminal.wait_for("Welcome")
    os.kill(terminal.pid, signal.SIGTERM)
    assert terminal.wait_for_end() == TERMINATED
    assert b"\x1b[?1049l" in terminal.received, "the screen of the shell is back"
    assert b"\x1b[?25h" in terminal.received, "and its cursor"


def test_a_terminal_that_is_closed_ends_the_app_as_any_end_does(stage: Callable[..., Stage]) -> None:
    terminal = stage(
        *("-m", "tui", "--library", LIBRARY, "--member", "Wei"),
        program=(sys.executable, "-c", HEEDING, sys.executable),  # whatever the shell of this test does
    )
    terminal.wait_for("Welcome")
    os.kill(terminal.pid, signal.SIGHUP)
    assert terminal.wait_for_end() == HUNG_UP, "it was not killed: what ends with it was done"
    assert b"\x1b[?1049l" in terminal.received


def test_the_app_does_not_outlive_its_terminal(stage: Callable[..., Stage]) -> None:
    terminal = stage(
        *("-m", "tui", "--library", LIBRARY, "--member", "Wei"),
        program=(sys.executable, "-c", IGNORING, sys.executable),
    )
    terminal.wait_for("Welcome")
    terminal.hang_up()
    assert terminal.wait_for_end() > 0, "it ended by itself"


CRASHING = """
import sys
from tui.screens.today import TodayScreen

def action_me(self):
    secret_note = "what I wrote for myself"
    raise ValueError(secret_note)

TodayScreen.action_me = action_me
from tui.__main__ import main
main(sys.argv[1:])
"""


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Fivefold stopped unexpectedly. Your work is saved."),
        ("zh", "Fivefold 意外停止。你的成果已保存。"),
    ],
)
def test_a_crash_is_two_lines_a_report_without_a_member_s_words_and_status_1(
    stage: Callable[..., Stage], tmp_path: Path, language: str, said: str
) -> None:
    terminal = stage(
        *("--library", LIBRARY, "--db", tmp_path / "study.db", "--member", "Wei", "--lang", language),
        program=(sys.executable, "-c", CRASHING),
        columns=160,
    )
    terminal.wait_for("Enter Start" if language == "en" else "Enter 开始")
    terminal.press("enter")
    terminal.wait_for("Flour and water want")
    terminal.press("escape")
    terminal.wait_for("m Me" if language == "en" else "m 我")
    terminal.press("m")
    assert terminal.wait_for_end() == 1
    assert b"\x1b[?1049l" in terminal.received, "the screen of the shell is back"
    _before, _back, left = terminal.received.rpartition(b"\x1b[?1049l")
    told = re.sub(r"\x1b\[[0-9;?<>=]*[a-zA-Z]", "", left.decode()).strip().splitlines()
    assert told[0] == said
    assert len(told) == 2
    (report,) = map(Path, re.findall(r"/\S+/crash-[-0-9]+\.txt", told[1]))
    assert "builtins.ValueError" in report.read_text(encoding="utf-8")
    assert "what I wrote" not in report.read_text(encoding="utf-8")
    assert b"what I wrote" not in terminal.received
