"""What every app of ours is: our looks, our keys for the whole of it, and a crash that shows nothing of a member.

It is long because all of that meets in the one class that Textual lets an app be.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import PurePath
from time import time
from typing import Any, Protocol, runtime_checkable

from textual import events, on
from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.filter import LineFilter
from textual.message import Message
from textual.notifications import Notification, Notify
from textual.screen import Screen
from textual.widget import AwaitMount, Widget
from textual.widgets._toast import ToastRack
from textual.worker import Worker, WorkerCancelled, WorkerFailed

from lessons.errors import LessonError
from store.errors import StoreError
from tui import i18n, linebreak, themes
from tui.early_keys import EarlyKeys
from tui.ending import end_with_terminal
from tui.few_colours import FewColours
from tui.i18n import _, count
from tui.keys import LANGUAGE, QUIT, THEME, own_key, spelled, written
from tui.marks import AsciiMarks, Marked
from tui.own_keys import OwnKeys
from tui.preferences import AUTO
from tui.render.glyphs import ASCII, UNICODE, Glyphs
from tui.screens.painted import Mounted
from tui.sentences import with_keys
from tui.terminal import LEAST, Answer, Fitting
from tui.unknown import Unknown

UNUSABLE = StoreError, LessonError, Unknown
"""What no screen and no app comes to its end by: what was to be done is not, and why is said."""


@runtime_checkable
class Spoken(Protocol):
    """A screen that can say what it says in another language."""

    async def reword(self) -> None:
        """Say everything in the language in use now; place, choice and what was typed stay as they are."""


class Answered(Message):
    """The terminal has said, later than anybody waited, what it can do."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.answer = answer


@runtime_checkable
class Writing(Protocol):
    """Where something is written that is kept when it closes."""

    def let_end(self, again: Callable[[], object]) -> bool:
        """Keep what is written, since this is left for good: the app ends, or somebody goes elsewhere.

        Whether it may be left; else that is being recorded, or why it cannot be kept is said, and `again` leaves anew.
        """


A_LOOK = 0.5
"""Seconds in which nobody reads what they are asked (ours); a key that is held comes again sooner."""
_ASCII_MARKS, _FEW_COLOURS = AsciiMarks(), FewColours()


class Shell(App[None]):
    """An app in our looks."""

    CSS_PATH = ["app.tcss"]  # noqa: RUF012 - Textual declares it as a plain class variable
    BINDINGS = [QUIT, THEME, LANGUAGE]  # noqa: RUF012 - Textual declares it as a plain class variable
    COMMANDS = set()  # noqa: RUF012 - our own provider is given to the palette when it opens
    ENABLE_COMMAND_PALETTE = False  # the one of ours has its keys, and Textual's would take Ctrl+P from it
    TITLE = "Fivefold"
    NOTIFICATION_TIMEOUT = 3
    LOOK = A_LOOK
    READ_AFTER: float = NOTIFICATION_TIMEOUT
    """Seconds after which what stays for longer was read by whoever presses a key."""
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]  # noqa: RUF012 - Textual declares it as a plain class variable
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - the same

    def __init__(
        self,
        *,
        crashed: Callable[[Exception], str] | None = None,
        fitting: Fitting | None = None,
        own_keys: OwnKeys | None = None,
        css_path: list[str | PurePath] | None = None,
    ) -> None:
        super().__init__(css_path=css_path)
        self.fitting = fitting or Fitting()
        """What fits the terminal, where nobody chose."""
        self.glyphs: Glyphs = UNICODE
        """The marks to draw a document with."""
        self.parting: str = ""
        """What the shell shows after the app."""
        self._crashed = crashed
        self._looks = {"theme": AUTO, "glyphs": AUTO, "motion": AUTO}
        """What was wanted last, by what `tui.preferences` calls it."""
        self.early = EarlyKeys()
        """Keys pressed before the screen that they are meant for can take them."""
        self._presses = False
        """Whether a key is on its way: the next one waits until it has done what it does."""
        self.pressed_at = 0.0
        """When the key or the mouse was pressed whose turn it is, by the clock of Textual's messages."""
        self.pressed_before = 0.0
        """The same of what was pressed before that."""
        self._held = False
        """Whether it is the key that was pressed before, too: held down, or bouncing, if that was a moment ago."""
        self._key = ""
        """The key that was pressed last; empty for the mouse."""
        self._said_to_need = ""
        """How large the window has to be, while it is smaller than that and it was said."""
        self._turn_began = 0.0
        """When its turn began, by the clock of Textual's notices."""
        self.key_problems: tuple[str, ...] = own_keys.problems if own_keys else ()
        """What is wrong with the keys that somebody has in the place of ours, each in one sentence."""
        self.own_keys: Mapping[str, str] = {}
        """The keys that somebody has in the place of ours, by the binding's id."""
        self.own_keys_path = own_keys.path if own_keys else None
        if own_keys and own_keys.wanted:
            self._take_keys(own_keys)
        linebreak.install()
        for theme in themes.THEMES:
            self.register_theme(theme)
        self._begin_in(themes.named(AUTO, dark=self.fitting.dark))

    def on_mount(self) -> None:
        """Know of every screen that opens, and of the end of the terminal."""
        end_with_terminal(self)
        self.screen_change_signal.subscribe(self, self._screen_changed, immediate=True)

    def on_resize(self, event: events.Resize) -> None:
        """Say how large the window has to be, once each time that it becomes smaller; a lesson is read in less."""
        columns, lines = getattr(self.screen, "LEAST", LEAST)
        if event.size.width >= columns and event.size.height >= lines:
            self.unsay(self._said_to_need)
            self._said_to_need = ""
        elif not self._said_to_need:
            self._said_to_need = _("The screens need {0} columns and {1} lines.").format(*LEAST)
            self.notify(self._said_to_need, severity="warning", markup=False)

    def _get_screen(self, screen: Screen[Any] | str) -> tuple[Screen[Any], AwaitMount]:
        """A screen, and what waits until it is there."""
        wanted = self.get_screen(screen)
        if wanted.is_running:
            return super()._get_screen(wanted)
        mounted = Mounted(wanted, self._register(self, wanted))
        self.call_next(mounted)
        return wanted, mounted

    def _screen_changed(self, screen: Screen[Any]) -> None:
        self.early.forget_all_but(self.screen_stack)
        self.unsay_what_was_said_before()
        if not screen.is_mounted:
            self.early.begin(screen)
            screen.call_later(self._came_up, screen)  # after the message with which it takes the focus

    def _came_up(self, screen: Screen[Any], layouts: int = 2) -> None:
        """Have a screen count as open behind its first layout, and behind that of what it has done after the first.

        It goes to a place then, and has a line to type in there: a key that comes in between has no part in them, and
        would turn another page.
        """
        if layouts:
            behind = partial(self._came_up, screen, layouts - 1)
            # `call_after_refresh` gives this to whatever screen is on top, and it is lost where that closes.
            screen.call_later(screen._invoke_later, behind, screen)  # noqa: SLF001 - as said
        else:
            self.early.end(screen)
            self.call_later(self.give_early_keys)  # after the focus, which is given in the same way

    async def give_early_keys(self) -> None:
        """Give the screen on top the next key that it can take, once the one before has done all that it does."""
        if self._presses or not self.screen_stack:
            return
        if (event := self.early.take(self.screen)) is not None:
            self._presses = True
            self._take_turn(event)
            way = (self.focused or self.screen).ancestors_with_self
            try:
                await super().on_event(event)
            finally:
                await self._follow([*way, *way])  # the second time behind what the key has widgets tell each other

    def _take_turn(self, event: events.Event) -> None:
        key = event.key if isinstance(event, events.Key) else ""
        self._held, self._key = bool(key) and key == self._key, key
        self.pressed_before = self.pressed_at
        self.pressed_at, self._turn_began = event.time, time()

    def too_soon(self, shown_at: float) -> bool:
        """Whether the key whose turn it is agrees to nothing: nobody can have read what was shown then, or it is held.

        Args:
            shown_at: When that was shown, by the clock of `pressed_at`.
        """
        return self.pressed_at - (max(shown_at, self.pressed_before) if self._held else shown_at) < self.LOOK

    async def _follow(self, way: Sequence[DOMNode]) -> None:
        """Go behind a key from who has the focus up to the app; who is gone is passed by."""
        for number, one in enumerate(way, start=1):
            if one.call_later(self._follow, way[number:]):
                return
        self._presses = False
        await self.give_early_keys()

    async def on_event(self, event: events.Event) -> None:
        """Give a key to the screen that is on top when its turn comes, and not before that can take it.

        What a screen has no use for comes back; where another one has come up meanwhile, it is for that one.
        """
        if not (isinstance(event, events.Key | events.Paste) and self.screen_stack):
            if isinstance(event, events.MouseDown):
                self._take_turn(event)
            await super().on_event(event)
        elif not event.is_forwarded:
            self._unsay_what_was_read()
            self.early.keep(event)
            await self.give_early_keys()
        elif self.early.is_strange(self.screen, event) or self.early.wants(self.screen, event):
            self.early.keep(event)
        else:
            await super().on_event(event)

    def _take_keys(self, own_keys: OwnKeys) -> None:
        from tui import keymap  # noqa: PLC0415 - it knows every screen, and most have our keys

        settled = keymap.settle(own_keys)
        self.own_keys, self.key_problems = settled.keys, settled.problems
        keymap.install()
        self.set_keymap(dict(settled.keys))

    def tell_of_keys(self) -> None:
        """Say what is wrong with somebody's own keys."""
        if not self.key_problems:
            return
        first, *rest = self.key_problems
        more = count("And {n} more: fivefold config keys", "And {n} more: fivefold config keys", len(rest))
        said = f"{first}\n{more}" if rest else first
        self.notify(said, title=_("Keys"), severity="warning", timeout=12, markup=False)

    @property
    def label(self) -> str:
        """What stands before everything in the top bar of every screen; mostly nothing."""
        return ""

    @property
    def digit_answers(self) -> bool:
        """Whether a digit answers at once where that is practice; else it chooses, and Enter answers."""
        return True

    def get_css_variables(self) -> dict[str, str]:
        """The variables of the theme in use; none for Textual's own theme, before we have one: it is never shown."""
        return super().get_css_variables() if hasattr(self, "stylesheet") else {}

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our own variables, for the themes that Textual brings."""
        return themes.variable_defaults(self.current_theme)

    @on(Answered)
    def _answered(self, event: Answered) -> None:
        """Look as fits the terminal after all, where nobody chose."""
        dark, wide = event.answer
        fits = replace(
            self.fitting,
            dark=self.fitting.dark if dark is None else dark,
            unicode=self.fitting.unicode and not wide,
        )
        if fits != self.fitting:
            self.fitting = fits
            self.look(**self._looks)

    def look(self, *, theme: str, glyphs: str, motion: str) -> None:
        """Have these looks, each by what `tui.preferences` calls it."""
        self._looks = {"theme": theme, "glyphs": glyphs, "motion": motion}
        name = themes.named(theme, dark=self.fitting.dark)
        if self.is_running:
            self.theme = name
        elif name != self.theme:
            self._begin_in(name)
        moves = motion == "basic" or (motion == AUTO and self.fitting.motion)
        self.animation_level = "basic" if moves else "none"
        wanted = UNICODE if glyphs == "unicode" or (glyphs == AUTO and self.fitting.unicode) else ASCII
        if wanted is not self.glyphs:
            self.glyphs = wanted
            self._draw_marks_again()

    def _begin_in(self, theme: str) -> None:
        """Have a theme from the first frame on.

        To set one later reads all style sheets again, and styles and draws every widget anew.
        """
        self.set_reactive(Shell.theme, theme)
        dark = self.current_theme.dark
        looks = {"-dark-mode": dark, "-light-mode": not dark, **{f"-theme-{one.name}": False for one in themes.THEMES}}
        self.update_classes({**looks, f"-theme-{theme}": True}, update=False)
        self.stylesheet.set_variables(self.get_css_variables())
        self._refresh_truecolor_filter(self.ansi_theme)

    def _draw_marks_again(self) -> None:
        """Draw everything that is on any screen anew, with the marks in use now."""
        for screen in self.screen_stack if self.is_running else ():
            for widget in (screen, *screen.query(Widget)):
                if isinstance(widget, Marked):
                    widget.take_marks()
                widget.refresh(layout=True)
                widget._styles_cache.clear()  # noqa: SLF001 - it knows nothing of filters that come and go

    def _end_batch(self) -> None:
        """Lay out and draw again; the screen has that to do, and Textual wakes the app alone."""
        super()._end_batch()
        if not self._batch_count and self.screen_stack:
            self.screen.check_idle()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's own, that for 256 colours, and the one that writes our marks in ASCII where these are wanted."""
        filters = super().get_line_filters()
        if self.console.color_system == "256":
            filters = [*filters, _FEW_COLOURS]
        elif self.console.color_system == "standard":
            from tui.sixteen_colours import SixteenColours  # noqa: PLC0415 - few terminals have so few

            filters = [*filters, SixteenColours()]
        return [*filters, _ASCII_MARKS] if self.glyphs is ASCII else filters

    def get_key_display(self, binding: Binding) -> str:
        """A key as people write it, also where somebody put another in its place."""
        return self._spelled(binding.key_display or written(binding.key))

    def written(self, name: str) -> str:
        """A key as people write it, by Textual's name of it."""
        return self._spelled(written(name))

    def _spelled(self, shown: str) -> str:
        return spelled(shown) if self.glyphs is ASCII else shown

    def key_of(self, name: str) -> str:
        """The key of a binding as people write it: somebody's own, else ours."""
        own = self.own_keys.get(name, "")
        return self._spelled(written(own.partition(",")[0]) if own else own_key(name))

    async def action_next_theme(self) -> None:
        """Go to the next of our themes."""
        self.theme = themes.following(self.theme)

    async def action_next_language(self) -> None:
        """Speak the next of our languages, interface and content, on every screen at once."""
        at = i18n.LANGUAGES.index(i18n.language())
        await self.speak(i18n.LANGUAGES[(at + 1) % len(i18n.LANGUAGES)])

    async def speak(self, language: str) -> None:
        """Speak a language, on every screen at once."""
        i18n.use(language)
        for screen in self.screen_stack:
            if isinstance(screen, Spoken):
                try:
                    await screen.reword()
                except (LessonError, Unknown) as problem:  # the others speak it all the same
                    self.say_gone(problem)
                screen.refresh_bindings()

    def say_gone(self, problem: LessonError | Unknown, title: str = "") -> None:
        """Say that what was to be shown is not there, or cannot be read; in `title`, or in words for anything."""
        safe = with_keys(self.screen, _("Nothing that was recorded is lost. {back} goes back."))
        said = f"{problem.text(_)}\n{safe}"
        self.unsay(said)  # where several screens miss the same
        title = title or _("This cannot be shown")
        self.notify(said, title=title, severity="error", timeout=12, markup=False)

    def refuse(self, problem: StoreError, again: Callable[[], object] = bool) -> None:  # noqa: ARG002 - the app's own
        """Say why something could not be done with the data; who has a study may try `again`."""
        self.notify(problem.text(_), title=_("Not recorded"), severity="error", timeout=12, markup=False)

    def say_unusable(self, problem: StoreError | LessonError | Unknown, again: Callable[[], object] = bool) -> None:
        """Say why data or a file could not be used; `again` does once more what could not be done with the data."""
        if isinstance(problem, StoreError):
            self.refuse(problem, again)
        else:
            self.say_gone(problem)

    async def wait_until_done(self, of: Callable[[Worker[object]], bool]) -> None:
        """Wait until no worker is at work any more of those that are meant, whatever becomes of each of them.

        One that another takes the place of ends before the other does, which is waited for too.
        """
        task = asyncio.current_task()
        while busy := [one for one in self.workers if one.is_running and of(one)]:
            for one in busy:
                with suppress(WorkerCancelled, WorkerFailed):  # who began it hears of its end
                    await one.wait()
                if task and task.cancelling():  # it is this that is not to go on: Textual tells the two by one error
                    raise asyncio.CancelledError

    def action_leave_app(self) -> None:
        """Quit."""
        self.exit()

    def action_help_quit(self) -> None:
        """Say how to quit, to somebody who pressed Ctrl+C."""
        self.notify(with_keys(self, _("{app_quit} quits; everything is saved.")), markup=False)

    def on_notify(self, event: Notify) -> None:
        """Let a word of the moment take the place of the one before: there is one row for it."""
        if self._is_of_the_moment(event.notification):
            for notice in list(self._notifications):
                if self._is_of_the_moment(notice):
                    self._unnotify(notice, refresh=False)

    def _is_of_the_moment(self, notice: Notification) -> bool:
        return notice.severity == "information" and not notice.title and notice.timeout <= self.NOTIFICATION_TIMEOUT

    def unsay_what_was_said_before(self) -> None:
        """Take a word of the moment away with what it was about; not what this very key has said."""
        said = [one for one in self._notifications if self._is_of_the_moment(one) and one.raised_at < self._turn_began]
        for notice in said:
            self._unnotify(notice, refresh=False)  # a screen that comes up shows what there is
        for rack in chain.from_iterable(one.query(ToastRack) for one in self.screen_stack if said and one.is_mounted):
            rack.show(self._notifications)  # below a window it is seen, too

    def _unsay_what_was_read(self) -> None:
        """Take away what stays for longer, since it takes rows of the screen: who presses a key goes on."""
        for notice in list(self._notifications):
            asks = notice.severity == "information" and not notice.title  # for a key: it stays as long as that counts
            lasting = notice.timeout > self.NOTIFICATION_TIMEOUT and not asks
            if lasting and time() - notice.raised_at >= self.READ_AFTER:
                self._unnotify(notice)

    def copy_to_clipboard(self, text: str) -> None:
        """Copy a text, and say how much it is: every copy is seen, whatever key it was made with."""
        if text:
            self.copy(text, count("{n} character", "{n} characters", len(text)))

    def copy(self, text: str, what: str) -> None:
        """Copy a text, and say `what` was copied; the terminal tells nobody whether it has the clipboard set."""
        super().copy_to_clipboard(text)
        if self.fitting.tmux:
            said = _("Copied: {what}. Nothing to paste? In tmux: set -s set-clipboard on")
        else:
            said = _("Copied: {what}. Nothing to paste? Select with Shift and the mouse.")
        self.notify(said.format(what=what), markup=False)

    def unsay(self, sentence: str) -> None:
        """Take away what was said, since it is not true any more."""
        for notice in [one for one in self._notifications if one.message == sentence]:
            self._unnotify(notice)

    def _fatal_error(self) -> None:
        """Leave after a crash without showing local variables, which Textual would print."""
        if self._crashed is None or self._exception is None:
            super()._fatal_error()
            return
        self.parting = self._crashed(self._exception)
        self._close_messages_no_wait()
