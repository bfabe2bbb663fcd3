"""How far the lesson is read: a heavy line over a light one, which differ in shape as well as in colour."""

from textual.content import Content
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from tui.render.glyphs import UNICODE, Glyphs


class ProgressLine(Widget):
    """One row, as wide as it may be."""

    DEFAULT_CSS = """
    ProgressLine { height: 1; }
    ProgressLine > .progress-line--done { color: $text-primary; }
    ProgressLine > .progress-line--left { color: $rule; }
    """
    COMPONENT_CLASSES = {  # noqa: RUF012 - Textual declares it as a plain class variable
        "progress-line--done",
        "progress-line--left",
    }

    share: reactive[float] = reactive(0.0)
    """What is read, 0 to 1."""

    def __init__(self, *, glyphs: Glyphs = UNICODE, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._glyphs = glyphs

    def validate_share(self, share: float) -> float:
        """Not below nothing, not above all."""
        return min(max(share, 0.0), 1.0)

    def render(self) -> Content:
        """The row; it is full when all is read, and not before."""
        width = self.size.width
        halves = round(self.share * width * 2)
        if 0 < self.share < 1:
            halves = min(max(halves, 1), width * 2 - 1)
        full, half = divmod(halves, 2)
        done = self._glyphs.heavy * full + self._glyphs.heavy_end * half
        left = self._glyphs.light * (width - full - half)
        return Content.assemble((done, self._style("done")), (left, self._style("left")))

    def _style(self, part: str) -> Style:
        return self.get_visual_style(f"progress-line--{part}")
