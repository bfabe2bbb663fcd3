"""How like two questions are: the mean of two Jaccard indexes, of the words of the stems and of those of the answers.

The index is Jaccard's (1901). What tells nothing, since other questions of the file have it too, counts for nothing.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from itertools import chain, islice
from math import ceil
from typing import NamedTuple

from quizzes.identity import canonical

_SHORT = 3
"""Words below which the pairs of characters are compared: of two words, one with a slip leaves a third."""
_LIKE_A_SHORT_ONE = 100
"""Characters up to which a text of several words may be like one of few."""
MOST_LOOKED_AT = 100
"""Questions of which it is seen whether one is like them, where what is rare in it does not single out fewer."""
_MOST_COUNTED = 20 * MOST_LOOKED_AT
"""Times that questions are counted which share two characters of a rare word, to find the likest of very many."""
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
_Thing = tuple[int, str, str]
"""Something that texts have in common: in which half, of which kind, and what."""


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


class Near:
    """Finds, among some questions, those that another one may be like: all that share enough of what is rare in them.

    Two sets with a Jaccard index of at least t share one of the |x| - ceil(t |x|) + 1 rarest things in each (the prefix
    filter of Chaudhuri, Ganti and Kaushik, 2006). Of a question that shares them with very many, the rarest are looked
    at, so that a file of thousands takes no longer for each than a small one does: of those that one rare thing does
    not tell apart, half are those whose own words are spelled most like its own, and half those that come first.
    """

    def __init__(self, questions: Mapping[int, Wording], common: Mapping[Half, int], least: float) -> None:
        """Know some questions.

        Args:
            questions: by number; those that are looked at rather than others come first.
            common: as for `alike`: a half that several questions have makes none of them like another.
            least: the likeness that is asked for, above 0.
        """
        self._least = least
        self._parts = [
            (place, number, part)
            for number, said in questions.items()
            for place, (part, half) in enumerate(zip((said.stem, said.answers), halves(said), strict=True))
            if common.get(half, 1) == 1
        ]
        self._times = Counter(thing for place, _number, part in self._parts for thing in _things(place, part))
        self._having: dict[_Thing, list[int]] = defaultdict(list)
        for place, number, part in self._parts:
            for thing in self._rarest(place, part):
                self._having[thing].append(number)
        self._spelled: dict[tuple[int, str], list[int]] | None = None
        """The questions with two characters in a word of few, by the half; made when it is wanted."""

    def to(self, said: Wording) -> list[int]:
        """The numbers of those that a question may be like, the lowest first."""
        things = {thing for place, part in enumerate((said.stem, said.answers)) for thing in self._rarest(place, part)}
        found = set[int]()
        left = MOST_LOOKED_AT
        for thing in sorted(things, key=self._rarity):
            having = self._having.get(thing, ())
            if len(having) > left:
                likest = self._spelled_like(said, left // 2)
                return sorted(found.union(likest, having[: left - len(likest)]))
            found.update(having)
            left -= len(having)
        return sorted(found)

    def _spelled_like(self, said: Wording, most: int) -> list[int]:
        """The numbers of some questions whose rare words have the most pairs of characters of those of another one."""
        if self._spelled is None:
            self._spelled = defaultdict(list)
            for place, number, part in self._parts:
                for pair in self._rare_pairs(place, part):
                    self._spelled[place, pair].append(number)
        spelled = self._spelled
        halves_of = enumerate((said.stem, said.answers))
        pairs = ((place, pair) for place, part in halves_of for pair in self._rare_pairs(place, part))
        having = sorted((numbers for one in pairs if (numbers := spelled.get(one))), key=len)
        shared = Counter(islice(chain.from_iterable(having), _MOST_COUNTED))
        return [number for number, _times in shared.most_common(most)]

    def _rare_pairs(self, place: int, part: Part) -> Set[str]:
        """The pairs of characters of the words that few questions have."""
        rare = (word for word in part.words if self._times[place, "word", word] < MOST_LOOKED_AT)
        return set[str]().union(*map(_pairs, rare))

    def _rarest(self, place: int, part: Part) -> Iterator[_Thing]:
        """What one of two texts that are alike has in common with the other, by words and by pairs of characters."""
        yield place, "text", part.text
        for kind in ("word", "pair"):
            things = sorted((one for one in _things(place, part) if one[1] == kind), key=self._rarity)
            yield from things[: len(things) - ceil(self._least * len(things)) + 1]

    def _rarity(self, thing: _Thing) -> tuple[int, _Thing]:
        return self._times[thing], thing


def _things(place: int, part: Part) -> Iterator[_Thing]:
    """All that a half of a question is compared by."""
    yield place, "text", part.text
    yield from ((place, "word", word) for word in part.words)
    if len(part.words) < _SHORT or len(part.text) <= _LIKE_A_SHORT_ONE:
        yield from ((place, "pair", pair) for pair in _pairs(part.text))
