"""The marks of the design in their two sets: for every terminal of today, and for one without Unicode."""

from collections.abc import Mapping
from typing import NamedTuple


class Glyphs(NamedTuple):
    """One set of marks; each is one cell wide."""

    bullets: tuple[str, ...]
    """Of a list, of a list inside it, and so on around."""
    bar: str
    """Left of callouts, quotes and second-level headings."""
    pointer: str
    """Before third-level headings, and at the place where you are."""
    unfolded: str
    """Before what is open and can be folded away; what is folded away has the pointer."""
    wrong: str
    """What is wrong, or may go wrong."""
    heavy: str
    """The line under a title, and the part of a way that is done."""
    heavy_end: str
    """Half a cell of the heavy line."""
    light: str
    """A rule, and the part of a way that is still to go."""
    column: str
    """Between the columns of a table."""
    cross: str
    """Where a rule crosses a column's line."""
    cut: str
    """At the end of a code line that goes on."""
    cut_before: str
    """At the start of one that began further left."""
    more: str
    """At the end of a title that is cut short."""
    dot: str
    """Where a share stands on its rail."""
    tick: str
    """Where it should come to."""
    now: str
    """Where it should have come by now."""
    full: str
    """A step that is taken."""
    empty: str
    """A step that is still to take."""
    note: str
    """In the margin, beside a passage with a note."""
    bookmark: str
    """In the margin, beside a passage to come back to."""


UNICODE = Glyphs(
    bullets=("▪", "◦"),
    bar="▌",
    pointer="▸",
    unfolded="▾",
    wrong="✗",
    heavy="━",
    heavy_end="╸",
    light="─",
    column="│",
    cross="┼",
    cut="›",
    cut_before="‹",
    more="…",
    dot="●",
    tick="┃",
    now="╎",
    full="▰",
    empty="▱",
    note="✎",
    bookmark="⚑",
)
ASCII = Glyphs(
    bullets=("*", "-"),
    bar="|",
    pointer=">",
    unfolded="v",
    wrong="x",
    heavy="=",
    heavy_end="=",
    light="-",
    column="|",
    cross="+",
    cut=">",
    cut_before="<",
    more="~",
    dot="o",
    tick="|",
    now=":",
    full="#",
    empty="-",
    note="*",
    bookmark="#",
)

ASCII_OF: Mapping[str, str] = {
    "✓": "v",
    "✗": "x",
    "▸": ">",
    "▾": "v",
    "▪": "*",
    "◦": "-",
    "●": "o",
    "○": ".",
    "▰": "#",
    "▱": "-",
    "⚑": "#",
    "✎": "*",
    "▌": "|",
    "▐": "|",
    "┃": "|",
    "╎": ":",
    "│": "|",
    "━": "=",
    "╸": "=",
    "─": "-",
    "┼": "+",
    "█": "#",
    "▆": "#",
    "▂": "_",
    "▁": "_",
    "▔": "-",
    "▎": "|",
    "▕": "|",
    "▏": "|",
    "▊": "|",
    "░": "-",
    "▒": "=",
    "▓": "#",
    "·": ".",
    "…": "~",
    "›": ">",
    "‹": "<",
    "»": ">",
    "«": "<",
    "→": ">",
    "←": "<",
    "↑": "^",
    "↓": "v",
    "×": "x",
    "±": "~",
    "\u00a0": " ",
    "␣": "_",
    "⇥": ">",
    "⍽": "~",
    "≥": ">",
    "≤": "<",
    "≈": "~",
    "—": "-",
    "–": "-",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
}
"""Each mark that anything of ours draws, and its like in ASCII; both are one cell wide."""
