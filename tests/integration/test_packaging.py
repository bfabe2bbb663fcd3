"""The wheel that a user installs: everything is in it, and it runs by itself."""

import importlib.metadata
import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("lessons", "quizzes", "store", "tui")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    result = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    (built,) = folder.glob("fivefold-*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and nothing else in it."""
    folder = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
    command = [*pip, "--no-index", "--no-deps", "--target", str(folder), str(wheel)]
    result = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    return folder


def run(installed: Path, home: Path, *arguments: str) -> str:
    """Run the installed program; without `site`, nothing leads back to the sources."""
    command = [sys.executable, "-S", "-P", str(installed / "bin" / "fivefold"), *arguments]
    libraries = (sysconfig.get_path("purelib"), sysconfig.get_path("platlib"))
    surroundings = {**os.environ, "PYTHONPATH": os.pathsep.join((str(installed), *libraries))}
    result = subprocess.run(command, cwd=home, env=surroundings, check=False, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    return result.stdout


def test_every_file_of_the_packages_is_in_the_wheel(wheel: Path) -> None:
    there = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    packed = {name for name in zipfile.ZipFile(wheel).namelist() if not name.startswith("fivefold-")}
    assert packed == there
    assert {Path(name).suffix for name in packed} >= {".py", ".md", ".tcss", ".po"}


def test_the_licence_travels(wheel: Path) -> None:
    assert any(name.endswith("licenses/LICENSE") for name in zipfile.ZipFile(wheel).namelist())


def test_the_program_starts_where_it_was_installed(installed: Path, home: Path) -> None:
    assert run(installed, home, "--version") == f"fivefold {importlib.metadata.version('fivefold')}\n"


def test_the_starter_courses_are_found_where_it_was_installed(installed: Path, home: Path) -> None:
    courses = json.loads(run(installed, home, "list", "--json"))["courses"]
    assert courses
    assert all((installed / "lessons" / "content" / course["path"]).is_dir() for course in courses)


def test_no_dependency_owns_one_of_our_names() -> None:
    # The names are generic: a distribution that brings its own `store` would stand in the way of ours, or ours in its.
    owners = importlib.metadata.packages_distributions()
    assert {name: set(owners.get(name, ())) - {"fivefold"} for name in PACKAGES} == {name: set() for name in PACKAGES}
