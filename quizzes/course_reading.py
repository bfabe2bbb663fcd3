"""What is in one course: its files read, who belongs to whom, and what is wrong between them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TypeVar

from lessons.document import read_document
from lessons.folders import COURSE_FILE
from lessons.late import altered, late
from lessons.model import Course, Document, Kind, Lesson, SourceFile
from lessons.parse import read_course
from lessons.problem import Problem
from lessons.shelf import CourseFolder
from quizzes import findings
from quizzes.belonging import with_prerequisites, with_problem, with_quizzes, with_sections, with_titles
from quizzes.identity import Numbering
from quizzes.library import NO_KINDS, CourseContents, CourseIds, Kinds, names_of
from quizzes.model import Question, Quiz, checks_id
from quizzes.reading import FileRead, Readings, file_stem, inside_course, read_one
from quizzes.translations import Translated, is_words, join, left_over, read_words, told_apart

_Entry = TypeVar("_Entry", Lesson, Quiz)


def read_contents(
    root: Path,
    folder: CourseFolder,
    ids: CourseIds,
    readings: Readings | None = None,
    *,
    kinds: Kinds = NO_KINDS,
) -> CourseContents:
    """Read one course, file by file.

    Args:
        root: The library's, to which all paths are relative.
        folder: The course's, with its files.
        ids: Of the courses that were read before it.
        readings: What is known from reading its files before.
        kinds: As in `build`.
    """
    head = next((file for file in folder.files if inside_course(file.path, folder.path) == COURSE_FILE), None)
    words = read_document(head.path, head.text) if head else None
    course = read_course(folder.path, head, words, name=folder.name)
    if readings and head and words:
        readings.keep(root, FileRead(head, course, words, None))
    course, problems = _with_own_id(course, folder, root, ids)
    translated = told_apart((file.path for file in folder.files), course)
    said = {path: kind for (library, path), kind in kinds.items() if library == root}
    said.update({translated[path].original: kind for path, kind in said.items() if path in translated})
    read = _Read()
    for file in folder.files:
        if file is not head and file.path not in translated:
            read.take(_file_read(root, file, course, said.get(file.path), readings))
    lessons, quizzes, checks = _put_together(read, course)
    problems += [*course.problems, *_not_in_order(course, words, [*lessons, *quizzes])]
    for lesson in lessons:
        problems += lesson.problems
    for quiz in (*quizzes, *checks):
        problems += quiz.problems if quiz.glanced is None else ()
    contents = CourseContents(root, course, tuple(lessons), tuple(quizzes), tuple(checks), tuple(sorted(problems)))
    documents = {**read.documents, head.path: words} if head and words else read.documents
    contents = _with_translations(contents, folder, translated, documents, readings)
    return _glanced(contents) if readings and readings.glances(course) else contents


@dataclass(slots=True)
class _Read:
    """The original files of a course, each read by itself."""

    lessons: list[Lesson] = field(default_factory=list)
    quizzes: list[Quiz] = field(default_factory=list)
    checks: dict[str, Quiz] = field(default_factory=dict)
    """By the path of the lesson in whose text they stand."""
    documents: dict[str, Document] = field(default_factory=dict)
    """By path."""

    def take(self, read: FileRead) -> None:
        """Put a file with those of its kind."""
        path = read.file.path
        self.documents[path] = read.document
        if read.checks:
            self.checks[path] = read.checks
        if isinstance(read.entry, Quiz):
            self.quizzes.append(read.entry)
        elif read.entry:
            self.lessons.append(read.entry)


def _file_read(root: Path, file: SourceFile, course: Course, kind: Kind | None, readings: Readings | None) -> FileRead:
    return readings.read(root, file, course, kind) if readings else read_one(file, course, kind)


def _with_own_id(course: Course, folder: CourseFolder, root: Path, ids: CourseIds) -> tuple[Course, list[Problem]]:
    """The course with an id that no course before it has, and what is wrong where it asked for such a one."""
    place = course.introduction or folder.path
    id_, other = ids.take(course.id, str(root / place))
    if id_ == course.id:
        return course, []
    problem = Problem(place, 0, 1, findings.DUPLICATE_ID, values={"id": course.id, "other": other})
    return replace(course, id=id_), [problem]


def _put_together(read: _Read, course: Course) -> tuple[list[Lesson], list[Quiz], list[Quiz]]:
    """Lessons, quizzes and checks of a course in its order, each with what the others make of it."""
    documents = read.documents
    lessons = _ordered(_with_own_ids(read.lessons, documents), course)
    quizzes = _ordered(_with_own_ids(_with_own_titles(read.quizzes, documents), documents), course)
    checks = [
        replace(read.checks[lesson.path], id=checks_id(lesson.id), lesson=lesson.id)
        for lesson in lessons
        if lesson.path in read.checks
    ]
    every = _unique_questions([*quizzes, *checks], documents)
    quizzes, checks = every[: len(quizzes)], every[len(quizzes) :]
    lessons = with_prerequisites(with_quizzes(lessons, quizzes, course, documents), course, documents)
    return lessons, with_sections(with_titles(quizzes, lessons, documents), lessons, documents), checks


def _glanced(contents: CourseContents) -> CourseContents:
    """The same course, which says of itself that it was only glanced at."""
    known = {one.name: getattr(contents, one.name) for one in fields(contents)}
    told = {"errors": contents.errors, "translated": contents.translated, "glanced": True}
    return late(CourseContents, known, dict, told)


def _with_translations(
    contents: CourseContents,
    folder: CourseFolder,
    translated: Mapping[str, Translated],
    documents: Mapping[str, Document],
    readings: Readings | None,
) -> CourseContents:
    """The course with its further languages."""
    course, root = contents.course, contents.root
    if len(course.languages) < 2:  # noqa: PLR2004 - the original, and another
        return contents
    asked = {quiz.path for quiz in contents.quizzes}
    reads: list[tuple[Translated, FileRead]] = []
    for file in folder.files:
        of = translated.get(file.path)
        if of is None:
            continue
        if is_words(file.path, folder.path, of):
            read = read_words(folder.path, file, read_document(file.path, file.text))
            if readings:
                readings.keep(root, read)
        else:
            kind = Kind.QUIZ if of.original in asked else Kind.LESSON
            read = _file_read(root, file, course, kind, readings)
        reads.append((of, read))
    joined = join(course, contents.lessons, contents.quizzes, contents.checks, documents=documents, translated=reads)
    alone = left_over((file.path for file in folder.files), course)
    return replace(
        contents,
        quizzes=joined.quizzes,
        checks=joined.checks,
        problems=tuple(sorted([*contents.problems, *joined.problems, *alone])),
        translations=joined.translations,
    )


def _with_own_ids(entries: Iterable[_Entry], documents: Mapping[str, Document]) -> list[_Entry]:
    """Ids are unique among the lessons, and among the quizzes, of a course."""
    numbering = Numbering()
    first: dict[str, str] = {}
    result = []
    for entry in entries:
        id_ = numbering.take(entry.id)
        if id_ != entry.id:
            values = {"id": entry.id, "other": first[entry.id]}
            told = with_problem(entry, documents[entry.path], "id", findings.DUPLICATE_ID, **values)
            result.append(replace(told, id=id_))
        else:
            result.append(entry)
        first.setdefault(entry.id, entry.path)
    return result


def _with_own_titles(quizzes: Sequence[Quiz], documents: Mapping[str, Document]) -> list[Quiz]:
    """Quizzes whose title is only their first heading, told apart by their file's name where it is not theirs alone."""
    titles = Counter(quiz.title for quiz in quizzes)
    return [
        altered(quiz, title=f"{quiz.title} ({file_stem(quiz.path)})")
        if "title" not in documents[quiz.path].front.values and titles[quiz.title] > 1
        else quiz
        for quiz in quizzes
    ]


def _unique_questions(quizzes: Iterable[Quiz], documents: Mapping[str, Document]) -> list[Quiz]:
    """Ids that authors gave are unique in a course: a question whose id is taken is not asked."""
    first: dict[str, str] = {}
    return [_unique_in(quiz, first, documents[quiz.path]) for quiz in quizzes]


def _unique_in(quiz: Quiz, first: dict[str, str], document: Document) -> Quiz:
    if quiz.glanced is not None and first.keys().isdisjoint(quiz.glanced):
        first.update((name, f"{quiz.path}:{line}") for name, line in quiz.glanced.items())
        return quiz
    lines: list[str] = []  # of the file: looked at only where an id is taken, as the text of a known file is read late
    added: list[Problem] = []
    questions: list[Question] = []
    for question in quiz.questions:
        other = first.setdefault(question.id, f"{quiz.path}:{question.line}") if question.explicit else ""
        if other and not other.startswith(f"{quiz.path}:"):
            values = {"id": question.id, "other": other}
            lines = lines or document.text.split("\n")
            source = lines[question.line - 1] if question.line else ""
            column = source.find(f"#{question.id}") + 1 or 1
            fault = Problem(quiz.path, question.line, column, findings.QUESTION_ID_TAKEN, source, values)
            added.append(fault)
            questions.append(replace(question, faults=(*question.faults, fault)))
        else:
            questions.append(question)
    if not added:
        return quiz
    return replace(quiz, questions=tuple(questions), problems=tuple(sorted([*quiz.problems, *added])))


def _ordered(entries: Iterable[_Entry], course: Course) -> list[_Entry]:
    """The order that the course declares, by ids or file names; what it does not name follows by file name."""
    places = {name.removesuffix(".md"): place for place, name in reversed(list(enumerate(course.order)))}

    def place(entry: _Entry) -> int:
        return min((places[name] for name in names_of(entry, course) if name in places), default=len(places))

    return sorted(entries, key=place)


def _not_in_order(course: Course, words: Document | None, entries: Iterable[Lesson | Quiz]) -> Iterator[Problem]:
    """What the course's order names and the course does not have."""
    if words is None or not course.order:
        return
    known = {name for entry in entries for name in names_of(entry, course)}
    line = words.front.lines.get("order", 0)
    for name in dict.fromkeys(course.order):
        if name.removesuffix(".md") not in known:
            yield Problem(course.introduction, line, 1, findings.UNKNOWN_IN_ORDER, words.line(line), {"name": name})
