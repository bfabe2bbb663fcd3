"""What a question is, through all edits: canonical forms, the fingerprint, and the three hashes.

Every figure here is recorded in members' databases: a change of form makes all recorded questions unknown.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import chain

from lessons.blocks import (
    Block,
    Callout,
    Code,
    Definition,
    Footnote,
    Heading,
    Html,
    Item,
    ListBlock,
    Paragraph,
    Quote,
    Raw,
    Rule,
    Table,
)
from lessons.digest import blake2b

_HAN = r"\u2e80-\u9fff\uf900-\ufaff\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
_BETWEEN_HAN = re.compile(rf"([{_HAN}])\s+(?=[{_HAN}])")
"""A blank that only stands for a line end: Chinese and Japanese write none."""


_RECORD, _FIELD = "\x1e", "\x1f"
"""Between the parts of what is hashed: neither can stand in a cleaned text."""


def canonical(text: str) -> str:
    """A text as identity sees it: NFKC, blanks collapsed, casefolded; a new line wrap changes nothing."""
    if text.isascii():
        return " ".join(text.split()).lower()
    if _BETWEEN_HAN.search(text):
        text = _BETWEEN_HAN.sub(r"\1", text)
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(unicodedata.normalize("NFKC", folded).split())


def collapsed(text: str) -> str:
    """A text with its case: NFKC, blanks collapsed."""
    if text.isascii():
        return " ".join(text.split())
    return " ".join(unicodedata.normalize("NFKC", _BETWEEN_HAN.sub(r"\1", text)).split())


def content(blocks: Iterable[Block]) -> str:
    """The words and the code of some blocks in reading order, one a line, without line numbers and look."""
    return "\n".join(_pieces(blocks))


def _pieces(blocks: Iterable[Block | Item]) -> Iterable[str]:
    for block in blocks:
        match block:
            case Paragraph(source=text) | Heading(source=text) | Code(text=text) | Raw(text=text):
                yield text
            case Html(text=text):
                if not text.startswith("<!--"):  # also where words stand behind the comment: so it was recorded
                    yield text
            case ListBlock(items=items):
                yield from _pieces(items)
            case Quote(blocks=inner) | Item(blocks=inner) | Footnote(blocks=inner):
                yield from _pieces(inner)
            case Callout(title=title, blocks=inner):
                yield title
                yield from _pieces(inner)
            case Table(head=head, rows=rows):
                yield from chain(head, *rows)
            case Definition(term=term, meanings=meanings):
                yield term
                yield from _pieces(chain.from_iterable(meanings))
            case Rule():
                pass


def identity_hash(stem: str, options: Iterable[str], gaps: Sequence[str] = ()) -> str:
    """What a question is: 32 hex digits of its canonical stem, option set and gaps.

    All three are canonical already; the order of options is that of no edition, that of gaps is the text's.
    """
    return _digest(_RECORD.join((stem, _FIELD.join(sorted(options)), _FIELD.join(gaps))))


def key_hash(right: Iterable[str]) -> str:
    """What is right: 32 hex digits of the canonical right answers, in any order."""
    return _digest(_FIELD.join(sorted(right)))


def revision_hash(*parts: str) -> str:
    """Everything in a question: 32 hex digits of its source and of what holds for it."""
    return _digest(_RECORD.join(parts))


FINGERPRINT = "~"
"""What an id begins with that no author gave."""


def fingerprint(identity: str) -> str:
    """The id of a question to which its author gave none: `~` and 12 hex digits."""
    return f"{FINGERPRINT}{identity[:12]}"


def option_id(text: str) -> str:
    """The id of an option: 8 hex digits of its canonical text."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()


class Numbering:
    """Gives out ids that are used once: the second of a name becomes `name-2`."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._last: dict[str, int] = {}

    def take(self, wanted: str) -> str:
        """`wanted` itself, or with the lowest free number behind it."""
        name, number = wanted, self._last.get(wanted, 1)
        while name in self._taken:
            number += 1
            name = f"{wanted}-{number}"
        self._last[wanted] = number
        self._taken.add(name)
        return name


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
