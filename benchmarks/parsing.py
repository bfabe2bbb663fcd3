"""Reading Markdown, against the tokens of markdown-it-py alone for the same texts."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from markdown_it import MarkdownIt

from benchmarks import texts
from benchmarks.measure import Line, compare, report
from lessons.document import read_document
from lessons.model import Course, SourceFile
from lessons.parse import read_course
from lessons.shelf import open_shelf
from quizzes.library import build
from quizzes.parse import read_quiz

TOKENS = 1.15
"""Goal for a whole file, read to what it means."""
FIRST_LOOK = 0.25
"""Goal for knowing what is in a library, against reading all of it."""
LESSONS = (("25 KB", 25_000, 9), ("100 KB", 100_000, 7), ("1 MB", 990_000, 3))
"""Sizes with the rounds that they take."""


def lines(folder: Path) -> Iterator[Line]:
    tokens = MarkdownIt("commonmark").enable("table").parse
    for name, characters, rounds in LESSONS:
        text = texts.lesson(characters)
        yield compare(
            f"a lesson of {name} read, against tokens",
            partial(read_document, "lesson.md", text),
            partial(tokens, text),
            goal=TOKENS,
            rounds=rounds,
        )
    course = read_course("course", None, None)
    for questions, times in ((20, 20), (400, 1)):
        file = SourceFile("course/quizzes/quiz.md", texts.quiz(questions), "")
        assert len(questions_of(file, course)) == questions
        yield compare(
            f"a quiz of {questions} questions read, against tokens",
            partial(again, partial(questions_of, file, course), times),
            partial(again, partial(tokens, file.text), times),
            goal=TOKENS,
            rounds=7,
        )
    root = texts.library(folder, 150)
    files = [path.read_text(encoding="utf-8") for path in sorted(root.rglob("*.md"))]
    yield compare(
        "a library of 150 lessons, first look",
        lambda: build([open_shelf(root)]),
        lambda: [tokens(text) for text in files],
        goal=FIRST_LOOK,
        rounds=3,
    )


def again(action: Callable[[], object], times: int) -> None:
    """Do something short so often that no other program decides how long it took."""
    for _ in range(times):
        action()


def questions_of(file: SourceFile, course: Course) -> tuple[object, ...]:
    """What a quiz file asks, read anew."""
    document = read_document(file.path, file.text, repair_headings=True)
    return read_quiz(file, document, course).questions


if __name__ == "__main__":
    report([lines])
