"""Two texts that say the same in two languages, side by side: what stands beside what, and the blanks that keep it so.

A band is a piece of each with all that follows it alone. It is as high on one side as on the other, so that whatever
comes after it begins in the same row. The first one has no piece of a text whose beginning stands beside a later place
of the other: its blanks stand above the first piece.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from lessons.alignment import Section, aligned, kept_words
from lessons.blocks import Heading, Paragraph
from tui.render.flow import Flow, Size, Spot
from tui.render.manuscript import Manuscript
from tui.render.pieces import Asked, FoldLine, Lines, Piece, Rows, Title
from tui.render.text import Line
from tui.render.typeset import Typesetter

_MOST_COMPARED = 250_000
"""Pairs of pieces of a section that are compared; of a longer one they stand beside each other in their order."""

Pair = tuple[int, int]
"""Pieces of two texts, by index."""


class _Section(NamedTuple):
    told: Section
    """What tells it in any language."""
    start: int
    stop: int


def bands(first: Manuscript, second: Manuscript) -> Sequence[Pair]:
    """The pieces with which the bands begin, in order.

    A section stands beside the one that stands for it (`lessons.alignment`), so that one which is not translated leaves
    a gap and shifts none below it. In a section, so do the blocks: code beside the same code. The first two bands begin
    with the same piece of a text that has nothing in the first one.
    """
    here, there = _kinds(first), _kinds(second)
    ours, theirs = _sections(first, here), _sections(second, there)
    found: list[Pair] = [(0, 0)]
    for number, other in aligned([one.told for one in ours], [one.told for one in theirs]).items():
        one, its = ours[number], theirs[other]
        found += ((one.start, its.start), *_inside(here, there, one, its))
    kept: list[Pair] = []
    for pair in found:
        both_further = kept and pair[0] > kept[-1][0] and pair[1] > kept[-1][1]
        if not kept or both_further or (len(kept) == 1 and pair != kept[0]):
            kept.append(pair)
    return kept


class PairedFlow(Flow):
    """One of two texts, with blanks at the end of each band that is higher in the other one."""

    def __init__(
        self,
        pieces: Sequence[Piece],
        typesetter: Typesetter,
        width: int,
        sizes: Iterable[Size],
        *,
        starts: Sequence[int],
    ) -> None:
        """Take also the pieces with which bands begin."""
        super().__init__(pieces, typesetter, width, sizes)
        self.starts = starts
        self._other: PairedFlow | None = None
        self._band_heights: dict[int, int] = {}

    def stand_beside(self, other: "PairedFlow | None") -> None:
        """Be as high as another one, or as nothing else where it is None; what is on the screen is to be shown anew."""
        self._other = other
        self._tops = None

    def lines(self, piece: int) -> Sequence[Line]:
        """The lines of a piece, and the blanks of its band where it is the last one of it.

        The first one has those above it as well that stand beside what it has nothing for.
        """
        drawn = super().lines(piece)
        above, below = 0 if piece else self._above + self._gap, self._blanks(piece)
        if self._heights[piece] != above + len(drawn) + below:
            self._heights[piece] = above + len(drawn) + below
            self._tops = None
        return [*[Line([], 0)] * above, *drawn, *[Line([], 0)] * below] if above or below else drawn

    def forget(self, piece: int) -> None:
        """Lay a piece out anew, and measure its band again."""
        super().forget(piece)
        self._band_heights.pop(self.band(piece), None)

    def band(self, piece: int) -> int:
        """The band that a piece is in."""
        return max(0, bisect_right(self.starts, piece) - 1)

    def drawn_height(self, band: int) -> int:
        """Lines of a band, without the blanks at its end."""
        if band not in self._band_heights:
            height = sum(len(super(PairedFlow, self).lines(piece)) for piece in self.pieces_of(band))
            self._band_heights[band] = height + (self._gap if band == 1 else 0)
        return self._band_heights[band]

    def beside(self, spot: Spot, other: "PairedFlow") -> Spot:
        """The line of the other text that stands in the row of a line of this one."""
        band = min(self.band(spot.piece), len(other.starts) - 1)
        above, there = (flow._above if band == 1 else 0 for flow in (self, other))  # noqa: SLF001 - its other self
        depth = spot.line + sum(len(self.lines(piece)) for piece in range(self.starts[band], spot.piece)) - above
        if depth < 0:
            return other.moved(Spot(0, 0), depth + above)
        pieces = other.pieces_of(band)
        height = sum(len(other.lines(piece)) for piece in pieces) - there if pieces else other._above  # noqa: SLF001
        return other.moved(Spot(other.starts[band], there), min(depth, height - 1))

    def pieces_of(self, band: int) -> range:
        """The pieces of a band, by index."""
        return range(self.starts[band], (*self.starts[band + 1 : band + 2], len(self.pieces))[0])

    @property
    def _above(self) -> int:
        """Blanks above the first piece: the first band is empty, and as high as the other one's."""
        return self._other.drawn_height(0) if self._other and self._begins_later else 0

    @property
    def _gap(self) -> int:
        """Blank lines between those and the first piece, which begins a text with few: then as many as beside it."""
        if self._other is None or not self._begins_later:
            return 0
        return max(0, self._other.pieces[self._other.starts[1]].gap - self.pieces[0].gap)

    @property
    def _begins_later(self) -> bool:
        return self.starts[1:2] == [0]

    def _blanks(self, piece: int) -> int:
        other, band = self._other, self.band(piece)
        if other is None or band >= len(other.starts) or piece != self.pieces_of(band)[-1]:
            return 0
        return max(0, other.drawn_height(band) - self.drawn_height(band))


def _kinds(text: Manuscript) -> Sequence[Hashable]:
    """What tells of each piece, in any language, which one it is: what it is, what it stands in, the code in it."""
    return [(_kind(piece), tuple(mark.role for mark in piece.frame.marks), piece.opening) for piece in text.pieces]


def _kind(piece: Piece) -> Hashable:
    match piece.part:
        case Heading(level=level):
            return Heading, level
        case Lines(code, start, _):
            return Lines, code.text, start
        case Rows(table, start, _):
            return Rows, len(table.head), start
        case Title(kind, _):
            return Title, kind
        case Asked(_, number):
            return Asked, number
        case FoldLine():
            return FoldLine
        case part:
            return type(part).__name__


def _sections(text: Manuscript, kinds: Sequence[Hashable]) -> Sequence[_Section]:
    bounds = [0, *(index for index in text.headings if index), len(text.pieces)]
    found: list[_Section] = []
    for start, stop in pairwise(bounds):
        if start < stop:
            part = text.pieces[start].part
            level = part.level if isinstance(part, Heading) else 0
            said = "\n".join(_source(piece) for piece in text.pieces[start:stop])
            told = Section(level, Counter(kinds[start:stop]), kept_words(said), len("".join(said.split())))
            found.append(_Section(told, start, stop))
    return found


def _source(piece: Piece) -> str:
    """The text of a piece as its author wrote it, where it has one of its own; tables tell themselves by their form."""
    match piece.part:
        case Heading(source=source) | Paragraph(source=source):
            return source
        case Lines(code, 0, _):
            return code.text
    return ""


def _inside(here: Sequence[Hashable], there: Sequence[Hashable], one: _Section, other: _Section) -> Iterable[Pair]:
    """The pieces of two sections that stand beside each other."""
    first, second = here[one.start : one.stop], there[other.start : other.stop]
    if len(first) * len(second) > _MOST_COMPARED:
        return zip(range(one.start, one.stop), range(other.start, other.stop), strict=False)
    blocks = SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    return ((one.start + at + step, other.start + of + step) for at, of, size in blocks for step in range(size))
