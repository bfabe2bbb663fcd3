"""What a terminal must never be sent, made visible: the one gate for text from outside."""

import re
import unicodedata

_MOST_MARKS = 8
"""Combining marks on one character: more than any writing needs, few enough to stay in their line."""

_JOINERS = "\u200c\u200d"
"""Needed by emoji and Indic writing; between two combining marks they do not begin a new pile."""

_FORBIDDEN = (
    r"\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 but tab and newline, DEL, C1
    r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"  # bidirectional controls
    r"\u180e\u200b\u2028\u2029\u2060-\u2065\ufeff\ufff9-\ufffb"  # without width
    r"\ud800-\udfff"  # halves of a pair
    r"\U0001d173-\U0001d17a\U000e0000-\U000e007f"  # musical controls, tags
)
SHOWN = r"<U\+[0-9A-F]{4,6}>"
"""What `clean` makes of a character, as a pattern: it looks like a tag, and is none."""
_OFFENCE = re.compile(f"[{_FORBIDDEN}]")
_NO_WORD = r"[^\x00-\u02ff\w\s]"
_PILE = re.compile(f"{_NO_WORD}{_NO_WORD}{{{_MOST_MARKS},}}")
"""Where too many marks can stand: no mark is below U+0300, a word character or a blank.

Written so, the first apart and the most common characters first, it is looked for five times faster.
"""
_HARMLESS = bytes([0x09, 0x0A, *range(0x20, 0x7F)])
"""What of ASCII is left as it is: most files hold nothing else, and bytes are looked through a hundred times faster."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What makes a spreadsheet calculate a cell instead of showing it; at the end the full-width forms."""


def clean(text: str) -> str:
    r"""Foreign text without anything that steers a terminal or hides.

    Control characters except tab and newline, bidirectional controls, characters without width (but for the two
    joiners), tags and lone surrogates become visible as `<U+001B>`; of more than eight combining marks in a row eight
    stay; `\r\n` becomes `\n`. Cleaning twice changes nothing more.
    """
    if text.isascii() and not text.encode().translate(None, _HARMLESS):
        return text
    if _OFFENCE.search(text) is None and _PILE.search(text) is None:
        return text
    text = _OFFENCE.sub(_visible, text.replace("\r\n", "\n"))
    return _PILE.sub(_cut, text)


def unify_line_ends(text: str) -> str:
    r"""The text of a file with `\n` line ends: `\r\n` and a lone `\r` are line ends in Markdown too."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def file_text(text: str) -> str:
    r"""The text of a file as it is read: without a mark of its byte order, with `\n` line ends, cleaned."""
    return clean(unify_line_ends(text.removeprefix("\ufeff")))


def as_cell(text: str) -> str:
    """A text as a cell of a table: no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _visible(found: re.Match[str]) -> str:
    return f"<U+{ord(found[0]):04X}>"


def _cut(found: re.Match[str]) -> str:
    kept: list[str] = []
    marks = 0
    for character in found[0]:
        marks = marks + 1 if character in _JOINERS or unicodedata.category(character)[0] == "M" else 0
        if marks <= _MOST_MARKS:
            kept.append(character)
    return "".join(kept)
