"""Paragraphs and headings are those that markdown-it finds by CommonMark's own rules, where none of ours applies."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from lessons.blocks import Block, Heading, ListBlock, Paragraph, Quote
from lessons.document import read_document

COMMONMARK = MarkdownIt("commonmark", {"maxNesting": 100}).enable("table")
BEGINNINGS = ["- ", "> ", "  ", "    ", "1. ", "# ", "| ", "+ ", "\t", ">", "3) ", "   "]
LINES = [
    *("", "", "---", "===", "=", "-", "```", "| a | b |", "|-|-|", "a | b", "<div>", "<b>", "[x] a", "[q]: /u", "***"),
    *("word", "Another word", "字", "1word", "2. x", "_a_", "## h ##", "é", "\\# a", "a\\"),
]
texts = st.lists(
    st.builds(
        lambda begin, line: "".join(begin) + line,
        st.lists(st.sampled_from(BEGINNINGS), max_size=4),
        st.sampled_from(LINES),
    ),
    max_size=12,
).map("\n".join)


def found(blocks: Iterable[Block]) -> Iterator[tuple[str, int, int, str]]:
    for block in blocks:
        match block:
            case Paragraph():
                yield ("p", block.line, block.end, block.source)
            case Heading():
                yield (f"h{block.level}", block.line, block.end, block.source)
            case Quote():
                yield from found(block.blocks)
            case ListBlock():
                for item in block.items:
                    yield from found(item.blocks)


def expected(text: str) -> Iterator[tuple[str, int, int, str]]:
    tokens = COMMONMARK.parse(text)
    for opening, inline in pairwise(tokens):
        if opening.type in {"paragraph_open", "heading_open"} and opening.map:
            yield (opening.tag, opening.map[0] + 1, opening.map[1], inline.content)


@given(texts)
def test_paragraphs_and_headings(text: str) -> None:
    document = read_document("a.md", text)
    if not document.front.end:
        assert list(found(document.blocks)) == list(expected(text))
