"""Me: what is done, what is remembered, what comes back."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import cast

import pytest
from rich.cells import cell_len

from quizzes.memory import Rating
from quizzes.model import Choice
from store import events
from store.charter import notice_digest
from store.leave import Leave
from store.log import Entry, append
from tests.tui.pilot import Performance, performance
from tui.app import Aim
from tui.commands import me as command
from tui.growth import WEAKEST
from tui.screens.me import MeScreen
from tui.screens.review import ReviewScreen
from tui.screens.suspended import SuspendedScreen
from tui.views import OpenQuiz

QUIZ = "bread/quizzes/01-dough"


async def test_my_page_before_and_after_a_quiz(tmp_path: Path, snapshot: Callable[[str, str], None]) -> None:
    async with performance(tmp_path) as acting:
        await acting.press("m")
        assert isinstance(acting.app.screen, MeScreen)
        assert "Nothing is begun yet" in acting.text()
        acting.study.go_away(Leave(acting.study.day(), acting.study.day() + timedelta(days=1)))
        acting.app.show_today()
        await acting.settle()
        assert "Away until Tue 24 Nov" in acting.text(), "Today says it, too"
        await acting.press("m")
        assert "Away until Tue 24 Nov" in acting.text()
        acting.study.come_back()
        acting.app.show_today()
        acting.app.answer(QUIZ)
        await acting.settle()
        await acting.press("1", "enter", "2", "enter", "1", "2", "enter", "enter", "3", "enter")
        acting.clock.pass_days(2)
        acting.app.show_today()
        await acting.press("m")
        await acting.shown(snapshot, "me")
        await acting.press("end")
        await acting.shown(snapshot, "me-end")
        await acting.press("v")
        assert isinstance(acting.app.screen, ReviewScreen)


async def grown(acting: Performance) -> None:
    """Some weeks of study, in a group that aims at a half: one slips, a question is suspended, two are flagged."""
    study, member = acting.study, acting.study.member
    assert member is not None
    database = study._database
    group = database.ids.next(acting.clock(), study._random)
    bodies = (
        (events.GroupCreated("Night shift"), group),
        (events.GroupJoined(member.id, "member"), group),
        (events.CharterAccepted(group, "", notice_digest()), member.id),
        (events.PlanSet("bread", {}, 0.5, ()), group),
    )
    append(database, [Entry(body, member.id, about) for body, about in bodies], now=acting.clock, random=study._random)
    for quiz, right in ((QUIZ, 3), ("bread/quizzes/02-oven", 2)):
        opened = study.start(quiz)
        assert isinstance(opened, OpenQuiz)
        for number, question_id in enumerate(opened.sitting.questions, start=1):
            question = opened.find(question_id)
            assert isinstance(question, Choice)
            wrong = tuple(option.id for option in question.options if not option.right)[:1]
            opened = study.answer(opened, question_id, question.right if number <= right else wrong, 0).quiz
    acting.clock.pass_days(1)
    after: str | None = None
    for rating in (Rating.GOOD, Rating.AGAIN, Rating.GOOD, Rating.GOOD):
        card = study.review(after=after)
        assert card is not None
        assert isinstance(card.asked.question, Choice)
        study.rate(card, rating, card.asked.question.right if rating is Rating.GOOD else ())
        after = card.asked.identity
    study.suspend((QUIZ, "rested"))
    for question, reason in zip(study.find_quiz(QUIZ).questions, ("unclear", "typo"), strict=False):
        study.flag(QUIZ, question, reason, "")
    acting.clock.pass_days(20)
    study.settle(study.flags()[0])
    study.go_away(Leave(date(2026, 12, 28), date(2027, 1, 3)))


@pytest.mark.parametrize(("size", "name"), [((80, 24), "me-grown"), ((120, 40), "me-grown-wide")])
async def test_my_page_after_some_weeks(
    tmp_path: Path, snapshot: Callable[[str, str], None], size: tuple[int, int], name: str
) -> None:
    async with performance(tmp_path, size=size) as acting:
        await grown(acting)
        await acting.press("m")
        await acting.shown(snapshot, name)


async def test_another_size_draws_the_page_anew(tmp_path: Path) -> None:
    async with performance(tmp_path, size=(120, 40)) as acting:
        await grown(acting)
        await acting.press("m")
        wide = acting.text()
        await acting.pilot.resize_terminal(60, 16)
        await acting.settle()
        assert all(cell_len(line) <= 60 for line in acting.text().split("\n"))
        await acting.pilot.resize_terminal(120, 40)
        await acting.settle()
        assert acting.text() == wide


async def test_slipping_lessons_are_marked_on_today_and_in_the_course(
    tmp_path: Path, snapshot: Callable[[str, str], None]
) -> None:
    async with performance(tmp_path) as acting:
        await grown(acting)
        acting.app.screen.refresh_today()  # type: ignore[attr-defined]  # Today is on the screen
        await acting.settle()
        await acting.shown(snapshot, "today-slipping")
        await acting.press("c")
        assert "! slipping" in acting.text()


async def test_a_suspended_question_is_listed_resumed_and_suspended_again(
    tmp_path: Path, snapshot: Callable[[str, str], None]
) -> None:
    async with performance(tmp_path) as acting:
        await grown(acting)
        await acting.press("m", "s")
        assert isinstance(acting.app.screen, SuspendedScreen)
        await acting.shown(snapshot, "suspended")
        await acting.pilot.resize_terminal(60, 16)
        await acting.settle()
        assert "Which of these does a rested dough do?\n      Dough, tried, since Tue 24 Nov" in acting.text()
        await acting.press("enter")
        assert acting.study.suspended() == ()
        assert "No question is suspended." in acting.text()
        await acting.press("u")
        assert [one.question.id for one in acting.study.suspended()] == ["rested"]
        assert "Which of these does a rested dough do?" in acting.text()
        await acting.press("enter", "escape")
        assert isinstance(acting.app.screen, MeScreen)
        assert "suspended" not in acting.text().casefold()


async def test_a_course_that_was_only_opened_is_one_line(tmp_path: Path) -> None:
    async with performance(tmp_path, aim=Aim(lesson="01-dough")) as acting:
        await acting.press("escape", "m")
        assert "Nothing is begun yet" in acting.text(), "a glance begins nothing"
        assert acting.study.today().week == (0,), "and is no day of study"
        await acting.press("escape", "enter", "space", "escape", "m")
        me = acting.study.me()
        assert (me.grown, [one.view.course.title for one in me.opened]) == ((), ["Bread"])
        assert "Opened, nothing completed or answered yet: Bread" in acting.text()
        assert "Craft" not in acting.text()


async def test_the_weakest_are_those_that_were_missed(tmp_path: Path) -> None:
    async with performance(tmp_path, aim=Aim(quiz=QUIZ)) as acting:
        await acting.press("1", "enter", "2", "enter", "1", "2", "enter", "enter", "3", "enter")
        me = acting.study.me()
        assert {weak.question.id for weak in me.weakest} == {"water", "dry"}
        assert len(me.weakest) <= WEAKEST
        assert all(weak.missed and weak.recall == 0 for weak in me.weakest)
        assert (me.answered, round(me.known), me.missed) == (4, 2, 2), "a miss is not known, whatever the curve says"
        assert sum(me.calendar.values()) == 4
        assert sum(me.load.values()) == 2, "what was missed comes back tomorrow, the rest within minutes"
        assert (me.due, me.later and me.later.questions) == (0, 2)
        await acting.press("escape", "m")
        assert "Nothing is due now  ·  2 later today, the first in 10 min" in acting.text()
        acting.clock.at += timedelta(minutes=10)
        await acting.press("escape", "m")
        assert "2 questions due now  ·  2 more in the next 30 days" in acting.text()


async def test_the_json_says_the_same(tmp_path: Path) -> None:
    async with performance(tmp_path) as acting:
        await grown(acting)
        document = command.me_json(acting.study.me())
    assert json.loads(json.dumps(document)) == document
    assert list(document) == [
        *(
            "member",
            "date",
            "courses",
            "days",
            "rhythm",
            "answered",
            "known",
            "missed",
            "retention",
            "calibration",
            "due",
            "later_today",
        ),
        *("load", "weakest", "away", "flags", "suspended", "retired"),
    ]
    assert document["away"] == [{"first": "2026-12-28", "last": "2027-01-03"}]
    (course,) = cast("list[dict[str, object]]", document["courses"])
    assert course["slipping"] == ["lessons/01-dough"]
    assert course["dimensions"] == [
        {"id": "craft", "title": "Craft", "share": 0.0, "target": 0.5, "target_by_now": 0.0},
        {"id": "patience", "title": "Patience", "share": 1.0, "target": 0.5, "target_by_now": 0.0},
        {"id": "care", "title": "Care", "share": None, "target": 0.5, "target_by_now": 0.0},
    ]
    objectives = cast("list[dict[str, object]]", course["objectives"])
    assert [(one["id"], one["level"], one["right"], one["questions"]) for one in objectives] == [
        ("dough", "attempted", 2, 4),
        ("bake", "proficient", 2, 2),
    ]
    assert document["retention"] == {
        "days": 30,
        "reviews": 4,
        "kept": 3,
        "share": None,
        "evidence": "counts",
        "withheld": "fewer than 10",
    }
    assert (document["answered"], document["suspended"]) == (6, 1)
    flags = cast("list[dict[str, object]]", document["flags"])
    assert [(one["reason"], one["date"], one["settled"]) for one in flags] == [
        ("unclear", "2026-11-24", "2026-12-14"),
        ("typo", "2026-11-24", None),
    ]
