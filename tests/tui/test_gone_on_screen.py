"""A course, lesson or quiz that goes away while it is on the screen: that is said, nothing is lost, and keys work."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from lessons.errors import NoSuchFileError
from store.errors import FullError
from tests.tui.pilot import LIBRARY, MONDAY, Performance, performance
from tui.app import Aim
from tui.screens.course import CourseScreen
from tui.screens.dialog import Dialog
from tui.screens.notice import NoticeScreen
from tui.screens.quiz import QuizScreen
from tui.screens.reader import ReaderScreen
from tui.screens.refused import RefusedScreen
from tui.screens.result import ResultScreen
from tui.screens.review import ReviewScreen
from tui.screens.today import TodayScreen
from tui.study import Study
from tui.views import Today

SAFE = "Nothing that was recorded is lost. Esc goes back."
QUIZ = Aim(quiz="01-dough")


@pytest.fixture
def library(tmp_path: Path) -> Path:
    shutil.copytree(LIBRARY, tmp_path / "library")
    return tmp_path / "library"


def remove(library: Path, name: str = "01-dough.md") -> None:
    for file in list(library.rglob(name)):
        file.unlink()


async def said(acting: Performance, *words: str) -> None:
    """Check that these words were said, with the key back, which then leads to Today."""
    assert SAFE in acting.notices()
    assert all(word in acting.notices() for word in words), acting.notices()
    acting.app.clear_notifications()
    await acting.press("escape")
    assert isinstance(acting.app.screen, TodayScreen)


async def test_a_quiz_whose_files_are_gone_is_answered_to_its_end(tmp_path: Path, library: Path) -> None:
    async with performance(tmp_path, library=library, aim=QUIZ) as acting:
        remove(library)
        await acting.press("1")
        assert acting.app.screen.query("VerdictCard"), "what is recorded has its verdict"
        assert "cracker" in acting.text()
        await acting.press("r")
        assert "no file bread/lessons/01-dough.md" in acting.notices(), "no key does nothing"
        await acting.press("enter", "s", "f2", "f2")
        assert isinstance(acting.app.screen, QuizScreen)
        assert "no quiz 'bread/quizzes/01-dough'" in acting.notices(), "the library was looked at again"
        await acting.press("1", "enter", "1", "enter", "2", "enter")
        assert isinstance(acting.app.screen, ResultScreen | QuizScreen)
        while isinstance(acting.app.screen, QuizScreen):
            await acting.press("1", "enter")
        assert isinstance(acting.app.screen, ResultScreen)
        assert len(acting.study.attempts("bread/quizzes/01-dough")) == 1
        await acting.press("f2")
        await said(acting, "bread/quizzes/01-dough")
        assert "01-dough" not in {quiz.id for one in acting.study.courses() for quiz in one.quizzes}


async def test_what_is_due_of_a_quiz_that_is_gone_is_not_asked(tmp_path: Path, library: Path) -> None:
    async with performance(tmp_path, library=library, aim=QUIZ) as acting:
        await acting.press("1", "escape")
        acting.clock.pass_days(1)
        acting.app.review()
        await acting.settle()
        remove(library)
        await acting.press("r", "f2", "f2")
        assert isinstance(acting.app.screen, ReviewScreen)
        await said(acting, "no file bread/lessons/01-dough.md", "no quiz 'bread/quizzes/01-dough'")
        acting.app.review()
        await acting.settle()
        assert "Nothing is due" in acting.text()


async def test_a_review_that_opens_on_a_file_just_gone_says_so_and_goes_on_with_what_is_there(
    tmp_path: Path, library: Path
) -> None:
    async with performance(tmp_path, library=library, aim=QUIZ) as acting:
        await acting.press("1", "enter", "1", "escape")
        acting.app.answer("bread/quizzes/02-oven")
        await acting.settle()
        await acting.press("1", "escape")
    async with performance(tmp_path, library=library, at=MONDAY + timedelta(days=2)) as again:
        remove(library)
        again.app.review()
        await again.settle()
        assert "no file bread/quizzes/01-dough.md" in again.notices()
        assert "The oven, tried" in again.text(), "what can be asked is"
        remove(library, "02-oven.md")
        again.app.review()
        await again.settle()
        assert "no file bread/quizzes/02-oven.md" in again.notices()
        assert "Nothing is due" in again.text()
        assert "Enter Today" in again.text()


async def test_a_window_over_a_screen_survives_what_it_misses_too(tmp_path: Path) -> None:
    class Torn(Dialog[None]):
        def on_resize(self) -> None:
            raise NoSuchFileError(path="bread/lessons/01-dough.md")

        def on_click(self) -> None:
            raise FullError(path="study.db")

    async with performance(tmp_path) as acting:
        acting.app.push_screen(Torn())
        await acting.settle()
        assert "no file bread/lessons/01-dough.md" in acting.notices()
        assert isinstance(acting.app.screen, Torn), "it stays"
        await acting.pilot.click()
        await acting.settle()
        assert isinstance(acting.app.screen, RefusedScreen)
        assert "There is no room to write" in acting.text()


async def test_a_lesson_and_its_course_that_are_gone_are_said(tmp_path: Path, library: Path) -> None:
    async with performance(tmp_path, library=library) as acting:
        await acting.press("enter")
        assert isinstance(acting.app.screen, ReaderScreen)
        remove(library)
        await acting.press("f2", "f2")
        assert isinstance(acting.app.screen, ReaderScreen)
        await said(acting, "bread/lessons/01-dough.md", "no lesson 'bread/lessons/01-dough'")
        await acting.press("c")
        assert isinstance(acting.app.screen, CourseScreen)
        course = library / "bread" / "course.md"
        course.write_text(course.read_text("utf-8").replace("id: bread", "id: loaves"), "utf-8")
        acting.app.check_library()
        await acting.settle()
        assert isinstance(acting.app.screen, CourseScreen)
        await acting.press("enter")
        await said(acting, "There is no course 'bread'.", "There is no lesson")
        await acting.press("c")
        assert "Bread" in acting.text()


async def test_a_quiz_that_is_gone_is_not_begun(tmp_path: Path, library: Path) -> None:
    quiz = library / "bread" / "quizzes" / "01-dough.md"
    quiz.write_text(quiz.read_text("utf-8").replace("title:", "mode: exam\ntitle:", 1), "utf-8")
    async with performance(tmp_path, library=library, aim=QUIZ) as acting:
        assert isinstance(acting.app.screen, NoticeScreen)
        remove(library)
        acting.app.check_library()
        await acting.settle()
        await acting.press("f2", "f2", "enter")
        assert isinstance(acting.app.screen, NoticeScreen)
        await said(acting, "no quiz 'bread/quizzes/01-dough'")


async def test_what_a_worker_misses_is_said(tmp_path: Path) -> None:
    class Missing(Study):
        gone = False

        def today(self) -> Today:
            if self.gone:
                self._lesson("bread/nothing")
            return super().today()

    async with performance(tmp_path, verbs=Missing) as acting:
        Missing.gone = True
        await acting.press("m", "escape")
        assert SAFE in acting.notices()
        assert isinstance(acting.app.screen, TodayScreen)
        await acting.press("c")
        assert isinstance(acting.app.screen, CourseScreen)
