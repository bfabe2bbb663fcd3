"""Tables: how wide the columns are, whether there are columns at all, and the lines of a row over all of them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from lessons.blocks import Table
from lessons.inline import is_wide
from lessons.running import read
from tui.render.glyphs import Glyphs
from tui.render.inline import Look, write
from tui.render.text import Prose, Row

BETWEEN = 3
"""Cells between two columns: a line with a blank on either side."""
MARGIN = 2
"""Cells around the row."""

_NARROWEST = 3
_WORD = 14
"""Cells that a column keeps for its longest word; a longer one may break."""
_PROSE, _PROSE_LEAST = 24, 16
"""Cells from which a column holds sentences, and those that a sentence needs."""
_MOST_READ = 400
"""Cells of a table that are read to measure it; of a larger one the sources are measured."""


class Columns(NamedTuple):
    """The columns of a table at one width."""

    widths: tuple[int, ...]
    """In cells; empty where there is no room for columns, and each row becomes a list."""


def fit(table: Table, width: int, look: Look) -> Columns:
    """Choose the columns' widths for a table that may be `width` cells wide."""
    count = len(table.head)
    room = width - BETWEEN * (count - 1) - MARGIN
    look = replace(look)  # measuring must not use up the gaps of a question
    read_all = count * (len(table.rows) + 1) <= _MOST_READ
    natural, least = [], []
    for column in range(count):
        sources = [row[column] for row in (table.head, *table.rows)]
        read_ones = [cell(source, look, Style()) for source in sources] if read_all else []
        texts = [prose.text for prose in read_ones] or sources
        natural.append(max(_NARROWEST, *(min(room, cell_len(text)) for text in texts)) if room > 0 else 0)
        together = [
            *(word for text in texts for word in _words(text)),
            *(one for prose in read_ones for one in prose.whole),
        ]
        words = max((min(_WORD, cell_len(word)) for word in together), default=0)
        least.append(max(_NARROWEST, words, _PROSE_LEAST if natural[-1] > _PROSE else 0))
    if room <= 0 or sum(map(min, least, natural)) > room:
        return Columns(())
    return Columns(tuple(_shrunk(natural, least, room)))


def cell(source: str, look: Look, style: Style) -> Prose:
    """The text of a cell."""
    prose = Prose()
    write(prose, read(source, look.references), look, style)
    return prose


def beside_each_other(
    table: Table, columns: Columns, cells: Sequence[Sequence[Row]], between: Segment, base: Style
) -> Iterator[Row]:
    """The lines of one row, of which each cell has lines of its own; `between` stands between two columns."""
    empty: Row = ([], 0, None)
    for parts in zip_longest(*cells, fillvalue=empty):
        line = [Segment(" ", base)]
        total = 1
        for index, (segments, used, _) in enumerate(parts):
            room = max(0, columns.widths[index] - used)
            left = {"right": room, "center": room // 2}.get(table.aligns[index], 0)
            if index:
                line.append(between)
                total += BETWEEN
            if left:
                line.append(Segment(" " * left, base))
            line += segments
            if room > left:
                line.append(Segment(" " * (room - left), base))
            total += used + room
        line.append(Segment(" ", base))
        yield line, total + 1, None


def rule_below(columns: Columns, glyphs: Glyphs, style: Style) -> Row:
    """A line under a row, crossing those between the columns."""
    light = glyphs.light
    text = f"{light}{glyphs.cross}{light}".join(light * width for width in columns.widths)
    return [Segment(f"{light}{text}{light}", style)], len(text) + MARGIN, None


def _words(text: str) -> Sequence[str]:
    # Han text breaks anywhere; two characters are as good a measure of a word as any.
    return [word[:2] if any(map(is_wide, word)) else word for word in text.split()]


def _shrunk(natural: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """Take from the widest column that can give, until all fit."""
    widths = list(natural)
    while sum(widths) > room:
        giving = [column for column, width in enumerate(widths) if width > least[column]]
        widest = max(giving, key=lambda column: widths[column])
        next_widest = max((widths[column] for column in giving if column != widest), default=0)
        surplus = sum(widths) - room
        widths[widest] -= max(1, min(surplus, widths[widest] - max(least[widest], next_widest)))
    return widths
