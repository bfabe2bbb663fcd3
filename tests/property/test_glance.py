"""What a first look tells of a library is what reading it tells."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lessons.model import Lesson
from lessons.shelf import open_shelf
from quizzes import glance
from quizzes.glance import Glances
from quizzes.library import Library, build
from quizzes.model import Quiz
from tests.property.test_known_library import COURSES, FIXTURES, HEAD_PATHS, HEADS, PATHS, TEXTS

GOOD = [
    "### What rises?\n\n- [x] dough\n- [ ] flour\n",
    "### What rises?\n\n- [ ] dough\n- [x] flour\n",
    "### What rises, and where?\n\n- [x] dough\n  > In the oven.\n- [ ] flour\n\nWell baked.\n",
    "### What\n\nrises?\n\n- [ ] dough\n- [x] flour\n",
    "### Q1. Who bakes? {#rise}\n\n- [x] you\n- [x] I\n- [ ] they\n",
    "### Who eats? {#rise}\n\n- [x] you\n- [ ] nobody\n",
    "#### Hot? {#hot}\n\n- [ ] true\n- [x] false\n",
    "### Hot?\n\n```c\nint i;\n```\n\n- [x] true\n- [x] false\n\n> Well baked.\n",
    "## When?\n\n- [x] now\n- [ ] later\n\n---\n\nBecause.\n",
]
PLAIN = [
    "",
    "",
    "# Bread",
    "## Dough",
    "### What rises?",
    "### Q2. What rises? {#rise}",
    "### 3) And *then*?",
    "- [x] flour",
    "- [ ] water",
    "- [ ] `salt`",
    "* [x] All of the above",
    "- [ ] true",
    "- [x] false",
    "  > Well baked.",
    "> Well baked.",
    "Flour, and water.",
    "**Mind** the oven.",
    "```python\nprint(1)\n- [x] no option\n```",
    "---",
]
ODD = [
    "## Salt {#salt}",
    "## Salt {draw=1}",
    "### Is it? {.multiple}",
    "### [Link](a.md)?",
    "### Q7.",
    "#### #",
    "##Glued",
    "  ## Indented",
    "Under\n=====",
    "Under\n-----",
    "- item",
    "1. first\n2. second",
    "- [x]",
    "- [ ] water {.fixed}",
    "-[x] glued",
    "  - [ ] nested",
    "  more of it",
    "> - [x] quoted",
    "[[gap]]",
    "Words with a [[gap]].",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "Term\n: meaning",
    "<!-- draw: 1 -->",
    "<!-- quiz -->\n\n### In it?\n\n- [x] a\n- [ ] b\n\n<!-- /quiz -->",
    "<div>\n- [x] a\n- [ ] b",
    "```output\n1\n```",
    "```\nnever closed",
    "~~~\n- [x] a\n~~~",
    "[label]: address",
    "Q4. A question?",
    "\t- [x] code",
    "- a -> b\n- c -> d",
    "**",
    "***",
    "_ _ _",
    "2024 was",
    "2024. was",
    "\u00a0",
    "　- [x] a",
]
FRONTS = [
    *HEADS,
    "---\ntitle: 1.10\ntype: quiz\ndraw: 2\n---\n",
    "---\nquestion: What?\n---\n",
    "---\ntitle: ''\n---\n\n",
]
texts = st.one_of(
    st.sampled_from(TEXTS),
    st.lists(st.sampled_from([*PLAIN, *PLAIN, *ODD]), max_size=14).map("\n".join),
)
files = st.one_of(
    st.tuples(st.sampled_from(PATHS), st.builds(lambda front, text: front + text, st.sampled_from(FRONTS), texts)),
    st.tuples(st.sampled_from(HEAD_PATHS), st.sampled_from(COURSES)),
)


asked = st.lists(st.sampled_from(GOOD), min_size=1, max_size=3).map("\n".join)
quizzes = st.one_of(
    asked,
    st.tuples(st.sampled_from(["# Bread\n", "Flour.\n", "---\ndraw: 1\n---\n", "---\nid: a\n---\n"]), asked).map(
        "".join
    ),
    st.tuples(asked, st.sampled_from([*PLAIN, *ODD]), st.sampled_from(["", "\n", *GOOD])).map("\n".join),
)


@given(st.lists(quizzes, min_size=1, max_size=2))
@example([f"{GOOD[0]}\nQ4. A question?\n\n- [ ] another option\n"])
@example(["# Bread\n\nFlour.\n---\n\n- [x] a\n- [ ] b\n"])
@settings(max_examples=200)
def test_a_glance_at_a_quiz_tells_nothing_else(written: list[str]) -> None:
    with TemporaryDirectory() as folder:
        for name, text in zip("ab", written, strict=False):
            Path(folder, f"{name}-quiz.md").write_text(text, encoding="utf-8")
        compare([Path(folder)])


@given(st.lists(files, max_size=9))
@settings(max_examples=60)
def test_a_glance_tells_nothing_else(written: list[tuple[str, str]]) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        for path, text in written:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
        compare([root])


@pytest.mark.parametrize("name", ["library", "kinds", "typing", "quizzes", "bilingual", "checks", "exams"])
def test_a_glance_at_a_real_library_tells_nothing_else(name: str) -> None:
    compare([FIXTURES / name])


@pytest.mark.parametrize("path", ["lessons/a.md", "quizzes/a.md"])
def test_a_file_of_front_matter_alone_is_glanced_at(path: str, tmp_path: Path) -> None:
    (tmp_path / path).parent.mkdir()
    (tmp_path / path).write_text("---\ntitle: To be written\n---", encoding="utf-8")
    compare([tmp_path])


def test_plain_files_are_not_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(glance, "read_one", None)
    lesson = tmp_path / "lessons" / "bread.md"
    quiz = tmp_path / "quizzes" / "bread.md"
    for path in (lesson, quiz):
        path.parent.mkdir()
    lesson.write_text("# *Bread* #\n\nA [link](a.md), a list:\n\n- one\n\n    code\n", encoding="utf-8")
    question = (
        "### Q{n}. Right? {{#q{n}}}\n\nLook:\n\n```c\nint i;\n```\n\n- [x] Yes {n}\n  > Well.\n- [ ] No\n\nBecause.\n\n"
    )
    quiz.write_text("# All of it\n\n" + "".join(question.format(n=n) for n in range(7)), encoding="utf-8")
    (contents,) = build([open_shelf(tmp_path)], Glances()).courses
    assert [(one.title, one.minutes, one.quiz) for one in contents.lessons] == [("Bread", 1, "quizzes/bread")]
    assert [(one.title, one.asks, one.size) for one in contents.quizzes] == [("All of it", 7, 7)]
    assert contents.glanced


def compare(roots: Sequence[Path]) -> None:
    """Compare a glance with a reading, the figures before anything has been read late."""
    shelves = [open_shelf(root) for root in roots]
    glanced, read = build(shelves, Glances()), build(shelves)
    assert figures(glanced) == figures(read)
    for one, other in zip(glanced.courses, read.courses, strict=True):
        assert without_problems(one.lessons) == without_problems(other.lessons)
        assert without_problems(one.quizzes) == without_problems(other.quizzes)
        assert without_problems(one.checks) == without_problems(other.checks)
        assert one.translations == other.translations
    assert figures(glanced.in_language("zh")) == figures(read.in_language("zh"))


def figures(library: Library) -> list[tuple[object, ...]]:
    return [
        (
            contents.course,
            [(lesson.key, lesson.title, lesson.complete, lesson.quiz) for lesson in contents.lessons],
            [(quiz.key, quiz.title, quiz.asks, quiz.size) for quiz in (*contents.quizzes, *contents.checks)],
        )
        for contents in library.courses
    ]


def without_problems(entries: Sequence[Lesson] | Sequence[Quiz]) -> list[Lesson | Quiz]:
    return [replace(entry, problems=()) for entry in entries]
