"""The demos that tests look at and copy: each is told once, whatever number of processes share the run."""

import fcntl
import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from store.database import open_database
from tui.demo.telling import tell

END = datetime(2026, 11, 27, 10, 30, tzinfo=UTC)
WEEKS = 12
"""Long enough for plans, hands, leaves and reviews; a year is told in the same way."""


def told(path: Path, *, end: datetime = END, seed: int = 5, weeks: int = WEEKS) -> None:
    """Tell a demo into a new database."""
    with open_database(path, now=lambda: end, demo=True) as database:
        tell(database, end=end, seed=seed, weeks=weeks)


def original(factory: pytest.TempPathFactory) -> Path:
    """The database of a demo that no test changes."""
    return once(factory, "demo", lambda folder: told(folder / "demo.db")) / "demo.db"


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder in which something of a name was made for this run, by whichever process asked first."""
    base = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:  # each process has a folder of its own below that of the run
        base = base.parent
    folder, part = base / name, base / f"{name}.part"
    with (base / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            shutil.rmtree(part, ignore_errors=True)  # a process may have failed at it: the next one says why, too
            part.mkdir()
            make(part)
            part.rename(folder)
    return folder
