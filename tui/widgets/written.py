"""Where something in several lines is written: Enter is a new line, Ctrl+D is done."""

from collections.abc import Iterator
from dataclasses import replace

from textual import events
from textual.binding import Binding
from textual.widgets import TextArea

from lessons.clean import clean
from quizzes.grade import LONGEST_WRITTEN

_OURS = frozenset({"ctrl+d", "f6", "f7"})
"""Keys of a text area that mean something else on a screen with questions."""


def _without_ours() -> Iterator[Binding]:
    for binding in TextArea.BINDINGS:
        if isinstance(binding, Binding):
            kept = [name for name in binding.key.split(",") if name.strip() not in _OURS]
            if kept:
                yield replace(binding, key=",".join(kept))


class Written(TextArea, inherit_bindings=False):
    """Several lines. What sends them off belongs to the screen."""

    DEFAULT_CSS = """
    Written { height: auto; min-height: 5; max-height: 12; border: none; padding: 0; background: $surface; }
    Written:focus { border: none; background: $block-cursor-background; }
    Written .text-area--cursor-line { background: transparent; }
    """
    BINDINGS = [*_without_ours()]  # noqa: RUF012 - Textual declares it as a plain class variable

    def __init__(self, placeholder: str) -> None:
        super().__init__(
            soft_wrap=True, tab_behavior="focus", show_line_numbers=False, placeholder=placeholder, theme="css"
        )
        self.cursor_blink = False

    def take_over(self, before: "Written") -> None:
        """Go on with what was written in another, at the same place."""
        self.text = before.text
        self.move_cursor(before.cursor_location)

    def take_up(self, text: str) -> None:
        """Go on at the end of what was written another day."""
        self.text = clean(text)[:LONGEST_WRITTEN]
        self.move_cursor(self.document.end)

    async def _on_paste(self, event: events.Paste) -> None:
        """Take away what steers a terminal, and what is too much; pasting is the text area's own, which comes next."""
        event.text = clean(event.text)[: max(0, LONGEST_WRITTEN - len(self.text))]
