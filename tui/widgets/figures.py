"""Key figures in a row: a number, and under it what it counts."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A number and what it counts."""

    number: str
    words: str
    brief: tuple[str, str]
    """Number and words for a narrow screen."""
    tone: str = ""
    """Its meaning colour."""
    mark: str = ""
    """What says the same as the colour, before the number."""
    more: str = ""
    """What follows the words where there is room for it."""


class KeyFigures(Widget):
    """Key figures, as far apart as the width allows."""

    DEFAULT_CSS = """
    KeyFigures { height: 2; width: 1fr; }
    """

    figures: reactive[Sequence[KeyFigure]] = reactive(())
    """What is shown."""

    def render(self) -> Content:
        """Two rows: the numbers, and what they count."""
        width = self.size.width
        texts = [
            (f"{one.mark}{one.number}", f"{one.words} · {one.more}" if one.more else one.words) for one in self.figures
        ]
        if _needed(texts) > width:
            texts = [(f"{one.mark}{one.number}", one.words) for one in self.figures]
        if _needed(texts) > width:
            texts = [(f"{one.mark}{one.brief[0]}", one.brief[1]) for one in self.figures]
        spare = max(0, width - _needed(texts))
        bar, muted = "$rule", "$text-muted"
        above: list[Content | str | tuple[str, str | Style]] = []
        below: list[Content | str | tuple[str, str | Style]] = []
        for place, ((number, words), one) in enumerate(zip(texts, self.figures, strict=True)):
            column = max(cell_len(number), cell_len(words)) + spare * (place + 1) // len(texts)
            column -= spare * place // len(texts)
            style = f"$text-{one.tone} bold" if one.tone else "bold"
            above += [("▌ ", bar), (number, style), " " * (column - cell_len(number)), "  "]
            below += [("▌ ", bar), (words, muted), " " * (column - cell_len(words)), "  "]
        return Content("\n").join(
            [Content.assemble(*line).truncate(max(1, width), ellipsis=False) for line in (above, below)]
        )


def _needed(texts: Sequence[tuple[str, str]]) -> int:
    """Cells of these figures with the least space between them."""
    return sum(max(cell_len(number), cell_len(words)) + 4 for number, words in texts) - 2
