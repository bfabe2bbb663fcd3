"""How an app ends without a key: its terminal is gone, or a signal asks for its end.

A terminal that is closed ends a program by a signal. One that was begun to ignore that (by nohup, by some services)
would go on without end, reading nothing over and over.
"""

import asyncio
import select
import signal
import sys
from contextlib import suppress
from threading import Thread
from typing import Any

from textual.app import App
from textual.drivers import linux_driver
from textual.drivers._writer_thread import WriterThread

HUNG_UP, TERMINATED = 128 + signal.SIGHUP, 128 + signal.SIGTERM
"""Statuses, as a shell has them for a program that such a signal ended."""


class Writer(WriterThread):
    """Textual's writer, which takes what it is given also when the terminal is gone.

    Textual's own ends at what it cannot write, and who writes next waits until it has: the app would never end. A
    terminal that is closed has the app begin another writer, too: with the hang-up comes the word to go on.
    """

    def run(self) -> None:
        """Write what is given, until there is no more."""
        while (text := self._queue.get()) is not None:
            with suppress(OSError):
                self._file.write(text)
                if self._queue.empty():
                    self._file.flush()
        with suppress(OSError):
            self._file.flush()


def write_on() -> None:
    """Have the app that is run next end also where what it writes last goes nowhere."""
    vars(linux_driver)["WriterThread"] = Writer  # there is no other way in


def end_with_terminal(app: App[Any]) -> None:
    """Have an app that runs in a terminal end when that is closed, or when a signal asks for it, and leave it tidy."""
    if app.is_headless or not sys.stdin.isatty():
        return
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, lambda: app.exit(return_code=TERMINATED))
    if signal.getsignal(signal.SIGHUP) is signal.SIG_DFL:  # else it would end at once, without the minutes studied
        loop.add_signal_handler(signal.SIGHUP, lambda: app.exit(return_code=HUNG_UP))
    descriptor = sys.stdin.fileno()

    def wait() -> None:
        if _hangs_up(descriptor):
            with suppress(RuntimeError):  # the app has ended in the meantime
                loop.call_soon_threadsafe(lambda: app.exit(return_code=HUNG_UP))

    Thread(target=wait, name="hang-up", daemon=True).start()


def _hangs_up(descriptor: int) -> bool:
    """Wait until a terminal is gone; False at once where the system cannot tell."""
    poll = select.poll()
    poll.register(descriptor, 0)  # a hang-up is told whatever is asked for
    return any(told & select.POLLHUP for _descriptor, told in poll.poll())
