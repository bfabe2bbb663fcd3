"""What was found: in groups, two lines each, with the words that were looked for in bold and underlined."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style as RichStyle
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from lessons.words import Span
from tui.render.text import fitted, safe
from tui.snippet import around
from tui.widgets.scrolled import Scrolled

_INDENT = 3
_FOUND = RichStyle(bold=True, underline=True)


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found."""

    title: str
    """In one line."""
    marks: tuple[Span, ...] = ()
    """Where in the title the words stand."""
    aside: str = ""
    """Where it is, stepping back."""
    text: str = ""
    """What it was found in, in one line."""
    text_marks: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Things of one kind that were found."""

    title: str
    hits: tuple[Hit, ...]


class HitList(Scrolled):
    """The groups, with a cursor that steps from hit to hit; the keys are those of the screen."""

    DEFAULT_CSS = """
    HitList { height: 1fr; background: $background; scrollbar-size-vertical: 1; overflow-x: hidden; }
    HitList .hits--cursor { background: $block-cursor-background; }
    HitList .hits--muted { color: $text-muted; }
    HitList .hits--primary { color: $text-primary; }
    """
    COMPONENT_CLASSES = {"hits--cursor", "hits--muted", "hits--primary"}  # noqa: RUF012 - Textual declares it so
    can_focus = False

    cursor: reactive[int] = reactive(0)
    """Which of all hits is pointed at."""

    @dataclass
    class Chosen(Message):
        """A hit was chosen with the mouse."""

        number: int

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._hits: list[Hit] = []
        self._lines: list[tuple[str, int, int]] = []
        """Of each line: its heading, or the number of a hit and which of its lines it is."""

    def show(self, groups: Sequence[Group], *, at: int = 0) -> None:
        """Show other groups, with the cursor on the hit of this number."""
        self._hits, self._lines = [], []
        for group in groups:
            if not group.hits:
                continue
            if self._lines:
                self._lines.append(("", -1, 0))
            self._lines.append((group.title, -1, 0))
            for hit in group.hits:
                self._lines += [("", len(self._hits), line) for line in range(2 if hit.text else 1)]
                self._hits.append(hit)
        self.virtual_size = Size(0, len(self._lines))
        self.cursor = max(0, min(at, len(self._hits) - 1))
        self.refresh()
        self.watch_cursor()

    def move(self, step: int) -> None:
        """Point at another hit."""
        self.cursor = max(0, min(len(self._hits) - 1, self.cursor + step))

    def page(self, pages: int) -> None:
        """Point at a hit about a screen further."""
        self.move(pages * max(1, self.size.height // 2 - 1))

    def edge(self, end: int) -> None:
        """Point at the first hit, or at the last."""
        self.cursor = 0 if end < 0 else max(0, len(self._hits) - 1)

    def watch_cursor(self) -> None:
        """Redraw, with all of the hit in view, and the heading above a first one."""
        self.refresh()
        lines = [place for place, (_title, number, _line) in enumerate(self._lines) if number == self.cursor]
        if not lines or not self.size.height:
            return
        first = lines[0] - 1 if self._lines[lines[0] - 1][1] < 0 else lines[0]
        self.scroll_to_region(Region(0, max(0, first), 1, lines[-1] - first + 1), animate=False, force=True)

    def on_click(self, event: events.Click) -> None:
        """Choose the hit under the mouse."""
        place = event.get_content_offset(self)
        index = self.scroll_offset.y + place.y if place else -1
        if 0 <= index < len(self._lines) and self._lines[index][1] >= 0:
            self.cursor = self._lines[index][1]
            self.post_message(self.Chosen(self.cursor))

    def render_line(self, y: int) -> Strip:
        """One line."""
        index, width, base = self.scroll_offset.y + y, self.scrollable_content_region.width, self.rich_style
        if not 0 <= index < len(self._lines):
            return Strip.blank(width, base)
        title, number, line = self._lines[index]
        if number < 0:
            heading = base + self._tone("primary") + RichStyle(bold=True)
            return Strip([Segment(fitted(f"  {title}", width), heading)])
        hit, at_cursor = self._hits[number], number == self.cursor
        style = base + self.get_component_rich_style("hits--cursor", partial=True) if at_cursor else base
        bar = "▌" if at_cursor else " "
        segments = [Segment(bar.ljust(_INDENT + 2 * line), style + self._tone("primary"))]
        room = max(0, width - _INDENT - 2 * line - 1)
        if line:
            segments += self._marked(hit.text, hit.text_marks, room, style + self._tone("muted"))
        else:
            segments += self._marked(hit.title, hit.marks, room, style)
            left = room - sum(cell_len(one.text) for one in segments[1:])
            if hit.aside and left > _INDENT:
                segments.append(Segment(fitted(f"  {hit.aside}", left), style + self._tone("muted")))
        used = sum(cell_len(one.text) for one in segments)
        return Strip([*segments, Segment(" " * max(0, width - used), style)])

    def _marked(self, text: str, marks: Sequence[Span], room: int, style: RichStyle) -> list[Segment]:
        shown, inside = around(safe(text), marks, room)
        found: list[Segment] = []
        at = 0
        for start, end in inside:
            found += [Segment(shown[at:start], style), Segment(shown[start:end], style + _FOUND)]
            at = end
        return [*found, Segment(shown[at:], style)]

    def _tone(self, tone: str) -> RichStyle:
        return self.get_component_rich_style(f"hits--{tone}", partial=True)
