"""Words about a question as YAML, the first thing under its heading: `<!-- draw: 2 -->`, or as quizdown writes them."""

import re
from collections.abc import Iterable
from dataclasses import replace

from lessons.blocks import Block, Html, ListBlock
from lessons.yaml_words import BrokenYamlError, Words, read_words
from quizzes.findings import LATE_COMMENT, SETTINGS
from quizzes.parse.metadata import KEYS, NOTHING, Metadata, read_metadata
from quizzes.parse.page import Page

_LONGEST = 2000
_KEY = rf"(?:{'|'.join(sorted(KEYS))}):"
_COMMENT = re.compile(rf"<!--\s*{_KEY}.*-->", re.DOTALL)
_ONLY_KNOWN = re.compile(rf"<!--\s*{_KEY}[^\n]*(?:\n\s*(?:{_KEY}|-[ \t])[^\n]*)*\s*-->")
_KEYS = re.compile(rf"(?:\A<!--|^)\s*({_KEY})", re.MULTILINE)


def is_comment(block: Block) -> bool:
    """Whether a block is a comment, of which nothing is shown."""
    return isinstance(block, Html) and block.is_comment


def take_comment(page: Page, blocks: list[Block]) -> Metadata:
    """Take the comment out of the blocks where all its keys are known; any other comment is a comment.

    Where only some are known, the first one among them, they were meant, and the others are told.
    """
    first = blocks[0] if blocks else None
    if not isinstance(first, Html) or len(first.text) > _LONGEST or not _COMMENT.fullmatch(first.text):
        return NOTHING
    words = _words(first.text[4:-3], first.line)
    if isinstance(words, BrokenYamlError) or _tell_unknown(page, words):
        return NOTHING
    said = read_metadata(page, words.values, words.lines.__getitem__)
    if said is not NOTHING:
        del blocks[0]
    return said


def tell_late(page: Page, blocks: Iterable[Block]) -> None:
    """Tell of comments with such words where they say nothing, as they are not the first thing under their heading."""
    for block in blocks:
        if isinstance(block, ListBlock):
            for item in block.items:
                tell_late(page, item.blocks)
        elif isinstance(block, Html) and len(block.text) <= _LONGEST and _ONLY_KNOWN.fullmatch(block.text):
            keys = ", ".join(found.removesuffix(":") for found in _KEYS.findall(block.text))
            page.problems.append(page.at(LATE_COMMENT, block.line, "<!--", key=keys))


def read_settings_of(page: Page, text: str, line: int) -> Metadata:
    """What quizdown's settings of one question say; `line` is that of their beginning."""
    words = _words(text, line)
    if isinstance(words, BrokenYamlError):
        page.problems.append(page.problem(SETTINGS, line + words.line - 1, reason=words.reason))
        return NOTHING
    _tell_unknown(page, words)
    return read_metadata(page, words.values, words.lines.__getitem__)


def _words(text: str, line: int) -> Words | BrokenYamlError:
    """The YAML of a text that begins in `line`, with the lines of its keys in the file."""
    line += text[: len(text) - len(text.lstrip())].count("\n")
    try:
        words = read_words(text.strip())
    except BrokenYamlError as error:
        return error
    return replace(words, lines={key: line + place - 1 for key, place in words.lines.items()})


def _tell_unknown(page: Page, words: Words) -> bool:
    """Tell of keys that mean nothing here; whether there are any."""
    unknown = words.values.keys() - KEYS
    for key in sorted(unknown):
        page.problems.append(page.unknown_key(key, words.lines[key], KEYS))
    return bool(unknown)
