"""A card: a bar at its left, a title, a second line, a key at its right."""

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.style import Style
from textual.widget import Widget

from lessons.light import dataclass
from tui.render.text import shortened

_APART = 3
"""Cells between what a card is for, its title and what stands behind that."""


@dataclass(frozen=True, slots=True)
class CardText:
    """What stands on a card."""

    verb: str
    """What it is for: Continue, Quiz."""
    tone: str
    """Its meaning colour."""
    title: str
    note: str = ""
    """What stands behind the title."""
    share: float | None = None
    """A progress line on the second row, 0 to 1."""
    detail: str = ""
    """What stands behind the progress line."""


class Card(Widget, can_focus=True):
    """Something to do next."""

    DEFAULT_CSS = """
    Card { height: auto; background: $surface; border-left: outer $rule; margin-bottom: 1; padding: 0 1; }
    Card:focus { background: $block-cursor-background; border-left: outer $text-primary; }
    """

    class Chosen(Message):
        """The card was clicked."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number
            """Its number on the screen, 1-based."""

    def __init__(self, text: CardText, number: int, opens: str) -> None:
        """Show a text.

        Args:
            text: What it says.
            number: On the screen, 1-based: the key that opens it from anywhere.
            opens: The key that opens it while it has the focus.
        """
        super().__init__()
        self._text = text
        self._opens = opens
        self.number = number

    def watch_has_focus(self, focused: bool) -> None:
        """Show the key that opens it where it has the focus."""
        super().watch_has_focus(focused)
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Choose the card."""
        event.stop()
        self.post_message(self.Chosen(self.number))

    def get_content_height(self, container: object, viewport: object, width: int) -> int:  # noqa: ARG002 - Textual's own
        """One row, or two with a progress line, or with a note for which there is no room behind the title."""
        return 1 if self._text.share is None and not self._below(width) else 2

    def _room(self, width: int) -> int:
        """Cells for the title and what stands behind it."""
        keys = cell_len(f"{self._opens}  {self.number}")  # those of the focus, so that nothing moves when it comes
        return width - cell_len(self._text.verb) - keys - _APART - 2

    def _note(self, width: int) -> str:
        """What stands behind the title: nothing where the title could not be whole."""
        text = self._text
        fits = cell_len(text.title) + cell_len(text.note) + _APART <= self._room(width)
        return text.note if fits else ""

    def _below(self, width: int) -> str:
        """What stands on the second row, behind the progress line: the detail, and the note that found no room."""
        note = "" if self._note(width) else self._text.note
        return " · ".join(part for part in (self._text.detail, note) if part)

    def render(self) -> Content:
        """The card's rows."""
        width = self.size.width
        card = self._text
        key = Content.styled(
            f"{self._opens}  {self.number}" if self.has_focus else str(self.number), "$text-primary bold"
        )
        muted = "$text-muted"
        verb = Content.assemble((card.verb, f"$text-{card.tone} bold"), " " * _APART)
        said = self._note(width)
        note = Content.assemble(" " * _APART, (said, muted)) if said else Content("")
        title = Content.styled(shortened(card.title, max(1, self._room(width))), "bold")
        head = Content.assemble(verb, title, note)
        rows = [Content.assemble(head, " " * max(1, width - head.cell_length - key.cell_length - 1), key, " ")]
        detail = self._below(width)
        if card.share is not None or detail:
            second: list[Content | str | tuple[str, str | Style]] = []
            if card.share is not None:
                done = round(card.share * 24)
                second += [
                    ("━" * done, f"$text-{card.tone}"),
                    ("─" * (24 - done), muted),
                    f"  {int(card.share * 100):3d}%   ",
                ]
            rows.append(Content.assemble(*second, (detail, muted)).truncate(max(1, width - 1), ellipsis=True))
        return Content("\n").join(rows)
