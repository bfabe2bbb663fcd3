"""Twice as much of anything takes twice the work: counted in calls, so that no clock and no other program has a say."""

import sys
from collections.abc import Callable
from functools import partial

import pytest

from lessons.markdown import read_inline
from lessons.model import SourceFile
from lessons.parse import read_course
from quizzes.links import anchors, readable
from quizzes.reading import read_one
from tests.mutations import MOTIFS

COURSE = read_course(".", None, None, name="course")
SHORT = 2_000
"""Characters of the shorter text, or one motif more."""
MOST_GROWTH = 2.3
MOST_CALLS = 120
"""For each character, of a text that is nothing but marks."""
HEADS = ("", "### Which?\n\n- [x] a\n- [ ] b\n\n")


@pytest.mark.parametrize("name", MOTIFS)
def test_twice_as_much_takes_twice_the_work(name: str) -> None:
    for head in HEADS:
        short, long = (calls(partial(read, head, MOTIFS[name], size)) for size in (SHORT, 2 * SHORT))
        assert long <= MOST_GROWTH * short + 1_000, f"{name!r} behind {head!r}: {short} calls, then {long}"
        assert long <= MOST_CALLS * 2 * SHORT, f"{name!r} behind {head!r}: {long} calls"


def read(head: str, motif: str, size: int) -> None:
    """Read a text as a quiz and as a lesson would be, with its links and the running text of its beginning."""
    text = head + motif * (size // len(motif) + 1)
    read_one(SourceFile("quizzes/a.md", text, ""), COURSE)
    readable(text)
    anchors(text)
    read_inline(text, {})


def calls(action: Callable[[], object]) -> int:
    """How many functions an action calls, those of C too."""
    count = 0

    def counted(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        if event in {"call", "c_call"}:
            count += 1

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        action()
    finally:
        sys.setprofile(before)
    return count
