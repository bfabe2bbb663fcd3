"""Code output: a fence with the info string `output` holds what the code in the question prints."""

from lessons.blocks import Code
from quizzes.findings import OUTPUT_EMPTY
from quizzes.identity import identity_hash, key_hash
from quizzes.model import Output, Question
from quizzes.parse.draft import AnswerBody, Draft
from quizzes.parse.metadata import Type
from quizzes.parse.said import said_otherwise


def find_output(draft: Draft, _leaf: bool) -> AnswerBody | None:
    """The first such fence; another one belongs to the explanation."""
    for index, block in enumerate(draft.blocks):
        if isinstance(block, Code) and block.info.strip().casefold() == "output":
            return AnswerBody(Type.OUTPUT, index, index + 1)
    return None


def read_output(draft: Draft) -> Question:
    """A question about what code prints."""
    said_otherwise(draft, "output where a fence holds what is printed")
    (fence,) = draft.answer
    if not isinstance(fence, Code):
        raise TypeError(fence)
    expected = "\n".join(line.rstrip() for line in fence.text.split("\n")).rstrip("\n")
    if not expected.strip():
        draft.faults.append(draft.page.problem(OUTPUT_EMPTY, fence.line))
    # The code under the heading tells two questions apart; what it prints is their key.
    identity = identity_hash(draft.canonical_stem(), ("output",))
    return Output(**draft.asked(identity=identity, key=key_hash((expected,))), expected=expected)
