"""What a member looks for in a text, and which of its places is shown."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from tui.render.code import INSET_CELLS
from tui.render.find import Found, Match, Search, folded
from tui.render.flow import Spot
from tui.render.manuscript import Manuscript
from tui.render.palette import Palette

_AROUND = 4
"""Cells of code that are seen beside a match."""


@dataclass(slots=True)
class Finding:
    """One search in one text, from its first letter to its end."""

    search: Search
    start: Spot
    """The line from which the first match is looked for, its piece counted among all of the document."""
    words: str = ""
    apart: Sequence[str] = ()
    """In the place of `words`: several, each of which is looked for by itself."""
    matches: Sequence[Match] = ()
    at: int = 0
    """Which of them is shown."""
    moved: bool = False
    """Whether a match was gone to: else the member is still where the search began."""
    counterpart: tuple[int, int] | None = None
    """Which match of how many was shown in the same text in another language."""

    @property
    def match(self) -> Match | None:
        """The match that is shown."""
        return self.matches[self.at] if self.matches else None

    def look(self) -> None:
        """Look for the words; the first one from the start on is shown, else the very first."""
        self.matches = self.search.find(*self.wanted) if self.search.ready else ()
        at = bisect_left(self.matches, (self.start.piece,))
        if self.counterpart and self.counterpart[1] == len(self.matches):
            at = self.counterpart[0]
        self.at = at if at < len(self.matches) else 0

    def take_up(self, before: "Finding") -> None:
        """Go on with what was looked for in another language: at the same match, where there are as many."""
        self.words, self.apart, self.counterpart = before.words, before.apart, (before.at, len(before.matches))

    @property
    def wanted(self) -> Sequence[str]:
        """What is looked for, folded."""
        return [text for words in self.apart or (self.words,) if (text := folded(words).text)]

    def step(self, step: int) -> None:
        """Go on to the next match, or back; other words are looked for from there on."""
        self.at, self.counterpart = (self.at + step) % len(self.matches), None
        self.start = Spot(self.matches[self.at].piece, 0)

    def found(self, text: Manuscript, colours: Palette) -> Found | None:
        """How the words are marked in the text as it is set now."""
        wanted = self.wanted
        if not wanted or not self.matches:
            return None
        match = self.matches[self.at]
        marked = Found(tuple(wanted), colours.style("found"), colours.style("found.here"))
        if text.unfolded is not None and not self.search.folds(match) <= text.unfolded:
            return marked
        return marked._replace(piece=text.pieces[self.search.drawn(match.piece, text.unfolded)], match=match)


def shift_for(start: int, end: int, shift: int, width: int) -> int:
    """How far a code block has to be moved sideways so that some cells of a line are seen in it.

    Args:
        start: The first cell of the line that is to be seen.
        end: The cell after the last one.
        shift: How far it is moved now.
        width: Of the block.
    """
    room = width - INSET_CELLS - 1
    if start < shift or end - start > room:
        return max(0, start - _AROUND)
    return max(shift, end + _AROUND - room) if end > shift + room else shift
