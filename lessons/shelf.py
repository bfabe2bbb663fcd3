"""The only file access of the package: a folder becomes courses with the text of their files."""

import codecs
import errno
import os
import stat
import unicodedata
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import islice
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from lessons import findings
from lessons.clean import clean, unify_line_ends
from lessons.errors import (
    FileUnreadableError,
    FolderUnreadableError,
    NoSuchFileError,
    NoSuchFolderError,
    NotAFolderError,
    OutsideLibraryError,
)
from lessons.folders import courses_of, natural
from lessons.model import SourceFile
from lessons.problem import Finding, Problem

MOST_FILES = 20_000
"""Markdown files of a library."""

MOST_ENTRIES = 200_000
"""Names that are looked at in search of them: a library named by mistake may be a whole disk."""

LARGEST_FILE = 2 * 1024 * 1024
"""Bytes of a file."""

ENDINGS = (".md", ".markdown")
"""How the name of a Markdown file ends, letter case aside."""
_NO_NAME = frozenset({"Cc", "Cs"})
"""Control characters and halves of a pair: a name with one of these cannot be typed or told. Hidden ones can."""
_LEFT_OUT = frozenset({"node_modules"})


@dataclass(frozen=True, slots=True)
class CourseFolder:
    """A folder that is a course, with all its Markdown."""

    path: str
    """Relative to the library's root; `.` for the root itself."""
    files: tuple[SourceFile, ...]
    """In the natural order of their names; `course.md` is among them."""
    name: str = ""
    """The folder's own name, also where its path is `.`."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A library's folder, read."""

    root: Path
    courses: tuple[CourseFolder, ...]
    problems: tuple[Problem, ...]
    """Of the folder as a whole; those of one file are the file's."""


def open_shelf(root: Path) -> Shelf:
    """Read all Markdown of a library.

    Raises:
        LessonError: The library is no folder, or may not be read. One broken file keeps no other from being read.
    """
    if not root.exists():
        raise NoSuchFolderError(path=clean(str(root)))
    if not root.is_dir():
        raise NotAFolderError(path=clean(str(root)))
    search = _Search(root.resolve())
    try:
        search.run()
    except OSError as error:
        raise FolderUnreadableError(path=clean(str(root)), reason=_reason(error)) from error
    courses, outside = courses_of(search.found)
    problems = search.problems
    if outside:
        problems.append(_problem(outside[0], findings.OUTSIDE_COURSE, count=str(len(outside))))
    folders = tuple(
        CourseFolder(path, tuple(_file(root, name) for name in names), PurePosixPath(path).name or root.resolve().name)
        for path, names in courses.items()
    )
    return Shelf(root, folders, tuple(sorted(problems)))


def shelf_of(root: Path, paths: Iterable[str]) -> Shelf:
    """A shelf with these files and nothing else, as one course without a word of its own.

    Args:
        root: What the paths are relative to.
        paths: With `/`.
    """
    files = tuple(_file(root, path) for path in sorted(paths, key=natural))
    return Shelf(root, (CourseFolder(".", files, root.resolve().name),), ())


def read_file(root: Path, path: str) -> SourceFile:
    """Read one file of a library, named as its `SourceFile` names it.

    Raises:
        LessonError: It is not there, leads out of the library, or may not be read.
    """
    try:
        target = (root / path).resolve(strict=True)
    except (OSError, RuntimeError, ValueError) as error:
        raise NoSuchFileError(path=clean(path)) from error
    if not target.is_relative_to(root.resolve()):
        raise OutsideLibraryError(path=clean(path))
    try:
        return _read(root, path)
    except IsADirectoryError as error:
        raise NoSuchFileError(path=clean(path)) from error
    except OSError as error:
        raise FileUnreadableError(path=clean(path), reason=_reason(error)) from error


Stamp = tuple[int, int, int, int, int]
"""What changes when a file is written or replaced."""


def stamp(root: Path, path: str) -> Stamp | None:
    """What tells whether a file of a library is still the one that was read; None where it cannot be looked at."""
    try:
        status = os.stat(f"{root}/{path}")  # noqa: PTH116 - for every question asked, and a Path takes twice as long
    except (OSError, ValueError):  # gone, or a name that no file can have
        return None
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def inside(course_root: Path, from_file: Path, address: str) -> Path | None:
    """What a relative address in a file of the course leads to, symlinks followed; None where it is not in the course.

    A file or a folder: code hosts show folders, too.
    """
    path = unquote(address.partition("#")[0].partition("?")[0])
    if not path:
        return None
    try:
        target = (from_file.parent / path).resolve(strict=True)
        return (
            target if target.is_relative_to(course_root.resolve()) and (target.is_file() or target.is_dir()) else None
        )
    except (OSError, RuntimeError, ValueError):  # not there, a circle of links, a name with a null in it
        return None


def files_below(course_root: Path) -> list[Path]:
    """All files of a course that are not hidden, to look for a lost one among them; of very many the first."""
    found: list[Path] = []
    looked_at = 0
    for folder, folders, names in os.walk(course_root):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _LEFT_OUT)
        looked_at += len(folders) + len(names)
        found += (Path(folder, name) for name in sorted(names) if not name.startswith("."))
        if looked_at >= MOST_FILES:
            break
    return found


@dataclass(slots=True)
class _Search:
    """Looks for Markdown, folder by folder; what cannot be taken becomes a problem."""

    root: Path
    found: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    _waiting: list[tuple[Path, str]] = field(default_factory=list)
    """Folders to look into, and their paths below the root."""
    _links: deque[tuple[Path, str]] = field(default_factory=deque)
    """The same for links to folders: most are met on their own way, too, and that way counts."""
    _entered: set[Path] = field(default_factory=set)
    _looked_at: int = 0

    def run(self) -> None:
        """Look through the whole folder.

        Raises:
            OSError: The root itself cannot be read.
        """
        self._waiting.append((self.root, ""))
        while self._waiting or self._links:
            folder, path = self._waiting.pop() if self._waiting else self._links.popleft()
            if folder in self._entered:
                continue
            self._entered.add(folder)
            try:
                with os.scandir(folder) as entries:
                    inner = list(islice(entries, MOST_ENTRIES))
            except OSError as error:
                if folder == self.root:
                    raise
                self.problems.append(_problem(path, findings.FOLDER_UNREADABLE, reason=_reason(error)))
                continue
            for entry in sorted(inner, key=lambda entry: natural(entry.name), reverse=True):
                self._look_at(entry, f"{path}/{entry.name}" if path else entry.name)
            self._looked_at += len(inner)
            if len(self.found) > MOST_FILES or self._looked_at >= MOST_ENTRIES:
                self.found = sorted(self.found, key=natural)[:MOST_FILES]
                self.problems.append(_problem("", findings.TOO_MANY_FILES, most=str(len(self.found))))
                return
        self.found.sort(key=natural)

    def _look_at(self, entry: os.DirEntry[str], path: str) -> None:
        name = entry.name
        if name.startswith(".") or name in _LEFT_OUT:
            return
        is_markdown = name.lower().endswith(ENDINGS)
        if any(unicodedata.category(character) in _NO_NAME for character in name):
            if is_markdown or entry.is_dir():
                self.problems.append(_problem(path, findings.FILE_NAME))
        elif entry.is_symlink():
            self._follow(Path(entry.path), path, is_markdown=is_markdown)
        elif entry.is_dir():
            self._waiting.append((Path(entry.path), path))
        elif is_markdown:
            self.found.append(path)

    def _follow(self, link: Path, path: str, *, is_markdown: bool) -> None:
        try:
            target = link.resolve(strict=True)
            is_folder = target.is_dir()
        except (OSError, RuntimeError):
            if is_markdown:
                self.problems.append(_problem(path, findings.FILE_UNREADABLE, reason="the link leads nowhere"))
            return
        if not target.is_relative_to(self.root):
            self.problems.append(_problem(path, findings.LINK_OUT))
        elif is_folder:
            self._links.append((target, path))
        elif is_markdown:
            self.found.append(path)


def _file(root: Path, path: str) -> SourceFile:
    try:
        return _read(root, path)
    except OSError as error:
        return SourceFile(path, "", "", (_problem(path, findings.FILE_UNREADABLE, reason=_reason(error)),))


def _read(root: Path, path: str) -> SourceFile:
    # Without blocking, so that a pipe with the name of a lesson does not hold everything up.
    descriptor = os.open(root / path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as stream:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "it is no regular file")
        data = stream.read(LARGEST_FILE + 1) if status.st_size <= LARGEST_FILE else b""
    size = max(status.st_size, len(data))
    if size > LARGEST_FILE:
        problem = _problem(path, findings.FILE_TOO_LARGE, size=str(size), most=str(LARGEST_FILE))
        return SourceFile(path, "", "", (problem,))
    text, problems = _decoded(path, data)
    digest = blake2b(data, digest_size=16).hexdigest()
    return SourceFile(path, clean(unify_line_ends(text)), digest, problems)


def _decoded(path: str, data: bytes) -> tuple[str, tuple[Problem, ...]]:
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode(), ()
    except UnicodeDecodeError as error:
        begin = data.rfind(b"\n", 0, error.start) + 1
        end = data.find(b"\n", error.start)
        line = data.count(b"\n", 0, error.start) + 1
        column = len(data[begin : error.start].decode()) + 1
        source = clean(data[begin : end if end >= 0 else len(data)].decode(errors="replace"))
        values = {"byte": str(error.start + 1)}
        return data.decode(errors="replace"), (Problem(path, line, column, findings.ENCODING, source, values),)


def _problem(path: str, finding: Finding, **values: str) -> Problem:
    return Problem(clean(path), 0, 1, finding, values=values)


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
