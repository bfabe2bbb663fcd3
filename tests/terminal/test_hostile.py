"""Hostile text in a lesson, a quiz, a name: nothing acts, nothing crashes, no forbidden byte reaches the terminal."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.terminal.stage import Stage

ESCAPES = "\x1b]0;stolen title\x07 \x1b]52;c;c3RvbGVu\x07 \x1b[2J\x1b[31m \x9b31m \x1b]8;;http://evil.example\x1b\\here\x1b]8;;\x1b\\"
"""A window title, the clipboard, a cleared screen, colours by CSI in seven and eight bits, a link."""
MARKUP = "[@click=app.quit]press me[/] [/] a [/] b [b]bold [link='vscode:x']go[/link]"
LINKS = (
    "[code](vscode:extension) [file](../../etc/passwd) [share](//host/share) [run](ms-msdt:id) "
    "![x](../../../etc/passwd)"
)
BIDI = "user\u202etxt.exe\u200b\u2066name"
ZALGO = "z" + "̵" * 200

INK = re.compile(rb"\x1b\[(?:0|1|2|32|1;31|1;33|1;36)m")
"""What `check` colours with."""
STRING = re.compile(rb"\x1b[\]P_^X](?P<body>[^\x07\x1b]*)")
"""Operating system commands and their kin: where titles, clipboards and links travel."""


def hostile_library(folder: Path) -> Path:
    course = folder / "library" / "course"
    for part in ("lessons", "quizzes"):
        (course / part).mkdir(parents=True)
    text = f"{ESCAPES}\n\n{MARKUP}\n\n{LINKS}\n\n{BIDI}\n\n{ZALGO}\n"
    (course / "course.md").write_text(f"---\ntitle: 'Course {MARKUP[:24]}'\n---\n\n{text}", encoding="utf-8")
    (course / "lessons" / "01-bad.md").write_text(
        f"# Lesson {ESCAPES} {MARKUP} {BIDI}\n\n{text}\n## Section {MARKUP}\n\n\n"
        f"> [!NOTE] {MARKUP} {ESCAPES}\n> {text}\n\n"
        f"```{MARKUP}\n{text}```\n\n| {MARKUP} | {BIDI} |\n|---|---|\n| {LINKS} | {ZALGO} |\n\n- {MARKUP}\n- {LINKS}\n",
        encoding="utf-8",
    )
    (course / "quizzes" / "01-bad.md").write_text(
        f"# Quiz {MARKUP} {BIDI}\n\n### Stem {ESCAPES} {MARKUP}\n\n{text}\n> [!TIP]\n> {text}\n\n"
        f"- [x] right {MARKUP} {ESCAPES} {BIDI}\n- [ ] wrong {LINKS} {ZALGO}\n"
        f"  > feedback {MARKUP} {ESCAPES}\n\n{text}",
        encoding="utf-8",
    )
    (course / "lessons" / "02-broken.md").write_bytes(b"# Broken \xff\xfe\x9b31m\n\n\x00\x01\x02 text \xc3\x28\n")
    return folder / "library"


def assert_harmless(received: bytes) -> None:
    """Only what Textual itself sends: no string sequence with foreign text, no eight-bit control character."""
    for found in STRING.finditer(received):
        body = found["body"]
        assert b"stolen" not in body, body
        assert not body.startswith((b"52;", b"8;;", b"0;", b"2;")), body
    text = received.decode("utf-8")
    assert not any("\x80" <= character <= "\x9f" for character in text)
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", text)
    assert "\x1b[31m" not in text


def test_the_app_shows_hostile_text_and_obeys_none_of_it(stage: Callable[..., Stage], tmp_path: Path) -> None:
    library = hostile_library(tmp_path)
    terminal = stage("--library", library, "--db", tmp_path / "study.db", "--member", f"Eve {MARKUP[:20]}")
    terminal.wait_for("Welcome to Fivefold")
    terminal.press("enter")
    terminal.wait_for("<U+001B>")
    terminal.press_until("space", "Enter Quiz", most=20)
    terminal.wait_for_change(terminal.press("t"))
    terminal.wait_for_change(terminal.press("escape"))
    terminal.press("o")
    terminal.wait_for("Links in view", "vscode:extension")
    terminal.wait_for_change(terminal.press("escape"))
    terminal.press("end")
    terminal.wait_for("Enter Quiz")
    terminal.press("enter")
    terminal.wait_for("Question 1 of 1")
    terminal.press("i")
    terminal.press("2")
    terminal.wait_for("Not quite")
    terminal.press("pagedown", "pagedown", "pageup", "enter")
    terminal.wait_for("not passed")
    terminal.press("?")
    terminal.wait_for("Help")
    terminal.press("escape")
    terminal.press("escape")
    terminal.wait_for("at the end")
    terminal.press("escape")
    terminal.wait_for("Today")
    terminal.press("c")
    terminal.wait_for("Course")
    terminal.press("p")
    terminal.wait_for("4 files")
    terminal.press("down", "down")
    terminal.wait_for("E-encoding")
    terminal.press("up", "n", "enter")
    terminal.wait_for("Leave")
    terminal.press("escape", "escape", "down", "down")
    terminal.wait_for("Try it", "Statistics")
    terminal.press("s")
    terminal.wait_for("right 0 of 1")
    terminal.press("escape", "p")
    terminal.wait_for("Rehearsal")
    terminal.press("escape")
    terminal.wait_for("Trainer", "4 files")
    terminal.press("escape", "escape", ":")
    terminal.wait_for("Go to a lesson")
    terminal.write("press me")
    terminal.wait_for("Course [@click=app.quit]press m")
    terminal.press("escape", "ctrl+q")
    assert terminal.wait_for_end() == 0
    assert_harmless(terminal.received)


@pytest.mark.parametrize("file", ["lessons/01-bad.md", "quizzes/01-bad.md", "lessons/02-broken.md"])
def test_the_preview_shows_hostile_text_and_obeys_none_of_it(
    stage: Callable[..., Stage], tmp_path: Path, file: str
) -> None:
    terminal = stage("preview", hostile_library(tmp_path) / "course" / file, columns=120, lines=40)
    terminal.wait_for("<U+001B>" if "01" in file else "E-encoding")
    terminal.press("n", "n", "p", "t", "end", "escape", "p", "space", "end")
    terminal.wait_for("Leave")
    terminal.press("ctrl+q")
    assert terminal.wait_for_end() == 0
    assert_harmless(terminal.received)


COMMANDS = [
    ["list"],
    ["today"],
    ["read", "01-bad", "--plain"],
    ["quiz", "01-bad", "--plain"],
    ["check", "--plain"],
    ["preview", "library/course/lessons/01-bad.md", "--plain", "--once"],
]


@pytest.mark.parametrize("command", COMMANDS, ids=[command[0] for command in COMMANDS])
def test_the_command_line_prints_hostile_text_harmlessly(
    stage: Callable[..., Stage], tmp_path: Path, command: list[str]
) -> None:
    library = hostile_library(tmp_path)
    terminal = stage("--library", library, "--db", tmp_path / "study.db", *command, lines=200, folder=tmp_path)
    if command[0] in {"read", "quiz"}:
        terminal.wait_for("<U+001B>")
        terminal.write("q\n")
    status = terminal.wait_for_end()
    assert status == (1 if command[0] in {"check", "preview"} else 0)
    assert b"\x1b" not in terminal.received
    assert_harmless(terminal.received)


def test_a_check_in_colour_sends_its_own_inks_and_nothing_else(stage: Callable[..., Stage], tmp_path: Path) -> None:
    library = hostile_library(tmp_path)
    coloured = stage("check", library, lines=200)
    assert coloured.wait_for_end() == 1
    assert b"\x1b[1;31mE-encoding\x1b[0m" in coloured.received
    assert b"\x1b" not in INK.sub(b"", coloured.received)
    assert_harmless(coloured.received)
    plain = stage("check", library, lines=200, environment={"NO_COLOR": "1"})
    assert plain.wait_for_end() == 1
    assert plain.received == INK.sub(b"", coloured.received)
