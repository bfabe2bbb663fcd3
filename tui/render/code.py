"""Code in colours: Pygments reads it, our roles colour it, and what has no room is out of sight."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.render.glyphs import Glyphs
from tui.render.palette import Palette
from tui.render.text import overlaid, safe

_INSET = "  "
"""Left of code."""
INSET_CELLS = len(_INSET)
TAB = 4
"""Cells to a tab stop."""

_LONGEST = 20_000
"""Characters of a block that is coloured; a longer one would keep its page waiting."""
_LONGEST_LINE = 2_000

Run = tuple[str, str]
"""A stretch of code and its role."""


def plain_lines(text: str) -> Sequence[str]:
    """The lines of a code block as they are drawn, without colours."""
    return ["".join(stretch for stretch, _role in line) for line in coloured(text, "")]


@lru_cache(maxsize=16)
def cells(text: str) -> int:
    """Width of the longest line of a code block."""
    return max(map(cell_len, plain_lines(text)), default=0)


@lru_cache(maxsize=16)
def coloured(text: str, named: str) -> tuple[tuple[Run, ...], ...]:
    """The lines of a code block as stretches with roles; all plain where the language is not known."""
    text = "\n".join(safe(line.expandtabs(TAB)) for line in text.split("\n"))
    lines = text.split("\n")
    if not named or len(text) > _LONGEST or max(map(len, lines)) > _LONGEST_LINE:
        return tuple(((line, "code.plain"),) for line in lines)
    from tui.render.highlighting import highlighted  # noqa: PLC0415 - Pygments is heavy, and most pages have no code

    return highlighted(text, named)


def segments_of(line: Sequence[Run], palette: Palette, marks: Sequence[tuple[int, int, Style]] = ()) -> list[Segment]:
    """A line of code in colours; `marks` are what is found in it: from which character, to which, and how it looks."""
    if not marks:
        return [Segment(stretch, palette.code + palette.style(role)) for stretch, role in line]
    text = "".join(stretch for stretch, _role in line)
    ends = accumulate(len(stretch) for stretch, _role in line)
    runs = [(end, palette.code + palette.style(role)) for end, (_stretch, role) in zip(ends, line, strict=True)]
    found, at = list[Segment](), 0
    for end, style in overlaid(runs, marks):
        found.append(Segment(text[at:end], style))
        at = end
    return found


def furthest(text: str, width: int) -> int:
    """How far a code block can be moved sideways: cells of its longest line for which there is no room."""
    return max(0, INSET_CELLS + cells(text) - width)


def shown_part(segments: list[Segment], shift: int, width: int, palette: Palette, glyphs: Glyphs) -> list[Segment]:
    """A line of code as wide as its block, moved by some cells; a mark stands where it goes on, and where it began."""
    cut = palette.code + palette.style("cut")
    long = sum(segment.cell_length for segment in segments)
    inset = f"{glyphs.cut_before} " if shift and long else _INSET
    room = width - len(inset)
    rest = long - shift
    if shift or rest > room:
        segments = list(Strip(segments, long).crop(shift, shift + (room - 1 if rest > room else room)))
    shown = [Segment(inset, cut if inset != _INSET else palette.code), *segments]
    if rest > room:
        return [*shown, Segment(glyphs.cut, cut)]
    return [*shown, Segment(" " * (room - max(0, rest)), palette.code)]
