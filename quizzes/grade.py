"""A question and an answer give a verdict: a pure function for each way of scoring."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import fsum, isclose

from lessons.clean import clean
from quizzes.errors import (
    NoSuchOptionError,
    TooLongError,
    TooManyChosenError,
    TooManyTypedError,
)
from quizzes.identity import content
from quizzes.model import (
    Choice,
    Entry,
    Matching,
    Multiple,
    Option,
    Ordering,
    Output,
    Question,
    Reflection,
    Scoring,
    Typed,
)

LONGEST_WRITTEN = 8_000
"""Characters of an answer in several lines."""
PAIRED = "="
"""Between the two ids of a pair."""

_FEWEST_WRONG = 2
"""A single wrong option may not cost the whole mark."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an answer was worth."""

    mark: float
    """0 to 1, before the question's points."""
    right: bool
    """All that is right was chosen, and nothing else; or the answer is worth the full mark.

    A reflection that was written is right, however much of its rubric its author ticks: it cannot be wrong.
    """

    @property
    def partly(self) -> bool:
        """Whether the answer was not right, and still worth something."""
        return not self.right and self.mark > 0


def grade(question: Question, choice: tuple[str, ...]) -> Verdict:
    """Mark what was answered, in the form that `as_recorded` describes; nothing at all is worth nothing.

    Raises:
        NoSuchOptionError: an id that the question does not have.
        TooManyChosenError: several options where one is asked for.
        TooManyTypedError: more texts than the question has gaps.
        QuizError: a text that cannot be judged; `Gap.check` names the reasons.
    """
    match question:
        case Choice():
            return _choice(question, choice)
        case Typed():
            return _typed(question, choice)
        case Output():
            return _output(question, choice)
        case Ordering():
            return _ordering(question, choice)
        case Matching():
            return _matching(question, choice)
        case Reflection():
            return _reflection(question, choice)


def as_recorded(question: Question, choice: Iterable[str]) -> tuple[str, ...]:
    """An answer in the form in which it is kept.

    Ids of options once each, in source order; texts, cleaned, gap by gap; the output, cleaned; ids of entries once
    each, in the order given; `left-id=right-id` once for each left side, in source order; what was written, cleaned,
    then the ids of what was ticked in the rubric, in source order.
    """
    match question:
        case Choice():
            return _in_order(choice, (option.id for option in question.options))
        case Typed():
            return tuple(clean(text) for text in choice)
        case Output():
            return tuple("\n".join(output_lines(clean(text))) for text in choice)
        case Ordering():
            return tuple(dict.fromkeys(choice))
        case Matching():
            partners = dict(pair.partition(PAIRED)[::2] for pair in choice)
            pairs = {f"{left}{PAIRED}{right}" for left, right in partners.items()}
            return _in_order(pairs, (f"{one.id}{PAIRED}{partners.get(one.id)}" for one in question.left))
        case Reflection():
            text, *ticked = tuple(choice) or ("",)
            given = (clean(text), *_in_order(ticked, (entry.id for entry in question.rubric)))
            return given if any(given) else ()


def _in_order(chosen: Iterable[str], order: Iterable[str]) -> tuple[str, ...]:
    """Each once, in an order; what it does not have stands last."""
    given = frozenset(chosen)
    known = tuple(one for one in order if one in given)
    return (*known, *sorted(given.difference(known)))


def output_lines(text: str) -> list[str]:
    """The lines of an output, without what nobody sees: blanks at their ends, and empty lines at its end."""
    return "\n".join(line.rstrip() for line in text.split("\n")).rstrip("\n").split("\n")


def _output(question: Output, texts: tuple[str, ...]) -> Verdict:
    """All lines, or under partial scoring the share of lines that stand where they should, of the longer of the two."""
    if len(texts) > 1:
        raise TooManyTypedError(question=question.id, gaps="1", count=str(len(texts)))
    text = "\n".join(texts)
    if len(text) > LONGEST_WRITTEN:
        raise TooLongError(most=str(LONGEST_WRITTEN))
    given, expected = output_lines(text), output_lines(question.expected)
    if not text.strip():
        return Verdict(0.0, right=False)
    same = sum(one == other for one, other in zip(given, expected, strict=False))
    share = same / max(len(given), len(expected))
    return _all_or_share(question.scoring, share)


def _ordering(question: Ordering, ids: tuple[str, ...]) -> Verdict:
    """The right order, or under partial scoring the share of entries that are followed by the one that follows them.

    Source: Moodle's ordering question, grading "relative to the next item (excluding last)". An order by chance is
    worth 1/n of the mark, where position by position a single entry moved to the front would be worth nothing.
    """
    unknown = frozenset(ids).difference(entry.id for entry in question.entries)
    if unknown:
        raise NoSuchOptionError(question=question.id, option=min(unknown))
    texts = {entry.id: entry_text(entry) for entry in question.entries}
    right = [texts[entry.id] for entry in question.entries]
    given = [texts[id_] for id_ in ids]
    if given == right:
        return Verdict(1.0, right=True)
    # Entries of the same words may keep all their neighbours in another order, which is still not the right one.
    share = min(len(followed(question, ids)), len(right) - 2) / max(len(right) - 1, 1)
    return _all_or_share(question.scoring, max(share, 0.0))


def followed(question: Ordering, ids: Sequence[str]) -> tuple[int, ...]:
    """The places, from 0, of an order whose entries are followed by the one that should follow them."""
    texts = {entry.id: entry_text(entry) for entry in question.entries}
    left = Counter(pairwise(texts.values()))
    found: list[int] = []
    for place, pair in enumerate(pairwise(texts.get(id_, "") for id_ in ids)):
        if left[pair] > 0:
            left[pair] -= 1
            found.append(place)
    return tuple(found)


def entry_text(entry: Entry) -> str:
    """All that an entry says: to exchange two of the same words changes nothing, but `-r` is not `-R`."""
    return " ".join(f"{entry.source}\n{content(entry.blocks)}".split())


def _matching(question: Matching, pairs: tuple[str, ...]) -> Verdict:
    """The share of left sides with their partner; like gaps, whatever the way of scoring."""
    left, right = ({entry.id for entry in side} for side in (question.left, question.right))
    given = dict(pair.partition(PAIRED)[::2] for pair in pairs)
    unknown = (given.keys() - left) | (set(given.values()) - right)
    if unknown:
        raise NoSuchOptionError(question=question.id, option=min(unknown))
    found = sum(given.get(one) == other for one, other in question.pairs)
    return Verdict(found / len(question.pairs), right=found == len(question.pairs))


def _reflection(question: Reflection, given: tuple[str, ...]) -> Verdict:
    """The share of the rubric that was ticked; all of it where there is none, and something was written."""
    text, *ticked = given or ("",)
    if len(text) > LONGEST_WRITTEN:
        raise TooLongError(most=str(LONGEST_WRITTEN))
    unknown = set(ticked).difference(entry.id for entry in question.rubric)
    if unknown:
        raise NoSuchOptionError(question=question.id, option=min(unknown))
    done = bool(text.strip() or ticked)
    share = len(set(ticked)) / len(question.rubric) if question.rubric else float(done)
    return Verdict(share, right=done)


def _all_or_share(scoring: Scoring, share: float) -> Verdict:
    mark = share if scoring is not Scoring.EXACT else float(share >= 1)
    return Verdict(mark, right=share >= 1)


def _typed(question: Typed, texts: tuple[str, ...]) -> Verdict:
    """The mean over the gaps; what was left empty is worth nothing."""
    if len(texts) > len(question.gaps):
        raise TooManyTypedError(question=question.id, gaps=str(len(question.gaps)), count=str(len(texts)))
    marks = []
    for gap, text in zip(question.gaps, texts, strict=False):
        gap.check(text)
        marks.append(gap.worth(text))
    return Verdict(fsum(marks) / len(question.gaps), right=len(marks) == len(question.gaps) and min(marks) >= 1)


def _choice(question: Choice, choice: tuple[str, ...]) -> Verdict:
    chosen = frozenset(choice)
    unknown = chosen.difference(option.id for option in question.options)
    if unknown:
        raise NoSuchOptionError(question=question.id, option=min(unknown))
    if len(chosen) > 1 and not isinstance(question, Multiple):
        raise TooManyChosenError(question=question.id, count=str(len(chosen)))
    right = bool(chosen) and chosen == frozenset(question.right)
    return Verdict(_MARKS[question.scoring](question, chosen, right), right)


def weights(question: Choice, *, lenient: bool = False) -> dict[str, float]:
    """What each option adds to the mark under partial scoring, by id: the author's weights, else equal shares."""
    right = len(question.right)
    wrong = max(len(question.options) - right, _FEWEST_WRONG)

    def weight(option: Option) -> float:
        own = option.weight
        if own is None:
            own = 1 / right if option.right else -1 / wrong
        return max(own, 0.0) if lenient else own

    return {option.id: weight(option) for option in question.options}


def _exact(_question: Choice, _chosen: frozenset[str], right: bool) -> float:
    return 1.0 if right else 0.0


def _partial(question: Choice, chosen: frozenset[str], _right: bool) -> float:
    return _sum(weights(question), chosen)


def _partial_lenient(question: Choice, chosen: frozenset[str], _right: bool) -> float:
    return _sum(weights(question, lenient=True), chosen)


def _sum(shares: Mapping[str, float], chosen: frozenset[str]) -> float:
    mark = fsum(share for id_, share in shares.items() if id_ in chosen)
    # Seven sevenths are a whole.
    return next((end for end in (0.0, 1.0) if isclose(mark, end, abs_tol=1e-9)), min(max(mark, 0.0), 1.0))


_MARKS: Mapping[Scoring, Callable[[Choice, frozenset[str], bool], float]] = {
    Scoring.EXACT: _exact,
    Scoring.PARTIAL: _partial,
    Scoring.PARTIAL_LENIENT: _partial_lenient,
}
