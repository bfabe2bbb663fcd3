"""A document as the passages that can be found in it: running text with its marks, each with its line."""

import re
from collections.abc import Iterator, Sequence

from lessons.blocks import Block, Callout, Check, Code, Definition, Heading, Html, Paragraph, Raw, Table, inner
from lessons.clean import SHOWN
from lessons.light import dataclass

_SENTENCE = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])")
_TAG = re.compile(rf"(?!{SHOWN})<[^<>]*>")
_TAG_OR_COMMENT = re.compile(rf"<!--.*?-->|{_TAG.pattern}", re.DOTALL)
_CLOSED = "-->"


@dataclass(frozen=True, slots=True)
class Passage:
    """The text of one block."""

    line: int
    """Where it begins in its file, 1-based."""
    section: str
    """Inline source of the heading above it; its own where it is a heading."""
    source: str
    """Inline source; of code, the code."""
    heading: bool = False
    plain: bool = False
    """Whether it is text as it is written, in which no mark is one."""


def passages(blocks: Sequence[Block]) -> list[Passage]:
    """The passages of a document in their order; what its checks ask is left out."""
    section = ""
    found: list[Passage] = []
    for line, source, kind in _texts(blocks):
        if kind is Heading:
            section = source
        if source.strip():
            found.append(Passage(line, section, source, heading=kind is Heading, plain=kind in {Code, Html}))
    return found


def sentences(text: str) -> list[str]:
    """The sentences of a plain text in one line."""
    return [one.strip() for one in _SENTENCE.split(text) if one.strip()]


def _untagged(html: str) -> str:
    """What is said between the tags and comments; a comment that is never closed is none."""
    # Behind the last end of a comment none is looked for: each beginning there would be followed to the end.
    end = html.rfind(_CLOSED) + len(_CLOSED) if _CLOSED in html else 0
    return _TAG_OR_COMMENT.sub(" ", html[:end]) + _TAG.sub(" ", html[end:])


def _texts(blocks: Sequence[Block]) -> Iterator[tuple[int, str, type]]:
    for block in blocks:
        match block:
            case Heading(line=line, source=source):
                yield line, source, Heading
            case Paragraph(line=line, source=source):
                yield line, source, Paragraph
            case Code(line=line, text=text) | Raw(line=line, text=text):
                yield line, text, Code
            case Html(line=line, text=text):
                yield line, _untagged(text), Html
            case Table(line=line, head=head, rows=rows):
                yield line, ";\n".join(" | ".join(row) for row in (head, *rows)), Paragraph
            case Callout(line=line, title=text) | Definition(line=line, term=text):
                yield line, text, Paragraph
            case Check():
                continue  # its questions are looked for as questions
        yield from _texts(inner(block))
