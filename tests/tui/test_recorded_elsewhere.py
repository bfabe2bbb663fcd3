"""What another window, or a command, records comes on the screen by itself."""

from pathlib import Path
from random import Random

from store.database import open_database
from store.errors import DiskError
from tests.tui.pilot import Performance, performance
from tui.screens.blocked import BlockedScreen
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


async def test_what_cannot_be_looked_at_is_said_once(tmp_path: Path) -> None:
    class Unreadable(Study):
        def recorded_elsewhere(self) -> bool:
            raise DiskError(path=Path("study.db"), detail="it has gone")

    async with performance(tmp_path, verbs=Unreadable) as acting:
        await acting.wait_for("it has gone")
        assert isinstance(acting.app.screen, BlockedScreen)
        assert len(acting.app.screen_stack) == 3, "once, above Today"
