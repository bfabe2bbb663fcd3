"""The demo on the screen: every screen says that it is one."""

import importlib
import pkgutil
import shutil
from collections.abc import Callable, Iterable
from contextlib import AbstractAsyncContextManager
from functools import partial
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.screen import ModalScreen

from tests import demos
from tests.demos import END
from tests.tui.pilot import Performance, performance
from tui import screens
from tui.demo.people import YOU
from tui.screens.base import StudyScreen
from tui.screens.blocked import BlockedScreen
from tui.screens.opening import OpeningScreen
from tui.screens.result import ResultScreen
from tui.screens.welcome import WelcomeScreen
from tui.settings import STARTER_COURSES

Demo = Callable[..., AbstractAsyncContextManager[Performance]]


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo that no test changes."""
    return demos.original(tmp_path_factory)


@pytest.fixture
def demo(original: Path, tmp_path: Path) -> Demo:
    """The app on a copy of it."""
    shutil.copy(original, tmp_path)
    return partial(performance, tmp_path, library=STARTER_COURSES, database=original.name, at=END, member=YOU)


async def seen(acting: Performance, *, modal: bool = False) -> str:
    """The name of the screen on top, whose first row was found to say that all is made up."""
    await acting.settle()
    assert isinstance(acting.app.screen, ModalScreen) is modal
    assert acting.text().splitlines()[0].startswith("  Demo")
    return type(acting.app.screen).__name__


def every_screen() -> Iterable[type[StudyScreen]]:
    for module in pkgutil.iter_modules(screens.__path__, "tui.screens."):
        found = vars(importlib.import_module(module.name)).values()
        yield from (one for one in found if isinstance(one, type) and issubclass(one, StudyScreen))


def test_no_screen_has_a_top_bar_of_its_own_making() -> None:
    assert len(set(every_screen())) > 10
    assert [one for one in every_screen() if "compose" in vars(one) and one is not StudyScreen] == []


async def test_every_screen_of_a_demo_says_that_it_is_one(demo: Demo) -> None:
    async with demo() as acting:
        met = {await seen(acting)}
        for keys in (("c",), ("enter",), ("escape", "escape", "m"), ("v",), ("escape", "escape", "3"), ("t",)):
            await acting.press(*keys)
            met.add(await seen(acting))
        await acting.press("f1")
        await seen(acting, modal=True)
        await acting.press("escape", "escape", "escape", "1")
        met.add(await seen(acting))
        for key in ("1", "enter", "ctrl+d", "enter") * 8:  # more keys than the questions that are left can take
            if not isinstance(acting.app.screen, ResultScreen):
                await acting.press(key)
                met.add(await seen(acting))
        for screen in (OpeningScreen(), WelcomeScreen(), BlockedScreen("The disk is full.")):
            await acting.app.push_screen(screen)
            met.add(await seen(acting))
    assert met == {
        *("TodayScreen", "CoursesScreen", "CourseScreen", "MeScreen", "ReviewScreen", "ReaderScreen", "QuizScreen"),
        *("ResultScreen", "OpeningScreen", "WelcomeScreen", "BlockedScreen"),
    }


async def test_no_screen_of_real_data_says_that_it_is_a_demo(tmp_path: Path) -> None:
    async with performance(tmp_path) as acting:
        assert acting.text().splitlines()[0].startswith(" Today")


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (120, 40)])
async def test_the_label_gives_way_to_nothing(demo: Demo, size: tuple[int, int]) -> None:
    async with demo(size=size) as acting:
        await acting.press("3")
        first = acting.text().splitlines()[0]
        assert first.startswith("  Demo  ")
        assert "Reading a dashboard" in first
        assert "%" in first
        assert cell_len(first) <= size[0]


async def test_today_of_the_demo_has_every_card(demo: Demo) -> None:
    async with demo() as acting:
        cards = [
            line.strip(" ▌").split()[0] for line in acting.text().splitlines() if line.rstrip()[-1:] in {"1", "2", "3"}
        ]
        assert cards[:3] == ["Quiz", "Review", "Continue"]
