"""A list of rows: what stands above the first and below the last that can be chosen is reached by keyboard too."""

import asyncio
from functools import partial

from textual.app import App, ComposeResult
from textual.pilot import Pilot

from tui.widgets.rows import Row, RowList

ROWS = (Row("Heading"), *(Row(f"row {number}", key=str(number)) for number in range(3)), *(Row("below"),) * 20)


class Listed(App[None]):
    """One list."""

    def compose(self) -> ComposeResult:
        yield RowList()

    def on_mount(self) -> None:
        rows = self.query_one(RowList)
        rows.show(ROWS)
        rows.focus()


async def test_what_is_below_the_last_row_is_scrolled_to_and_back() -> None:
    async with Listed().run_test(size=(40, 8)) as pilot:
        rows = pilot.app.query_one(RowList)

        async def pressed(*keys: str) -> tuple[str, int]:
            await pilot.press(*keys)
            return rows.chosen.key if rows.chosen else "", round(rows.scroll_offset.y)

        assert await pressed("down", "down") == ("2", 0)
        assert await pressed("down", "down") == ("2", 2)
        assert await pressed("pagedown") == ("2", 9)
        assert await pressed("end") == ("2", len(ROWS) - 8)
        assert await pressed("up") == ("2", len(ROWS) - 9)
        assert await pressed("home") == ("0", 0)


async def test_a_row_has_the_same_room_before_the_bar_comes_and_after() -> None:
    async with Listed().run_test(size=(40, 30)) as pilot:
        rows = pilot.app.query_one(RowList)
        assert (rows.room, rows.show_vertical_scrollbar) == (39, False)
        await pilot.resize_terminal(40, 8)
        await pilot.pause()
        assert (rows.room, rows.show_vertical_scrollbar) == (39, True)


async def painted(pilot: Pilot[None], made: list[int], rows: int) -> None:
    """Wait until so many rows were made to be painted, and see what else comes."""
    async with asyncio.timeout(60):
        while len(made) < rows:
            await pilot.pause(0.01)
    await pilot.pause()


async def test_a_row_is_made_when_it_is_looked_at() -> None:
    made: list[int] = []

    def row(number: int) -> Row:
        made.append(number)
        return Row(f"row {number}", key=str(number))

    async with Listed().run_test(size=(40, 8)) as pilot:
        rows = pilot.app.query_one(RowList)
        rows.show([partial(row, number) for number in range(1_000)])
        await painted(pilot, made, 8)
        assert sorted(made) == list(range(8))
        await pilot.press("end")
        assert rows.chosen == Row("row 999", key="999")
        await painted(pilot, made, 16)
        assert len(made) == len(set(made)) == 16
        rows.show([partial(row, number) for number in range(1_000)], at="20")
        assert rows.chosen == Row("row 20", key="20")


async def test_of_what_follows_a_title_enough_is_shown_to_read_it_or_nothing() -> None:
    async with Listed().run_test(size=(40, 8)) as pilot:
        rows = pilot.app.query_one(RowList)
        rows.show([Row("A title of four words", key="1", aside=" · a course", note="since this week")])
        await pilot.pause()
        (line,) = (line for line in rows.render_line(0).text.split("\n") if "since" in line)
        assert line.count("…") == 1, "the title is cut, and no second mark stands beside it"
        rows.show([Row("Title", key="1", aside=" · a course of some length", note="since now")])
        await pilot.pause()
        assert "Title · a course" in rows.render_line(0).text
