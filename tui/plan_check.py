"""What is wrong with a plan that is kept as a file, beside its course or elsewhere. No Textual in it, and no database.

No group is asked, and no day is too late: a plan that was carried out is kept, and is as right as it was.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from lessons.folders import PLAN_FILES
from lessons.problem import Problem
from lessons.shelf import open_shelf, read_file
from quizzes import findings
from quizzes.library import Library, build
from tui.plan_file import PlanFileError, read_plan, settle

ENDINGS = (PLAN_FILES, ".plan.toml")


def is_plan(path: Path) -> bool:
    """Whether a file is a plan, by its name."""
    return path.name.endswith(ENDINGS)


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
    file = read_file(root, path)
    try:
        plan = read_plan(path, file.text)
        wanted = {str(course.get("id", "")).casefold() for course in plan.courses}
        settle(plan, _having(wanted, libraries, library), (), date.min)
    except PlanFileError as refusal:
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
            for one in refusal.problems
        ]
        return sorted([*file.problems, *found])
    return list(file.problems)


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
