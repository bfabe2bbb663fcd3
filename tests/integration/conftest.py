"""A group that is led on the command line, for the tests of groups."""

import shlex
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from tests.leading import LIBRARY, PEOPLE, Clock, Typed
from tui import __main__ as program
from tui.__main__ import run


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def typed(tmp_path: Path, clock: Clock, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Typed:
    """Types a command line; answers its status, what it printed, and what it told."""
    surroundings = program._surroundings()
    random = Random(4)

    def made() -> object:
        fields = {name: getattr(surroundings, name) for name in surroundings.__slots__}
        return type(surroundings)(**{**fields, "now": lambda: clock.at, "random": random})

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


@pytest.fixture
def group(typed: Typed) -> Typed:
    """A group of five that Lea leads, with a plan for the whole course."""
    for name in ("Lea", *PEOPLE):
        assert typed(f"member add {name}")[0] == 0
    assert typed("--member Lea group create 'Night shift'")[0] == 0
    for name in PEOPLE:
        assert typed(f"--member Lea group add 'Night shift' {name}")[0] == 0
    for name in PEOPLE:
        assert typed(f"--member {name} group charter 'Night shift' --accept --signed {name}")[0] == 0
    assert typed("--member Lea plan set 'Night shift' bread --due 2026-03-20 --target 80% --announced 01-dough")[0] == 0
    return typed
