"""A course is edited under its members: what they know of its questions goes on, on real files and a real database."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from quizzes.memory import Rating
from quizzes.model import Choice, Question
from store import merge
from store.database import Database, open_database
from store.events import QuestionAliased
from store.items import ItemMemory
from store.log import rebuild
from store.projections import item_memory
from tests.histories import dump
from tui.commands.ids import write_ids
from tui.reviewing import Practice
from tui.study import Study

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
FILE = "quizzes/pumps.md"
PUMPS = """# Pumps

### Which gauge is red before the pump starts?

- [x] The left gauge in the boiler room
- [ ] The right gauge in the boiler room
- [ ] None of them

### Which valve does the night shift close first?

- [x] The inlet valve under the stairs
- [ ] The outlet valve under the stairs
- [ ] The drain behind the tank

### Which valve does the day shift close first?

- [ ] The inlet valve under the stairs
- [x] The outlet valve under the stairs
- [ ] The drain behind the tank

### A pump may run dry for a minute.

- [ ] True
- [x] False
"""
GAUGE, NIGHT, SHIFT, DRY = range(4)


class Course:
    """A course in a folder, and a member who studies it on a clock."""

    def __init__(self, folder: Path, database: Database) -> None:
        self.folder = folder
        self.database = database
        self.at = MONDAY
        self.write(PUMPS)
        self.study = self.opened()
        self.me = self.study.member

    def opened(self) -> Study:
        """Fivefold, opened anew on the files as they are."""
        study = Study([self.folder], self.database, now=lambda: self.at, random=Random(7))
        study.join("Ada")
        study.read()
        self.study = study
        return study

    def write(self, text: str, path: str = FILE) -> None:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def edit(self, old: str, new: str, path: str = FILE) -> Study:
        text = (self.folder / path).read_text(encoding="utf-8")
        assert old in text
        self.write(text.replace(old, new), path)
        return self.opened()

    def questions(self, quiz: str = "pumps") -> list[Question]:
        found = self.study.read().quiz(f"pump-room/quizzes/{quiz}")
        return list(found.questions) if found else []

    def take_the_quiz(self, quiz: str = "pump-room/quizzes/pumps") -> None:
        """Everything right."""
        opened = self.study.start(quiz)
        while (question := opened.question) is not None:
            assert isinstance(question, Choice)
            opened = self.study.answer(opened, question.id, question.right, 0).quiz

    def items(self) -> list[ItemMemory]:
        me = self.study.member
        assert me
        return list(item_memory.of_member(self.database, me.id))

    def item(self, number: int, quiz: str = "pumps") -> ItemMemory:
        """What is known of a question, by its place in the file as it is."""
        me, question = self.study.member, self.questions(quiz)[number]
        assert me
        found = item_memory.of_question(self.database, me.id, f"pump-room/quizzes/{quiz}", question.id)
        assert found, f"nothing is known of {question.stem}"
        return found

    def aliases(self) -> list[QuestionAliased]:
        rows = self.database.query("SELECT count(*) FROM events WHERE kind = 'question.aliased'")
        with self.database.reading() as connection:
            from store import records

            found = [event.body for event in records.read(connection, "kind = 'question.aliased'")]
        assert len(found) == rows[0][0]
        return [body for body in found if isinstance(body, QuestionAliased)]


@pytest.fixture
def course(tmp_path: Path) -> Iterator[Course]:
    folder = tmp_path / "pump-room"
    folder.mkdir()
    (folder / "course.md").write_text("---\ntitle: Pump room\nid: pump-room\n---\n", encoding="utf-8")
    with open_database(tmp_path / "study.db", now=lambda: MONDAY) as database:
        made = Course(folder, database)
        made.take_the_quiz()
        yield made
        before = dump(database)
        rebuild(database)
        assert dump(database) == before


def schedule(item: ItemMemory) -> object:
    return item.memory, item.verdicts, item.last_day, item.aside


def test_a_typo_is_mended_and_the_question_is_due_when_it_was(course: Course) -> None:
    before = schedule(course.item(GAUGE))
    course.edit("Which gauge is red before the pump starts?", "Which gauge is red when the pump starts?")
    assert schedule(course.item(GAUGE)) == before
    assert len(course.items()) == 4
    course.opened()
    assert len(course.aliases()) == 1, "and nothing more when it is read again"
    course.at += DAY
    asked = course.study.review()
    assert asked
    course.study.rate(asked, Rating.GOOD)
