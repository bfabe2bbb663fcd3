"""The first row of every screen: the place on the left, the state on the right."""

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

_APART = 2
"""Cells at least between what is on the left and what is on the right."""
_PART_OF = " › "
_READABLE = 8
"""Cells of a longer name that still say something."""


class TopBar(Widget):
    """One row that says where the member is and how things stand."""

    DEFAULT_CSS = """
    TopBar { height: 1; background: $panel; color: $foreground; }
    """

    place: reactive[Content] = reactive(Content(""))
    """Where the member is; cut where all else has given way."""
    within: reactive[str] = reactive("")
    """What that is a part of; gives way where the row is too short."""
    beside: reactive[Content] = reactive(Content(""))
    """What can also be said of the place; gives way whole, as half of it says nothing."""
    state: reactive[Content] = reactive(Content(""))
    """How things stand."""
    more: reactive[Content] = reactive(Content(""))
    """What can also be said behind it; gives way first."""

    label: reactive[str] = reactive("")
    """That nothing here is real, where it is not."""

    def __init__(self, label: str = "") -> None:
        super().__init__()
        self.set_reactive(TopBar.label, label)

    def render(self) -> Content:
        """The row, as wide as the screen."""
        label = Content("")
        if self.label:
            label = Content.assemble((f" {self.label} ", "$text-warning bold reverse"), " ")
        width = self.size.width - 2 - cell_len(label.plain)
        place, state = self.place, self.state
        if cell_len(place.plain) + cell_len(self.beside.plain) + _APART + cell_len(state.plain) <= width:
            place += self.beside
        apart = width - _APART - cell_len(place.plain) - cell_len(state.plain)
        if (left := apart - cell_len(self.more.plain)) >= (cell_len(self.within) + len(_PART_OF) if self.within else 0):
            state, apart = state + self.more, left
        place = self._within(apart) + place.truncate(max(0, width - _APART - cell_len(state.plain)), ellipsis=True)
        gap = max(1, width - cell_len(place.plain) - cell_len(state.plain))
        return Content.assemble(" ", label, place, " " * gap, state, " ")

    def _within(self, room: int) -> Content:
        """What the place is a part of, in so many cells; nothing where they are too few to be read."""
        room -= len(_PART_OF)
        if not self.within or room < min(_READABLE, cell_len(self.within)):
            return Content("")
        name = Content(self.within).truncate(room, ellipsis=True).plain
        return Content.styled(name + _PART_OF, "$text-muted")
