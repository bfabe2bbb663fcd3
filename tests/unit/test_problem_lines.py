"""Problems in lines: a place that an editor can jump to, the line, a mark, the fix; nothing twice."""

import re

import pytest

from lessons.problem import Finding, Problem
from tui.commands.annotations import annotation
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


def test_of_many_alike_the_first_are_said_and_the_lines_of_the_others(capsys: pytest.CaptureFixture[str]) -> None:
    many = [Problem("a.md", line, 1, NO_KEY, f"line {line}") for line in range(1, 33)]
    problems = sorted(
        [*many, odd("a.md", 20, 3, "- [ ]x"), *[Problem("b.md", line, 1, NO_KEY) for line in (1, 2, 3, 9)]]
    )
    out = told(capsys, *problems)
    of_a, of_b = out.split("\n\n")[:2]
    assert of_a.count("E-no-key Nothing is ticked.") == 3
    assert "course/a.md:20:3 W-odd" in of_a
    assert of_a.splitlines()[-1] == (
        "course/a.md:4:1 E-no-key ... and 29 more (lines 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, ...)"
    )
    assert of_b.splitlines()[-1] == "course/b.md:9:1 E-no-key ... and 1 more (line 9)"


def test_each_of_many_is_said_to_who_asks_for_it(capsys: pytest.CaptureFixture[str]) -> None:
    teller = Teller(colour=False, room=80, every=True)
    teller.say([Problem("a.md", line, 1, NO_KEY) for line in range(1, 33)], lambda problem: problem.path)
    assert capsys.readouterr().out.count("Nothing is ticked.") == 32
    assert teller.held_back == 0


def test_an_annotation_is_one_line_in_which_nothing_foreign_acts() -> None:
    problem = odd("a,b:c%.md", 3, 5, "", "50%\r\n::stop-commands::x\x1b[2J")
    assert annotation(problem, problem.path) == (
        "::warning file=a%2Cb%3Ac%25.md,line=3,col=5,title=W-odd::"
        "`50%25%0A::stop-commands::x<U+001B>[2J` is odd.%0A"
        "Fix: Write `50%25%0A::stop-commands::x<U+001B>[2J` otherwise."
    )
    assert annotation(problem, problem.path, strict=True).startswith("::error ")
    assert (
        annotation(Problem("a.md", 0, 1, NO_ID), "a.md")
        == "::notice file=a.md,title=I-no-id::It has no id.%0AFix: Give it one."
    )


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
