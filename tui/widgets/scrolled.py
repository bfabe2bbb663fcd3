"""What is drawn line by line and scrolled, with a scroll bar that tells the truth from the first."""

from textual.scroll_view import ScrollView


class Scrolled(ScrollView):
    """Textual's own view; it hands its place on only to a bar that is shown already."""

    def watch_show_vertical_scrollbar(self, shown: bool) -> None:
        """A bar that comes after the place was gone to stands at that place, not at the start."""
        if shown:
            self.vertical_scrollbar.position = self.scroll_y
