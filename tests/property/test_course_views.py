"""Lessons of which nothing is recorded are told in a shorter way, which says the same of each."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from lessons.shelf import open_shelf
from quizzes.library import build
from quizzes.model import Terms
from store.facts import Assignment, Recorded
from store.places import Place
from store.projections.lesson_facts import LessonFacts
from store.projections.quiz_results import QuizResults
from store.projections.sittings import SittingRecord, Try
from tui.overview import Standing, course_view
from tui.views import QuizState

CONTENTS = build([open_shelf(Path(__file__).parents[1] / "fixtures" / "library")]).courses[0]
LESSONS = [lesson.key for lesson in CONTENTS.lessons]
QUIZZES = [quiz.key for quiz in CONTENTS.quizzes]
AT = datetime(2026, 11, 27, 9, tzinfo=UTC)
DAY = AT.date()
days = st.dates(date(2026, 11, 1), date(2026, 12, 10))
some_days = st.none() | days


def of_each(keys: list[str], value: st.SearchStrategy[object]) -> st.SearchStrategy[Mapping[str, object]]:
    return st.dictionaries(st.sampled_from([*keys, "elsewhere/1"]), value)


some = st.just("")
facts = st.builds(LessonFacts, some, st.none(), some_days, some_days, st.none(), some_days, hand=some_days)
marks = st.none() | st.just(0.5)
results = st.builds(QuizResults, some, marks, days, marks, marks, days, st.booleans(), st.integers(1, 3))
tries = st.builds(Try, some, st.booleans(), some, st.just(()), st.just(0.7), st.integers(0, 5), st.just(1.0), some_days)
assignments = st.builds(Assignment, st.sampled_from(LESSONS), some, some, days, days, st.none())
terms = st.builds(Terms, st.just(0.7), time_limit=st.sampled_from([0, 60]))
sittings = st.builds(
    SittingRecord, id=some, member=some, quiz=some, started=st.just(AT), questions=st.just(("a",)), terms=terms
)
standings = st.builds(
    Standing,
    recorded=st.builds(
        Recorded,
        lessons=of_each(LESSONS, facts),
        results=of_each(QUIZZES, results),
        tries=of_each(QUIZZES, tries),
        active=some_days,
    ),
    assigned=of_each(LESSONS, assignments),
    quiz_days=of_each(QUIZZES, days),
    pending=st.frozensets(st.sampled_from(QUIZZES)),
    places=of_each(LESSONS, st.builds(Place, some, st.just(0), st.just(0), st.floats(0, 1), st.just(AT))),
    open=of_each(QUIZZES, sittings),
    faded=of_each(QUIZZES, st.tuples(st.integers(0, 3), st.integers(1, 3))).map(lambda known: lambda _course: known),
    day=st.just(DAY),
    at=st.just(AT),
)


@given(standings)
def test_what_is_told_shortly_is_told_at_length_the_same(standing: Standing) -> None:
    shortly = course_view(CONTENTS, standing)
    every = frozenset([*(one.id for one in CONTENTS.lessons), *(one.id for one in CONTENTS.quizzes)])
    with patch.object(Standing, "touched", lambda *_: every), patch.object(Standing, "knows_quiz", lambda *_: True):
        at_length = course_view(CONTENTS, standing)
    assert at_length == shortly
    assert at_length.completed == shortly.completed
    assert at_length.begun == shortly.begun
    news = {row.quiz.id for row in at_length.touched_quizzes} - {row.quiz.id for row in shortly.touched_quizzes}
    assert all(row.state is QuizState.NEW for row in at_length.touched_quizzes if row.quiz.id in news)
