"""A large library is studied while it is read for the first time; what is pressed before Today comes waits for it."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from random import Random
from threading import Event

import pytest

from store.database import open_database
from tests.tui.pilot import LIBRARY, Clock, Performance
from tui import known_library
from tui.app import FivefoldApp
from tui.known_library import Progress
from tui.screens.course import CourseScreen
from tui.screens.me import MeScreen
from tui.screens.opening import OpeningScreen
from tui.screens.quiz import QuizScreen
from tui.screens.reader import ReaderScreen
from tui.screens.today import TodayScreen
from tui.screens.welcome import WelcomeScreen
from tui.study import Study

FILES = {
    "bread/course.md": "---\ntitle: Bread\n---\n",
    "bread/lessons/dough.md": "# Dough\n\nFlour and water.\n",
    "bread/quizzes/dough.md": "### What rises? {#rise}\n\n- [x] Dough\n- [ ] Flour\n",
    "bread/lessons/oven.md": "---\nminuets: 3\n---\n# Oven\n\n- one [x] two\n",
}


@pytest.fixture
def may_read() -> Event:
    return Event()


@pytest.fixture
def slow(may_read: Event) -> type[Study]:
    """A study that reads its library when it may."""

    class Slow(Study):
        def look_again(self, progress: Progress | None = None) -> bool:
            if progress:
                progress(70, 100)
            may_read.wait()
            return super().look_again(progress)

    return Slow


async def until(acting: Performance, condition: Callable[[], bool]) -> None:
    """Let the app go on until something is so, whatever its workers do."""
    async with asyncio.timeout(120):
        while not condition():
            await acting.pilot.pause(0.01)


async def test_it_is_studied_while_it_is_read(
    tmp_path: Path, slow: type[Study], may_read: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(known_library, "_SOON_READ", 0)
    root = tmp_path / "library"
    for path, text in FILES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    clock = Clock()
    with open_database(tmp_path / "study.db", now=clock) as opened:
        study = slow([root], opened, now=clock, random=Random(7))
        study.join("Xiaoming Li")
        app = FivefoldApp(study, member="Xiaoming Li")
        async with app.run_test(size=(80, 24)) as pilot:
            acting = Performance(app, pilot, study, clock)
            try:
                await during(acting)
            finally:
                may_read.set()
            await after(acting)


async def test_what_is_pressed_before_it_is_read_is_pressed_on_today(
    tmp_path: Path, slow: type[Study], may_read: Event
) -> None:
    clock = Clock()
    with open_database(tmp_path / "study.db", now=clock) as opened:
        study = slow([LIBRARY], opened, now=clock, random=Random(7))
        study.join("Xiaoming Li")
        app = FivefoldApp(study, member="Xiaoming Li")
        async with app.run_test(size=(80, 24)) as pilot:
            acting = Performance(app, pilot, study, clock)
            theme = app.theme
            # Help, and the palette: whatever opened above the first screen would stay without Today.
            await pilot.press("question_mark", "escape", "colon", "escape", "f3", "m")
            assert app.theme != theme
            assert isinstance(app.screen, OpeningScreen)
            may_read.set()
            await acting.settle()
            assert [type(screen) for screen in app.screen_stack] == [OpeningScreen, TodayScreen, MeScreen]


async def test_what_is_pressed_before_it_is_read_answers_no_question(
    tmp_path: Path, slow: type[Study], may_read: Event
) -> None:
    clock = Clock()
    with open_database(tmp_path / "study.db", now=clock) as opened:
        study = slow([LIBRARY], opened, now=clock, random=Random(7))
        app = FivefoldApp(study, member="li.xiaoming")
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("a", "enter")
            may_read.set()
            await Performance(app, pilot, study, clock).settle()
            assert isinstance(app.screen, WelcomeScreen)
            assert study.members() == ()


async def during(acting: Performance) -> None:
    """What can be done before it is read."""
    app, pilot = acting.app, acting.pilot
    await until(acting, lambda: "Reading the library: 70 of 100 files" in acting.text())
    assert isinstance(app.screen, TodayScreen)
    assert "01 Dough" in acting.text()
    await pilot.press("enter")
    await until(acting, lambda: isinstance(app.screen, ReaderScreen) and "Flour and water." in acting.text())
    await pilot.press("end", "enter")
    await until(acting, lambda: isinstance(app.screen, QuizScreen) and "What rises?" in acting.text())
    await pilot.press("1", "enter")
    await until(acting, lambda: "Correct" in acting.text() or "✓" in acting.text())
    await pilot.press("escape", "escape")
    await until(acting, lambda: isinstance(app.screen, TodayScreen))
    await pilot.press("c")
    await until(acting, lambda: isinstance(app.screen, CourseScreen) and "still being read" in acting.text())


async def after(acting: Performance) -> None:
    """What is shown once it is read."""
    await until(acting, lambda: "still being read" not in acting.text())
    await acting.settle()
    assert "Oven" in acting.text()
    await acting.press("p")
    await until(acting, lambda: "minuets" in acting.text())
