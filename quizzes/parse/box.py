"""The box at the beginning of an option: `[ ]`, `[x]`, and what people write for it."""

import re
from typing import NamedTuple

from lessons.problem import Finding
from quizzes.findings import BOX_GLUED, ODD_BLANK, ODD_BOX

_BOX = re.compile(r"([\[［])([^\]］\n]{0,3})[\]］]")
_TICKS = frozenset("xXхХ×✓✔√✅☑✗✘╳ｘＸ")
"""Marks that mean a tick; Cyrillic and full-width ones look like the Latin letter."""
_PLAIN = frozenset({"[ ]", "[x]", "[X]"})
_LINK = re.compile(r"\([^\s()]{1,150}\)")

BULLET = re.compile(r"[ \t\u00a0\u3000]*(?:[-*+]|(\d{1,9})[.)])[^\S\n]*(?=[\[［])")
"""A list marker with a box behind it, with or without a blank; group 1 is the number of an ordered one."""


class Box(NamedTuple):
    """A box, and the text behind it."""

    ticked: bool
    text: str
    """As it is written, line ends and blanks before it included."""
    written: str
    """The box as it stands in the file."""
    odd: Finding | None = None
    """What is strange about the way it is written."""

    @property
    def read(self) -> str:
        """The box as it should be written."""
        return "[x]" if self.ticked else "[ ]"


def read_box(source: str) -> Box | None:
    """The box that the source of a paragraph begins with, if it does; what looks odd is read as it is meant."""
    if source.startswith("[ ] "):
        return Box(False, source[4:], "[ ]")
    if source.startswith("[x] "):
        return Box(True, source[4:], "[x]")
    found = _BOX.match(source)
    if found is None:
        return None
    written, mark, text = found[0], found[2].strip(), source[found.end() :]
    ticked = mark in _TICKS if mark else False
    if (mark and not ticked) or (ticked and _LINK.match(text)):
        return None
    return Box(ticked, text, written, _oddity(written, text[:1]))


def _oddity(written: str, next_: str) -> Finding | None:
    if written not in _PLAIN:
        return ODD_BOX
    if next_ in " \t\n":  # nothing at all too
        return None
    return ODD_BLANK if next_.isspace() else BOX_GLUED
