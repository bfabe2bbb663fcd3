"""A screen that is a list under one or two sentences."""

from collections.abc import Iterable

from textual import getters, on
from textual.containers import Center, Vertical
from textual.widget import Widget
from textual.widgets import Static

from tui.screens.base import StudyScreen
from tui.widgets.rows import RowList


class ListScreen(StudyScreen):
    """A list under one or two sentences."""

    CSS_PATH = "listed.tcss"
    rows = getters.query_one(RowList)
    said = getters.query_one("#said", Static)

    def body(self) -> Iterable[Widget]:
        """What the page is, and the page."""
        with Center(classes="fill"), Vertical(id="listed"):
            yield Static("", id="said", markup=False)
            yield RowList()

    def on_mount(self) -> None:
        """The list has the focus."""
        self.watch(self.rows, "cursor", self.refresh_bindings, init=False)
        self.watch(self.rows, "show_vertical_scrollbar", self.on_resize, init=False)  # it takes room of the lines
        self.rows.focus()

    def on_resize(self) -> None:
        """Sentences break into other lines."""
        self.call_after_refresh(self.draw)

    def draw(self) -> None:
        """Show the page."""
        self.refresh_bindings()

    def say_again(self) -> None:
        """Show the page again."""
        self.draw()

    @on(RowList.Chosen)
    def _clicked(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Open the lesson under the cursor."""
        if self.lesson:
            self.fivefold.read(self.lesson)

    @property
    def lesson(self) -> str:
        """The key of the lesson under the cursor; empty where there is none, or the library does not have it."""
        key = self.rows.chosen.key if self.is_mounted and self.rows.chosen else ""
        return key if self.study.read().lesson(key) else ""
