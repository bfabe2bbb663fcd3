"""A group, as its leader sees it: what needs doing first, and nothing that would be spying.

It is long because it is where every panel of a group leads on from.
"""

from collections.abc import Iterable, Mapping

from textual import getters, on
from textual.binding import ActiveBinding
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from store.days import week_of
from store.mirror import GroupRecord
from tui.commands.wording import date_text, fraction, not_taken_word
from tui.i18n import _, clauses, count, later, listed, together
from tui.keys import GROUP, GROUP_PANELS, HELP
from tui.roster import MemberRow, Order, announced
from tui.screens.leader import LeaderScreen, described
from tui.screens.opening import PATIENCE
from tui.screens.panels import Panels
from tui.sentences import key_of, with_keys
from tui.widgets.figures import KeyFigure, KeyFigures


class GroupScreen(LeaderScreen):
    """One group: key figures, and the panels below them."""

    CSS_PATH = "group.tcss"
    AUTO_FOCUS = ""
    BINDINGS = [*GROUP, *GROUP_PANELS, HELP]  # noqa: RUF012 - Textual declares it as a plain class variable
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]  # noqa: RUF012 - Textual declares it as a plain class variable
    VERTICAL_BREAKPOINTS = [(0, "-short"), (24, "-tall"), (36, "-roomy")]  # noqa: RUF012 - the same
    SHOWS_RECORDS = True
    HELP_TEXT = later(
        "A group. Arrows move over the matrix, {group_member} opens a member, {group_next} and digits go to the panels."
        " What is late and needs help too is !! there, and counts as overdue above."
    )

    figures = getters.query_one(KeyFigures)
    panels = getters.query_one(Panels)
    words = getters.query_one("#words", Input)
    instead = getters.query_one("#instead", Static)

    def __init__(self, group: str) -> None:
        super().__init__(group)
        self._record: GroupRecord | None = None
        self._rows: tuple[MemberRow, ...] = ()
        self._order = Order.NEED
        self._unnamed = False
        """Whether names were hidden when it was drawn last."""

    def body(self) -> Iterable[Widget]:
        """The filter, the figures, the panels."""
        with Vertical(id="filter"):
            yield Input(id="words", placeholder=self._asked_for())
        yield Static("", id="purpose", markup=False)
        yield KeyFigures()
        yield Static("", id="instead", markup=False)
        yield Panels()

    def on_mount(self) -> None:
        """Say so where looking takes a while."""
        self.words.display = self.panels.display = self.figures.display = False
        self.query_one("#purpose").display = False
        self.set_timer(PATIENCE, self._say)

    def _say(self) -> None:
        if self._record is None:
            self.instead.update(_("Loading …"))

    def on_screen_resume(self) -> None:
        """Look again: something may have been done meanwhile. A name that was typed goes where they were hidden."""
        if self.hidden and not self._unnamed:
            self._clear()
        self.load()

    @property
    def awaits(self) -> bool:
        """Whether the group has not been looked at yet."""
        return self._record is None

    def say_again(self) -> None:
        """Name the panels, and look again: titles are in another language, too."""
        self.words.placeholder = self._asked_for()
        self.panels.name_panels()
        self.draw()
        self.load()

    # Showing

    @on(LeaderScreen.Loaded)
    def _loaded(self, event: LeaderScreen.Loaded) -> None:
        self._record, self._rows, self.several = event.record, event.rows, event.several
        self.draw()
        if self.focused is None and self.panels.display:
            self.panels.go_to(1)

    def draw(self) -> None:
        """Show the record under the names that are to be shown."""
        self._unnamed = self.hidden
        record = self.shown(self._record) if self._record else None
        if record is None:
            return
        members = count("{n} member", "{n} members", len(record.members))
        if record.waiting:
            asked = len(record.waiting)
            members = clauses((members, count("{n} to accept the charter", "{n} to accept the charter", asked)))
        self.top.place = Content.assemble(
            self.muted(_("Group") + " "),
            (record.name, "bold"),
            "  ",
            self.muted(members),
        )
        team = f"{record.about.team} · " if record.about.team else ""
        over = _("archived") + " · " if record.about.archived else ""
        self.top.state = self.muted(team + over + date_text(record.as_of, self.study.day()))
        purpose = self.query_one("#purpose", Static)
        head = [self.muted(record.about.purpose)] if record.about.purpose else []
        if record.waiting and not self.hidden:
            names = listed(record.waiting)
            head.append(self.toned(_("Not accepted the charter yet: {names}").format(names=names), "warning"))
        purpose.update(Content("\n").join(head))
        purpose.display = bool(head)
        self.set_class(bool(head), "-purpose")  # then the row of the filter is better spent on a member
        empty = _empty(record, key_of(self, "group.organise"))
        self.instead.update(Content(empty))
        self.instead.display = bool(empty)
        self.panels.display = self.figures.display = not empty
        if not empty:
            self.figures.figures = _key_figures(record, self._rows)
            self.panels.show(record, self._rows, self.names(record), self.handled(record))
            self._draw_matrix()
        self.refresh_bindings()

    @on(Input.Changed)
    def _draw_matrix(self) -> None:
        if self._record and self.panels.display:
            self.panels.show_matrix(
                self._record,
                self._rows,
                self.names(self._record),
                order=self._order,
                wanted=self.words.value,
                quizzes=self._quizzes(self._record),
            )
            self.refresh_bindings()

    def _quizzes(self, record: GroupRecord) -> Mapping[str, str]:
        """The key of each lesson's quiz, by the key of the lesson."""
        library = self.study.read()
        lessons = (library.lesson(one.lesson) for one in record.lessons)
        return {lesson.key: f"{lesson.course}/{lesson.quiz}" for lesson in lessons if lesson and lesson.quiz}

    @on(Panels.Moved)
    def _moved(self) -> None:
        self.panels.note(self._order)
        self.refresh_bindings()

    # Keys

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that work now; that for results says what it shows next."""
        found = super().active_bindings
        return described(found, "values", _("Statuses")) if self.is_mounted and self.panels.matrix.values else found

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only the keys that do something now."""
        filled = self.is_mounted and self.panels.display
        match action:
            case "member":
                return filled and bool(self.panels.member)
            case "question":
                return filled and self.panels.question is not None
            case "handled":
                return filled
            case "undo":
                return filled and self.to_take_back is not None
            case "values":
                return filled and self._record is not None and any(one.results for one in self._record.members)
            case "compare":
                return self.several
            case "panel":
                return filled and isinstance(parameters[0], int) and self.panels.has(parameters[0])
            case "filter":
                return filled and not self.words.has_focus
            case "sort" | "hide_names" | "next_panel" | "export":
                return filled
        return True

    @on(Panels.Chosen)
    def _chosen(self) -> None:
        if self.panels.question:
            self.action_question()
        else:
            self.action_member()

    def action_question(self) -> None:
        """Open the question under the cursor in its quiz."""
        from tui.screens.quiz_sheet import QuizSheetScreen  # noqa: PLC0415 - loaded when it is wanted

        if found := self.panels.question:
            self.app.push_screen(QuizSheetScreen(*found))

    def action_member(self) -> None:
        """Open the member under the cursor."""
        from tui.screens.member import MemberScreen  # noqa: PLC0415 - loaded when it is wanted

        if self._record and self.panels.member:
            self.app.push_screen(MemberScreen(self._record, self.panels.member, at=self.panels.about))

    def action_handled(self) -> None:
        """Record that the need under the cursor was seen to."""
        if self._record and (need := self.panels.need):
            self.see_to(need, self.names(self._record)[need.member])
        else:
            self.say_no_need(self._record, self.panels.member, self.panels.lesson)

    @property
    def to_take_back(self) -> tuple[str, str] | None:
        """What was handled under the cursor, else what was seen to last on this screen."""
        return (self.panels.handled if self.is_mounted else None) or super().to_take_back

    def action_undo(self) -> None:
        """Take back that a need was seen to."""
        if self._record:
            self.take_back(self._record)

    @property
    def only_said(self) -> frozenset[str]:
        """What can be seen to is under the cursor, or nothing is."""
        return frozenset({"handled"}) if self.is_mounted and self.panels.need is None else frozenset()

    def action_sprints(self) -> None:
        """Show the groups that study beside each other."""
        self.fivefold.show_sprints(self.group)

    def action_organise(self) -> None:
        """Show what the group is made of, to change it."""
        self.fivefold.organise_group(self.group)

    def action_sort(self) -> None:
        """Sort by what comes next."""
        self._order = self._order.following
        self._draw_matrix()

    def action_values(self) -> None:
        """Show the results of announced quizzes, or the statuses again."""
        self.panels.matrix.values = not self.panels.matrix.values
        self.refresh_bindings()

    def action_hide_names(self) -> None:
        """Hide every name, or show them again; a name that was typed goes too."""
        self._clear()
        super().action_hide_names()

    def action_export(self) -> None:
        """Write a report of the group: a page to hand on, or a file for other programs."""
        from tui.saving import documents_folder  # noqa: PLC0415 - loaded when it is wanted
        from tui.screens.report import ReportScreen  # noqa: PLC0415 - as above

        if self._record:
            self.app.push_screen(ReportScreen(self._record, self.study, documents_folder()))

    def action_compare(self) -> None:
        """Show this group beside the others."""
        self.fivefold.compare_groups(self.group)

    def action_panel(self, number: int) -> None:
        """Go to a panel."""
        self.panels.go_to(number)

    def action_next_panel(self, step: int) -> None:
        """Go to the next panel, or to the one before."""
        self.panels.go_on(step)

    def _asked_for(self) -> str:
        return with_keys(self, _("A name, or: needs help, overdue, 07 not started. {group_back} clears"))

    def action_filter(self) -> None:
        """Type a part of a name, or a status."""
        self.words.display = True
        self.words.focus()

    @on(Input.Submitted)
    def _narrowed(self) -> None:
        self.words.display = bool(self.words.value)
        self.panels.go_to(1)

    def _clear(self) -> None:
        typing = self.words.has_focus
        self.words.value = ""
        self.words.display = False
        if typing:
            self.panels.go_to(1)

    def action_back(self) -> None:
        """Clear the filter; where there is none, go up one screen."""
        if self.words.display:
            self._clear()
        else:
            super().action_back()


def _empty(record: GroupRecord, organise: str) -> str:
    """What to do where there is nothing to see yet; empty where there is something.

    Args:
        record: of the group.
        organise: how the key is written that shows what the group is made of.
    """
    if not record.members and record.waiting:
        return together(
            _("Nobody has accepted the charter yet: nothing of anybody is shown before that."),
            _("Each is asked when they open Fivefold next."),
        )
    if not record.members:
        adding = _("No members yet.  {key} adds somebody, or takes a roster in.").format(key=organise)
        sharing = _("Where they study on machines of their own:  {key} shares the group in a folder.").format(
            key=organise
        )
        collecting = _("When they have shared:  {key} collects from it.").format(key=organise)
        return "\n".join((adding, sharing, collecting))
    if not record.lessons:
        return _("No plan yet.  {key} assigns a course.").format(key=organise)
    return ""


def _key_figures(record: GroupRecord, rows: tuple[MemberRow, ...]) -> list[KeyFigure]:
    """Counts, and no percentages: of few people they would jump."""
    results, right = announced(record)
    wrong = sum(one.answered is None for one in record.said)
    done = fraction(sum(row.completed for row in rows), record.assigned)
    passed = fraction(right, results)
    week = next((one.completed for one in record.weeks[-1:] if one.week == week_of(record.as_of)), 0)
    more = _("{n} this week").format(n=f"+{week}") if week else ""
    studied = []
    if record.active is not None:
        active = fraction(record.active, len(record.members))
        studied = [KeyFigure(active, _("active this week"), (active, _("active")))]
    return [
        KeyFigure(done, _("completed"), (done, _("done")), "success", more=more),
        *studied,
        KeyFigure(
            _("{passed} passed").format(passed=passed) if results else _("none yet"),
            _("results so far"),
            (passed if results else _("none"), _("passed")),
            more=not_taken_word(record),
        ),
        _alarm(record.hands, _("raised hands"), _("hands"), "warning"),
        _alarm(sum(len(row.overdue) for row in rows), _("overdue"), _("overdue"), "error"),
        *([_alarm(wrong, _("said to be wrong"), _("wrong"), "warning")] if wrong else []),
    ]


def _alarm(number: int, words: str, brief: str, tone: str) -> KeyFigure:
    """A number that should be nothing."""
    return KeyFigure(str(number), words, (str(number), brief), tone if number else "", "! " if number else "")
