"""Gaps in code: `[[...]]` in a fence whose info string says `cloze`. Elsewhere in code brackets are code."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

_GAP = re.compile(r"\[\[(.{1,1000}?)\]\](?!\])")


class CodeGap(NamedTuple):
    """A gap in code."""

    body: str
    """What stands between the brackets."""
    line: int
    """Lines of the code before it."""
    column: int
    """Characters before it in its line."""


def has_gaps(info: str) -> bool:
    """Whether the code of a block with this info string is a question with gaps in it."""
    return "cloze" in info.casefold().split()


def code_gaps(text: str) -> Iterator[CodeGap]:
    """The gaps of such a code, in their order; brackets with nothing in them are none."""
    for number, line in enumerate(text.split("\n")):
        for found in _GAP.finditer(line):
            if found[1].strip():
                yield CodeGap(found[1], number, found.start())


def fill_gaps(text: str, gap: Callable[[str], str]) -> str:
    """Such a code with something else in the place of each gap, which is asked for by what stands in it."""
    return _GAP.sub(lambda found: gap(found[1]) if found[1].strip() else found[0], text)
