"""A document's blocks as one flat run of pieces, each small enough to be drawn by itself.

A piece is a paragraph, a heading, some lines of code, some rows of a table. What it stands in (lists, quotes,
callouts) has become its frame, so that any piece can be drawn without its neighbours. It is long because a kind of part
is declared, made of its block, and traced back to its source and its line in one place.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from lessons.blocks import (
    Block,
    Callout,
    Check,
    Code,
    Definition,
    Footnote,
    Heading,
    Html,
    ListBlock,
    Paragraph,
    Quote,
    Raw,
    Rule,
    Table,
)
from lessons.folds import Fold, with_folds
from lessons.light import dataclass
from tui.render.glyphs import Glyphs
from tui.render.html import html_text, is_silent
from tui.render.outline import boxed, footnote_numbers
from tui.render.words import Words

CODE_LINES = 40
"""Lines of code in one piece."""
TABLE_ROWS = 16
"""Rows of a table in one piece."""
_DEEPEST_FRAME = 32
"""Cells of bars and indents; what is nested deeper stands no further in."""


class Mark(NamedTuple):
    """A few cells left of the text: a bar, a bullet, an indent."""

    text: str
    role: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What a piece stands in."""

    marks: tuple[Mark, ...] = ()
    """Left of each line."""
    lead: int = 0
    """Characters of the marks up to the last bar, which a copy leaves out."""
    role: str = "plain"
    """Of the text."""
    tint: str | None = None
    """Role of the colour behind it."""
    tint_from: int = 0
    """Cell at which the colour begins."""
    folds: tuple[int, ...] = ()
    """Lines of the folds that it stands in, the outer ones first."""

    @property
    def cells(self) -> int:
        """Width of the marks; each of their characters is one cell."""
        return sum(len(mark.text) for mark in self.marks)


class Lines(NamedTuple):
    """Some lines of a code block."""

    code: Code
    start: int
    stop: int


class Rows(NamedTuple):
    """Some rows of a table; the first ones bring the head."""

    table: Table
    start: int
    stop: int


class Title(NamedTuple):
    """The first line of a callout."""

    kind: str
    source: str
    line: int = 0
    """In its file; 0 where that is not known."""


class Term(NamedTuple):
    """A term that is defined."""

    source: str
    line: int = 0
    """In its file; 0 where that is not known."""


class Spoken(NamedTuple):
    """Plain words that need no reading: what raw HTML says, or a note of ours."""

    text: str
    role: str


class NotesRule(NamedTuple):
    """The short rule above the footnotes."""


class Asked(NamedTuple):
    """The place of an inline check; what is seen of it is not drawn here."""

    check: Check
    number: int
    """Which of the document's checks it is, from 0."""

    @property
    def line(self) -> int:
        """In its file."""
        return self.check.line


class FoldLine(NamedTuple):
    """The line of a fold that is seen whether it is open or not."""

    summary: str
    line: int
    """In its file; it names the fold."""
    open: bool


Part = Heading | Paragraph | Lines | Rows | Rule | Raw | Title | Term | Spoken | NotesRule | Asked | FoldLine


class Piece(NamedTuple):
    """One part of a document as it will be drawn."""

    part: Part
    frame: Frame
    opening: tuple[Mark, ...] | None
    """The marks of the first line, where they differ from the frame's."""
    gap: int
    """Blank lines before it."""
    gap_frame: Frame
    """What those lines stand in."""


def source_of(piece: Piece) -> str:
    """What the author wrote in it."""
    match piece.part:
        case Paragraph(source=source) | Heading(source=source) | Title(_, source) | Term(source, _):
            return source
        case Raw(text=text) | Spoken(text, _) | FoldLine(text, _, _):
            return text
        case Asked(check):
            from quizzes.identity import content  # noqa: PLC0415 - most lessons ask nothing

            return content(check.blocks)
        case Lines(code, start, stop):
            return "\n".join(code.text.split("\n")[start:stop])
        case Rows(table, start, stop):
            return "\n".join(" | ".join(row) for row in (table.head, *table.rows[start:stop]))
        case _:
            return ""


def guessed_check(check: Check) -> int:
    """Lines that a check will about take before anything is known of it."""
    return 2 * (check.end - check.line)


def line_of(piece: Piece) -> int:
    """The line of its file in which it begins, 1-based; 0 where that is not known."""
    match piece.part:
        case Lines(code, start, _):
            return code.line + start + (code.fenced and start > 0)
        case Rows(table, start, _):
            return table.line + (start + 2 if start else 0)
        case Spoken() | NotesRule():
            return 0
        case part:
            return part.line


def pieces(
    blocks: Sequence[Block], words: Words, glyphs: Glyphs, *, above: int = 1, unfolded: frozenset[int] | None = None
) -> list[Piece]:
    """The pieces of a document, footnotes last.

    Args:
        blocks: Of the document.
        words: Of its language.
        glyphs: The marks to draw with.
        above: Blank lines before the first piece.
        unfolded: Lines of the folds whose insides are shown; None shows all.
    """
    asked = (block.line for block in blocks if isinstance(block, Check))
    checks = {line: index for index, line in enumerate(asked)}
    run = _Run(words, glyphs, footnote_numbers(blocks), checks=checks, unfolded=unfolded)
    run.leave_gap(above, Frame())
    run.add_all([block for block in blocks if not isinstance(block, Footnote)], Frame())
    notes = [block for block in blocks if isinstance(block, Footnote)]
    if notes:
        run.leave_gap(1 if run.pieces else above, Frame())
        run.emit(NotesRule(), Frame())
        for note in notes:
            run.add_note(note, Frame())
    return run.pieces


class _Run:
    """The pieces so far, and what waits for the next one."""

    def __init__(
        self,
        words: Words,
        glyphs: Glyphs,
        numbers: Mapping[str, int],
        *,
        checks: Mapping[int, int],
        unfolded: frozenset[int] | None,
    ) -> None:
        self.pieces: list[Piece] = []
        self._words = words
        self._glyphs = glyphs
        self._numbers = numbers
        self._unfolded = unfolded
        self._checks = checks
        self._gap = (0, Frame())
        self._opening: tuple[Mark, ...] | None = None
        self._inner: dict[tuple[int, int], tuple[Frame, Frame]] = {}
        """By the identity of a frame, and cells: the frame, so that no other takes its place, and the one within."""

    def leave_gap(self, lines: int, frame: Frame) -> None:
        self._gap = (lines, frame)

    def emit(self, part: Part, frame: Frame) -> None:
        gap, gap_frame = self._gap
        self.pieces.append(Piece(part, frame, self._opening, gap, gap_frame))
        self._gap = (0, frame)
        self._opening = None

    def add_all(self, blocks: Sequence[Block | Fold], frame: Frame, *, tight: bool = False, depth: int = 0) -> None:
        before: Block | Fold | None = None
        for block in with_folds(blocks):
            if is_silent(block):
                continue
            if before is not None:
                self.leave_gap(_gap(before, block, tight=tight), frame)
            self._add(block, frame, depth)
            before = block

    def add_note(self, note: Footnote, outside: Frame) -> None:
        self.leave_gap(0, Frame())
        frame = Frame(role="muted", folds=outside.folds)
        self._add_marked(
            note.blocks,
            frame,
            Mark(f"[{self._numbers.get(note.label.casefold(), 0)}] ", "reference"),
            tight=True,
            depth=0,
        )

    def _add(self, block: Block | Fold, frame: Frame, depth: int) -> None:  # noqa: C901, PLR0912 - one case for each kind
        match block:
            case Paragraph() | Heading():  # most of a text is these
                self.emit(block, frame)
            case Check():
                self.emit(Asked(block, self._checks[block.line]), frame)
            case Fold(line=line, summary=summary, blocks=blocks):
                unfolded = self._unfolded is None or line in self._unfolded
                self.emit(FoldLine(summary or self._words.fold, line, unfolded), frame)
                if unfolded:
                    marks = (*frame.marks, Mark("  ", "plain"))
                    self.add_all(blocks, replace(frame, marks=marks, folds=(*frame.folds, line)), depth=depth)
            case Code(text=text):
                self._add_slices(text.count("\n") + 1, CODE_LINES, frame, lambda a, b: Lines(block, a, b))
            case Table(rows=rows):
                self._add_slices(len(rows), TABLE_ROWS, frame, lambda a, b: Rows(block, a, b))
            case Quote(blocks=blocks):
                count, opening = len(self.pieces), self._opening
                self.add_all(blocks, self._barred(frame, "quote"), depth=depth)
                if len(self.pieces) == count:  # an empty quote has no line to put its bar on
                    self._opening = opening
            case Callout(line=line, kind=kind, title=title, blocks=blocks):
                known = kind if kind in self._words.callouts else "note"
                inner = self._barred(frame, known)
                self.emit(Title(known, title, line), inner)
                self.add_all(blocks, inner, depth=depth)
            case ListBlock():
                self._add_list(block, frame, depth)
            case Definition(line=line, term=term, meanings=meanings):
                self.emit(Term(term, line), frame)
                for meaning in meanings:
                    self._add_marked(meaning, frame, Mark("  ", "plain"), tight=True, depth=depth)
            case Footnote():
                self.add_note(block, frame)
            case Html(text=text):
                self.emit(Spoken(html_text(text, self._words.image), "muted"), frame)
            case _:
                self.emit(block, frame)

    def _add_slices(self, count: int, size: int, frame: Frame, part: Callable[[int, int], Part]) -> None:
        for start in range(0, max(count, 1), size):
            self.emit(part(start, min(start + size, count)), frame)

    def _add_list(self, block: ListBlock, frame: Frame, depth: int) -> None:
        bullet = self._glyphs.bullets[depth % len(self._glyphs.bullets)]
        digits = len(str(block.start + len(block.items) - 1))
        for index, item in enumerate(block.items):
            if index:
                self.leave_gap(0 if block.tight else 1, frame)
            label = f"{block.start + index}.".rjust(digits + 1) if block.ordered else bullet
            box, blocks = boxed(item)
            if box and block.ordered:
                mark = Mark(f"{label} {box} ", "done" if "x" in box else "open")
            elif box:
                mark = Mark(f"{box} ", "done" if "x" in box else "open")
            else:
                mark = Mark(f"{label} ", "marker")
            self._add_marked(blocks, frame, mark, tight=block.tight, depth=depth + 1)

    def _add_marked(self, blocks: Sequence[Block], frame: Frame, mark: Mark, *, tight: bool, depth: int) -> None:
        """Blocks that stand behind a mark: an item of a list, a footnote, a meaning."""
        inner = self._indented(frame, len(mark.text))
        if inner is frame:
            self._opening = (Mark(" " * (frame.cells - len(mark.text)), "plain"), mark)
        else:
            self._opening = (*(self._opening or frame.marks), mark)
        count = len(self.pieces)
        self.add_all(blocks, inner, tight=tight, depth=depth)
        if len(self.pieces) == count:
            self.emit(Spoken("", "plain"), inner)

    def _indented(self, frame: Frame, cells: int) -> Frame:
        """A frame with so many blank cells more, or itself where it is deep enough; all items of a list share it."""
        known = self._inner.get((id(frame), cells))
        if known is None:
            inner = frame
            if frame.cells + cells <= _DEEPEST_FRAME:
                inner = replace(frame, marks=(*frame.marks, Mark(" " * cells, "plain")))
            known = self._inner[id(frame), cells] = frame, inner
        return known[1]

    def _barred(self, frame: Frame, kind: str) -> Frame:
        bar = Mark(f"{self._glyphs.bar} ", f"bar.{kind}")
        if frame.cells + 2 > _DEEPEST_FRAME:
            return frame
        if self._opening is not None:
            self._opening = (*self._opening, bar)
        return Frame(
            marks=(*frame.marks, bar),
            lead=frame.cells + 2,
            role="muted" if kind == "quote" else frame.role,
            tint=frame.tint if kind == "quote" else f"tint.{kind}",
            tint_from=frame.tint_from if frame.tint else frame.cells,
            folds=frame.folds,
        )


def _gap(before: Block | Fold, block: Block | Fold, *, tight: bool) -> int:
    """Blank lines between two blocks that follow each other."""
    if isinstance(block, Heading) and block.level == 2 and not isinstance(before, Heading):  # noqa: PLR2004 - H2
        return 2
    if tight and isinstance(block, ListBlock | Paragraph) and isinstance(before, ListBlock | Paragraph):
        return 0
    if isinstance(before, Definition) and isinstance(block, Definition):
        return 0
    return 1
