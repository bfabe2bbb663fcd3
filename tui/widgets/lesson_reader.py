"""The text of a lesson: parts of it can be folded away, its passages have signs, and room is left for what it asks.

It is long because folds, signs and the room for checks share one laid-out text: whichever of them changes, it is set
anew around the line at the top, which has to stay.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import events
from textual.filter import LineFilter
from textual.message import Message
from textual.strip import Strip

from lessons.folds import folds, with_folds
from lessons.model import Document
from store.notes import MOST_QUOTED
from tui.i18n import later
from tui.keys import key
from tui.marks import authors, glyphs_of
from tui.render.flow import Spot
from tui.render.lines import beside, marked
from tui.render.manuscript import Manuscript, Note
from tui.render.margin import Margin, Passage
from tui.render.pieces import Asked, FoldLine, line_of
from tui.render.places import Place
from tui.widgets.chosen_text import ChoosingReader

if TYPE_CHECKING:
    from tui.render.quoted import Quoted, Sentence


class LessonReader(ChoosingReader):
    """The text of a lesson, in which folds can be opened and room is left for checks."""

    BINDINGS = [  # noqa: RUF012 - Textual declares it as a plain class variable
        *ChoosingReader.BINDINGS,
        key("reading.fold", "enter", "fold", later("Open, shut"), display="Enter"),
    ]

    @dataclass
    class NotePressed(Message):
        """The mark of a footnote was clicked."""

        note: Note

    @dataclass
    class SignPressed(Message):
        """The sign in the margin was clicked that says that there is a note."""

        line: int
        """Of the file, in which the block begins."""

    def __init__(self, follow: Callable[[], None]) -> None:
        """Take what has to be done whenever another part of the text is on the screen."""
        super().__init__()
        self._follow = follow
        self._document: Document | None = None
        self._lang = ""
        self._advice = ""
        self._insets: dict[int, int] = {}
        """Lines of each check, as far as they are known."""
        self._unfolded: set[int] = set()
        self._pointed: int | None = None
        """The piece of the fold that Enter opens or shuts."""
        self._margin = Margin(self._opened_up)
        self._kept_passages: tuple[Sequence[Passage], Sequence[Passage]] = ((), ())
        """The passages that have a note, and those that have a bookmark."""

    def show(
        self,
        document: Document,
        lang: str,
        place: Place | None = None,
        section: int = -1,
        *,
        read: float = 0.0,
        advice: str = "",
    ) -> None:
        """Show a document, from a place on if it is still there; its folds are as the author left them."""
        self._document, self._lang, self._advice = document, lang, advice
        self._insets = {}
        self._unfolded = {fold.line for fold in folds(with_folds(document.blocks)) if fold.open}
        self._pointed = None
        self._margin = Margin(self._opened_up)
        super().show(document, lang, place, section, read=read)

    def reword(self, document: Document, lang: str, *, advice: str = "") -> None:
        """Show the document in another language; the folds that are open stay open."""
        before = [fold.line for fold in folds(with_folds(self._document.blocks))] if self._document else []
        now = [fold.line for fold in folds(with_folds(document.blocks))]
        self._unfolded = {line for line, other in zip(now, before, strict=False) if other in self._unfolded}
        self._document, self._lang, self._advice = document, lang, advice
        self._insets, self._pointed = {}, None
        self._margin = Margin(self._opened_up)
        super().reword(document, lang)

    def _manuscript(self, document: Document, lang: str) -> Manuscript:
        return Manuscript(
            document,
            lang,
            glyphs_of(self),
            insets=self._insets,
            unfolded=frozenset(self._unfolded),
            advice=self._advice,
        )

    def _moved(self) -> None:
        super()._moved()
        self._follow()

    def goto_section(self, index: int) -> None:
        """Bring a section's heading to the top, out of its fold where it stands in one."""
        self._open_folds(
            self._text.hidden(index) if self._text and 0 <= index < len(self._text.headings) else frozenset()
        )
        super().goto_section(index)

    def goto_line(self, line: int) -> None:
        """Bring the block that a line of the file stands in to the top, out of its folds, with what it is a part of."""
        text = self._text
        if text is None:
            return
        self._open_folds(text.folds_over(line))
        if self._text and self._window:
            spot, window = self._text.spot_at(line), self._window
            for title in self._text.titles_over(spot.piece):
                above = Spot(title, max(0, self._text.pieces[title].gap - 1))
                if spot in window.flow.screen(above, window.height // 2):
                    spot = above
                    break
            self._put(spot)

    def goto_passage(self, passage: Passage) -> None:
        """Bring a passage to the top: its block, else what says the same by now, else the section it stood in."""
        if line := self._margin.line(passage) if self._document else 0:
            self.goto_line(line)

    # Passages, and the signs beside them

    def show_signs(self, notes: Sequence[Passage], bookmarks: Sequence[Passage]) -> None:
        """Show in the margin which passages have a note, and which a bookmark."""
        self._kept_passages = notes, bookmarks
        self._put_signs()
        self.refresh()

    def line_in_view(self, passage: Passage) -> int | None:
        """The line of the file in which the block of a passage begins; None where it is not on the screen."""
        text = self._text
        line = self._margin.drawn_line(text, passage) if text else 0
        return line if text and any(line_of(text.pieces[index]) == line for index in self._meant()) else None

    def sentences_in_view(self) -> Sequence["Sentence"]:
        """Each sentence of the text on the screen, in their order; headings count where there is nothing else."""
        return self._quoted(self._text).sentences(self._meant()) if self._text else ()

    def chosen_lines(self) -> "Sentence | None":
        """The lines of code that are chosen, as what a note is written to; None where there are none."""
        code, text = self.chosen_code, self._text
        return self._quoted(text).code(min(self._chosen).piece, code) if code and text and self._chosen else None

    def lines_in_view(self) -> Sequence[int]:
        """The lines of the file in which the blocks on the screen begin, in the order in which they stand there."""
        return [line_of(self._text.pieces[index]) for index in self._meant()] if self._text else ()

    def passage_here(self) -> "Sentence | None":
        """What a bookmark is set to: what is chosen or was found, else the first block on the screen; its beginning."""
        text, finding = self._text, self._finding
        if text is None:
            return None
        here = list(self._meant())
        if finding and finding.match:
            here.insert(0, finding.search.drawn(finding.match.piece, text.unfolded))
        if self._chosen:
            here.insert(0, min(self._chosen).piece)
        return self._quoted(text).beginning(here)

    def _quoted(self, text: Manuscript) -> "Quoted":
        from tui.render.quoted import Quoted  # noqa: PLC0415 - loaded when a note is written, or a bookmark set

        return Quoted(text, self._margin.block, most=MOST_QUOTED)

    def _meant(self) -> Sequence[int]:
        """The pieces on the screen, and that with which the chosen text begins, wherever that is.

        One that began above the screen is hardly meant: it is among them where lines of it are chosen, or where there
        is nothing else.
        """
        window = self._window
        if window is None or not window.rows:
            return ()
        shown = list(dict.fromkeys(spot.piece for spot in window.rows))
        first, last = sorted(spot.piece for spot in self._chosen) if self._chosen else (0, -1)
        meant = {index for index in shown if (window.row_of(index) or 0) >= 0 or first <= index <= last}
        return sorted(meant | ({first} if self._chosen else set())) or shown

    def _opened_up(self) -> Manuscript:
        """The text with all its folds open."""
        text, document = self._text, self._document
        if document is None:
            raise RuntimeError("a passage was looked for before a lesson was shown")
        if text is not None and not text.has_folds:
            return text
        return Manuscript(document, self._lang, glyphs_of(self), advice=self._advice)

    def _put_signs(self) -> None:
        if self._text is not None:
            self._margin.put(self._text, *self._kept_passages)

    def _sign(self, row: int) -> str:
        """What stands in the margin of a row: of a block, beside its first line."""
        window = self._window
        if window is None or not self._margin.signs or not 0 <= row < len(window.rows):
            return ""
        piece = window.flow.pieces[window.rows[row].piece]
        sign = self._margin.signs.get(line_of(piece)) if window.rows[row].line == piece.gap else None
        return sign.drawn(glyphs_of(self)) if sign else ""

    def begin_find(self) -> None:
        """Begin to look for words; Enter is free for the next one."""
        self.point(None)
        super().begin_find()

    def step_match(self, step: int) -> None:
        """Show the next match, or the one before; Enter is free for the next one, whatever was pointed at."""
        self.point(None)
        super().step_match(step)

    def _open_folds(self, folds: frozenset[int]) -> None:
        if not folds <= self._unfolded:
            self._unfolded |= folds
            self._set_anew()

    # Checks

    @property
    def column(self) -> tuple[int, int]:
        """Where the text begins, and how wide it is, in cells."""
        return self._left, self._window.flow.width if self._window else 0

    def rows(self) -> Mapping[int, int]:
        """The row of each check that is on the screen, or less than a screen below it, by its index.

        A row above the screen is negative.
        """
        window, found = self._window, dict[int, int]()
        if window is None or not window.rows:
            return found
        below, last = window.height, window.rows[-1].piece
        for index in range(window.rows[0].piece, len(window.flow.pieces)):
            if index > last:
                below += window.flow.pieces[index].gap + 1
            if below > 2 * window.height:
                break
            part = window.flow.pieces[index].part
            if isinstance(part, Asked):
                row = window.row_of(index)
                found[part.number] = window.height if row is None else row
        return found

    def room(self, check: int) -> int | None:
        """The lines that are left for a check; None where nothing is known of it yet."""
        return self._insets.get(check)

    def leave_room(self, check: int, lines: int) -> None:
        """Leave so many lines for a check; the line at the top stays there."""
        window = self._window
        if self._insets.get(check) == lines or window is None:
            return
        self._insets[check] = lines
        piece = self._piece_of(check)
        if piece is not None:
            window.flow.forget(piece)
            window.flow.lines(piece)  # also where it is below the screen: the scroll bar need not guess any more
            window.again()
            self._moved()

    def reveal(self, check: int, top: int, bottom: int) -> None:
        """Bring the rows of a check from `top` to before `bottom` on the screen, its first ones where not all fit."""
        window, piece = self._window, self._piece_of(check)
        if window is None or piece is None:
            return
        gap = window.flow.pieces[piece].gap
        row = window.row_of(piece)
        if row is None or row + top < 0 or bottom - top >= window.height:
            self._put(
                Spot(piece, min(gap + top, len(window.flow.lines(piece)) - 1)) if top else Spot(piece, max(0, gap - 1))
            )
        elif row + bottom > window.height:
            self._move(row + bottom - window.height)

    def _piece_of(self, check: int) -> int | None:
        pieces = self._text.pieces if self._text else ()
        return next(
            (at for at, piece in enumerate(pieces) if isinstance(piece.part, Asked) and piece.part.number == check),
            None,
        )

    # Folds

    @property
    def has_stops(self) -> bool:
        """Whether there is anything in the text that can be touched."""
        return self._text is not None and bool(self._text.stops)

    def stop(self, step: int, check: int | None = None) -> int | None:
        """Point at the next thing that can be touched, or the one before: at a fold, or answer the index of a check.

        From the match that was gone to, as long as it is on the screen; else from what is on it.

        Args:
            step: 1 or -1.
            check: The check that one comes from; None for the text.
        """
        window, text = self._window, self._text
        stops = text.stops if text else ()
        if window is None or text is None or not stops:
            return None
        at = self._pointed if check is None else self._piece_of(check)
        if at is None:
            at = self._match_in_view()
        if at is None and step > 0:
            found = next((one for one in stops if one >= window.top.piece), stops[0])
        elif at is None:
            found = next((one for one in reversed(stops) if one <= window.rows[-1].piece), stops[-1])
        elif step > 0:
            found = next((one for one in stops if one > at), stops[0])
        else:
            found = next((one for one in reversed(stops) if one < at), stops[-1])
        part = text.pieces[found].part
        if isinstance(part, Asked):
            self.point(None)
            return part.number
        self.point(found)
        row = window.row_of(found)
        if row is None or row < 0:
            self._put(Spot(found, 0))
        return None

    def _match_in_view(self) -> int | None:
        finding, text, window = self._finding, self._text, self._window
        if finding is None or finding.match is None or text is None or window is None:
            return None
        piece = finding.search.drawn(finding.match.piece, text.unfolded)
        return piece if any(spot.piece == piece for spot in window.rows) else None

    def point(self, piece: int | None) -> None:
        """Point at a fold, or at none."""
        if piece != self._pointed:
            self._pointed = piece
            self.refresh()
            self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No key is on offer that would do nothing."""
        if action == "fold":
            return self._pointed is not None and self._window is not None
        return super().check_action(action, parameters)

    def action_fold(self) -> None:
        """Open the fold that is pointed at, or shut it."""
        if self._pointed is not None:
            self._turn(self._pointed)

    def on_click(self, event: events.Click) -> None:
        """Open the fold that was clicked, or shut it."""
        window, y = self._window, event.y
        if window is None or not 0 <= y < len(window.rows):
            return
        piece, line = window.rows[y]
        if isinstance(window.flow.pieces[piece].part, FoldLine) and line >= window.flow.pieces[piece].gap:
            self._turn(piece)
        elif event.x < self._left and glyphs_of(self).note in self._sign(y):
            self.post_message(self.SignPressed(line_of(window.flow.pieces[piece])))
        elif note := self._note_at(event.x, y):
            self.post_message(self.NotePressed(note))

    def _note_at(self, x: int, y: int) -> Note | None:
        """The footnote whose mark is drawn in a cell of the screen: a mark is a stretch of its own."""
        at = 0
        for segment in self.render_line(y):
            if at <= x < at + segment.cell_length:
                return next((note for note in self.notes_in_view() if segment.text == f"[{note.number}]"), None)
            at += segment.cell_length
        return None

    def _turn(self, piece: int) -> None:
        """Open a fold or shut it. What stands above it stays where it is."""
        part = self._text.pieces[piece].part if self._text else None
        if isinstance(part, FoldLine):
            self._unfolded ^= {part.line}
            self._set_anew()
            self._pointed = piece
            self.refresh_bindings()

    def take_marks(self) -> None:
        """Set the text with the marks in use now."""
        self._set_anew()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Those for an author's text."""
        return authors(super().get_line_filters())

    def _set_anew(self) -> None:
        """Set the text with other folds open; the line at the top is kept, or the fold that it is in now."""
        window, document = self._window, self._document
        if window is None or document is None:
            return
        top, line = window.flow.pieces[window.top.piece] if window.flow.pieces else None, window.top.line
        occurrence = self._text.places.occurrence(window.top.piece) if self._text and top else 1
        self._text = self._manuscript(document, self._lang)
        self._left_at = (0, 0.0)
        self._put_signs()
        self._pointed = None
        same = self._text.places.same(top, occurrence) if top else None
        self._window = None
        self._kept = self._kept._replace(spot=Spot(0, 0) if same is None else Spot(same, line), height=0)
        self._fit()

    def render_line(self, y: int) -> Strip:
        """One line of the screen, with its sign, and with the fold that is pointed at marked."""
        strip, window = super().render_line(y), self._window
        if (sign := self._sign(y)) and self._palette:
            strip = beside(strip, self._left, sign, self._palette.base + self._palette.style("marker"))
        colours = self._palette
        if window is None or colours is None or self._pointed is None or not self.has_focus:
            return strip
        if not 0 <= y < len(window.rows):
            return strip
        piece, line = window.rows[y]
        if piece != self._pointed or line < window.flow.pieces[piece].gap:
            return strip
        end = self._left + window.flow.width
        strip = beside(strip, self._left, glyphs_of(self).bar, colours.base + colours.style("marker"))
        return marked(strip, (self._left, -1), colours.cursor, (self._left, end))
