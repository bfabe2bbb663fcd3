"""A group, as its leader sees it: what needs doing first, and nothing that would be spying."""

from collections.abc import Iterable, Mapping
from shlex import quote

from textual import getters, on
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from store.mirror import GroupRecord, HelpNeeded
from tui.commands.wording import fraction
from tui.i18n import _, count, later
from tui.keys import GROUP, GROUP_PANELS, HELP
from tui.leading import MemberRow, Order, announced, in_order
from tui.screens.leader import LeaderScreen
from tui.screens.opening import PATIENCE
from tui.screens.words import date_text
from tui.widgets.figures import KeyFigure, KeyFigures
from tui.widgets.matrix import Matrix, MatrixRow
from tui.widgets.needs import NeedsHelp
from tui.widgets.overdue import Overdue
from tui.widgets.rails import Rails
from tui.widgets.rows import RowList
from tui.widgets.weeks import Weeks

_PANELS = ("matrix", "needs", "dimensions", "weeks", "overdue")
"""The panels in the order of their digits."""


class Panels(VerticalScroll):
    """The panels; where they stand below each other, none is higher than the screen."""

    def on_resize(self) -> None:
        """Take other heights."""
        for panel in self.query("Matrix, RowList"):
            panel.styles.max_height = None if self.screen.has_class("-wide") else self.size.height


class GroupScreen(LeaderScreen):
    """One group: figures, the matrix, and what follows from it."""

    CSS_PATH = "group.tcss"
    AUTO_FOCUS = ""
    BINDINGS = [*GROUP, *GROUP_PANELS, HELP]  # noqa: RUF012 - Textual declares it as a plain class variable
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]  # noqa: RUF012 - Textual declares it as a plain class variable
    VERTICAL_BREAKPOINTS = [(0, "-short"), (24, "-tall")]  # noqa: RUF012 - the same
    HELP_TEXT = later("A group. Arrows move over the matrix, Enter opens a member, Tab and digits go to the panels.")

    figures = getters.query_one(KeyFigures)
    matrix = getters.query_one(Matrix)
    needs = getters.query_one(NeedsHelp)
    dimensions = getters.query_one(Rails)
    weeks = getters.query_one(Weeks)
    overdue = getters.query_one(Overdue)
    panels = getters.query_one(Panels)
    words = getters.query_one("#words", Input)
    instead = getters.query_one("#instead", Static)

    def __init__(self, group: str) -> None:
        super().__init__(group)
        self.record: GroupRecord | None = None
        self._rows: tuple[MemberRow, ...] = ()
        self.order = Order.NEED

    def body(self) -> Iterable[Widget]:
        """The filter, the figures, the panels."""
        with Vertical(id="filter"):
            yield Input(id="words", placeholder=_("Type a part of a name, Esc clears"))
        yield KeyFigures()
        yield Static("", id="instead", markup=False)
        with Panels(can_focus=False):
            with Vertical(id="main"):
                yield Matrix(id="matrix")
                yield NeedsHelp(id="needs")
            with VerticalScroll(id="side", can_focus=False):
                yield Rails(id="dimensions")
                yield Weeks(id="weeks")
                yield Overdue(id="overdue")

    def on_mount(self) -> None:
        """Name the panels, and say so where looking takes a while."""
        for panel, digit in zip(_PANELS, GROUP_PANELS, strict=True):
            title = Content.assemble(_(digit.description), "  ", (digit.key, "$text-muted"))
            self.query_one(f"#{panel}").border_title = title
        self.words.display = self.panels.display = self.figures.display = False
        for rows in (self.needs, self.overdue):
            self.watch(rows, "cursor", self.refresh_bindings, init=False)
        self.set_timer(PATIENCE, self._say)

    def _say(self) -> None:
        if self.record is None:
            self.instead.update(_("Loading …"))

    def on_screen_resume(self) -> None:
        """Look again: something may have been done meanwhile."""
        self.load()

    # Showing

    @on(LeaderScreen.Loaded)
    def _loaded(self, event: LeaderScreen.Loaded) -> None:
        self.record, self._rows, self.several = event.record, event.rows, event.several
        self.draw()
        if self.focused is None and self.panels.display:
            self.matrix.focus()

    def draw(self) -> None:
        """Show the record under the names that are to be shown."""
        record = self.record
        if record is None:
            return
        self.top.place = Content.assemble(
            self.muted(_("Group") + " "),
            (record.name, "bold"),
            "  ",
            self.muted(count("{n} member", "{n} members", len(record.members))),
        )
        self.top.state = self.muted(date_text(record.as_of))
        empty = self._empty(record)
        self.instead.update(Content(empty))
        self.instead.display = bool(empty)
        self.panels.display = self.figures.display = not empty
        if not empty:
            self._draw_panels(record)
        self.refresh_bindings()

    @staticmethod
    def _empty(record: GroupRecord) -> str:
        """What to do where there is nothing to see yet."""
        group = quote(record.name)
        if not record.members:
            return _("No members yet.  Add one:  {command}").format(command=f"fivefold group add {group} MEMBER")
        if not record.lessons:
            command = f"fivefold plan set {group} COURSE --due DATE"
            return _("No plan yet.  Set one:  {command}").format(command=command)
        return ""

    def _draw_panels(self, record: GroupRecord) -> None:
        names = self.names(record)
        self.figures.figures = self._key_figures(record)
        self._draw_matrix(record, names)
        numbers = {one.lesson: number for number, one in enumerate(record.lessons, start=1)}
        self.needs.show_needs(record.needs_help, names=names, numbers=numbers, day=record.as_of)
        self.dimensions.dimensions = record.dimensions
        self.dimensions.display = bool(record.dimensions)
        self.weeks.show(record.weeks, record.as_of)
        self.weeks.border_subtitle = Content(_("studied · lessons completed"))
        self.overdue.show_overdue(self._rows, names)

    def _draw_matrix(self, record: GroupRecord, names: Mapping[str, str]) -> None:
        wanted = self.words.value.strip().casefold()
        rows = [
            MatrixRow(names[row.record.member], row.record, row.completed)
            for row in in_order(self._rows, self.order, names)
            if wanted in names[row.record.member].casefold()
        ]
        self.matrix.show(record.lessons, rows, quizzes=self._quizzes(record), day=record.as_of)
        self._note()

    def _quizzes(self, record: GroupRecord) -> Mapping[str, str]:
        """The key of each lesson's quiz, by the key of the lesson."""
        library = self.study.read()
        lessons = (library.lesson(one.lesson) for one in record.lessons)
        return {lesson.key: f"{lesson.course}/{lesson.quiz}" for lesson in lessons if lesson and lesson.quiz}

    def _note(self) -> None:
        """At the foot of the matrix: how it is sorted, and which part of it is in view."""
        first, last, total = self.matrix.rows_in_view
        parts = [_("s sorted by {order}").format(order=self.order.words)]
        if total < len(self._rows):
            parts.insert(0, fraction(total, len(self._rows)))
        elif last - first + 1 < total:
            parts.insert(0, _("{first} to {last} of {total}").format(first=first, last=last, total=total))
        self.matrix.border_subtitle = Content(" · ".join(parts))

    def _key_figures(self, record: GroupRecord) -> list[KeyFigure]:
        results, passed = announced(record)
        done = fraction(sum(row.completed for row in self._rows), record.assigned)
        overdue = sum(len(row.overdue) for row in self._rows)
        active = fraction(record.active, len(record.members))
        right = fraction(passed, results)
        return [
            KeyFigure(done, _("completed"), (done, _("done")), "success"),
            KeyFigure(active, _("active this week"), (active, _("active"))),
            KeyFigure(_("{passed} passed").format(passed=right), _("announced"), (right, _("passed")))
            if results
            else KeyFigure(_("none yet"), _("announced"), (_("none"), _("passed"))),
            self._alarm(record.hands, _("raised hands"), _("hands"), "warning"),
            self._alarm(overdue, _("overdue"), _("overdue"), "error"),
        ]

    @staticmethod
    def _alarm(number: int, words: str, brief: str, tone: str) -> KeyFigure:
        """A number that should be nothing."""
        return KeyFigure(str(number), words, (str(number), brief), tone if number else "", "! " if number else "")

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only the keys that do something now."""
        filled = self.panels.display if self.is_mounted else False
        match action:
            case "member":
                return filled and bool(self._member())
            case "handled":
                return filled and self._need() is not None
            case "values":
                return filled and self.record is not None and any(one.results for one in self.record.members)
            case "compare":
                return self.several
            case "panel":
                return filled and isinstance(parameters[0], int) and self._panel(parameters[0]).display
            case "sort" | "filter" | "hide_names" | "next_panel":
                return filled
        return True

    def _panel(self, number: int) -> Widget:
        return self.query_one(f"#{_PANELS[number - 1]}")

    def _member(self) -> str:
        """The member under the cursor; empty where there is none."""
        if isinstance(self.focused, NeedsHelp):
            return self.needs.need.member if self.needs.need else ""
        if isinstance(self.focused, Overdue):
            return self.overdue.chosen.key if self.overdue.chosen else ""
        if isinstance(self.focused, Matrix) and self.matrix.row:
            return self.matrix.row.record.member
        return ""

    def _need(self) -> HelpNeeded | None:
        """The need for help under the cursor."""
        if isinstance(self.focused, NeedsHelp):
            return self.needs.need
        row, lesson = self.matrix.row, self.matrix.lesson
        if not isinstance(self.focused, Matrix) or row is None or lesson is None or self.record is None:
            return None
        cell = (row.record.member, lesson.lesson)
        return next((one for one in self.record.needs_help if (one.member, one.lesson) == cell), None)

    def action_member(self) -> None:
        """Open the member under the cursor."""
        from tui.screens.member import MemberScreen  # noqa: PLC0415 - loaded when it is wanted

        if self.record and self._member():
            self.app.push_screen(MemberScreen(self.record, self._member()))

    def action_handled(self) -> None:
        """Record that the need under the cursor was seen to."""
        if need := self._need():
            self.handle(need)

    def action_sort(self) -> None:
        """Sort by what comes next."""
        self.order = self.order.following
        self._redraw_matrix()

    def action_values(self) -> None:
        """Show the results of announced quizzes, or the statuses again."""
        self.matrix.values = not self.matrix.values

    def action_hide_names(self) -> None:
        """Hide every name, or show them again; a name that was typed goes too."""
        self._clear()
        super().action_hide_names()

    def action_compare(self) -> None:
        """Show this group beside the others."""
        self.fivefold.compare_groups(self.group)

    def action_panel(self, number: int) -> None:
        """Go to a panel."""
        panel = self._panel(number)
        panel.focus(scroll_visible=False)
        panel.scroll_visible(animate=False)

    def action_next_panel(self, step: int) -> None:
        """Go to the next panel, or to the one before."""
        shown = [number for number in range(1, len(_PANELS) + 1) if self._panel(number).display]
        at = next((place for place, number in enumerate(shown) if self._panel(number).has_focus), -step)
        self.action_panel(shown[(at + step) % len(shown)])

    def action_filter(self) -> None:
        """Type a part of a name."""
        self.words.display = True
        self.words.focus()

    @on(Input.Changed)
    def _redraw_matrix(self) -> None:
        if self.record and self.panels.display:
            self._draw_matrix(self.record, self.names(self.record))
            self.refresh_bindings()

    @on(Input.Submitted)
    def _narrowed(self) -> None:
        self.words.display = bool(self.words.value)
        self.matrix.focus()

    def _clear(self) -> None:
        self.words.value = ""
        self.words.display = False
        if self.panels.display:
            self.matrix.focus()

    def action_back(self) -> None:
        """Clear the filter; where there is none, go up one screen."""
        if self.words.display:
            self._clear()
        else:
            super().action_back()

    @on(Matrix.Moved)
    def _moved(self) -> None:
        self._note()
        self.refresh_bindings()

    @on(Matrix.Chosen)
    @on(RowList.Chosen)
    def _clicked(self) -> None:
        self.action_member()

    def on_descendant_focus(self) -> None:
        """Other keys work in other panels."""
        self.refresh_bindings()
