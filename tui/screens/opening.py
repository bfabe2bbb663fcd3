"""The moment before the library is read."""

from collections.abc import Iterable

from textual.widget import Widget
from textual.widgets import Static

from tui.i18n import _
from tui.screens.base import StudyScreen
from tui.screens.words import reading_words

PATIENCE = 0.3
"""Seconds before we say that something takes a while."""


class OpeningScreen(StudyScreen, inherit_bindings=False):
    """Shown while the library is read; says so when it takes longer than a blink.

    Nothing can be opened above it, not even help: Today takes its place as soon as the library is read.
    """

    CSS_PATH = "opening.tcss"

    def __init__(self) -> None:
        super().__init__()
        self._patient = True
        self._said = ""

    def body(self) -> Iterable[Widget]:
        """One line."""
        yield Static("", id="wait", markup=False)

    def on_mount(self) -> None:
        """Wait a moment before saying anything."""
        self.set_timer(PATIENCE, self._say)

    async def reword(self) -> None:
        """Nothing is said here before something takes a while."""

    @property
    def awaits(self) -> bool:
        """Keys wait for what comes instead."""
        return True

    def _say(self) -> None:
        self._patient = False
        self.query_one("#wait", Static).update(self._said or _("Reading the library …"))

    def show_reading(self, done: int, total: int) -> None:
        """Say how far it is, once it takes long."""
        self._said = reading_words(done, total)
        if not self._patient:
            self._say()
