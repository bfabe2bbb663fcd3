"""What is said for a moment: where it stands, that it covers nothing, and when it goes."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.tui.pilot import Performance, performance
from tui.widgets.keybar import KeyBar
from tui.widgets.lesson_reader import LessonReader

SENTENCE = "A sentence of some words that says what was done just now."


def library(folder: Path, lesson: str) -> Path:
    """A course with one lesson."""
    course = folder / "course"
    (course / "lessons").mkdir(parents=True)
    (course / "course.md").write_text("---\ntitle: A course\nid: a-course\n---\n", encoding="utf-8")
    (course / "lessons" / "01-one.md").write_text(lesson, encoding="utf-8")
    return course


LESSON = "# One\n\n" + "".join(f"Paragraph {number} stands here.\n\n" for number in range(60))


def rows(acting: Performance) -> list[str]:
    """What is on the screen, without the scroll bar."""
    return [row[: acting.app.size.width - 1].rstrip() for row in acting.text().split("\n")]


async def test_one_row_stands_beside_the_keys_where_there_is_room_and_covers_nothing(tmp_path: Path) -> None:
    async with performance(tmp_path, library=library(tmp_path, LESSON), size=(120, 24), notices=True) as acting:
        await acting.press("1")
        before = acting.text().split("\n")
        acting.app.notify(SENTENCE[:30], markup=False)
        await acting.settle()
        after = acting.text().split("\n")
        assert after[:-1] == before[:-1]
        assert after[-1].startswith(before[-1])
        assert after[-1].endswith("  ▌ " + SENTENCE[:30].rstrip())


@pytest.mark.parametrize("size", [(80, 24), (60, 16)])
async def test_one_row_that_finds_no_room_beside_the_keys_stands_above_them(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with performance(tmp_path, library=library(tmp_path, LESSON), size=size, notices=True) as acting:
        await acting.press("1", "slash", *"stands")
        before = rows(acting)
        assert "1 of 60" in before[-2]
        acting.app.notify(SENTENCE[: size[0] // 2], markup=False)
        await acting.settle()
        after = rows(acting)
        assert after[-1] == before[-1], "every key is there still"
        assert after[-2].startswith("▌ A sentence")
        assert after[-3] == before[-2]
        assert after[:-3] == before[:-3], "and nothing has moved but for the last row of the text"
        acting.app.clear_notifications()
        await acting.settle()
        assert rows(acting) == before


async def test_more_rows_stand_above_the_keys_and_what_was_there_moves_up(tmp_path: Path) -> None:
    async with performance(tmp_path, library=library(tmp_path, LESSON), notices=True) as acting:
        await acting.press("1", "slash", *"stands")
        before = rows(acting)
        acting.app.notify(SENTENCE, title="A title", timeout=60, markup=False)
        await acting.settle()
        after = rows(acting)
        assert after[-3:-1] == ["▌ A title", f"▌ {SENTENCE}"]
        assert (after[-1], after[-4]) == (before[-1], before[-2])  # the keys, and the words with their number
        assert after[: len(after) - 4] == before[: len(after) - 4]


async def test_who_is_at_the_end_of_a_lesson_is_there_still_while_something_is_said(tmp_path: Path) -> None:
    async with performance(tmp_path, library=library(tmp_path, LESSON), notices=True) as acting:
        await acting.press("1", "end")
        before, reader = rows(acting), acting.app.screen.query_one(LessonReader)
        acting.app.notify(SENTENCE, title="A title", timeout=60, markup=False)
        await acting.settle()
        assert reader.at_end
        assert "Go on" in rows(acting)[-1]
        acting.app.clear_notifications()
        await acting.settle()
        assert rows(acting) == before


async def test_what_takes_rows_goes_with_a_key_once_there_was_time_to_read_it(tmp_path: Path) -> None:
    async with performance(tmp_path, library=library(tmp_path, LESSON), notices=True) as acting:
        await acting.press("1")
        before = rows(acting)
        acting.app.notify(SENTENCE * 4, title="A title", severity="error", timeout=60, markup=False)
        await acting.settle()
        assert sum(row.startswith("▌") for row in rows(acting)) == 5
        (notice,) = acting.app._notifications
        await acting.press("down", "up")
        assert SENTENCE in acting.notices(), "nobody has read it so fast"
        notice.raised_at -= acting.app.READ_AFTER
        await acting.press("down", "up")
        assert rows(acting) == before
        acting.app.notify("lesson.txt", title="Saved", timeout=60, markup=False)
        acting.app.notify("Press h once more.", timeout=60, markup=False)
        await acting.settle()
        for notice in acting.app._notifications:
            notice.raised_at -= acting.app.READ_AFTER
        await acting.press("down", "up")
        assert acting.notices() == "Press h once more.", "what waits for a key stays as long as it does"


async def test_a_key_below_what_is_said_is_pressed_where_it_stands(tmp_path: Path) -> None:
    async with performance(tmp_path, library=library(tmp_path, LESSON), notices=True) as acting:
        await acting.press("1")
        acting.app.notify("Said.", markup=False)
        await acting.settle()
        assert "Said." in rows(acting)[-2]
        await acting.pilot.click(KeyBar, offset=(rows(acting)[-1].index("Esc"), 1))
        await acting.settle()
        assert "This week" in acting.text()


async def test_what_is_undone_is_not_said_any_more(tmp_path: Path) -> None:
    async with performance(tmp_path, library=library(tmp_path, LESSON), notices=True) as acting:
        await acting.press("1", "m", "escape", "n", "d")
        assert "u brings it back." in rows(acting)[-1]
        await acting.press("u")
        assert "brings it back" not in acting.text()
        await acting.press("d")
        assert "u brings it back." in rows(acting)[-1]
        await acting.press("escape")  # where nothing brings it back
        assert "brings it back" not in acting.text()


async def test_every_copy_is_told_with_what_to_do_where_nothing_arrives(tmp_path: Path) -> None:
    async with performance(tmp_path, library=library(tmp_path, LESSON), notices=True) as acting:
        await acting.press("1")
        acting.app.screen.query_one(LessonReader).text_select_all()
        await acting.press("ctrl+c")
        assert acting.app.clipboard.startswith("\nOne\n")
        assert acting.notices() == (
            f"Copied: {len(acting.app.clipboard)} characters. Nothing to paste? Select with Shift and the mouse."
        )
        acting.app.clear_notifications()
        acting.app.fitting = replace(acting.app.fitting, tmux=True)
        await acting.press("slash", *"was", "shift+home", "ctrl+c")
        assert acting.notices() == "Copied: 3 characters. Nothing to paste? In tmux: set -s set-clipboard on"
        await acting.press("f2")
        acting.app.clear_notifications()
        await acting.press("end", "shift+home", "ctrl+c")
        assert "3" in acting.notices()
        assert "Copied" not in acting.notices()


async def test_a_word_of_the_moment_goes_when_another_screen_comes_up(tmp_path: Path) -> None:
    async with performance(tmp_path, library=library(tmp_path, LESSON), notices=True) as acting:
        await acting.press("1")
        for key in ("question_mark", "escape"):  # one comes above, one goes
            acting.app.notify(SENTENCE[:30], markup=False)
            await acting.settle()
            assert "▌ A sentence" in acting.text()
            await acting.press(key)
            assert "A sentence" not in acting.text()
            assert acting.notices() == ""


async def test_what_a_key_says_while_its_window_closes_is_seen(tmp_path: Path) -> None:
    async with performance(tmp_path, library=library(tmp_path, LESSON), notices=True) as acting:
        await acting.press("1", "n", *"word", "ctrl+s")
        assert "The note is kept." in acting.text()
