"""A row with something to put in order, to match or to tick: a mark, what it says, and a note."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from textual import events
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from quizzes.model import Entry
from tui.render.inline import References
from tui.widgets.passage import Passage

Look = Literal["", "cursor", "taken", "right", "wrong"]


class EntryRow(Horizontal):
    """One entry. What it looks like is its form's business."""

    DEFAULT_CSS = """
    EntryRow { height: auto; background: $surface; border-left: outer $rule; }
    EntryRow > .entry--mark { width: auto; min-width: 4; padding: 0 1; height: auto; }
    EntryRow > Passage { width: 1fr; height: auto; padding-right: 1; }
    EntryRow > .entry--note { width: auto; max-width: 50%; padding: 0 1; height: auto; }
    EntryRow.-cursor { background: $block-cursor-background; border-left: outer $text-primary; }
    EntryRow.-taken { background: $block-cursor-background; border-left: outer $text-accent; text-style: bold; }
    EntryRow.-right { background: $success 16%; border-left: outer $text-success; }
    EntryRow.-wrong { background: $error 16%; border-left: outer $text-error; }
    """

    @dataclass
    class Pointed(Message):
        """The row was clicked."""

        row: "EntryRow"
        """Itself."""

    def __init__(self, entry: Entry, *, references: References, lang: str) -> None:
        super().__init__()
        self.entry = entry
        self._references = references
        self._lang = lang
        self._mark, self._note = Content(), Content()

    def compose(self) -> Iterable[Widget]:
        """Mark, words, note."""
        yield Static(self._mark, classes="entry--mark", markup=False)
        yield Passage(self.entry.source, blocks=self.entry.blocks, references=self._references, lang=self._lang)
        yield Static(self._note, classes="entry--note", markup=False)

    @property
    def passage(self) -> Passage:
        """Its words."""
        return self.query_one(Passage)

    def on_click(self, event: events.Click) -> None:
        """Point at it."""
        event.stop()
        self.post_message(self.Pointed(self))

    def show(self, look: Look, mark: str, note: str = "", *, tone: str = "primary") -> None:
        """Draw it."""
        for name in ("cursor", "taken", "right", "wrong"):
            self.set_class(look == name, f"-{name}")
        self._mark, self._note = Content.styled(mark, f"$text-{tone} bold"), Content(note)
        if self.children:  # else they are drawn so as soon as they are there
            self.query_one(".entry--mark", Static).update(self._mark)
            self.query_one(".entry--note", Static).update(self._note)
