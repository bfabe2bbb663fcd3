"""Where a question comes from: the section of its lesson that speaks of the same things."""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from lessons.blocks import Block, Check, Code, Definition, Heading, Paragraph, Raw, Table, inner
from lessons.inline import plain
from lessons.markdown import read_inline
from quizzes.links import loose
from quizzes.model import Choice, Cloze, Entry, Matching, Ordering, Question, Reflection, Typed

_WORD = re.compile(r"[^\W_]+")
_HAN = re.compile(r"[㐀-鿿豈-﫿]")
_SHORTEST = 3
"""Letters of a word that says something."""
_ENOUGH = 0.12
"""Share of a question's own words, weighed by how rare they are in the lesson, that a section must speak of."""
_SATURATION, _LENGTH = 1.2, 0.6
"""How soon a word that is repeated says nothing new, and how much a long section has to say to count as much."""
_IN_A_HEADING = 3
"""Times that a word of a section's heading counts."""
_IN_THE_STEM = 2
"""Times that a word of a question's stem, or of its right answer, counts beside one of its explanation."""


def section_of(question: Question, headings: Sequence[str], parts: Sequence[Sequence[Block]]) -> int | None:
    """The index of the section of a lesson that a question asks about, None where none stands out.

    Where its author says so (`read=`), it is that one. Otherwise the words of question and right answer are looked for
    in the sections, and weighed as in Okapi BM25 (Robertson and Zaragoza 2009): a word that few sections use says more
    than one that many do, and a long section does not win by its length.

    Args:
        question: Of the lesson's quiz.
        headings: Inline sources of the sections' headings.
        parts: What stands under each of them, the heading included.
    """
    if question.read and (named := named_section(question.read, headings)) is not None:
        return named
    words = _words_of_question(question)
    said = [_counted(part) for part in parts]
    if not words or not said:
        return None
    found = {word: sum(word in part for part in said) for word in words}
    rarity = {word: math.log(1 + (len(said) - number + 0.5) / (number + 0.5)) for word, number in found.items()}
    mean = max(1.0, sum(part.total() for part in said) / len(said))
    scores = [
        sum(
            count * rarity[word] * part[word] * (_SATURATION + 1) / (part[word] + _SATURATION * _norm(part, mean))
            for word, count in words.items()
            if word in part
        )
        for part in said
    ]
    best = max(range(len(said)), key=lambda index: (scores[index], -index))
    told = sum(count * rarity[word] for word, count in words.items() if word in said[best])
    whole = sum(count * rarity[word] for word, count in words.items())
    return best if told >= _ENOUGH * whole else None


def named_section(name: str, headings: Sequence[str]) -> int | None:
    """The index of the heading that a link names, as code hosts make their names; None where there is none."""
    wanted = loose(name)
    return next(
        (index for index, source in enumerate(headings) if loose(plain(read_inline(source, {}))) == wanted), None
    )


def _norm(part: Counter[str], mean: float) -> float:
    return 1 - _LENGTH + _LENGTH * part.total() / mean


def _counted(part: Sequence[Block]) -> Counter[str]:
    """How often a section says each word."""
    words = Counter(words_of(part))
    if part and isinstance(part[0], Heading):
        for word in _words(part[0].source):
            words[word] += _IN_A_HEADING - 1
    return words


def _words_of_question(question: Question) -> Mapping[str, int]:
    """The words of a question and of its right answer, and how much each counts."""
    asked = {*_words(question.stem), *words_of(question.body)}
    if isinstance(question, Cloze):
        asked |= set(words_of(question.passage))
    if isinstance(question, Choice):
        for option in question.options:
            if option.right:
                asked |= {*_words(option.source), *words_of(option.blocks)}
    for entry in _entries(question):
        asked |= set(_words(entry.source))
    if isinstance(question, Typed):
        asked |= {word for text in question.right for word in _words(text)}
    more = set(words_of(question.explanation)) - asked
    return {word: _IN_THE_STEM if word in asked else 1 for word in (*asked, *more)}


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
            case Table():
                for row in (block.head, *block.rows):
                    for cell in row:
                        yield from _words(cell)
            case Definition():
                yield from _words(block.term)
            case Check():
                continue  # what it asks is not what the section says
        yield from words_of(inner(block))


def _words(text: str) -> Iterable[str]:
    for word in _WORD.findall(unicodedata.normalize("NFKC", text).casefold()):
        if _HAN.search(word):
            yield from (word[place : place + 2] for place in range(len(word) - 1))
        elif len(word) >= _SHORTEST:
            yield _stem(word)


def _stem(word: str) -> str:
    """A word without an English ending, so that it is known again in another form."""
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            word = word.removesuffix(ending)
            break
    return word.removesuffix("e") if len(word) > _SHORTEST else word
