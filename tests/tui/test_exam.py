"""Exams, limits of time and of attempts, and what is told at the end, by keyboard alone."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from tests.tui.pilot import MONDAY, Performance, performance
from tui.app import Aim
from tui.screens.answers import AnswersScreen
from tui.screens.notice import NoticeScreen
from tui.screens.quiz import QuizScreen
from tui.screens.result import ResultScreen
from tui.screens.review import ReviewScreen
from tui.screens.today import TodayScreen
from tui.views import OpenQuiz

Snapshot = Callable[[str, str], None]
LIBRARY = Path(__file__).parents[1] / "fixtures" / "exams"
EXAM = "pumps/licence"


async def pass_time(acting: Performance, **span: float) -> None:
    """Let the clock go on, and the quiz look at it."""
    acting.clock.at += timedelta(**span)
    screen = acting.app.screen
    assert isinstance(screen, QuizScreen)
    screen.tick()
    await acting.settle()


async def test_an_exam_is_announced_confirmed_and_told_at_its_end(tmp_path: Path, snapshot: Snapshot) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=Aim(quiz=EXAM)) as acting:
        assert isinstance(acting.app.screen, NoticeScreen)
        await acting.shown(snapshot, "exam-start")
        await acting.press("escape")
        assert acting.study.conditions(EXAM).goes_on is False, "nothing has begun"
        acting.app.answer(EXAM)
        await acting.settle()
        await acting.press("enter", "enter")
        assert "Nothing is chosen yet" in acting.notices(), "Enter alone answers nothing"
        await acting.press("3")
        assert acting.notices() == "", "what was said is not true any more"
        await acting.press("i", "2")
        assert "What damages a pump" not in acting.text()
        await pass_time(acting, minutes=2)
        await acting.shown(snapshot, "exam-running")
        await acting.press("enter", "1", "2", "3")
        assert "8 min left · 1 recorded · Question 2 of 4" in acting.text()
        assert "3 points · about 1 min 30 s" in acting.text()
        assert "✓" not in acting.text()
        await acting.press("enter")
        assert "Put the steps in order" in acting.text()
        await acting.press("enter", "enter")
        await acting.press(*"vent", "enter")
        assert isinstance(acting.app.screen, ResultScreen)
        await acting.shown(snapshot, "exam-result")
        await acting.press("enter")
        assert isinstance(acting.app.screen, AnswersScreen)
        assert "Question 1 of 4" in acting.text()
        await acting.press("enter", "enter")
        await acting.shown(snapshot, "exam-answers")
        await acting.press("left", "enter", "enter", "enter")
        assert isinstance(acting.app.screen, ResultScreen)
        await acting.press("enter")
        assert isinstance(acting.app.screen, TodayScreen)


async def test_time_runs_on_while_nobody_looks_and_ends_what_is_open(tmp_path: Path, snapshot: Snapshot) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=Aim(quiz=EXAM)) as acting:
        await acting.press("enter", "2", "enter", "escape", "escape")
        acting.clock.at += timedelta(minutes=9, seconds=30)
        acting.app.answer(EXAM)
        await acting.settle()
        assert "! 30 s left" in acting.text()
        await acting.press("1")
        await pass_time(acting, minutes=1)
        assert isinstance(acting.app.screen, ResultScreen)
        assert "Question 2 had an answer that was not submitted" in acting.text().replace("\n  ", " ")
        await acting.shown(snapshot, "exam-time-up")
        await acting.press("v", "enter")
        assert "Not answered" in acting.text()


async def test_what_was_submitted_counts_when_the_time_ends_while_it_is_asked_how_sure_one_is(tmp_path: Path) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=Aim(quiz=EXAM)) as acting:
        acting.study.preferences.choose("confidence", "on")
        await acting.press("enter", "2", "enter")
        assert "How sure are you?" in acting.text()
        await pass_time(acting, minutes=9, seconds=57)
        assert "How sure are you?" in acting.text(), "there is time to say it still"
        await pass_time(acting, seconds=2)
        assert "Question 2 of 4" in acting.text()
        await pass_time(acting, seconds=2)
        assert isinstance(acting.app.screen, ResultScreen)
        assert "1 of 4 questions were answered" in acting.text()
        assert "not submitted" not in acting.text()


async def test_to_leave_while_the_clock_runs_is_asked_once_and_the_clock_stands_on_today_and_in_the_course(
    tmp_path: Path, snapshot: Snapshot
) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=Aim(quiz=EXAM)) as acting:
        await acting.press("enter", "2", "escape")
        assert isinstance(acting.app.screen, QuizScreen)
        await acting.shown(snapshot, "exam-leaving")
        await acting.press("3", "s", "i", "enter")
        assert "Leave?" not in acting.text()
        assert "2 (x)" in acting.text(), "what is asked is answered by Esc and Enter alone"
        await acting.press("escape")
        await pass_time(acting, minutes=1, seconds=59)
        assert "8 min left, until 09:10" in acting.text(), "never more than there is"
        await acting.press("escape")
        assert isinstance(acting.app.screen, TodayScreen)
        await acting.shown(snapshot, "today-clock")
        acting.clock.at = MONDAY + timedelta(minutes=9, seconds=59.9)
        await acting.press("c")
        assert "! clock runs until 09:10 · 0 of 4 answered" in acting.text()
        acting.clock.at += timedelta(seconds=1)
        await acting.wait_for("! time is up")  # nobody has pressed a key


async def test_every_way_out_asks_where_the_clock_runs_and_goes_where_it_was_to_go(tmp_path: Path) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=Aim(quiz=EXAM), size=(60, 12)) as acting:
        await acting.press("enter", "2", "ctrl+q")
        assert acting.app.is_running
        assert "Leave?" in acting.text()
        assert "Ctrl+Q again quits." in acting.text()
        await acting.press("enter")
        assert "Leave?" not in acting.text()
        await acting.press("colon", *"Today", "enter")
        assert isinstance(acting.app.screen, QuizScreen)
        assert "Leave?" in acting.text()
        await acting.press("escape")
        assert isinstance(acting.app.screen, TodayScreen), "it goes where somebody wanted to, not to what is below"
        acting.app.answer(EXAM)
        await acting.settle()
        await acting.press("f10", "ctrl+q")
        assert acting.app.is_running, "a quiz below another screen is left, too"
        assert "The clock runs on without you: 10 min left" in acting.notices()
        await acting.press("ctrl+q")
        assert not acting.app.is_running


async def test_typing_goes_on_where_the_clock_was_not_left(tmp_path: Path) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=Aim(quiz=EXAM)) as acting:
        await acting.press("enter", "s", "s", "s", *"ve", "escape", *"xx", "enter", *"nt")
        assert "vent" in acting.text()
        assert "Question 4 of 4" in acting.text()


async def test_an_answer_that_comes_too_late_is_said_not_to_count(tmp_path: Path) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=Aim(quiz=EXAM)) as acting:
        await acting.press("enter", "2", "enter", "1")
        acting.clock.at += timedelta(minutes=10)
        await acting.press("enter")
        assert isinstance(acting.app.screen, ResultScreen)
        assert "The answer to question 2 came too late, and does not count." in acting.text().replace("\n  ", " ")


async def test_a_clock_that_is_set_back_takes_nothing_away(tmp_path: Path) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=Aim(quiz=EXAM)) as acting:
        await acting.press("enter")
        await pass_time(acting, hours=-3)
        assert "10 min left" in acting.text()


async def test_time_that_is_up_before_the_app_opens_again_shows_the_result(tmp_path: Path) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=Aim(quiz=EXAM)) as acting:
        await acting.press("enter", "2", "enter", "escape", "escape")
        acting.clock.pass_days(3)
        assert isinstance(acting.app.screen, TodayScreen)
        acting.app.screen.refresh_today()
        await acting.settle()
        assert "! time is up" in acting.text()
        await acting.press("1")
        assert isinstance(acting.app.screen, ResultScreen)
        assert "Time is up: 1 of 4 questions were answered." in acting.text()
        assert "1 attempt is left." in acting.text()


async def test_without_an_attempt_left_the_result_is_shown_and_review_goes_on(
    tmp_path: Path, snapshot: Snapshot
) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=Aim(quiz="pumps/never")) as acting:
        await acting.press("enter", "1", "enter", "2", "enter")
        assert isinstance(acting.app.screen, ResultScreen)
        await acting.shown(snapshot, "result-never")
        await acting.press("v", "a")
        assert isinstance(acting.app.screen, ResultScreen), "nothing is told, and there is no other attempt"
        await acting.press("enter")
        acting.app.answer("pumps/never")
        await acting.settle()
        assert isinstance(acting.app.screen, ResultScreen)
        assert "No attempt is left, of 1." in acting.text()
        acting.clock.pass_days(1)
        assert acting.study.review() is not None


async def test_hints_are_numbered(tmp_path: Path) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=Aim(quiz="pumps/end"), size=(120, 40)) as acting:
        await acting.press("enter", "i", "i")
        assert acting.text().index("Hint 1 of 2") < acting.text().index("Think of") < acting.text().index("Hint 2 of 2")


async def test_a_question_is_skipped_and_stands_there_again_with_what_was_answered(tmp_path: Path) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=Aim(quiz=EXAM)) as acting:
        await acting.press("enter", "2", "s")
        assert "Question 2 of 4" in acting.text()
        assert "Skipped: it comes again at the end." in acting.notices()
        assert "» ●" in acting.text()
        await acting.press("s", "s")
        await acting.press(*"vent", "ctrl+s")
        assert "(x) Running it dry" in acting.text() or "2 (x)" in acting.text(), "what was chosen stays chosen"
        await acting.press("enter", "1", "enter", "enter", "enter")
        assert "Question 4 of 4" in acting.text()
        assert "vent" in acting.text(), "what was typed stays typed"
        assert "Ctrl+S" not in acting.text(), "nothing is left to come before the last one"
        await acting.press("enter")
        assert isinstance(acting.app.screen, ResultScreen)


async def test_what_was_missed_is_looked_at_and_practised(tmp_path: Path) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=Aim(quiz=EXAM)) as acting:
        await acting.press("enter", "1", "enter", "1", "enter", "enter", "enter", *"vent", "enter", "m")
        assert isinstance(acting.app.screen, AnswersScreen)
        assert "Missed · " in acting.text()
        assert "1 of 3 missed" in acting.text() or "1 of 2 missed" in acting.text()
        await acting.press("p")
        assert isinstance(acting.app.screen, ReviewScreen)
        assert "Practice" in acting.text()
        await acting.press("2", "3", "escape", "escape")
        assert isinstance(acting.app.screen, ResultScreen)
        assert len(acting.study.attempts(EXAM)) == 1
        await acting.press("2")
        assert isinstance(acting.app.screen, ReviewScreen)


async def test_how_sure_one_is_costs_one_key_and_can_be_left_unsaid(tmp_path: Path, snapshot: Snapshot) -> None:
    async with performance(tmp_path, library=LIBRARY) as acting:
        acting.study.preferences.choose("confidence", "true")
        acting.app.answer(EXAM)
        await acting.settle()
        await acting.press("enter", "2", "enter")
        await acting.shown(snapshot, "exam-how-sure")
        await acting.press("escape", "1", "2", "enter", "3")
        assert "1 recorded" in acting.text(), "Esc goes back to the answer"
        await acting.press("1", "2", "enter", "enter", "enter", "enter", "2")
        assert "3 recorded" in acting.text(), "Enter says nothing"
        await acting.press(*"vent", "enter")
        assert "How sure are you?" in acting.text()
        await pass_time(acting, minutes=1)
        await acting.press("2")
        assert isinstance(acting.app.screen, ResultScreen)
        sure = {one.question: one.confidence for one in acting.app.screen._opened.sitting.answers}
        assert list(sure.values()) == [3, None, 2, 2]
        assert [(one.confidence, one.answers) for one in acting.study.me().calibration] == [(3, 1), (2, 2)]


async def test_an_answer_that_is_no_longer_kept_is_neither_wrong_nor_unanswered(tmp_path: Path) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=Aim(quiz=EXAM)) as acting:
        await acting.press("enter", "2", "enter", "escape", "escape")
        acting.clock.pass_days(3)
        assert acting.study.result(EXAM)
        acting.clock.pass_days(200)
        opened = acting.study.start("pumps/never")
        assert isinstance(opened, OpenQuiz)
        assert opened.question is not None
        acting.study.answer(opened, opened.question.id, opened.sitting.options[opened.question.id][:1], 0)
        acting.study.erase_details(3)
        finished = acting.study.result(EXAM)
        assert finished is not None
        acting.app.show_result(finished)
        await acting.settle()
        assert (len(finished.gone), "no longer kept" in acting.text(), "not answered" in acting.text()) == (
            4,
            True,
            False,
        )
        assert "! The time was up." in acting.text()
        await acting.press("v")
        assert "– Your answer is no longer kept." in acting.text()
        assert "Not answered" not in acting.text()
