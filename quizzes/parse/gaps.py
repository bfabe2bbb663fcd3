"""The gaps of a section: where they stand and what they hold, as long as a file asks for no more than it may."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial
from itertools import accumulate
from typing import TypeVar

from lessons import inline
from lessons.blocks import Block, Callout, Code, Item, ListBlock, Paragraph, Quote, Table
from lessons.code_gaps import code_gaps, has_gaps
from lessons.markdown import read_inline
from lessons.problem import Finding
from quizzes.findings import GAPS_TOO_MANY, REGEX
from quizzes.gap import Gap, Pattern
from quizzes.parse.draft import Draft, Gaps, PlacedGap
from quizzes.parse.gap import read_gap
from quizzes.parse.page import Page
from quizzes.pattern import TOO_LARGE_WORK, PatternError, work

_Some = TypeVar("_Some", bound=Block | Item)

_ROWS_BELOW = 2
"""Lines of a table above its first row: the head, and what divides them."""
_MOST_WORK = 60_000_000
"""Of some ten nanoseconds each: what the gaps of a file may cost."""
_OF_A_TEXT, _OF_A_CHARACTER, _OF_AN_ANSWER, _OF_A_STEP = 1_500, 100, 3_000, 35
"""Work of reading one: text with gaps in it, a character of it, what a gap accepts, a step of a compiled pattern."""


def gaps_of(draft: Draft) -> Gaps:
    """The gaps in the blocks of a draft, before its answer body is taken; they are looked for once."""
    if draft.gaps is None:
        walk = _Walk(draft)
        blocks = tuple([walk.top(index, block) for index, block in enumerate(draft.blocks)])
        draft.gaps = Gaps(tuple(walk.placed), blocks, tuple(walk.unfilled))
    return draft.gaps


class _Walk:
    """A walk over blocks that gathers their gaps, and answers each block with its gaps numbered."""

    def __init__(self, draft: Draft) -> None:
        self.placed: list[PlacedGap] = []
        self.unfilled: list[int] = []
        self._draft = draft
        self._index = 0

    def top(self, index: int, block: Block) -> Block:
        """A block that stands in nothing else."""
        self._index = index
        return self._block(block, top=True)

    def _block(self, block: _Some, *, top: bool = False) -> _Some:
        match block:
            case Paragraph(source=source):
                return self._changed(block, source=self._text(source, block.line, alone=top))
            case ListBlock(items=items):
                return self._changed(block, items=tuple([self._block(item) for item in items]))
            case Item(blocks=blocks) | Quote(blocks=blocks) | Callout(blocks=blocks):
                return self._changed(block, blocks=tuple([self._block(inner) for inner in blocks]))
            case Table(head=head, rows=rows):
                begin = block.line + _ROWS_BELOW
                names = tuple([self._text(cell, block.line) for cell in head])
                numbered = [
                    tuple([self._text(cell, begin + number) for cell in row]) for number, row in enumerate(rows)
                ]
                return self._changed(block, head=names, rows=tuple(numbered))
            case Code(info=info, text=text) if has_gaps(info):
                return self._changed(block, text=self._code(text, block.line + block.fenced))
        return block

    @staticmethod
    def _changed(block: _Some, **fields: object) -> _Some:
        """A block with other fields, itself where they are the same."""
        same = all(getattr(block, name) == value for name, value in fields.items())
        return block if same else replace(block, **fields)  # type: ignore[arg-type] # each case names its own fields

    def _text(self, source: str, line: int, *, alone: bool = False) -> str:
        inlines = _inlines(self._draft, source)
        found = inline.gaps_in(inlines)
        text = Paragraph(line=line, end=line + source.count("\n"), source=source)
        return self._numbered(text, found, alone=alone and len(inlines) == 1 and isinstance(inlines[0], inline.Gap))

    def _code(self, code: str, line: int) -> str:
        text = Paragraph(line=line, end=line + code.count("\n"), source=code)
        found = [inline.Gap(one.body, one.line, one.column) for one in code_gaps(code)]
        if not found:
            self.unfilled.append(self._index)
        return self._numbered(text, found, alone=False)

    def _numbered(self, text: Paragraph, found: Iterable[inline.Gap], *, alone: bool) -> str:
        lines = text.source.split("\n")
        starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
        parts, end = [], 0
        for gap in found:
            self.placed.append(PlacedGap(self._index, text, gap, alone))
            begin = starts[gap.line] + gap.column + len("[[")
            parts += [text.source[end:begin], str(len(self.placed))]
            end = begin + len(gap.body)
        return "".join([*parts, text.source[end:]])


def _inlines(draft: Draft, source: str) -> tuple[inline.Inline, ...]:
    """Running text that may have gaps, read; nothing where it has none, or where the file has had its share."""
    if "[[" not in source or "]]" not in source or not may_read_gaps(draft.page, source, draft.place):
        return ()
    return read_inline(source, {})


def may_read_gaps(page: Page, source: str, line: int) -> bool:
    """Whether the file may have the gaps of one more text read; the first time that it may not is told."""
    if page.gap_work < _MOST_WORK:
        page.gap_work += _OF_A_TEXT + _OF_A_CHARACTER * len(source) + source.count("[") ** 2
        return True
    if not any(problem.finding is GAPS_TOO_MANY for problem in page.problems):
        page.problems.append(page.problem(GAPS_TOO_MANY, line))
    return False


def gap_at(draft: Draft, paragraph: Paragraph, written: inline.Gap) -> Gap:
    """Read one gap of a paragraph; what is wrong with it goes to the draft's faults, each at its line and column."""
    if draft.page.gap_work >= _MOST_WORK:
        draft.faults.append(draft.page.problem(GAPS_TOO_MANY, paragraph.line + written.line))
        return Gap(written.body, ())
    case = bool(draft.metadata.exact_case)
    gap, faults = read_gap(written.body, partial(_refused, draft.page), exact_case=case)
    draft.page.gap_work += _OF_AN_ANSWER * (len(gap.accepted) + len(faults))
    for fault in faults:
        before = written.body[: fault.offset]
        down = before.count("\n")
        across = fault.offset - before.rfind("\n") - 1 if down else written.column + len("[[") + fault.offset
        line, column = in_file(draft.page, paragraph, written.line + down, across)
        draft.faults.append(draft.page.problem(fault.finding, line, column, **fault.values))
    return gap


def in_file(page: Page, paragraph: Paragraph, down: int, across: int) -> tuple[int, int]:
    """Line and column of a character of running text, which stands in a line and column counted from 0."""
    own, number = paragraph.source.split("\n")[down], paragraph.line + down
    line = page.lines[number - 1]
    begin = max(line.find(own.strip()), 0)
    # A cell that took in what stood beyond the last column is longer than it was written.
    return number, min(begin + across - (len(own) - len(own.lstrip())), len(line)) + 1


def _refused(page: Page, pattern: Pattern) -> tuple[Finding, Mapping[str, str]] | None:
    """What is wrong with a pattern."""
    try:
        page.gap_work += _OF_A_STEP * work(pattern.source, any_case=pattern.any_case)
    except PatternError as error:
        page.gap_work += _OF_A_STEP * TOO_LARGE_WORK
        return REGEX, {"pattern": pattern.source, "reason": str(error)}
    return None
