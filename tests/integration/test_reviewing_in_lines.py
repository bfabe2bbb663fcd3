"""Review, Me and Today on the command line, on a clock that is set by hand."""

import io
import json
import re
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from store import log
from store.database import Database
from store.errors import FullError
from store.events import Event, Rated
from store.log import Entry
from tui.__main__ import _command, _parser
from tui.start import Surroundings, UnusableError, WrongUsageError

LIBRARY = Path(__file__).parents[1] / "fixtures" / "library"
BILINGUAL = Path(__file__).parents[1] / "fixtures" / "bilingual"
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class Terminal:
    """The program, run again and again on one database, each time at the moment that the clock shows."""

    def __init__(self, folder: Path, told: Callable[[], str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.at = MONDAY
        self.folder = folder
        self._told = told
        self._patch = monkeypatch
        self._random = Random(7)

    def run(self, *arguments: str, said: str = "", library: Path = LIBRARY) -> str:
        """Run a command with these lines on its stdin; answer what it said. It takes a second."""
        self.at += timedelta(seconds=1)
        self._patch.setattr(sys, "stdin", io.StringIO(said))
        surroundings = Surroundings(
            now=lambda: self.at,
            random=self._random,
            environment={"HOME": str(self.folder)},
            here=self.folder,
            config_folder=self.folder,
            data_folder=self.folder,
        )
        options = _parser().parse_args(["--library", str(library), "--member", "Ada", *arguments])
        _command(options.command)(options, surroundings)
        return self._told()

    def json(self, *arguments: str, library: Path = LIBRARY) -> Any:  # noqa: ANN401 - whatever docs/json.md says
        return json.loads(self.run(*arguments, "--json", library=library))


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    def told() -> str:
        captured = capsys.readouterr()
        return captured.out + captured.err

    terminal = Terminal(tmp_path, told, monkeypatch)
    terminal.run("quiz", "01-dough", "--plain", said="1\n2\n1,2\n2\n")  # the water is missed
    terminal.at += timedelta(days=1)
    return terminal


def verdicts(told: str) -> list[str]:
    return [line for line in told.split("\n") if line.startswith(("Right", "Not quite", "Partly"))]


def test_a_question_is_flagged_and_noted_where_it_is_asked_and_the_note_stands_beside_its_answer(
    terminal: Terminal,
) -> None:
    told = terminal.run("review", "--plain", said=":flag\n2\n\n:note\nThink of *water*.\n.\n1\nq\n")
    asked, answered = told.split("The note is kept.")
    assert "Flagged. The question waits for its answer." in asked
    assert verdicts(asked) == []
    assert "Your note:\n  Think of *water*." in answered
    (flag,) = terminal.json("flags")["flags"]
    (note,) = terminal.json("notes")["notes"]
    assert (flag["question"], flag["reason"]) == (note["question"], "unclear")
    terminal.at += timedelta(days=30)
    told = terminal.run("review", "--plain", said="note\n.\n" * 4 + "q\n")
    assert "No note is written." in told
    assert terminal.json("notes")["notes"][0]["text"] == "Think of *water*."


def test_what_is_due_in_the_libraries_that_are_not_open_is_told(terminal: Terminal) -> None:
    assert terminal.json("today", library=BILINGUAL)["elsewhere"] is None, "nobody knows of it"
    terminal.run("library", "add", str(LIBRARY))
    terminal.run("library", "add", str(BILINGUAL))
    said = f"In other libraries 4 questions are due: fivefold --library {LIBRARY} review"
    assert said in terminal.run("today", library=BILINGUAL)
    told = terminal.run("review", "--plain", library=BILINGUAL)
    assert "Nothing is due." in told
    assert said in told
    assert terminal.json("today", library=BILINGUAL)["elsewhere"] == {"questions": 4, "libraries": [str(LIBRARY)]}
    assert terminal.json("today")["elsewhere"] is None
    terminal.run("review", "--plain", said="skip\n")
    assert "In other libraries 3 questions are due" in terminal.run("today", library=BILINGUAL)
    (terminal.folder / "libraries.txt").write_text(f"{LIBRARY}\n{terminal.folder / 'gone'}\n", encoding="utf-8")
    terminal.run("config", "set", "study_minutes", "0")
    terminal.run("review", "--plain", said="1\nq\n")
    told = terminal.run("today", library=BILINGUAL)
    assert "In other libraries 2 questions are due" in told
    assert "Enough for today in this library: nothing to review." in told


def test_a_session_ends_with_one_line_of_what_was_done(terminal: Terminal) -> None:
    told = terminal.run("review", "--plain", said="1\n1\n1\n1\nq\n")
    assert "4 questions are due." in told
    assert len(verdicts(told)) == 4
    assert any(line.startswith("4 reviews: ") for line in told.splitlines())
    assert "Left." in told
    terminal.at += timedelta(days=1)
    told = terminal.run("review", "--plain", said="q\n")
    assert not any(line.startswith(("1 review", "0 review")) for line in told.splitlines())


def test_a_question_is_suspended_and_put_off_and_both_are_taken_back(terminal: Terminal) -> None:
    told = terminal.run("review", "--plain", said="：u\n:x\n:-\n:u\n:u\n：x\n:-\nq\n")
    assert "There is nothing to take back." in told
    assert told.count("Suspended. Resume it with: fivefold review --resume") == 2
    assert told.count("Put off until tomorrow.") == 2
    assert told.count("Taken back.") == 2
    assert verdicts(told) == []
    assert "1 suspended · 1 put off until tomorrow" in told
    told = terminal.run("review", "--suspended")
    assert told.count("since 2026-11-24") == 1
    review = terminal.json("review")
    (suspended,) = review["suspended"]
    assert (review["due"], suspended["course"], suspended["since"]) == (2, "bread", "2026-11-24")
    assert "is asked again when it is due" in terminal.run("review", "--resume", suspended["question"])
    assert terminal.json("review")["due"] == 3
    terminal.at += timedelta(days=1)
    assert terminal.json("review")["due"] == 4
    assert "No question is suspended." in terminal.run("review", "--suspended")


def test_what_is_turned_over_is_rated_and_every_rating_can_be_changed(terminal: Terminal) -> None:
    told = terminal.run("review", "--plain", said="\nwhat\n3\n?\n:4\n:u\nu\nshow\n4\nx\ns\nq\n")
    assert verdicts(told) == [], "nothing was judged"
    assert re.search(r"How did it come\? 1 Again: in \d+ min, 2 Hard: .*, 3 Good: .*, 4 Easy: in \d+ days", told)
    assert told.count("Type 1, 2, 3 or 4") == 1
    assert told.index("Rated Good") < told.index("Rated Easy") < told.index("Taken back.")
    assert "There is nothing to take back." in told
    assert "1 review: 1 known" in told
    assert "1 suspended · 1 put off until tomorrow" in told
    terminal.at += timedelta(days=1)
    told = terminal.run("review", "--plain", said="2\n:4\nq\n")
    assert "Rated Easy" in told
    assert "1 review: 1 known, 0 forgotten" in told


def test_what_was_not_right_is_not_rated_otherwise_and_can_be_answered_again(terminal: Terminal) -> None:
    told = terminal.run("review", "--plain", said="1\n:4\nu\n2\nq\n")
    assert verdicts(told) == ["Not quite", "Right"]
    said = "Rated Again: comes back in ", "What was not right is rated Again; :u takes it back.", "Taken back."
    places = [told.index(one) for one in said]
    assert places == sorted(places)
    assert "Rated Easy" not in told
    assert "1 review: 1 known, 0 forgotten" in told


def test_what_cannot_be_rated_otherwise_stays_as_it_was_rated(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse_the_second(database: Database, entries: Sequence[Entry], **named: Any) -> tuple[Event, ...]:  # noqa: ANN401 - whatever it takes
        if any(isinstance(one.body, Rated) for one in entries):
            if ratings:
                raise FullError(path=database.path)
            ratings.append(1)
        return append(database, entries, **named)

    ratings: list[int] = []
    append = log.append
    monkeypatch.setattr(log, "append", refuse_the_second)
    with pytest.raises(UnusableError, match="no room"):
        terminal.run("review", "--plain", said="2\n:4\nq\n")
    terminal.run("today")  # takes what the session said so far
    monkeypatch.undo()
    assert terminal.json("me")["retention"]["reviews"] == 1


def test_to_resume_what_is_not_suspended_says_what_is(terminal: Terminal) -> None:
    with pytest.raises(WrongUsageError, match="See: fivefold review --suspended"):
        terminal.run("review", "--resume", "water")
    terminal.run("review", "--plain", said=":x\n:x\n:x\n:x\n")
    with pytest.raises(WrongUsageError, match="Did you mean 'water'"):
        terminal.run("review", "--resume", "wter")
    assert "water is asked again" in terminal.run("review", "--resume", "bread/quizzes/01-dough#water")
    assert terminal.json("me")["suspended"] == 3


def test_the_weakest_are_practised_until_they_are_known(terminal: Terminal) -> None:
    assert (terminal.json("me")["missed"], round(terminal.json("me")["known"])) == (1, 3)
    told = terminal.run("review", "--weakest", "--plain", said="1\n1\n2\n")
    assert "1 question to practise." in told
    assert verdicts(told) == ["Not quite", "Not quite", "Right"]
    assert "That was all of it." in told
    assert "3 reviews: 1 known, 2 forgotten" in told
    assert (terminal.json("me")["missed"], round(terminal.json("me")["known"])) == (0, 4)
    terminal.run("review", "--weakest", "--plain", said="1\nq\n")
    terminal.run("review", "--weakest", "--plain", said="\n3\n")
    assert terminal.json("me")["missed"] == 0, "what was turned over and rated as known is recalled, too"
    assert "Next review" in told


def test_where_nothing_is_due_the_next_review_is_named(terminal: Terminal) -> None:
    for said, sentence in ((":-\n:-\n:-\n:-\n", "Nothing is due any more."), ("", "Nothing is due.")):
        told = terminal.run("review", "--plain", said=said)
        assert sentence in told
        assert "Next review tomorrow, 4 questions." in told
    assert "Next review tomorrow, 4 questions." in terminal.run("today")
    assert terminal.json("today")["next_review"] == {"date": "2026-11-25", "minutes": None, "questions": 4}
    terminal.at += timedelta(days=1)
    assert terminal.json("today")["reviews"] == 4
    assert terminal.json("today")["next_review"] is None


def test_today_after_midnight_says_until_when_and_which_days_went_by(terminal: Terminal) -> None:
    assert "studied Mon; study days Tue to Fri; days off Sat, Sun" in terminal.run("today")
    terminal.at = datetime(2026, 11, 28, 2, 30).astimezone()
    told = terminal.run("today")
    assert "Today 2026-11-27 (until 04:00), Ada" in told
    assert "studied Mon; not studied Tue to Thu; study days Fri; days off Sat, Sun" in told


def test_me_says_what_its_json_says(terminal: Terminal, snapshot: Callable[[str, str], None]) -> None:
    terminal.run("review", "--plain", said="1\n1\n1\n:x\nq\n")
    terminal.run("member", "away", "2026-12-21", "2027-01-03")
    terminal.at += timedelta(days=9)
    snapshot(terminal.run("me"), "me-plain")
    document = terminal.json("me")
    (course,) = document["courses"]
    (dough, bake) = course["objectives"]
    assert (dough["id"], dough["level"], bake["level"]) == ("dough", "attempted", "not-begun")
    assert course["slipping"] == ["lessons/01-dough"]
    days = document["days"]
    assert (days["2026-11-23"], days["2026-11-24"]) == (5, 3)
    assert "completed, slipping" in terminal.run("list")
    assert "completed, slipping" in terminal.run("today")


def keys_of(document: object) -> set[str]:
    """The keys of a JSON document; those that are days name nothing."""
    if isinstance(document, list):
        return {key for part in document for key in keys_of(part)}
    if not isinstance(document, dict):
        return set()
    own = {key for key in document if not key.startswith("20")}
    return own.union(*(keys_of(part) for part in document.values()))


@pytest.mark.parametrize("command", ["me", "today", "review"])
def test_every_key_of_the_json_is_explained(terminal: Terminal, command: str) -> None:
    terminal.run("review", "--plain", said=":x\nq\n")
    terminal.run("quiz", "02-oven", "--plain", said="1\n")
    text = (Path(__file__).parents[2] / "docs" / "json.md").read_text(encoding="utf-8")
    part = text.split(f"`fivefold {command} --json`")[1].split("\n## ")[0]
    if command in {"me", "review"}:
        part += text.split("`fivefold today --json`")[1]  # which it refers to
    assert sorted(key for key in keys_of(terminal.json(command)) if f"`{key}`" not in part) == []


def test_a_short_number_says_what_it_stands_for(terminal: Terminal) -> None:
    for arguments in (("quiz", "01", "--results"), ("review", "--missed", "01", "--plain")):
        first = terminal.run(*arguments).splitlines()[0]
        assert first.startswith("Bread: "), arguments
