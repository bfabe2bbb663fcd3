"""A gap that is begun and never closed."""

import re
from typing import NamedTuple

_MARK = re.compile(r"\\.|(?P<ticks>`+)|(?P<open>\[\[)[^\[\]\n`]{0,40}|\]\]", re.DOTALL)


class Unclosed(NamedTuple):
    """Where such a gap begins in a running text."""

    down: int
    """Lines before its own."""
    across: int
    """Characters before it in its line."""
    text: str
    """What it begins with."""


def unclosed_gap(source: str) -> Unclosed | None:
    """The first gap of a running text that another one or the end follows before its own end; code is left out."""
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
                break
            begun = mark
        elif mark[0] == "]]":
            begun = None
    if begun is None:
        return None
    at = begun.start()
    return Unclosed(source.count("\n", 0, at), at - source.rfind("\n", 0, at) - 1, begun[0].rstrip())
