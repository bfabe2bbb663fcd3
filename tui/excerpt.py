"""One line of a file beside its problem: as much of it as there is room for, and where in it the problem is."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from lessons.clean import clean

_TAB = 4
_CONTEXT = 12
"""Cells that stay before the first mark where the line is cut on the left."""
_CUT = "…"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A line as it is shown."""

    text: str
    marks: str
    """Blanks, and a `^` under each place; empty where there is none to point to."""


def excerpt(source: str, columns: Sequence[int], room: int) -> Excerpt:
    """A line in at most `room` cells, with marks under its columns.

    Args:
        source: As it stands in the file.
        columns: 1-based; the first column of a line is what every finding without a place has, and gets no mark.
        room: Cells.
    """
    source = clean(source).rstrip()
    pointed = sorted({min(column, len(source) + 1) for column in columns if column > 1})
    shown, places = _untabbed(source, pointed)
    starts = [cells(shown[:place]) for place in places]
    if cells(shown) > room:
        shown, starts = _cut(shown, starts, room)
    marks = ""
    for start in dict.fromkeys(starts):
        marks += " " * (start - len(marks)) + "^"
    return Excerpt(shown, marks)


def cells(text: str) -> int:
    """How many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return sum(map(_width, text))


def _width(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _untabbed(source: str, columns: Sequence[int]) -> tuple[str, list[int]]:
    """The line with blanks for tabs, and the offsets of its columns there."""
    return source.expandtabs(_TAB), [len(source[: column - 1].expandtabs(_TAB)) for column in columns]


def _cut(text: str, starts: Sequence[int], room: int) -> tuple[str, list[int]]:
    """The part of a line around its first mark, and the marks that are in it."""
    total, first = cells(text), starts[0] if starts else 0
    left = max(0, min(first - min(_CONTEXT, room // 2), total - room + 1)) if first * 3 > room * 2 else 0
    head = _CUT if left else ""
    kept: list[str] = []
    at = used = 0
    begin = None
    for character in text:
        width = _width(character)
        if at >= left:
            begin = at if begin is None else begin
            following = total - at - width
            if used + width + (following > 0) > room - len(head):
                kept.append(_CUT)
                break
            kept.append(character)
            used += width
        at += width
    offset = len(head) - (begin or 0)
    return head + "".join(kept), [start + offset for start in starts if 0 <= start - (begin or 0) <= used]
