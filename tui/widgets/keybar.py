"""The last row of every screen: at most seven keys, the most useful first."""

from collections.abc import Sequence

from rich.cells import cell_len
from textual import events
from textual.app import RenderResult
from textual.content import Content
from textual.style import Style
from textual.widget import Widget
from textual.widgets._toast import Toast, ToastRack

MOST = 7
"""More keys than this nobody reads."""
MOST_SAID = 6
"""Rows of what is said at once; what was said last is in view."""
_BACK, _HELP = "escape", "app.help"
"""The key back and that to the help are there however narrow the screen is, behind all others."""


class KeyBar(Widget):
    """The keys that work here and now, written from the active bindings, so that no key is shown that does nothing.

    What is said for a moment covers none of them: one row stands at their right where there is room for it beside all
    of them, else, as more rows do, above the keys, which make room for it.
    """

    DEFAULT_CSS = """
    KeyBar { dock: bottom; height: 1; background: $panel; color: $foreground; }
    KeyBar .keybar--key { color: $text-primary; text-style: bold; }
    """
    COMPONENT_CLASSES = {"keybar--key"}  # noqa: RUF012 - Textual declares it as a plain class variable
    _drawn: Sequence[tuple[str, str, str]] | None = None
    """What is on the screen."""
    _tall = 1
    """Its rows, with those of what is said above it."""

    def on_mount(self) -> None:
        """Follow the bindings of the screen, and what is said."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _screen: self._look())
        self.screen.screen_layout_refresh_signal.subscribe(self, lambda _screen: self._make_room())

    def _make_room(self) -> None:
        """Leave what is said its place."""
        for rack in self.screen.query(ToastRack):
            toasts = list(rack.query(Toast)) if rack.display else []
            rows = sum(toast.outer_size.height for toast in toasts)
            above = rows > 1 or (rows == 1 and self._width(self.keys()) + toasts[0].outer_size.width > self.size.width)
            rack.set_class(above, "-above")
            tall = 1 + min(rows, MOST_SAID) if above else 1
            if tall != self._tall:  # else it is laid out once more as it is
                self._tall = self.styles.height = tall

    def _look(self) -> None:
        """Draw the row anew where it is no longer true."""
        if self.keys() != self._drawn:
            self.refresh()

    def keys(self) -> list[tuple[str, str, str]]:
        """Key as written, what it does, and its action, for each key shown; as many as fit."""
        shown: dict[str, tuple[str, str, str]] = {}
        back = ""
        for active in self.screen.active_bindings.values():
            if active.binding.show and active.enabled and active.binding.id:
                display = self.app.get_key_display(active.binding)
                shown.setdefault(active.binding.id, (display, active.binding.description, active.binding.action))
                if _BACK in active.binding.key.split(","):
                    back = active.binding.id
        last = [shown.pop(name) for name in (back, _HELP) if name in shown]
        keys = list(shown.values())[: MOST - len(last)]
        while keys and self._width([*keys, *last]) > self.size.width:
            keys.pop()
        return [*keys, *last]

    @staticmethod
    def _width(keys: list[tuple[str, str, str]]) -> int:
        return sum(cell_len(key) + cell_len(text) + 3 for key, text, _action in keys)

    def render(self) -> RenderResult:
        """The row."""
        style = self.get_visual_style("keybar--key")
        self._drawn = self.keys()
        parts: list[str | tuple[str, Style]] = ["\n" * (self.size.height - 1), " "]
        for key, text, _action in self._drawn:
            parts += [(key, style), f" {text}  "]
        return Content.assemble(*parts)

    async def on_click(self, event: events.Click) -> None:
        """Press the key under the mouse."""
        start = 1 if event.y == self.size.height - 1 else self.size.width
        for key, text, action in self.keys():
            end = start + cell_len(key) + cell_len(text) + 1
            if start <= event.x < end:
                await self.screen.run_action(action)
            start = end + 2
