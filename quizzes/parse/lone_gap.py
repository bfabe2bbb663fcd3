"""A gap alone in its paragraph: what short text and numbers are typed into."""

from collections.abc import Iterable, Mapping
from functools import partial

from lessons import inline
from lessons.blocks import Block, Code, Item, ListBlock, Paragraph, Quote, Table
from lessons.markdown import read_inline
from lessons.problem import Finding
from quizzes.findings import GAP_OPEN, REGEX, REGEX_TOO_MUCH, VALUE
from quizzes.gap import Gap, Pattern
from quizzes.parse.draft import Draft
from quizzes.parse.gap import read_gap
from quizzes.parse.page import Page
from quizzes.pattern import TOO_LARGE_WORK, PatternError, work

_MOST_WORK = 2_000_000
"""Steps of all patterns of a file: reading them takes less than a second."""
_EXPECTED = "text where the gap holds words, or numeric where it holds a number"


def gap_in(block: Block) -> inline.Gap | None:
    """The gap that a paragraph consists of; None where it is anything else."""
    if not isinstance(block, Paragraph) or "[[" not in block.source:
        return None
    match read_inline(block.source, {}):
        case (inline.Gap() as gap,):
            return gap
    return None


def lone_gap(draft: Draft) -> tuple[int, inline.Gap] | None:
    """The only gap of a section and the index of its block, where the gap is alone in a paragraph of its own."""
    alone = [(index, gap) for index, block in enumerate(draft.blocks) if (gap := gap_in(block))]
    return alone[0] if len(alone) == 1 and count_gaps(draft.blocks) == 1 else None


def count_gaps(blocks: Iterable[Block | Item]) -> int:
    """How many gaps there are in running text, and fences marked for gaps."""
    gaps = 0
    for block in blocks:
        match block:
            case Paragraph(source=source):
                gaps += _count(source)
            case ListBlock(items=items):
                gaps += count_gaps(items)
            case Item(blocks=inner) | Quote(blocks=inner):
                gaps += count_gaps(inner)
            case Table(rows=rows):
                gaps += sum(_count(cell) for row in rows for cell in row)
            case Code(info=info):
                gaps += info.split()[1:] == ["cloze"]
    return gaps


def _count(source: str) -> int:
    waiting = list(read_inline(source, {})) if "[[" in source else []
    gaps = 0
    while waiting:
        node = waiting.pop()
        gaps += isinstance(node, inline.Gap)
        waiting += getattr(node, "children", ())
    return gaps


def read_lone_gap(draft: Draft) -> Gap:
    """Read the gap of a draft; what is wrong with it goes to the draft's faults."""
    if draft.own.type not in (None, draft.type):
        problem = draft.page.at(VALUE, draft.place, "type", key="type", expected=_EXPECTED)
        draft.page.problems.append(problem)
    (paragraph,) = draft.answer
    if not isinstance(paragraph, Paragraph):
        raise TypeError(paragraph)
    gap = gap_in(paragraph)
    if gap is None:
        line, column = _in_file(draft.page, paragraph, 0, 0)
        draft.faults.append(draft.page.problem(GAP_OPEN, line, column))
        return Gap(paragraph.source, ())
    return gap_at(draft, paragraph, gap)


def gap_at(draft: Draft, paragraph: Paragraph, written: inline.Gap) -> Gap:
    """Read one gap of a paragraph; what is wrong with it goes to the draft's faults, each at its line and column."""
    case = bool(draft.metadata.exact_case)
    gap, faults = read_gap(written.body, partial(_refused, draft.page), exact_case=case)
    for fault in faults:
        before = written.body[: fault.offset]
        down = before.count("\n")
        across = fault.offset - before.rfind("\n") - 1 if down else written.column + len("[[") + fault.offset
        line, column = _in_file(draft.page, paragraph, written.line + down, across)
        draft.faults.append(draft.page.problem(fault.finding, line, column, **fault.values))
    return gap


def _in_file(page: Page, paragraph: Paragraph, down: int, across: int) -> tuple[int, int]:
    """Line and column of a character of running text, which stands in a line and column counted from 0."""
    own, number = paragraph.source.split("\n")[down], paragraph.line + down
    begin = max(page.lines[number - 1].find(own.strip()), 0)
    return number, begin + across - (len(own) - len(own.lstrip())) + 1


def _refused(page: Page, pattern: Pattern) -> tuple[Finding, Mapping[str, str]] | None:
    """What is wrong with a pattern, as long as reading the file's patterns takes no longer than it may."""
    if page.pattern_work >= _MOST_WORK:
        return REGEX_TOO_MUCH, {}
    try:
        page.pattern_work += work(pattern.source, any_case=pattern.any_case)
    except PatternError as error:
        page.pattern_work += TOO_LARGE_WORK
        return REGEX, {"pattern": pattern.source, "reason": str(error)}
    return None
