"""The courses of a library, checked again and again: what `check` says, and nothing read twice for nothing."""

from pathlib import Path

import pytest

from lessons.errors import LessonError
from lessons.shelf import open_shelf
from quizzes.check import check
from quizzes.library import build
from tui.course_check import CourseCheck, CourseFound

FILES = {
    "bread/course.md": "---\ntitle: Bread\nid: bread\n---\n",
    "bread/lessons/dough.md": "# Dough\n\n[no](no.md) and [flour](flour.md)\n",
    "bread/quizzes/dough.md": "### What rises?\n\n- [ ] Dough\n- [ ] Flour\n",
    "soup/course.md": "---\ntitle: Soup\nid: bread\nlanguages: [en, zh]\n---\n",
    "soup/lessons/stock.md": "# Stock\n\n[no](no.md)\n",
    "soup/lessons/stock.zh.md": "# 高汤\n",
    "stray.md": "# Stray\n",
}


@pytest.fixture
def library(tmp_path: Path) -> Path:
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


class Trainer:
    """Who looks again and again."""

    def __init__(self, root: Path, *, only: str = "") -> None:
        self.check = CourseCheck([root], lambda _root, folder: not only or folder == only)
        self.read: list[int] = []

    def look(self, *, everything: bool = False) -> tuple[CourseFound, ...]:
        self.read = []
        return [*self.check.look(lambda _done, total: self.read.append(total), everything=everything)][-1]


def test_it_says_what_check_says_of_the_whole_library(library: Path) -> None:
    found = Trainer(library).look()
    shelf = open_shelf(library)
    expected = check(build([shelf]), [shelf])
    assert len(expected) > 4
    told = [one for course in found for several in (course.problems or {}).values() for one in several]
    assert sorted(told) == sorted(expected)
    assert [(one.title("en"), one.path) for one in found] == [("Bread", "bread"), ("Soup", "soup"), (library.name, "")]
    assert found[1].pair("soup/lessons/stock.zh.md") == found[1].pair("soup/lessons/stock.md")
    assert found[1].pair("soup/course.md") is None


def test_the_files_are_listed_before_anything_is_read(library: Path) -> None:
    looks = CourseCheck([library], lambda _root, _folder: True).look(lambda _done, _total: pytest.fail("read"))
    first = next(looks)
    assert [len(one.files) for one in first[:2]] == [3, 3]
    assert [one.problems for one in first[:2]] == [None, None]


def test_only_a_course_that_has_changed_is_read_again(library: Path) -> None:
    trainer = Trainer(library)
    before = trainer.look()
    assert trainer.read == [6, 6]
    assert trainer.look() == before
    assert trainer.read == []
    (library / "soup" / "lessons" / "stock.md").write_text("# Stock\n", encoding="utf-8")
    after = trainer.look()
    assert trainer.read == [3]
    assert after[0] is before[0]
    assert before[1].of("soup/lessons/stock.md")[0].code == "E-dead-link"
    assert after[1].of("soup/lessons/stock.md") == ()
    (library / "bread" / "lessons" / "flour.md").write_text("# Flour\n", encoding="utf-8")
    again = trainer.look()
    assert len(again[0].of("bread/lessons/dough.md")) == len(before[0].of("bread/lessons/dough.md")) - 1
    trainer.look(everything=True)
    assert trainer.read == [7, 7]


def test_what_was_wrong_with_a_file_is_gone_as_soon_as_it_is_saved(library: Path) -> None:
    trainer, stock = Trainer(library), "soup/lessons/stock.md"
    before = trainer.look()
    assert before[1].of(stock)
    assert before[1].knows(stock)
    (library / stock).write_text("# Stock\n", encoding="utf-8")
    first = next(trainer.check.look(lambda _done, _total: pytest.fail("read")))
    assert first[1].of(stock) == ()
    assert not first[1].knows(stock)  # which does not mean that nothing is wrong with it now
    assert first[1].knows("soup/course.md")
    assert first[0] is before[0]
    assert trainer.look()[1].knows(stock)


def test_what_is_not_wanted_is_not_looked_into(library: Path) -> None:
    trainer = Trainer(library, only="soup")
    assert [one.path for one in trainer.look()] == ["soup", ""]
    assert trainer.read == [3]
    assert Trainer(library, only="none").look() == ()


def test_whoever_stops_in_the_middle_goes_on_there(library: Path) -> None:
    check = CourseCheck([library], lambda _root, _folder: True)

    def stop(done: int, _total: int) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(check.look(stop))
    read: list[int] = []
    list(check.look(lambda _done, total: read.append(total)))
    assert read == [3]


def test_a_library_that_is_gone_is_said(library: Path) -> None:
    with pytest.raises(LessonError):
        Trainer(library / "nowhere").look()
