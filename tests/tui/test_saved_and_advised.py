"""A lesson is saved as text; what its author would have read first is said, and locks nothing."""

import json
import shutil
from pathlib import Path

import pytest

from tests.tui.pilot import LIBRARY, performance
from tui import __main__ as program
from tui.app import Aim


async def test_a_lesson_is_saved_as_text_where_it_is_said(tmp_path: Path, home: Path) -> None:
    (home / "Documents").mkdir()
    async with performance(tmp_path, aim=Aim(lesson="01")) as acting:
        await acting.press("f1", *"save", "enter")
        path = Path(acting.notices())
        assert path == home / "Documents" / "01-the-dough.txt"
        assert "Flour and water want time more than force." in path.read_text(encoding="utf-8")


async def test_what_should_come_first_is_said_until_it_is_done(tmp_path: Path) -> None:
    library = tmp_path / "library"
    shutil.copytree(LIBRARY, library)
    dough = library / "bread" / "lessons" / "01-dough.md"
    dough.write_text(dough.read_text(encoding="utf-8").replace("---\n", "---\ncomplete: read\n", 1), encoding="utf-8")
    oven = library / "bread" / "lessons" / "02-oven.md"
    text = oven.read_text(encoding="utf-8")
    assert text.startswith("---\n")
    oven.write_text(text.replace("---\n", "---\nprerequisites: [01-dough]\n", 1), encoding="utf-8")
    async with performance(tmp_path, library=library, aim=Aim(lesson="02")) as acting:
        rows = acting.text().split("\n")
        (at,) = (number for number, row in enumerate(rows) if "Best after: 01 The dough" in row)
        assert "━" in rows[at - 1]
        await acting.press("slash", *"best", "enter")
        assert "Best after" in acting.text()
        await acting.press("escape", "escape", "c")
        assert "best after 01" in acting.text()
        acting.study.finish("bread/lessons/01-dough")
        await acting.press("enter")
        assert "Best after" not in acting.text()


def test_the_command_line_says_what_should_come_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    library = tmp_path / "library"
    shutil.copytree(LIBRARY, library)
    oven = library / "bread" / "lessons" / "02-oven.md"
    text = oven.read_text(encoding="utf-8").replace("---\n", "---\nprerequisites: [01-dough, 02-oven]\n", 1)
    oven.write_text(text, encoding="utf-8")
    own = ["--library", str(library), "--db", str(tmp_path / "own.db"), "--member", "Ada"]
    assert program.run(["list", *own]) == 0
    assert capsys.readouterr().out.count("Best after: 01 The dough\n") == 1
    assert program.run(["list", "--json", *own]) == 0
    (course,) = json.loads(capsys.readouterr().out)["courses"]
    assert [one["best_after"] for one in course["lessons"]] == [[], ["lessons/01-dough"]]
