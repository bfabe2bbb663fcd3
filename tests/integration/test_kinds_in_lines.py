"""Gaps in a text, output, order, partners and reflections on stdin and stdout, and in what the commands tell."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.shell import ran

LIBRARY = Path(__file__).parents[1] / "fixtures" / "kinds"
Session = Callable[..., str]


@pytest.fixture
def fivefold(tmp_path: Path) -> Session:
    def run(*arguments: str | Path, typed: str = "", status: int = 0) -> str:
        base = ("--library", LIBRARY, "--db", tmp_path / "study.db", "--member", "Wei")
        done = ran(*base, *arguments, stdin=typed)
        assert done.returncode == status, done.stderr
        return done.stdout

    return run


def test_gaps_are_typed_one_a_line(fivefold: Session) -> None:
    typed = "?\n1000\n\nminutes or so\n3\nrange(3)\n\n\n\nyeast\n"
    told = fivefold("quiz", "cloze-quiz", "--plain", typed=typed, status=1)
    assert "Take [1 ____] grams of flour, and let the dough [2 ____] for [3 ____]." in told
    assert "for dough in [1 ____]:" in told
    assert "Salt is a fiftieth" in told
    assert "Gap 3 of 3:\n1. a day\n2. hours\n3. minutes\n4. seconds" in told
    assert "minutes or so is not offered: choose one of a day, hours, minutes, seconds." in told
    assert "Partly right 1/3\nYou answered: 1 1000 · 2 (left empty) · 3 minutes\n1 of 3 gaps are right.\n" in told
    assert "The right answers: (1) 1000 ± 1% · (2) rest · (3) hours" in told
    assert "Bread rises because of [____]." in told
    assert "Score 1.83/3" in told
    for answer in ("hours|", "(hours)", "%50%"):
        assert answer not in told


def test_all_gaps_left_open_are_no_answer(fivefold: Session) -> None:
    told = fivefold("quiz", "cloze-quiz", "--plain", typed="\n\n\nq\n")
    assert told.count("Gap 1 of 3:") == 2
    assert "Type an answer. q leaves." in told


def test_output_ends_with_a_dot(fivefold: Session) -> None:
    typed = "?\n0 loaves \n1 loaves\n2 loaves\n\n.\n.\n  a\n\n\\.\n.\n"
    told = fivefold("quiz", "output-quiz", "--plain", typed=typed, status=0)
    assert "It counts from 0." in told
    assert "\nRight\n" in told
    assert "Type an answer. q leaves." in told
    assert "Partly right 2/3\nYou answered:\n    a\n\n  .\n2 of 3 lines are right, and where they should be.\n" in told
    assert "\nLine 3 is not right: you typed '.', printed is 'b'.\nWhat is printed:" in told
    assert "What is printed:\n    a\n\n  b" in told
    assert "Score 1.67/2 (83%) passed" in told


def test_what_looks_like_a_command_is_output_after_the_first_line(fivefold: Session, tmp_path: Path) -> None:
    fivefold("quiz", "output-quiz", "--plain", typed="a\nq\n?\n.\nq\n")
    fivefold("data", "export", tmp_path / "out")
    events = json.loads((tmp_path / "out" / "events.json").read_text(encoding="utf-8"))
    assert [one["body"]["choice"] for one in events if one["kind"] == "answered"] == [["a\nq\n?"]]


def numbers(told: str, wanted: list[str]) -> str:
    """The numbers under which some texts were said."""
    return ",".join(re.findall(rf"^(\d+)\. {re.escape(text)}$", told, re.MULTILINE)[0] for text in wanted)


def test_an_order_is_typed_as_numbers(fivefold: Session) -> None:
    told = fivefold("quiz", "order-quiz", "--plain", typed="1,2\n4 3 2 1 1\nq\n")
    assert told.count("Type each number from 1 to 4 once, the first first. q leaves.") == 2
    right = numbers(told, ["Weigh the flour", "Knead", "Let it rest", "Bake"])
    assert right != "1,2,3,4"
    told = fivefold("quiz", "order-quiz", "--plain", typed=f"{right}\n")
    assert "\nRight\n" in told
    told = fivefold("quiz", "order-quiz", "--plain", typed="1 2 3 4\n", status=1)
    said = [re.findall(rf"^{place}\. (.+)$", told, re.MULTILINE)[0] for place in range(1, 5)]
    assert "You answered: " + " · ".join(f"{place} {text}" for place, text in enumerate(said, 1)) in told
    assert "The right order:\n1. Weigh the flour\n2. Knead\n3. Let it rest\n4. Bake" in told


def test_partners_are_typed_as_numbers_in_the_order_of_the_lines(fivefold: Session) -> None:
    told = fivefold("quiz", "match-quiz", "--plain", typed="1,2\n0,0,0,0\n9,9,9,9\nq\n")
    assert "Line 1: Yeast -> ?\nLine 2: Salt -> ?\nLine 3: Malt -> ?\nLine 4: a -> b -> ?" in told
    assert told.count("Type 4 numbers from 1 to 5, one for each line; 0 leaves one open. q leaves.") == 3
    partners = numbers(told, ["makes gas", "slows the yeast", "feeds the yeast"])
    told = fivefold("quiz", "match-quiz", "--plain", typed=f"{partners},0\n")
    pairs = "The right pairs:\n- Yeast -> makes gas\n- Salt -> slows the yeast"
    answered = "You answered: Yeast -> makes gas · Salt -> slows the yeast · Malt -> feeds the yeast"
    assert f"Partly right 3/4\n{answered}\n3 of 4 pairs are right.\n{pairs}" in told
    assert "Score 0.75/1 (75%) passed" in told


def test_a_reflection_is_compared_and_kept(fivefold: Session, tmp_path: Path) -> None:
    told = fivefold("quiz", "reflection-quiz", "--plain", typed="?\nless salt\nq\n.\n7\n2\n")
    assert told.index("Think of the last loaf.") < told.index("A model answer:") < told.index("1. names one change")
    assert "Type numbers from 1 to 2, such as 1,3; 0 or skip for none; q keeps it and leaves." in told
    assert "Kept for you alone." in told
    assert "Not quite" not in told
    stats = json.loads(fivefold("stats", "reflection-quiz", "--json"))
    assert stats["questions"] == []
    assert [one["id"] for one in stats["reflections"]] == ["otherwise"]
    assert "What would you bake otherwise, and why?\n  A reflection is for" in fivefold("stats", "reflection-quiz")
    fivefold("data", "export", tmp_path / "out")
    (kept,) = json.loads((tmp_path / "out" / "questions.json").read_text(encoding="utf-8"))
    question = kept["question"]
    assert [one["text"] for one in question["entries"]] == ["names one change", "says what it should bring about"]


def test_the_list_knows_every_kind(fivefold: Session) -> None:
    courses = json.loads(fivefold("list", "--questions", "--json"))["courses"]
    told = {
        one["type"]: (one["options"], one["askable"])
        for course in courses
        for quiz in course["quizzes"]
        for one in quiz["questions"]
    }
    assert told == {
        "cloze": (0, True),
        "matching": (5, True),
        "ordering": (4, True),
        "output": (0, True),
        "reflection": (0, True),
    }


def test_what_was_written_is_kept_by_who_leaves_before_it_is_compared(fivefold: Session, tmp_path: Path) -> None:
    told = fivefold("quiz", "reflection-quiz", "--plain", typed="less salt\n.\nq\n")
    assert "Kept for you alone." in told
    fivefold("data", "export", tmp_path / "out")
    events = json.loads((tmp_path / "out" / "events.json").read_text(encoding="utf-8"))
    assert [one["body"]["choice"] for one in events if one["kind"] == "answered"] == [["less salt"]]


QUIZZES = ("cloze-quiz", "match-quiz", "order-quiz", "output-quiz", "reflection-quiz")


@pytest.mark.parametrize("quiz", QUIZZES)
def test_every_question_takes_the_same_words_and_says_them(fivefold: Session, quiz: str) -> None:
    told = fivefold("quiz", quiz, "--plain", typed="?\n?\nskip\nq\n")
    helped = told[told.index("There is no") :]
    assert "? helps. q leaves." in helped
    assert "Skipped: it comes again at the end." in helped or "It is the last one that is open." in helped
    assert told.count("\nQuestion ") == 2, "q leaves at the next question, or at the same one again"


def test_a_review_takes_them_too(fivefold: Session) -> None:
    fivefold("quiz", "cloze-quiz", "--plain", typed="1000\n\nhours\nrange(3)\n\nwater\n", status=1)
    told = fivefold("review", "--missed", "cloze-quiz", "--plain", typed="?\n?\nskip\n:show\n?\nskip\nq\n")
    assert "skip puts a question off until tomorrow. ? says what else there is to type. q leaves." in told
    assert told.count("Put off until tomorrow.") == 2, "before the answer is shown, and after it"
    assert "1 Again: " in told.split("How did it come?", 1)[1].split("\n", 2)[1], "? says the ratings again"
