"""The links and images in view, each with its full address: nothing is opened, the address is shown and copied."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from rich.cells import cell_len
from textual import getters, on
from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.containers import Vertical
from textual.geometry import Region
from textual.widgets import Static

from lessons.links import safe_address
from tui.i18n import _, later
from tui.keys import key
from tui.linebreak import divide_line
from tui.render.inline import Reference
from tui.render.manuscript import Note
from tui.render.plain import plain_blocks, plain_inline
from tui.render.text import safe
from tui.screens.base import compose_again
from tui.screens.dialog import Dialog
from tui.sentences import with_keys
from tui.views import Reread
from tui.widgets.rows import Row, RowList

_INDENT = "    "
_BESIDE = len(_INDENT) + 4
"""Cells of a row that are no address: the indent, the cursor with its blank, the end of the row, the scrollbar."""


class LinksScreen(Dialog[Reread | None]):
    """What the text in view points to."""

    CSS_PATH = "help.tcss"
    BINDINGS = [  # noqa: RUF012 - Textual declares it as a plain class variable
        key("links.close", "escape", "close", later("Close"), display="Esc"),
        key("links.follow", "enter", "follow", later("Go there"), display="Enter"),
        key("links.copy", "y,ctrl+y", "copy", later("Copy address"), display="y"),
    ]
    rows = getters.query_one(RowList)

    def __init__(
        self,
        references: Sequence[Reference],
        find: Callable[[str], Reread | None] = lambda _address: None,
        *,
        notes: Sequence[Note] = (),
        show_note: Callable[[Note], None] = lambda _note: None,
    ) -> None:
        """Take what is in view.

        Args:
            references: The links and images.
            find: What finds the lesson that an address leads to; nothing else is ever opened.
            notes: The footnotes.
            show_note: What shows one of them over this list.
        """
        super().__init__()
        self._notes = notes
        self._show_note = show_note
        self._references = references
        self._found = [find(reference.address) for reference in references]

    def body(self) -> ComposeResult:
        """A sentence and the addresses."""
        with Vertical(id="help"):
            yield Static(self._sentence(), id="help-text", markup=False)
            yield RowList(id="help-rows")

    def on_mount(self) -> None:
        """List them."""
        self.query_one("#help").border_title = _("Links in view")
        self._list()
        self.call_after_refresh(self._list)  # there is no width before
        self.rows.focus()

    def on_resize(self) -> None:
        """Break the addresses where they end now."""
        self.call_after_refresh(self._list)

    def _list(self) -> None:
        """List each with its whole address below it, on as many rows as that takes."""
        width = self.rows.content_size.width - _BESIDE
        rows: list[Row] = [
            Row(_first_words(note), key=f"note {number}", number=f"[{note.number}]", strong=True)
            for number, note in enumerate(self._notes)
        ]
        for number, (reference, found) in enumerate(zip(self._references, self._found, strict=True)):
            rows.append(Row(reference.text, key=str(number), strong=True))
            said = [*_broken(safe_address(reference.address) or reference.address, width)]
            if (where := _where(found)) and width - cell_len(said[-1]) < cell_len(where):
                said += _broken(where.strip(), width)
                where = ""
            rows += (Row(_INDENT + line, title_tone="muted") for line in said[:-1])
            rows.append(Row(_INDENT + said[-1], title_tone="muted", aside=where))
        self.rows.show(rows, at=self.rows.chosen.key if self.rows.chosen else "")

    async def reword(self) -> None:
        """Say it all again; the links are those that were in view."""
        await compose_again(self)
        self.on_mount()

    def _sentence(self) -> str:
        if self._notes:
            said = _("{links_follow} shows a note, opens a lesson of this library, and copies any other address.")
        elif any(self._found):
            said = _(
                "{links_follow} opens a lesson of this library, and copies any other address; nothing else is opened."
            )
        else:
            said = _("{links_follow} copies an address; nothing is opened by itself.")
        return with_keys(self, said)

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that work now: what Enter does depends on what the cursor is on."""
        found = super().active_bindings
        row = self.rows.chosen if self.is_mounted else None
        if row is None or (row.key.isdecimal() and self._found[int(row.key)]):
            return found
        does = _("Copy address") if row.key.isdecimal() else _("Show")
        for name, one in found.items():
            if one.binding.action == "follow":
                found[name] = one._replace(binding=replace(one.binding, description=does))
            elif one.binding.action == "copy":  # Enter does it, or there is nothing to copy
                found[name] = one._replace(binding=replace(one.binding, show=False))
        return found

    @on(RowList.Moved)
    def _moved(self) -> None:
        self.refresh_bindings()
        self.call_after_refresh(self._bring_address)

    def _bring_address(self) -> None:
        """Have the whole address of the row under the cursor in view."""
        rows, at = self.rows.rows, self.rows.cursor
        end = next((index for index in range(at + 1, len(rows)) if rows[index].key), len(rows))
        region = Region(0, at, 1, min(end - at, max(1, self.rows.size.height)))
        self.rows.scroll_to_region(region, animate=False, force=True)

    @on(RowList.Chosen)
    def _clicked(self) -> None:
        self.action_follow()

    def action_follow(self) -> None:
        """Go to the lesson under the cursor; copy what is no lesson."""
        row = self.rows.chosen
        if row and row.key.startswith("note "):
            self._show_note(self._notes[int(row.key[5:])])
            return
        found = self._found[int(row.key)] if row else None
        if found:
            self.dismiss(found)
        else:
            self.action_copy()

    def action_copy(self) -> None:
        """Copy the address under the cursor."""
        row = self.rows.chosen
        if row and not row.key.startswith("note "):
            self.app.copy_to_clipboard(self._references[int(row.key)].address)

    def action_close(self) -> None:
        """Close."""
        self.dismiss(None)


def _broken(text: str, width: int) -> Sequence[str]:
    """Foreign text in pieces of at most so many cells, all of it; in one where nothing is known of the room."""
    text = safe(text)
    ends = divide_line(text, width) if width > 1 else []
    return [text[start:end] for start, end in pairwise((0, *ends, len(text)))]


def _first_words(note: Note) -> str:
    return next((line for line in plain_blocks(note.blocks, {}) if line), "")


def _where(found: Reread | None) -> str:
    """The lesson, and the section of it, that a link leads to."""
    if found is None:
        return ""
    title = plain_inline(found.title, {}) if found.title else ""
    return f"  → {found.lesson.title}" + (f" › {title}" if title else "")
