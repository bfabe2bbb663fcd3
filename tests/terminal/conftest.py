"""Terminals for journeys."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from tests.demos import once
from tests.terminal.stage import Stage

LIBRARY = Path(__file__).parents[1] / "fixtures" / "library"
KEPT = ("modules", "patterns")
"""What a run keeps in the cache of the program itself, whatever is studied."""


def _start(folder: Path) -> None:
    """Start the app as often as it takes until it has kept what it needs."""
    surroundings = {f"XDG_{name}_HOME": str(folder / name) for name in ("CONFIG", "DATA", "STATE", "CACHE")}
    for _time in range(2):
        with closing(Stage("--library", LIBRARY, "--member", "Wei", environment=surroundings)) as terminal:
            terminal.wait_for("Welcome")
            terminal.press("ctrl+q")
            assert terminal.wait_for_end() == 0


@pytest.fixture
def started_before(home: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Somebody has started Fivefold here before: it takes half the time."""
    kept = once(tmp_path_factory, "started", _start) / "CACHE" / "fivefold"
    cache = home / ".cache" / "fivefold"
    cache.mkdir(parents=True, mode=0o700)
    for name in KEPT:
        shutil.copy(kept / name, cache)


@pytest.fixture
def stage(started_before: None) -> Iterator[Callable[..., Stage]]:  # noqa: ARG001 - what it leaves is there
    """Opens terminals, `stage("--lang", "zh", columns=60)`, and closes them after the test."""
    with ExitStack() as opened:
        yield lambda *arguments, **surroundings: opened.enter_context(closing(Stage(*arguments, **surroundings)))
