"""`import` and `export`: files in, a course out, and back."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from quizzes.exchange import EXPORTS, IMPORTS
from tests.shell import ran
from tui.__main__ import _EXPORTS, _IMPORTS

FIXTURES = Path(__file__).parents[1] / "fixtures" / "exchange"
LIBRARY = Path(__file__).parents[1] / "fixtures" / "library"
Done = subprocess.CompletedProcess[str]
Run = Callable[..., Done]


@pytest.fixture
def fivefold(tmp_path: Path) -> Run:
    def run(*arguments: str | Path, status: int = 0) -> Done:
        done = ran(*arguments, here=tmp_path)
        assert done.returncode == status, done.stderr
        return done

    return run


def test_an_import_makes_a_course_that_can_be_studied(fivefold: Run) -> None:
    done = fivefold("import", FIXTURES / "bread.gift", "--to", "bakery")
    assert done.stdout.splitlines() == ["bakery/course.md", "bakery/quizzes/bread.md  7 questions"]
    assert f"{FIXTURES / 'bread.gift'}:31: Which is right?: left out: no answer of it is right" in done.stderr
    assert "Next: fivefold check bakery" in done.stderr
    assert "nothing to mend" in fivefold("check", "--strict", "bakery").stdout
    asked = fivefold("--library", "bakery", "--db", "s.db", "quiz", "bread", "--plain").stdout
    head, _blank, rest = asked.partition("\n\n")
    assert head.splitlines()[:2] == ["Bread", "7 questions, pass mark 70%."]
    assert rest.startswith("Section: Baking\nQuestion 1 of 7"), "its comment says nothing"
    listed = json.loads(fivefold("--library", "bakery", "--db", "s.db", "list", "--questions", "--json").stdout)
    (quiz,) = listed["courses"][0]["quizzes"]
    assert (quiz["id"], len(quiz["questions"])) == ("bread", 7)
    assert all(question["askable"] for question in quiz["questions"])


def test_a_whole_course_goes_into_one_folder(fivefold: Run, tmp_path: Path) -> None:
    base = ("--library", LIBRARY, "export", "--format", "gift")
    done = fivefold(*base, "bread", "--to", "out")
    files = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert sorted(done.stdout.splitlines()) == [f"out/{name}" for name in files]
    assert {"01-dough.gift", "02-oven.gift"} <= set(files)
    one = fivefold(*base, "02-oven").stdout
    assert (tmp_path / "out" / "02-oven.gift").read_text(encoding="utf-8") == one
    again = fivefold(*base, "02-oven", "01-dough", "bread/quizzes/02-oven", "--to", "out").stdout
    assert again == "out/02-oven-2.gift\nout/01-dough-2.gift\n", "each once, and nothing is written over"
    assert "name it with --to" in fivefold(*base, "bread", status=2).stderr
    assert "is no folder" in fivefold(*base, "bread", "--to", "out/02-oven.gift", status=2).stderr
    assert "Nothing here is called" in fivefold(*base, "02-oven", "x-y", "--to", "out", status=2).stderr


def test_nothing_is_written_over(fivefold: Run, tmp_path: Path) -> None:
    fivefold("import", FIXTURES / "bread.gift", "--to", "bakery")
    (tmp_path / "bakery" / "course.md").write_text("# Mine\n", encoding="utf-8")
    first = (tmp_path / "bakery" / "quizzes" / "bread.md").read_text(encoding="utf-8")
    done = fivefold("import", FIXTURES / "bread.gift", "--to", "bakery")
    assert done.stdout == "bakery/quizzes/bread-2.md  7 questions\n"
    assert "bread.md was there already, so a number was added." in done.stderr
    assert (tmp_path / "bakery" / "course.md").read_text(encoding="utf-8") == "# Mine\n"
    assert (tmp_path / "bakery" / "quizzes" / "bread.md").read_text(encoding="utf-8") == first
    assert "E-duplicate-id" not in fivefold("check", "bakery").stdout


def test_the_report_names_files_and_losses(fivefold: Run) -> None:
    report = json.loads(fivefold("import", FIXTURES / "bread.gift", "--to", "b", "--json").stdout)
    (file,) = report["files"]
    assert (report["course"], report["created"]) == ("b", True)
    assert (file["format"], file["questions"], file["problem"]) == ("gift", 7, None)
    assert file["lost"][-1] == {
        "line": 31,
        "question": "Which is right?",
        "what": "no answer of it is right",
        "whole": True,
    }


def test_what_cannot_be_imported_says_why(fivefold: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.gift").write_text("Which?{~a ~b}", encoding="utf-8")
    (tmp_path / "odd.txt").write_text("Nothing that asks.", encoding="utf-8")
    (tmp_path / "bytes.gift").write_bytes(b"a\xff\x00\xfe{T}")
    assert "no question in it" in fivefold("import", "empty.gift", "--to", "c", status=3).stderr
    assert "Its format is not recognised" in fivefold("import", "odd.txt", "--to", "c", status=3).stderr
    assert "Line 1 of it is no UTF-8" in fivefold("import", "bytes.gift", "--to", "c", status=3).stderr
    assert "There is no file nowhere.gift" in fivefold("import", "nowhere.gift", "--to", "c", status=2).stderr
    assert "is no folder" in fivefold("import", "empty.gift", "--to", "odd.txt", status=2).stderr
    assert not (tmp_path / "c").exists()


def test_one_broken_file_keeps_no_other_from_coming_in(fivefold: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.gift").write_text("Which?{~a ~b}", encoding="utf-8")
    done = fivefold("import", "empty.gift", FIXTURES / "bread.gift", "--to", "c", status=3)
    assert "c/quizzes/bread.md  7 questions" in done.stdout
    assert "empty.gift: There is no question in it" in done.stderr


def test_an_export_goes_to_stdout_and_its_losses_to_the_messages(fivefold: Run) -> None:
    done = fivefold("--library", LIBRARY, "export", "02-oven", "--format", "gift")
    assert done.stdout.startswith("// ")
    assert "{" in done.stdout
    assert "left out" in done.stderr or "lost" in done.stderr or "questions of" in done.stderr
    assert (
        "Nothing here is called" in fivefold("--library", LIBRARY, "export", "x-y", "--format", "gift", status=2).stderr
    )


def test_an_export_goes_to_a_new_file_and_over_none(fivefold: Run, tmp_path: Path) -> None:
    done = fivefold("--library", LIBRARY, "export", "02-oven", "--format", "moodle-xml", "--to", ".")
    assert done.stdout == "02-oven.xml\n"
    assert fivefold("--library", LIBRARY, "export", "02-oven", "--format", "anki", "--to", "a.txt").stdout == "a.txt\n"
    refused = fivefold("--library", LIBRARY, "export", "02-oven", "--format", "anki", "--to", "a.txt", status=2)
    assert "a.txt is there already" in refused.stderr
    assert fivefold("import", "02-oven.xml", "a.txt", "--to", "back").stdout.count("question") == 2
    assert (tmp_path / "back" / "quizzes" / "02-oven.md").exists()


def test_what_is_no_text_in_utf_8_says_what_to_do(fivefold: Run, tmp_path: Path) -> None:
    (tmp_path / "cards.apkg").write_bytes(b"PK")
    (tmp_path / "big.gift").write_bytes(b"Q{T}\n\n" * 400_000)
    picture = b"<file name='a.png' encoding='base64'>" + b"A" * 3_000_000 + b"</file>"
    told = '<?xml version="1.0" encoding="ISO-8859-1"?><quiz><question type="essay"><questiontext><text>Où?</text>'
    xml = told.encode("iso-8859-1") + picture + b"</questiontext></question></quiz>"
    (tmp_path / "old.xml").write_bytes(xml)
    assert "choose File, Export, Notes in Plain Text" in fivefold("import", "cards.apkg", "--to", "c", status=3).stderr
    assert "It has more than 2 MB: part it" in fivefold("import", "big.gift", "--to", "c", status=3).stderr
    fivefold("import", "old.xml", "--to", "c")
    assert "### Où?" in (tmp_path / "c" / "quizzes" / "old.md").read_text(encoding="utf-8")


def test_export_and_import_know_the_formats_of_the_core() -> None:
    assert (tuple(IMPORTS), tuple(EXPORTS)) == (_IMPORTS, _EXPORTS)
