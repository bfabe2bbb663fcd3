"""One of a few on one row: all of them side by side where there is room, else the chosen one between arrows."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tui.i18n import later
from tui.keys import key
from tui.render.text import fitted

_DIGITS = 9


class ChoiceLine(Widget, can_focus=True):
    """What there is to choose from, with a digit before each."""

    DEFAULT_CSS = """
    ChoiceLine { width: 1fr; height: 1; background: $background; padding: 0 1; }
    ChoiceLine:focus { background: $primary 14%; }
    """
    BINDINGS = [  # noqa: RUF012 - Textual declares it as a plain class variable
        key("line.next", "right,l,space", "turn(1)", later("Change"), display="→"),
        key("line.before", "left,h", "turn(-1)", later("Change back"), display="←", show=False),
        *(
            key(f"line.choose{digit}", str(digit), f"choose({digit})", later("Choose"), display=str(digit), show=False)
            for digit in range(1, _DIGITS + 1)
        ),
    ]

    at: reactive[int] = reactive(0)
    """Index of the chosen one."""

    @dataclass
    class Changed(Message):
        """Another one is chosen."""

        line: "ChoiceLine"
        at: int

        @property
        def control(self) -> "ChoiceLine":
            """The line, for selectors."""
            return self.line

    def __init__(self, choices: Sequence[str], at: int = 0, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.choices = tuple(choices)
        self.set_reactive(ChoiceLine.at, at)

    def render(self) -> Content:
        """The row."""
        width = self.size.width
        parts = [f"{number} {choice}" for number, choice in enumerate(self.choices, start=1)]
        if sum(cell_len(part) + 4 for part in parts) > width and len(parts) > 1:
            place = f"  {self.at + 1}/{len(parts)}"
            chosen = fitted(self.choices[self.at], min(cell_len(self.choices[self.at]), width - len(place) - 4))
            return Content.assemble("‹ ", (chosen, "bold"), " ›", (place, "$text-muted"))
        shown: list[str | tuple[str, str]] = []
        for index, (number, choice) in enumerate(zip(range(1, len(parts) + 1), self.choices, strict=True)):
            if len(parts) > 1:
                mark = "▸" if index == self.at else " "
                shown += [(mark, "$text-primary"), (f"{number} ", "$text-primary bold")]
            shown += [(choice, "bold" if index == self.at else "$text-muted"), "  "]
        return Content.assemble(*shown)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what there is to choose."""
        if action == "choose":
            return isinstance(parameters[0], int) and parameters[0] <= len(self.choices)
        return len(self.choices) > 1 if action == "turn" else True

    def action_turn(self, step: int) -> None:
        """Choose the next one, or the one before."""
        self._choose((self.at + step) % len(self.choices))

    def action_choose(self, digit: int) -> None:
        """Choose by number."""
        self._choose(digit - 1)

    def on_click(self, event: events.Click) -> None:
        """Choose the next one."""
        event.stop()
        self.focus()
        self.action_turn(1)

    def _choose(self, at: int) -> None:
        if at != self.at:
            self.at = at
            self.post_message(self.Changed(self, at))
