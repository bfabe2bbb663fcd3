"""The trainer's page: what is wrong with the files of a course, on every save, and what leads from there."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from store.projections import sitting_answers, sittings
from tests.tui.pilot import Performance, performance
from tui.screens.ask_ids import AskIdsScreen
from tui.screens.base import WATCHING
from tui.screens.course import CourseScreen
from tui.screens.items import ItemsScreen
from tui.screens.languages import LanguagesScreen
from tui.screens.preview import PreviewScreen
from tui.screens.quiz import QuizScreen
from tui.screens.reader import ReaderScreen
from tui.screens.result import ResultScreen
from tui.screens.today import TodayScreen
from tui.screens.trainer import TrainerScreen
from tui.settings import STARTER_COURSES
from tui.views import OpenQuiz

Snapshot = Callable[[str, str], None]
TEA = Path(__file__).parents[1] / "fixtures" / "bilingual" / "tea"
LESSON = """---
title: Pumps
id: pumps
---

# Pumps

Water comes first, and power second. See [gauges](gauges.md).

> [!DANGER] Dry
> Never run it dry.
"""
QUIZ = """---
title: Pumps
id: pumps-quiz
---

### The casing is vented, and bubbles still come. What now? {#bubbles}

- [ ] Start the motor
- [x] Look at the suction valve

### Which gauge?

- [x] Left
- [ ] Right
"""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    root = tmp_path / "courses"
    for part in ("lessons", "quizzes"):
        (root / "pump-room" / part).mkdir(parents=True)
    (root / "pump-room" / "course.md").write_text("---\ntitle: Pump room\nid: pump-room\n---\n", encoding="utf-8")
    (root / "pump-room" / "lessons" / "pumps.md").write_text(LESSON, encoding="utf-8")
    (root / "pump-room" / "quizzes" / "pumps.md").write_text(QUIZ, encoding="utf-8")
    shutil.copytree(TEA, root / "tea")
    return root


class Desk:
    """The app at a trainer's desk. The check never ends, so what is waited for is always on the screen."""

    def __init__(self, acting: Performance) -> None:
        self.acting = acting
        self.app = acting.app
        self.text = acting.text

    async def until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(120):
            while not condition():
                await self.acting.pilot.pause(0.01)
        await self.acting.settle()

    async def press(self, *keys: str) -> None:
        await self.acting.press(*keys)

    async def on(self, screen: type, *words: str) -> None:
        """Wait for a screen with these words."""
        await self.until(lambda: isinstance(self.app.screen, screen) and all(word in self.text() for word in words))

    @property
    def chosen(self) -> str:
        screen = self.app.screen
        assert isinstance(screen, TrainerScreen)
        return screen.rows.chosen.key.partition(" ")[2] if screen.rows.chosen else ""

    @property
    def problem(self) -> str:
        screen = self.app.screen
        assert isinstance(screen, TrainerScreen)
        return screen.problems.problem.code if screen.problems.problem else ""


@asynccontextmanager
async def desk(
    folder: Path, library: Path, size: tuple[int, int] = (80, 24), keys: tuple[str, ...] = ("t",)
) -> AsyncIterator[Desk]:
    async with performance(folder, library=library, size=size) as acting:
        at = Desk(acting)
        await at.press(*keys)
        await at.until(lambda: isinstance(at.app.screen, TrainerScreen) and at.app.screen._done)
        yield at


def save(file: Path, text: str) -> None:
    """As an editor does, by renaming."""
    beside = file.with_suffix(".new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(file)


async def test_files_their_problems_and_the_next_one(tmp_path: Path, library: Path, snapshot: Snapshot) -> None:
    async with desk(tmp_path, library) as at:
        assert at.chosen == "pump-room/lessons/pumps.md"
        await at.press("n")
        snapshot(at.text(), "trainer")
        met = [(at.chosen, at.problem)]
        while True:
            await at.press("n")
            if (at.chosen, at.problem) == met[0]:
                break
            met.append((at.chosen, at.problem))
        assert [code for _path, code in met[:2]] == ["E-dead-link", "W-unknown-callout"]
        assert ("pump-room/quizzes/pumps.md", "I-no-question-id") in met
        await at.press("N")
        assert (at.chosen, at.problem) == met[-1]
        await at.press("f2")
        await at.until(lambda: "教员" in at.text())
        await at.press("n")
        snapshot(at.text(), "trainer-zh")


async def test_a_course_is_headed_by_its_title_in_the_language_in_use(tmp_path: Path) -> None:
    async with desk(tmp_path, TEA) as at:
        assert at.text().split("\n")[2].split() == ["Tea"]
        await at.press("f2")
        await at.until(lambda: "教员" in at.text())
        assert at.text().split("\n")[2].split() == ["茶"]
        while not at.chosen.startswith("lessons/"):
            await at.press("down")
        await at.press("enter")
        await at.on(PreviewScreen)
        await at.until(lambda: "茶" in at.text().split("\n")[0])


async def test_where_there_is_room_the_problems_stand_beside_the_files(
    tmp_path: Path, library: Path, snapshot: Snapshot
) -> None:
    async with desk(tmp_path, library, size=(120, 40)) as at:
        await at.press("n")
        snapshot(at.text(), "trainer-120")


async def test_what_is_saved_is_checked_by_itself_and_a_new_file_is_found(tmp_path: Path, library: Path) -> None:
    lessons = library / "pump-room" / "lessons"
    async with desk(tmp_path, library) as at:
        save(lessons / "pumps.md", LESSON.replace("DANGER", "CAUTION"))
        await at.until(lambda: "W-unknown-callout" not in at.text())
        assert "E-dead-link" in at.text()
        save(lessons / "gauges.md", "---\ntitle: Gauges\n---\n\n# Gauges\n")
        await at.until(lambda: "lessons/gauges.md" in at.text() and "E-dead-link" not in at.text())


async def test_enter_shows_the_place_in_the_file_and_escape_comes_back(tmp_path: Path, library: Path) -> None:
    async with desk(tmp_path, library) as at:
        await at.press("n", "n", "enter")
        await at.on(PreviewScreen, "▌ ! 10:3", "Dry Never run it dry.")
        screen = at.app.screen
        assert isinstance(screen, PreviewScreen)
        assert screen.problems.problem is not None
        assert screen.problems.problem.line == 10
        await at.press("escape", "escape")
        assert isinstance(at.app.screen, TrainerScreen)
        assert at.problem == "W-unknown-callout"
        await at.press("escape")
        assert isinstance(at.app.screen, TodayScreen)


async def test_a_course_leads_to_its_own_files(tmp_path: Path, library: Path) -> None:
    for name, text in (("02-leaf.md", "# The leaf\n\n[no](no.md)\n"), ("02-leaf.zh.md", "# 茶叶\n\n[no](no.md)\n")):
        (library / "tea" / "lessons" / name).write_text(text, encoding="utf-8")
    async with performance(tmp_path, library=library) as acting:
        at = Desk(acting)
        await at.press("c", "down", "enter")
        await at.on(CourseScreen, "Tea")
        await at.press("p")
        await at.on(TrainerScreen, "files")
        await at.until(lambda: at.chosen == "tea/lessons/02-leaf.md")


async def test_a_lesson_and_a_quiz_are_tried_and_nothing_is_recorded(tmp_path: Path, library: Path) -> None:
    async with desk(tmp_path, library) as at:
        study, member = at.acting.study, at.acting.study.member
        assert member is not None
        await at.press("p")
        await at.on(ReaderScreen, "Rehearsal", "Water comes first")
        assert at.app.study is not study
        at.app.study.add_member("Zed")
        await at.press("colon", *"Zed")
        await at.until(lambda: "Nothing here has that name." in at.text())
        await at.press("escape")
        at.app.ask_who()
        at.app.study_as(at.app.study.members()[1])
        await at.on(ReaderScreen, "Rehearsal")
        assert "A rehearsal stays with whoever began it: Esc leaves it first." in at.acting.notices()
        await at.press("escape")
        await at.on(TrainerScreen)
        assert at.app.study is study
        await at.press("down")
        assert at.chosen == "pump-room/quizzes/pumps.md"
        await at.press("p")
        await at.on(QuizScreen, "Rehearsal", "What now?")
        await at.press("2")
        await at.until(lambda: "Right" in at.text())
        await at.press("enter")
        await at.until(lambda: "Which gauge?" in at.text())
        await at.press("1")
        await at.until(lambda: "Right" in at.text())
        await at.press("enter")
        await at.on(ResultScreen, "Rehearsal")
        await at.press("escape")
        await at.on(TrainerScreen)
        assert sittings.of_quiz(study._database, member.id, "pump-room/pumps-quiz") == ()
        assert sitting_answers.of_quiz(study._database, member.id, "pump-room/pumps-quiz") == ()
        assert study._database.query("SELECT kind FROM events WHERE kind <> 'member.added'") == []
        assert study._database.query("SELECT 1 FROM places") == []


async def test_ids_are_written_when_that_is_confirmed(tmp_path: Path, library: Path) -> None:
    quiz = library / "pump-room" / "quizzes" / "pumps.md"
    async with desk(tmp_path, library) as at:
        await at.press("w")
        assert isinstance(at.app.screen, AskIdsScreen)
        assert "1 question of Pump room" in at.text()
        await at.press("escape")
        assert quiz.read_text(encoding="utf-8") == QUIZ
        await at.press("w", "enter")
        await at.until(lambda: "I-no-question-id" not in at.text() and "1 id written" in at.acting.notices())
        assert quiz.read_text(encoding="utf-8") == QUIZ.replace("gauge?", "gauge? {#which-gauge}")


async def test_without_an_editor_the_place_is_said(
    tmp_path: Path, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.editor.shutil.which", lambda _name: None)
    monkeypatch.setattr("tui.screens.editing.editor.__defaults__", (lambda _name: None,))
    async with desk(tmp_path, library) as at:
        await at.press("n", "e")
        assert "No editor is named" in at.acting.notices()
        assert f"The place is {library}/pump-room/lessons/pumps.md, line 8." in at.acting.notices()


async def test_two_languages_stand_side_by_side_and_follow_each_other(
    tmp_path: Path, library: Path, snapshot: Snapshot
) -> None:
    async with desk(tmp_path, library, size=(120, 40)) as at:
        while at.chosen != "tea/lessons/01-water.zh.md":
            await at.press("down")
        await at.press("L")
        await at.on(LanguagesScreen, "en  01-water.md", "zh  01-water.zh.md")
        await at.until(lambda: "泡茶的水" in at.text())
        await at.acting.shown(snapshot, "side-by-side-120")
        await at.acting.pilot.resize_terminal(80, 16)
        await at.press("end")
        screen = at.app.screen
        assert isinstance(screen, LanguagesScreen)
        first, second = screen._texts
        await at.press("home", "end")
        await at.until(lambda: second.section == first.section > 0)
        await at.acting.pilot.resize_terminal(120, 24)
        await at.press("f2", "end")
        for here, there in (("Check yourself", "自测"), ("choose one", "选一个"), ("Hint", "提示")):
            (line,) = (line for line in at.text().split("\n") if here in line)
            assert there in line, "each is in its own language, and stands beside the other"
        await at.press("tab", "home")
        await at.until(lambda: first.section == second.section <= 0)
        await at.press("escape")
        assert isinstance(at.app.screen, TrainerScreen)


async def test_only_files_with_something_to_mend(tmp_path: Path, library: Path) -> None:
    async with desk(tmp_path, library) as at:
        assert "course.zh.md" in at.text()
        await at.press("a")
        assert "course.zh.md" not in at.text()
        assert "lessons/pumps.md" in at.text()
        await at.press("a")
        assert "course.zh.md" in at.text()


async def test_nobody_trains_where_nothing_is_theirs_to_write(tmp_path: Path) -> None:
    async with performance(tmp_path, library=STARTER_COURSES) as acting:
        assert "Trainer" not in acting.text()
        await acting.press("t", "f9")
        assert isinstance(acting.app.screen, TodayScreen)


async def test_statistics_of_a_quiz_lead_to_the_question(tmp_path: Path, library: Path, snapshot: Snapshot) -> None:
    async with performance(tmp_path, library=library) as acting:
        at = Desk(acting)
        acting.app.answer("pump-room/pumps-quiz")
        await acting.settle()
        await acting.press("1", "enter", "1", "enter", "escape")
        await at.press("t")
        await at.on(TrainerScreen, "files")
        await at.press("down", "s")
        await at.on(ItemsScreen, "right 0 of 1", "right 1 of 1")
        await at.acting.shown(snapshot, "items")
        await at.press("down", "enter")
        await at.on(PreviewScreen, "Which gauge?")
        screen = at.app.screen
        assert isinstance(screen, PreviewScreen)
        assert screen.text.is_in_view(11)
        await at.press("escape", "escape", "escape")
        assert isinstance(at.app.screen, TodayScreen)


async def test_what_members_said_is_shown_without_a_name_and_dealt_with(tmp_path: Path, library: Path) -> None:
    async with desk(tmp_path, library) as at:
        study = at.acting.study
        quiz = study.find_quiz("pumps-quiz")
        study.flag(quiz.key, quiz.questions[1], "unclear", "Left of what?")
        await at.press("down", "s")
        await at.on(ItemsScreen, "What members said", "Left of what?", "Which gauge?")
        body = at.text().split("\n", 1)[1]
        assert "Xiaoming" not in body
        assert "Dealt with" in body
        await at.press("d")
        await at.until(lambda: "What members said" not in at.text())
        assert study.flags_of(quiz.key) == ()
        assert "Dealt with" not in at.text()


async def test_a_reflection_that_was_answered_is_not_called_unanswered(tmp_path: Path, library: Path) -> None:
    quiz = library / "pump-room" / "quizzes" / "pumps.md"
    quiz.write_text(f"{QUIZ}\n### Why do pumps hum? {{#why type=reflection}}\n\nThey think.\n", encoding="utf-8")
    async with desk(tmp_path, library) as at:
        await at.press("down", "s")
        await at.on(ItemsScreen, "Not answered yet", "Reflections, of which nothing is counted", "Why do pumps hum?")
        await at.press("end")
        await at.on(ItemsScreen, "A reflection is for whoever writes it alone: nothing of it is counted.")
        study = at.acting.study
        opened = study.start("pump-room/pumps-quiz")
        assert isinstance(opened, OpenQuiz)
        study.answer(opened, "why", ("They like it.",), 0)
        await at.press("escape", "s")
        await at.on(ItemsScreen, "Not answered yet", "Reflections, of which nothing is counted", "Why do pumps hum?")
        assert "right" not in at.text()


async def test_a_leader_sees_announced_attempts_as_sums_and_nothing_of_fewer_than_five(
    tmp_path: Path, library: Path
) -> None:
    async with performance(tmp_path, library=library) as acting:
        study, me = acting.study, acting.study.member
        assert me is not None
        group = study.create_group("Pump crew")
        quiz = study.find_quiz("pumps-quiz")
        at = Desk(acting)
        acting.app.push_screen(ItemsScreen(library, quiz.path))
        await at.on(ItemsScreen, "from your own practice", "v Whose answers")
        await at.press("v")
        await at.on(ItemsScreen, f"Nothing is told before 5 members of {group.name}")
        assert "right" not in at.text()
        await at.press("v")
        await at.on(ItemsScreen, "from your own practice")


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (120, 40)])
async def test_it_fits_at_every_size(tmp_path: Path, library: Path, size: tuple[int, int]) -> None:
    async with desk(tmp_path, library, size=size) as at:
        for keys, screen in (
            ((), TrainerScreen),
            (("n",), TrainerScreen),
            (("enter",), PreviewScreen),
            (("escape", "escape") if size[0] < 120 else ("escape",), TrainerScreen),
            (("down", "s"), ItemsScreen),
            (("escape", *["down"] * 4, "L"), LanguagesScreen),
        ):
            await at.press(*keys)
            await at.on(screen)
            lines = at.text().split("\n")
            assert len(lines) == size[1]
            assert max(map(len, lines)) <= size[0]
            assert "Help" in lines[-1], at.text()


async def test_nothing_is_called_right_before_it_is_checked(tmp_path: Path, library: Path) -> None:
    async with desk(tmp_path, library) as at:
        screen = at.app.screen
        assert isinstance(screen, TrainerScreen)
        screen._stop.set()  # from here on only this test says what is found
        await at.until(lambda: not any(one.group == WATCHING and one.is_running for one in at.app.workers))
        known = screen._found
        unknown = tuple(replace(one, problems=None) for one in known)
        screen.post_message(screen.Checking(3, 14))
        screen.post_message(screen.Checked(unknown, done=False))
        await at.acting.settle()
        assert "Checking: 3 of 14 files" in at.text().split("\n")[0]
        assert "Nothing to mend" not in at.text()
        assert "✓" not in at.text()
        await at.press("a")  # of the files with something to mend none is known yet
        assert "Nothing to mend" not in at.text()
        assert at.text().count("Checking: 3 of 14 files") == 3
        screen.post_message(screen.Checked(known, done=True))
        await at.acting.settle()
        assert "Checking" not in at.text()
