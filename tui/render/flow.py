"""A document at one width, laid out only where somebody looks.

Every piece has a height: a guess until it is laid out, exact from then on. A place is a piece and a line in it, never a
line of the whole document, so nothing on the screen moves when guesses above it become exact.
"""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from lessons.blocks import Heading, Paragraph, Raw
from tui.render.pieces import Asked, FoldLine, Lines, Part, Piece, Rows, Spoken, Term, Title, guessed_check
from tui.render.text import Line
from tui.render.typeset import Typesetter

_KEPT_LINES = 1_200
"""Lines that stay laid out, some twenty screens: turning back is free, and memory stays flat."""
_RAGGED = 3
"""Cells that a line loses on average because words do not break."""


_LINES_OF_A_PIECE = 1 << 24
"""More than a piece can have."""


Size = tuple[int, int, int]
"""Of a piece: its lines at any width, gap included; the cells of its running text; the cells of its frame."""


class Spot(NamedTuple):
    """A line of a document."""

    piece: int
    line: int

    @property
    def number(self) -> int:
        """Piece and line as one number, in the order of the text."""
        return self.piece * _LINES_OF_A_PIECE + self.line

    @classmethod
    def numbered(cls, number: int) -> "Spot":
        """The spot that has this number."""
        return cls(*divmod(number, _LINES_OF_A_PIECE))


class Flow:
    """The pieces of a document as lines of one width."""

    def __init__(
        self, pieces: Sequence[Piece], typesetter: Typesetter, width: int, sizes: Iterable[Size] | None = None
    ) -> None:
        """Lay out nothing yet; `sizes` are those of the pieces, where somebody knows them."""
        self.pieces = pieces
        self.width = width
        self._typesetter = typesetter
        self._heights = guessed_heights(sizes_of(pieces) if sizes is None else sizes, width)
        self._lines: OrderedDict[int, list[Line]] = OrderedDict()
        self._kept = 0
        self._tops: list[int] | None = None

    @property
    def height(self) -> int:
        """Lines of the whole document, as far as they are known."""
        return self._all_tops()[-1]

    @property
    def end(self) -> Spot:
        """The last line."""
        last = len(self.pieces) - 1
        return Spot(last, len(self.lines(last)) - 1) if self.pieces else Spot(0, 0)

    def is_end(self, spot: Spot) -> bool:
        """Whether this is the last line; the last piece is not laid out to answer."""
        return spot.piece == len(self.pieces) - 1 and spot == self.end

    def restyle(self, typesetter: Typesetter) -> None:
        """Draw with another typesetter from now on; heights stay as they are known."""
        self._typesetter = typesetter
        self._lines.clear()
        self._kept = 0

    def forget(self, piece: int) -> None:
        """Lay a piece out anew when it is wanted next: its height has changed."""
        lines = self._lines.pop(piece, None)
        if lines is not None:
            self._kept -= len(lines)

    def top(self, piece: int) -> int:
        """Lines above a piece, as far as they are known."""
        return self._all_tops()[piece]

    def lines(self, piece: int) -> Sequence[Line]:
        """The lines of a piece, laid out now if they are not."""
        if piece in self._lines:
            self._lines.move_to_end(piece)
            return self._lines[piece]
        lines = self._typesetter.lines(self.pieces[piece], self.width)
        if self._heights[piece] != len(lines):
            self._heights[piece] = len(lines)
            self._tops = None
        self._lines[piece] = lines
        self._kept += len(lines)
        while self._kept > _KEPT_LINES and len(self._lines) > 1:
            self._kept -= len(self._lines.popitem(last=False)[1])
        return lines

    def at(self, y: int) -> Spot:
        """The line that is `y` lines down from the start, as far as heights are known."""
        if not self.pieces:
            return Spot(0, 0)
        piece = min(max(0, bisect_right(self._all_tops(), y) - 1), len(self.pieces) - 1)
        return Spot(piece, min(max(0, y - self.top(piece)), len(self.lines(piece)) - 1))

    def moved(self, spot: Spot, lines: int) -> Spot:
        """The line that is exactly so many lines further down, or up; the first or last where there are not so many."""
        if not self.pieces:
            return Spot(0, 0)
        piece, line = spot.piece, spot.line + lines
        while line < 0 and piece > 0:
            piece -= 1
            line += len(self.lines(piece))
        while line >= len(self.lines(piece)) and piece < len(self.pieces) - 1:
            line -= len(self.lines(piece))
            piece += 1
        return Spot(piece, min(max(0, line), len(self.lines(piece)) - 1))

    def between(self, spot: Spot, end: Spot) -> Iterator[Line]:
        """The lines from one spot to another, both included."""
        while spot <= end:
            yield self.lines(spot.piece)[spot.line]
            if self.is_end(spot):
                return
            spot = self.moved(spot, 1)

    def screen(self, spot: Spot, height: int) -> list[Spot]:
        """The lines from a spot on, at most `height` of them."""
        spots: list[Spot] = []
        piece, line = spot
        while piece < len(self.pieces) and len(spots) < height:
            lines = len(self.lines(piece))
            spots += [Spot(piece, number) for number in range(line, min(lines, line + height - len(spots)))]
            piece, line = piece + 1, 0
        return spots

    def _all_tops(self) -> list[int]:
        if self._tops is None:
            self._tops = [0, *accumulate(self._heights)]
        return self._tops


def sizes_of(pieces: Iterable[Piece]) -> list[Size]:
    """How much stands in each of some pieces."""
    frames: dict[int, int] = {}
    """The cells of each frame: many pieces stand in the same one."""
    found: list[Size] = []
    for piece in pieces:
        frame = piece.frame
        cells = frames.get(id(frame))
        if cells is None:
            cells = frames[id(frame)] = frame.cells
        lines, running = _size(piece.part)
        found.append((piece.gap + lines, running, cells))
    return found


def guessed_heights(sizes: Iterable[Size], width: int) -> list[int]:
    """Lines that each piece will about have at a width, gap included, without laying it out."""
    room = width - _RAGGED
    return [lines + running // max(8, room - frame) for lines, running, frame in sizes]


def _size(part: Part) -> tuple[int, int]:
    """Lines of a piece at any width, without its gap, and the cells of text that goes on in further ones."""
    match part:
        case Paragraph(source=source) | Title(_, source) | Term(source, _):
            return 1, _cells(source)
        case Heading(source=source, level=level):
            return 1 + (level == 1), _cells(source)
        case Lines(code, start, stop):
            return stop - start + (start == 0) + (stop > code.text.count("\n")), 0
        case Rows(_, start, stop):
            return stop - start + (2 if start == 0 else 0), 0
        case Asked(check):
            return guessed_check(check), 0
        case FoldLine(summary, _, _):
            return 1, _cells(summary)
        case Raw(text=text) | Spoken(text, _):
            return 1 + text.count("\n"), _cells(text)
        case _:
            return 1, 0


def _cells(text: str) -> int:
    """About the cells of a text: three bytes of UTF-8 are two cells, one byte is one."""
    return len(text) if text.isascii() else (len(text) + len(text.encode("utf-8", "replace"))) // 2
