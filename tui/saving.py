"""A lesson as a file of plain text, notes as one of Markdown: to print, or for a machine without Fivefold."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from pathlib import Path

from store import files
from tui.commands.new import slug
from tui.i18n import _
from tui.notebook import notebook
from tui.noting import Bookmarked, Noted
from tui.render.outline import footnote_numbers
from tui.render.plain import plain_blocks
from tui.views import OpenLesson

_NOTES = "fivefold-notes"
_LONGEST = 60
"""Characters of a file's name before its ending: with three bytes each it is still a name everywhere."""


def documents_folder() -> Path:
    """Where the person's documents lie; their home folder where there is no such place."""
    import platformdirs  # noqa: PLC0415 - most runs save nothing

    folder = platformdirs.user_documents_path()
    return folder if folder.is_dir() else Path.home()


def save_lesson(opened: OpenLesson, folder: Path) -> Path:
    """Save a lesson's text, as `read --plain` tells it, in a new file of a folder; what is there is left alone.

    Raises:
        StoreError: the file cannot be written, and why.
    """
    name = f"{opened.row.number:02}-{slug(opened.lesson.title) or 'lesson'}"[:_LONGEST].rstrip("-")
    return _save(folder, name, ".txt", _lines(opened))


def save_notes(found: Sequence[Noted | Bookmarked], folder: Path) -> Path:
    """Save notes and bookmarks, as `notes` tells them, in a new file of a folder; what is there is left alone.

    Raises:
        StoreError: the file cannot be written, and why.
    """
    return _save(folder, _NOTES, ".md", notebook(found))


def _save(folder: Path, name: str, ending: str, lines: Iterable[str]) -> Path:
    try:
        path = _new_file(folder, name, ending)
    except OSError as error:
        raise files.explain(error, folder) from error
    try:
        files.write(path, (f"{line}\n" for line in lines))
    except OSError as error:
        path.unlink(missing_ok=True)
        raise files.explain(error, path) from error
    return path


def _new_file(folder: Path, name: str, ending: str) -> Path:
    for number in count(1):
        path = folder / (f"{name}{ending}" if number == 1 else f"{name}-{number}{ending}")
        try:
            files.create(path)
        except FileExistsError:
            continue
        return path
    raise AssertionError("there is always another number")


def _lines(opened: OpenLesson) -> Iterator[str]:
    document = opened.document
    yield _("{course}, lesson {number} of {total}").format(
        course=opened.course.course.title, number=opened.row.number, total=len(opened.course.lessons)
    )
    yield ""
    numbers = footnote_numbers(document.blocks)
    yield from plain_blocks(document.blocks, document.references, lang=opened.lesson.lang, footnotes=numbers)
