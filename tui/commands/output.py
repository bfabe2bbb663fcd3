"""What commands print: data on stdout, messages on stderr, never a byte that a terminal obeys."""

import json
import sys
from collections.abc import Callable, Mapping
from json.encoder import encode_basestring, encode_basestring_ascii
from typing import Literal

from lessons.clean import clean

Ink = Literal["strong", "muted", "error", "warning", "note", "fix"]

_INKS: Mapping[Ink, str] = {
    "strong": "1",
    "muted": "2",
    "error": "1;31",
    "warning": "1;33",
    "note": "1;36",
    "fix": "32",
}
"""What an ink is to a terminal; each of the sixteen colours is the terminal's own, so it fits its background."""
_CONSTANTS = {None: "null", True: "true", False: "false"}
_WIDEST = 200
"""Cells of a line where there is no terminal whose width it should have."""


def say(text: str = "", *, flush: bool = False) -> None:
    """Print a line of data."""
    print(clean(text), flush=flush)  # noqa: T201 - this is the one place that prints data


def in_colour(environment: Mapping[str, str]) -> bool:
    """Whether data may be coloured: on a terminal that can, whose person does not forbid it by `NO_COLOR`."""
    return sys.stdout.isatty() and not environment.get("NO_COLOR") and environment.get("TERM", "dumb") != "dumb"


def room() -> int:
    """Cells of a line of data."""
    import shutil  # noqa: PLC0415 - a report that is no table does without it

    return shutil.get_terminal_size().columns if sys.stdout.isatty() else _WIDEST


def say_inked(*parts: str | tuple[str, Ink], colour: bool, aside: bool = False) -> None:
    """Print one line in several inks; what is foreign in it stays in its line and changes no ink.

    It is data, or with `aside` a message beside the data.
    """
    line = ""
    for part in parts:
        text, ink = (part, None) if isinstance(part, str) else part
        text = clean(text).replace("\n", " ")
        line += f"\x1b[{_INKS[ink]}m{text}\x1b[0m" if ink and colour and text else text
    print(line, file=sys.stderr if aside else sys.stdout)


def tell(text: str) -> None:
    """Print a message for the person, beside the data."""
    print(clean(text), file=sys.stderr, flush=True)  # noqa: T201 - this is the one place that prints messages


def ask(text: str) -> str:
    """Ask the person something, beside the data; the line that comes back, empty where none does."""
    print(clean(text), end=" ", file=sys.stderr, flush=True)  # noqa: T201 - as above
    return sys.stdin.readline().strip()


def say_json(document: object) -> None:
    """Print one JSON document, UTF-8, indented for people and diffs."""
    text = laid_out(document, encode_basestring if _says_all() else encode_basestring_ascii)
    if clean(text) != text:  # JSON has a way of its own to write what a terminal must not be sent
        text = "".join(one if clean(one) == one else json.dumps(one)[1:-1] for one in text)
    print(text)  # noqa: T201 - as above


def laid_out(value: object, string: Callable[[str], str] = encode_basestring, before: str = "\n") -> str:
    """What `json.dumps` makes of a value with an indent of 2, in half the time: a course has a thousand lessons.

    Args:
        value: whose dicts have strings for keys.
        string: makes JSON of a string.
        before: what a new line begins with.
    """
    if isinstance(value, str):
        return string(value)
    within = before + "  "
    if isinstance(value, dict):
        parts = [  # what most values are costs no call of this
            f"{string(name)}: {string(one)}"
            if isinstance(one, str)
            else f"{string(name)}: {_CONSTANTS[one]}"
            if one is None or one is True or one is False
            else f"{string(name)}: {laid_out(one, string, within)}"
            for name, one in value.items()
        ]
        return f"{{{within}{f',{within}'.join(parts)}{before}}}" if parts else "{}"
    if isinstance(value, (list, tuple)):
        every = [laid_out(one, string, within) for one in value]
        return f"[{within}{f',{within}'.join(every)}{before}]" if every else "[]"
    return _CONSTANTS[value] if value is None or value is True or value is False else json.dumps(value, allow_nan=False)


def _says_all() -> bool:
    """Whether stdout can say every character; a document says what it cannot in the way of JSON."""
    return (getattr(sys.stdout, "encoding", None) or "utf-8").casefold().replace("-", "") == "utf8"


def indented(text: str, by: str = "  ") -> str:
    """Text of an author, set in, so that no line of it can be taken for one of ours."""
    return "\n".join(by + line if line else "" for line in text.split("\n"))
