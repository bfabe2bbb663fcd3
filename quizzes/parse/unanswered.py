"""A heading under which nothing can be answered: what its author most likely meant, and what is missing for that."""

from collections.abc import Iterator

from lessons.blocks import ListBlock, Paragraph
from lessons.problem import Finding, Problem
from lessons.syntax.gap import LONGEST
from quizzes import findings
from quizzes.parse.draft import Draft
from quizzes.parse.matching import without_arrow
from quizzes.parse.unclosed import long_gap, unclosed_gap


def without_answer(draft: Draft) -> Problem:
    """What is wrong with a heading that is no question and no section."""
    for finding, line in _slips(draft):
        return draft.page.problem(finding, draft.place, at=str(line), most=f"{LONGEST:,}")
    return draft.page.problem(findings.WITHOUT_ANSWER, draft.place)


def _slips(draft: Draft) -> Iterator[tuple[Finding, int]]:
    """Each thing that is nearly an answer, and the line of what is wrong with it."""
    for block in draft.blocks:
        if isinstance(block, Paragraph):
            if begun := unclosed_gap(block.source):
                yield findings.WITHOUT_ANSWER_GAP, block.line + begun.down
            elif begun := long_gap(block.source):
                yield findings.WITHOUT_ANSWER_LONG, block.line + begun.down
        elif isinstance(block, ListBlock):
            bare = without_arrow(block)
            if 0 < len(bare) < len(block.items):
                yield findings.WITHOUT_ANSWER_ARROW, bare[0].line
            elif block.ordered and len(block.items) > 1:
                yield findings.WITHOUT_ANSWER_ORDER, block.line
