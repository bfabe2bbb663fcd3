"""Blocks as plain lines of text, for a pipe and for a screen reader: nothing is drawn, everything is said.

Imports neither Textual nor Rich: a command that prints starts in half the time.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

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
    Rule,
    Table,
)
from lessons.code_gaps import fill_gaps, has_gaps
from lessons.folds import Fold, with_folds
from lessons.inline import (
    CodeSpan,
    Emphasis,
    FootnoteMark,
    Gap,
    HardBreak,
    Image,
    Inline,
    Key,
    Link,
    SoftBreak,
    Strike,
    Strong,
    Text,
    is_wide,
)
from lessons.running import read
from tui.render.html import html_text
from tui.render.outline import boxed, code_language, footnote_numbers, gap_shown
from tui.render.words import Words, words

_INDENT = "    "


def plain_blocks(
    blocks: Sequence[Block],
    references: Mapping[str, tuple[str, str]],
    *,
    lang: str = "en",
    gaps: Sequence[str] | None = None,
    boxes: tuple[str, str] | None = None,
    footnotes: Mapping[str, int] | None = None,
    called: bool = True,
    addresses: bool = True,
) -> list[str]:
    """The lines of a text; paragraphs are one line each, and a blank line stands between blocks.

    Args:
        blocks: Of a document or a part of one.
        references: The document's.
        lang: Of the text; the words between speak it too.
        gaps: What stands in the gaps of a question, by their numbers: `[[1]]` is the first; others are empty. None
            where `[[...]]` is text.
        boxes: What a ticked box and an open one say, where they are not those of a list of tasks.
        footnotes: The numbers of the document's footnotes, where the blocks are a part of it.
        called: Whether a heading is called one; not in a short text that a screen shows as well.
        addresses: Whether the address of a link is said behind its words.
    """
    spoken = words(lang)
    if boxes is not None:  # the headings of such a sheet are its questions, its callouts hints and explanations
        titled = "{title}" + spoken.colon.rstrip()
        spoken = spoken._replace(done=boxes[0], open=boxes[1], headings=("", "", ""), called=titled, quote="")
    if not called:
        spoken = spoken._replace(headings=("", "", ""))
    numbers = footnote_numbers(blocks) if footnotes is None else footnotes
    speaker = _Speaker(spoken, references, numbers, gaps, addresses)
    lines = list(speaker.blocks([block for block in blocks if not isinstance(block, Footnote)]))
    notes = [line for block in blocks if isinstance(block, Footnote) for line in speaker.block(block)]
    return [*lines, *([""] if lines and notes else []), *notes]


def plain_inline(
    source: str, references: Mapping[str, tuple[str, str]], *, lang: str = "en", gaps: Sequence[str] | None = None
) -> str:
    """Running text as one line, or as more where the author breaks it; arguments as for `plain_blocks`."""
    return _Speaker(words(lang), references, {}, gaps).text(source)


@dataclass(slots=True)
class _Speaker:
    """Says blocks, one after the other."""

    words: Words
    references: Mapping[str, tuple[str, str]]
    footnotes: Mapping[str, int]
    gaps: Sequence[str] | None
    addresses: bool = True

    def text(self, source: str) -> str:
        return "".join(self._inlines(read(source, self.references))).strip()

    def blocks(self, blocks: Sequence[Block | Fold], *, tight: bool = False) -> Iterator[str]:
        first = True
        for block in with_folds(blocks):
            lines = list(self.block(block))
            if lines and not first and not tight:
                yield ""
            first = first and not lines
            yield from lines

    def block(self, block: Block | Fold) -> Iterator[str]:  # noqa: C901, PLR0912 - one case for each kind of block
        """The lines of one block."""
        match block:
            case Fold(summary=summary, blocks=blocks):
                name = summary or self.words.fold
                yield name if name.endswith(_ENDS) else f"{name}{self.words.colon}".rstrip()
                yield from _indented("  ", "  ", self.blocks(blocks))
            case Check():
                yield self.words.check
            case Heading(level=level, source=source):
                deepest = len(self.words.headings)
                said = self.text(source).replace("\n", " ")
                yield f"{self.words.headings[min(level, deepest) - 1]}{said}".rstrip()
            case Paragraph(source=source):
                yield from self.text(source).split("\n")
            case Code(info=info):
                named = code_language(info)
                yield self.words.code_in.format(language=named) if named else self.words.code
                yield from (f"{_INDENT}{line.expandtabs(4)}".rstrip() for line in self._code(block).split("\n"))
                yield self.words.code_end
            case Quote(blocks=blocks):
                if self.words.quote:
                    yield self.words.quote
                yield from _indented("  ", "  ", self.blocks(blocks))
            case Callout(kind=kind, title=title, blocks=blocks):
                yield self._called(self.words.callouts[kind], self.text(title))
                yield from _indented("  ", "  ", self.blocks(blocks))
            case ListBlock():
                yield from self._list(block)
            case Table():
                yield from self._table(block)
            case Definition(term=term, meanings=meanings):
                yield f"{self.text(term)}{self.words.colon}".rstrip()
                for meaning in meanings:
                    yield from _indented("  ", "  ", self.blocks(meaning))
            case Footnote(label=label, blocks=blocks):
                mark = f"[{self.footnotes.get(label.casefold(), label)}] "
                yield from _indented(mark, " " * len(mark), self.blocks(blocks))
            case Html(text=text):
                yield from (line for line in html_text(text, self.words.image).split("\n") if line)
            case Raw(text=text):
                yield from text.split("\n")
            case Rule():
                pass

    def _called(self, kind: str, title: str) -> str:
        """What a callout is, and what its author calls it."""
        if title and title != kind:
            return self.words.called.format(kind=kind, title=title)
        return f"{kind}{self.words.colon}".rstrip()

    def _code(self, block: Code) -> str:
        return fill_gaps(block.text, self._gap) if self.gaps is not None and has_gaps(block.info) else block.text

    def _list(self, block: ListBlock) -> Iterator[str]:
        for number, item in enumerate(block.items, block.start):
            if number > block.start and not block.tight:
                yield ""
            mark = f"{number}. " if block.ordered else "- "
            box, blocks = boxed(item)
            if box:
                mark += f"{self.words.done if 'x' in box else self.words.open} "
            yield from _indented(mark, "  ", self.blocks(blocks, tight=block.tight)) or [mark.rstrip()]

    def _table(self, table: Table) -> Iterator[str]:
        """Each row by itself: what a column is called, and what stands in it."""
        heads = [self.text(head) for head in table.head]
        if not table.rows:
            yield self.words.semicolon.join(heads)
        for row in table.rows:
            cells = ((head, self.text(source).replace("\n", " ")) for head, source in zip(heads, row, strict=True))
            told = (f"{head}{self.words.colon}{cell}" if head else cell for head, cell in cells if cell)
            yield self.words.semicolon.join(told)

    def _inlines(self, inlines: Sequence[Inline]) -> list[str]:
        parts: list[str] = []
        for inline in inlines:
            part = self._inline(inline)
            if parts and parts[-1] == _SOFT and part:
                before = parts[-2][-1:] if len(parts) > 1 else ""
                parts[-1] = "" if before and is_wide(before) and is_wide(part[0]) else " "
            if part:
                parts.append(part)
        return [" " if part == _SOFT else part for part in parts]

    def _inline(self, inline: Inline) -> str:
        match inline:
            case Text(text) | CodeSpan(text):
                return text
            case Strong(children) | Emphasis(children) | Strike(children) | Key(children):
                return "".join(self._inlines(children))
            case Link(address, _, children):
                text = "".join(self._inlines(children))
                if text and not self.addresses:
                    return text
                return f"{text} <{address}>" if text and text != address else f"<{address}>"
            case Image(address, alt):
                return self.words.image.format(alt=alt or address.rsplit("/", 1)[-1])
            case SoftBreak():
                return _SOFT
            case HardBreak():
                return "\n"
            case FootnoteMark(label):
                return f"[{self.footnotes.get(label.casefold(), label)}]"
            case Gap(body):
                return self._gap(body)

    def _gap(self, body: str) -> str:
        return f"[[{body}]]" if self.gaps is None else gap_shown(body, self.gaps)


_ENDS = tuple(".:?!。：？！…")
"""After these no colon follows a name."""
_SOFT = "\x00"
"""A soft break until it is known what stands on both sides of it; no text holds this character."""


def _indented(first: str, rest: str, lines: Iterable[str]) -> list[str]:
    return [f"{rest if number else first}{line}".rstrip() for number, line in enumerate(lines)]
