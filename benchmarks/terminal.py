"""A program in a terminal, with a stopwatch: when it first paints, when it is settled, what it holds in memory."""

import os
import pty
import re
import select
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path

QUIET = 0.15
"""A program is settled when it has written nothing for so many seconds."""
FRAME = 0.01
"""The pieces of one frame follow each other faster than this."""
PATIENCE = 120.0
"""A program that has not painted after so many seconds is broken."""
SIZE = (30, 100)
"""Lines and columns of the terminal."""

CONTROL = re.compile(
    rb"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"  # OSC: titles, links
    rb"|\x1b\[[0-?]*[ -/]*[@-~]"  # CSI: modes, colours, moves
    rb"|\x1b[()][0-9A-Z]|\x1b[=>78cDEHM]|[\x00-\x1f]"
)
BLANK_APP = (sys.executable, "-c", "from textual.app import App; App().run()")
"""The least that an app of this toolkit can do: the baseline of every start."""


class RunError(Exception):
    """A run that could not be done."""


def surroundings(home: Path) -> dict[str, str]:
    """An environment in which nobody has used anything before, the same for both sides."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "VIRTUAL_ENV") if name in os.environ}
    folders = {"CONFIG": ".config", "DATA": ".local/share", "STATE": ".local/state", "CACHE": ".cache"}
    return {
        **kept,
        "HOME": str(home),
        **{f"XDG_{name}_HOME": str(home / folder) for name, folder in folders.items()},
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "TEXTUAL_ANIMATIONS": "none",
    }


class Terminal:
    """A program running in a terminal of its own; the clock starts when it is started."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], folder: Path) -> None:
        self.painted = b""
        """What was printed so far, without control sequences."""
        self.written = 0
        """How many bytes were written so far, with them."""
        self.turned = b""
        """What was written since the latest key, with them; since the start where there was none."""
        self._rest = b""
        self._last = 0.0
        ours, theirs = pty.openpty()
        termios.tcsetwinsize(theirs, SIZE)
        self._began = time.perf_counter()
        self._program = subprocess.Popen(
            command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, cwd=folder, start_new_session=True
        )
        os.close(theirs)
        self._end = ours

    def until_painted(self, text: str = "") -> float:
        """Seconds from the start to the first painted cell, or to the first time `text` is painted."""
        wanted = text.encode()
        return self._until(lambda: bool(self.painted) if not wanted else wanted in self.painted)

    def until_settled(self, quiet: float = QUIET) -> float:
        """Seconds from the start to the last byte before it wrote nothing for `quiet` seconds."""
        while self._read(quiet):
            pass
        return self._last - self._began

    def turn(self, key: str, *, quiet: float = QUIET) -> float:
        """Seconds from a key to the page that it brings; lines about the page may follow a frame later.

        The next key may come when nothing was written for `quiet` seconds.
        """
        written, self.turned = self.written, b""
        self._began = time.perf_counter()
        os.write(self._end, key.encode())
        self._until(lambda: self.written > written)
        turned = self.until_settled(FRAME)
        self.until_settled(quiet)
        return turned

    def memory(self) -> float:
        """Resident memory now, in MB."""
        command = ["ps", "-o", "rss=", "-p", str(self._program.pid)]
        return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout) / 1024

    def leave(self) -> None:
        """Leave the program as its user does, with Ctrl+Q."""
        os.write(self._end, b"\x11")
        while self._read(QUIET) or self._program.poll() is None:
            pass

    def close(self) -> None:
        """End the program."""
        self._program.kill()
        self._program.wait()
        os.close(self._end)

    def _until(self, condition: Callable[[], bool]) -> float:
        until = time.perf_counter() + PATIENCE
        while not condition():
            if time.perf_counter() > until or not self._read(PATIENCE):
                seen = self.painted.decode(errors="replace")[-2000:]
                raise RunError(f"{self._program.args!r} did not paint what was expected; it showed: {seen}")
        return time.perf_counter() - self._began

    def _read(self, seconds: float) -> int:
        """Take in what comes within `seconds`; 0 when nothing came or the program has ended."""
        if not select.select([self._end], [], [], seconds)[0]:
            return 0
        try:
            data = os.read(self._end, 1 << 16)
        except OSError:  # Linux says so when the program has closed its end
            return 0
        self._last = time.perf_counter()
        self.written += len(data)
        self.turned += data
        whole = self._rest + data
        plain = CONTROL.sub(b"", whole)
        cut = plain.rfind(b"\x1b")  # a sequence whose end has not come yet
        self._rest = plain[cut:] if cut >= 0 else b""
        self.painted += plain[:cut] if cut >= 0 else plain
        return len(data)


def first_and_settled(
    command: Sequence[str], environment: Mapping[str, str], folder: Path, text: str = ""
) -> Callable[[], tuple[float, float, float]]:
    """A measurement: seconds to the first frame (the first with `text`) and to being settled, and MB then."""

    def measure() -> tuple[float, float, float]:
        with closing(Terminal(command, environment, folder)) as terminal:
            return terminal.until_painted(text), terminal.until_settled(), terminal.memory()

    return measure
