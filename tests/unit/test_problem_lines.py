"""Problems in lines: a place that an editor can jump to, the line, a mark, the fix; nothing twice."""

import re

import pytest

from lessons.problem import Finding, Problem
from tui.commands.problems import Teller, sum_words, table

NO_KEY = Finding("E-no-key", "Nothing is ticked.", "Tick something.")
ODD = Finding("W-odd", "`{what}` is odd.", "Write `{what}` otherwise.")
NO_ID = Finding("I-no-id", "It has no id.", "Give it one.")
SGR = re.compile(r"\x1b\[[0-9;]*m")


def told(capsys: pytest.CaptureFixture[str], *problems: Problem, colour: bool = False, room: int = 80) -> str:
    Teller(colour=colour, room=room).say(problems, lambda problem: f"course/{problem.path}")
    return capsys.readouterr().out


def odd(path: str, line: int, column: int, source: str, what: str = "x") -> Problem:
    return Problem(path, line, column, ODD, source, {"what": what})


def test_place_code_and_message_come_first_then_line_mark_and_fix(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, odd("a.md", 3, 5, "- [ ]x")) == (
        "course/a.md:3:5 W-odd `x` is odd.\n    | - [ ]x\n    |     ^\n    Fix: Write `x` otherwise.\n\n"
    )


def test_a_finding_without_a_place_in_its_line_gets_no_mark(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, Problem("a.md", 3, 1, NO_KEY, "### Which?")) == (
        "course/a.md:3:1 E-no-key Nothing is ticked.\n    | ### Which?\n    Fix: Tick something.\n\n"
    )


def test_a_line_with_two_problems_stands_once_with_both_marks(capsys: pytest.CaptureFixture[str]) -> None:
    lines = told(capsys, odd("a.md", 3, 3, "a b c", "b"), odd("a.md", 3, 5, "a b c", "c")).splitlines()
    assert lines[:4] == [
        "course/a.md:3:3 W-odd `b` is odd.",
        "course/a.md:3:5 W-odd `c` is odd.",
        "    | a b c",
        "    |   ^ ^",
    ]
    assert [line for line in lines if "Fix" in line] == [
        "    Fix: Write `b` otherwise.",
        "    Fix: Write `c` otherwise.",
    ]


def test_a_fix_is_said_once_in_each_file_and_that_of_a_note_once_in_all(capsys: pytest.CaptureFixture[str]) -> None:
    problems = [
        Problem(path, line, 1, finding)
        for path in ("a.md", "b.md")
        for line, finding in ((1, NO_ID), (2, NO_KEY), (7, NO_KEY))
    ]
    out = told(capsys, *problems)
    assert out.count("Tick something.") == 2
    assert out.count("Give it one.") == 1
    assert out.count("E-no-key") == 4
    assert out.split("\n\n")[1].startswith("course/b.md:1:1 I-no-id")


def test_colour_is_ink_and_changes_no_word(capsys: pytest.CaptureFixture[str]) -> None:
    problem = odd("a.md", 3, 5, "- [ ]x")
    plain, inked = told(capsys, problem), told(capsys, problem, colour=True)
    assert SGR.sub("", inked) == plain != inked


def test_hostile_text_is_shown_and_steers_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    problem = odd("a\x1b[2J.md", 3, 5, "\x1b]0;title\x07\x9b31m [red]", "b\nc/fake.md:1:1 E-fake")
    out = told(capsys, problem, colour=True)
    assert "\x1b" not in SGR.sub("", out)
    assert not set("\x07\x9b") & set(out)
    assert "<U+001B>]0;title<U+0007>" in out
    assert not any(line.startswith("c/fake") for line in out.splitlines())


def test_a_long_line_is_cut_to_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    lines = told(capsys, odd("a.md", 3, 201, "x" * 200 + "[a](b)" + "y" * 200), room=60).splitlines()
    assert max(map(len, lines)) <= 60
    assert lines[1][lines[2].index("^")] == "["


def test_the_sum_names_errors_warnings_and_notes() -> None:
    assert sum_words([Problem("a", 1, 1, NO_KEY), *[Problem("a", 1, 1, NO_ID)] * 2]) == "1 error, 0 warnings, 2 notes"


def test_many_problems_get_a_table_of_their_codes_and_few_do_not() -> None:
    few = [Problem("a", 1, 1, NO_KEY)] * 3 + [Problem("a", 1, 1, NO_ID)] * 40
    assert table(few) == []
    assert table([*few, *[odd("a", 1, 1, "")] * 100]) == ["  3 E-no-key", "100 W-odd", " 40 I-no-id"]
