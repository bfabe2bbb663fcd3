"""The cache is in nobody's way: whatever becomes of it, a library is told as it is, and the next run has one again."""

import os
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from lessons.model import Course, Kind, SourceFile
from lessons.shelf import open_shelf
from quizzes import reading
from quizzes.library import Library, build
from store.cache import APPLICATION_ID, FORMAT, NAME, Cache
from tui import known_library
from tui.known_library import KnownLibrary

LIBRARY = Path(__file__).parents[1] / "fixtures" / "library"


@pytest.fixture
def plain() -> Library:
    return build([open_shelf(LIBRARY)])


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the files that are parsed from here on."""
    seen: list[str] = []

    def read(file: SourceFile, course: Course, kind: Kind | None = None) -> reading.FileRead:
        seen.append(file.path)
        return read_one(file, course, kind)

    read_one = reading.read_one
    monkeypatch.setattr(reading, "read_one", read)
    return seen


def known_at(root: Path, home: Path) -> KnownLibrary:
    return KnownLibrary([root], Cache(home))


def test_the_cache_is_for_its_owner_alone(tmp_path: Path) -> None:
    home = tmp_path / "cache" / "fivefold"
    known_at(LIBRARY, home).read()
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert stat.S_IMODE((home / NAME).stat().st_mode) == 0o600


def written(path: Path) -> Callable[[str], None]:
    def write(text: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    return write


def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the file system's clock be as fine as it is here, so that no test has to wait for it."""
    monkeypatch.setattr(known_library, "COARSE", 0)


def later(home: Path) -> None:
    """Wait until the file system's clock has gone on."""
    cache = Cache(home)
    begin = cache.moment()
    while cache.moment() == begin:
        pass


def test_only_what_has_changed_is_parsed(tmp_path: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    settled(monkeypatch)
    root, home = tmp_path / "library", tmp_path / "cache"
    for name in ("one", "two"):
        written(root / "course" / "lessons" / f"{name}.md")(f"# {name}\n")
        written(root / "course" / "quizzes" / f"{name}.md")("### What?\n\n- [x] a\n- [ ] b\n")
    later(home)
    known_at(root, home).read()
    assert len(parsed) == 4
    parsed.clear()
    library = known_at(root, home).read()
    assert [len(quiz.questions) for quiz in library.courses[0].quizzes] == [1, 1]
    assert parsed == []
    written(root / "course" / "lessons" / "two.md")("# Another title\n")
    library = known_at(root, home).read()
    assert [lesson.title for lesson in library.courses[0].lessons] == ["one", "Another title"]
    assert parsed == ["course/lessons/two.md"]


def test_an_edit_that_leaves_size_and_time_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settled(monkeypatch)
    root, home = tmp_path / "library", tmp_path / "cache"
    file = root / "a.md"
    written(file)("# One\n")
    for title in ("Two", "Six"):  # at once: the clock of the file system may not have gone on
        known_at(root, home).read()
        kept = file.stat()
        file.write_text(f"# {title}\n", encoding="utf-8")
        os.utime(file, ns=(kept.st_atime_ns, kept.st_mtime_ns))
        (lesson,) = known_at(root, home).read().courses[0].lessons
        assert lesson.title == title


def foreign(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE recipes (name)")
    connection.close()


def marked(**pragmas: int) -> Callable[[Path], None]:
    def mark(path: Path) -> None:
        connection = sqlite3.connect(path)
        for name, value in pragmas.items():
            connection.execute(f"PRAGMA {name} = {value}")
        connection.close()

    return mark


DAMAGES: dict[str, Callable[[Path], object]] = {
    "gone": Path.unlink,
    "empty": lambda path: path.write_bytes(b""),
    "garbage": lambda path: path.write_bytes(b"no database " * 1000),
    "cut": lambda path: path.write_bytes(path.read_bytes()[:9000]),
    "another's": foreign,
    "older": marked(user_version=FORMAT - 1),
    "of another program": marked(application_id=APPLICATION_ID - 1),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_cache_that_cannot_be_used_is_thrown_away(
    damage: Callable[[Path], object], tmp_path: Path, plain: Library
) -> None:
    known_at(LIBRARY, tmp_path).read()
    damage(tmp_path / NAME)
    assert known_at(LIBRARY, tmp_path).read() == plain
    assert known_at(LIBRARY, tmp_path).read() == plain
    assert known_at(LIBRARY, tmp_path).known() == plain


def test_the_cache_of_a_newer_fivefold_is_left_alone(tmp_path: Path, plain: Library) -> None:
    known_at(LIBRARY, tmp_path).read()
    marked(user_version=FORMAT + 1)(tmp_path / NAME)
    before = (tmp_path / NAME).read_bytes()
    assert known_at(LIBRARY, tmp_path).read() == plain
    assert (tmp_path / NAME).read_bytes() == before


def test_flipped_bits_never_tell_another_library(tmp_path: Path, plain: Library) -> None:
    known_at(LIBRARY, tmp_path).read()
    whole, random = (tmp_path / NAME).read_bytes(), Random(5)
    for _round in range(60):
        broken = bytearray(whole)
        for _flip in range(random.choice((1, 20))):
            broken[random.randrange(100, len(whole))] ^= 1 << random.randrange(8)
        (tmp_path / NAME).write_bytes(broken)
        known = known_at(LIBRARY, tmp_path).known()
        assert known is None or known == plain
        assert known_at(LIBRARY, tmp_path).read() == plain


def test_a_cache_whose_own_words_are_broken_is_thrown_away(tmp_path: Path, plain: Library) -> None:
    known_at(LIBRARY, tmp_path).read()
    whole = (tmp_path / NAME).read_bytes()
    broken = whole.replace(b"REFERENCES libraries", b"REFERENCE\xcc libraries")
    assert broken != whole
    (tmp_path / NAME).write_bytes(broken)
    assert known_at(LIBRARY, tmp_path).known() is None
    assert known_at(LIBRARY, tmp_path).read() == plain
    assert known_at(LIBRARY, tmp_path).known() == plain


def test_a_busy_cache_is_done_without(tmp_path: Path, plain: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    known_at(LIBRARY, tmp_path).read()
    monkeypatch.setattr("store.disposable.BUSY_SECONDS", 0.01)
    holding = sqlite3.connect(tmp_path / NAME, isolation_level=None)
    holding.execute("BEGIN EXCLUSIVE")
    assert known_at(LIBRARY, tmp_path).read() == plain
    holding.close()
    assert known_at(LIBRARY, tmp_path).known() == plain


def test_where_no_cache_can_be_made_there_is_none(tmp_path: Path, plain: Library) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert known_at(LIBRARY, tmp_path / "file" / "fivefold").read() == plain


def test_a_cache_that_is_deleted_while_a_library_is_open_takes_nothing_away(tmp_path: Path, plain: Library) -> None:
    known_at(LIBRARY, tmp_path).read()
    cache = Cache(tmp_path)
    known = KnownLibrary([LIBRARY], cache).known()
    assert known is not None
    (tmp_path / NAME).unlink()
    cache.close()
    assert known == plain


def test_what_no_library_has_any_more_is_forgotten(tmp_path: Path) -> None:
    root, home = tmp_path / "library", tmp_path / "cache"
    for number in range(5):
        written(root / "quizzes" / "a.md")(f"### What {number}?\n\n- [x] a\n- [ ] b\n")
        known_at(root, home).read()
    connection = sqlite3.connect(home / NAME)
    counting = ("SELECT count(*) FROM libraries", "SELECT count(*) FROM courses", "SELECT count(*) FROM texts")
    counted = [connection.execute(statement).fetchone() for statement in counting]
    connection.close()
    assert counted == [(1,), (1,), (1,)]


def two_courses(root: Path, home: Path) -> KnownLibrary:
    """A library that was looked at, and is known as it was then."""
    for course in ("one", "two"):
        written(root / course / "course.md")(f"---\ntitle: {course}\n---\n")
        written(root / course / "lessons" / "a.md")("# A\n")
    known_at(root, home).read()
    later(home)
    known_at(root, home).read()
    known = known_at(root, home)
    assert known.known()
    return known


def test_a_course_is_as_known_until_its_files_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settled(monkeypatch)
    root, home = tmp_path / "library", tmp_path / "cache"
    known = two_courses(root, home)
    assert known.is_as_known({"one"})
    written(root / "two" / "lessons" / "a.md")("# Other words\n")
    assert known.is_as_known({"one"})
    assert not known.is_as_known({"one", "two"})
    assert not known.is_as_known({"two"})


def test_no_course_is_as_known_when_a_file_came_or_went(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settled(monkeypatch)
    root, home = tmp_path / "library", tmp_path / "cache"
    known = two_courses(root, home)
    later(home)
    (root / "two" / "lessons" / "a.md").rename(root / "two" / "lessons" / "b.md")
    assert not known.is_as_known({"one"})
    known_at(root, home).read()
    later(home)
    known_at(root, home).read()
    again = known_at(root, home)
    assert again.known()
    assert again.is_as_known({"one"})
    (root / "three").mkdir()
    assert not again.is_as_known({"one"})
    (root / "three").rmdir()
    (root / "two" / "lessons" / "b.md").unlink()
    assert not again.is_as_known(())


def test_what_was_seen_in_the_moment_of_its_change_is_not_as_known(tmp_path: Path) -> None:
    root, home = tmp_path / "library", tmp_path / "cache"
    assert not two_courses(root, home).is_as_known({"one"})


def test_nothing_is_as_known_where_another_run_has_read_the_library_since(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settled(monkeypatch)
    root, home = tmp_path / "library", tmp_path / "cache"
    known = two_courses(root, home)
    written(root / "two" / "lessons" / "a.md")("# Other words\n")
    later(home)
    known_at(root, home).read()
    assert not known.is_as_known({"one"})
