"""The window in which a note is written: below the sentence that it belongs to. Whatever closes it keeps the note."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual import getters
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea

from tui.i18n import _
from tui.keys import NOTE, written
from tui.screens.drawing import muted


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that a note may be written to."""

    quote: str
    """The sentence."""
    text: str = ""
    """The note that is there already."""


class NoteScreen(ModalScreen[Mapping[int, str]]):
    """A note to one of some subjects; the answer is the texts that were changed, by the subject's place."""

    CSS_PATH = "note.tcss"
    BINDINGS = [*NOTE]  # noqa: RUF012 - Textual declares it as a plain class variable
    quote = getters.query_one("#note-quote", Static)
    area = getters.query_one(TextArea)
    keys = getters.query_one("#note-keys", Static)

    def __init__(self, subjects: Sequence[Subject], at: int = 0) -> None:
        super().__init__()
        self._subjects = subjects
        self._at = at
        self._texts = {number: subject.text for number, subject in enumerate(subjects)}

    def compose(self) -> ComposeResult:
        """The sentence, the note, the keys."""
        with Vertical(id="note"):
            yield Static("", id="note-quote", markup=False)
            yield TextArea(soft_wrap=True, tab_behavior="focus")
            yield Static("", id="note-keys", markup=False)

    def on_mount(self) -> None:
        """Begin to write, at the end of what is there."""
        self._draw()
        self.area.focus()

    async def reword(self) -> None:
        """Say the keys in the language in use; what was written stays."""
        self._texts[self._at] = self.area.text
        self._draw()

    def _draw(self) -> None:
        self.query_one("#note").border_title = _("Note, for you alone")
        self.quote.update(Content.assemble(("▌ ", "$text-primary"), self._subjects[self._at].quote))
        self.area.text = self._texts[self._at]
        self.area.move_cursor(self.area.document.end)
        parts = [f"{written('escape')} {_('keep and close')}"]
        if len(self._subjects) > 1:
            parts.insert(0, f"Ctrl+↑ Ctrl+↓ {_('another sentence')}")
        self.keys.update(muted("   ".join(parts)))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's own
        """No other sentence where there is one only."""
        return len(self._subjects) > 1 if action == "passage" else True

    def action_passage(self, step: int) -> None:
        """Write to the next sentence on the screen, or to the one before; what was written goes along."""
        self._texts[self._at] = self.area.text
        at = max(0, min(len(self._subjects) - 1, self._at + step))
        before, subject = self._subjects[self._at], self._subjects[at]
        if at != self._at and not before.text and not self._texts[at] and not subject.text:
            self._texts[at], self._texts[self._at] = self._texts[self._at], ""
        self._at = at
        self._draw()

    def action_keep(self) -> None:
        """Close; what was written is kept."""
        self._texts[self._at] = self.area.text
        changed = {
            number: text for number, text in self._texts.items() if text.strip() != self._subjects[number].text.strip()
        }
        self.dismiss(changed)
