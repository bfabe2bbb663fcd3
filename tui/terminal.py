"""What a terminal can do: how bright its background is, and how wide it draws our marks. No Textual in it."""

import os
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from select import select
from typing import NamedTuple

from lessons.light import dataclass

LEAST = (60, 16)
"""Columns and lines that the screens need."""
LONGEST = 0.1
"""Seconds that a terminal has to answer."""
_BACKGROUND = b"\x1b]11;?\x1b\\"
_WIDTH = b"\x1b7\x1b[6n" + "●".encode() + b"\x1b[6n\x1b8\x1b[K"
"""Where the cursor is before a mark and behind it; then the mark is taken away again."""
_PLACES = 2
"""Replies to that."""
_WHAT = b"\x1b[c"
"""What it is: that every terminal says, so that nobody waits for the rest in vain."""
# Patterns that are compiled when a terminal has answered, or somebody types: not every one does before the first frame.
_COLOUR = rb"\x1b\]11;(?:rgba?:)?([^\x07\x1b]*)(?:\x07|\x1b\\)"
_KIND = rb"\x1b\[\?[\d;]*c"
_PLACE = rb"\x1b\[(\d+);(\d+)R"
_REPLY = r"\x1b\]1[01];[^\x07\x1b]*(?:\x07|\x1b\\)|\x1b\[\?[\d;]*c|\x1b\[\d+;\d+R"
_LAST = r"\x1b\[\?[\d;]*c"
_BEGUN = r"\x1b(?:\](?:1(?:[01](?:;[^\x07\x1b]*\x1b?)?)?)?|\[(?:\?[\d;]*|\d+(?:;\d*)?)?)?\Z"
_MOST_HELD = 64
"""Characters of a reply that is still to end."""
_MIDDLE = 0.18
"""Of the light of white: middle grey."""
_OF_PYTHON = frozenset({"C.UTF-8", "C.utf8", "UTF-8"})
"""What Python itself puts into LC_CTYPE where the locale is C (PEP 538): it says nothing of the terminal."""


@dataclass(frozen=True, slots=True)
class Fitting:
    """What fits a terminal, for all that somebody left to us."""

    dark: bool = True
    unicode: bool = True
    """Whether it has the marks that are drawn with."""
    motion: bool = False
    """Whether things may glide."""
    tmux: bool = False
    """Whether it is tmux, which as it comes lets no program have the clipboard."""


def fitting(environment: Mapping[str, str], *, dark: bool | None = None, wide: bool | None = None) -> Fitting:
    """What fits the terminal that an environment tells of.

    Args:
        environment: of the program.
        dark: what the terminal said of its background; None where it did not.
        wide: whether it draws our marks two cells wide, so that nothing stands in line; None where that is not known.
    """
    if dark is None:
        dark = _told_dark(environment)
    unicode = has_marks(environment) and not wide
    still = ("SSH_CONNECTION", "SSH_TTY", "NO_MOTION")
    motion = not any(environment.get(name) for name in still) and environment.get("TEXTUAL_ANIMATIONS") != "none"
    return Fitting(dark, unicode, motion, tmux=bool(environment.get("TMUX")))


def has_marks(environment: Mapping[str, str]) -> bool:
    """Whether a terminal can be sent what is not in ASCII."""
    names = ["LC_ALL", "LC_CTYPE", "LANG"]
    if environment.get("LANG") in {"C", "POSIX"} and environment.get("LC_CTYPE") in _OF_PYTHON:
        names.remove("LC_CTYPE")
    locale = next((environment[name] for name in names if environment.get(name)), "")
    return environment.get("TERM") != "linux" and (not locale or "utf8" in locale.lower().replace("-", ""))


def _told_dark(environment: Mapping[str, str]) -> bool:
    """What some terminals say in `COLORFGBG`, `15;0`: 7 and 9 to 15 are light; dark where nothing is said."""
    last = environment.get("COLORFGBG", "").rpartition(";")[2]
    return not (last.isdigit() and int(last) in {7, *range(9, 16)})


def is_dark(colour: str) -> bool | None:
    """Whether a background as a terminal says it, `1c1c/1c1c/1c1c` or `#1c1c1c`, is dark; None if it is no colour."""
    parts = colour.split("/")
    if len(parts) == 1 and len(colour) in {4, 7, 13} and colour.startswith("#"):
        size = (len(colour) - 1) // 3
        parts = [colour[start : start + size] for start in range(1, len(colour), size)]
    try:
        red, green, blue = (int(part, 16) / (int("f" * len(part), 16)) for part in parts[:3])
    except ValueError:
        return None
    # Weights of ITU-R BT.709.
    light: float = 0.2126 * pow(red, 2.2) + 0.7152 * pow(green, 2.2) + 0.0722 * pow(blue, 2.2)
    return light < _MIDDLE


class Answer(NamedTuple):
    """What a terminal said in time; None where it did not say it."""

    dark: bool | None = None
    """Whether its background is."""
    wide: bool | None = None
    """Whether our marks are two cells wide."""


@dataclass(slots=True)
class Question:
    """A terminal was asked, and may answer."""

    until: float = 0.0
    """When nobody waits any more, by the monotonic clock."""
    read: Callable[[float], bytes] = lambda _seconds: b""
    """What comes within some seconds; nothing where nothing does."""
    restore: Callable[[], None] = lambda: None
    """Has the terminal echo again."""
    outstanding: bool = False
    """Whether an answer may still come."""
    before: bytes = b""
    """What somebody typed before it did."""
    places: int = 0
    """How often it may still say where its cursor is."""

    def answer(self) -> Answer:
        """What the terminal said. What it has said by now is in time."""
        received = b""
        while self.outstanding:
            came = self.read(max(0.0, self.until - time.monotonic()))
            if not came and time.monotonic() >= self.until:
                break
            received += came
            self.outstanding = re.search(_KIND, received) is None
        if not self.outstanding:
            self.restore()
        if not received:
            return Answer()
        found = re.search(_COLOUR, received)
        places = [(int(row), int(column)) for row, column in re.findall(_PLACE, received)[: self.places]]
        # A reply may be in the middle: what has come of it is handed on to whoever takes the rest away. A key may look
        # like the place of the cursor: no more are taken for one than were asked for.
        self.before = re.sub(_KIND, b"", re.sub(_COLOUR, b"", re.sub(_PLACE, b"", received, count=self.places or -1)))
        self.places = self.places - len(places) if self.outstanding else 0
        return Answer(is_dark(found[1].decode("ascii", "replace")) if found else None, _is_wide(places))


def _is_wide(places: Sequence[tuple[int, int]]) -> bool | None:
    """Whether a mark took two cells, by where the cursor was before it and after; None where that does not say it."""
    if len(places) != _PLACES or places[0][0] != places[1][0]:
        return None
    cells = places[1][1] - places[0][1]
    return cells > 1 if cells > 0 else None


@contextmanager
def asked(*, background: bool = True, marks: bool = True, seconds: float = LONGEST) -> Iterator[Question]:
    """Ask the terminal what somebody wants to know, at once; until the end nothing that it answers late is echoed.

    Nothing is asked over a pipe, of a terminal that would not know, or in the background.

    Args:
        background: whether to ask for its background.
        marks: whether to ask how wide it draws our marks: one is written for a moment.
        seconds: that it has to answer.
    """
    questions = (_BACKGROUND if background else b"") + (_WIDTH if marks else b"")
    if not questions or os.environ.get("TERM", "dumb") in {"dumb", "linux"} or not _is_ours():
        yield Question()
        return
    import termios  # noqa: PLC0415 - not on every system

    source = sys.__stdin__.fileno() if sys.__stdin__ else 0
    try:
        attributes = termios.tcgetattr(source)
        quiet = termios.tcgetattr(source)
        quiet[0] &= ~termios.ICRNL  # of the input: Enter, pressed early, is Enter
        quiet[3] &= ~(termios.ECHO | termios.ICANON)
        termios.tcsetattr(source, termios.TCSANOW, quiet)
        os.write(sys.__stderr__.fileno() if sys.__stderr__ else 2, questions + _WHAT)
    except (OSError, termios.error):
        yield Question()
        return

    def read(left: float) -> bytes:
        return os.read(source, 1024) if select([source], [], [], left)[0] else b""

    def restore() -> None:
        termios.tcsetattr(source, termios.TCSANOW, attributes)

    try:
        yield Question(time.monotonic() + seconds, read, restore, outstanding=True, places=_PLACES if marks else 0)
    finally:
        restore()


def _is_ours() -> bool:
    """Whether there is a terminal that listens to us."""
    try:
        source, sink = sys.__stdin__, sys.__stderr__
        if source is None or sink is None or not (source.isatty() and sink.isatty()):
            return False
        return hasattr(os, "tcgetpgrp") and os.tcgetpgrp(source.fileno()) == os.getpgrp()
    except (OSError, ValueError):
        return False


class Strainer:
    """Takes a terminal's late replies out of what is typed; a reply may come in pieces."""

    def __init__(self, before: str = "", places: int = 0) -> None:
        """Take what has come so far, and how often the terminal may still say where its cursor is."""
        self._held = before
        self._places = places
        self._seen: list[tuple[int, int]] = []
        self._late = Answer()
        self._waits = False
        self._done = False

    def strain(self, text: str) -> str:
        """What is left of some input; the begin of what may be a reply is held back."""
        if self._done:  # the last reply has come
            return text
        self._done = re.search(_LAST, self._held + text) is not None
        whole = re.sub(_REPLY, self._left, self._held + text)
        begun = None if self._done else re.search(_BEGUN, whole)
        at = begun.start() if begun and len(whole) - begun.start() <= _MOST_HELD else len(whole)
        self._held, self._waits = whole[at:], False
        return whole[:at]

    def _left(self, reply: re.Match[str]) -> str:
        """What is left of a reply: nothing, but of one that nobody asked for, which is a key."""
        said = reply[0].encode("ascii", "replace")
        if found := re.fullmatch(_COLOUR, said):
            dark = is_dark(found[1].decode("ascii", "replace"))
            self._late = self._late if dark is None else self._late._replace(dark=dark)
        if not reply[0].endswith("R"):
            return ""
        self._places -= 1
        if self._places < 0:
            return reply[0]
        self._seen += [(int(row), int(column)) for row, column in re.findall(_PLACE, said)]
        self._late = self._late._replace(wide=_is_wide(self._seen))
        return ""

    def late(self) -> Answer:
        """What the terminal has said since this was asked last."""
        late, self._late = self._late, Answer()
        return late

    def release(self) -> str:
        """What was held back, where nothing came since it was asked last: it was Esc, or a key that begins so."""
        if self._waits or not self._held:
            held, self._held, self._waits = self._held, "", False
            return held
        self._waits = True
        return ""
