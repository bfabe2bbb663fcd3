"""`check --write-ids`: the only command that writes into a trainer's files, and only when it is told to."""

import os
import tempfile
from hashlib import blake2b
from pathlib import Path

from lessons.shelf import Shelf, open_shelf
from quizzes.library import CourseContents, build
from quizzes.model import Quiz
from quizzes.naming import named
from quizzes.reading import Readings
from tui.checking import shelf_around
from tui.commands.output import tell
from tui.i18n import _, count
from tui.start import WrongUsageError


def write_ids(path: Path) -> None:
    """Give each question of a folder, or of one file, an id where it has none.

    Raises:
        LessonError: the course cannot be opened.
        WrongUsageError: a file cannot be written.
    """
    shelf, only = (open_shelf(path), None) if path.is_dir() else shelf_around(path)
    readings = Readings()
    for contents in build([shelf], readings).courses:
        asked = (*contents.quizzes, *contents.checks)
        taken = {question.id for quiz in asked for question in quiz.questions if question.explicit}
        for quiz in asked:
            if only in {None, quiz.path}:
                _write(shelf, contents, quiz, readings, taken)


def _write(shelf: Shelf, contents: CourseContents, quiz: Quiz, readings: Readings, taken: set[str]) -> None:
    file = (contents.root / quiz.path).resolve()
    read = readings.of(shelf.root, quiz.path)
    try:
        data = file.read_bytes()
        if read is None or blake2b(data, digest_size=16).hexdigest() != quiz.digest:
            raise WrongUsageError(_("{path} was saved just now; try again.").format(path=file))
        found = named(data.decode(), read, taken)
        if found.written:
            _replace(file, found.text.encode())
    except UnicodeDecodeError:
        tell(_("{path}: left as it is, since it is not UTF-8.").format(path=file))
        return
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise WrongUsageError(_("{path} cannot be written: {problem}.").format(path=file, problem=reason)) from problem
    if found.written:
        tell(_("{path}: {ids} written.").format(path=file, ids=count("{n} id", "{n} ids", found.written)))
    if found.left:
        questions = count("{n} question", "{n} questions", found.left)
        tell(
            _("{path}: {questions} left without: no heading with `#`, and no words of a check, begins them.").format(
                path=file, questions=questions
            )
        )


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
