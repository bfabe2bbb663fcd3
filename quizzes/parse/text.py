"""Short text: one gap with words, code or a pattern, alone in its paragraph."""

import re

from lessons.blocks import Paragraph
from quizzes.identity import identity_hash, key_hash
from quizzes.model import Question, Text
from quizzes.parse.draft import AnswerBody, Draft
from quizzes.parse.gap import begins_number, is_pick_list
from quizzes.parse.gaps import gaps_of
from quizzes.parse.lone_gap import lone_gap, read_lone_gap
from quizzes.parse.metadata import Type

_OPEN = re.compile(r"\s*\[\[(?:\s*\]\]\s*|(?:(?!\]\]).)*)", re.DOTALL)
"""A paragraph that was meant as a gap: empty, or not closed."""


def find_text(draft: Draft, leaf: bool) -> AnswerBody | None:
    """The gap, where it asks for no number and offers nothing to choose from."""
    lone = lone_gap(draft)
    if lone is None:
        return _open_gap(draft) if leaf else None
    place, gap = lone
    if begins_number(gap.body) or is_pick_list(gap.body):
        return None
    return AnswerBody(Type.TEXT, place, place + 1)


def read_text(draft: Draft) -> Question:
    """A question that is answered with words or code."""
    gap = read_lone_gap(draft)
    identity = identity_hash(draft.canonical_stem(), (), (gap.identity,))
    return Text(**draft.asked(identity=identity, key=key_hash((gap.key,))), gaps=(gap,))


def _open_gap(draft: Draft) -> AnswerBody | None:
    """Brackets in which no answer stands: they are told, as nobody writes them for anything else."""
    if gaps_of(draft).count:
        return None
    for place, block in enumerate(draft.blocks):
        if isinstance(block, Paragraph) and _OPEN.fullmatch(block.source):
            return AnswerBody(Type.TEXT, place, place + 1)
    return None
