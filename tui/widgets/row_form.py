"""What the forms with rows share: a cursor on them, and a line that says what keeps the answer from being taken."""

from collections.abc import Iterable, Sequence

from textual import on
from textual.widget import Widget
from textual.widgets import Static

from quizzes.model import Entry, Question
from tui.render.inline import References
from tui.widgets.entry import EntryRow
from tui.widgets.form import AnswerForm


class RowForm(AnswerForm, can_focus=True):
    """Rows with a cursor."""

    DEFAULT_CSS = """
    RowForm { margin-bottom: 1; }
    RowForm > .form--problem { height: auto; color: $text-warning; display: none; margin-top: 1; }
    RowForm.-told > .form--problem { display: block; }
    """

    def __init__(self, question: Question, entries: Sequence[Entry], *, references: References, lang: str) -> None:
        super().__init__(question, references=references, lang=lang)
        self.rows = [EntryRow(entry, references=references, lang=lang) for entry in entries]
        self.cursor = 0
        self.closed = False
        """Whether it shows how the answer turned out."""

    def compose(self) -> Iterable[Widget]:
        """The rows."""
        yield from self.rows
        yield Static("", classes="form--problem", markup=False)

    def on_mount(self) -> None:
        """Draw the rows for the first time."""
        self.call_after_refresh(self.draw)

    def take_over(self, before: AnswerForm) -> None:
        """The cursor stays where it was."""
        if isinstance(before, RowForm):
            self.cursor = before.cursor

    def begin(self) -> None:
        """Take the focus."""
        self.focus(scroll_visible=False)

    def draw(self) -> None:
        """Bring the rows up to date."""
        raise NotImplementedError

    def refuse(self, sentence: str) -> None:
        """Say it below the rows."""
        self.query_one(".form--problem", Static).update(f"! {sentence}")
        self.add_class("-told")

    def changed(self) -> None:
        """Something else is answered now."""
        self.remove_class("-told")
        self.draw()
        self.post_message(self.Changed())
        self.screen.refresh_bindings()

    def move(self, step: int) -> bool:
        """Move the cursor."""
        self.cursor = max(0, min(len(self.rows) - 1, self.cursor + step))
        self.draw()
        self.rows[self.cursor].scroll_visible(animate=False)
        return True

    @on(EntryRow.Pointed)
    def _pointed(self, event: EntryRow.Pointed) -> None:
        if not self.closed and event.row in self.rows:
            self.cursor = self.rows.index(event.row)
            self.draw()
