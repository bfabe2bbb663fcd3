"""Three days of a member: what was missed comes back, is reviewed, rated, taken back."""

from collections.abc import Callable
from pathlib import Path

from store.projections import item_memory
from tests.tui.pilot import Performance, performance
from tui.app import Aim
from tui.screens.reader import ReaderScreen
from tui.screens.review import ReviewScreen
from tui.screens.today import TodayScreen

Snapshot = Callable[[str, str], None]
QUIZ = "bread/quizzes/01-dough"


def memory(acting: Performance, question: str) -> item_memory.ItemMemory | None:
    """What the database holds of a question."""
    member = acting.study.member
    assert member is not None
    return item_memory.of_question(acting.study._database, member.id, QUIZ, question)


async def miss_the_first(acting: Performance) -> None:
    """Answer the quiz: the first question wrong, the others right."""
    await acting.press("1", "enter", "2", "enter", "1", "2", "enter", "enter", "2", "enter")


async def test_what_was_missed_today_is_asked_tomorrow(tmp_path: Path, snapshot: Snapshot) -> None:
    async with performance(tmp_path, aim=Aim(quiz=QUIZ)) as acting:
        await miss_the_first(acting)
        await acting.press("escape")
        assert isinstance(acting.app.screen, TodayScreen)
        assert "due" not in acting.text()
        missed = memory(acting, "water")
        assert missed is not None
        assert (missed.memory.due_day - acting.study.day()).days == 1

        acting.clock.pass_days(1)
        acting.app.show_today()
        acting.app.screen.refresh_today()
        await acting.settle()
        assert "4 questions due" in acting.text()
        snapshot(acting.text(), "today-review")
        await acting.press("2")
        assert isinstance(acting.app.screen, ReviewScreen)
        snapshot(acting.text(), "review-asked")


async def test_a_rating_can_be_taken_back_and_leaves_no_trace(tmp_path: Path, snapshot: Snapshot) -> None:
    async with performance(tmp_path, aim=Aim(quiz=QUIZ)) as acting:
        await miss_the_first(acting)
        acting.clock.pass_days(1)
        acting.app.review()
        await acting.settle()
        screen = acting.app.screen
        assert isinstance(screen, ReviewScreen)
        assert screen._card is not None
        question = screen._card.asked.question.id
        before = memory(acting, question)
        await acting.press("space")
        snapshot(acting.text(), "review-shown")
        await acting.press("4")
        after = memory(acting, question)
        assert after != before
        assert after is not None
        assert before is not None
        assert after.memory.due_day > before.memory.due_day
        await acting.press("u")
        assert memory(acting, question) == before
        assert screen._card is not None
        assert screen._card.asked.question.id == question


async def test_a_wrong_answer_suggests_again_and_jumps_to_its_section(tmp_path: Path) -> None:
    async with performance(tmp_path, aim=Aim(quiz=QUIZ)) as acting:
        await miss_the_first(acting)
        acting.clock.pass_days(1)
        acting.app.review()
        await acting.settle()
        screen = acting.app.screen
        assert isinstance(screen, ReviewScreen)
        for _question in range(4):
            assert screen._card is not None
            if screen._card.asked.question.id == "water":
                break
            await acting.press("space", "enter")
            assert "1-4 Rate" in acting.text(), "what was only turned over is rated by a key of its own"
            await acting.press("3")
        await acting.press("1")
        assert "Not quite" in acting.text()
        await acting.press("r")
        assert isinstance(acting.app.screen, ReaderScreen)
        assert "The ratio" in acting.text()
        await acting.press("escape", "enter")
        found = memory(acting, "water")
        assert found is not None
        assert found.memory.due_at is not None, "after Again it comes back within minutes"


async def test_when_nothing_is_due_it_says_when_the_next_is(tmp_path: Path) -> None:
    async with performance(tmp_path, aim=Aim(quiz=QUIZ)) as acting:
        await miss_the_first(acting)
        acting.clock.pass_days(1)
        acting.app.review()
        await acting.settle()
        for _question in range(8):
            if "Nothing is due" in acting.text():
                break
            await acting.press("space", "4")
        assert "Nothing is due any more." in acting.text()
        assert "Next review" in acting.text()
        await acting.press("enter")
        assert isinstance(acting.app.screen, TodayScreen)
