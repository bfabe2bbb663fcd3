"""The inline tree: what running text is made of."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from lessons.light import dataclass

_SHARED = frozenset("“”‘’…—·")
"""Punctuation that Chinese shares with English."""
_HANGUL = re.compile(r"[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff]")


@dataclass(frozen=True, slots=True)
class Text:
    """Plain text."""

    text: str


@dataclass(frozen=True, slots=True)
class CodeSpan:
    """Text between backticks."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Strong text."""

    children: "tuple[Inline, ...]"


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Emphasised text."""

    children: "tuple[Inline, ...]"


@dataclass(frozen=True, slots=True)
class Strike:
    """Text that is struck through."""

    children: "tuple[Inline, ...]"


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the keyboard: `<kbd>`."""

    children: "tuple[Inline, ...]"


@dataclass(frozen=True, slots=True)
class Link:
    """A link. The address is the author's: whoever opens it asks `lessons.links` first."""

    address: str
    title: str
    children: "tuple[Inline, ...]"


@dataclass(frozen=True, slots=True)
class Image:
    """An image, told by its alternative text."""

    address: str
    alt: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class SoftBreak:
    """A line end in the source: a blank, or nothing between Han characters."""


@dataclass(frozen=True, slots=True)
class HardBreak:
    """A line break that the author wants."""


@dataclass(frozen=True, slots=True)
class FootnoteMark:
    """A reference to a footnote."""

    label: str


@dataclass(frozen=True, slots=True)
class Gap:
    """`[[...]]`, a gap to fill in; `body` is what stands between the brackets, unread."""

    body: str
    line: int
    """Line ends between the start of the inline source and the gap."""
    column: int
    """Characters between the start of that line and the gap."""


Inline = Text | CodeSpan | Strong | Emphasis | Strike | Key | Link | Image | SoftBreak | HardBreak | FootnoteMark | Gap


def is_wide(character: str) -> bool:
    """Whether a character is written without blanks around it, as Han characters are."""
    return unicodedata.east_asian_width(character) in "WF" or character in _SHARED


def is_glued(before: str, after: str) -> bool:
    """Whether a line end between two characters stands for nothing: where Han is written on, without blanks.

    Korean has blanks between its words, and quotes that Chinese shares with English are not enough.
    """
    wide = is_wide(before) and is_wide(after)
    return wide and not {before, after} <= _SHARED and not (_HANGUL.match(before) or _HANGUL.match(after))


def every(inlines: Iterable[Inline]) -> Iterator[Inline]:
    """All that running text is made of, in its order: each mark before what stands in it."""
    for node in inlines:
        yield node
        yield from every(getattr(node, "children", ()))


def gaps_in(inlines: Iterable[Inline]) -> list[Gap]:
    """The gaps in running text, in its order."""
    return [node for node in every(inlines) if isinstance(node, Gap)]


def plain(inlines: Iterable[Inline]) -> str:
    """The text alone: a soft break is a blank, or nothing between Han; an image is its alternative text."""
    pieces = [piece for piece in _pieces(inlines) if piece]
    last = len(pieces) - 1
    for index, piece in enumerate(pieces):
        if piece == "\n":
            between_wide = 0 < index < last and is_glued(pieces[index - 1][-1], pieces[index + 1][0])
            pieces[index] = "" if between_wide else " "
    return "".join(pieces)


def _pieces(inlines: Iterable[Inline]) -> Iterator[str]:
    for inline in inlines:
        match inline:
            case Text(text) | CodeSpan(text):
                yield text
            case Strong(children) | Emphasis(children) | Strike(children) | Key(children) | Link(_, _, children):
                yield from _pieces(children)
            case Image(_, alt):
                yield alt
            case SoftBreak():
                yield "\n"
            case HardBreak():
                yield " "
            case Gap(body):
                yield f"[[{body}]]"
            case FootnoteMark():
                pass
