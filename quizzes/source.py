"""Where a question comes from: the section of its lesson that speaks of the same things."""

import math
import re
import unicodedata
from collections.abc import Iterable, Sequence

from lessons.blocks import Block, Callout, Code, Definition, Footnote, Heading, ListBlock, Paragraph, Quote, Raw, Table
from quizzes.model import Choice, Cloze, Entry, Matching, Ordering, Question, Reflection, Typed

_WORD = re.compile(r"[^\W_]+")
_HAN = re.compile(r"[㐀-鿿豈-﫿]")
_SHORTEST = 3
"""Letters of a word that says something."""
_ENOUGH = 0.25
"""Share of a question's own words, weighed by how rare they are in the lesson, that a section must speak of."""


def section_of(question: Question, parts: Sequence[Sequence[Block]]) -> int | None:
    """The index of the part of a lesson that a question asks about, None where no part stands out.

    A question's words are weighed by inverse document frequency over the parts (Spärck Jones 1972), so that the
    words of the whole lesson decide nothing.
    """
    words = _words_of_question(question)
    said = [set(words_of(part)) for part in parts]
    if not words or not said:
        return None
    weights = {word: math.log(1 + len(said) / found) for word in words if (found := sum(word in part for part in said))}
    best, score = max(
        ((index, sum(weight for word, weight in weights.items() if word in part)) for index, part in enumerate(said)),
        key=lambda pair: (pair[1], -pair[0]),
    )
    whole = sum(weights.values()) + math.log(1 + len(said)) * sum(word not in weights for word in words)
    return best if score >= _ENOUGH * whole else None


def _words_of_question(question: Question) -> set[str]:
    words = set(_words(question.stem)) | set(words_of(question.body)) | set(words_of(question.explanation))
    if isinstance(question, Cloze):
        words |= set(words_of(question.passage))
    if isinstance(question, Choice):
        for option in question.options:
            if option.right:
                words |= set(_words(option.source))
    for entry in _entries(question):
        words |= set(_words(entry.source))
    if isinstance(question, Typed):
        words |= {word for text in question.right for word in _words(text)}
    return words


def _entries(question: Question) -> tuple[Entry, ...]:
    match question:
        case Ordering():
            return question.entries
        case Matching():
            partners = {partner for _left, partner in question.pairs}
            return (*question.left, *(entry for entry in question.right if entry.id in partners))
        case Reflection():
            return question.rubric
    return ()


def words_of(blocks: Iterable[Block]) -> Iterable[str]:
    """The words that blocks say, Han text as pairs of characters."""
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                yield from _words(block.source)
            case Code() | Raw():
                yield from _words(block.text)
            case Quote() | Callout() | Footnote():
                yield from words_of(block.blocks)
            case ListBlock():
                for item in block.items:
                    yield from words_of(item.blocks)
            case Table():
                for row in (block.head, *block.rows):
                    for cell in row:
                        yield from _words(cell)
            case Definition():
                yield from _words(block.term)
                for meaning in block.meanings:
                    yield from words_of(meaning)


def _words(text: str) -> Iterable[str]:
    for word in _WORD.findall(unicodedata.normalize("NFKC", text).casefold()):
        if _HAN.search(word):
            yield from (word[place : place + 2] for place in range(len(word) - 1))
        elif len(word) >= _SHORTEST:
            yield word
