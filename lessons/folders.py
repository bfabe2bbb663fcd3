"""Which folders of a library are courses, and the order of names."""

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from pathlib import PurePosixPath

COURSE_FILE = "course.md"

PLAN_FILES = ".plan.md"
"""How the names of plans end that are written as Markdown."""
PARTS_OF_A_COURSE = frozenset({"lessons", "quizzes"})
"""Folders that only a course has."""
_ABOUT_A_PROJECT = frozenset(
    {"readme", "license", "licence", "contributing", "changelog", "code_of_conduct", "security"}
)
"""Files that may lie beside the courses of a library without a word about it; inside a course they are lessons."""
_NUMBER = re.compile(r"(\d+)")


_Pieces = tuple[tuple[int, int, str], ...]


def natural(path: str) -> tuple[_Pieces, ...]:
    """A key that sorts paths as people do: `ch2` before `ch10`, letter case and endings aside."""
    folder, _slash, name = path.rpartition("/")
    dot = name.rfind(".")
    stem = name[:dot] if 0 < dot < len(name) - 1 else name
    return (*(_folders(folder) if folder else ()), _pieces(stem), ((-1, 0, path),))


@lru_cache
def _folders(path: str) -> tuple[_Pieces, ...]:
    """The beginning of such a key, which many files share."""
    return tuple([_pieces(part) for part in path.split("/")])


def _pieces(part: str) -> _Pieces:
    return tuple(
        [
            (0, int(piece), "") if piece.isdecimal() else (1, 0, piece.casefold())
            for piece in _NUMBER.split(part)
            if piece
        ]
    )


def courses_of(paths: Sequence[str]) -> tuple[dict[str, list[str]], list[str]]:
    """Which folder is a course, with its files, and the files that belong to none.

    Each folder with a `course.md` is one, with all below it that is not in an inner one; else each top-level folder
    with Markdown; else the root. A root with `lessons/` or `quizzes/` is a course itself: those are parts of one.
    A plan is part of none: it says what a group does with a course that it may lie beside.
    """
    heads = {
        path.rpartition("/")[0]
        for path in paths
        if path.endswith(COURSE_FILE) and path.rpartition("/")[2] == COURSE_FILE
    }
    if not heads:
        heads = {path.partition("/")[0] for path in paths if "/" in path}
        if not heads or not PARTS_OF_A_COURSE.isdisjoint(heads):
            heads = {""}
    courses: dict[str, list[str]] = {head or ".": [] for head in sorted(heads, key=natural)}
    outside: list[str] = []
    course_at: dict[str, str] = {}
    for path in paths:
        if path.endswith(PLAN_FILES):
            continue
        folder = path.rpartition("/")[0]
        if folder not in course_at:
            course_at[folder] = _nearest(folder, heads)
        if course_at[folder] in heads:
            courses[course_at[folder] or "."].append(path)
        elif PurePosixPath(path).stem.lower() not in _ABOUT_A_PROJECT:
            outside.append(path)
    return courses, outside


def _nearest(folder: str, heads: Collection[str]) -> str:
    """The innermost of some folders that a folder lies in; the root where it lies in none of them."""
    while folder and folder not in heads:
        folder = folder.rpartition("/")[0]
    return folder
