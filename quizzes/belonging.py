"""Who belongs to whom in a course: the quiz of a lesson, what is read before it, what its quiz says to read again."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TypeVar

from lessons.late import altered
from lessons.model import Course, Criterion, Document, Lesson
from lessons.parse import named_after, sections
from lessons.problem import Finding, Problem
from quizzes import findings
from quizzes.library import names_of
from quizzes.model import Quiz
from quizzes.reading import file_stem, inside_course
from quizzes.source import named_section

_Entry = TypeVar("_Entry", Lesson, Quiz)


def with_problem(entry: _Entry, document: Document, key: str, finding: Finding, **values: str) -> _Entry:
    """The entry with a finding at the line of a key; without that key it is about the whole file."""
    line = document.front.lines.get(key, 0)
    problem = Problem(entry.path, line, 1, finding, document.line(line), values)
    return replace(entry, problems=tuple(sorted([*entry.problems, problem])))


def with_quizzes(
    lessons: Iterable[Lesson], quizzes: Sequence[Quiz], course: Course, documents: Mapping[str, Document]
) -> list[Lesson]:
    """The lessons of a course, each with the quiz that it names, else with that whose file has its name."""
    named, namesakes = _by_name(quizzes, course), defaultdict[str, list[Quiz]](list)
    for quiz in quizzes:
        namesakes[file_stem(quiz.path)].append(quiz)
    return [_with_quiz(lesson, named, namesakes[file_stem(lesson.path)], documents[lesson.path]) for lesson in lessons]


def _with_quiz(lesson: Lesson, named: Mapping[str, Quiz], namesakes: Sequence[Quiz], document: Document) -> Lesson:
    """The lesson with the quiz that belongs to it; `namesakes` are those whose file has the lesson's name."""
    if lesson.quiz is not None:
        quiz = named.get(lesson.quiz.strip().removesuffix(".md"))
        if quiz is None:
            lesson = with_problem(lesson, document, "quiz", findings.UNKNOWN_QUIZ, quiz=lesson.quiz)
    else:
        quiz = _most_alike(lesson, namesakes)
    if quiz is None or not quiz.asks:
        if lesson.complete is not Criterion.READ:
            finding = findings.NO_QUIZ_TO_COMPLETE
            lesson = with_problem(lesson, document, "complete", finding, complete=lesson.complete)
        return replace(lesson, quiz=quiz.id if quiz else None, complete=Criterion.READ)
    chosen = "complete" in document.front.values
    return replace(lesson, quiz=quiz.id, complete=lesson.complete if chosen else Criterion.QUIZ_PASSED)


def with_titles(quizzes: Sequence[Quiz], lessons: Iterable[Lesson], documents: Mapping[str, Document]) -> list[Quiz]:
    """The quizzes; one that has no title but its file's name bears that of the lesson that it belongs to."""
    of = {lesson.quiz: lesson.title for lesson in reversed(list(lessons)) if lesson.quiz}
    return [
        altered(quiz, title=of[quiz.id]) if quiz.id in of and _is_untitled(quiz, documents[quiz.path]) else quiz
        for quiz in quizzes
    ]


def _is_untitled(quiz: Quiz, document: Document) -> bool:
    by_file = quiz.title == named_after(PurePosixPath(quiz.path).stem)
    return by_file and "title" not in document.front.values and f"# {quiz.title}\n" not in document.text


def _by_name(quizzes: Sequence[Quiz], course: Course) -> dict[str, Quiz]:
    """The quizzes by the names that lessons may give them: by id first, then by path in the course, by file name."""
    found: dict[str, Quiz] = {quiz.id: quiz for quiz in reversed(quizzes)}
    for quiz in quizzes:
        found.setdefault(inside_course(quiz.path, course.path).removesuffix(".md"), quiz)
    for quiz in quizzes:
        found.setdefault(file_stem(quiz.path), quiz)
    return found


def _most_alike(lesson: Lesson, namesakes: Sequence[Quiz]) -> Quiz | None:
    """Of some quizzes the one whose folder is most like the lesson's."""
    if len(namesakes) < 2:  # noqa: PLR2004 - nothing to compare
        return next(iter(namesakes), None)
    folders = PurePosixPath(lesson.path).parts[:-1]

    def likeness(quiz: Quiz) -> int:
        return sum(folder in folders for folder in PurePosixPath(quiz.path).parts[:-1])

    return max(namesakes, key=likeness)


def with_prerequisites(lessons: Sequence[Lesson], course: Course, documents: Mapping[str, Document]) -> list[Lesson]:
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
                told = with_problem(told, documents[lesson.path], "prerequisites", finding, name=name)
        result.append(told)
    return result


def with_sections(quizzes: Iterable[Quiz], lessons: Iterable[Lesson], documents: Mapping[str, Document]) -> list[Quiz]:
    """The quizzes with a finding for each question that names a section which the lesson of its quiz does not have."""
    first = {lesson.quiz: lesson for lesson in reversed(list(lessons))}
    return [_with_sections(quiz, first.get(quiz.id), documents) for quiz in quizzes]


def _with_sections(quiz: Quiz, lesson: Lesson | None, documents: Mapping[str, Document]) -> Quiz:
    asked = [question for question in quiz.questions if question.read] if quiz.glanced is None else []
    if not asked:
        return quiz
    headings = [heading.source for heading in sections(documents[lesson.path])] if lesson else []
    added = [
        Problem(quiz.path, question.line, 1, findings.UNKNOWN_SECTION, question.stem, {"read": question.read})
        for question in asked
        if named_section(question.read, headings) is None
    ]
    return replace(quiz, problems=tuple(sorted([*quiz.problems, *added]))) if added else quiz
