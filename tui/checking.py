"""Checking files and folders, as a trainer names them. No Textual in it, and no database."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lessons.problem import Problem
from lessons.shelf import open_shelf
from quizzes.check import check
from quizzes.library import build

COURSE_FILE = "course.md"


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found at one path."""

    root: Path
    """The library that the path lies in; the problems' paths are relative to it."""
    files: int
    """Files looked at."""
    problems: tuple[Problem, ...]


def check_path(path: Path) -> Checked:
    """Check a folder as a library, or one file within its course.

    Raises:
        LessonError: it cannot be opened.
    """
    root = path if path.is_dir() else _course_of(path)
    shelf = open_shelf(root)
    library = build([shelf])
    wanted: Sequence[Path] | None = None if path.is_dir() else [path]
    files = sum(len(folder.files) for folder in shelf.courses) if wanted is None else len(wanted)
    return Checked(root=root, files=files, problems=check(library, [shelf], wanted))


def _course_of(file: Path) -> Path:
    """The nearest folder above a file that is a course, else the file's own."""
    parent = file.absolute().parent
    return next((folder for folder in (parent, *parent.parents) if (folder / COURSE_FILE).is_file()), parent)
