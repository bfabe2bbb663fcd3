"""A number: one gap that begins with `=`, alone in its paragraph."""

from quizzes.identity import identity_hash, key_hash
from quizzes.model import Numeric, Question
from quizzes.parse.draft import AnswerBody, Draft
from quizzes.parse.gap import begins_number
from quizzes.parse.lone_gap import lone_gap, read_lone_gap
from quizzes.parse.metadata import Type


def find_numeric(draft: Draft, _leaf: bool) -> AnswerBody | None:
    """The gap, where its first answer is a number."""
    lone = lone_gap(draft)
    if lone is None or not begins_number(lone[1].body):
        return None
    return AnswerBody(Type.NUMERIC, lone[0], lone[0] + 1)


def read_numeric(draft: Draft) -> Question:
    """A question that is answered with a number."""
    gap = read_lone_gap(draft)
    identity = identity_hash(draft.canonical_stem(), (), (gap.identity,))
    return Numeric(**draft.asked(identity=identity, key=key_hash((gap.key,))), gaps=(gap,))
