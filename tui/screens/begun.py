"""Windows in which something is begun: it is kept where they close without it, and is there when they open again."""

from contextlib import suppress

from textual import on
from textual.screen import ScreenResultType
from textual.widgets import Input

from lessons.clean import clean
from store.errors import StoreError
from tui.i18n import _
from tui.screens.dialog import Dialog
from tui.screens.keeping import Keeping
from tui.study import Study


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


class KeepingDialog(Dialog[ScreenResultType], Keeping[ScreenResultType]):
    """A window that keeps what was begun in it."""

    @on(Input.Changed)
    def _typed_on(self) -> None:
        self.keep_soon()


class BegunDialog(KeepingDialog[ScreenResultType]):
    """A window whose words are kept when it closes; with no `Begun` they are not."""

    def __init__(self, begun: Begun | None) -> None:
        super().__init__()
        self.begun = begun

    @property
    def written(self) -> str:
        """What is to be kept; empty where that is nothing."""
        return ""

    def write_begun_now(self) -> None:
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
