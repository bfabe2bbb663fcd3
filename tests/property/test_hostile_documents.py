"""What holds for every document, however damaged: it is read soon and whole, and what is said of it stands in it.

A few hundred of them with `make test`, many thousands with `make fuzz`. A failure names the number of its document:
`make fuzz FUZZ=1@NUMBER` tries that one again.
"""

import os
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from time import process_time

import pytest

from lessons.clean import clean, unify_line_ends
from lessons.document import read_document
from lessons.folds import folds, with_folds
from lessons.model import SourceFile
from lessons.passages import passages
from lessons.problem import Problem
from lessons.shelf import CourseFolder, Shelf
from quizzes.check import check
from quizzes.library import build
from quizzes.model import Quiz
from quizzes.reading import FileRead, Readings
from tests.losses import lost, lost_from_quiz
from tests.mutations import document

COUNT, _AT, FIRST = os.environ.get("FIVEFOLD_FUZZ", "500@0").partition("@")
SHARES = max(8, int(COUNT) // 250)
"""Tests that share the documents, so that they may run side by side, and none of them takes long on a busy machine."""
MOST_SECONDS = 2
"""Of the processor, whatever a file holds: what a document of this size takes is a hundredth of it."""
PATHS = ("quizzes/a.md", "lessons/a.md", "quizzes/a.md")
"""Where a document lies, in turn: quizzes have more to read."""
ROOT = Path("/nowhere/at/all")


@pytest.mark.parametrize("share", range(SHARES))
def test_every_document_is_read_soon_and_whole(share: int) -> None:
    first = int(FIRST or 0)
    for number in range(first + share, first + int(COUNT), SHARES):
        assert list(faults(number)) == [], f"document {number}: make fuzz FUZZ=1@{number}"


@pytest.mark.parametrize("text", ["<!-- " * 30_000, "<div>" + "<!-- " * 30_000, "<details><summary>" * 12_000])
def test_what_is_never_closed_is_not_sought_again_and_again(text: str) -> None:
    began = process_time()
    blocks = read_document("lessons/a.md", text).blocks
    assert len(passages(blocks)) < 2
    assert not list(folds(with_folds(blocks)))
    assert process_time() - began < MOST_SECONDS


def test_blanks_in_a_link_are_gone_through_once() -> None:
    file = source("quizzes/a.md", b"[a](" + b" " * 20_000 + b"b")
    began = process_time()
    checked(file)
    assert process_time() - began < MOST_SECONDS


def faults(number: int) -> Iterator[str]:
    """What does not hold for a document."""
    path = PATHS[number % len(PATHS)]
    file = source(path, document(number))
    began = process_time()
    read, problems = checked(file)
    if (seconds := process_time() - began) > MOST_SECONDS:
        yield f"{path}: {seconds:.1f} seconds"
    yield from misplaced(read, problems)
    if words := lost(read.document):
        yield f"{path}: lost {words}"
    if isinstance(read.entry, Quiz) and (lines := lost_from_quiz(read.document, read.entry)):
        yield f"{path}: lost {lines}"


def source(path: str, data: bytes) -> SourceFile:
    """A file as the shelf reads it, but for its place."""
    text = clean(unify_line_ends(data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")))
    return SourceFile(path, text, blake2b(data, digest_size=16).hexdigest())


def checked(file: SourceFile) -> tuple[FileRead, tuple[Problem, ...]]:
    """A file, read, and what `check` says of a course with this file alone."""
    shelf = Shelf(ROOT, (CourseFolder(".", (file,), "course"),), ())
    readings = Readings()
    problems = check(build([shelf], readings), [shelf])
    read = readings.of(ROOT, file.path)
    assert read is not None
    return read, problems


def misplaced(read: FileRead, problems: tuple[Problem, ...]) -> Iterator[str]:
    """Findings that do not stand in the document, or say nothing."""
    lines = read.document.text.split("\n")
    for problem in problems:
        said = f"{problem.line}:{problem.column} {problem.code}"
        if not 0 <= problem.line <= len(lines):
            yield f"{said}: there are {len(lines)} lines"
        elif problem.line and problem.source and problem.source not in lines[problem.line - 1]:
            yield f"{said}: its line is {lines[problem.line - 1]!r}, and {problem.source!r} is shown"
        if not 1 <= problem.column <= (len(lines[problem.line - 1]) + 1 if problem.line else 1):
            yield f"{said}: out of its line"
        if not problem.message() or not problem.fix():
            yield f"{said}: says nothing"
