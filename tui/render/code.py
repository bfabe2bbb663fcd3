"""Code in colours: Pygments reads it, our roles colour it."""

from collections.abc import Sequence
from functools import lru_cache

from rich.cells import cell_len

from tui.render.text import safe

TAB = 4
"""Cells to a tab stop."""

_LONGEST = 20_000
"""Characters of a block that is coloured; a longer one would keep its page waiting."""
_LONGEST_LINE = 2_000

Run = tuple[str, str]
"""A stretch of code and its role."""


def plain_lines(text: str) -> Sequence[str]:
    """The lines of a code block as they are drawn, without colours."""
    return ["".join(stretch for stretch, _role in line) for line in coloured(text, "")]


@lru_cache(maxsize=16)
def cells(text: str) -> int:
    """Width of the longest line of a code block."""
    return max(map(cell_len, plain_lines(text)), default=0)


@lru_cache(maxsize=16)
def coloured(text: str, named: str) -> tuple[tuple[Run, ...], ...]:
    """The lines of a code block as stretches with roles; all plain where the language is not known."""
    text = "\n".join(safe(line.expandtabs(TAB)) for line in text.split("\n"))
    lines = text.split("\n")
    if not named or len(text) > _LONGEST or max(map(len, lines)) > _LONGEST_LINE:
        return tuple(((line, "code.plain"),) for line in lines)
    from tui.render.highlighting import highlighted  # noqa: PLC0415 - Pygments is heavy, and most pages have no code

    return highlighted(text, named)
