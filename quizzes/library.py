"""What the shelves hold, read: courses with their lessons and quizzes, and who belongs to whom."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, fields, replace
from difflib import get_close_matches
from functools import partial
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from lessons.findings import FOLDER_UNREADABLE, TOO_MANY_FILES
from lessons.folders import COURSE_FILE
from lessons.late import Late, altered, late
from lessons.light import dataclass
from lessons.model import Course, Criterion, Document, Kind, Lesson
from lessons.problem import Finding, Problem, Severity
from quizzes import findings
from quizzes.errors import NotFound
from quizzes.model import Quiz, checks_id
from quizzes.reading import FileRead, Readings, inside_course, read_one

if TYPE_CHECKING:
    from lessons.shelf import CourseFolder, Shelf
    from quizzes.model import Question, Translation
    from quizzes.translations import Translated

_NEAREST = 3

_Entry = TypeVar("_Entry", Lesson, Quiz)
_Found = TypeVar("_Found", bound=Lesson | Quiz)


@dataclass(frozen=True, slots=True)
class CourseContents(Late):
    """A course with all that is in it."""

    root: Path
    """The library's root, to which all paths are relative."""
    course: Course
    lessons: tuple[Lesson, ...]
    """In the course's order."""
    quizzes: tuple[Quiz, ...]
    """In the course's order."""
    checks: tuple[Quiz, ...]
    """What the lessons ask in their text, in their order; of a lesson without a check there is none."""
    problems: tuple[Problem, ...]
    """Of all its files, in the order of files and lines."""
    translations: Mapping[str, Translation] = field(default_factory=dict)
    """By language, without the original's."""

    @property
    def errors(self) -> int:
        """How many of the problems are errors: it is known before the course is read."""
        known: int | None = self.told("errors")
        return _errors(self.problems) if known is None else known

    @property
    def glanced(self) -> bool:
        """Whether some of its files were only glanced at, so that not all problems are known."""
        return bool(self.told("glanced"))

    @property
    def translated(self) -> Mapping[str, Course]:
        """The course's own words in each of its further languages: they are known before the rest is read."""
        known: Mapping[str, Course] | None = self.told("translated")
        return {language: one.course for language, one in self.translations.items()} if known is None else known

    def in_language(self, language: str) -> CourseContents:
        """The course in a language; what is not translated stays in the original's words."""
        if len(self.course.languages) < 2 or language.casefold() == self.course.lang.casefold():  # noqa: PLR2004 - a further one
            return self
        from quizzes.translations import language_among  # noqa: PLC0415 - as above

        found = language_among((self.course.lang, *self.translated), language)
        if found is None or found not in self.translated:
            return self
        known = {"root": self.root, "course": self.translated[found]}
        told = {"errors": self.errors, "translated": self.translated}
        return late(CourseContents, known, partial(self._words_in, found), told)

    def _words_in(self, language: str) -> Mapping[str, object]:
        """All but the course's own words, in one of its languages."""
        words = self.translations[language]
        return {
            "lessons": tuple(words.lessons.get(lesson.id, lesson) for lesson in self.lessons),
            "quizzes": tuple(words.quizzes.get(quiz.id, quiz) for quiz in self.quizzes),
            "checks": tuple(words.checks.get(quiz.id, quiz) for quiz in self.checks),
            "problems": self.problems,
            "translations": self.translations,
        }


@dataclass(frozen=True, slots=True)
class _Entries:
    """All that a library has in one language."""

    lessons: Sequence[Lesson]
    quizzes: Sequence[Quiz]


def _errors(problems: Iterable[Problem]) -> int:
    return sum(problem.severity is Severity.ERROR for problem in problems)


class _ByKey(Mapping[str, _Found]):
    """What the courses of a library have, by key; a course is looked into when one of its keys is asked for."""

    def __init__(
        self, courses: Sequence[CourseContents], entries: Callable[[CourseContents], Iterable[_Found]]
    ) -> None:
        self._courses = {contents.course.id: contents for contents in courses}
        self._entries = entries
        self._known: dict[str, dict[str, _Found]] = {}

    def __getitem__(self, key: str) -> _Found:
        return self._of(key.partition("/")[0])[key]

    def __iter__(self) -> Iterator[str]:
        return (key for course in self._courses for key in self._of(course))

    def __len__(self) -> int:
        return sum(len(self._of(course)) for course in self._courses)

    def _of(self, course: str) -> Mapping[str, _Found]:
        """All of one course."""
        if course not in self._known:
            contents = self._courses.get(course)
            if contents is None:
                return {}
            self._known[course] = {entry.key: entry for entry in self._entries(contents)}
        return self._known[course]


@dataclass(frozen=True, slots=True)
class Library:
    """All courses of all shelves."""

    courses: tuple[CourseContents, ...]
    of_shelves: tuple[Problem, ...]
    """Problems of the shelves themselves."""
    _lessons: Mapping[str, Lesson] = field(repr=False, compare=False)
    _quizzes: Mapping[str, Quiz] = field(repr=False, compare=False)
    _checks: Mapping[str, Quiz] = field(repr=False, compare=False)
    _original: Library | None = field(default=None, repr=False)
    """The same library in its original languages; None for itself."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Those of the shelves themselves, and those of all courses."""
        return (*self.of_shelves, *(problem for contents in self.courses for problem in contents.problems))

    @property
    def errors(self) -> int:
        """How many of the problems are errors."""
        return _errors(self.of_shelves) + sum(contents.errors for contents in self.courses)

    @property
    def glanced(self) -> bool:
        """Whether some of its files were only glanced at."""
        return any(contents.glanced for contents in self.courses)

    def in_language(self, language: str) -> Library:
        """The library in a language: the same courses, lessons and quizzes, in other words where there are any."""
        original = self._original or self
        courses = [contents.in_language(language) for contents in original.courses]
        if all(one is other for one, other in zip(courses, original.courses, strict=True)):
            return original
        return replace(library_of(courses, original.of_shelves), _original=original)

    def _in_every_language(self) -> Iterator[_Entries]:
        original = self._original or self
        languages = dict.fromkeys(language for contents in original.courses for language in contents.translations)
        for library in (original, *(original.in_language(language) for language in languages)):
            yield _Entries(list(library._lessons.values()), list(library._quizzes.values()))  # noqa: SLF001 - of our own

    @property
    def incomplete(self) -> tuple[Problem, ...]:
        """What kept some of its files from being looked at: there are too many, or a folder cannot be read."""
        kept = (TOO_MANY_FILES, FOLDER_UNREADABLE)
        return tuple(problem for problem in self.of_shelves if problem.finding in kept)

    def lesson(self, key: str) -> Lesson | None:
        """The lesson with this key."""
        return self._lessons.get(key)

    def quiz(self, key: str) -> Quiz | None:
        """The quiz with this key; what a lesson asks in its text has one too."""
        return self._quizzes.get(key) or self._checks.get(key)

    def checks(self, lesson: Lesson) -> Quiz | None:
        """What a lesson asks in its text, a section for each check; None where it asks nothing."""
        return self._checks.get(f"{lesson.course}/{checks_id(lesson.id)}")

    def lesson_of(self, quiz: Quiz) -> Lesson | None:
        """The lesson that a quiz belongs to, or in whose text its questions stand."""
        if quiz.lesson:
            return self._lessons.get(f"{quiz.course}/{quiz.lesson}")
        contents = self.course(quiz.course)
        return next((one for one in contents.lessons if one.quiz == quiz.id), None) if contents else None

    def course(self, id: str) -> CourseContents | None:  # noqa: A002 - a course has nothing else to be asked by
        """The course with this id."""
        return next((contents for contents in self.courses if contents.course.id == id), None)

    def root_of(self, key: str) -> Path:
        """The library's root that the path of a lesson or quiz is relative to.

        Raises:
            KeyError: no course has such a key.
        """
        contents = self.course(key.partition("/")[0])
        if contents is None:
            raise KeyError(key)
        return contents.root

    def find_lesson(self, words: str) -> Lesson:
        """The lesson that somebody means by its key, path, id or title, in any language.

        Raises:
            NotFound: none has that name, or several have.
        """
        try:
            return _find(self._lessons.values(), words)
        except NotFound:
            key = _found_elsewhere((one.lessons for one in self._in_every_language()), words)
            if key is None:
                raise
            return self._lessons[key]

    def find_quiz(self, words: str) -> Quiz:
        """The quiz that somebody means by its key, path, id or title, in any language.

        Raises:
            NotFound: none has that name, or several have.
        """
        try:
            return _find(self._quizzes.values(), words)
        except NotFound:
            key = _found_elsewhere((one.quizzes for one in self._in_every_language()), words)
            if key is None:
                raise
            return self._quizzes[key]


Kinds = Mapping[tuple[Path, str], Kind]
"""What somebody said that some files are, by the root of their library and their path below it."""
_NO_KINDS: Kinds = MappingProxyType({})


def build(shelves: Sequence[Shelf], readings: Readings | None = None, kinds: Kinds = _NO_KINDS) -> Library:
    """Read all that the shelves hold; what is broken gives problems and takes nothing down.

    Args:
        shelves: In the order of their courses.
        readings: What is known from reading them before.
        kinds: Against which the names and the front matter of those files count for nothing.
    """
    ids = CourseIds()
    courses = [
        read_contents(shelf.root, folder, ids, readings, kinds=kinds) for shelf in shelves for folder in shelf.courses
    ]
    return library_of(courses, [problem for shelf in shelves for problem in shelf.problems])


def library_of(courses: Iterable[CourseContents], of_shelves: Iterable[Problem]) -> Library:
    """The library that has these courses; the problems are those of the shelves themselves."""
    every = tuple(courses)
    return Library(
        courses=every,
        of_shelves=tuple(sorted(of_shelves)),
        _lessons=_ByKey(every, lambda contents: contents.lessons),
        _quizzes=_ByKey(every, lambda contents: contents.quizzes),
        _checks=_ByKey(every, lambda contents: contents.checks),
    )


class CourseIds:
    """Gives every course of a library an id that is its own."""

    def __init__(self) -> None:
        from quizzes.identity import Numbering  # noqa: PLC0415 - as below

        self._numbering = Numbering()
        self._first: dict[str, str] = {}

    def take(self, wanted: str, place: str) -> tuple[str, str]:
        """The id that a course gets, and where the one is that has the wanted id; that may be itself."""
        return self._numbering.take(wanted), self._first.setdefault(wanted, place)


def read_contents(
    root: Path,
    folder: CourseFolder,
    ids: CourseIds,
    readings: Readings | None = None,
    *,
    kinds: Kinds = _NO_KINDS,
) -> CourseContents:
    """Read one course, file by file."""
    from lessons.document import read_document  # noqa: PLC0415 - the parsers are loaded when there is something to read
    from lessons.parse import read_course  # noqa: PLC0415
    from quizzes.translations import told_apart  # noqa: PLC0415

    head = next((file for file in folder.files if inside_course(file.path, folder.path) == COURSE_FILE), None)
    words = read_document(head.path, head.text) if head else None
    course = read_course(folder.path, head, words, name=folder.name)
    if readings and head and words:
        readings.keep(root, FileRead(head, course, words, None))
    problems: list[Problem] = []
    place = course.introduction or folder.path
    id_, other = ids.take(course.id, str(root / place))
    if id_ != course.id:
        problems.append(Problem(place, 0, 1, findings.DUPLICATE_ID, values={"id": course.id, "other": other}))
        course = replace(course, id=id_)
    lessons: list[Lesson] = []
    quizzes: list[Quiz] = []
    checks: dict[str, Quiz] = {}
    documents: dict[str, Document] = {}
    translated = told_apart((file.path for file in folder.files), course)
    said = {path: kind for (library, path), kind in kinds.items() if library == root}
    said.update({translated[path].original: kind for path, kind in said.items() if path in translated})
    for file in folder.files:
        if file is head or file.path in translated:
            continue
        kind = said.get(file.path)
        read = readings.read(root, file, course, kind) if readings else read_one(file, course, kind)
        documents[file.path] = read.document
        if read.checks:
            checks[file.path] = read.checks
        if isinstance(read.entry, Quiz):
            quizzes.append(read.entry)
        elif read.entry:
            lessons.append(read.entry)
    lessons = _ordered(_with_own_ids(lessons, documents), course)
    quizzes = _ordered(_with_own_ids(_with_own_titles(quizzes, documents), documents), course)
    in_text = [
        replace(checks[lesson.path], id=checks_id(lesson.id), lesson=lesson.id)
        for lesson in lessons
        if lesson.path in checks
    ]
    every = _unique_questions([*quizzes, *in_text], documents)
    quizzes, in_text = every[: len(quizzes)], every[len(quizzes) :]
    namesakes = defaultdict[str, list[Quiz]](list)
    for quiz in quizzes:
        namesakes[_stem(quiz.path)].append(quiz)
    with_quiz = (
        _with_quiz(lesson, quizzes, namesakes[_stem(lesson.path)], course, documents[lesson.path]) for lesson in lessons
    )
    lessons = _with_prerequisites(list(with_quiz), course, documents)
    quizzes = [_with_sections(quiz, lessons, documents) for quiz in quizzes]
    problems += [*course.problems, *_not_in_order(course, words, [*lessons, *quizzes])]
    for lesson in lessons:
        problems += lesson.problems
    for quiz in (*quizzes, *in_text):
        problems += quiz.problems if quiz.glanced is None else ()
    problems.sort()
    contents = CourseContents(root, course, tuple(lessons), tuple(quizzes), tuple(in_text), tuple(problems))
    documents.update({head.path: words} if head and words else {})
    contents = _with_translations(contents, folder, translated, documents, readings)
    return _glanced(contents) if readings and readings.glances(course) else contents


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
    from lessons.document import read_document  # noqa: PLC0415 - as above
    from quizzes.translations import is_words, join, left_over, read_words  # noqa: PLC0415

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
            read = readings.read(root, file, course, kind) if readings else read_one(file, course, kind)
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


def _stem(path: str) -> str:
    return path.rpartition("/")[2].rpartition(".")[0]


def _with_problem(entry: _Entry, document: Document, key: str, finding: Finding, **values: str) -> _Entry:
    """The entry with a finding at the line of a key; without that key it is about the whole file."""
    line = document.front.lines.get(key, 0)
    source = document.text.split("\n", line)[line - 1] if line else ""
    problem = Problem(entry.path, line, 1, finding, source, values)
    return replace(entry, problems=tuple(sorted([*entry.problems, problem])))


def _with_own_ids(entries: Iterable[_Entry], documents: Mapping[str, Document]) -> list[_Entry]:
    """Ids are unique among the lessons, and among the quizzes, of a course."""
    from quizzes.identity import Numbering  # noqa: PLC0415 - as above

    numbering = Numbering()
    first: dict[str, str] = {}
    result = []
    for entry in entries:
        id_ = numbering.take(entry.id)
        if id_ != entry.id:
            values = {"id": entry.id, "other": first[entry.id]}
            told = _with_problem(entry, documents[entry.path], "id", findings.DUPLICATE_ID, **values)
            result.append(replace(told, id=id_))
        else:
            result.append(entry)
        first.setdefault(entry.id, entry.path)
    return result


def _with_own_titles(quizzes: Sequence[Quiz], documents: Mapping[str, Document]) -> list[Quiz]:
    """Quizzes whose title is only their first heading, told apart by their file's name where it is not theirs alone."""
    titles = Counter(quiz.title for quiz in quizzes)
    return [
        altered(quiz, title=f"{quiz.title} ({_stem(quiz.path)})")
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
    added: list[Problem] = []
    questions: list[Question] = []
    for question in quiz.questions:
        other = first.setdefault(question.id, f"{quiz.path}:{question.line}") if question.explicit else ""
        if other and not other.startswith(f"{quiz.path}:"):
            values = {"id": question.id, "other": other}
            source = document.text.split("\n", question.line)[question.line - 1] if question.line else ""
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


def names_of(entry: Lesson | Quiz, course: Course) -> tuple[str, str, str]:
    """What a lesson or quiz is called in front matter: its id, its path in the course, its file's name."""
    return entry.id, inside_course(entry.path, course.path).rpartition(".")[0], _stem(entry.path)


def _not_in_order(course: Course, words: Document | None, entries: Iterable[Lesson | Quiz]) -> Iterator[Problem]:
    """What the course's order names and the course does not have."""
    if words is None or not course.order:
        return
    known = {name for entry in entries for name in names_of(entry, course)}
    line = words.front.lines.get("order", 0)
    source = words.text.split("\n", line)[line - 1] if line else ""
    for name in dict.fromkeys(course.order):
        if name.removesuffix(".md") not in known:
            yield Problem(course.introduction, line, 1, findings.UNKNOWN_IN_ORDER, source, {"name": name})


def _with_prerequisites(lessons: Sequence[Lesson], course: Course, documents: Mapping[str, Document]) -> list[Lesson]:
    """The lessons, with a finding for each lesson that one names to be read before it and the course does not have."""
    if not any(lesson.prerequisites for lesson in lessons):
        return list(lessons)
    known = {name for lesson in lessons for name in names_of(lesson, course)}
    result = []
    for lesson in lessons:
        told = lesson
        for name in lesson.prerequisites:
            if name.removesuffix(".md") not in known:
                finding = findings.UNKNOWN_PREREQUISITE
                told = _with_problem(told, documents[lesson.path], "prerequisites", finding, name=name)
        result.append(told)
    return result


def _with_quiz(
    lesson: Lesson, quizzes: Sequence[Quiz], namesakes: Sequence[Quiz], course: Course, document: Document
) -> Lesson:
    """The lesson with the quiz that belongs to it; `namesakes` are those whose file has the lesson's name."""
    if lesson.quiz is not None:
        quiz = _named(lesson.quiz, quizzes, course)
        if quiz is None:
            lesson = _with_problem(lesson, document, "quiz", findings.UNKNOWN_QUIZ, quiz=lesson.quiz)
    else:
        quiz = _most_alike(lesson, namesakes)
    if quiz is None or not quiz.asks:
        if lesson.complete is not Criterion.READ:
            finding = findings.NO_QUIZ_TO_COMPLETE
            lesson = _with_problem(lesson, document, "complete", finding, complete=lesson.complete)
        return replace(lesson, quiz=quiz.id if quiz else None, complete=Criterion.READ)
    chosen = "complete" in document.front.values
    return replace(lesson, quiz=quiz.id, complete=lesson.complete if chosen else Criterion.QUIZ_PASSED)


def _with_sections(quiz: Quiz, lessons: Sequence[Lesson], documents: Mapping[str, Document]) -> Quiz:
    """The quiz with a finding for each question that names a section which its lesson does not have."""
    asked = [question for question in quiz.questions if question.read] if quiz.glanced is None else []
    if not asked:
        return quiz
    from lessons.parse import sections  # noqa: PLC0415 - as above
    from quizzes.source import named_section  # noqa: PLC0415

    lesson = next((lesson for lesson in lessons if lesson.quiz == quiz.id), None)
    headings = [heading.source for heading in sections(documents[lesson.path])] if lesson else []
    added = [
        Problem(quiz.path, question.line, 1, findings.UNKNOWN_SECTION, question.stem, {"read": question.read})
        for question in asked
        if named_section(question.read, headings) is None
    ]
    return replace(quiz, problems=tuple(sorted([*quiz.problems, *added]))) if added else quiz


def _named(name: str, quizzes: Sequence[Quiz], course: Course) -> Quiz | None:
    """The quiz that a lesson names: by its id, its path in the course, or its file's name."""
    plain = name.strip().removesuffix(".md")
    by: tuple[Callable[[Quiz], str], ...] = (
        lambda quiz: quiz.id,
        lambda quiz: inside_course(quiz.path, course.path).removesuffix(".md"),
        lambda quiz: _stem(quiz.path),
    )
    return next((quiz for key in by for quiz in quizzes if key(quiz) == plain), None)


def _most_alike(lesson: Lesson, namesakes: Sequence[Quiz]) -> Quiz | None:
    """Of some quizzes the one whose folder is most like the lesson's."""
    if len(namesakes) < 2:  # noqa: PLR2004 - nothing to compare
        return next(iter(namesakes), None)
    folders = PurePosixPath(lesson.path).parts[:-1]

    def likeness(quiz: Quiz) -> int:
        return sum(folder in folders for folder in PurePosixPath(quiz.path).parts[:-1])

    return max(namesakes, key=likeness)


def _found_elsewhere(views: Iterable[Iterable[_Entry]], words: str) -> str | None:
    """The key of the entry that has this name in one of its languages; None where none has."""
    for entries in views:
        try:
            return _find(entries, words).key
        except NotFound:
            continue
    return None


def _find(entries: Iterable[_Entry], words: str) -> _Entry:
    """The entry with this key, path, id, title or file name, in this order of names."""
    every = list(entries)
    wanted = words.strip().casefold()
    by: tuple[Callable[[_Entry], str], ...] = (
        lambda entry: entry.key,
        lambda entry: entry.path,
        lambda entry: entry.translation,
        lambda entry: entry.id,
        lambda entry: entry.title,
        lambda entry: PurePosixPath(entry.path).stem,
    )
    for name in by:
        found = [entry for entry in every if name(entry).casefold() == wanted]
        if len(found) == 1:
            return found[0]
        if found:
            raise NotFound(words, tuple(entry.key for entry in found[:_NEAREST]))
    names = {name(entry).casefold(): entry.key for name in reversed(by) for entry in every}
    near = (
        get_close_matches(wanted, names, _NEAREST) or [name for name in names if wanted and wanted in name][:_NEAREST]
    )
    raise NotFound(words, tuple(dict.fromkeys(names[name] for name in near)))
