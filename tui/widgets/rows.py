"""A list of one-line rows with a cursor, drawn line by line: ten rows or ten thousand cost the same."""

from collections.abc import Callable, Sequence
from typing import ClassVar, Literal

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style as RichStyle
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from lessons.light import dataclass
from tui.i18n import later
from tui.keys import key
from tui.render.text import fitted, shortened
from tui.widgets.scrolled import Scrolled

_READABLE = 8
"""Cells of a title that still say something."""

Tone = Literal["", "muted", "primary", "success", "warning", "error", "accent"]


@dataclass(frozen=True, slots=True)
class Row:
    """One row: a mark, a number, a title and a note at the right end."""

    title: str
    key: str = ""
    """What choosing it means; a row without one is a heading, or with a tone a remark, and is passed over."""
    mark: str = ""
    mark_tone: Tone = ""
    number: str = ""
    title_tone: Tone = ""
    aside: str = ""
    """What follows the title where there is room, stepping back."""
    strong: bool = False
    note: str = ""
    note_tone: Tone = "muted"


Rows = Sequence[Row | Callable[[], Row]]
"""Rows, or what makes one when it is looked at: of a long list most never are."""


class RowList(Scrolled, can_focus=True):
    """Rows with a cursor that steps over headings."""

    DEFAULT_CSS = """
    RowList { height: 1fr; background: $background; scrollbar-size-vertical: 1; overflow-x: hidden; }
    RowList .rows--cursor { background: $block-cursor-background; }
    RowList .rows--muted { color: $text-muted; }
    RowList .rows--primary { color: $text-primary; }
    RowList .rows--success { color: $text-success; }
    RowList .rows--warning { color: $text-warning; }
    RowList .rows--error { color: $text-error; }
    RowList .rows--accent { color: $text-accent; }
    """
    COMPONENT_CLASSES = {  # noqa: RUF012 - Textual declares it as a plain class variable
        "rows--cursor", "rows--muted", "rows--primary", "rows--success", "rows--warning", "rows--error", "rows--accent",
    }  # fmt: skip
    BINDINGS = [  # noqa: RUF012 - Textual declares it as a plain class variable
        key("rows.down", "down,j", "step(1)", later("Down"), display="↓", show=False),
        key("rows.up", "up,k", "step(-1)", later("Up"), display="↑", show=False),
        key("rows.page_down", "pagedown,space", "page(1)", later("Page down"), display="PgDn", show=False),
        key("rows.page_up", "pageup,b", "page(-1)", later("Page up"), display="PgUp", show=False),
        key("rows.home", "home,g", "edge(-1)", later("First"), display="Home", show=False),
        key("rows.end", "end,G", "edge(1)", later("Last"), display="End", show=False),
    ]

    KEEPS_PLACE: ClassVar = False
    """Whether the row under the cursor has its background while the focus is elsewhere, too."""
    MARK_MARGIN: ClassVar = " "
    """What stands between the cursor and a mark."""

    cursor: reactive[int] = reactive(-1)
    """Index of the row under the cursor; -1 for none."""

    class Chosen(Message):
        """A row was chosen with the mouse."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key
            """The row's key."""

    class Moved(Message):
        """The cursor is on another row."""

    class LeftAtTop(Message):
        """The cursor wants to go up from the first row."""

    def __init__(self, rows: Rows = (), *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._rows = list(rows)
        self.set_reactive(RowList.virtual_size, Size(0, len(self._rows)))

    @property
    def room(self) -> int:
        """Cells of a row, with the scroll bar that the list may come to need: what is broken for so many is not cut."""
        return self.scrollable_content_region.width - (not self.show_vertical_scrollbar)

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows shown."""
        return tuple(map(self._row, range(len(self._rows))))

    def _row(self, index: int) -> Row:
        row = self._rows[index]
        if not isinstance(row, Row):
            row = self._rows[index] = row()
        return row

    @property
    def chosen(self) -> Row | None:
        """The row under the cursor."""
        return self._row(self.cursor) if 0 <= self.cursor < len(self._rows) else None

    def show(self, rows: Rows, *, at: str = "", near: int = -1) -> None:
        """Show other rows, with the cursor on the row whose key is `at`, where there is one.

        Where there is none it is on the last that can be chosen of those up to the place `near`.
        """
        self._rows = list(rows)
        places = range(len(self._rows)) if at else ()
        before = range(min(near, len(self._rows) - 1), -1, -1)
        here = (index for index in before if self._row(index).key)
        self.put(self._rows, next((index for index in places if self._row(index).key == at), next(here, -1)))

    def put(self, rows: Rows, cursor: int) -> None:
        """Show other rows, with the cursor on the one of this index; below 0 or beyond the last on none."""
        self._rows = list(rows)
        self.virtual_size = Size(0, len(self._rows))
        self.cursor = cursor if cursor < len(self._rows) else -1
        if self.has_focus and self.cursor < 0:
            self.action_edge(-1)
        self.refresh()
        self._keep_in_view()

    def on_resize(self) -> None:
        """Where there is less room, what is chosen stays in view: something may be asked about it."""
        self._keep_in_view()

    def on_focus(self) -> None:
        """Put the cursor on the first row where it is nowhere."""
        if self.cursor < 0:
            self.action_edge(-1)

    def watch_cursor(self) -> None:
        """Redraw, keep the cursor in view, and tell."""
        self.refresh()
        self.post_message(self.Moved())
        self._keep_in_view()

    def _keep_in_view(self) -> None:
        if self.cursor >= 0 and self.size.height:
            # What stands above the first of them is its heading.
            top = 0 if self._next(0, 1) == self.cursor else self.cursor
            self.scroll_to_region(
                Region(0, top, 1, min(self.size.height, self.cursor - top + 1)), animate=False, force=True
            )

    def _next(self, start: int, step: int) -> int | None:
        index = start
        while 0 <= index < len(self._rows):
            if self._row(index).key:
                return index
            index += step
        return None

    def action_step(self, step: int) -> None:
        """Move the cursor over headings, and beyond the last row the view; at the top, say so."""
        found = self._next(self.cursor + step, step)
        if found is not None and not self._is_below(step):
            self.cursor = found
        elif self._can_scroll(step):
            self.scroll_relative(y=step, animate=False, force=True)
        elif step < 0:
            self.post_message(self.LeftAtTop())

    def _is_below(self, step: int) -> bool:
        """Whether the way back leads over what stands below the last row, so that the cursor is above the view."""
        return step < 0 <= self.cursor < self.scroll_offset.y

    def _can_scroll(self, step: int) -> bool:
        return self.scroll_offset.y < self.max_scroll_y if step > 0 else self.scroll_offset.y > 0

    def action_page(self, pages: int) -> None:
        """Move the cursor by screens."""
        aim = max(0, min(len(self._rows) - 1, self.cursor + pages * max(1, self.size.height - 1)))
        found = self._next(aim, pages)
        if found is None:
            found = self._next(aim, -pages)
        if found is not None and found != self.cursor and not self._is_below(pages):
            self.cursor = found
        elif self._can_scroll(pages):
            self.scroll_relative(y=pages * max(1, self.size.height - 1), animate=False, force=True)

    def action_edge(self, end: int) -> None:
        """Move the cursor to the first or last row, and show what stands above the one and below the other."""
        found = self._next(0, 1) if end < 0 else self._next(len(self._rows) - 1, -1)
        if found is not None:
            self.cursor = found
        if self.size.height:
            self.scroll_to(y=0 if end < 0 else self.max_scroll_y, animate=False, force=True)

    def on_click(self, event: events.Click) -> None:
        """Choose the row under the mouse."""
        place = event.get_content_offset(self)
        index = self.scroll_offset.y + place.y if place else -1
        if 0 <= index < len(self._rows) and self._row(index).key:
            self.cursor = index
            self.post_message(self.Chosen(self._row(index).key))

    def render_line(self, y: int) -> Strip:
        """One row."""
        index = self.scroll_offset.y + y
        width = self.scrollable_content_region.width
        base = self.rich_style
        if not 0 <= index < len(self._rows):
            return Strip.blank(width, base)
        row = self._row(index)
        at_cursor = index == self.cursor and self.has_focus
        filled = index == self.cursor and (self.has_focus or self.KEEPS_PLACE)
        style = base + self.get_component_rich_style("rows--cursor", partial=True) if filled else base
        return Strip(self._segments(row, width, style, at_cursor=at_cursor))

    def _segments(self, row: Row, width: int, base: RichStyle, *, at_cursor: bool) -> list[Segment]:
        mark = "▌" if at_cursor else " "
        segments = [Segment(mark, base + self._tone("primary"))]
        if row.key:
            segments.append(
                Segment(f"{self.MARK_MARGIN}{set_cell_size(row.mark, 2)}", base + self._tone(row.mark_tone))
            )
            if row.number:
                segments.append(Segment(f"{row.number}  ", base + self._tone("muted")))
        else:
            segments.append(Segment(" ", base))
        used = sum(cell_len(segment.text) for segment in segments)
        note = self._note(row, width - used)
        room = max(0, width - used - cell_len(note))
        title = shortened(row.title, room)
        left = room - cell_len(title)
        aside = row.aside if left >= min(cell_len(row.aside), _READABLE) else ""
        strong = RichStyle(bold=row.strong or not (row.key or row.title_tone))
        tone = row.title_tone or ("primary" if not row.key else "")
        segments += [
            Segment(title, base + self._tone(tone) + strong),
            Segment(fitted(aside, left), base + self._tone("muted")),
            Segment(note, base + self._tone(row.note_tone)),
        ]
        return segments

    @staticmethod
    def _note(row: Row, width: int) -> str:
        """The note with the blanks around it: whole, but where it would leave too little of the title to know it by."""
        if not row.note:
            return " "
        room = width - 3
        title = min(cell_len(row.title), max(_READABLE, room // 3))
        return f"  {fitted(row.note, min(cell_len(row.note), max(0, room - title)))} "

    def _tone(self, tone: str) -> RichStyle:
        return self.get_component_rich_style(f"rows--{tone}", partial=True) if tone else RichStyle()
