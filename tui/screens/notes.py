"""Notes: what a member wrote for themselves, each with the sentence that it was written to; and their bookmarks.

It is long because notes and bookmarks share one list, and what most keys on it do differs with which of the two it is.
"""

from collections.abc import Callable, Iterable

from textual import getters, on
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from lessons.document import read_document
from store.days import study_day
from store.errors import StoreError
from tui.commands.wording import date_text, written_elsewhere
from tui.i18n import _, count, language, later
from tui.keys import HELP, NOTES
from tui.noting import Bookmarked, Noted
from tui.render.glyphs import UNICODE
from tui.screens.base import StudyScreen
from tui.screens.note_editor import NoteEditor, Subject
from tui.sentences import with_keys
from tui.widgets.passage import Passage
from tui.widgets.quotation import Quotation
from tui.widgets.rows import Row, RowList


class NotesScreen(StudyScreen):
    """All notes and bookmarks on the left, the one under the cursor on the right."""

    CSS_PATH = "notes.tcss"
    BINDINGS = [*NOTES, HELP]  # noqa: RUF012 - Textual declares it as a plain class variable
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - as above
    SHOWS_RECORDS = True
    HELP_TEXT = later(
        "What you wrote and marked for yourself; nobody else ever sees it. In a lesson {reader_note} writes a note and "
        "{reader_bookmark} sets a bookmark, in Review {review_note} writes one. {notes_open} goes to the passage, "
        "{notes_undo} brings back what was deleted, {notes_save} saves all of it as a Markdown file."
    )

    rows = getters.query_one(RowList)
    page = getters.query_one("#note-page", VerticalScroll)

    def __init__(self, at: str = "") -> None:
        super().__init__()
        self._kept: tuple[Noted | Bookmarked, ...] = ()
        self._first = at
        self._shown: tuple[str, str] | None = None
        self._said = ""
        """What was said of the latest deletion."""

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

    def on_screen_suspend(self) -> None:
        """Elsewhere nothing brings back what was deleted."""
        self.fivefold.unsay(self._said)

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
    def _chosen(self) -> Noted | Bookmarked | None:
        return next((one for one in self._kept if one.id == self._key), None)

    def _fill(self, at: str) -> None:
        place = self.rows.cursor
        self._kept = self.study.kept()
        self.top.place = Content.styled(_("Notes"), "bold")
        notes = sum(isinstance(one, Noted) for one in self._kept)
        parts = [count("{n} note of yours", "{n} notes of yours", notes)]
        if marked := len(self._kept) - notes:
            parts.append(count("{n} bookmark", "{n} bookmarks", marked))
        self.top.state = self.muted("  ·  ".join(parts))
        rows: list[Row] = []
        before = ""
        for one in self._kept:
            if one.title != before:
                rows.append(Row(one.title))
                before = one.title
            if isinstance(one, Noted):
                mark, title = "?" if one.note.question else UNICODE.note, one.note.text.strip().split("\n")[0]
            else:
                mark, title = UNICODE.bookmark, one.bookmark.quote
            rows.append(Row(title, key=one.id, mark=mark, mark_tone="muted"))
        if at and not any(row.key == at for row in rows):  # it was deleted: stay near
            near = [row.key for row in rows[: place + 1] if row.key] or [row.key for row in rows if row.key]
            at = near[-1] if near else ""
        self.rows.show(rows, at=at)
        self.set_class(not rows, "-empty")
        self.call_later(self._draw)
        self.refresh_bindings()

    async def _draw(self) -> None:
        """Show the note under the cursor."""
        chosen = self._chosen
        shown = (chosen.id, chosen.note.text if isinstance(chosen, Noted) else "") if chosen else None
        if shown == self._shown and shown is not None:
            return
        self._shown = shown
        await self.page.remove_children()
        if chosen is None:
            none = _("No notes yet. In a lesson, {reader_note} writes one, and {reader_bookmark} sets a bookmark.")
            await self.page.mount(Static(self.muted(with_keys(self, none)), markup=False))
            return
        if isinstance(chosen, Noted):
            quote, day = chosen.note.quote, study_day(chosen.note.changed)
            kind = _("question") if chosen.note.question else ""
            document = read_document("", chosen.note.text)
            said = [
                Passage(
                    blocks=document.blocks, references=document.references, lang=language(), gaps=None, as_written=True
                )
            ]
        else:
            quote, day, kind, said = chosen.bookmark.quote, study_day(chosen.bookmark.at), _("bookmark"), []
        gone = "" if _is_there(chosen) else _("not in the library any more")
        where = [date_text(day, self.study.day()), *(part for part in (chosen.course, kind, gone) if part)]
        quotation = Quotation(id="note-quoted")
        quotation.say(quote)
        await self.page.mount(
            quotation,
            *said,
            Static(self.muted("  ·  ".join(where)), id="note-where", markup=False),
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
                return chosen is not None and _is_there(chosen)
            case "edit":
                return isinstance(chosen, Noted)
            case "delete":
                return chosen is not None
            case "undo":
                return self.study.can_undelete
            case "save":
                return bool(self._kept)
        return True

    @on(RowList.Chosen)
    def action_open(self) -> None:
        """Go to the passage, or to where the question is re-read."""
        match self._chosen:
            case Noted() as noted:
                self.fivefold.to_note(noted)
            case Bookmarked() as bookmarked:
                self.fivefold.to_bookmark(bookmarked)

    def action_edit(self) -> None:
        """Write something else."""
        chosen = self._chosen
        if isinstance(chosen, Noted):
            note, place = chosen.note, self.study.draft_place(chosen.note)
            subject = Subject(note.quote, note.text, place)
            self.app.push_screen(
                NoteEditor(self.study, [subject], lambda _at, text: self.study.rewrite_note(note, text))
            )

    def action_delete(self) -> None:
        """Delete the note or bookmark under the cursor."""
        match self._chosen:
            case Noted(note=note):
                stays: list[bool] = []
                done = self._do(lambda: stays.append(self.study.delete_note(note)))
                if any(stays):
                    self.notify(written_elsewhere(), severity="warning", markup=False)
                    return
                said = _("The note is deleted. {notes_undo} brings it back.")
            case Bookmarked(bookmark=bookmark):
                done = self._do(lambda: self.study.take_bookmark(bookmark))
                said = _("The bookmark is taken away. {notes_undo} brings it back.")
            case _:
                return
        if done:
            self._said = with_keys(self, said)
            self.notify(self._said, markup=False)

    def action_undo(self) -> None:
        """Bring back what was deleted last."""
        if self._do(lambda: self._fill(self.study.undelete().id)):
            self.fivefold.unsay(self._said)

    def action_save(self) -> None:
        """Save all of them as Markdown, in a new file."""
        self.fivefold.export_notes()

    def _do(self, verb: Callable[[], object]) -> bool:
        """Do something; False where it could not be, which is said."""
        try:
            verb()
        except StoreError as problem:
            self.notify(problem.text(_), severity="error", markup=False)
            return False
        self._fill(self._key)
        return True


def _is_there(kept: Noted | Bookmarked) -> bool:
    """Whether the library has what it is about."""
    return kept.lesson is not None or (isinstance(kept, Noted) and kept.quiz is not None)
