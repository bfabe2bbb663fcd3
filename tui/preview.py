"""The app of `preview`: one screen, one file, no database."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from lessons.model import Kind
from tui.own_keys import OwnKeys
from tui.preferences import Preferences
from tui.screens.preview import PreviewScreen
from tui.shell import Shell
from tui.terminal import Fitting


class PreviewApp(Shell):
    """A file, as its members will see it."""

    def __init__(
        self,
        file: Path,
        *,
        kind: Kind | None = None,
        libraries: Sequence[Path] = (),
        now: Callable[[], datetime],
        environment: Mapping[str, str],
        crashed: Callable[[Exception], str] | None = None,
        preferences: Preferences | None = None,
        fitting: Fitting | None = None,
        own_keys: OwnKeys | None = None,
    ) -> None:
        super().__init__(crashed=crashed, fitting=fitting, own_keys=own_keys)
        value = (preferences or Preferences()).value
        self.look(theme=value("theme"), glyphs=value("glyphs"), motion=value("motion"))
        self._file = file
        self._kind = kind
        self._libraries = libraries
        self._now = now
        self._environment = environment

    def on_mount(self) -> None:
        """Show the only screen: Textual loads no style sheet for its first one."""
        shown = PreviewScreen(
            self._file, kind=self._kind, libraries=self._libraries, now=self._now, environment=self._environment
        )
        self.push_screen(shown, lambda _left: self.exit())
        self.tell_of_keys()
