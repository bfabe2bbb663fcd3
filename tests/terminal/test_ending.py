"""How the app ends without a key: by a signal, and with its terminal, also where it is begun to ignore a hang-up."""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

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
