"""The course for trainers: each file that it shows as an example is one that a trainer can use as it stands."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

import lessons
from lessons import findings as of_lessons
from lessons.blocks import Block, Code
from lessons.document import read_document
from lessons.front_matter import read_front_matter
from lessons.problem import Finding
from lessons.shelf import open_shelf
from quizzes import findings as of_quizzes
from quizzes.library import build
from tui.checking import check_path

COURSE = Path(lessons.__file__).parent / "content" / "writing"
FOLDERS = {"lesson": "lessons", "quiz": "quizzes"}
_CODE = re.compile(r"\b[EWI]-[a-z]+(?:-[a-z]+)*")
_OBJECTIVE = re.compile(r"\bobjective=([\w-]+)")


def examples() -> Iterator[tuple[str, str, str]]:
    """Where each example stands, its kind and its text."""
    for path in sorted(COURSE.glob("lessons/*.md")):
        for block in fences(read_document(path.name, path.read_text(encoding="utf-8")).blocks):
            language, _, kind = block.info.partition(" ")
            if language == "markdown" and kind:
                yield f"{path.name}:{block.line}", kind, block.text + "\n"


def fences(blocks: Iterable[Block]) -> Iterator[Code]:
    return (block for block in blocks if isinstance(block, Code))


EXAMPLES = list(examples())


def objectives(text: str) -> list[str]:
    """What an example takes for declared, once each."""
    front, _ = read_front_matter("example.md", text)
    named = front.values.get("objectives", [])
    assert isinstance(named, list)
    return list(dict.fromkeys([*map(str, named), *_OBJECTIVE.findall(text)]))


def in_a_course(folder: Path, kind: str, text: str) -> Path:
    declared = "".join(f"  - {{id: {objective}, title: {objective}}}\n" for objective in objectives(text))
    head = f"objectives:\n{declared}" if declared else ""
    (folder / FOLDERS[kind]).mkdir()
    (folder / "course.md").write_text(f"---\ntitle: Examples\nid: examples\n{head}---\n", encoding="utf-8")
    (folder / FOLDERS[kind] / "example.md").write_text(text, encoding="utf-8")
    return folder


def test_the_course_shows_lessons_and_quizzes() -> None:
    kinds = [kind for _, kind, _ in EXAMPLES]
    assert set(kinds) == set(FOLDERS)
    assert len(kinds) >= 6


@pytest.mark.parametrize(("kind", "text"), [example[1:] for example in EXAMPLES], ids=[place for place, *_ in EXAMPLES])
def test_each_example_is_a_complete_file_with_nothing_to_mend(tmp_path: Path, kind: str, text: str) -> None:
    course = in_a_course(tmp_path, kind, text)
    checked = check_path(course)
    assert [f"{problem.line} {problem.code} {problem.message()}" for problem in checked.problems] == []
    assert checked.files == 2
    (contents,) = build([open_shelf(course)]).courses
    if kind == "lesson":
        (lesson,) = contents.lessons
        assert read_front_matter(lesson.path, text)[0].values["title"] == lesson.title
    else:
        (quiz,) = contents.quizzes
        assert quiz.questions
        assert quiz.askable == quiz.questions


def test_the_example_of_a_finding_is_what_the_check_says(tmp_path: Path) -> None:
    shown = (COURSE / "lessons" / "04-checking-and-keeping.md").read_text(encoding="utf-8")
    stem = "### What is the word for it? {#first-step-word objective=first-step}"
    text = f"---\ntitle: A\nid: a\n---\n\n{stem}\n\n- [ ] A\n- [ ] B\n"
    problem = check_path(in_a_course(tmp_path, "quiz", text)).problems[0]
    assert f"{problem.code} {problem.message()}\n    | {problem.source}\n    Fix: {problem.fix()}\n" in shown


def test_every_code_that_the_course_names_is_one_that_the_check_knows() -> None:
    known = {
        one.code for module in (of_lessons, of_quizzes) for one in vars(module).values() if isinstance(one, Finding)
    }
    named = {code for path in COURSE.rglob("*.md") for code in _CODE.findall(path.read_text(encoding="utf-8"))}
    assert "W-fence-open" in named
    assert named - known == set()
