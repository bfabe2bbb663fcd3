"""HTML's entities, however they are written: `&amp;`, `&#65;`, `&#x41;`."""

import re
from html import unescape

_LONG = re.compile(r"&#([0-9]{8,})")
"""Python refuses to read a number of some thousand digits; one of eight names no character any more."""


def short(html: str) -> str:
    """HTML in which no entity has more digits than can be read, and each still means the same."""
    return _LONG.sub(lambda found: f"&#{found[1].lstrip('0')[:8] or '0'}", html)


def unescaped(html: str) -> str:
    """The text that HTML without tags stands for."""
    return unescape(short(html))
