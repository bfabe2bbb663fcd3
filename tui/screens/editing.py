"""Opening the editor that a trainer works with, over the app, at a place of a file."""

from collections.abc import Mapping
from pathlib import Path

from textual.app import SuspendNotSupported
from textual.screen import Screen

from lessons.clean import clean
from tui.editor import NoEditorError, editor, opening, run
from tui.i18n import _, together


def edit(screen: Screen[None], file: Path, line: int, column: int = 1, *, environment: Mapping[str, str]) -> bool:
    """Open a file at a place until the editor ends; whether it was opened. Where it was not, the place is said."""
    try:
        command = opening(editor(environment), file, line, column)
    except NoEditorError as problem:
        _say(screen, str(problem), _place(file, line))
        return False
    try:
        with screen.app.suspend():
            ended = run(command)
    except SuspendNotSupported:
        _say(screen, _("This terminal cannot be handed to an editor."), _place(file, line))
        return False
    if ended:
        _say(screen, ended, _place(file, line))
    return True


def _say(screen: Screen[None], why: str, place: str) -> None:
    screen.notify(together(why, place), severity="warning", timeout=12, markup=False)


def _place(file: Path, line: int) -> str:
    return _("The place is {path}, line {line}.").format(path=clean(str(file)), line=line)
