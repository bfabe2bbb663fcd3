"""Foreign lessons, and the specification's own examples: read without a loss, on their true lines."""

import os
import re
from collections import Counter
from pathlib import Path

import pytest

from lessons.blocks import Code, Heading, Html, every
from lessons.document import read_document
from lessons.parse import read_course, read_lesson
from lessons.problem import Severity
from lessons.shelf import open_shelf
from tests.losses import lost

LIBRARIES = {"rust-book": 112, "cs-self-learning": 90, "linkedin": 46, "ghcertified": 240}
"""Foreign libraries, and how many Markdown files each has."""

EXAMPLES = 655
"""Of the CommonMark specification."""

_EXAMPLE = re.compile(r"^`{32} example\n(.*?)^\.\n", re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def corpora() -> Path:
    named = os.environ.get("FIVEFOLD_CORPORA")
    if not named:
        pytest.fail("FIVEFOLD_CORPORA is not set: give it the folder of the foreign libraries.")
    return Path(named)


@pytest.mark.parametrize("name", LIBRARIES)
def test_foreign_libraries_are_read_without_a_loss(name: str, corpora: Path) -> None:
    shelf = open_shelf(corpora / name)
    assert shelf.problems == ()
    read = 0
    for folder in shelf.courses:
        course = read_course(folder.path, None, None, name=folder.name)
        for file in folder.files:
            document = read_document(file.path, file.text)
            lesson = read_lesson(file, document, course)
            read += 1
            assert lost(document) == Counter(), file.path
            assert [problem for problem in lesson.problems if problem.severity is Severity.ERROR] == [], file.path
            assert lesson.title
            assert lesson.minutes >= 1
    assert read == LIBRARIES[name]


@pytest.mark.parametrize("name", LIBRARIES)
def test_headings_stand_where_a_reader_of_lines_sees_them(name: str, corpora: Path) -> None:
    for folder in open_shelf(corpora / name).courses:
        for file in folder.files:
            document = read_document(file.path, file.text)
            found = [(block.line, block.level) for block in document.blocks if isinstance(block, Heading)]
            code = {
                line
                for block in every(document.blocks)
                if isinstance(block, Code | Html)
                for line in range(block.line, block.end + 1)
            }
            seen = [
                (number, len(marks[1]))
                for number, line in enumerate(file.text.split("\n"), 1)
                if (marks := re.match(r"(#{1,6})(?:[ \t]|$)", line)) and number not in code
            ]
            underlined = {block.line for block in document.blocks if isinstance(block, Heading) and block.underlined}
            assert [place for place in found if place[0] not in underlined] == seen, file.path


def test_every_example_of_the_specification_is_read_without_a_loss(corpora: Path) -> None:
    specification = (corpora / "commonmark" / "spec.txt").read_text(encoding="utf-8")
    examples = [found.replace("→", "\t") for found in _EXAMPLE.findall(specification)]
    assert len(examples) == EXAMPLES
    losses = {example: lost(read_document("a.md", example)) for example in examples}
    assert {example: loss for example, loss in losses.items() if loss} == {}
