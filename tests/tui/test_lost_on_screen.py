"""There is no database where one was: the app offers its backup, or to begin afresh."""

from pathlib import Path

import pytest

from store import backup, damage, restore
from store.errors import MissingError
from tests.histories import ada, always, opened
from tui.lost import LostApp
from tui.screens.lost import Chosen


@pytest.mark.parametrize(("key", "chosen"), [("enter", Chosen.RESTORE), ("b", Chosen.AFRESH), ("escape", None)])
async def test_a_lost_database_is_asked_about(tmp_path: Path, key: str, chosen: Chosen | None) -> None:
    with opened(tmp_path) as database:
        ada(database)
        made = backup.backup_of_today(database, now=always())
    database.path.unlink()
    problem = damage.lost(database.path)
    assert isinstance(problem, MissingError)
    app = LostApp(problem, restore.look_at(made))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        said = "\n".join(strip.text for strip in app.screen._compositor.render_strips())
        assert "The backup of 2 Mar 2026 has 1 event." in said
        await pilot.press(key)
        await pilot.pause()
    assert app.chosen is chosen
