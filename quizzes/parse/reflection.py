"""Reflection: called so by its author; an unticked task list is its rubric, what follows is a model answer.

Without a rubric the model answer follows a rule, `---`.
"""

from lessons.blocks import Rule
from quizzes.findings import RUBRIC_TICKED
from quizzes.identity import identity_hash, key_hash
from quizzes.model import Question, Reflection
from quizzes.parse.draft import AnswerBody, Draft
from quizzes.parse.entries import Numbered, words
from quizzes.parse.metadata import Type


def find_reflection(draft: Draft, _leaf: bool) -> AnswerBody | None:
    """Whatever its author calls a reflection."""
    if draft.metadata.type is not Type.REFLECTION:
        return None
    rule = next((index for index, block in enumerate(draft.blocks) if isinstance(block, Rule)), None)
    if draft.options.items or rule is None:
        return AnswerBody(Type.REFLECTION)
    return AnswerBody(Type.REFLECTION, rule, rule + 1)


def read_reflection(draft: Draft) -> Question:
    """Something to think about; it counts no points, as nobody but its author marks it."""
    numbered = Numbered()
    rubric = tuple(
        [numbered.of(item.source.strip(), (*item.blocks, *item.feedback), item.line) for item in draft.options.items]
    )
    draft.faults += draft.options.problems
    for item in draft.options.items:
        if item.ticked:
            draft.faults.append(draft.page.at(RUBRIC_TICKED, item.line, "["))
    texts = [words(entry) for entry in rubric]
    # What is asked stays the same question when its rubric is sharpened.
    asked = draft.asked(identity=identity_hash(draft.canonical_stem(), ("reflection",)), key=key_hash(texts))
    asked["points"] = 0.0
    return Reflection(**asked, rubric=rubric)
