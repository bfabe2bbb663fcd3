"""What is wrong with a file, as a list with a cursor: line, code, message, the line itself, what to do."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.theme import Theme

from lessons.problem import Problem
from tui.excerpt import excerpt
from tui.i18n import _, count, later
from tui.keys import key
from tui.render.palette import Palette, palette
from tui.render.text import Prose
from tui.widgets.proof import ROLES, SIGNS
from tui.widgets.scrolled import Scrolled

MOST = 300
"""Problems that are listed; who has more begins with these."""
_LEFT = 4
"""Cells left of the words: bar, sign and blanks."""
_LEAST = 16
_RIGHT = 1


class _Row(NamedTuple):
    """One line of the list."""

    problem: int
    """Index of its problem; -1 for none."""
    segments: Sequence[Segment]


class ProblemList(Scrolled, can_focus=True):
    """Problems of one file, one of them the current one."""

    DEFAULT_CSS = """
    ProblemList { background: $surface; scrollbar-size-vertical: 1; overflow-x: hidden; }
    """
    BINDINGS = [  # noqa: RUF012 - Textual declares it as a plain class variable
        key("problems.go", "enter", "go", later("To the text"), display="Enter"),
        key("problems.down", "down,j", "step(1)", later("Down"), display="↓", show=False),
        key("problems.up", "up,k", "step(-1)", later("Up"), display="↑", show=False),
        key("problems.page_down", "pagedown,space", "page(1)", later("Page down"), display="PgDn", show=False),
        key("problems.page_up", "pageup,b", "page(-1)", later("Page up"), display="PgUp", show=False),
        key("problems.home", "home,g", "edge(-1)", later("First"), display="Home", show=False),
        key("problems.end", "end,G", "edge(1)", later("Last"), display="End", show=False),
    ]

    current: reactive[int] = reactive(-1)
    """Index of the current problem; -1 for none."""

    @dataclass
    class Pointed(Message):
        """Another problem is the current one."""

        problem: Problem
        """It."""

    class Left(Message):
        """The problem is to be looked at in the text."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._problems: Sequence[Problem] = ()
        self._meanwhile = ""
        self._rows: Sequence[_Row] = ()
        self._width = 0
        self._base = Style()

    # What is shown

    def show(self, problems: Sequence[Problem], *, meanwhile: str = "") -> None:
        """Show these problems; the current one stays current where it is still there, though lines may have moved.

        Args:
            problems: What is wrong.
            meanwhile: What is said as long as it is not known whether anything is; empty where it is known.
        """
        same = meanwhile == self._meanwhile and list(map(_told, problems)) == list(map(_told, self._problems))
        if self._rows and same:
            return
        before, self._meanwhile = self.problem, meanwhile
        self._problems = problems
        alike = [index for index, problem in enumerate(problems[:MOST]) if before and _is_same(problem, before)]
        nearest = min(alike, key=lambda index: abs(problems[index].line - (before.line if before else 0)), default=-1)
        self.set_reactive(ProblemList.current, nearest)
        self._lay_out()

    @property
    def problem(self) -> Problem | None:
        """The current problem."""
        return self._problems[self.current] if 0 <= self.current < len(self._problems) else None

    def step(self, by: int) -> None:
        """Go to the next problem, or to the one before; after the last comes the first."""
        listed = min(len(self._problems), MOST)
        if listed:
            start = self.current if self.current >= 0 else (-1 if by > 0 else 0)
            self._go((start + by) % listed)

    def move(self, by: int) -> bool:
        """Go to the next problem, or to the one before; whether there is one."""
        listed = min(len(self._problems), MOST)
        aim = (self.current if self.current >= 0 else (-1 if by > 0 else listed)) + by
        if 0 <= aim < listed:
            self._go(aim)
        return 0 <= aim < listed

    def go_to(self, problem: Problem) -> bool:
        """Go to a problem that was found; whether it is there still, though its line may be another."""
        alike = [index for index, one in enumerate(self._problems[:MOST]) if _is_same(one, problem)]
        if alike:
            self._go(min(alike, key=lambda index: abs(self._problems[index].line - problem.line)))
        return bool(alike)

    def _go(self, index: int) -> None:
        self.current = index
        if problem := self.problem:
            self.post_message(self.Pointed(problem))

    # Keys

    def action_go(self) -> None:
        """Look at the current problem in the text."""
        if self.current < 0 and self._problems:
            self._go(0)
        self.post_message(self.Left())

    def action_step(self, by: int) -> None:
        """Move through the problems."""
        last = min(len(self._problems), MOST) - 1
        if last >= 0:
            self._go(max(0, min(last, self.current + by)))

    def action_page(self, pages: int) -> None:
        """Move by screens."""
        self.action_step(pages * max(1, self.size.height // 6))

    def action_edge(self, end: int) -> None:
        """To the first or the last problem."""
        self.action_step(end * len(self._problems))

    def on_click(self, event: events.Click) -> None:
        """Go to the problem under the mouse."""
        row = self.scroll_offset.y + event.y
        if 0 <= row < len(self._rows) and self._rows[row].problem >= 0:
            self._go(self._rows[row].problem)

    # Textual's side

    def on_mount(self) -> None:
        """Take new colours when the theme changes."""
        self.app.theme_changed_signal.subscribe(self, self._restyle)

    def on_resize(self) -> None:
        """Break the lines anew."""
        if self.scrollable_content_region.width != self._width:
            self._lay_out()

    def watch_current(self) -> None:
        """The current problem is shown whole, with its line."""
        self._lay_out()

    def watch_has_focus(self, _focused: bool) -> None:
        """The bar tells whether the keys go here."""
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Paint; the style of the whole is looked up once, not for each line."""
        self._base = self.rich_style
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """One line."""
        index, width, base = self.scroll_offset.y + y, self.scrollable_content_region.width, self._base
        if not 0 <= index < len(self._rows):
            return Strip.blank(width, base)
        row = self._rows[index]
        at_cursor = row.problem >= 0 and row.problem == self.current
        marker = self._palette.style("marker" if self.has_focus else "muted")
        bar = Segment("▌" if at_cursor else " ", base + marker)
        segments = [Segment(text, base + style if style else base) for text, style, _control in row.segments]
        return Strip([bar, *segments]).adjust_cell_length(width, base)

    # Inside

    @property
    def _palette(self) -> Palette:
        return palette(self.app.theme_variables, dark=self.app.current_theme.dark, filled=False)

    def _restyle(self, _theme: Theme) -> None:
        self._lay_out()

    def _lay_out(self) -> None:
        self._width = self.scrollable_content_region.width
        if not self._width or not self.is_attached:
            return
        room = max(_LEAST, self._width - _LEFT - _RIGHT)
        rows = list(self._head(room))
        for index, problem in enumerate(self._problems[:MOST]):
            rows += (_Row(index, segments) for segments in self._lines(problem, room, whole=index == self.current))
            rows.append(_Row(-1, ()))
        rest = len(self._problems) - MOST
        if rest > 0:
            rows += self._said(count("{n} more problem follows.", "{n} more problems follow.", rest), "muted", room)
        self._rows = rows
        self.virtual_size = Size(0, len(rows))
        self.refresh()
        self._keep_in_view()

    def _head(self, room: int) -> Iterator[_Row]:
        if self._meanwhile:
            yield from self._said(self._meanwhile, "muted", room)
        elif not self._problems:
            yield from self._said("✓ " + _("Nothing to mend."), "done", room)

    def _said(self, text: str, role: str, room: int) -> Iterator[_Row]:
        blank = Segment(" " * (_LEFT - 1))
        return (_Row(-1, (blank, *segments)) for segments in self._broken(text, role, room))

    def _lines(self, problem: Problem, room: int, *, whole: bool) -> Iterator[Sequence[Segment]]:
        """The lines of one problem."""
        style = self._palette.style
        role = style(ROLES[problem.severity])
        blank = Segment(" " * (_LEFT - 1))
        place = f"{problem.line}:{problem.column}" if problem.line else _("file")
        sign = Segment(f" {SIGNS[problem.severity]} ", role)
        yield (sign, Segment(place, style("strong")), Segment("  "), Segment(problem.code, role))
        for segments in self._broken(problem.message(_), "plain", room):
            yield (blank, *segments)
        if whole:
            shown = excerpt(problem.source, [problem.column], room - 2)
            if shown.text:
                yield (blank, Segment("│ ", style("muted")), Segment(shown.text, style("code.plain")))
            if shown.marks:
                yield (blank, Segment("│ ", style("muted")), Segment(shown.marks, role))
        for segments in self._broken(_("Fix: {fix}").format(fix=problem.fix(_)), "muted", room):
            yield (blank, *segments)

    def _broken(self, text: str, role: str, room: int) -> Iterator[Sequence[Segment]]:
        """A text in lines of so many cells."""
        prose = Prose()
        prose.add(text, self._palette.style(role))
        return (segments for segments, _cells, _glue in prose.lines(room))

    def _keep_in_view(self) -> None:
        rows = [row for row, one in enumerate(self._rows) if one.problem == self.current]
        if self.current >= 0 and rows and self.size.height:
            self.scroll_to_region(Region(0, rows[0], 1, len(rows)), animate=False, force=True)


def _is_same(problem: Problem, other: Problem) -> bool:
    return problem.finding == other.finding and problem.message() == other.message()


def _told(problem: Problem) -> tuple[object, ...]:
    """All that is shown of a problem."""
    return problem.line, problem.column, problem.source, problem.message(), problem.fix()
