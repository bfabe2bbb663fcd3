"""How a screen comes up: laid out and painted once, in one frame, and not again for what that has seen to."""

from collections.abc import Generator, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from textual import events
from textual.geometry import Size
from textual.screen import Screen
from textual.widget import AwaitMount, Widget

if TYPE_CHECKING:
    from textual.css.stylesheet import CssSource
    from textual.css.types import CSSLocation


class PaintedScreen(Screen[None]):
    """A screen that is laid out and painted no more often than it has to be."""

    _painted_whole = False
    """Whether all of it was painted since it came up."""
    _styled_by: "Mapping[CSSLocation, CssSource] | None" = None
    """What its widgets were styled by as they were made; None before that, and where it was made before it came up."""

    async def mount_composed_widgets(self, widgets: list[Widget]) -> None:
        """Mount what it is made of, with all style sheets of that read: else all are put together for every level."""
        for widget in _with_all_within(widgets):
            widget._post_register(self.app)  # noqa: SLF001 - there is no other way in
        self._styled_by = dict(self.app.stylesheet.source)
        await super().mount_composed_widgets(widgets)

    def _screen_resized(self, size: Size) -> None:
        """Lay out for another size; of the size that it has a screen is told once more behind its first layout."""
        if size != self._compositor.size:  # `self.size` is that of the terminal, before anything is laid out for it
            super()._screen_resized(size)

    def _on_screen_resume(self, event: events.ScreenResume) -> None:
        """Come up; what is laid out and painted for that is not painted once more."""
        event.prevent_default()  # Textual's own, which is called here
        self._painted_whole = False
        if not self._size and self._styled_by == self.app.stylesheet.source:  # its widgets were just made with it
            event.refresh_styles = False
            self.app.stylesheet.apply(self)  # it has learned meanwhile how wide and tall it is
        super()._on_screen_resume(event)
        if self._painted_whole:
            self._repaint_required = False

    def _compositor_refresh(self) -> None:
        """Paint: all of it once and not twice, and nothing below a screen through which nothing shines."""
        top = self.app.screen
        if top is not self and top.styles.background.a == 1:
            self._dirty_widgets.clear()  # all is painted when it is on top again
            self._compositor._full_map_invalidated = False  # noqa: SLF001 - else who comes next is not told its size
            return
        whole = self._compositor.size.region in self._compositor._dirty_regions  # noqa: SLF001 - no other way in
        if whole:
            self._repaint_required, self._painted_whole = False, True
        super()._compositor_refresh()
        if whole and top is self:
            for widget in self._compositor.visible_widgets:  # what they were to be painted for before is seen to
                widget._exchange_repaint_regions()  # noqa: SLF001 - as above


class GroundScreen(PaintedScreen):
    """The screen below all others where Today comes at once: it is never seen, and has nothing on it."""

    def _extend_compose(self, widgets: list[Widget]) -> None:
        """Have nothing on it either where Textual has what is said for a moment, and what is told of a place."""


def _with_all_within(widgets: Iterable[Widget]) -> Iterator[Widget]:
    """Widgets that are to be mounted, with those that were composed within them."""
    for widget in widgets:
        yield widget
        yield from _with_all_within(widget._pending_children)  # noqa: SLF001 - there is no other way in


class Mounted(AwaitMount):
    """Waits for a new screen, and leaves it as it is: it is laid out and painted as it comes up, and not once more."""

    def __await__(self) -> Generator[None, None, None]:
        async def mounted() -> None:
            for widget in self._widgets:
                await widget._mounted_event.wait()  # noqa: SLF001 - as Textual waits for it

        return mounted().__await__()
