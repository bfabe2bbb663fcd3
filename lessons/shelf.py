"""The only file access of the package: a folder becomes courses with the text of their files.

It is long because the search of a folder and the reading of what it holds stand in this one file: whoever asks what the
package touches on a disk, how it follows links and where it stops has one place to look.
"""

import codecs
import errno
import os
import stat
import unicodedata
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from functools import partial
from itertools import islice
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from lessons import findings
from lessons.clean import clean, unify_line_ends
from lessons.digest import blake2b
from lessons.errors import (
    FileUnreadableError,
    FolderUnreadableError,
    NoSuchFileError,
    NoSuchFolderError,
    NotAFolderError,
    OutsideLibraryError,
)
from lessons.folders import PLAN_FILES, courses_of, natural
from lessons.light import dataclass
from lessons.model import SourceFile
from lessons.problem import Finding, Problem

MOST_FILES = 20_000
"""Markdown files of a library."""

MOST_ENTRIES = 200_000
"""Names that are looked at in search of them: a library named by mistake may be a whole disk."""

LARGEST_FILE = 2 * 1024 * 1024
"""Bytes of a file."""

COARSE = 2_000_000_000
"""Nanoseconds that the times of a file may be behind: some file systems count in steps of two seconds."""

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
    plans: tuple[str, ...] = ()
    """Paths of the plans that lie in it: they are part of no course."""


@dataclass(frozen=True, slots=True)
class Look:
    """A library's folder, looked through without reading a file."""

    root: Path
    listings: Mapping[str, str]
    """Of each folder with Markdown, by its path below the root: a line for each file, sorted, with its name, a tab,
    and what changes when it is written or replaced: inode, size in bytes, times of content and of status in ns."""
    newest: Mapping[str, int]
    """Of each of these folders the latest of those times."""
    folders: Mapping[str, int]
    """Of each folder that was looked into, by its path, what changes with the names in it: its time of status in ns."""
    problems: tuple[Problem, ...]
    """Of the folder, but for what its order into courses brings."""
    files: int
    """How many Markdown files there are."""

    @property
    def plans(self) -> tuple[str, ...]:
        """The paths of the plans among them, in their order."""
        return tuple(sorted((path for path in self._found() if path.endswith(PLAN_FILES)), key=natural))

    def _found(self) -> list[str]:
        """The paths of all files, in no order; of too many the first."""
        found = list(self.stamps())
        return sorted(found, key=natural)[:MOST_FILES] if len(found) > MOST_FILES else found

    def stamps(self) -> dict[str, str]:
        """Of each file, by its path below the root, what changes when it is written or replaced, as in the listings."""
        found: dict[str, str] = {}
        for folder, listing in self.listings.items():
            before = f"{folder}/" if folder else ""
            for line in listing.split("\n"):
                name, _tab, one = line.partition("\t")
                found[before + name] = one
        return found

    def in_order(self, before: Sequence[str] = ()) -> list[str]:
        """The paths of all files, in their order; where they are those that stood in order before, it is that one."""
        found = self._found()
        is_same = len(before) == len(found) and not set(found).difference(before)
        return list(before) if is_same else sorted(found, key=natural)

    def courses(self, order: Sequence[str] | None = None) -> tuple[dict[str, list[str]], tuple[Problem, ...]]:
        """Each course's folder with the paths of its files, in their order, and all problems of the folder.

        Args:
            order: What `in_order` answers, where somebody has asked.
        """
        courses, outside = courses_of(self.in_order() if order is None else order)
        problems = list(self.problems)
        if outside:
            problems.append(_problem(outside[0], findings.OUTSIDE_COURSE, count=str(len(outside))))
        return courses, tuple(sorted(problems))


def names_changed(root: Path, path: str) -> int | None:
    """When the names in a folder last changed, as `Look.folders` has it; None where it cannot be looked at."""
    try:
        return os.stat(f"{root}/{path}").st_ctime_ns  # noqa: PTH116 - a library has hundreds
    except (OSError, ValueError):
        return None


class FilesRead:
    """The files of a library as they were read last: those that are surely the same need not be read again."""

    def __init__(self) -> None:
        self._kept: dict[tuple[Path, str], tuple[str, SourceFile]] = {}
        """With the stamps that they had."""

    def of(self, seen: Look) -> Callable[[str], SourceFile]:
        """Reads the file of a path, where it may not be the one that was read before."""
        stamps, root = seen.stamps(), seen.root
        # A file that is written in the instant in which it is read may look the same afterwards.
        settled = max(map(_status_changed, stamps.values()), default=0) - COARSE

        def read(path: str) -> SourceFile:
            stamp = stamps.get(path, "")
            kept = self._kept.get((root, path))
            if kept and kept[0] == stamp:
                return kept[1]
            file = _file(root, path)
            if 0 < _status_changed(stamp) < settled:
                self._kept[root, path] = stamp, file
            return file

        return read


def open_shelf(root: Path, known: FilesRead | None = None) -> Shelf:
    """Read all Markdown of a library.

    Args:
        root: Its folder.
        known: What is known from reading it before.

    Raises:
        LessonError: The library is no folder, or may not be read. One broken file keeps no other from being read.
    """
    seen = look(root)
    courses, problems = seen.courses()
    read = known.of(seen) if known else None
    folders = tuple(read_folder(root, path, names, read) for path, names in courses.items())
    return Shelf(root, folders, problems, seen.plans)


def read_folder(
    root: Path, path: str, names: Iterable[str], read: Callable[[str], SourceFile] | None = None
) -> CourseFolder:
    """Read all Markdown of one course.

    Args:
        root: The library's.
        path: The course's folder below it.
        names: Paths of its files below the root, in their order.
        read: How a file is read, where some are known.
    """
    name = PurePosixPath(path).name or root.resolve().name
    return CourseFolder(path, tuple(map(read or partial(_file, root), names)), name)


def digest_of(root: Path, path: str) -> str:
    """The digest of a file, as `SourceFile` has it."""
    try:
        data, _size = _bytes(root, path)
    except OSError:
        return ""
    return "" if data is None else _digest(data)


def look(root: Path, below: str = "") -> Look:
    """Look through a library, or through what is `below` a path in it.

    Raises:
        LessonError: It is no folder, or may not be read.
    """
    if not root.exists():
        raise NoSuchFolderError(path=clean(str(root)))
    if not root.is_dir():
        raise NotAFolderError(path=clean(str(root)))
    search = _Search(root.resolve())
    try:
        search.run(below)
    except OSError as error:
        raise FolderUnreadableError(path=clean(str(root)), reason=_reason(error)) from error
    problems = tuple(sorted(search.problems))
    return Look(root, search.listings, search.newest, search.folders, problems, min(search.found, MOST_FILES))


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
    found: int = 0
    """How many files."""
    problems: list[Problem] = field(default_factory=list)
    listings: dict[str, str] = field(default_factory=dict)
    newest: dict[str, int] = field(default_factory=dict)
    folders: dict[str, int] = field(default_factory=dict)
    _lines: list[str] = field(default_factory=list)
    """Of the listing of the folder that is being looked into."""
    _latest: int = 0
    """Of the times in it."""
    _waiting: list[tuple[Path, str]] = field(default_factory=list)
    """Folders to look into, and their paths below the root."""
    _links: deque[tuple[Path, str]] = field(default_factory=deque)
    """The same for links to folders: most are met on their own way, too, and that way counts."""
    _entered: set[Path] = field(default_factory=set)
    _looked_at: int = 0

    def run(self, below: str = "") -> None:
        """Look through the whole folder, or what is below a path in it.

        Raises:
            OSError: The root itself cannot be read.
        """
        self._waiting.append((self.root / below, below))
        while self._waiting or self._links:
            folder, path = self._waiting.pop() if self._waiting else self._links.popleft()
            if folder in self._entered:
                continue
            self._entered.add(folder)
            try:
                self.folders[path] = folder.stat().st_ctime_ns
                with os.scandir(folder) as entries:
                    others = self._take_plain(islice(entries, MOST_ENTRIES))
            except OSError as error:
                self.found -= len(self._lines)
                self._lines, self._latest = [], 0
                if folder == self.root:
                    raise
                self.problems.append(_problem(path, findings.FOLDER_UNREADABLE, reason=_reason(error)))
                continue
            before = f"{path}/" if path else ""
            for entry in sorted(others, key=lambda entry: natural(entry.name), reverse=True):
                self._look_at(entry, before + entry.name)
            if self._lines:
                self.listings[path], self.newest[path] = "\n".join(sorted(self._lines)), self._latest
                self._lines, self._latest = [], 0
            if self.found > MOST_FILES or self._looked_at >= MOST_ENTRIES:
                self.problems.append(_problem("", findings.TOO_MANY_FILES, most=str(min(self.found, MOST_FILES))))
                return

    def _take_plain(self, entries: Iterable[os.DirEntry[str]]) -> list[os.DirEntry[str]]:
        """Note the files whose names leave no doubt, which nearly all are; answer what else there is.

        One is let go before the next one comes: with what the system said of it, it takes a kilobyte.

        Raises:
            OSError: not all can be looked at.
        """
        others: list[os.DirEntry[str]] = []
        for entry in entries:
            self._looked_at += 1
            name = entry.name
            is_named_so = name.endswith(".md") and name[0] != "." and name.isascii() and name.isprintable()
            if is_named_so and entry.is_file(follow_symlinks=False):
                self._take(entry)
            else:
                others.append(entry)
        return others

    def _take(self, entry: os.DirEntry[str]) -> None:
        """Note a file, and what tells whether it was changed."""
        self.found += 1
        try:
            status = entry.stat()
        except OSError:  # whoever reads it says what is wrong
            self._lines.append(f"{entry.name}\t")
            return
        written, changed = status.st_mtime_ns, status.st_ctime_ns
        if written > self._latest or changed > self._latest:
            self._latest = max(written, changed)
        self._lines.append(f"{entry.name}\t{status.st_ino} {status.st_size} {written} {changed}")

    def _look_at(self, entry: os.DirEntry[str], path: str) -> None:
        name = entry.name
        if name.startswith(".") or name in _LEFT_OUT:
            return
        is_markdown = name.lower().endswith(ENDINGS)
        if any(unicodedata.category(character) in _NO_NAME for character in name):
            if is_markdown or entry.is_dir():
                self.problems.append(_problem(path, findings.FILE_NAME))
        elif entry.is_symlink():
            self._follow(entry, path, is_markdown=is_markdown)
        elif entry.is_dir():
            self._waiting.append((Path(entry.path), path))
        elif is_markdown:
            self._take(entry)

    def _follow(self, link: os.DirEntry[str], path: str, *, is_markdown: bool) -> None:
        try:
            target = Path(link.path).resolve(strict=True)
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
            self._take(link)


def _file(root: Path, path: str) -> SourceFile:
    try:
        return _read(root, path)
    except OSError as error:
        return SourceFile(path, "", "", (_problem(path, findings.FILE_UNREADABLE, reason=_reason(error)),))


def _read(root: Path, path: str) -> SourceFile:
    data, size = _bytes(root, path)
    if data is None:
        problem = _problem(path, findings.FILE_TOO_LARGE, size=str(size), most=str(LARGEST_FILE))
        return SourceFile(path, "", "", (problem,))
    text, problems = _decoded(path, data)
    return SourceFile(path, clean(unify_line_ends(text)), _digest(data), problems)


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()


def _bytes(root: Path, path: str) -> tuple[bytes | None, int]:
    """What a file holds, None where it is too large, and its size.

    Raises:
        OSError: It cannot be read.
    """
    # Without blocking, so that a pipe with the name of a lesson does not hold everything up.
    # As one text: a library has thousands of files, and a Path takes as long as opening one.
    descriptor = os.open(f"{root}/{path}", os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as stream:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "it is no regular file")
        data = stream.read(LARGEST_FILE + 1) if status.st_size <= LARGEST_FILE else b""
    size = max(status.st_size, len(data))
    return (data if size <= LARGEST_FILE else None), size


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


def _status_changed(stamp: str) -> int:
    """When the status of a file changed, in ns by the clock of its file system; 0 where that is not known."""
    return int(stamp.rpartition(" ")[2] or 0)


def _problem(path: str, finding: Finding, **values: str) -> Problem:
    return Problem(clean(path), 0, 1, finding, values=values)


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
