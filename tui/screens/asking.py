"""The window that asks for what a verb needs, line by line: it stays until that is done, and says why it is not.

It is long because answers, what would come of them and what was done are states of one window, in each of which the
same keys mean something else.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import getters, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from tui.forms import REFUSALS, Answers, Form, Line, Told, refusal
from tui.i18n import _
from tui.keys import ASK
from tui.screens.base import compose_again
from tui.screens.begun import Begun, BegunDialog
from tui.screens.drawing import hanging, muted, toned
from tui.sentences import with_keys
from tui.shell import Shell
from tui.widgets.choice_line import ChoiceLine

_SCROLLBAR = 2
"""Cells that a scrollbar takes, where what is said turns out to need one."""


def _begun_answers(form: Form, kept: str) -> Answers | None:
    """The answers that were begun, where they are such as the form asks for still."""
    try:
        texts, places = json.loads(kept)
        begun = {line.name: texts[line.name] if line.kept else line.value for line in form.lines if not line.choices}
        chosen = {line.name: places[line.name] for line in form.lines if line.choices}
    except (ValueError, KeyError):
        return None
    fits = all(chosen[line.name] < len(line.choices) for line in form.lines if line.choices)
    return Answers(begun, chosen) if fits else None


class AskScreen(BegunDialog[bool]):
    """A form; the answer is whether anything was done."""

    CSS_PATH = "asking.tcss"
    AUTO_FOCUS = "Input, ChoiceLine"
    BINDINGS = [*ASK]  # noqa: RUF012 - Textual declares it as a plain class variable

    @dataclass
    class Answered(Message):
        """What came of it."""

        about: Answers
        told: Told

    @dataclass
    class Refused(Message):
        """It could not be done."""

        sentence: str

    box = getters.query_one("#asking", VerticalScroll)
    said = getters.query_one("#asking-said", Static)

    def __init__(self, make: Callable[[], Form], begun: Begun | None = None) -> None:
        """Take what makes the form, in whatever language is in use then, and what keeps the answers that were begun."""
        super().__init__(begun)
        self._make = make
        self._form = make()
        self._shown: Told | None = None
        """What would come of it, where that stands there."""
        self._shown_at = 0.0
        """When that, or the window, was shown, by the clock of `Shell.pressed_at`: a key that is held does nothing."""
        self._unread = False
        """Whether that has to be read to its end first, and was not yet."""
        self._over = False
        """Whether it is done, and what came of it stands there."""
        self._expected = 0
        """How many rows what was said takes at least."""
        self._to_show = False
        """Whether its beginning is still to be shown."""
        self._any = False
        """Whether anything was done."""
        self._acting = False
        self._did: Answers | None = None
        """The answers by which something was done last."""
        self._kept: Answers | None = _begun_answers(self._form, begun.text) if begun else None
        self._about: Answers | None = None
        """The answers that what is said is about."""
        self._lines: Sequence[Content | str] = ()
        """What is said of them, in the words that it was said in."""

    def body(self) -> ComposeResult:
        """What it is for, the lines, what came of it."""
        kept = self._kept
        with VerticalScroll(id="asking", can_focus=False):
            yield Static("", id="asking-about", markup=False)
            for line in self._form.lines:
                with Horizontal(classes="asking-line"):
                    yield Static(line.label, classes="asking-label", markup=False)
                    if line.choices:
                        yield ChoiceLine(line.choices, kept.at(line.name) if kept else line.at, id=f"ask-{line.name}")
                    else:
                        value = kept[line.name] if kept else line.value
                        field = Input(value, placeholder=line.hint, id=f"ask-{line.name}", select_on_focus=False)
                        field.cursor_blink = False
                        yield field
            yield Static("", id="asking-said", markup=False)

    def on_mount(self) -> None:
        """Say what it is for."""
        self._shown_at = Message().time
        self._watch()
        self._draw()

    async def reword(self) -> None:
        """Say it all again; what was filled in stays."""
        self.stop_waiting()  # meanwhile there are no lines
        self._kept, self._form = self._answers(), self._make()
        await compose_again(self)
        self._watch()
        self._draw(*self._lines)
        self.keep_soon()

    def _draw(self, *lines: Content | str) -> None:
        form, self._lines = self._form, lines
        self.box.border_title = Content(form.title)
        about = self.query_one("#asking-about", Static)
        about.update(form.about)
        about.display = bool(form.about)
        keys = self._keys()
        width = (self.said.size.width or self.size.width) - _SCROLLBAR
        broken = [part for line in lines for part in (hanging(line, width) if isinstance(line, str) else (line,))]
        self.said.update(Content("\n").join([*broken, keys]))
        self.box.border_subtitle = None
        self.refresh_bindings()
        self._expected, self._to_show = len(broken), bool(lines)
        self.call_after_refresh(self._laid_out)

    def _keys(self) -> Content:
        """What the keys do now."""
        form = self._form
        if self._shown and not self._over:
            again = toned(with_keys(self, _("{ask_do} does it so")), "warning", bold=True)
            return Content.assemble(again, muted(" · " + with_keys(self, _("{ask_close} closes"))))
        sentence = (
            _("{ask_end} closes")
            if self._over
            else _("{ask_do} {does} · {ask_next} next line · {ask_close} closes")
            if len(form.lines) > 1
            else _("{ask_do} {does} · {ask_close} closes")
        )
        return muted(with_keys(self, sentence, does=form.does))

    def _watch(self) -> None:
        """Know when what was said has its place, and when it is scrolled."""
        self.watch(self.box, "virtual_size", self._sized, init=False)
        self.watch(self.box, "scroll_y", self._say_more, init=False)

    def _sized(self) -> None:
        self.call_after_refresh(self._laid_out)

    @property
    def _has_place(self) -> bool:
        return self.said.size.height > self._expected

    def _laid_out(self) -> None:
        """Go to the beginning of what came of it, once, and say that it goes on where it does."""
        if self._to_show and self._has_place:
            self._to_show = False
            self.said.scroll_visible(animate=False, top=True)
        self.call_after_refresh(self._say_more)

    def _say_more(self) -> None:
        if not self._has_place:
            return
        more = self.box.scroll_offset.y < self.box.max_scroll_y
        self._unread = self._unread and more
        self.box.border_subtitle = Content(with_keys(self, _("{ask_page_down} reads on")) if more else "")

    def _answers(self) -> Answers:
        texts = {line.name: self.query_one(f"#ask-{line.name}", Input).value.strip() for line in self._typed}
        places = {line.name: self.query_one(f"#ask-{line.name}", ChoiceLine).at for line in self._chosen}
        return Answers(texts, places)

    @property
    def _typed(self) -> list[Line]:
        return [line for line in self._form.lines if not line.choices]

    @property
    def _chosen(self) -> list[Line]:
        return [line for line in self._form.lines if line.choices]

    @on(Input.Changed)
    @on(ChoiceLine.Changed)
    def _changed(self) -> None:
        """What was said of other answers holds no more."""
        if self._answers() != self._about:
            self._about = None
            self._shown, self._over = None, False
            self._draw()

    def action_step(self, step: int) -> None:
        """Go to the next line, or the one before."""
        if step > 0:
            self.focus_next()
        else:
            self.focus_previous()
        if self.focused:
            self.focused.scroll_visible(animate=False)

    def action_page(self, pages: int) -> None:
        """Read on, or back, in what is longer than the window."""
        self.box.scroll_relative(y=pages * max(1, self.box.size.height - 1), animate=False)

    def action_edge(self, end: int) -> None:
        """Go to the beginning of what is longer than the window, or to its end."""
        (self.box.scroll_home if end < 0 else self.box.scroll_end)(animate=False)

    def action_do(self) -> None:
        """Do it, or see first what would come of it; what has to be read is read on until its end."""
        if self._shown and self._unread:
            self.action_page(1)
        elif (self._shown or not self._typed) and isinstance(self.app, Shell) and self.app.too_soon(self._shown_at):
            return
        elif not self._acting:
            self._acting = True
            self._about = self._answers()
            self._act(self._about, self._shown)

    @work(thread=True)
    def _act(self, answers: Answers, shown: Told | None) -> None:
        """Do it away from the screen; a write's result is never dropped."""
        try:
            told = self._form.act(answers, shown)
        except REFUSALS as problem:
            self.post_message(self.Refused(refusal(problem)))
        else:
            self.post_message(self.Answered(answers, told))

    @on(Answered)
    def _done(self, event: Answered) -> None:
        self._acting = False
        if not event.told.first and (event.told.done or not event.told.stays):
            self._did = event.about
            self.stop_waiting()
            if self.begun:
                self.begun.over()
        if event.told.first:
            # What was said meanwhile was not asked about, and has to be.
            if event.about == self._answers():
                self._about = event.about
                self._shown, self._unread = event.told, event.told.whole
                self._shown_at = Message().time
                self._draw(*event.told.lines)
        elif event.told.stays:
            self._over, self._any = True, self._any or event.told.done
            self._draw(*event.told.lines)
        else:
            self.app.notify("\n".join(event.told.lines), markup=False)
            self.dismiss(True)

    @on(Refused)
    def _not_done(self, event: Refused) -> None:
        self._acting, self._shown = False, None
        self._draw(toned(f"✗ {event.sentence}", "error"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's own
        """What is done is not done again: the same key closes then. One line alone has no next."""
        if action == "do":
            return not self._over
        if action == "step":
            return len(self._form.lines) > 1
        return self._over if action == "end" else True

    def action_end(self) -> None:
        """Close, as all is done."""
        self.action_close()

    def action_close(self) -> None:
        """Close; answers that nothing was done by are there when the window opens again."""
        if self.may_close():
            self.dismiss(self._any)

    @property
    def written(self) -> str:
        """The answers, where something was typed that nothing was done by yet."""
        now, form = self._answers(), self._form
        lines = [line for line in self._typed if line.kept]
        if now == self._did or all(now[line.name] == line.value.strip() for line in lines):
            return ""
        texts = {line.name: now[line.name] for line in lines}
        return json.dumps([texts, {line.name: now.at(line.name) for line in form.lines if line.choices}])
