"""A card: a bar at its left, a title, a second line, a key at its right."""

from rich.cells import cell_len, set_cell_size
from textual import events
from textual.content import Content
from textual.message import Message
from textual.style import Style
from textual.widget import Widget

from lessons.light import dataclass
from tui.commands.wording import percent
from tui.render.text import shortened
from tui.screens.drawing import share_line

_LINE, _LONG_LINE = 16, 24
"""Cells of a progress line, where there is little room and where there is much."""
_WIDE = 90
"""Cells of a card that are much."""
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
    """What stands behind the title, or on the second row where there is no room for it there."""
    aside: str = ""
    """What follows the note where there is room for all of it."""
    share: float | None = None
    """A progress line on the second row, 0 to 1."""
    detail: str = ""
    """What stands behind the progress line."""


class Card(Widget, can_focus=True):
    """Something to do next."""

    DEFAULT_CSS = """
    Card { height: auto; border-left: blank; margin-bottom: 1; padding: 0 1; }
    Card:focus { background: $block-cursor-background; border-left: outer $text-primary; }
    """

    class Chosen(Message):
        """The card was clicked."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number
            """Its number on the screen, 1-based."""

    def __init__(self, text: CardText, number: int, opens: str, verb_cells: int) -> None:
        """Show a text.

        Args:
            text: What it says.
            number: On the screen, 1-based: the key that opens it from anywhere.
            opens: The key that opens it while it has the focus.
            verb_cells: Of the longest verb of all cards: what they are about stands in a column behind it.
        """
        super().__init__()
        self._text = text
        self._opens = opens
        self._verb_cells = verb_cells
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
        return width - self._verb_cells - keys - _APART - 2

    def _note(self, width: int) -> str:
        """What stands behind the title: nothing where the title could not be whole."""
        text = self._text
        room = self._room(width) - cell_len(text.title)
        whole = " · ".join(filter(None, (text.note, text.aside)))
        return next((said for said in (whole, text.note) if cell_len(said) + _APART <= room), "")

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
        verb = Content.assemble((set_cell_size(card.verb, self._verb_cells), f"$text-{card.tone} bold"), " " * _APART)
        said = self._note(width)
        note = Content.assemble(" " * _APART, (said, muted)) if said else Content("")
        title = Content.styled(shortened(card.title, max(1, self._room(width))), "bold")
        head = Content.assemble(verb, title, note)
        rows = [Content.assemble(head, " " * max(1, width - head.cell_length - key.cell_length - 1), key, " ")]
        detail = self._below(width)
        if card.share is not None or detail:
            second: list[Content | str | tuple[str, str | Style]] = [" " * verb.cell_length]
            if card.share is not None:
                line = share_line(card.share, _LINE if width < _WIDE else _LONG_LINE, card.tone)
                second += [line, f"  {percent(card.share):>4}   "]
            rows.append(Content.assemble(*second, (detail, muted)).truncate(max(1, width - 1), ellipsis=True))
        return Content("\n").join(rows)
