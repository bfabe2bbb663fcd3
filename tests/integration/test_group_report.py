"""`group report` writes a file for its owner alone, over nothing, and with names only where they are asked for."""

import io
import json
import re
import shlex
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tui.__main__ import run

LIBRARY = Path(__file__).parents[1] / "fixtures" / "library"
PEOPLE = ("Ana Alvarez", "Bo Bergen", "Chen Chan", "Dee Dorn", "Eli Esser")
Typed = Callable[[str], tuple[int, str, str]]
Once = Callable[[str, Path, Callable[[], object]], object]


@pytest.fixture
def typed(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, once: Once) -> Typed:
    """Types a command line about a group of five that Lea leads; answers its status, what it printed and told."""
    monkeypatch.chdir(tmp_path)

    def type_(line: str) -> tuple[int, str, str]:
        base = ["--db", str(tmp_path / "study.db"), "--library", str(LIBRARY)]
        try:
            status = run([*base, *shlex.split(line)])
        except SystemExit as usage:
            status = int(usage.code or 0)
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    def found() -> None:
        for name in ("Lea", *PEOPLE):
            assert type_(f"member add '{name}'")[0] == 0
        assert type_("--member Lea group create 'Night shift'")[0] == 0
        for name in PEOPLE:
            assert type_(f"--member Lea group add 'Night shift' '{name}'")[0] == 0
            assert type_(f"--member '{name}' group charter 'Night shift' --accept --signed '{name}'")[0] == 0
        assert type_("--member Lea plan set 'Night shift' bread --due 2099-03-20")[0] == 0

    once("report", tmp_path, found)
    return type_


def test_a_page_without_names_lies_where_it_was_wanted_for_its_owner_alone(typed: Typed, tmp_path: Path) -> None:
    status, out, err = typed("--member Lea group report 'night shift' --to page.html")
    page = tmp_path / "page.html"
    assert (status, out) == (0, f"{page}\n")
    assert "Members are numbered in it." in err
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
    text = page.read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>")
    assert "Member 5" in text
    assert [name for name in PEOPLE if name in text] == []


def test_nothing_is_written_over_unless_it_is_asked_for(typed: Typed, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("mine", encoding="utf-8")
    status, out, err = typed("--member Lea group report 'Night shift' --to page.md")
    assert (status, out) == (2, "")
    assert "is there already" in err
    assert "--force" in err
    assert page.read_text(encoding="utf-8") == "mine"
    assert typed("--member Lea group report 'Night shift' --to page.md --force")[0] == 0
    assert page.read_text(encoding="utf-8").startswith("# Night shift")
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
    database = (tmp_path / "study.db").read_bytes()
    status, _out, err = typed("--member Lea group report 'Night shift' --to study.db --format json --force")
    assert status == 2
    assert "belongs to your database" in err
    assert (tmp_path / "study.db").read_bytes() == database


def test_json_with_names_is_that_of_group_json(typed: Typed, tmp_path: Path) -> None:
    assert typed("--member Lea group report 'Night shift' --to all.json --names shown")[0] == 0
    _status, out, _err = typed("--member Lea group 'Night shift' --json")
    assert json.loads((tmp_path / "all.json").read_text(encoding="utf-8")) == json.loads(out)


def test_a_folder_gets_a_file_of_the_group_s_name_and_day(typed: Typed, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    paths = [
        typed(f"--member Lea group report 'Night shift' --to out {more}")[1].strip()
        for more in ("", "", "--format csv", "--format md --names shown")
    ]
    names = [Path(path).name for path in paths]
    day = names[0].removeprefix("night-shift-").removesuffix(".html")
    assert names == [f"night-shift-{day}{end}" for end in (".html", "-2.html", ".csv", ".md")]
    assert all(path.startswith(str(tmp_path / "out")) for path in paths)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("--member Lea group report 'Night shift'", "Say it as: fivefold group report"),
        ("--member Lea group report 'Night shift' --to page", "does not say its format"),
        ("--member Lea group report 'Night shift' --to nowhere/page.html", "There is no folder"),
        ("--member Lea group report 'Night shift' --to page.html --json", "Say it as one of"),
        ("--member Lea group 'Night shift' --names shown", "Say it as one of"),
        ("--member 'Bo Bergen' group report 'Night shift' --to page.html", "Night shift"),
        ("--member Lea group report 'Day shift' --to page.html", "There is no group"),
    ],
)
def test_what_cannot_be_written_says_what_to_do(typed: Typed, tmp_path: Path, line: str, said: str) -> None:
    status, out, err = typed(line)
    assert (status, out) == (2, "")
    assert said in err
    assert not list(tmp_path.glob("page*"))


def test_nothing_that_is_a_member_s_own_is_in_any_report(
    typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A wrong answer, a second one after a hint, leave: all of it is recorded, and none of it is a leader's.
    monkeypatch.setattr(sys, "stdin", io.StringIO("1\n?\n2\nq\n"))
    status, answered, _err = typed("--member 'Ana Alvarez' quiz 01-dough --plain")
    assert status == 0
    assert "Not quite" in answered or "Right" in answered
    assert typed("--member 'Ana Alvarez' member away 2031-01-01 2031-01-02")[0] == 0
    stems = [line.strip() for line in answered.split("\n") if len(line) > 30]
    assert stems
    for ending in ("html", "md", "csv", "json"):
        for names in ("hidden", "shown"):
            path = tmp_path / f"{names}.{ending}"
            assert typed(f"--member Lea group report 'Night shift' --to {path} --names {names}")[0] == 0
            text = path.read_text(encoding="utf-8")
            assert "2031-01-0" not in text, "nobody is told of leave"
            assert [stem for stem in stems if stem in text] == []
            assert re.search(r"\b\d\d:\d\d\b", text) is None, "no time of day"
