"""The language of commands, files named on the command line, and which courses are used and why."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from lessons import shelf
from lessons.model import Kind
from tests.shell import ran
from tests.tui.pilot import performance
from tui.checking import check_path
from tui.proofing import Proofreader
from tui.settings import STARTER_COURSES

BILINGUAL = Path(__file__).parents[1] / "fixtures" / "bilingual"
QUIZ = "# Notes\n\n## Which? {#which}\n\n- [x] a\n- [ ] b\n"
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def fivefold(tmp_path: Path) -> Run:
    """`fivefold("list")`, started in a folder, on one database."""

    def run(*arguments: str, stdin: str = "", here: Path = tmp_path) -> subprocess.CompletedProcess[str]:
        return ran("--db", tmp_path / "study.db", "--member", "Wei", *arguments, here=here, stdin=stdin)

    return run


def test_a_session_in_chinese_has_verdicts_that_scripts_know(fivefold: Run) -> None:
    said = fivefold("--library", str(BILINGUAL), "--lang", "zh", "quiz", "水，试一试", "--plain", stdin="1\n茶\nq\n")
    lines = said.stdout.split("\n")
    assert [line for line in lines if line.startswith(("Right", "Partly right", "Not quite"))] == [
        "Not quite  不对",
        "Right  正确",
    ]
    assert "  泡绿茶的水要多热？" in lines
    english = fivefold("--library", str(BILINGUAL), "list", "--questions", "--json")
    chinese = fivefold("--library", str(BILINGUAL), "--lang", "zh", "list", "--questions", "--json")
    one, other = (json.loads(run.stdout)["courses"][0] for run in (english, chinese))
    assert other["title"] == "茶"
    assert other["quizzes"][0]["questions"] == one["quizzes"][0]["questions"]
    assert [lesson["path"] for lesson in other["lessons"]] == [lesson["path"] for lesson in one["lessons"]]


def test_a_lesson_that_is_not_translated_is_read_in_the_original(fivefold: Run) -> None:
    library = ("--library", str(BILINGUAL), "--lang", "zh")
    said = fivefold(*library, "read", "The leaf", "--plain", stdin="q\n")
    assert "  Two leaves and a bud." in said.stdout.split("\n")
    assert "还没有翻译" in said.stderr
    assert "还没有翻译" not in fivefold(*library, "read", "01-water", "--plain", stdin="q\n").stderr


def test_the_score_is_told_in_english_first(fivefold: Run, tmp_path: Path) -> None:
    (tmp_path / "a-quiz.md").write_text(QUIZ, encoding="utf-8")
    said = fivefold("--lang", "zh", "quiz", "a-quiz.md", "--plain", stdin="1\n")
    assert "Score 1/1 (100%) passed  通过" in said.stdout.split("\n")
    assert said.returncode == 0


def test_help_and_wrong_usage_are_told_in_the_language_that_is_named(fivefold: Run) -> None:
    assert "终端里的自习室" in fivefold("--lang", "zh", "--help").stdout
    wrong = fivefold("quiz", "--lang=zh")
    assert (wrong.returncode, wrong.stderr.startswith("用法：")) == (2, True)


def test_a_named_file_is_read_as_a_lesson_or_asked_as_a_quiz(fivefold: Run, tmp_path: Path) -> None:
    (tmp_path / "x-quiz.md").write_text(QUIZ, encoding="utf-8")
    (tmp_path / "notes.md").write_text(f"---\ntype: lesson\n---\n{QUIZ}", encoding="utf-8")
    (tmp_path / "plain.md").write_text("# Plain\n\nWords.\n", encoding="utf-8")
    library = ("--library", str(tmp_path))
    read = fivefold(*library, "read", "x-quiz.md", "--plain", stdin="q\n")
    assert "- [done] a" in read.stdout
    asked = fivefold(*library, "quiz", "notes.md", "--plain", stdin="1\n")
    assert "Right" in asked.stdout.split("\n")
    elsewhere = fivefold("quiz", str(tmp_path / "notes.md"), "--plain", stdin="1\n", here=Path(tmp_path.anchor))
    assert "Right" in elsewhere.stdout.split("\n")
    none = fivefold(*library, "quiz", "plain.md", "--plain")
    assert none.returncode == 2
    assert "The lesson Plain has no quiz." in none.stderr


def test_a_file_beside_courses_is_in_none_of_them(fivefold: Run, tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text(QUIZ, encoding="utf-8")
    (tmp_path / "course").mkdir()
    (tmp_path / "course" / "course.md").write_text("# Course", encoding="utf-8")
    for command in ("quiz", "read"):
        run = fivefold(command, "notes.md", "--plain", here=tmp_path)
        assert run.returncode == 2
        assert "notes.md lies beside courses" in run.stderr


def test_naming_the_lesson_of_a_quiz_by_its_file_still_asks_that_quiz(fivefold: Run) -> None:
    said = fivefold("quiz", "tea/lessons/01-water.md", "--plain", stdin="q\n", here=BILINGUAL)
    assert said.stdout.startswith("Water, tried")


def test_check_and_preview_take_a_file_as_what_they_are_told(tmp_path: Path) -> None:
    file = tmp_path / "notes.md"
    file.write_text(f"---\ntype: lesson\n---\n{QUIZ}- [x] a\n", encoding="utf-8")
    assert "W-duplicate-option" not in [problem.code for problem in check_path(file).problems]
    assert "W-duplicate-option" in [problem.code for problem in check_path(file, Kind.QUIZ).problems]
    assert [Proofreader(file, kind).read().kind for kind in (None, Kind.QUIZ)] == [Kind.LESSON, Kind.QUIZ]


def test_a_translation_is_proofread_as_what_its_original_is() -> None:
    proof = Proofreader(BILINGUAL / "tea" / "quizzes" / "01-water.zh.md").read()
    assert (proof.title, proof.lang, proof.kind) == ("水，试一试", "zh", Kind.QUIZ)
    lesson = Proofreader(BILINGUAL / "tea" / "lessons" / "01-water.zh.md").read()
    assert (lesson.title, lesson.lang, lesson.kind) == ("泡茶的水", "zh", Kind.LESSON)
    assert Proofreader(BILINGUAL / "tea" / "course.zh.md").read().title == "茶"


def test_it_is_told_why_the_courses_are_those_of_the_folder(fivefold: Run) -> None:
    starter = str(STARTER_COURSES[0].parent)
    assert f"The starter courses: fivefold --library {starter}." in fivefold("list", here=BILINGUAL).stderr
    assert fivefold("--library", str(BILINGUAL), "list").stderr == ""
    assert fivefold("list").stderr == ""
    assert f"fivefold library add {starter}" in fivefold("library", "add", str(BILINGUAL)).stderr


async def test_a_library_with_too_many_files_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "MOST_FILES", 1)
    async with performance(tmp_path) as acting:
        assert "only the first 1 Markdown files are taken" in acting.notices()


async def test_today_says_where_the_courses_come_from(tmp_path: Path) -> None:
    async with performance(tmp_path) as acting:
        assert "Using the courses" not in acting.text()
        acting.app.source = lambda: "Using the courses in this folder."
        acting.app.show_today()
        acting.app.screen.on_screen_resume()  # type: ignore[attr-defined] # it is Today
        await acting.settle()
        assert "Using the courses in this folder." in acting.text()
