"""Gaps that are none: begun and never closed, or too long."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from lessons.syntax.gap import LONGEST

_MARK = re.compile(r"\\.|(?P<ticks>`+)|(?P<open>\[\[)[^\[\]\n`]{0,40}|\]\]", re.DOTALL)


class Begun(NamedTuple):
    """Where such a gap begins in a running text."""

    down: int
    """Lines before its own."""
    across: int
    """Characters before it in its line."""
    text: str
    """What it begins with."""


def unclosed_gap(source: str) -> Begun | None:
    """The first gap of a running text that another one or the end follows before its own end; code is left out."""
    begun = next((begun for begun, end in _gaps(source) if end is None), None)
    return _place(source, begun) if begun else None


def long_gap(source: str) -> Begun | None:
    """The first gap of a running text that is too long to be read as one; code is left out."""
    if len(source) <= LONGEST:
        return None
    begun = next((begun for begun, end in _gaps(source) if end and end - begun.start() > LONGEST), None)
    return _place(source, begun) if begun else None


def _gaps(source: str) -> Iterator[tuple[re.Match[str], int | None]]:
    """The beginning of each gap, and where it ends; None where another one or the end comes first."""
    begun: re.Match[str] | None = None
    position = 0
    while (mark := _MARK.search(source, position)) is not None:
        position = mark.end()
        if mark["ticks"]:
            # Code ends with as many backticks as it begins with; what never ends is text.
            end = source.find(mark["ticks"], position)
            position = end + len(mark["ticks"]) if end >= 0 else position
        elif mark["open"]:
            if begun is not None:
                yield begun, None
            begun = mark
        elif mark[0] == "]]" and begun is not None:
            yield begun, position
            begun = None
    if begun is not None:
        yield begun, None


def _place(source: str, begun: re.Match[str]) -> Begun:
    at = begun.start()
    return Begun(source.count("\n", 0, at), at - source.rfind("\n", 0, at) - 1, begun[0].rstrip())
