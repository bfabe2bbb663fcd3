"""Pieces as lines: the look of each kind of block.

It is long because whatever a piece is, it is set by the one who knows its frame, the width, and what is found in it.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from types import MappingProxyType
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style

from lessons.blocks import Heading, Paragraph, Raw, Rule, Table
from lessons.code_gaps import fill_gaps, has_gaps
from lessons.running import read
from tui.render.code import INSET_CELLS, coloured, furthest, plain_lines, segments_of, shown_part
from tui.render.glyphs import Glyphs
from tui.render.inline import Look, write
from tui.render.outline import code_language
from tui.render.pieces import (
    Asked,
    FoldLine,
    Frame,
    Lines,
    Mark,
    NotesRule,
    Part,
    Piece,
    Rows,
    Spoken,
    Term,
    Title,
    guessed_check,
    source_of,
)
from tui.render.table import Columns, beside_each_other, cell, fit, rule_below
from tui.render.text import Line, Prose, Row, safe

if TYPE_CHECKING:  # loaded when something is looked for
    from tui.render.find import Found

_LEAST_TEXT = 16
"""Cells that the text keeps, however deep it stands."""
_TAB = 4
_NOTES_RULE = 16
_SIGN = 2
"""Characters of the sign, and of the blank behind it, in front of a title."""
_NOT_SHIFTED: Mapping[int, int] = MappingProxyType({})


class Typesetter:
    """Draws the pieces of one document, one at a time."""

    def __init__(
        self,
        look: Look,
        glyphs: Glyphs,
        insets: Mapping[int, int] | None = None,
        *,
        shifts: Mapping[int, int] = _NOT_SHIFTED,
        found: "Found | None" = None,
    ) -> None:
        """Take what decides the look.

        Args:
            look: Of the running text.
            glyphs: The marks to draw with.
            insets: Lines to leave empty for each check, by its index, as far as they are known; something else is put
                there. None where nothing is: a note stands in the place of each.
            shifts: Cells of a code block that are out of sight on the left, by the line in which it begins.
            found: What is marked.
        """
        self._look = look
        self._glyphs = glyphs
        self._insets = insets
        self._shifts = shifts
        self._found = found
        self._columns: tuple[Table, int, Columns] | None = None

    def lines(self, piece: Piece, width: int) -> list[Line]:
        """The lines of a piece, none wider than `width` cells; whatever goes wrong, its source is shown."""
        frame = _fitted(piece.frame, width)
        gap_frame = _fitted(piece.gap_frame, width)
        room = width - frame.cells
        room -= bool(frame.tint and room > _LEAST_TEXT)  # a cell of the colour stands behind the text, too
        try:
            rows = list(self._rows(piece, room))
        except Exception:  # noqa: BLE001 - one bad block must not take the lesson away
            rows = list(self._undrawn(piece, room))
        lead = frame.cells + INSET_CELLS if isinstance(piece.part, Lines) else frame.lead
        gap: Row = ([], 0, None)
        drawn = [self._framed(gap, gap_frame, gap_frame.marks, width) for _ in range(piece.gap)]
        opening = piece.opening if frame is piece.frame and piece.opening is not None else frame.marks
        for number, row in enumerate(rows or [gap]):
            drawn.append(self._framed(row, frame, frame.marks if number else opening, width)._replace(lead=lead))
        return [*drawn[: piece.gap], *self._with_code(piece.part, drawn[piece.gap :])]

    def _with_code(self, part: Part, drawn: Sequence[Line]) -> Sequence[Line]:
        """The lines, those of code with all of what they show a part of; its language is no code."""
        if not isinstance(part, Lines) or (self._look.gaps is not None and has_gaps(part.code.info)):
            return drawn
        wholes = plain_lines(part.code.text)[part.start : part.stop]
        above, below = [""] * (part.start == 0), [""] * (part.stop > part.code.text.count("\n"))
        rows = [*above, *wholes, *below]
        if len(rows) != len(drawn):  # its source is what is drawn
            return drawn
        return [line._replace(whole=whole) for line, whole in zip(drawn, rows, strict=True)]

    def texts(self, piece: Piece) -> Sequence[str]:
        """What can be read in a piece: running text as one, each line of code, each cell of a table."""
        try:
            return self._texts(piece.part)
        except Exception:  # noqa: BLE001 - as above: its source is what is drawn
            return (source_of(piece),)

    def _texts(self, part: Part) -> Sequence[str]:
        match part:
            case Paragraph(source=source) | Heading(source=source) | Term(source, _):
                return (self._prose(source, Style()).text,)
            case Title(kind, source):
                return (self._titled(kind, source, Style()).text,)
            case Lines(code, start, stop):
                return plain_lines(code.text)[start:stop]
            case Rows(table, start, stop):
                rows = (*(() if start else (table.head,)), *table.rows[start:stop])
                return [cell(source, self._look, Style()).text for row in rows for source in row]
            case Spoken(text, _) | Raw(text=text):
                return (_spoken_prose(text, Style()).text,)
            case FoldLine(summary, _, _):
                return (safe(summary),)
            case _:
                return ()

    def _framed(self, row: Row, frame: Frame, marks: Sequence[Mark], width: int) -> Line:
        """A row with its marks on the left and, in a callout, colour up to the right."""
        style = self._look.palette.style
        base = self._look.palette.base
        segments, cells, glue = row
        if not marks:
            return Line(segments, cells, 0, glue)
        tint = style(frame.tint) if frame.tint else Style()
        line: list[Segment] = []
        at = 0
        for mark in marks:
            below = base + tint if at >= frame.tint_from else base
            line.append(Segment(mark.text, below + style(mark.role)))
            at += len(mark.text)
        line += segments
        cells += at
        if frame.tint and cells < width:
            line.append(Segment(" " * (width - cells), base + tint))
            cells = width
        return Line(line, cells, frame.lead, glue)

    def _base(self, frame: Frame) -> Style:
        palette = self._look.palette
        tint = palette.style(frame.tint) if frame.tint else Style()
        return palette.base + tint + palette.style(frame.role)

    def _rows(self, piece: Piece, width: int) -> Iterator[Row]:  # noqa: C901 - one case for each kind
        base, style = self._base(piece.frame), self._look.palette.style
        match piece.part:
            case Paragraph(source=source):
                yield from self._set(piece, self._prose(source, base), width)
            case Heading():
                yield from self._heading(piece, piece.part, base, width)
            case Lines():
                yield from self._code(piece, piece.part, width)
            case Rows():
                yield from self._table(piece, piece.part, base, width)
            case Title(kind, source):
                yield from self._title(piece, kind, source, width)
            case Term(source, _):
                yield from self._set(piece, self._prose(source, base + style("strong")), width)
            case Spoken(text, role):
                yield from self._set(piece, _spoken_prose(text, base + style(role)), width)
            case Raw(text=text):
                yield from self._set(piece, _spoken_prose(text, base), width)
            case Asked():
                yield from self._check(piece.part, base)
            case FoldLine():
                yield from self._fold(piece, piece.part, base, width)
            case Rule():
                yield [Segment(self._glyphs.light * width, base + style("rule"))], width, None
            case NotesRule():
                length = min(width, _NOTES_RULE)
                yield [Segment(self._glyphs.light * length, base + style("rule"))], length, None

    def _undrawn(self, piece: Piece, width: int) -> Iterator[Row]:
        base = self._base(piece.frame)
        note = base + self._look.palette.style("problem")
        yield from _spoken_prose(f"! {self._look.words.undrawn}", note).lines(width)
        yield from self._set(piece, _spoken_prose(source_of(piece), base), width)

    def _check(self, asked: Asked, base: Style) -> Iterator[Row]:
        """Room for what is put there; where nothing is, a note."""
        if self._insets is not None:
            lines = self._insets.get(asked.number) or guessed_check(asked.check)
            yield from (([], 0, None) for _line in range(lines))
            return
        style, note = self._look.palette.style, self._look.words.check
        bar = f"{self._glyphs.bar} "
        segments = [Segment(bar, base + style("bar.quote")), Segment(note, base + style("muted"))]
        yield segments, sum(segment.cell_length for segment in segments), None

    def _fold(self, piece: Piece, fold: FoldLine, base: Style, width: int) -> Iterator[Row]:
        style, prose = self._look.palette.style, Prose()
        prose.add(f"{self._glyphs.unfolded if fold.open else self._glyphs.pointer} ", base + style("marker"))
        prose.add(fold.summary, base + style("strong"))
        return self._set(piece, prose, width, first=_SIGN)

    def _prose(self, source: str, style: Style) -> Prose:
        prose = Prose()
        write(prose, read(source, self._look.references), self._look, style)
        return prose

    def _set(self, piece: Piece, prose: Prose, width: int, *, first: int = 0, number: int | None = 0) -> Iterator[Row]:
        """The lines of a text of a piece, which begins with the `first` character, with what is found in it marked."""
        return prose.lines(width, self._marks(piece, prose.text, first, number))

    def _marks(
        self, piece: Piece, text: str, first: int = 0, number: int | None = 0
    ) -> Sequence[tuple[int, int, Style]]:
        if self._found is None:
            return ()
        marks = self._found.marks(piece, number, text[first:])
        return [(start + first, end + first, style) for start, end, style in marks] if first else marks

    def _heading(self, piece: Piece, heading: Heading, base: Style, width: int) -> Iterator[Row]:
        style = self._look.palette.style
        role = style(f"heading.{heading.level}")
        mark = {2: f"{self._glyphs.bar} ", 3: f"{self._glyphs.pointer} "}.get(heading.level, "")
        widest = 0
        prose = self._prose(heading.source, base + role)
        for number, (segments, cells, glue) in enumerate(self._set(piece, prose, width - len(mark))):
            # A bar runs down all lines of a long heading, a pointer stands once.
            shown = mark if number == 0 or mark.startswith(self._glyphs.bar) else " " * len(mark)
            yield ([Segment(shown, base + role), *segments] if mark else segments), cells + len(mark), glue
            widest = max(widest, cells)
        if heading.level == 1:
            yield [Segment(self._glyphs.heavy * widest, base + style("rule.heavy"))], widest, None

    def _title(self, piece: Piece, kind: str, source: str, width: int) -> Iterator[Row]:
        style = self._base(piece.frame) + self._look.palette.style(f"title.{kind}")
        sign = Prose()
        sign.add(f"{_SIGNS.get(kind, self._glyphs.wrong)} ", style)
        return self._set(piece, self._titled(kind, source, style, sign), width, first=_SIGN)

    def _titled(self, kind: str, source: str, style: Style, prose: Prose | None = None) -> Prose:
        """The title of a callout, behind what stands there."""
        prose = prose or Prose()
        if source:
            write(prose, read(source, self._look.references), self._look, style)
        else:
            prose.add(self._look.words.callouts[kind], style)
        return prose

    def _code(self, piece: Piece, lines: Lines, width: int) -> Iterator[Row]:
        palette = self._look.palette
        code, named = lines.code, code_language(lines.code.info)
        if self._look.gaps is not None and has_gaps(code.info):
            shown = fill_gaps("\n".join(code.text.split("\n")[lines.start : lines.stop]), self._look.gap)
            runs = coloured(shown, named)
        else:
            runs = coloured(code.text, named)[lines.start : lines.stop]
        if lines.start == 0:
            label = f" {named} " if len(named) + 2 <= width else ""
            yield (
                [
                    Segment(" " * (width - len(label)), palette.code),
                    Segment(label, palette.code + palette.style("code.label")),
                ],
                width,
                None,
            )
        shift = min(self._shifts.get(code.line, 0), furthest(code.text, width)) if self._shifts else 0
        for number, line in enumerate(runs):
            marks = self._marks(piece, "".join(stretch for stretch, _role in line), 0, number) if self._found else ()
            yield shown_part(segments_of(line, palette, marks), shift, width, palette, self._glyphs), width, None
        if lines.stop > code.text.count("\n"):
            yield [Segment(" " * width, palette.code)], width, None

    def _table(self, piece: Piece, rows: Rows, base: Style, width: int) -> Iterator[Row]:
        table = rows.table
        if self._columns is None or self._columns[0] is not table or self._columns[1] != width:
            self._columns = (table, width, fit(table, width, self._look))
        columns = self._columns[2]
        if not columns.widths:
            yield from self._records(piece, rows, base, width)
            return
        style = self._look.palette.style
        between = Segment(f" {self._glyphs.column} ", base + style("rule"))
        numbers = count()
        if rows.start == 0:
            head = [
                list(self._set(piece, cell(source, self._look, base + style("head")), w, number=next(numbers)))
                for source, w in zip(table.head, columns.widths, strict=True)
            ]
            yield from beside_each_other(table, columns, head, between, base)
            yield rule_below(columns, self._glyphs, base + style("rule"))
        wrapped_before = False
        for number in range(rows.start, rows.stop):
            cells = [
                list(self._set(piece, cell(source, self._look, base), w, number=next(numbers)))
                for source, w in zip(table.rows[number], columns.widths, strict=True)
            ]
            wrapped = any(len(lines) > 1 for lines in cells)
            if number > rows.start and (wrapped or wrapped_before):
                yield rule_below(columns, self._glyphs, base + style("rule.faint"))
            yield from beside_each_other(table, columns, cells, between, base)
            wrapped_before = wrapped

    def _records(self, piece: Piece, rows: Rows, base: Style, width: int) -> Iterator[Row]:
        """A table that is too wide for columns: each row as a list of head and cell."""
        style = self._look.palette.style
        heads = len(rows.table.head) if rows.start == 0 else 0
        numbers = count(heads)
        for number in range(rows.start, rows.stop):
            if number:
                yield [], 0, None
            for column, (head, source) in enumerate(zip(rows.table.head, rows.table.rows[number], strict=True)):
                prose = self._prose(head, base + style("head"))
                marks = self._marks(piece, prose.text, 0, column if number == 0 else None)
                prose.add(self._look.words.colon, base + style("head"))
                first = len(prose.text)
                write(prose, read(source, self._look.references), self._look, base)
                marks = (*marks, *self._marks(piece, prose.text, first, next(numbers)))
                yield from prose.lines(width, marks)


_SIGNS = {"note": "i", "tip": "+", "important": "*", "warning": "!"}
"""A sign for each kind of callout, but for a caution: its shape says what its colour repeats."""


def _fitted(frame: Frame, width: int) -> Frame:
    """The frame with as many of its marks, from the right, as leave room for the text."""
    room = max(0, width - _LEAST_TEXT)
    if frame.cells <= room:
        return frame
    marks: list[Mark] = []
    for mark in reversed(frame.marks):
        if len(mark.text) > room:
            break
        room -= len(mark.text)
        marks.insert(0, mark)
    return Frame(tuple(marks), 0, frame.role, frame.tint, 0)


def _spoken_prose(text: str, style: Style) -> Prose:
    """Text as it is written, line by line."""
    prose = Prose()
    for number, line in enumerate(text.split("\n")):
        if number:
            prose.end_line()
        prose.add(safe(line.expandtabs(_TAB)), style)
    return prose
