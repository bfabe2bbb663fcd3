"""Study days as a member lives through them: rows, time, the share of a day; and that nobody else is told."""

import json
import time
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from quizzes.memory import Rating
from store import log
from store.database import Database, open_database
from store.errors import FullError
from store.events import DayBegun, Studied
from store.log import rebuild
from store.people import Leave
from tests.histories import dump
from tests.machines import GROUP, LESSONS, answer_all, classroom
from tui.commands import today as today_command
from tui.commands.group import group_json
from tui.commands.wording import enough_words, off_words
from tui.pace import Cell, Pace, Rhythm
from tui.reviewing import Practice
from tui.study import Study
from tui.views import OpenQuiz

LIBRARY = Path(__file__).parents[1] / "fixtures" / "library"
QUIZ = "bread/quizzes/01-dough"
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


class Days:
    """A study on a clock."""

    def __init__(self, database: Database) -> None:
        self.at = MONDAY
        self.database = database
        self.study = self.begin()

    def begin(self) -> Study:
        """The app is opened."""
        study = Study([LIBRARY], self.database, now=lambda: self.at, random=Random(str(self.at)))
        study.join("Ada")
        return study

    def on(self, day: int, *, rating: Rating | None = Rating.AGAIN) -> int:
        """Open the app on a day, counted from the Monday, and study; answer how many days in a row there were before.

        A question that is rated Again is due on the day after.
        """
        self.at = MONDAY + day * DAY
        self.study = self.begin()
        before = self.rhythm.in_a_row
        if rating:
            self.rate(rating)
        return before

    def rate(self, rating: Rating) -> None:
        card = self.study.review(practice=Practice(((QUIZ, "dry"),)))
        assert card
        self.study.rate(card, rating)

    def take_the_quiz(self) -> None:
        """Answer the quiz right to its end."""
        opened = self.study.start(QUIZ)
        assert isinstance(opened, OpenQuiz)
        while (question := opened.question) is not None:
            right = tuple(option.id for option in question.options if option.right)  # type: ignore[union-attr]
            opened = self.study.answer(opened, question.id, right, 0).quiz

    @property
    def rhythm(self) -> Rhythm:
        return self.study.today().rhythm


@pytest.fixture
def days(tmp_path: Path) -> Iterator[Days]:
    with open_database(tmp_path / "study.db", now=lambda: MONDAY) as database:
        yield Days(database)


def test_a_row_goes_over_days_off_and_ends_with_a_day_that_went_by(days: Days) -> None:
    days.take_the_quiz()
    assert [days.on(day) for day in (1, 2, 3, 4)] == [1, 2, 3, 4]
    assert (days.on(5), days.rhythm.in_a_row) == (5, 5), "a Saturday adds nothing"
    assert days.rhythm.cells == (*[Cell.STUDIED] * 6, Cell.FREE)
    assert (days.on(7), days.rhythm.in_a_row) == (5, 6)
    assert days.on(9, rating=None) == 0, "Tuesday went by, with something due"
    assert days.rhythm.cells[:3] == (Cell.STUDIED, Cell.PLANNED, Cell.PLANNED)
    days.rate(Rating.GOOD)
    assert (days.rhythm.in_a_row, days.study.me().longest_row) == (1, 6)
    grown = dump(days.database)
    rebuild(days.database)
    assert dump(days.database) == grown


def test_a_row_is_not_lost_on_a_day_when_nothing_was_due(days: Days) -> None:
    days.take_the_quiz()
    for question in ("water", "knead", "rested", "dry"):
        card = days.study.review(practice=Practice(((QUIZ, question),)))
        assert card
        days.study.rate(card, Rating.EASY)
    assert days.on(2, rating=None) == 1
    assert days.on(2) == 1, "Tuesday had nothing to do"


def test_leave_pauses_a_row_and_what_was_scheduled_then_stays_so(days: Days) -> None:
    days.take_the_quiz()
    days.on(1)
    days.study.go_away(Leave(date(2026, 11, 25), date(2026, 11, 27)))
    days.study.preferences.choose("study_days", "mon..sun")
    assert days.study.today().rhythm.cells[2:5] == (Cell.FREE,) * 3
    days.at = datetime(2026, 11, 26, 12, tzinfo=UTC)
    assert days.rhythm.away == Leave(date(2026, 11, 25), date(2026, 11, 27))
    days.at = MONDAY + DAY
    assert days.on(5) == 2
    days.study.go_away(Leave(date(2027, 1, 4), date(2027, 1, 5)))
    days.study.preferences.choose("study_days", "daily")
    assert (days.on(6), days.rhythm.in_a_row) == (3, 4), "another leave, other days: what was counted is counted"


def test_a_leave_that_is_over_explains_its_days_in_every_window_though_another_is_noted(days: Days) -> None:
    days.take_the_quiz()
    days.on(1)
    days.begin().go_away(Leave(date(2026, 11, 25), date(2026, 11, 27)))
    days.at = MONDAY + 7 * DAY
    assert days.rhythm.in_a_row == 2, "it was noted in another window than the one left open"
    days.study.go_away(Leave(date(2027, 1, 4), date(2027, 1, 5)))
    assert days.rhythm.in_a_row == 2
    days.rate(Rating.AGAIN)
    assert days.rhythm.in_a_row == 3
    before = dump(days.database)
    rebuild(days.database)
    assert dump(days.database) == before


def test_who_flies_over_the_date_line_loses_no_day(days: Days, monkeypatch: pytest.MonkeyPatch) -> None:
    try:
        monkeypatch.setenv("TZ", "America/Los_Angeles")
        time.tzset()
        days.at = MONDAY + 19 * HOUR  # Monday, eleven
        days.take_the_quiz()
        days.rate(Rating.AGAIN)
        days.at += 22 * HOUR
        monkeypatch.setenv("TZ", "Asia/Shanghai")
        time.tzset()
        assert days.study.day() == date(2026, 11, 25)
        assert days.rhythm.in_a_row == 1, "the day between had no day"
        days.at += 2 * DAY
        assert days.rhythm.in_a_row == 0
    finally:
        monkeypatch.undo()
        time.tzset()


def test_time_is_what_was_spent_and_a_pause_counts_in_part(days: Days, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_named: object) -> None:
        raise FullError(path=Path("study.db"))

    study = days.study
    study.open(LESSONS[0])
    for _sign in range(20):
        days.at += MINUTE
        study.active()
    assert days.rhythm.minutes == 20, "also before it is recorded"
    days.at += 3 * HOUR  # lunch
    study.active()
    study.rest()
    days.at += HOUR
    study.active()
    with monkeypatch.context() as full:
        full.setattr(log, "append", refuse)
        assert study.parting() == "The minutes studied could not be recorded."
    assert study.parting() == "23 min · saved"
    assert days.begin().today().rhythm.minutes == 23
    assert study.today().rhythm.cells[0] is Cell.STUDIED, "to read is to study"
    before = study.member
    bert = study.add_member("Bert")
    study.become(bert)
    assert study.today().rhythm.minutes == 0
    study.active()
    days.at += MINUTE
    study.active()
    with monkeypatch.context() as full:
        full.setattr(log, "append", refuse)
        assert before
        study.become(before)
    assert study.parting() == "The minutes studied could not be recorded.", "though another studies since"


def test_time_past_four_in_the_night_is_of_two_days(days: Days) -> None:
    days.at = MONDAY + 18 * HOUR + 50 * MINUTE
    days.study.open(LESSONS[0])
    for _sign in range(20):
        days.at += MINUTE
        days.study.active()
    days.study.keep_time()
    assert {day: one // 60 for day, one in days.study.me().seconds.items() if one} == {
        date(2026, 11, 23): 10,
        date(2026, 11, 24): 10,
    }


def test_enough_is_said_when_the_share_of_the_day_is_done(tmp_path: Path) -> None:
    with classroom(tmp_path, "Wei", announced=False) as (leader, wei):
        wei.share()
        leader.collect()
        study, clock = wei.study, wei.clock
        group = wei.study.my_plan()
        assert len(group) == 2
        before = study.today().rhythm
        assert before.pace == Pace(a_week=1, ahead=0, share=0, done=0, due=date(2026, 3, 31))
        assert not before.enough, "nothing was studied"
        clock.forward(days=14)
        behind = study.today().rhythm
        assert behind.pace is not None
        assert (behind.pace.ahead, behind.pace.share, behind.enough) == (0, 1, False)
        wei.complete(LESSONS[0])
        after = study.today().rhythm
        assert after.pace is not None
        assert (after.pace.ahead, after.pace.done, after.enough) == (0, 1, True)
        assert enough_words(after) == "Enough for today: nothing to review, and the day's lesson of your plan is done."
        answer_all(wei, right=True)
        clock.forward(hours=1)
        assert not study.today().rhythm.enough, "what was answered comes back"


LEAVE = Leave(date(2026, 11, 20), date(2026, 12, 3))


def test_of_what_there_was_enough_is_said() -> None:
    rhythm = Rhythm(cells=(), minutes=0, aim=90, in_a_row=0, pace=None, enough=True, of_day=15.0)
    ahead = Pace(a_week=1, ahead=2, share=0, done=0, due=date(2026, 3, 31))
    for one, said in (
        (replace(rhythm, pace=ahead), "Enough for today: nothing to review, and your plan asks for no lesson today."),
        (replace(rhythm, minutes=20), "Enough for today: nothing to review, and the day's 15 min are done."),
        (
            replace(rhythm, minutes=90, of_day=0),
            "Enough for today: nothing to review, and the 90 min of this week are done.",
        ),
        (replace(rhythm, of_day=0), "Enough for today: nothing to review, and today is not one of your study days."),
        (replace(rhythm, of_day=0, away=LEAVE), "Enough for today: nothing to review, and you are away."),
        (replace(rhythm, aim=0, of_day=0), "Enough for today: nothing to review."),
    ):
        assert enough_words(one) == said
    day = replace(rhythm, pace=ahead, aim=0)
    assert enough_words(day, opened=1).startswith("Enough, apart from the open quiz: nothing to review, and your plan")
    both = enough_words(day, opened=2, minutes=9)
    assert both.startswith("Enough, apart from 2 open quizzes: no reviews for 9 min, and your plan")
    assert enough_words(day, here=True).startswith("Enough for today in this library: nothing to review, and your plan")
    assert enough_words(day, opened=1, here=True).startswith("Enough, apart from the open quiz in this library: no")
    assert enough_words(replace(rhythm, aim=0, of_day=0), minutes=1) == "Enough for now: no reviews for 1 min."


def test_a_day_off_says_which_days_are_none() -> None:
    rhythm = Rhythm(cells=(Cell.FREE,) * 7, minutes=0, aim=0, in_a_row=0, pace=None, enough=False, of_day=0)
    assert off_words(rhythm, MONDAY.date(), "tue..fri") == "Today is not one of your study days (Tue to Fri)."
    assert not off_words(replace(rhythm, cells=(Cell.PLANNED,) * 7), MONDAY.date(), "tue..fri")
    assert not off_words(replace(rhythm, away=LEAVE), MONDAY.date(), "mon..fri"), "it is one, and they are away"


def test_nothing_is_said_of_days_before_somebody_came(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open_database(tmp_path / "study.db", now=lambda: MONDAY + 3 * DAY) as database:
        days = Days(database)
        days.at = MONDAY + 3 * DAY
        days.study = Study([LIBRARY], database, now=lambda: days.at, random=Random(1))
        days.study.become(days.study.add_member("Bo"))
        assert days.rhythm.cells[:4] == (Cell.FREE, Cell.FREE, Cell.FREE, Cell.PLANNED)
        days.take_the_quiz()
        today_command._say_rhythm(days.study.today(), days.study.member.added)  # type: ignore[union-attr]  # they joined
        assert "This week: studied Thu; study days Fri; days off Sat, Sun." in capsys.readouterr().out
        assert list(days.study.me().weeks) == [date(2026, 11, 23)]


def test_nobody_else_is_told(tmp_path: Path) -> None:
    with classroom(tmp_path, "Wei") as (leader, wei):
        wei.record()
        leader.study.add_member("Wei")
        leader.study.add_to_group(GROUP, "Wei")
        told = _all_a_leader_has(leader.study)
        (here,) = (one for one in leader.study.members() if one.name == "Wei")
        leader.study.join("Wei")
        mirrored = [asdict(record) for _name, record in leader.study.mirror()]
        today = leader.study.day()
        leader.study._record(Studied(86_311), DayBegun(scheduled=True, went_by=(today - 3 * DAY, today - DAY)))
        leader.study.preferences.choose("study_days", "tue,sat")
        assert leader.study.today().rhythm.minutes == 86_311 // 60
        assert [asdict(record) for _name, record in leader.study.mirror()] == mirrored
        assert here.id == leader.study._me().id
        leader.study.join("Lea")
        again = _all_a_leader_has(leader.study)
        assert again == told
        private = ("86311", "1438", "minutes", "seconds", "in_a_row", "rhythm", "scheduled", "went_by")
        assert [word for word in private if word in again] == []
        own = json.dumps(today_command._json(leader.study, leader.study.today()))
        assert '"rhythm"' in own, "it is the member's own page that has it"


def _all_a_leader_has(study: Study) -> str:
    group = study.group(study.find_group(GROUP).id)
    return json.dumps(group_json(group)) + json.dumps(asdict(group), default=str)
