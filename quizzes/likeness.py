"""How like two questions are: the mean of two Jaccard indexes, of the words of the stems and of those of the answers.

The index is Jaccard's (1901). What tells nothing, since other questions of the file have it too, counts for nothing.
"""

import json
import re
from collections.abc import Iterable, Mapping, Set
from typing import NamedTuple

from quizzes.identity import canonical

_SHORT = 3
"""Words below which the pairs of characters are compared: of two words, one with a slip leaves a third."""
_TELLING = 3
"""Words, without figures and single letters, from which on answers tell a question from others."""
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Scripts that put no blanks between words: Thai, Lao, Burmese, Khmer, the kana, Han."""
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+|[-+*/%<>=&|^~@#$\\]+")
"""The signs of code are words too: often they alone tell two lines apart."""
_PLAIN = re.compile(r"[0-9]+|[a-z]")


class Part(NamedTuple):
    """One half of what is compared of a question."""

    text: str
    """Canonical."""
    words: frozenset[str]


class Wording(NamedTuple):
    """What of a question is compared with another."""

    stem: Part
    """With what stands between it and the answers."""
    answers: Part
    """Options, gaps, entries."""
    telling: bool
    """Whether the answers can tell it from others: true and false never do."""


Half = tuple[str, frozenset[str]]
"""Which half of a question, and its words."""


def wording(record: str) -> Wording:
    """What of a question, as `question_record` writes it, is compared."""
    said = json.loads(record)
    answers = [
        *(text for name in ("options", "entries", "left") for one in said.get(name, ()) for text in _texts(one)),
        *(gap["source"] for gap in said.get("gaps", ())),
        said.get("output", ""),
    ]
    text = _part("\n".join(answers))
    telling = said["type"] != "true-false" and len({one for one in text.words if not _PLAIN.fullmatch(one)}) >= _TELLING
    return Wording(_part(f"{said['stem']}\n{said['body']}"), text, telling)


def _part(text: str) -> Part:
    said = canonical(text)
    return Part(said, frozenset(_WORD.findall(said)))


def _texts(entry: Mapping[str, str]) -> Iterable[str]:
    return entry["text"], entry.get("body", "")


def alike(old: Wording, new: Wording, common: Mapping[Half, int] | None = None) -> float:
    """How like two questions are, 0 to 1.

    Args:
        old: as it was.
        new: as it is.
        common: how many questions of its file have a stem, or answers, of the same words: what several have tells
            none of them from the others, and counts for nothing.
    """
    shared = common or {}
    there = (old.stem.text or new.stem.text, old.telling or new.telling)
    counted = [
        index
        for index, half, tells in zip(indexes(old, new), halves(new), there, strict=True)
        if tells and shared.get(half, 1) == 1
    ]
    return sum(counted) / len(counted) if counted else 0.0


def indexes(old: Wording, new: Wording) -> tuple[float, float]:
    """The two indexes, 0 to 1; neither their mean nor one of them alone is above the higher one."""
    return jaccard(old.stem, new.stem), jaccard(old.answers, new.answers)


def halves(said: Wording) -> tuple[Half, Half]:
    """Stem and answers, to be counted in a file."""
    return ("stem", said.stem.words), ("answers", said.answers.words)


def jaccard(one: Part, other: Part) -> float:
    """What two texts have in common of all their words, 0 to 1; of short ones, of their pairs of characters."""
    if one.text == other.text:
        return 1.0
    if min(len(one.words), len(other.words)) < _SHORT:
        return _index(_pairs(one.text), _pairs(other.text))
    return _index(one.words, other.words)


def by_characters(old: Wording, new: Wording) -> float:
    """How like the words are in which two questions differ, 0 to 1: a word with a slip is like the word it was."""
    gone, come = set[str](), set[str]()
    for one, other in ((old.stem.words, new.stem.words), (old.answers.words, new.answers.words)):
        gone.update(*map(_pairs, one - other))
        come.update(*map(_pairs, other - one))
    return _index(gone, come)


def _index(one: Set[str], other: Set[str]) -> float:
    return len(one & other) / len(one | other) if one or other else 0.0


def _pairs(text: str) -> frozenset[str]:
    """Each two characters that stand together, and the first and the last with nothing beside them."""
    return frozenset(first + second for first, second in zip(f" {text}", f"{text} ", strict=True))
