"""As much of a text as there is room for, around the words that were looked for."""

from collections.abc import Sequence
from typing import NamedTuple

from lessons.words import Span
from tui.excerpt import cells

_CONTEXT = 3
"""One part in so many of the room stands before the first word found."""
_CUT = "…"
_MOST_MARKS = 200
"""Where a word stands more often, the first ones do."""


class Snippet(NamedTuple):
    """A text in one line, with the places of the words found in it."""

    text: str
    marks: tuple[Span, ...]


def around(text: str, marks: Sequence[Span], room: int) -> Snippet:
    """A text in at most `room` cells, with the first mark in view, and the marks that are.

    Args:
        text: In one line.
        marks: In order, without overlap.
        room: Cells.
    """
    if cells(text) <= room:
        return Snippet(text, tuple(marks))
    if room <= 2 * len(_CUT):  # no room for anything but what says that there is none
        return Snippet(_CUT[:room], ())
    start = _start(text, marks[fullest(text, marks, room - room // _CONTEXT)], room) if marks else 0
    head = _CUT if start else ""
    end, used = start, cells(head)
    while end < len(text):
        width = cells(text[end])
        if used + width + (end + 1 < len(text)) > room:
            break
        used += width
        end += 1
    kept = head + text[start:end] + (_CUT if end < len(text) else "")
    shift = len(head) - start
    inside = (Span(max(one.start, start) + shift, min(one.end, end) + shift) for one in marks)
    return Snippet(kept, tuple(one for one in inside if one.start < one.end))


def fullest(text: str, marks: Sequence[Span], reach: int) -> int:
    """Index of the mark, behind whose beginning the most different words stand within so many characters; the first."""
    marks = marks[:_MOST_MARKS]

    def many(index: int) -> int:
        end = marks[index].start + reach
        return len({text[one.start : one.end].casefold() for one in marks[index:] if one.end <= end})

    return max(range(len(marks)), key=lambda index: (many(index), -index))


def _start(text: str, first: Span, room: int) -> int:
    """Where to begin, so that the first mark is in view with something before it: at the beginning of a word."""
    if cells(text[: first.end]) <= room - 1:
        return 0
    start, before = first.start, 0
    while start > 0 and before + cells(text[start - 1]) <= room // _CONTEXT:
        start -= 1
        before += cells(text[start])
    blank = text.find(" ", start, first.start)
    return blank + 1 if blank >= 0 else start
