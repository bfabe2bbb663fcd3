"""Gaps where none is asked: in headings, definitions and footnotes. None of them may be lost without a word."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from lessons import inline
from lessons.blocks import Block, Definition, Footnote, Heading, Paragraph, every, inner
from lessons.markdown import read_inline
from lessons.problem import Finding, Problem
from quizzes.findings import GAP_IN_DEFINITION, GAP_IN_FOOTNOTE, GAP_IN_HEADING
from quizzes.parse.gaps import in_file, may_read_gaps
from quizzes.parse.page import MOST_PROBLEMS, Page

_LONGEST = 40
"""Characters of a gap that are told."""
_ASKS_NONE: Mapping[type[Block], Finding] = {Definition: GAP_IN_DEFINITION, Footnote: GAP_IN_FOOTNOTE}


def lost_gaps(page: Page, blocks: Iterable[Block]) -> Iterator[Problem]:
    """The first gap of each text that is shown as it is written."""
    return islice(_lost(page, blocks), MOST_PROBLEMS)


def _lost(page: Page, blocks: Iterable[Block]) -> Iterator[Problem]:
    for finding, text in _texts(blocks):
        if "[[" not in text.source or "]]" not in text.source or not may_read_gaps(page, text.source, text.line):
            continue
        if gap := next(iter(inline.gaps_in(read_inline(text.source, {}))), None):
            line, column = in_file(page, text, gap.line, gap.column)
            said = f"[[{gap.body}]]".replace("\n", " ")
            short = said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1]}…"
            yield page.problem(finding, line, column, text=short)


def _texts(blocks: Iterable[Block]) -> Iterator[tuple[Finding, Paragraph]]:
    """Each running text in which no gap is asked."""
    for block in blocks:
        if isinstance(block, Heading):
            yield GAP_IN_HEADING, Paragraph(line=block.line, end=block.end, source=block.source)
        elif finding := _ASKS_NONE.get(type(block)):
            if isinstance(block, Definition):
                yield finding, Paragraph(line=block.line, end=block.line, source=block.term)
            for one in every(inner(block)):
                if isinstance(one, Paragraph):
                    yield finding, one
        else:
            yield from _texts(inner(block))
