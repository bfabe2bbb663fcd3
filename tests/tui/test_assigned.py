"""What a member of a group meets: due days, a notice before an announced quiz, a hand to raise."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from tests.tui.pilot import MONDAY, Performance, performance
from tui.app import Aim
from tui.commands.wording import date_text
from tui.screens.notice import NoticeScreen
from tui.screens.quiz import QuizScreen
from tui.screens.today import TodayScreen
from tui.study import Study

LESSON, QUIZ = "bread/lessons/01-dough", "bread/quizzes/01-dough"


def assign(study: Study, *, announced: tuple[str, ...] = ()) -> None:
    """Let Lea lead a group with the member in it, and assign the course."""
    me = study.join("Xiaoming Li")
    study.add_member("Lea")
    study.join("Lea")
    study.create_group("Night shift")
    study.add_to_group("Night shift", me.name)
    study.set_plan("Night shift", "bread", (MONDAY + timedelta(days=11)).date(), announced=announced)
    study.join(me.name)
    study.accept_charter("Night shift", signed=me.name)


async def again(acting: Performance) -> None:
    """Look at Today anew."""
    screen = acting.app.screen
    assert isinstance(screen, TodayScreen)
    screen.refresh_today()
    await acting.settle()


async def test_today_says_by_when_and_what_is_late(tmp_path: Path, snapshot: Callable[[str, str], None]) -> None:
    async with performance(tmp_path) as acting:
        assign(acting.study, announced=("01-dough",))
        await again(acting)
        assert "due Fri 4 Dec" in acting.text()
        await acting.shown(snapshot, "today-assigned")
        acting.clock.pass_days(12)
        await again(acting)
        assert acting.text().count("overdue") == 2


async def test_a_quiz_with_a_day_of_its_own_is_offered_when_that_is_near(tmp_path: Path) -> None:
    async with performance(tmp_path) as acting:
        assign(acting.study)
        study, me = acting.study, "Xiaoming Li"
        study.join("Lea")
        day = MONDAY.date() + timedelta(days=9)
        text = f'[[course]]\nid = "bread"\ndue = {day + timedelta(days=2)}\n[course.quizzes]\n01-dough = {day}\n'
        study.apply_plan(study.plan_changes("a.plan.toml", text, "Night shift"))
        study.join(me)
        await again(acting)
        assert "quiz due Wed 2 Dec" in acting.text()
        assert "Quiz " not in acting.text(), "not for a week yet"
        acting.clock.pass_days(10)
        await again(acting)
        lines = acting.text().splitlines()
        (card,) = (at for at, line in enumerate(lines) if line.lstrip(" ▌").startswith("Quiz "))
        assert "was due Wed 2 Dec" in lines[card + 1], "where there is no room for it behind the title"


async def test_an_announced_quiz_begins_with_a_notice_and_only_then(
    tmp_path: Path, snapshot: Callable[[str, str], None]
) -> None:
    async with performance(tmp_path) as acting:
        assign(acting.study, announced=("01-dough",))
        acting.app.answer(QUIZ)
        await acting.settle()
        assert isinstance(acting.app.screen, NoticeScreen)
        await acting.shown(snapshot, "notice")
        await acting.press("escape")
        assert acting.study.conditions(QUIZ).groups, "nothing has begun"
        acting.app.answer(QUIZ)
        await acting.settle()
        await acting.press("enter")
        assert isinstance(acting.app.screen, QuizScreen)
        assert not acting.study.conditions(QUIZ).groups
        await acting.press("escape")
        acting.app.answer(QUIZ)
        await acting.settle()
        assert isinstance(acting.app.screen, QuizScreen), "it goes on, and was told of"


async def test_a_hand_goes_up_and_down_while_reading(tmp_path: Path) -> None:
    async with performance(tmp_path) as acting:
        assign(acting.study)
        acting.app.read(LESSON)
        await acting.settle()
        await acting.press("a")
        assert acting.study.hand_is_up(LESSON)
        assert f"Your leaders see it from {date_text(acting.study.day() + timedelta(days=1))}." in acting.notices()
        assert acting.text().splitlines()[0].rstrip().endswith("?")
        await acting.press("escape")
        acting.app.read(LESSON)
        await acting.settle()
        await acting.press("a")
        assert not acting.study.hand_is_up(LESSON)


async def test_without_a_plan_there_is_no_hand_to_raise(tmp_path: Path) -> None:
    async with performance(tmp_path) as acting:
        acting.app.read(LESSON)
        await acting.settle()
        await acting.press("a")
        assert not acting.study.hand_is_up(LESSON)
        assert "no leader would see your hand" in acting.notices()


async def test_who_is_in_no_group_is_told_that_nobody_would_see_a_hand(tmp_path: Path) -> None:
    async with performance(tmp_path, aim=Aim(lesson="01-dough")) as acting:
        await acting.press("a")
        assert acting.notices() == "You are in no group: no leader would see your hand."
        assert not acting.study.hand_is_up("bread/lessons/01-dough")
