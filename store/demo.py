"""Databases in which everything is made up: telling one from a member's own, and removing it."""

import os
from pathlib import Path

from store import damage, files, sqlite
from store.errors import NotADemoError
from store.lock import FileLock


def is_demo(path: Path) -> bool:
    """Whether a file is a demo, by its header alone: nothing is opened, and nothing is made beside it."""
    try:
        return path.is_file() and sqlite.application_id(path) == sqlite.DEMO_ID
    except OSError:  # whoever opens it says what is wrong
        return False


def remove_demo(path: Path) -> None:
    """Remove a demo, with all that SQLite keeps beside it; a file that is not there is no matter.

    Raises:
        NotADemoError: it is something else, and was left as it is.
        StoreError: it cannot be removed, and why.
    """
    path = Path(os.path.realpath(path))
    if not path.exists():
        return
    lock = FileLock(path.with_name(f"{path.name}.lock"), path)
    try:
        if not is_demo(path):
            raise NotADemoError(path=path)
        with lock.held():
            for suffix in ("", *damage.COMPANIONS):
                path.with_name(path.name + suffix).unlink(missing_ok=True)
            files.sync(path.parent)
    except OSError as error:
        raise files.explain(error, path) from error
    finally:
        lock.close()
