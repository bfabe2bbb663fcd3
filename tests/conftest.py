"""What holds for every test: the developer's own machine stays out, and nothing depends on luck."""

import gc
import os
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import hypothesis
import pytest

from tests import ready, snapshots
from tui.i18n import use

FOREIGN = ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "PYTHONBREAKPOINT")
"""Variables of the developer's shell that would change what is drawn."""
SURROUNDINGS = {
    "LANG": "C.UTF-8",
    "TZ": "UTC",
    "TERM": "xterm-256color",
    "COLORTERM": "truecolor",
    "TEXTUAL_ANIMATIONS": "none",
}
FOLDERS = {
    "HOME": "",
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
    "XDG_CACHE_HOME": ".cache",
    "XDG_RUNTIME_DIR": ".run",
}


collect_ignore = [] if "FIVEFOLD_CORPORA" in os.environ else ["corpora"]
"""Foreign libraries do not ship with the sources: `make corpora` says where they are."""
if "FIVEFOLD_SOAK" not in os.environ:
    # It mounts a disk, which needs root: `make soak` fails where that cannot be, and `make test` fills a file instead.
    collect_ignore.append("faults/test_small_disk.py")
if "FIVEFOLD_BROWSER" not in os.environ:
    collect_ignore.append("browser")  # Chromium is no part of what the tests need: `make browser` fails without it


SELDOM = 7_000
"""Of how many new objects garbage is looked for: ten times what is usual, some hundred megabytes at the most."""


def keep_out() -> None:
    """Replace what the developer's shell set; Textual reads its variables when it is first imported."""
    for name in set(os.environ) - {"FIVEFOLD_CORPORA", "FIVEFOLD_SOAK", "FIVEFOLD_FUZZ", "FIVEFOLD_BROWSER"}:
        if name in FOREIGN or name.startswith(("FIVEFOLD_", "LC_", "LANGUAGE", "TEXTUAL")):
            del os.environ[name]
    os.environ.update(SURROUNDINGS)
    time.tzset()


gc.disable()  # as long as tests are collected: all of it stays
keep_out()
ready.be_quick()

# Slow machines are welcome: no test fails by the clock alone. In CI the examples are the same in every run.
hypothesis.settings.register_profile(
    "developer", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.register_profile(
    "ci", hypothesis.settings.get_profile("developer"), derandomize=True, database=None
)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "developer")


def pytest_collection_finish() -> None:
    """Look for garbage in what the tests make alone, and less often: a fifth of their time went into it.

    The program does as much when it has started; in a process that goes on, what it kept then would stay for ever.
    """
    gc.collect()
    gc.freeze()
    gc.freeze = _nothing
    gc.set_threshold(SELDOM)
    gc.enable()


def _nothing() -> None:
    pass


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Fresh, empty home folders, one for each test."""
    base = tmp_path_factory.mktemp("homes")
    return (base / str(number) for number in count())


@pytest.fixture(autouse=True)
def home(homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home folder of this test: nobody has used Fivefold here before."""
    folder = next(homes)
    folder.mkdir()
    for name, below in FOLDERS.items():
        monkeypatch.setenv(name, str(folder / below))
    return folder


@pytest.fixture
def durable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Databases are made and written as in the program: step by step, and each commit is on the disk."""
    ready.be_durable(monkeypatch)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Every test begins in English, whatever the one before spoke."""
    yield
    use("en")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """When snapshots are written anew, run only the tests that take one."""
    if os.environ.get("UPDATE_SNAPSHOTS"):
        taking = [item for item in items if {"snapshot", "document"} & set(getattr(item, "fixturenames", ()))]
        others = [item for item in items if item not in taking]
        items[:] = taking
        config.hook.pytest_deselected(items=others)


@pytest.fixture
def snapshot() -> Callable[[str, str], None]:
    """`snapshot(text, name)` compares with `tests/snapshots/<name>.txt`; `make snap` rewrites those files."""
    return snapshots.compare


@pytest.fixture
def document() -> Callable[[str, str], None]:
    """`document(text, name)` compares with the file of that name in `docs`; `make snap` rewrites it."""
    return lambda text, name: snapshots.compare(text, name, snapshots.DOCUMENTS, suffix="")
