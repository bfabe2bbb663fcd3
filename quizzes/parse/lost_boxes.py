"""Boxes that made no option: none of them may be lost without a word."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import islice

from lessons.blocks import Block, Code, every
from lessons.problem import Problem
from quizzes import findings
from quizzes.parse.comment import is_comment
from quizzes.parse.page import MOST_PROBLEMS, Page

_BOX = re.compile(
    r"""[ \t\u00a0\u3000]*(?:
        (?:[-*+•–—·]|\d{1,9}[.)])[^\S\n]*[\[［][ \t\u00a0\u3000xXхХ×✓✔√]{0,3}[\]］](?!\()   # - [ ]
      | \[[ xX]\](?=[ \t]+\S)                                                                 # [ ] text
    )""",
    re.VERBOSE,
)
_OF_MARKDOWN = frozenset({"markdown", "md", "quiz"})
"""Languages of code that shows how questions are written."""


def lost_boxes(page: Page, blocks: Iterable[Block], told: set[int]) -> Iterator[Problem]:
    """Lines that begin with a box and are not among those `told`, as options or in problems.

    A fence that somebody forgot to close takes whole questions in; it is told once.
    """
    lines = [
        number
        for number, line in enumerate(page.lines[: page.end], 1)
        if "[" in line and number not in told and number > page.front.end and _BOX.match(line)
    ]
    if not lines:
        return
    # Code between fences and comments: what stands in them is shown as it is, or not at all.
    literal = [one for one in every(blocks) if (isinstance(one, Code) and one.fenced) or is_comment(one)]
    for block in literal[:MOST_PROBLEMS]:
        inside = bisect_right(lines, block.end) - bisect_right(lines, block.line)
        if not inside or block.line in told or not isinstance(block, Code):
            continue
        if block.info.partition(" ")[0].lower() not in _OF_MARKDOWN:
            yield page.problem(findings.BOXES_IN_CODE, block.line, count=str(inside))
    hidden = {line for block in literal for line in range(block.line, block.end + 1)}
    lost = (line for line in lines if line not in hidden)
    for line in islice(lost, MOST_PROBLEMS):
        yield page.at(findings.LOST_BOX, line, "[")
