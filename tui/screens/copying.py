"""Which of the code blocks in view is to be copied."""

from collections.abc import Sequence

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from lessons.blocks import Code
from tui.i18n import _, count, later
from tui.keys import key
from tui.render.outline import code_language
from tui.screens.base import compose_again
from tui.screens.dialog import Dialog
from tui.sentences import with_keys
from tui.widgets.rows import Row, RowList


class CopyScreen(Dialog[Code | None]):
    """The code blocks in view; answers the chosen one."""

    CSS_PATH = "help.tcss"
    BINDINGS = [  # noqa: RUF012 - Textual declares it as a plain class variable
        key("copying.close", "escape", "close", later("Close"), display="Esc"),
        key("copying.copy", "enter,y,ctrl+y", "copy", later("Copy"), display="Enter"),
        *(
            key(f"copying.number{digit}", str(digit), f"number({digit})", later("Copy"), display=str(digit), show=False)
            for digit in range(1, 10)
        ),
    ]
    rows = getters.query_one(RowList)

    def __init__(self, codes: Sequence[Code]) -> None:
        super().__init__()
        self._codes = codes

    def body(self) -> ComposeResult:
        """A sentence and the blocks."""
        with Vertical(id="help"):
            yield Static(
                with_keys(self, _("{copying_copy} copies the code under the cursor.")), id="help-text", markup=False
            )
            yield RowList(id="help-rows")

    def on_mount(self) -> None:
        """List them by their first lines."""
        self.query_one("#help").border_title = _("Code in view")
        self.rows.show([
            Row(
                next((line.strip() for line in code.text.split("\n") if line.strip()), ""),
                key=str(number),
                number=str(number + 1),
                note=code_words(code),
            )
            for number, code in enumerate(self._codes)
        ])  # fmt: skip
        self.rows.focus()

    async def reword(self) -> None:
        """Say it all again."""
        await compose_again(self)
        self.on_mount()

    @on(RowList.Chosen)
    def _clicked(self) -> None:
        self.action_copy()

    def action_number(self, number: int) -> None:
        """Choose a block by its number."""
        if number <= len(self._codes):
            self.dismiss(self._codes[number - 1])

    def action_copy(self) -> None:
        """Choose the block under the cursor."""
        row = self.rows.chosen
        self.dismiss(self._codes[int(row.key)] if row else None)

    def action_close(self) -> None:
        """Close, and copy nothing."""
        self.dismiss(None)


def code_words(code: Code) -> str:
    """How long a code block is, and in which language."""
    lines = count("{n} line", "{n} lines", code.text.count("\n") + 1)
    named = code_language(code.info)
    return f"{named} · {lines}" if named else lines
