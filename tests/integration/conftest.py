"""A group that is led on the command line, for the tests of groups."""

import shlex
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.leading import LIBRARY, PEOPLE, Clock, Typed
from tui import __main__ as program
from tui.__main__ import run


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def dice() -> Random:
    return Random(4)


@pytest.fixture
def typed(
    tmp_path: Path, clock: Clock, dice: Random, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Typed:
    """Types a command line; answers its status, what it printed, and what it told."""
    surroundings = program._surroundings()

    def made() -> object:
        fields = {name: getattr(surroundings, name) for name in surroundings.__slots__}
        return type(surroundings)(**{**fields, "now": lambda: clock.at, "random": dice})

    monkeypatch.setattr(program, "_surroundings", made)

    def type_(line: str) -> tuple[int, str, str]:
        clock.at += timedelta(seconds=1)
        base = ["--db", str(tmp_path / "study.db"), "--library", str(LIBRARY)]
        try:
            status = run([*base, *shlex.split(line)])
        except SystemExit as usage:
            status = int(usage.code or 0)
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return type_


Once = Callable[[str, Path, Callable[[], Any]], Any]


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """`once(name, folder, make)`: what `make` makes in a folder, or a copy of that; what it answered the first time."""
    made: dict[str, tuple[Path, Any]] = {}

    def made_or_copied(name: str, folder: Path, make: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever is made
        if name not in made:
            answer = make()
            made[name] = shutil.copytree(folder, tmp_path_factory.mktemp(name) / "first"), answer
        else:
            shutil.copytree(made[name][0], folder, dirs_exist_ok=True)
        return made[name][1]

    return made_or_copied


@pytest.fixture
def group(typed: Typed, clock: Clock, dice: Random, tmp_path: Path, once: Once) -> Typed:
    """A group of five that Lea leads, with a plan for the whole course."""

    def found() -> tuple[datetime, object]:
        for name in ("Lea", *PEOPLE):
            assert typed(f"member add {name}")[0] == 0
        assert typed("--member Lea group create 'Night shift'")[0] == 0
        for name in PEOPLE:
            assert typed(f"--member Lea group add 'Night shift' {name}")[0] == 0
        for name in PEOPLE:
            assert typed(f"--member {name} group charter 'Night shift' --accept --signed {name}")[0] == 0
        plan = "--member Lea plan set 'Night shift' bread --due 2026-03-20 --target 80% --announced 01-dough"
        assert typed(plan)[0] == 0
        return clock.at, dice.getstate()

    clock.at, thrown = once("group", tmp_path, found)
    dice.setstate(thrown)
    return typed
