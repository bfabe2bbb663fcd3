"""One file as its members will see it, and what is wrong with it: what a trainer looks at while writing.

No Textual in it, and no database.
"""

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from lessons.errors import LessonError
from lessons.model import Document, Kind, Lesson
from lessons.problem import Problem
from lessons.shelf import read_file
from quizzes.model import Quiz
from quizzes.reading import Readings
from tui import i18n
from tui.checking import FileChecked, check_file, read_plan_file
from tui.plan_check import is_plan, reads_as_plan
from tui.plan_sheet import plan_sheet, plan_title
from tui.sheet import lesson_sheet, sheet


class UnreadableNowError(LessonError):
    """The file is away, or closed to us, perhaps only for a moment."""

    message = "{reason}"


@dataclass(frozen=True, slots=True)
class Proof:
    """A file as it stands."""

    kind: Kind | None
    """None for a plan."""
    course: str
    """The title of its course, as its original has it; empty for a plan."""
    courses: Mapping[str, str]
    """That in each language of the course, the original's first."""
    title: str
    lang: str
    document: Document
    """A lesson with its checks as sheets; of a quiz, or of a plan, its sheet."""
    entry: Lesson | Quiz | None
    """None for a course's own words, and for a plan."""
    digest: str
    """Of the file's bytes."""
    problems: tuple[Problem, ...]


class Proofreader:
    """Reads one file again and again; what has not changed of its course is not read again."""

    def __init__(
        self, file: Path, kind: Kind | None = None, libraries: Sequence[Path] = (), *, own_language: bool = False
    ) -> None:
        """Take the file, and what it is to be read as, whatever its name and front matter say.

        Args:
            file: to be read.
            kind: as which.
            libraries: where the courses of a plan are looked for that are not where it lies.
            own_language: whether our words in its sheet are in its language too, and not in the one in use.
        """
        self._own_language = own_language
        self._file = file
        self._kind = kind
        self._libraries = libraries
        self._readings = Readings()
        self.folders: frozenset[Path] = frozenset({file.absolute().parent})
        """Where something may happen that changes what is wrong with the file."""

    def read(self) -> Proof:
        """The file as it stands now.

        Raises:
            LessonError: it cannot be read now, or its course cannot.
        """
        if self._kind is None and self._is_plan():
            return self._plan()
        checked = check_file(self._file, self._readings, self._kind)
        self.folders = self._folders(checked)
        read = self._readings.of(checked.shelf.root, checked.inside)
        if read is None or not read.file.digest:
            problem = next(iter(read.file.problems if read else checked.problems), None)
            raise UnreadableNowError(reason=problem.message() if problem else "")
        entry = _entry(checked) if read.entry else None
        lang = entry.lang if entry else read.course.lang
        with i18n.speaking(lang) if self._own_language else nullcontext():
            document = (
                sheet(entry, read.document) if isinstance(entry, Quiz) else lesson_sheet(read.document, read.checks)
            )
        return Proof(
            kind=Kind.COURSE if entry is None else Kind.QUIZ if isinstance(entry, Quiz) else Kind.LESSON,
            course=read.course.title,
            courses=next((one.titles for one in checked.library.courses), {}),
            title=entry.title if entry else read.course.title,
            lang=lang,
            document=document,
            entry=entry,
            digest=read.file.digest,
            problems=checked.problems,
        )

    def _is_plan(self) -> bool:
        """Whether the file is a plan, by its name or by what stands at its head."""
        path = self._file.absolute()
        if is_plan(path):
            return True
        try:
            return reads_as_plan(path.name, read_file(path.parent, path.name).text)
        except LessonError:  # whoever reads it as a lesson says why it cannot be read
            return False

    def _plan(self) -> Proof:
        """The plan as it stands now, with the courses beside it and those of the libraries."""
        found = read_plan_file(self._file, self._libraries)
        if not found.digest:
            raise UnreadableNowError(reason=found.problems[0].message() if found.problems else "")
        return Proof(
            kind=None,
            course="",
            courses={},
            title=plan_title(self._file.name, found.plan),
            lang="",
            document=plan_sheet(self._file.name, found),
            entry=None,
            digest=found.digest,
            problems=found.problems,
        )

    def _folders(self, checked: FileChecked) -> frozenset[Path]:
        root = checked.shelf.root
        there = {file.path.rpartition("/")[0] for folder in checked.shelf.courses for file in folder.files}
        return frozenset({root, *(root / path for path in there), self._file.resolve().parent})


def _entry(checked: FileChecked) -> Lesson | Quiz:
    """The file as its library has it: with its own id among its likes, and the lesson with its quiz."""
    entries: list[Lesson | Quiz] = []
    for contents in checked.library.courses:
        entries += (*contents.lessons, *contents.quizzes)
        for words in contents.translations.values():
            entries += (*words.lessons.values(), *words.quizzes.values())
    return next(entry for entry in entries if entry.source_path == checked.inside)
