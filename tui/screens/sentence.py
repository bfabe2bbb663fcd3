"""The window in which one sentence is said to somebody: Enter says it, Esc says nothing."""

from collections.abc import Callable

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from store.events import LONGEST_SENTENCE
from tui.i18n import _
from tui.keys import SENTENCE
from tui.screens.begun import Begun, BegunDialog
from tui.screens.drawing import muted
from tui.sentences import with_keys

Words = Callable[[], str]
"""Words in the language in use: it may change while the window is open."""


class SentenceScreen(BegunDialog[str | None]):
    """Asks for one sentence; the answer is what was typed, or None where nothing is to be said."""

    CSS_PATH = "sentence.tcss"
    BINDINGS = [*SENTENCE]  # noqa: RUF012 - Textual declares it as a plain class variable
    line = getters.query_one(Input)

    def __init__(
        self,
        title: Words,
        about: Words,
        keys: Words | None = None,
        *,
        begun: Begun | None = None,
        typed: str | None = None,
    ) -> None:
        """A window for one sentence.

        Args:
            title: What it is for.
            about: What the sentence is about.
            keys: What its keys do, where that is another thing.
            begun: Keeps what was begun where nothing is said.
            typed: What stands in the line at first; None for what was begun before.
        """
        super().__init__(begun)
        self._typed = typed if typed is not None else begun.text if begun else ""
        self._keys = keys
        self._title = title
        self._about = about

    def body(self) -> ComposeResult:
        """What it is about, the line, the keys."""
        with Vertical(id="saying"):
            yield Static("", id="saying-about", markup=False)
            yield Input(self._typed, max_length=LONGEST_SENTENCE, select_on_focus=False)
            yield Static("", id="saying-keys", markup=False)

    def on_mount(self) -> None:
        """Begin to type."""
        self._draw()
        self.line.focus()

    async def reword(self) -> None:
        """Say in another language what the window is for; what was typed stays."""
        self._draw()
        self.refresh_bindings()

    def _draw(self) -> None:
        self.query_one("#saying").border_title = Content(self._title())
        self.query_one("#saying-about", Static).update(self._about())
        keys = self._keys() if self._keys else _("Enter says it   {sentence_cancel} says nothing")
        self.query_one("#saying-keys", Static).update(muted(with_keys(self, keys)))

    @on(Input.Submitted)
    def _said(self) -> None:
        if self.line.value.strip():
            self.stop_waiting()
            self.dismiss(self.line.value.strip())

    def action_cancel(self) -> None:
        """Say nothing."""
        if self.may_close():
            self.dismiss(None)

    @property
    def written(self) -> str:
        """The sentence."""
        return self.line.value.strip()
