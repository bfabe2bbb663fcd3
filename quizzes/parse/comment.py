"""A comment of YAML, the first thing under a heading: `<!-- draw: 2 -->`."""

import re

from lessons.blocks import Block, Html
from lessons.yaml_words import BrokenYamlError, read_words
from quizzes.parse.metadata import KEYS, NOTHING, Metadata, read_metadata
from quizzes.parse.page import Page

_LONGEST = 2000
_COMMENT = re.compile(rf"<!--\s*(?:{'|'.join(KEYS)}):.*-->", re.DOTALL)


def take_comment(page: Page, blocks: list[Block]) -> Metadata:
    """Take the comment out of the blocks where all its keys are known; any other comment is a comment.

    Where only some are known, the first one among them, they were meant, and the others are told.
    """
    first = blocks[0] if blocks else None
    if not isinstance(first, Html) or len(first.text) > _LONGEST or not _COMMENT.fullmatch(first.text):
        return NOTHING
    said = read_words_of(page, first.text[4:-3], first.line)
    if said is not NOTHING:
        del blocks[0]
    return said


def read_words_of(page: Page, text: str, line: int) -> Metadata:
    """What YAML says about a question, where it knows no other words; `line` is that of its beginning."""
    line += text[: len(text) - len(text.lstrip())].count("\n")
    try:
        words = read_words(text.strip())
    except BrokenYamlError:
        return NOTHING
    unknown = words.values.keys() - KEYS
    for key in sorted(unknown):
        page.problems.append(page.unknown_key(key, line + words.lines[key] - 1, KEYS))
    return NOTHING if unknown else read_metadata(page, words.values, lambda key: line + words.lines[key] - 1)
