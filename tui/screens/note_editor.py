"""The window in which a note is written: below the sentence that it belongs to. One key discards it.

What is being written is kept as a draft meanwhile, and is there again when the window opens after a crash.
It is long because several notes are written in one window: each key has to leave all of them, and their drafts, right.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widgets import TextArea

from lessons.light import dataclass
from store.errors import StoreError
from tui.commands.wording import written_elsewhere
from tui.i18n import _
from tui.keys import NOTE_EDITOR
from tui.noting import Noting
from tui.screens.dialog import Dialog
from tui.sentences import key_of, with_keys
from tui.widgets.quotation import Quotation

_TALL = 20
"""Rows of a window that is not short."""
_ROOMY = 30
"""Rows of a window in which a longer note leaves its passage in view."""
_LINES, _FEW_LINES = 5, 3
"""Rows of a quoted passage, and those in a short window, as the stylesheet has them."""
_PAUSE = 1.0
"""Seconds of writing after which a draft is kept."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that a note may be written to."""

    quote: str
    """The sentence."""
    text: str = ""
    """The note that is there already."""
    place: str = ""
    """Of its draft, as `Study.draft_place` names it."""


class NoteEditor(Dialog[bool]):
    """A note to one of some subjects; the answer is whether anything was kept.

    Where it cannot be kept, the window stays; where it cannot be kept twice, the text goes to the clipboard.
    """

    CSS_PATH = "note_editor.tcss"
    BINDINGS = [*NOTE_EDITOR]  # noqa: RUF012 - Textual declares it as a plain class variable
    VERTICAL_BREAKPOINTS = [(0, "-short"), (_TALL, "-tall"), (_ROOMY, "-roomy")]  # noqa: RUF012 - the same
    quote = getters.query_one(Quotation)
    area = getters.query_one(TextArea)

    def __init__(
        self,
        study: Noting,
        subjects: Sequence[Subject],
        keep: Callable[[int, str], bool],
        at: int = 0,
        *,
        point: Callable[[int], int | None] = lambda _number: None,
    ) -> None:
        """A window on some subjects.

        Args:
            study: The verbs.
            subjects: What may be written to.
            keep: Keeps a text by its subject's number, and answers whether another window's is kept beside it.
            at: The number of the subject to begin with.
            point: Marks a subject on the screen below, by its number, and answers in which row; None where in none.
        """
        super().__init__()
        self._study = study
        self._drafts: dict[str, str] = {}
        self._waiting: Timer | None = None
        self._keep = keep
        self._point = point
        self._kept: set[int] = set()
        self._failed = False
        self._subjects = subjects
        self._at = at
        self._texts = {number: subject.text for number, subject in enumerate(subjects)}

    def body(self) -> ComposeResult:
        """The sentence, and the note."""
        with Vertical(id="writing"):
            yield Quotation(id="writing-quote")
            yield TextArea(soft_wrap=True, tab_behavior="focus")

    def on_mount(self) -> None:
        """Begin to write, at the end of what is there, or of what was not finished."""
        self._take_up()
        self._draw()
        self.area.focus()

    def _take_up(self) -> None:
        with suppress(StoreError):  # what cannot be read now is there the next time
            found = self._study.drafts()
            self._drafts = {one.place: found[one.place] for one in self._subjects if one.place in found}
        begun = [number for number, one in enumerate(self._subjects) if one.place in self._drafts]
        self._texts |= {number: self._drafts[self._subjects[number].place] for number in begun}
        if begun:
            self._at = self._at if self._at in begun else begun[0]
            self.app.notify(_("What you were writing when Fivefold ended is here again."), markup=False)

    @on(TextArea.Changed)
    def _keep_soon(self) -> None:
        self._waiting = self._waiting or self.set_timer(_PAUSE, self._keep_drafts)

    def _keep_drafts(self) -> None:
        self._waiting = None
        self._texts[self._at] = self.area.text
        now = {
            subject.place: self._texts[number] if self._texts[number].strip() != subject.text.strip() else ""
            for number, subject in enumerate(self._subjects)
            if number not in self._kept
        }
        self._write_drafts(now)

    def _write_drafts(self, now: dict[str, str]) -> None:
        changed = {place: text for place, text in now.items() if text != self._drafts.get(place, "")}
        with suppress(StoreError):  # it is said when the note itself cannot be kept
            if changed:
                self._study.keep_drafts(changed)
                self._drafts |= changed

    async def reword(self) -> None:
        """Say the keys in the language in use; what was written stays."""
        self._texts[self._at] = self.area.text
        self._draw()

    def _draw(self) -> None:
        self.query_one("#writing").border_title = _("Note, for you alone")
        self._make_way(self._point(self._at))
        quote = self._subjects[self._at].quote
        self.quote.set_class("\n" in quote, "-lines")
        self.quote.say(quote, _LINES if self.size.height >= _TALL else _FEW_LINES)
        self.area.text = self._texts[self._at]
        self.area.move_cursor(self.area.document.end)
        self.refresh_bindings()
        keys = f"{key_of(self, 'writing.up')} {key_of(self, 'writing.down')}"
        several = f"{keys} {_('another sentence')}" if len(self._subjects) > 1 else ""
        self.query_one("#writing").border_subtitle = Content(several)

    def _make_way(self, row: int | None) -> None:
        """Stand where a row of the screen below can be seen."""
        upper = row is not None and row < self.size.height // 2
        self.set_class(row is not None and upper, "-below")
        self.set_class(row is not None and not upper, "-above")
        self.refresh()  # what is below it was drawn anew

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's own
        """No other sentence where there is one only; a new note where this one was there, and a sentence has none."""
        match action:
            case "passage":
                return len(self._subjects) > 1
            case "new":
                return bool(self._subjects[self._at].text) and self._without_note is not None
        return True

    @property
    def _without_note(self) -> int | None:
        """The next subject that has no note and in which none is begun; those above come last."""
        order = [*range(self._at + 1, len(self._subjects)), *range(self._at)]
        return next((at for at in order if not (self._subjects[at].text or self._texts[at])), None)

    def action_new(self) -> None:
        """Write a new note, to the next sentence that has none."""
        at = self._without_note
        if at is not None:
            self.action_passage(at - self._at)

    def action_passage(self, step: int) -> None:
        """Write to the next sentence on the screen, or to the one before; what was written goes along."""
        self._texts[self._at] = self.area.text
        at = max(0, min(len(self._subjects) - 1, self._at + step))
        before, subject = self._subjects[self._at], self._subjects[at]
        if at != self._at and not before.text and not self._texts[at] and not subject.text:
            self._texts[at], self._texts[self._at] = self._texts[self._at], ""
        self._at = at
        self._draw()

    def action_keep(self) -> None:
        """Close; what was written is kept."""
        if self._keep_all():
            self.dismiss(bool(self._kept))

    def let_end(self, again: Callable[[], object]) -> bool:  # noqa: ARG002 - the key is pressed again
        """Keep what was written, as where the window is closed; whether that could be done."""
        return self._keep_all()

    def _keep_all(self) -> bool:
        self._texts[self._at] = self.area.text
        for number, text in self._texts.items():
            if number in self._kept or text.strip() == self._subjects[number].text.strip():
                continue
            try:
                if self._keep(number, text):
                    self.app.notify(written_elsewhere(), severity="warning", markup=False)
            except StoreError as problem:
                self._say_not_kept(problem, text)
                return False
            self._kept.add(number)
        self._write_drafts(dict.fromkeys(self._drafts, ""))
        return True

    def action_discard(self) -> None:
        """Close; what was written is not kept, and what was there before stays."""
        if self._waiting:
            self._waiting.stop()
        self._texts[self._at] = self.area.text
        if any(text.strip() != self._subjects[number].text.strip() for number, text in self._texts.items()):
            self.app.notify(_("What you wrote is discarded."), markup=False)
        self._write_drafts(dict.fromkeys(self._drafts, ""))
        self.dismiss(bool(self._kept))

    def _say_not_kept(self, problem: StoreError, text: str) -> None:
        self._keep_drafts()
        title = with_keys(self, _("The note is not kept; {writing_close} tries again"))
        if self._failed:
            self.app.copy_to_clipboard(text)
            title = _("The note is not kept; its text is on the clipboard")
            self.dismiss(bool(self._kept))
        self._failed = True
        self.app.notify(problem.text(_), title=title, severity="error", timeout=12, markup=False)
