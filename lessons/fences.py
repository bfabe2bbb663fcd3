"""Fenced code, told line by line: for whoever looks at a text before its blocks are found."""

import re

_FENCE = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(`{3,}(?!.*`)|~{3,})")
"""Also in quotes and at the beginning of items; with backticks behind them, backticks are code in running text."""


class Fences:
    """Goes over the lines of a text in their order, and knows which of them are code."""

    def __init__(self) -> None:
        self._open = ""
        """The fence that is not closed yet."""

    def take(self, line: str) -> bool:
        """Whether the next line is code, or the fence above or below it."""
        if self._open:
            mark = self._open[0]
            if mark in line and set(line.strip(" \t>")) == {mark} and line.count(mark) >= len(self._open):
                self._open = ""
            return True
        found = _FENCE.match(line) if "```" in line or "~~~" in line else None
        self._open = found[1] if found else ""
        return found is not None
