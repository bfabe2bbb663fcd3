"""Questions without an id are given one, made of their words, and nothing else in the file changes."""

import pytest

from lessons.document import read_document
from lessons.model import SourceFile
from lessons.parse import read_course
from quizzes.model import Quiz
from quizzes.naming import Named, named
from quizzes.parse import read_quiz
from quizzes.reading import FileRead, read_one

COURSE = read_course(".", None, None, name="course")
OPTIONS = "\n\n- [x] a\n- [ ] b\n"


def name(text: str, taken: set[str] | None = None) -> Named:
    unified = text.removeprefix("\ufeff").replace("\r\n", "\n")
    file = SourceFile("quizzes/a.md", unified, "")
    document = read_document(file.path, unified, repair_headings=True)
    return named(text, FileRead(file, COURSE, document, read_quiz(file, document, COURSE)), taken or set())


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("### Which box is right?", "### Which box is right? {#which-box-is-right}"),
        ("### Q12. Don't *ever* use `goto`!", "### Q12. Don't *ever* use `goto`! {#dont-ever-use-goto}"),
        (
            "### One two three four five six seven",
            "### One two three four five six seven {#one-two-three-four-five-six}",
        ),
        ("### 学习率太大时会发生什么？", "### 学习率太大时会发生什么？ {#学习率太大时会发生什么}"),
        ("### ???", "### ??? {#question}"),
        ("### Which? {.multiple points=2}", "### Which? {#which .multiple points=2}"),
        ("### A set {a, b}", "### A set {a, b} {#a-set-a-b}"),
        ("### Closed ###", "### Closed {#closed} ###"),
        ("###Glued  ", "###Glued {#glued}"),
        ("   ## Indented", "   ## Indented {#indented}"),
    ],
)
def test_the_id_is_made_of_the_first_words(heading: str, expected: str) -> None:
    done = name(heading + OPTIONS)
    assert (done.text, done.written, done.left) == (expected + OPTIONS, 1, 0)


def test_an_id_is_never_given_twice_and_one_that_is_there_stays() -> None:
    text = f"### Which?{OPTIONS}\n### Which? {{#mine}}\n\n- [x] c\n- [ ] d\n\n### Which?\n\n- [x] e\n- [ ] f\n"
    taken = {"which", "mine"}
    done = name(text, taken)
    assert [line for line in done.text.split("\n") if line.startswith("#")] == [
        "### Which? {#which-2}",
        "### Which? {#mine}",
        "### Which? {#which-3}",
    ]
    assert taken == {"which", "mine", "which-2", "which-3"}


def test_line_ends_and_marks_at_the_beginning_stay_as_they_are() -> None:
    text = "\ufeff# Quiz\r\n\r\n### Which?\r\n\r\n- [x] a\r\n- [ ] b\r\n"
    assert name(text).text == text.replace("Which?", "Which? {#which}")


def test_questions_stay_what_they_are() -> None:
    text = f"### Which?{OPTIONS}\n### Other? {{points=3}}\n\n- [ ] c\n- [x] d\n"
    before, after = (
        read_quiz(SourceFile("a.md", one, ""), read_document("a.md", one, repair_headings=True), COURSE)
        for one in (text, name(text).text)
    )
    assert [one.identity for one in before.questions] == [one.identity for one in after.questions]
    assert all(one.explicit for one in after.questions)


@pytest.mark.parametrize("text", ["Underlined\n==========" + OPTIONS, "---\nquestion: Which?\n---" + OPTIONS])
def test_a_question_without_a_marked_heading_is_left_and_counted(text: str) -> None:
    assert name(text) == Named(text, 0, 1)


def test_the_first_words_of_a_check_get_the_id_behind_them() -> None:
    text = (
        "# A\n\n<!-- quiz -->\n\nWhich of\nthese two?  \n\n- [x] a\n- [ ] b\n\n<!-- /quiz -->\n\n"
        "<!-- quiz -->\n\nIt is [[a]].\n\n<!-- /quiz -->\n"
    )
    read = read_one(SourceFile("lessons/a.md", text, ""), COURSE)
    done = named(text, read, set())
    assert (done.written, done.left) == (1, 1)
    assert done.text == text.replace("these two?  ", "these two? {#which-of-these-two}")


def test_a_second_time_nothing_is_left_to_do() -> None:
    once = name(f"### Which?{OPTIONS}").text
    assert name(once) == Named(once, 0, 0)


def test_what_is_no_quiz_is_left_alone() -> None:
    file = SourceFile("lessons/a.md", "# A\n", "")
    document = read_document(file.path, file.text)
    assert isinstance(read_quiz(file, document, COURSE), Quiz)
    assert named("# A\n", FileRead(file, COURSE, document, None), set()) == Named("# A\n", 0, 0)
