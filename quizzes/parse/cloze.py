"""Cloze: gaps in sentences, lists, tables and quotes, gaps to pick from, and gaps in code that is marked for them."""

import re
from collections.abc import Iterator

from lessons.blocks import Block, Callout, Item, ListBlock, Paragraph, Quote
from lessons.syntax.gap import LONGEST
from quizzes.findings import GAP_OPEN, GAP_TOO_LONG, GAP_UNCLOSED, GAPS_OF_ONE
from quizzes.identity import canonical, content, identity_hash, key_hash
from quizzes.model import Cloze, Question
from quizzes.parse.draft import AnswerBody, Draft
from quizzes.parse.gaps import gap_at, gaps_of, in_file
from quizzes.parse.hints import take_hints
from quizzes.parse.metadata import Type
from quizzes.parse.said import said_otherwise
from quizzes.parse.unclosed import long_gap, unclosed_gap

MOST_GAPS = 50
"""Gaps of one question: more than anybody fills in at a sitting, few enough for a screen."""
_EMPTY = re.compile(r"\[\[\s*\]\]")


def find_cloze(draft: Draft, _leaf: bool) -> AnswerBody | None:
    """All from the first block with a gap to the last one."""
    gaps = gaps_of(draft)
    if not gaps.count:
        return None
    blocks = [*(one.block for one in gaps.placed), *gaps.unfilled]
    return AnswerBody(Type.CLOZE, min(blocks), max(blocks) + 1)


def read_cloze(draft: Draft) -> Question:
    """A question with gaps in a text."""
    said_otherwise(draft, "cloze where gaps stand in a text")
    found = gaps_of(draft)
    draft.faults += [
        draft.page.problem(GAP_OPEN, *in_file(draft.page, text, *_place(text.source, empty.start())))
        for text in _running(draft.answer)
        for empty in _EMPTY.finditer(text.source)
    ]
    for text in _running(draft.answer):
        for finding, begun in ((GAP_UNCLOSED, unclosed_gap(text.source)), (GAP_TOO_LONG, long_gap(text.source))):
            if begun:
                at = in_file(draft.page, text, begun.down, begun.across)
                draft.faults.append(draft.page.problem(finding, *at, text=begun.text, most=f"{LONGEST:,}"))
    for index in found.unfilled:
        draft.faults.append(draft.page.problem(GAP_OPEN, found.blocks[index].line))
    if len(found.placed) > MOST_GAPS:
        values = {"count": str(len(found.placed)), "most": str(MOST_GAPS)}
        draft.faults.append(draft.page.problem(GAPS_OF_ONE, draft.place, 1, **values))
    gaps = tuple([gap_at(draft, one.text, one.gap) for one in found.placed[:MOST_GAPS]])
    begin = min([*(one.block for one in found.placed), *found.unfilled])
    passage = list(found.blocks[begin : begin + len(draft.answer)])
    draft.hints += take_hints(passage, quotes=False)
    identity = identity_hash(
        f"{draft.canonical_stem()}\n{canonical(content(passage))}", (), [gap.identity for gap in gaps]
    )
    key = key_hash(f"{number}:{gap.key}" for number, gap in enumerate(gaps, 1))
    return Cloze(**draft.asked(identity=identity, key=key), gaps=gaps, passage=tuple(passage))


def _running(blocks: tuple[Block | Item, ...] | list[Block]) -> Iterator[Paragraph]:
    for block in blocks:
        match block:
            case Paragraph():
                yield block
            case ListBlock(items=items):
                yield from _running(items)
            case Item(blocks=inner) | Quote(blocks=inner) | Callout(blocks=inner):
                yield from _running(inner)


def _place(source: str, offset: int) -> tuple[int, int]:
    """Lines down, characters across."""
    return source.count("\n", 0, offset), offset - source.rfind("\n", 0, offset) - 1
