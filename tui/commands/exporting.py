"""`export`: a quiz in the format of another program."""

import argparse
import os
from collections.abc import Mapping
from pathlib import Path

from lessons.clean import clean
from lessons.document import read_document
from lessons.errors import LessonError
from lessons.shelf import open_shelf, read_file
from quizzes.errors import NotFound
from quizzes.exchange import EXPORTS
from quizzes.exchange.ours import askable
from quizzes.library import build
from quizzes.model import Quiz
from tui.commands.importing import free, put, tell_lost
from tui.commands.new import slug
from tui.commands.output import say, tell
from tui.i18n import _, count
from tui.start import Surroundings, UnusableError, WrongUsageError, settings_of


def run(options: argparse.Namespace, surroundings: Surroundings) -> int:
    """Write a quiz in another format; what that cannot say goes to the messages."""
    quiz, references = _quiz(options, surroundings)
    questions, left_out = askable(quiz, references)
    if not questions:
        raise UnusableError(_("{quiz} has no question that can be asked.").format(quiz=quiz.title))
    writing = EXPORTS[options.format](questions, title=quiz.title)
    if options.to:
        path = _place(Path(options.to), quiz, options.format)
        put(path, clean(writing.text))
        say(str(path))
    else:
        say(writing.text.removesuffix("\n"))
    lost = sorted([*left_out, *writing.lost])
    tell_lost(lost, quiz.path)
    written = len(questions) - sum(loss.whole for loss in writing.lost)
    tell(_("{questions} of {quiz}.").format(questions=count("{n} question", "{n} questions", written), quiz=quiz.title))
    return 0


_ENDINGS = {"gift": ".gift", "moodle-xml": ".xml", "anki": ".txt", "csv": ".csv", "json": ".json"}


def _place(to: Path, quiz: Quiz, format_: str) -> Path:
    """The file to write: the one that is named, or one of the quiz's name in a folder; none that is there already."""
    if to.is_dir():
        return free(to, slug(Path(quiz.path).stem) or "quiz", _ENDINGS[format_])
    if os.path.lexists(to):
        raise WrongUsageError(_("{path} is there already: name another file with --to.").format(path=to))
    return to


def _quiz(options: argparse.Namespace, surroundings: Surroundings) -> tuple[Quiz, Mapping[str, tuple[str, str]]]:
    """The quiz, and the link definitions of its file."""
    settings = settings_of(options, surroundings)
    try:
        library = build([open_shelf(root) for root in settings.libraries])
        quiz = library.find_quiz(options.quiz)
        file = read_file(library.root_of(quiz.key), quiz.path)
    except LessonError as problem:
        raise WrongUsageError(problem.text(_)) from problem
    except NotFound as missing:
        raise WrongUsageError(missing.text(_)) from missing
    return quiz, read_document(file.path, file.text).references
