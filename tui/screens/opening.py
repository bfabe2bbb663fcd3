"""The moment before the library is read."""

from collections.abc import Iterable

from textual.widget import Widget
from textual.widgets import Static

from tui.i18n import _
from tui.screens.base import StudyScreen

PATIENCE = 0.3
"""Seconds before we say that something takes a while."""


class OpeningScreen(StudyScreen):
    """Shown while the library is read; says so when it takes longer than a blink."""

    CSS_PATH = "opening.tcss"

    def body(self) -> Iterable[Widget]:
        """One line."""
        yield Static("", id="wait", markup=False)

    def on_mount(self) -> None:
        """Wait a moment before saying anything."""
        self.set_timer(PATIENCE, self._say)

    async def reword(self) -> None:
        """Nothing is said here before something takes a while."""

    def _say(self) -> None:
        self.query_one("#wait", Static).update(_("Reading the library …"))
