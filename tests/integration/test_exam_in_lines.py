"""Exams, limits of time and of attempts, and what is told at the end, on stdin and stdout."""

import json
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tui.__main__ import _command, _parser
from tui.start import Surroundings, WrongUsageError

LIBRARY = Path(__file__).parents[1] / "fixtures" / "exams"
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class Line(str):
    """A line that takes its member some seconds to type."""

    seconds: float

    def __new__(cls, text: str, seconds: float = 0) -> "Line":
        line = super().__new__(cls, text)
        line.seconds = seconds
        return line


class Typing:
    """Lines on stdin, during which the clock goes on."""

    def __init__(self, lines: Iterator[str], clock: "Terminal") -> None:
        self._lines, self._clock = lines, clock

    def readline(self) -> str:
        line = next(self._lines, "")
        self._clock.at += timedelta(seconds=getattr(line, "seconds", 0))
        return f"{line}\n" if line else ""


class Terminal:
    """The program, run again and again on one database, at the moment that the clock shows."""

    def __init__(self, folder: Path, told: Callable[[], str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.at = MONDAY
        self.status = 0
        self._folder = folder
        self._told = told
        self._patch = monkeypatch
        self._random = Random(7)

    def run(self, *arguments: str, typed: tuple[str, ...] = ()) -> str:
        """Run a command with these lines on its stdin; answer what it said."""
        self._patch.setattr(sys, "stdin", Typing(iter(typed), self))
        surroundings = Surroundings(
            now=lambda: self.at,
            random=self._random,
            environment={"HOME": str(self._folder)},
            here=self._folder,
            config_folder=self._folder,
            data_folder=self._folder,
        )
        options = _parser().parse_args(["--library", str(LIBRARY), "--member", "Ada", *arguments])
        self.status = _command(options.command)(options, surroundings)
        return self._told()

    def events(self) -> list[dict[str, Any]]:
        """All that is recorded."""
        out = self._folder / "exported"
        self.run("data", "export", str(out))
        return list(json.loads((out / "events.json").read_text()))

    def json(self, *arguments: str) -> Any:  # noqa: ANN401 - whatever docs/json.md says
        return json.loads(self.run(*arguments, "--json"))


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    def told() -> str:
        captured = capsys.readouterr()
        return captured.out + captured.err

    return Terminal(tmp_path, told, monkeypatch)


def verdicts(told: str) -> list[str]:
    return [line for line in told.split("\n") if line.startswith(("Right", "Not quite", "Partly right"))]


def test_an_exam_says_first_what_applies_and_last_what_was_right(terminal: Terminal) -> None:
    told = terminal.run("quiz", "licence", "--plain", typed=("?", "2", Line("1,3,4", 30), "1,2,3", "vent"))
    before, after = told.split("Recorded.\n", 1)
    assert before.index("An exam: one answer to each question, without hints.") < before.index("Question 1 of 4")
    assert "Time: 10 min." in before
    assert "Attempt 1 of 2." in before
    assert "There is no hint here." in before
    assert "Time left: 9 min 30 s.\nQuestion 3 of 4\n" in after
    assert "Question 2 of 4, 3 points, about 1 min 30 s" in after
    assert told.count("Recorded.") == 4
    assert verdicts(before) == []
    last = after.rindex("Recorded.")
    assert verdicts(after[:last]) == []
    assert verdicts(after[last:]) == ["Right", "Right", "Not quite", "Right"]
    assert "You answered: vent\nRight" in after
    assert "The right order:\n1. Open the suction valve\n2. Vent the casing\n3. Switch the motor on" in after
    assert told.rstrip().endswith("Score 5/6 (83%) passed\n1 attempt is left.")
    assert terminal.status == 0


def test_an_answer_after_the_end_of_the_time_does_not_count(terminal: Terminal) -> None:
    told = terminal.run("quiz", "licence", "--plain", typed=("2", Line("1,3,4", 600)))
    assert "Time is up: this answer came too late, and does not count." in told
    assert verdicts(told) == ["Right", *["Not quite: it was not answered."] * 3]
    assert "Score 1/6 (16%) not passed" in told
    assert terminal.status == 1
    (attempt,) = terminal.json("quiz", "licence")["attempts"]
    assert (attempt["timed_out"], attempt["asked"], attempt["right"]) == (True, 4, 1)


def test_time_runs_on_after_leaving_and_an_attempt_is_counted(terminal: Terminal) -> None:
    told = terminal.run("quiz", "licence", "--plain", typed=("2", Line("q", 60)))
    assert "the clock runs on, 9 min left" in told
    end = datetime.fromisoformat(terminal.json("today")["quiz"]["until"])
    assert timedelta(minutes=8) < end - terminal.at <= timedelta(minutes=9)
    for look in ("today", "list"):
        assert f"open, 1 of 4 answered, the clock runs until {end:%H:%M}" in terminal.run(look)
    terminal.at += timedelta(hours=-1)
    assert "Time left: 10 min." in terminal.run("quiz", "licence", "--plain", typed=("q",)), "set back: nothing is lost"
    terminal.at += timedelta(hours=2)
    told = terminal.run("quiz", "licence", "--plain", typed=("1",))
    assert "Time is up: 1 of 4 questions were answered." in told
    assert "Question 2 of 4, 3 points" in told
    assert "Attempt 2 of 2." in terminal.run("quiz", "licence", "--plain", typed=("q",))


@pytest.mark.parametrize("look", [("today",), ("list",), ("list", "--questions"), ("quiz", "licence", "--results")])
def test_an_exam_that_was_left_ends_at_its_limit_when_anybody_looks(terminal: Terminal, look: tuple[str, ...]) -> None:
    terminal.run("quiz", "licence", "--plain", typed=("2", Line("q", 60)))
    begun = terminal.at - timedelta(seconds=60)
    terminal.at += timedelta(days=3)
    for _time in range(2):
        terminal.run(*look)
    ended = [event for event in terminal.events() if event["kind"] == "sitting.finished"]
    assert [datetime.fromisoformat(one["at"]) for one in ended] == [begun + timedelta(minutes=10)]
    (attempt,) = terminal.json("quiz", "licence")["attempts"]
    assert (attempt["timed_out"], attempt["asked"], attempt["right"]) == (True, 4, 1)
    assert "Attempt 2 of 2." in terminal.run("quiz", "licence", "--plain", typed=("q",))


def test_after_the_last_attempt_the_results_are_told_and_review_goes_on(terminal: Terminal) -> None:
    told = terminal.run("quiz", "never", "--plain", typed=("1", "2"))
    assert verdicts(told) == []
    assert "Comes back" not in told
    assert "Because of the seal" not in told
    with pytest.raises(WrongUsageError, match="No attempt at Never told is left: 1 of 1 are finished"):
        terminal.run("quiz", "never", "--plain", typed=("1",))
    told = terminal.run("quiz", "never", "--results")
    assert "Attempt 1, 2026-11-23: Score 1/2 (50%) not passed" in told
    assert verdicts(told) == []
    assert terminal.json("quiz", "never")["answers"] == []
    terminal.at += timedelta(days=1)
    assert "2 questions are due." in terminal.run("review", "--plain", typed=("q",))


def test_hints_are_numbered_and_a_reflection_counts_for_nothing(terminal: Terminal) -> None:
    told = terminal.run("quiz", "end", "--plain", typed=("?", "?", "1", "1,2", "The gauge", ".", "1"))
    assert "Hint 1 of 2:\n  Think of the seal.\nHint 2 of 2:\n  It is cooled by water." in told
    assert "You answered: The gauge\nKept for you alone." in told
    assert "/2 (" in told
    assert len(terminal.json("quiz", "end")["answers"]) == 3
    terminal.at += timedelta(days=1)
    assert terminal.json("review")["due"] == 2


def test_every_key_of_the_json_is_explained(terminal: Terminal) -> None:
    terminal.run("quiz", "end", "--plain", typed=("1", "1,2", "The gauge", ".", "1"))
    text = (Path(__file__).parents[2] / "docs" / "json.md").read_text(encoding="utf-8")
    part = text.split("`fivefold quiz QUIZ --json`")[1].split("\n## ")[0]
    document = terminal.json("quiz", "end")
    keys = {*document, *document["attempts"][0], *document["answers"][0]}
    assert sorted(key for key in keys if f"`{key}`" not in part) == []


def test_what_is_skipped_comes_again_at_the_end(terminal: Terminal) -> None:
    told = terminal.run(
        "quiz", "licence", "--plain", typed=("跳过", "s", "1,2,3", "skip", "2", "1,3,4", "skip", "vent")
    )
    asked = [line.split(",")[0] for line in told.split("\n") if line.startswith("Question ") and " of 4" in line]
    first = asked[: asked.index("Question 1 of 4", 1)]
    assert first == [f"Question {number} of 4" for number in (1, 2, 3, 4)], told
    assert asked[4:8] == [f"Question {number} of 4" for number in (1, 2, 4, 4)], "the last one cannot be put off"
    assert told.count("Skipped: it comes again at the end.") == 3
    assert "It is the last one that is open." in told
    assert "Score 5/6 (83%) passed" in told


def test_a_skip_is_no_event_and_is_known_when_a_sitting_goes_on(terminal: Terminal) -> None:
    terminal.run("quiz", "licence", "--plain", typed=("s", "1,3,4", "q"))
    assert "skip" not in json.dumps(terminal.events())
    told = terminal.run("quiz", "licence", "--plain", typed=("q",))
    assert "Question 3 of 4" in told
    assert "Question 1 of 4" not in told


def test_what_was_missed_is_looked_at_and_practised_and_that_is_no_attempt(terminal: Terminal) -> None:
    told = terminal.run("quiz", "licence", "--plain", typed=("1", "1,2", "1,2,3", "vent"))
    assert "Practise what you missed: fivefold review --missed licence --plain\nScore" in told
    missed = terminal.run("quiz", "licence", "--missed")
    assert len(verdicts(missed)) == verdicts(told).count("Not quite") + verdicts(told).count("Partly right") < 4
    again = terminal.run("review", "--missed", "licence", "--plain", typed=("2", "1,3,4"))
    assert f"{len(verdicts(missed))} questions to practise." in again
    assert verdicts(again)[:2] == ["Right", "Right"]
    assert len(terminal.json("quiz", "licence")["attempts"]) == 1
    assert "Nothing was missed there." in terminal.run("review", "--missed", "never", "--plain")
    with pytest.raises(WrongUsageError):
        terminal.run("review", "--missed", "nowhere", "--plain")


def test_how_sure_one_is_is_asked_on_request_and_told_to_oneself_alone(terminal: Terminal) -> None:
    terminal.run("config", "set", "confidence", "on")
    told = terminal.run("quiz", "licence", "--plain", typed=("2", "3", "1,3,4", "", "1,2,3", "perhaps", "1", "vent"))
    assert told.count("How sure are you? 1 a guess, 2 I think so, 3 sure.") == 4
    assert "Type 1, 2 or 3" in told
    assert told.count("Recorded.") == 4, "at the end of stdin too, an answer is an answer"
    assert "When you are sure: 1 of 1 right; too few for a share." in terminal.run("me", "--plain")
    found = terminal.json("me")["calibration"]
    assert [(one["confidence"], one["answers"], one["share"], one["withheld"]) for one in found] == [
        ("sure", 1, None, "fewer than 10"),
        ("guess", 1, None, "fewer than 10"),
    ]


def test_who_leaves_when_asked_how_sure_they_are_has_answered(terminal: Terminal) -> None:
    terminal.run("config", "set", "confidence", "on")
    told = terminal.run("quiz", "licence", "--plain", typed=("2", "?", "q", "1,3,4"))
    assert "An empty line or skip does not say. q records the answer and leaves." in told
    assert "For you alone: Me shows how often you are right when you are sure." in told
    assert (told.count("Recorded."), "Question 2 of 4" in told) == (1, False)
    told = terminal.run("quiz", "licence", "--plain", typed=("1,3,4", "skip", "q"))
    assert "Question 1 of 4" not in told
    assert told.count("Recorded.") == 1
    assert terminal.json("me")["calibration"] == []


def test_an_answer_that_is_no_longer_kept_is_said_to_be_that(terminal: Terminal) -> None:
    terminal.run("quiz", "end", "--plain", typed=("1", "1,2", "The gauge", ".", "1"))
    terminal.at += timedelta(days=200)
    told = terminal.run("data", "erase", "--older-than", "3", "--yes")
    assert "There are no details of before 2026-11-23." in told, "nothing is old that was done last"
    terminal.run("quiz", "never", "--plain", typed=("1", "2"))
    assert "The file was written anew" in terminal.run("data", "erase", "--older-than", "3", "--yes")
    told = terminal.run("quiz", "end", "--results")
    assert told.count("Your answer is no longer kept.") == 3
    assert (verdicts(told), "not answered" in told) == ([], False)
    kept = {(one["kept"], one["answered"], one["right"]) for one in terminal.json("quiz", "end")["answers"]}
    assert kept == {(False, None, None)}
