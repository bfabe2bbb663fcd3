"""`check --write-ids` writes into a trainer's files, once, and nothing but ids."""

import stat
from pathlib import Path

import pytest

from tests.shell import ran

QUIZ = "# Gauges\r\n\r\n### Which gauge?\r\n\r\n- [x] left\r\n- [ ] right\r\n"


def fivefold(*arguments: str | Path, status: int = 0) -> str:
    run = ran(*arguments)
    assert run.returncode == status, run.stderr
    return run.stdout + run.stderr


@pytest.fixture
def course(tmp_path: Path) -> Path:
    folder = tmp_path / "pump-room"
    (folder / "quizzes").mkdir(parents=True)
    (folder / "course.md").write_text("---\ntitle: Pump room\nid: pump-room\n---\n", encoding="utf-8")
    for name in ("one", "two"):
        (folder / "quizzes" / f"{name}.md").write_bytes(QUIZ.encode())
    return folder


def test_each_question_gets_an_id_and_no_other_byte_changes(course: Path) -> None:
    one, two = (course / "quizzes" / f"{name}.md" for name in ("one", "two"))
    one.chmod(0o640)
    told = fivefold("check", "--write-ids", course)
    assert told.count("1 id written") == 2
    assert "I-no-question-id" not in told
    assert one.read_bytes() == QUIZ.replace("gauge?", "gauge? {#which-gauge}").encode()
    assert two.read_bytes() == QUIZ.replace("gauge?", "gauge? {#which-gauge-2}").encode()
    assert stat.S_IMODE(one.stat().st_mode) == 0o640
    assert sorted(path.name for path in one.parent.iterdir()) == ["one.md", "two.md"]
    assert "written" not in fivefold("check", "--write-ids", course)


def test_one_file_alone_can_be_named(course: Path) -> None:
    one, two = (course / "quizzes" / f"{name}.md" for name in ("one", "two"))
    fivefold("check", "--write-ids", one)
    assert b"{#which-gauge}" in one.read_bytes()
    assert two.read_bytes() == QUIZ.encode()


def test_without_the_option_nothing_is_written(course: Path) -> None:
    assert "--write-ids" in fivefold("check", course)
    assert (course / "quizzes" / "one.md").read_bytes() == QUIZ.encode()


def test_a_file_that_is_no_text_is_left_as_it_is(course: Path) -> None:
    one = course / "quizzes" / "one.md"
    one.write_bytes(b"\xff" + QUIZ.encode())
    assert "left as it is" in fivefold("check", "--write-ids", one, status=1)
    assert one.read_bytes() == b"\xff" + QUIZ.encode()
