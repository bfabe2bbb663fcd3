"""A footnote over the text that refers to it."""

from textual import getters
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from tui.i18n import _
from tui.keys import NOTE
from tui.render.inline import References
from tui.render.manuscript import Note
from tui.screens.dialog import Dialog
from tui.widgets.passage import Passage


class NoteScreen(Dialog[None]):
    """One footnote; the text stays where it is."""

    CSS_PATH = "help.tcss"
    BINDINGS = [*NOTE]  # noqa: RUF012 - Textual declares it as a plain class variable
    scroll = getters.query_one(VerticalScroll)

    def __init__(self, note: Note, references: References, lang: str) -> None:
        """Take the note, and what its document says of links and language."""
        super().__init__()
        self._note, self._references, self._lang = note, references, lang

    def body(self) -> ComposeResult:
        """The note."""
        with VerticalScroll(id="help"):
            yield Passage(blocks=self._note.blocks, references=self._references, lang=self._lang, gaps=None)

    def on_mount(self) -> None:
        """Say which note it is; arrows move a long one."""
        self.scroll.border_title = Content(_("Note {n}").format(n=self._note.number))
        self.scroll.focus()

    async def reword(self) -> None:
        """Say its title again; the note is as its author wrote it."""
        self.on_mount()

    def action_close(self) -> None:
        """Close."""
        self.dismiss(None)
