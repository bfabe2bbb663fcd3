"""What every way of showing a document has to know of its blocks."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from lessons.blocks import Block, Footnote, Item, Paragraph

GAP = "____"
"""A gap that nobody has filled in."""

_MOST_DIGITS = 3
_LANGUAGE = re.compile(r"[A-Za-z0-9_+#.-]+")
_NO_LANGUAGE = frozenset(("text", "txt", "plain", "plaintext", "none", "cloze", "output"))
_BOX = re.compile(r"\[([ xX])\](?=\s)\s*")


def gap_shown(body: str, gaps: Sequence[str]) -> str:
    """What is seen of a gap, by the number that stands in it; nothing of what else may stand there."""
    number = int(body) if body.isdecimal() and len(body) <= _MOST_DIGITS else 0
    return gaps[number - 1] if 0 < number <= len(gaps) and gaps[number - 1] else GAP


def footnote_numbers(blocks: Iterable[Block]) -> dict[str, int]:
    """The number of each footnote of a document by its label, casefolded, in the order in which they are written."""
    labels = dict.fromkeys(block.label.casefold() for block in blocks if isinstance(block, Footnote))
    return {label: number for number, label in enumerate(labels, 1)}


def code_language(info: str) -> str:
    """The language that an info string such as `rust,ignore` or `{.python}` names, or nothing."""
    found = _LANGUAGE.match(info.strip().lstrip("{."))
    named = found[0].casefold() if found else ""
    return "" if named in _NO_LANGUAGE else named


def boxed(item: Item) -> tuple[str, Sequence[Block]]:
    """The task box of an item, `[x]` or `[ ]` or nothing, and the item's blocks without it."""
    first = item.blocks[0] if item.blocks else None
    found = _BOX.match(first.source) if isinstance(first, Paragraph) else None
    if found is None or not isinstance(first, Paragraph):
        return "", item.blocks
    return f"[{found[1].lower()}]", (replace(first, source=first.source[found.end() :]), *item.blocks[1:])
