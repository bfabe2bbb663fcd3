"""Flags: what members tell the trainer of a question, on the command line and in the app."""

import json
import shutil
import sys
from io import StringIO
from pathlib import Path
from random import Random

import pytest

from store.database import open_database
from tests.tui.pilot import MONDAY, performance
from tui import i18n
from tui.__main__ import run
from tui.app import Aim
from tui.screens.flag import FlagScreen
from tui.screens.quiz import QuizScreen
from tui.study import Study

LIBRARY = Path(__file__).parents[1] / "fixtures" / "exams"
BILINGUAL = Path(__file__).parents[1] / "fixtures" / "bilingual"


class Desk:
    """The program, run by several people on one database."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._folder = folder
        self._capsys = capsys

    def run(self, *arguments: str, member: str = "Ada", status: int = 0) -> str:
        """Run a command; answer what it said."""
        database = str(self._folder / "study.db")
        assert run(["--library", str(LIBRARY), "--db", database, "--member", member, *arguments]) == status
        captured = self._capsys.readouterr()
        return captured.out + captured.err


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(sys, "stdin", StringIO("1\nq\n"))
    return Desk(tmp_path, capsys)


def test_a_flag_is_put_seen_by_the_trainer_without_a_name_and_settled(desk: Desk) -> None:
    desk.run("today")
    desk.run("member", "add", "Tea")
    assert "fivefold flag QUIZ QUESTION" in desk.run("flags")
    desk.run("flag", "licence", "9" * 5000, "--reason", "typo", status=2)
    desk.run("quiz", "licence", "--plain")
    desk.run("flag", "licence", "hums", "--reason", "wrong-key", "--text", "Wait is right too \x1b[2J")
    mine = desk.run("flags")
    assert "The answer that counts as right is wrong" in mine
    assert "not looked at yet" in mine
    assert "\x1b" not in mine
    assert "No open flags." in desk.run("flags", member="Tea")
    seen = desk.run("stats", "licence", member="Tea")
    assert "Flagged by members" in seen
    assert "Wait is right too" in seen
    assert "Ada" not in seen
    (flag,) = json.loads(desk.run("stats", "licence", "--json", member="Tea"))["flagged"]
    assert json.loads(desk.run("flags", "licence", "--json", member="Tea"))["flags"] == [flag]
    assert (flag["question"], flag["reason"], flag["edited"]) == ("hums", "wrong-key", False)
    assert "choice" not in flag
    assert "Ada" not in json.dumps(flag)
    with_nothing = desk.run("flags", "--withdraw", flag["flag"], member="Tea", status=2)
    assert "There is no open flag" in with_nothing
    assert "not looked at yet" not in desk.run("flags", "licence", member="Tea"), "that is between its member and them"
    desk.run("flags", "--settle", flag["flag"], member="Tea")
    told = desk.run("flags")
    assert "No open flags." in told
    (came,) = json.loads(desk.run("flags", "--json"))["flags"]
    assert f"dealt with on {came['settled']}" in told
    assert "dealt with" not in desk.run("flags", "licence", member="Tea")
    assert desk.run("flags", "--markdown") == ""
    assert json.loads(desk.run("stats", "licence", "--json"))["flagged"] == []


def test_a_flag_is_handed_on_as_text_and_taken_back(desk: Desk) -> None:
    desk.run("flag", "licence", "vent", "--reason", "typo", "--text", "valve\ntwice")
    text = desk.run("flags", "--markdown")
    assert text.startswith("**A typo** `quizzes/01-exam-quiz.md:")
    assert text.endswith("What do you open to let the air out?\n\n> valve\n> twice\n")
    desk.run("flag", "licence", "vent", "--reason", "unclear")
    (flag,) = json.loads(desk.run("flags", "--json"))["flags"]
    assert flag["reason"] == "unclear", "a new flag replaces the one before"
    desk.run("flags", "--withdraw", flag["flag"])
    assert json.loads(desk.run("flags", "licence", "--json"))["flags"] == []
    assert "has no question" in desk.run("flag", "licence", "nowhere", "--reason", "typo", status=2)


@pytest.mark.parametrize(("put_in", "seen_in"), [("en", "zh"), ("zh", "en")])
def test_a_flag_is_not_of_an_edited_question_for_being_seen_in_another_language(
    put_in: str, seen_in: str, tmp_path: Path
) -> None:
    tea = tmp_path / "library" / "tea"
    shutil.copytree(BILINGUAL / "tea", tea)

    def study(language: str) -> Study:
        i18n.use(language)
        found = Study([tea], database, now=lambda: MONDAY, random=Random(7))
        found.join("Ada")
        return found

    def edited(language: str) -> bool:
        (flag,) = study(language).flags()
        return flag.edited

    with open_database(tmp_path / "study.db", now=lambda: MONDAY) as database:
        first = study(put_in)
        quiz = first.read().quiz("tea/quizzes/01-water")
        assert quiz is not None
        first.flag(quiz.key, next(one for one in quiz.questions if one.id == "heat"), "unclear", "")
        assert (edited(put_in), edited(seen_in)) == (False, False)
        file = tea / "quizzes" / "01-water.md"
        file.write_text(file.read_text(encoding="utf-8").replace("How hot is", "How warm is"), encoding="utf-8")
        assert (edited(put_in), edited(seen_in)) == (True, True)


async def test_a_question_is_flagged_by_a_digit_and_some_words(tmp_path: Path) -> None:
    async with performance(tmp_path, library=LIBRARY, aim=Aim(quiz="pumps/licence")) as acting:
        await acting.press("enter", "g", "enter")
        assert isinstance(acting.app.screen, FlagScreen)
        assert "A digit says what is wrong." in acting.notices()
        await acting.press("2", *"why", "space", "2", "enter")
        assert isinstance(acting.app.screen, QuizScreen)
        (flag,) = acting.study.flags()
        assert (flag.record.question, flag.record.reason, flag.record.text) == ("hums", "unclear", "why 2")
        assert acting.app.screen._opened.sitting.answers == (), "nothing is answered by it"
        await acting.press("g")
        assert "Unclear: why 2" in acting.text()
        await acting.press("delete")
        assert acting.study.flags() == ()
        await acting.press("g", "1", "escape")
        assert acting.study.flags() == (), "closed is not flagged"
    with open_database(tmp_path / "study.db", now=lambda: MONDAY) as database:
        rows = database.query("SELECT withdrawn_day IS NULL, settled_day IS NULL FROM flags")
        assert rows == [(0, 1)]


def test_a_question_is_flagged_where_it_is_asked_line_by_line(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.run("today")
    monkeypatch.setattr(sys, "stdin", StringIO(":flag\n7\n2\nWhich pump?\nflag\n\nq\n"))
    said = desk.run("quiz", "licence", "--plain")
    assert ":flag says what is wrong with a question." in said
    assert "1 The answer that counts as right is wrong" in said
    assert "Type a number from 1 to 5" in said
    assert "Flagged. The question waits for its answer." in said
    assert "Not flagged. The question waits for its answer." in said
    (flag,) = json.loads(desk.run("flags", "--json"))["flags"]
    assert (flag["reason"], flag["text"]) == ("unclear", "Which pump?")
    assert flag["stem"] in said
    assert "Left." in said, "nothing of it was taken for an answer"


def test_a_question_is_flagged_by_the_number_that_it_was_asked_under(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.run("today")
    assert "has no question '1'" in desk.run("flag", "licence", "1", "--reason", "typo", status=2)
    monkeypatch.setattr(sys, "stdin", StringIO("q\n"))
    said = desk.run("quiz", "licence", "--plain")
    assert "Question 1 of " in said
    desk.run("flag", "licence", "1", "--reason", "typo")
    (flag,) = json.loads(desk.run("flags", "--json"))["flags"]
    assert flag["stem"] in said
    assert "has no question '99'" in desk.run("flag", "licence", "99", "--reason", "typo", status=2)
