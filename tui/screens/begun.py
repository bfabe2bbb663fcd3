"""Windows in which something is begun: it is kept where they close without it, and is there when they open again."""

from collections.abc import Callable
from contextlib import suppress

from textual import on
from textual.screen import ScreenResultType
from textual.timer import Timer
from textual.widgets import Input

from lessons.clean import clean
from store.errors import StoreError
from tui.i18n import _
from tui.screens.dialog import Dialog
from tui.study import Study

_PAUSE = 1.0
"""Seconds without a change after which what is begun is kept."""


class Begun:
    """What a member has begun to write in a window, by the names of its place."""

    def __init__(self, study: Study, *names: str) -> None:
        """Read it.

        Raises:
            StoreError: it cannot be read.
        """
        self._study, self._place = study, study.draft_place(None, *names)
        self.text = study.drafts().get(self._place, "")
        """Empty where nothing is begun."""

    def keep(self, text: str) -> None:
        """Keep it; empty, there is nothing to keep.

        Raises:
            StoreError: it was not kept, and why.
        """
        if clean(text) != self.text:
            self._study.keep_drafts({self._place: text})
            self.text = clean(text)

    def over(self) -> None:
        """Keep nothing more: it is done. What cannot be taken away is there once more, and nothing is lost."""
        with suppress(StoreError):
            self.keep("")


class KeepingDialog(Dialog[ScreenResultType]):
    """A window that keeps what was begun in it: soon after each change, since it may crash, and when it ends."""

    _waiting: Timer | None = None
    """Until what was changed is kept."""
    unkept_said = False
    """Whether it was said that what is begun cannot be kept: then the window may close without it."""

    @on(Input.Changed)
    def keep_soon(self) -> None:
        """Keep what is begun once nothing was changed for a moment."""
        self._waiting = self._waiting or self.set_timer(_PAUSE, self._keep_now)

    def _keep_now(self) -> None:
        self._waiting = None
        with suppress(StoreError):  # it is tried again, and said when the window closes
            self.keep_begun()

    def stop_waiting(self) -> None:
        """Keep nothing by itself any more, until something is changed: it is kept now, or done."""
        if self._waiting:
            self._waiting.stop()
            self._waiting = None

    def keep_begun(self) -> None:
        """Keep what was begun; a window in which nothing can be begun has nothing to keep.

        Raises:
            StoreError: it was not kept, and why.
        """

    def let_end(self, again: Callable[[], object]) -> bool:  # noqa: ARG002 - the key is pressed again
        """Keep what was begun; where it cannot be kept, that is said first, once."""
        self.stop_waiting()
        try:
            self.keep_begun()
        except StoreError as problem:
            if self.unkept_said:
                return True
            self.unkept_said = True
            title = _("What you began is not kept; leave again to go without it")
            self.app.notify(problem.text(_), title=title, severity="error", timeout=12, markup=False)
            return False
        self.unkept_said = False
        return True


class BegunDialog(KeepingDialog[ScreenResultType]):
    """A window whose words are kept when it closes; with no `Begun` they are not."""

    def __init__(self, begun: Begun | None) -> None:
        super().__init__()
        self.begun = begun

    @property
    def written(self) -> str:
        """What is to be kept; empty where that is nothing."""
        return ""

    def keep_begun(self) -> None:
        """Keep what is written."""
        if self.begun:
            self.begun.keep(self.written)

    def may_close(self) -> bool:
        """Whether the window can be closed; what is kept then is said."""
        if not self.let_end(bool):
            return False
        if self.begun and self.written and not self.unkept_said:
            self.app.notify(_("What you began is kept here."), markup=False)
        return True
