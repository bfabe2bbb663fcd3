"""Settings: what somebody may have as they like it, changed at once, kept at once.

It is long because each setting has words of its own for its values, and for where they come from and are kept.
"""

from collections.abc import Iterable, Iterator

from rich.cells import cell_len, chop_cells
from textual import getters, on
from textual.containers import Center, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tui import themes
from tui.commands.wording import percent, weekdays_words
from tui.i18n import LANGUAGE_NAMES, _, count, later
from tui.keys import HELP, SETTINGS_LIST
from tui.pace import read_weekdays, write_weekdays
from tui.preferences import AUTO, OFF, ON, PREFERENCES, Preference, Said, Source
from tui.render.glyphs import ASCII
from tui.screens.base import StudyScreen
from tui.screens.drawing import padded
from tui.widgets.rows import Row, RowList

_TITLE = 18
"""Cells of a setting's name."""
_AROUND = 6
"""Cells of a row beside name and value."""
_WORDS = {
    AUTO: later("auto"),
    "dark": later("dark"),
    "light": later("light"),
    "contrast": later("high contrast"),
    "unicode": "Unicode",
    "ascii": "ASCII",
    "basic": later("some"),
    "none": later("none"),
    ON: later("on"),
    OFF: later("off"),
    **LANGUAGE_NAMES,
}
_SOURCES = {
    Source.OPTION: later("option"),
    Source.ENVIRONMENT: later("environment"),
    Source.FILE: "config.toml",
    Source.CHOSEN: later("chosen here"),
    Source.DEFAULT: "",
}


class SettingsScreen(StudyScreen):
    """Every setting in one list."""

    CSS_PATH = "settings.tcss"
    BINDINGS = [*SETTINGS_LIST, HELP]  # noqa: RUF012 - Textual declares it as a plain class variable
    HELP_TEXT = later(
        "{settings_next} changes the setting under the cursor, {settings_before} changes it back; it shows at once, "
        "and is kept at once. The line below says what it does and where it is kept."
    )

    rows = getters.query_one(RowList)
    told = getters.query_one("#told", Static)

    def body(self) -> Iterable[Widget]:
        """The list, and what is said of the setting under the cursor."""
        with Center(classes="fill"), Vertical(classes="settings"):
            yield RowList()
            yield Static("", id="told", markup=False)

    _warned = ""
    """The months of which it was said what they erase: once more and they hold."""
    _warning = ""
    """What was said of them."""

    def on_mount(self) -> None:
        """Show everything, with the cursor on the first setting."""
        self.watch(self.rows, "cursor", self._tell, init=False)
        self.say_again()
        self.rows.focus()

    def say_again(self) -> None:
        """Draw it all in the language in use."""
        self.top.place = Content.styled(_("Settings"), "bold")
        at = self.rows.chosen.key if self.rows.chosen else next(iter(PREFERENCES))
        self.rows.show(list(self._rows()), at=at)
        self._tell()

    def on_resize(self) -> None:
        """There is another room for paths."""
        self.call_after_refresh(self.say_again)

    def look_again(self) -> None:
        """Draw it all: a key for the whole of the app has changed a setting."""
        self.say_again()

    def _rows(self) -> Iterator[Row]:
        group = ""
        for preference in PREFERENCES.values():
            if preference.group != group:
                if group:
                    yield Row("")
                group = preference.group
                yield Row(_(group))
            said = self.study.preferences.said(preference.key)
            yield Row(
                padded(_(preference.title), _TITLE),
                preference.key,
                aside=f"‹ {self._word(preference, said.value)} ›",
                note=_(_SOURCES[said.source]) if _SOURCES[said.source] else "",
            )
        yield Row("")
        yield Row(_("Keys"))
        own = len(self.fivefold.own_keys)
        yield Row(
            padded(_("Keys of your own"), _TITLE), "keys", aside=count("{n} key", "{n} keys", own) if own else _("none")
        )
        yield Row("")
        yield Row(_("Data"))
        for title, key, path in self._files():
            yield Row(padded(title, _TITLE), key, aside=self._end_of(path))

    def _end_of(self, path: str) -> str:
        """As much of a path as there is room for: its end tells more than where it begins."""
        room = (self.rows.scrollable_content_region.width or self.size.width) - _TITLE - _AROUND
        return path if cell_len(path) <= room else f"…{chop_cells(path[::-1], max(1, room - 1))[0][::-1]}"

    def _files(self) -> Iterator[tuple[str, str, str]]:
        """Where things lie: what it is, the row's key, the path."""
        yield _("Database"), "db", self.study.preferences.kept_in
        for number, root in enumerate(self.study.roots):
            yield _("Library"), f"library {number}", str(root)
        if config := self.study.preferences.config:
            yield "config.toml", "config", str(config)

    def _word(self, preference: Preference, value: str) -> str:
        """A value as it is read; of auto, what came of it too."""
        match preference.key:
            case "recall":
                return percent(float(value))
            case "study_days":
                return weekdays_words(read_weekdays(value))
            case "study_minutes":
                return count("{n} min", "{n} min", int(value)) if value != "0" else _("no aim")
            case "keep_months":
                return count("{n} month", "{n} months", int(value)) if value != "0" else _("for good")
        word = _(_WORDS.get(value, value))
        if value != AUTO:
            return word
        came = {
            "theme": themes.preference(self.app.theme),
            "glyphs": "ascii" if self.fivefold.glyphs is ASCII else "unicode",
            "motion": self.app.animation_level,
        }[preference.key]
        return _("{auto}: {what}").format(auto=word, what=_(_WORDS.get(came, came)))

    def _tell(self) -> None:
        """Say what the setting under the cursor does, and where it is kept."""
        row = self.rows.chosen
        if row is None:
            return
        self.refresh_bindings()
        if row.key != "keep_months":
            self._take_warning_back()
        preference = PREFERENCES.get(row.key)
        if preference:
            said = self.study.preferences.said(preference.key)
            self.told.update(Content.assemble(_(preference.told), "\n", self.muted(self._kept(preference, said))))
        elif row.key == "keys":
            path = self.fivefold.own_keys_path
            self.told.update(
                Content.assemble(
                    _("“fivefold config keys” lists what each key does, and how to have another."),
                    "\n",
                    self.muted(str(path) if path else ""),
                )
            )
        else:
            path_of = {key: path for _title, key, path in self._files()}
            self.told.update(self.muted(path_of.get(row.key, "")))

    def _kept(self, preference: Preference, said: Said) -> str:
        match said.source:
            case Source.OPTION | Source.ENVIRONMENT:
                return _("{where} says it; what you change here holds until the app is left.").format(where=said.where)
            case Source.FILE if preference.personal:
                return _(
                    "{where} says it for everybody here; what you change is yours alone, and kept in {path}"
                ).format(where=said.where, path=self.study.preferences.kept_in)
            case Source.DEFAULT:
                return _("A change is kept in {path}").format(path=self.study.preferences.kept_in)
        return _("Kept in {path}").format(path=said.where)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's own
        """No key for what is only shown."""
        if action == "day":
            return bool(self.is_mounted and self.rows.chosen and self.rows.chosen.key == "study_days")
        if action == "change":
            return bool(self.is_mounted and self.rows.chosen and self.rows.chosen.key in PREFERENCES)
        return True

    async def action_change(self, step: int) -> None:
        """Have the next thing that a setting may be, or the one before."""
        row = self.rows.chosen
        if row is None:
            return
        offered, value = PREFERENCES[row.key].offered, self.study.preferences.value(row.key)
        at = offered.index(value) if value in offered else -1 if step > 0 else 0
        wanted = offered[(at + step) % len(offered)]
        if row.key == "keep_months" and value == "0" and self._warned != wanted:
            self._warned = wanted  # what is erased does not come back: no single key begins it
            erases = _("From tomorrow on this erases details older than {n} months. Press the key again to do it.")
            self._warning = erases.format(n=wanted)
            self.notify(self._warning, severity="warning", markup=False)
            return
        self._take_warning_back()
        await self.fivefold.prefer(row.key, wanted)
        self.say_again()

    def on_unmount(self) -> None:
        """Nothing is asked any more of what is not seen."""
        self._take_warning_back()

    def _take_warning_back(self) -> None:
        self._warned = ""
        self.fivefold.unsay(self._warning)

    async def action_day(self, number: int) -> None:
        """Study on a day of the week, 1 for Monday, or not; one day stays."""
        days = read_weekdays(self.study.preferences.value("study_days")) ^ {number - 1}
        if days:
            await self.fivefold.prefer("study_days", write_weekdays(days))
            self.say_again()

    @on(RowList.Chosen)
    async def _clicked(self, event: RowList.Chosen) -> None:
        if event.key in PREFERENCES:
            await self.action_change(1)
