"""When nothing moves: Textual's pilot goes by the processor's time and sleeps; here the event loop itself is asked.

While the loop has something to do, or a frame is due, a message may be on its way: to a widget, to the layout, to what
waits until it is drawn. When there is neither, all that was begun is done and drawn, however slow the machine is.
"""

import asyncio
from contextlib import suppress
from typing import Any

from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from tui.screens.base import WATCHING

FRAME = 0.02
"""Seconds in which a timer that is due counts as something that moves: a screen draws sixty times in one."""


async def still(_least: float = 0, _most: float = 0) -> None:
    """Wait until the loop has nothing to do and no timer is due within a frame from then; not for threads."""
    loop: Any = asyncio.get_running_loop()  # what is ready and what is due can only be seen from inside
    while True:
        await asyncio.sleep(0)
        if loop._ready:
            continue
        due = min((one.when() for one in loop._scheduled if not one.cancelled()), default=float("inf"))
        left = due - loop.time()
        if left >= FRAME:
            return
        await asyncio.sleep(max(0, left))


async def settled(pilot: Pilot[None]) -> None:
    """Wait until nothing moves and no worker is left but those that wait for files to be saved."""
    calm = 0
    while calm < 2:  # a second look, since what was drawn last may have asked for more
        await pilot.pause()
        ending = [one for one in pilot.app.workers if one.group != WATCHING]
        for worker in ending:
            with suppress(WorkerCancelled):  # another took its place, and is waited for in the next round
                await worker.wait()
        calm = 0 if ending else calm + 1
