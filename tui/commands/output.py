"""What commands print: data on stdout, messages on stderr, never a byte that a terminal obeys."""

import json
import sys

from lessons.clean import clean


def say(text: str = "", *, flush: bool = False) -> None:
    """Print a line of data."""
    print(clean(text), flush=flush)  # noqa: T201 - this is the one place that prints data


def tell(text: str) -> None:
    """Print a message for the person, beside the data."""
    print(clean(text), file=sys.stderr, flush=True)  # noqa: T201 - this is the one place that prints messages


def ask(text: str) -> str:
    """Ask the person something, beside the data; the line that comes back, empty where none does."""
    print(clean(text), end=" ", file=sys.stderr, flush=True)  # noqa: T201 - as above
    return sys.stdin.readline().strip()


def say_json(document: object) -> None:
    """Print one JSON document, UTF-8, indented for people and diffs."""
    text = json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False)
    if clean(text) != text:  # JSON has a way of its own to write what a terminal must not be sent
        text = "".join(one if clean(one) == one else json.dumps(one)[1:-1] for one in text)
    print(text)  # noqa: T201 - as above


def indented(text: str, by: str = "  ") -> str:
    """Text of an author, set in, so that no line of it can be taken for one of ours."""
    return "\n".join(by + line if line else "" for line in text.split("\n"))
