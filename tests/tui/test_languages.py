"""F2: interface and content in another language at once, on every screen, with nothing lost of what was under way."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.widgets import Input, TextArea

from store.projections import item_memory, sitting_answers, sittings
from tests.groups import platform
from tests.tui.pilot import Performance, performance
from tests.tui.test_group import leading
from tui import i18n
from tui.app import Aim
from tui.keys import LANGUAGE
from tui.screens.group import GroupScreen
from tui.screens.quiz import QuizScreen
from tui.screens.reader import ReaderScreen
from tui.screens.review import ReviewScreen

Snapshot = Callable[[str, str], None]
LIBRARY = Path(__file__).parents[1] / "fixtures" / "bilingual"
CHECK = re.compile(r"<!-- quiz -->.*<!-- /quiz -->\n", re.DOTALL)
QUIZ = "tea/quizzes/01-water"


def recorded(acting: Performance) -> list[tuple[str, tuple[str, ...], bool]]:
    """What the database holds of the answers to the quiz."""
    member = acting.study.member
    assert member is not None
    return [
        (one.question, one.choice, one.right)
        for taken in sittings.of_quiz(acting.study._database, member.id, QUIZ)
        for one in sitting_answers.of_sitting(acting.study._database, taken.id)
    ]


async def to_question(acting: Performance, number: int) -> None:
    """Give the quiz's questions before this one some answer."""
    answers: list[list[str]] = [["2", "enter"], ["x", "enter", "enter"], ["1", "enter", "enter"], ["1", "ctrl+d"]]
    for keys in answers[: number - 1]:
        await acting.press(*keys)
        if keys[-1] == "ctrl+d":
            await acting.press("enter")


async def test_today_says_everything_in_the_other_language(tmp_path: Path, snapshot: Snapshot) -> None:
    async with performance(tmp_path, library=LIBRARY) as acting:
        before = acting.text()
        await acting.press("f2")
        assert "泡茶的水" in acting.text()
        assert "The leaf" in acting.text()  # not translated: as it is
        snapshot(acting.text(), "today-zh")
        await acting.press("f2")
        assert acting.text() == before


async def test_the_reader_keeps_the_section_and_the_block(tmp_path: Path, snapshot: Snapshot) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=Aim(lesson="01-water")) as acting:
        reader = acting.app.screen
        assert isinstance(reader, ReaderScreen)
        await acting.press("]", "]", "down", "down", "down", "down")  # below the heading Time
        assert "Two minutes" not in acting.text()
        assert "The second cup" in acting.text()
        assert "Heat" not in acting.text()
        place = reader.reader._window.top if reader.reader._window else None
        await acting.press("f2")
        assert "第二泡一分钟" in acting.text()
        assert "第一泡" not in acting.text()
        assert "温度" not in acting.text()
        assert "泡茶的水" in acting.text().split("\n")[0]
        snapshot(acting.text(), "reader-zh")
        await acting.press("f2")
        assert reader.reader._window is not None
        assert reader.reader._window.top == place
        await acting.press("f2", "escape")
        assert "时间" in acting.text()  # Today names the section in the language in use


async def test_a_place_that_was_kept_in_one_language_is_found_in_the_other(tmp_path: Path) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=Aim(lesson="01-water")) as acting:
        await acting.press("]", "]", "escape", "f2", "enter")
        assert "第一泡两分钟" in acting.text()
        assert "温度" not in acting.text()


async def test_what_is_not_translated_is_said_quietly(tmp_path: Path) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=Aim(lesson="02-leaf")) as acting:
        assert "not translated" not in acting.text()
        await acting.press("f2")
        assert "Two leaves and a bud." in acting.text()
        assert "未翻译" in acting.text().split("\n")[0]


async def test_an_open_question_keeps_its_hint_and_its_choice(tmp_path: Path, snapshot: Snapshot) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=Aim(quiz="01-water")) as acting:
        await acting.press("i", "down", "down", "down", "f2")
        assert "泡绿茶的水要多热" in acting.text()
        assert "低于沸点" in acting.text()
        assert "关于水的四个问题" in acting.text()
        snapshot(acting.text(), "quiz-zh")
        await acting.press("enter")
        assert recorded(acting) == [("heat", ("19eae8bd",), False)]
        assert "这会把茶叶烫坏" in acting.text()
        await acting.press("f2")
        assert "That burns the leaf." in acting.text()
        assert "← your answer" in acting.text()
        await acting.press("enter")
        assert "What grows bitter?" in acting.text()


async def test_what_is_typed_stays_and_an_answer_in_one_language_is_right_in_the_other(tmp_path: Path) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=Aim(quiz="01-water")) as acting:
        await to_question(acting, 2)
        await acting.press(*"the", "f2")
        line = acting.app.screen.focused
        assert isinstance(line, Input)
        assert (line.value, line.cursor_position) == ("the", 3)
        await acting.press("space", *"tea", "enter")
        assert recorded(acting)[-1] == ("bitter", ("the tea",), True)
        assert "正确" in acting.text()
        await acting.press("f2")
        assert "✓ Right" in acting.text()
        assert "✗" not in "\n".join(acting.text().split("\n")[2:])


async def test_what_was_moved_stays_where_it_was_put(tmp_path: Path) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=Aim(quiz="01-water")) as acting:
        await to_question(acting, 4)
        screen = acting.app.screen
        assert isinstance(screen, QuizScreen)
        await acting.press("3")
        form = screen._form
        assert form is not None
        before = form.given()
        await acting.press("f2")
        assert screen._form is not None
        assert screen._form is not form
        assert screen._form.given() == before
        assert screen._form.has_focus
        words = {"温壶", "放茶叶", "倒水"}
        assert words <= set(acting.text().split())


async def test_picks_pairs_lines_and_reflections_stay(tmp_path: Path) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=Aim(quiz="01-water")) as acting:
        await to_question(acting, 5)
        await acting.press("2", "down", "1", "f2")  # thin, closed
        assert "薄" in acting.text()
        await acting.press("ctrl+d")
        assert recorded(acting)[-1] == ("pot", ("薄", "带盖的"), False)
        await acting.press("f2")
        assert "! Partly right" in acting.text()
        await acting.press("enter", *"kind", "f2")
        written = acting.app.screen.focused
        assert isinstance(written, TextArea)
        assert written.text == "kind"
        await acting.press("enter", "ctrl+d", "f2")
        assert "It brings people to one table." in acting.text()
        await acting.press("space", "f2")
        assert "[x]" in acting.text()
        await acting.press("ctrl+d", "enter")
        await acting.press("1", "f2", "2", "enter")
        assert recorded(acting)[-1][0] == "green"
        assert recorded(acting)[-1][2]
        await acting.press("enter", "1", "f2", "2", "3")
        assert len(acting.app.screen.query("EntryRow")) == 6
        await acting.press("enter")
        assert recorded(acting)[-1][0] == "cups"
        await acting.press("enter", *"80", "enter", "f2", "C", "ctrl+d")
        assert recorded(acting)[-1] == ("printed", ("80\nC",), True)


async def test_questions_in_the_text_keep_what_was_answered_so_far(tmp_path: Path) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=Aim(lesson="01-water"), size=(80, 40)) as acting:
        await acting.press("end", "tab", "i", "f2")
        assert "什么能把茶存一年？" in acting.text()
        assert "它有盖子。" in acting.text()
        await acting.press("2")
        assert "正确" in acting.text()
        await acting.press("f2")
        assert "✓ Right" in acting.text()
        await acting.press("tab", *"gre", "f2")
        line = acting.app.screen.focused
        assert isinstance(line, Input)
        assert line.value == "gre"
        await acting.press(*"en", "enter")
        assert acting.text().count("✓ 正确") == 2
        member = acting.study.member
        assert member is not None
        given = sitting_answers.of_quiz(acting.study._database, member.id, "tea/lessons/01-water#checks")
        assert [(one.question, one.choice, one.right) for one in given] == [
            ("tin", given[0].choice, True),
            ("first", ("green",), True),
        ]
        await acting.press("f2")
        assert acting.text().count("✓ Right") == 2


async def test_memory_and_statistics_are_one_in_all_languages(tmp_path: Path) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=Aim(quiz="01-water")) as acting:
        await acting.press("f2", "2", "escape")
        acting.clock.pass_days(3)
        acting.app.review()
        await acting.settle()
        screen = acting.app.screen
        assert isinstance(screen, ReviewScreen)
        assert "泡绿茶的水要多热" in acting.text()
        await acting.press("2", "f2")
        assert "How hot is the water for green tea?" in acting.text()
        assert "✓ Right" in acting.text()
        await acting.press("f2", "enter")
        member = acting.study.member
        assert member is not None
        (item,) = item_memory.of_member(acting.study._database, member.id)
        assert (item.question, item.memory.reviews) == ("heat", 2)
        (figures,) = acting.study.analysis(QUIZ).items
        assert figures.question == "heat"


async def test_help_the_palette_and_the_result_change_too(tmp_path: Path) -> None:
    async with performance(tmp_path, library=LIBRARY) as acting:
        await acting.press("question_mark", "f2")
        assert "帮助" in acting.text()
        assert "小组" in acting.text()
        await acting.press("f2", "escape", "colon", "f2")
        await acting.wait_for("前往一课")
        await acting.press("escape")
        assert "今天" in acting.text()


async def test_a_group_for_its_leader(tmp_path: Path, snapshot: Snapshot) -> None:
    async with leading(tmp_path, platform()) as acting:
        await acting.press("g", "right", "down", "f2")
        assert isinstance(acting.app.screen, GroupScreen)
        snapshot(acting.text(), "group-zh-80")


async def test_me_and_the_list_of_courses(tmp_path: Path) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=Aim(quiz="01-water")) as acting:
        await acting.press("2", "escape", "m", "f2")
        assert "手艺" in acting.text()
        await acting.press("escape", "c")
        assert "茶" in acting.text()
        await acting.press("f2")
        assert "Water for tea" in acting.text()


async def test_a_name_that_is_being_typed_stays(tmp_path: Path) -> None:
    async with performance(tmp_path, library=LIBRARY, member=None) as acting:
        await acting.press("end", *["backspace"] * 20, "李", "明", "f2")
        assert "终端里的自习室" in acting.text()
        await acting.press("华", "enter")
        assert acting.study.member is not None
        assert acting.study.member.name == "李明华"


async def test_the_language_is_remembered(tmp_path: Path) -> None:
    async with performance(tmp_path, library=LIBRARY) as acting:
        await acting.press("f2")
        assert acting.study.preferences.value("lang") == "zh"


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_key_works_where_letters_are_typed(language: str) -> None:
    i18n.use(language)
    assert LANGUAGE.priority
    assert i18n._(LANGUAGE.description)


async def test_what_a_translated_lesson_does_not_ask_is_asked_at_its_end_in_the_originals_words(tmp_path: Path) -> None:
    library = tmp_path / "library"
    shutil.copytree(LIBRARY, library)
    lesson = library / "tea" / "lessons" / "01-water.zh.md"
    lesson.write_text(CHECK.sub("", lesson.read_text(encoding="utf-8")), encoding="utf-8")
    async with performance(tmp_path, library=library, aim=Aim(lesson="01-water"), size=(80, 40)) as acting:
        await acting.press("f2", "end")
        assert "这些题还没有翻译：用的是原文。" in acting.text()
        assert "What keeps tea for a year?" in acting.text()
        await acting.press("tab", "2")
        await acting.wait_for("正确")
        (answer,) = acting.study.lay_open("tea/lessons/01-water").answers.values()
        assert answer.right
        await acting.press("f2", "end")
        assert acting.text().count("What keeps tea for a year?") == 1
