"""Members and lessons: one row a member, one cell a lesson, drawn line by line and only where somebody looks.

It is long because what it draws, how it moves and what it is asked by a pointer go by the same places of cells.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from store.mirror import GroupLesson
from store.status import Status
from tui.commands.wording import date_text, reason_rule, reason_word, status_word, week_word
from tui.i18n import _, later, named
from tui.keys import key
from tui.render.matrix import MatrixRow, Plan, courses, head, legend, member, plan, results, sign_of, signs_of, tally
from tui.render.text import fitted, safe
from tui.roster import numbers_of

_BELOW = 4
"""Rows below the members: the lessons done, the lesson under the cursor with what the shapes say of it, the member."""
_READABLE = 8
"""Cells of a name that still say something."""
_WIDEST_NAME = 24
_WHEEL = 3
"""Members that one step of the wheel passes over."""


class Matrix(Widget, can_focus=True):
    """How each member stands on each lesson, with a cursor; of any size."""

    DEFAULT_CSS = """
    Matrix { height: auto; background: $background; }
    Matrix .matrix--muted { color: $text-muted; }
    Matrix .matrix--primary { color: $text-primary; }
    Matrix .matrix--done { color: $done; }
    Matrix .matrix--success { color: $text-success; }
    Matrix .matrix--warning { color: $text-warning; text-style: bold; }
    Matrix .matrix--error { color: $text-error; text-style: bold; }
    """
    COMPONENT_CLASSES = {  # noqa: RUF012 - Textual declares it as a plain class variable
        "matrix--muted", "matrix--primary", "matrix--done", "matrix--success", "matrix--warning", "matrix--error",
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

    def __init__(self) -> None:
        super().__init__()
        self._lessons: Sequence[GroupLesson] = ()
        self._rows: Sequence[MatrixRow] = ()
        self._quizzes: Mapping[str, str] = {}
        self._day = date.min
        self._asked: Mapping[str, int] = {}
        self._several_courses = self._any_wrong = False
        self._names = 0
        self._first = Offset(0, 0)
        self._drawn_with: dict[str, Style] = {}
        """The style of each meaning, while a part is drawn."""

    def show(
        self,
        lessons: Sequence[GroupLesson],
        rows: Sequence[MatrixRow],
        *,
        quizzes: Mapping[str, str],
        day: date,
        asked: Mapping[str, int] | None = None,
    ) -> None:
        """Show other members or lessons; the cursor stays with its member and its lesson where they are still there.

        At first it is on the lesson that is due next, with as many before it in view as there is room for.

        Args:
            lessons: the columns.
            rows: the members.
            quizzes: the key of each lesson's quiz, by the key of the lesson.
            day: on which all of this was judged.
            asked: how many members raised a hand on each lesson, by its key.
        """
        self._asked = asked or {}
        lesson, row = self.lesson, self.row
        self._lessons, self._rows, self._quizzes, self._day = lessons, rows, quizzes, day
        self._any_wrong = any(one.wrong for one in rows)
        self._several_courses = len({one.course for one in lessons}) > 1
        self._names = max((cell_len(safe(one.name)) for one in rows), default=0)
        columns = [place for place, one in enumerate(lessons) if lesson and one.lesson == lesson.lesson]
        places = [place for place, one in enumerate(rows) if row and one.record.member == row.record.member]
        column = columns[0] if columns else 0 if lesson else _due_next(lessons, day)
        self.set_reactive(Matrix.cursor, Offset(column, places[0] if places else 0))
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
    def rows_around(self) -> int:
        """Rows above and below the members."""
        return self._above + _BELOW

    @property
    def _above(self) -> int:
        """Rows above the members: the numbers of the lessons, and over them their courses where there are several."""
        return 1 + self._several_courses

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
        return len(self._rows) + self.rows_around

    def _plan(self) -> Plan:
        return plan(
            (self.size.width, self.size.height - self.rows_around),
            self._first,
            (len(self._lessons), len(self._rows)),
            names=self._names,
            values=self.values,
        )

    def _keep_in_view(self) -> None:
        if not self.size.width:  # it begins with the first lesson until it is known how many there is room for
            return
        view = self._plan()
        self._first = Offset(_within(self.cursor.x, view.columns), _within(self.cursor.y, view.rows))

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
        view = self._plan()
        if place is None or not 0 <= place.y - self._above < len(view.rows):
            return
        column = view.columns.start + (place.x - view.name - 1) // view.pitch
        aim = Offset(column if column in view.columns else self.cursor.x, view.rows.start + place.y - self._above)
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

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a part of it, with the styles that hold now."""
        self._drawn_with.clear()  # to work one out takes longer than to draw a line with it
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """The head, a member, or one of the lines below them."""
        view, width = self._plan(), self.size.width
        lessons, cursor, y = self._lessons, self.cursor, y + 1 - self._above
        if y < 0:
            segments = courses(view, lessons, self._look)
        elif y == 0:
            segments = head(view, lessons, numbers_of(lessons), cursor.x, self._look)
        elif y <= len(view.rows):
            place = view.rows.start + y - 1
            row, at = self._rows[place], cursor.x if place == cursor.y else None
            if self.values:
                segments = results(view, row, lessons, self._quizzes, cursor=at, look=self._look)
            else:
                segments = member(view, row, lessons, at, self._look)
        else:
            below = (
                lambda: tally(view, lessons, self._look),
                lambda: self._lesson_line(width),
                lambda: legend(
                    width, self._look, values=self.values, tallies=self._tallies(), wrong=self._said_wrong()
                ),
                lambda: _cut(self._member_line(), width),
            )
            place = y - 1 - len(view.rows)
            segments = below[place]() if place < _BELOW else []
        return Strip(segments).crop_extend(0, width, self.rich_style)

    def _lesson_line(self, width: int) -> list[Segment]:
        lesson, look = self.lesson, self._look
        if lesson is None:
            return []
        number = f"{lesson.number or self.cursor.x + 1:02} "
        due = _("due {day}").format(day=date_text(lesson.due, self._day))
        title = safe(lesson.title)
        title = fitted(title, min(cell_len(title), max(_READABLE, width - cell_len(f"{number}   {due}"))))
        room = width - cell_len(f"{number}{title}   {due} · ")
        course, named_here = safe(lesson.course), self._several_courses and room >= _READABLE
        return [
            Segment(number, look("primary") + Style(bold=True)),
            Segment(title, look("") + Style(bold=True)),
            Segment(
                f"   {due}" + (f" · {fitted(course, min(room, cell_len(course)))}" if named_here else ""), look("muted")
            ),
        ]

    def _tallies(self) -> Sequence[int]:
        """How many members each sign stands for, on the lesson under the cursor."""
        lesson = self.lesson
        return signs_of(lesson, self._asked.get(lesson.lesson, 0)) if lesson else ()

    def _said_wrong(self) -> int | None:
        """How many say that their status is wrong on the lesson under the cursor; None where nobody does on any."""
        if not self._any_wrong:
            return None
        lesson = self.lesson
        return sum(lesson.lesson in row.wrong for row in self._rows) if lesson else 0

    def _member_line(self) -> list[Segment]:
        lesson, row, look = self.lesson, self.row, self._look
        if row is None:
            return [Segment(_("Nobody is called that, or stands so."), look("muted"))]
        standing = row.record.lessons.get(lesson.lesson) if lesson else None
        if standing is None:
            return []
        segments = [
            Segment(named(fitted(row.name, min(cell_len(safe(row.name)), _WIDEST_NAME)), ""), look("")),
            Segment(status_word(standing.status), look(sign_of(standing)[1])),
        ]
        if lesson and lesson.lesson in row.wrong:
            segments.append(Segment(_(" · said to be wrong, not answered yet"), look("warning")))
        if row.record.as_of is not None:
            week = week_word(row.record.as_of, self._day)
            segments.append(Segment(_(" · as shared {week}").format(week=week), look("muted")))
        if standing.reason is not None and standing.since is not None:
            since = _("{reason} since {week}").format(
                reason=reason_word(standing.reason), week=week_word(standing.since, self._day)
            )
            segments.append(Segment(" · " + named(since, reason_rule(standing.reason)), look("muted")))
        return segments

    def _look(self, tone: str) -> Style:
        """The style of a meaning; the cursor steps back while another panel has the focus."""
        if tone == "cursor":
            tone = "primary" if self.has_focus else "muted"
        style = self._drawn_with.get(tone)
        if style is None:
            part = self.get_component_rich_style(f"matrix--{tone}", partial=True) if tone else Style()
            style = self._drawn_with[tone] = self.rich_style + part
        return style


def _cut(segments: Sequence[Segment], width: int) -> list[Segment]:
    """The same in so many cells; what is too long for them ends in an ellipsis."""
    cut: list[Segment] = []
    for segment in segments:
        room = width - sum(cell_len(one.text) for one in cut)
        cut.append(Segment(fitted(segment.text, min(room, cell_len(segment.text))), segment.style))
    return cut


def _due_next(lessons: Sequence[GroupLesson], day: date) -> int:
    """The place of the lesson that is due next; where all are past their day, of the first that somebody has to do."""
    due = [(one.due, place) for place, one in enumerate(lessons) if one.due >= day]
    left = (
        place
        for place, one in enumerate(lessons)
        if any(n for of, n in one.tally.items() if of is not Status.COMPLETED)
    )
    return min(due)[1] if due else next(left, max(0, len(lessons) - 1))


def _within(place: int, view: range) -> int:
    """Where a view must begin to show a place, moved no further than it must."""
    if not view:
        return max(0, place)
    return min(max(view.start, place - len(view) + 1), place)
