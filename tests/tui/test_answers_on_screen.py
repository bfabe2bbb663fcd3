"""Looking back at answers that were typed, and what stands behind a window: keys act, and the clock goes on."""

from datetime import timedelta
from pathlib import Path

from textual.widgets import Input

from tests.tui.pilot import performance
from tui.app import Aim
from tui.screens.answers import AnswersScreen
from tui.screens.flag import FlagScreen
from tui.screens.quiz import QuizScreen

FIXTURES = Path(__file__).parents[1] / "fixtures"


async def test_letters_act_on_an_answer_that_was_typed(tmp_path: Path) -> None:
    async with performance(tmp_path, library=FIXTURES / "typing", aim=Aim(quiz="weighing/scale-quiz")) as acting:
        await acting.press("x", "enter", "enter", "1", "enter", "enter", "2", "enter", "enter")
        await acting.press("v")
        assert isinstance(acting.app.screen, AnswersScreen)
        assert not isinstance(acting.app.focused, Input), "the line is answered"
        assert "F1" not in acting.text().split("\n")[-1]
        await acting.press("g")
        assert isinstance(acting.app.screen, FlagScreen)


async def test_letters_act_on_a_typed_answer_that_is_said_in_another_language(tmp_path: Path) -> None:
    async with performance(tmp_path, library=FIXTURES / "typing", aim=Aim(quiz="weighing/scale-quiz")) as acting:
        await acting.press("x", "enter", "f2")
        assert isinstance(acting.app.screen, QuizScreen)
        assert not isinstance(acting.app.focused, Input)
        await acting.press("g")
        assert isinstance(acting.app.screen, FlagScreen)
        await acting.press("escape", "f2")
        assert not isinstance(acting.app.focused, Input), "nor when the window is closed"


async def test_the_clock_goes_on_behind_a_window(tmp_path: Path) -> None:
    async with performance(tmp_path, library=FIXTURES / "exams", aim=Aim(quiz="pumps/licence")) as acting:
        await acting.press("enter")
        quiz = acting.app.screen
        assert isinstance(quiz, QuizScreen)
        await acting.press("f1")
        acting.clock.at += timedelta(minutes=9, seconds=30)
        quiz.tick()
        await acting.settle()
        assert "30 s left" in acting.text()
        acting.clock.at += timedelta(seconds=30)
        quiz.tick()
        await acting.settle()
        assert "time is up" in acting.text().split("\n")[0]
