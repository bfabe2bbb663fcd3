"""Files of the library while somebody studies: read once, and again when they were edited."""

import os
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from lessons.document import read_document
from lessons.errors import LessonError
from lessons.model import Document
from lessons.shelf import stamp
from tests.histories import START, always, opened
from tui.study import Study

LESSON = "# Dough\n\nFlour and water.\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "bread"
    root.mkdir()
    (root / "course.md").write_text("---\nid: bread\n---\n# Bread\n", encoding="utf-8")
    (root / "dough.md").write_text(LESSON, encoding="utf-8")
    return root


@pytest.fixture
def study(root: Path, tmp_path: Path) -> Iterator[Study]:
    with opened(tmp_path / "data", always()) as database:
        made = Study([root], database, now=lambda: START, random=Random(1))
        made.join("Ada")
        yield made


def test_a_lesson_that_nobody_edited_is_read_once(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def counted(path: str, text: str, *, repair_headings: bool = False) -> Document:
        read.append(path)
        return read_document(path, text, repair_headings=repair_headings)

    study.read()
    monkeypatch.setattr("lessons.document.read_document", counted)
    first = study.open("bread/dough").document
    assert study.open("bread/dough").document is first
    assert read == ["dough.md"]


def test_a_lesson_that_was_edited_meanwhile_is_read_again(study: Study, root: Path) -> None:
    assert "Flour and water." in study.open("bread/dough").document.text
    lesson = root / "dough.md"
    before = lesson.stat()
    lesson.write_text(LESSON.replace("water", "yeast"), encoding="utf-8")
    os.utime(lesson, ns=(before.st_atime_ns, before.st_mtime_ns))  # an editor may put the old time back
    assert "Flour and yeast." in study.open("bread/dough").document.text
    beside = root / "new.part"
    beside.write_text(LESSON.replace("water", "malts"), encoding="utf-8")
    beside.replace(lesson)
    assert "Flour and malts." in study.open("bread/dough").document.text


def test_a_lesson_that_is_gone_is_missed_though_it_was_read_before(study: Study, root: Path) -> None:
    study.open("bread/dough")
    (root / "dough.md").unlink()
    with pytest.raises(LessonError):
        study.open("bread/dough")


def test_who_was_in_a_lesson_that_is_gone_still_has_today(study: Study, root: Path) -> None:
    study.open("bread/dough")
    study.keep_place("bread/dough", block="dough-1", section=0, line=0, share=0.5)
    known = study.today_soon()
    assert (known.lesson.lesson.key if known.lesson else "", known.section) == ("bread/dough", "Dough")
    (root / "dough.md").unlink()
    assert study.today().section == "", "the library is as it was when it was looked at"
    study.look_again()
    assert study.today().lesson is None


def test_a_text_is_kept_while_the_screen_reads_another(study: Study, root: Path) -> None:
    class Meanwhile(tuple[object, ...]):
        """A file at which the one who looks through them is interrupted."""

        __slots__ = ()

        def __iter__(self) -> Iterator[object]:
            study._documents[str(root / "other.md")] = study._documents[str(root / "dough.md")]
            return super().__iter__()

    opened = study.lay_open("bread/dough")
    held = study._documents.pop(str(root / "dough.md"))
    study._documents["first"] = Meanwhile((held[0], held[1], None))  # type: ignore[assignment]  # a tuple all the same
    study._documents[str(root / "dough.md")] = held
    study.keep_text(opened)
    assert str(root / "other.md") in study._documents


def test_what_cannot_be_looked_at_has_no_stamp(root: Path) -> None:
    assert stamp(root, "dough.md") is not None
    assert stamp(root, "nothing.md") is None
    assert stamp(root, "a\0b") is None
