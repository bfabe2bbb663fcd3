"""Me: what is done, what is remembered, what comes back."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tui.pilot import performance
from tui.app import Aim
from tui.commands import me as command
from tui.growth import WEAKEST
from tui.screens.me import MeScreen
from tui.screens.review import ReviewScreen

QUIZ = "bread/quizzes/01-dough"


async def test_my_page_before_and_after_a_quiz(tmp_path: Path, snapshot: Callable[[str, str], None]) -> None:
    async with performance(tmp_path, size=(80, 30)) as acting:
        await acting.press("m")
        assert isinstance(acting.app.screen, MeScreen)
        assert "Nothing is begun yet" in acting.text()
        acting.app.show_today()
        acting.app.answer(QUIZ)
        await acting.settle()
        await acting.press("1", "enter", "2", "enter", "1", "2", "enter", "enter", "3", "enter")
        acting.clock.pass_days(2)
        acting.app.show_today()
        await acting.press("m")
        snapshot(acting.text(), "me")
        await acting.press("v")
        assert isinstance(acting.app.screen, ReviewScreen)


async def test_the_weakest_are_those_that_were_missed(tmp_path: Path) -> None:
    async with performance(tmp_path, aim=Aim(quiz=QUIZ)) as acting:
        await acting.press("1", "enter", "2", "enter", "1", "2", "enter", "enter", "3", "enter")
        me = acting.study.me()
        assert {weak.question.id for weak in me.weakest} == {"water", "dry"}
        assert len(me.weakest) <= WEAKEST
        assert me.answered == 4
        assert sum(me.calendar.values()) == 4
        assert sum(me.load.values()) == 2, "what was missed comes back tomorrow, the rest within minutes"


async def test_the_json_says_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    async with performance(tmp_path, aim=Aim(quiz=QUIZ)) as acting:
        await acting.press("1", "enter", "2", "enter")
        document = command.me_json(acting.study.me())
    assert json.loads(json.dumps(document))["answered"] == 2
    assert document["courses"] == [{"id": "bread", "title": "Bread", "completed": 0, "total": 2}]
    assert capsys.readouterr().out == ""
