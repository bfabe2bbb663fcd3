"""The line in which words to look for are typed, and how many places they stand at."""

from collections.abc import Iterable
from dataclasses import dataclass

from textual import getters, on
from textual.containers import Horizontal
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input, Static

from tui.i18n import _
from tui.keys import FIND_FIELD
from tui.screens.drawing import muted, toned


class FindField(Input):
    """The words. Arrows and Enter go from match to match."""

    BINDINGS = [*FIND_FIELD]  # noqa: RUF012 - Textual declares it as a plain class variable

    @dataclass
    class Stepped(Message):
        """Another match is wanted."""

        step: int
        """1 for the next one, -1 for the one before."""
        into: bool
        """Whether the text is to have the focus from now on."""

    @dataclass
    class Widened(Message):
        """The words are wanted in all courses."""

        words: str

    total: reactive[int] = reactive(0, bindings=True)
    """How many places the words stand at; -1 where that is not known yet."""

    def action_match(self, step: int) -> None:
        """Ask for the next match, or the one before."""
        self.post_message(self.Stepped(step, into=False))

    def action_take(self) -> None:
        """Ask for the next match, and give the focus to the text."""
        self.post_message(self.Stepped(1, into=True))

    def action_widen(self) -> None:
        """Ask for the words in all courses."""
        self.post_message(self.Widened(self.value))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No key is on offer that would do nothing."""
        if action == "widen":
            return hasattr(self.app, "action_search")
        if action in {"match", "take"}:
            return self.total > 0
        return super().check_action(action, parameters)


class FindBar(Horizontal):
    """A field and a count, on one row."""

    DEFAULT_CSS = """
    FindBar { height: 1; background: $panel; }
    FindBar > #find-sign { width: 3; color: $text-primary; text-style: bold; }
    FindBar > FindField, FindBar > FindField:focus {
        border: none; height: 1; width: 1fr; background: $panel; padding: 0;
    }
    FindBar > #find-count { width: auto; min-width: 10; padding: 0 1; text-align: right; }
    """

    field = getters.query_one(FindField)

    def __init__(self, words: str = "") -> None:
        super().__init__()
        self._words = words
        """Looked for already."""

    def compose(self) -> Iterable[Widget]:
        """Sign, field, count."""
        yield Static(" /", id="find-sign", markup=False)
        yield FindField(self._words, id="find-words", placeholder=_("Find in this lesson"), select_on_focus=False)
        yield Static(id="find-count", markup=False)

    def show_count(self, at: int, total: int) -> None:
        """Say which of how many matches is shown; a total of -1 is not known yet."""
        count = self.query_one("#find-count", Static)
        self.field.total = total
        if not self.field.value.strip():
            count.update("")
        elif total < 0:
            count.update(muted("…"))
        elif total == 0:
            count.update(toned(_("✗ not here"), "warning"))
        else:
            count.update(_("{n} of {total}").format(n=at, total=total))

    def say_again(self) -> None:
        """Say it in the language in use now."""
        self.field.placeholder = _("Find in this lesson")

    @on(Input.Submitted)
    def _keep(self, event: Input.Submitted) -> None:
        event.stop()
