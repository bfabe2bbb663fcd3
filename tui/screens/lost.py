"""There is no database where one was: go back to its newest good backup, or begin afresh beside it."""

from collections.abc import Iterable
from datetime import date
from enum import Enum

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from store.errors import DamagedError, MissingError
from store.restore import Kept
from tui.commands.wording import date_text
from tui.i18n import _, count, later
from tui.keys import HELP, LOST
from tui.screens.base import StudyScreen


class Chosen(Enum):
    """What somebody wants where the database is lost."""

    RESTORE = "restore"
    AFRESH = "afresh"


class LostScreen(StudyScreen):
    """What happened, what there is, and the two ways on; whoever asks reads `chosen` afterwards."""

    CSS_PATH = "opening.tcss"
    BINDINGS = [*LOST, HELP]  # noqa: RUF012 - Textual declares it as a plain class variable
    HELP_TEXT = later(
        "Nothing is thrown away: neither the backups, nor what was kept aside. {lost_restore} puts the newest good "
        "backup in the place of the database; {lost_afresh} begins a new one, and leaves the backups as they are."
    )

    def __init__(self, problem: DamagedError | MissingError, kept: Kept | None) -> None:
        super().__init__()
        self._problem = problem
        self._kept = kept
        self.chosen: Chosen | None = None

    def body(self) -> Iterable[Widget]:
        """What happened, and which backup there is."""
        with VerticalScroll(id="wait", can_focus=False):
            yield Static(self.toned("✗ " + _("Your database is not there"), "error", bold=True), markup=False)
            if self._kept is not None:
                events = count("{n} event", "{n} events", self._kept.events)
                # With its year: it may be an old one.
                said = _("The backup of {day} has {events}.").format(
                    day=date_text(self._kept.day, date.min), events=events
                )
                yield Static(Content.styled(f"\n{said}", "$foreground"))
            yield Static(Content(f"\n{self._problem.text(_)}"))

    def on_mount(self) -> None:
        """Say whose screen it is."""
        self.top.place = Content.styled("Fivefold", "bold")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's own
        """There is nothing to go back to without a good backup."""
        return action != "restore" or self._kept is not None

    async def reword(self) -> None:
        """Say it all again."""
        await self.compose_again()
        self.on_mount()
        await super().reword()

    def action_restore(self) -> None:
        """Go back to the backup."""
        self.chosen = Chosen.RESTORE
        self.app.exit()

    def action_begin_afresh(self) -> None:
        """Begin a new database."""
        self.chosen = Chosen.AFRESH
        self.app.exit()
