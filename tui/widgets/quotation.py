"""Foreign text behind a bar."""

from textual.content import Content
from textual.widgets import Static

from tui.i18n import count


class Quotation(Static):
    """A passage or a question that something is about; its bar stands beside each line, wrapped or not."""

    DEFAULT_CSS = "Quotation { height: auto; border-left: outer $text-primary; padding-left: 1; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__("", id=id, markup=False)

    def say(self, text: str, most: int = 0) -> None:
        """Show a text; of more than `most` lines it tells how many are left out."""
        lines = text.split("\n")
        if most and len(lines) > most:
            left = len(lines) - most + 1
            lines = [*lines[: most - 1], "… " + count("{n} line more", "{n} lines more", left)]
        self.update(Content("\n".join(lines)))
