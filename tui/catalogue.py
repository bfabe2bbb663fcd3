"""A catalogue of messages: what ours use of gettext's `.po` format, read as it stands, without a build step."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from pathlib import Path

from lessons.light import dataclass

LOCALE = Path(__file__).parent / "locale"
"""Where the catalogue of each language is, `zh.po`."""

_KEYWORDS = ("msgid", "msgid_plural", "msgstr", "msgstr[0]")
_QUOTED = re.compile(r'"((?:[^"\\]|\\["\\nt])*)"')
_ESCAPED = re.compile(r"\\(.)")
_SIGNS = {"n": "\n", "t": "\t", '"': '"', "\\": "\\"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A message and what it is in another language."""

    one: str
    """The message in the sources."""
    many: str
    """The same for several, empty where a message counts nothing."""
    text: str
    """In the language of the catalogue, empty where it is not translated yet. That has one form for all numbers."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The messages of one language."""

    texts: Mapping[str, str] = field(default_factory=dict)

    def text(self, message: str) -> str:
        """A message in the language; as it is where it is not translated."""
        return self.texts.get(message) or message

    def counted(self, one: str, many: str, number: int) -> str:
        """A message with a number; as English has it where it is not translated."""
        return self.texts.get(one) or (one if number == 1 else many)


def read_catalogue(path: Path) -> Catalogue:
    """Read a catalogue.

    Raises:
        OSError: it cannot be read.
        ValueError: a line of it cannot be understood.
    """
    return Catalogue({entry.one: entry.text for entry in entries(path.read_text(encoding="utf-8"))})


def entries(text: str) -> Iterator[Entry]:
    """All messages of a catalogue, without its head.

    Raises:
        ValueError: a line cannot be understood.
    """
    parts: dict[str, str] = {}
    keyword = ""
    for number, line in enumerate(text.split("\n"), start=1):
        if not line or line.startswith("#"):
            continue
        found = next((word for word in _KEYWORDS if line.startswith(f'{word} "')), "")
        if found == "msgid":
            yield from _entry(parts)
            parts = {}
        keyword = found or keyword
        written = _QUOTED.fullmatch(line.removeprefix(found).lstrip())
        if written is None or not keyword:
            raise ValueError(f"line {number}: {line}")
        parts[keyword] = parts.get(keyword, "") + _ESCAPED.sub(lambda sign: _SIGNS[sign[1]], written[1])
    yield from _entry(parts)


def _entry(parts: Mapping[str, str]) -> Iterator[Entry]:
    if one := parts.get("msgid"):
        yield Entry(one, parts.get("msgid_plural", ""), parts.get("msgstr") or parts.get("msgstr[0]", ""))
