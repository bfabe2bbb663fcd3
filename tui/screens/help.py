"""Help: the keys of the screen it was asked from, searchable, and Enter runs them; then what words mean."""

from collections.abc import Iterable

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input, Static

from tui.i18n import _, later
from tui.keys import key
from tui.screens.base import StudyScreen
from tui.screens.concepts import CONCEPTS, REPORTING
from tui.screens.dialog import Dialog
from tui.sentences import key_written, with_keys
from tui.widgets.rows import Row, RowList

_ALIASES = frozenset("？：【】《》、／０１２３４５６７８９")
"""What an input method sends for a key: it works, and needs no mention."""


_TOLD = "told "
"""How the key of a row begins that runs nothing, and tells what follows."""
_REPORT = later("Report a problem")
_ROOMY = 12
"""Rows from which on there is room for the keys below what is said of the screen."""


class HelpScreen(Dialog[str | None]):
    """The keys that work on a screen; answers the action to run, or None."""

    CSS_PATH = "help.tcss"
    BINDINGS = [  # noqa: RUF012 - Textual declares it as a plain class variable
        key("help.close", "escape,f1", "close", later("Close"), display="Esc"),
        key("help.down", "down", "step(1)", later("Down"), display="↓", show=False),
        key("help.up", "up", "step(-1)", later("Up"), display="↑", show=False),
        key("help.page_down", "pagedown", "page(1)", later("Page down"), display="PgDn", show=False, priority=True),
        key("help.page_up", "pageup", "page(-1)", later("Page up"), display="PgUp", show=False, priority=True),
        key("help.home", "home,ctrl+home", "edge(-1)", later("First"), display="Home", show=False, priority=True),
        key("help.end", "end,ctrl+end", "edge(1)", later("Last"), display="End", show=False, priority=True),
    ]

    rows = getters.query_one(RowList)

    def __init__(self, behind: StudyScreen) -> None:
        super().__init__()
        self._behind = behind
        self._told = ""
        """What a word means that was chosen, in English."""
        self._ask()

    def _ask(self) -> None:
        behind = self._behind
        self._text = with_keys(behind, _(behind.HELP_TEXT), **behind.help_values) if behind.HELP_TEXT else ""
        self._keys = list(self._actions(behind))

    async def reword(self) -> None:
        """Say the keys of the screen behind again, which has been reworded before."""
        words = self.query_one(Input).value
        self._ask()
        await self.recompose()
        self.on_mount()
        self._say_what_is_told()
        self.query_one(Input).value = words

    @staticmethod
    def _actions(behind: StudyScreen) -> Iterable[tuple[str, str, str]]:
        """Keys, description and action of each binding of ours that is active behind."""
        found: dict[str, tuple[Binding, list[str], object]] = {}
        for name, active in behind.active_bindings.items():
            binding = active.binding
            if binding.id and binding.description and active.enabled and binding.id != "app.help":
                found.setdefault(binding.description, (binding, [], active.node))[1].append(key_written(behind, name))
        for binding, names, node in found.values():
            keys = list(dict.fromkeys(name for name in names if "_" not in name and name not in _ALIASES))
            action = binding.action
            if node is behind.focused and "." not in action:
                action = f"focused.{action}"
            yield "  ".join(keys), binding.description, action

    def body(self) -> ComposeResult:
        """A sentence, a filter, the keys."""
        with Vertical(id="help"):
            yield Static(self._text, id="help-text", markup=False)
            yield Input(placeholder=_("Type to filter, Enter runs it"), id="help-filter")
            yield RowList(id="help-rows")

    def on_mount(self) -> None:
        """Fill the list; typing filters at once."""
        self.query_one("#help").border_title = _("Help")
        self._fill("")
        self.query_one(Input).focus()

    def on_resize(self) -> None:
        """The keys come first where there is no room for what is said of the screen."""
        self._say_what_is_told()

    def _fill(self, words: str) -> None:
        wanted = words.casefold().split()
        shown = [
            Row(title=text, key=action, note=keys, note_tone="primary")
            for keys, text, action in self._keys
            if all(word in f"{text} {keys}".casefold() for word in wanted)
        ]
        told = [
            Row(title=_(title), key=f"{_TOLD}{sentence}")
            for title, sentence in (*CONCEPTS, (_REPORT, REPORTING))
            if all(word in f"{_(title)} {_(sentence)} {title}".casefold() for word in wanted)
        ]
        if told:
            shown += [
                *([Row("")] if shown else []),
                Row(_("What words mean, and what to do"), title_tone="muted"),
                *told,
            ]
        self.rows.show(shown or [Row(_("Nothing here is called that."), title_tone="muted")])
        self.rows.action_edge(-1)

    @on(Input.Changed)
    def _filter(self, event: Input.Changed) -> None:
        self._fill(event.value)

    @on(Input.Submitted)
    def _run(self) -> None:
        self._take(self.rows.chosen.key if self.rows.chosen else None)

    @on(RowList.Chosen)
    def _clicked(self, event: RowList.Chosen) -> None:
        self._take(event.key)

    def _take(self, chosen: str | None) -> None:
        """Run what was chosen; what a word means is told here."""
        if chosen is None or not chosen.startswith(_TOLD):
            self.dismiss(chosen)
            return
        self._told = chosen.removeprefix(_TOLD)
        self._say_what_is_told()

    def _say_what_is_told(self) -> None:
        told = self.query_one("#help-text", Static)
        told.update(_(self._told) if self._told else self._text)
        told.display = bool(self._told) or self.app.size.height >= _ROOMY

    def action_step(self, step: int) -> None:
        """Move through the list while the filter keeps the focus."""
        self.rows.action_step(step)

    def action_page(self, pages: int) -> None:
        """Move through the list by screens."""
        self.rows.action_page(pages)

    def action_edge(self, end: int) -> None:
        """Go to the first or the last key."""
        self.rows.action_edge(end)

    def action_close(self) -> None:
        """Close without running anything."""
        self.dismiss(None)
