"""Writing ids into a trainer's files: the only thing that ever writes there, and only when it is told to.

No Textual in it.
"""

import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lessons.digest import blake2b
from lessons.shelf import Shelf, open_shelf
from quizzes.library import CourseContents, build
from quizzes.model import Quiz
from quizzes.naming import named
from quizzes.reading import Readings
from tui.checking import shelf_around
from tui.i18n import _, count, refused


class NotWrittenError(Exception):
    """A file could not be written: one sentence with why. What was written before it stays."""


@dataclass(frozen=True, slots=True)
class Written:
    """What became of one file."""

    path: Path
    written: int
    """Ids that are new in it."""
    left: int
    """Questions that still have none."""
    decoded: bool = True
    """Whether it could be read as UTF-8, and so was looked at."""

    def sentences(self) -> Iterator[str]:
        """What there is to say of it; mostly one sentence, or none."""
        if not self.decoded:
            yield _("{path}: left as it is, since it is not UTF-8.").format(path=self.path)
        if self.written:
            yield _("{path}: {ids} written.").format(path=self.path, ids=count("{n} id", "{n} ids", self.written))
        if self.left:
            questions = count("{n} question", "{n} questions", self.left)
            yield _(
                "{path}: {questions} left without: no heading with `#`, and no words of a check, begins them."
            ).format(path=self.path, questions=questions)


def write_ids(path: Path) -> Iterator[Written]:
    """Give each question of a folder, or of one file, an id where it has none; answer file by file.

    Raises:
        LessonError: the course cannot be opened.
        NotWrittenError: a file cannot be written.
    """
    shelf, only = (open_shelf(path), None) if path.is_dir() else shelf_around(path)
    readings = Readings()
    for contents in build([shelf], readings).courses:
        asked = (*contents.quizzes, *contents.checks)
        taken = {question.id for quiz in asked for question in quiz.questions if question.explicit}
        for quiz in asked:
            if only in {None, quiz.path}:
                yield _write(shelf, contents, quiz, readings, taken)


def _write(shelf: Shelf, contents: CourseContents, quiz: Quiz, readings: Readings, taken: set[str]) -> Written:
    file = (contents.root / quiz.path).resolve()
    read = readings.of(shelf.root, quiz.path)
    try:
        data = file.read_bytes()
        if read is None or blake2b(data, digest_size=16).hexdigest() != quiz.digest:
            raise NotWrittenError(_("{path} was saved just now; try again.").format(path=file))
        found = named(data.decode(), read, taken)
        if found.written:
            _replace(file, found.text.encode())
    except UnicodeDecodeError:
        return Written(file, 0, 0, decoded=False)
    except OSError as problem:
        reason = refused(problem)
        raise NotWrittenError(_("{path} cannot be written: {problem}.").format(path=file, problem=reason)) from problem
    return Written(file, found.written, found.left)


def _replace(file: Path, data: bytes) -> None:
    """Write a file whole, or not at all."""
    descriptor, beside = tempfile.mkstemp(dir=file.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(descriptor)
        Path(beside).chmod(file.stat().st_mode & 0o7777)
        Path(beside).replace(file)
    except OSError:
        Path(beside).unlink(missing_ok=True)
        raise
