"""The text of a lesson that was shown before is at hand, and is always the text that its file has."""

from datetime import UTC, datetime
from pathlib import Path
from random import Random

from lessons.document import read_document
from lessons.running import References, read
from store.cache import Cache
from store.database import open_database
from tui.study import Study
from tui.views import OpenLesson, OpenQuiz

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TEXT = "# Bread\n\nKnead *well*, [then][rest] wait.\n\n[rest]: 02-rest.md\n"


class Home:
    """A library of one lesson, and somebody who opens it in one run after another."""

    def __init__(self, folder: Path) -> None:
        self.lesson = folder / "library" / "lesson.md"
        self.lesson.parent.mkdir()
        self.write(TEXT)
        self._folder = folder

    def write(self, text: str) -> None:
        """Edit the lesson."""
        self.lesson.write_text(text, encoding="utf-8")

    def opened(self, *sources: str) -> OpenLesson:
        """The lesson, opened in a new run in which so much of its running text is shown."""
        with open_database(self._folder / "study.db", now=lambda: NOW) as database:
            cache = Cache(self._folder)
            study = Study([self.lesson.parent], database, now=lambda: NOW, random=Random(1), cache=cache)
            study.join("Ada")
            study.look_again()
            opened = study.open(study.find_lesson("lesson").key)
            for source in sources:
                read(source, opened.document.references)
            study.keep_text(opened)
            cache.close()
        return opened


def is_known(opened: OpenLesson, source: str) -> bool:
    """Whether a text is read without the parser."""
    references = opened.document.references
    assert isinstance(references, References)
    read(source, references)
    return references.are_known


def test_it_is_what_the_parser_reads(tmp_path: Path) -> None:
    home, source = Home(tmp_path), "Knead *well*, [then][rest] wait."
    first = home.opened(source)
    second = home.opened()
    assert second.document == first.document == read_document("lesson.md", TEXT)
    assert is_known(second, source)
    assert read(source, second.document.references) == read(source, dict(first.document.references))
    assert not is_known(second, "Another *text*.")


def test_an_edited_lesson_is_read_anew(tmp_path: Path) -> None:
    home, source = Home(tmp_path), "Knead *well*, [then][rest] wait."
    home.opened(source)
    home.write(TEXT.replace("02-rest", "03-rest"))
    edited = home.opened()
    assert edited.document.references["REST"] == ("03-rest.md", "")
    assert not is_known(edited, source)


def test_what_cannot_be_read_back_is_read_from_the_file(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.opened()
    (tmp_path / "library.db").write_bytes(b"not a database at all")
    assert home.opened().document == read_document("lesson.md", TEXT)


def test_a_link_that_is_defined_later_is_one_for_the_next_question(tmp_path: Path) -> None:
    quiz = tmp_path / "library" / "bread-quiz.md"
    quiz.parent.mkdir()
    asked = "### See the [chart]. How long? {#long}\n\n- [x] one hour\n- [ ] none\n"
    quiz.write_text(asked, encoding="utf-8")
    with open_database(tmp_path / "study.db", now=lambda: NOW) as database:
        study = Study([quiz.parent], database, now=lambda: NOW, random=Random(1))
        study.join("Ada")

        def links() -> list[str]:
            opened = study.start(study.find_quiz("bread-quiz").key)
            assert isinstance(opened, OpenQuiz)
            return list(opened.references)

        assert links() == links() == []
        quiz.write_text(f"{asked}\n[chart]: chart.md\n", encoding="utf-8")
        assert links() == ["CHART"]
