"""The contents of a lesson: its headings, with the one where you are."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.message import Message
from textual.reactive import reactive

from tui.i18n import later
from tui.keys import key
from tui.render.manuscript import Section
from tui.widgets.rows import Row, RowList

_LEAST_CELLS, _MOST_CELLS = 24, 38
_AROUND = 6
"""Cells of a row beside its heading, with the scrollbar."""


class Contents(RowList):
    """Headings to choose from."""

    DEFAULT_CSS = """
    Contents { background: $surface; padding: 1 0; }
    """
    BINDINGS = [  # noqa: RUF012 - Textual declares it as a plain class variable
        key("contents.choose", "enter", "choose", later("Go there"), display="Enter"),
        # As in the text beside it: to page through this list would leap over all that there is to read.
        key("contents.read_on", "space", "read_on", later("Page"), display="Space", show=False),
    ]

    KEEPS_PLACE = True
    MARK_MARGIN = ""

    current: reactive[int] = reactive(-1)
    """Index of the section where you are; -1 before the first."""

    @dataclass
    class Chosen(Message):
        """A section was chosen."""

        section: int
        """Its index."""

    @dataclass
    class Pointed(Message):
        """The cursor stands on another section, which is not chosen yet."""

        section: int
        """Its index."""

    @dataclass
    class Left(Message):
        """The text is read on."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._sections: Sequence[Section] = ()
        self._highest = 1
        """Level of the headings that stand furthest out."""
        self._steered = False  # whether the member has moved the cursor away from where they are

    def list_sections(self, sections: Sequence[Section]) -> None:
        """List the sections of a lesson."""
        self._sections = sections
        above, below = sections[:1], sections[1:]
        lone = bool(above and below) and all(section.level > above[0].level for section in below)
        # The title of the lesson stands above them all, and needs no step for that.
        self._highest = min((section.level for section in (below if lone else sections)), default=1)
        self.put([self._row(index) for index in range(len(sections))], self.cursor if self._steered else self.current)

    @property
    def cells(self) -> int:
        """How wide its headings want it to be."""
        longest = max((cell_len(row.title) for row in self.rows), default=0)
        return min(_MOST_CELLS, max(_LEAST_CELLS, longest + _AROUND))

    def watch_current(self, before: int, now: int) -> None:
        """Mark the section; the cursor goes with it while nobody uses it."""
        rows = list(self.rows)
        for index in (before, now):
            if 0 <= index < len(rows):
                rows[index] = self._row(index)
        self.put(rows, self.cursor if self._steered else now)

    def on_resize(self) -> None:
        """Have the cursor in view when the list comes on the screen."""
        self._keep_in_view()

    def action_step(self, step: int) -> None:
        """Move the cursor, and say where it stands."""
        with self._telling():
            super().action_step(step)

    def action_page(self, pages: int) -> None:
        """Move the cursor by screens, and say where it stands."""
        with self._telling():
            super().action_page(pages)

    def action_edge(self, end: int) -> None:
        """Move the cursor to the first or last section, and say where it stands."""
        with self._telling():
            super().action_edge(end)

    @contextmanager
    def _telling(self) -> Iterator[None]:
        before = self.cursor
        yield
        if before >= 0 and self.cursor != before:
            self._steered = True
            self.post_message(self.Pointed(self.cursor))

    def on_blur(self) -> None:
        """Go back to following the text."""
        self._steered = False
        self.put(self.rows, self.current)

    def on_click(self, event: events.Click) -> None:
        """Choose the section under the mouse."""
        event.prevent_default()
        index = self.scroll_offset.y + event.y - self.styles.padding.top
        if 0 <= index < len(self._sections):
            self.post_message(self.Chosen(index))

    def action_choose(self) -> None:
        """Choose the section under the cursor."""
        if 0 <= self.cursor < len(self._sections):
            self.post_message(self.Chosen(self.cursor))

    def action_read_on(self) -> None:
        """Go back to the text, and a screen on in it."""
        self.post_message(self.Left())

    def _row(self, index: int) -> Row:
        section, here = self._sections[index], index == self.current
        return Row(
            "  " * max(0, section.level - self._highest) + section.title,
            key=str(index),
            mark="▸" if here else "",
            mark_tone="primary",
            strong=here,
            title_tone="primary" if here else "",
        )
