"""Figures as text that screens draw: a rail, the steps of a level, a calendar. Each reads without colour."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from quizzes.mastery import Level
from tui.commands.wording import DAYS
from tui.i18n import _
from tui.pace import Cell
from tui.render.glyphs import UNICODE, Glyphs
from tui.render.rail import Part, Reached, rail, stands

_POINT = re.compile(r" *(?:[-*•▪◦]|\d+[.)]) +")
STEPS = (1, 5, 15)
"""Answers of a day from which on its square is darker."""
_SQUARES = ("░░", "▒▒", "▆▆")
_CELLS = {
    Cell.STUDIED: ("✓", "success"),
    Cell.PLANNED: ("·", "muted"),
    Cell.FREE: ("─", "muted"),
}
_AIM_CELLS = 24
_TONES = {Reached.UNTOLD: "primary", Reached.BELOW: "error", Reached.CLOSE: "warning", Reached.REACHED: "success"}
_LEVEL_TONES = ("muted", "warning", "primary", "success", "success")


def muted(text: str) -> Content:
    """Text that steps back."""
    return toned(text, "muted")


def toned(text: str, tone: str, *, bold: bool = False) -> Content:
    """Text in a meaning colour: primary, success, warning, error, accent, secondary, or muted."""
    return Content.styled(text, f"$text-{tone}{' bold' if bold else ''}")  # by name: it follows the theme


def padded(text: str, width: int) -> str:
    """Text of so many cells, cut short where it is longer."""
    return set_cell_size(text, width) if cell_len(text) <= width else set_cell_size(text, max(0, width - 1)) + "…"


def hanging(line: str, width: int) -> Iterable[Content]:
    """A line in as many as it takes; where it is a point of a list, the others stand under its words."""
    mark = _POINT.match(line)
    before = mark[0] if mark else ""
    for number, part in enumerate(Content(line[len(before) :]).wrap(max(1, width - len(before)))):
        yield Content.assemble(" " * len(before) if number else before, part.rstrip())


def rail_text(
    share: float | None, target: float | None, width: int, glyphs: Glyphs = UNICODE, *, now: float | None = None
) -> Content:
    """A share on its rail, coloured by how it stands to its target, or to what of that is asked by `now`.

    See `tui.render.rail`.
    """
    tone = _TONES[stands(share, target, now)]
    dress = {
        Part.DONE: f"$text-{tone}",
        Part.DOT: f"$text-{tone} bold",
        Part.LEFT: "$text-muted",
        Part.TICK: "$foreground bold",
        Part.NOW: "$foreground",
    }
    parts = [(stretch.text, dress[stretch.part]) for stretch in rail(share, target, width, glyphs, now=now)]
    return Content.assemble(*parts)


def level_text(level: Level, glyphs: Glyphs = UNICODE) -> Content:
    """The four steps to mastery, those taken first."""
    steps = glyphs.full * level + glyphs.empty * (Level.MASTERED - level)
    return toned(steps, _LEVEL_TONES[level])


def square(number: int) -> Content:
    """Two cells whose shape says as much as their colour."""
    if number <= 0:
        return muted("··")
    return toned(_SQUARES[sum(number >= least for least in STEPS) - 1], "success")


def week_text(cells: Iterable[Cell], today: int, spent: Sequence[Content], share: float | None, width: int) -> Content:
    """A week in two rows: its days by name, today in brackets, and under each what it is: studied, to study on, off.

    Args:
        cells: what each day is, Monday first.
        today: its number, 0 for Monday.
        spent: how long was studied, in ever fewer words: the first that fits stands beside the names.
        share: of what was meant to be, 0 to 1, for a line under `spent`; None where nothing was.
        width: of each row, in cells.
    """
    names = [_(name) for name in DAYS]
    room = max(map(cell_len, names)) + 2
    above: list[Content | str] = []
    below: list[Content | str] = []
    for number, (name, cell) in enumerate(zip(names, cells, strict=True)):
        here = number == today
        written = toned(f"[{name}]", "primary", bold=True) if here else muted(f" {name} ")
        above += [written, " " * (room - written.cell_length)]
        mark, tone = _CELLS[cell]
        below += ["  ", toned(mark, tone, bold=here), " " * (room - 3)]
    left = width - len(names) * room - 3
    said = next((one for one in spent if one.cell_length <= left), Content(""))
    cells_left = min(_AIM_CELLS, left)
    line = Content("") if share is None or cells_left < said.cell_length else share_line(share, cells_left, "primary")
    return Content("\n").join([Content.assemble(*above, "   ", said), Content.assemble(*below, "   ", line)])


def share_line(share: float, width: int, tone: str) -> Content:
    """A share, 0 to 1, as a heavy line over a light one; it is full when all is done, and not before."""
    done = width if share >= 1 else min(max(round(share * width), share > 0), width - 1)
    return Content.assemble(toned("━" * done, tone), muted("─" * (width - done)))


def calendar(days: Mapping[date, int]) -> Iterable[Content]:
    """Days in a row: a line for each day of the week, a column for each week."""
    first, last = min(days), max(days)
    monday = first - timedelta(days=first.weekday())
    room = 1 + max(cell_len(_(name)) for name in DAYS)
    for weekday, name in enumerate(DAYS):
        parts: list[Content | str] = [muted(padded(_(name), room))]
        for week in range((last - monday).days // 7 + 1):
            day = monday + timedelta(days=7 * week + weekday)
            parts += [square(days[day]) if day in days else "  ", " "]
        yield Content.assemble(*parts)


def days_ahead(days: Mapping[date, int], most: int) -> Iterable[Content]:
    """Two lines for the next days: their names, and under each how much there is."""
    shown = list(days.items())[:most]
    yield Content.assemble(*(muted(padded(_(DAYS[day.weekday()]), 5)) for day, _number in shown))
    yield Content.assemble(*(toned(f"{number:<5}", "warning") if number else muted("·    ") for _day, number in shown))
