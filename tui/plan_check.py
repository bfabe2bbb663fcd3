"""What is wrong with a plan that is kept as a file, beside its course or elsewhere. No Textual in it, and no database.

No group is asked, and no day is too late: a plan that was carried out is kept, and is as right as it was.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lessons.folders import PLAN_FILES
from lessons.problem import Problem
from lessons.shelf import open_shelf, read_file
from quizzes import findings
from quizzes.library import CourseContents, Library, build
from store.events import PlanSet
from tui.plan_file import PlanFile, PlanFileError, read_plan
from tui.plan_settling import settle_each

ENDINGS = (PLAN_FILES, ".plan.toml")


def is_plan(path: Path) -> bool:
    """Whether a file is a plan, by its name."""
    return path.name.endswith(ENDINGS)


def reads_as_plan(path: str, text: str) -> bool:
    """Whether what stands in a file is a plan, whatever its name: no lesson says of a course when it is due."""
    try:
        plan = read_plan(path, text)
    except PlanFileError:
        return False
    return bool(plan.courses) and all(isinstance(one.get("id"), str) for one in plan.courses)


def plan_problems(root: Path, path: str, libraries: Sequence[Path], library: Library | None = None) -> list[Problem]:
    """What is wrong with a plan.

    Args:
        root: what its path is relative to.
        path: of the file, with `/`.
        libraries: where its courses are looked for, one after the other until all of them are found.
        library: what is read already, and looked through before those.

    Raises:
        LessonError: the file or a library cannot be opened.
    """
    return list(read_through(root, path, libraries, library).problems)


@dataclass(frozen=True, slots=True)
class PlanRead:
    """A plan as it stands in its file."""

    text: str
    """Of the file."""
    digest: str
    """Of its bytes; empty where it could not be read."""
    plan: PlanFile | None
    """None where it is no plan at all."""
    courses: Mapping[int, tuple[PlanSet, CourseContents]]
    """What can be assigned, by the places of its courses in it."""
    problems: tuple[Problem, ...]


def read_through(root: Path, path: str, libraries: Sequence[Path], library: Library | None = None) -> PlanRead:
    """A plan, what it would assign, and what is wrong with it; the arguments are those of `plan_problems`.

    Raises:
        LessonError: the file or a library cannot be opened.
    """
    file = read_file(root, path)
    plan: PlanFile | None = None
    courses: Mapping[int, tuple[PlanSet, CourseContents]] = {}
    try:
        plan = read_plan(path, file.text)
    except PlanFileError as refusal:
        refused = refusal.problems
    else:
        wanted = {str(course.get("id", "")).casefold() for course in plan.courses}
        courses = settle_each(plan, _having(wanted, libraries, library), (), date.min)
        refused = tuple(plan.problems)
    lines = file.text.split("\n")
    found = [
        Problem(
            path=path,
            line=one.line,
            column=1,
            finding=findings.PLAN_UNFIT,
            source=lines[one.line - 1] if 0 < one.line <= len(lines) else "",
            values={"reason": one.message},
        )
        for one in refused
    ]
    return PlanRead(file.text, file.digest, plan, courses, tuple(sorted([*file.problems, *found])))


def _having(courses: set[str], libraries: Sequence[Path], library: Library | None) -> Library:
    """The first library that has some courses, given by id or title in small letters; else all of them together."""
    shelves = []
    for root in libraries:
        if library is not None and courses <= _names(library):
            break
        shelves.append(open_shelf(root))
        library = build(shelves)
    return library or build([])


def _names(library: Library) -> set[str]:
    return {name.casefold() for one in library.courses for name in (one.course.id, one.course.title)}
