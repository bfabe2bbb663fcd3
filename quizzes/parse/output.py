"""Code output: a fence with the info string `output` holds what the code in the question prints."""

from lessons.blocks import Block, Code
from quizzes.findings import OUTPUT_EMPTY, SECOND_OUTPUT
from quizzes.grade import output_lines
from quizzes.identity import identity_hash, key_hash
from quizzes.model import Output, Question
from quizzes.parse.draft import AnswerBody, Draft
from quizzes.parse.metadata import Type
from quizzes.parse.said import said_otherwise


def find_output(draft: Draft, _leaf: bool) -> AnswerBody | None:
    """The first such fence; another one belongs to the explanation."""
    for index, block in enumerate(draft.blocks):
        if _is_output(block):
            return AnswerBody(Type.OUTPUT, index, index + 1)
    return None


def _is_output(block: Block) -> bool:
    return isinstance(block, Code) and block.info.strip().casefold() == "output"


def read_output(draft: Draft) -> Question:
    """A question about what code prints."""
    said_otherwise(draft, "output where a fence holds what is printed")
    (fence,) = draft.answer
    if not isinstance(fence, Code):
        raise TypeError(fence)
    expected = "\n".join(output_lines(fence.text))
    if not expected.strip():
        draft.faults.append(draft.page.problem(OUTPUT_EMPTY, fence.line))
    draft.faults += [draft.page.problem(SECOND_OUTPUT, one.line) for one in draft.explanation if _is_output(one)]
    # The code under the heading tells two questions apart; what it prints is their key.
    identity = identity_hash(draft.canonical_stem(), ("output",))
    return Output(**draft.asked(identity=identity, key=key_hash((expected,))), expected=expected)
