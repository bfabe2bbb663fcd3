"""Running text with its styles, and the lines it breaks into."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.linebreak import PAD_CLOSE, PAD_INSIDE, PAD_OPEN, divide_line

_PADS = str.maketrans(dict.fromkeys((PAD_OPEN, PAD_CLOSE, PAD_INSIDE), " "))
_BLANK = re.compile(r"[\t\n]")
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef]")
"""What no text may send to a terminal, and the pads that only we write."""


Row = tuple[list[Segment], int, str | None]
"""Segments, cells and glue of a line, before it stands in anything."""


class Line(NamedTuple):
    """One line as it is drawn."""

    segments: list[Segment]
    cells: int
    lead: int = 0
    """Characters before the text that a copy leaves out: the bars of what it stands in."""
    glue: str | None = None
    """What stood between the line before and this one in the text: a blank or nothing; None at a real line's start."""
    whole: str | None = None
    """What a copy of the whole line says, where that is not what is drawn: of code, what is cut off, too."""


def safe(text: str) -> str:
    """Foreign text as a segment may hold it: no control characters, tabs and line ends as blanks."""
    return _FORBIDDEN.sub("\ufffd", _BLANK.sub(" ", text)) if _FORBIDDEN.search(text) else text


def fitted(text: str, width: int) -> str:
    """Foreign text in exactly so many cells: filled up with blanks, or cut with a mark that says so."""
    text = safe(text)
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(text, width - 1) + "…" if width > 0 else ""


def shortened(text: str, width: int) -> str:
    """Foreign text in at most so many cells: where it is longer, cut between words, with a mark that says so.

    A word that takes up half of the room is cut itself, and Han characters are words.
    """
    text = safe(text)
    if cell_len(text) <= width or width <= 0:
        return text if width > 0 else ""
    kept = set_cell_size(text, width - 1).rstrip()
    inside = kept[-1:].isalnum() and text[len(kept) : len(kept) + 1].isalnum() and cell_len(kept[-1:]) == 1
    blank = kept.rfind(" ")
    if inside and blank * 2 >= len(kept):
        kept = kept[:blank]
    return kept.rstrip(" ,;:·") + "…"


def overlaid(runs: Sequence[tuple[int, Style]], marks: Sequence[tuple[int, int, Style]]) -> Iterator[tuple[int, Style]]:
    """Stretches of a text, each with its end and its style, with what is marked in it: start, end, what it adds."""
    waiting = iter(marks)
    mark = next(waiting, None)
    at = 0
    for end, style in runs:
        while mark is not None and mark[0] < end:
            if mark[0] > at:
                yield mark[0], style
            at = min(end, mark[1])
            yield at, style + mark[2]
            if mark[1] > end:
                break
            mark = next(waiting, None)
        if at < end:
            yield end, style
            at = end


class Prose:
    """Text that grows at its end, each part with its style."""

    __slots__ = ("_length", "_parts", "_runs", "_whole")

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._whole: list[tuple[int, int]] = []
        """From where to where something stands that is kept together where there is room for it."""
        self._runs: list[tuple[int, Style]] = []
        self._length = 0

    @property
    def last(self) -> str:
        """The last character, or nothing."""
        return self._parts[-1][-1] if self._parts else ""

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(self._parts)

    def add(self, text: str, style: Style) -> None:
        """Add foreign text."""
        if text:
            self._append(safe(text), style)

    def add_word(self, text: str, style: Style) -> None:
        """Add foreign text with a hair of space around it, kept together where it is short enough."""
        self.add_whole(text, style, PAD_OPEN, PAD_CLOSE)

    def add_whole(self, text: str, style: Style, opening: str = "", closing: str = "") -> None:
        """Add foreign text between pads, kept together where it is short enough and a line has room for it."""
        if not text:
            return
        inner = safe(text)
        if cell_len(inner) <= _LONGEST_WORD:
            inner = inner.replace(" ", PAD_INSIDE)
            self._whole.append((self._length, self._length + len(opening) + len(inner) + len(closing)))
        self._append(f"{opening}{inner}{closing}", style)

    @property
    def whole(self) -> Sequence[str]:
        """What is kept together."""
        text = self.text
        return [text[start:end] for start, end in self._whole]

    def end_line(self) -> None:
        """End the line as the author wants it."""
        self._append("\n", Style())

    def lines(self, width: int, marks: Sequence[tuple[int, int, Style]] = ()) -> Iterator[Row]:
        """The lines at a width: their segments, cells and glue, as `Line` has them.

        Args:
            width: In cells.
            marks: From where to where something is marked in the text, in order, and the style that it adds.
        """
        text = self._loosened(width)
        waiting = iter(self._whole)
        span = next(waiting, None)
        runs = iter(overlaid(self._runs, marks) if marks else self._runs)
        run_end, style = next(runs, (0, Style()))
        position = 0
        for paragraph in text.split("\n"):
            glue: str | None = None
            start, last = 0, position + len(paragraph)
            whole: list[tuple[int, int]] = []
            while span is not None and span[0] < last:
                whole.append((span[0] - position, span[1] - position))
                span = next(waiting, None)
            for end in (*divide_line(paragraph, width, whole=whole), len(paragraph)):
                piece = paragraph[start:end]
                kept = len(piece.rstrip(" "))
                segments: list[Segment] = []
                at, stop = position + start, position + start + kept
                while at < stop:
                    while run_end <= at:
                        run_end, style = next(runs)
                    upto = min(run_end, stop)
                    segments.append(Segment(text[at:upto].translate(_PADS), style))
                    at = upto
                cells = sum(segment.cell_length for segment in segments)
                if cells > width:  # a cluster of characters that changes its style halfway
                    segments, cells = list(Strip(segments, cells).crop(0, width)), width
                yield segments, cells, glue
                glue = " " if kept < len(piece) else ""
                start = end
            position += len(paragraph) + 1

    def _loosened(self, width: int) -> str:
        """All of it; what is kept together, and is wider than a line, with blanks at which it breaks."""
        text, parts, at = self.text, list[str](), 0
        for start, end in self._whole:
            if PAD_INSIDE in (held := text[start:end]) and cell_len(held) > width:
                parts += text[at:start], held.replace(PAD_INSIDE, " ")
                at = end
        return "".join((*parts, text[at:]))

    def _append(self, text: str, style: Style) -> None:
        self._parts.append(text)
        self._length += len(text)
        if self._runs and self._runs[-1][1] is style:
            self._runs.pop()
        self._runs.append((self._length, style))


_LONGEST_WORD = 28
"""Cells of code that a line break spares; longer code breaks at its blanks."""
