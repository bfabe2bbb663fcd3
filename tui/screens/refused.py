"""Something could not be recorded where the database is: try again, or go on with all of it in another place."""

from dataclasses import dataclass
from pathlib import Path

from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from store.errors import StoreError
from tui.i18n import _
from tui.keys import REFUSED
from tui.screens.dialog import Dialog
from tui.screens.drawing import muted
from tui.study import Study
from tui.typed_path import NoSuchHomeError


class RefusedScreen(Dialog[bool]):
    """Why, and what there is to do; answers whether to try again. What was answered stays on the screen below."""

    CSS_PATH = "refused.tcss"
    AUTO_FOCUS = ""
    BINDINGS = [*REFUSED]  # noqa: RUF012 - Textual declares it as a plain class variable

    @dataclass
    class Copied(Message):
        """All is in another place now."""

    @dataclass
    class NotCopied(Message):
        """It could not be written there either."""

        sentence: str
        """Why."""

    said = getters.query_one("#refused-why", Static)
    keys = getters.query_one("#refused-keys", Static)
    place = getters.query_one(Input)
    problem = getters.query_one("#refused-problem", Static)

    def __init__(self, refusal: StoreError, study: Study) -> None:
        super().__init__()
        self._refusal = refusal
        self._study = study
        self._copying = False

    def body(self) -> ComposeResult:
        """Why, the keys, and a line for the other place."""
        with Vertical(id="refused"):
            yield Static("", id="refused-why", markup=False)
            yield Static("", id="refused-keys")
            yield Input(id="refused-place", select_on_focus=False)
            yield Static("", id="refused-problem", classes="error", markup=False)

    def on_mount(self) -> None:
        """Say why; the line comes when it is asked for."""
        self.place.display = False
        self._draw()

    async def reword(self) -> None:
        """Say it all again; what was typed stays."""
        self.problem.update("")
        self._draw()

    def _draw(self) -> None:
        self.query_one("#refused").border_title = _("Not recorded")
        kept = _("What you answered stays on the screen, and all that was recorded before is safe.")
        self.said.update(f"{self._refusal.text(_)}\n\n{kept}")
        self.place.placeholder = _("A folder on another disk")
        if self.place.display:
            lines = [
                muted(_("All that was recorded is copied to this folder, and you go on there.")),
                self._keys(("Enter", _("Save there")), ("Esc", _("Back"))),
            ]
        else:
            lines = [self._keys(("Enter", _("Try again")), ("s", _("Save elsewhere")), ("Esc", _("Not now")))]
        self.keys.update(Content("\n").join([Content(""), *lines]))
        self.refresh_bindings()

    @staticmethod
    def _keys(*keys: tuple[str, str]) -> Content:
        return Content("   ").join(Content.assemble((key, "bold"), f" {text}") for key, text in keys)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's own
        """While a place is typed, keys are letters; while it is copied, there is nothing to do."""
        if action in {"again", "elsewhere"}:
            return not self.place.display
        return not self._copying

    def action_again(self) -> None:
        """Try again where it was."""
        self.dismiss(True)

    def action_elsewhere(self) -> None:
        """Ask for another place."""
        proposed = self._study.room_elsewhere()
        self.place.value = str(proposed / "fivefold") if proposed else ""
        self.place.display = True
        self.place.focus()
        self._draw()

    @on(Input.Submitted)
    def _copy(self) -> None:
        place = self.place.value.strip()
        if not place:
            self.problem.update("✗ " + _("No folder is named."))
        elif not self._copying:
            self._copying = True
            self.problem.update(_("Copying …"))
            self._go_on(Path(place))

    @work(thread=True)
    def _go_on(self, place: Path) -> None:
        """Copy all of it, away from the screen."""
        try:
            self._study.go_on_elsewhere(place)
        except StoreError as problem:
            self.post_message(self.NotCopied(problem.text(_)))
        except NoSuchHomeError as problem:
            self.post_message(self.NotCopied(str(problem)))
        else:
            self.post_message(self.Copied())

    @on(Copied)
    def _copied(self) -> None:
        self.app.notify(self._study.gone_on(), title=_("You go on in another place"), timeout=20, markup=False)
        self.dismiss(True)

    @on(NotCopied)
    def _not_copied(self, event: NotCopied) -> None:
        self._copying = False
        self.problem.update(f"✗ {event.sentence}")

    def action_close(self) -> None:
        """Give up the other place, else go back to what was answered."""
        if self.place.display:
            self.set_focus(None)
            self.place.display = False
            self.problem.update("")
            self._draw()
        else:
            self.dismiss(False)
