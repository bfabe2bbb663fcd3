"""A file named by itself is checked in the course that it lies in, and nothing further away is read."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tui.checking import check_file, check_path, check_paths, shelf_around

QUIZ = "### Which?\n\n- [x] a\n- [ ] b\n"
LESSON = "---\ntitle: A\ncomplete: quiz-passed\n---\n\n# A\n"


def write(root: Path, texts: Mapping[str, str]) -> None:
    for name, text in texts.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def codes(path: Path) -> list[str]:
    return [problem.code for problem in check_path(path).problems]


def test_the_nearest_course_counts(tmp_path: Path) -> None:
    write(
        tmp_path,
        {"course.md": "", "inner/course.md": "---\nid: inner\n---\n", "inner/lessons/a.md": LESSON, "b.md": "# B\n"},
    )
    shelf, inside = shelf_around(tmp_path / "inner" / "lessons" / "a.md")
    assert (shelf.root, inside) == (tmp_path / "inner", "lessons/a.md")
    assert [file.path for folder in shelf.courses for file in folder.files] == ["course.md", "lessons/a.md"]


def test_without_a_course_file_the_folders_of_a_course_tell_it(tmp_path: Path) -> None:
    write(tmp_path, {"lessons/a.md": LESSON, "quizzes/a.md": QUIZ, "other/secret.md": "# Secret\n"})
    checked = check_file(tmp_path / "lessons" / "a.md")
    assert checked.problems == ()  # its quiz is beside it
    assert [quiz.path for contents in checked.library.courses for quiz in contents.quizzes] == ["quizzes/a.md"]
    assert codes(tmp_path / "quizzes" / "a.md") == ["I-no-quiz-id", "I-no-question-id"]


def test_a_file_by_itself_is_read_by_itself(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "# A\n\n[b](b.md) [c](c.md)\n", "b.md": "# B\n", "deep/down/c.md": "# C\n"})
    shelf, inside = shelf_around(tmp_path / "a.md")
    assert [file.path for folder in shelf.courses for file in folder.files] == [inside] == ["a.md"]
    (problem,) = check_path(tmp_path / "a.md").problems
    assert problem.fix().startswith("Write `deep/down/c.md`")


def test_a_roundabout_path_means_the_same_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"course/course.md": "", "course/lessons/a.md": "# A\n\n[x](gone.md)\n"})
    monkeypatch.chdir(tmp_path / "course" / "lessons")
    assert codes(Path("../lessons/a.md")) == codes(Path("a.md")) == ["E-dead-link"]


def test_what_its_course_does_not_take_in_is_checked_all_the_same(tmp_path: Path) -> None:
    write(tmp_path, {"course/course.md": "", "course/.drafts/a.md": "> [!DANGER]\n", "outside.md": "> [!DANGER]\n"})
    hidden = tmp_path / "course" / ".drafts"
    assert codes(hidden / "a.md") == ["W-unknown-callout"]
    link = tmp_path / "course" / "linked.md"
    link.symlink_to(tmp_path / "outside.md")
    assert codes(link) == ["W-unknown-callout"]


def test_only_the_files_own_problems_are_told(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "course.md": "",
            "lessons/a.md": "---\nid: x\n---\n# A\n",
            "lessons/b.md": "---\nid: x\n---\n[x](gone.md)\n",
        },
    )
    assert codes(tmp_path / "lessons" / "a.md") == []
    assert codes(tmp_path / "lessons" / "b.md") == ["E-duplicate-id", "E-dead-link"]
    problems = check_path(tmp_path / "lessons" / "b.md").problems
    assert [(problem.line, problem.source) for problem in problems] == [(2, "id: x"), (4, "[x](gone.md)")]


def test_a_link_within_the_course_is_what_it_leads_to(tmp_path: Path) -> None:
    write(tmp_path, {"course.md": "", "lessons/a.md": "# A\n\n[x](gone.md)\n", "lessons/b.md": "# B\n"})
    (tmp_path / "again").symlink_to(tmp_path / "lessons")
    (tmp_path / "c.md").symlink_to(tmp_path / "lessons" / "a.md")
    assert codes(tmp_path / "c.md") == codes(tmp_path / "again" / "a.md") == codes(tmp_path / "lessons" / "a.md")
    assert "E-dead-link" in codes(tmp_path / "c.md")
    assert codes(tmp_path / "again" / "b.md") == codes(tmp_path / "lessons" / "b.md") == []


def test_a_plan_is_no_lesson_and_its_courses_are_beside_it_or_in_the_libraries(tmp_path: Path) -> None:
    plan = 'group = "Nights"\n\n[[course]]\nid = "sea"\ndue = 2020-03-31\n\n[[course]]\nid = "sky"\ndue = 2020-03-31\n'
    at_sea, other = tmp_path / "home" / "sea", tmp_path / "other"
    write(at_sea, {"course.md": "", "tides.md": "# Tides\n", "winter.plan.md": f"+++\n{plan}+++\n# Our winter\n"})
    write(other, {"sky/course.md": "", "sky/clouds.md": "# Clouds\n"})
    path = at_sea / "winter.plan.md"
    for checked in (check_paths([path])[0], check_path(at_sea), check_path(at_sea.parent)):
        (problem,) = checked.problems
        assert (problem.code, problem.line, problem.source) == ("E-plan", 9, 'id = "sky"')
        assert "no course 'sky'" in problem.message()
    assert check_paths([path], None, [other])[0].problems == ()  # a plan of last year, too
    assert [lesson.title for one in check_path(at_sea).library.courses for lesson in one.lessons] == ["Tides"]
    write(at_sea, {"summer.plan.toml": plan.replace("sky", "sea")})
    assert [one.line for one in check_path(at_sea / "summer.plan.toml").problems] == [4]
