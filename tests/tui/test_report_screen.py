"""e on Group writes a report: what it asks, what it says afterwards, and what it leaves alone."""

import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.widgets import Input

from tests.groups import PLATFORM, platform
from tests.tui.pilot import Performance
from tests.tui.test_group import leading
from tui.screens.group import GroupScreen
from tui.screens.help import HelpScreen
from tui.screens.report import ReportScreen

Snapshot = Callable[[str, str], None]


@pytest.fixture
def documents(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = home / "Documents"
    folder.mkdir()
    monkeypatch.setattr("platformdirs.user_documents_path", lambda: folder)
    return folder


def said(acting: Performance) -> str:
    """What the window says below its lines."""
    assert isinstance(acting.app.screen, ReportScreen)
    return str(acting.app.screen.said.content)


async def test_e_writes_a_page_without_names_and_says_where(tmp_path: Path, documents: Path) -> None:
    async with leading(tmp_path, platform()) as acting:
        await acting.press("g", "e")
        assert isinstance(acting.app.screen, ReportScreen)
        page = documents / "platform-2026-11-23.html"
        assert acting.app.screen.place.value == str(page)
        await acting.press("enter")
        assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
        assert stat.S_IMODE(page.stat().st_mode) == 0o600
        assert [name for name in PLATFORM if name in page.read_text(encoding="utf-8")] == []
        assert said(acting) == f"✓ Written, readable by you alone:\n{page}\nEsc closes", "the full path"
        await acting.press("enter")
        assert isinstance(acting.app.screen, GroupScreen)


async def test_format_names_and_file_are_chosen_and_nothing_is_written_over(
    tmp_path: Path, documents: Path, snapshot: Snapshot
) -> None:
    mine = documents / "mine.csv"
    mine.write_text("mine", encoding="utf-8")
    async with leading(tmp_path, platform()) as acting:
        await acting.press("g", "e", "3", "tab", "2", "tab")
        screen = acting.app.screen
        assert isinstance(screen, ReportScreen)
        assert screen.place.value == str(documents / "platform-2026-11-23.csv")
        screen.place.value = "reports/x.csv"
        await acting.settle()
        await acting.shown(snapshot, "report-80")
        screen.place.value = str(mine)
        await acting.press("enter")
        assert "is there already" in said(acting)
        assert mine.read_text(encoding="utf-8") == "mine"
        screen.place.value = "~nobody-here/new.csv"
        await acting.press("enter")
        assert said(acting).startswith("✗ There is no folder ~nobody-here.")
        screen.query_one(Input).value = str(documents / "new.csv")
        await acting.press("enter")
        assert "Amara Diallo" in (documents / "new.csv").read_text(encoding="utf-8")
        await acting.press("f2")
        assert "new.csv" in said(acting)  # a long path is broken into lines on the screen
        await acting.press("escape")
        assert isinstance(acting.app.screen, GroupScreen)


async def test_the_export_is_in_the_list_of_keys_and_in_the_palette(tmp_path: Path, documents: Path) -> None:
    assert documents.is_dir()
    async with leading(tmp_path, platform()) as acting:
        await acting.press("g", "f1")
        assert isinstance(acting.app.screen, HelpScreen)
        await acting.press(*"export")
        assert "Export" in acting.text()
        await acting.press("escape")
        while not isinstance(acting.app.screen, GroupScreen):
            await acting.press("escape")
        await acting.press("colon", *"export")
        await acting.press("enter")
        assert isinstance(acting.app.screen, ReportScreen)
