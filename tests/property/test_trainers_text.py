"""What holds for every text that a trainer may save, finished or not."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.document import read_document
from lessons.model import SourceFile
from lessons.parse import read_course
from lessons.shelf import open_shelf
from quizzes.library import build
from quizzes.links import Links, anchors, readable
from quizzes.naming import named
from quizzes.parse import read_quiz
from quizzes.reading import FileRead, Readings
from tui.render.glyphs import UNICODE
from tui.render.manuscript import Manuscript
from tui.render.pieces import line_of
from tui.render.plain import plain_blocks
from tui.sheet import sheet

COURSE = read_course(".", None, None, name="course")
LINES = st.sampled_from(
    [
        *("", "", "# T", "### Q1. a? {#id points=2}", "## Section", "Under\n===", "text `code` text", "``", "`", "$\\"),
        *("- [ ] one {weight=50}", "- [x] two", "-[x] glued", "  > feedback", "    ```", "1. [x] six", "- a -> b"),
        *("> [!TIP]", "> [!DANGER] x", "> hint", "[!NOTE] lost", "> ```", "```", "```js", "~~~~", "    code"),
        *(
            "[a](b.md)",
            "[a](#t)",
            "![x](<y z.png> 'q')",
            "[r]: gone.md",
            "<a href='x'>",
            "<!--",
            "-->",
            "]( ](",
            "[]()",
        ),
        *(
            "---",
            "title: x",
            "id: [",
            "| a | b |",
            "|---|---|",
            "| `x|y` | [a](b) |",
            "[^1]: note",
            "<img src=",
            "\u202e\x1b",
        ),
    ]
)
TEXTS = st.lists(LINES, max_size=30).map("\n".join)


def read(text: str) -> FileRead:
    file = SourceFile("quizzes/a.md", text, "")
    document = read_document(file.path, text, repair_headings=True)
    return FileRead(file, COURSE, document, read_quiz(file, document, COURSE))


@given(TEXTS)
def test_code_and_comments_are_blanked_and_nothing_moves(text: str) -> None:
    shown = readable(text)
    assert len(shown) == len(text)
    assert all(new in {old, " "} for old, new in zip(text, shown, strict=True))
    assert [old == "\n" for old in text] == [new == "\n" for new in shown]
    assert readable(shown) == shown or "`" in shown or "~" in shown or "<!--" in shown


@given(TEXTS)
def test_every_dead_link_stands_where_it_is_told(text: str) -> None:
    anchors(text)
    lines = text.split("\n")
    for problem in Links(Path("/nowhere/at/all"), ".").problems(SourceFile("a.md", text, "")):
        assert problem.source == lines[problem.line - 1]
        assert 1 <= problem.column <= len(problem.source) + 1


@given(TEXTS)
def test_every_sheet_can_be_shown_and_knows_its_lines(text: str) -> None:
    one = read(text)
    assert one.entry is not None
    document = sheet(read_quiz(one.file, one.document, COURSE), one.document)
    plain_blocks(document.blocks, document.references)
    last = text.count("\n") + 1
    assert all(0 <= line_of(piece) <= last for piece in Manuscript(document, "en", UNICODE).pieces)


@given(TEXTS)
def test_ids_are_written_once_and_change_no_question(text: str) -> None:
    before = read(text)
    done = named(text, before, set())
    after = read(done.text)
    assert before.entry is not None
    assert after.entry is not None
    questions = [read_quiz(one.file, one.document, COURSE).questions for one in (before, after)]
    assert [one.identity for one in questions[0]] == [one.identity for one in questions[1]]
    assert sum(not one.explicit for one in questions[1]) == done.left
    assert named(done.text, after, set()).written == 0


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    course = tmp_path_factory.mktemp("course")
    (course / "course.md").write_text("---\ntitle: C\n---\n", encoding="utf-8")
    (course / "a-quiz.md").write_text("### Which? {#which}\n\n- [x] a\n- [ ] b\n", encoding="utf-8")
    return course


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_what_is_read_again_is_what_is_read_anew(folder: Path, texts: list[str]) -> None:
    readings = Readings()
    for text in texts:
        file = folder / "b-quiz.md"
        beside = folder / "b-quiz.new"
        beside.write_text(text, encoding="utf-8", errors="replace")
        beside.replace(file)
        shelf = open_shelf(folder)
        again, anew = build([shelf], readings), build([shelf])
        assert again.courses == anew.courses
        assert again.problems == anew.problems
