"""A real folder -> courses with the text of their files; what cannot be read is told and takes nothing down."""

import os
from pathlib import Path

import pytest

from lessons import shelf as shelves
from lessons.errors import (
    FileUnreadableError,
    FolderUnreadableError,
    LessonError,
    NoSuchFileError,
    NoSuchFolderError,
    NotAFolderError,
    OutsideLibraryError,
)
from lessons.model import SourceFile
from lessons.problem import Problem
from lessons.shelf import LARGEST_FILE, FilesRead, Shelf, inside, open_shelf, read_file


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    folder.mkdir()
    return folder


def write(root: Path, path: str, content: str | bytes = "# A\n") -> Path:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def paths(shelf: Shelf) -> dict[str, list[str]]:
    return {course.path: [file.path for file in course.files] for course in shelf.courses}


def only_file(root: Path) -> SourceFile:
    ((file,),) = (course.files for course in open_shelf(root).courses)
    return file


def told(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    return [(problem.code, problem.path) for problem in problems]


def until_later(file: Path, than: Path) -> None:
    """Write a file until the clock of the file system has gone on."""
    while file.stat().st_ctime_ns <= than.stat().st_ctime_ns:
        file.write_bytes(file.read_bytes())


def test_only_what_may_have_changed_is_read_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def reads(folder: Path, path: str) -> SourceFile:
        read.append(path)
        return read_file(folder, path)

    monkeypatch.setattr(shelves, "COARSE", 0)
    monkeypatch.setattr(shelves, "_file", reads)
    known, (first, second, last) = FilesRead(), [write(root, f"{name}.md") for name in "abc"]
    until_later(last, than=second)

    def texts() -> list[tuple[str, str]]:
        read.clear()
        return [(file.path, file.text) for course in open_shelf(root, known).courses for file in course.files]

    texts()
    assert read == ["a.md", "b.md", "c.md"]
    assert texts() == [("a.md", "# A\n"), ("b.md", "# A\n"), ("c.md", "# A\n")]
    assert read == ["c.md"]  # written last, it may be written again in the same instant
    first.write_text("# B\n", encoding="utf-8")
    second.rename(root / "d.md")
    assert texts() == [("a.md", "# B\n"), ("c.md", "# A\n"), ("d.md", "# A\n")]
    assert {"a.md", "d.md"} <= set(read)


def test_a_library_of_courses(root: Path) -> None:
    for path in (
        "b/course.md",
        "b/lessons/2.md",
        "b/lessons/10.MD",
        "b/quizzes/2.markdown",
        "a/course.md",
        "README.md",
    ):
        write(root, path)
    write(root, "b/notes.txt")
    shelf = open_shelf(root)
    assert paths(shelf) == {
        "a": ["a/course.md"],
        "b": ["b/course.md", "b/lessons/2.md", "b/lessons/10.MD", "b/quizzes/2.markdown"],
    }
    assert shelf.problems == ()
    assert shelf.root == root


def test_a_folder_of_lessons_is_one_course_with_its_own_name(root: Path) -> None:
    write(root, "1.md")
    (course,) = open_shelf(root).courses
    assert (course.path, course.name) == (".", "library")


def test_a_project_with_lessons_and_quizzes_is_one_course(root: Path) -> None:
    write(root, "lessons/1.md")
    write(root, "quizzes/1.md")
    assert paths(open_shelf(root)) == {".": ["lessons/1.md", "quizzes/1.md"]}


def test_what_belongs_to_no_course_is_told(root: Path) -> None:
    for path in ("a/course.md", "b/1.md", "b/2.md"):
        write(root, path)
    (problem,) = open_shelf(root).problems
    assert (problem.code, problem.path) == ("W-outside-course", "b/1.md")
    assert problem.message().startswith("2 Markdown files")


def test_hidden_folders_and_node_modules_are_not_entered(root: Path) -> None:
    for path in ("a/1.md", "a/.git/2.md", "a/.3.md", "a/node_modules/4/4.md", ".b/5.md"):
        write(root, path)
    assert paths(open_shelf(root)) == {"a": ["a/1.md"]}


def test_links_that_lead_out_are_not_followed(root: Path, tmp_path: Path) -> None:
    write(tmp_path, "secret/key.md", "secret")
    write(root, "a/1.md")
    (root / "a/out.md").symlink_to(tmp_path / "secret/key.md")
    (root / "a/away").symlink_to(tmp_path / "secret")
    (root / "a/nowhere.md").symlink_to(root / "gone.md")
    (root / "a/circle").symlink_to(root / "a")
    (root / "a/copy.md").symlink_to(root / "a/1.md")
    shelf = open_shelf(root)
    assert paths(shelf) == {"a": ["a/1.md", "a/copy.md"]}
    assert told(shelf.problems) == [
        ("I-link-out", "a/away"),
        ("E-file-unreadable", "a/nowhere.md"),
        ("I-link-out", "a/out.md"),
    ]


def test_a_link_to_a_hidden_folder_of_the_library_is_followed_once(root: Path) -> None:
    write(root, ".shared/1.md")
    for name in ("a", "b"):
        (root / name).mkdir()
        (root / name / "shared").symlink_to(root / ".shared")
    assert [path for course in paths(open_shelf(root)).values() for path in course] == ["a/shared/1.md"]


@pytest.mark.parametrize("content", [b"\xef\xbb\xbf# T\r\nx\ry\n", b"# T\nx\ny\n"])
def test_text_is_decoded_and_cleaned(root: Path, content: bytes) -> None:
    write(root, "a.md", content + b"\x1b[31m")
    file = only_file(root)
    assert file.text == "# T\nx\ny\n<U+001B>[31m"
    assert file.problems == ()
    assert len(file.digest) == 32


def test_what_is_not_utf_8_is_told_at_its_place_and_kept_readable(root: Path) -> None:
    write(root, "a.md", "\ufeff# Über\r\nweiß ".encode() + b"\xfc\xe4 ist\nmehr\n")
    file = only_file(root)
    (problem,) = file.problems
    assert (problem.code, problem.path, problem.line, problem.column) == ("E-encoding", "a.md", 2, 6)
    assert problem.source == "weiß \ufffd\ufffd ist"
    assert file.text == "# Über\nweiß \ufffd\ufffd ist\nmehr\n"


def test_a_file_that_is_too_large_is_told_and_not_read(root: Path) -> None:
    write(root, "a.md", b"a" * LARGEST_FILE)
    write(root, "b.md", b"a" * (LARGEST_FILE + 1))
    a, b = open_shelf(root).courses[0].files
    assert (len(a.text), a.problems) == (LARGEST_FILE, ())
    assert (b.text, b.digest, told(b.problems)) == ("", "", [("E-file-too-large", "b.md")])


@pytest.mark.timeout(20)
def test_a_pipe_with_the_name_of_a_lesson_holds_nothing_up(root: Path) -> None:
    os.mkfifo(root / "a.md")
    write(root, "b.md")
    a, b = open_shelf(root).courses[0].files
    assert (a.text, told(a.problems)) == ("", [("E-file-unreadable", "a.md")])
    assert b.text == "# A\n"


def test_what_may_not_be_read_is_told(root: Path) -> None:
    write(root, "a/1.md").chmod(0)
    if os.access(root / "a/1.md", os.R_OK):
        pytest.skip("permissions do not bind this user")
    write(root, "a/2.md")
    write(root, "a/inner/3.md")
    (root / "a/inner").chmod(0)
    shelf = open_shelf(root)
    first, second = shelf.courses[0].files
    assert (told(first.problems), second.problems) == ([("E-file-unreadable", "a/1.md")], ())
    assert told(shelf.problems) == [("E-folder-unreadable", "a/inner")]
    with pytest.raises(FileUnreadableError):
        read_file(root, "a/1.md")
    root.chmod(0)
    with pytest.raises(FolderUnreadableError):
        open_shelf(root)
    root.chmod(0o700)


def test_names_that_cannot_be_shown_are_told(root: Path) -> None:
    write(root, "a/1.md")
    write(root, "a/\x1b[31m.md")
    Path(os.fsdecode(os.fsencode(root) + b"/a/\xff.md")).write_text("x")
    shelf = open_shelf(root)
    assert paths(shelf) == {"a": ["a/1.md"]}
    assert told(shelf.problems) == [("E-file-name", "a/<U+001B>[31m.md"), ("E-file-name", "a/<U+DCFF>.md")]


def test_too_many_files_are_told_and_the_first_are_taken(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelves, "MOST_FILES", 3)
    for number in range(1, 12):
        write(root, f"a/{number}.md")
    shelf = open_shelf(root)
    assert paths(shelf) == {"a": ["a/1.md", "a/2.md", "a/3.md"]}
    assert [problem.message() for problem in shelf.problems] == [
        "The folder holds too much: only the first 3 Markdown files are taken."
    ]


def test_a_library_named_by_mistake_is_not_searched_for_ever(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelves, "MOST_ENTRIES", 10)
    for number in range(20):
        write(root, f"{number}/x.txt")
        write(root, f"{number}/y.md")
    shelf = open_shelf(root)
    assert told(shelf.problems) == [("E-too-many-files", "")]


def test_an_empty_folder_is_a_course_without_lessons(root: Path) -> None:
    assert paths(open_shelf(root)) == {".": []}


@pytest.mark.parametrize(("name", "error"), [("gone", NoSuchFolderError), ("a.md", NotAFolderError)])
def test_what_is_no_folder_is_no_library(root: Path, name: str, error: type[LessonError]) -> None:
    write(root, "a.md")
    with pytest.raises(error) as told_by:
        open_shelf(root / name)
    assert str(root / name) in str(told_by.value)


def test_one_file_can_be_read_again(root: Path) -> None:
    write(root, "a/b c/一.md", "x")
    file = read_file(root, "a/b c/一.md")
    assert file == open_shelf(root).courses[0].files[0]
    write(root, "a/b c/一.md", "y")
    assert read_file(root, "a/b c/一.md").digest != file.digest


@pytest.mark.parametrize(
    ("path", "error"),
    [
        ("gone.md", NoSuchFileError),
        ("a", NoSuchFileError),
        ("x\0", NoSuchFileError),
        ("../secret.md", OutsideLibraryError),
        ("out.md", OutsideLibraryError),
        ("/etc/passwd", OutsideLibraryError),
    ],
)
def test_a_path_leads_to_a_file_of_the_library_or_nowhere(
    root: Path, tmp_path: Path, path: str, error: type[LessonError]
) -> None:
    write(tmp_path, "secret.md")
    write(root, "a/1.md")
    (root / "out.md").symlink_to(tmp_path / "secret.md")
    with pytest.raises(error):
        read_file(root, path)


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("02.md", "a/lessons/02.md"),
        ("02.md#part", "a/lessons/02.md"),
        ("../img/a%20b.png?x", "a/img/a b.png"),
        ("./../img/a b.png", "a/img/a b.png"),
        ("#part", None),
        ("", None),
        ("gone.md", None),
        ("../img", "a/img"),
        ("../../b/1.md", None),
        ("../link.md", None),
        ("/etc/passwd", None),
        ("//host/x", None),
        ("https://example.org/02.md", None),
        ("a\0b", None),
        ("x" * 5000, None),
    ],
)
def test_addresses_inside_a_course(root: Path, address: str, found: str | None) -> None:
    for path in ("a/lessons/01.md", "a/lessons/02.md", "a/img/a b.png", "b/1.md"):
        write(root, path)
    (root / "a/link.md").symlink_to(root / "b/1.md")
    assert inside(root / "a", root / "a/lessons/01.md", address) == (root / found if found else None)
