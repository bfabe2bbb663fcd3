"""The part of a document that is on the screen, and how it moves."""

from collections.abc import Sequence
from typing import NamedTuple

from lessons.blocks import Code
from tui.render.code import furthest
from tui.render.flow import Flow, Spot
from tui.render.inline import Reference
from tui.render.manuscript import Manuscript, Note
from tui.render.pieces import Lines
from tui.render.places import Place

BELOW = 1
"""Blank lines under the last one."""

_SECTION_ROW = 3
"""A section is the current one when its heading has come up to this row."""


class Kept(NamedTuple):
    """The line that the member put at the top, to come back to when the size has changed."""

    spot: Spot
    height: int = 0
    """Lines of its piece at that time; 0 where it was never laid out."""

    def within(self, flow: Flow) -> Spot:
        """The same line at another width: as deep in its piece as it was."""
        if not flow.pieces:
            return Spot(0, 0)
        height = len(flow.lines(self.spot.piece))
        line = self.spot.line * height // self.height if self.height else self.spot.line
        return Spot(self.spot.piece, min(line, height - 1))


class Wide(NamedTuple):
    """A code block that is wider than the text."""

    code: Code
    piece: int
    """One of its pieces."""
    far: int
    """How far it can be moved sideways, in cells."""


def counterpart(before: Manuscript, now: Manuscript, kept: Kept) -> Kept:
    """The line of a translation that stands where a line of the original does: section by section, block by block."""
    piece = kept.spot.piece
    section = sum(index <= piece for index in before.headings) - 1
    if section >= len(now.headings) or not now.pieces:
        return Kept(Spot(0, 0)) if not now.headings else Kept(now.section_spot(len(now.headings) - 1))
    start = before.headings[section] if section >= 0 else 0
    first = now.headings[section] if section >= 0 else 0
    end = now.headings[section + 1] if section + 1 < len(now.headings) else len(now.pieces)
    return Kept(Spot(min(first + piece - start, max(first, end - 1)), kept.spot.line), kept.height)


class Window:
    """Some lines of a document, as many as the screen has."""

    def __init__(self, text: Manuscript, flow: Flow, height: int, kept: Kept) -> None:
        """Open it with the kept line at the top, or as near to it as the end allows."""
        self._text = text
        self.flow = flow
        self.height = height
        self.kept = kept
        self.top = Spot(0, 0)
        self.rows: Sequence[Spot] = ()
        self._references: tuple[range, tuple[Reference, ...]] | None = None
        self._show(kept.within(flow))

    # Where it stands

    @property
    def at_start(self) -> bool:
        """Whether the first line is on the screen."""
        return self.top == (0, 0)

    @property
    def at_end(self) -> bool:
        """Whether the last line is on the screen."""
        return not self.rows or self.flow.is_end(self.rows[-1])

    @property
    def y(self) -> int:
        """Lines above the screen, as far as they are known."""
        return self.flow.top(self.top.piece) + self.top.line

    @property
    def share(self) -> float:
        """How much is read: what stands above the screen, or at the end all of it, 0 to 1."""
        if self.at_end:
            return 1.0
        return self._text.share(self.top.piece, self.top.line / len(self.flow.lines(self.top.piece)))

    @property
    def section(self) -> int:
        """Index of the current section, -1 before the first."""
        if self.at_end and not self.at_start:
            return len(self._text.headings) - 1
        shown = self.rows[: _SECTION_ROW + 1]
        last = shown[-1].piece if shown else -1
        return sum(index <= last for index in self._text.headings) - 1

    @property
    def place(self) -> Place:
        """The topmost line, by a name that outlives edits elsewhere."""
        return self._text.places.place(self.top)

    @property
    def references(self) -> tuple[Reference, ...]:
        """The links and images on the screen."""
        if not self.rows:
            return ()
        if self._references is None or self._references[0] != self._pieces:
            self._references = (self._pieces, self._text.references(self._pieces))
        return self._references[1]

    @property
    def notes(self) -> tuple[Note, ...]:
        """The footnotes that the text on the screen refers to."""
        return self._text.notes(self._pieces)

    @property
    def codes(self) -> Sequence[Code]:
        """The code blocks on the screen."""
        return self._text.codes(self._pieces)

    @property
    def wide_codes(self) -> Sequence[Wide]:
        """Those of them that are wider than the text."""
        pieces, found = self.flow.pieces, dict[int, Wide]()
        for index in self._pieces:
            part = pieces[index].part
            if isinstance(part, Lines) and id(part.code) not in found:
                far = furthest(part.code.text, self.flow.width - pieces[index].frame.cells)
                if far:
                    found[id(part.code)] = Wide(part.code, index, far)
        return list(found.values())

    @property
    def _pieces(self) -> range:
        return range(self.rows[0].piece, self.rows[-1].piece + 1) if self.rows else range(0)

    # Where it goes

    def put(self, spot: Spot) -> None:
        """Put a line at the top, or as near to it as the end allows."""
        self._show(spot)
        if self.flow.pieces:
            self.kept = Kept(self.top, len(self.flow.lines(self.top.piece)))

    def move(self, lines: int) -> None:
        """Go so many lines down, or up."""
        self.put(self.flow.moved(self.top, lines))

    def again(self) -> None:
        """Show the same line at the top when the heights of pieces have changed."""
        if self.flow.pieces:
            piece, line = self.top
            self._show(Spot(piece, min(line, len(self.flow.lines(piece)) - 1)))

    def row_of(self, piece: int) -> int | None:
        """The row of a piece's first line that is no gap; negative above the screen, None where no line is on it."""
        first = next((row for row, spot in enumerate(self.rows) if spot.piece == piece), None)
        return None if first is None else first - self.rows[first].line + self.flow.pieces[piece].gap

    def reveal(self, spot: Spot) -> None:
        """Bring a line into view, a third of the screen from its top where it is not there already."""
        if spot not in self.rows:
            self.put(self.flow.moved(spot, -(self.height // 3)))

    def to_section(self, index: int) -> None:
        """Bring a section's heading to the top."""
        if 0 <= index < len(self._text.headings):
            self.put(self._text.section_spot(index))

    def step_section(self, step: int) -> None:
        """Go to the next heading, or to the one above."""
        spots = [self._text.section_spot(index) for index in range(len(self._text.headings))]
        if step > 0:
            wanted = next((spot for spot in spots if spot > self.top), None)
        else:
            wanted = next((spot for spot in reversed(spots) if spot < self.top), None)
        if wanted is not None:
            self.put(wanted)

    def _show(self, spot: Spot) -> None:
        flow = self.flow
        rows = flow.screen(spot, self.height)
        if len(rows) < self.height and flow.pieces:
            spot = flow.moved(flow.end, BELOW + 1 - self.height)
            rows = flow.screen(spot, self.height)
        self.top, self.rows = spot, rows
