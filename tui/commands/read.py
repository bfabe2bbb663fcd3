"""`read`: the app at a lesson, or the lesson as plain text."""

import argparse

from lessons.model import Kind
from tui.commands.named_file import file_named
from tui.start import Surroundings, joined


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
        lesson = study.find_lesson(options.lesson)
        from tui.commands.reading import read_plain  # noqa: PLC0415 - the app does without it

        return read_plain(study, study.lay_open(lesson.key))
