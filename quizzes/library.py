"""What the shelves hold, read: courses with their lessons and quizzes, and who belongs to whom.

It is long because a library is put into another language, and looked into, course by course, each as late as may be:
the two are written for each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from functools import partial
from operator import attrgetter
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from lessons.findings import FOLDER_UNREADABLE, TOO_MANY_FILES
from lessons.late import Late, late
from lessons.light import dataclass
from lessons.model import Course, Kind, Lesson
from lessons.problem import Problem, Severity
from quizzes.by_name import key_meant
from quizzes.model import Quiz, checks_id
from quizzes.reading import Readings, file_stem, inside_course

if TYPE_CHECKING:
    from lessons.shelf import Shelf
    from quizzes.model import Translation

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

    @property
    def titles(self) -> Mapping[str, str]:
        """The course's title in each of its languages, the original first."""
        further = {lang: course.title for lang, course in self.translated.items()}
        return {self.course.lang: self.course.title, **further}

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


def _errors(problems: Iterable[Problem]) -> int:
    return sum(problem.severity is Severity.ERROR for problem in problems)


class _ByKey(Mapping[str, _Found]):
    """What the courses of a library have, by key; a course is looked into when one of its keys is asked for."""

    def __init__(
        self,
        courses: Sequence[CourseContents],
        entries: Callable[[CourseContents], Iterable[_Found]],
        key: Callable[[_Found], str] = attrgetter("key"),
    ) -> None:
        self._courses = {contents.course.id: contents for contents in courses}
        self._entries = entries
        self._key = key
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
            self._known[course] = {self._key(entry): entry for entry in self._entries(contents)}
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
    _having: Mapping[str, Lesson] = field(repr=False, compare=False)
    """Of each quiz that a lesson names, by its key: the first lesson that does."""
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

    def _in_every_language(self) -> Iterator[Library]:
        """The library as it is, then in each of its languages, the original first."""
        yield self
        original = self._original or self
        languages = dict.fromkeys(language for contents in original.courses for language in contents.translations)
        yield original
        yield from map(original.in_language, languages)

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

    def revisions(self, quiz: Quiz, question: str) -> frozenset[str]:
        """The revisions of a question, by its id, in every language as it is now."""
        contents = (self._original or self).course(quiz.course)
        if contents is None:
            return frozenset()
        original = next((one for one in (*contents.quizzes, *contents.checks) if one.id == quiz.id), None)
        words = contents.translations.values()
        told = (one for each in words if (one := each.quizzes.get(quiz.id) or each.checks.get(quiz.id)))
        editions = (original, *told) if original else told
        return frozenset(one.revision for edition in editions for one in edition.questions if one.id == question)

    def checks(self, lesson: Lesson) -> Quiz | None:
        """What a lesson asks in its text, a section for each check; None where it asks nothing."""
        return self._checks.get(f"{lesson.course}/{checks_id(lesson.id)}")

    def lesson_of(self, quiz: Quiz) -> Lesson | None:
        """The lesson that a quiz belongs to, or in whose text its questions stand."""
        if quiz.lesson:
            return self._lessons.get(f"{quiz.course}/{quiz.lesson}")
        return self._having.get(quiz.key)

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
        views = (one._lessons for one in self._in_every_language())  # noqa: SLF001 - of our own
        return self._lessons[key_meant(words, views)]

    def find_quiz(self, words: str) -> Quiz:
        """The quiz that somebody means by its key, path, id or title, in any language.

        Raises:
            NotFound: none has that name, or several have.
        """
        views = (one._quizzes for one in self._in_every_language())  # noqa: SLF001 - of our own
        return self._quizzes[key_meant(words, views)]


Kinds = Mapping[tuple[Path, str], Kind]
"""What somebody said that some files are, by the root of their library and their path below it."""
NO_KINDS: Kinds = MappingProxyType({})


def build(shelves: Sequence[Shelf], readings: Readings | None = None, kinds: Kinds = NO_KINDS) -> Library:
    """Read all that the shelves hold; what is broken gives problems and takes nothing down.

    Args:
        shelves: In the order of their courses.
        readings: What is known from reading them before.
        kinds: Against which the names and the front matter of those files count for nothing.
    """
    from quizzes.course_reading import read_contents  # noqa: PLC0415 - the parsers are loaded when there is something to read

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
        _having=_ByKey(every, _having_a_quiz, lambda lesson: f"{lesson.course}/{lesson.quiz}"),
    )


def _having_a_quiz(contents: CourseContents) -> Iterator[Lesson]:
    """The lessons of a course that name a quiz, the first last: of several with one key the last counts."""
    return (lesson for lesson in reversed(contents.lessons) if lesson.quiz)


class CourseIds:
    """Gives every course of a library an id that is its own."""

    def __init__(self) -> None:
        from quizzes.identity import Numbering  # noqa: PLC0415 - as above

        self._numbering = Numbering()
        self._first: dict[str, str] = {}

    def take(self, wanted: str, place: str) -> tuple[str, str]:
        """The id that a course gets, and where the one is that has the wanted id; that may be itself."""
        return self._numbering.take(wanted), self._first.setdefault(wanted, place)


def names_of(entry: Lesson | Quiz, course: Course) -> tuple[str, str, str]:
    """What a lesson or quiz is called in front matter: its id, its path in the course, its file's name."""
    return entry.id, inside_course(entry.path, course.path).rpartition(".")[0], file_stem(entry.path)
