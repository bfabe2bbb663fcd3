"""A terminal of a given size with Fivefold in it: press keys, wait for what shows, read the screen."""

import os
import re
import signal
import sys
import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from threading import Thread

import pexpect
import pyte
from rich.cells import cell_len

KEYS = {
    "enter": "\r",
    # As terminals with the Kitty protocol send it: a bare ESC would merge with the key that follows on a slow machine.
    "escape": "\x1b[27u",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "space": " ",
    "backspace": "\x7f",
    "delete": "\x1b[3~",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    **{f"ctrl+{letter}": chr(ord(letter) - ord("a") + 1) for letter in "abcdefghijklmnopqrstuvwxyz"},
    **{f"f{number}": code for number, code in enumerate(("\x1bOP", "\x1bOQ", "\x1bOR", "\x1bOS"), start=1)},
    **{f"f{number}": f"\x1b[{code}~" for number, code in enumerate((15, 17, 18, 19, 20, 21, 23, 24), start=5)},
}
"""Names of keys, as Textual has them, and what a terminal sends for them."""

UNREAD = re.compile(rb"\x1b\[[<=][0-9;]*[a-z]")
"""Sequences that the emulator would print instead of passing over: the Kitty protocol's pop and set."""
UNFINISHED = re.compile(rb"\x1b(\[[^@-~]*)?$")
FRAMES_ASKED = b"\x1b[?2026$p"
"""Does the terminal know where a frame begins and ends? This one says that it does."""
FRAMES_TOLD = "\x1b[?2026;2$y"
FRAME_BEGINS, FRAME_ENDS = b"\x1b[?2026h", b"\x1b[?2026l"
SECONDS = 60.0
"""How long a condition may take before the test fails; generous, since slow machines are welcome."""
TORN, WHOLE = 0.05, 1.0
"""Lines come in pieces: they are whole when nothing came for `TORN` seconds, at the latest after `WHOLE`."""


class Stage:
    """`python -m tui` in a terminal of its own, as a person would see it."""

    def __init__(
        self,
        *arguments: str | Path,
        columns: int = 80,
        lines: int = 24,
        environment: Mapping[str, str] | None = None,
        folder: Path | None = None,
        program: Sequence[str] = (sys.executable, "-m", "tui"),
    ) -> None:
        """Start the program with `arguments`, in `folder`, with `environment` beside the test's own."""
        self.screen = pyte.Screen(columns, lines)
        self.received = b""
        """All that the program wrote, as it came."""
        self._stream = pyte.ByteStream(self.screen)
        self._held = b""
        self._told = False
        command, *before = program
        with warnings.catch_warnings():
            # Python 3.12 warns of any fork beside threads; the child does nothing but exec.
            warnings.simplefilter("ignore", DeprecationWarning)
            self._program = pexpect.spawn(
                command,
                [*before, *map(str, arguments)],
                dimensions=(lines, columns),
                env={**os.environ, **(environment or {})},
                cwd=str(folder) if folder else None,
                timeout=None,
            )
        self._program.delaybeforesend = None

    @property
    def pid(self) -> int:
        """The program's process."""
        return int(self._program.pid)

    @property
    def bytes_seen(self) -> int:
        """How many bytes the program has written so far."""
        return len(self.received)

    def press(self, *keys: str) -> str:
        """Press keys by Textual's names (`enter`, `pagedown`) or the character they type; answer the screen before."""
        before = self.text()
        for key in keys:
            if len(key) > 1 and key not in KEYS:
                raise ValueError(f"no key is called {key!r}; use write() for text")
            self.write(KEYS.get(key, key))
        return before

    def write(self, text: str) -> None:
        """Type a text as it stands."""
        self._program.send(text.encode())

    def paste(self, text: str) -> None:
        """Paste a text, bracketed as terminals do it."""
        self.write(f"\x1b[200~{text}\x1b[201~")

    def resize(self, columns: int, lines: int) -> None:
        """Give the terminal another size, as when a window is dragged."""
        self.screen.resize(lines, columns)
        self._program.setwinsize(lines, columns)

    def text(self) -> str:
        """The screen, one line to a row, without the blanks that pad it."""
        return "\n".join(self._row(number).rstrip() for number in range(self.screen.lines)).rstrip("\n")

    def _row(self, number: int) -> str:
        """A row as it is read; what is left of a wide character that was half overwritten is a blank."""
        said, column = "", 0
        while column < self.screen.columns:
            character = self.screen.buffer[number][column].data or " "
            said += character
            column += 2 if cell_len(character) == 2 else 1
        return said

    def wait_for(self, *texts: str, timeout: float = SECONDS) -> str:
        """Wait until all of `texts` show, each within one row; answer the screen.

        Raises:
            AssertionError: It did not come about in `timeout` seconds, or the program ended; with the screen.
        """
        wanted = " and ".join(map(repr, texts))
        return self.wait_until(lambda screen: all(text in screen for text in texts), wanted, timeout=timeout)

    def wait_until_gone(self, text: str, timeout: float = SECONDS) -> str:
        """Wait until `text` does not show any more; answer the screen."""
        return self.wait_until(lambda screen: text not in screen, f"{text!r} to go", timeout=timeout)

    def wait_for_change(self, before: str, timeout: float = SECONDS) -> str:
        """Wait until the screen is another than `before`, which is what `press` answers; answer the screen."""
        return self.wait_until(lambda screen: screen != before, "another screen", timeout=timeout)

    def press_until(self, key: str, text: str, *, most: int) -> str:
        """Press a key, at most so often, until `text` shows; where it comes a frame late, the key does nothing more."""
        for _time in range(most):
            if text in self.text():
                break
            self._wait_for_either(text, self.press(key))
        return self.wait_for(text)

    def read_for(self, seconds: float) -> None:
        """Look at the screen for so long, as who reads before they agree; a key that comes sooner agrees to nothing."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            self._read(left)

    def _wait_for_either(self, text: str, before: str) -> None:
        self.wait_until(lambda screen: screen != before or text in screen, f"{text!r} or a change")

    def wait_until(self, condition: Callable[[str], bool], wanted: str, *, timeout: float = SECONDS) -> str:
        """Wait until `condition` holds for the whole screen; `wanted` names it should it never do so."""
        until = time.monotonic() + timeout
        while self._is_drawing or not condition(self.text()):
            left = until - time.monotonic()
            if left <= 0:
                raise AssertionError(f"waited {timeout:g} s for {wanted}; the screen shows:\n{self.text()}")
            if self._read(left) is None:
                raise AssertionError(f"the program ended while waiting for {wanted}; its last screen:\n{self.text()}")
        whole = time.monotonic() + WHOLE
        while time.monotonic() < whole and self._read(TORN):
            pass
        return self.text()

    def wait_for_end(self, timeout: float = SECONDS) -> int:
        """Wait until the program has ended; answer its exit status, or minus the signal that ended it."""
        until = time.monotonic() + timeout
        while self._read(max(0.0, until - time.monotonic())) is not None:
            if time.monotonic() >= until:
                raise AssertionError(f"the program has not ended in {timeout:g} s; the screen shows:\n{self.text()}")
        # A terminal that was closed tells nothing of a program that goes on without it.
        ending = Thread(target=self._program.wait, daemon=True)
        ending.start()
        ending.join(max(0.0, until - time.monotonic()))
        if ending.is_alive():
            os.kill(self.pid, signal.SIGKILL)
            ending.join()
            raise AssertionError(f"the program goes on, {timeout:g} s after its end was asked for:\n{self.text()}")
        status: int | None = self._program.exitstatus
        return -int(self._program.signalstatus) if status is None else status

    def hang_up(self) -> None:
        """Close the terminal, as who closes its window."""
        nowhere = os.open(os.devnull, os.O_RDWR)
        os.dup2(nowhere, self._program.child_fd)  # pexpect closes this number once more
        os.close(nowhere)

    def close(self) -> None:
        """End the program if it still runs."""
        self._program.close(force=True)

    @property
    def _is_drawing(self) -> bool:
        """Whether a frame has begun that is not whole yet."""
        return self.received.rfind(FRAME_BEGINS) > self.received.rfind(FRAME_ENDS)

    def _read(self, seconds: float) -> int | None:
        """Take in what comes within `seconds`; answer the number of bytes, or None when the program has ended."""
        try:
            data: bytes = self._program.read_nonblocking(1 << 16, timeout=seconds)
        except pexpect.TIMEOUT:
            return 0
        except pexpect.EOF:
            return None
        self.received += data
        if not self._told and FRAMES_ASKED in self.received:
            self._told = True
            self.write(FRAMES_TOLD)
        whole = self._held + data
        unfinished = UNFINISHED.search(whole)
        end = unfinished.start() if unfinished else len(whole)
        self._held = whole[end:]
        self._stream.feed(UNREAD.sub(b"", whole[:end]))
        return len(data)
