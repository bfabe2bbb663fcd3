"""A file named on the command line: it is what the command takes it for, whatever its name and front matter say."""

import argparse
from pathlib import Path
from typing import NamedTuple

from lessons.errors import LessonError
from lessons.folders import COURSE_FILE, PARTS_OF_A_COURSE
from lessons.model import Kind
from lessons.shelf import ENDINGS, read_file
from tui.i18n import _
from tui.settings import holds_courses
from tui.start import Surroundings, WrongUsageError, settings_of
from tui.typed_path import typed_path


class NamedFile(NamedTuple):
    """A file of a library, and what it is to be read as."""

    root: Path
    """The library's, as it was named."""
    path: str
    """Relative to the root, with `/`."""
    kind: Kind | None
    """None where its name and front matter tell."""


def file_named(words: str, options: argparse.Namespace, surroundings: Surroundings, kind: Kind) -> NamedFile | None:
    """The Markdown file that words name, in the library or elsewhere; None where they name none.

    A file in no course of a library is in a library of its own from here on, by `options.library`. A file without a
    question that can be asked, but for those in the text of a lesson, is no quiz: what is meant is that of the lesson.

    Raises:
        WrongUsageError: it lies beside courses, and in none of them.
    """
    if not words.lower().endswith(ENDINGS):
        return None
    roots = settings_of(options, surroundings).libraries
    for root in (surroundings.here, *roots):
        file = (root / typed_path(words)).absolute()
        if file.is_file():
            return _named(file, roots, options, kind)
    return None


def _named(file: Path, roots: tuple[Path, ...], options: argparse.Namespace, kind: Kind) -> NamedFile:
    root = next((root for root in roots if file.resolve().is_relative_to(root.resolve())), None)
    if root is None or _beside_courses(file.resolve(), root.resolve()):
        root = _course_of(file)
        if _beside_courses(file.resolve(), root.resolve()):
            raise WrongUsageError(
                _(
                    "{path} lies beside courses, and in none of them: move it into one, or into a folder of its own."
                ).format(path=file.name)
            )
        options.library = [str(root)]
    path = file.resolve().relative_to(root.resolve()).as_posix()
    return NamedFile(root, path, kind if kind is Kind.LESSON or _asks(root, path) else None)


def _beside_courses(file: Path, root: Path) -> bool:
    """Whether a file of a library belongs to none of its courses."""
    folders = [folder for folder in file.parents if folder.is_relative_to(root)]
    return holds_courses(root) and not any((folder / COURSE_FILE).is_file() for folder in folders)


def _course_of(file: Path) -> Path:
    """The folder of the course that a file lies in, else the file's own."""
    course = next((folder for folder in file.parents if (folder / COURSE_FILE).is_file()), None)
    part = next((folder.parent for folder in file.parents if folder.name in PARTS_OF_A_COURSE), None)
    return course or part or file.parent


def _asks(root: Path, path: str) -> bool:
    from lessons.parse import read_course  # noqa: PLC0415 - most words name no file
    from quizzes.model import Quiz  # noqa: PLC0415 - as above
    from quizzes.reading import read_one  # noqa: PLC0415 - as above

    try:
        file = read_file(root, path)
    except LessonError:  # whoever opens it says why
        return False
    course = read_course(".", None, None)
    entry, checks = read_one(file, course, Kind.QUIZ).entry, read_one(file, course, Kind.LESSON).checks
    in_text = len(checks.askable) if checks else 0
    return isinstance(entry, Quiz) and len(entry.askable) > in_text
