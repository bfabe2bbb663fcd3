"""What is typed ahead: a key pressed while a screen opens reaches that screen, in its order, and no other."""

from pathlib import Path

import pytest
from textual import events
from textual.keys import _character_to_key
from textual.widgets import Input

from tests.groups import night_shift, platform
from tests.tui.pilot import Performance, performance
from tests.tui.test_group import leading
from tui.screens.groups import GroupsScreen
from tui.screens.member import MemberScreen
from tui.screens.today import TodayScreen


async def typed(acting: Performance, *keys: str) -> None:
    """Press keys faster than anything can come up."""
    for key in keys:
        acting.app.post_message(events.Key(_character_to_key(key), key) if len(key) == 1 else events.Key(key, None))
    await acting.settle()


async def test_enter_right_after_g_opens_the_member(tmp_path: Path) -> None:
    async with leading(tmp_path, platform()) as acting:
        await typed(acting, "g", "enter")
        assert isinstance(acting.app.screen, MemberScreen)


async def test_keys_reach_each_screen_in_turn(tmp_path: Path) -> None:
    async with leading(tmp_path, platform(), night_shift()) as acting:
        await typed(acting, "g", "down", "down", "enter", "down", "enter")
        assert isinstance(acting.app.screen, MemberScreen)
        await acting.press("escape", "escape")
        assert isinstance(acting.app.screen, GroupsScreen)
        assert acting.app.screen.bars.chosen is not None
        assert acting.app.screen.bars.chosen.title == "Night shift"


async def test_the_way_back_is_open_while_a_group_is_looked_at(tmp_path: Path) -> None:
    async with leading(tmp_path, platform()) as acting:
        await typed(acting, "g", "escape", "enter", "escape")
        assert isinstance(acting.app.screen, TodayScreen)


@pytest.mark.parametrize("key", ["/", "?", ":"])
async def test_what_is_typed_ahead_stands_in_the_line(tmp_path: Path, key: str) -> None:
    async with performance(tmp_path) as acting:
        await typed(acting, key, *"abc")
        assert acting.app.screen.query_one(Input).value == "abc"
