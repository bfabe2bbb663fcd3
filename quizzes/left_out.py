"""What of a question its translation leaves out, though it asks the same: a hint, an explanation, a table, some HTML.

A translation may say in one paragraph what its original says in two: text is missed only where there is none at all.
"""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from lessons.blocks import Block, Check, Code, Heading, Html, Paragraph, Rule, every
from quizzes.model import Choice, Cloze, Matching, Ordering, Question, Reflection, Shown, TrueFalse

_ANY_NUMBER = (Paragraph, Heading)
"""Blocks of which a translation may have more or fewer."""

Pair = tuple[Sequence[Block], Sequence[Block]]
"""What stands in one place of an original, and of its translation."""


def left_out(original: Question, translated: Question) -> Iterator[Block]:
    """The blocks of a question that nothing stands for in its translation, which has as many options and entries."""
    yield from blocks_left_out(original.body, translated.body)
    for one, other in _places(original, translated):
        yield from blocks_left_out(one, other)
    for one, other in zip_longest(original.hints, translated.hints, fillvalue=()):
        yield from blocks_left_out(one, other)
    yield from blocks_left_out(original.explanation, translated.explanation)


def blocks_left_out(original: Sequence[Block], translated: Sequence[Block]) -> Iterator[Block]:
    """The blocks that nothing stands for: the first where nothing is there, else those of a kind with fewer there."""
    here, there = ([one for one in every(blocks) if _says_something(one)] for blocks in (original, translated))
    if not there:
        yield from here[:1]
        return
    missing: list[Block] = []
    for kind in dict.fromkeys(map(type, here)):
        ones, others = ([one for one in some if type(one) is kind] for some in (here, there))
        fewer = len(ones) - len(others)
        if fewer > 0 and not issubclass(kind, _ANY_NUMBER):
            kept = {_told(one) for one in others}
            alone = [one for one in ones if _told(one) not in kept]
            missing += (alone if len(alone) >= fewer else ones)[-fewer:]
    end = 0
    for block in sorted(missing, key=lambda one: (one.line, -one.end)):
        if block.line > end:  # else it stands in one that is told
            yield block
            end = block.end


def _places(original: Question, translated: Question) -> Iterator[Pair]:
    """Where else a question may have blocks."""
    match original, translated:
        case Choice(), Choice():
            others = list(translated.options)
            if isinstance(original, TrueFalse):  # known by what they say, not by their places
                by_id = {option.id: option for option in others}
                others = [by_id[option.id] for option in original.options]
            yield from _blocks(original.options, others)
            for option, other in zip(original.options, others, strict=True):
                yield option.feedback, other.feedback
        case Cloze(), Cloze():
            yield original.passage, translated.passage
        case Ordering(), Ordering():
            yield from _blocks(original.entries, translated.entries)
        case Matching(), Matching():
            yield from _blocks(original.left, translated.left)
            yield from _blocks(original.right, translated.right)
        case Reflection(), Reflection():
            yield from _blocks(original.rubric, translated.rubric)


def _blocks(original: Sequence[Shown], translated: Sequence[Shown]) -> Iterator[Pair]:
    return ((one.blocks, other.blocks) for one, other in zip(original, translated, strict=True))


def _says_something(block: Block) -> bool:
    match block:
        case Html(text=text):
            return not block.is_comment and not text.lstrip().startswith("</")
        case Rule() | Check():
            return False
    return True


def _told(block: Block) -> object:
    """What tells a block that is the same in every language: its code, its HTML."""
    return block.text if isinstance(block, Code | Html) else block
