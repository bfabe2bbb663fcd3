"""Every finding of `check` has an example, and the example has the finding."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from lessons.problem import Problem
from tests.finding_examples import EXAMPLES, FINDINGS, Example
from tui.checking import check_path

TESTS = Path(__file__).parents[1]
ASKED = "### Which {0}?\n\n- [ ] a {0}\n- [ ] b {0}\n- [x] c {0}{1}\n- [ ] d {0}\n\n"
MADE: Mapping[str, tuple[str, str]] = {
    "lessons.TOO_MUCH": ("lessons/a.md", "a\n" * 100_001),
    "lessons.LESSON_TOO_LONG": ("lessons/a.md", "words\n" * 175_000),
    "lessons.CODE_TOO_LONG": ("lessons/a.md", "```\n" + "words\n" * 50_000 + "```\n"),
    "lessons.TOO_MANY_PROBLEMS": ("lessons/a.md", "> [!DANGER]\n\n" * 1_002),
    "TOO_MANY_PROBLEMS": ("quizzes/a.md", "### Which?\n\n" * 1_002),
    "TOO_MANY_HEADINGS": ("quizzes/a.md", "".join(f"# {number}?\n- [x] a\n- [ ] b\n" for number in range(4_001))),
    "GAPS_OF_ONE": ("quizzes/a.md", "### Which?\n\n" + "It is [[a]].\n" * 51),
    "GAP_TOO_LONG": ("quizzes/a.md", "### Which?\n\nIt is [[a]], and [[" + "words " * 200 + "]].\n"),
    "WITHOUT_ANSWER_LONG": ("quizzes/a.md", "### Which?\n\n[[" + "words " * 200 + "]]\n"),
    "GAP_TOO_MANY_ANSWERS": ("quizzes/a.md", "### Which?\n\n[[" + "|".join(f"a{n}" for n in range(51)) + "]]\n"),
    "GAPS_TOO_MANY": ("quizzes/a.md", "### Which?\n\n" + "It is [[a]].\n\n" * 24_000),
    "LONGEST_IS_RIGHT": ("quizzes/a.md", "".join(ASKED.format(number, " at length") for number in range(10))),
    "KEY_POSITION": ("quizzes/a.md", "".join(ASKED.format(number, "") for number in range(10))),
}
"""Findings about size and number: too long an example to be shown."""
OF_FILES: Mapping[str, str] = {
    "lessons.FILE_UNREADABLE": "integration/test_shelf.py",
    "lessons.FOLDER_UNREADABLE": "integration/test_shelf.py",
    "lessons.FILE_NAME": "integration/test_shelf.py",
    "lessons.FILE_TOO_LARGE": "integration/test_shelf.py",
    "lessons.TOO_MANY_FILES": "integration/test_shelf.py",
    "lessons.LINK_OUT": "integration/test_shelf.py",
    "lessons.ENCODING": "integration/test_shelf.py",
}
"""Findings that no text has, and the tests that have them."""


def problems(folder: Path, files: Mapping[str, str]) -> tuple[Problem, ...]:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return check_path(folder).problems


def test_every_finding_has_one_example() -> None:
    named = [example.name for example in EXAMPLES]
    assert sorted([*named, *MADE, *OF_FILES]) == sorted(FINDINGS), "write one into tests/fixtures/findings.md"


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: str(example.name))
def test_the_example_has_the_finding_and_says_what_to_do(example: Example, tmp_path: Path) -> None:
    found = [one for one in problems(tmp_path, example.files) if one.finding is FINDINGS[example.name]]
    assert {one.path for one in found} == {example.path}
    for one in found:
        assert not re.search(r"\{[a-z]+\}", one.message()), "a name that no value fills"
        assert one.fix()
        assert one.line == 0 or one.source in example.files[example.path]


@pytest.mark.parametrize("name", MADE)
def test_what_is_too_much_has_the_finding(name: str, tmp_path: Path) -> None:
    path, text = MADE[name]
    assert FINDINGS[name] in {one.finding for one in problems(tmp_path, {path: text})}


@pytest.mark.parametrize("name", OF_FILES)
def test_what_no_text_has_is_tested_with_real_files(name: str) -> None:
    assert FINDINGS[name].code in (TESTS / OF_FILES[name]).read_text(encoding="utf-8")
