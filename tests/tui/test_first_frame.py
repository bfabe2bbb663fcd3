"""What is painted as the app opens: Today is whole in its first frame, and nobody waits for a second one like it."""

import asyncio
from pathlib import Path

import pytest
from textual._compositor import Compositor, LayoutUpdate, ReflowResult
from textual.app import App, ComposeResult
from textual.geometry import Size
from textual.screen import Screen
from textual.scrollbar import ScrollBar
from textual.widget import Widget

from tests.tui.pilot import performance
from tests.tui.still import still
from tui.screens.today import TodayScreen
from tui.shell import Shell
from tui.widgets.rows import Row, RowList


async def test_today_is_painted_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with performance(tmp_path) as acting:
        await acting.settle()
    frames: list[object] = []
    display = Shell._display

    def displayed(app: Shell, screen: Screen[object], frame: object) -> None:
        if frame is not None and isinstance(screen, TodayScreen):
            frames.append(frame)
        display(app, screen, frame)  # type: ignore[arg-type] # handed on as it came

    monkeypatch.setattr(Shell, "_display", displayed)
    async with performance(tmp_path) as acting:
        await acting.settle()
        assert isinstance(acting.app.screen, TodayScreen)
        assert [type(frame) for frame in frames] == [LayoutUpdate]
        await acting.press("down")
        assert len(frames) > 1
        done: list[int] = []
        with acting.app.batch_update():
            acting.app.screen.refresh(layout=True)
            acting.app.screen.call_after_refresh(lambda: done.append(len(frames)))
            for _round in range(50):
                await asyncio.sleep(0)
            assert not done, "what is to be done behind a refresh waits for it, also where that is put off"
            before = len(frames)
        await still()
        assert done
        assert done[0] > before


class Listed(App[None]):
    """A list, longer than the screen or not."""

    def __init__(self, rows: int) -> None:
        super().__init__()
        self.list = RowList([Row(f"row {number}", key=str(number)) for number in range(rows)])

    def compose(self) -> ComposeResult:
        yield self.list


@pytest.mark.parametrize("rows", [30, 3])
async def test_a_bar_is_there_from_the_first_layout_on_where_not_all_has_room(
    rows: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    bars: list[bool] = []
    app = Listed(rows)
    reflow = Compositor.reflow

    def laid_out(self: Compositor, parent: Widget, size: Size) -> ReflowResult:
        result = reflow(self, parent, size)
        if app.list in self.visible_widgets:
            bars.append(any(isinstance(widget, ScrollBar) for widget in self.visible_widgets))
        return result

    monkeypatch.setattr(Compositor, "reflow", laid_out)
    async with app.run_test(size=(40, 8)) as pilot:
        await pilot.pause()
        assert set(bars) == {rows > 8}
        app.list.put([Row("one", key="one")], 0)
        await pilot.pause()
        assert not bars[-1]
