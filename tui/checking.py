"""Checking files and folders, as a trainer names them. No Textual in it, and no database."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lessons.folders import COURSE_FILE, PARTS_OF_A_COURSE
from lessons.model import Kind
from lessons.problem import Problem
from lessons.shelf import ENDINGS, FilesRead, Shelf, files_below, open_shelf, shelf_of
from quizzes.check import check
from quizzes.library import Library, build
from quizzes.reading import Readings
from tui.plan_check import PlanRead, is_plan, plan_problems, read_through


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found at one path."""

    path: Path
    """As the trainer named it; where it is a folder, the problems' paths are relative to it."""
    files: int
    """Files looked at."""
    problems: tuple[Problem, ...]
    library: Library
    """What was read: the whole of the course, where the path is a part of one."""
    only: frozenset[str] | None = None
    """The files looked at, as the library names them; None for all of them."""


@dataclass(frozen=True, slots=True)
class FileChecked:
    """One file, checked in the whole of its course."""

    shelf: Shelf
    inside: str
    """The file's path below the shelf's root."""
    library: Library
    """The shelf, read."""
    problems: tuple[Problem, ...]
    """The file's own."""


def check_paths(paths: Sequence[Path], kind: Kind | None = None, libraries: Sequence[Path] = ()) -> tuple[Checked, ...]:
    """Check folders as libraries, and files and folders of courses within them; each course is read once.

    Args:
        paths: As the trainer named them.
        kind: What files are to be read as, whatever their names and front matter say.
        libraries: Where the courses of a plan are looked for that are not where it lies.

    Raises:
        LessonError: one of them cannot be opened.
    """
    plans = {path for path in paths if kind is None and is_plan(path) and not path.is_dir()}
    files = _Files([path for path in paths if not path.is_dir() and path not in plans], kind)
    return tuple(
        _check_folder(path, libraries)
        if path.is_dir()
        else _check_plan(path, libraries)
        if path in plans
        else files.check(path)
        for path in paths
    )


def check_path(path: Path, kind: Kind | None = None) -> Checked:
    """Check a folder as a library, or a file or folder of a course within it.

    Args:
        path: As the trainer named it.
        kind: What a file is to be read as, whatever its name and front matter say.

    Raises:
        LessonError: it cannot be opened.
    """
    return check_paths([path], kind)[0]


def _check_folder(path: Path, libraries: Sequence[Path]) -> Checked:
    course = course_above(path)
    shelf = open_shelf(course or path)
    library = build([shelf])
    if course is None:
        inside, plans = sum(len(folder.files) for folder in shelf.courses), shelf.plans
        problems, only = check(library, [shelf]), None
    else:
        below = path.resolve()
        found = [shelf.root / file.path for folder in shelf.courses for file in folder.files]
        here = [file for file in found if below in file.resolve().parents]
        plans = tuple(one for one in shelf.plans if below in (shelf.root / one).resolve().parents)
        inside, problems = len(here), check(library, [shelf], here)
        only = frozenset([*(file.relative_to(shelf.root).as_posix() for file in here), *plans])
    for plan in plans:
        problems += tuple(plan_problems(shelf.root, plan, libraries, library))
    return Checked(
        path=course or path,
        files=inside + len(plans),
        problems=tuple(sorted(problems)),
        library=library,
        only=only,
    )


def _check_plan(file: Path, libraries: Sequence[Path]) -> Checked:
    """Check a plan against the courses that it lies beside, and those of the libraries in use."""
    problems = read_plan_file(file, libraries).problems
    return Checked(path=file, files=1, problems=problems, library=build([]), only=frozenset({file.name}))


def read_plan_file(file: Path, libraries: Sequence[Path]) -> PlanRead:
    """A plan, read with the courses that it lies beside, and those of the libraries in use.

    Raises:
        LessonError: it, or a library, cannot be opened.
    """
    path = _absolute(file)
    return read_through(path.parent, path.name, [_course_of(file) or path.parent, *libraries])


class _Files:
    """Files named one by one, such as those that a commit has changed; those of one course are checked together."""

    def __init__(self, files: Sequence[Path], kind: Kind | None) -> None:
        self._kind = kind
        self._shelves: dict[Path, Shelf] = {}
        self._found: dict[tuple[Path, str], list[Problem]] = {}
        self._libraries: dict[Path, Library] = {}
        self._around = {file: self._place(file) for file in files}

    def check(self, file: Path) -> Checked:
        """Check one of them within its course."""
        shelf, inside = self._around[file]
        if (shelf.root, inside) not in self._found:
            self._check_all(shelf)
        problems, library = tuple(self._found[shelf.root, inside]), self._libraries[shelf.root]
        return Checked(path=file, files=1, problems=problems, library=library, only=frozenset({inside}))

    def _place(self, file: Path) -> tuple[Shelf, str]:
        course = _course_of(file)
        for root in [course] if course else _absolute(file).parents:
            shelf = self._shelves.get(root)
            if shelf and (inside := _inside(shelf, file)):
                return shelf, inside
        shelf, inside = shelf_around(file)
        self._shelves.setdefault(shelf.root, shelf)
        return shelf, inside

    def _check_all(self, shelf: Shelf) -> None:
        """Find what is wrong with all of the files that lie on one shelf."""
        here = [inside for other, inside in self._around.values() if other is shelf]
        for inside in here:
            self._found[shelf.root, inside] = []
        library = build([shelf], None, {(shelf.root, inside): self._kind for inside in here} if self._kind else {})
        self._libraries[shelf.root] = library
        for problem in check(library, [shelf], [shelf.root / inside for inside in here]):
            if (shelf.root, problem.path) in self._found:
                self._found[shelf.root, problem.path].append(problem)


def course_above(folder: Path) -> Path | None:
    """The course that a folder is a part of, told by its `course.md`; None for a course itself, and for others."""
    path = folder.resolve()
    if (path / COURSE_FILE).is_file():
        return None
    found = next((above for above in path.parents if (above / COURSE_FILE).is_file()), None)
    return None if found is None else Path(os.path.relpath(found)) if not folder.is_absolute() else found


def check_file(file: Path, readings: Readings | None = None, kind: Kind | None = None) -> FileChecked:
    """Check one file within its course.

    Args:
        file: As the trainer named it.
        readings: What is known from checking it before; the file's own reading is in it afterwards.
        kind: What it is to be read as, whatever its name and front matter say.

    Raises:
        LessonError: its course cannot be opened.
    """
    shelf, inside = shelf_around(file, readings.files if readings else None)
    library = build([shelf], readings, {(shelf.root, inside): kind} if kind else {})
    return FileChecked(shelf, inside, library, check(library, [shelf], [shelf.root / inside]))


def shelf_around(file: Path, known: FilesRead | None = None) -> tuple[Shelf, str]:
    """The course that a file lies in, and its path there.

    It is told by its `course.md`, else by its folders `lessons` and `quizzes`; else the file stands alone.

    Args:
        file: As the trainer named it.
        known: What is known from reading the course before.

    Raises:
        LessonError: its course cannot be opened.
    """
    path = _absolute(file)
    course = _course_of(file)
    if course is not None:
        shelf = open_shelf(course, known)
        if inside := _inside(shelf, file):
            return shelf, inside
    part = next((folder for folder in path.parents if folder.name in PARTS_OF_A_COURSE), None)
    root = part.parent if part else path.parent
    inside = path.relative_to(root).as_posix()
    return shelf_of(root, {*(_markdown_in_parts(root) if part else ()), inside}), inside


def _absolute(file: Path) -> Path:
    """The path of a file without following links, which lead out of the course."""
    return Path(os.path.abspath(file))  # noqa: PTH100 - as it says


def _course_of(file: Path) -> Path | None:
    """The folder of the course that a file lies in, told by its `course.md`."""
    return next((folder for folder in _absolute(file).parents if (folder / COURSE_FILE).is_file()), None)


def _inside(shelf: Shelf, file: Path) -> str:
    """A file's path on a shelf; empty where it is not on it."""
    path = _absolute(file)
    inside = path.relative_to(shelf.root).as_posix() if path.is_relative_to(shelf.root) else ""
    return inside if any(one.path == inside for folder in shelf.courses for one in folder.files) else ""


def _markdown_in_parts(root: Path) -> Iterator[str]:
    for part in sorted(PARTS_OF_A_COURSE):
        for path in files_below(root / part):
            if path.name.lower().endswith(ENDINGS):
                yield path.relative_to(root).as_posix()
