"""What is drawn line by line and scrolled, with a scroll bar that tells the truth from the first."""

from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.widget import Widget


class Scrolled(ScrollView):
    """Textual's own view; it hands its place on only to a bar that is shown already."""

    _scrolled_for: tuple[object, ...] = ()
    """What the bars were last told of."""

    def watch_show_vertical_scrollbar(self, shown: bool) -> None:
        """A bar that comes after the place was gone to stands at that place, not at the start."""
        if shown:
            self.vertical_scrollbar.position = self.scroll_y

    def _get_scrollable_region(self, region: Region) -> Region:
        """The region without its bars; one that will be needed is there in the first layout, and not in a second one.

        Textual sees after a layout whether all has found room, and then lays everything out and paints it anew.
        """
        if not self.size and self.styles.overflow_y == "auto" and self.virtual_size.height > region.height > 0:
            self.set_reactive(Widget.show_vertical_scrollbar, True)
            self.watch_show_vertical_scrollbar(True)
        return super()._get_scrollable_region(region)

    def _scroll_update(self, virtual_size: Size) -> None:
        """See to the bars where anything is as it was not: Textual has them painted anew behind every layout."""
        if self._seen(virtual_size) == self._scrolled_for:
            return
        super()._scroll_update(virtual_size)
        self._scrolled_for = self._seen(virtual_size)

    def _seen(self, virtual_size: Size) -> tuple[object, ...]:
        styles = self.styles
        sizes = virtual_size, self.virtual_size, self._container_size
        bars = styles.overflow_x, styles.overflow_y, styles.scrollbar_size_horizontal, styles.scrollbar_size_vertical
        return *sizes, *bars, self.show_horizontal_scrollbar, self.show_vertical_scrollbar
