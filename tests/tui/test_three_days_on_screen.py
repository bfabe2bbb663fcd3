"""Three days of a member, by keys alone: missed on Monday, reviewed on Tuesday, known on Thursday."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from store.items import ItemMemory
from store.projections import item_memory
from tests.histories import dump
from tests.tui.pilot import LIBRARY, MONDAY, Performance, performance
from tui.app import Aim
from tui.screens.reader import ReaderScreen
from tui.screens.review import ReviewScreen
from tui.screens.today import TodayScreen
from tui.study import Study

BILINGUAL = Path(__file__).parents[1] / "fixtures" / "bilingual"
QUIZ = "bread/quizzes/01-dough"


def question(acting: Performance) -> str:
    """The question on the screen."""
    screen = acting.app.screen
    assert isinstance(screen, ReviewScreen)
    return screen._card.asked.question.id if screen._card else ""


def memory(acting: Performance) -> ItemMemory:
    """What is left of the question about water."""
    assert acting.study.member is not None
    found = item_memory.of_question(acting.study._database, acting.study.member.id, QUIZ, "water")
    assert found is not None
    return found


def facts(acting: Performance) -> dict[str, object]:
    """All that is known of the member, but for the lessons that were opened."""
    found: dict[str, object] = dict(dump(acting.study._database))
    del found["lesson_facts"], found["study_days"]
    return found


async def next_morning(acting: Performance) -> None:
    """The app, opened a day later at Today."""
    acting.clock.pass_days(1)
    acting.app.show_today()
    assert isinstance(acting.app.screen, TodayScreen)
    acting.app.screen.refresh_today()
    await acting.settle()


async def test_in_another_folder_today_tells_what_is_due_where_one_usually_is(tmp_path: Path) -> None:
    async with performance(tmp_path, aim=Aim(quiz=QUIZ)) as acting:
        await acting.press("1", "enter", "2", "enter", "1", "2", "enter", "enter", "2", "enter", "escape", "escape")
        assert "In other libraries" not in acting.text()

    class InAFolder(Study):
        """A study in a folder with courses, where the usual library is another one."""

        def __init__(self, *arguments: Any, **named: Any) -> None:  # noqa: ANN401 - whatever a study takes
            super().__init__(*arguments, others=[LIBRARY], **named)

    tomorrow = MONDAY + timedelta(days=1)
    async with performance(tmp_path, library=BILINGUAL, verbs=InAFolder, at=tomorrow) as acting:
        await acting.wait_for("In other libraries 4 questions are due: fivefold --library", " review")
        await acting.press("f2")
        await acting.wait_for("其他课程库里有 4 道题到期：")


async def test_what_is_missed_on_monday_is_known_on_thursday(tmp_path: Path) -> None:
    async with performance(tmp_path) as acting:
        await acting.press("enter", "end", "enter", "1")  # the lesson, its end, its quiz; the water is missed
        assert "Not quite" in acting.text()
        assert "comes back tomorrow" in acting.text()
        await acting.press("enter", "2", "enter", "1", "2", "enter", "enter", "2", "enter", "escape", "escape")
        assert "Next review in 10 min; 3 questions come back today." in acting.text()

        await next_morning(acting)
        assert "4 questions due" in acting.text()
        await acting.press("2")
        for _question in range(4):
            if question(acting) == "water":
                break
            await acting.press("enter", "3")
        before = facts(acting)
        await acting.press("1")
        assert "Not quite" in acting.text()
        await acting.press("r")
        assert isinstance(acting.app.screen, ReaderScreen)
        assert "The ratio" in acting.text()
        await acting.press("escape", "enter")
        assert memory(acting).memory.due_at is not None, "back in this session"
        await acting.press("u")
        assert facts(acting) == before, "but for the lesson that was opened, nothing has happened"
        assert question(acting) == "water"
        await acting.press("2", "enter")
        for _question in range(8):
            if "Nothing is due any more." in acting.text():
                break
            await acting.press("enter", "4")
        assert "0 forgotten" in acting.text(), "one line of what was done"
        assert "Next review in 10 min, 1 question." in acting.text()
        acting.clock.at += timedelta(minutes=10)
        await acting.press("enter")
        assert "1 question due" in acting.text()
        await acting.press("2", "2", "enter")
        assert (memory(acting).memory.due_day - acting.study.day()).days == 2

        await next_morning(acting)
        assert "Next review tomorrow, 1 question." in acting.text()
        await next_morning(acting)
        assert "1 question due" in acting.text()
        await acting.press("2")
        assert question(acting) == "water"
        await acting.press("2", "enter")
        assert "1 review: 1 known, 0 forgotten" in acting.text()
        await acting.press("enter")
        assert "Next review in" in acting.text()
        await acting.press("m")
        assert "Craft     ━" in acting.text()
        await acting.press("end")
        assert "proficient  Make a dough that rises" in acting.text()
