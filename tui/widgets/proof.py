"""The reader while its text is being written: the next version takes the place of the last, and problems are marked."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from lessons.model import Document
from lessons.problem import Severity
from tui.render.flow import Spot
from tui.render.pieces import Piece, line_of
from tui.widgets.reader import Reader

SIGNS: Mapping[Severity, str] = {Severity.ERROR: "✗", Severity.WARNING: "!", Severity.INFORMATION: "i"}
"""A sign for each severity: its shape says what its colour repeats."""
ROLES: Mapping[Severity, str] = {
    Severity.ERROR: "title.caution",
    Severity.WARNING: "title.warning",
    Severity.INFORMATION: "title.note",
}
_ABOVE = 3
"""Rows above a problem that is gone to, for the eye to see what it stands in."""


class _Held(NamedTuple):
    """A piece on the screen, to be found again in the next version."""

    piece: Piece
    occurrence: int
    line: int
    """The first of its lines that shows."""
    row: int
    """Where that line shows."""


class ProofText(Reader):
    """The text of a file, as it was saved last."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._held: Sequence[_Held] = ()
        self._index = 0
        self._lines: Sequence[tuple[int, int]] = ()
        """Lines of the file in which pieces begin, in order, and the pieces."""
        self._signs: Mapping[int, Severity] = {}
        self._pointed: int | None = None

    def revise(self, document: Document, lang: str) -> None:
        """Show the next version; what is on the screen and still there stays where it is.

        A version without text, as an editor may write on its way to the next one, does not make the place forgotten.
        """
        if self._window is not None and self._window.rows:
            self._hold()
        self.show(document, lang)
        window, text = self._window, self._text
        self._pointed, self._signs = None, {}
        starts = ((line_of(piece), index) for index, piece in enumerate(text.pieces if text else ()))
        self._lines = sorted(start for start in starts if start[0])
        if window is None or text is None or not text.pieces:
            return
        for held in self._held:
            found = text.places.same(held.piece, held.occurrence)
            if found is not None:
                line = min(held.line, len(window.flow.lines(found)) - 1)
                self._put(window.flow.moved(Spot(found, line), -held.row))
                return
        self._put(Spot(min(self._index, len(text.pieces) - 1), 0))

    def mark(self, problems: Sequence[tuple[int, Severity]], *, pointed: int | None = None) -> None:
        """Mark the lines of the file in which there are problems, one of them with a bar; nothing moves."""
        signs: dict[int, Severity] = {}
        for line, severity in problems:
            piece = self._piece_at(line)
            if piece is not None:
                signs[piece] = min(severity, signs.get(piece, severity), key=list(Severity).index)
        self._signs = signs
        self._pointed = None if pointed is None else self._piece_at(pointed)
        self.refresh()

    def point(self, line: int) -> None:
        """Bring what was written in a line of the file into view, with a bar beside it."""
        window = self._window
        self._pointed = self._piece_at(line)
        if window is not None and window.flow.pieces:
            wanted = Spot(self._pointed or 0, self._first_line(self._pointed or 0))
            if wanted not in window.rows[:-1]:
                self._put(window.flow.moved(wanted, -_ABOVE))
        self.refresh()

    def _fit(self) -> None:
        """Where there are fewer rows, what is pointed at is still among them: the list of problems takes some."""
        before = self._window
        seen = before is not None and any(spot.piece == self._pointed for spot in before.rows)
        super()._fit()
        window = self._window
        if seen and window is not None and self._pointed is not None and self._pointed < len(window.flow.pieces):
            wanted = Spot(self._pointed, self._first_line(self._pointed))
            if wanted not in window.rows:
                self._put(window.flow.moved(wanted, -_ABOVE))

    def is_in_view(self, line: int) -> bool:
        """Whether what was written in a line of the file is on the screen; the front matter stands above the start."""
        window, piece = self._window, self._piece_at(line)
        if window is None:
            return False
        return window.at_start if piece is None else any(spot.piece == piece for spot in window.rows)

    @property
    def line(self) -> int:
        """The line of the file in which the topmost text begins; 1 where that is not known."""
        window = self._window
        if window is None or not window.flow.pieces:
            return 1
        for spot in window.rows:
            if spot.line >= self._first_line(spot.piece) and (line := line_of(window.flow.pieces[spot.piece])):
                return line
        return 1

    @property
    def section(self) -> int:
        """The section that one is in; -1 before the first."""
        return self._window.section if self._window is not None else -1

    @property
    def has_sections(self) -> bool:
        """Whether there are headings to choose from."""
        return self._text is not None and len(self._text.headings) > 1

    def render_line(self, y: int) -> Strip:
        """One line of the text, with the sign of a problem in its margin."""
        strip, window = super().render_line(y), self._window
        if window is None or self._palette is None or not 0 <= y < len(window.rows):
            return strip
        piece, line = window.rows[y]
        first = self._first_line(piece)
        severity = self._signs.get(piece)
        if severity is not None and line == first:
            strip = self._in_margin(
                strip, max(0, self._left - 2), SIGNS[severity], self._palette.style(ROLES[severity])
            )
        if piece == self._pointed and line >= first and self._left > 1:
            strip = self._in_margin(strip, self._left - 1, "▌", self._palette.style("marker"))
        return strip

    # Inside

    def _in_margin(self, strip: Strip, cell: int, sign: str, style: Style) -> Strip:
        base = self._palette.base if self._palette else Style()
        width = strip.cell_length
        before, after = strip.crop(0, cell), strip.crop(cell + 1, width)
        return Strip([*before, Segment(sign, base + style), *after], width)

    def _first_line(self, piece: int) -> int:
        """The first line of a piece that is no blank before it."""
        window = self._window
        if window is None or not window.flow.pieces:
            return 0
        return min(window.flow.pieces[piece].gap, len(window.flow.lines(piece)) - 1)

    def _piece_at(self, line: int) -> int | None:
        """The piece that was written in a line of the file, or is the last one before it; None in the front matter."""
        end = bisect_right(self._lines, line, key=itemgetter(0))
        if not end:
            return None
        begin = bisect_left(self._lines, self._lines[end - 1][0], key=itemgetter(0))
        return self._lines[begin][1]

    def _hold(self) -> None:
        """Remember what is on the screen."""
        window, text = self._window, self._text
        if window is None or text is None:
            return
        held: list[_Held] = []
        for row, spot in enumerate(window.rows):
            if not held or text.pieces[spot.piece] is not held[-1].piece:
                piece = text.pieces[spot.piece]
                held.append(_Held(piece, text.places.occurrence(spot.piece), spot.line, row))
        self._held, self._index = held, window.top.piece
