"""Line breaking for Chinese and Japanese, and at no blank that is meant to hold.

A line may end between any two Han characters, but punctuation stays where it belongs. Text without such characters
and without no-break spaces breaks exactly as Rich breaks it.

Textual breaks at any white space and only there, which leaves half-empty lines in mixed text, lets a comma begin a
line, and parts a number from its unit.
"""

from collections.abc import Container, Sequence
from functools import lru_cache

import textual.content
from rich._wrap import divide_line as divide_at_blanks
from rich.cells import get_character_cell_size, split_graphemes

PAD_OPEN = "\ufdd0"
PAD_CLOSE = "\ufdd1"
PAD_INSIDE = "\ufdd2"
"""Blanks that belong to the word they stand beside, so that no line breaks at them.

They are noncharacters, set aside by Unicode for use inside a program; whoever draws replaces them by a blank.
"""

_HAN = (
    ("\u2e80", "\u2fff"),  # radicals
    ("\u3001", "\u31ff"),  # CJK punctuation but for its blank, kana, bopomofo
    ("\u3200", "\u4dbf"),
    ("\u4e00", "\u9fff"),
    ("\uf900", "\ufaff"),
    ("\ufe30", "\ufe4f"),  # upright forms
    ("\uff01", "\uff65"),  # full-width forms
    ("\uffe0", "\uffe6"),
    ("\U00020000", "\U0003fffd"),  # extensions
)
"""First and last characters of what is written without blanks."""

# What must not begin a line, and what must not end one. The wide ones hold even where the author put a blank between.
_WIDE_CLOSING = frozenset("，。、；：？！）》〉」』】〕〗〞～％”’")
_WIDE_OPENING = frozenset("（《〈「『【〔〖〝￥＃“‘")
_CLOSING = _WIDE_CLOSING | frozenset("…‥·—~%‰℃°!),.:;?]}»›") | {PAD_CLOSE}
_OPENING = _WIDE_OPENING | frozenset("([{«‹$#") | {PAD_OPEN}

_GLUE = frozenset("\u00a0\u2007\u202f")
"""Blanks at which no line breaks."""


def divide_line(text: str, width: int, fold: bool = True, whole: Sequence[tuple[int, int]] = ()) -> list[int]:
    """The offsets at which to break `text` so that no line is wider than `width` cells, trailing blanks apart.

    Args:
        text: One line without line ends.
        width: In cells, at least 2.
        fold: Whether a word that is wider than a line is broken; else it stands out.
        whole: From where to where something stands that is not broken where a line has room for it.
    """
    if text.isascii() or not any(character in _GLUE or _is_han(character) for character in set(text)):
        return divide_at_blanks(text, width, fold)
    sizes = _sizes(text)
    held = {at for start, end in whole if sum(sizes[start:end]) <= width for at in range(start + 1, end)}
    breaks: list[int] = []
    start = used = index = 0
    while index < len(text):
        used += sizes[index]
        if used <= width or (text[index].isspace() and text[index] not in _GLUE):
            index += 1
            continue
        at = _last_break(text, sizes, start, index, held)
        if at is None and not fold:
            at = _next_break(text, sizes, index, held)
            if at is None:
                break
        if at is None:
            at = _fold(text, sizes, start, index)
        if at >= len(text):
            break
        breaks.append(at)
        start = index = at
        used = 0
    return breaks


@lru_cache(maxsize=8192)
def _is_han(character: str) -> bool:
    return character >= _HAN[0][0] and any(first <= character <= last for first, last in _HAN)


def _sizes(text: str) -> list[int]:
    """The cells of every character; the second and later characters of a cluster have none."""
    if "\u200d" not in text and "\ufe0f" not in text:
        return [get_character_cell_size(character) for character in text]
    sizes = [0] * len(text)
    for start, _end, cells in split_graphemes(text)[0]:
        sizes[start] = cells
    return sizes


def _last_break(text: str, sizes: list[int], start: int, end: int, held: Container[int]) -> int | None:
    """The last place after `start` and not after `end` where a line may break."""
    return next((at for at in range(end, start, -1) if at not in held and _may_break(text, sizes, at)), None)


def _fold(text: str, sizes: list[int], start: int, end: int) -> int:
    """Where to break a word that is wider than a line: before `end`, and if possible not before a closing mark."""
    whole = (
        at for at in range(end, start, -1) if sizes[at] and text[at] not in _CLOSING and text[at - 1] not in _OPENING
    )
    return next(whole, max(end, start + 1))


def _next_break(text: str, sizes: list[int], start: int, held: Container[int]) -> int | None:
    return next((at for at in range(start + 1, len(text)) if at not in held and _may_break(text, sizes, at)), None)


def _may_break(text: str, sizes: list[int], at: int) -> bool:
    """Whether a line may end before `text[at]` and the next begin with it."""
    after = text[at]
    if sizes[at] == 0 or after.isspace():
        return False
    before = text[at - 1]
    if before in _GLUE:
        return False
    if before.isspace():
        last = next((text[index] for index in range(at - 1, -1, -1) if not text[index].isspace()), "")
        return after not in _WIDE_CLOSING and last not in _WIDE_OPENING
    if not (_is_han(before) or _is_han(after) or sizes[at] > 1):
        return False
    return after not in _CLOSING and before not in _OPENING


def install() -> None:
    """Let every widget break lines this way: Textual's `Content` looks this one name up."""
    textual.content.divide_line = divide_line  # type: ignore[attr-defined]
