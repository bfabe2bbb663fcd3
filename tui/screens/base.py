"""What every screen has: a top bar, a body, a bar of keys, help, and a way back.

It is long because whatever the app tells any of its screens has its empty answer here.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.content import Content
from textual.message import Message
from textual.screen import Screen, ScreenResultType
from textual.timer import Timer
from textual.widget import Widget

from quizzes.errors import QuizError
from store.errors import StoreError
from tui.i18n import _
from tui.keys import HELP, INSTEAD, types, written
from tui.screens.drawing import muted, toned
from tui.screens.painted import PaintedScreen
from tui.shell import UNUSABLE, Shell
from tui.widgets.keybar import KeyBar
from tui.widgets.topbar import TopBar

if TYPE_CHECKING:
    from tui.app import FivefoldApp
    from tui.study import Study

_NOTHING: frozenset[str] = frozenset()
WATCHING = "watching"
"""Workers that wait for files to be saved, and have no end but that of their screen."""


def as_said(
    bindings: dict[str, ActiveBinding], field: Widget | None, *, only_said: frozenset[str] = _NOTHING
) -> dict[str, ActiveBinding]:
    """Keys with what they do in the language in use, none that would be typed where the focus is."""
    found = {
        key: active
        if (said := _(active.binding.description) if active.binding.description else "") == active.binding.description
        else active._replace(binding=replace(active.binding, description=said))
        for key, active in bindings.items()
    }
    for key in [key for key, active in found.items() if active.binding.action in only_said]:
        found[key] = found[key]._replace(binding=replace(found[key].binding, show=False))
    if field is None or not field.check_consume_key("a", "a"):
        return found
    return {
        key: active._replace(binding=replace(active.binding, key_display=written(key)))
        if key in INSTEAD or len(active.binding.key_display or "") == 1
        else active
        for key, active in found.items()
        if not types(key)
    }


def not_typed(bindings: Mapping[str, ActiveBinding]) -> dict[str, ActiveBinding]:
    """The keys that write nothing where text is typed, each as it is written itself."""
    return {
        key: active._replace(binding=replace(active.binding, key_display=written(key)))
        for key, active in bindings.items()
        if not types(key)
    }


async def compose_again(screen: Screen[Any]) -> None:
    """Make all widgets of a screen anew; what is typed in its lines stays, and so does the place of the focus."""
    from textual.widgets import Input  # noqa: PLC0415 - Today has no line to type in, and it loads more than all of ours

    typed = {line.id: (line.value, line.cursor_position) for line in screen.query(Input)}
    focused = screen.focused.id if screen.focused else None
    await screen.recompose()
    for line in screen.query(Input):
        line.select_on_focus = False
        line.value, line.cursor_position = typed.get(line.id, (line.value, len(line.value)))
    if focused:
        screen.query_one(f"#{focused}").focus()


class SurvivingScreen(Screen[ScreenResultType]):
    """A screen, or a window over one, that no error of the data or of a file takes the app away from."""

    async def _invoke_and_clear_callbacks(self) -> None:
        """Do what is to be done behind a refresh, behind it also where that is put off.

        A palette that closes for what was chosen in it puts it off for a moment, so that nobody sees what is between.
        Textual lays nothing out then, and yet does at once what waits for that: what the command has put on the screen
        would not be scrolled to, since it has no place yet.
        """
        if not (self.is_current and self.app._batch_count) or self.app._exit:  # noqa: SLF001 - there is no other way in
            await super()._invoke_and_clear_callbacks()

    async def _dispatch_message(self, message: Message) -> None:
        """Survive where data or lessons cannot be used: whatever was to be done is not, and why is said."""
        app: object = self.app
        try:
            await super()._dispatch_message(message)
        except UNUSABLE as problem:
            if not isinstance(app, Shell):
                raise
            app.say_unusable(problem)


class StudyScreen(SurvivingScreen[None], PaintedScreen):
    """A screen between a top bar and a bar of keys."""

    BINDINGS = [HELP]  # noqa: RUF012 - Textual declares it as a plain class variable
    STUDIES: ClassVar = False
    """Whether time counts as spent in study while it is open, or below what is."""
    SHOWS_RECORDS: ClassVar = False
    """Whether what it shows may be other after somebody else has recorded something."""
    HELP_TEXT = ""
    """One sentence of help on this screen, marked for translation."""

    waits = False
    """Whether it has no widgets yet, since nobody has seen it: another screen came up above it at once."""
    _study: "Study | None" = None
    _till: Timer | None = None
    """Until it looks again by itself."""

    top = getters.query_one(TopBar)
    bar = getters.query_one(KeyBar)

    @property
    def fivefold(self) -> "FivefoldApp":
        """The app, typed."""
        from tui.app import FivefoldApp  # noqa: PLC0415 - the app imports its screens

        app = self.app
        if not isinstance(app, FivefoldApp):
            raise TypeError(app)
        return app

    @property
    def study(self) -> "Study":
        """The verbs; those that the app had when the screen came up, so that a rehearsal stays one to its last word."""
        self._study = self._study or self.fivefold.study
        return self._study

    async def reword(self) -> None:
        """Say everything in the language in use now; place, choice and what was typed stay as they are."""
        self.top.label = self._label
        self.say_again()
        self.refresh_bindings()

    def say_again(self) -> None:
        """Draw what depends on the language; of itself a screen has nothing but its bars."""

    async def compose_again(self) -> None:
        """Make all widgets anew, and keep what is typed in lines; for a screen with words that it never draws again."""
        await compose_again(self)

    @property
    def _label(self) -> str:
        return self.app.label if isinstance(self.app, Shell) else ""

    def compose(self) -> ComposeResult:
        """Top bar, body, keys; in the looks of this size from the beginning: else all is styled and laid out again."""
        if self.waits:
            return
        app, (width, height) = self.app, self.app.size
        for cells, ours, general in (
            (width, self.HORIZONTAL_BREAKPOINTS, app.HORIZONTAL_BREAKPOINTS),
            (height, self.VERTICAL_BREAKPOINTS, app.VERTICAL_BREAKPOINTS),
        ):
            self.add_class(
                *self._get_breakpoint_classes(cells, (general if ours is None else ours) or []), update=False
            )
        yield TopBar(label=self._label)
        yield from self.body()
        yield KeyBar()

    def body(self) -> Iterable[Widget]:
        """The widgets between the bars."""
        return ()

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that work now, described in the language in use; none that would be typed into a field."""
        return as_said(super().active_bindings, self.focused, only_said=self.only_said)

    @property
    def only_said(self) -> frozenset[str]:
        """Actions that only say now why they cannot be done: their keys are answered, and the footer has others."""
        return frozenset()

    def muted(self, text: str) -> Content:
        """Text that steps back."""
        return muted(text)

    def toned(self, text: str, tone: str, *, bold: bool = False) -> Content:
        """Text in a meaning colour: primary, success, warning, error or accent."""
        return toned(text, tone, bold=bold)

    def look_again(self) -> None:
        """A setting is another: what shows it looks again."""

    def not_recorded(self, problem: StoreError | QuizError, title: str, again: Callable[[], object]) -> None:
        """Say why something could not be recorded; where another place would help, offer to go on there.

        Args:
            problem: Why.
            title: That it was not, and which key tries again.
            again: Tries again.
        """
        if not (isinstance(problem, StoreError) and problem.of_place):
            self.notify(problem.text(_), title=title, severity="error", timeout=12, markup=False)
            return
        from tui.screens.refused import RefusedScreen  # noqa: PLC0415 - most runs never need it

        def answered(wanted: bool | None) -> None:
            if wanted:
                again()

        self.app.push_screen(RefusedScreen(problem, self.study), answered)

    @property
    def awaits(self) -> bool:
        """Whether what its keys act on has not come yet: they are kept until it has."""
        return False

    async def _dispatch_message(self, message: Message) -> None:
        """Survive what is wrong with data or lessons, and give the next of the keys that were pressed early."""
        await super()._dispatch_message(message)
        app = self.app
        if isinstance(app, Shell) and app.early and not self.awaits:
            app.call_later(app.give_early_keys)

    def note_kept(self, kept: bool | None) -> None:
        """Say so where a note was kept."""
        if kept:
            self.notify(_("The note is kept. Notes has them all."), markup=False)

    def library_changed(self) -> None:
        """The library is not what it was: what shows it looks again."""

    def look_again_at(self, moments: Iterable[datetime | None]) -> None:
        """Say everything again by itself at the first of some moments to come: what is shown is no more true then."""
        if self._till:
            self._till.stop()
        first = min(filter(None, moments), default=None)
        self._till = self.set_timer(self.study.seconds_to(first), self.say_again) if first else None

    def records_changed(self) -> None:
        """Another window, or a command, has recorded something: what shows records looks again."""
        if self.SHOWS_RECORDS:
            self.say_again()

    def show_reading(self, done: int, total: int) -> None:
        """So many files of the library are read, of those that have to be."""

    def show_indexing(self, done: int, total: int) -> None:
        """So many files are indexed, of those that have to be; both are 0 when all of them are."""

    def action_back(self) -> None:
        """Go up one screen."""
        self.app.pop_screen()

    def action_show_help(self) -> None:
        """Show the keys of this screen."""
        from tui.screens.help import HelpScreen  # noqa: PLC0415 - loaded when it is wanted

        self.app.push_screen(HelpScreen(self), self._run_from_help)

    async def _run_from_help(self, action: str | None) -> None:
        if action:
            await self.run_action(action)
