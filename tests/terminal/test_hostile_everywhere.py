"""Hostile text of authors and of members on every screen: whatever it is made of, no forbidden byte gets out."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random

import pytest

from store.database import open_database
from tests.terminal.stage import Stage
from tests.terminal.test_hostile import assert_harmless
from tui.study import Study

PIECES = (
    *("\x1b]0;stolen title\x07", "\x1b]52;c;c3RvbGVu\x07", "\x1b[2J", "\x1b[31m", "\x9b31m", "\x9d0;stolen\x9c"),
    *("\x1b]8;;http://evil.example\x1b\\", "\x1bP+q544e\x1b\\", "\x1b_Gf=100;stolen\x1b\\", "\x1b^stolen\x1b\\"),
    *("\x1bc", "\x1b[?1049l", "\x07", "\x08\x08", "\r", "\x0e", "\x7f", "\x00", "\x85", "\x9b", "\u2028", "\u200b"),
    *("user\u202etxt.exe", "\u2066name\u2069", "\ufeff", "z" + "̵" * 60, "é", "\ud7ff"),
    *("[@click=app.quit]press me[/]", "[/] a [/]", "[b]bold", "[link='vscode:x']go[/link]", "$text-error", "{name}"),
    *("[run](ms-msdt:id)", "![x](../../etc/passwd)", "`code", "**", "| a | b |", "[^1]", "<kbd>K</kbd>", "%s %d"),
)
CSI = re.compile(rb"\x1b\[[0-9;:?<=>]*[ !$\"']?[@-~]")
OURS = re.compile(rb"\x1b(?:[78=>]|\]11;\?(?:\x07|\x1b\\)|\]22;[a-z-]+\x07)")
"""What is sent beside sequences of the screen: the cursor kept, the background asked for, the pointer shaped."""


NAMES = ("Ann [red]B [/]", "Bo %s {x}", "王芳 [b", "$text Cy", "{name}")


def hostile(random: Random, *, lines: bool = True) -> str:
    """Some of it, as chance will have it; with ends of `lines` among it where those may be."""
    seams = (" ", "", "\n\n") if lines else (" ", "")
    return "words " + "".join(part for piece in random.sample(PIECES, 14) for part in (piece, random.choice(seams)))


def world(folder: Path, random: Random) -> tuple[Path, Path]:
    """A library and a database in which everything that somebody writes is hostile."""

    def said(*, lines: bool = False) -> str:
        return hostile(random, lines=lines)

    course = folder / "library" / "course"
    for part in ("lessons", "quizzes"):
        (course / part).mkdir(parents=True)
    texts = {
        "course.md": f"---\ntitle: Course\nid: course\n---\n\n{said(lines=True)}\n",
        "lessons/01.md": f"# Lesson {said()}\n\n{said(lines=True)}\n\n"
        f"## Part {said()}\n\n> [!NOTE] {said()}\n> {said()}\n\n- {said()}\n\n"
        f"```\n{said()}\n```\n\n<!-- quiz -->\n\n### Check {said()} {{#check}}\n\n- [x] {said()}\n- [ ] {said()}\n\n"
        f"<!-- /quiz -->\n",
        "quizzes/01.md": f"# Quiz {said()}\n\n### One {said()} {{#one}}\n\n> [!TIP]\n> {said()}\n\n- [x] a {said()}\n"
        f"- [ ] b {said()}\n  > {said()}\n\n{said(lines=True)}\n\n### Two {said()} {{#two}}\n\n[[right]]\n\n{said()}\n",
    }
    for path, text in texts.items():
        (course / path).write_bytes(text.encode("utf-8", "surrogatepass"))
    database, at = folder / "study.db", [datetime.now(UTC) - timedelta(days=8)]

    def now() -> datetime:
        at[0] += timedelta(seconds=1)
        return at[0]

    with open_database(database, now=now) as opened:
        study = Study([folder / "library"], opened, now=now, random=Random(2))
        study.join("Lea")
        study.create_group("Night")
        for name in NAMES:
            study.add_member(name)
            study.add_to_group("Night", name)
        study.add_to_group("Night", "Lea")
        study.set_plan("Night", "course", (at[0] + timedelta(days=30)).date())
        study.set_charter("Night", said(lines=True))
        lesson = study.courses()[0].lessons[0]
        at[0] += timedelta(days=6)
        for name in NAMES:
            study.join(name)
            study.accept_charter("Night", signed=name)
            study.open(lesson.lesson.key)
            study.raise_hand(lesson.lesson.key)
        study.join("Lea")
        study.note_passage(lesson.lesson.key, block="", section=-1, quote=said(), text=said(lines=True))
        study.set_bookmark(lesson.lesson.key, block="", section=-1, quote=said())
        assert lesson.quiz
        quiz = lesson.quiz.quiz
        study.flag(quiz.key, quiz.questions[0], "other", said())
    return folder / "library", database


def pressed(terminal: Stage, key: str, *texts: str) -> None:
    """Press a key and wait for what it brings."""
    terminal.press(key)
    terminal.wait_for(*texts)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("seed", [1, 2])
def test_no_screen_lets_a_forbidden_byte_out(
    stage: Callable[..., Stage], tmp_path: Path, seed: int, language: str
) -> None:
    library, database = world(tmp_path, Random(seed))
    english = language == "en"
    terminal = stage("--library", library, "--db", database, "--member", "Lea", "--lang", language)
    terminal.wait_for("Enter Open" if english else "Enter 打开")
    terminal.wait_for("Esc Later" if english else "Esc 以后再说")  # its charter is asked for
    terminal.press("escape")
    terminal.wait_for("Enter Open" if english else "Enter 打开")
    visits(terminal, english=english)
    reads(terminal, english=english)
    answers(terminal, english=english)
    terminal.press("ctrl+q")
    assert terminal.wait_for_end() == 0
    assert b"<U+001B>" in terminal.received, "it was shown"
    assert_harmless(terminal.received)
    left = OURS.sub(b"", CSI.sub(b"", terminal.received))
    assert b"\x1b" not in left, left[max(0, left.find(b"\x1b") - 80) :][:200]
    assert {byte for byte in left if byte < 32} <= set(b"\r\n")
    assert b"\x7f" not in left


def visits(terminal: Stage, *, english: bool) -> None:
    """Every screen that Today leads to, the palette and help."""
    today, back = ("Enter Open", "Esc Back") if english else ("Enter 打开", "Esc 返回")
    go = partial(pressed, terminal)
    visit = {
        "n": ("Notes", "笔记"),
        "m": ("a Away", "a 请假"),
        "c": ("Course ›", "课程 ›"),
        "g": ("Group Night", "小组 Night"),
        ",": ("Appearance", "外观"),
        "/": ("are searched", "命令里查找"),
        "w": ("Who studies", "谁在学习"),
        "t": ("Trainer", "教员"),
    }
    for key, words in visit.items():
        go(key, words[not english], back)
        if key == "n":
            for further in ("down", "up"):
                terminal.wait_for_change(terminal.press(further))
        if key == "/":
            terminal.write("words")
            terminal.wait_for("found" if english else "找到")
        if key == "g":
            for panel in "2345671":
                go(panel, back)
            go("enter", "Night ›")
            terminal.wait_for_change(terminal.press("escape"))
            go("o", "Organise" if english else "组织", back)
            terminal.wait_for_change(terminal.press("escape"))
        if key == "t":
            go("n", back)
            go("end", "s Statistics" if english else "s 统计")
            terminal.wait_for_change(terminal.press("s"))
            terminal.wait_for_change(terminal.press("escape"))
        terminal.press("escape")
        terminal.wait_for(today)
    go(":", "Go to a lesson" if english else "前往一课")
    terminal.write("words")
    terminal.wait_for("Quiz words")
    terminal.press("escape")
    terminal.wait_until_gone("Quiz words")
    go("?", "Help" if english else "帮助")
    terminal.press("escape")


def reads(terminal: Stage, *, english: bool) -> None:
    """The lesson, its contents, what it asks in its text."""
    go = partial(pressed, terminal)
    go("enter", "Space Page" if english else "Space 翻页")
    go("t", "Enter Go there" if english else "Enter 前往此处")
    go("escape", "Space Page" if english else "Space 翻页")
    go("end", "100%")
    terminal.press("tab")
    terminal.wait_for("1-2")
    go("1", "✓")
    terminal.press("escape")
    go("end", "Enter Quiz" if english else "Enter 测验")


def answers(terminal: Stage, *, english: bool) -> None:
    """The quiz with its hint, a flag, what is pasted, the result, and the answers once more."""
    go = partial(pressed, terminal)
    go("enter", "Question 1 of 2" if english else "第 1 题")
    terminal.press("i", "2")
    terminal.wait_for("Not quite" if english else "不对")
    terminal.press("g")
    terminal.wait_for("Flag for the trainer" if english else "向教员报错")
    terminal.wait_for_change(terminal.press("escape"))
    terminal.press("enter")
    terminal.wait_for("Question 2 of 2" if english else "第 2 题")
    terminal.write("\x1b[200~[b]\x1b]52;c;AA==\x07right[/]\x1b[201~")
    terminal.press("enter")
    terminal.wait_for("Not quite" if english else "不对")
    terminal.press("enter")
    terminal.wait_for("not passed" if english else "未通过")
    terminal.press("v")
    terminal.wait_for("Enter Next" if english else "Enter 下一题")
