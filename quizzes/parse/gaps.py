"""The gaps of a section: where they stand and what they hold, as long as a file asks for no more than it may."""

from collections.abc import Iterable, Mapping
from functools import partial

from lessons import inline
from lessons.blocks import Block, Code, Item, ListBlock, Paragraph, Quote, Table
from lessons.markdown import read_inline
from lessons.problem import Finding
from quizzes.findings import GAPS_TOO_MANY, REGEX
from quizzes.gap import Gap, Pattern
from quizzes.parse.draft import Draft, Gaps
from quizzes.parse.gap import read_gap
from quizzes.parse.page import Page
from quizzes.pattern import TOO_LARGE_WORK, PatternError, work

_MOST_WORK = 100_000_000
"""Of some ten nanoseconds each: what the gaps of a file may cost."""
_OF_A_CHARACTER, _OF_AN_ANSWER, _OF_A_STEP = 100, 3_000, 35
"""Work of reading one: of text with gaps in it, of what a gap accepts, of a compiled pattern."""


def gaps_of(draft: Draft) -> Gaps:
    """The gaps in the blocks of a draft, before its answer body is taken; they are looked for once."""
    if draft.gaps is None:
        count, alone = 0, []
        for index, block in enumerate(draft.blocks):
            if isinstance(block, Paragraph):
                inlines = _inlines(draft, block.source)
                count += _count(inlines)
                match inlines:
                    case (inline.Gap() as gap,):
                        alone.append((index, gap))
            else:
                count += _inside(draft, (block,))
        draft.gaps = Gaps(count, tuple(alone))
    return draft.gaps


def _inside(draft: Draft, blocks: Iterable[Block | Item]) -> int:
    """How many gaps there are in blocks, at any depth, fences marked for gaps among them."""
    count = 0
    for block in blocks:
        match block:
            case Paragraph(source=source):
                count += _count(_inlines(draft, source))
            case ListBlock(items=items):
                count += _inside(draft, items)
            case Item(blocks=inner) | Quote(blocks=inner):
                count += _inside(draft, inner)
            case Table(rows=rows):
                count += sum(_count(_inlines(draft, cell)) for row in rows for cell in row)
            case Code(info=info):
                count += info.split()[1:] == ["cloze"]
    return count


def _inlines(draft: Draft, source: str) -> tuple[inline.Inline, ...]:
    """Running text that may have gaps, read; nothing where it has none, or where the file has had its share."""
    if "[[" not in source or "]]" not in source or not _may(draft.page, draft.place):
        return ()
    draft.page.gap_work += _OF_A_CHARACTER * len(source) + source.count("[") ** 2
    return read_inline(source, {})


def _count(inlines: Iterable[inline.Inline]) -> int:
    waiting = list(inlines)
    count = 0
    while waiting:
        node = waiting.pop()
        count += isinstance(node, inline.Gap)
        waiting += getattr(node, "children", ())
    return count


def _may(page: Page, line: int) -> bool:
    """Whether the file may have more gaps read; the first time that it may not is told."""
    if page.gap_work < _MOST_WORK:
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
    begin = max(page.lines[number - 1].find(own.strip()), 0)
    return number, begin + across - (len(own) - len(own.lstrip())) + 1


def _refused(page: Page, pattern: Pattern) -> tuple[Finding, Mapping[str, str]] | None:
    """What is wrong with a pattern."""
    try:
        page.gap_work += _OF_A_STEP * work(pattern.source, any_case=pattern.any_case)
    except PatternError as error:
        page.gap_work += _OF_A_STEP * TOO_LARGE_WORK
        return REGEX, {"pattern": pattern.source, "reason": str(error)}
    return None
