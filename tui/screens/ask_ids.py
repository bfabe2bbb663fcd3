"""Asking before ids are written into a trainer's files."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from lessons.clean import clean
from tui.i18n import _, count
from tui.keys import WRITE_IDS
from tui.screens.dialog import Dialog


class AskIdsScreen(Dialog[bool]):
    """What would be written; answers whether it is to be."""

    CSS_PATH = "ask_ids.tcss"
    AUTO_FOCUS = ""
    BINDINGS = [*WRITE_IDS]  # noqa: RUF012 - Textual declares it as a plain class variable

    def __init__(self, course: str, questions: int) -> None:
        super().__init__()
        self._course = course
        self._questions = questions

    def body(self) -> ComposeResult:
        """A sentence, and the two keys."""
        with Vertical(id="ask-ids"):
            yield Static("", id="ask-ids-what", markup=False)
            yield Static("", id="ask-ids-keys")

    def on_mount(self) -> None:
        """Say it."""
        self._draw()

    async def reword(self) -> None:
        """Say it again."""
        self._draw()

    def _draw(self) -> None:
        self.query_one("#ask-ids").border_title = _("Write ids")
        said = _(
            "{questions} of {course} without an id get one, such as {example}, at the end of their headings. Nothing "
            "else in the files changes. With an id a question keeps its history however it is reworded."
        )
        questions = count("{n} question", "{n} questions", self._questions)
        text = said.format(questions=questions, course=clean(self._course), example="{#first-words}")
        self.query_one("#ask-ids-what", Static).update(text)
        keys = (("Enter", _("Write them")), ("Esc", _("Not now")))
        shown = Content("   ").join(Content.assemble((key, "bold"), f" {text}") for key, text in keys)
        self.query_one("#ask-ids-keys", Static).update(shown)

    def action_write(self) -> None:
        """Have them written."""
        self.dismiss(True)

    def action_close(self) -> None:
        """Leave the files as they are."""
        self.dismiss(False)
