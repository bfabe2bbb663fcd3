"""True retention: how much was still known when it was asked again. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from quizzes.evidence import Evidence, evidence_of
from quizzes.memory import Rating


@dataclass(frozen=True, slots=True)
class Review:
    """One review of one question."""

    quiz: str
    """`course/quiz`."""
    question: str
    """Its id in the quiz."""
    day: date
    """The study day."""
    rating: Rating


@dataclass(frozen=True, slots=True)
class Retention:
    """How many first reviews of a day there were, and in how many of them the question was still known."""

    reviews: int
    kept: int

    @property
    def evidence(self) -> Evidence:
        """What so many reviews allow to be said."""
        return evidence_of(self.reviews)

    @property
    def share(self) -> float | None:
        """0 to 1; None where there are too few reviews for one."""
        return None if self.evidence is Evidence.COUNTS else self.kept / self.reviews


def true_retention(reviews: Iterable[Review]) -> Retention:
    """The true retention of some reviews, given in the order of time.

    Only the first review of a question on a day counts: after that one it was just read. Again means forgotten.
    """
    first: dict[tuple[str, str, date], Rating] = {}
    for review in reviews:
        first.setdefault((review.quiz, review.question, review.day), review.rating)
    return Retention(len(first), sum(rating is not Rating.AGAIN for rating in first.values()))
