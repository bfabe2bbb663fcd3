"""A member's three days, and the weeks after them, on a clock that is set by hand."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from quizzes.due import at_once
from quizzes.mastery import Level
from quizzes.memory import Rating, State
from store import log
from store.database import Database, open_database
from store.details import WITNESSES
from store.events import DetailsErased, Studied
from store.items import ItemMemory
from store.log import Entry, rebuild
from store.projections import item_memory
from tests.histories import dump
from tui.reviewing import Practice
from tui.study import Study
from tui.views import OpenQuiz, ReviewCard

LIBRARY = Path(__file__).parents[1] / "fixtures" / "library"
QUIZ = "bread/quizzes/01-dough"
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
WRONG = {"water"}


class Days:
    """A study on a clock."""

    def __init__(self, database: Database) -> None:
        self.at = MONDAY
        self.database = database
        self.study = Study([LIBRARY], database, now=lambda: self.at, random=Random(7))
        self.me = self.study.join("Ada")

    def item(self, question: str) -> ItemMemory:
        found = item_memory.of_question(self.database, self.me.id, QUIZ, question)
        assert found
        return found

    def due(self) -> list[str]:
        """The questions that are asked now, in order, without answering any."""
        asked = self.study._due()
        assert self.study.today().reviews == len(at_once(asked, self.at)), (
            "Today counts them without putting them in order"
        )
        return [one.question for one in asked]

    def take_the_quiz(self) -> None:
        """Everything right, but for the water; what was begun is gone on with."""
        opened = self.study.start(QUIZ)
        assert isinstance(opened, OpenQuiz)
        while (question := opened.question) is not None:
            right = question.id not in WRONG
            chosen = tuple(option.id for option in question.options if option.right is right)  # type: ignore[union-attr]
            opened = self.study.answer(opened, question.id, chosen if right else chosen[:1], 0).quiz

    def card(self, question: str) -> ReviewCard:
        card = self.study.review(practice=Practice(((QUIZ, question),)))
        assert card
        return card

    def rate(self, question: str, rating: Rating = Rating.GOOD) -> str:
        """Rate a question, due or not, answered right where it is not forgotten."""
        card = self.card(question)
        options = card.asked.question.options  # type: ignore[union-attr]
        right = rating is not Rating.AGAIN
        chosen = tuple(option.id for option in options if option.right is right)
        return self.study.rate(card, rating, chosen if right else chosen[:1])


@pytest.fixture
def days(tmp_path: Path) -> Iterator[Days]:
    with open_database(tmp_path / "study.db", now=lambda: MONDAY) as database:
        yield Days(database)


def test_of_questions_that_ask_the_same_today_counts_no_more_than_are_asked(days: Days) -> None:
    days.take_the_quiz()
    days.at += timedelta(days=30)
    several = len(days.due())
    with days.database.transaction() as connection:
        connection.execute("UPDATE item_memory SET identity = 'the same'")
    assert len(days.due()) == 1 < several


def test_a_wrong_answer_is_due_on_the_next_study_day_and_jumps_to_its_section(days: Days) -> None:
    days.take_the_quiz()
    assert set(days.due()) == {"knead", "rested", "dry"}, "what was right comes back in some minutes"
    assert days.study.review() is None, "and no session begins with that"
    assert days.item("water").memory.due_day == date(2026, 11, 24)
    days.at = MONDAY + timedelta(hours=18, minutes=59)  # 3:59 in the night: still Monday
    assert "water" not in days.due()
    assert days.study.day() == date(2026, 11, 23)

    days.at += MINUTE
    assert days.study.day() == date(2026, 11, 24)
    assert "water" in days.due()
    card = days.card("water")
    assert days.study.wait(card.returns[Rating.AGAIN]) == (0, 1)
    reread = days.study.reread(card.lesson, card.asked.question)
    assert reread is not None
    assert (reread.lesson.title, reread.title) == ("The dough", "The ratio")
    days.rate("water", Rating.AGAIN)
    assert days.item("water").memory.due_at == days.at + MINUTE, "from here on the steps of the package apply"
    days.at += MINUTE
    days.rate("water")
    assert days.item("water").memory.due_at == days.at + 10 * MINUTE
    days.at += 10 * MINUTE
    days.rate("water")
    assert days.item("water").memory.state is State.REVIEW

    assert "water" not in days.due()

    days.at = MONDAY + 2 * DAY
    assert "water" in days.due(), "what was forgotten yesterday is asked once more"
    days.rate("water")
    assert "water" not in days.due()
    assert days.item("water").memory.due_day > days.study.day()


def test_the_golden_sequence_holds(days: Days) -> None:
    days.take_the_quiz()
    seen = [_rounded(days.item("dry"))]
    days.at += 10 * MINUTE
    days.rate("dry")
    assert (days.item("dry").memory.due_day - days.study.day()).days == 2, "shorter than what varies a little"
    for wait in (2, 11):
        days.at += wait * DAY
        days.rate("dry")
        seen.append(_rounded(days.item("dry")))
    days.at += 46 * DAY
    days.rate("dry", Rating.AGAIN)
    seen.append(_rounded(days.item("dry")))
    assert days.item("dry").memory.due_at == days.at + 10 * MINUTE
    days.at += 10 * MINUTE
    days.rate("dry")
    assert seen == [(2.307, 2.118), (10.971, 2.104), (46.317, 2.097), (2.934, 7.388)]
    assert (days.item("dry").memory.due_day - days.study.day()).days in {2, 3, 4}, "3 days, give or take one"
    assert days.item("dry").memory.lapses == 1


def _rounded(item: ItemMemory) -> tuple[float, float]:
    return round(item.memory.stability, 3), round(item.memory.difficulty, 3)


def test_to_undo_restores_everything_exactly(days: Days) -> None:
    days.take_the_quiz()
    days.at += DAY
    days.rate("knead")
    before = dump(days.database)
    asked = days.due()
    steps: list[Callable[[], str]] = [
        lambda: days.rate("water", Rating.AGAIN),
        lambda: days.rate("dry", Rating.EASY),
        lambda: days.study.suspend((QUIZ, "dry")),
        lambda: days.study.bury((QUIZ, "water")),
    ]
    done = [step() for step in steps]
    assert days.due() == ["rested"]
    for event in reversed(done):
        days.study.undo(event)
    assert dump(days.database) == before
    assert days.due() == asked
    assert days.study.parting() == "3 min · 1 lesson · 4 answers · 1 review · saved"
    before = dump(days.database)  # with the time that was spent
    rebuild(days.database)
    assert dump(days.database) == before


def test_what_is_set_aside_waits(days: Days) -> None:
    days.take_the_quiz()
    days.at += DAY
    days.study.suspend((QUIZ, "water"))
    days.study.bury((QUIZ, "dry"))
    assert set(days.due()) == {"knead", "rested"}
    assert [one.question.id for one in days.study.suspended()] == ["water"]
    assert [weak.question.id for weak in days.study.me().weakest] == [], "what is suspended is not to be practised"
    days.at += DAY
    assert set(days.due()) == {"knead", "rested", "dry"}
    days.study.resume((QUIZ, "water"))
    assert set(days.due()) == {"knead", "rested", "dry", "water"}
    assert days.study.suspended() == ()


def test_an_objective_grows_falls_and_grows_again(days: Days) -> None:
    def dough() -> Level:
        (course,) = days.study.me().courses
        return next(one.level for one in course.objectives if one.objective.id == "dough")

    def craft() -> float | None:
        (course,) = days.study.me().courses
        return next(one.share for one in course.dimensions if one.id == "craft")

    days.take_the_quiz()
    assert (dough(), craft()) == (Level.FAMILIAR, 0.0), "three of four"
    days.at += DAY
    days.rate("water")
    assert (dough(), craft()) == (Level.PROFICIENT, 1.0)
    for wait in (3, 5):
        days.at += wait * DAY
        for question in ("water", "knead", "rested", "dry"):
            days.rate(question)
    assert dough() is Level.MASTERED
    (course,) = days.study.me().courses
    assert course.slipping == ()

    days.at += 900 * DAY
    assert dough() is Level.PROFICIENT, "too much of it is likely to be forgotten"
    assert [row.lesson.id for row in days.study.me().slipping] == ["lessons/01-dough"]
    missed = days.rate("water", Rating.AGAIN)
    assert (dough(), craft()) == (Level.FAMILIAR, 0.0)
    days.study.undo(missed)
    assert dough() is Level.PROFICIENT


def test_a_quiz_begun_before_an_erased_day_and_finished_after_it_does_not_slip(days: Days) -> None:
    """Three of its four questions were known before that day, and nothing is left of it."""
    opened = days.study.start(QUIZ)
    assert isinstance(opened, OpenQuiz)
    for _ in range(3):
        assert opened.question is not None
        right = tuple(option.id for option in opened.question.options if option.right)  # type: ignore[union-attr]
        opened = days.study.answer(opened, opened.question.id, right, 0).quiz
    days.at += 20 * DAY
    days.take_the_quiz()
    days.at += 200 * DAY

    def slipping() -> list[str]:
        return [row.lesson.id for row in days.study.me().slipping]

    assert slipping() == ["lessons/01-dough"]
    log.append(
        days.database,
        [Entry(DetailsErased(date(2026, 12, 1)), days.me.id, days.me.id)],
        now=lambda: days.at,
        random=Random(3),
    )
    assert slipping() == [], "how well it was known is erased"


def test_me_counts_reviews_in_calendar_and_retention(days: Days) -> None:
    days.take_the_quiz()
    days.at += DAY
    days.rate("water", Rating.AGAIN)
    days.rate("water")  # the second of the day tells nothing
    days.rate("dry")
    days.study.undo(days.rate("knead", Rating.AGAIN))
    me = days.study.me()
    assert [number for number in me.calendar.values() if number] == [5, 3], "four answers and a lesson; three reviews"
    assert (me.retention.reviews, me.retention.kept, me.retention.share) == (2, 1, None)
    assert me.due == len([one for one in days.due() if one not in {"water", "dry"}])
    days.at += 31 * DAY
    assert days.study.me().retention.reviews == 0


def test_old_details_go_when_that_is_wished_and_the_quiz_stays_passed(days: Days) -> None:
    days.take_the_quiz()
    for question in ("knead", "rested", "dry"):
        days.rate(question)
    row = days.study.course("bread").lessons[0]
    days.at += 300 * DAY
    days.rate("knead")
    for _day in range(WITNESSES):  # by what was done on some days the clock is believed
        days.at += DAY
        log.append(days.database, [Entry(Studied(60), days.me.id, days.me.id)], now=lambda: days.at, random=Random(8))
    days.study.preferences.choose("keep_months", "6")
    assert not days.study.look_after()
    before = days.study.me().answered
    days.at += DAY
    assert days.study.look_after()
    assert (before, days.study.me().answered) == (4, 1)
    after = days.study.course("bread").lessons[0]
    assert row.quiz is not None
    assert after.quiz is not None
    assert (after.standing, after.begun, after.quiz) == (row.standing, row.begun, row.quiz)
    assert {asked.question for asked in days.study._due()} <= {"knead"}
    grown = dump(days.database)
    rebuild(days.database)
    assert dump(days.database) == grown
