"""`preview` on the command line: problems and text in lines, once or on every save, and no database at all."""

import json
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Queue

import pytest

from tests.shell import ran

LESSON = "# Pumps\n\nWater comes first.\n\nSee [gauges](gauges.md).\n"
SECONDS = 120


def fivefold(*arguments: str | Path, here: Path, status: int = 0) -> subprocess.CompletedProcess[str]:
    run = ran(*arguments, here=here)
    assert run.returncode == status, run.stderr
    return run


@pytest.fixture
def course(tmp_path: Path) -> Path:
    folder = tmp_path / "pump-room"
    for part in ("lessons", "quizzes"):
        (folder / part).mkdir(parents=True)
    (folder / "course.md").write_text("---\ntitle: Pump room\nid: pump-room\n---\n", encoding="utf-8")
    (folder / "lessons" / "pumps.md").write_text(LESSON, encoding="utf-8")
    (folder / "quizzes" / "pumps.md").write_text("### Which?\n\n- [x] a\n- [ ] b\n", encoding="utf-8")
    return folder


def test_once_gives_the_problems_and_the_text_and_ends(course: Path) -> None:
    run = fivefold("preview", "lessons/pumps.md", "--plain", "--once", here=course, status=1)
    assert run.stdout == (
        "lessons/pumps.md: 1 error, 0 warnings, 0 notes\n"
        "lessons/pumps.md:5:14 E-dead-link The link leads to `gauges.md`, which is not in the course.\n"
        "    | See [gauges](gauges.md).\n"
        "    |              ^\n"
        "    Fix: Correct the address, or put the file there.\n\n"
        "  Title: Pumps\n\n  Water comes first.\n\n  See gauges <gauges.md>.\n\n"
    )


def test_json_is_one_document(course: Path) -> None:
    told = json.loads(fivefold("preview", "quizzes/pumps.md", "--json", here=course).stdout)
    assert (told["kind"], told["id"], told["title"], told["course"]) == (
        "quiz",
        "quizzes/pumps",
        "Pumps",
        "Pump room",
    )
    assert [problem["code"] for problem in told["problems"]] == ["I-no-quiz-id", "I-no-question-id"]
    assert set(told["problems"][0]) == {"path", "line", "column", "code", "message", "fix", "severity"}
    assert "1. [right] a" in told["text"]


def test_its_problems_are_those_of_check(course: Path) -> None:
    keys = ("line", "column", "code", "message", "fix", "severity")
    for file in ("lessons/pumps.md", "quizzes/pumps.md", "course.md"):
        shown = json.loads(fivefold("preview", file, "--json", here=course).stdout)["problems"]
        checked = json.loads(fivefold("check", ".", "--json", here=course, status=1).stdout)["problems"]
        expected = [one for one in checked if one["path"] == file]
        assert [[one[key] for key in keys] for one in shown] == [[one[key] for key in keys] for one in expected]
        alone = fivefold("check", file, "--json", here=course, status=int(file == "lessons/pumps.md")).stdout
        assert json.loads(alone)["problems"] == shown


def test_no_database_is_made(course: Path, home: Path) -> None:
    fivefold("preview", "course.md", "--once", here=course)
    assert list(home.rglob("*")) == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["preview", "lessons/none.md", "--once"], "There is no file"),
        (["preview", "lessons", "--once"], "is a folder"),
        (["preview", "lessons/pumps.md"], "needs a terminal"),
    ],
)
def test_what_cannot_be_shown_is_one_sentence(course: Path, arguments: list[str], words: str) -> None:
    run = fivefold(*arguments, here=course, status=2)
    assert words in run.stderr
    assert len(run.stderr.splitlines()) == 1


def test_a_file_of_no_course_is_read_alone_and_its_neighbours_are_left_in_peace(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A\n\n[b](b.md)\n", encoding="utf-8")
    (tmp_path / "b.md").write_bytes(b"\xff broken")
    assert fivefold("preview", "a.md", "--once", here=tmp_path).stdout.startswith("a.md: nothing to mend\n")


class Running:
    """`preview --plain`, running, and what it prints."""

    def __init__(self, here: Path, file: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tui", "preview", file, "--plain"],
            cwd=here,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,  # one pipe, so that lines come in the order in which they were written
            stdin=subprocess.DEVNULL,
            text=True,
        )
        self.lines: Queue[str] = Queue()
        self.reader = threading.Thread(target=lambda: list(map(self.lines.put, self.process.stdout or ())), daemon=True)
        self.reader.start()

    def wait_for(self, words: str) -> None:
        while words not in self.lines.get(timeout=SECONDS):
            pass

    def end(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(SECONDS)


@pytest.fixture
def running(course: Path) -> Iterator[Callable[[str], Running]]:
    begun: list[Running] = []
    # Tests that a script runs in the background ignore Ctrl+C, and so would what they start.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)

    def begin(file: str) -> Running:
        begun.append(Running(course, file))
        return begun[-1]

    yield begin
    signal.signal(signal.SIGINT, before)
    for one in begun:
        one.process.kill()
        one.process.wait()
        one.reader.join(SECONDS)
        if one.process.stdout:
            one.process.stdout.close()


def test_it_is_printed_again_on_every_save_until_it_is_interrupted(
    course: Path, running: Callable[[str], Running]
) -> None:
    shown = running("lessons/pumps.md")
    shown.wait_for("waiting for the next save")
    lesson = course / "lessons" / "pumps.md"
    beside = lesson.with_suffix(".new")
    beside.write_text(LESSON.replace("first", "before power"), encoding="utf-8")
    beside.replace(lesson)
    shown.wait_for("Water comes before power.")
    shown.wait_for("waiting for the next save")
    (course / "lessons" / "gauges.md").write_text("# Gauges\n", encoding="utf-8")
    shown.wait_for("lessons/pumps.md: nothing to mend")
    shown.wait_for("waiting for the next save")
    lesson.unlink()
    shown.wait_for("cannot be read")
    lesson.write_text("# Back\n", encoding="utf-8")
    shown.wait_for("Back")
    shown.wait_for("waiting for the next save")
    assert shown.end() == 130


PLAN = """+++
[[course]]
id = "pump-room"
from = 2027-01-04
due = 2027-01-17
days = "mon..fri"
announced = ["pumps"]

[[course]]
id = "pump-rome"
due = 2027-01-17
+++

# Why *now*

Before the thaw.
"""


def test_a_plan_shows_what_it_assigns_and_what_of_it_cannot_be(course: Path) -> None:
    (course / "winter.plan.md").write_text(PLAN, encoding="utf-8")
    run = fivefold("preview", "winter.plan.md", "--plain", "--once", here=course, status=1)
    assert "winter.plan.md:10:1 E-plan" in run.stdout
    assert "Did you mean 'pump-room'?" in run.stdout
    assert "Due: Fri 2027-01-15; No.: 01; Lesson: Pumps" in run.stdout, "the 17th is a Sunday"
    assert "Pumps: announced" in run.stdout
    assert "Nothing of it can be assigned before it is mended." in run.stdout
    assert "Why now" in run.stdout
    (course / "winter.plan.md").write_text(PLAN.replace("mon..fri", "mon..fry"), encoding="utf-8")
    told = json.loads(fivefold("preview", "winter.plan.md", "--json", here=course).stdout)
    assert (told["kind"], told["id"]) == ("plan", None)
    assert [problem["line"] for problem in told["problems"]] == [6, 10]
    (course / "winter.md").write_text(PLAN, encoding="utf-8")
    run = fivefold("preview", "winter.md", "--plain", "--once", here=course, status=1)
    assert "call it winter.plan.md." in run.stdout, "a plan by what it says, whatever its name"
    (course / "winter.plan.toml").write_text("group = [", encoding="utf-8")
    run = fivefold("preview", "winter.plan.toml", "--plain", "--once", here=course, status=1)
    assert "This is no TOML" in run.stdout
    assert "Nothing can be assigned from it as it stands." in run.stdout
