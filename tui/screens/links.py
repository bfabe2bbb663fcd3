"""The links and images in view, each with its full address: nothing is opened, the address is shown and copied."""

from collections.abc import Sequence

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from lessons.links import safe_address
from tui.i18n import _, later
from tui.keys import key
from tui.render.inline import Reference
from tui.widgets.rows import Row, RowList


class LinksScreen(ModalScreen[None]):
    """What the text in view points to."""

    CSS_PATH = "help.tcss"
    BINDINGS = [  # noqa: RUF012 - Textual declares it as a plain class variable
        key("links.close", "escape", "close", later("Close"), display="Esc"),
        key("links.copy", "enter,y", "copy", later("Copy address"), display="Enter"),
    ]
    rows = getters.query_one(RowList)

    def __init__(self, references: Sequence[Reference]) -> None:
        super().__init__()
        self._references = references

    def compose(self) -> ComposeResult:
        """A sentence and the addresses."""
        with Vertical(id="help"):
            yield Static(_("Enter copies an address; nothing is opened by itself."), id="help-text", markup=False)
            yield RowList(id="help-rows")

    def on_mount(self) -> None:
        """List them."""
        self.query_one("#help").border_title = _("Links in view")
        rows: list[Row] = []
        for number, reference in enumerate(self._references):
            outside = safe_address(reference.address)
            rows.append(Row(reference.text, key=str(number), strong=True))
            rows.append(Row(f"    {outside or reference.address}", title_tone="muted"))
        self.rows.show(rows)
        self.rows.focus()

    async def reword(self) -> None:
        """Say it all again; the links are those that were in view."""
        await self.recompose()
        self.on_mount()

    @on(RowList.Chosen)
    def _clicked(self) -> None:
        self.action_copy()

    def action_copy(self) -> None:
        """Copy the address under the cursor."""
        row = self.rows.chosen
        if row:
            self.app.copy_to_clipboard(self._references[int(row.key)].address)
            self.notify(_("Copied."), markup=False)

    def action_close(self) -> None:
        """Close."""
        self.dismiss(None)
