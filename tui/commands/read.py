"""`read`: the app at a lesson, or the lesson as plain text."""

import argparse
import sys

from lessons.model import Kind
from tui.commands.named_file import file_named
from tui.commands.output import indented, say, tell
from tui.commands.wording import status_word
from tui.i18n import _, count
from tui.render.plain import plain_blocks
from tui.start import Surroundings, WrongUsageError, joined
from tui.study import Study, Unknown
from tui.views import OpenLesson


def run(options: argparse.Namespace, surroundings: Surroundings) -> int:
    """Read a lesson."""
    named = file_named(options.lesson, options, surroundings, Kind.LESSON)
    if named:
        options.lesson = named.path
    if not options.plain:
        from tui.commands.study import open_app  # noqa: PLC0415 - the app is only loaded when it is wanted

        return open_app(options, surroundings, lesson=options.lesson, named=named)
    with joined(options, surroundings) as study:
        if named:
            study.take_as(*named)
        try:
            lesson = study.find_lesson(options.lesson)
        except Unknown as unknown:
            raise WrongUsageError(str(unknown)) from unknown
        return read_plain(study, study.open(lesson.key))


def read_plain(study: Study, opened: OpenLesson) -> int:
    """Print a lesson; it counts as read when the member says so with Enter."""
    lesson = opened.lesson
    say(
        _("{course}, lesson {number} of {total}, {minutes}, {status}").format(
            course=opened.course.course.title,
            number=opened.row.number,
            total=len(opened.course.lessons),
            minutes=count("{n} minute", "{n} minutes", lesson.minutes),
            status=status_word(opened.row.status),
        )
    )
    if opened.untranslated:
        tell(_("This lesson is not translated yet: it is in the words of the original."))
    say()
    for line in plain_blocks(opened.document.blocks, opened.document.references, lang=lesson.lang):
        say(indented(line))
    say()
    say(_("End of the lesson. Enter when you have read it, q to leave it unread."), flush=True)
    line = sys.stdin.readline()
    if not line or line.strip():
        tell(_("Left; the lesson stays open."))
        return 0
    completed = study.finish(lesson.key)
    if completed:
        say(_("Lesson done: {title}").format(title=lesson.title))
    if opened.row.quiz:
        say(_("Next, its quiz: {command}").format(command=f"fivefold quiz {opened.row.quiz.quiz.id} --plain"))
    elif following := opened.neighbour(1):
        say(_("Next: {command}").format(command=f"fivefold read {following.lesson.id} --plain"))
    return 0
