"""`export`: quizzes, or a whole course, in the format of another program."""

import argparse
import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from lessons.clean import clean
from lessons.document import read_document
from lessons.errors import LessonError
from lessons.shelf import open_shelf, read_file
from quizzes.errors import NotFound
from quizzes.exchange import EXPORTS
from quizzes.exchange.ours import askable
from quizzes.exchange.written import Loss
from quizzes.library import Library, build
from quizzes.model import Quiz
from tui.commands.importing import free, put, tell_lost
from tui.commands.new import slug
from tui.commands.output import say, tell
from tui.i18n import _, count, listed
from tui.start import Surroundings, UnusableError, WrongUsageError, settings_of


def run(options: argparse.Namespace, surroundings: Surroundings) -> int:
    """Write quizzes in another format; what that cannot say goes to the messages."""
    library = _library(options, surroundings)
    quizzes, several = _named(library, options.quizzes)
    if several and not options.to:
        raise WrongUsageError(_("Several quizzes go into a folder, a file each: name it with --to."))
    exports = [_export(library, quiz, options.format) for quiz in quizzes]
    if not any(one.text for one in exports):
        quiz_names = listed(options.quizzes) if several else quizzes[0].title
        raise UnusableError(_("{quiz} has no question that can be asked.").format(quiz=quiz_names))
    if several:
        _make(Path(options.to))
    for one in exports:
        if not one.text:
            tell(_("{quiz} has no question that can be asked.").format(quiz=one.quiz.title))
            continue
        if options.to:
            path = _place(Path(options.to), one.quiz, options.format)
            put(path, clean(one.text))
            say(str(path))
        else:
            say(one.text.removesuffix("\n"))
        tell_lost(one.lost, one.quiz.path)
        questions = count("{n} question", "{n} questions", one.questions)
        tell(_("{questions} of {quiz}.").format(questions=questions, quiz=one.quiz.title))
    return 0


class _Export(NamedTuple):
    """A quiz in another format."""

    quiz: Quiz
    text: str
    """Empty where none of its questions can be asked."""
    questions: int
    """How many of them can be said there."""
    lost: Sequence[Loss]


def _export(library: Library, quiz: Quiz, format_: str) -> _Export:
    try:
        file = read_file(library.root_of(quiz.key), quiz.path)
    except LessonError as problem:
        raise WrongUsageError(problem.text(_)) from problem
    questions, left_out = askable(quiz, read_document(file.path, file.text).references)
    if not questions:
        return _Export(quiz, "", 0, left_out)
    writing = EXPORTS[format_](questions, title=quiz.title)
    written = len(questions) - sum(loss.whole for loss in writing.lost)
    return _Export(quiz, writing.text, written, sorted([*left_out, *writing.lost]))


_ENDINGS = {"gift": ".gift", "moodle-xml": ".xml", "anki": ".txt", "csv": ".csv", "json": ".json"}


def _place(to: Path, quiz: Quiz, format_: str) -> Path:
    """The file to write: the one that is named, or one of the quiz's name in a folder; none that is there already."""
    if to.is_dir():
        return free(to, slug(Path(quiz.path).stem) or "quiz", _ENDINGS[format_])
    if os.path.lexists(to):
        raise WrongUsageError(_("{path} is there already: name another file with --to.").format(path=to))
    return to


def _make(folder: Path) -> None:
    """See to it that the folder is there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as file:
        raise WrongUsageError(_("{path} is no folder: name another one with --to.").format(path=folder)) from file
    except OSError as problem:
        told = _("{path} cannot be written: {problem}.").format(path=folder, problem=problem)
        raise UnusableError(told) from problem


def _library(options: argparse.Namespace, surroundings: Surroundings) -> Library:
    settings = settings_of(options, surroundings)
    try:
        return build([open_shelf(root) for root in settings.libraries])
    except LessonError as problem:
        raise WrongUsageError(problem.text(_)) from problem


def _named(library: Library, names: Sequence[str]) -> tuple[list[Quiz], bool]:
    """The quizzes that are meant, each once, and whether they may be several; a quiz goes before a course so named."""
    found: dict[str, Quiz] = {}
    several = len(names) > 1
    for words in names:
        try:
            quizzes: Sequence[Quiz] = [library.find_quiz(words)]
        except NotFound as missing:
            wanted = words.strip().casefold()
            courses = [
                one
                for one in library.courses
                if wanted in {one.course.id.casefold(), one.course.title.casefold(), one.course.path.casefold()}
            ]
            if len(courses) != 1:
                raise WrongUsageError(missing.text(_)) from missing
            quizzes, several = courses[0].quizzes, True
        found.update((quiz.key, quiz) for quiz in quizzes)
    return list(found.values()), several
