"""Members and lessons: one row a member, one cell a lesson, drawn line by line and only where somebody looks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from store.mirror import GroupLesson, MemberRecord
from store.status import Status
from tui.commands.wording import reason_rule, reason_word, status_word, week_word
from tui.i18n import _, later
from tui.keys import key
from tui.render.text import fitted, safe
from tui.screens.words import date_text
from tui.widgets.rows import Tone

SHAPES: Mapping[Status, tuple[str, Tone]] = {
    Status.COMPLETED: ("▆▆", "success"),
    Status.IN_PROGRESS: ("▂▂", "primary"),
    Status.NEEDS_HELP: ("!!", "error"),
    Status.OVERDUE: ("!!", "error"),
    Status.NOT_STARTED: ("··", "muted"),
}
"""Four shapes, which say without colour what they say with it: full, begun, look here, nothing."""

_LEGEND = {
    Status.COMPLETED: later("done"),
    Status.IN_PROGRESS: later("under way"),
    Status.NEEDS_HELP: later("needs help, overdue"),
    Status.NOT_STARTED: later("not started"),
}
_BRIEF = {
    Status.COMPLETED: later("done"),
    Status.IN_PROGRESS: later("begun"),
    Status.NEEDS_HELP: later("help, overdue"),
    Status.NOT_STARTED: later("not begun"),
}
"""The same for a narrow screen."""
_BELOW = 4
"""Rows below the members: the tally, the lesson and the member under the cursor, what the shapes say."""
_WIDEST_NAME = 24
_LEAST_NAME = 8
_WHEEL = 3
"""Members that one step of the wheel passes over."""


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A member, and what the screen calls them."""

    name: str
    record: MemberRecord
    completed: int


@dataclass(frozen=True, slots=True)
class _Plan:
    """What of the matrix is on the screen, and where."""

    name: int
    """Cells of the column of names."""
    pitch: int
    """Cells from one lesson to the next."""
    columns: range
    """The lessons in view."""
    rows: range
    """The members in view."""
    total: int
    """Cells of the column at the right."""


class Matrix(Widget, can_focus=True):
    """How each member stands on each lesson, with a cursor; of any size."""

    DEFAULT_CSS = """
    Matrix { height: auto; background: $background; }
    Matrix .matrix--muted { color: $text-muted; }
    Matrix .matrix--primary { color: $primary; }
    Matrix .matrix--success { color: $success; }
    Matrix .matrix--error { color: $text-error; text-style: bold; }
    """
    COMPONENT_CLASSES = {  # noqa: RUF012 - Textual declares it as a plain class variable
        "matrix--muted", "matrix--primary", "matrix--success", "matrix--error",
    }  # fmt: skip
    BINDINGS = [  # noqa: RUF012 - Textual declares it as a plain class variable
        key("matrix.down", "down", "move(0, 1)", later("Next member"), display="↓", show=False),
        key("matrix.up", "up", "move(0, -1)", later("Member before"), display="↑", show=False),
        key("matrix.right", "right", "move(1, 0)", later("Next lesson"), display="→", show=False),
        key("matrix.left", "left", "move(-1, 0)", later("Lesson before"), display="←", show=False),
        key("matrix.page_down", "pagedown", "page(1)", later("Page down"), display="PgDn", show=False),
        key("matrix.page_up", "pageup", "page(-1)", later("Page up"), display="PgUp", show=False),
        key("matrix.home", "home", "edge(-1, 0)", later("First lesson"), display="Home", show=False),
        key("matrix.end", "end", "edge(1, 0)", later("Last lesson"), display="End", show=False),
        key("matrix.top", "ctrl+home", "edge(0, -1)", later("First member"), display="Ctrl+Home", show=False),
        key("matrix.bottom", "ctrl+end", "edge(0, 1)", later("Last member"), display="Ctrl+End", show=False),
    ]

    cursor: reactive[Offset] = reactive(Offset(0, 0))
    """The lesson and the member under the cursor, as places among those shown."""
    values: reactive[bool] = reactive(default=False)
    """Whether cells show results of announced quizzes instead of statuses."""

    @dataclass
    class Moved(Message):
        """The cursor is on another cell, or other cells are in view."""

    @dataclass
    class Chosen(Message):
        """The cell under the cursor was clicked."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._lessons: Sequence[GroupLesson] = ()
        self._rows: Sequence[MatrixRow] = ()
        self._quizzes: Mapping[str, str] = {}
        self._day = date.min
        self._several_courses = False
        self._names = 0
        self._first = Offset(0, 0)

    def show(
        self, lessons: Sequence[GroupLesson], rows: Sequence[MatrixRow], *, quizzes: Mapping[str, str], day: date
    ) -> None:
        """Show other members or lessons; the cursor stays with its member and its lesson where they are still there.

        Args:
            lessons: the columns.
            rows: the members.
            quizzes: the key of each lesson's quiz, by the key of the lesson.
            day: on which all of this was judged.
        """
        lesson, row = self.lesson, self.row
        self._lessons, self._rows, self._quizzes, self._day = lessons, rows, quizzes, day
        self._several_courses = len({one.course for one in lessons}) > 1
        self._names = max((cell_len(safe(one.name)) for one in rows), default=0)
        columns = [place for place, one in enumerate(lessons) if lesson and one.lesson == lesson.lesson]
        places = [place for place, one in enumerate(rows) if row and one.record.member == row.record.member]
        self.set_reactive(Matrix.cursor, Offset(columns[0] if columns else 0, places[0] if places else 0))
        self._keep_in_view()
        self.refresh(layout=True)

    @property
    def lesson(self) -> GroupLesson | None:
        """The lesson under the cursor."""
        return self._lessons[self.cursor.x] if self.cursor.x < len(self._lessons) else None

    @property
    def row(self) -> MatrixRow | None:
        """The member under the cursor."""
        return self._rows[self.cursor.y] if self.cursor.y < len(self._rows) else None

    @property
    def rows_in_view(self) -> tuple[int, int, int]:
        """The first and the last member in view, 1-based, and how many there are."""
        rows = self._plan().rows
        return rows.start + 1, rows.stop, len(self._rows)

    def go_to(self, member: str, lesson: str = "") -> None:
        """Put the cursor on a member, and on a lesson where one is given."""
        rows = [place for place, one in enumerate(self._rows) if one.record.member == member]
        columns = [place for place, one in enumerate(self._lessons) if one.lesson == lesson]
        if rows:
            self.cursor = Offset(columns[0] if columns else self.cursor.x, rows[0])

    # Size and place

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002 - Textual's own
        """As wide as it may be."""
        return container.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's own
        """A row for each member, and what is above and below them."""
        return len(self._rows) + 1 + _BELOW

    def _plan(self) -> _Plan:
        width, height = self.size
        lessons, rows = len(self._lessons), len(self._rows)
        pitch = 1 + max(3 if self.values else 2, len(str(lessons)), len(str(rows)))
        total = max(len(f"{lessons}/{lessons}"), cell_len(_("done"))) + 1
        name = max(_LEAST_NAME, min(self._names, _WIDEST_NAME, (width - total) // 3))
        room = max(1, (width - name - 1 - total) // pitch)
        seen = max(1, height - 1 - _BELOW)
        left, top = min(self._first.x, max(0, lessons - room)), min(self._first.y, max(0, rows - seen))
        return _Plan(
            name, pitch, range(left, min(lessons, left + room)), range(top, min(rows, top + seen)), total=total
        )

    def _keep_in_view(self) -> None:
        plan = self._plan()
        self._first = Offset(_within(self.cursor.x, plan.columns), _within(self.cursor.y, plan.rows))

    def on_resize(self) -> None:
        """The cursor stays in view."""
        self._keep_in_view()
        self.post_message(self.Moved())

    def watch_values(self) -> None:
        """Values want wider cells."""
        self._keep_in_view()
        self.refresh()

    def watch_cursor(self) -> None:
        """Redraw, and say where the cursor is."""
        self._keep_in_view()
        self.refresh()
        self.post_message(self.Moved())

    # Moving

    def _move_to(self, x: int, y: int) -> None:
        self.cursor = Offset(
            min(max(0, x), max(0, len(self._lessons) - 1)), min(max(0, y), max(0, len(self._rows) - 1))
        )

    def action_move(self, lessons: int, members: int) -> None:
        """Move the cursor."""
        self._move_to(self.cursor.x + lessons, self.cursor.y + members)

    def action_page(self, pages: int) -> None:
        """Move the cursor by as many members as are in view."""
        self._move_to(self.cursor.x, self.cursor.y + pages * max(1, len(self._plan().rows) - 1))

    def action_edge(self, lessons: int, members: int) -> None:
        """Move the cursor to the first or the last lesson or member."""
        x, y = (len(self._lessons) - 1) * max(0, lessons), (len(self._rows) - 1) * max(0, members)
        self._move_to(x if lessons else self.cursor.x, y if members else self.cursor.y)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse is; a click on the cursor chooses the cell."""
        place = event.get_content_offset(self)
        plan = self._plan()
        if place is None or not 0 < place.y <= len(plan.rows):
            return
        column = plan.columns.start + (place.x - plan.name - 1) // plan.pitch
        aim = Offset(column if column in plan.columns else self.cursor.x, plan.rows.start + place.y - 1)
        if aim == self.cursor:
            self.post_message(self.Chosen())
        self.cursor = aim

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Show the members below, where there are any."""
        self._scroll(event, _WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Show the members above, where there are any."""
        self._scroll(event, -_WHEEL)

    def _scroll(self, event: events.MouseEvent, members: int) -> None:
        rows = self._plan().rows
        first = min(max(0, rows.start + members), len(self._rows) - len(rows))
        if first != rows.start:
            event.stop()
            event.prevent_default()
            self._first = Offset(self._first.x, first)
            self.refresh()
            self.post_message(self.Moved())

    # Drawing

    def render_line(self, y: int) -> Strip:
        """The head, a member, or one of the lines below them."""
        plan, base, width = self._plan(), self.rich_style, self.size.width
        if y == 0:
            segments = self._head(plan, base)
        elif y <= len(plan.rows):
            segments = self._member(plan, plan.rows.start + y - 1, base)
        else:
            match y - 1 - len(plan.rows):
                case 0:
                    segments = self._tally(plan, base)
                case 1:
                    segments = self._lesson_line(base)
                case 2:
                    segments = self._member_line(base)
                case 3:
                    segments = self._legend(base, width)
                case _:
                    segments = []
        return Strip(segments).crop_extend(0, width, base)

    def _head(self, plan: _Plan, base: Style) -> list[Segment]:
        muted = base + self._tone("muted")
        here = self._cursor(base) + Style(reverse=True)
        columns, lessons = plan.columns, len(self._lessons)
        before = f"‹ {columns.start}" if columns.start else ""
        segments = [Segment(before.rjust(plan.name)[: plan.name] + " ", muted)]
        for column in columns:
            number = f"{column + 1:02}".rjust(plan.pitch - 1)
            segments += [Segment(number, here if column == self.cursor.x else muted), Segment(" ", base)]
        after = f"{lessons - columns.stop} ›" if columns.stop < lessons else _("done")
        return [*segments, Segment(after.rjust(plan.total), muted)]

    def _member(self, plan: _Plan, place: int, base: Style) -> list[Segment]:
        row = self._rows[place]
        here = place == self.cursor.y
        edge = self._cursor(base)
        name_style = edge + Style(reverse=True) if here else base
        parts = [(fitted(row.name, plan.name), name_style), (" ", base)]
        results = {result.quiz: result for result in row.record.results} if self.values else {}
        for column in plan.columns:
            lesson = self._lessons[column]
            standing = row.record.lessons.get(lesson.lesson)
            if standing is None:
                text, style = "", base
            elif self.values:
                result = results.get(self._quizzes.get(lesson.lesson, ""))
                text = "" if result is None else f"{'' if result.passed else '✗'}{int(result.share * 100 + 1e-9)}"
                style = base + self._tone("success" if result and result.passed else "error")
            else:
                text, tone = SHAPES[standing.status]
                style = base + self._tone(tone)
            text = text.rjust(plan.pitch - 1)
            if here and column == self.cursor.x:
                # The cursor stands in the gaps beside the cell: within it the shape stays what it is.
                parts[-1] = ("▐", edge)
                parts += [(text, style), ("▌", edge)]
            else:
                parts += [(text, style), (" ", base)]
        done = f"{row.completed}/{row.record.assigned}".rjust(plan.total)
        return [*_merged(parts), Segment(done, base)]

    def _tally(self, plan: _Plan, base: Style) -> list[Segment]:
        muted = base + self._tone("muted")
        segments = [Segment(fitted(_("done by"), plan.name) + " ", muted)]
        for column in plan.columns:
            number = self._lessons[column].tally.get(Status.COMPLETED, 0)
            segments.append(Segment(f"{number}".rjust(plan.pitch - 1) + " ", muted))
        return segments

    def _lesson_line(self, base: Style) -> list[Segment]:
        lesson = self.lesson
        if lesson is None:
            return []
        course = f"{safe(lesson.course)} · " if self._several_courses else ""
        due = _("due {day}").format(day=date_text(lesson.due))
        return [
            Segment(f"{self.cursor.x + 1:02} ", base + self._tone("primary") + Style(bold=True)),
            Segment(safe(lesson.title), base + Style(bold=True)),
            Segment(f"   {course}{due}", base + self._tone("muted")),
        ]

    def _member_line(self, base: Style) -> list[Segment]:
        lesson, row = self.lesson, self.row
        if row is None:
            return [Segment(_("No member is called that."), base + self._tone("muted"))]
        standing = row.record.lessons.get(lesson.lesson) if lesson else None
        if standing is None:
            return []
        muted = base + self._tone("muted")
        segments = [
            Segment(fitted(row.name, min(cell_len(safe(row.name)), _WIDEST_NAME)) + ": ", base),
            Segment(status_word(standing.status), base + self._tone(SHAPES[standing.status][1])),
        ]
        if standing.reason is not None and standing.since is not None:
            since = _("since {week}").format(week=week_word(standing.since, self._day))
            rule = reason_rule(standing.reason)
            segments.append(Segment(f" · {reason_word(standing.reason)} {since}: {rule}", muted))
        return segments

    def _legend(self, base: Style, width: int) -> list[Segment]:
        muted = base + self._tone("muted")
        if self.values:
            return [
                Segment(_("92 result of an announced quiz, per cent"), muted),
                Segment("   " + _("✗42 not passed"), muted),
            ]
        words = {status: _(text) for status, text in _LEGEND.items()}
        gap = (width - _cells(words)) // (len(words) - 1)
        if gap < 1:
            words = {status: _(text) for status, text in _BRIEF.items()}
            gap = (width - _cells(words)) // (len(words) - 1)
        segments: list[Segment] = []
        for status, text in words.items():
            shape, tone = SHAPES[status]
            segments += [Segment(shape, base + self._tone(tone)), Segment(f" {text}{' ' * min(max(1, gap), 3)}", muted)]
        return segments

    def _cursor(self, base: Style) -> Style:
        """The cursor, which steps back while another panel has the focus."""
        return base + self._tone("primary" if self.has_focus else "muted")

    def _tone(self, tone: str) -> Style:
        return self.get_component_rich_style(f"matrix--{tone}", partial=True) if tone else Style()


def _within(place: int, view: range) -> int:
    """Where a view must begin to show a place, moved no further than it must."""
    if not view:
        return max(0, place)
    return min(max(view.start, place - len(view) + 1), place)


def _cells(words: Mapping[Status, str]) -> int:
    """Cells that shapes and their words take without what is between them."""
    return sum(cell_len(f"{SHAPES[status][0]} {text}") for status, text in words.items())


def _merged(parts: Sequence[tuple[str, Style]]) -> list[Segment]:
    """Neighbours of one style as one segment: fewer bytes for the terminal."""
    return [
        Segment("".join(text for text, _style in run), style) for style, run in groupby(parts, key=lambda part: part[1])
    ]
