"""The first row of every screen: the place on the left, the state on the right."""

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget


class TopBar(Widget):
    """One row that says where the member is and how things stand."""

    DEFAULT_CSS = """
    TopBar { height: 1; background: $panel; color: $foreground; }
    """

    place: reactive[Content] = reactive(Content(""))
    """Where the member is."""
    state: reactive[Content] = reactive(Content(""))
    """How things stand; gives way where the row is too short for both."""

    label: reactive[str] = reactive("")
    """That nothing here is real, where it is not."""

    def __init__(self, label: str = "") -> None:
        super().__init__()
        self.set_reactive(TopBar.label, label)

    def render(self) -> Content:
        """The row, as wide as the screen."""
        label = Content("")
        if self.label:
            label = Content.assemble((f" {self.label} ", Style.parse("$text-warning bold reverse")), " ")
        width = self.size.width - 2 - cell_len(label.plain)
        place, state = self.place, self.state
        if cell_len(place.plain) + cell_len(state.plain) + 2 > width:
            place = place.truncate(max(0, width - cell_len(state.plain) - 2), ellipsis=True)
        gap = max(1, width - cell_len(place.plain) - cell_len(state.plain))
        return Content.assemble(" ", label, place, " " * gap, state, " ")
