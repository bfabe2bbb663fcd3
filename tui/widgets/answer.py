"""The row in which an answer is typed: a bar at its left, what is typed, and how it turned out."""

from collections.abc import Iterable
from dataclasses import dataclass

from textual import events, on
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input, Static

from lessons.clean import clean
from quizzes.gap import LONGEST_TYPED, Gap
from tui.commands.quiz_words import left_empty
from tui.i18n import _, later
from tui.keys import key
from tui.screens.drawing import muted


class _Line(Input):
    """A line to type in. Enter belongs to the screen."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's own
        """All of an input's own keys but Enter."""
        return action != "submit"

    def _on_paste(self, event: events.Paste) -> None:
        """Take away what steers a terminal; pasting it is the input's own, which comes next."""
        event.text = clean(event.text)


class Picks(Static, can_focus=True):
    """What a gap offers, to choose from by digit or by arrows."""

    DEFAULT_CSS = """
    Picks { width: 1fr; height: auto; padding-right: 1; }
    """
    BINDINGS = [  # noqa: RUF012 - Textual declares it as a plain class variable
        key("picks.next", "right,space,l", "pick(1)", later("Change"), display="→", show=False),
        key("picks.before", "left,h", "pick(-1)", later("Change back"), display="←", show=False),
        key("picks.clear", "backspace,delete,0", "clear", later("Empty"), display="Backspace", show=False),
        *(
            key(f"picks.choose{digit}", str(digit), f"choose({digit})", later("Choose"), display=str(digit), show=False)
            for digit in range(1, 10)
        ),
    ]

    value: reactive[str] = reactive("")
    """What was chosen; empty before anything was."""

    @dataclass
    class Changed(Message):
        """Something else was chosen."""

        value: str
        """What was chosen."""

    def __init__(self, offered: tuple[str, ...]) -> None:
        super().__init__(markup=False, classes="answer--line")
        self.offered = offered

    def on_mount(self) -> None:
        """Draw, nothing chosen."""
        self._show()

    def watch_value(self) -> None:
        """Draw the choice, and tell of it."""
        self._show()
        self.post_message(self.Changed(self.value))

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Digits are strong where they choose."""
        self._show()

    def _show(self) -> None:
        parts: list[Content] = []
        for number, text in enumerate(self.offered, 1):
            chosen = text == self.value
            style = "$text-primary bold" if self.has_focus else "$text-muted"
            parts.append(
                Content.assemble(
                    (f"{number}\u00a0", style),
                    ("●\u00a0" if chosen else "○\u00a0", style),
                    Content.styled(text, "bold") if chosen else text,
                )
            )
        self.update(Content("   ").join(parts))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only the digits that choose something."""
        if action == "choose":
            return isinstance(parameters[0], int) and parameters[0] <= len(self.offered)
        return True

    def action_choose(self, digit: int) -> None:
        """Choose by number."""
        self.value = self.offered[digit - 1]

    def action_pick(self, step: int) -> None:
        """Choose the next one, round and round."""
        at = self.offered.index(self.value) + step if self.value else min(step, 0)
        self.value = self.offered[at % len(self.offered)]

    def action_clear(self) -> None:
        """Choose nothing."""
        self.value = ""


class AnswerRow(Vertical):
    """A gap, being filled in; afterwards what was typed, marked."""

    DEFAULT_CSS = """
    AnswerRow { height: auto; background: $surface; border-left: outer $rule; margin-bottom: 1; }
    AnswerRow > Horizontal { height: auto; }
    AnswerRow.-numbered.-answered .answer--mark { width: auto; }
    AnswerRow .answer--mark { width: 4; padding: 0 1; height: auto; color: $text-primary; text-style: bold; }
    AnswerRow:focus-within { background: $block-cursor-background; border-left: outer $text-primary; }
    AnswerRow Input { width: 1fr; height: 1; border: none; padding: 0 1 0 0; background: $surface; }
    AnswerRow Input:focus { border: none; background: $block-cursor-background; background-tint: transparent; }
    AnswerRow .answer--said { width: 1fr; height: auto; padding-right: 1; display: none; }
    AnswerRow .answer--note { width: auto; padding: 0 1; color: $text-muted; height: auto; }
    AnswerRow > .answer--problem { height: auto; padding: 0 1 0 4; color: $text-warning; display: none; }
    AnswerRow.-told > .answer--problem { display: block; }
    AnswerRow.-answered .answer--line { display: none; }
    AnswerRow.-answered .answer--said { display: block; }
    AnswerRow.-success { background: $success 16%; border-left: outer $text-success; }
    AnswerRow.-success .answer--mark { color: $text-success; }
    AnswerRow.-warning { background: $warning 16%; border-left: outer $text-warning; }
    AnswerRow.-warning .answer--mark { color: $text-warning; }
    AnswerRow.-error { background: $error 16%; border-left: outer $text-error; }
    AnswerRow.-error .answer--mark { color: $text-error; }
    """

    def __init__(self, gap: Gap, number: int | None = None) -> None:
        """Take the gap, with its number where there are several."""
        super().__init__(classes="-numbered" if number else "")
        self.gap = gap
        self.said = ""
        """What is shown once it is answered."""
        self._number = number
        placeholder = _("a number, such as 3.14") if gap.numeric else _("type the answer")
        self.line: _Line | Picks = (
            Picks(gap.offered)
            if gap.offered
            else _Line(placeholder=placeholder, max_length=LONGEST_TYPED, select_on_focus=False, classes="answer--line")
        )
        if isinstance(self.line, _Line):
            self.line.cursor_blink = False

    def take_over(self, before: "AnswerRow") -> None:
        """Go on with what stands in the row of the same gap in another language."""
        mine, other = self.line, before.line
        if isinstance(mine, Picks) and isinstance(other, Picks):
            mine.value = mine.offered[other.offered.index(other.value)] if other.value else ""
        elif isinstance(mine, Input) and isinstance(other, Input):
            mine.value = other.value
            mine.cursor_position = other.cursor_position

    @property
    def begun(self) -> str:
        """What stands in the line, in no language: what was typed, or the number of what was picked."""
        if isinstance(self.line, Picks):
            return str(self.line.offered.index(self.line.value) + 1) if self.line.value else ""
        return self.line.value

    def take_up(self, begun: str) -> None:
        """Go on with what `begun` gave."""
        if isinstance(self.line, Input):
            self.line.value = begun[:LONGEST_TYPED]
            self.line.cursor_position = len(self.line.value)
        elif begun.isdecimal() and 0 < int(begun) <= len(self.line.offered):
            self.line.value = self.line.offered[int(begun) - 1]

    def compose(self) -> Iterable[Widget]:
        """Mark, line, note; what is wrong with what was typed."""
        with Horizontal():
            yield Static(str(self._number or "▸"), classes="answer--mark", markup=False)
            yield self.line
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

    @property
    def answered(self) -> bool:
        """Whether it shows how it turned out."""
        return self.has_class("-answered")

    @on(Input.Changed)
    @on(Picks.Changed)
    def _mend(self) -> None:
        self.remove_class("-told")

    def mark(self, typed: str) -> None:
        """Show how an answer turned out."""
        worth = self.gap.worth(typed)
        look, glyph = ("success", "✓") if worth >= 1 else ("warning", "!") if worth > 0 else ("error", "✗")
        self._show(look, glyph, typed, _("← your answer") if typed.strip() else "")

    def reveal(self) -> None:
        """Show what is right, where no answer was given."""
        self._show("success", "✓", _(" or ").join(self.gap.right), "")

    def _show(self, look: str, glyph: str, text: str, note: str) -> None:
        self.said = text
        self.remove_class("-told")
        self.add_class("-answered", f"-{look}")
        mark = f"{self._number} {glyph}" if self._number else glyph
        self.query_one(".answer--mark", Static).update(mark)
        said = Content(text) if text.strip() else muted(left_empty())
        self.query_one(".answer--said", Static).update(said)
        self.query_one(".answer--note", Static).update(note)
