"""What is sent to a terminal: of each style only what is not set already: a page is sooner there on a slow line.

Rich says all of a style before each piece of text, and takes all of it back behind it.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from textual.drivers.linux_driver import LinuxDriver

_STYLE = re.compile(r"\x1b\[([0-9;]*)m")
_MOVES = re.compile(r"(?:\x1b\[[0-9;]*H|\r\n)*")
"""What looks the same whatever the style."""
_OFF = {22: (1, 2), 23: (3,), 24: (4, 21), 25: (5, 6), 27: (7,), 28: (8,), 29: (9,), 54: (51, 52), 55: (53,)}
_OFF_OF = {on: off for off, ons in _OFF.items() for on in ons}
_COLOUR = {**dict.fromkeys((*range(30, 38), *range(90, 98)), 0), **dict.fromkeys((*range(40, 48), *range(100, 108)), 1)}
_DEFAULTS = ("39", "49")


class _Look(NamedTuple):
    """A style as a terminal has it."""

    colours: tuple[str, str] = _DEFAULTS
    """Of text and background, as they are said."""
    marks: frozenset[int] = frozenset()
    """Bold and the like, by the numbers that set them."""


_PLAIN = _Look()


class _UnknownStyleError(Exception):
    """A style that is not understood here."""


def lean(text: str) -> str:
    """The same for whatever terminal shows it, in fewer bytes; text with a style that is not known here as it is.

    It begins and ends without any style.
    """
    parts = _STYLE.split(text)
    if len(parts) == 1:
        return text
    sent: list[str] = []
    wanted = now = _PLAIN
    try:
        for index, part in enumerate(parts):
            if index % 2:
                wanted = _after(wanted, part)
            elif part:
                if wanted is not now and not _MOVES.fullmatch(part):
                    sent.append(_between(now, wanted))
                    now = wanted
                sent.append(part)
    except _UnknownStyleError:
        return text
    sent.append(_between(now, _PLAIN))
    return "".join(sent)


@lru_cache(maxsize=4096)
def _after(look: _Look, said: str) -> _Look:
    """The style after some numbers were said."""
    colours, marks = list(look.colours), set(look.marks)
    numbers = said.split(";")
    while numbers:
        number = int(numbers.pop(0) or "0")
        if number == 0:
            colours, marks = list(_DEFAULTS), set()
        elif number in {38, 48}:
            size = {"2": 4, "5": 2}.get(numbers[0] if numbers else "", 0)
            if not size or len(numbers) < size:
                raise _UnknownStyleError
            colours[number // 10 - 3] = ";".join((str(number), *numbers[:size]))
            del numbers[:size]
        elif number in {39, 49}:
            colours[number // 10 - 3] = str(number)
        elif number in _COLOUR:
            colours[_COLOUR[number]] = str(number)
        elif number in _OFF_OF:
            marks.add(number)
        elif number in _OFF:
            marks.difference_update(_OFF[number])
        else:
            raise _UnknownStyleError
    return _Look((colours[0], colours[1]), frozenset(marks))


@lru_cache(maxsize=4096)
def _between(now: _Look, wanted: _Look) -> str:
    """The shortest way from one style to another."""
    if now == wanted:
        return ""
    if wanted == _PLAIN:
        return "\x1b[0m"
    off = {_OFF_OF[mark] for mark in now.marks - wanted.marks}
    lost = {mark for number in off for mark in _OFF[number]}
    on = wanted.marks - (now.marks - lost)
    changed = [colour for before, colour in zip(now.colours, wanted.colours, strict=True) if before != colour]
    step = ";".join((*map(str, sorted(off)), *map(str, sorted(on)), *changed))
    said = (colour for colour, default in zip(wanted.colours, _DEFAULTS, strict=True) if colour != default)
    anew = ";".join(("0", *map(str, sorted(wanted.marks)), *said))
    return f"\x1b[{min(step, anew, key=len)}m"


def install() -> None:
    """Have the app that is run next send no more than it has to."""
    write = LinuxDriver.write

    def write_lean(self: LinuxDriver, data: str) -> None:
        write(self, lean(data))

    LinuxDriver.write = write_lean  # type: ignore[method-assign] # there is no other way in
