"""Where something is begun: it is kept soon after each change, since the app may crash, and when this is left."""

from collections.abc import Callable
from contextlib import suppress

from textual.screen import Screen, ScreenResultType
from textual.timer import Timer

from store.errors import StoreError
from tui.i18n import _

_PAUSE = 1.0
"""Seconds after a change in which others may follow before what is begun is kept."""


class Keeping(Screen[ScreenResultType]):
    """A screen or a window that keeps what is begun on it."""

    _waiting: Timer | None = None
    """Until what was changed is kept."""
    unkept_said = False
    """Whether it was said that what is begun cannot be kept: then this may be left without it."""

    def write_begun_now(self) -> None:
        """Write what is begun, where it is another than was written last; where nothing can be begun there is nothing.

        Raises:
            StoreError: it was not kept, and why.
        """

    def keep_soon(self) -> None:
        """Keep what is begun in a moment, with what is changed until then."""
        self._waiting = self._waiting or self.set_timer(_PAUSE, self.try_to_keep)

    def stop_waiting(self) -> None:
        """Keep nothing by itself any more, until something is changed: it is kept now, or done."""
        if self._waiting:
            self._waiting.stop()
            self._waiting = None

    def keep_begun(self) -> None:
        """Keep what is begun now.

        Raises:
            StoreError: it was not kept, and why.
        """
        self.stop_waiting()
        self.write_begun_now()
        self.unkept_said = False

    def try_to_keep(self) -> None:
        """Keep what is begun, if that can be done: else it is tried again, and said when this is left."""
        with suppress(StoreError):
            self.keep_begun()

    def keep_at_last(self, say: Callable[[StoreError], object]) -> None:
        """Keep what is begun, as this is gone; have it said where that cannot be, and nobody was told of it."""
        try:
            self.keep_begun()
        except StoreError as problem:
            if not self.unkept_said:
                say(problem)

    def let_end(self, again: Callable[[], object]) -> bool:  # noqa: ARG002 - the key is pressed again
        """Keep what is begun, since this is left; where it cannot be kept, that is said first, once."""
        try:
            self.keep_begun()
        except StoreError as problem:
            if self.unkept_said:
                return True
            self.unkept_said = True
            title = _("What you began is not kept; leave again to go without it")
            self.app.notify(problem.text(_), title=title, severity="error", timeout=12, markup=False)
            return False
        return True
