"""Searching real files: what is found, what is not shown before its time, and an index that may be thrown away."""

import itertools
import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from lessons.words import wanted
from store import bookmarks, notes, search
from store.cache import Cache
from store.database import open_database
from store.errors import NotImportableError
from store.export import export_member
from store.merge import merge
from tests.histories import Clock, always
from tui import __main__ as program
from tui.searching import Findings
from tui.study import Study
from tui.views import OpenQuiz

FIXTURES = Path(__file__).parents[1] / "fixtures"
EXAM = """---
title: Exam
type: quiz
mode: exam
---

## What does a zeppelin carry?

- [ ] Cheese
- [x] People
"""
CLOZE = """---
title: Words
type: quiz
---

## The capital is

It lies on the Limmat: [[Zurich]].

> Zwingli preached there.
"""

LINKS = """# Valves[^1]

A gasket[^1] is in [the manual](https://example.org/m), in [the *big* book][book] and in ![a picture](p.png).

| Part | Where |
|---|---|
| gasket ring | [shelf][book] |

## The *cold* [valve][book]

Frost is \\* on a gasket seat.

[^1]: A footnote on [gaskets](x.md) and their washers.

[book]: https://example.org/b
"""
ASKED = """---
title: Valves asked
type: quiz
---

## What does [a gasket][book] do? {#do}

- [x] It [seals][book] a joint
- [ ] It *sings*

[book]: https://example.org/b
"""


class Desk:
    """A study with its files, its database and its cache in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.library = folder / "library"
        shutil.copytree(FIXTURES / "library", self.library)
        self.clock = Clock()
        self.cache = Cache(folder / "cache")
        self.database = open_database(folder / "study.db", now=self.clock)
        self.study = self.anew()

    def anew(self) -> Study:
        study = Study([self.library], self.database, now=self.clock, random=Random(1), cache=self.cache)
        study.join("Ada")
        return study

    def find(self, typed: str) -> Findings:
        self.study.look_again()
        self.study.index()
        return self.study.find(typed)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    with made.database, closing(made.cache):
        yield made


def test_a_block_is_found_with_its_line_and_section(desk: Desk) -> None:
    (found,) = desk.find("springs dough").lessons
    assert (found.lesson.key, found.section.text) == ("bread/lessons/01-dough", "Resting")
    line = found.path.read_text(encoding="utf-8").splitlines()[found.line - 1]
    assert line == found.passage.text == "A dough that has rested is smooth and springs back."
    assert [found.passage.text[start:end] for start, end in found.passage.marks] == ["dough", "springs"]


def test_what_is_found_is_shown_as_it_is_read(desk: Desk) -> None:
    (desk.library / "bread" / "lessons" / "valves.md").write_text(LINKS, encoding="utf-8")
    (desk.library / "bread" / "quizzes" / "asked.md").write_text(ASKED, encoding="utf-8")

    def shown(typed: str) -> list[tuple[str, str]]:
        return [(one.section.text, one.passage.text) for one in desk.find(typed).lessons]

    assert shown("gasket manual") == [("Valves", "A gasket is in the manual, in the big book and in a picture.")]
    assert shown("ring") == [("Valves", "Part | Where; gasket ring | shelf")]
    assert shown("frost") == [("The cold valve", "Frost is * on a gasket seat.")]
    assert shown("washers") == [("The cold valve", "A footnote on gaskets and their washers.")]
    (asked,) = desk.find("gasket do").questions
    assert asked.stem.text == "What does a gasket do?"
    (asked,) = desk.find("joint").questions
    assert (asked.stem.text, asked.passage.text) == ("What does a gasket do?", "It seals a joint")
    (lesson,) = (one for one in desk.study.read().courses[0].lessons if one.path.endswith("valves.md"))
    desk.study.note_passage(lesson.key, block="", section=-1, quote="q", text="My [own](https://example.org) rag.")
    (note,) = desk.find("rag").notes
    assert note.passage.text == "My own rag."


def test_a_long_section_is_one_place_however_often_it_is_found(desk: Desk) -> None:
    path = desk.library / "bread" / "lessons" / "long.md"
    long = "\n\n".join(f"Paragraph {number} on glumping, and on {'much else, ' * 20}" for number in range(80))
    path.write_text(f"# Long\n\n## Part\n\n{long}\n\n## Part\n\nMore glumping.\n", encoding="utf-8")
    found = desk.find("glumping").lessons
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [one.section.text for one in found] == ["Part", "Part"], "there are two of that name"
    assert len({lines[: one.line].count("## Part") for one in found}) == 2


def test_however_much_is_found_it_comes_in_one_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is headed so, where much is found; then by rank. So little is read at once that all seams would show."""
    for limit, figure in (("_MOST_READ", 7), ("_READ_AT_FIRST", 2), ("_ENOUGH", 1000)):
        monkeypatch.setattr(search, limit, figure)
    random = Random(5)

    def some(most: int) -> str:
        return " ".join(random.choices(("oat", "rye", "oak", "elm", "ash"), k=random.randint(1, most)))

    index = search.SearchIndex(None, "1")
    if not index._fts:
        pytest.skip("this SQLite has no FTS5")
    libraries = {"here": range(60), "there": range(40, 64), "nowhere": range(0)}
    for name, pages in libraries.items():
        index.begin(name, {f"page {page}": [f"a {page}", f"b {page}"] for page in pages})
    sections = (search.Section("text", some(3), "", (search.Text(1, some(30), plain=True),)) for _number in range(64))
    index.add(search.Page(f"page {page}", (section,)) for page, section in enumerate(sections))
    assert index._connection is not None
    asked = index._connection.execute

    def best(expression: str, ranked: int) -> tuple[int, list[int]]:
        """How many rows there are, and the first of them by rank."""
        query = "SELECT rowid FROM lesson_words WHERE lesson_words MATCH ? ORDER BY "
        rows = [row for (row,) in asked(f"{query} rowid", (expression,))]
        return len(rows), [row for (row,) in asked(f"{query} rank, rowid", (expression,)) if row in rows[:ranked]]

    for typed, ranked in itertools.product(("rye oak ", "oa", '"oat rye"', "rye", "lime"), (1000, 30, 5)):
        monkeypatch.setattr(search, "_MOST_RANKED", ranked)
        expression = search.match_expression(wanted(typed))
        many, order = best(expression, ranked)
        if many > ranked:
            order = [*dict.fromkeys((*best(f"{{head}} : ({expression})", ranked)[1], *order))]
        look = index.look(wanted(typed))
        for name, pages in libraries.items():
            told = [f"{entry} {row - 1}" for row in order if row - 1 in pages for entry in "ab"]
            assert [hit.entry for hit in look.hits(name, "text")] == told, (typed, ranked, name)


def test_what_changes_is_found_anew_and_nothing_else_is_read(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert desk.find("sourdough").total == 0
    path = desk.library / "bread" / "lessons" / "02-oven.md"
    path.write_text(path.read_text(encoding="utf-8") + "\nSourdough takes longer.\n", encoding="utf-8")
    read: list[str] = []
    page = search.Page

    def made(name: str, sections: tuple[search.Section, ...]) -> search.Page:
        read.append(name)
        return page(name, sections)

    monkeypatch.setattr(search, "Page", made)
    assert [one.lesson.id for one in desk.find("sourdough").lessons] == ["lessons/02-oven"]
    assert len(read) == 1
    path.unlink()
    assert desk.find("sourdough").total == 0
    monkeypatch.undo()
    connection = sqlite3.connect(desk.folder / "cache" / search.NAME)
    with closing(connection):
        query = "SELECT count(*) FROM lesson_words WHERE lesson_words MATCH 'sourdough'"
        assert connection.execute(query).fetchone() == (0,)


def test_an_explanation_is_found_only_by_who_has_answered(desk: Desk) -> None:
    (desk.library / "bread" / "quizzes" / "words.md").write_text(CLOZE, encoding="utf-8")
    assert [one.quiz.id for one in desk.find("limmat").questions] == ["quizzes/words"]
    shown = desk.find("limmat").questions[0]
    assert "Zurich" not in shown.stem.text + shown.passage.text
    assert not desk.find("zurich").questions
    assert not desk.find("zwingli").questions
    quiz = desk.study.start("bread/quizzes/words")
    assert isinstance(quiz, OpenQuiz)
    desk.study.answer(quiz, quiz.quiz.questions[0].id, ("Bern",), 0)
    assert [one.passage.text for one in desk.find("zwingli").questions] == ["Zwingli preached there."]
    assert desk.find("zurich").questions


def test_what_an_exam_asks_is_not_found_before(desk: Desk) -> None:
    (desk.library / "bread" / "quizzes" / "exam.md").write_text(EXAM, encoding="utf-8")
    assert not desk.find("zeppelin").questions


def test_without_fts_the_same_is_found(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = ("dough", "water flour", "bre", '"hollow sound"', "knock")
    before = [desk.find(one) for one in typed]
    monkeypatch.setattr(search, "has_fts", lambda _connection: False)
    (desk.folder / "cache" / search.NAME).unlink()
    desk.study = desk.anew()
    for one, known in zip(typed, before, strict=True):
        found = desk.find(one)
        assert {hit.line for hit in found.lessons} == {hit.line for hit in known.lessons}
        assert {hit.question for hit in found.questions} == {hit.question for hit in known.questions}


@pytest.mark.parametrize("harm", [b"", b"no database at all" * 400])
def test_a_broken_index_is_made_anew(desk: Desk, harm: bytes) -> None:
    assert desk.find("knock").lessons
    (desk.folder / "cache" / search.NAME).write_bytes(harm)
    desk.study = desk.anew()
    assert desk.find("knock").lessons


def test_an_index_that_breaks_while_it_is_open_is_no_error(desk: Desk) -> None:
    assert desk.find("knock").lessons
    assert desk.study._index is not None
    desk.study._index._give_up()
    assert desk.study.find("knock").lessons == ()
    assert not desk.study.is_indexed
    assert desk.find("knock").lessons


def test_what_is_not_indexed_yet_is_said(desk: Desk) -> None:
    desk.study.look_again()
    assert not desk.study.find("knock").complete
    assert desk.find("knock").complete


# Notes


def written(desk: Desk, text: str = "time, not force") -> notes.Note:
    return desk.study.note_passage("bread/lessons/01-dough", block="b", section=0, quote="Flour and water.", text=text)


def test_a_note_goes_with_an_export_and_an_import_and_is_erased(desk: Desk, tmp_path: Path) -> None:
    note = written(desk)
    member = desk.study._me().id
    export_member(desk.database, member, tmp_path / "export")
    (kept,) = json.loads((tmp_path / "export" / "notes.json").read_text(encoding="utf-8"))
    assert (kept["note"], kept["text"]) == (note.id, "time, not force")
    with open_database(tmp_path / "other" / "study.db", now=always()) as other:
        for source in (tmp_path / "export", desk.database.path):
            assert merge(other, source, now=always()).notes == (source != desk.database.path)
        assert [one.text for one in notes.of_member(other, member)] == ["time, not force"]
        desk.clock.forward(hours=1)
        desk.study.delete_note(note)
        assert merge(other, desk.database.path, now=always()).notes == 1
        assert notes.of_member(other, member) == ()
    desk.study.undelete()
    assert [one.note.quote for one in desk.study.notes()] == ["Flour and water."]
    desk.study.erase()
    assert b"not force" not in desk.database.path.read_bytes()


def test_a_note_is_found_and_a_deleted_one_is_not(desk: Desk) -> None:
    note = written(desk)
    assert [one.note.id for one in desk.find("force time").notes] == [note.id]
    desk.study.delete_note(note)
    assert not desk.find("force time").notes


def test_hostile_words_in_a_note_are_made_visible(desk: Desk) -> None:
    assert written(desk, "a\x1b[2Jb").text == "a<U+001B>[2Jb"


# Commands


def run(desk: Desk, *words: str) -> int:
    return program.run([*words, "--library", str(desk.library), "--db", str(desk.folder / "own.db"), "--member", "Ada"])


def test_search_prints_where_and_what(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(desk, "search", "hollow") == 0
    out = capsys.readouterr().out
    assert "02-oven.md:17: The oven › Done?" in out
    assert "    Knock on the bottom. A hollow sound means done." in out
    assert run(desk, "search", "hollow", "--json") == 0
    (lesson,) = json.loads(capsys.readouterr().out)["lessons"]
    (start, end) = lesson["found"][0]
    assert lesson["text"][start:end] == "hollow"
    assert run(desk, "search", "zzz", "NEAR(", "--json") == 1


def test_what_is_there_in_another_language_is_counted(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(FIXTURES / "bilingual", desk.library, dirs_exist_ok=True)
    assert run(desk, "search", "绿茶") == 1
    assert "6 in Chinese: fivefold --lang zh search" in capsys.readouterr().err
    assert run(desk, "search", "hollow", "--json") == 0
    assert json.loads(capsys.readouterr().out)["elsewhere"] == {}


def test_notes_prints_markdown(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(desk, "notes") == 0
    with open_database(desk.folder / "own.db", now=desk.clock) as database:
        study = Study([desk.library], database, now=desk.clock, random=Random(2))
        study.join("Ada")
        study.note_passage("bread/lessons/01-dough", block="b", section=0, quote="Flour.", text="**mine**")
    capsys.readouterr()
    assert run(desk, "notes", "--lesson", "01") == 0
    assert capsys.readouterr().out == "# Bread › The dough\n\n> Flour.\n\n**mine**\n\n*2026-03-02, f4bea973*\n"
    assert run(desk, "notes", "--lesson", "02", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"notes": [], "bookmarks": []}


# Bookmarks


def test_a_bookmark_goes_with_an_export_and_an_import_and_is_erased(desk: Desk, tmp_path: Path) -> None:
    lesson, member = "bread/lessons/01-dough", desk.study._me().id
    desk.study.set_bookmark(lesson, block="b", section=0, quote="Flour\x1b[2J and water.")
    export_member(desk.database, member, tmp_path / "export")
    (kept,) = json.loads((tmp_path / "export" / "bookmarks.json").read_text(encoding="utf-8"))
    assert (kept["quote"], kept["kept"]) == ("Flour<U+001B>[2J and water.", True)
    with open_database(tmp_path / "other" / "study.db", now=always()) as other:
        for source in (tmp_path / "export", desk.database.path):
            assert merge(other, source, now=always()).bookmarks == (source != desk.database.path)
        (there,) = bookmarks.of_member(other, member)
        assert there.block == "b"
        desk.clock.forward(hours=1)
        desk.study.take_bookmark(there)
        assert merge(other, desk.database.path, now=always()).bookmarks == 1
        assert merge(other, tmp_path / "export", now=always()).bookmarks == 0  # it says less than is known
        assert bookmarks.of_member(other, member) == ()
    assert b"and water." not in json.dumps([*map(str, desk.study.kept())]).encode()
    desk.clock.forward(hours=1)
    desk.study.undelete()
    assert [one.bookmark.quote for one in desk.study.bookmarks()] == ["Flour<U+001B>[2J and water."]
    desk.study.erase()
    assert b"and water" not in desk.database.path.read_bytes()


def test_a_bookmark_that_is_no_bookmark_is_refused(desk: Desk, tmp_path: Path) -> None:
    desk.study.set_bookmark("bread/lessons/01-dough", block="b", section=0, quote="Flour.")
    export_member(desk.database, desk.study._me().id, tmp_path / "export")
    path = tmp_path / "export" / "bookmarks.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"kept": true', '"kept": 1'), encoding="utf-8")
    with (
        open_database(tmp_path / "other" / "study.db", now=always()) as other,
        pytest.raises(NotImportableError, match=r"bookmarks\.json.*line 2: kept"),
    ):
        merge(other, tmp_path / "export", now=always())


def test_notes_prints_bookmarks_too(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(desk, "notes") == 0
    with open_database(desk.folder / "own.db", now=desk.clock) as database:
        study = Study([desk.library], database, now=desk.clock, random=Random(2))
        study.join("Ada")
        study.set_bookmark("bread/lessons/01-dough", block="b", section=0, quote="Flour.")
    capsys.readouterr()
    assert run(desk, "notes") == 0
    assert capsys.readouterr().out == "# Bread › The dough\n\n> Flour.\n\n*Bookmark, 2026-03-02, e9a872aa*\n"
    assert run(desk, "notes", "--json") == 0
    (told,) = json.loads(capsys.readouterr().out)["bookmarks"]
    assert told == {
        "bookmark": "e9a872aa",
        "course": "bread",
        "lesson": "lessons/01-dough",
        "title": "The dough",
        "quote": "Flour.",
        "set": "2026-03-02",
    }
