"""A question and an answer give a verdict: a pure function for each way of scoring."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import fsum, isclose

from lessons.clean import clean
from quizzes.errors import NoSuchOptionError, TooManyChosenError, TooManyTypedError
from quizzes.model import Choice, Multiple, Option, Question, Scoring, Typed

_FEWEST_WRONG = 2
"""A single wrong option may not cost the whole mark."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an answer was worth."""

    mark: float
    """0 to 1, before the question's points."""
    right: bool
    """All that is right was chosen, and nothing else; or what was typed is worth the full mark."""

    @property
    def partly(self) -> bool:
        """Whether the answer was not right, and still worth something."""
        return not self.right and self.mark > 0


def grade(question: Question, choice: tuple[str, ...]) -> Verdict:
    """Mark what was answered: the options chosen, by their ids in any order; or what was typed, gap by gap.

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
    raise NoSuchOptionError(question=question.id, option=", ".join(choice))


def as_recorded(question: Question, choice: Iterable[str]) -> tuple[str, ...]:
    """An answer in the form in which it is kept: ids of options once each, in source order; texts, cleaned."""
    match question:
        case Choice():
            chosen = frozenset(choice)
            known = tuple(option.id for option in question.options if option.id in chosen)
            return (*known, *sorted(chosen.difference(known)))
        case Typed():
            return tuple(clean(text) for text in choice)
    return tuple(choice)


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
