"""Every screen and every window over one has a snapshot in both languages, fits, and can be read in each theme."""

import importlib
import pkgutil
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from textual.command import CommandPalette
from textual.screen import Screen

from store.errors import FullError, MissingWithoutBackupError
from tests.groups import platform, questions
from tests.snapshots import FOLDER
from tests.tui.pilot import Performance, performance
from tests.tui.screen_names import SNAPSHOT_OF
from tests.tui.test_charter_on_screen import joined
from tests.tui.test_group import leading
from tests.tui.test_reading import LESSON, lesson
from tests.tui.test_trainer import QUIZ as WITHOUT_IDS
from tui import screens
from tui.app import Aim
from tui.screens.ask_ids import AskIdsScreen
from tui.screens.base import SurvivingScreen
from tui.screens.blocked import BlockedScreen
from tui.screens.charter import NormsScreen
from tui.screens.copying import CopyScreen
from tui.screens.course import CourseScreen, CoursesScreen
from tui.screens.flag import FlagScreen
from tui.screens.help import HelpScreen
from tui.screens.languages import LanguagesScreen
from tui.screens.lost import LostScreen
from tui.screens.note import NoteScreen
from tui.screens.notes import NotesScreen
from tui.screens.opening import OpeningScreen
from tui.screens.preview import PreviewScreen
from tui.screens.quiz_sheet import QuizSheetScreen
from tui.screens.refused import RefusedScreen
from tui.screens.result import ResultScreen
from tui.screens.suspended import SuspendedScreen
from tui.screens.trainer import TrainerScreen

Snapshot = Callable[[str, str], None]
FIXTURES = Path(__file__).parents[1] / "fixtures"
BASES = {"StudyScreen", "SurvivingScreen", "ListScreen", "LeaderScreen", "QuestionScreen"}
"""What screens have in common; none of them is ever shown."""


def every_screen(of: type[Screen[object]] = SurvivingScreen) -> Iterator[type[Screen[object]]]:
    """All screens and windows that anybody can come to see."""
    for found in pkgutil.iter_modules(screens.__path__):
        importlib.import_module(f"tui.screens.{found.name}")
    for one in of.__subclasses__():
        if one.__module__.startswith("tui."):
            if one.__name__.endswith(("Screen", "Editor")) and one.__name__[0] != "_" and one.__name__ not in BASES:
                yield one
            yield from every_screen(one)


def test_every_screen_has_a_snapshot_in_both_languages() -> None:
    names = {one.__name__ for one in every_screen()}
    assert names == {name for name in SNAPSHOT_OF if name != "Palette"}
    missing = [
        f"{folder}{name}"
        for name in SNAPSHOT_OF.values()
        for folder in ("", "zh/")
        if not (FOLDER / f"{folder}{name}.txt").exists()
    ]
    assert missing == []


@pytest.mark.parametrize("folder", [".", "zh"])
def test_screens_can_be_told_apart_without_colour(folder: str) -> None:
    texts = {name: (FOLDER / folder / f"{name}.txt").read_text(encoding="utf-8") for name in SNAPSHOT_OF.values()}
    assert [pair for pair in combinations(texts, 2) if texts[pair[0]] == texts[pair[1]]] == []


FORBIDDEN = re.compile("[\u2460-\u24ff\u2605\u2606\u2800-\u28ff\ue000-\uf8ff\ufe0f\U0001f000-\U0001faff]")
"""Numbers in circles, stars, braille, icons of some fonts, emoji: terminals disagree about their width."""


def test_no_screen_has_a_mark_of_uncertain_width() -> None:
    seen = {str(path): FORBIDDEN.findall(path.read_text(encoding="utf-8")) for path in FOLDER.rglob("*.txt")}
    assert {name: found for name, found in seen.items() if found} == {}


async def opened(acting: Performance, kind: type[object]) -> None:
    await acting.settle()
    assert isinstance(acting.app.screen, kind), acting.app.screen


async def test_all_courses(tmp_path: Path, snapshot: Snapshot) -> None:
    async with performance(tmp_path, library=(FIXTURES / "library", FIXTURES / "typing")) as acting:
        await acting.press("c")
        await opened(acting, CoursesScreen)
        await acting.shown(snapshot, "courses")


async def test_lessons_in_folders_of_their_own_stand_below_the_names_of_these(
    tmp_path: Path, snapshot: Snapshot
) -> None:
    course = tmp_path / "bread"
    for path in ("00-why", "01-the-dough/01-flour", "01-the-dough/02-water", "02-the-oven/01-steam"):
        (course / "lessons" / path).parent.mkdir(parents=True, exist_ok=True)
        (course / "lessons" / f"{path}.md").write_text(
            f"# About {path[3:].rpartition('-')[2]}\n\nSome words.\n", encoding="utf-8"
        )
    (course / "course.md").write_text("# Bread\n", encoding="utf-8")
    async with performance(tmp_path, library=course) as acting:
        await acting.press("c")
        await acting.shown(snapshot, "course-modules")
        await acting.press("down", "enter")
        assert "About flour" in acting.text()


async def test_a_footnote(tmp_path: Path, snapshot: Snapshot) -> None:
    async with lesson(tmp_path) as acting:
        await acting.press("o")
        await opened(acting, NoteScreen)
        await acting.shown(snapshot, "footnote")


async def test_which_code_is_copied(tmp_path: Path, snapshot: Snapshot) -> None:
    async with lesson(tmp_path, LESSON.replace("{filling}", ""), size=(80, 24)) as acting:
        await acting.pilot.resize_terminal(80, 60)
        await acting.press("y")
        await acting.pilot.resize_terminal(80, 24)
        await opened(acting, CopyScreen)
        await acting.shown(snapshot, "copying")


async def test_a_flag(tmp_path: Path, snapshot: Snapshot) -> None:
    async with performance(tmp_path, aim=Aim(quiz="quizzes/01-dough")) as acting:
        await acting.press("1", "g")
        await opened(acting, FlagScreen)
        await acting.shown(snapshot, "flag")


async def test_a_quiz_that_was_passed(tmp_path: Path, snapshot: Snapshot) -> None:
    async with performance(tmp_path, aim=Aim(quiz="quizzes/01-dough")) as acting:
        await acting.press("2", "enter", "2", "enter", "1", "2", "enter", "enter", "2", "enter")
        await opened(acting, ResultScreen)
        await acting.shown(snapshot, "result-passed")


async def test_notes_and_suspended_questions_before_there_are_any(tmp_path: Path, snapshot: Snapshot) -> None:
    async with performance(tmp_path) as acting:
        await acting.press("n")
        await opened(acting, NotesScreen)
        await acting.shown(snapshot, "notes-none")
        await acting.press("escape")
        acting.app.show_suspended()
        await opened(acting, SuspendedScreen)
        await acting.shown(snapshot, "suspended-none")


async def test_a_library_in_which_there_is_nothing(tmp_path: Path, snapshot: Snapshot) -> None:
    (tmp_path / "empty").mkdir()
    async with performance(tmp_path, library=tmp_path / "empty") as acting:
        await acting.shown(snapshot, "today-nothing")


async def test_what_is_wrong_with_files_stands_above_all_else_and_its_keys_lead_there(
    tmp_path: Path, snapshot: Snapshot
) -> None:
    library = tmp_path / "library"
    shutil.copytree(FIXTURES / "library", library)
    (library / "bread" / "lessons" / "03-broken.md").write_bytes(b"# Broken \xff\n")
    async with performance(tmp_path, library=library) as acting:
        await acting.shown(snapshot, "today-broken")
        assert "✗ 1 error in the library's files" in acting.text().split("\n")[2]
        await acting.press("c", "p")
        await acting.wait_for("E-encoding")
        assert isinstance(acting.app.screen, TrainerScreen)


async def test_what_keeps_the_app_from_going_on(tmp_path: Path, snapshot: Snapshot) -> None:
    async with performance(tmp_path) as acting:
        await acting.app.push_screen(BlockedScreen("The database is busy (pid 812)."))
        await opened(acting, BlockedScreen)
        await acting.shown(snapshot, "blocked")
        assert "Ctrl+Q Quit" in acting.text(), "there is a way out"


async def test_a_database_that_is_lost(tmp_path: Path, snapshot: Snapshot) -> None:
    async with performance(tmp_path) as acting:
        await acting.app.push_screen(
            LostScreen(MissingWithoutBackupError(path=Path("study.db"), folder=Path("backups")), None)
        )
        await opened(acting, LostScreen)
        await acting.shown(snapshot, "lost")


async def test_what_could_not_be_recorded(tmp_path: Path, snapshot: Snapshot) -> None:
    async with performance(tmp_path, aim=Aim(quiz="quizzes/01-dough")) as acting:
        await acting.app.push_screen(RefusedScreen(FullError(path=Path("study.db")), acting.study))
        await opened(acting, RefusedScreen)
        await acting.shown(snapshot, "refused")


async def test_the_library_is_read(tmp_path: Path, snapshot: Snapshot) -> None:
    async with performance(tmp_path) as acting:
        for folder in ("", "zh/"):
            screen = OpeningScreen()
            await acting.app.push_screen(screen)
            await opened(acting, OpeningScreen)
            screen._say()
            await acting.settle()
            snapshot(acting.text(), f"{folder}opening")
            await acting.app.pop_screen()
            await acting.press("f2")


async def test_the_norms_of_a_group(tmp_path: Path, snapshot: Snapshot) -> None:
    async with performance(tmp_path) as acting:
        joined(acting.study)
        await acting.press("m", "escape", "escape")  # its charter was asked for, and waits
        acting.app.read_charter("Night shift")
        await opened(acting, NormsScreen)
        await acting.shown(snapshot, "norms")


async def test_a_question_as_its_leader_looks_it_up(tmp_path: Path, snapshot: Snapshot) -> None:
    async with leading(tmp_path, replace(platform(), questions=questions())) as acting:
        await acting.press("g", "6", "enter")
        await opened(acting, QuizSheetScreen)
        await acting.shown(snapshot, "quiz-sheet")


@pytest.fixture
def courses(tmp_path: Path) -> Path:
    root = tmp_path / "courses"
    shutil.copytree(FIXTURES / "bilingual" / "tea", root / "tea")
    quiz = root / "tea" / "quizzes" / "pumps.md"
    quiz.write_text(WITHOUT_IDS, encoding="utf-8")
    return root


async def test_what_a_trainer_works_with(tmp_path: Path, courses: Path, snapshot: Snapshot) -> None:
    async with performance(tmp_path, library=courses) as acting:
        await acting.press("t")
        await acting.wait_for("pumps.md")
        screen = acting.app.screen
        assert isinstance(screen, TrainerScreen)
        await acting.wait_for("files")
        await acting.shown(snapshot, "trainer-files")
        await acting.press("w")
        await opened(acting, AskIdsScreen)
        await acting.shown(snapshot, "ask-ids")
        await acting.press("escape")
        while not (screen.rows.chosen and screen.rows.chosen.key.endswith("01-water.zh.md")):
            await acting.press("down")
        await acting.press("L")
        await acting.wait_for("en  01-water.md", "泡茶的水")
        await opened(acting, LanguagesScreen)
        await acting.shown(snapshot, "side-by-side")
        await acting.press("escape", "enter")
        await acting.wait_for("泡茶的水")
        await opened(acting, PreviewScreen)
        await acting.shown(snapshot, "preview")


async def test_help_says_what_words_mean_and_how_a_problem_is_reported(tmp_path: Path, snapshot: Snapshot) -> None:
    async with performance(tmp_path) as acting:
        await acting.press("question_mark", *"mastered", "enter")
        assert isinstance(acting.app.screen, HelpScreen), "a word runs nothing"
        assert "An objective is proficient when the latest answer" in acting.text()
        await acting.press("ctrl+u", *"report", "enter")
        await acting.shown(snapshot, "help-words")
        await acting.press("ctrl+u", *"zzz")
        assert "Nothing here is called that." in acting.text()
        await acting.press("enter", "escape")
        assert not isinstance(acting.app.screen, HelpScreen)


async def test_a_window_that_is_too_small_says_how_large_it_has_to_be_and_a_lesson_is_read_in_less(
    tmp_path: Path,
) -> None:
    said = "The screens need 60 columns and 16 lines."
    async with performance(tmp_path, size=(59, 16)) as acting:
        assert said in acting.notices()
        await acting.pilot.resize_terminal(60, 16)
        await acting.settle()
        assert said not in acting.notices()
        await acting.press("enter")
        await acting.pilot.resize_terminal(40, 12)
        await acting.settle()
        assert said not in acting.notices()
        assert "Flour and water want" in acting.text()
        await acting.pilot.resize_terminal(39, 12)
        await acting.settle()
        assert said in acting.notices()


async def test_the_palette(tmp_path: Path, snapshot: Snapshot) -> None:
    async with performance(tmp_path) as acting:
        await acting.press("colon")
        assert isinstance(acting.app.screen, CommandPalette)
        snapshot(acting.text(), "palette")
        await acting.press("f2")
        await acting.wait_for("前往一课")
        snapshot(acting.text(), "zh/palette")


async def test_the_palette_goes_to_a_course_by_its_name(tmp_path: Path) -> None:
    async with performance(tmp_path, library=(FIXTURES / "library", FIXTURES / "typing")) as acting:
        await acting.press("colon", *"weighing")
        await acting.wait_for("Weighing   course")
        await acting.press("enter")
        assert isinstance(course := acting.app.screen, CourseScreen)
        assert course.course_id == "weighing"


async def test_in_chinese_the_palette_and_help_are_searched_in_english_too(tmp_path: Path) -> None:
    async with performance(tmp_path) as acting:
        await acting.press("f2", "colon", *"settings")
        await acting.wait_for("设置")
        await acting.press("escape", "escape", "question_mark", *"slipping")
        assert "正在遗忘" in acting.text()
