"""What stands in the margin of a document: signs beside the passages that notes and bookmarks were set to."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from functools import cached_property
from typing import Protocol

from lessons.light import dataclass
from tui.render.flow import Spot
from tui.render.glyphs import Glyphs
from tui.render.manuscript import Manuscript
from tui.render.pieces import line_of, source_of
from tui.render.places import Place


class Passage(Protocol):
    """A block of a lesson, as it was when something was set to it; a note and a bookmark are such."""

    @property
    def block(self) -> str:
        """Its id, as `tui.render.places` has it."""
        ...

    @property
    def section(self) -> int:
        """Index of the section that it stood in; -1 before the first."""
        ...

    @property
    def quote(self) -> str:
        """Some of its words."""
        ...


@dataclass(frozen=True, slots=True)
class Sign:
    """What is to be seen beside a line."""

    note: bool = False
    bookmark: bool = False

    def drawn(self, glyphs: Glyphs) -> str:
        """One cell for each."""
        return (glyphs.bookmark if self.bookmark else "") + (glyphs.note if self.note else "")


@dataclass
class Margin:
    """The signs of one document."""

    make: Callable[[], Manuscript]
    """Makes the document with all its folds open: it is asked for where there is something to look for."""
    signs: Mapping[int, Sign] = field(default_factory=dict)
    """By the line of the file in which a block begins that is drawn."""

    @cached_property
    def _whole(self) -> Manuscript:
        return self.make()

    def line(self, passage: Passage) -> int:
        """The line in which a passage begins by now; 0 where it, and what stood around it, are gone.

        It is its block, else the one that says the same, else the heading above it, else that of its section.
        """
        text = self._whole
        exact, _slash, _heading = passage.block.partition("/")
        spot = text.places.spot(Place(exact, 0))
        quote = " ".join(passage.quote.removesuffix("…").split())  # it may have been cut there
        if spot is None and quote:
            same = (index for index in range(len(text.pieces)) if quote in text.words(index))
            spot = next((Spot(index, 0) for index in same), None)
        spot = spot or text.places.spot(Place(passage.block, 0))
        if spot is None and 0 <= passage.section < len(text.headings):
            spot = Spot(text.headings[passage.section], 0)
        index = spot.piece if spot else -1
        while index >= 0:  # a few pieces do not know their line: what they stand below does
            if line := line_of(text.pieces[index]):
                return line
            index -= 1
        return 0

    def block(self, drawn: Manuscript, index: int) -> str:
        """The id of the block of a piece that is drawn, by which it is found whatever is folded away."""
        piece = drawn.pieces[index]
        line, source = line_of(piece), source_of(piece)
        if drawn.unfolded is not None and line:
            found = (
                at for at, one in enumerate(self._whole.pieces) if line_of(one) == line and source_of(one) == source
            )
            for at in found:
                return self._whole.places.place(Spot(at, 0)).block
        return drawn.places.place(Spot(index, 0)).block

    def put(self, drawn: Manuscript, notes: Sequence[Passage], bookmarks: Sequence[Passage]) -> None:
        """Find where the signs of some passages stand in what is drawn; of what is folded away, at the fold."""
        noted = {self.drawn_line(drawn, one) for one in notes}
        booked = {self.drawn_line(drawn, one) for one in bookmarks}
        self.signs = {line: Sign(line in noted, line in booked) for line in noted | booked if line}

    def drawn_line(self, drawn: Manuscript, passage: Passage) -> int:
        """The line of the piece that is drawn of a passage: its own, or that of the fold in which it is shut away."""
        line = self.line(passage)
        if drawn.unfolded is None:
            return line
        return min((fold for fold in drawn.folds_over(line) if fold not in drawn.unfolded), default=line)
