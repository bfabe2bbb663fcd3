"""What the top bar says where there is room, and what gives way where there is less."""

import pytest
from textual.app import App, ComposeResult
from textual.content import Content

from tui.widgets.topbar import TopBar


class Bar(App[None]):
    """A top bar alone on a screen."""

    def compose(self) -> ComposeResult:
        bar = TopBar()
        bar.within, bar.place = "Leading a study group", Content("07 Reading a dashboard")
        bar.state, bar.more = Content("7/8"), Content("  ·  7 study days in a row")
        yield bar


@pytest.mark.parametrize(
    ("width", "said"),
    [
        (85, "Leading a study group › 07 Reading a dashboard"),
        (56, "Leading a study group › 07 Reading a dashboard"),
        (48, "Leading a study… › 07 Reading a dashboard"),
        (34, "07 Reading a dashboard"),
        (24, "07 Reading a das…"),
    ],
)
async def test_what_can_be_missed_gives_way_first(width: int, said: str) -> None:
    app = Bar()
    async with app.run_test(size=(width, 3)):
        row = app.query_one(TopBar).render().plain
        assert len(row) == width
        assert row.startswith(f" {said}  ")
        assert row.endswith(" 7/8  ·  7 study days in a row " if width > 80 else " 7/8 ")


@pytest.mark.parametrize(("width", "said"), [(60, " Today  Sat 28 Nov · until 04:00  "), (44, " Today  Sat 28 Nov  ")])
async def test_what_is_said_beside_a_place_is_said_whole_or_not_at_all(width: int, said: str) -> None:
    app = Bar()
    async with app.run_test(size=(width, 3)):
        bar = app.query_one(TopBar)
        bar.within, bar.place, bar.beside = "", Content("Today  Sat 28 Nov"), Content(" · until 04:00")
        bar.state, bar.more = Content("Xiaoming Li  w Change"), Content("")
        assert bar.render().plain.startswith(said)
