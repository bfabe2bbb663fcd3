"""Looking back at answers that were typed, and what stands behind a window: keys act, and the clock goes on."""

from datetime import timedelta
from pathlib import Path

import pytest
from textual.widgets import Input

from tests.tui.pilot import performance
from tests.unit.test_themes import contrast
from tui import themes
from tui.app import Aim
from tui.i18n import together
from tui.screens.answers import AnswersScreen
from tui.screens.flag import FlagScreen
from tui.screens.help import HelpScreen
from tui.screens.quiz import QuizScreen
from tui.widgets.output_form import OutputForm

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


async def test_after_the_verdict_no_box_is_left_to_be_ticked(tmp_path: Path) -> None:
    quizzes = tmp_path / "library" / "quizzes"
    quizzes.mkdir(parents=True)
    text = "### Which are open?\n\n- [x] The valve\n- [x] The vent\n- [ ] The outlet\n- [ ] The door\n"
    (quizzes / "pump.md").write_text(text, encoding="utf-8")
    async with performance(tmp_path, library=quizzes.parent, aim=Aim(quiz="pump")) as acting:
        await acting.press("1", "3")
        assert acting.text().count("[ ]") == 2
        await acting.press("enter")
        assert "[ ]" not in acting.text()
        marks = [line.split()[1] for line in acting.text().split("\n") if "▌" in line][:4]
        assert marks == ["✓", "✓", "✗", "4"]


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


def test_no_blank_stands_behind_a_full_width_mark() -> None:
    assert together("答了 2 题。", "第 3 题不计分。") == "答了 2 题。第 3 题不计分。"
    assert together("Two answered.", "", "The third came too late.") == "Two answered. The third came too late."


@pytest.mark.parametrize("theme", [theme.name for theme in themes.THEMES])
async def test_what_to_type_can_be_read_in_the_empty_line(tmp_path: Path, theme: str) -> None:
    async with performance(tmp_path, library=FIXTURES / "typing", aim=Aim(quiz="weighing/scale-quiz")) as acting:
        acting.app.theme = theme
        await acting.settle()
        line = acting.app.screen.query_one(Input)
        style = line.get_component_styles("input--placeholder")
        behind = line.background_colors[1]
        text = behind + style.color if style.color.a < 1 else style.color
        assert contrast(text, behind) >= 4.5


async def test_arrows_are_spelled_where_they_would_be_letters(tmp_path: Path) -> None:
    async with performance(tmp_path) as acting:
        await acting.app.prefer("glyphs", "ascii")
        await acting.press("f1")
        assert isinstance(acting.app.screen, HelpScreen)
        assert "Down arrow  j" in acting.text()


async def test_output_has_the_bar_of_its_verdict(tmp_path: Path) -> None:
    async with performance(tmp_path, library=FIXTURES / "kinds", aim=Aim(quiz="kinds/output-quiz")) as acting:
        form = acting.app.screen.query_one(OutputForm)
        await acting.press("x", "ctrl+d")
        assert form.has_class("-wrong")
        assert not form.has_class("-right")


async def test_a_small_help_shows_its_keys(tmp_path: Path) -> None:
    async with performance(tmp_path, size=(40, 10)) as acting:
        await acting.press("f1")
        assert "Enter" in acting.text().replace("Enter runs it", "")
        assert "Open" in acting.text()


async def test_who_was_never_asked_anything_reads_that_nothing_is_due(tmp_path: Path) -> None:
    async with performance(tmp_path, aim=Aim(review=True)) as acting:
        assert "Nothing is due." in acting.text()
