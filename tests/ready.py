"""What each test would else wait for again: a database that is made and written, and the starter courses.

The migrations take ten times as long as to make the tables that they leave, to wait for the disk takes longer than most
tests work, and the starter courses are a hundred files to read. What comes out is the same, but for what only tests of
the opening, the migrations and the power can see: they ask for the fixture `durable`.
"""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest

from lessons.model import Course, Kind, SourceFile
from quizzes.reading import FileRead, Readings
from store import migrations, sqlite
from tui.settings import STARTER_COURSES

_STEP_BY_STEP = migrations.migrate
_PRAGMAS = sqlite.PRAGMAS
_CARELESS = tuple(pragma.replace("synchronous = FULL", "synchronous = OFF") for pragma in _PRAGMAS)
assert _CARELESS != _PRAGMAS


@cache
def _tables() -> tuple[Sequence[str], Sequence[tuple[object, ...]]]:
    """What makes the tables that the migrations leave, and the steps that they have noted."""
    with closing(sqlite.scratch()) as connection:
        connection.execute("BEGIN")
        _STEP_BY_STEP(connection)
        made = connection.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid").fetchall()
        noted: list[tuple[object, ...]] = connection.execute("SELECT * FROM _sqlite_migrations").fetchall()
    return [sql for (sql,) in made], noted


def _at_once(connection: sqlite3.Connection, *, demo: bool = False) -> None:
    """As `migrate`, but of an empty database makes what the steps leave."""
    if connection.execute("SELECT count(*) FROM sqlite_schema").fetchone() != (0,):
        _STEP_BY_STEP(connection, demo=demo)
        return
    made, noted = _tables()
    for statement in made:
        connection.execute(statement)
    connection.executemany("INSERT INTO _sqlite_migrations VALUES (?, ?, ?, ?)", noted)
    connection.execute(f"PRAGMA application_id = {sqlite.DEMO_ID if demo else sqlite.APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {sqlite.SCHEMA}")


_read = Readings.read
_known: dict[tuple[Path, str, Kind | None], FileRead] = {}


def _read_once(self: Readings, root: Path, file: SourceFile, course: Course, kind: Kind | None = None) -> FileRead:
    """As `Readings.read`, but a file of the starter courses is read once."""
    if root not in STARTER_COURSES:
        return _read(self, root, file, course, kind)
    known = _known.get((root, file.path, kind))
    if known is None or (known.file, known.course) != (file, course):
        known = _known[root, file.path, kind] = _read(self, root, file, course, kind)
    self.keep(root, known)
    return known


def be_quick() -> None:
    """Let everything in this process be so."""
    migrations.migrate = _at_once
    vars(sqlite)["PRAGMAS"] = _CARELESS
    Readings.read = _read_once  # type: ignore[method-assign] # for all of the run


def be_durable(patch: pytest.MonkeyPatch) -> None:
    """Let them be made and written as in the program, as long as the patch lasts."""
    patch.setattr(migrations, "migrate", _STEP_BY_STEP)
    patch.setattr(sqlite, "PRAGMAS", _PRAGMAS)
