"""A trainer, from an empty folder to a lesson that members can read, in a real terminal."""

import sys
from collections.abc import Callable
from pathlib import Path

from tests.terminal.stage import Stage

LESSON = """---
title: Reading the gauge
id: reading-the-gauge
---

# Reading the gauge

The needle trembles. Which value do you write down?

> [!DANGER] More than half a bar
> Such a swing is no reading.

See [how it is begun](01-frist-step.md).
"""
EDITOR = f"""#!{sys.executable}
import sys
from pathlib import Path

place, name = sys.argv[1:]
print("An editor, at", place, flush=True)
file, line = Path(name), int(place.removeprefix("+"))
lines = file.read_text().split("\\n")
lines[line - 1] = lines[line - 1].replace("DANGER", "CAUTION").replace("frist", "first")
beside = file.with_suffix(".mended")
beside.write_text("\\n".join(lines))
beside.replace(file)
"""


def begin_a_course(stage: Callable[..., Stage], folder: Path) -> Path:
    """A course as `new` makes it, with a lesson written by hand."""
    terminal = stage("new", "course", "Pump room", folder=folder, columns=200)
    terminal.wait_for("pump-room/lessons/01-first-step.md", "Next: fivefold check")
    assert terminal.wait_for_end() == 0
    course = folder / "pump-room"
    (course / "lessons" / "02-gauge.md").write_text(LESSON, encoding="utf-8")
    return course


def editor(folder: Path) -> str:
    """An editor that mends what it finds in the line it is opened at; it goes by the name of one that we know."""
    program = folder / "vim"
    program.write_text(EDITOR, encoding="utf-8")
    program.chmod(0o755)
    return str(program)


def test_a_lesson_is_begun_seen_mended_and_read(stage: Callable[..., Stage], tmp_path: Path) -> None:
    course = begin_a_course(stage, tmp_path)
    checking = stage("check", "pump-room", folder=tmp_path, columns=120, environment={"NO_COLOR": "1"})
    checking.wait_for(
        "pump-room/lessons/02-gauge.md:10:3 W-unknown-callout",
        "pump-room/lessons/02-gauge.md:13:23 E-dead-link",
        "Fix: Write `01-first-step.md`, if that is meant",
        "files checked: 1 error, 1 warning, 0 notes.",
    )
    assert checking.wait_for_end() == 1

    preview = stage(
        "preview", "lessons/02-gauge.md", folder=course, columns=120, lines=30, environment={"EDITOR": editor(tmp_path)}
    )
    preview.wait_for("Pump room › 02-gauge.md", "✗ 1  ! 1", "W-unknown-callout", "[!DANGER] More than half a bar")
    preview.press("n", "e")
    preview.wait_for("✗ 1", "✗ More than half a bar")
    preview.wait_until_gone("W-unknown-callout")
    assert b"An editor, at +10" in preview.received
    preview.press("n", "e")
    preview.wait_for("✓ Nothing to mend.")
    assert b"An editor, at +13" in preview.received
    lesson = course / "lessons" / "02-gauge.md"
    lesson.write_text(lesson.read_text(encoding="utf-8") + "\nTake the middle.\n", encoding="utf-8")
    preview.wait_for("Take the middle.")
    preview.resize(80, 24)
    preview.wait_for("Take the middle.", "✓ Nothing to mend.", "e Edit")
    preview.press("escape")
    preview.wait_until_gone("Nothing to mend.")
    preview.press("escape")
    assert preview.wait_for_end() == 0

    member = stage("--db", tmp_path / "study.db", "--member", "Wei", folder=course)
    member.wait_for("Welcome to Fivefold", "Pump room")
    member.press("enter")
    member.wait_for("01 The first step")
    member.press(">")
    member.wait_for("02 Reading the gauge", "Take the middle.")
    member.press("ctrl+q")
    assert member.wait_for_end() == 0


def test_a_quiz_is_proofread_while_it_is_written(stage: Callable[..., Stage], tmp_path: Path) -> None:
    course = begin_a_course(stage, tmp_path)
    quiz = course / "quizzes" / "01-first-step.md"
    text = quiz.read_text(encoding="utf-8")
    preview = stage("preview", quiz, columns=80, lines=24)
    preview.wait_for("4 questions", "2. [x] What has to be done", "Hint", "✓")
    quiz.write_text(text.replace("- [x] What has to be done", "- [ ] What has to be done"), encoding="utf-8")
    preview.wait_for("✗ Describe a situation at work.", "Not asked", "3 questions", "✗ 1")
    preview.press("n")
    preview.wait_for("E-no-correct", "Fix: Put an `x` into the box")
    quiz.unlink()
    preview.wait_for("! The file cannot be read: no such file or directory.")
    quiz.write_text(text, encoding="utf-8")
    preview.wait_for("1. Describe a situation at work.", "✓ Nothing to mend.")
    preview.press("ctrl+q")
    assert preview.wait_for_end() == 0


def test_an_editor_that_is_not_there_is_one_sentence(stage: Callable[..., Stage], tmp_path: Path) -> None:
    course = begin_a_course(stage, tmp_path)
    preview = stage("preview", course / "course.md", environment={"EDITOR": "no-such-editor --now"})
    preview.wait_for("course.md", "e Edit")
    preview.press("e")
    preview.wait_for("no-such-editor cannot be started")
    preview.press("escape")
    assert preview.wait_for_end() == 0


def test_a_slip_is_seen_gone_to_mended_in_the_editor_and_vanishes(stage: Callable[..., Stage], tmp_path: Path) -> None:
    """On the trainer's page of the app, with the files as they are saved by somebody's editor."""
    course = begin_a_course(stage, tmp_path)
    lesson = course / "lessons" / "02-gauge.md"
    mended = LESSON.replace("DANGER", "CAUTION").replace("frist", "first")
    lesson.write_text(mended, encoding="utf-8")
    quiz = course / "quizzes" / "01-first-step.md"
    text = quiz.read_text(encoding="utf-8")
    environment = {"VISUAL": editor(tmp_path)}
    app = stage("--db", tmp_path / "study.db", "--member", "Wei", folder=course, environment=environment)
    app.wait_for("Welcome to Fivefold")
    app.press("enter", "escape")
    app.wait_for("Today", "t Trainer")
    app.press("f9")
    app.wait_for("Trainer", "✓  4 files", "✓ lessons/02-gauge.md", "✓ Nothing to mend.")

    quiz.write_text(text.replace("- [x] What has to be done", "- [ ] What has to be done"), encoding="utf-8")
    app.wait_for("✗ 1  4 files", "✗ quizzes/01-first-step.md")
    app.press("n")
    app.wait_for("E-no-correct", "Fix: Put an `x` into the box")
    app.press("enter")
    app.wait_for("01-first-step.md", "✗ Describe a situation at work.", "Not asked")
    quiz.write_text(text, encoding="utf-8")
    app.wait_for("1. Describe a situation at work.", "✓ Nothing to mend.")
    app.press("escape", "escape")
    app.wait_for("✓  4 files", "✓ quizzes/01-first-step.md")

    lesson.write_text(LESSON.replace("frist", "first"), encoding="utf-8")
    app.wait_for("! 1  4 files")
    app.press("n")
    app.wait_for("W-unknown-callout", "> [!DANGER] More than half a bar")
    app.press("e")
    app.wait_until_gone("W-unknown-callout")
    app.wait_for("✓  4 files", "✓ Nothing to mend.")
    assert b"An editor, at +10" in app.received
    assert lesson.read_text(encoding="utf-8") == mended
    app.press("ctrl+q")
    assert app.wait_for_end() == 0
