"""Which question of now is which question of then: what was recorded follows a question through its author's edits.

By its id, where an author gave it one; by its fingerprint, in another file of the course too; and what was reworded by
likeness (`quizzes.likeness`), the likest pair first, each question once; what is like two questions alike is neither.
What is left over is retired: nobody is asked it, and nothing of it is lost. Pure.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from quizzes.identity import FINGERPRINT
from quizzes.likeness import Near, alike, by_characters, halves, wording
from quizzes.mastery import QuestionKey
from quizzes.model import How, Question, QuestionCard, Quiz
from quizzes.record import question_record

ALIKE = 0.5
"""Likeness from which on a question is the one that was."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A question with a history that no file has under its key any more, as it was known last."""

    key: QuestionKey
    identity: str
    """Hash of what it was."""
    record: str | None
    """Its text, as `quizzes.record.question_record` writes it; None where that is not kept."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A question that goes on under another key."""

    was: Recorded
    new: QuestionKey
    how: How
    question: Question
    """As it is now."""

    @property
    def old(self) -> QuestionKey:
        """The key under which it was known."""
        return self.was.key


@dataclass(frozen=True, slots=True)
class Pairing:
    """What became of the questions that are not where they were."""

    pairs: tuple[Pair, ...]
    retired: tuple[Recorded, ...]
    """Those that no file of their course has any more."""


Coexisted = Callable[[QuestionKey, QuestionKey], bool]
"""Whether the second question is known to have been there beside the first, so that it cannot be what became of it."""
AllCoexisted = Callable[[Collection[QuestionKey], Collection[QuestionKey]], bool]
"""Whether that is known of each of some questions and each of others."""


def pair(
    missing: Sequence[Recorded],
    held: Collection[QuestionKey],
    quizzes: Sequence[Quiz],
    coexisted: Coexisted,
    all_coexisted: AllCoexisted = lambda _olds, _news: False,
) -> Pairing:
    """What became of the questions of a course that no file has under their keys any more.

    Args:
        missing: the questions; what a key stands for in a file that has no question left at all is not among them.
        held: keys of all questions with a history.
        quizzes: all of the course, as they are now.
        coexisted: what is known of two questions.
        all_coexisted: what is known of many, without a look at each two; mostly, what is missing has been so for long.
    """
    matching = _Matching(missing, held, quizzes)
    for recorded in missing:
        matching.by_id(recorded)
    for recorded in missing:
        matching.by_fingerprint(recorded)
    matching.by_likeness(coexisted, all_coexisted)
    return matching.found()


class _Matching:
    """A pairing under way."""

    def __init__(self, missing: Sequence[Recorded], held: Collection[QuestionKey], quizzes: Sequence[Quiz]) -> None:
        self._missing = missing
        self._held = held
        self._quizzes: Mapping[str, Quiz] = {quiz.key: quiz for quiz in quizzes}
        self._by_id: dict[str, tuple[str, QuestionCard]] = {}
        self._by_identity: dict[str, list[tuple[str, QuestionCard]]] = defaultdict(list)
        for quiz in quizzes:
            for card in quiz.cards:
                self._by_identity[card.identity].append((quiz.key, card))
                if not card.id.startswith(FINGERPRINT):
                    self._by_id.setdefault(card.id, (quiz.key, card))
        self._questions: dict[str, dict[str, Question]] = {}
        """By quiz and id, of the quizzes that something was found in: only these are read."""
        self._pairs: dict[QuestionKey, Pair] = {}
        self._taken: set[QuestionKey] = set()

    def found(self) -> Pairing:
        """What there is by now."""
        retired = tuple(one for one in self._missing if one.key not in self._pairs)
        return Pairing(tuple(self._pairs[one.key] for one in self._missing if one.key in self._pairs), retired)

    def _put(self, recorded: Recorded, quiz: str, card: QuestionCard, how: How) -> None:
        new = quiz, card.id
        if quiz not in self._questions:
            self._questions[quiz] = {one.id: one for one in self._quizzes[quiz].questions}
        question = self._questions[quiz].get(card.id)
        if question is None:  # its file was lost since it was looked at
            return
        self._pairs[recorded.key] = Pair(recorded, new, how, question)
        self._taken.add(new)

    def by_id(self, recorded: Recorded) -> None:
        """The id that an author gave is unique in the course: wherever it is, it is the same question."""
        found = self._by_id.get(recorded.key[1])
        if found is not None:
            self._put(recorded, *found, How.ID)

    def by_fingerprint(self, recorded: Recorded) -> None:
        """The same words: in the same file whatever else is known of them, else where nothing is known of them yet."""
        if recorded.key in self._pairs:
            return
        alike = [
            (quiz, one)
            for quiz, one in self._by_identity.get(recorded.identity, ())
            if (quiz, one.id) not in self._taken
        ]
        beside = [found for found in alike if found[0] == recorded.key[0]]
        fresh = [found for found in alike if (found[0], found[1].id) not in self._held]
        chosen = next(iter([*(one for one in beside if one in fresh), *beside, *fresh]), None)
        if chosen is not None:
            self._put(recorded, *chosen, How.FINGERPRINT)

    def by_likeness(self, coexisted: Coexisted, all_coexisted: AllCoexisted) -> None:
        """Of all pairs that are alike in a file, the likest first; what is like two of them alike is neither."""
        left: dict[str, list[Recorded]] = defaultdict(list)
        homes = self._successors()
        for recorded in self._missing:
            if recorded.key not in self._pairs and recorded.record is not None:
                left[homes.get(recorded.key[0], recorded.key[0])].append(recorded)
        for key, olds in left.items():
            home, found = self._quizzes.get(key), True
            while home and found:  # when the likest are gone, others may be told apart
                left_over = [one for one in olds if one.key not in self._pairs]
                free = [(key, card.id) for card in home.cards if (key, card.id) not in self._taken]
                if not left_over or not free or all_coexisted([one.key for one in left_over], free):
                    break
                found = bool(pairs := list(_likest(left_over, home, self._taken, self._held, coexisted)))
                for recorded, card in pairs:
                    self._put(recorded, key, card, How.LIKENESS)

    def _successors(self) -> Mapping[str, str]:
        """Of each file that is gone, the file into which most of its questions went."""
        went: dict[str, Counter[str]] = defaultdict(Counter)
        for found in self._pairs.values():
            if found.old[0] not in self._quizzes:
                went[found.old[0]][found.new[0]] += 1
        return {old: counted.most_common(1)[0][0] for old, counted in went.items()}


class _Candidate(NamedTuple):
    """Two questions that are alike."""

    likeness: tuple[float, float]
    """By words, and, where that does not decide, by the characters of those in which they differ."""
    old: int
    new: int


def _likest(
    olds: Sequence[Recorded],
    quiz: Quiz,
    taken: Collection[QuestionKey],
    held: Collection[QuestionKey],
    coexisted: Coexisted,
) -> Iterator[tuple[Recorded, QuestionCard]]:
    """The pairs of one file."""
    cards = quiz.cards
    first = sorted({(one.identity, one.record): number for number, one in reversed(list(enumerate(olds)))}.values())
    before = {number: wording(olds[number].record or "{}") for number in first}
    after = [wording(question_record(one)) for one in quiz.questions]
    different = {card.identity: said for card, said in zip(cards, after, strict=True)}
    common = Counter(half for said in different.values() for half in halves(said))
    keys = [(quiz.key, card.id) for card in cards]
    # Of very many that are alike, not all are looked at: what has a history stood mostly beside what is looked for.
    numbers = sorted(range(len(keys)), key=lambda number: keys[number] in held)
    free = {number: after[number] for number in numbers if keys[number] not in taken}
    near = Near(free, common, ALIKE)
    candidates = []
    for number, said in before.items():
        seen = set[str]()
        for new in near.to(said):  # of a question that stands there several times, the first
            if cards[new].identity not in seen and not coexisted(olds[number].key, (quiz.key, cards[new].id)):
                seen.add(cards[new].identity)
                if (likeness := alike(said, after[new], common)) >= ALIKE:
                    candidates.append(_Candidate((likeness, by_characters(said, after[new])), number, new))
    candidates.sort()
    gone = set[int](), set[int]()
    for _likeness, alike_ones in groupby(reversed(candidates), key=attrgetter("likeness")):
        best = [one for one in alike_ones if one.old not in gone[0] and one.new not in gone[1]]
        uses = Counter([*(("old", one.old) for one in best), *(("new", one.new) for one in best)])
        for one in best:
            if uses["old", one.old] == uses["new", one.new] == 1:
                yield olds[one.old], cards[one.new]
        gone[0].update(one.old for one in best)
        gone[1].update(one.new for one in best)
