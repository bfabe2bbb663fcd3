"""Weights where nothing is chosen: in what is put in order or matched, and in a rubric."""

from collections.abc import Iterator

from lessons.blocks import Item, ListBlock, Paragraph
from lessons.problem import Problem
from quizzes.findings import WEIGHT_ELSEWHERE
from quizzes.parse.attributes import lone_weight
from quizzes.parse.draft import Draft
from quizzes.parse.metadata import Type


def idle_weights(draft: Draft) -> Iterator[Problem]:
    """The first weight in the answer body of a draft that has no options."""
    rubric = draft.options.items if draft.type is Type.REFLECTION else ()
    lists = (block for block in draft.answer if isinstance(block, ListBlock))
    texts = [(item.source, item.line) for item in rubric]
    texts += [found for block in lists for item in block.items if (found := _first_words(item))]
    for source, line in texts:
        if braces := lone_weight(source):
            yield draft.page.at(WEIGHT_ELSEWHERE, line, braces, braces=braces)
            return


def _first_words(item: Item) -> tuple[str, int] | None:
    first = item.blocks[0] if item.blocks else None
    return (first.source, first.line) if isinstance(first, Paragraph) else None
