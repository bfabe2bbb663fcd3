"""Left sides, each with the number of its partner, and below them the partners.

Where each stands is settled by all their texts at once, so that nothing moves when a partner is chosen. Where they do
not all find room, both parts are windows: the row under the cursor and its partner are whole, the others one line each,
and a partner that has its place leaves the list.

It is long because choosing, the room for both parts and the marks are about the very same rows.
"""

from collections.abc import Iterable, Sequence

from rich.cells import cell_len
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from quizzes.grade import PAIRED
from quizzes.model import Entry, Matching
from tui.i18n import _, later
from tui.keys import key
from tui.render.inline import References
from tui.render.plain import plain_inline
from tui.render.text import fitted
from tui.sentences import key_written
from tui.widgets.entry import EntryRow, Look
from tui.widgets.form import AnswerForm
from tui.widgets.row_form import RowForm

_AROUND = 5
"""Cells of a row beside its words and its note: the bar at its left, and the mark."""
_PADDING = 3
"""Cells that keep words and note apart, and the note from the edge."""
_NO_PARTNER = "→ __"
_APART = 2
"""Cells between the longest left side and its partner, besides the margin, where there is room for more."""
_SOME_WORDS = 14
"""Cells below which a partner's number alone stands beside a left side: its words are in the list."""
_TITLE = 3
"""Rows between the left sides and the partners, and the one below all."""
_PROBLEM = 2
"""Rows of what keeps an answer from being taken."""
_BARS = 4
"""Rows of a lesson's window above and below its text, and one for what is said for a moment."""
_FEW = 2
"""Rows of the left sides that stay in view whatever the partners need."""


class MatchForm(RowForm):
    """The left sides with a cursor, and below them the partners by number."""

    DEFAULT_CSS = """
    MatchForm > VerticalScroll { height: auto; scrollbar-size-vertical: 1; overflow: hidden; }
    MatchForm.-tight > VerticalScroll { overflow-y: auto; scrollbar-gutter: stable; }
    MatchForm EntryRow > .entry--note { max-width: 100%; }
    MatchForm > .match--title { height: auto; margin: 1 0 0 0; color: $text-muted; }
    """
    BINDINGS = [  # noqa: RUF012 - Textual declares it as a plain class variable
        key("match.next", "right,space,l", "turn(1)", later("Next partner"), display="→", show=False),
        key("match.before", "left,h", "turn(-1)", later("Partner before"), display="←", show=False),
        key("match.clear", "backspace,delete,0", "clear", later("Without partner"), display="Backspace", show=False),
        key("match.down", "down,j", "step(1)", later("Down"), display="↓", show=False),
        key("match.up", "up,k", "step(-1)", later("Up"), display="↑", show=False),
        *(
            key(
                f"match.choose{digit}", str(digit), f"choose({digit})", later("Partner"), display=str(digit), show=False
            )
            for digit in range(1, 10)
        ),
    ]

    def __init__(self, question: Matching, partners: Sequence[Entry], *, references: References, lang: str) -> None:
        super().__init__(question, question.left, references=references, lang=lang)
        self._pairs = dict(question.pairs)
        self.partners = list(partners)
        self._partner_rows = [EntryRow(entry, references=references, lang=lang) for entry in partners]
        self.chosen: dict[str, str] = {}
        self._told_open = False
        """Whether it was said how many have no partner, and nothing was changed since."""
        self._sides = VerticalScroll(*self.rows, can_focus=False)
        self._list = VerticalScroll(*self._partner_rows, can_focus=False)
        self._title = Static(_("Partners"), classes="match--title", markup=False)
        self._answer: dict[str, str] = {}
        """What was answered, once it is marked."""
        self._told: list[EntryRow] = []
        """Once it is marked, below each left side its partner, for where both do not fit into one row."""
        self._breadths = 0, 0
        """Cells of the longest left side, and of the longest note."""
        self._room = 0, 0
        """Columns and rows that all this was drawn for."""

    def take_over(self, before: AnswerForm) -> None:
        """The pairs that were made stay."""
        super().take_over(before)
        if isinstance(before, MatchForm):
            self.chosen = dict(before.chosen)

    def begun(self) -> tuple[str, ...]:
        """The pairs that were made."""
        return self.given()

    def take_up(self, begun: Sequence[str]) -> None:
        """The pairs that were made stay, as far as both sides are still there."""
        left, right = {row.entry.id for row in self.rows}, {entry.id for entry in self.partners}
        pairs = dict(pair.partition(PAIRED)[::2] for pair in begun)
        self.chosen = {one: other for one, other in pairs.items() if one in left and other in right}
        bare = [index for index, row in enumerate(self.rows) if row.entry.id not in self.chosen]
        self.cursor = next(iter(bare), 0)

    def compose(self) -> Iterable[Widget]:
        """Left sides, what is wrong, partners."""
        yield self._sides
        yield Static("", classes="form--problem", markup=False)
        yield self._title
        yield self._list

    def on_mount(self) -> None:
        """Draw for the room there is, as often as it is another."""
        super().on_mount()
        self.screen.screen_layout_refresh_signal.subscribe(self, lambda _screen: self._redraw())

    def _redraw(self) -> None:
        if not self.size or self._room == self._there_is:
            return
        if self.closed:
            self._show_marks()
        else:
            self.draw()
            if self.has_class("-tight"):
                self.call_after_refresh(self._show_here)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing changes once it is answered; no more digits than partners."""
        if action == "choose":
            return not self.closed and isinstance(parameters[0], int) and parameters[0] <= len(self.partners)
        return not self.closed

    @property
    def digits_do(self) -> str:
        """What a digit does, for the bar of keys."""
        return _("Partner")

    @property
    def places(self) -> int:
        """How many partners have a digit."""
        return min(9, len(self.partners))

    def given(self) -> tuple[str, ...]:
        """The pairs that were made."""
        return tuple(f"{left}{PAIRED}{right}" for left, right in self.chosen.items())

    @property
    def started(self) -> bool:
        """Whether a pair was made."""
        return bool(self.chosen)

    @property
    def _open(self) -> list[int]:
        """Indices of the left sides without a partner: those from the cursor on, then those above it."""
        bare = [index for index, row in enumerate(self.rows) if row.entry.id not in self.chosen]
        return sorted(bare, key=lambda index: (index < self.cursor, index))

    def advance(self) -> bool:
        """Go to a left side that is open, and say how many are; the next time, they are left so."""
        places = self._open
        if self._told_open or not places or not self.started:
            return False
        self.cursor = places[0]
        self.refuse(self.open_words(len(places)))
        self.draw()
        self._bring_here()
        self._told_open = True
        return True

    @property
    def next_step(self) -> str:
        """To what is open, until that was said."""
        return _("Next open") if self.started and self._open and not self._told_open else ""

    def changed(self) -> None:
        """Something else is answered now: what is open is said again."""
        self._told_open = False
        super().changed()

    def action_step(self, step: int) -> None:
        """Move the cursor."""
        self.move(step)

    def action_choose(self, digit: int) -> None:
        """Give the left side under the cursor a partner, and go on to the next without one."""
        self.chosen[self.rows[self.cursor].entry.id] = self.partners[digit - 1].id
        below = range(self.cursor + 1, len(self.rows))
        self.cursor = next((one for one in below if self.rows[one].entry.id not in self.chosen), self.cursor)
        self.changed()
        self._bring_here()

    def action_turn(self, step: int) -> None:
        """Give the left side under the cursor the next partner, round and round."""
        left = self.rows[self.cursor].entry.id
        ids = [entry.id for entry in self.partners]
        at = ids.index(self.chosen[left]) + step if left in self.chosen else min(step, 0) if step < 0 else 0
        self.chosen[left] = ids[at % len(ids)]
        self.changed()
        self._bring_here()

    def action_clear(self) -> None:
        """Take the partner away."""
        self.chosen.pop(self.rows[self.cursor].entry.id, None)
        self.changed()

    def move(self, step: int) -> bool:
        """Move the cursor, with its row and its partner in view."""
        moved = super().move(step)
        self._bring_here()
        return moved

    def page(self, pages: int) -> bool:
        """Turn the pages of the partners, where they do not all find room."""
        before = self._list.scroll_target_y
        self._list.scroll_relative(y=pages * max(1, self._list.size.height - 1), animate=False)
        return self._list.scroll_target_y != before

    def _bring_here(self) -> None:
        """Bring all this into view, and in it the row under the cursor with its partner: a long question gives way."""
        if self._page:
            self.call_after_refresh(self.scroll_visible, animate=False, immediate=True)
        self.call_after_refresh(self._show_here)  # what is laid out then has its heights

    def _show_here(self) -> None:
        self.rows[self.cursor].scroll_visible(animate=False, immediate=True)
        partner = self.chosen.get(self.rows[self.cursor].entry.id)
        for row in self._partner_rows:
            if row.entry.id == partner and self.has_class("-tight"):
                self._list.scroll_to_widget(row, animate=False, immediate=True)

    # Room

    @property
    def _page(self) -> VerticalScroll | None:
        """What this is scrolled in, where it is a page of its own; None in a lesson, which scrolls by itself."""
        return next((one for one in self.ancestors if isinstance(one, VerticalScroll)), None)

    @property
    def _above(self) -> int:
        """Rows of the page above this."""
        page, above = self._page, 0
        for one in self.ancestors_with_self:
            if one is page or not isinstance(one, Widget):
                break
            above += one.virtual_region.y
        return above

    @property
    def _there_is(self) -> tuple[int, int]:
        """Columns and rows for all this; where the question takes half of the page and more, it may be scrolled away.

        In a lesson, it is to find room in its window.
        """
        told = _PROBLEM * self.has_class("-told")
        if self._page is None:
            return self.size.width, self.screen.size.height - _BARS - _TITLE - told
        page, above = self._page.size.height, self._above
        return self.size.width, (page - above if above * 2 <= page else page) - _TITLE - told

    def _settle(self) -> int:
        """Settle what stands where; how many cells the notes have."""
        self._room = columns, rows = self._there_is
        if not any(self._breadths):
            self._breadths = (
                max(row.passage.breadth for row in self.rows),
                max(cell_len(self._note(entry.id)) for entry in self.partners),
            )
        left, note = self._breadths
        number = max(cell_len(_NO_PARTNER), cell_len(f"→ {len(self.partners)}"))
        free = columns - _AROUND - _PADDING - left - 1  # where there is a scroll bar, nothing moves for it
        # Where there is more room than it takes, the partners stand near the left sides, not at the far edge.
        width = max(min(note, free), free - _APART) if free >= min(note, _SOME_WORDS) else number
        needed = self._height(self.rows, width) + self._height(self._partner_rows, len(self._sign(0)) - 2)
        self.set_class(rows < needed and not self.closed, "-tight")
        return width

    def _height(self, rows: Iterable[EntryRow], beside: int) -> int:
        """How high these are, whole, with so many cells taken beside their words."""
        words = self._room[0] - _AROUND - _PADDING - beside - self.has_class("-tight")
        return sum(row.passage.rows_at(words) for row in rows)

    def _fit(self, width: int) -> None:
        """Where not all find room, have both parts share it: what is still to be placed first."""
        tight, rows = self.has_class("-tight"), self._room[1]
        here = self.chosen.get(self.rows[self.cursor].entry.id)
        placed = set(self.chosen.values()) - {here}
        for index, row in enumerate(self.rows):
            row.passage.in_one_line(on=tight and index != self.cursor)
        for row in self._partner_rows:
            row.passage.in_one_line(on=tight and row.entry.id != here)
            row.display = not (tight and row.entry.id in placed)
        sides = partners = None
        more = False
        if tight:
            mine = self._height([self.rows[self.cursor]], width)
            its = self._height((row for row in self._partner_rows if row.entry.id == here), len(self._sign(0)) - 2)
            sides = len(self.rows) - 1 + mine
            wanted = sum(row.display for row in self._partner_rows) - bool(its) + its
            partners = max(1, min(wanted, rows - min(sides, max(_FEW, mine))))
            sides, more = max(1, min(sides, rows - partners)), partners < wanted
        self._sides.styles.max_height, self._list.styles.max_height = sides, partners
        turns = _("Partners · {key}: more of them").format(key=key_written(self, "pagedown"))
        self._title.update(turns if more else _("Partners"))

    # Drawing

    def draw(self) -> None:
        """Each left side with its partner; the partners by number."""
        if self.closed or not self.size:
            return
        width = self._settle()
        for index, row in enumerate(self.rows):
            note = self._in_cells(self.chosen.get(row.entry.id), width)
            row.show("cursor" if index == self.cursor else "", "▸" if index == self.cursor else " ", note)
        used, here = set(self.chosen.values()), self.chosen.get(self.rows[self.cursor].entry.id)
        for number, row in enumerate(self._partner_rows, 1):
            sign = "→" if row.entry.id == here else " "
            tone = "muted" if row.entry.id in used and row.entry.id != here else "primary"
            row.show("", self._sign(number, sign), tone=tone)
        self._fit(width)

    def _note(self, partner: str | None) -> str:
        """A partner by number and words."""
        if partner is None:
            return _NO_PARTNER
        index = next(index for index, entry in enumerate(self.partners) if entry.id == partner)
        text = plain_inline(self.partners[index].source, self.references).replace("\n", " ")
        return f"→ {index + 1} {text}"

    def _in_cells(self, partner: str | None, width: int) -> str:
        """A note in exactly so many cells, so that all arrows stand below each other; its number alone where few."""
        note = self._note(partner)
        if width < min(_SOME_WORDS, self._breadths[1]):
            note = " ".join(note.split(" ")[:2])
        return fitted(note, width)

    def mark(self, answer: tuple[str, ...]) -> None:
        """Mark each pair, with the right partner; without an answer, tell all pairs."""
        self.closed = True
        self.remove_class("-told")
        self._answer = dict(pair.partition(PAIRED)[::2] for pair in answer)
        entries = {entry.id: entry for entry in self.partners}
        for row in self.rows:
            told = EntryRow(entries[self._pairs[row.entry.id]], references=self.references, lang=self.lang)
            self._told.append(told)
            self._sides.mount(told, after=row)
        if self.size:
            self._show_marks()

    def _show_marks(self) -> None:
        """The pairs, once; in rows of their own where two texts do not fit into one. The list has told its part."""
        width = self._settle()
        apart = width < self._breadths[1]
        for row, told in zip(self.rows, self._told, strict=True):
            given, right = self._answer.get(row.entry.id), self._pairs[row.entry.id]
            wrong = bool(self._answer) and given != right
            look: Look = "wrong" if wrong else "right"
            tone, sign = ("error", "✗") if wrong else ("success", "✓")
            note = self._in_cells(given if wrong else right, width)
            if apart:
                note = fitted(note if wrong else "", width)
            elif wrong:
                note += f"\n{fitted('✓' + self._note(right)[1:], width)}"
            row.show(look, sign, note, tone=tone)
            told.show(look, f"   ✓ {self._number(right)}", tone="success")
            told.display = apart
        placed, extra = set(self._pairs.values()), False
        for row in self._partner_rows:
            row.display = apart and row.entry.id in self._answer.values() and row.entry.id not in placed
            row.show("", self._sign(self._number(row.entry.id)), tone="muted")
            extra = extra or row.display
        self._title.display = extra
        self._title.update(_("Belongs to none"))
        for part in (*self.rows, *self._partner_rows):
            part.passage.in_one_line(on=False)
        for window in (self._sides, self._list):
            window.styles.max_height = None
            window.scroll_home(animate=False)

    def _sign(self, number: int, sign: str = " ") -> str:
        """What stands before a partner: its number, under which the others stand, and a sign."""
        return str(number).rjust(len(str(len(self.partners)))) + sign

    def _number(self, partner: str) -> int:
        return next(number for number, entry in enumerate(self.partners, 1) if entry.id == partner)
