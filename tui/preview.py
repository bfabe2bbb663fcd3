"""The app of `preview`: one screen, one file, no database."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from lessons.model import Kind
from tui import themes
from tui.screens.preview import PreviewScreen
from tui.shell import Shell


class PreviewApp(Shell):
    """A file, as its members will see it."""

    def __init__(
        self,
        file: Path,
        *,
        kind: Kind | None = None,
        now: Callable[[], datetime],
        environment: Mapping[str, str],
        crashed: Callable[[Exception], str] | None = None,
    ) -> None:
        super().__init__(crashed=crashed)
        self._file = file
        self._kind = kind
        self._now = now
        self._environment = environment

    def on_mount(self) -> None:
        """Take our looks, and show the only screen: Textual loads no style sheet for its first one."""
        self.theme = themes.DARK
        self.push_screen(PreviewScreen(self._file, kind=self._kind, now=self._now, environment=self._environment))
