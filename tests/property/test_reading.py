"""What holds of every document, whatever text it is read from.

A text is *kept* when each of its words stands in the block tree, in the front matter, among the link definitions, or in
a line that a problem names as left out. A block's words stand on the lines that it claims.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from hypothesis import example, given
from hypothesis import strategies as st

from lessons.blocks import (
    Block,
    Callout,
    Check,
    Code,
    Definition,
    Footnote,
    Heading,
    Html,
    Item,
    ListBlock,
    Paragraph,
    Quote,
    Raw,
    Table,
)
from lessons.document import read_document
from lessons.inline import CodeSpan, Emphasis, FootnoteMark, Gap, Image, Inline, Key, Link, Strike, Strong, Text, plain
from lessons.markdown import read_inline
from lessons.model import Document, SourceFile
from lessons.parse import read_course, read_lesson

SIGNS = [
    *"#>-*+_`~[]()!|\\<&:;=\"'{} \t\n",
    *("# ", "- ", "1. ", "> ", "    ", "\n\n", "```", "~~~", "---", "===", "[^", "]:", ": ", "|-|-|", "[[", "]]", "**"),
    *("[!NOTE] ", "[!提示]", "[x] ", "<!--", "-->", "<div>", "<kbd>", "</kbd>", "<br>", "&#x", "  \n", "<![CDATA["),
    *("重点", "（", "：", "\u3000", "\u00a0", "\x1b", "\u202e", "e\u0301", "\ufeff", "\r\n", "\r", "\x00", "\ud800"),
    *("---\n", "title: ", "{#id}", "http://", "??", "\u2028", "\U0001f389"),
]
BEGINNINGS = [
    "- ",
    "> ",
    "  ",
    "    ",
    "1. ",
    ": ",
    "[^a]: ",
    "# ",
    "| ",
    "-",
    "+ ",
    "* ",
    "\t",
    ">",
    "3) ",
    "## ",
    "##",
]
LINES = [
    *("", "---", "===", "```", "~~~", "| a | b |", "|-|-|", "<div>", "<!--", "-->", "[!NOTE] t", "[!警告]", "[x] "),
    *(
        "[q]: /u",
        "***",
        "```py",
        "<pre>",
        "[",
        "[a](",
        "a",
        "  ",
        "<quiz>",
        "</quiz>",
        "<!-- quiz -->",
        "<!-- /quiz -->",
    ),
]

WORD = "\0word"
"""Stands for a word of its own until the text is put together."""


def numbered(parts: Iterable[str]) -> str:
    return "".join(f"zz{number}z" if part == WORD else part for number, part in enumerate(parts))


jumbles = st.lists(st.one_of(st.just(WORD), st.sampled_from(SIGNS)), max_size=60).map(numbered)
lines = st.builds(
    lambda begin, line, word: [*begin, line, *word, "\n"],
    st.lists(st.sampled_from(BEGINNINGS), max_size=4),
    st.sampled_from(LINES),
    st.sampled_from([[], [WORD], [" ", WORD]]),
)
pages = st.lists(lines, max_size=14).map(lambda found: numbered(part for line in found for part in line))
texts = st.one_of(pages, jumbles, st.text(max_size=80))


def words(text: str) -> list[str]:
    return re.findall(r"zz\d+z", text.lower())


def inner(block: Block | Item) -> tuple[Block, ...]:
    match block:
        case Quote() | Callout() | Footnote() | Check() | Item():
            return block.blocks
        case Definition():
            return tuple(part for meaning in block.meanings for part in meaning)
    return ()


def own(block: Block) -> list[str]:
    """What a block says itself, its inner blocks apart."""
    match block:
        case Heading() | Paragraph():
            return [block.source]
        case Code():
            return [block.info, block.text]
        case Html() | Raw():
            return [block.text]
        case Callout():
            return [block.title]
        case Footnote():
            return [block.label]
        case Definition():
            return [block.term]
        case Table():
            return [cell for row in (block.head, *block.rows) for cell in row]
    return []


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        yield block
        for part in block.items if isinstance(block, ListBlock) else (block,):
            yield from walk(inner(part))


def sources(document: Document) -> Iterator[str]:
    for block in walk(document.blocks):
        if isinstance(block, Heading | Paragraph | Callout | Definition | Table):
            yield from own(block)


def said(inlines: Sequence[Inline]) -> Iterator[str]:
    for inline in inlines:
        match inline:
            case Text(text) | CodeSpan(text) | FootnoteMark(text) | Gap(text):
                yield text
            case Image(address, alt, title):
                yield from (address, alt, title)
            case Link(address, title, children):
                yield from (address, title, *said(children))
            case Strong(children) | Emphasis(children) | Strike(children) | Key(children):
                yield from said(children)


@given(texts, st.booleans())
@example("> " * 200 + WORD, False)
def test_every_word_is_kept(text: str, quiz: bool) -> None:
    document = read_document("a.md", text, repair_headings=quiz)
    kept = [piece for block in walk(document.blocks) for piece in own(block)]
    kept += document.text.split("\n")[: document.front.end]
    kept += [piece for label, pair in document.references.items() for piece in (label, *pair)]
    kept += [problem.source for problem in document.problems if problem.code == "W-link-defined-twice"]
    assert set(words(document.text)) <= set(words("\n".join(kept)))


def in_place(blocks: Sequence[Block | Item], first: int, last: int) -> None:
    """Blocks follow each other within the lines of what they stand in."""
    for block in blocks:
        assert first <= block.line <= block.end <= last
        first = block.end + 1
        in_place(block.items if isinstance(block, ListBlock) else inner(block), block.line, block.end)


@given(texts, st.booleans())
def test_blocks_stand_in_order_on_lines_of_the_file(text: str, quiz: bool) -> None:
    document = read_document("a.md", text, repair_headings=quiz)
    in_place(document.blocks, document.front.end + 1, document.text.count("\n") + 1)


@given(texts, st.booleans())
def test_what_a_block_says_stands_on_its_lines(text: str, quiz: bool) -> None:
    document = read_document("a.md", text, repair_headings=quiz)
    source = document.text.split("\n")
    for block in walk(document.blocks):
        claimed = words("\n".join(source[block.line - 1 : block.end]))
        assert set(words("\n".join(own(block)))) <= set(claimed)
        if isinstance(block, ListBlock):
            for item in block.items:
                marker = source[item.line - 1][item.column - 1 :]
                assert re.match(r"\d{1,9}[.)]" if block.ordered else "[-+*]", marker)
        if isinstance(block, Table):
            assert {len(row) for row in block.rows} <= {len(block.head)}
            assert block.end == block.line + 1 + len(block.rows)


@given(texts)
def test_line_ends_and_front_matter_move_nothing_but_lines(text: str) -> None:
    text = text.replace("\r", "").lstrip("\ufeff")  # a mark at the head of a file is no part of its text
    plainly = read_document("a.md", text)
    assert read_document("a.md", text.replace("\n", "\r\n")) == plainly
    if not plainly.front.end:
        headed = read_document("a.md", f"---\ntitle: T\n---\n{text}")
        assert [block.line - 3 for block in walk(headed.blocks)] == [block.line for block in walk(plainly.blocks)]


@given(texts)
def test_running_text_keeps_its_words_but_for_comments(text: str) -> None:
    document = read_document("a.md", text)
    labels = words(" ".join(document.references))
    for source in sources(document):
        inlines = read_inline(source, document.references)
        shown = re.sub(r"<!--.*?-->", "", source, flags=re.DOTALL)
        assert set(words(shown)) <= {*words("\n".join(said(inlines))), *labels}
        assert "\n" not in plain(inlines)


@given(st.one_of(st.text(max_size=60), jumbles))
def test_any_source_can_be_read(source: str) -> None:
    inlines = read_inline(source, {"A": ("/a", ""), "[^A]": ("", "")})
    assert "\n" not in plain(inlines)
    assert set(words("\n".join(said(inlines)))) <= {*words(source), "a"}, "it says nothing of its own"


@given(texts)
def test_any_file_is_a_course_and_a_lesson(text: str) -> None:
    document = read_document("c/a.md", text)
    file = SourceFile("c/a.md", document.text, "")
    course = read_course("c", file, document)
    lesson = read_lesson(file, document, course)
    assert lesson.minutes >= 1
    assert lesson.title
    for problem in (*course.problems, *lesson.problems):
        assert 0 <= problem.line <= document.text.count("\n") + 1
        assert problem.message()
        assert problem.fix()
