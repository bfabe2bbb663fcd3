"""Lines on the screen and selected text: how it is marked on them, and what a copy of it says."""

from collections.abc import Sequence
from itertools import chain

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.render.text import Line


def placed(line: Line, left: int, width: int, base: Style) -> Strip:
    """A line with its margins, as wide as the screen."""
    right = width - left - line.cells
    segments = list(line.segments) or [Segment("", base)]
    if right < 0:
        return Strip([Segment(" " * left, base), *segments]).crop(0, width)
    # A margin in the style of the text beside it is one segment with it: fewer bytes for the terminal. Not so beside
    # Han: a picture of the screen spreads a segment over its cells, and the margin with it.
    if segments[0].style is base and segments[0].text.isascii():
        segments[0] = Segment(" " * left + segments[0].text, base)
    else:
        segments.insert(0, Segment(" " * left, base))
    if segments[-1].style is base and segments[-1].text.isascii():
        segments[-1] = Segment(segments[-1].text + " " * right, base)
    else:
        segments.append(Segment(" " * right, base))
    return Strip(segments, width)


def marked(strip: Strip, span: tuple[int, int], style: Style, column: tuple[int, int] | None = None) -> Strip:
    """The strip with a span of its characters in another style, but for the cells outside a column.

    An end of -1 is the strip's end.
    """
    text = strip.text
    start = cell_len(text[: max(0, span[0])])
    end = strip.cell_length if span[1] < 0 else cell_len(text[: span[1]])
    if column is not None:
        start, end = max(start, column[0]), min(end, column[1])
    if start >= end:
        return strip
    chosen = [
        Segment(segment.text, segment.style + style if segment.style else style) for segment in strip.crop(start, end)
    ]
    return Strip(chain(strip.crop(0, start), chosen, strip.crop(end, strip.cell_length)), strip.cell_length)


def is_pointed(line: Line) -> bool:
    """Whether the match that was gone to begins or goes on in a line: nothing else in a text is drawn in reverse."""
    return any(segment.style and segment.style.reverse for segment in line.segments)


def pointed(strip: Strip, at: int, pointer: str, style: Style) -> Strip:
    """The strip with a pointer, one cell wide, in its margin."""
    return Strip([*strip.crop(0, at), Segment(pointer, style), *strip.crop(at + 1)], strip.cell_length)


def beside(strip: Strip, left: int, signs: str, style: Style) -> Strip:
    """The strip with signs, one cell each, in its margin of `left` cells: a blank before the text where there is room.

    What is in the margin already, such as the pointer of a match, stays.
    """
    signs = signs[: max(1, left)]
    at = max(0, left - len(signs) - 1)
    if not left or strip.text[at : at + len(signs)].strip():
        return strip
    return Strip([*strip.crop(0, at), Segment(signs, style), *strip.crop(at + len(signs))], strip.cell_length)


def copied(lines: Sequence[Line], first: int, last: int | None) -> str:
    """The text of some lines, from a character of the first to one of the last: no bars, and paragraphs made whole."""
    parts: list[str] = []
    for number, line in enumerate(lines):
        text = "".join(segment.text for segment in line.segments)
        begin = max(line.lead, first) if number == 0 else line.lead
        end = last if number == len(lines) - 1 else None
        piece = text[begin:end].rstrip()
        if line.whole is not None and begin == line.lead and (end is None or end >= len(text.rstrip())):
            piece = line.whole.rstrip()
        if number and line.glue is None:
            parts.append("\n")
        elif number:
            parts.append(line.glue or "")
            piece = piece.lstrip()
        parts.append(piece)
    return "".join(parts)
