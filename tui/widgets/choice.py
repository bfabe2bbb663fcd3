"""One option of a question: a digit or a mark at its left, what it says, and how it turned out."""

from collections.abc import Iterable
from dataclasses import dataclass

from textual import events
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from quizzes.model import Option
from tui.i18n import _
from tui.render.inline import References
from tui.widgets.passage import Passage

DIGITS = 9
"""Options beyond the ninth have no digit; arrows and Space reach them."""


def stepped(cursor: int | None, step: int, options: int) -> int:
    """The option that the cursor is on after a step, from 0; the first step goes to the first one, or to the last."""
    if cursor is None:
        return 0 if step > 0 else options - 1
    return max(0, min(options - 1, cursor + step))


def nothing_chosen(toggle: str, down: str, *, moved: bool) -> str:
    """That nothing is chosen, with the keys that choose; `moved` where an option has the cursor."""
    if moved:
        return _("Nothing is chosen yet: a digit chooses, or {key} where the cursor is.").format(key=toggle)
    return _("Nothing is chosen yet: a digit chooses, or {key} goes to an option.").format(key=down)


class ChoiceRow(Horizontal):
    """An option that can be chosen."""

    DEFAULT_CSS = """
    ChoiceRow { height: auto; background: $surface; border-left: outer $rule; margin-bottom: 1; }
    ChoiceRow > .choice--mark { width: 4; padding: 0 1; height: auto; }
    ChoiceRow.-several > .choice--mark { width: 8; }
    ChoiceRow > Passage { width: 1fr; height: auto; padding-right: 1; }
    ChoiceRow.-cursor { background: $block-cursor-background; border-left: outer $text-primary; }
    ChoiceRow.-right { background: $success 16%; border-left: outer $text-success; }
    ChoiceRow.-wrong { background: $error 16%; border-left: outer $text-error; }
    ChoiceRow.-off Passage { opacity: 65%; }
    """

    @dataclass
    class Chosen(Message):
        """The option was clicked."""

        number: int
        """Its number on the screen, 1-based."""

    def __init__(
        self,
        number: int,
        option: Option,
        *,
        references: References,
        lang: str,
        several: bool,
        confirmed: bool = False,
    ) -> None:
        """Take the option; `confirmed` where a choice waits for Enter, so that it shows before it counts."""
        super().__init__(classes="-several" if several or confirmed else "")
        self.option = option
        self._number = number
        self._references = references
        self._lang = lang
        self._several = several
        self._confirmed = confirmed

    def compose(self) -> Iterable[Widget]:
        """Mark and text."""
        yield Static("", classes="choice--mark", markup=False)
        yield Passage(self.option.source, blocks=self.option.blocks, references=self._references, lang=self._lang)

    def on_click(self, event: events.Click) -> None:
        """Choose it."""
        event.stop()
        self.post_message(self.Chosen(self._number))

    def show(self, *, cursor: bool, chosen: bool, answered: bool) -> None:
        """Draw how it stands: under the cursor, chosen, right or wrong."""
        right, wrong = answered and self.option.right, answered and chosen and not self.option.right
        self.set_class(cursor, "-cursor")
        self.set_class(right, "-right")
        self.set_class(wrong, "-wrong")
        self.set_class(answered and not right and not wrong, "-off")
        self.query_one(".choice--mark", Static).update(
            self._told(right=right, wrong=wrong) if answered else self._mark(cursor=cursor, chosen=chosen)
        )
        self.query_one(Passage).remark(_("← your answer") if answered and chosen else "")

    def _told(self, *, right: bool, wrong: bool) -> Content:
        """After the verdict nothing is there to be chosen: what is neither steps back, with its number."""
        if right:
            return Content.styled("✓", "$text-success bold")
        if wrong:
            return Content.styled("✗", "$text-error bold")
        return Content.styled(str(self._number) if self._number <= DIGITS else "", "$text-muted")

    def _mark(self, *, cursor: bool, chosen: bool) -> Content:
        number = str(self._number) if self._number <= DIGITS else "▸" if cursor else " "
        if not self._several and not self._confirmed:
            return Content.styled(f"{number}●" if chosen else number, "$text-primary bold")
        box = ("[x]" if chosen else "[ ]") if self._several else ("(x)" if chosen else "( )")
        return Content.assemble((number, "$text-primary bold"), f" {box}")
