"""When nothing moves: Textual's pilot goes by the processor's time and sleeps; here the event loop itself is asked."""

import asyncio
from typing import Any

FRAME = 0.02
"""Seconds in which a timer that is due counts as something that moves: a screen draws sixty times in one."""


async def still(_least: float = 0, _most: float = 0) -> None:
    """Wait until the loop has nothing to do and no timer is due within a frame; threads are not waited for."""
    loop: Any = asyncio.get_running_loop()  # what is ready and what is due can only be seen from inside
    until = loop.time() + FRAME
    while True:
        await asyncio.sleep(0)
        if loop._ready:
            continue
        due = min((one.when() for one in loop._scheduled if not one.cancelled()), default=until)
        if due >= until:
            return
        await asyncio.sleep(max(0, due - loop.time()))
