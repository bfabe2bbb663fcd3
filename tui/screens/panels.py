"""The panels of a group: the matrix, and what follows from it.

It is long because the panels share one room, one cursor and one row of digits: what changes in one moves the others.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from store.handling import SeenTo
from store.mirror import GroupRecord, HelpNeeded, QuestionDone, QuizQuestions
from store.status import Reason
from tui.commands.wording import fraction
from tui.i18n import _
from tui.keys import GROUP_PANELS
from tui.render.matrix import MatrixRow
from tui.roster import MemberRow, Order, in_order, matches
from tui.screens.heights import shared_out
from tui.sentences import key_of
from tui.widgets.difficult import Difficult
from tui.widgets.matrix import Matrix
from tui.widgets.needs import NeedsHelp
from tui.widgets.overdue import Overdue
from tui.widgets.planned import Planned
from tui.widgets.rails import Rails
from tui.widgets.rows import RowList
from tui.widgets.weeks import MOST_WEEKS, Weeks

_AROUND = 2
"""Rows around what is in a panel: its heading, and the one that keeps it apart from the next."""
_LEAST_WEEKS = 6
_MOST_DIFFICULT = 12
"""Rows of the panel of questions, where others stand beside it."""


class Panels(VerticalScroll, can_focus=False):
    """The panels: beside each other where there is room, else below each other and none higher than the screen."""

    matrix = getters.query_one(Matrix)
    needs = getters.query_one(NeedsHelp)
    dimensions = getters.query_one(Rails)
    weeks = getters.query_one(Weeks)
    overdue = getters.query_one(Overdue)
    difficult = getters.query_one(Difficult)
    planned = getters.query_one(Planned)

    @dataclass
    class Moved(Message):
        """Something else is under the cursor."""

    @dataclass
    class Chosen(Message):
        """What is under the cursor was clicked."""

    def __init__(self) -> None:
        super().__init__()
        self._record: GroupRecord | None = None
        self._members = 0
        self._notes: dict[Widget, str] = {}
        """What stands behind the name of a panel."""

    def compose(self) -> ComposeResult:
        """What needs doing in the main column, what the group is like beside it."""
        with VerticalScroll(id="main", can_focus=False):
            yield Matrix()
            yield NeedsHelp()
            yield Overdue()
        with VerticalScroll(id="side", can_focus=False):
            yield Rails()
            yield Weeks()
            yield Difficult()
            yield Planned()

    def on_mount(self) -> None:
        """Name the panels."""
        self.name_panels()
        for rows in (self.needs, self.overdue, self.difficult):
            self.watch(rows, "cursor", self._tell, init=False)
        # Its rules break into other lines with its width: what it fills is known only then.
        self.watch(self.needs, "virtual_size", self._share_out_soon, init=False)

    def name_panels(self) -> None:
        """Name the panels, each with its digit."""
        self._notes[self.weeks] = _("studied · lessons done")
        self._notes[self.overdue] = _("first due · last active")
        for panel in self._panels:
            self._head(panel)

    def _head(self, panel: Widget) -> None:
        """Head a panel with its digit, its name and what is noted of it; behind the name a digit looks like a count."""
        digit = GROUP_PANELS[self._panels.index(panel)]
        note = self._notes.get(panel, "")
        panel.border_title = Content.assemble(
            (f" [{digit.key.partition(',')[0]}] ", "$text-muted not bold"),
            f"{_(digit.description)} ",
            (f" {note} " if note else "", "$text-muted not bold"),
        )

    def _note(self, panel: Widget, note: str) -> None:
        if note != self._notes.get(panel, ""):  # else all of it is drawn again
            self._notes[panel] = note
            self._head(panel)

    def on_resize(self) -> None:
        """Take other heights, once what is in the panels is broken into lines."""
        self._share_out_soon()
        self.call_after_refresh(self.call_after_refresh, self._follow)  # once they have these heights

    def _follow(self) -> None:
        """Have the panel with the cursor in view."""
        for panel in self._panels if self.query(Matrix) else ():
            if panel.has_focus:
                panel.scroll_visible(animate=False)

    def _share_out_soon(self) -> None:
        self.call_after_refresh(self._share_out)

    def _share_out(self) -> None:
        """Give each panel the rows that it fills, and where they are not there for all, those that it needs most."""
        if not self.query(Matrix):  # the screen is being left: its panels go first
            return
        room = self.size.height
        if not self.screen.has_class("-wide"):
            for one in (self.matrix, self.needs, self.overdue, self.difficult):
                one.styles.max_height = room
            self.weeks.most = MOST_WEEKS
            return
        needs, overdue = (len(rows.rows) + _AROUND for rows in (self.needs, self.overdue))
        heights = shared_out(room + 1, self._members + self.matrix.rows_around + _AROUND, needs, overdue)
        for panel, height in zip((self.matrix, self.needs, self.overdue), heights, strict=True):
            panel.styles.max_height = height - 1
        self.difficult.styles.max_height = _MOST_DIFFICULT
        beside = (one for one in (self.dimensions, self.difficult, self.planned) if one.display)
        taken = sum(one.outer_size.height + 1 for one in beside) + _AROUND
        self.weeks.most = max(_LEAST_WEEKS, min(MOST_WEEKS, room - taken))

    # Showing

    def show(
        self, record: GroupRecord, rows: tuple[MemberRow, ...], names: Mapping[str, str], handled: Iterable[SeenTo]
    ) -> None:
        """Show everything but the matrix.

        Args:
            record: of the group.
            rows: its members.
            names: what each of them, by id, is called on the screen.
            handled: what leaders saw to, as it is to be shown.
        """
        self._record, self._members = record, len(rows)
        self.needs.show_needs(
            record.needs_help,
            names=names,
            lessons=record.lessons,
            day=record.as_of,
            overdue=record.overdue,
            said=record.said,
            handled=handled,
        )
        self.dimensions.dimensions = record.dimensions
        self.dimensions.display = bool(record.dimensions)
        self.weeks.show(record.weeks, record.as_of)
        self.planned.show(record.pace, record.goals, record.as_of)
        self.planned.display = not self.planned.is_empty
        self.overdue.show_overdue(rows, names, record.lessons, record.as_of)
        self.difficult.show_questions(record.questions)
        self.difficult.display = bool(record.questions)
        self.call_after_refresh(self._share_out)

    def show_matrix(
        self,
        record: GroupRecord,
        rows: tuple[MemberRow, ...],
        names: Mapping[str, str],
        *,
        order: Order,
        wanted: str,
        quizzes: Mapping[str, str],
    ) -> None:
        """Show the matrix: its members in an order, those that are wanted."""
        wrong: dict[str, set[str]] = {}
        for said in record.said:
            if said.answered is None:
                wrong.setdefault(said.member, set()).add(said.lesson)
        shown = [
            MatrixRow(names[row.record.member], row.record, row.completed, frozenset(wrong.get(row.record.member, ())))
            for row in in_order(rows, order, names)
            if matches(row, names[row.record.member], record.lessons, wanted)
        ]
        asked = Counter(one.lesson for one in record.needs_help if one.reason is Reason.ASKED)
        self.matrix.show(record.lessons, shown, quizzes=quizzes, day=record.as_of, asked=asked)
        self.note(order)

    def note(self, order: Order) -> None:
        """Say in the heading of the matrix how it is sorted, and which part of it is in view."""
        first, last, total = self.matrix.rows_in_view
        parts = [_("{key} sorted by {order}").format(key=key_of(self, "group.sort"), order=order.words)]
        if total < self._members:
            parts.insert(0, fraction(total, self._members))
        elif last - first + 1 < total:
            parts.insert(0, _("{first} to {last} of {total}").format(first=first, last=last, total=total))
        self._note(self.matrix, " · ".join(parts))

    # The cursor

    @property
    def member(self) -> str:
        """The member under the cursor of the panel that has the focus; empty where there is none."""
        if self.needs.has_focus:
            return self.needs.member
        if self.overdue.has_focus:
            return self.overdue.chosen.key if self.overdue.chosen else ""
        return self.matrix.row.record.member if self.matrix.has_focus and self.matrix.row else ""

    @property
    def lesson(self) -> str:
        """The key of the lesson under the cursor of the matrix, where that has the focus; empty elsewhere."""
        return self.matrix.lesson.lesson if self.matrix.has_focus and self.matrix.lesson else ""

    @property
    def about(self) -> str:
        """The key of the lesson that what is under the cursor is about: a cell, a need, what is wrong; else empty."""
        return self.needs.lesson if self.needs.has_focus else self.lesson

    @property
    def question(self) -> tuple[QuizQuestions, QuestionDone] | None:
        """The question under the cursor, and its quiz."""
        return self.difficult.question if self.difficult.has_focus else None

    @property
    def handled(self) -> tuple[str, str] | None:
        """Member, by id, and lesson, by key, of what was handled under the cursor; None where it is nothing such."""
        return self.needs.seen_to if self.needs.has_focus else None

    @property
    def need(self) -> HelpNeeded | None:
        """The need for help under the cursor."""
        if self.needs.has_focus:
            return self.needs.need
        row, lesson = self.matrix.row, self.matrix.lesson
        if not self.matrix.has_focus or row is None or lesson is None or self._record is None:
            return None
        cell = (row.record.member, lesson.lesson)
        return next((one for one in self._record.needs_help if (one.member, one.lesson) == cell), None)

    @property
    def _panels(self) -> tuple[Widget, ...]:
        """The panels, in the order of their digits."""
        return self.matrix, self.needs, self.overdue, self.dimensions, self.weeks, self.difficult, self.planned

    def has(self, number: int) -> bool:
        """Whether a panel is shown."""
        return self._panels[number - 1].display

    def go_to(self, number: int) -> None:
        """Go to a panel by its number."""
        panel = self._panels[number - 1]
        panel.focus(scroll_visible=False)
        panel.scroll_visible(animate=False)

    def go_on(self, step: int) -> None:
        """Go to the next panel, or to the one before."""
        shown = [number for number, panel in enumerate(self._panels, start=1) if panel.display]
        at = next((place for place, number in enumerate(shown) if self._panels[number - 1].has_focus), -step)
        self.go_to(shown[(at + step) % len(shown)])

    @on(Matrix.Moved)
    def _tell(self) -> None:
        self._note(self.needs, self.needs.course if self.needs.has_focus else "")
        self.post_message(self.Moved())

    def on_descendant_focus(self) -> None:
        """Another panel has another cursor."""
        self._tell()

    @on(Matrix.Chosen)
    @on(RowList.Chosen)
    def _choose(self) -> None:
        self.post_message(self.Chosen())
