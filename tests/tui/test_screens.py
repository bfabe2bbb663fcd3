"""Each screen as a member sees it, one snapshot each, and what its keys do."""

import re
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from textual.color import Color

from quizzes.model import Multiple, Single
from store import people
from tests.tui.pilot import LIBRARY, Performance, performance
from tests.unit.test_themes import contrast
from tui.app import Aim
from tui.screens.base import StudyScreen
from tui.screens.course import CourseScreen
from tui.screens.quiz import QuizScreen
from tui.screens.reader import ReaderScreen
from tui.screens.result import ResultScreen
from tui.screens.today import TodayScreen
from tui.study import Study
from tui.themes import THEMES
from tui.views import OpenQuiz
from tui.widgets.choice import ChoiceRow
from tui.widgets.verdict import VerdictCard

Snapshot = Callable[[str, str], None]
READABLE = 3
"""Contrast of what steps back, too."""


async def fail_the_quiz(acting: Performance) -> None:
    """Answer the open quiz of the dough: two right of four."""
    await acting.press("1", "enter", "2", "enter", "1", "2", "enter", "enter", "3")


async def test_the_first_run_asks_one_thing_and_enter_starts_lesson_1(
    tmp_path: Path, snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(LIBRARY.parent)  # the screen names the library's folder
    async with performance(tmp_path, member=None, library=Path(LIBRARY.name)) as acting:
        await acting.shown(snapshot, "first-run")
        await acting.press("enter")
        assert isinstance(acting.app.screen, ReaderScreen)
        assert acting.study.member is not None
        assert acting.study.member.name == "li.xiaoming"


async def test_another_theme_repaints_an_answered_question(tmp_path: Path) -> None:
    async with performance(tmp_path, aim=Aim(quiz="quizzes/01-dough")) as acting:
        await acting.press("3", "enter")
        assert "✗" in acting.text()
        for _theme in THEMES:
            await acting.press("f3")
            faint = [
                segment.text
                for strip in acting.app.screen._compositor.render_strips()
                for segment in strip
                if (style := segment.style) and style.color and style.bgcolor and segment.text.strip(" ▌▊─")
                if contrast(Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)) < READABLE
            ]
            assert faint == []


async def test_the_first_run_goes_on_to_what_the_command_line_named(tmp_path: Path) -> None:
    async with performance(tmp_path, member=None, aim=Aim(quiz="quizzes/01-dough")) as acting:
        await acting.press("enter")
        assert isinstance(acting.app.screen, QuizScreen)
        await acting.press("escape")
        assert isinstance(acting.app.screen, TodayScreen)


async def test_a_name_can_be_typed_and_an_empty_one_is_refused(tmp_path: Path) -> None:
    async with performance(tmp_path, member=None) as acting:
        await acting.press("end", *["backspace"] * 20, "enter")
        assert "The name is empty." in acting.text()
        await acting.press("李", "明", "enter")
        assert acting.study.member is not None
        assert acting.study.member.name == "李明"


async def test_today_goes_on_with_the_course_that_was_chosen_however_soon_it_was_left(tmp_path: Path) -> None:
    starters = Path("lessons/content")
    async with performance(tmp_path, member=None, library=starters) as acting:
        await acting.press("tab", "right", "enter")
        assert isinstance(acting.app.screen, ReaderScreen)
        await acting.press("escape")
        today = acting.study.today()
        assert today.course
        assert today.course.course.id == acting.study.courses()[1].course.id


async def test_a_first_run_beside_another_one_says_who_studies_here_by_now(tmp_path: Path) -> None:
    async with performance(tmp_path, member=None) as acting:
        people.add(acting.study._database, "Bo", now=acting.clock, random=Random(1))
        await acting.press("enter")
        assert "Here study: Bo." in " ".join(acting.text().split())
        assert acting.study.member is None


async def test_today_before_anything_was_done(tmp_path: Path, snapshot: Snapshot) -> None:
    async with performance(tmp_path) as acting:
        await acting.shown(snapshot, "today-new")


async def test_a_course_without_anything_in_it_is_not_called_done(tmp_path: Path) -> None:
    folder = tmp_path / "nothing-yet"
    folder.mkdir()
    async with performance(tmp_path, library=folder, member=None) as acting:
        assert "0 lessons" in acting.text()
        await acting.press("enter")
        assert "is done" not in acting.text()
        assert "This course has no lessons yet." in acting.text()
        await acting.press("c")
        assert isinstance(acting.app.screen, CourseScreen)
        assert "Enter" not in acting.text().split("\n")[-1], "no key for what is not there"


async def test_today_in_the_middle_of_things(tmp_path: Path, snapshot: Snapshot) -> None:
    async with performance(tmp_path) as acting:
        await acting.press("enter", "end", "enter", "1", "enter", "2", "escape", "escape")
        assert isinstance(acting.app.screen, TodayScreen)
        await acting.shown(snapshot, "today-middle")


async def test_a_lesson_that_is_read_gives_way_to_its_quiz_and_to_what_is_next(tmp_path: Path) -> None:
    async with performance(tmp_path) as acting:
        await acting.press("enter", "end", "escape")
        assert [step.value for step in acting.study.today().steps] == ["quiz", "lesson"]
        assert "Start   02 The oven" in acting.text()
        acting.clock.at += timedelta(minutes=5)
        await acting.press("2", "end", "enter", "escape")
        today = acting.study.today()
        assert today.quiz
        assert today.quiz.quiz.key == "bread/quizzes/02-oven"
        assert [step.value for step in today.steps] == ["quiz"], "nothing is left to be read"
        assert "Continue" not in acting.text()


async def test_to_look_into_a_lesson_is_not_to_read_it_and_every_open_quiz_is_shown(tmp_path: Path) -> None:
    async with performance(tmp_path, library=(LIBRARY, LIBRARY.parent / "typing")) as acting:
        study, clock = acting.study, acting.clock
        await acting.press("enter", "space", "escape")
        clock.pass_days(1)
        acting.app.read("weighing/scale")  # a peek
        await acting.settle()
        await acting.press("escape")
        assert "Continue   01 The dough" in acting.text()
        for quiz in ("bread/quizzes/01-dough", "weighing/scale-quiz"):
            clock.pass_days(1)
            acting.app.answer(quiz)
            await acting.settle()
            await acting.press("1", "enter", "escape")
        assert [row.quiz.title for row in study.today().open] == ["Dough, tried"]
        assert "Not finished yet" in acting.text()


async def test_what_is_only_looked_up_begins_no_lesson_and_today_goes_on_where_it_was(tmp_path: Path) -> None:
    library = tmp_path / "library"
    library.mkdir()
    long = "\n\n".join(f"Paragraph {number} says nothing." for number in range(60))
    for number, word in enumerate(("valve", "gasket", "bearing"), start=1):
        (library / f"{number:02}.md").write_text(f"# The {word}\n\n{long}\n\nMind the {word}.\n\n{long}\n")
    async with performance(tmp_path, library=library) as acting:
        await acting.press("enter", "space", "escape", "slash", *"mind bearing", "enter")
        assert isinstance(acting.app.screen, ReaderScreen)
        assert "Mind the bearing." in acting.text()
        await acting.press("space", "escape", "escape")
        assert "Continue   01 The valve" in acting.text()
        assert [row.begun for row in acting.study.courses()[0].lessons] == [True, False, False]


async def test_a_quiz_that_was_not_passed_keeps_its_card_whatever_else_is_opened(tmp_path: Path) -> None:
    async with performance(tmp_path, library=(LIBRARY, LIBRARY.parent / "typing"), aim=Aim(lesson="01")) as acting:
        await acting.press("end", "enter", "1", "enter", "1", "enter", "3", "enter", "enter", "1", "enter")
        assert "not passed" in acting.text()
        acting.clock.pass_days(1)
        acting.app.read("weighing/scale")
        await acting.settle()
        acting.clock.at += timedelta(minutes=1)
        await acting.press("escape", "escape", "escape")
        today = acting.study.today()
        assert today.course
        assert today.course.course.id == "weighing", "it goes on where something was read last"
        assert re.search(r"▌ Quiz +Dough, tried   about 2 min · not passed yet, best 0%", acting.text())
        acting.app.read("bread/lessons/02-oven")
        await acting.settle()
        await acting.press("space", "escape")
        assert [step.value for step in acting.study.today().steps][:2] == ["quiz", "review"]


async def test_a_quiz_that_was_finished_last_says_which_course_goes_on(tmp_path: Path) -> None:
    async with performance(tmp_path, library=(LIBRARY, LIBRARY.parent / "typing"), aim=Aim(lesson="01")) as acting:
        study, clock = acting.study, acting.clock

        def course() -> str:
            found = study.today().course
            return found.course.id if found else ""

        await acting.press("end", "escape")
        assert course() == "bread"
        clock.at += timedelta(minutes=30)  # on the same day
        opened = study.start("weighing/scale-quiz")
        assert isinstance(opened, OpenQuiz)
        assert course() == "weighing"
        clock.at += timedelta(minutes=1)
        while question := opened.question:
            options = question.options if isinstance(question, Single | Multiple) else ()
            opened = study.answer(opened, question.id, tuple(one.id for one in options[:1]) or ("1",), 0).quiz
        assert study.today().open == ()
        assert course() == "weighing"
        clock.at += timedelta(minutes=1)
        acting.app.read("bread/lessons/01-dough")
        await acting.settle()
        await acting.press("home", "end", "escape")
        assert course() == "bread"


async def test_the_lesson_to_go_on_with_says_of_which_course_it_is_where_there_are_several(tmp_path: Path) -> None:
    async with performance(tmp_path, library=(LIBRARY, LIBRARY.parent / "typing")) as acting:
        assert "01 The dough   1 min · Bread" in acting.text()


async def test_today_says_when_it_is_enough_and_time_counts_while_somebody_studies(
    tmp_path: Path, snapshot: Snapshot
) -> None:
    async with performance(tmp_path) as acting:
        acting.study.preferences.choose("study_minutes", "15")
        await acting.press("enter")
        for _page in range(4):
            acting.clock.at += timedelta(minutes=1)
            await acting.press("down")
        await acting.press("escape")
        assert "4 of 15 min" in acting.text()
        acting.clock.at += timedelta(minutes=30)
        await acting.press("down", "up")
        assert "Enough" not in acting.text()
        await acting.press("enter", "end", "enter", "1", "enter", "escape", "escape")
        assert "Enough, apart from the open quiz: nothing to review" in acting.text()
        await acting.press("1", "2", "enter", "1", "2", "enter", "enter", "1", "escape")
        await acting.shown(snapshot, "today-enough")
        assert acting.study.parting() == "4 min · 4 answers · saved", "to look at Today is no study"
        acting.clock.at += timedelta(seconds=58.9)
        await acting.press("c", "escape")
        assert "no reviews for 10 min" in acting.text()
        acting.clock.at += timedelta(seconds=1)
        await acting.wait_for("no reviews for 9 min", "Next review in 9 min")  # nobody has pressed a key
        acting.clock.at += timedelta(minutes=9)
        await acting.press("c", "escape")
        assert "Enough for now: no reviews for 1 min" in acting.text()
        acting.clock.at += timedelta(seconds=1)
        await acting.wait_for("2 questions due")  # nobody has pressed a key
        assert "Enough" not in acting.text()
    async with performance(tmp_path) as again:
        assert "4 of 15 min" in again.text(), "it was recorded"


async def test_in_a_wide_window_today_stands_in_the_middle_where_the_course_does(tmp_path: Path) -> None:
    async with performance(tmp_path, size=(120, 24)) as acting:
        column = acting.app.screen.query_one(".today").region
        await acting.press("c")
        assert column.x == acting.app.screen.query_one(".listing").region.x == (120 - column.width) // 2


async def test_the_reader_at_the_start_and_at_the_end(tmp_path: Path, snapshot: Snapshot) -> None:
    async with performance(tmp_path) as acting:
        await acting.press("enter")
        await acting.shown(snapshot, "reader-start")
        await acting.press("end")
        await acting.shown(snapshot, "reader-end")


async def test_the_place_in_a_lesson_is_kept(tmp_path: Path) -> None:
    async with performance(tmp_path) as acting:
        await acting.press("enter", "down", "down", "down", "down")
        here = acting.text()
        await acting.press("escape", "enter")
        assert acting.text() == here


async def test_contents_lead_to_a_section(tmp_path: Path, snapshot: Snapshot) -> None:
    async with performance(tmp_path) as acting:
        await acting.press("enter", "t")
        await acting.shown(snapshot, "reader-contents")
        await acting.press("end", "enter")
        assert "When it goes wrong" in acting.text()
        assert acting.app.screen.focused is acting.app.screen.query_one("Reader")


async def test_space_turns_the_page_of_the_text_from_its_contents_too(tmp_path: Path) -> None:
    library = tmp_path / "library"
    library.mkdir()
    parts = (f"## Part {part}\n\n" + "\n\n".join(f"{part}.{line} of it." for line in range(30)) for part in range(4))
    (library / "pump.md").write_text("# The pump\n\n" + "\n\n".join(parts), encoding="utf-8")
    for width in (120, 80):
        async with performance(tmp_path, library=library, size=(width, 24), database=f"{width}.db") as acting:
            await acting.press("enter", "space")
            paged = acting.text()
            await acting.press("b", "t", "space")
            assert acting.text() == paged
            assert acting.app.screen.focused is acting.app.screen.query_one("Reader")


async def test_contents_stand_beside_the_text_where_there_is_room_and_they_are_wanted(tmp_path: Path) -> None:
    async with performance(tmp_path, size=(120, 40)) as acting:
        await acting.press("enter")
        reader = acting.app.screen
        assert isinstance(reader, ReaderScreen)
        assert (reader.contents.display, reader.focused) == (True, reader.reader)
        await acting.press("t", "escape")
        assert (reader.contents.display, reader.focused) == (True, reader.reader), "Esc goes back to the text"
        await acting.pilot.resize_terminal(80, 24)
        await acting.settle()
        assert not reader.contents.display
        await acting.press("t", "t")
        assert acting.study.preferences.contents, "what is in the way is closed, and wanted all the same"
        await acting.pilot.resize_terminal(120, 40)
        await acting.settle()
        assert reader.contents.display
        await acting.press("t", "t", "escape", "enter")
        assert acting.app.screen is not reader
        assert not acting.app.screen.query_one("Contents").display, "that it is not wanted is kept"


async def test_today_is_there_when_the_lesson_that_was_asked_for_is_left(tmp_path: Path) -> None:
    async with performance(tmp_path) as acting:
        today = acting.text()
    async with performance(tmp_path, aim=Aim(lesson="1")) as acting:
        assert isinstance(acting.app.screen, ReaderScreen)
        assert not acting.app.screen_stack[-2].query("*"), "nobody has seen it"
        acting.app.post_message(acting.app.LibraryChanged())
        await acting.press("f2", "f2")
        await acting.press("escape")
        assert acting.text().splitlines()[2:4] == today.splitlines()[2:4]
        assert acting.app.screen.focused is acting.app.screen.query("Card").first()
        await acting.press("enter")
        assert isinstance(acting.app.screen, ReaderScreen)


async def test_today_is_there_where_what_was_asked_for_is_not(tmp_path: Path) -> None:
    async with performance(tmp_path, aim=Aim(lesson="nothing")) as acting:
        assert acting.app.screen.query("Card")


async def test_a_question_is_asked_and_its_hint_shown(tmp_path: Path, snapshot: Snapshot) -> None:
    async with performance(tmp_path, aim=Aim(quiz="quizzes/01-dough")) as acting:
        assert isinstance(acting.app.screen, QuizScreen)
        await acting.press("i")
        await acting.shown(snapshot, "quiz-asked")


async def test_a_wrong_answer_says_why_and_where_to_read_again(tmp_path: Path, snapshot: Snapshot) -> None:
    async with performance(tmp_path, aim=Aim(quiz="quizzes/01-dough")) as acting:
        await acting.press("1")
        await acting.shown(snapshot, "quiz-wrong")
        await acting.press("r")
        assert isinstance(acting.app.screen, ReaderScreen)
        assert "The ratio" in acting.text().split("\n")[3]
        await acting.press("escape")
        assert isinstance(acting.app.screen, QuizScreen)
        assert "Not quite" in acting.text()


async def test_what_another_window_has_answered_is_not_answered_again(tmp_path: Path) -> None:
    async with performance(tmp_path, aim=Aim(quiz="quizzes/01-dough")) as acting:
        other = Study([LIBRARY], acting.study._database, now=acting.clock, random=Random(8))
        other.join("Xiaoming Li")
        opened = other.start(other.find_quiz("quizzes/01-dough").key)
        assert isinstance(opened, OpenQuiz)
        assert isinstance(opened.question, Single)
        other.answer(opened, opened.question.id, (opened.question.options[1].id,), 0)
        await acting.press("1")
        assert "answered in another window" in acting.notices()
        assert "Question 2 of" in acting.text()
        await acting.press("2", "enter", "1", "2", "enter", "enter", "3")
        (taken,) = other.attempts(opened.quiz.key)
        assert taken.outcome is not None
        assert (taken.answered, taken.outcome.asked) == (4, 4)


async def test_several_answers_are_ticked_and_submitted(tmp_path: Path, snapshot: Snapshot) -> None:
    async with performance(tmp_path, aim=Aim(quiz="quizzes/01-dough")) as acting:
        await acting.press("2", "enter", "2", "enter", "1", "down", "down", "space")
        await acting.shown(snapshot, "quiz-several")
        await acting.press("3", "2", "enter")
        assert "Right" in acting.text()


async def test_the_result_names_what_to_read_again(tmp_path: Path, snapshot: Snapshot) -> None:
    async with performance(tmp_path, aim=Aim(quiz="quizzes/01-dough")) as acting:
        await fail_the_quiz(acting)
        await acting.press("enter")
        assert isinstance(acting.app.screen, ResultScreen)
        await acting.shown(snapshot, "result-failed")
        opened: list[str] = []
        for section in ("The ratio", "When it goes wrong", "The ratio"):
            assert f"▸ The dough › {section}" in acting.text()
            await acting.press("r")
            assert isinstance(acting.app.screen, ReaderScreen)
            opened.append(acting.text())
            await acting.press("escape")
            assert isinstance(acting.app.screen, ResultScreen)
        assert (opened[0] == opened[2], opened[0] == opened[1]) == (True, False), "each of them, one after another"
        await acting.press("a")
        assert isinstance(acting.app.screen, QuizScreen)
        assert "Question 1 of 4" in acting.text()


async def test_a_quiz_left_in_the_middle_goes_on_there(tmp_path: Path) -> None:
    async with performance(tmp_path, aim=Aim(quiz="quizzes/01-dough")) as acting:
        await acting.press("2", "enter", "escape")
        assert isinstance(acting.app.screen, TodayScreen)
        (card,) = (line for line in acting.text().split("\n") if "01 The dough" in line and "min" in line)
        assert "Start" in card, "of the lesson nothing is read yet"
        await acting.press("1")
        assert "Question 2 of 4" in acting.text()


async def test_the_key_back_leads_from_a_quiz_to_the_end_of_the_lesson_that_led_to_it(tmp_path: Path) -> None:
    async with performance(tmp_path, aim=Aim(lesson="01-dough")) as acting:
        await acting.press("end", "enter", "2", "enter", "escape")
        assert isinstance(acting.app.screen, ReaderScreen)
        assert "at the end" in acting.text()
        await acting.press("enter")
        assert "Question 2 of 4" in acting.text()
        await acting.press("2", "enter", "1", "2", "enter", "enter", "2", "enter")
        assert "Lesson done" in acting.text()
        await acting.press("escape")
        assert isinstance(acting.app.screen, ReaderScreen)
        assert "✓ completed" in acting.text(), "it says what has become of the lesson meanwhile"
        await acting.press("escape")
        assert isinstance(acting.app.screen, TodayScreen)


async def test_from_a_lesson_that_is_read_again_enter_goes_back_to_the_very_quiz(tmp_path: Path) -> None:
    async with performance(tmp_path, aim=Aim(quiz="quizzes/01-dough")) as acting:
        await acting.press("2", "enter")
        quiz = acting.app.screen
        assert isinstance(quiz, QuizScreen)
        await acting.press("r", "end", "enter")
        assert acting.app.screen is quiz, "not another copy of it, above it"
        await acting.press("r", "end", "colon", *"Dough, tried", "enter")
        assert acting.app.screen is quiz
        await acting.press("escape")
        assert isinstance(acting.app.screen, TodayScreen)


async def test_from_a_lesson_that_is_read_after_a_quiz_enter_takes_the_quiz_in_place_of_its_result(
    tmp_path: Path,
) -> None:
    async with performance(tmp_path, aim=Aim(quiz="quizzes/01-dough")) as acting:
        await fail_the_quiz(acting)
        await acting.press("enter", "r", "end", "enter")
        assert "Question 1 of 4" in acting.text()
        await acting.press("escape")
        assert isinstance(acting.app.screen, TodayScreen)


async def test_the_course_lists_its_lessons(tmp_path: Path, snapshot: Snapshot) -> None:
    async with performance(tmp_path) as acting:
        await acting.press("c")
        assert isinstance(acting.app.screen, CourseScreen)
        await acting.shown(snapshot, "course")
        await acting.press("down", "q")
        assert "What keeps the crust soft?" in acting.text()


async def test_a_result_is_seen_again_from_today_and_from_the_course(tmp_path: Path) -> None:
    async with performance(tmp_path, aim=Aim(quiz="quizzes/01-dough")) as acting:
        await fail_the_quiz(acting)
        await acting.press("enter", "enter")
        assert isinstance(acting.app.screen, TodayScreen)
        await acting.press("v")
        assert isinstance(acting.app.screen, ResultScreen)
        assert "2 / 4" in acting.text()
        await acting.press("escape", "c", "v")
        assert isinstance(acting.app.screen, ResultScreen)
        await acting.press("escape", "down", "v")
        assert isinstance(acting.app.screen, CourseScreen)
        assert "No quiz was finished here yet." in acting.notices()


async def test_a_course_begins_on_the_lesson_to_go_on_with(tmp_path: Path) -> None:
    async with performance(tmp_path) as acting:
        _first, second = (row.lesson for row in acting.study.courses()[0].lessons)
        acting.study.note_reading(second)
        await acting.press("c")
        assert isinstance(course := acting.app.screen, CourseScreen)
        assert course.rows.chosen
        assert course.rows.chosen.title == second.title


async def test_help_lists_the_keys_filters_them_and_runs_one(tmp_path: Path, snapshot: Snapshot) -> None:
    async with performance(tmp_path) as acting:
        await acting.press("question_mark")
        await acting.shown(snapshot, "help")
        await acting.press("c", "o", "u", "enter")
        assert isinstance(acting.app.screen, CourseScreen)


async def test_ctrl_p_opens_the_palette_of_ours_where_a_colon_is_text(tmp_path: Path) -> None:
    async with performance(tmp_path) as acting:
        await acting.press("question_mark", "escape", "ctrl+p")
        assert acting.app.palette_is_open
        assert "Go to a lesson, a quiz, a command" in acting.text()


async def test_before_anybody_studies_the_palette_offers_what_works_then(tmp_path: Path) -> None:
    async with performance(tmp_path, member=None) as acting:
        await acting.press("ctrl+p")
        await acting.wait_for("Settings", "Quit")
        assert not [word for word in ("Today", "Review", "Notes", "Who studies?", "New group") if word in acting.text()]
        await acting.press(*"dough")
        await acting.wait_for("Nothing here has that name.")
        await acting.press("escape")
        acting.study.add_member("Ada")  # in another window
        acting.app.ask_who()
        await acting.press("ctrl+p", *"ada")
        await acting.wait_for("study as this member")
        assert "Today" not in acting.text()
        await acting.press("down", "enter")
        assert isinstance(acting.app.screen, ReaderScreen | TodayScreen)


async def test_the_palette_goes_anywhere_by_name(tmp_path: Path) -> None:
    async with performance(tmp_path) as acting:
        await acting.press("colon")
        await acting.wait_for("Enter · this screen")
        assert ": · this screen" not in acting.text(), "it is open"
        await acting.press(*"oven")
        await acting.wait_for("lesson · ")
        await acting.press("down", "enter")
        assert isinstance(acting.app.screen, ReaderScreen | QuizScreen)


async def test_the_theme_changes_at_once_and_is_remembered(tmp_path: Path) -> None:
    async with performance(tmp_path) as acting:
        before = acting.app.theme
        await acting.press("f3")
        chosen = acting.app.theme
        assert chosen != before
    async with performance(tmp_path) as again:
        assert again.app.theme == chosen


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (120, 40)])
@pytest.mark.parametrize("theme", ["fivefold-dark", "fivefold-light", "fivefold-contrast"])
async def test_every_screen_fits_at_every_size_in_every_theme(
    tmp_path: Path, size: tuple[int, int], theme: str
) -> None:
    async with performance(tmp_path, size=size) as acting:
        acting.app.theme = theme
        seen: set[type] = set()
        for key in (
            "",
            "c",
            "enter",
            "end",
            "enter",
            "1",
            "enter",
            "2",
            "enter",
            "1",
            "2",
            "enter",
            "enter",
            "3",
            "enter",
        ):
            if key:
                await acting.press(key)
            lines = acting.text().split("\n")
            assert len(lines) == size[1]
            screen = acting.app.screen
            assert isinstance(screen, StudyScreen)
            seen.add(type(screen))
            assert "Help" in lines[-1], "\n".join(lines)
            keys = screen.bar.keys()
            assert 1 <= len(keys) <= 7
            assert sum(len(key) + len(text) + 3 for key, text, _action in keys) <= size[0] + 1
            back = screen.active_bindings.get("escape")
            assert back is None or not back.binding.show or "Esc" in [key for key, _text, _action in keys]
        assert seen == {TodayScreen, CourseScreen, ReaderScreen, QuizScreen, ResultScreen}


async def test_the_key_back_leads_from_all_courses_to_the_one_that_was_left_for_them(tmp_path: Path) -> None:
    for name in ("alpha", "beta"):
        (tmp_path / name / "lessons").mkdir(parents=True)
        (tmp_path / name / "course.md").write_text(f"---\ntitle: Course {name}\nid: {name}\n---\n", encoding="utf-8")
        (tmp_path / name / "lessons" / "01-one.md").write_text("# One\n\nText.\n", encoding="utf-8")
    async with performance(tmp_path, library=tmp_path) as acting:
        await acting.press("c", "down", "enter")
        await acting.press("escape", "up", "enter")
        acting.app.push_screen(CourseScreen("beta"))
        await acting.settle()
        await acting.press("c")
        assert "2 courses" in acting.text()
        await acting.press("escape")
        assert "Course › Course beta" in acting.text()
        await acting.press("c", "enter")  # the cursor is on it: it is gone back to, and not opened once more
        assert "Course › Course beta" in acting.text()
        await acting.press("escape")
        assert "Course › Course alpha" in acting.text()


async def test_options_have_air_where_all_is_in_view_even_so_and_stay_where_they_are(tmp_path: Path) -> None:
    async with performance(tmp_path, aim=Aim(quiz="Dough, tried"), size=(120, 40)) as acting:

        def places() -> list[int]:
            return [row.region.y for row in acting.app.screen.query(ChoiceRow)]

        airy = places()
        assert [after - before for before, after in pairwise(airy)] == [2, 2]
        await acting.press("1")
        assert places() == airy
        parts = list(acting.app.screen.query_one(VerdictCard).children)
        assert parts
        assert all(part.size.width <= 80 for part in parts), "a line that an eye can follow"
        await acting.press("enter")
        await acting.pilot.resize_terminal(80, 16)
        await acting.settle()
        assert {after - before for before, after in pairwise(places())} == {1}
