"""What is typed ahead: a key pressed while a screen opens reaches that screen, in its order, and no other."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from textual import events
from textual._types import CallbackType
from textual.command import Command, CommandList, CommandPalette, Hits, Provider
from textual.keys import _character_to_key
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widgets import Input

from store.errors import FullError
from tests.groups import night_shift, platform
from tests.tui.pilot import Performance, performance
from tests.tui.test_group import leading
from tui.course_check import CourseCheck, CourseFound, Progress
from tui.palette import Palette
from tui.screens.groups import GroupsScreen
from tui.screens.help import HelpScreen
from tui.screens.member import MemberScreen
from tui.screens.notes import NotesScreen
from tui.screens.reader import ReaderScreen
from tui.screens.today import TodayScreen
from tui.screens.trainer import TrainerScreen
from tui.study import Study
from tui.widgets.find_bar import FindBar


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


async def checking(monkeypatch: pytest.MonkeyPatch, acting: Performance) -> Event:
    """Open the trainer's page, which looks for files until the event is set."""
    found = Event()
    look = CourseCheck.look

    def looked(check: CourseCheck, tell: Progress, *, everything: bool = False) -> Iterator[tuple[CourseFound, ...]]:
        found.wait()
        yield from look(check, tell, everything=everything)

    monkeypatch.setattr(CourseCheck, "look", looked)
    await acting.press("t")
    assert isinstance(acting.app.screen, TrainerScreen)
    assert acting.app.screen.awaits
    return found


async def test_the_way_back_is_open_before_what_waits_and_what_is_typed_then_is_for_the_screen_below(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with performance(tmp_path) as acting:
        found = await checking(monkeypatch, acting)
        try:
            await typed(acting, "n", "e", "escape", "c", "escape", "?", *"keys")
            assert isinstance(acting.app.screen, HelpScreen)
            assert acting.app.screen.query_one(Input).value == "keys"
            await acting.press("escape")
            assert isinstance(acting.app.screen, TodayScreen)
        finally:
            found.set()


async def test_what_waits_for_a_screen_stays_with_it_while_another_is_above(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with performance(tmp_path) as acting:
        found = await checking(monkeypatch, acting)
        try:
            await typed(acting, "?")
            acting.app.refuse(FullError(path=tmp_path))
            await typed(acting, "escape")
            assert isinstance(acting.app.screen, TrainerScreen)
        finally:
            found.set()
        await acting.wait_for("Type to filter")
        assert isinstance(acting.app.screen, HelpScreen)


async def test_no_key_is_lost_in_a_screen_that_goes(tmp_path: Path) -> None:
    async with performance(tmp_path) as acting:
        await typed(acting, "c", "enter", "n", "escape", "escape", "escape", ":", *"abc")
        assert isinstance(acting.app.screen, CommandPalette)
        assert acting.app.screen.query_one(Input).value == "abc"


async def test_a_choice_in_the_palette_waits_for_what_is_found_for_all_that_is_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    search, show = Provider._search, Palette._refresh_command_list
    listed_for: list[str] = []

    async def slowly(provider: Provider, query: str) -> Hits:
        for _round in range(300):  # as in a large library: other keys would be given meanwhile
            await asyncio.sleep(0)
        async for hit in search(provider, query):
            yield hit

    def listed(opened: Palette, rows: CommandList, commands: list[Command], clear_current: bool) -> None:
        listed_for.append(opened.query_one(Input).value)
        show(opened, rows, commands, clear_current)

    monkeypatch.setattr(Provider, "_search", slowly)
    monkeypatch.setattr(Palette, "_refresh_command_list", listed)
    async with performance(tmp_path) as acting:
        await typed(acting, ":", *"Notes", "enter", ":", *"ab", "down", "c")
        assert [type(one) for one in acting.app.screen_stack[-2:]] == [NotesScreen, Palette]
        assert acting.app.screen.query_one(Input).value == "abc"
        assert not {"N", "No", "Not", "Note"} & set(listed_for), "letters wait for nothing"


async def test_no_key_waits_for_a_search_that_has_failed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_study: Study, _words: str) -> None:
        raise FullError(path=tmp_path)

    monkeypatch.setattr(Study, "find", fail)
    async with performance(tmp_path) as acting:
        await typed(acting, "/", *"ab", "down")
        assert not acting.app.early
        assert acting.notices()


async def test_a_paste_keeps_its_place_among_keys(tmp_path: Path) -> None:
    async with performance(tmp_path) as acting:
        for event in (events.Key("slash", "/"), events.Key("a", "a"), events.Paste("bc"), events.Key("d", "d")):
            acting.app.post_message(event)
        await acting.settle()
        assert acting.app.screen.query_one(Input).value == "abcd"


async def test_find_and_esc_right_after_a_hit_close_what_is_found_alone(tmp_path: Path) -> None:
    async with performance(tmp_path) as acting:
        await acting.press("slash", *"steam")
        await typed(acting, "enter", "/", "escape")
        screen = acting.app.screen
        assert isinstance(screen, ReaderScreen)
        assert not screen.query(FindBar)
        assert screen.reader.matches == 0


def late(screen: Screen[Any], callback: CallbackType, sender: MessagePump, rounds: int = 200) -> None:
    """Lay out as late as where much else is to be done: what waits for that would see every key given before."""
    if rounds:
        asyncio.get_running_loop().call_soon(late, screen, callback, sender, rounds - 1)
    else:
        Screen._invoke_later(screen, callback, sender)


async def test_keys_act_where_a_hit_is_and_not_before_that_is_gone_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with performance(tmp_path, size=(60, 12)) as acting:
        await acting.press("slash", *"steam")
        monkeypatch.setattr(ReaderScreen, "_invoke_later", late)
        await typed(acting, "enter", "pageup")
        together = acting.text()
        await acting.press("escape", "enter", "pageup")
        assert together == acting.text()


async def test_find_right_after_a_hit_has_the_words_in_its_line(tmp_path: Path) -> None:
    async with performance(tmp_path) as acting:
        await typed(acting, "/", *"steam", "enter", "/", "y")
        assert acting.app.screen.query_one(FindBar).field.value == "steamy"
        await acting.press("backspace")
        assert "1 of" in acting.text()
