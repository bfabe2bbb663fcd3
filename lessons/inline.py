"""The inline tree: what running text is made of."""

from lessons.light import dataclass


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
