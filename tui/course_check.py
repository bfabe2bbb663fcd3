"""What `fivefold check` says of the courses of a library, course by course, and again of those that were saved since.

No Textual in it, and no database.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from lessons.problem import Problem
from lessons.shelf import Look, Shelf, look, read_folder
from quizzes.check import check
from quizzes.course_reading import read_contents
from quizzes.library import CourseIds, Kinds, library_of
from quizzes.reading import Readings
from quizzes.translations import title_among, told_apart

Wanted = Callable[[Path, str], bool]
"""Whether the course of a folder is looked at: the library's root, and the path of the folder below it."""
Progress = Callable[[int, int], None]
"""Told how many files are checked, of how many; what it raises ends the work."""


@dataclass(frozen=True, slots=True)
class CourseFound:
    """One course, as it stands in its files."""

    root: Path
    """The library's, to which all paths are relative."""
    path: str
    """The course's folder; `.` for the root itself."""
    titles: Mapping[str, str]
    """By language, the original's first."""
    files: tuple[str, ...]
    """In the natural order of their names."""
    problems: Mapping[str, tuple[Problem, ...]] | None
    """By file, sorted by line; None where it is not checked yet."""
    translated: Mapping[str, str]
    """The original of each file that is a translation."""
    saved: frozenset[str] = frozenset()
    """Files that were saved since they were checked: what was wrong with them is not known to be so any more."""

    def title(self, language: str) -> str:
        """Its title in a language, else in its own."""
        return title_among(self.titles, language)

    def inside(self, path: str) -> str:
        """A path as it is below the course."""
        return path if self.path == "." else path.removeprefix(f"{self.path}/")

    def knows(self, path: str) -> bool:
        """Whether a file is checked as it is now."""
        return self.problems is not None and path not in self.saved

    def of(self, path: str) -> tuple[Problem, ...]:
        """What is wrong with a file, as far as that is known."""
        return (self.problems or {}).get(path, ())

    def pair(self, path: str) -> tuple[str, str] | None:
        """A file and its translation, by either of them; None where there are not both."""
        if path in self.translated:
            return self.translated[path], path
        return next(((path, other) for other, original in self.translated.items() if original == path), None)


@dataclass(slots=True)
class _Known:
    """What is known of a course since it was checked last."""

    state: tuple[str, ...]
    found: CourseFound
    wanted: str
    """The id that it asks for."""
    place: str
    """What names it where another one asks for that id too."""


class CourseCheck:
    """Checks the courses of some folders again and again; what has not changed is not read again."""

    def __init__(self, roots: Sequence[Path], wanted: Wanted, kinds: Kinds | None = None) -> None:
        """Take the roots of the library, which of its courses are wanted, and what some files are to be read as."""
        self._roots = tuple(roots)
        self._wanted = wanted
        self._kinds = kinds or {}
        self._known: dict[tuple[Path, str], _Known] = {}
        self._held: tuple[tuple[Path, str], Readings] | None = None
        """What was read of the course that was saved last: who writes saves again."""
        self.folders: frozenset[Path] = frozenset(roots)
        """Where something may happen that changes what is found."""
        self.files = 0
        """How many files the last look came upon."""

    def look(self, progress: Progress, *, everything: bool = False) -> Iterator[tuple[CourseFound, ...]]:
        """All courses as they are at once, and again after each one that had to be read.

        Args:
            progress: told before each course that is read.
            everything: read those that have not changed, too: what they link to may have.

        Raises:
            LessonError: a root of the library is gone, or closed to us.
        """
        seen = [_Seen(look(root)) for root in self._roots]
        places = [(one, path) for one in seen for path in one.courses if self._wanted(one.root, path)]
        self.folders = frozenset(folder for one, path in places for folder in one.folders_of(path)) | {*self._roots}
        self.files = sum(len(one.courses[path]) for one, path in places)
        due = [
            (one, path)
            for one, path in places
            if everything
            or (one.root, path) not in self._known
            or self._known[one.root, path].state != one.state_of(path)
        ]
        changed = {(one.root, path) for one, path in due}
        alone = len(changed) == 1 and bool(self._known)
        now = {(one.root, path): _listed(one, path, self._known.get((one.root, path))) for one, path in places}
        self._known = {key: known for key, known in self._known.items() if key in now}
        folders = tuple(_of_folders({one.root: one for one, _path in places}.values()))
        yield (*now.values(), *folders)
        ids, done, total = _Ids(), 0, sum(len(one.courses[path]) for one, path in due)
        for one, path in places:
            key = one.root, path
            if key not in changed:
                ids.take(self._known[key].wanted, self._known[key].place)
                continue
            progress(done, total)
            done += len(one.courses[path])
            state = one.state_of(path)
            now[key] = self._read(one, path, ids, self._readings(key, kept=alone))
            self._known[key] = _Known(state, now[key], ids.wanted, ids.place)
            yield (*now.values(), *folders)

    def _readings(self, key: tuple[Path, str], *, kept: bool) -> Readings:
        """What is known of a course's files; a whole library is let go of file by file, as its texts take much room."""
        if not kept:
            return Readings()
        if self._held is None or self._held[0] != key:
            self._held = key, Readings()
        return self._held[1]

    def _read(self, seen: "_Seen", path: str, ids: CourseIds, readings: Readings) -> CourseFound:
        folder = read_folder(seen.root, path, seen.courses[path])
        contents = read_contents(seen.root, folder, ids, readings, kinds=self._kinds)
        problems = check(library_of([contents], ()), [Shelf(seen.root, (folder,), ())])
        translated = {one: of.original for one, of in told_apart(seen.courses[path], contents.course).items()}
        files = tuple(seen.courses[path])
        return CourseFound(seen.root, path, contents.titles, files, _by_file(problems), translated)


class _Seen:
    """A root, looked through."""

    def __init__(self, seen: Look) -> None:
        self.root = seen.root
        self.courses, told = seen.courses()
        self.problems = (*seen.problems, *(one for one in told if one not in seen.problems))
        self._stamps: dict[str, str] = {}
        for folder, listing in seen.listings.items():
            for line in listing.split("\n"):
                name, _tab, stamp = line.partition("\t")
                self._stamps[f"{folder}/{name}" if folder else name] = stamp

    def folders_of(self, path: str) -> set[Path]:
        """The folders that the files of a course lie in, and its own."""
        return {self.root / path, *((self.root / one).parent for one in self.courses[path])}

    def state_of(self, path: str) -> tuple[str, ...]:
        """What changes when a file of a course is saved, or a name in one of its folders is another."""
        folders = (f"{folder} {_stamp(folder)}" for folder in sorted(self.folders_of(path)))
        return (*map(self.line_of, self.courses[path]), *folders)

    def line_of(self, file: str) -> str:
        """What of that changes when a file is saved."""
        return f"{file} {self._stamps.get(file, '')}"


class _Ids(CourseIds):
    """Ids of courses, with a note of what was asked for last."""

    def __init__(self) -> None:
        super().__init__()
        self.wanted = self.place = ""

    def take(self, wanted: str, place: str) -> tuple[str, str]:
        """The id that a course gets, and where the one is that has the wanted id."""
        self.wanted, self.place = wanted, place
        return super().take(wanted, place)


def _listed(seen: _Seen, path: str, known: _Known | None) -> CourseFound:
    """A course before it is read: with what was found last, where it was read before."""
    files = tuple(seen.courses[path])
    if known is None:
        name = seen.root.resolve().name if path == "." else PurePosixPath(path).name
        return CourseFound(seen.root, path, {"": name}, files, None, {})
    found, before = known.found, frozenset(known.state)
    saved = frozenset(one for one in files if seen.line_of(one) not in before)
    if found.files == files and not saved:
        return found
    problems = {one: several for one, several in (found.problems or {}).items() if one not in saved}
    return CourseFound(found.root, path, found.titles, files, problems, found.translated, saved)


def _of_folders(seen: Iterable[_Seen]) -> Iterator[CourseFound]:
    """What is wrong with the folders themselves, such as a file that no course has."""
    for one in seen:
        if one.problems:
            found = _by_file(one.problems)
            yield CourseFound(one.root, "", {"": one.root.resolve().name}, tuple(found), found, {})


def _by_file(problems: Sequence[Problem]) -> dict[str, tuple[Problem, ...]]:
    found: dict[str, list[Problem]] = {}
    for problem in sorted(problems):
        found.setdefault(problem.path, []).append(problem)
    return {path: tuple(several) for path, several in found.items()}


def _stamp(folder: Path) -> int:
    try:
        return folder.stat().st_mtime_ns
    except OSError:
        return 0
