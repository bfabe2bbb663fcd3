"""A question and an answer give a verdict: a pure function for each way of scoring."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import fsum, isclose

from quizzes.errors import NoSuchOptionError, TooManyChosenError
from quizzes.model import Choice, Multiple, Option, Question, Scoring

_FEWEST_WRONG = 2
"""A single wrong option may not cost the whole mark."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an answer was worth."""

    mark: float
    """0 to 1, before the question's points."""
    right: bool
    """All that is right was chosen, and nothing else."""

    @property
    def partly(self) -> bool:
        """Whether the answer was not right, and still worth something."""
        return not self.right and self.mark > 0


def grade(question: Question, choice: tuple[str, ...]) -> Verdict:
    """Mark the options chosen, given by their ids in any order.

    Raises:
        NoSuchOptionError: an id that the question does not have.
        TooManyChosenError: several options where one is asked for.
    """
    if not isinstance(question, Choice):
        raise NoSuchOptionError(question=question.id, option=", ".join(choice))
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
