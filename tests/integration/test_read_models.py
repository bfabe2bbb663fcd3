"""What screens ask the store, after what members did."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from lessons.model import Criterion
from store import people, places
from store.database import Database
from store.errors import NameTakenError, NameUnfitError
from store.events import LessonFinished, LessonOpened, SittingAbandoned
from store.people import Member
from store.places import Place
from store.projections import lesson_facts, quiz_results, sitting_answers, sittings, study_days
from store.projections.quiz_results import QuizResults
from store.projections.sittings import State
from store.projections.study_days import StudyDay
from store.settings import keep_setting, setting
from tests.histories import START, Clock, ada, always, answered, dice, finished, opened, record, sitting_id, started

QUIZ = "course/quiz"
LESSON = "course/lesson"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with opened(tmp_path) as made:
        yield made


@pytest.fixture
def member(database: Database) -> Member:
    return ada(database)


def test_members_are_found_by_name(database: Database, member: Member) -> None:
    bert = people.add(database, "  Bert   B. ", now=always(START + timedelta(days=1)), random=dice(1))
    assert bert.name == "Bert B."
    assert people.find(database, "bert b.") == bert
    assert people.find(database, "ＡＤＡ") == member
    assert people.find(database, "Nobody") is None
    assert people.members(database) == (member, bert)


def test_a_name_is_one_readable_line_and_nobody_elses(database: Database, member: Member) -> None:
    for name in ("", "  ", "a\nb", "a" * 81, "a\tb"):
        with pytest.raises(NameUnfitError):
            people.add(database, name, now=always(), random=dice())
    with pytest.raises(NameTakenError, match="Ada"):
        people.add(database, "ADA", now=always(), random=dice())
    bert = people.add(database, "Bert\x1b[2J", now=always(), random=dice(1))
    assert bert.name == "Bert<U+001B>[2J"
    with pytest.raises(NameTakenError):
        people.rename(database, bert, "ada", now=always(), random=dice(2))
    assert people.rename(database, member, "ADA", now=always(), random=dice(3)).name == "ADA"
    assert [one.name for one in people.members(database)] == ["ADA", "Bert<U+001B>[2J"]


def test_a_lesson_is_completed_once_and_never_undone(database: Database, member: Member) -> None:
    clock = Clock()
    assert lesson_facts.of_lesson(database, member.id, LESSON) is None
    record(database, member, LessonOpened(LESSON, "d1"), now=clock)
    clock.forward(days=1)
    record(database, member, LessonFinished(LESSON, "read", "d1"), now=clock)
    clock.forward(days=1)
    record(database, member, LessonOpened(LESSON, "d2"), LessonFinished(LESSON, "quiz-passed", "d2"), now=clock)
    facts = lesson_facts.of_lesson(database, member.id, LESSON)
    assert facts is not None
    assert (facts.opened, facts.opened_day, facts.last_opened_day) == (START, date(2026, 3, 2), date(2026, 3, 4))
    assert (facts.finished, facts.finished_day) == (START + timedelta(days=1), date(2026, 3, 3))
    assert (facts.criterion, facts.digest) == (Criterion.READ, "d1")
    assert lesson_facts.of_member(database, member.id) == {LESSON: facts}
    clock.moment = START - timedelta(hours=1)  # a second machine, or a clock that was set back
    record(database, member, LessonOpened(LESSON, "d0"), now=clock)
    late = lesson_facts.of_lesson(database, member.id, LESSON)
    assert late is not None
    assert (late.opened, late.last_opened_day) == (clock.moment, facts.last_opened_day)


def test_a_sitting_goes_on_where_it_was_left(database: Database, member: Member) -> None:
    clock = Clock()
    assert sittings.open_sitting(database, member.id, QUIZ) is None
    record(database, member, started(), now=clock)
    clock.forward(minutes=1)
    record(database, member, answered(1), now=clock)
    clock.forward(minutes=-30)  # the clock was set back, the order of the answers was not
    record(database, member, answered(2, right=False), now=clock)
    found = sittings.open_sitting(database, member.id, QUIZ)
    assert found is not None
    assert (found.id, found.state, found.outcome, found.terms.pass_mark) == (sitting_id(), State.OPEN, None, 0.7)
    assert found.questions == ("q1", "q2")
    assert found.options == {"q1": ("b", "a"), "q2": ("t", "f")}
    assert (found.started, found.answered, found.last_activity) == (START, 2, START + timedelta(minutes=1))
    given = sitting_answers.of_sitting(database, sitting_id())
    assert [(one.number, one.question, one.choice, one.right, one.mark) for one in given] == [
        (1, "q1", ("b",), True, 1.0),
        (2, "q2", ("a",), False, 0.0),
    ]


def test_the_sitting_touched_last_comes_first(database: Database, member: Member) -> None:
    clock = Clock()
    for number in (1, 2, 3):
        record(database, member, started(number, f"course/{number % 2}"), now=clock)
        clock.forward(minutes=1)
    record(database, member, answered(1, 1), now=clock)
    assert [one.id for one in sittings.open_sittings(database, member.id)] == [sitting_id(n) for n in (1, 3, 2)]
    found = sittings.open_sitting(database, member.id, "course/1")
    assert found is not None
    assert found.id == sitting_id(1)
    record(database, member, SittingAbandoned(sitting_id(1), "course/1"), finished(3, quiz="course/1"))
    assert sittings.open_sitting(database, member.id, "course/1") is None
    assert [one.id for one in sittings.open_sittings(database, member.id)] == [sitting_id(2)]


def test_first_best_and_latest_are_kept_apart(database: Database, member: Member) -> None:
    clock = Clock()
    assert quiz_results.of_quiz(database, member.id, QUIZ) is None
    for number, marks in enumerate([1.0, 2.0, 0.0], start=1):
        record(database, member, started(number), finished(number, marks), now=clock)
        clock.forward(days=1)
    record(database, member, started(4), SittingAbandoned(sitting_id(4), QUIZ), now=clock)
    results = QuizResults(QUIZ, 0.5, date(2026, 3, 2), 1.0, 0.0, date(2026, 3, 4), passed=True, times=3)
    assert quiz_results.of_quiz(database, member.id, QUIZ) == results
    assert quiz_results.of_members(database, [member.id]) == {member.id: {QUIZ: results}}


def test_what_comes_late_is_taken_in_at_its_place(database: Database, member: Member) -> None:
    clock = Clock()
    record(database, member, started(1), finished(1, 2.0), now=clock)
    clock.forward(hours=-2)
    record(database, member, SittingAbandoned(sitting_id(1), QUIZ), now=clock)  # given up before, on a second machine
    assert quiz_results.of_quiz(database, member.id, QUIZ) is None
    record(database, member, started(2), finished(2, 1.0), now=clock)
    results = quiz_results.of_quiz(database, member.id, QUIZ)
    assert results is not None
    assert (results.first, results.passed, results.times) == (0.5, False, 1)


def test_a_study_day_is_counted(database: Database, member: Member) -> None:
    clock = Clock()
    record(database, member, LessonOpened(LESSON, ""), started(), answered(1), answered(2, right=False), now=clock)
    clock.forward(hours=18)  # three in the morning
    record(database, member, finished(), LessonFinished(LESSON, "read", ""), now=clock)
    clock.forward(hours=1)
    record(database, member, LessonOpened(LESSON, ""), now=clock)
    first, last = date(2026, 3, 2), date(2026, 3, 8)
    assert study_days.between(database, member.id, first, last) == (
        StudyDay(first, answers=2, lessons_finished=1, reviews=0, seconds=0, scheduled=False, went_by=False),
        StudyDay(date(2026, 3, 3), 0, 0, 0, 0, scheduled=False, went_by=False),
    )
    assert study_days.between(database, member.id, last, last) == ()


def test_members_see_their_own(database: Database, member: Member) -> None:
    bert = people.add(database, "Bert", now=always(), random=dice(1))
    record(database, member, LessonOpened(LESSON, ""), started(), answered(), finished())
    places.keep(database, member.id, LESSON, Place("b", 1, 0, 0.5, START))
    assert lesson_facts.of_member(database, bert.id) == {}
    assert quiz_results.of_members(database, [bert.id]) == {}
    assert places.places_of(database, bert.id) == {}
    assert study_days.between(database, bert.id, date.min, date.max) == ()
    record(database, bert, started(2))
    assert sittings.open_sittings(database, member.id) == ()


def test_a_lesson_is_opened_where_it_was_left(database: Database, member: Member) -> None:
    assert places.place_of(database, member.id, LESSON) is None
    for lesson, share in (("course/one", 0.1), (LESSON, 0.5), ("course/one", 0.9)):
        places.keep(database, member.id, lesson, Place("b", 1, 2, share, START + timedelta(hours=share)))
    assert places.place_of(database, member.id, LESSON) == Place("b", 1, 2, 0.5, START + timedelta(hours=0.5))
    assert list(places.places_of(database, member.id)) == ["course/one", LESSON]


def test_a_choice_is_found_again(database: Database) -> None:
    assert setting(database, "theme") is None
    for value in ("dark", "light"):
        keep_setting(database, "theme", value)
    assert setting(database, "theme") == "light"
