"""What every window over a screen has: the bar of its own keys, since those of the screen below do nothing."""

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.screen import ModalScreen, ScreenResultType
from textual.widget import Widget

from tui.screens.base import SurvivingScreen, as_said
from tui.widgets.keybar import KeyBar


class Dialog(SurvivingScreen[ScreenResultType], ModalScreen[ScreenResultType]):
    """A window over the screen that it was opened from; where data cannot be used it stays, with all that is in it."""

    def compose(self) -> ComposeResult:
        """The window, and its keys in the last row."""
        yield from self.body()
        yield KeyBar()

    def body(self) -> Iterable[Widget]:
        """The widgets of the window."""
        return ()

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that work now, described in the language in use; none that would be typed into a field."""
        return as_said(super().active_bindings, self.focused)
