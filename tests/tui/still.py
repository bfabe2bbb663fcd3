"""When nothing moves: Textual's pilot goes by the processor's time and sleeps; here the event loop itself is asked.

While the loop has something to do, or a frame is due, a message may be on its way: to a widget, to the layout, to what
waits until it is drawn. When there is neither, all that was begun is done and drawn, however slow the machine is.
"""

import asyncio
from contextlib import suppress
from typing import Any

from textual._context import active_app
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from tui.screens.base import WATCHING

FRAME = 0.035
"""Seconds in which a timer that is due counts as something that moves: a screen draws sixty times in one, and where it
was too slow for that, Textual's timer waits for the frame after the next."""
LONGEST = 120.0
"""Seconds after which what still moves is taken to move for ever."""


async def still(_least: float = 0, _most: float = 0, *, longest: float = LONGEST) -> None:
    """Wait until the loop has nothing to do and no timer is due within a frame from then; not for threads.

    An app that has left is not waited for: a timer of Textual's that runs then does nothing, and is not stopped.

    Raises AssertionError where something moves for longer than that.
    """
    loop: Any = asyncio.get_running_loop()  # what is ready and what is due can only be seen from inside
    given_up = loop.time() + longest
    while True:
        await asyncio.sleep(0)
        assert loop.time() < given_up, f"The screen has not come to rest in {longest:g} seconds."
        if loop._ready:
            continue
        app = active_app.get(None)
        if app is not None and app._exit:
            return
        due = min((one.when() for one in loop._scheduled if not one.cancelled()), default=float("inf"))
        left = due - loop.time()
        if left >= FRAME and not (app is not None and app._batch_count):  # else what is put off is still to be drawn
            return
        await asyncio.sleep(min(max(0, left), FRAME))


async def settled(pilot: Pilot[None]) -> None:
    """Wait until nothing moves and no worker is left but those that wait for files to be saved."""
    calm = 0
    while calm < 2:  # a second look, since what was drawn last may have asked for more
        if calm:
            await still()
            pilot.app.screen._on_timer_update()
        else:
            await pilot.pause()  # it has every widget answer, which takes long, and also waits for threads of theirs
        ending = [one for one in pilot.app.workers if one.group != WATCHING]
        for worker in ending:
            with suppress(WorkerCancelled):  # another took its place, and is waited for in the next round
                async with asyncio.timeout(LONGEST):
                    await worker.wait()
        calm = 0 if ending else calm + 1
