"""A document prepared for reading, before anything is known of its width: pieces, sections, names of places."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, takewhile
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from lessons.blocks import Block, Code, Footnote, Heading, Paragraph, Raw
from lessons.folds import folds, with_folds
from lessons.inline import plain
from lessons.light import dataclass
from lessons.model import Document
from lessons.running import read
from tui.render.flow import Size, Spot, guessed_heights, sizes_of
from tui.render.glyphs import Glyphs
from tui.render.inline import Look, Reference, footnotes_in, references_in
from tui.render.outline import footnote_numbers
from tui.render.palette import Palette
from tui.render.pieces import (
    Asked,
    FoldLine,
    Frame,
    Lines,
    Piece,
    Rows,
    Spoken,
    Term,
    Title,
    line_of,
    pieces,
    source_of,
)
from tui.render.places import Places
from tui.render.typeset import Typesetter
from tui.render.words import words

if TYPE_CHECKING:  # loaded when something is looked for
    from tui.render.find import Found, Search


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, for a list of contents."""

    level: int
    title: str


class Note(NamedTuple):
    """A footnote."""

    number: int
    blocks: tuple[Block, ...]


_WEIGHED_AT = 76
"""Cells at which it is judged how much of the text a piece is, whatever the width at which it is read."""
_A_SCREEN = 20
"""Lines of the text on a usual screen."""
_ALMOST = 0.99
_NOT_SHIFTED: Mapping[int, int] = MappingProxyType({})


class Manuscript:
    """One document, ready to be set."""

    def __init__(
        self,
        document: Document,
        lang: str,
        glyphs: Glyphs,
        *,
        insets: Mapping[int, int] | None = None,
        unfolded: frozenset[int] | None = None,
        advice: str = "",
    ) -> None:
        """Take the text.

        Args:
            document: The text.
            lang: Its language.
            glyphs: The marks to draw with.
            insets: Lines to leave empty for each check, as `Typesetter` takes them; they may change.
            unfolded: Lines of the folds whose insides are shown; None shows all.
            advice: Words of ours, below the title.
        """
        self._document = document
        self._lang = lang
        self._glyphs = glyphs
        self._insets = insets
        self._advice = advice
        self._numbers = footnote_numbers(document.blocks)
        self.unfolded = unfolded
        """Lines of the folds whose insides are shown; None shows all."""
        self.pieces: Sequence[Piece] = self._pieces(unfolded)
        self.places = Places(self.pieces)
        self._folds = tuple(folds(with_folds(document.blocks)))
        self._heading_blocks = [block for block in document.blocks if isinstance(block, Heading)]
        self.headings = self._heading_pieces()
        """Index of the piece of each heading that does not stand inside another block."""

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Those headings, as `lessons.parse.sections` counts them."""
        references = self._document.references
        return tuple(Section(block.level, plain(read(block.source, references))) for block in self._heading_blocks)

    def typesetter(
        self, palette: Palette, shifts: Mapping[int, int] = _NOT_SHIFTED, found: "Found | None" = None
    ) -> Typesetter:
        """Someone who draws the pieces in these colours; what is shifted and marked, `Typesetter` takes as well."""
        look = Look(palette, words(self._lang), self._document.references, self._numbers)
        return Typesetter(look, self._glyphs, self._insets, shifts=shifts, found=found)

    def search(self, palette: Palette) -> "Search":
        """The words of the whole document, with what is folded away."""
        from tui.render.find import Search  # noqa: PLC0415 - loaded when something is looked for

        every = self.pieces if self.unfolded is None else self._pieces(None)
        return Search(every, self.typesetter(palette).texts)

    def _pieces(self, unfolded: frozenset[int] | None) -> Sequence[Piece]:
        found = pieces(self._document.blocks, words(self._lang), self._glyphs, unfolded=unfolded)
        if self._advice:
            titled = bool(found) and isinstance(found[0].part, Heading)
            found.insert(titled, Piece(Spoken(self._advice, "muted"), Frame(), None, int(not titled), Frame()))
        return found

    @cached_property
    def sizes(self) -> Sequence[Size]:
        """How much stands in each piece."""
        return sizes_of(self.pieces)

    @cached_property
    def _weights(self) -> Sequence[int]:
        """How much stands before each piece, and at last how much there is."""
        return [0, *accumulate(guessed_heights(self.sizes, _WEIGHED_AT))]

    def share(self, piece: int, depth: float) -> float:
        """How much of the text is read where a place in it is at the top of a screen, 0 to 1; the same on every screen.

        Only the end of it is all of it; a usual screen comes to that without a leap.

        Args:
            piece: Its index.
            depth: How deep in the piece it is, 0 to 1.
        """
        if not self.pieces:
            return 0.0
        before, after = self._weights[piece], self._weights[piece + 1]
        whole = self._weights[-1]
        return min(_ALMOST, (before + depth * (after - before)) / max(1, whole / 2, whole - _A_SCREEN))

    @cached_property
    def stops(self) -> Sequence[int]:
        """The pieces that can be touched, by index: checks and folds."""
        return [index for index, piece in enumerate(self.pieces) if isinstance(piece.part, Asked | FoldLine)]

    def hidden(self, section: int) -> frozenset[int]:
        """Lines of the folds in which a section's heading stands."""
        return self.folds_over(self._heading_blocks[section].line)

    def references(self, indexes: Iterable[int]) -> tuple[Reference, ...]:
        """The links and images in some pieces."""
        found: dict[Reference, None] = {}
        for index in indexes:
            for source in _pointing(self.pieces[index]):
                found.update(dict.fromkeys(references_in(read(source, self._document.references))))
        return tuple(found)

    def notes(self, indexes: Iterable[int]) -> tuple[Note, ...]:
        """The footnotes that some pieces refer to, in the order in which they do."""
        texts = self._notes
        if not texts:
            return ()
        sources = (source for index in indexes for source in _pointing(self.pieces[index]))
        marked = (label for source in sources for label in footnotes_in(read(source, self._document.references)))
        labels = dict.fromkeys(label.casefold() for label in marked)
        return tuple(Note(self._numbers[label], texts[label].blocks) for label in labels if label in texts)

    @cached_property
    def _notes(self) -> Mapping[str, Footnote]:
        """The footnotes by their labels."""
        return {block.label.casefold(): block for block in self._document.blocks if isinstance(block, Footnote)}

    def codes(self, indexes: Iterable[int]) -> Sequence[Code]:
        """The code blocks that some pieces belong to."""
        parts = (self.pieces[index].part for index in indexes)
        return list({id(part.code): part.code for part in parts if isinstance(part, Lines)}.values())

    def pieces_of(self, code: Code, near: int) -> range:
        """The pieces of a code block, one of which is `near`."""
        start = stop = near
        while start > 0 and self._is_of(code, start - 1):
            start -= 1
        while stop < len(self.pieces) and self._is_of(code, stop):
            stop += 1
        return range(start, stop)

    def _is_of(self, code: Code, index: int) -> bool:
        part = self.pieces[index].part
        return isinstance(part, Lines) and part.code is code

    def spot_at(self, line: int) -> Spot:
        """Where the screen begins when the block that a line of the file stands in is at its top."""
        starts = [(line_of(piece), index) for index, piece in enumerate(self.pieces)]
        _line, found = max(((start, -index) for start, index in starts if 0 < start <= line), default=(0, 0))
        return Spot(-found, max(0, self.pieces[-found].gap - 1)) if self.pieces else Spot(0, 0)

    def titles_over(self, index: int) -> Sequence[int]:
        """The titles of the callouts in which a piece stands, by their pieces, the outermost first."""
        found: list[int] = []
        marks = self.pieces[index].frame.marks
        for above in range(index - 1, -1, -1):
            if not marks:
                break
            part, here = self.pieces[above].part, self.pieces[above].frame.marks
            pairs = zip(marks, here, strict=False)
            marks = marks[: sum(1 for _same in takewhile(lambda pair: pair[0] == pair[1], pairs))]
            if isinstance(part, Title) and marks == here:
                found.insert(0, above)
                marks = marks[:-1]
        return found

    @property
    def has_folds(self) -> bool:
        """Whether any of it can be folded away."""
        return bool(self._folds)

    def folds_over(self, line: int) -> frozenset[int]:
        """Lines of the folds that a line of the file stands in."""
        return frozenset(fold.line for fold in self._folds if fold.line < line <= fold.end)

    def words(self, index: int) -> str:
        """What a piece says, as plain text in one line."""
        piece = self.pieces[index]
        if isinstance(piece.part, Asked | FoldLine | Spoken):
            return ""
        sources = _sources(piece) or (source_of(piece),)
        told = sources if isinstance(piece.part, Lines | Raw) else (self._plain(one) for one in sources)
        return " ".join(" ".join(told).split())

    def first_row(self, index: int) -> str:
        """The first row of a table, its cells apart; of code its first line."""
        part = self.pieces[index].part
        if isinstance(part, Rows):
            return " · ".join(told for one in part.table.head if (told := self._plain(one).strip()))
        return next((line.strip() for line in source_of(self.pieces[index]).splitlines() if line.strip()), "")

    def _plain(self, source: str) -> str:
        return plain(read(source, self._document.references))

    def section_spot(self, index: int) -> Spot:
        """Where the screen begins when a section's heading is at its top: with one blank line above it."""
        piece = self.headings[index]
        return Spot(piece, max(0, self.pieces[piece].gap - 1))

    def _heading_pieces(self) -> Sequence[int]:
        drawn = {id(piece.part): index for index, piece in enumerate(self.pieces) if isinstance(piece.part, Heading)}
        lines = {piece.part.line: index for index, piece in enumerate(self.pieces) if isinstance(piece.part, FoldLine)}
        shut = [(lines[fold.line], fold) for fold in self._folds if fold.line in lines]
        found: list[int] = []
        for block in self._heading_blocks:
            # A heading that is folded away is not drawn: its section begins at the fold.
            folded = next((index for index, fold in shut if fold.line < block.line <= fold.end), 0)
            found.append(drawn.get(id(block), max(folded, found[-1] if found else 0)))
        return found


def _pointing(piece: Piece) -> Iterable[str]:
    """The inline sources of a piece in which a link, an image or the mark of a note may stand."""
    return (source for source in _sources(piece) if "[" in source or "<" in source)


def _sources(piece: Piece) -> Sequence[str]:
    """The inline sources of a piece."""
    match piece.part:
        case Paragraph(source=source) | Heading(source=source) | Title(_, source) | Term(source, _):
            return (source,)
        case Rows(table, start, stop):
            return [source for row in (table.head, *table.rows[start:stop]) for source in row]
        case _:
            return ()
