"""What another window, or a command, records comes on the screen by itself."""

import asyncio
from pathlib import Path
from random import Random

import pytest
from textual.worker import WorkerFailed

from store.database import open_database
from store.errors import DiskError
from tests.tui.pilot import SECONDS, Performance, performance
from tui.known_library import Progress
from tui.screens.blocked import BlockedScreen
from tui.screens.note_editor import NoteEditor
from tui.study import Study

LIBRARY = Path(__file__).parents[1] / "fixtures" / "checks"


def elsewhere(acting: Performance, folder: Path, lesson: str) -> None:
    """Complete a lesson in a second window."""
    with open_database(folder / "study.db", now=acting.clock) as opened:
        other = Study([LIBRARY], opened, now=acting.clock, random=Random(lesson), apart=Random(9))
        other.join("Xiaoming Li")
        assert other.finish(other.find_lesson(lesson).key)


async def test_what_another_window_records_is_shown_without_a_key(tmp_path: Path) -> None:
    async with performance(tmp_path, library=LIBRARY) as acting:
        assert "0 of 2" in acting.text()
        elsewhere(acting, tmp_path, "Stopping")
        await acting.wait_for("1 of 2", "✓ 02")
        await acting.press("c", "down")
        elsewhere(acting, tmp_path, "Before you start")
        await acting.wait_for("✓ 01")
        await acting.press("enter")
        assert "Stopping" in acting.text().split("\n")[0], "the cursor stays where it was"


async def test_another_name_and_another_language_come_from_another_window(tmp_path: Path) -> None:
    async with performance(tmp_path, library=LIBRARY) as acting:
        with open_database(tmp_path / "study.db", now=acting.clock) as opened:
            other = Study([LIBRARY], opened, now=acting.clock, random=Random(3), apart=Random(9))
            other.join("Xiaoming Li")
            other.rename_member("Xiaoming Li", "Li Xiaoming")
            await acting.wait_for("Li Xiaoming")
            other.preferences.choose("lang", "zh")
            await acting.wait_for("今天", "Li Xiaoming")


async def test_what_cannot_be_looked_at_is_said_once_and_tried_again_where_one_was(tmp_path: Path) -> None:
    class Unreadable(Study):
        gone = looked = False

        def recorded_elsewhere(self) -> bool:
            if self.gone:
                raise DiskError(path=Path("study.db"), detail="it has gone")
            Unreadable.looked = True
            return super().recorded_elsewhere()

    async with performance(tmp_path, verbs=Unreadable) as acting:
        await acting.press("enter", "n", *"half")
        Unreadable.gone = True
        await acting.wait_for("it has gone")
        acting.app.post_message(acting.app.Failed("and so is another thing"))
        await acting.settle()
        assert isinstance(acting.app.screen, BlockedScreen)
        assert len(acting.app.screen_stack) == 5, "once, above the note"
        Unreadable.gone = Unreadable.looked = False
        await acting.press("r")
        assert isinstance(acting.app.screen, NoteEditor)
        assert "half" in acting.text()
        async with asyncio.timeout(SECONDS):
            while not Unreadable.looked:
                await acting.pilot.pause(0.1)


async def test_what_nobody_thought_of_while_the_library_is_read_ends_the_app_with_a_report(tmp_path: Path) -> None:
    class Broken(Study):
        def look_again(self, progress: Progress | None = None) -> bool:  # noqa: ARG002 - as it is called
            raise ValueError

    with pytest.raises(WorkerFailed):  # it is what the shell makes a report of
        async with performance(tmp_path, verbs=Broken):
            pass
