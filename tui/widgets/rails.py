"""How far a group has come on each dimension: a dot on a rail, with a tick where it should be."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from store.mirror import GroupDimension
from tui.commands.wording import percent, too_few
from tui.i18n import _
from tui.render.rail import rail
from tui.render.text import fitted

NEAR = 0.1
"""A share this far below its target, or less, is nearly there."""
_STYLES = {"rest": "$rule", "tick": "$foreground bold"}
_FIGURE = 7
"""Cells for the share and its mark."""


def reached(share: float, target: float | None) -> tuple[str, str]:
    """The mark and the meaning colour of a share beside its target."""
    if target is None:
        return " ", "primary"
    if share >= target:
        return "✓", "success"
    return ("!", "warning") if share >= target - NEAR - 1e-9 else ("✗", "error")


class Rails(Widget, can_focus=True):
    """One row a dimension."""

    DEFAULT_CSS = """
    Rails { height: auto; }
    """

    dimensions: reactive[Sequence[GroupDimension]] = reactive((), layout=True)
    """What is shown."""

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's own
        """A row for each, and one that says what the tick is."""
        return len(self.dimensions) + 1

    def render(self) -> Content:
        """The rows."""
        return Content("\n").join(list(self._lines(self.size.width)))

    def _lines(self, width: int) -> Iterator[Content]:
        muted = Style.parse("$text-muted")
        title = min(max((cell_len(one.title) for one in self.dimensions), default=0), max(1, width * 9 // 20))
        room = max(2, width - title - 1 - _FIGURE)
        for one in self.dimensions:
            name = fitted(one.title, title) + " "
            if one.share is None:
                yield Content.assemble(name, (too_few(), muted)).truncate(width, ellipsis=True)
                continue
            mark, tone = reached(one.share, one.target)
            style = Style.parse(f"$text-{tone}")
            parts = [
                (text, Style.parse(_STYLES[part]) if part in _STYLES else style)
                for text, part in rail(one.share, one.target, room)
            ]
            yield Content.assemble(name, *parts, (f" {percent(one.share):>4} {mark}", style))
        if any(one.share is None for one in self.dimensions):
            yield Content.styled(_("so few people: no figure about them all"), muted).truncate(width, ellipsis=True)
        elif any(one.target is not None for one in self.dimensions):
            yield Content.styled(" " * (title + 1) + "┃ " + _("target"), muted)
