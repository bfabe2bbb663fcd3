"""Notes: what a member wrote for themselves, each with the sentence that it was written to."""

from collections.abc import Callable, Iterable

from textual import getters, on
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from lessons.document import read_document
from store.errors import StoreError
from tui.i18n import _, count, language, later
from tui.keys import HELP, NOTES
from tui.noting import Noted
from tui.screens.base import StudyScreen
from tui.screens.note_editor import NoteEditor, Subject
from tui.screens.words import date_text
from tui.widgets.passage import Passage
from tui.widgets.rows import Row, RowList


class NotesScreen(StudyScreen):
    """All notes on the left, the one under the cursor on the right."""

    CSS_PATH = "notes.tcss"
    BINDINGS = [*NOTES, HELP]  # noqa: RUF012 - Textual declares it as a plain class variable
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - as above
    HELP_TEXT = later(
        "What you wrote for yourself; nobody else ever sees it. In a lesson n writes a note, in Review e. "
        "Enter goes to the passage, u brings back what was deleted."
    )

    rows = getters.query_one(RowList)
    page = getters.query_one("#note-page", VerticalScroll)

    def __init__(self, at: str = "") -> None:
        super().__init__()
        self._notes: tuple[Noted, ...] = ()
        self._first = at
        self._shown: tuple[str, str] | None = None

    def body(self) -> Iterable[Widget]:
        """The list, and the note."""
        with Horizontal(id="notes"):
            with Vertical(id="notes-list"):
                yield RowList()
            yield VerticalScroll(id="note-page", can_focus=False)

    def on_mount(self) -> None:
        """Show what there is."""
        self.rows.focus()
        self._fill(self._first)

    def on_screen_resume(self) -> None:
        """Look again: a note may have been written meanwhile."""
        self._fill(self._key)

    def say_again(self) -> None:
        """Name everything in the language in use."""
        self._shown = None
        self._fill(self._key)

    def library_changed(self) -> None:
        """Titles may be others."""
        self._fill(self._key)

    @property
    def _key(self) -> str:
        return self.rows.chosen.key if self.rows.chosen else ""

    @property
    def _chosen(self) -> Noted | None:
        return next((one for one in self._notes if one.note.id == self._key), None)

    def _fill(self, at: str) -> None:
        place = self.rows.cursor
        self._notes = self.study.notes()
        self.top.place = Content.styled(_("Notes"), "bold")
        self.top.state = self.muted(count("{n} note of yours", "{n} notes of yours", len(self._notes)))
        rows: list[Row] = []
        before = ""
        for one in self._notes:
            if one.title != before:
                rows.append(Row(one.title))
                before = one.title
            mark = "?" if one.note.question else "▪"
            title = one.note.text.strip().split("\n")[0]
            rows.append(Row(title, key=one.note.id, mark=mark, mark_tone="muted"))
        if not rows:
            rows = [Row(_("No notes yet. In a lesson, n writes one."), title_tone="muted")]
        if at and not any(row.key == at for row in rows):  # it was deleted: stay near
            near = [row.key for row in rows[: place + 1] if row.key] or [row.key for row in rows if row.key]
            at = near[-1] if near else ""
        self.rows.show(rows, at=at)
        self.call_later(self._draw)
        self.refresh_bindings()

    async def _draw(self) -> None:
        """Show the note under the cursor."""
        chosen = self._chosen
        shown = (chosen.note.id, chosen.note.text) if chosen else None
        if shown == self._shown and shown is not None:
            return
        self._shown = shown
        await self.page.remove_children()
        if chosen is None:
            return
        note = chosen.note
        document = read_document("", note.text)
        where = [chosen.course, _("question") if note.question else ""]
        if chosen.lesson is None and chosen.quiz is None:
            where.append(_("not in the library any more"))
        await self.page.mount(
            Static(Content.assemble(("▌ ", "$text-primary"), note.quote), id="note-quoted", markup=False),
            Passage(blocks=document.blocks, references=document.references, lang=language(), gaps=None),
            Static(
                self.muted("  ·  ".join([date_text(note.changed.date()), *(part for part in where if part)])),
                id="note-where",
                markup=False,
            ),
        )
        self.page.scroll_home(animate=False)

    @on(RowList.Moved)
    async def _moved(self) -> None:
        await self._draw()
        self.refresh_bindings()

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's own
        """Only the keys that do something now."""
        chosen = self._chosen if self.is_mounted else None
        match action:
            case "open":
                return chosen is not None and (chosen.lesson is not None or chosen.quiz is not None)
            case "edit" | "delete":
                return chosen is not None
            case "undo":
                return self.study.can_undelete
        return True

    @on(RowList.Chosen)
    def action_open(self) -> None:
        """Go to the passage, or to where the question is re-read."""
        if self._chosen:
            self.fivefold.to_note(self._chosen)

    def action_edit(self) -> None:
        """Write something else."""
        if chosen := self._chosen:
            subject = Subject(chosen.note.quote, chosen.note.text)
            self.app.push_screen(NoteEditor([subject], lambda _at, text: self.study.rewrite_note(chosen.note, text)))

    def action_delete(self) -> None:
        """Delete the note under the cursor."""
        if chosen := self._chosen:
            self._do(lambda: self.study.delete_note(chosen.note))
            self.notify(_("The note is deleted. u brings it back."), markup=False)

    def action_undo(self) -> None:
        """Bring back the note that was deleted last."""
        self._do(lambda: self._fill(self.study.undelete_note().id))

    def _do(self, verb: Callable[[], object]) -> None:
        try:
            verb()
        except StoreError as problem:
            self.notify(problem.text(_), severity="error", markup=False)
            return
        self._fill(self._key)
