"""The window in which a question is flagged for its trainer: what is wrong with it, by a digit, and a few words.

It is long because digits, arrows and letters each lead from the reasons to the words and back, and what is begun of
both is kept.
"""

from collections.abc import Callable
from datetime import date

from rich.cells import cell_len
from textual import events, getters
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from lessons.clean import clean
from store.errors import StoreError
from store.events import LONGEST_REASON, REASONS
from tui.commands.wording import date_text, reason_words
from tui.flagging import Flagged
from tui.i18n import _, named
from tui.keys import FLAG, FLAG_DIGITS
from tui.render.text import fitted
from tui.screens.begun import KeepingDialog
from tui.screens.drawing import muted
from tui.widgets.quotation import Quotation

_ROOMY = 20
"""Rows from which on there is room for blank lines."""
_NO_ROOM = 16
"""With fewer rows the question takes one: the reasons are what is read here."""
_BESIDE = 11
"""Cells of a small window that are no text of a question: margin, frame, scrollbar and mark."""


class FlagScreen(KeepingDialog[None]):
    """A flag on one question: a new one, or the member's own that is there, which can be taken back."""

    AUTO_FOCUS = ""  # the digits come first
    CSS_PATH = "flag.tcss"
    BINDINGS = [*FLAG, *FLAG_DIGITS]  # noqa: RUF012 - Textual declares it as a plain class variable
    said = getters.query_one("#flag-said", Static)
    readers = getters.query_one("#flag-readers", Static)
    line = getters.query_one(Input)
    VERTICAL_BREAKPOINTS = [(0, "-short"), (_ROOMY, "-tall")]  # noqa: RUF012 - Textual declares it as a plain class variable

    def __init__(
        self,
        stem: str,
        before: Flagged | None,
        put: Callable[[str, str], object],
        withdraw: Callable[[Flagged], object],
        *,
        begun: tuple[str, str],
        keep: Callable[[str, str], object],
        today: date,
    ) -> None:
        """A window on one question.

        Args:
            stem: The words of the question.
            before: The flag that is there.
            put: Puts one, with a reason and words.
            withdraw: Takes it back.
            begun: The reason and the words that were begun before.
            keep: Keeps what is begun, until the window opens again.
            today: The day on which it is looked at.
        """
        super().__init__()
        self._stem = stem
        self._before = before
        self._put = put
        self._withdraw = withdraw
        self._keep = keep
        self._today = today
        self._reason, self._text = ("", "") if before else begun

    def body(self) -> ComposeResult:
        """The question, the reasons, a line to write in, who reads it."""
        with VerticalScroll(id="flag"):
            yield Quotation(id="flag-stem")
            yield Static("", id="flag-said", markup=False)
            for _reason in REASONS if self._before is None else ():
                yield Static("", classes="flag-reason", markup=False)
            yield Input(self._text, max_length=LONGEST_REASON, disabled=self._before is not None, select_on_focus=False)
            yield Static("", id="flag-readers", markup=False)

    def on_mount(self) -> None:
        """Ask for the reason first: digits and arrows choose it; in a small window what is chosen comes into sight."""
        self.line.display = self.readers.display = self._before is None
        self.said.display = self._before is not None
        self.line.cursor_blink = False
        self.query_one("#flag").focus()
        self._draw()

    async def reword(self) -> None:
        """Say it all in the language in use; what was chosen and written stays."""
        self._draw()

    def _draw(self) -> None:
        self.query_one("#flag").border_title = _("Flag for the trainer")
        self.line.placeholder = _("a few words, if you like")
        stem = self._stem.replace("\n", " ")
        if self.app.size.height < _NO_ROOM:
            stem = fitted(stem, min(cell_len(stem), self.app.size.width - _BESIDE))
        self.query_one(Quotation).say(stem)
        if self._before:
            record = self._before.record
            said = reason_words(record.reason)
            day = _("You flagged it on {day}.").format(day=date_text(record.day, self._today))
            self.said.update(Content("\n".join((day, named(said, record.text) if record.text else said))))
        else:
            for number, (reason, row) in enumerate(zip(REASONS, self._rows, strict=True), start=1):
                chosen = reason == self._reason
                mark = Content.styled(f"{number} {'(x)' if chosen else '( )'}  ", "$text-primary bold")
                words = reason_words(reason)
                row.update(Content.assemble(mark, (words, "bold") if chosen else words))
            readers = _("Whoever looks after the quiz in this database reads it, without your name or your answer.")
            self.readers.update(muted(readers))

    @property
    def _rows(self) -> list[Static]:
        return list(self.query(".flag-reason").results(Static))

    def on_key(self, event: events.Key) -> None:
        """Write where the words stand, whatever was to be chosen: nothing that is typed is lost."""
        asked = self._before is None and self.focused is not self.line and event.key not in self.active_bindings
        if asked and event.is_printable and event.character:
            event.stop()
            self.action_words()
            self.line.insert_text_at_cursor(event.character)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's own
        """Only what can be done with what is there."""
        match action:
            case "put" | "choose" | "reason" | "words":
                return self._before is None
            case "withdraw":
                return self._before is not None
        return True

    def action_choose(self, digit: int) -> None:
        """Choose the reason, and go on to the words."""
        self._choose(digit - 1)
        self.line.focus()

    def _choose(self, at: int) -> None:
        self._reason = REASONS[at]
        self.keep_soon()
        self._draw()
        self._rows[at].scroll_visible(animate=False)

    def action_reason(self, step: int) -> None:
        """Choose the next reason or the one before; behind the last one are the words."""
        writing = self.focused is self.line
        if writing and step < 0:
            self.set_focus(self.query_one("#flag"), scroll_visible=False)
            step = 0 if self._reason else step
        at = REASONS.index(self._reason) + step if self._reason else 0 if step > 0 else len(REASONS) - 1
        if (writing and step > 0) or at == len(REASONS):
            self.action_words()
        else:
            self._choose(max(0, at))

    def action_words(self) -> None:
        """Go to the words."""
        self.set_focus(self.line)
        self.readers.scroll_visible(animate=False)

    def action_put(self) -> None:
        """Flag the question."""
        if not self._reason:
            self.app.notify(_("A digit says what is wrong."), markup=False)
            return
        reason, text = self._reason, clean(self.line.value)
        self._try(lambda: self._put(reason, text), _("Flagged. Thank you."))

    def action_withdraw(self) -> None:
        """Take the flag back."""
        before = self._before
        if before:
            self._try(lambda: self._withdraw(before), _("The flag is taken back."))

    def _try(self, verb: Callable[[], object], done: str) -> None:
        self.stop_waiting()
        try:
            verb()
        except StoreError as problem:
            self.app.notify(problem.text(_), severity="error", timeout=12, markup=False)
            return
        self.app.notify(done, markup=False)
        self.dismiss(None)

    def action_close(self) -> None:
        """Close; nothing is flagged, and what was begun is there when the window opens again."""
        if not self.let_end(self.action_close):
            return
        if any(self._begun) and not self.unkept_said:
            self.app.notify(_("Not flagged; what you began is kept here."), markup=False)
        self.dismiss(None)

    @property
    def _begun(self) -> tuple[str, str]:
        """The reason and the words that are begun; empty where a flag is there already."""
        return ("", "") if self._before else (self._reason, clean(self.line.value).strip())

    def write_begun_now(self) -> None:
        """Keep the reason and the words."""
        if self._before is None:
            self._keep(*self._begun)
