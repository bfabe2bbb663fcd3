"""Ordering: a numbered list without boxes as the last block; its order in the file is the right one."""

from lessons.blocks import ListBlock
from quizzes.findings import ORDER_OF_ONE
from quizzes.identity import identity_hash, key_hash
from quizzes.model import Ordering, Question
from quizzes.parse.draft import AnswerBody, Draft
from quizzes.parse.entries import Numbered, words
from quizzes.parse.metadata import Type
from quizzes.parse.said import said_otherwise


def find_ordering(draft: Draft, leaf: bool) -> AnswerBody | None:
    """The list; under a heading with deeper ones the question has to be called so.

    Where it is called so, what follows the list is its explanation; else the list is the last block.
    """
    if draft.own.type is Type.ORDERING:
        lists = [index for index, block in enumerate(draft.blocks) if isinstance(block, ListBlock) and block.ordered]
        return AnswerBody(Type.ORDERING, lists[-1], lists[-1] + 1) if lists else None
    last = draft.blocks[-1] if draft.blocks else None
    if not leaf or not isinstance(last, ListBlock) or not last.ordered:
        return None
    return AnswerBody(Type.ORDERING, len(draft.blocks) - 1, len(draft.blocks))


def read_ordering(draft: Draft) -> Question:
    """A question about the order of things."""
    said_otherwise(draft, "ordering where a numbered list is to be put in order")
    (block,) = draft.answer
    if not isinstance(block, ListBlock):
        raise TypeError(block)
    numbered = Numbered()
    entries = tuple([numbered.entry(item.blocks, item.line) for item in block.items])
    texts = [words(entry) for entry in entries]
    if len(set(texts)) == 1:
        draft.faults.append(draft.page.problem(ORDER_OF_ONE, block.line))
    key = key_hash(("\n".join(texts),))
    return Ordering(**draft.asked(identity=identity_hash(draft.canonical_stem(), texts), key=key), entries=entries)
