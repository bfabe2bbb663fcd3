"""Settings: every one of them by keys alone, at once, and kept; keys of one's own; every screen in ASCII."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len

from store import records
from store.events import Answered, Rated
from store.settings import keep_setting
from tests.groups import LeadingStudy, night_shift
from tests.tui.pilot import LIBRARY, Performance, performance
from tui.app import Aim
from tui.i18n import LANGUAGE_NAMES, language, use
from tui.marks import in_ascii
from tui.own_keys import read_keys
from tui.preferences import PREFERENCES
from tui.render.glyphs import ASCII, ASCII_OF, UNICODE
from tui.screens.quiz import QuizScreen
from tui.screens.reader import ReaderScreen
from tui.screens.settings import SettingsScreen
from tui.screens.today import TodayScreen
from tui.themes import CONTRAST, DARK, LIGHT
from tui.widgets.rows import RowList

Snapshot = Callable[[str, str], None]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Nobody's choice of a language outlives the test."""
    yield
    use("en")


async def test_settings_are_shown_with_who_says_them(tmp_path: Path, snapshot: Snapshot) -> None:
    async with performance(tmp_path) as acting:
        acting.study.preferences.kept_in = "study.db"
        acting.study.roots = (Path("library"),)
        await acting.press("comma")
        await acting.shown(snapshot, "settings", same=False)  # the language is chosen then


async def test_each_setting_changes_at_once_and_is_there_the_next_time(tmp_path: Path) -> None:
    async with performance(tmp_path) as acting:
        await acting.press("f10", "right")
        assert (acting.app.theme, "‹ dark ›" in acting.text()) == (DARK, True)
        await acting.press("enter")
        assert (acting.app.theme, "‹ light ›" in acting.text()) == (LIGHT, True)
        await acting.press("down", "left")
        assert acting.app.glyphs is ASCII
        assert "< ASCII >" in acting.text()
        await acting.press("right", "down", "left")
        assert acting.app.animation_level == "none"
        await acting.press("down", "right", "down", "right")
        assert language() == "zh"
        assert "简体中文" in acting.text()
        await acting.press("down", "7", "1", *("down", "right") * 5)
        assert acting.study.preferences.value("keep_months") == "0", "one key begins no erasing"
        await acting.press("right", "escape")
        assert isinstance(acting.app.screen, TodayScreen)
    use("en")
    async with performance(tmp_path) as acting:
        value = acting.study.preferences.value
        kept = [value(key) for key in PREFERENCES]
        assert kept == ["light", "auto", "none", "false", "zh", "tue..fri,sun", "120", "0.95", "false", "true", "120"]
        assert acting.app.theme == LIGHT


async def test_f3_is_kept_and_shown_among_the_settings(tmp_path: Path) -> None:
    async with performance(tmp_path) as acting:
        await acting.press("comma", "f3", "f3")
        assert acting.app.theme == CONTRAST
        assert "‹ high contrast ›" in acting.text()
        assert "chosen here" in acting.text()
        await acting.press("f10")
        assert isinstance(acting.app.screen, SettingsScreen)
        await acting.press("escape")
        assert isinstance(acting.app.screen, TodayScreen)


async def test_what_an_older_run_chose_is_still_chosen(tmp_path: Path) -> None:
    async with performance(tmp_path) as acting:
        keep_setting(acting.study._database, "theme", "fivefold-light")
    async with performance(tmp_path) as acting:
        assert acting.app.theme == LIGHT


async def test_a_digit_only_chooses_where_that_is_wanted(tmp_path: Path) -> None:
    async with performance(tmp_path) as acting:
        acting.study.preferences.choose("digit_answers", "false")
        acting.app.answer(acting.study.find_quiz("quizzes/01-dough").key)
        await acting.settle()
        assert isinstance(acting.app.screen, QuizScreen)
        await acting.press("1")
        assert "(x)" in acting.text()
        await acting.press("2", "enter")
        assert "Right" in acting.text()


async def test_the_recall_that_is_wanted_goes_into_a_review(tmp_path: Path) -> None:
    async with performance(tmp_path, aim=Aim(quiz="quizzes/01-dough")) as acting:
        await acting.press("2", "enter", "2", "enter", "2", "3", "enter", "enter", "3", "enter", "escape")
        acting.clock.pass_days(3)
        acting.study.preferences.choose("recall", "0.8")
        card = acting.study.review()
        assert card is not None
        acting.study.rate(card, next(iter(card.returns)))
        acting.app.answer("bread/quizzes/01-dough")
        await acting.settle()
        await acting.press("2")
        with acting.study._database.transaction() as connection:
            bodies = [event.body for event in records.read(connection, "kind IN ('answered', 'rated')")]
        wished = [body.retention for body in bodies if isinstance(body, Answered | Rated)]
        assert wished == [*[0.9] * 4, 0.8, 0.8], "of an answer in a quiz as of a rating"


async def test_keys_of_ones_own_work_and_are_the_ones_that_are_shown(tmp_path: Path) -> None:
    path = tmp_path / "keys.toml"
    path.write_text('"today.course" = "y"\n"today.me" = "y"\n', encoding="utf-8")
    async with performance(tmp_path, own_keys=read_keys(path)) as acting:
        assert "y Course" in acting.text()
        assert "m Me" in acting.text()
        assert "keys.toml:2: y is for today.course (Course) already." in acting.notices()
        await acting.press("question_mark")
        assert "y " in next(line for line in acting.text().splitlines() if "Course" in line and "▌" not in line[:2])
        await acting.press("escape", "c")
        assert isinstance(acting.app.screen, TodayScreen)
        await acting.press("y")
        assert not isinstance(acting.app.screen, TodayScreen)


@pytest.mark.parametrize("mark", list(ASCII_OF))
def test_a_mark_and_its_like_in_ascii_are_one_cell_wide(mark: str) -> None:
    assert in_ascii(mark).isascii()
    assert cell_len(mark) == cell_len(in_ascii(mark)) == 1


def test_the_marks_of_documents_and_those_of_screens_have_one_like_in_ascii() -> None:
    for name in set(UNICODE._fields) - {"bullets", "heavy_end"}:
        assert in_ascii(getattr(UNICODE, name)) == getattr(ASCII, name), name
    assert in_ascii("中文，“好” ▆▆ ╭─╮ ⠿ é") == '中文，"好" ## +-+ : é'


def authors() -> frozenset[str]:
    """Every character of the library's files: content is not ours."""
    return frozenset("".join(path.read_text(encoding="utf-8") for path in LIBRARY.rglob("*.md")))


async def test_in_ascii_a_key_with_an_arrow_is_a_word_and_no_letter(tmp_path: Path) -> None:
    async with performance(tmp_path, aim=Aim(lesson="01")) as acting:
        acting.app.look(theme="dark", glyphs="ascii", motion="none")
        await acting.press("slash", *"the")
        assert " Up arrow Match before " in acting.text().split("\n")[-1]
        await acting.press("escape", "f1", *"line down")
        assert " Down arrow  j " in next(row for row in acting.text().split("\n") if "Line down" in row)


async def test_no_mark_of_ours_is_outside_ascii_on_any_screen(tmp_path: Path) -> None:
    content = (authors() - set(ASCII_OF)) | set("语言".join(LANGUAGE_NAMES.values()))
    seen: list[str] = []

    def look(acting: Performance) -> None:
        text = acting.text()
        foreign = {one for one in text if not one.isascii()} - content
        assert foreign == set(), f"{acting.app.screen}: {foreign}\n{text}"
        seen.append(type(acting.app.screen).__name__)

    async with performance(tmp_path, member=None) as acting:
        acting.study.preferences.choose("glyphs", "ascii")
        acting.app.take_looks()
        await acting.press("tab")
        look(acting)
        await acting.press("enter")
        look(acting)
        for keys in (
            ("t",),
            ("escape", "end"),
            ("o",),
            ("escape", "enter"),
            ("1",),
            ("enter", "1", "enter", "1", "2", "enter", "enter", "3"),
            ("enter",),
            ("v",),
            ("escape", "escape", "escape", "escape", "c"),
            ("escape", "m"),
            ("s",),
            ("escape", "escape", "comma"),
            ("escape", "question_mark"),
            ("escape", "colon"),
            ("escape", "w"),
        ):
            await acting.press(*keys)
            look(acting)
        await acting.press("escape")
        acting.clock.pass_days(2)
        acting.app.review()
        await acting.settle()
        look(acting)
        await acting.press("space")
        look(acting)
    assert {"WelcomeScreen", "ReaderScreen", "QuizScreen", "ResultScreen", "AnswersScreen", "MeScreen"} <= set(seen)
    assert {"SettingsScreen", "HelpScreen", "Palette", "WhoScreen", "ReviewScreen", "CourseScreen"} <= set(seen)


async def test_a_leaders_screens_are_in_ascii_too(tmp_path: Path) -> None:
    class Leading(LeadingStudy):
        led = (night_shift(),)

    async with performance(tmp_path, verbs=Leading, size=(120, 40)) as acting:
        acting.study.preferences.choose("glyphs", "ascii")
        acting.app.take_looks()
        for keys in (("g",), ("enter",)):
            await acting.press(*keys)
            names = {name for one in Leading.led for member in one.members for name in member.name}
            foreign = {one for one in acting.text() if not one.isascii()} - names - authors()
            assert foreign == set()


async def test_going_back_to_unicode_draws_everything_again(tmp_path: Path) -> None:
    async with performance(tmp_path) as acting:
        await acting.press("enter")
        assert isinstance(acting.app.screen, ReaderScreen)
        before = acting.text()
        for glyphs in ("ascii", "unicode"):
            await acting.app.prefer("glyphs", glyphs)
            await acting.settle()
            assert (acting.text() == before) is (glyphs == "unicode")


async def test_what_is_to_be_erased_is_asked_of_a_row_that_is_seen_and_nowhere_else(tmp_path: Path) -> None:
    async with performance(tmp_path, notices=True) as acting:
        await acting.press("comma")
        rows = acting.app.screen.query_one(RowList)
        while rows.chosen and rows.chosen.key != "keep_months":
            await acting.press("down")
        await acting.press("right")
        assert "this erases details" in acting.text()
        assert "Keep details" in acting.text(), "the setting that is asked about stays in view"
        await acting.press("escape")
        assert isinstance(acting.app.screen, TodayScreen)
        assert "erases details" not in acting.notices()
        assert acting.study.preferences.value("keep_months") == "0"
