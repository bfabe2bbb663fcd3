"""How far a group has come on each dimension: a dot on a rail, with a tick where it should be at last, and by now."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from store.mirror import Basis, GroupDimension
from tui.commands.wording import percent, withheld_word
from tui.i18n import _, listed, named
from tui.render.rail import Reached, stands
from tui.render.text import fitted
from tui.screens.drawing import rail_text

_FIGURE = 7
"""Cells for the share and its mark."""
_MARKS = {
    Reached.UNTOLD: (" ", "primary"),
    Reached.BELOW: ("✗", "error"),
    Reached.CLOSE: ("!", "warning"),
    Reached.REACHED: ("✓", "success"),
}
"""The mark and the meaning colour of a share beside its target."""


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
        muted = "$text-muted"
        title = min(max((cell_len(one.title) for one in self.dimensions), default=0), max(1, width * 9 // 20))
        room = max(3, width - title - 1 - _FIGURE)
        for one in self.dimensions:
            name = fitted(one.title, title) + " "
            if one.share is None:
                yield Content.assemble(name, (withheld_word(one), muted)).truncate(width, ellipsis=True)
                continue
            mark, tone = _MARKS[stands(one.share, one.target, one.by_now)]
            figure = (f" {percent(one.share):>4} {mark}", f"$text-{tone}")
            yield Content.assemble(name, rail_text(one.share, one.target, room, now=one.by_now), figure)
        if any(one.share is None and one.asked for one in self.dimensions):
            yield Content.styled(_("so few people: no figure about them all"), muted).truncate(width, ellipsis=True)
        elif any(one.basis is Basis.ANNOUNCED for one in self.dimensions):
            yield Content.styled(_("by announced quizzes: some share in files"), muted).truncate(width, ellipsis=True)
        elif any(one.target is not None for one in self.dimensions):
            yield Content.styled(self._legend(width), muted).truncate(width, ellipsis=True)

    def _legend(self, width: int) -> str:
        """What the ticks are, and with which of them a mark compares: the longest words that there is room for."""
        aimed = [one for one in self.dimensions if one.target and one.share is not None]
        target = "┃ " + _("target")
        if all(one.by_now is None or (one.target or 0) <= one.by_now for one in aimed):
            return target
        if not any(one.by_now for one in aimed):
            return f"{target} · " + _("nothing of it is due yet")
        now = "  ╎ " + _("due by now")
        met = {stands(one.share, one.target, one.by_now) for one in aimed}
        # Only the marks that are there: where all is fine, nothing on the screen looks like a flag.
        marks = listed(
            words
            for reached, words in (
                (Reached.REACHED, _("✓ reached")),
                (Reached.CLOSE, _("! close")),
                (Reached.BELOW, _("✗ below")),
                (Reached.UNTOLD, _("no mark: nothing due yet")),
            )
            if reached in met
        )
        said = named(target + now, marks)
        return said if cell_len(said) <= width else target + now
