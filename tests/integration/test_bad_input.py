"""Bad input: one clear sentence, the right exit status, and nothing overwritten."""

import os
import sqlite3
import subprocess
from pathlib import Path

import pytest

from tests.shell import ran

LIBRARY = Path(__file__).parents[1] / "fixtures" / "library"


def fivefold(*arguments: str | Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return ran(*arguments, stdin=stdin)


def assert_one_sentence(run: subprocess.CompletedProcess[str], status: int) -> str:
    assert run.returncode == status, run.stderr
    message = run.stderr.strip()
    assert message.startswith("fivefold: ")
    assert "Traceback" not in message
    assert len(message.splitlines()) == 1
    return message


@pytest.fixture
def studied(tmp_path: Path) -> Path:
    """A database in which something was answered."""
    database = tmp_path / "study.db"
    run = fivefold(
        "--library", LIBRARY, "--db", database, "--member", "Wei", "quiz", "02-oven", "--plain", stdin="1\n1\n"
    )
    assert run.returncode == 0, run.stderr
    return database


def test_a_missing_library_is_named(tmp_path: Path) -> None:
    message = assert_one_sentence(fivefold("--library", tmp_path / "nowhere", "list"), 2)
    assert "nowhere" in message


@pytest.mark.parametrize(
    "words",
    [
        "--db ~nobody-here/study.db today",
        "--library ~nobody-here/courses list",
        "demo --apart ~nobody-here/demo",
        "demo --plain --db ~nobody-here/demo.db",
        "library add ~nobody-here/courses",
        "config set db ~nobody-here/study.db",
        "quiz ~nobody-here/quiz.md --plain",
        "data export ~nobody-here/mine",
        "data import ~nobody-here/study.db",
        "store backup ~nobody-here/copy.db",
        "store restore ~nobody-here/copy.db",
        "group collect ~nobody-here/shared",
        "group roster ~nobody-here/list.csv --group Bakers --apply",
        "group report Bakers --to ~nobody-here/page.html",
        "group share Bakers --to ~nobody-here/shared",
        "group charter Bakers --from ~nobody-here/charter.md",
        "plan apply ~nobody-here/plan.toml",
    ],
)
def test_the_home_of_nobody_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    assert ran(*["--member", "Lea", "group", "create", "Bakers"], here=tmp_path).returncode == 0
    assert "There is no folder ~nobody-here." in assert_one_sentence(ran(*words.split(), here=tmp_path), 2)


def test_a_file_that_is_not_text_takes_nothing_down(tmp_path: Path) -> None:
    course = tmp_path / "library" / "course"
    course.mkdir(parents=True)
    (course / "course.md").write_text("# Course\n", encoding="utf-8")
    (course / "good.md").write_text("# Good\n\nText.\n", encoding="utf-8")
    (course / "bad.md").write_bytes(b"\xff\xfe\x00# Bad")
    (course / "gone.md").symlink_to(tmp_path / "gone")
    run = fivefold("--library", tmp_path / "library", "--db", tmp_path / "study.db", "list")
    assert run.returncode == 0
    assert "Good" in run.stdout
    checked = fivefold("check", tmp_path / "library")
    assert checked.returncode == 1
    assert "E-encoding" in checked.stdout


def test_a_foreign_database_is_left_as_it_is(tmp_path: Path) -> None:
    foreign = tmp_path / "music.db"
    with sqlite3.connect(foreign) as connection:
        connection.execute("CREATE TABLE songs (title TEXT)")
    connection.close()
    before = foreign.read_bytes()
    message = assert_one_sentence(fivefold("--library", LIBRARY, "--db", foreign, "today"), 3)
    assert "not a Fivefold database" in message
    assert foreign.read_bytes() == before


def test_a_folder_or_a_text_in_place_of_the_database_is_refused(tmp_path: Path) -> None:
    assert_one_sentence(fivefold("--library", LIBRARY, "--db", tmp_path, "today"), 3)
    text = tmp_path / "notes.txt"
    text.write_text("my notes\n" * 100, encoding="utf-8")
    assert_one_sentence(fivefold("--library", LIBRARY, "--db", text, "today"), 3)
    assert text.read_text(encoding="utf-8").startswith("my notes")


def test_a_newer_database_can_be_looked_at_and_not_written(studied: Path) -> None:
    with sqlite3.connect(studied) as connection:
        connection.execute("PRAGMA user_version = 9000")
    connection.close()
    look = fivefold("--library", LIBRARY, "--db", studied, "--member", "Wei", "today")
    assert look.returncode in {0, 3}
    message = assert_one_sentence(
        fivefold("--library", LIBRARY, "--db", studied, "--member", "Wei", "quiz", "02-oven", "--plain", stdin="1\n"), 3
    )
    assert "newer Fivefold" in message


def test_a_corrupt_database_is_kept_and_never_overwritten(studied: Path) -> None:
    data = bytearray(studied.read_bytes())
    data[4096:12288] = os.urandom(8192)
    studied.write_bytes(bytes(data))
    damaged = bytes(data)
    message = assert_one_sentence(fivefold("--library", LIBRARY, "--db", studied, "--member", "Wei", "today"), 3)
    assert "damaged" in message
    kept = [path for path in studied.parent.iterdir() if ".corrupt-" in path.name and path.read_bytes() == damaged]
    assert kept, "the damaged file is gone"


def test_names_that_nobody_has_are_answered_with_the_nearest(studied: Path) -> None:
    base = ("--library", LIBRARY, "--db", studied)
    assert "Wei" in assert_one_sentence(fivefold(*base, "--member", "Wie", "today"), 2)
    assert "01-dough" in assert_one_sentence(fivefold(*base, "--member", "Wei", "read", "01-duogh", "--plain"), 2)
    assert "02-oven" in assert_one_sentence(fivefold(*base, "--member", "Wei", "quiz", "02-ovne", "--plain"), 2)


def test_the_app_asks_for_a_terminal(tmp_path: Path) -> None:
    message = assert_one_sentence(fivefold("--library", LIBRARY, "--db", tmp_path / "study.db"), 2)
    assert "--plain" in message
    assert not (tmp_path / "study.db").exists()


def test_wrong_usage_is_status_two() -> None:
    for arguments in (["nonsense"], ["read"], ["--lang", "xx", "list"], ["data"]):
        assert fivefold(*arguments).returncode == 2


def test_a_quiz_that_is_not_passed_is_status_one(tmp_path: Path) -> None:
    run = fivefold("--library", LIBRARY, "--db", tmp_path / "study.db", "quiz", "02-oven", "--plain", stdin="2\n2\n")
    assert run.returncode == 1
    assert "Score 0/2 (0%) not passed" in run.stdout


def test_a_quiz_left_in_the_middle_is_status_zero_and_goes_on(tmp_path: Path) -> None:
    base = ("--library", LIBRARY, "--db", tmp_path / "study.db", "quiz", "02-oven", "--plain")
    first = fivefold(*base, stdin="1\n")
    assert first.returncode == 0
    assert "Question 2 of 2" in first.stdout
    second = fivefold(*base, stdin="1\n")
    assert "Question 1 of 2" not in second.stdout
    assert "Score 2/2 (100%) passed" in second.stdout


def test_a_database_named_in_a_folder_that_is_not_there_is_a_slip_of_the_keys(tmp_path: Path) -> None:
    run = fivefold("--library", LIBRARY, "--db", tmp_path / "studdy" / "study.db", "today", "--plain")
    assert str(tmp_path / "studdy") in assert_one_sentence(run, 2)
    assert not (tmp_path / "studdy").exists()


def test_the_database_and_what_is_exported_are_the_members_alone(tmp_path: Path) -> None:
    folder = Path(os.environ["XDG_DATA_HOME"]) / "fivefold"
    base = ("--library", LIBRARY)
    fivefold(*base, "quiz", "02-oven", "--plain", stdin="1\n1\n")
    assert fivefold(*base, "data", "export", tmp_path / "export").returncode == 0
    for path in [*folder.iterdir(), *(tmp_path / "export").iterdir()]:
        assert path.stat().st_mode & 0o077 == 0, path
    assert folder.stat().st_mode & 0o077 == 0
