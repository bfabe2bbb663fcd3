"""What is shown when the data cannot be used: what happened, what is safe, the next key."""

from collections.abc import Iterable

from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tui.i18n import _, later
from tui.keys import BLOCKED, HELP
from tui.screens.base import StudyScreen


class BlockedScreen(StudyScreen):
    """A full screen for something that keeps the app from going on."""

    CSS_PATH = "opening.tcss"
    BINDINGS = [*BLOCKED, HELP]  # noqa: RUF012 - Textual declares it as a plain class variable
    HELP_TEXT = later("Something keeps Fivefold from going on. Nothing recorded is lost.")

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self._sentence = sentence

    def body(self) -> Iterable[Widget]:
        """What happened."""
        with Vertical(id="wait"):
            yield Static(self.toned("✗ " + _("Fivefold cannot go on"), "error", bold=True))
            said = f"\n{self._sentence}\n\n" + _("Every answer that was shown as recorded is safe.")
            yield Static(Content.styled(said, "$foreground"))

    def on_mount(self) -> None:
        """Say whose screen it is."""
        self.top.place = Content.styled("Fivefold", "bold")

    async def reword(self) -> None:
        """Say it all again, but for what happened: it is as it was told then."""
        await self.compose_again()
        self.on_mount()
        await super().reword()

    def action_retry(self) -> None:
        """Try again."""
        self.app.pop_screen()
        self.fivefold.try_again()
