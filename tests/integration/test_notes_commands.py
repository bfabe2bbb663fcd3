"""Notes and bookmarks on the command line: to the sentence that is named, changed and taken away by their names."""

import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.shell import ran

LIBRARY = Path(__file__).parents[1] / "fixtures" / "library"
CHECKS = Path(__file__).parents[1] / "fixtures" / "checks"


class Notebook:
    """The commands of one member on one database."""

    def __init__(self, folder: Path, library: Path = LIBRARY) -> None:
        self._base = ("--library", library, "--db", folder / "study.db", "--member", "Ada")

    def said(self, *words: str, stdin: str = "") -> str:
        """What a command says, on stdout and then on stderr."""
        done = ran(*self._base, *words, stdin=stdin)
        assert done.returncode == 0, done.stderr
        return done.stdout + done.stderr

    def refused(self, *words: str, stdin: str = "") -> str:
        """Why a command was refused."""
        done = ran(*self._base, *words, stdin=stdin)
        assert (done.returncode, done.stdout) == (2, "")
        return done.stderr

    def json(self, *words: str, stdin: str = "") -> Any:  # noqa: ANN401 - whatever docs/json.md says
        """The document of a command."""
        done = ran(*self._base, *words, "--json", stdin=stdin)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


@pytest.fixture
def notebook(tmp_path: Path) -> Notebook:
    return Notebook(tmp_path)


def test_a_note_is_written_to_the_sentence_that_is_named_changed_and_deleted(notebook: Notebook) -> None:
    assert "fivefold notes add LESSON TEXT" in notebook.said("notes")
    said = notebook.said("notes", "add", "01", "Five to *three*.", "--at", "PARTS  flour")
    assert said.startswith("> Take five parts flour and three parts water, by weight:\n\nFive to *three*.\n\n*2")
    (note,) = notebook.json("notes")["notes"]
    name = note["note"][-8:]
    assert f"fivefold notes edit|delete {name}" in said
    assert (note["lesson"], note["text"]) == ("lessons/01-dough", "Five to *three*.")
    assert name in notebook.said("notes", "--lesson", "01")
    notebook.said("notes", "edit", name, "Three to five.")
    assert notebook.json("notes")["notes"][0]["text"] == "Three to five."
    assert notebook.json("notes", "edit", note["note"], stdin="From a pipe:\n\n. is text there.\n")["text"] == (
        "From a pipe:\n\n. is text there."
    )
    gone = notebook.said("notes", "delete", name)
    assert "From a pipe:" in gone, "what is deleted is said once more"
    assert notebook.json("notes") == {"notes": [], "bookmarks": []}
    assert "There is no note" in notebook.refused("notes", "delete", name)


def test_without_words_a_note_is_to_the_lesson_or_to_a_section(notebook: Notebook) -> None:
    add = partial(notebook.json, "notes", "add", "01-dough", "mine")
    assert add()["quote"] == "The dough"
    assert add("--section", "rest")["quote"] == "Resting"
    assert add("--section", "Resting", "--at", "in winter")["quote"] == "two in winter."


def test_a_passage_that_is_not_there_or_not_clear_is_refused_with_what_there_is(notebook: Notebook) -> None:
    add = partial(notebook.refused, "notes", "add", "01-dough", "mine")
    assert "No sentence of The dough holds 'yeast'." in add("--at", "yeast")
    assert "Did you mean 'Resting'?" in add("--section", "Reting")
    assert "There are: The dough, The ratio, Resting, When it goes wrong." in add("--section", "Zymurgy")
    several = add("--at", "it")
    assert "stands in several places" in several
    assert "line " in several
    assert "No sentence of Resting holds 'flour'." in add("--at", "flour", "--section", "Resting")
    assert "The note says nothing yet." in notebook.refused("notes", "add", "01-dough", stdin=" \n")
    assert "at most 20000 characters, and this one has 20001" in notebook.refused(
        "notes", "add", "01-dough", stdin="x" * 20_001
    )
    assert notebook.json("notes")["notes"] == []


def test_a_note_to_a_question_is_one_also_where_it_stands_in_a_text(tmp_path: Path, notebook: Notebook) -> None:
    (quiz, *_rest) = notebook.json("list", "--questions")["courses"][0]["quizzes"]
    asked = quiz["questions"][0]["id"]
    note = notebook.json("notes", "add", "01-dough", "tricky", "--question", asked)
    assert (note["quiz"], note["question"]) == (quiz["id"], asked)
    refused = notebook.refused("notes", "add", "01-dough", "again", "--question", asked)
    assert f"fivefold notes edit {note['note'][-8:]} TEXT" in refused
    assert "has no question 'nowhere'" in notebook.refused("notes", "add", "01", "x", "--question", "nowhere")
    assert "leave out --at" in notebook.refused("notes", "add", "01", "x", "--question", asked, "--at", "flour")
    (folder := tmp_path / "checks").mkdir()
    in_text = Notebook(folder, CHECKS)
    lesson = in_text.json("list", "--questions")["courses"][0]["lessons"][0]
    asked = lesson["questions"][0]["id"]
    assert in_text.json("notes", "add", lesson["id"], "mine", "--question", asked)["question"] == asked


def test_a_bookmark_is_set_listed_and_taken_away_by_its_name(notebook: Notebook) -> None:
    assert "fivefold bookmark add LESSON" in notebook.said("bookmark", "list")
    marked = notebook.json("bookmark", "add", "01-dough", "--at", "in winter")
    assert marked["quote"] == "two in winter."
    assert notebook.json("bookmark", "add", "01-dough", "--at", "in winter")["bookmark"] == marked["bookmark"]
    assert notebook.json("bookmark", "add", "01-dough", "--section", "The ratio")["quote"] == "The ratio"
    assert [one["quote"] for one in notebook.json("bookmark", "list")["bookmarks"]] == ["The ratio", "two in winter."]
    assert marked["bookmark"] in notebook.said("notes")
    said = notebook.said("bookmark", "remove", marked["bookmark"])
    assert "two in winter." in said
    assert "The bookmark is taken away." in said
    assert len(notebook.json("notes")["bookmarks"]) == 1
    assert "There is no bookmark" in notebook.refused("bookmark", "remove", marked["bookmark"])
