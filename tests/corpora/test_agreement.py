"""Foreign quizzes as the program reads them, held against a line scanner that shares no code with its parser."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from lessons.shelf import open_shelf
from quizzes.library import build
from quizzes.model import Choice
from tests.corpora.conftest import COMPARED
from tests.corpora.scan import Section, scan

Place = tuple[str, int]
"""Path below the library, and line of the heading."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reader found under one heading."""

    options: int
    right: int
    askable: bool


@dataclass(frozen=True, slots=True)
class Explained:
    """A difference that was looked at in the file itself."""

    scanned: Reading | None
    listed: Reading | None
    reason: str
    """Which reading is right, and why."""


ONE_OPTION = (
    "The list is right: with one option there is nothing to choose (E-only-one-option). The scanner asks whatever has "
    "a ticked box."
)
ORDERING = (
    "The list is right: an ordered list without boxes at the end is an ordering question, and has no box to scan."
)

EXPLAINED: dict[str, dict[Place, Explained]] = {
    "linkedin": {
        ("python/python-quiz.ja.md", 756): Explained(
            Reading(1, 1, askable=True),
            Reading(1, 1, askable=False),
            f"{ONE_OPTION} Translation moved the boxes of three items into their text.",
        ),
        ("python/python-quiz.ja.md", 1016): Explained(
            Reading(1, 1, askable=True),
            Reading(1, 1, askable=False),
            f"{ONE_OPTION} Translation lost the fences, so a comment in the code became this heading.",
        ),
        ("rust/rust-quiz.md", 776): Explained(
            Reading(129, 32, askable=True),
            Reading(129, 32, askable=False),
            "The list is right: 32 more questions stand in this section as paragraphs (E-question-as-paragraph), and "
            "which options belong to which is not guessed.",
        ),
    },
    "ghcertified": {},
    "quizdown": {
        ("demo-1.md", 48): Explained(None, Reading(7, 0, askable=True), ORDERING),
        ("options-5.md", 52): Explained(None, Reading(7, 0, askable=True), ORDERING),
    },
}


@pytest.fixture(params=EXPLAINED)
def collection(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def library(collection: str) -> Path:
    named = os.environ.get("FIVEFOLD_CORPORA")
    if not named:
        pytest.fail("FIVEFOLD_CORPORA is not set: give it the folder of the foreign libraries.")
    folder = Path(named) / collection
    if not folder.is_dir():
        pytest.fail(f"There is no folder {folder}: FIVEFOLD_CORPORA must name the folder of the foreign libraries.")
    return folder


def test_the_command_lists_what_the_line_scanner_finds(
    collection: str, library: Path, home: Path, record_property: Callable[[str, object], None]
) -> None:
    found = {place: reading(section) for place, section in scanned(library).items()}
    shown = listed(library, home)
    differences = {
        place: (found.get(place), shown.get(place))
        for place in sorted(found.keys() | shown.keys())
        if found.get(place) != shown.get(place)
    }
    record_property(COMPARED, len(found.keys() | shown.keys()))
    assert found, f"There is no quiz below {library}."
    assert differences == {
        place: (explained.scanned, explained.listed) for place, explained in EXPLAINED[collection].items()
    }


def test_the_same_boxes_are_ticked(library: Path) -> None:
    parsed = {
        (quiz.path, question.line): [option.right for option in question.options]
        for course in build([open_shelf(library)]).courses
        for quiz in course.quizzes
        for question in quiz.questions
        if isinstance(question, Choice)
    }
    assert parsed == {place: section.ticks for place, section in scanned(library).items()}


def scanned(library: Path) -> dict[Place, Section]:
    """Every section with boxes in every Markdown file."""
    return {
        (path.relative_to(library).as_posix(), section.line): section
        for path in sorted(library.rglob("*.md"))
        for section in scan(path.read_bytes().decode("utf-8"))
    }


def reading(section: Section) -> Reading:
    return Reading(len(section.ticks), len(section.right), askable=bool(section.right))


def listed(library: Path, home: Path) -> dict[Place, Reading]:
    """Every question of `list --questions --json`."""
    command = [sys.executable, "-m", "tui", "--library", str(library), "list", "--questions", "--json"]
    done = subprocess.run(command, capture_output=True, cwd=home, timeout=110, check=False)
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    shown: dict[Place, Reading] = {}
    for course in json.loads(done.stdout)["courses"]:
        for quiz in course["quizzes"]:
            for question in quiz["questions"]:
                place = (quiz["path"], question["line"])
                assert place not in shown, f"{place} is listed twice."
                shown[place] = Reading(question["options"], question["right"], question["askable"])
    return shown
