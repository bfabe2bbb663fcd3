"""Quizzes as they are read, and questions of every kind, for tests."""

from typing import Any

from lessons.document import read_document
from lessons.model import Course, SourceFile
from quizzes.model import Question, Quiz
from quizzes.parse import read_quiz

COURSE = Course("c", "C", ".", "en", (), (), (), (), 0.7, "")
"""The plainest one, of which nothing is asked."""
PLAIN: dict[str, Any] = {"id": "q", "explicit": True, "label": "", "line": 1, "stem": "", "body": (), "hints": ()}
PLAIN |= {"explanation": (), "identity": "i", "key": "k", "revision": "r"}
"""What every question has."""


def quiz_in(text: str, path: str = "q.md") -> Quiz:
    """What a quiz file holds."""
    return read_quiz(SourceFile(path, text, "d"), read_document(path, text, repair_headings=True), COURSE)


def questions_in(text: str) -> tuple[Question, ...]:
    """The questions of a quiz file."""
    return quiz_in(text).questions
