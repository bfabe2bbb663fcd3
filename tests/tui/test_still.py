"""What the tests of screens wait by: whatever the machine's pace, nothing is left to come."""

import asyncio
import time

import pytest
from textual.app import App

from tests.tui.still import FRAME, still


async def test_a_frame_that_is_due_after_long_work_is_waited_for() -> None:
    loop = asyncio.get_running_loop()
    done: list[str] = []

    def work() -> None:
        time.sleep(2 * FRAME)  # as on a slow machine
        loop.call_later(FRAME / 2, done.append, "drawn")

    loop.call_soon(work)
    await still()
    assert done == ["drawn"]


async def test_what_a_frame_asks_for_is_waited_for() -> None:
    loop = asyncio.get_running_loop()
    done: list[str] = []
    loop.call_later(FRAME / 2, lambda: loop.call_later(FRAME * 3 / 4, done.append, "drawn again"))
    await still()
    assert done == ["drawn again"]


async def test_a_timer_that_is_far_off_is_not_waited_for() -> None:
    done: list[str] = []
    asyncio.get_running_loop().call_later(3600, done.append, "too late")
    await still()
    assert done == []


async def test_an_app_that_has_left_is_not_waited_for() -> None:
    app = App[None]()
    async with app.run_test():
        app.screen._update_timer.resume()
        app.exit()
        await still(longest=5)


async def test_what_moves_for_ever_is_told() -> None:
    async with App[None]().run_test() as pilot:
        pilot.app.set_interval(1 / 60, lambda: None)
        with pytest.raises(AssertionError, match=r"not come to rest in 0\.2 seconds"):
            await still(longest=0.2)
