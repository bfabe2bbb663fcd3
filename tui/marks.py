"""Every mark of ours in ASCII, for a terminal or a font without the others: at one place, for every widget."""

from collections.abc import Mapping, Sequence
from typing import Protocol, runtime_checkable

from rich.segment import Segment
from textual._context import NoActiveAppError
from textual.color import Color
from textual.filter import LineFilter
from textual.widget import Widget

from tui.render.glyphs import ASCII_OF, UNICODE, Glyphs


@runtime_checkable
class Drawing(Protocol):
    """An app that says which marks are drawn with."""

    glyphs: Glyphs


@runtime_checkable
class Marked(Protocol):
    """A widget that draws an author's text with the marks in use, and keeps what it has drawn."""

    def take_marks(self) -> None:
        """Draw it with those in use now."""


def glyphs_of(widget: Widget) -> Glyphs:
    """The marks that an author's text is drawn with in a widget."""
    try:
        app: object = widget.app
    except NoActiveAppError:  # it is filled before it is shown
        return UNICODE
    return app.glyphs if isinstance(app, Drawing) else UNICODE


def authors(filters: Sequence[LineFilter]) -> Sequence[LineFilter]:
    """The filters for an author's text, whose own marks stay as they are: ours in it are of `glyphs_of`."""
    return [one for one in filters if not isinstance(one, AsciiMarks)]


class AsciiMarks(LineFilter):
    """Writes each mark that is not in ASCII as one that is, cell by cell. Letters of every script stay."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's own
        """The segments of a line, their marks in ASCII."""
        return [segment if segment.text.isascii() else _in_ascii(segment) for segment in segments]


def _in_ascii(segment: Segment) -> Segment:
    style = segment.style
    ends = style is not None and segment.text in _ENDS and "@mouse.down" in style.meta
    return Segment(" " if ends else in_ascii(segment.text), style, segment.control)


def in_ascii(text: str) -> str:
    """A text with its marks in ASCII."""
    return text.translate(_TABLE)


class _Table(dict[int, str]):
    """What each mark becomes; of the blocks that hold nothing but marks, those that nobody named too."""

    def __missing__(self, code: int) -> str:
        found = next((mark for first, last, mark in _BLOCKS if first <= code <= last), chr(code))
        self[code] = found
        return found


_ENDS = frozenset("▁▂▃▄▅▆▇▉▊▋▌▍▎▏")
"""Parts of a cell with which a scrollbar, which is grabbed there, begins and ends; the rest of it is blanks."""
_BLOCKS = (
    (0x2190, 0x21FF, ">"),  # arrows
    (0x2500, 0x257F, "+"),  # box drawing
    (0x2580, 0x259F, "#"),  # block elements
    (0x25A0, 0x25FF, "o"),  # geometric shapes
    (0x2700, 0x27BF, "*"),  # dingbats
    (0x2800, 0x28FF, ":"),  # braille
    (0x1FB00, 0x1FBFF, "#"),  # legacy computing, in which Textual draws edges
)


def _table(marks: Mapping[str, str]) -> _Table:
    return _Table({ord(mark): written for mark, written in marks.items()})


_TABLE = _table(ASCII_OF)
