"""One file of a course, read as what it is: a lesson or a quiz, by itself."""

from dataclasses import replace
from pathlib import Path

from lessons.light import dataclass
from lessons.model import Course, Document, Kind, Lesson, SourceFile
from lessons.problem import Problem
from lessons.shelf import FilesRead
from quizzes import findings
from quizzes.model import Quiz


@dataclass(frozen=True, slots=True)
class FileRead:
    """One file of a course, read as what it is."""

    file: SourceFile
    course: Course
    document: Document
    entry: Lesson | Quiz | None
    """Alone, without what the rest of its course says about it; None for the course's own words."""
    checks: Quiz | None = None
    """The questions that stand in a lesson's text."""
    kind: Kind | None = None
    """What it was to be read as, whatever its name and front matter say; None where those decided."""


class Readings:
    """The files of libraries as they were read last, so that reading them again costs only what has changed."""

    def __init__(self) -> None:
        self.files = FilesRead()
        """Their texts."""
        self._read: dict[tuple[Path, str], FileRead] = {}

    def of(self, root: Path, path: str) -> FileRead | None:
        """The file of this path below a library's root, as it was read last; None where it never was."""
        return self._read.get((root, path))

    def read(self, root: Path, file: SourceFile, course: Course, kind: Kind | None = None) -> FileRead:
        """A lesson or quiz, read now if it has changed since, or if its course has; `kind` as in `read_one`."""
        known = self._read.get((root, file.path))
        is_new = known is None or not file.digest or known.file.digest != file.digest
        if known is None or is_new or known.course != course or known.kind is not kind:
            known = read_one(file, course, kind)
            self._read[root, file.path] = known
        return known

    def glances(self, _course: Course) -> bool:
        """Whether the files of a course are only glanced at where that is enough."""
        return False

    def keep(self, root: Path, read: FileRead) -> None:
        """Keep what was read of a file."""
        self._read[root, read.file.path] = read


def read_one(file: SourceFile, course: Course, kind: Kind | None = None) -> FileRead:
    """Read a lesson or quiz by itself.

    Args:
        file: What the shelf found.
        course: That it is a part of.
        kind: What somebody said that it is, against which its name and its front matter count for nothing.
    """
    from lessons.parse import read_lesson  # noqa: PLC0415 - the parsers are loaded when there is something to read
    from quizzes.parse import is_named_quiz, read_checks, read_quiz  # noqa: PLC0415

    path = inside_course(file.path, course.path)
    document, is_asked = _document(file, path, kind)
    if is_asked:
        quiz = read_quiz(file, document, course)
        if kind is None and is_named_quiz(path, document.front) is None:
            quiz = _told_by_its_boxes(quiz, document)
        return FileRead(file, course, document, quiz, kind=kind)
    lesson = read_lesson(file, document, course)
    if kind is None:
        lesson = _with_hint(lesson, document)
    return FileRead(file, course, document, lesson, read_checks(file, document, lesson, course), kind)


def _with_hint(lesson: Lesson, document: Document) -> Lesson:
    """The lesson with a note where it may be meant as a quiz."""
    from quizzes.parse import boxed_sections, gapped_sections, says_lesson  # noqa: PLC0415 - as above

    if "type" in document.front.values:
        return lesson
    looks = ((findings.LOOKS_LIKE_QUIZ, gapped_sections), (findings.LOOKS_LIKE_QUIZ_BOXED, boxed_sections))
    hints = []
    for finding, sections_with in looks:
        count, every = sections_with(document.blocks)
        if 2 * count > every and not (finding is findings.LOOKS_LIKE_QUIZ_BOXED and says_lesson(document.front)):
            values = {"count": str(count), "sections": str(every)}
            hints.append(Problem(lesson.path, 1, 1, finding, values=values))
    return replace(lesson, problems=tuple(sorted([*lesson.problems, *hints]))) if hints else lesson


def _told_by_its_boxes(quiz: Quiz, document: Document) -> Quiz:
    """The quiz with a note where its boxes alone make it one: it may be a lesson with a list of things to do."""
    from quizzes.parse import boxed_sections  # noqa: PLC0415 - as above

    count, every = boxed_sections(document.blocks)
    if 2 * count <= every:
        return quiz
    values = {"count": str(count), "sections": str(every)}
    hint = Problem(quiz.path, 1, 1, findings.READ_AS_QUIZ, values=values)
    return replace(quiz, problems=tuple(sorted([*quiz.problems, hint])))


def _document(file: SourceFile, path: str, kind: Kind | None) -> tuple[Document, bool]:
    """A file, read as what it is, and whether that is a quiz: the headings of quizzes are read more kindly."""
    from lessons.document import LONGEST_GUESS, read_document  # noqa: PLC0415 - as above
    from lessons.front_matter import read_front_matter  # noqa: PLC0415
    from lessons.repairs import holds_repairable  # noqa: PLC0415 - as above
    from quizzes.parse import is_named_quiz, is_quiz  # noqa: PLC0415

    if kind is not None:
        is_asked = kind is Kind.QUIZ
        return read_document(file.path, file.text, repair_headings=is_asked), is_asked
    named = is_named_quiz(path, read_front_matter(file.path, file.text)[0])
    document = read_document(file.path, file.text, repair_headings=named is True)
    if named is None and is_quiz(path, document):
        # To read it once more is worth it where something can be put right, and it is not so large that it takes long.
        again = len(file.text) <= LONGEST_GUESS and holds_repairable(document.text)
        return read_document(file.path, file.text, repair_headings=True) if again else document, True
    return document, named is True


def inside_course(path: str, folder: str) -> str:
    """A path relative to the course's folder."""
    return path if folder == "." else path.removeprefix(f"{folder}/")


def file_stem(path: str) -> str:
    """The name of a file without its ending."""
    name = path.rpartition("/")[2]
    return name.rpartition(".")[0] or name
