"""The lesson reader: a document that is laid out where it is looked at, and keeps its place.

It is long because moving, finding and Textual's scroll bar all act on the one window that it shows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.binding import BindingType
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.scrollbar import ScrollBar
from textual.selection import Selection
from textual.strip import Strip
from textual.theme import Theme
from textual.widget import Widget

from lessons.blocks import Code
from lessons.model import Document
from tui.i18n import later
from tui.keys import key
from tui.marks import glyphs_of
from tui.render.flow import Flow, Spot
from tui.render.inline import Reference
from tui.render.lines import copied, is_pointed, marked, placed, pointed
from tui.render.manuscript import Manuscript, Note, Section
from tui.render.palette import Palette, palette
from tui.render.pieces import Lines
from tui.render.places import Place
from tui.render.typeset import Typesetter
from tui.render.window import BELOW, Kept, Window, counterpart
from tui.render.words import is_chinese
from tui.widgets.scrolled import Scrolled

if TYPE_CHECKING:  # loaded when something is looked for
    from tui.widgets.finding import Finding

MEASURE = 84
"""Cells of the reading column."""
MEASURE_CHINESE = 76

_MARGIN, _MARGIN_NARROW, _NARROW = 2, 1, 50
_LEAST = 10
"""Cells below which nothing is laid out: the widget has no size yet, or none to speak of."""
_KEPT_ROWS = 2
"""Lines of the last screen that stay in view on the next one, for the eye to hold on to."""
_SIDEWAYS = 16
"""Cells by which code is moved at once."""
_PIECES_AT_ONCE = 200
"""Pieces of the text that are read for a search before a key may come in between."""
_NEAR = 3
"""Screens that a scroll may pass line by line; further away, a guess has to find the place."""


class Reader(Scrolled, can_focus=True, inherit_bindings=False):
    """Shows one document at a time."""

    DEFAULT_CSS = """
    Reader { background: $background; overflow-x: hidden; scrollbar-gutter: stable; scrollbar-size-vertical: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        key("reading.page_down", "space,pagedown", "page_down", later("Page"), display="Space"),
        key("reading.page_up", "b,pageup", "page_up", later("Page back"), display="b", show=False),
        key("reading.down", "down,j", "scroll_down", later("Line down"), display="↓", show=False),
        key("reading.up", "up,k", "scroll_up", later("Line up"), display="↑", show=False),
        key("reading.home", "home,g", "scroll_home", later("To the start"), display="Home", show=False),
        key("reading.end", "end,G", "scroll_end", later("To the end"), display="End", show=False),
        key("reading.right", "right,l", "sideways(1)", later("Code to the right"), display="→", show=False),
        key("reading.left", "left,h", "sideways(-1)", later("Code to the left"), display="←", show=False),
        key("reading.next_section", "],】", "section(1)", later("Next section"), display="]", show=False),
        key("reading.previous_section", "[,【", "section(-1)", later("Section before"), display="[", show=False),
    ]

    @dataclass
    class Moved(Message):
        """Another part of the document is on the screen."""

        share: float
        """How much is read, 0 to 1."""
        here: float
        """How much stands above, 0 to 1; all of it at the end alone, however much was read before."""
        section: int
        """Index of the current section, -1 before the first."""
        place: Place
        """The topmost line, to be kept for the next reading."""

    @dataclass
    class Sought(Message):
        """The words were looked for, or another match was gone to."""

        at: int
        """Number of the match that is shown, from 1; 0 where there is none."""
        total: int
        """Of all matches; -1 until the whole text has been read."""

    def __init__(
        self,
        *,
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._text: Manuscript | None = None
        self._measure = MEASURE
        self._kept = Kept(Spot(0, 0))
        self._left_at = (0, 0.0)
        """The piece at which it was left, and how much was read there: on a smaller screen an end is none."""
        self._window: Window | None = None
        self._palette: Palette | None = None
        self._left = 0
        self._shifts: dict[int, int] = {}
        """Cells of code blocks that are out of sight on the left, by the line of the block."""
        self._finding: Finding | None = None
        self._painting = False
        self._has_thumb = False
        """Whether Textual has been told once how long the text is."""
        self._edges = (False, False)  # whether start and end were on the screen when the bindings were last looked at

    # What is shown

    def show(
        self, document: Document, lang: str, place: Place | None = None, section: int = -1, *, read: float = 0.0
    ) -> None:
        """Show a document, from a place on if it is still there, else from the section that it stood in.

        Args:
            document: What is shown.
            lang: Its language.
            place: Where it was left.
            section: The one in which that was.
            read: How much of it was read there, 0 to 1.
        """
        text = self._manuscript(document, lang)
        found = text.places.spot(place) if place else None
        self._left_at = (found.piece, read) if found else (0, 0.0)
        if found is None and 0 <= section < len(text.headings):
            found = text.section_spot(section)
        self._begin(text, lang, Kept(found or Spot(0, 0)))

    def reword(self, document: Document, lang: str) -> None:
        """Show the document in another language; the same block of the same section stays at the top."""
        before, window = self._text, self._window
        text = self._manuscript(document, lang)
        self._left_at = (0, 0.0)
        kept = counterpart(before, text, window.kept if window else self._kept) if before else Kept(Spot(0, 0))
        self._begin(text, lang, kept)

    def _begin(self, text: Manuscript, lang: str, kept: Kept) -> None:
        self._text = text
        self._measure = MEASURE_CHINESE if is_chinese(lang) else MEASURE
        self._kept = kept
        self._window = None
        self._edges = (False, False)
        self._shifts.clear()
        before, self._finding = self._finding, None
        if self.is_mounted and self.text_selection is not None:
            self.screen.clear_selection()
        if not self._has_room and len(text.pieces) > self.app.size.height:
            # A scroll bar that is there from the first layout on needs no other; `_fit` says how long the text is.
            self.set_reactive(Widget.virtual_size, Size(self.app.size.width, len(text.pieces)))
            self.show_vertical_scrollbar = self.vertical_scrollbar.display = True
        self._fit()
        if before is not None:
            self._find_on(before)

    def _manuscript(self, document: Document, lang: str) -> Manuscript:
        """The document, ready to be set: all its folds are open, and its checks are only told of."""
        return Manuscript(document, lang, glyphs_of(self))

    @property
    def sections(self) -> tuple[Section, ...]:
        """The headings of the document, in order."""
        return self._text.sections if self._text else ()

    @property
    def section_count(self) -> int:
        """How many headings it has."""
        return len(self._text.headings) if self._text else 0

    @property
    def waits(self) -> bool:
        """Whether it has a text and room for it, and lays it out next."""
        return self._text is not None and self._window is None and self._has_room

    @property
    def _has_room(self) -> bool:
        return self.size.width >= _LEAST and self.size.height > 0

    @property
    def share(self) -> float:
        """How much is read, 0 to 1; behind the place where it was left, no less than was read then."""
        window = self._window
        if window is None:
            return 0.0
        piece, read = self._left_at
        return max(read, window.share) if window.top.piece >= piece else window.share

    @property
    def here(self) -> float:
        """How much stands above, 0 to 1; all of it at the end alone."""
        return self._window.share if self._window else 0.0

    @property
    def section(self) -> int:
        """Index of the current section, -1 before the first."""
        return self._window.section if self._window else -1

    @property
    def at_end(self) -> bool:
        """Whether the last line is on the screen."""
        return self._window is not None and self._window.at_end

    def references_in_view(self) -> tuple[Reference, ...]:
        """The links and images on the screen, with the addresses that they would open."""
        return self._window.references if self._window else ()

    def notes_in_view(self) -> tuple[Note, ...]:
        """The footnotes that the text on the screen refers to."""
        return self._window.notes if self._window else ()

    def codes_in_view(self) -> Sequence[Code]:
        """The code blocks on the screen."""
        return self._window.codes if self._window else ()

    def goto_section(self, index: int) -> None:
        """Bring a section's heading to the top."""
        if self._window is None and self._text and 0 <= index < len(self._text.headings):
            self._kept = Kept(self._text.section_spot(index))
        elif self._window:
            self._window.to_section(index)
            self._moved()

    # Find

    def begin_find(self) -> None:
        """Begin to look for words, from the line at the top on."""
        if self._finding is None and self._text and self._window and self._palette:
            from tui.widgets.finding import Finding  # noqa: PLC0415 - as above

            top = self._window.top
            search = self._text.search(self._palette)
            self._finding = Finding(search, Spot(search.whole(top.piece, self._text.unfolded), top.line))
            self._read_on()

    def _find_on(self, before: "Finding") -> None:
        """Look on for what was looked for in another language."""
        self.begin_find()
        if self._finding is not None:
            self._finding.take_up(before)
            self._look()

    def find(self, words: str, apart: Sequence[str] = ()) -> None:
        """Mark these words wherever they stand, and show the first one from where the search began.

        Args:
            words: As they were typed.
            apart: In their place, several that are looked for each by itself.
        """
        if self._finding is not None:
            self._finding.words, self._finding.apart, self._finding.counterpart = words, apart, None
            self._look()

    def step_match(self, step: int) -> None:
        """Show the next match, or the one before; after the last comes the first."""
        finding = self._finding
        if finding is not None and finding.matches:
            finding.step(step)
            self._show_match()

    def end_find(self) -> None:
        """Look for nothing any more; the text stays where it is."""
        self._finding = None
        self._repaint()

    @property
    def matches(self) -> int:
        """How many places the words that are looked for stand at."""
        return len(self._finding.matches) if self._finding else 0

    def _read_on(self) -> None:
        finding = self._finding
        if finding is None:
            return
        finding.search.read_on(_PIECES_AT_ONCE)
        if finding.search.ready:
            self._look()
        else:
            self.call_later(self._read_on)

    def _look(self) -> None:
        finding = self._finding
        if finding is None or self._window is None:
            return
        finding.look()
        if finding.match is None:
            self._repaint()
            if finding.moved and self._text:
                self._put(Spot(finding.search.drawn(finding.start.piece, self._text.unfolded), finding.start.line))
            self._tell()
        else:
            self._show_match()

    def _show_match(self) -> None:
        """Bring the match that is gone to into view, out of its fold and of what is cut off."""
        finding = self._finding
        if finding is None or finding.match is None:
            return
        finding.moved = True
        self._open_folds(finding.search.folds(finding.match))
        window, text, match = self._window, self._text, finding.match
        if window is None or text is None:
            return
        index = finding.search.drawn(match.piece, text.unfolded)
        part = text.pieces[index].part
        if isinstance(part, Lines):
            from tui.widgets.finding import shift_for  # noqa: PLC0415 - as above

            line = finding.search.text(match)
            self._shifts[part.code.line] = shift_for(
                cell_len(line[: match.start]),
                cell_len(line[: match.end]),
                self._shifts.get(part.code.line, 0),
                window.flow.width - text.pieces[index].frame.cells,
            )
        self._repaint()
        lines = window.flow.lines(index)
        window.reveal(Spot(index, next((number for number, one in enumerate(lines) if is_pointed(one)), 0)))
        self._moved()
        self._tell()

    def _open_folds(self, folds: frozenset[int]) -> None:
        """Open these folds; here, all of them are open."""

    def _tell(self) -> None:
        finding = self._finding
        if finding is not None:
            total = len(finding.matches) if finding.search.ready else -1
            self._post(self.Sought(finding.at + 1 if finding.matches else 0, total))

    def _repaint(self) -> None:
        """Draw the lines anew: other colours, other marks."""
        if self._window and self._text and self._palette:
            self._window.flow.restyle(self._typesetter(self._text, self._palette))
        self.refresh()

    def _typesetter(self, text: Manuscript, colours: Palette) -> Typesetter:
        return text.typesetter(colours, self._shifts, self._finding.found(text, colours) if self._finding else None)

    # Keys

    def action_sideways(self, step: int) -> None:
        """Move the code on the screen that is wider than the text."""
        window, text = self._window, self._text
        if window is None or text is None:
            return
        for wide in window.wide_codes:
            wanted = min(self._shifts.get(wide.code.line, 0), wide.far) + step * _SIDEWAYS
            self._shifts[wide.code.line] = min(max(0, wanted), wide.far)
            for piece in text.pieces_of(wide.code, wide.piece):
                window.flow.forget(piece)
        self.refresh()
        self.refresh_bindings()

    def action_page_down(self) -> None:
        """One screen on."""
        self._move(max(1, self.size.height - _KEPT_ROWS))

    def action_page_up(self) -> None:
        """One screen back."""
        self._move(-max(1, self.size.height - _KEPT_ROWS))

    def action_scroll_down(self) -> None:
        """One line on."""
        self._move(1)

    def action_scroll_up(self) -> None:
        """One line back."""
        self._move(-1)

    def action_scroll_home(self) -> None:
        """To the first line."""
        self._put(Spot(0, 0))

    def action_scroll_end(self) -> None:
        """To the last line."""
        if self._window:
            self._put(self._window.flow.end)

    def action_section(self, step: int) -> None:
        """To the next heading, or to the one above."""
        if self._window:
            self._window.step_section(step)
            self._moved()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No key is on offer that would do nothing."""
        window = self._window
        if window is None:
            return False
        if action in {"page_down", "scroll_down", "scroll_end"}:
            return not window.at_end
        if action in {"page_up", "scroll_up", "scroll_home"}:
            return not window.at_start
        if action == "sideways":
            shifts = [(self._shifts.get(wide.code.line, 0), wide.far) for wide in window.wide_codes]
            return (
                any(shift < far for shift, far in shifts) if parameters == (1,) else any(shift for shift, _ in shifts)
            )
        if action == "section":
            return self.section_count > 0 and not (window.at_end if parameters == (1,) else window.at_start)
        return True

    # Textual's side

    def on_mount(self) -> None:
        """Take new colours when the theme changes."""
        self.app.theme_changed_signal.subscribe(self, self._restyle)

    def on_resize(self) -> None:
        """Lay out for the new size; what was on top stays there."""
        self._fit()

    def _size_updated(self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True) -> bool:  # noqa: ARG002 - Textual's own
        """Take a size; how long the text is, no layout knows: it would have the scroll bar painted once more."""
        return super()._size_updated(size, self.virtual_size, container_size, layout)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:  # noqa: ARG002 - Textual's own
        """Follow the wheel, the scroll bar and a selection that is dragged out of view."""
        window, wanted = self._window, round(new_value)
        if window is None or window.height != self.size.height or wanted == window.y:
            return
        if wanted >= self.max_scroll_y:
            self._put(window.flow.end)
        elif abs(wanted - window.y) <= _NEAR * window.height:
            self._move(wanted - window.y)
        else:
            self._put(window.flow.at(wanted))

    def render_lines(self, crop: Region) -> list[Strip]:
        """Paint; offsets for the mouse are left out, they would cost more than the text."""
        self._painting = True
        try:
            return super().render_lines(crop)
        finally:
            self._painting = False

    def render_line(self, y: int) -> Strip:
        """One line of the screen; when the mouse asks, with the offsets that a selection needs."""
        width, window, colours = self.size.width, self._window, self._palette
        if window is None or colours is None:
            return Strip.blank(width, self.rich_style)
        if not 0 <= y < len(window.rows):
            return Strip.blank(width, colours.base)
        spot = window.rows[y]
        line = window.flow.lines(spot.piece)[spot.line]
        strip = placed(line, self._left, width, colours.base)
        if self._finding is not None and is_pointed(line):
            strip = pointed(
                strip, max(0, self._left - 2), glyphs_of(self).pointer, colours.base + colours.style("marker")
            )
        selection = self.text_selection
        if selection is not None and (span := selection.get_span(spot.number)) is not None:
            strip = marked(strip, span, colours.selection, (self._left, self._left + window.flow.width))
        return strip if self._painting else strip.apply_offsets(0, spot.number)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text: without bars and margins, and its paragraphs whole again."""
        window = self._window
        if window is None or not window.flow.pieces:
            return None
        start, first = (Spot(0, 0), 0) if selection.start is None else self._character(selection.start)
        end, last = (window.flow.end, None) if selection.end is None else self._character(selection.end)
        return copied(list(window.flow.between(start, end)), first, last), "\n"

    # Inside

    def _character(self, offset: Offset) -> tuple[Spot, int]:
        """The line and the character in it that an offset of a selection means."""
        return Spot.numbered(offset.y), max(0, offset.x - self._left)

    def _fit(self) -> None:
        """Open the window for the size there is."""
        text, available, height = self._text, self.size.width, self.size.height
        if text is None or not self._has_room:
            return
        margin = _MARGIN if available >= _NARROW else _MARGIN_NARROW
        width = min(self._measure, available - 2 * margin)
        self._left = (available - width) // 2
        window = self._window
        if window is not None and window.flow.width == width:
            flow = window.flow
        else:
            self._palette = palette(self.app.theme_variables, dark=self.app.current_theme.dark)
            flow = self._flow(text, self._palette, width)
        stays = window is not None and height < window.height and window.at_end and not window.at_start
        self._window = Window(text, flow, height, window.kept if window else self._kept)
        if stays:  # what is said for a moment takes rows away: who has come to the end is there still
            self._window.put(flow.end)
        self._moved()

    def _flow(self, text: Manuscript, colours: Palette, width: int) -> Flow:
        """The text as lines of a width."""
        return Flow(text.pieces, self._typesetter(text, colours), width, text.sizes)

    def _restyle(self, _theme: Theme) -> None:
        self._palette = palette(self.app.theme_variables, dark=self.app.current_theme.dark)
        self._repaint()

    def _put(self, spot: Spot) -> None:
        if self._window:
            self._window.put(spot)
            self._moved()

    def _move(self, lines: int) -> None:
        if self._window:
            self._window.move(lines)
            self._moved()

    def _moved(self) -> None:
        """Show what the window shows now, and tell of it."""
        window = self._window
        if window is None:
            return
        self._scroll_silently(window)
        self.refresh(self.scrollable_content_region.size.region)  # not the scroll bar beside it
        edges = (window.at_start, window.at_end)
        if edges != self._edges:
            self._edges = edges
            self.refresh_bindings()
        self._post(self.Moved(self.share, self.here, window.section, window.place))

    def _post(self, message: Message) -> None:
        """Send it as what the text says itself: what a widget around it caused would come no further than that one."""
        self.post_message(message.set_sender(self))

    def _scroll_silently(self, window: Window) -> None:
        """Tell Textual's scroll bar where we are; its own watchers would lay the screen out again."""
        size = Size(self.size.width, window.flow.height + BELOW)
        self.set_reactive(Widget.scroll_y, window.y)
        self.set_reactive(Widget.scroll_target_y, window.y)
        if size != self.virtual_size:
            self.set_reactive(Widget.virtual_size, size)
            if self.show_vertical_scrollbar != (size.height > window.height) or not self._has_thumb:
                self._scroll_update(size)
                self._has_thumb = True
        if self.show_vertical_scrollbar:
            bar = self.vertical_scrollbar
            before = _thumb(bar)
            bar.set_reactive(ScrollBar.window_virtual_size, size.height)
            bar.set_reactive(ScrollBar.position, window.y)
            after = _thumb(bar)
            if before != after:  # a bar that is painted whole is a fifth of what a page sends to the terminal
                first, last = min(before[0], after[0]) // 8, -(-max(before[1], after[1]) // 8)
                bar.refresh(Region(0, first, bar.size.width, last - first + 1))


def _thumb(bar: ScrollBar) -> tuple[int, int]:
    """From where to where the thumb of a bar is drawn, in eighths of a row; as `ScrollBarRender` has it."""
    rows, whole = bar.size.height, bar.window_virtual_size
    seen = bar.window_size
    if not rows or not 0 < seen < whole:
        return 0, 8 * rows
    thumb = max(1.0, seen * rows / whole)
    start = int((rows - thumb) * bar.position / (whole - seen) * 8)
    return start, start + ceil(thumb * 8)
