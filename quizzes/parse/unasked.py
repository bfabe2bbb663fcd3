"""Questions of types that cannot be asked yet: they are kept with their type's name, and say so."""

from collections.abc import Iterable

from lessons.blocks import Block, Code, ListBlock, Paragraph
from quizzes.findings import NOT_YET_ASKED
from quizzes.identity import identity_hash, key_hash
from quizzes.model import Question, Unreadable
from quizzes.parse.draft import AnswerBody, Draft
from quizzes.parse.metadata import Type

_ARROWS = ("->", "→", "=>")


def read_unasked(draft: Draft) -> Question:
    """A question that cannot be asked yet, with all that stands in it."""
    type_ = (draft.type or Type.REFLECTION).value
    draft.faults += draft.options.problems
    draft.faults.append(draft.page.problem(NOT_YET_ASKED, draft.place, type=type_))
    source = draft.source()
    asked = draft.asked(identity=identity_hash(draft.canonical_stem(), (), (source,)), key=key_hash((source,)))
    return Unreadable(**asked, type=type_)


def find_reflection(draft: Draft, _leaf: bool) -> AnswerBody | None:
    """Whatever its author calls a reflection."""
    return AnswerBody(Type.REFLECTION) if draft.metadata.type is Type.REFLECTION else None


def find_matching(draft: Draft, _leaf: bool) -> AnswerBody | None:
    """A list in which every item is `left -> right`."""
    for block in draft.blocks:
        if isinstance(block, ListBlock) and all(_is_match(item.blocks) for item in block.items):
            return AnswerBody(Type.MATCHING)
    return None


def _is_match(blocks: Iterable[Block]) -> bool:
    first = next(iter(blocks), None)
    return isinstance(first, Paragraph) and any(f" {arrow} " in f" {first.source}" for arrow in _ARROWS)


def find_output(draft: Draft, _leaf: bool) -> AnswerBody | None:
    """A fence with the info string `output`."""
    found = any(isinstance(block, Code) and block.info == "output" for block in draft.blocks)
    return AnswerBody(Type.OUTPUT) if found else None


def find_ordering(draft: Draft, leaf: bool) -> AnswerBody | None:
    """A numbered list as the last block; under a heading with deeper ones it has to be called so."""
    last = draft.blocks[-1] if draft.blocks else None
    wanted = leaf or draft.own.type is Type.ORDERING
    return AnswerBody(Type.ORDERING) if wanted and isinstance(last, ListBlock) and last.ordered else None
