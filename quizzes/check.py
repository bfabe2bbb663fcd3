"""What is wrong with a library beyond its single lines: what only a whole quiz, a whole course or its links show."""

import os
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from difflib import get_close_matches
from functools import partial
from math import sqrt
from pathlib import Path, PurePosixPath

from lessons.model import Lesson, SourceFile
from lessons.problem import Problem
from lessons.shelf import Shelf
from quizzes import findings
from quizzes.identity import content
from quizzes.library import CourseContents, Library
from quizzes.links import Links
from quizzes.model import Mode, Option, Question, Quiz, Single
from quizzes.parse import quiz_id
from quizzes.slips import few_lines, slips
from quizzes.translations import told_apart
from quizzes.untranslated import untranslated

_FEWEST_QUESTIONS = 10
"""Questions below which a pattern is chance."""
_FEWEST_OPTIONS = 3
_FEWEST_LESSONS = 3
_LANGUAGE = re.compile(r"(?:-[A-Za-z]{2}(?:-?[A-Za-z]{2,4})?)?")
"""The end of a name that tells a language: `-fr`, `-ptbr`, `-zh-hans`, or none."""
_ALIKE = 0.75
"""How much the names of a lesson and a quiz are alike that are said to belong together perhaps."""
_NUMBER = re.compile(r"[0-9]{1,3}[-_. ]")
"""Before the name of a file, so that files stand in their order."""
_DEVIATIONS = 3
"""Standard deviations above chance from which on a pattern can be used."""


def check(
    library: Library, shelves: Sequence[Shelf] = (), files: Collection[Path] | None = None
) -> tuple[Problem, ...]:
    """All problems of a library, sorted by file and line.

    Args:
        library: What was read.
        shelves: Where it was read from; with them, links are followed and marks of running text looked at, too.
        files: Files and folders to tell about; None tells about all.
    """
    wanted = None if files is None else _Wanted(files)
    problems = [*library.problems]
    for contents in library.courses:
        problems += course_problems(contents, partial(wanted.has, contents.root) if wanted else _everything)
    courses = {(contents.root, contents.course.path): contents for contents in library.courses}
    for shelf in shelves:
        for folder in shelf.courses:
            if course := courses.get((shelf.root, folder.path)):
                problems += _untranslated(course, folder.files, shelf.root, wanted)
            links = Links(shelf.root, folder.path)
            for file in folder.files:
                if not wanted or wanted.has(shelf.root, file.path):
                    problems += links.problems(file)
                    problems += slips(file)
    if not wanted:
        return tuple(sorted(problems))
    roots = {shelf.root for shelf in shelves} or {contents.root for contents in library.courses}
    return tuple(sorted(problem for problem in problems if any(wanted.has(root, problem.path) for root in roots)))


def _untranslated(
    contents: CourseContents, files: Sequence[SourceFile], root: Path, wanted: "_Wanted | None"
) -> Iterator[Problem]:
    translated = told_apart((file.path for file in files), contents.course)
    asked = {path: of for path, of in translated.items() if not wanted or wanted.has(root, path)}
    return untranslated(files, asked, {lesson.path for lesson in contents.lessons})


def _everything(_path: str) -> bool:
    return True


def course_problems(contents: CourseContents, is_wanted: Callable[[str], bool] = _everything) -> Iterator[Problem]:
    """What shows only in a whole course.

    Args:
        contents: The course.
        is_wanted: Whether somebody wants to be told about a file; what concerns several files is told all the same.
    """
    for quiz in (*contents.quizzes, *contents.checks):
        for rule in _OF_A_QUIZ if is_wanted(quiz.path) else ():
            yield from rule(contents, quiz)
    for rule_of_all in _OF_A_COURSE:
        yield from rule_of_all(contents)


class _Wanted:
    """The files that somebody wants to be told about, in a library that may have many thousands of others."""

    def __init__(self, files: Iterable[Path]) -> None:
        """Take them, and folders for all that is in them; links count as what they lead to."""
        self._places = [os.path.realpath(file) for file in files]
        self._folders: dict[str, str] = {}
        """Where the folders are that links may lead to."""
        self._known: dict[tuple[Path, str], bool] = {}

    def has(self, root: Path, path: str) -> bool:
        """Whether a path below a root is, or lies in, one of them."""
        known = self._known.get((root, path))
        if known is None:
            place = self._place(f"{root}/{path}")
            known = any(place == one or place.startswith(f"{one.rstrip(os.sep)}{os.sep}") for one in self._places)
            self._known[root, path] = known
        return known

    def _place(self, file: str) -> str:
        """Where a file is: as `realpath` has it, which takes far longer."""
        folder, _slash, name = file.rpartition("/")
        if folder not in self._folders:
            self._folders[folder] = os.path.realpath(folder)
        place = os.path.join(self._folders[folder], name)  # noqa: PTH118 - thousands of times, as text
        return os.path.realpath(place) if os.path.islink(place) else place  # noqa: PTH114 - as above


def _objective_uncovered(contents: CourseContents) -> Iterator[Problem]:
    """An objective that no question asks for cannot be mastered.

    A question that names none asks for those of the lesson that its quiz belongs to.
    """
    quizzes = {quiz.id: quiz for quiz in contents.quizzes}
    asked = {question.objective for quiz in contents.quizzes for question in quiz.questions}
    for lesson in contents.lessons:
        quiz = quizzes.get(lesson.quiz or "")
        if quiz and any(not question.objective for question in quiz.questions):
            asked.update(lesson.objectives)
    course = contents.course
    for objective in course.objectives if contents.quizzes else ():
        if objective.id not in asked:
            values = {"objective": objective.id}
            line = course.objectives_line
            yield Problem(course.introduction, line, 1, findings.OBJECTIVE_UNCOVERED, "objectives:", values)


def _lesson_without_quiz(contents: CourseContents) -> Iterator[Problem]:
    """Where most lessons have a quiz, the one without was perhaps meant to have one."""
    asking = {quiz.path for quiz in contents.checks}
    without = [lesson for lesson in contents.lessons if lesson.quiz is None and lesson.path not in asking]
    if len(contents.lessons) >= _FEWEST_LESSONS and 2 * len(without) < len(contents.lessons):
        near = {lesson.id for lesson, _quiz in _parted(contents)}
        for lesson in without:
            if lesson.id in near:
                continue
            name = PurePosixPath(lesson.path).name
            yield Problem(lesson.path, 0, 1, findings.NO_QUIZ, values={"name": f"quizzes/{name}"})


def _quiz_alone(contents: CourseContents) -> Iterator[Problem]:
    """A lesson and a quiz of nearly one name: one of them was perhaps renamed without the other."""
    for lesson, quiz in _parted(contents):
        said = {"lesson": lesson.path, "quiz": quiz.path, "name": PurePosixPath(quiz.path).stem}
        yield Problem(lesson.path, 0, 1, findings.NO_QUIZ_BUT_NEAR, values=said)
        yield Problem(quiz.path, 0, 1, findings.QUIZ_ALONE, values=said)


def _parted(contents: CourseContents) -> Iterator[tuple[Lesson, Quiz]]:
    """Lessons without a quiz, each with the quiz that belongs to none and has nearly its name; an exam stands alone."""
    taken = {lesson.quiz for lesson in contents.lessons}
    alone = {PurePosixPath(quiz.path).stem: quiz for quiz in contents.quizzes if quiz.id not in taken}
    alone = {name: quiz for name, quiz in alone.items() if quiz.mode is not Mode.EXAM and _is_in_its_folder(quiz)}
    for lesson in contents.lessons if alone else ():
        name = PurePosixPath(lesson.path).stem
        if lesson.quiz is None:
            near = get_close_matches(name, alone, 1, _ALIKE)
            number = _NUMBER.match(name)
            same = [one for one in alone if number and one.startswith(number[0])]
            if near or len(same) == 1:
                yield lesson, alone.pop(near[0] if near else same[0])


def _is_in_its_folder(quiz: Quiz) -> bool:
    return "quizzes" in quiz.path.split("/")[:-1]


def _asked_elsewhere(contents: CourseContents) -> Iterator[Problem]:
    """The same question in two files; an exam may ask again what was practised, and so may a translation."""
    first: dict[str, tuple[Quiz, Question]] = {}
    for quiz in contents.quizzes if len(contents.quizzes) > 1 else ():
        for question in quiz.questions:
            if quiz.mode is Mode.EXAM or not (question.stem or question.body):
                continue
            other, earlier = first.setdefault(question.identity, (quiz, question))
            if other is quiz or _is_other_edition(quiz.path, other.path):
                continue
            same = earlier.key == question.key
            finding = findings.ASKED_ELSEWHERE if same else findings.OTHER_KEY_ELSEWHERE
            values = {"other": f"{other.path}:{earlier.line or 1}"}
            yield Problem(quiz.path, question.line or 1, 1, finding, values=values)


def _is_other_edition(one: str, other: str) -> bool:
    """Whether two files are the same one in two languages, by their names: `ports.md` and `ports.zh.md`."""
    names = [re.sub("[-_.]", "-", path.rpartition(".")[0]) for path in (one, other)]
    differ = (place for place, (here, there) in enumerate(zip(*names, strict=False)) if here != there)
    shared = next(differ, min(map(len, names)))
    if shared and names[0][shared - 1] == "-":
        shared -= 1
    return all(_LANGUAGE.fullmatch(name, shared) for name in names)


def _no_ids(contents: CourseContents, quiz: Quiz) -> Iterator[Problem]:
    """History rests on ids."""
    if not quiz.lesson and quiz.id == quiz_id(quiz.path, contents.course):
        suggestion = quiz.id.rpartition("/")[2].replace(" ", "-").lower()
        yield Problem(quiz.path, 1, 1, findings.NO_QUIZ_ID, values={"suggestion": suggestion})
    without = [question for question in quiz.questions if not question.explicit]
    if without:
        values = {"count": str(len(without)), "lines": few_lines([question.line or 1 for question in without])}
        yield Problem(quiz.path, without[0].line or 1, 1, findings.NO_QUESTION_ID, values=values)


def _longest_is_right(_contents: CourseContents, quiz: Quiz) -> Iterator[Problem]:
    """Whoever knows nothing and takes the longest option must not do better than chance."""
    asked = _choices(quiz)
    hits = 0
    for options in asked:
        lengths = [_length(option) for option in options]
        right = next(length for option, length in zip(options, lengths, strict=True) if option.right)
        hits += right == max(lengths) and lengths.count(right) == 1
    if _beats_chance(hits, asked):
        yield Problem(quiz.path, 1, 1, findings.LONGEST_IS_RIGHT, values={"right": str(hits), "count": str(len(asked))})


def _key_position(_contents: CourseContents, quiz: Quiz) -> Iterator[Problem]:
    """Nor whoever always takes the same place."""
    asked = [] if quiz.shuffle_options else _choices(quiz)
    places = Counter(next(place for place, option in enumerate(options, 1) if option.right) for options in asked)
    for place, hits in places.most_common(1):
        if _beats_chance(hits, asked):
            values = {"right": str(hits), "count": str(len(asked)), "position": str(place)}
            yield Problem(quiz.path, 1, 1, findings.KEY_POSITION, values=values)


_OF_A_COURSE: tuple[Callable[[CourseContents], Iterator[Problem]], ...] = (
    _objective_uncovered,
    _lesson_without_quiz,
    _quiz_alone,
    _asked_elsewhere,
)
_OF_A_QUIZ: tuple[Callable[[CourseContents, Quiz], Iterator[Problem]], ...] = (
    _no_ids,
    _longest_is_right,
    _key_position,
)


def _choices(quiz: Quiz) -> list[tuple[Option, ...]]:
    """The options of all questions in which a guess has a chance of one in three or less."""
    return [
        question.options
        for question in quiz.askable
        if isinstance(question, Single) and len(question.options) >= _FEWEST_OPTIONS
    ]


def _beats_chance(hits: int, asked: Sequence[Sequence[Option]]) -> bool:
    """Whether a rule of thumb is right in more than half of the questions, and far more often than by chance."""
    chances = [1 / len(options) for options in asked]
    spread = sqrt(sum(chance * (1 - chance) for chance in chances))
    return len(asked) >= _FEWEST_QUESTIONS and 2 * hits > len(asked) and hits > sum(chances) + _DEVIATIONS * spread


def _length(option: Option) -> int:
    return len(option.source) + len(content(option.blocks))
