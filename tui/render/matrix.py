"""The matrix of members and lessons as lines: pure, and only of what is in view."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, Protocol

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from store.mirror import GroupLesson, LessonRecord, MemberRecord
from store.status import Reason, Status
from tui.i18n import _, later
from tui.render.text import fitted

Tone = Literal["muted", "primary", "done", "success", "warning", "error"]

SHAPES: Mapping[Status, tuple[str, Tone]] = {
    Status.COMPLETED: ("▆▆", "done"),
    Status.IN_PROGRESS: ("▂▂", "primary"),
    Status.NEEDS_HELP: ("!!", "error"),
    Status.OVERDUE: ("!·", "error"),
    Status.NOT_STARTED: ("··", "muted"),
}
"""Four shapes, which say without colour what they say with it: full, begun, look here, nothing.

What is done steps back. What begins with `!` wants a look; its second sign says whether help is needed, or a day has
passed and nothing more.
"""
ASKED: tuple[str, Tone] = ("!?", "error")
"""A raised hand: the one need that somebody says themselves."""

WRONG: tuple[str, Tone] = ("?▆", "warning")
"""What the member says is wrong, and nobody has answered yet: a `?` before the first half of the status's shape."""

_SIGNS = (
    SHAPES[Status.COMPLETED],
    SHAPES[Status.IN_PROGRESS],
    ASKED,
    SHAPES[Status.NEEDS_HELP],
    SHAPES[Status.OVERDUE],
    SHAPES[Status.NOT_STARTED],
)
_LEGENDS = (
    (
        later("done"),
        later("under way"),
        later("raised hand"),
        later("needs help"),
        later("overdue"),
        later("not started"),
    ),
    (
        later("done"),
        later("begun"),
        later("raised hand"),
        later("needs help"),
        later("overdue"),
        later("not begun"),
    ),
    (later("done"), later("begun"), later("hand"), later("needs help"), later("overdue"), later("not begun")),
    (later("done"), later("begun"), later("hand"), later("help"), later("overdue"), later("not begun")),
    (later("done"), later("begun"), later("hand"), later("help"), later("late"), later("not begun")),
    (later("done"), later("begun"), later("hand"), later("help"), later("late"), later("new")),
)
"""What the signs say, in fewer cells from line to line: the first that fits is shown, the last one without numbers."""
_WRONG = (later("said wrong"), *(later("wrong"),) * (len(_LEGENDS) - 1))
"""The same of what is said to be wrong."""
_WIDEST_NAME = 24
_LEAST_NAME = 8
_REVERSE = Style(reverse=True)


class Look(Protocol):
    """The styles to draw with."""

    def __call__(self, tone: Tone | Literal["cursor", ""]) -> Style:
        """The style of a meaning; of plain text without one."""


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A member, and what the screen calls them."""

    name: str
    record: MemberRecord
    completed: int
    wrong: frozenset[str] = frozenset()
    """Keys of the lessons whose status the member says is wrong, and nobody has answered."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What of a matrix is in view, and where it stands."""

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


def plan(size: tuple[int, int], first: tuple[int, int], counts: tuple[int, int], *, names: int, values: bool) -> Plan:
    """What is in view.

    Args:
        size: width and rows for members, in cells.
        first: the lesson and the member that should be the first in view.
        counts: lessons and members that there are.
        names: cells of the longest name.
        values: whether cells hold values, which are wider than shapes.
    """
    (width, height), (left, top), (lessons, members) = size, first, counts
    pitch = 1 + max(3 if values else 2, len(str(lessons)), len(str(members)))
    total = max(len(f"{lessons}/{lessons}"), cell_len(_("done"))) + 1
    name = max(_LEAST_NAME, min(names, _WIDEST_NAME, (width - total) // 3))
    room, seen = max(1, (width - name - 1 - total) // pitch), max(1, height)
    left, top = min(left, max(0, lessons - room)), min(top, max(0, members - seen))
    columns, rows = range(left, min(lessons, left + room)), range(top, min(members, top + seen))
    return Plan(name, pitch, columns, rows, total)


def _after(lessons: Sequence[GroupLesson], column: int) -> str:
    """What stands between a lesson and the next: a line where that is of another course, with numbers of its own."""
    following = lessons[column + 1 : column + 2]
    return "│" if following and following[0].course != lessons[column].course else " "


def courses(view: Plan, lessons: Sequence[GroupLesson], look: Look) -> list[Segment]:
    """The courses of a plan that has several, each above those of its lessons that stand together in view."""
    parts = [" " * (view.name + 1)]
    for course, run in groupby(view.columns, key=lambda column: lessons[column].course):
        columns = list(run)
        parts.append(fitted(course, len(columns) * view.pitch - 1) + _after(lessons, columns[-1]))
    return [Segment("".join(parts), look("muted"))]


def head(view: Plan, lessons: Sequence[GroupLesson], numbers: Sequence[int], cursor: int, look: Look) -> list[Segment]:
    """The numbers of the lessons, and how many are out of view on either side."""
    before = f"‹ {view.columns.start}" if view.columns.start else ""
    segments = [Segment(fitted(before.rjust(view.name), view.name) + " ", look("muted"))]
    for column in view.columns:
        style = look("cursor") + _REVERSE if column == cursor else look("muted")
        number, after = f"{numbers[column]:02}".rjust(view.pitch - 1), _after(lessons, column)
        segments += [Segment(number, style), Segment(after, look("muted"))]
    hidden = len(lessons) - view.columns.stop
    after = f"{hidden} ›" if hidden else _("done")
    return [*segments, Segment(" " * (view.total - cell_len(after)) + after, look("muted"))]


def sign_of(standing: LessonRecord) -> tuple[str, Tone]:
    """The sign of a standing and its meaning colour: its status's shape, and a raised hand apart."""
    return ASKED if standing.reason is Reason.ASKED else SHAPES[standing.status]


def member(view: Plan, row: MatrixRow, lessons: Sequence[GroupLesson], cursor: int | None, look: Look) -> list[Segment]:
    """A member: a shape for each lesson. The cursor is on one of them, or elsewhere."""
    cells = []
    for column in view.columns:
        standing = row.record.lessons.get(lessons[column].lesson)
        shape, tone = sign_of(standing) if standing else ("", "muted")
        if row.wrong and shape and lessons[column].lesson in row.wrong:
            shape, tone = f"?{shape[0]}", WRONG[1]
        cells.append((shape, look(tone), _after(lessons, column)))
    return _row(view, row, cells, cursor, look)


def results(
    view: Plan,
    row: MatrixRow,
    lessons: Sequence[GroupLesson],
    quizzes: Mapping[str, str],
    *,
    cursor: int | None,
    look: Look,
) -> list[Segment]:
    """A member: the result of each lesson's quiz where it was announced, else nothing."""
    found = {result.quiz: result for result in row.record.results}
    cells = []
    for column in view.columns:
        result = found.get(quizzes.get(lessons[column].lesson, ""))
        text = f"{'' if result.passed else '✗'}{int(result.share * 100 + 1e-9)}" if result else ""
        style = look("success" if result and result.passed else "error")
        cells.append((text, style, _after(lessons, column)))
    return _row(view, row, cells, cursor, look)


def _row(
    view: Plan,
    row: MatrixRow,
    cells: Sequence[tuple[str, Style, str]],
    cursor: int | None,
    look: Look,
) -> list[Segment]:
    name = look("") if cursor is None else look("cursor") + _REVERSE
    parts = [(fitted(row.name, view.name), name), (" ", look(""))]
    for column, (cell, style, after) in zip(view.columns, cells, strict=True):
        text = cell.rjust(view.pitch - 1)
        if column == cursor:
            # The cursor stands in the gaps beside the cell: within it the shape stays what it is.
            parts[-1] = ("▐", look("cursor"))
            parts += [(text, style), ("▌", look("cursor"))]
        else:
            parts += [(text, style), (after, look("" if after == " " else "muted"))]
    parts.append((f"{row.completed}/{row.record.assigned}".rjust(view.total), look("")))
    # Neighbours of one style are one segment: fewer bytes for the terminal.
    runs = groupby(parts, key=lambda part: part[1])
    return [Segment("".join(text for text, _style in run), style) for style, run in runs]


def tally(view: Plan, lessons: Sequence[GroupLesson], look: Look) -> list[Segment]:
    """How many members have completed each lesson."""
    numbers = (
        f"{lessons[column].tally.get(Status.COMPLETED, 0)}".rjust(view.pitch - 1) + _after(lessons, column)
        for column in view.columns
    )
    return [Segment("".join([fitted(_("done by"), view.name), " ", *numbers]), look("muted"))]


def signs_of(lesson: GroupLesson, asked: int) -> tuple[int, ...]:
    """How many members stand on a lesson as each of the signs says, in their order; `asked` of them raised a hand."""
    numbers = {sign: lesson.tally.get(status, 0) for status, sign in SHAPES.items()}
    numbers[SHAPES[Status.NEEDS_HELP]] -= asked
    numbers[ASKED] = asked
    return tuple(numbers[sign] for sign in _SIGNS)


def legend(
    width: int, look: Look, *, values: bool, tallies: Sequence[int] = (), wrong: int | None = None
) -> list[Segment]:
    """What the shapes say, or the values.

    Args:
        width: cells that there are.
        look: the styles.
        values: whether the cells show values.
        tallies: how many members each of the signs stands for, as `signs_of` counts them; said where there is room.
        wrong: how many members say of the same lesson that their status is wrong; None where nobody does of any.
    """
    if values:
        said = [_("92 result of an announced quiz, per cent"), _("✗42 not passed")]
        if cell_len("   ".join(said)) > width:
            said = [_("92 announced result, per cent"), said[1]]
        return [Segment("   ".join(said), look("muted"))]
    signs: tuple[tuple[str, Tone], ...] = _SIGNS
    texts: Sequence[Sequence[str]] = _LEGENDS
    if wrong is not None:
        signs, tallies = (*_SIGNS, WRONG), (*tallies, *([wrong] if tallies else []))
        texts = tuple((*line, last) for line, last in zip(_LEGENDS, _WRONG, strict=True))
    words, gap = _legend(width, [sign for sign, _tone in signs], texts, tallies)
    segments: list[Segment] = []
    for (sign, tone), text in zip(signs, words, strict=True):
        segments += [Segment(sign, look(tone)), Segment(f" {text}{' ' * min(max(1, gap), 3)}", look("muted"))]
    return segments


def _legend(
    width: int, signs: Sequence[str], legends: Sequence[Sequence[str]], tallies: Sequence[int]
) -> tuple[Sequence[str], int]:
    """The longest words that fit, with numbers if those do, else the shortest; and the cells between them."""
    plain = [[_(text) for text in texts] for texts in legends]
    counted = [
        [f"{number} {text}" if number else text for number, text in zip(tallies, texts, strict=True)]
        for texts in (plain[:-1] if tallies else ())
    ]
    said = [*counted, *plain]
    gaps = [
        (width - sum(cell_len(f"{sign} {text}") for sign, text in zip(signs, words, strict=True))) // (len(words) - 1)
        for words in said
    ]
    place = next((place for place, gap in enumerate(gaps) if gap >= 1), -1)
    return said[place], gaps[place]
