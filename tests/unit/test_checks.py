"""Questions in the text of a lesson: where a check begins and ends, and what it asks."""

from collections.abc import Sequence

import pytest

from lessons.blocks import Check, Paragraph
from lessons.document import read_document
from lessons.model import Lesson, SourceFile
from quizzes.model import Cloze, Multiple, Ordering, Quiz, Single, Text
from quizzes.reading import read_one
from tests.kinds import COURSE

CHOICE = "- [x] one\n- [ ] two\n"


def read(text: str, path: str = "lessons/a.md") -> Quiz:
    found = read_one(SourceFile(path, text, "d"), COURSE)
    assert isinstance(found.entry, Lesson)
    assert found.checks is not None
    return found.checks


def codes(text: str) -> list[tuple[str, int]]:
    found = read_one(SourceFile("lessons/a.md", text, "d"), COURSE)
    problems = [*(found.entry.problems if found.entry else ()), *(found.checks.problems if found.checks else ())]
    return [(problem.code, problem.line) for problem in problems]


@pytest.mark.parametrize(("opening", "closing"), [("<!-- quiz -->", "<!-- /quiz -->"), ("<quiz>", "</quiz>")])
def test_what_stands_between_two_marks_is_asked_and_no_part_of_the_text(opening: str, closing: str) -> None:
    text = f"# A\n\nText.\n\n{opening}\nWhich?\n{CHOICE}> wrong\n{closing}\nMore.\n"
    document = read_document("a.md", text)
    assert [type(block).__name__ for block in document.blocks] == ["Heading", "Paragraph", "Check", "Paragraph"]
    check = document.blocks[2]
    assert isinstance(check, Check)
    assert (check.line, check.end) == (5, 10)
    (question,) = read(text).questions
    assert isinstance(question, Single)
    assert (question.stem, question.line) == ("Which?", 6)
    assert [option.right for option in question.options] == [True, False]
    assert question.options[1].feedback


def test_the_rules_of_questions_hold_in_a_check() -> None:
    text = (
        "<!-- quiz -->\n### Both? {#both points=2}\n\n> [!TIP]\n> think\n\n- [x] a\n- [x] b\n\nBecause.\n\n"
        "### Order\n\n1. a\n2. b\n<!-- /quiz -->\n\ntext\n\n<!-- quiz -->\n### Name\n\n[[mut]]\n<!-- /quiz -->\n"
    )
    quiz = read("# A\n\n" + text)
    both, order, name = quiz.questions
    assert isinstance(both, Multiple)
    assert (both.id, both.explicit, both.points, len(both.hints), len(both.explanation)) == ("both", True, 2, 1, 1)
    assert isinstance(order, Ordering)
    assert isinstance(name, Text)
    assert [section.questions for section in quiz.sections] == [(both.id, order.id), (name.id,)]


def test_a_check_without_a_heading_may_be_a_text_with_gaps() -> None:
    (question,) = read("# A\n\nText.\n\n<quiz>\nBuilt in [[1970]] by [[hand]].\n\n---\nYes.\n</quiz>\n").questions
    assert isinstance(question, Cloze)
    assert question.stem == ""
    assert [gap.right for gap in question.gaps] == [("1970",), ("hand",)]
    assert question.explanation == (Paragraph(line=9, end=9, source="Yes."),)


def test_the_same_question_in_a_quiz_and_in_a_check_is_the_same_question() -> None:
    in_check = read(f"# A\n\nText.\n\n<!-- quiz -->\nWhich?\n\n{CHOICE}<!-- /quiz -->\n").questions[0]
    quiz = read_one(SourceFile("quizzes/a.md", f"### Which?\n\n{CHOICE}", "d"), COURSE).entry
    assert isinstance(quiz, Quiz)
    assert (in_check.identity, in_check.key) == (quiz.questions[0].identity, quiz.questions[0].key)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<!-- quiz -->\nWhich?\n\n- [x] a\n- [ ] b\n", [("E-check-open", 3)]),
        ("<!-- quiz -->\n\n<!-- quiz -->\nQ?\n- [x] a\n- [ ] b\n<!-- /quiz -->\n", [("E-check-open", 3)]),
        ("text\n\n</quiz>\n", [("W-check-close", 5)]),
        ("- a\n\n  <!-- quiz -->\n  <!-- /quiz -->\n", [("W-check-inside", 5), ("W-check-inside", 6)]),
        ("<!-- quiz -->\n<!-- /quiz -->\n", [("E-check-empty", 3)]),
        ("<!-- quiz -->\n### Q\n\n- [ ] a\n- [ ] b\n<!-- /quiz -->\n", [("E-no-correct", 4)]),
    ],
)
def test_what_is_wrong_with_a_check_is_told_at_its_line(text: str, told: Sequence[tuple[str, int]]) -> None:
    found = codes("Text.\n\n" + text)
    assert [one for one in found if one[0] in {code for code, _line in told}] == told


def test_a_check_that_is_never_closed_takes_nothing_from_the_text() -> None:
    document = read_document("a.md", "<!-- quiz -->\nWhich?\n\nThe rest.\n")
    assert [type(block).__name__ for block in document.blocks] == ["Html", "Paragraph", "Paragraph"]


def test_a_file_of_checks_alone_is_a_quiz() -> None:
    text = f"# Demo\n\n<quiz>\nA?\n{CHOICE}</quiz>\n\n<quiz>\nIs [[it]]?\n</quiz>\n"
    quiz = read_one(SourceFile("demo.md", text, "d"), COURSE).entry
    assert isinstance(quiz, Quiz)
    assert [question.type for question in quiz.questions] == ["single", "cloze"]
    assert quiz.questions[0].explanation == ()
    lesson = read_one(SourceFile("demo.md", text + "\nA sentence.\n", "d"), COURSE).entry
    assert isinstance(lesson, Lesson)


def test_marks_in_code_are_code() -> None:
    found = read_one(SourceFile("lessons/a.md", "# A\n\n```markdown\n<quiz>\n- [x] a\n</quiz>\n```\n", "d"), COURSE)
    assert found.checks is None
    assert found.entry is not None
    assert found.entry.problems == ()


def test_a_lesson_full_of_gaps_says_how_it_becomes_a_quiz() -> None:
    text = "# Gaps\n\n## One\n\nIt is [[a]].\n\n## Two\n\n[[b]]\n"
    assert ("I-looks-like-quiz", 1) in codes(text)
    assert codes(f"---\ntype: lesson\n---\n{text}") == []
    assert codes("# Notes\n\n## One\n\nSee [[other]].\n\n## Two\n\n## Three\n") == []


def test_what_would_be_put_in_elsewhere_is_told_once() -> None:
    text = "# A\n\n{{#include b.md}}\n\n```rust\n{{#rustdoc_include c.rs:here}}\n```\n\n\\{{#include shown.md}}\n"
    found = read_document("a.md", text).problems
    assert [(problem.code, problem.line, problem.values["count"]) for problem in found] == [("W-include", 3, "2")]


OLDER = """# A

<?quiz?>

question: Which <code>comes</code> first?
answer-correct: Water
answer: <b>Power</b>
answer: -1
content:
<p>Without water
<b>nothing</b> is cooled.</p>
<?/quiz?>

```
<?quiz?>
question: Shown?
<?/quiz?>
```

<?quiz?>
question: Both?
answer-correct: `a`
answer-correct: b
<?/quiz?>
"""


def test_questions_as_mkdocs_quiz_wrote_them_before_are_read_with_their_lines() -> None:
    first, both = read(OLDER).questions
    assert isinstance(first, Single)
    assert (first.stem, first.line) == ("Which `comes` first?", 5)
    options = [(one.source, one.right, one.line) for one in first.options]
    assert options == [("Water", True, 6), ("**Power**", False, 7), ("-1", False, 8)]
    assert [(block.line, block.end) for block in first.explanation] == [(10, 11)]
    assert isinstance(both, Multiple)
    assert (both.line, [one.source for one in both.options]) == (21, ["`a`", "b"])
    assert [one for one in codes(OLDER) if one[0][0] == "E"] == []
    unticked = OLDER.replace("answer-correct: Water", "answer: Water")
    assert [one for one in codes(unticked) if one[0][0] == "E"] == [("E-no-correct", 5)]


@pytest.mark.parametrize(("opening", "closing"), [("<quiz>", "</quiz>"), ("<?quiz?>", "<?/quiz?>")])
def test_html_ends_before_the_mark_that_ends_a_check(opening: str, closing: str) -> None:
    text = f"# A\n\n{opening}\nWhich?\n{CHOICE}\n<p>one</p>\n{closing}\n\ntext\n\n<!--\n{closing}\n-->\n"
    document = read_document("a.md", text)
    assert [type(block).__name__ for block in document.blocks] == ["Heading", "Check", "Paragraph", "Html"]
