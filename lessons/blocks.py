"""The block tree: what a Markdown document is made of, without a terminal and without HTML.

Inline text is kept as its Markdown source and read by `lessons.markdown` when somebody needs it: most of a library
is indexed, few of its paragraphs are ever shown.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from lessons.light import dataclass

Align = Literal["left", "center", "right"]
_COMMENTS = r"(?:<!--(?s:(?!-->).)*+(?:-->|\Z)\s*+)++"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    line: int
    """First line of the block in its file, 1-based."""
    end: int
    """Last line of the block, 1-based, inclusive; trailing blank lines do not count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading(_Placed):
    """A heading, written with `#` or underlined."""

    level: int
    source: str
    underlined: bool = False
    """True for a setext heading (`text` above `---` or `===`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph(_Placed):
    """Running text."""

    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Code(_Placed):
    """A fenced or indented code block."""

    info: str
    """All that stands behind the opening fence; its first word is the language."""
    text: str
    """Without the last line break."""
    fenced: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote(_Placed):
    """A block quote."""

    blocks: "tuple[Block, ...]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Callout(_Placed):
    """A GitHub alert: `> [!NOTE]`, with or without a title of its own."""

    kind: str
    """`note`, `tip`, `important`, `warning` or `caution`."""
    title: str
    """Inline source of the author's own title, or empty for the kind's name."""
    blocks: "tuple[Block, ...]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(_Placed):
    """One item of a list."""

    blocks: "tuple[Block, ...]"
    column: int = 1
    """1-based column of its marker."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListBlock(_Placed):
    """A bullet or numbered list."""

    ordered: bool
    start: int
    tight: bool
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(_Placed):
    """A table: inline sources, every row as wide as the head."""

    head: tuple[str, ...]
    aligns: tuple[Align, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(_Placed):
    """A thematic break."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Html(_Placed):
    """Raw HTML, comments included; shown as text where it says something, never obeyed."""

    text: str

    @property
    def is_comment(self) -> bool:
        """Whether it is comments and nothing beside them, which only the author reads."""
        return self.text.startswith("<!--") and re.fullmatch(_COMMENTS, self.text) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnote(_Placed):
    """The text of a footnote, at the place where it was written."""

    label: str
    blocks: "tuple[Block, ...]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition(_Placed):
    """A term and what it means."""

    term: str
    """Inline source."""
    meanings: "tuple[tuple[Block, ...], ...]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check(_Placed):
    """Questions that are asked where they stand, from `<!-- quiz -->` to `<!-- /quiz -->`."""

    blocks: "tuple[Block, ...]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw(_Placed):
    """A block that could not be read, as its source, so that nothing is lost."""

    text: str


Block = (
    Heading | Paragraph | Code | Quote | Callout | ListBlock | Table | Rule | Html | Footnote | Definition | Check | Raw
)


def inner(block: Block) -> Sequence[Block]:
    """The blocks that stand in another one, in their order; none in one that is text."""
    match block:
        case Quote() | Callout() | Footnote() | Check():
            return block.blocks
        case ListBlock():
            return [one for item in block.items for one in item.blocks]
        case Definition():
            return [one for meaning in block.meanings for one in meaning]
    return ()


def every(blocks: Iterable[Block]) -> Iterator[Block]:
    """All blocks of a text in their order, at any depth: each before what stands in it."""
    for block in blocks:
        yield block
        yield from every(inner(block))
