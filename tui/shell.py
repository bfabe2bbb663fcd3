"""What every app of ours is: our looks, our keys for the whole of it, and a crash that shows nothing of a member."""

from collections.abc import Callable
from typing import Protocol, runtime_checkable

from textual.app import App

from tui import i18n, linebreak, themes
from tui.i18n import _
from tui.keys import LANGUAGE, QUIT, THEME


@runtime_checkable
class Spoken(Protocol):
    """A screen that can say what it says in another language."""

    async def reword(self) -> None:
        """Say everything in the language in use now; place, choice and what was typed stay as they are."""


class Shell(App[None]):
    """An app in our looks."""

    CSS_PATH = ["app.tcss"]  # noqa: RUF012 - Textual declares it as a plain class variable
    BINDINGS = [QUIT, THEME, LANGUAGE]  # noqa: RUF012 - Textual declares it as a plain class variable
    COMMANDS = set()  # noqa: RUF012 - our own provider is given to the palette when it opens
    TITLE = "Fivefold"
    NOTIFICATION_TIMEOUT = 3
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]  # noqa: RUF012 - Textual declares it as a plain class variable
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - the same

    def __init__(self, *, crashed: Callable[[Exception], str] | None = None) -> None:
        super().__init__()
        self.parting: str = ""
        """What the shell shows after the app."""
        self._crashed = crashed
        linebreak.install()
        for theme in themes.THEMES:
            self.register_theme(theme)

    @property
    def label(self) -> str:
        """What stands before everything in the top bar of every screen; mostly nothing."""
        return ""

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our own variables, for the themes that Textual brings."""
        return themes.variable_defaults(self.current_theme)

    def action_next_theme(self) -> None:
        """Go to the next of our themes."""
        names = [theme.name for theme in themes.THEMES]
        at = names.index(self.theme) if self.theme in names else -1
        self.theme = names[(at + 1) % len(names)]

    async def action_next_language(self) -> None:
        """Speak the next of our languages, interface and content, on every screen at once."""
        at = i18n.LANGUAGES.index(i18n.language())
        i18n.use(i18n.LANGUAGES[(at + 1) % len(i18n.LANGUAGES)])
        for screen in self.screen_stack:
            if isinstance(screen, Spoken):
                await screen.reword()

    def action_leave_app(self) -> None:
        """Quit."""
        self.exit()

    def action_help_quit(self) -> None:
        """Say how to quit, to somebody who pressed Ctrl+C."""
        self.notify(_("Ctrl+Q quits; everything is saved."), markup=False)

    def _fatal_error(self) -> None:
        """Leave after a crash without showing local variables, which Textual would print."""
        if self._crashed is None or self._exception is None:
            super()._fatal_error()
            return
        self.parting = self._crashed(self._exception)
        self._close_messages_no_wait()
