"""The row in which an answer is typed: a bar at its left, what is typed, and how it turned out."""

from collections.abc import Iterable

from textual import events, getters, on
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from lessons.clean import clean
from quizzes.gap import LONGEST_TYPED, Gap
from tui.i18n import _


class _Line(Input):
    """A line to type in. Enter belongs to the screen."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's own
        """All of an input's own keys but Enter."""
        return action != "submit"

    def _on_paste(self, event: events.Paste) -> None:
        """Take away what steers a terminal; pasting it is the input's own, which comes next."""
        event.text = clean(event.text)


class AnswerRow(Vertical):
    """A gap, being filled in; afterwards what was typed, marked."""

    DEFAULT_CSS = """
    AnswerRow { height: auto; background: $surface; border-left: outer $primary; margin-bottom: 1; }
    AnswerRow > Horizontal { height: auto; }
    AnswerRow .answer--mark { width: 4; padding: 0 1; height: auto; color: $text-primary; text-style: bold; }
    AnswerRow Input { width: 1fr; height: 1; border: none; padding: 0 1 0 0; background: $surface; }
    AnswerRow Input:focus { border: none; background: $surface; background-tint: transparent; }
    AnswerRow .answer--said { width: 1fr; height: auto; padding-right: 1; display: none; }
    AnswerRow .answer--note { width: auto; padding: 0 1; color: $text-muted; height: auto; }
    AnswerRow > .answer--problem { height: auto; padding: 0 1 0 4; color: $text-warning; display: none; }
    AnswerRow.-told > .answer--problem { display: block; }
    AnswerRow.-answered Input { display: none; }
    AnswerRow.-answered .answer--said { display: block; }
    AnswerRow.-success { background: $success 16%; border-left: outer $success; }
    AnswerRow.-success .answer--mark { color: $text-success; }
    AnswerRow.-warning { background: $warning 16%; border-left: outer $warning; }
    AnswerRow.-warning .answer--mark { color: $text-warning; }
    AnswerRow.-error { background: $error 16%; border-left: outer $error; }
    AnswerRow.-error .answer--mark { color: $text-error; }
    """

    line = getters.query_one(Input)

    def __init__(self, gap: Gap) -> None:
        super().__init__()
        self.gap = gap

    def compose(self) -> Iterable[Widget]:
        """Mark, line, note; what is wrong with what was typed."""
        placeholder = _("a number, such as 3.14") if self.gap.numeric else _("type the answer")
        with Horizontal():
            yield Static("▸", classes="answer--mark", markup=False)
            line = _Line(placeholder=placeholder, max_length=LONGEST_TYPED, select_on_focus=False)
            line.cursor_blink = False
            yield line
            yield Static("", classes="answer--said", markup=False)
            yield Static("", classes="answer--note", markup=False)
        yield Static("", classes="answer--problem", markup=False)

    @property
    def typed(self) -> str:
        """What stands in the line."""
        return self.line.value

    def refuse(self, sentence: str) -> None:
        """Say what is wrong with what was typed, until something else is."""
        self.query_one(".answer--problem", Static).update(f"! {sentence}")
        self.add_class("-told")

    @on(Input.Changed)
    def _mend(self) -> None:
        self.remove_class("-told")

    def mark(self, typed: str) -> None:
        """Show how an answer turned out."""
        worth = self.gap.worth(typed)
        look, glyph = ("success", "✓") if worth >= 1 else ("warning", "!") if worth > 0 else ("error", "✗")
        self._show(look, glyph, typed, _("← your answer"))

    def reveal(self) -> None:
        """Show what is right, where no answer was given."""
        self._show("success", "✓", _(" or ").join(self.gap.right), "")

    def _show(self, look: str, glyph: str, text: str, note: str) -> None:
        self.remove_class("-told")
        self.add_class("-answered", f"-{look}")
        self.query_one(".answer--mark", Static).update(glyph)
        self.query_one(".answer--said", Static).update(Content(text))
        self.query_one(".answer--note", Static).update(note)
