"""`check` says what edits do to what members have learned: in counts, and only where there is a database."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.shell import ran

Run = Callable[..., str]
QUIZ = """# Pumps

### Which gauge is red before the pump starts?

- [x] The left gauge in the boiler room
- [ ] The right gauge in the boiler room

### Which valve is closed first of all?

- [ ] The outlet valve under the stairs
- [x] The inlet valve under the stairs

### A pump may run dry.

- [ ] True
- [x] False
"""


@pytest.fixture
def course(tmp_path: Path) -> Path:
    folder = tmp_path / "pump-room"
    (folder / "quizzes").mkdir(parents=True)
    (folder / "course.md").write_text("---\ntitle: Pump room\nid: pump-room\n---\n", encoding="utf-8")
    (folder / "quizzes" / "pumps.md").write_text(QUIZ, encoding="utf-8")
    (folder / "quizzes" / "oil.md").write_text("### What is oil for?\n\n- [x] Joints\n- [ ] Tea\n", encoding="utf-8")
    return folder


@pytest.fixture
def fivefold(tmp_path: Path) -> Run:
    def run(*arguments: str | Path, stdin: str = "", status: int = 0) -> str:
        done = ran("--db", str(tmp_path / "data" / "study.db"), *arguments, stdin=stdin)
        assert done.returncode == status, done.stderr
        return done.stdout

    return run


def impact(fivefold: Run, path: Path) -> list[dict[str, object]]:
    found = json.loads(fivefold("check", path, "--json"))["impact"]
    assert isinstance(found, list)
    return found


def test_what_an_edit_does_is_said_before_anybody_meets_it(fivefold: Run, course: Path, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "empty").touch()
    pumps = course / "quizzes" / "pumps.md"
    assert json.loads(fivefold("check", course, "--json"))["impact"] is None
    assert not (tmp_path / "data" / "study.db").exists(), "and no database is made"

    library = ("--library", course)
    for name in ("Ada", "Ben", "Cem", "Dee", "Eve"):
        fivefold(*library, "member", "add", name)
        fivefold(*library, "--member", name, "quiz", "pumps", "--plain", stdin="1\n2\n2\n")
    fivefold(*library, "--member", "Ada", "quiz", "oil", "--plain", stdin="1\n")
    assert impact(fivefold, course) == []

    text = QUIZ.replace("before the pump starts", "when the pump starts")
    text = text.replace("[ ] The outlet", "[x] The outlet").replace("[x] The inlet", "[ ] The inlet")
    pumps.write_text(text[: text.index("### A pump")], encoding="utf-8")
    found = impact(fivefold, course)
    assert [(one["change"], one["line"], one["members"], one["how"]) for one in found] == [
        ("retired", 0, 5, None),
        ("paired", 3, 5, "likeness"),
        ("key-changed", 8, 5, None),
    ]
    assert found[1]["was"] == {
        "quiz": "pump-room/quizzes/pumps",
        "question": found[1]["was"]["question"],  # type: ignore[index]
        "stem": "Which gauge is red before the pump starts?",
    }
    told = fivefold("check", course)
    assert "“A pump may run dry.” is in no file any more: the history of 5 members is kept" in told
    assert "pumps.md:3 “Which gauge is red when the pump starts?” was “Which gauge is red before" in told
    assert "pumps.md:8 “Which valve is closed first of all?” has another right answer now. What 5 members" in told
    assert not any(name in told for name in ("Ada", "Ben", "Cem", "Dee", "Eve")), "members are counted, not named"

    pumps.write_text(QUIZ.replace("- [ ] The outlet", "- [ ] The outlets"), encoding="utf-8")
    told = fivefold("check", course)
    assert "What stands under “Which valve is closed first of all?” was edited: the history of 5 members" in told
    pumps.write_text(text[: text.index("### A pump")], encoding="utf-8")

    oil = course / "quizzes" / "oil.md"
    oil.write_text("### What is oil for? {#oil}\n\n- [x] Tea\n- [ ] Joints\n", encoding="utf-8")
    found = impact(fivefold, oil)
    assert [(one["change"], one["how"]) for one in found] == [("key-changed", "fingerprint"), ("paired", "fingerprint")]
    assert {(one["members"], one["withheld"]) for one in found} == {(None, "fewer than 5")}
    told = fivefold("check", oil)
    assert "What fewer than 5 members answered before is kept, but it counts no longer" in told
    assert "oil.md:1 “What is oil for?” was moved or has another id: the history of fewer than 5" in told
    assert "pumps" not in told, "of one file alone"

    stats = json.loads(fivefold(*library, "--member", "Ada", "stats", "pumps", "--json"))
    assert [(one["why"], one["right"]) for one in stats["past"]] == [("earlier-key", 1), ("retired", 1)]
    assert [one["right"] for one in stats["questions"]] == [1]
    told = fivefold(*library, "--member", "Ada", "stats", "pumps")
    assert "no answers to its present key yet; to an earlier one: right 1 of 1" in told
    assert "retired  A pump may run dry." in told
    me = json.loads(fivefold(*library, "--member", "Ada", "me", "--json"))
    assert [one["stem"] for one in me["retired"]] == ["A pump may run dry."]
    assert "1 question you answered is retired" in fivefold(*library, "--member", "Ada", "me")
    fivefold(*library, "--member", "Ada", "data", "export", tmp_path / "out")
    rows = (tmp_path / "out" / "answers.csv").read_text(encoding="utf-8").splitlines()
    assert [row.rpartition(",")[2] for row in rows] == ["standing", "asked", "earlier-key", "retired", "earlier-key"]
    assert "pump-room/quizzes/oil,oil,earlier-key" in rows[-1]
    assert impact(fivefold, course)[0]["change"] == "key-changed", "what was followed is told no more"


def test_a_file_that_is_no_database_is_left_alone(fivefold: Run, course: Path, tmp_path: Path) -> None:
    other = tmp_path / "data" / "study.db"
    other.parent.mkdir()
    other.write_text("a letter", encoding="utf-8")
    assert json.loads(fivefold("check", course, "--json"))["impact"] is None
    assert other.read_text(encoding="utf-8") == "a letter"
    assert [path.name for path in other.parent.iterdir()] == ["study.db"]


def test_a_database_in_another_format_is_named_and_left_alone(fivefold: Run, course: Path, tmp_path: Path) -> None:
    database = tmp_path / "data" / "study.db"
    database.parent.mkdir()
    fivefold("today", "--library", course, "--member", "Ann")
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA user_version = 22")
    done = ran("--db", str(database), "check", str(course))
    assert f"{database} has another format than this Fivefold writes" in done.stderr
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (22,)
