"""A lesson as a member reads it: the text, parts of it folded away, and the questions that are asked where they stand.

The text is drawn line by line; a check is made of widgets, which lie over lines that the text leaves empty for them and
move with it. They are made when their place comes near the screen.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.style import Style
from textual import events
from textual.containers import Container
from textual.filter import LineFilter
from textual.geometry import Offset
from textual.message import Message
from textual.screen import Screen
from textual.selection import Selection
from textual.strip import Strip
from textual.widget import Widget

from lessons.folds import folds, with_folds
from lessons.model import Document
from store.notes import MOST_QUOTED
from tui.i18n import later
from tui.keys import CHOOSING, key
from tui.marks import authors, glyphs_of
from tui.render.flow import Spot
from tui.render.glyphs import ASCII, UNICODE
from tui.render.inline import References
from tui.render.lines import beside, copied, is_pointed, marked
from tui.render.manuscript import Manuscript, Note
from tui.render.margin import Margin, Passage
from tui.render.pieces import Asked, FoldLine, line_of
from tui.render.places import Place
from tui.views import Answered, Begun
from tui.widgets.reader import Reader

if TYPE_CHECKING:  # most lessons ask nothing, and begin sooner without it; hence also `on_check_…` instead of `@on`
    from quizzes.model import Question, Quiz
    from tui.render.quoted import Quoted, Sentence
    from tui.widgets.check import CheckCard, CheckQuestion


_CHOOSING = frozenset({"copy_chosen", "extend", "hold", "choose_line", "end_choosing"})
"""What can be done only while lines are chosen."""


_RULES = " " + "".join(f"{glyphs.heavy}{glyphs.light}{glyphs.cross}" for glyphs in (UNICODE, ASCII))
"""What a line is made of that says nothing."""


class LessonReader(Reader):
    """The text of a lesson, in which folds can be opened and room is left for checks."""

    BINDINGS = [  # noqa: RUF012 - Textual declares it as a plain class variable
        *CHOOSING,  # before those that move the text, which they take turns with
        *Reader.BINDINGS,
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
        self._chosen: tuple[Spot, Spot] | None = None
        """The lines that are chosen by keys: where that began, and where it is now."""
        self._held = False
        """Whether moving on chooses more."""
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
        """Each sentence of the text on the screen; headings count where there is nothing else."""
        return self._quoted(self._text).sentences(self._meant()) if self._text else ()

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

    # Text that is chosen by keys

    @property
    def choosing(self) -> bool:
        """Whether lines are chosen by keys."""
        return self._chosen is not None

    @property
    def chosen(self) -> str:
        """The text that is chosen by keys; empty where none is."""
        selection = self.text_selection if self._chosen else None
        found = self.get_selection(selection) if selection else None
        return found[0] if found else ""

    @property
    def chosen_line(self) -> int:
        """The line of the file in which the block begins where the chosen text does; 0 where none is chosen."""
        return line_of(self._text.pieces[min(self._chosen).piece]) if self._chosen and self._text else 0

    def action_choose_text(self) -> None:
        """Begin to choose lines: with the match that was gone to, else with the first line in view."""
        window = self._window
        if window is None:
            return
        pointed = (spot for spot in window.rows if is_pointed(window.flow.lines(spot.piece)[spot.line]))
        first = next(pointed, None) or next((spot for spot in window.rows if self._says(spot)), None)
        if first:
            self._held = False
            self._choose(first, first)

    def action_choose_line(self, step: int) -> None:
        """Go to the next line, or to the one before; where that is held, all from there to here is chosen."""
        if self._chosen and (found := self._next_line(self._chosen[1], step)):
            self._choose(self._chosen[0] if self._held else found, found)
            self._bring(found, step)

    def action_extend(self, step: int) -> None:
        """Choose a line more, or one less; an arrow alone goes on from there to one line."""
        held, self._held = self._held, True
        self.action_choose_line(step)
        self._held = held

    def action_hold(self) -> None:
        """Choose all from this line on to wherever the arrows go, or one line again."""
        if self._chosen:
            self._held = not self._held
            if not self._held:
                self._choose(self._chosen[1], self._chosen[1])

    def action_copy_chosen(self) -> None:
        """Copy what is chosen."""
        self.app.copy_to_clipboard(self.chosen)
        self.action_end_choosing()

    def action_end_choosing(self) -> None:
        """Choose nothing any more."""
        if self._chosen:
            self.screen.clear_selection()

    def selection_updated(self, selection: Selection | None) -> None:
        """Another text is chosen, or none any more."""
        super().selection_updated(selection)
        if selection is None and self._chosen:
            self._chosen = None
            self.refresh_bindings()

    def _choose(self, start: Spot, end: Spot) -> None:
        window = self._window
        if window is None:
            return
        self._chosen = start, end
        first, last = sorted((start, end))
        self.screen.selections = {
            self: Selection(Offset(self._left, first.number), Offset(self._left + window.flow.width, last.number))
        }
        self.refresh_bindings()

    def _next_line(self, spot: Spot, step: int) -> Spot | None:
        """The next line that says something, or the one before."""
        window = self._window
        while window is not None and (following := window.flow.moved(spot, step)) != spot:
            spot = following
            if self._says(spot):
                return spot
        return None

    def _says(self, spot: Spot) -> bool:
        window = self._window
        if window is None:
            return False
        line = window.flow.lines(spot.piece)[spot.line]
        return bool(copied([line], 0, None).strip(" " if line.whole else _RULES))

    def _bring(self, spot: Spot, step: int) -> None:
        """Bring a line into view, no further than it takes."""
        window = self._window
        while window is not None and spot not in window.rows and not (window.at_end if step > 0 else window.at_start):
            self._move(step)

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
        if action == "choose_text":
            return self._chosen is None and self._window is not None
        if action in _CHOOSING:
            return self._chosen is not None
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
        """One line of the screen, with the fold that is pointed at marked."""
        strip, window = super().render_line(y), self._window
        if self._palette and window and self._chosen and 0 <= y < len(window.rows):
            first, last = sorted(self._chosen)
            if first <= window.rows[y] <= last and self._says(window.rows[y]):
                style = self._palette.base + self._palette.style("marker")
                strip = beside(strip, self._left, glyphs_of(self).bar, style)
        if (sign := self._sign(y)) and self._palette:
            strip = beside(strip, self._left, sign, self._palette.base + self._palette.style("marker"))
        if window is None or self._pointed is None or not 0 <= y < len(window.rows) or not self.has_focus:
            return strip
        piece, line = window.rows[y]
        if piece != self._pointed or line < window.flow.pieces[piece].gap:
            return strip
        end = self._left + window.flow.width
        return marked(strip, (self._left, -1), Style(reverse=True), (self._left, end))


class LessonText(Container):
    """The text of a lesson and, over it, what it asks."""

    DEFAULT_CSS = """
    LessonText { layers: text checks; overflow: hidden hidden; }
    LessonText > LessonReader { layer: text; width: 100%; height: 100%; }
    LessonText > CheckCard { layer: checks; position: absolute; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.reader = LessonReader(self._follow)
        self._quiz: Quiz | None = None
        self._references: References = {}
        self._answered: Callable[[str], Answered | None] = lambda _question: None
        self._order: Callable[[Question], Sequence[str]] = lambda _question: ()
        self._back: Callable[[Answered], str] = lambda _answered: ""
        self._begun: Callable[[str], Begun] = lambda _question: Begun(())
        self._cards: dict[int, CheckCard] = {}
        self._wanted: int | None = None
        """The check that is to take the focus once it is there."""
        self._entered = ""
        """The question of it that takes the focus; empty for its first."""
        self._before: Mapping[str, CheckQuestion] = {}
        """The questions as they stood in another language, by their ids."""

    def compose(self) -> Sequence[Widget]:
        """The text; checks come when they are near."""
        return (self.reader,)

    def on_mount(self) -> None:
        """Look at what every layout has made of the checks."""
        self.screen.screen_layout_refresh_signal.subscribe(self, self._measure)

    def _measure(self, _screen: Screen[object]) -> None:
        """Have checks tell of their height; who was asked for before the layout, Textual does not tell of its size."""
        for index, card in self._cards.items():
            if card.outer_size.height and card.outer_size.height != self.reader.room(index):
                card.tell_height()

    def show(
        self,
        document: Document,
        lang: str,
        place: Place | None,
        section: int = -1,
        *,
        read: float = 0.0,
        checks: "Quiz | None",
        answered: Callable[[str], Answered | None],
        order: "Callable[[Question], Sequence[str]]",
        back: Callable[[Answered], str],
        begun: Callable[[str], Begun],
        advice: str = "",
    ) -> None:
        """Show a lesson.

        Args:
            document: Its text.
            lang: Its language.
            place: Where it is to begin.
            section: Where it is to begin, where that place is gone.
            read: How much of it was read at that place, 0 to 1.
            checks: What it asks, a section for each check.
            answered: How a question was answered last, by its id.
            order: The order in which the options or entries of a question are shown.
            back: When a question comes back, in words.
            begun: What was answered of a question when the lesson was left, by its id.
            advice: What is said below its title.
        """
        self._quiz, self._references = checks, document.references
        self._answered, self._order, self._back, self._begun = answered, order, back, begun
        self.reader.show(document, lang, place, section, read=read, advice=advice)

    async def reword(self, document: Document, lang: str, checks: "Quiz | None", *, advice: str = "") -> None:
        """Show the lesson in another language; what its questions were answered so far stays."""
        focused = self.question
        self._before = {one.asked.id: one for card in self._cards.values() for one in card.questions}
        self._cards = {}
        await self.query("CheckCard").remove()
        self._quiz, self._references = checks, document.references
        self.reader.reword(document, lang, advice=advice)
        if focused:
            self.reader.focus()
        if focused and checks:
            self._entered = focused.asked.id
            at = (number for number, one in enumerate(checks.sections) if focused.asked.id in one.questions)
            self._wanted = next(at, None)
            self._follow()

    @property
    def question(self) -> "CheckQuestion | None":
        """The question that has the focus."""
        if not self._cards:
            return None
        from tui.widgets.check import CheckQuestion  # noqa: PLC0415 - as above

        focused = self.screen.focused
        return (
            next((one for one in focused.ancestors_with_self if isinstance(one, CheckQuestion)), None)
            if focused
            else None
        )

    def stop(self, step: int) -> None:
        """Go to the next question or fold, or to the one before."""
        here = self.question
        card = here.card if here else None
        if here and card:
            if here.step_inside(step):
                return
            inside = card.neighbour(here, step)
            if inside is not None:
                inside.enter()
                return
        check = self.reader.stop(step, card.index if card else None)
        if check is None:
            self.reader.focus()
        else:
            self._enter(check, step)

    def to_text(self) -> None:
        """Give the focus back to the text."""
        self.reader.focus()

    def _enter(self, check: int, step: int) -> None:
        card = self._cards.get(check)
        if card is not None:
            self.reader.reveal(check, 0, 1)
            card.enter(last=step < 0)
            return
        self._wanted = check
        self.reader.reveal(check, 0, 1)  # it comes near, and is made

    def _follow(self) -> None:
        """Put the checks where their lines are now."""
        quiz = self._quiz
        if quiz is None:
            return
        left, width = self.reader.column
        rows = self.reader.rows()
        for index in rows:
            if index not in self._cards and index < len(quiz.sections):
                self._make(index)
        for index, card in self._cards.items():
            row = rows.get(index)
            # What has the focus and is not on the screen waits below it: what is not displayed loses the focus.
            card.display = row is not None or card.has_focus_within
            if card.display:
                card.styles.width = width
                card.styles.offset = Offset(left, self.size.height if row is None else row)

    def _make(self, index: int) -> None:
        if self._quiz is None:
            return
        from tui.widgets.check import CheckCard  # noqa: PLC0415 - as above

        section = self._quiz.sections[index]
        card = CheckCard(
            index,
            [question for question in self._quiz.questions if question.id in section.questions],
            introduction=section.introduction,
            references=self._references,
            lang=self._quiz.lang,
            answered=self._answered,
            order=self._order,
            back=self._back,
            begun=self._begun,
            before=self._before,
        )
        self._cards[index] = card
        self.mount(card)

    def on_check_card_grown(self, event: "CheckCard.Grown") -> None:
        """Make room for a check."""
        self.reader.leave_room(event.card.index, event.card.outer_size.height)
        if self._wanted == event.card.index:
            self._wanted = None
            event.card.enter(last=False, question=self._entered)
            self._entered = ""

    def on_check_question_touched(self, event: "CheckQuestion.Touched") -> None:
        """Keep what is being answered on the screen."""
        card, widget = event.question.card, event.widget
        if card is not None and widget.is_attached and card.index in self._cards:
            self.call_after_refresh(self._show_rows, card, widget)

    def _show_rows(self, card: "CheckCard", widget: Widget) -> None:
        if widget.is_attached:
            top = widget.region.y - card.region.y
            self.reader.reveal(card.index, max(0, top), top + widget.region.height)

    def on_descendant_blur(self) -> None:
        """Put away what had the focus and is not on the screen."""
        self.call_after_refresh(self._follow)

    def on_check_question_left(self, event: "CheckQuestion.Left") -> None:
        """Go back to the text."""
        event.stop()
        self.to_text()

    def on_check_question_paged(self, event: "CheckQuestion.Paged") -> None:
        """Turn the page of the text."""
        event.stop()
        if event.pages > 0:
            self.reader.action_page_down()
        else:
            self.reader.action_page_up()
