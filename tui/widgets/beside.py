"""One of two texts that stand side by side, and go along with each other."""

from collections.abc import Sequence

from lessons.model import Document
from tui.render.beside import PairedFlow, bands
from tui.render.flow import Flow, Spot
from tui.render.manuscript import Manuscript
from tui.render.palette import Palette
from tui.widgets.proof import ProofText


class BesideText(ProofText):
    """The text of a file, with blanks where the other one is longer."""

    def __init__(self, *, least: int, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        """Take from how many cells of the screen on the two stand beside each other: else there are no blanks."""
        super().__init__(id=id)
        self._least = least
        self._other: BesideText | None = None
        self._starts: Sequence[int] = (0,)
        self._along: tuple[Spot, Flow, Flow] | None = None
        """What the other one stood at when this one went along, and in which flows."""

    def revise(self, document: Document, lang: str) -> None:
        """Show the next version; what stands beside it is not known before both are paired again."""
        self._other = None
        super().revise(document, lang)

    @property
    def manuscript(self) -> Manuscript | None:
        """What is shown; None before anything is."""
        return self._text

    @property
    def flow(self) -> PairedFlow | None:
        """The text as it is laid out beside the other one; None where it is not."""
        flow = self._window.flow if self._window else None
        return flow if isinstance(flow, PairedFlow) else None

    @property
    def top(self) -> Spot:
        """The first line on the screen."""
        return self._window.top if self._window else Spot(0, 0)

    def stand_beside(self, other: "BesideText", starts: Sequence[int]) -> None:
        """Stand beside another text: with these pieces, and those that it is told, begins what stands side by side."""
        self._other, self._starts, self._along = other, starts, None
        if self._window is not None:
            self._kept, self._window = self._window.kept, None
            self._fit()

    def go_along(self, leader: "BesideText") -> None:
        """Show what stands beside that which another one shows."""
        ours, theirs = self.flow, leader.flow
        if self._other is not leader or ours is None or theirs is None:
            return
        now = leader.top, ours, theirs
        if now != self._along:
            self._along = now
            self._put(theirs.beside(leader.top, ours))

    def _flow(self, text: Manuscript, colours: Palette, width: int) -> Flow:
        """As high, band by band, as the other one."""
        if self._other is None:
            return super()._flow(text, colours, width)
        typesetter = self._typesetter(text, colours)
        return PairedFlow(text.pieces, typesetter, width, text.sizes, starts=self._starts)

    def _fit(self) -> None:
        """Open the window for the size there is; both texts are as high as each other again."""
        super()._fit()
        ours, theirs = self.flow, self._other.flow if self._other else None
        if self._other is None or ours is None or theirs is None:
            return
        beside = self.app.size.width >= self._least
        ours.stand_beside(theirs if beside else None)
        theirs.stand_beside(ours if beside else None)
        self.show_again()
        self._other.show_again()

    def show_again(self) -> None:
        """Show the same line at the top, where there may be other blanks below it."""
        if self._window is not None:
            self._window.again()
            self._moved()


def pair(first: BesideText, second: BesideText) -> None:
    """Let two texts stand side by side, once both are there."""
    if first.manuscript is None or second.manuscript is None:
        return
    found = bands(first.manuscript, second.manuscript)
    first.stand_beside(second, [one for one, _other in found])
    second.stand_beside(first, [other for _one, other in found])
