"""A short text in the look of a lesson, as high as it needs to be: stems, options, feedback, explanations."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from rich.cells import cell_len
from rich.segment import Segment
from textual.filter import LineFilter
from textual.geometry import Region, Size
from textual.selection import Selection
from textual.strip import Strip
from textual.theme import Theme
from textual.widget import Widget

from lessons.blocks import Block, Paragraph
from tui.marks import authors, glyphs_of, in_ascii
from tui.render.glyphs import UNICODE
from tui.render.html import is_silent
from tui.render.inline import Look
from tui.render.lines import copied, marked
from tui.render.outline import footnote_numbers
from tui.render.palette import Palette, palette
from tui.render.pieces import pieces
from tui.render.text import Line
from tui.render.typeset import Typesetter
from tui.render.words import words

_NO_REFERENCES: Mapping[str, tuple[str, str]] = MappingProxyType({})
_LEAST = 4
_ALL_THE_ROOM = 1000
_GAP = 2
"""Cells between a text and what is remarked behind it."""


class Passage(Widget):
    """Running text, then blocks, at its own width; colours come from where it stands."""

    DEFAULT_CSS = """
    Passage { width: 1fr; height: auto; }
    """

    def __init__(
        self,
        source: str = "",
        *,
        blocks: Sequence[Block] = (),
        references: Mapping[str, tuple[str, str]] = _NO_REFERENCES,
        lang: str = "en",
        gaps: Sequence[str] | None = (),
        as_written: bool = False,
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
    ) -> None:
        """Take the text.

        Args:
            source: Running text, as its Markdown.
            blocks: What follows it.
            references: The document's.
            lang: Of the text.
            gaps: What stands in the gaps of a question, by their numbers; others are empty, so that no answer shows.
                None where `[[...]]` is text, as in an explanation.
            as_written: Whether a line ends wherever it does in the source, as in what a member wrote.
            id: For the stylesheet.
            classes: For the stylesheet.
        """
        super().__init__(id=id, classes=classes)
        opening = (Paragraph(line=0, end=0, source=source),) if source else ()
        self._blocks = (*opening, *blocks)
        if blocks and not source and all(map(is_silent, blocks)):
            self.display = False  # else its margins would be empty lines
        self._references = references
        self._lang = lang
        self._gaps = gaps
        self._as_written = as_written
        self._laid_out: tuple[int, Sequence[Line]] | None = None
        self._painting = False
        self._remark = ""
        self._one_line = False

    def fill(self, gaps: Sequence[str]) -> None:
        """Show other texts in the gaps."""
        self._gaps = gaps
        self._laid_out = None
        self.refresh(layout=True)

    def remark(self, words: str) -> None:
        """Say something in a few words behind the text, which stays as it is; where there is no room, below it."""
        if words != self._remark:
            self._remark = words
            self.refresh(layout=True)

    def in_one_line(self, *, on: bool) -> None:
        """Show the first line alone, with a mark where more follows; or all of it."""
        if on != self._one_line:
            self._one_line = on
            self.refresh(layout=True)

    def rows_at(self, width: int) -> int:
        """How many rows all of it takes at a width, in cells."""
        return len(self._lines(width))

    @property
    def breadth(self) -> int:
        """The cells of its longest line where it has all the room there is."""
        return max((line.cells for line in self._lines(_ALL_THE_ROOM)), default=0)

    def on_mount(self) -> None:
        """Take new colours when the theme changes."""
        self.app.theme_changed_signal.subscribe(self, self._restyle)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's own
        """As many rows as the text has at that width."""
        lines = self._lines(width)
        if self._one_line:
            return min(1, len(lines))
        return len(lines) + (bool(self._remark) and not self._remark_fits(lines, width))

    def _remark_fits(self, lines: Sequence[Line], width: int) -> bool:
        """Whether there is room for the remark behind the last line."""
        return bool(lines) and lines[-1].cells + cell_len(self._remark) + _GAP <= width

    def render_lines(self, crop: Region) -> list[Strip]:
        """Paint; offsets for the mouse are left out."""
        self._painting = True
        try:
            return super().render_lines(crop)
        finally:
            self._painting = False

    def render_line(self, y: int) -> Strip:
        """One row; when the mouse asks, with the offsets that a selection needs."""
        width, base = self.size.width, self.visual_style.rich_style
        lines = self._lines(width)
        own = [*lines[y].segments] if 0 <= y < len(lines) else []
        if self._one_line and len(lines) > 1 and y == 0:
            own = [*Strip(own).crop(0, width - 1), Segment(glyphs_of(self).more, self._palette.style("muted"))]
        if self._remark and y == (len(lines) - 1 if self._remark_fits(lines, width) else len(lines)):
            said = self._remark if glyphs_of(self) is UNICODE else in_ascii(self._remark)
            own += [Segment(" " * _GAP if own else ""), Segment(said, self._palette.style("muted"))]
        elif not own:
            return Strip.blank(width, base)
        strip = Strip(own).apply_style(base).adjust_cell_length(width, base)
        selection = self.text_selection
        if selection is not None and (span := selection.get_span(y)) is not None:
            strip = marked(strip, span, self._palette.selection)
        return strip if self._painting else strip.apply_offsets(0, y)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text: without bars, and its paragraphs whole again."""
        lines = self._lines(self.size.width)
        if not lines:
            return None
        start, end = selection
        first, last = (start.y if start else 0), (min(end.y, len(lines) - 1) if end else len(lines) - 1)
        return copied(lines[first : last + 1], start.x if start else 0, end.x if end else None), "\n"

    def selection_updated(self, selection: Selection | None) -> None:  # noqa: ARG002 - Textual's own
        """Paint the selection."""
        self.refresh()

    def take_marks(self) -> None:
        """Draw with the marks in use now."""
        self._laid_out = None

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Those for an author's text."""
        return authors(super().get_line_filters())

    def _restyle(self, _theme: Theme) -> None:
        self._laid_out = None
        self.refresh()

    @property
    def _palette(self) -> Palette:
        return palette(self.app.theme_variables, dark=self.app.current_theme.dark, filled=False)

    def _lines(self, width: int) -> Sequence[Line]:
        width = max(_LEAST, width)
        if self._laid_out is None or self._laid_out[0] != width:
            spoken = words(self._lang)
            look = Look(
                self._palette, spoken, self._references, footnote_numbers(self._blocks), self._gaps, self._as_written
            )
            glyphs = glyphs_of(self)
            typesetter = Typesetter(look, glyphs)
            parts = pieces(self._blocks, spoken, glyphs, above=0)
            self._laid_out = (width, [line for piece in parts for line in typesetter.lines(piece, width)])
        return self._laid_out[1]
