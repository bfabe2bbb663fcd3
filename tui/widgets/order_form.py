"""Things that are put in order by taking one and moving it."""

from collections.abc import Sequence

from quizzes.grade import entry_text, followed, grade
from quizzes.model import Entry, Ordering, Scoring
from tui.i18n import _, later
from tui.keys import key
from tui.render.inline import References
from tui.sentences import with_keys
from tui.widgets.entry import EntryRow
from tui.widgets.form import AnswerForm
from tui.widgets.row_form import RowForm


class OrderForm(RowForm):
    """The things in the order in which they are answered."""

    BINDINGS = [  # noqa: RUF012 - Textual declares it as a plain class variable
        key("order.take", "space", "take", later("Take"), display="Space"),
        key("order.down", "down,j", "step(1)", later("Down"), display="↓", show=False),
        key("order.up", "up,k", "step(-1)", later("Up"), display="↑", show=False),
        key("order.later", "ctrl+down,J", "carry(1)", later("Move down"), display="Ctrl+↓", show=False),
        key("order.earlier", "ctrl+up,K", "carry(-1)", later("Move up"), display="Ctrl+↑", show=False),
        *(
            key(f"order.place{digit}", str(digit), f"place({digit})", later("Place"), display=str(digit), show=False)
            for digit in range(1, 10)
        ),
    ]

    def __init__(self, question: Ordering, entries: Sequence[Entry], *, references: References, lang: str) -> None:
        super().__init__(question, entries, references=references, lang=lang)
        self._right = question.entries
        self._ordering = question
        self._partial = question.scoring is not Scoring.EXACT
        """Whether what follows another in the right way is marked."""
        self.moved = False
        self.taken = False
        self._told_unmoved = False
        """Whether it was said that nothing was moved."""

    def take_over(self, before: AnswerForm) -> None:
        """What was moved stays where it was put."""
        super().take_over(before)
        if isinstance(before, OrderForm):
            rows = {row.entry.id: row for row in self.rows}
            self.rows = [rows[row.entry.id] for row in before.rows]
            self.moved, self.taken = before.moved, before.taken

    def begun(self) -> tuple[str, ...]:
        """The ids in the order in which they stand, once something was moved."""
        return self.given() if self.moved else ()

    def take_up(self, begun: Sequence[str]) -> None:
        """Put all where it was put; not where there are other things to put in order now."""
        rows = {row.entry.id: row for row in self.rows}
        if sorted(begun) == sorted(rows):
            self.rows = [rows[one] for one in begun]
            self.moved = True

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing moves once it is answered; no more digits than places."""
        if action == "place":
            return not self.closed and isinstance(parameters[0], int) and parameters[0] <= len(self.rows)
        return not self.closed

    @property
    def digits_do(self) -> str:
        """What a digit does, for the bar of keys."""
        return _("Place")

    @property
    def places(self) -> int:
        """How many places have a digit."""
        return min(9, len(self.rows))

    def given(self) -> tuple[str, ...]:
        """The ids in the order in which they stand."""
        return tuple(row.entry.id for row in self.rows)

    @property
    def started(self) -> bool:
        """Whether something was moved."""
        return self.moved

    def advance(self) -> bool:
        """Say that nothing was moved; the next time, it is left so: the key before may have bounced."""
        if self.moved or self._told_unmoved:
            return False
        self.refuse(_("Nothing was moved: submit once more to leave the order as it is."))
        self._told_unmoved = True
        return True

    def action_take(self) -> None:
        """Take the thing under the cursor, or drop it where it is."""
        self.taken = not self.taken
        self.moved = True
        self.changed()

    def action_step(self, step: int) -> None:
        """Move the cursor, with the thing that is taken."""
        if self.taken:
            self.action_carry(step)
        else:
            self.move(step)

    def action_carry(self, step: int) -> None:
        """Move the thing under the cursor."""
        self._put(self.cursor + step)

    def action_place(self, place: int) -> None:
        """Put the thing under the cursor at a place."""
        self._put(place - 1)

    def _put(self, place: int) -> None:
        place = max(0, min(len(self.rows) - 1, place))
        row = self.rows[self.cursor]
        self.moved = True
        if place > self.cursor:
            self.move_child(row, after=self.rows[place])
        elif place < self.cursor:
            self.move_child(row, before=self.rows[place])
        self.rows.insert(place, self.rows.pop(self.cursor))
        self.cursor = place
        self.changed()
        row.scroll_visible(animate=False)

    def draw(self) -> None:
        """Each row with its place."""
        if self.closed:
            return
        for index, row in enumerate(self.rows):
            here = index == self.cursor
            note = with_keys(self, _("{order_up}{order_down} move, {order_take} drops")) if here and self.taken else ""
            row.show("taken" if here and self.taken else "cursor" if here else "", str(index + 1), note)

    def mark(self, answer: tuple[str, ...]) -> None:
        """Put all as it was answered, and mark each place; without an answer, put all in the right order.

        Where each belongs is told by the right order, which stands below.
        """
        self.closed = True
        self.remove_class("-told")
        partly = self._partial and answer and not grade(self._ordering, answer).right
        kept = followed(self._ordering, answer) if partly else ()
        rows = {row.entry.id: row for row in self.rows}
        order = answer or tuple(entry.id for entry in self._right)
        if sorted(order) == sorted(rows):
            self.rows = [rows[one] for one in order]
            self.sort_children(key=self._place)
        for index, row in enumerate(self.rows):
            right = entry_text(self._right[index]) == entry_text(row.entry)
            sign, tone = ("✓", "success") if right else ("✗", "error")
            follows = _("next ✓") if index in kept else ""
            row.show("right" if right else "wrong", f"{index + 1} {sign}", follows, tone=tone)

    def _place(self, child: object) -> int:
        return self.rows.index(child) if isinstance(child, EntryRow) else len(self.rows)
