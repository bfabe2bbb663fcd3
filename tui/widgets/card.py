"""A card: a bar at its left, a title, a second line, a key at its right."""

from textual import events
from textual.content import Content
from textual.message import Message
from textual.style import Style
from textual.widget import Widget

from lessons.light import dataclass


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
        verb = Content.assemble((card.verb, f"$text-{card.tone} bold"), "   ")
        title = Content.styled(card.title, "bold")
        note = Content.assemble("   ", (card.note, muted)) if card.note else Content("")
        # The title gives way to what stands behind it, but keeps the half.
        kept = max((room - verb.cell_length) // 2, room - verb.cell_length - note.cell_length, 1)
        if title.cell_length > kept:
            title = title.truncate(kept, ellipsis=True)
        head = Content.assemble(verb, title, note).truncate(room, ellipsis=True)
        rows = [Content.assemble(head, " " * max(1, width - head.cell_length - key.cell_length - 1), key, " ")]
        if card.share is not None or card.detail:
            second: list[Content | str | tuple[str, str | Style]] = []
            if card.share is not None:
                done = round(card.share * 24)
                second += [
                    ("━" * done, f"$text-{card.tone}"),
                    ("─" * (24 - done), muted),
                    f"  {int(card.share * 100):3d}%   ",
                ]
            rows.append(Content.assemble(*second, (card.detail, muted)).truncate(max(1, width - 1), ellipsis=True))
        return Content("\n").join(rows)
