"""Answers typed on a line: the plain sessions, and what the commands tell of them."""

import csv
import json
import sys
from argparse import Namespace
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from random import Random

import pytest

from tests.shell import ran
from tui.commands import data, quiz, review
from tui.start import Surroundings

LIBRARY = Path(__file__).parents[1] / "fixtures" / "typing"
Session = Callable[..., str]


@pytest.fixture
def fivefold(tmp_path: Path) -> Session:
    def run(*arguments: str | Path, typed: str = "", status: int = 0) -> str:
        base = ("--library", LIBRARY, "--db", tmp_path / "study.db", "--member", "Wei")
        done = ran(*base, *arguments, stdin=typed)
        assert done.returncode == status, done.stderr
        return done.stdout

    return run


def answers(folder: Path) -> list[tuple[str, list[str]]]:
    events = json.loads((folder / "events.json").read_text(encoding="utf-8"))
    return [(one["body"]["question"], one["body"]["choice"]) for one in events if one["kind"] in {"answered", "rated"}]


def test_a_quiz_is_typed_line_by_line(fivefold: Session) -> None:
    told = fivefold("quiz", "scale-quiz", "--plain", typed="?\n?\n\nTARE\nmany\n1,005\n1005\nTARE\n")
    assert "Type the answer. q leaves; \\q answers q, and \\? answers ?." in told
    assert (
        told.index("Four letters") < told.index("There is no further hint.") < told.index("Type an answer. q leaves.")
    )
    assert "Type a number, such as 3.14. q leaves." in told
    assert "many is no number: type one such as 3.14, without a unit." in told
    assert "1,005 can be read in two ways: type 1005 or 1.005." in told
    assert "Accepted: 1000 ± 1%" in told
    verdicts = [line for line in told.split("\n") if line.startswith(("Right", "Partly right", "Not quite"))]
    assert verdicts == ["Right"] * 3
    assert "Score 3/3 (100%) passed" in told


def test_the_right_answer_is_told_after_a_wrong_one(fivefold: Session) -> None:
    told = fivefold("quiz", "scale-quiz", "--plain", typed="to zero\n1\ntare\n", status=1)
    why = "You answered: to zero\nWhat you typed is worth 1/2 of it.\nThe right answer: tare or to tare\n"
    why += "  The bowl is thrown away, on paper."
    assert f"Partly right 1/2\n{why}" in told
    assert "Not quite\nYou answered: tare\nThe right answer: TARE\n" in told


def test_q_leaves_and_a_backslash_makes_it_an_answer(fivefold: Session, tmp_path: Path) -> None:
    fivefold("quiz", "scale-quiz", "--plain", typed="q\n")
    fivefold("quiz", "scale-quiz", "--plain", typed="\\q\n1\n\\\\?\n", status=1)
    fivefold("data", "export", tmp_path / "out")
    assert answers(tmp_path / "out") == [("tare", ["q"]), ("kilogram", ["1"]), ("key", ["\\?"])]
    fivefold("quiz", "scale-quiz", "--plain", typed="\\:1\n1\n\\:flag\n", status=1)
    fivefold("data", "export", tmp_path / "again")
    assert answers(tmp_path / "again")[3:] == [("tare", [":1"]), ("kilogram", ["1"]), ("key", [":flag"])]


def test_other_backslashes_and_words_for_other_sessions_are_answers(fivefold: Session, tmp_path: Path) -> None:
    fivefold("quiz", "scale-quiz", "--plain", typed="quit\n\\n\n1\nhint\n", status=1)
    fivefold("data", "export", tmp_path / "out")
    assert answers(tmp_path / "out") == [("tare", ["quit"]), ("kilogram", ["1"]), ("key", ["hint"])]


def test_hostile_lines_do_nothing(fivefold: Session, tmp_path: Path) -> None:
    lines = ["\x1b[2J\x1b]0;x\x07", "\x1b5", "=1+1", "5", "x" * 1001, "=cmd"]
    told = fivefold("quiz", "scale-quiz", "--plain", typed="".join(f"{line}\n" for line in lines), status=1)
    assert "\x1b" not in told
    assert "<U+001B>5 is no number" in told
    assert "An answer has 1000 characters at most" in told
    fivefold("data", "export", tmp_path / "out")
    rows = list(csv.DictReader((tmp_path / "out" / "answers.csv").read_text(encoding="utf-8").splitlines()))
    assert [row["choice"] for row in rows] == ["<U+001B>[2J<U+001B>]0;x<U+0007>", "5", "'=cmd"]


def test_a_review_is_typed_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    at = [datetime(2026, 11, 23, 9, 0, tzinfo=UTC)]
    surroundings = Surroundings(
        now=lambda: at[0], random=Random(7), environment={}, here=tmp_path, config_folder=tmp_path, data_folder=tmp_path
    )
    options = Namespace(
        plain=True, library=[str(LIBRARY)], db=str(tmp_path / "study.db"), member="Wei", lang="en", quiz="scale-quiz"
    )
    vars(options).update(results=False, missed="", suspended=False, resume=None, json=False, weakest=False)
    monkeypatch.setattr(sys, "stdin", StringIO("weigh\n1\nTARE\n"))
    assert quiz.run(options, surroundings) == 1
    at[0] += timedelta(days=1)
    capsys.readouterr()
    monkeypatch.setattr(sys, "stdin", StringIO("tare\nno\n1000\n?\ntare\nq\n"))
    assert review.run(options, surroundings) == 0
    told = capsys.readouterr().out
    assert "3 questions are due." in told
    assert "Not quite\nYou answered: tare\nThe right answer: TARE" in told
    assert "no is no number: type one such as 3.14, without a unit." in told
    assert "Four letters" in told
    assert told.count("\nRight\n") == 2
    data.run(Namespace(**vars(options), action="export", folder=str(tmp_path / "out"), force=False), surroundings)
    assert answers(tmp_path / "out")[3:] == [("key", ["tare"]), ("kilogram", ["1000"]), ("tare", ["tare"])]


def test_the_list_tells_how_many_answers_are_right(fivefold: Session) -> None:
    ((listed,),) = [course["quizzes"] for course in json.loads(fivefold("list", "--questions", "--json"))["courses"]]
    told = [(one["id"], one["type"], one["options"], one["right"], one["askable"]) for one in listed["questions"]]
    assert told == [("tare", "text", 0, 2, True), ("kilogram", "numeric", 0, 1, True), ("key", "text", 0, 1, True)]


def test_the_statistics_tell_what_was_typed_most_often_first(fivefold: Session) -> None:
    for typed in ("weigh\n1000\nTARE\n", "to zero\n1\ntare\n", "TO  ZERO\n1\nTARE\n"):
        fivefold("quiz", "scale-quiz", "--plain", typed=typed, status=1)
    told = json.loads(fivefold("stats", "scale-quiz", "--json"))
    assert [one["typed"] for one in told["questions"]] == [
        [{"text": "to zero", "mark": 0.5, "count": 2}, {"text": "weigh", "mark": 0.0, "count": 1}],
        [{"text": "1", "mark": 0.0, "count": 2}, {"text": "1000", "mark": 1.0, "count": 1}],
        [{"text": "TARE", "mark": 1.0, "count": 2}, {"text": "tare", "mark": 0.0, "count": 1}],
    ]
    shown = fivefold("stats", "scale-quiz")
    assert "What was typed, in all attempts:\n  / 2  to zero\n    1  weigh" in shown
    assert "x 2  TARE" in shown


def test_the_question_is_kept_as_it_was_asked(fivefold: Session, tmp_path: Path) -> None:
    fivefold("quiz", "scale-quiz", "--plain", typed="tare\nq\n")
    fivefold("data", "export", tmp_path / "out")
    (kept,) = json.loads((tmp_path / "out" / "questions.json").read_text(encoding="utf-8"))
    question = kept["question"]
    assert question["type"] == "text"
    assert question["gaps"] == [{"source": "tare|to tare|/(to )?tar(e|ing)/i|%50%to zero", "case": False}]
