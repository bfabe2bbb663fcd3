"""What raw HTML says: its text, without tags and comments. Nothing in it is ever obeyed."""

import re

from lessons.blocks import Html
from lessons.entities import unescaped

_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)(?=[\s/>])([^<>]*)>")
_ALT = re.compile(r"""\balt\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_BREAKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "br", "caption", "center", "dd", "details", "div", "dl", "dt"),
        *("figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav"),
        *("ol", "p", "pre", "section", "summary", "table", "tr", "ul"),
    )
)
"""Tags that end a line."""
_CELLS = frozenset(("td", "th"))
_UNSPOKEN = frozenset(("script", "style"))
_UNSPOKEN_END = re.compile(r"</(?:script|style)", re.IGNORECASE)


def is_silent(block: object) -> bool:
    """Whether a block is raw HTML that says nothing, such as a comment."""
    return isinstance(block, Html) and not html_text(block.text, "{alt}!")


def html_text(source: str, image: str) -> str:
    """The text of raw HTML, one line for each of its lines and blocks that says something.

    Args:
        source: The HTML as it was written.
        image: What stands for an image, with `{alt}`.
    """

    def spoken(tag: re.Match[str]) -> str:
        name = tag[1].casefold()
        if name != "img":
            return "\n" if name in _BREAKS else " " if name in _CELLS else ""
        alt = _ALT.search(tag[2])
        return image.format(alt=unescaped((alt[1] or alt[2] or "") if alt else ""))

    text = _TAG.sub(spoken, _without_unspoken(_without_comments(source)))
    lines = (" ".join(unescaped(line).split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _without_comments(source: str) -> str:
    kept: list[str] = []
    position = 0
    while (start := source.find("<!--", position)) >= 0:
        kept.append(source[position:start])
        end = source.find("-->", start + 4)
        if end < 0:
            return "".join(kept)
        position = end + 3
    return "".join([*kept, source[position:]])


def _without_unspoken(source: str) -> str:
    """Without the insides of scripts and style sheets, which are no text."""
    kept: list[str] = []
    position = 0
    for tag in _TAG.finditer(source):
        if tag.start() < position or tag[1].casefold() not in _UNSPOKEN or tag[0].startswith("</"):
            continue
        kept.append(source[position : tag.start()])
        end = _UNSPOKEN_END.search(source, tag.end())
        position = end.start() if end else len(source)
    return "".join([*kept, source[position:]])
