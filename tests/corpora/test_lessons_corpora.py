"""Foreign lessons, and the specification's own examples: read without a loss, on their true lines."""

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path

import pytest

from lessons.blocks import (
    Block,
    Callout,
    Check,
    Code,
    Definition,
    Footnote,
    Heading,
    Html,
    ListBlock,
    Paragraph,
    Quote,
    Raw,
    Table,
)
from lessons.document import read_document
from lessons.inline import CodeSpan, Emphasis, FootnoteMark, Gap, Image, Inline, Key, Link, Strike, Strong, Text
from lessons.markdown import read_inline
from lessons.model import Document
from lessons.parse import read_course, read_lesson
from lessons.problem import Severity
from lessons.shelf import open_shelf

LIBRARIES = {"rust-book": 112, "cs-self-learning": 90, "linkedin": 46, "ghcertified": 240}
"""Foreign libraries, and how many Markdown files each has."""

EXAMPLES = 655
"""Of the CommonMark specification."""

_LETTERS = re.compile(r"[^\W\d_]+")
_EXAMPLE = re.compile(r"^`{32} example\n(.*?)^\.\n", re.DOTALL | re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_SHOWN_AS_MARKS = re.compile(r"</?kbd>|<br ?/?>", re.IGNORECASE)


@pytest.fixture(scope="module")
def corpora() -> Path:
    named = os.environ.get("FIVEFOLD_CORPORA")
    if not named:
        pytest.fail("FIVEFOLD_CORPORA is not set: give it the folder of the foreign libraries.")
    return Path(named)


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        yield block
        match block:
            case Quote() | Callout() | Footnote() | Check():
                yield from walk(block.blocks)
            case ListBlock():
                for item in block.items:
                    yield from walk(item.blocks)
            case Definition():
                for meaning in block.meanings:
                    yield from walk(meaning)


def sources(block: Block) -> list[str]:
    """The running texts of a block itself."""
    match block:
        case Heading() | Paragraph():
            return [block.source]
        case Callout():
            return [block.title]
        case Definition():
            return [block.term]
        case Table():
            return [cell for row in (block.head, *block.rows) for cell in row]
    return []


def verbatim(block: Block) -> list[str]:
    match block:
        case Code():
            return [block.info, block.text]
        case Html() | Raw():
            return [block.text]
        case Footnote():
            return [block.label]
    return []


def said(inlines: Iterable[Inline]) -> Iterator[str]:
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


def words(texts: Iterable[str]) -> Counter[str]:
    return Counter(
        word for text in texts for word in _LETTERS.findall(_SHOWN_AS_MARKS.sub(" ", unescape(text)).casefold())
    )


def lost(document: Document) -> Counter[str]:
    """The words of a text that stand nowhere in what is shown of it, each as often as it is missing."""
    text = "\n".join(document.text.split("\n")[document.front.end :])
    blocks = list(walk(document.blocks))
    running = [source for block in blocks for source in sources(block)]
    kept = words(piece for block in blocks for piece in verbatim(block))
    kept += words("".join(said(read_inline(source, document.references))) for source in running)
    kept += words("\n".join(said(read_inline(source, document.references))) for source in running)
    kept += words(comment for source in running for comment in _COMMENT.findall(source))
    kept += words(piece for label, pair in document.references.items() for piece in (label, label, *pair))
    kept += words(problem.source for problem in document.problems)
    kept += words(block.kind for block in blocks if isinstance(block, Callout))
    return Counter({word: count for word, count in words([text]).items() if word not in kept})


@pytest.mark.parametrize("name", LIBRARIES)
def test_foreign_libraries_are_read_without_a_loss(name: str, corpora: Path) -> None:
    shelf = open_shelf(corpora / name)
    assert shelf.problems == ()
    read = 0
    for folder in shelf.courses:
        course = read_course(folder.path, None, None, name=folder.name)
        for file in folder.files:
            document = read_document(file.path, file.text)
            lesson = read_lesson(file, document, course)
            read += 1
            assert lost(document) == Counter(), file.path
            assert [problem for problem in lesson.problems if problem.severity is Severity.ERROR] == [], file.path
            assert lesson.title
            assert lesson.minutes >= 1
    assert read == LIBRARIES[name]


@pytest.mark.parametrize("name", LIBRARIES)
def test_headings_stand_where_a_reader_of_lines_sees_them(name: str, corpora: Path) -> None:
    for folder in open_shelf(corpora / name).courses:
        for file in folder.files:
            document = read_document(file.path, file.text)
            found = [(block.line, block.level) for block in document.blocks if isinstance(block, Heading)]
            code = {
                line
                for block in walk(document.blocks)
                if isinstance(block, Code | Html)
                for line in range(block.line, block.end + 1)
            }
            seen = [
                (number, len(marks[1]))
                for number, line in enumerate(file.text.split("\n"), 1)
                if (marks := re.match(r"(#{1,6})(?:[ \t]|$)", line)) and number not in code
            ]
            underlined = {block.line for block in document.blocks if isinstance(block, Heading) and block.underlined}
            assert [place for place in found if place[0] not in underlined] == seen, file.path


def test_every_example_of_the_specification_is_read_without_a_loss(corpora: Path) -> None:
    specification = (corpora / "commonmark" / "spec.txt").read_text(encoding="utf-8")
    examples = [found.replace("→", "\t") for found in _EXAMPLE.findall(specification)]
    assert len(examples) == EXAMPLES
    losses = {example: lost(read_document("a.md", example)) for example in examples}
    assert {example: loss for example, loss in losses.items() if loss} == {}
