"""Files and folders as people type them: `~` is home, in fields and options, where no shell has seen to it."""

from pathlib import Path

from tui.i18n import _


class NoSuchHomeError(Exception):
    """A path begins in the home of somebody who has none on this machine; one sentence."""


def typed_path(words: str | Path) -> Path:
    """The path that somebody typed.

    Raises:
        NoSuchHomeError: it is in the home of nobody here.
    """
    path = Path(words)
    try:
        return path.expanduser()
    except RuntimeError as problem:
        raise NoSuchHomeError(_("There is no folder {path}.").format(path=path.parts[0])) from problem
