"""Groups side by side: a bar each, with a tick where they are on average, and a cursor."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from lessons.light import dataclass
from tui.commands.wording import percent
from tui.render.bar import bar
from tui.render.text import fitted, safe
from tui.widgets.rows import Row, RowList

_LEAST = 6
"""Cells below which a bar says nothing."""
_FIGURE = 4
"""Cells of a figure at least: `100%`."""


@dataclass(frozen=True, slots=True)
class BarRow(Row):
    """A group: its name is the title, and the note is what stands behind the bar."""

    share: float | None = None
    """0 to 1; None where there is no figure."""
    words: str = ""
    """What stands there instead of one."""
    count: str = ""
    """The figure as people counted, which stands instead of the per cents; empty where it counts none."""

    @property
    def figure(self) -> str:
        """What stands behind the bar."""
        return self.count or percent(self.share)


class GroupBars(RowList):
    """One row a group."""

    DEFAULT_CSS = """
    GroupBars .rows--rule { color: $rule; }
    """
    COMPONENT_CLASSES = {"rows--rule"}  # noqa: RUF012 - Textual declares it as a plain class variable

    def __init__(self) -> None:
        super().__init__()
        self._tick: float | None = None
        self._names = self._notes = self._figures = 0

    def compare(self, rows: Sequence[Row], *, at: str, tick: float | None) -> None:
        """Show other figures, with a tick at the average; None where one group alone has a figure."""
        bars = [row for row in rows if isinstance(row, BarRow)]
        self._tick = tick
        self._names = max((cell_len(safe(one.title)) for one in bars), default=0)
        self._notes = max((cell_len(one.note) for one in bars), default=0)
        self._figures = max((cell_len(one.figure) for one in bars), default=0)
        self.show(rows, at=at)

    def _segments(self, row: Row, width: int, base: Style, *, at_cursor: bool) -> list[Segment]:
        if not isinstance(row, BarRow):
            return super()._segments(row, width, base, at_cursor=at_cursor)
        name = min(self._names, max(8, width // 4))
        figure = max(_FIGURE, self._figures)
        room = max(_LEAST, width - name - self._notes - figure - 8)
        muted = base + self._tone("muted")
        strong = Style(bold=at_cursor)
        segments = [
            Segment("▌ " if at_cursor else "  ", base + self._tone("primary")),
            Segment(fitted(row.title, name) + "  ", base + strong),
        ]
        note = row.note
        if row.share is None:
            # Where nothing has changed, since there is no figure, the words may stand there too.
            note = row.note.lstrip()
            room += self._notes - cell_len(note)
            segments.append(Segment(fitted(row.words, room + figure + 1), muted))
        else:
            styles = {
                "done": base + self._tone("primary" if at_cursor else "muted"),
                "rest": base + self._tone("rule"),
                "tick": base + Style(bold=True),
            }
            segments += [Segment(text, styles[part]) for text, part in bar(row.share, room, tick=self._tick)]
            before = " " * (figure - cell_len(row.figure))
            segments.append(Segment(f" {before}{row.figure}", base + strong))
        behind = " " * (self._notes - cell_len(row.note)) if row.share is not None else ""
        segments.append(Segment(f"  {behind}{note} ", muted))
        used = sum(cell_len(segment.text) for segment in segments)
        return [*segments, Segment(" " * max(0, width - used), base)]
