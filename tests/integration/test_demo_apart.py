"""The demo laid out apart: what a leader learns from files is what one database would show, and nothing of anybody's own."""

import json
import shlex
import shutil
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import pytest

from store import shared_files
from store.database import open_database
from store.demo import is_demo
from tests.integration.test_demo import LABEL, run
from tui import __main__ as program
from tui.commands import demo as command
from tui.demo.apart import CAST, Layout, tell_apart
from tui.demo.clock import Clock
from tui.demo.people import NIGHT_SHIFT
from tui.demo.telling import SEED, Teller, Together

END = datetime(2026, 11, 27, 10, 30, tzinfo=UTC)
WEEKS = 10
LEADER = CAST.groups[0].leader


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Layout:
    """One that no test changes."""
    return tell_apart(tmp_path_factory.mktemp("apart") / "demo", end=END, weeks=WEEKS)


@pytest.fixture
def layout(original: Layout, tmp_path: Path) -> Layout:
    """A copy of it."""
    shutil.copytree(original.folder, tmp_path / "demo")
    return Layout(tmp_path / "demo")


@pytest.fixture(scope="module")
def together(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same story of the same people, in one database."""
    path = tmp_path_factory.mktemp("together") / "demo.db"
    with open_database(path, now=lambda: END, demo=True) as database, database.transaction():
        for _share in Teller(Together(database, Clock(END), Random(SEED)), CAST, SEED, 7 * WEEKS).tell():
            pass
    return path


def page(path: Path, capsys: pytest.CaptureFixture[str], at: datetime = END) -> dict[str, Any]:
    assert run("--db", path, "--member", LEADER, "group", NIGHT_SHIFT, "--json", at=at) == 0
    said: dict[str, Any] = json.loads(capsys.readouterr().out)
    return said


def test_see(original: Layout, together: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, two = page(together, capsys), page(original.leader, capsys)
    for key in one:
        if one[key] != two[key] and key not in {"members"}:
            print(key, one[key], "\n    ", two[key])
    for a, b in zip(one["members"], two["members"], strict=True):
        for key in a:
            if a[key] != b[key]:
                print(a["name"], key, a[key], "\n    ", b[key])
    assert 0
