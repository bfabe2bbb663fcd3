"""A gap alone in its paragraph: what short text and numbers are typed into."""

from lessons import inline
from lessons.blocks import Paragraph
from quizzes.findings import GAP_OPEN
from quizzes.gap import Gap
from quizzes.parse.draft import Draft
from quizzes.parse.gaps import gap_at, gaps_of, in_file
from quizzes.parse.said import said_otherwise

_EXPECTED = "text where the gap holds words, or numeric where it holds a number"


def lone_gap(draft: Draft) -> tuple[int, inline.Gap] | None:
    """The only gap of a section with the index of its block, where it is alone in a paragraph of its own."""
    gaps = gaps_of(draft)
    return gaps.alone[0] if gaps.count == len(gaps.alone) == 1 else None


def read_lone_gap(draft: Draft) -> Gap:
    """Read the gap of a draft; what is wrong with it goes to the draft's faults."""
    said_otherwise(draft, _EXPECTED)
    (paragraph,) = draft.answer
    if not isinstance(paragraph, Paragraph):
        raise TypeError(paragraph)
    lone = lone_gap(draft)
    if lone is None:
        line, column = in_file(draft.page, paragraph, 0, 0)
        draft.faults.append(draft.page.problem(GAP_OPEN, line, column))
        return Gap(paragraph.source, ())
    return gap_at(draft, paragraph, lone[1])
