"""Front matter and text -> Course and Lesson, with defaults and with what is wrong."""

from dataclasses import replace

import pytest

from lessons.document import read_document
from lessons.model import Course, Criterion, Dimension, Lesson, Objective, SourceFile
from lessons.parse import Section, read_course, read_lesson, sections
from lessons.problem import Problem

COURSE = """\
---
title: Bread
id: baking
lang: de
languages: [de, en]
pass_mark: 80%
dimensions:
  - {id: hands, title: Hands}
  - {id: eyes, title: Eyes}
  - nose
objectives:
  - {id: knead, title: Knead a dough, dimension: hands}
  - {id: smell, title: Smell it, dimension: tongue}
  - knead
order: [02-oven, 01-dough.md]
---
# Something else
"""
PLAIN = Course("c", "C", "c", "en", (), (Objective("knead", "Knead", ""),), (), (), 0.7, "")


def course(text: str, folder: str = "bread", name: str = "") -> Course:
    file = SourceFile(f"{folder}/course.md", text, "0")
    return read_course(folder, file, read_document(file.path, text), name=name)


def lesson(text: str, path: str = "c/lessons/01-dough.md", of: Course = PLAIN) -> Lesson:
    return read_lesson(SourceFile(path, text, "d"), read_document(path, text), of)


def told(problems: tuple[Problem, ...]) -> list[tuple[str, int]]:
    return [(problem.code, problem.line) for problem in problems]


def test_a_course_says_what_it_is() -> None:
    found = course(COURSE)
    assert replace(found, problems=()) == Course(
        id="baking",
        title="Bread",
        path="bread",
        lang="de",
        languages=("de", "en"),
        objectives=(Objective("knead", "Knead a dough", "hands"), Objective("smell", "Smell it", "")),
        dimensions=(Dimension("hands", "Hands"), Dimension("eyes", "Eyes"), Dimension("nose", "nose")),
        order=("02-oven", "01-dough.md"),
        pass_mark=0.8,
        introduction="bread/course.md",
    )
    assert told(found.problems) == [("E-duplicate-id", 11), ("E-unknown-dimension", 11)]


def test_a_folder_alone_is_a_course_too() -> None:
    assert read_course("a/bread", None, None).id == "bread"
    assert read_course(".", None, None, name="Bread").title == "Bread"


def test_a_course_is_named_after_its_first_heading_or_its_folder() -> None:
    assert course("# The *art*\n").title == "The art"
    assert (course("text").title, course("text").id) == ("bread", "bread")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("id: a/b", "E-front-matter-value"),
        ("pass_mark: 170%", "E-front-matter-value"),
        ("objectives: knead", "E-front-matter-value"),
        ("objectives: [{title: x}]", "E-front-matter-value"),
        ("dimensions: [a, b]", "W-dimensions"),
        ("titel: x", "W-unknown-key"),
    ],
)
def test_a_wrong_value_leaves_the_default(line: str, code: str) -> None:
    found = course(f"---\n{line}\n---\n")
    assert told(found.problems) == [(code, 2)]
    assert (found.id, found.title, found.pass_mark, found.objectives) == ("bread", "bread", 0.7, ())


def test_a_lesson_says_what_it_is() -> None:
    found = lesson(
        "---\ntitle: 1.10\nid: dough\nlang: de\nminutes: 12\nobjectives: [knead]\nquiz: dough\n"
        "prerequisites: [water, flour]\ncomplete: quiz-taken\n---\n# Other\n"
    )
    assert found == Lesson(
        id="dough",
        course="c",
        title="1.10",
        path="c/lessons/01-dough.md",
        lang="de",
        minutes=12,
        objectives=("knead",),
        quiz="dough",
        prerequisites=("water", "flour"),
        complete=Criterion.QUIZ_TAKEN,
        digest="d",
    )
    assert found.key == "c/dough"


def test_a_lesson_without_front_matter_has_defaults() -> None:
    found = lesson("Text before.\n\n## The `first` heading\n\n# Second\n")
    assert (found.id, found.title, found.lang, found.minutes) == ("lessons/01-dough", "The first heading", "en", 1)
    assert (found.quiz, found.complete, found.problems) == (None, Criterion.READ, ())
    assert lesson("No heading.").title == "Dough"


def test_a_lesson_that_names_its_quiz_is_completed_by_passing_it() -> None:
    assert lesson("---\nquiz: dough\n---\n").complete is Criterion.QUIZ_PASSED


def test_the_root_of_a_library_can_be_a_course() -> None:
    assert lesson("# A", "lessons/a.md", replace(PLAIN, path=".")).id == "lessons/a"


@pytest.mark.parametrize(
    ("text", "minutes"), [("word " * 1001, 6), ("汉字，" * 450, 3), ("字" * 300 + " word" * 200, 2), ("", 1)]
)
def test_reading_time(text: str, minutes: int) -> None:
    assert lesson(f"---\nlang: zh\n---\n{text}").minutes == minutes


@pytest.mark.parametrize(
    ("line", "code", "told_in"),
    [
        ("minutes: soon", "E-front-matter-value", "a whole number of minutes"),
        ("minutes: 0", "E-front-matter-value", "a whole number of minutes"),
        ("complete: done", "E-front-matter-value", "read, quiz-taken, quiz-passed"),
        ("title: [a]", "E-front-matter-value", "a line of text"),
        ("prerequisites: {a: b}", "E-front-matter-value", "a list of lessons"),
        ("objectives: [nead]", "E-unknown-objective", "nead"),
        ("objectivs: [knead]", "W-unknown-key", "nearest known key is `objectives`"),
        ("colour: red", "W-unknown-key", "`colour` is not known"),
    ],
)
def test_what_is_wrong_is_told_at_its_line_and_has_no_effect(line: str, code: str, told_in: str) -> None:
    found = lesson(f"---\nid: a\n{line}\n---\n# A\n")
    (problem,) = found.problems
    assert (problem.code, problem.line, problem.source) == (code, 3, line)
    assert told_in in problem.message()
    assert (found.title, found.minutes, found.complete, found.objectives) == ("A", 1, Criterion.READ, ())


def test_the_problems_of_the_file_and_of_its_text_are_the_lessons() -> None:
    text = "---\na: [\n---\n[b]: c\n[b]: d\n"
    of_file = read_document("c/a.md", "---\nx: {\n---\n").problems[0]
    found = read_lesson(SourceFile("c/a.md", text, "d", (of_file,)), read_document("c/a.md", text), PLAIN)
    assert told(found.problems) == [("E-front-matter", 3), ("E-front-matter", 3), ("W-link-defined-twice", 5)]


def test_a_lesson_beyond_all_measure_is_told() -> None:
    assert told(lesson("字" * 350_000).problems) == [("E-lesson-too-long", 0)]


def test_sections_are_the_headings_that_stand_alone() -> None:
    document = read_document("a.md", "# A\n\ntext\n\n> ## quoted\n\nB *c*\n---\n")
    assert sections(document) == (Section(1, "A", 0, 1), Section(2, "B *c*", 3, 7))
