"""What somebody looks for, as words: how texts are cut into words, which of them match, and where.

Han and kana are written without blanks, so each of their characters is a word of its own, and several of them typed
together are a phrase. Case and accents make no difference.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from lessons.light import dataclass

MOST_CHARACTERS = 200
"""Of what is typed; the rest is not looked for."""
MOST_TERMS = 12
_HAN = (
    "\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
    "\U00020000-\U0003ffff"
)
_EACH_HAN = re.compile(f"[{_HAN}]")
_WORD = re.compile(rf"[{_HAN}]|(?:(?![{_HAN}_])\w[\u0300-\u036f]*)+")
_ASCII_WORD = re.compile(r"[a-z0-9]+")
"""The same in what is ASCII, and in lower case."""
_PARTS = re.compile(r"[\"\u201c\u201d\u201e\uff02]([^\"\u201c\u201d\u201e\uff02]*)[\"\u201c\u201d\u201e\uff02]?|\S+")
"""A phrase between quotation marks, of which the last may be missing yet, or what stands between blanks."""
_SHORTEST_BEGINNING = 2
"""Letters of a word that may still go on: one letter begins every other word."""


class Span(NamedTuple):
    """Where a word stands in a text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or several that have to stand in a row."""

    words: tuple[str, ...]
    """Folded, none of them empty; they hold nothing but letters, digits and marks on them."""
    goes_on: bool = False
    """Whether the last of them may be the beginning of a longer one."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """All that somebody looks for: every term has to be found."""

    terms: tuple[Term, ...]

    def __bool__(self) -> bool:
        return bool(self.terms)


def wanted(typed: str) -> Wanted:
    """What was typed, read: words, "phrases", and a last word that may still go on.

    Anything is a search: what is no word in it separates words.
    """
    typed = typed[:MOST_CHARACTERS]
    terms: list[Term] = []
    for part in _PARTS.finditer(typed):
        quoted = part[1] is not None
        words = tuple(fold(found[0]) for found in _WORD.finditer(part[1] if quoted else part[0]))
        words = tuple(word for word in words if word)
        if words:
            open_end = not quoted and (part.end() == len(typed) or part[0].endswith("*"))
            long_enough = len(words[-1]) >= _SHORTEST_BEGINNING
            terms.append(Term(words, goes_on=open_end and long_enough))
    return Wanted(tuple(dict.fromkeys(terms))[:MOST_TERMS])


def parts(typed: str) -> tuple[str, ...]:
    """The words and phrases of what was typed, as they were typed; short words only where there are no others."""
    found = (part[0].rstrip("*") if part[1] is None else part[1] for part in _PARTS.finditer(typed[:MOST_CHARACTERS]))
    every = tuple(dict.fromkeys(one for one in found if _WORD.search(one)))[:MOST_TERMS]
    return tuple(one for one in every if len(one) > _SHORTEST_BEGINNING or _EACH_HAN.search(one)) or every


@lru_cache(maxsize=4096)
def fold(word: str) -> str:
    """A word without case and accents."""
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFD", word.lower())
    return unicodedata.normalize("NFC", "".join(one for one in parts if unicodedata.category(one) != "Mn"))


def spread(text: str) -> str:
    """A text with a blank on each side of every Han character, for whoever takes words to end at blanks."""
    return _EACH_HAN.sub(r" \g<0> ", text) if not text.isascii() else text


def found_in(text: str, looked_for: Wanted) -> tuple[Span, ...]:
    """Where the terms stand in a text, in order and without overlap; nothing of one that is not found."""
    taken = sorted({span for term in looked_for.terms for span in _spans(text, term)})
    joined: list[Span] = []
    for start, end in taken:
        if joined and start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(end, joined[-1].end))
        else:
            joined.append(Span(start, end))
    return tuple(joined)


def holds(text: str, looked_for: Wanted) -> bool:
    """Whether every term stands in a text."""
    return bool(looked_for) and all(_stands_in(text, term) for term in looked_for.terms)


def terms_in(text: str, looked_for: Wanted) -> int:
    """How many of the terms stand in a text."""
    return sum(_stands_in(text, term) for term in looked_for.terms)


def _stands_in(text: str, term: Term) -> bool:
    return _may_hold(text, term) and _in_a_row(term) in _words_in(text)[0]


def _may_hold(text: str, term: Term) -> bool:
    """Whether it is worth looking closer: a quick no where case and accents cannot matter."""
    word = term.words[0]
    if text.isascii():
        return word in text.lower()
    return word in text if _EACH_HAN.fullmatch(word) else True


def _in_a_row(term: Term) -> str:
    """A term as it stands among the words of a text."""
    return f" {' '.join(term.words)}" + ("" if term.goes_on else " ")


@lru_cache(maxsize=2048)
def _words_in(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The words of a text, folded, each between blanks; and the span of each."""
    plain = text.isascii()
    found = [*(_ASCII_WORD.finditer(text.lower()) if plain else _WORD.finditer(text))]
    folded = (one[0] if plain else fold(one[0]) for one in found)
    return f" {' '.join(folded)} ", tuple(one.span() for one in found)


def _spans(text: str, term: Term) -> Iterator[Span]:
    words, spans = _words_in(text)
    sought, further = _in_a_row(term), len(term.words) - 1
    index, counted, at = 0, 0, words.find(sought)
    while at >= 0:
        index += words.count(" ", counted, at)
        counted = at
        yield Span(spans[index][0], spans[index + further][1])
        at = words.find(sought, at + 1)
