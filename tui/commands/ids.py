"""`check --write-ids`: the only command that writes into a trainer's files, and only when it is told to."""

from pathlib import Path

from tui.commands.output import tell
from tui.start import WrongUsageError
from tui.writing_ids import NotWrittenError
from tui.writing_ids import write_ids as written


def write_ids(path: Path) -> None:
    """Give each question of a folder, or of one file, an id where it has none, and say so.

    Raises:
        LessonError: the course cannot be opened.
        WrongUsageError: a file cannot be written.
    """
    try:
        for one in written(path):
            for sentence in one.sentences():
                tell(sentence)
    except NotWrittenError as problem:
        raise WrongUsageError(str(problem)) from problem
