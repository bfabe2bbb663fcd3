"""A library from the cache is the one that is read from its files, after whatever happened to them."""

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons.shelf import open_shelf
from quizzes.library import Library, build
from quizzes.model import Quiz
from store.cache import Cache
from tui.known_library import KnownLibrary
from tui.settings import STARTER_COURSES

FIXTURES = Path(__file__).parents[1] / "fixtures"
HEADS = [
    "",
    "---\ntitle: One\n---\n",
    "---\nid: a\n---\n",
    "---\ntitle: [\n---\n",
    "---\nid: a\nquiz: a\ncomplete: quiz-taken\n---\n",
]
TEXTS = [
    "# Bread\n\nFlour.\n",
    "# Bread\n\n## First\n\nText.\n\n## Second\n",
    "### What? {#q}\n\n- [x] a\n- [ ] b\n",
    "### What? {#q}\n\n- [ ] a\n- [ ] b\n\n### What else?\n\n- [x] a\n- [ ] b\n",
    "# Quiz\n\nWords.\n\n### How much? {objective=knead}\n\n= 4 (+- 1)\n\n### Name it.\n\n= [[bread|loaf]]\n",
    "# Dough\n\n<quiz>\n\n### What?\n\n- [x] a\n- [ ] b\n\n</quiz>\n\n## Oven\n",
    "### Which? {read=oven}\n\n- [x] a\n- [ ] b\n",
    "### A\n\n```python\nprint(1)\n```\n\n> [!NOTE]\n> hint\n",
    "",
]
COURSES = [
    "---\nid: bread\ntitle: Bread\nlanguages: [en, zh]\n---\n",
    "---\nid: bread\ntitle: Bread\nobjectives: [knead, bake]\n---\n",
    "---\nid: bread\norder: [b, a]\nobjectives: [{id: knead, title: Knead}]\n---\n# Bread\n",
    "---\npass_mark: 50%\n",
]
PATHS = [
    "one/lessons/a.md",
    "one/lessons/a.zh.md",
    "one/quizzes/a.zh.md",
    "one/lessons/b.md",
    "one/quizzes/a.md",
    "one/quizzes/b.md",
    "two/a.md",
    "two/a-quiz.md",
    "two/deep/a.md",
    "loose.md",
    "README.md",
]
HEAD_PATHS = ["one/course.md", "two/course.md", "two/deep/course.md", "course.md"]
files = st.one_of(
    st.tuples(
        st.sampled_from(PATHS),
        st.builds(lambda head, text: head + text, st.sampled_from(HEADS), st.sampled_from(TEXTS)),
    ),
    st.tuples(st.sampled_from(HEAD_PATHS), st.sampled_from(COURSES)),
)
edits = st.one_of(
    files.map(lambda file: ("write", *file)),
    st.sampled_from(PATHS + HEAD_PATHS).map(lambda path: ("remove", path, "")),
    st.tuples(st.just("rename"), st.sampled_from(PATHS), st.sampled_from(PATHS)),
    st.tuples(st.just("touch"), st.sampled_from(PATHS), st.just("")),
    st.just(("forget", "", "")),
)


@given(st.lists(files, max_size=9), st.lists(st.lists(edits, max_size=3), max_size=5))
@settings(max_examples=60)
def test_the_cache_never_tells_another_library(
    first: list[tuple[str, str]], later: list[list[tuple[str, str, str]]]
) -> None:
    with TemporaryDirectory() as folder:
        root, home = Path(folder, "library"), Path(folder, "cache")
        root.mkdir()
        change(root, home, [("write", *file) for file in first])
        watching = KnownLibrary([root], Cache(home))  # one that runs on, beside one that is opened anew each time
        for edits_between in [[], *later]:
            change(root, home, edits_between)
            assert everything(KnownLibrary([root], Cache(home)).read()) == everything(build([open_shelf(root)]))
            assert everything(watching.read()) == everything(build([open_shelf(root)]))
            again = KnownLibrary([root], Cache(home)).known()
            assert again is not None
            assert everything(again) == everything(build([open_shelf(root)]))


def change(root: Path, home: Path, edits_between: list[tuple[str, str, str]]) -> None:
    for what, path, other in edits_between:
        file = root / path
        if what == "write":
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(other, encoding="utf-8")
        elif what == "forget":
            (home / "library.db").unlink(missing_ok=True)
        elif file.exists() and what == "remove":
            file.unlink()
        elif file.exists() and what == "touch":
            os.utime(file, ns=(1, 1))
        elif file.exists() and what == "rename":
            (root / other).parent.mkdir(parents=True, exist_ok=True)
            file.replace(root / other)


def everything(library: Library) -> list[tuple[object, ...]]:
    """All that can be asked of a library, in each language."""
    return [in_one(library), in_one(library.in_language("zh")), in_one(library.in_language("zh").in_language("en"))]


def in_one(library: Library) -> tuple[object, ...]:
    """All that can be asked of a library, problems with their words."""
    quizzes = [quiz for contents in library.courses for quiz in (*contents.quizzes, *contents.checks)]
    return (
        library,
        [(problem, problem.message(), problem.fix(), problem.source) for problem in library.problems],
        library.errors,
        [(quiz.cards, quiz.asks, quiz.size, quiz.askable, list(fault_words(quiz))) for quiz in quizzes],
        [contents.errors for contents in library.courses],
        [library.quiz(quiz.key) == quiz and library.root_of(quiz.key) for quiz in quizzes],
    )


def fault_words(quiz: Quiz) -> Iterator[str]:
    return (fault.message() for question in quiz.questions for fault in question.faults)


@pytest.mark.parametrize(
    "roots",
    [STARTER_COURSES, [FIXTURES / "library"], [FIXTURES / "kinds"], [FIXTURES / "typing"], [FIXTURES / "quizzes"]],
)
def test_real_libraries_come_back_whole(roots: list[Path], tmp_path: Path) -> None:
    plain = everything(build([open_shelf(root) for root in roots]))
    first = KnownLibrary(roots, Cache(tmp_path))
    assert everything(first.read()) == plain
    second = KnownLibrary(roots, Cache(tmp_path))
    known = second.known()
    assert known is not None
    assert everything(known) == plain
    assert second.read() is known
