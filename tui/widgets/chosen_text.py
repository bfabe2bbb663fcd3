"""A text of which lines can be chosen by keys, to be copied or to have a note written to them."""

from textual.geometry import Offset
from textual.selection import Selection
from textual.strip import Strip

from tui.keys import CHOOSING
from tui.marks import glyphs_of
from tui.render.flow import Spot
from tui.render.glyphs import ASCII, UNICODE
from tui.render.lines import beside, copied, is_pointed
from tui.render.pieces import Lines, line_of
from tui.widgets.reader import Reader

_CHOOSING = frozenset({"copy_chosen", "extend", "hold", "choose_line", "end_choosing"})
"""What can be done only while lines are chosen."""


_RULES = " " + "".join(f"{glyphs.heavy}{glyphs.light}{glyphs.cross}" for glyphs in (UNICODE, ASCII))
"""What a line is made of that says nothing."""


class ChoosingReader(Reader):
    """A text in which lines are chosen by keys, with a bar beside those that are."""

    BINDINGS = [  # noqa: RUF012 - Textual declares it as a plain class variable
        *CHOOSING,  # before those that move the text, which they take turns with
        *Reader.BINDINGS,
    ]

    def __init__(self) -> None:
        super().__init__()
        self._chosen: tuple[Spot, Spot] | None = None
        """The lines that are chosen by keys: where that began, and where it is now."""
        self._held = False
        """Whether moving on chooses more."""

    @property
    def choosing(self) -> bool:
        """Whether lines are chosen by keys."""
        return self._chosen is not None

    @property
    def chosen(self) -> str:
        """The text that is chosen by keys; empty where none is."""
        selection = self.text_selection if self._chosen else None
        found = self.get_selection(selection) if selection else None
        return found[0] if found else ""

    @property
    def chosen_line(self) -> int:
        """The line of the file in which the block begins where the chosen text does; 0 where none is chosen."""
        return line_of(self._text.pieces[min(self._chosen).piece]) if self._chosen and self._text else 0

    @property
    def chosen_code(self) -> str:
        """The lines of code that are chosen; empty where what is chosen begins with another text."""
        window, text = self._window, self._text
        if not self._chosen or window is None or text is None:
            return ""
        spot, last = sorted(self._chosen)
        part = text.pieces[spot.piece].part
        found: list[str] = []
        while isinstance(part, Lines):
            here = text.pieces[spot.piece].part
            if spot > last or not isinstance(here, Lines) or here.code is not part.code:
                break
            found.append(window.flow.lines(spot.piece)[spot.line].whole or "")
            following = window.flow.moved(spot, 1)
            if following == spot:
                break
            spot = following
        return "\n".join(found)

    def action_choose_text(self) -> None:
        """Begin to choose lines: with the match that was gone to, else with the first line in view."""
        window = self._window
        if window is None:
            return
        pointed = (spot for spot in window.rows if is_pointed(window.flow.lines(spot.piece)[spot.line]))
        first = next(pointed, None) or next((spot for spot in window.rows if self._says(spot)), None)
        if first:
            self._held = False
            self._choose(first, first)

    def action_choose_line(self, step: int) -> None:
        """Go to the next line, or to the one before; where that is held, all from there to here is chosen."""
        if self._chosen and (found := self._next_line(self._chosen[1], step)):
            self._choose(self._chosen[0] if self._held else found, found)
            self._bring(found, step)

    def action_extend(self, step: int) -> None:
        """Choose a line more, or one less; an arrow alone goes on from there to one line."""
        held, self._held = self._held, True
        self.action_choose_line(step)
        self._held = held

    def action_hold(self) -> None:
        """Choose all from this line on to wherever the arrows go, or one line again."""
        if self._chosen:
            self._held = not self._held
            if not self._held:
                self._choose(self._chosen[1], self._chosen[1])

    def action_copy_chosen(self) -> None:
        """Copy what is chosen."""
        self.app.copy_to_clipboard(self.chosen)
        self.action_end_choosing()

    def action_end_choosing(self) -> None:
        """Choose nothing any more."""
        if self._chosen:
            self.screen.clear_selection()

    def mark_passage(self, line: int, words: str) -> int | None:
        """Mark where something is said, as far as it is on the screen.

        Args:
            line: The line of the file in which its block begins.
            words: What is said; where it is not found, all of the block is marked.

        Returns:
            The row of the screen where it begins; None where nothing of it is in view.
        """
        window, text = self._window, self._text
        here = [spot for spot in window.rows if line_of(window.flow.pieces[spot.piece]) == line] if window else []
        if window is None or text is None or not here:
            self.screen.clear_selection()
            return None
        said: list[tuple[str, Spot, int]] = []
        for piece in dict.fromkeys(spot.piece for spot in here):
            for number, drawn in enumerate(window.flow.lines(piece)):
                letters = "".join(segment.text for segment in drawn.segments)
                places = range(drawn.lead, len(letters))
                said += [(letters[at], Spot(piece, number), at) for at in places if not letters[at].isspace()]
        if not said:
            return self.region.y + window.rows.index(here[0])
        wanted = "".join(words.split())
        first = "".join(letter for letter, _spot, _at in said).find(wanted) if wanted else -1
        found = said[first : first + len(wanted)] if first >= 0 else said
        begin, end = found[0], found[-1]
        self.screen.selections = {
            self: Selection(
                Offset(self._left + begin[2], begin[1].number), Offset(self._left + end[2] + 1, end[1].number)
            )
        }
        seen = next((spot for spot in here if spot >= begin[1]), here[0])
        return self.region.y + window.rows.index(seen)

    def selection_updated(self, selection: Selection | None) -> None:
        """Another text is chosen, or none any more."""
        super().selection_updated(selection)
        if selection is None and self._chosen:
            self._chosen = None
            self.refresh_bindings()

    def _choose(self, start: Spot, end: Spot) -> None:
        window = self._window
        if window is None:
            return
        self._chosen = start, end
        first, last = sorted((start, end))
        self.screen.selections = {
            self: Selection(Offset(self._left, first.number), Offset(self._left + window.flow.width, last.number))
        }
        self.refresh_bindings()

    def _next_line(self, spot: Spot, step: int) -> Spot | None:
        """The next line that says something, or the one before."""
        window = self._window
        while window is not None and (following := window.flow.moved(spot, step)) != spot:
            spot = following
            if self._says(spot):
                return spot
        return None

    def _says(self, spot: Spot) -> bool:
        window = self._window
        if window is None:
            return False
        line = window.flow.lines(spot.piece)[spot.line]
        return bool(copied([line], 0, None).strip(" " if line.whole else _RULES))

    def _bring(self, spot: Spot, step: int) -> None:
        """Bring a line into view, no further than it takes."""
        window = self._window
        while window is not None and spot not in window.rows and not (window.at_end if step > 0 else window.at_start):
            self._move(step)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No key is on offer that would do nothing."""
        if action == "choose_text":
            return self._chosen is None and self._window is not None
        if action in _CHOOSING:
            return self._chosen is not None
        return super().check_action(action, parameters)

    def render_line(self, y: int) -> Strip:
        """One line of the screen, with a bar beside it where it is chosen."""
        strip, window = super().render_line(y), self._window
        if self._palette and window and self._chosen and 0 <= y < len(window.rows):
            first, last = sorted(self._chosen)
            if first <= window.rows[y] <= last and self._says(window.rows[y]):
                style = self._palette.base + self._palette.style("marker")
                strip = beside(strip, self._left, glyphs_of(self).bar, style)
        return strip
