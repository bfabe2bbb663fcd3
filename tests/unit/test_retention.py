"""True retention: the first review of a question on a day, and what may be said of few."""

from datetime import date, timedelta

import pytest

from quizzes.evidence import Evidence
from quizzes.memory import Rating
from quizzes.retention import Retention, Review, true_retention

MONDAY = date(2026, 3, 2)


def review(question: str, rating: Rating, day: int = 0, quiz: str = "course/quiz") -> Review:
    return Review(quiz, question, MONDAY + timedelta(days=day), rating)


def test_the_first_review_of_a_day_counts_and_again_is_forgotten() -> None:
    reviews = [
        review("q1", Rating.AGAIN),
        review("q1", Rating.GOOD),
        review("q2", Rating.HARD),
        review("q2", Rating.AGAIN),
        review("q1", Rating.EASY, day=1),
        review("q1", Rating.AGAIN, quiz="course/other"),
    ]
    assert true_retention(reviews) == Retention(reviews=4, kept=2)


@pytest.mark.parametrize(
    ("reviews", "evidence", "share"),
    [(0, Evidence.COUNTS, None), (9, Evidence.COUNTS, None), (10, Evidence.INDICATIVE, 0.5), (30, Evidence.PLAIN, 0.5)],
)
def test_few_reviews_give_no_share(reviews: int, evidence: Evidence, share: float | None) -> None:
    found = Retention(reviews, reviews // 2)
    assert found.evidence is evidence
    assert found.share == share
