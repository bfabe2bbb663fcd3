"""The editor that somebody works with, and how it is told a place. No Textual in it."""

import shlex
import shutil
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path, PurePath

from tui.i18n import _, refused

_USUAL = ("nano", "vim", "vi", "emacs")
"""Where nobody named one, the first of these that is there."""
_PLACES: Mapping[str, Callable[[str, int, int], tuple[str, ...]]] = {
    **dict.fromkeys(
        ("vi", "vim", "nvim", "gvim", "mvim", "kak", "joe", "jed", "mg", "ne", "mcedit", "jove", "zile"),
        lambda file, line, _: (f"+{line}", file),
    ),
    **dict.fromkeys(("nano", "pico"), lambda file, line, column: (f"+{line},{column}", file)),
    **dict.fromkeys(
        ("emacs", "emacsclient", "gedit", "xed", "micro"), lambda file, line, column: (f"+{line}:{column}", file)
    ),
    **dict.fromkeys(
        ("code", "code-insiders", "codium", "vscodium", "cursor", "windsurf"),
        lambda file, line, column: ("-g", f"{file}:{line}:{column}"),
    ),
    **dict.fromkeys(("subl", "zed", "hx", "helix"), lambda file, line, column: (f"{file}:{line}:{column}",)),
    **dict.fromkeys(("kate", "kwrite"), lambda file, line, column: ("-l", str(line), "-c", str(column), file)),
    **dict.fromkeys(("mate", "bbedit"), lambda file, line, _: ("-l", str(line), file)),
    **dict.fromkeys(
        ("kak", "joe", "jed", "mg", "ne", "mcedit", "jove", "zile"), lambda file, line, _: (f"+{line}", file)
    ),
}


class NoEditorError(Exception):
    """There is no editor to open: one sentence with what to do."""


def editor(environment: Mapping[str, str], which: Callable[[str], str | None] = shutil.which) -> list[str]:
    """The command that opens an editor: `VISUAL`, else `EDITOR`, else a usual one.

    Raises:
        NoEditorError: none is named and none is there, or the one that is named cannot be read.
    """
    named = environment.get("VISUAL", "").strip() or environment.get("EDITOR", "").strip()
    try:
        command = shlex.split(named)
    except ValueError as problem:
        raise NoEditorError(
            _("EDITOR cannot be read: {problem}. Set it, for example: export EDITOR=nano").format(problem=problem)
        ) from problem
    if not command:
        command = [name for name in _USUAL if which(name)][:1]
    if not command:
        raise NoEditorError(_("No editor is named. Set EDITOR, for example: export EDITOR=nano"))
    return command


def opening(command: Sequence[str], file: Path, line: int, column: int = 1) -> list[str]:
    """The whole command that opens a file at a place; an editor that we do not know opens it where it likes.

    Args:
        command: As `editor` gives it.
        file: To open.
        line: 1-based.
        column: 1-based.
    """
    place = _PLACES.get(PurePath(command[0]).name.lower().removesuffix(".exe"))
    return [*command, *(place(str(file), line, column) if place else (str(file),))]


def run(command: Sequence[str]) -> str:
    """Run a program in the terminal until it ends; answer what went wrong, in one sentence, or nothing."""
    # Ctrl+C is for the program in front. A handler, unlike ignoring it, is not handed down to that program.
    before = signal.signal(signal.SIGINT, lambda *_signal: None)
    try:
        status = subprocess.run(command, check=False).returncode  # noqa: S603 - the trainer's own editor
    except OSError as problem:
        return _("{name} cannot be started: {problem}.").format(name=command[0], problem=refused(problem))
    finally:
        signal.signal(signal.SIGINT, before)
    return _("The editor ended with status {n}.").format(n=status) if status else ""
