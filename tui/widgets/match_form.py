"""Left sides, each with the number of its partner."""

from collections.abc import Iterable, Sequence

from rich.cells import cell_len
from textual.widget import Widget
from textual.widgets import Static

from quizzes.grade import PAIRED
from quizzes.model import Entry, Matching
from tui.i18n import _, later
from tui.keys import key
from tui.render.inline import References
from tui.render.plain import plain_inline
from tui.render.text import fitted
from tui.widgets.entry import EntryRow
from tui.widgets.form import AnswerForm
from tui.widgets.row_form import RowForm

_LONGEST_NOTE = 40


class MatchForm(RowForm):
    """The left sides with a cursor, and below them the partners by number."""

    DEFAULT_CSS = """
    MatchForm > .match--partners { height: auto; margin: 1 0 0 0; color: $text-muted; }
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
        """Left sides, then partners."""
        yield from super().compose()
        yield Static(_("Partners"), classes="match--partners", markup=False)
        yield from self._partner_rows

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
        self.draw()
        self.rows[self.cursor].scroll_visible(animate=False)
        self.refuse(self.open_words(len(places)))
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
        self.rows[self.cursor].scroll_visible(animate=False)

    def action_turn(self, step: int) -> None:
        """Give the left side under the cursor the next partner, round and round."""
        left = self.rows[self.cursor].entry.id
        ids = [entry.id for entry in self.partners]
        at = ids.index(self.chosen[left]) + step if left in self.chosen else min(step, 0) if step < 0 else 0
        self.chosen[left] = ids[at % len(ids)]
        self.changed()

    def action_clear(self) -> None:
        """Take the partner away."""
        self.chosen.pop(self.rows[self.cursor].entry.id, None)
        self.changed()

    def draw(self) -> None:
        """Each left side with its partner; the partners by number."""
        if self.closed:
            return
        notes = self._column([self._note(self.chosen.get(row.entry.id)) for row in self.rows])
        for index, (row, note) in enumerate(zip(self.rows, notes, strict=True)):
            row.show("cursor" if index == self.cursor else "", "▸" if index == self.cursor else " ", note)
        used = set(self.chosen.values())
        for number, row in enumerate(self._partner_rows, 1):
            tone = "muted" if row.entry.id in used else "primary"
            row.show("", str(number) if number <= self.places else " ", tone=tone)

    @staticmethod
    def _column(notes: Sequence[str]) -> list[str]:
        """Notes of one width, so that their arrows stand below each other."""
        width = max(cell_len(line) for note in notes for line in note.split("\n"))
        return ["\n".join(fitted(line, width) for line in note.split("\n")) for note in notes]

    def _note(self, partner: str | None) -> str:
        if partner is None:
            return "→ __"
        index = next(index for index, entry in enumerate(self.partners) if entry.id == partner)
        text = plain_inline(self.partners[index].source, self.references).replace("\n", " ")
        return f"→ {index + 1} {fitted(text, min(cell_len(text), _LONGEST_NOTE))}"

    def mark(self, answer: tuple[str, ...]) -> None:
        """Mark each pair, with the right partner; without an answer, tell all pairs."""
        self.closed = True
        self.remove_class("-told")
        given = dict(pair.partition(PAIRED)[::2] for pair in answer)
        notes: list[str] = []
        for row in self.rows:
            left = row.entry.id
            right = self._pairs[left]
            told, wrong = self._note(right), bool(answer) and given.get(left) != right
            notes.append(f"{self._note(given.get(left))}\n✓{told[1:]}" if wrong else told)
        for row, note in zip(self.rows, self._column(notes), strict=True):
            wrong = "\n" in note
            row.show("wrong" if wrong else "right", "✗" if wrong else "✓", note, tone="error" if wrong else "success")
        for number, row in enumerate(self._partner_rows, 1):  # what is said of the pairs names them
            row.show("", str(number) if number <= self.places else " ", tone="muted")
