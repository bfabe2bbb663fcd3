"""`kill -9` while an older database is brought up to date: it is the older or the present one, with all its rows."""

import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from store import sqlite
from store.database import Database
from store.log import rebuild
from tests.faults.soak import times
from tests.histories import ada, answered, dump, finished, opened, rated, record, started
from tests.older import STEPS, older

MIGRATING = Path(__file__).parents[1] / "fixtures" / "migrating.py"
POINTS = times(4, 60)


@pytest.fixture
def history(tmp_path: Path) -> Iterator[Database]:
    with opened(tmp_path / "present") as database:
        answers = (answered(number, right=number % 3 > 0) for number in range(1, 30))
        record(database, ada(database), started(), *answers, finished(), rated(), rated(2))
        yield database


def migrating(path: Path, number: int) -> tuple[int, str]:
    command = [sys.executable, str(MIGRATING), str(path), str(number)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


@pytest.mark.timeout(times(120, 1_200))
@pytest.mark.parametrize("before", [STEPS[1], STEPS[-1]] if POINTS < 60 else STEPS[1:])
def test_a_migration_that_is_killed_loses_nothing(
    tmp_path: Path, history: Database, before: str, figure: Callable[..., None]
) -> None:
    old = older(tmp_path / "old", before, history)
    whole = Path(shutil.copytree(old.parent, tmp_path / "whole")) / old.name
    status, told = migrating(whole, 1_000_000)
    assert status == 0
    statements = int(told)
    outcomes = set()
    for point in range(1, POINTS + 1):
        folder = tmp_path / str(point)
        path = Path(shutil.copytree(old.parent, folder)) / old.name
        assert migrating(path, 1 + (statements - 1) * point // POINTS)[0] == -signal.SIGKILL
        connection = sqlite3.connect(path)
        outcomes |= {found for (found,) in connection.execute("PRAGMA user_version")}
        connection.close()
        with opened(folder) as database:
            assert dump(database) == dump(history)
            rebuild(database)
            assert dump(database) == dump(history)
            database.check()
    assert outcomes == {STEPS.index(before), sqlite.SCHEMA}
    figure(f"{POINTS} kills while migrating from {before}, {statements} statements long: every row is there")
