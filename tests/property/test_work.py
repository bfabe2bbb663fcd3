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

COURSE = read_course(".", None, None, name="course")
SHORT = 2_000
"""Characters of the shorter text, or one motif more."""
MOST_GROWTH = 2.3
MOST_CALLS = 120
"""For each character, of a text that is nothing but marks."""
MOTIFS = {
    "words": "word " * 12 + "\n\n",
    "one line": "word ",
    "lists on one line": "- " * 300 + "a\n",
    "lists in lists": "".join(f"{'  ' * depth}- a\n" for depth in range(60)),
    "quotes": "> " * 100 + "a\n",
    "quote after quote": "> a\n\n",
    "callouts that are none": "> [!TOP]\n> a\n\n",
    "brackets": "[" * 60 + "a\n\n",
    "links in links": "[[[[a](b)](c)](d)](e) " * 5 + "\n\n",
    "links that are never closed": "[a](<b " * 40 + "\n\n",
    "emphasis": "*a **b _c " * 20 + "\n\n",
    "backticks": "` `` ``` " * 20 + "\n\n",
    "tags": "<a x " * 40 + "\n\n",
    "comments": "<!-- a -->\n\n",
    "comments that are never closed": "a <!-- " * 40 + "\n\n",
    "definitions": "[a]: b\n",
    "a definition that goes on": "[a]: b 'c\n",
    "footnotes": "[^a]: b\n[^a]\n",
    "a table": "| a | b |\n|---|---|\n",
    "wide rows": "|" + "a|" * 100 + "\n",
    "terms": "a\n: b\n\n",
    "headings": "## a?\n",
    "headings that are glued": "##a\n",
    "underlined headings": "a\n---\n",
    "options": "- [ ] a\n",
    "options with feedback": "- [ ] a\n> f\n",
    "options that are glued": "-[ ] a\n",
    "options with code": "- [ ] a\n```\nx\n```\n",
    "items without a box": "- [ ] a\n- b\n",
    "questions": "## a?\n- [x] a\n- [ ] b\n",
    "paragraphs that begin a question": "- [ ] a\nQ1. a\n",
    "boxes in quotes": "> - [ ] a\n\n",
    "gaps": "It is [[a]], [[(b)|c]].\n\n",
    "gaps that are never closed": "[[a " * 40 + "\n\n",
    "pairs": "- a -> b\n",
    "steps": "1. a\n",
    "attributes": "## a {" + "x=1 " * 60 + "}\n",
    "settings": "## a?\n\n---\npoints: 2\n---\n",
    "comments of settings": "## a?\n<!-- points: 'x' -->\n",
    "fences": "```\na\n```\n",
    "fences in a fence": "```\n~~~\n",
    "code": "    a\n\nb\n\n",
    "rules": "* * *\n",
    "HTML": "<div>\na\n\n",
    "Han": "汉字（括）",
    "blanks": " ",
    "ends of lines": "\r\n",
    "hidden characters": "\u202ea",
}
"""What a text may be made of, again and again."""
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
