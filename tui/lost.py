"""The app of a database that is lost: one screen, two ways on, no database."""

from collections.abc import Callable

from store.errors import DamagedError, MissingError
from store.restore import Kept
from tui.own_keys import OwnKeys
from tui.preferences import Preferences
from tui.screens.lost import Chosen, LostScreen
from tui.shell import Shell
from tui.terminal import Fitting


class LostApp(Shell):
    """Asks whether to go back to a backup, or to begin afresh."""

    def __init__(
        self,
        problem: DamagedError | MissingError,
        kept: Kept | None,
        *,
        crashed: Callable[[Exception], str] | None = None,
        preferences: Preferences | None = None,
        fitting: Fitting | None = None,
        own_keys: OwnKeys | None = None,
    ) -> None:
        super().__init__(crashed=crashed, fitting=fitting, own_keys=own_keys)
        value = (preferences or Preferences()).value
        self.look(theme=value("theme"), glyphs=value("glyphs"), motion=value("motion"))
        self._asking = LostScreen(problem, kept)

    @property
    def chosen(self) -> Chosen | None:
        """What was chosen; None where somebody left."""
        return self._asking.chosen

    def on_mount(self) -> None:
        """Show the only screen: Textual loads no style sheet for its first one."""
        self.push_screen(self._asking, lambda _left: self.exit())
        self.tell_of_keys()
