"""Documents drawn without an app, for tests of what they look like."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from lessons.document import read_document
from tui.render.glyphs import UNICODE, Glyphs
from tui.render.manuscript import Manuscript
from tui.render.palette import Palette, palette
from tui.render.text import Line
from tui.themes import THEMES

FIXTURES = Path(__file__).parent / "fixtures" / "reading"


def variables(index: int = 0) -> Mapping[str, str]:
    """The theme variables of one of our themes."""
    theme = THEMES[index]
    return {**theme.to_color_system().generate(), **theme.variables}


def colours() -> Palette:
    """The palette of our dark theme."""
    return palette(variables(), dark=True)


def manuscript(text: str, *, lang: str = "en", glyphs: Glyphs = UNICODE) -> Manuscript:
    """A text, ready to be set."""
    return Manuscript(read_document("lesson.md", text), lang, glyphs)


def drawn(text: str, width: int, *, lang: str = "en", glyphs: Glyphs = UNICODE) -> list[Line]:
    """All lines of a text at a width."""
    setting = manuscript(text, lang=lang, glyphs=glyphs)
    typesetter = setting.typesetter(colours())
    return [line for piece in setting.pieces for line in typesetter.lines(piece, width)]


def shown(lines: Sequence[Line]) -> str:
    """What the lines say, without colour."""
    return "\n".join("".join(segment.text for segment in line.segments) for line in lines)
