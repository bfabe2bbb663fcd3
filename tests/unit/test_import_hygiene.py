"""What each part may know, seen from a clean interpreter, where lazy and indirect imports show too."""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

ROOT = Path(__file__).parents[2]
WHOLE_PACKAGE = """
import importlib, pkgutil
for module in pkgutil.walk_packages([{name!r}], {name!r} + "."):
    importlib.import_module(module.name)
"""
REPORT = "\nimport sys; print('imported:', *sorted(sys.modules))"


def imported(program: str) -> set[str]:
    """The modules that a program has imported when it is done."""
    command = [sys.executable, "-c", program + REPORT]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return set(run.stdout.rpartition("imported:")[2].split())


@pytest.mark.parametrize("name", ["lessons", "quizzes"])
def test_the_core_knows_no_terminal_and_no_database(name: str) -> None:
    modules = imported(WHOLE_PACKAGE.format(name=name))
    assert f"{name}.model" in modules
    assert modules & {"textual", "rich", "sqlite3", "sqlite_utils", "store", "tui"} == set()


def test_the_store_knows_no_terminal() -> None:
    modules = imported(WHOLE_PACKAGE.format(name="store"))
    assert "store.database" in modules
    assert modules & {"textual", "rich", "tui"} == set()


def test_the_verbs_know_no_textual() -> None:
    modules = imported("import tui.study")
    assert "store.database" in modules
    assert modules & {"textual", "rich"} == set()


def test_the_version_costs_next_to_nothing() -> None:
    modules = imported("from tui.__main__ import run\nassert run(['--version']) == 0")
    assert "argparse" in modules
    assert modules & {"textual", "rich", "markdown_it", "yaml", "sqlite3", "sqlite_utils", "store", "quizzes"} == set()


@pytest.mark.parametrize("command", ["today", "list"])
def test_a_report_starts_no_app(command: str) -> None:
    modules = imported(f"from tui.__main__ import run\nassert run([{command!r}, '--json']) == 0")
    assert "tui.study" in modules
    assert modules & {"textual", "rich", "pygments"} == set()


def test_today_of_a_known_library_loads_no_parser_and_no_types_of_questions() -> None:
    twice = "from tui.__main__ import run\nassert run(['today', '--json', '--db', {db!r}]) == 0"
    with TemporaryDirectory() as folder:
        program = twice.format(db=str(Path(folder, "study.db")))
        imported(program)
        modules = imported(program)
    assert "quizzes.model" in modules
    assert modules & {"textual", "rich", "markdown_it", "yaml", "fsrs", "sqlite_utils", "quizzes.questions"} == set()


def test_the_app_at_today_loads_no_parser() -> None:
    modules = imported("import tui.commands.study, tui.app, tui.screens.today")
    assert modules & {"markdown_it", "yaml", "quizzes.questions", "watchfiles", "pygments"} == set()


def test_what_matches_patterns_is_loaded_when_there_is_one() -> None:
    modules = imported("import quizzes.library, quizzes.grade")
    assert "quizzes.pattern" in modules
    assert "re2" not in modules
