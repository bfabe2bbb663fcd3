"""How many members of a group studied in each week, and what was completed in it."""

from collections.abc import Iterator, Sequence
from datetime import date

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from store.mirror import Week
from tui.commands.wording import fraction, too_few, week_word
from tui.i18n import _
from tui.screens.drawing import share_line

MOST_WEEKS = 12
"""Weeks that there are at most."""
_LEAST = 4
"""Cells below which a bar says nothing."""


class Weeks(Widget, can_focus=True):
    """One row a week, this one last."""

    DEFAULT_CSS = """
    Weeks { height: auto; }
    """

    most: reactive[int] = reactive(MOST_WEEKS, layout=True)
    """How many of them are shown, the latest."""

    def __init__(self) -> None:
        super().__init__()
        self._weeks: Sequence[Week] = ()
        self._day = date.min

    def show(self, weeks: Sequence[Week], day: date) -> None:
        """Show weeks as they are called on a day."""
        self._weeks, self._day = weeks, day
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's own
        """A row for each week, and one where it says that figures are withheld."""
        return len(self._shown) + self._withheld

    @property
    def _shown(self) -> Sequence[Week]:
        return self._weeks[-self.most :]

    @property
    def _withheld(self) -> bool:
        return any(one.active is None for one in self._shown)

    def render(self) -> Content:
        """The rows."""
        return Content("\n").join(list(self._lines(self.size.width)))

    def _lines(self, width: int) -> Iterator[Content]:
        muted = "$text-muted"
        shown = self._shown
        names = [week_word(one.week, self._day) for one in shown]
        active = ["" if one.active is None else fraction(one.active, one.members) for one in shown]
        completed = [_("{n} done").format(n=one.completed) for one in shown]
        name, people, last = (
            max((cell_len(text) for text in texts), default=0) for texts in (names, active, completed)
        )
        room = width - name - people - last - 4
        for week, called, studied, finished in zip(shown, names, active, completed, strict=True):
            head = called + " " * (name - cell_len(called)) + " "
            parts: list[Content | str | tuple[str, str | Style]] = [(head, muted)]
            if room >= _LEAST:
                share = week.active / week.members if week.active and week.members else 0.0
                tone = "primary" if week is shown[-1] else "muted"
                parts.append(" " * room if week.active is None else share_line(share, room, tone))
            parts += [
                (" " + " " * (people - cell_len(studied)) + studied, Style()),
                ("  " + " " * (last - cell_len(finished)) + finished, muted),
            ]
            yield Content.assemble(*parts).truncate(max(1, width), ellipsis=True)
        if self._withheld:
            words = _("who studied: {withheld}").format(withheld=too_few())
            yield Content.styled(words, muted).truncate(max(1, width), ellipsis=True)
