"""Questions of every kind, for tests."""

from typing import Any

from lessons.document import read_document
from lessons.model import Course, SourceFile
from quizzes.model import Question
from quizzes.parse import read_quiz

COURSE = Course("c", "C", ".", "en", (), (), (), (), 0.7, "")
PLAIN: dict[str, Any] = {"id": "q", "explicit": True, "label": "", "line": 1, "stem": "", "body": (), "hints": ()}
PLAIN |= {"explanation": (), "identity": "i", "key": "k", "revision": "r"}
"""What every question has."""


def questions_in(text: str) -> tuple[Question, ...]:
    """The questions of a quiz file."""
    return read_quiz(SourceFile("q.md", text, "d"), read_document("q.md", text, repair_headings=True), COURSE).questions
