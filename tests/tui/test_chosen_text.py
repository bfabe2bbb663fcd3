"""Text of a lesson that is chosen by keys alone: line by line, to copy it or to write a note to it."""

from pathlib import Path

from tests.tui.pilot import performance
from tui.app import Aim
from tui.screens.note_editor import NoteEditor
from tui.widgets.lesson import LessonReader

LESSON = "# One\n\n" + "".join(f"Paragraph {number} says this. And it says that.\n\n" for number in range(30))
LINES = [f"Paragraph {number} says this. And it says that." for number in range(30)]


def library(folder: Path) -> Path:
    (folder / "course" / "lessons").mkdir(parents=True)
    (folder / "course" / "course.md").write_text("---\ntitle: A course\nid: a-course\n---\n", encoding="utf-8")
    (folder / "course" / "lessons" / "01-one.md").write_text(LESSON, encoding="utf-8")
    return folder / "course"


async def test_lines_are_chosen_by_arrows_and_copied(tmp_path: Path) -> None:
    async with performance(tmp_path, library=library(tmp_path), aim=Aim(lesson="01")) as acting:
        reader = acting.app.screen.query_one(LessonReader)
        await acting.press("v", "down")
        assert reader.chosen == LINES[0]
        bar = acting.text().split("\n")[-1]
        assert "Enter Copy" in bar
        assert "Shift+↓ Line more" in bar
        assert "Page" not in bar
        assert f"▌ {LINES[0]}" in acting.text()  # without colour too
        await acting.press("shift+down", "shift+down", "shift+up")
        assert reader.chosen.split("\n\n") == LINES[:2]
        await acting.press("enter")
        assert acting.app.clipboard.split("\n\n") == LINES[:2]
        assert not reader.choosing
        assert "▌ Paragraph" not in acting.text()


async def test_an_input_method_and_a_terminal_without_shifted_arrows_are_enough(tmp_path: Path) -> None:
    async with performance(tmp_path, library=library(tmp_path), aim=Aim(lesson="01")) as acting:
        reader = acting.app.screen.query_one(LessonReader)
        await acting.press("shift+down", "down", "space", *["down"] * 12)
        assert reader.chosen.split("\n\n") == LINES[:13]  # the text follows
        assert f"▌ {LINES[12]}" in acting.text()
        await acting.press("space")
        assert reader.chosen == LINES[12]
        await acting.press("escape")
        assert not reader.choosing
        assert acting.app.screen.query_one(LessonReader) is reader  # of the lesson nothing is left


async def test_a_note_begins_at_what_is_chosen(tmp_path: Path) -> None:
    async with performance(tmp_path, library=library(tmp_path), aim=Aim(lesson="01")) as acting:
        await acting.press("v", "down", "down", "down", "n")
        assert isinstance(acting.app.screen, NoteEditor)
        assert "Paragraph 2 says this." in acting.text().split("Keep")[0]
        await acting.press("x", "ctrl+s")
        assert [note.quote for note in acting.study.notes_to("a-course/lessons/01-one")] == ["Paragraph 2 says this."]
