"""A document prepared for reading, before anything is known of its width: pieces, sections, names of places."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from lessons.blocks import Heading, Paragraph, Raw
from lessons.folds import folds, with_folds
from lessons.markdown import plain
from lessons.model import Document
from tui.render.flow import Spot
from tui.render.glyphs import Glyphs
from tui.render.inline import Look, Reference, read, references_in
from tui.render.outline import footnote_numbers
from tui.render.palette import Palette
from tui.render.pieces import Asked, FoldLine, Lines, Piece, Rows, Spoken, line_of, pieces, source_of
from tui.render.places import Places
from tui.render.typeset import Typesetter
from tui.render.words import words


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, for a list of contents."""

    level: int
    title: str


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
    ) -> None:
        """Take the text.

        Args:
            document: The text.
            lang: Its language.
            glyphs: The marks to draw with.
            insets: Lines to leave empty for each check, as `Typesetter` takes them; they may change.
            unfolded: Lines of the folds whose insides are shown; None shows all.
        """
        self._document = document
        self._lang = lang
        self._glyphs = glyphs
        self._insets = insets
        self.pieces: Sequence[Piece] = pieces(document.blocks, words(lang), glyphs, unfolded=unfolded)
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

    def typesetter(self, palette: Palette) -> Typesetter:
        """Someone who draws the pieces in these colours."""
        document = self._document
        look = Look(palette, words(self._lang), document.references, footnote_numbers(document.blocks))
        return Typesetter(look, self._glyphs, self._insets)

    @property
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
            for source in _sources(self.pieces[index]):
                found.update(dict.fromkeys(references_in(read(source, self._document.references))))
        return tuple(found)

    def code(self, indexes: Iterable[int]) -> str | None:
        """The text of the first code block that one of these pieces belongs to."""
        parts = (self.pieces[index].part for index in indexes)
        return next((part.code.text for part in parts if isinstance(part, Lines)), None)

    def spot_at(self, line: int) -> Spot:
        """Where the screen begins when the block that a line of the file stands in is at its top."""
        starts = [(line_of(piece), index) for index, piece in enumerate(self.pieces)]
        _line, found = max(((start, -index) for start, index in starts if 0 < start <= line), default=(0, 0))
        return Spot(-found, max(0, self.pieces[-found].gap - 1)) if self.pieces else Spot(0, 0)

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


def _sources(piece: Piece) -> Sequence[str]:
    """The inline sources of a piece."""
    match piece.part:
        case Paragraph(source=source) | Heading(source=source):
            return (source,)
        case Rows(table, start, stop):
            return [source for row in (table.head, *table.rows[start:stop]) for source in row]
        case _:
            return ()
