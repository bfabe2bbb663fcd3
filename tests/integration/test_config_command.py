"""`config`: what is set and who says so, the files, changes that keep comments, and the keys."""

import json
from pathlib import Path
from random import Random

import pytest

from store import people
from store.database import open_database
from store.settings import keep_setting
from tests.older import older
from tests.tui.pilot import MONDAY
from tui.__main__ import run

CONFIG = Path(".config", "fivefold")
"""In the empty home folder of a test."""


@pytest.fixture
def folder() -> Path:
    made = Path.home() / CONFIG
    made.mkdir(parents=True)
    return made


def said(capsys: pytest.CaptureFixture[str], *options: str) -> dict[str, tuple[object, str, str | None]]:
    capsys.readouterr()
    assert run([*options, "config", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    return {one["key"]: (one["value"], one["source"], one["where"]) for one in answer["settings"]}


def test_every_setting_says_who_says_it(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    database = tmp_path / "study.db"
    with open_database(database, now=lambda: MONDAY) as opened:
        keep_setting(opened, "theme", "fivefold-light")
        keep_setting(opened, "glyphs", "ascii")
    (folder / "config.toml").write_text('glyphs = "unicode"\nrecall = 0.85\ndigit_answers = false\n', encoding="utf-8")
    monkeypatch.setenv("FIVEFOLD_RECALL", "0.95")
    found = said(capsys, "--db", str(database), "--lang", "zh")
    config = str(folder / "config.toml")
    assert found["db"] == (str(database), "option", "--db")
    assert found["lang"] == ("zh", "option", "--lang")
    assert found["recall"] == (0.95, "environment", "FIVEFOLD_RECALL")
    assert found["digit_answers"] == (False, "config.toml", config)
    assert found["glyphs"] == ("unicode", "config.toml", config)
    assert found["theme"] == ("light", "app", str(database))
    assert found["motion"] == ("auto", "default", None)


def test_who_studies_is_named_and_where_that_comes_from(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.settings._login_name", lambda: "root")
    database = tmp_path / "study.db"
    assert run(["--db", str(database), "config"]) == 0
    assert "member = root  (your login name; nobody studies in this database yet)" in capsys.readouterr().out
    with open_database(database, now=lambda: MONDAY) as opened:
        people.add(opened, "Wei", now=lambda: MONDAY, random=Random(1))
    assert run(["--db", str(database), "config"]) == 0
    assert "member = Wei  (the only one who studies in this database)" in capsys.readouterr().out
    with open_database(database, now=lambda: MONDAY) as opened:
        people.add(opened, "Amina", now=lambda: MONDAY, random=Random(2))
    assert said(capsys, "--db", str(database))["member"] == ("", "default", "the app asks which of these: Wei, Amina")
    with open_database(database, now=lambda: MONDAY) as opened:
        people.add(opened, "Root", now=lambda: MONDAY, random=Random(3))
    assert said(capsys, "--db", str(database))["member"] == ("Root", "default", "your login name")
    assert said(capsys, "--db", str(database), "--member", "Wei")["member"] == ("Wei", "option", "--member")


def test_it_makes_no_database_and_tells_where_files_would_be(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["config"]) == 0
    shown = capsys.readouterr().out
    assert "theme = auto  (default)" in shown
    assert f"config.toml: {Path.home() / CONFIG / 'config.toml'}  (not there)" in shown
    assert not (Path.home() / ".local" / "share" / "fivefold" / "study.db").exists()


def test_a_line_is_set_and_taken_out_again_and_comments_stay(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "config.toml"
    path.write_text("# mine\nrecall = 0.8 # hard\n", encoding="utf-8")
    (tmp_path / "courses").mkdir()
    for words in (
        ("recall", "0.9"),
        ("theme", "dark"),
        ("library", str(tmp_path / "courses")),
        ("member", "Wei", "Li"),
    ):
        assert run(["config", "set", *words]) == 0
    assert path.read_text(encoding="utf-8") == (
        f'# mine\nrecall = 0.90  # hard\ntheme = "dark"\nlibrary = ["{tmp_path / "courses"}"]\nmember = "Wei Li"\n'
    )
    with open_database(tmp_path / "study.db", now=lambda: MONDAY) as opened:
        keep_setting(opened, "theme", "light")
    assert run(["--db", str(tmp_path / "study.db"), "config", "unset", "theme"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "theme = auto  (default)"
    assert "theme" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("set", "thme", "dark"), "There is no setting 'thme'. Did you mean theme?"),
        (("unset", "xyz"), "There is no setting 'xyz'. There are: library, db, member, theme"),
        (("set", "theme", "drk"), "theme cannot be 'drk'. Did you mean dark?"),
        (("set", "recall", "2"), "from 0.70 to 0.97"),
        (("set", "member", " "), "member cannot be empty"),
    ],
)
def test_what_is_not_known_is_refused(
    words: tuple[str, ...], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["config", *words]) == 2
    assert sentence in capsys.readouterr().err


def test_what_is_wrong_in_the_file_is_said_and_can_be_set_right(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder / "config.toml"
    path.write_text('theem = "dark"\n', encoding="utf-8")
    assert run(["config"]) == 1
    assert "There is no setting 'theem'. Did you mean theme?" in capsys.readouterr().err
    path.write_text('theme = "drk"\n', encoding="utf-8")
    assert run(["config"]) == 1
    assert f"{path}: theme cannot be 'drk'. Did you mean dark?" in capsys.readouterr().err
    (folder / "keys.toml").write_text('"quiz.hint" = "r"\n', encoding="utf-8")
    capsys.readouterr()
    run(["doctor", "--json"])
    told = {one["name"]: one for one in json.loads(capsys.readouterr().out)["findings"]}
    assert "Did you mean dark?" in told["settings"]["advice"]
    assert "r is for quiz.reread" in told["keys"]["advice"]
    assert run(["today"]) == 0, "one wrong line stops nothing"
    assert "Did you mean dark?" in capsys.readouterr().err
    monkeypatch.setenv("FIVEFOLD_THEME", "light")
    assert run(["config", "set", "theme", "dark"]) == 0
    answer = capsys.readouterr()
    assert answer.out == "theme = light  (environment, FIVEFOLD_THEME)\n"
    assert "but environment, FIVEFOLD_THEME overrules it" in answer.err


def test_keys_are_listed_as_the_file_has_them(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["config", "keys"]) == 0
    listed = capsys.readouterr().out
    (folder / "keys.toml").write_text(listed, encoding="utf-8")
    assert run(["config", "keys"]) == 0
    assert capsys.readouterr().out.replace("  (your own)", "") == listed
    (folder / "keys.toml").write_text('"quiz.hint" = "r"\n', encoding="utf-8")
    assert run(["config", "keys", "--json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer["problems"] == ["keys.toml:1: r is for quiz.reread (Re-read) already. quiz.hint (Hint) keeps i F6."]
    assert {"id": "quiz.hint", "keys": ["i", "f6"], "does": "Hint", "own": False} in answer["keys"]


def test_to_look_changes_nothing_and_what_is_written_is_ones_own(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = older(tmp_path / "old", "m012_notes")
    before = path.read_bytes()
    assert run(["--db", str(path), "config"]) == 0
    assert "theme = " in capsys.readouterr().out
    assert (path.read_bytes(), [one.name for one in path.parent.iterdir()]) == (before, [path.name])
    (folder / "config.toml").write_text("", encoding="utf-8")
    (folder / "config.toml").chmod(0o644)
    assert run(["config", "set", "theme", "dark"]) == 0
    assert (folder / "config.toml").stat().st_mode & 0o777 == 0o600
