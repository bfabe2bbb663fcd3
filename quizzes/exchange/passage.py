"""Texts with gaps in them: the gaps taken out of a passage, put into it, and found among its blocks."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from lessons import inline
from lessons.blocks import Block, Callout, Code, ListBlock, Paragraph, Quote, Table
from lessons.code_gaps import CodeGap, code_gaps, has_gaps
from lessons.markdown import read_inline
from quizzes.exchange import gap_text
from quizzes.exchange.blocks import markdown
from quizzes.exchange.text import blocks_of
from quizzes.gap import Gap
from quizzes.parse.cloze import MOST_GAPS
from quizzes.parse.metadata import Type

OPEN, CLOSE = "\ue000", "\ue001"
"""Around the number of a gap while the text about it is read."""
MARK = f"{OPEN}{{}}{CLOSE}"


def unmarked(text: str) -> str:
    """A foreign text in which nothing can be taken for a mark."""
    return text.replace(OPEN, "").replace(CLOSE, "")


@dataclass(frozen=True, slots=True)
class Gapped:
    """A text with gaps, as it stands in a question of ours."""

    type: Type
    passage: str
    """Empty where its only gap stands alone."""
    before: str
    """What stands before the passage."""
    behind: str
    """What stands behind it."""


def gapped(text: str, gaps: Sequence[Gap]) -> Gapped | None:
    """A Markdown text with marks in the places of its gaps; None where it holds none, or more than a question may."""
    blocks = [
        replace(block, info=f"{block.info} cloze".strip())
        if isinstance(block, Code) and OPEN in block.text and not has_gaps(block.info)
        else block
        for block in blocks_of(text)
    ]
    held = [place for place, block in enumerate(blocks) if OPEN in markdown((block,))]
    if not held or not 0 < len(gaps) <= MOST_GAPS:
        return None
    first, last = held[0], held[-1] + 1
    passage = blocks[first:last]
    alone = len(gaps) == 1 and markdown(passage) == MARK.format(1)
    return Gapped(
        type=gap_text.type_of(gaps[0]) if alone else Type.CLOZE,
        passage="" if alone else filled(passage, [f"[[{gap.source}]]" for gap in gaps]),
        before=markdown(blocks[:first]),
        behind=markdown(blocks[last:]),
    )


def filled(blocks: Sequence[Block], gaps: Sequence[str], mark: str = MARK) -> str:
    """Blocks as Markdown, in which gaps stand in the places of their marks.

    Args:
        blocks: In which each mark stands once, in the order of the gaps.
        gaps: What stands there.
        mark: Of a gap, with `{}` for its number, counted from 1.
    """
    number = 0

    def fill(source: str) -> str:
        nonlocal number
        done = ""
        while number < len(gaps) and (sign := mark.format(number + 1)) in source:
            before, _, source = source.partition(sign)
            done += before + gaps[number]
            number += 1
        return done + source

    return markdown(_changed(blocks, fill, fill))


def emptied(text: str) -> str:
    """A passage with its marks in the places of its gaps, as Markdown."""
    number = 0

    def mark() -> str:
        nonlocal number
        number += 1
        return MARK.format(number)

    def empty(source: str, found: Iterable[inline.Gap | CodeGap]) -> str:
        lines = source.split("\n")
        starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
        done, end = "", 0
        for gap in found:
            begin = starts[gap.line] + gap.column
            done += source[end:begin] + mark()
            end = begin + len(gap.body) + len("[[]]")
        return done + source[end:]

    def running(source: str) -> str:
        return empty(source, inline.gaps_in(read_inline(source, {}))) if "[[" in source else source

    def code(source: str) -> str:
        return empty(source, code_gaps(source))

    return markdown(_changed(blocks_of(text), running, code))


def _changed(blocks: Iterable[Block], running: Callable[[str], str], code: Callable[[str], str]) -> list[Block]:
    """Blocks with other running text, and other code where gaps may stand in it, in the order of the text."""

    def walk(block: Block) -> Block:
        match block:
            case Paragraph(source=source):
                return replace(block, source=running(source))
            case Code(info=info, text=text) if has_gaps(info):
                return replace(block, text=code(text))
            case Quote(blocks=inner) | Callout(blocks=inner):
                return replace(block, blocks=tuple([walk(one) for one in inner]))
            case ListBlock(items=items):
                inside = [replace(item, blocks=tuple([walk(one) for one in item.blocks])) for item in items]
                return replace(block, items=tuple(inside))
            case Table(head=head, rows=rows):
                names = tuple([running(cell) for cell in head])
                return replace(block, head=names, rows=tuple([tuple([running(cell) for cell in row]) for row in rows]))
        return block

    return [walk(block) for block in blocks]
