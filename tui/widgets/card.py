"""A card: a bar at its left, a title, a second line, a key at its right."""

from rich.cells import cell_len, set_cell_size
from textual import events
from textual.content import Content
from textual.message import Message
from textual.style import Style
from textual.widget import Widget

from lessons.light import dataclass
from tui.commands.wording import percent
from tui.screens.drawing import share_line

_LINE, _LONG_LINE = 16, 24
"""Cells of a progress line, where there is little room and where there is much."""
_WIDE = 90
"""Cells of a card that are much."""


@dataclass(frozen=True, slots=True)
class CardText:
    """What stands on a card."""

    verb: str
    """What it is for: Continue, Quiz."""
    tone: str
    """Its meaning colour."""
    title: str
    note: str = ""
    """What stands behind the title, which gives way to it."""
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
        """One row, or two with a progress line."""
        return 1 if self._text.share is None and not self._text.detail else 2

    def render(self) -> Content:
        """The card's rows."""
        width = self.size.width
        card = self._text
        key = Content.styled(
            f"{self._opens}  {self.number}" if self.has_focus else str(self.number), "$text-primary bold"
        )
        muted = "$text-muted"
        room = max(1, width - key.cell_length - 2)
        verb = Content.assemble((set_cell_size(card.verb, self._verb_cells), f"$text-{card.tone} bold"), "   ")
        title = Content.styled(card.title, "bold")
        notes = [card.note, card.aside] if card.aside else [card.note]
        if cell_len(f"{card.title}   {' · '.join(notes)}") > room - verb.cell_length:
            notes = [card.note]
        said = " · ".join(filter(None, notes))
        note = Content.assemble("   ", (said, muted)) if said else Content("")
        # The title gives way to what stands behind it, but keeps the half.
        kept = max((room - verb.cell_length) // 2, room - verb.cell_length - note.cell_length, 1)
        if title.cell_length > kept:
            title = title.truncate(kept, ellipsis=True)
        head = Content.assemble(verb, title, note).truncate(room, ellipsis=True)
        rows = [Content.assemble(head, " " * max(1, width - head.cell_length - key.cell_length - 1), key, " ")]
        if card.share is not None or card.detail:
            second: list[Content | str | tuple[str, str | Style]] = [" " * verb.cell_length]
            if card.share is not None:
                line = share_line(card.share, _LINE if width < _WIDE else _LONG_LINE, card.tone)
                second += [line, f"  {percent(card.share):>4}   "]
            rows.append(Content.assemble(*second, (card.detail, muted)).truncate(max(1, width - 1), ellipsis=True))
        return Content("\n").join(rows)
