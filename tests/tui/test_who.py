"""Who studies: asked when nobody says, switched from Today, and nothing of the one before stays."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest

from store.mirror import GroupRecord
from tests.tui.pilot import MONDAY, SECONDS, Performance, performance
from tui.app import Aim
from tui.screens.group import GroupScreen
from tui.screens.quiz import QuizScreen
from tui.screens.reader import ReaderScreen
from tui.screens.review import ReviewScreen
from tui.screens.today import TodayScreen
from tui.screens.who import WhoScreen
from tui.study import Study

QUIZ = "bread/quizzes/01-dough"
LATER = MONDAY + timedelta(hours=1)


async def several(folder: Path) -> None:
    """A database in which three people study; Ada has done a quiz."""
    async with performance(folder, member="Ada", aim=Aim(quiz=QUIZ)) as acting:
        await acting.press("1", "enter", "2", "enter", "1", "2", "enter", "enter", "3", "enter")
        acting.study.add_member("Bert")
        acting.study.add_member("陈伟")


def name(acting: Performance) -> str:
    assert acting.study.member is not None
    return acting.study.member.name


async def test_where_several_study_the_app_asks_who_it_is(tmp_path: Path, snapshot: Callable[[str, str], None]) -> None:
    await several(tmp_path)
    async with performance(tmp_path, member=None, at=LATER) as acting:
        assert isinstance(acting.app.screen, WhoScreen)
        await acting.shown(snapshot, "who")
        await acting.press("escape")
        assert isinstance(acting.app.screen, WhoScreen), "there is nothing to go back to"
        await acting.press("down", "enter")
        assert isinstance(acting.app.screen, TodayScreen)
        assert name(acting) == "Bert"
        assert "Bert" in acting.text()


@pytest.mark.parametrize(
    ("aim", "screen"),
    [
        (Aim(quiz=QUIZ), QuizScreen),
        (Aim(lesson="02"), ReaderScreen),
        (Aim(review=True), ReviewScreen),
        (Aim(practise=True), ReviewScreen),
        (Aim(go_on=True), ReaderScreen),
    ],
)
async def test_whoever_it_is_comes_where_the_command_line_said(tmp_path: Path, aim: Aim, screen: type) -> None:
    await several(tmp_path)
    async with performance(tmp_path, member=None, aim=aim, at=LATER) as acting:
        await acting.press("enter")
        assert name(acting) == "Ada"
        assert isinstance(acting.app.screen, screen)


async def test_nothing_of_the_one_before_stays(tmp_path: Path) -> None:
    await several(tmp_path)
    async with performance(tmp_path, member="Ada", at=LATER) as acting:
        acting.clock.pass_days(1)
        acting.app.screen.refresh_today()  # type: ignore[attr-defined]  # Today is on the screen
        await acting.settle()
        assert "4 questions due" in acting.text()
        assert "Ada  w" in acting.text()
        await acting.press("2", "down", "down")  # into a lesson, some lines down
        assert isinstance(acting.app.screen, ReaderScreen)
        acting.app.ask_who()
        await acting.settle()
        await acting.press("down", "enter")
        assert name(acting) == "Bert"
        assert [type(screen).__name__ for screen in acting.app.screen_stack] == ["OpeningScreen", "TodayScreen"]
        assert "Ada" not in acting.text()
        assert "due" not in acting.text()
        assert "Start" in acting.text()
        await acting.press("m")
        assert "Nothing is begun yet" in acting.text()
        assert acting.study.parting() == ""
        await acting.press("escape", "w", "up", "enter")
        assert name(acting) == "Ada"
        assert "4 questions due" in acting.text()


async def test_the_place_in_a_lesson_is_kept_for_whoever_was_in_it(tmp_path: Path) -> None:
    await several(tmp_path)
    async with performance(tmp_path, member="Ada", aim=Aim(lesson="01"), at=LATER) as acting:
        await acting.press("end")
        acting.app.ask_who()
        await acting.settle()
        await acting.press("down", "enter")
        assert acting.study.course("bread").lessons[0].read == 0, "Bert has not read it"
        acting.study.join("Ada")
        assert acting.study.course("bread").lessons[0].read == 1


async def test_somebody_new_is_added_and_studies(tmp_path: Path) -> None:
    async with performance(tmp_path, member="Ada") as acting:
        assert "Ada  w" not in acting.text(), "who studies alone needs no reminder of it"
        await acting.press("w", "n", *"bert")
        await acting.press("escape")
        assert len(acting.study.members()) == 1
        await acting.press("n", "enter")
        assert "The name is empty." in acting.text()
        await acting.press(*"ADA", "enter")
        assert "Somebody here is called Ada already" in acting.text()
        await acting.press(*["backspace"] * 3, *"Bert", "enter")
        assert [member.name for member in acting.study.members()] == ["Ada", "Bert"]
        await acting.press("enter")
        assert isinstance(acting.app.screen, TodayScreen)
        assert name(acting) == "Bert"


async def test_to_choose_oneself_is_to_go_back(tmp_path: Path) -> None:
    await several(tmp_path)
    async with performance(tmp_path, member="Bert", at=LATER) as acting:
        await acting.press("w", "enter")
        assert isinstance(acting.app.screen, TodayScreen)
        assert name(acting) == "Bert"


async def test_the_palette_knows_people(tmp_path: Path) -> None:
    await several(tmp_path)
    async with performance(tmp_path, member="Ada", at=LATER) as acting:
        await acting.press("colon", *"Bert")
        await acting.wait_for("study as this member")
        await acting.press("down", "enter")
        assert name(acting) == "Bert"
        acting.study.create_group("Night shift")
        acting.app.names_hidden = True
        await acting.press("colon", *"Ada")
        await acting.wait_for("Nothing here has that name.")


async def test_somebody_else_goes_on_while_a_screen_looks_again(tmp_path: Path) -> None:
    may = Event()

    class Slow(Study):
        slow = False

        def group(self, group_id: str) -> GroupRecord:
            if self.slow:
                may.wait(SECONDS)
            return super().group(group_id)

    async with performance(tmp_path, member="Ada", verbs=Slow) as acting:
        acting.study.create_group("Night shift")
        bert = acting.study.add_member("Bert")
        acting.app.show_group()
        await acting.settle()
        screen = acting.app.screen
        assert isinstance(screen, GroupScreen)
        Slow.slow = True
        screen.load()
        await acting.pilot.pause()
        acting.app.study_as(bert)
        await acting.pilot.pause()
        screen.records_changed()  # which takes the place of the look that is waited for
        await acting.pilot.pause()
        may.set()
        await acting.settle()
        assert name(acting) == "Bert"
        assert isinstance(acting.app.screen, TodayScreen)


async def test_each_has_their_own_language_and_looks_and_goes_back_to_them(tmp_path: Path) -> None:
    await several(tmp_path)
    async with performance(tmp_path, member="Ada", at=LATER) as acting:
        await acting.press("f2", "f3")
        theme = acting.app.theme
        assert "今天" in acting.text()
        other = next(one for one in acting.study.members() if one.name != "Ada")
        ada = acting.study.member
        assert ada
        acting.app.study_as(other)
        await acting.settle()
        assert "Today" in acting.text()
        assert acting.app.theme != theme
        acting.app.study_as(ada)
        await acting.settle()
        assert "今天" in acting.text()
        assert acting.app.theme == theme
