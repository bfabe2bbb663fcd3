"""The door: what holds before anything of the program is loaded and after all of it is done.

Nobody sees a traceback there: streams that are closed or cannot say a character are made usable, and Ctrl+C ends the
program with its own status. It begins with nothing that the interpreter has not loaded already.
"""

from __future__ import annotations

import io
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

UNUSABLE, INTERRUPTED = 3, 130


def main() -> None:
    """Run the program and exit with its status."""
    guard(_begin)


def guard(begin: Callable[[], None]) -> None:
    """Run what ends in SystemExit, on streams that can be used; Ctrl+C ends it with 130, whenever it comes."""
    try:
        try:
            _end_at_once()
            use_streams()
            begin()
        finally:
            _end_at_once()
    except SystemExit as end:
        _end(end.code)
        raise
    except KeyboardInterrupt:
        os._exit(INTERRUPTED)
    except OSError:  # stderr takes nothing either: there is nowhere to say it
        os._exit(UNUSABLE)


def use_streams() -> None:
    """Make the standard streams usable, whatever they were begun with.

    One that is closed reads and writes nothing, and no file that is opened later gets its number. What an encoding
    cannot say is written by its number, and what cannot be read is a replacement character.
    """
    for name, mode, errors in (("stdin", "r", "replace"), ("stdout", "w", "backslashreplace"), ("stderr", "w", "")):
        stream = getattr(sys, name)
        if stream is None:  # the lowest number that is free is its own
            empty = os.open(os.devnull, os.O_RDWR)
            setattr(sys, name, open(empty, mode, encoding="utf-8", closefd=False))  # noqa: SIM115 - it stays open
            setattr(sys, f"__{name}__", getattr(sys, name))
        elif errors and isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=errors)


def _begin() -> None:
    from tui.__main__ import main as begin  # noqa: PLC0415 - Ctrl+C may come while it is loaded

    begin()


def loaded() -> None:
    """All is loaded, and there is something to leave in order: Ctrl+C is an exception from here on."""
    import signal  # noqa: PLC0415 - as below

    if signal.getsignal(signal.SIGINT) is _leave:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _end_at_once() -> None:
    """Nothing is begun yet, or nothing is left to be done: Ctrl+C raises nothing, which a callback could swallow."""
    import signal  # noqa: PLC0415 - it loads others

    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # nohup has it ignored
        signal.signal(signal.SIGINT, _leave)


def _end(status: object) -> None:
    """Leave, when all is done and said: to take apart all that was loaded takes as long as a tenth of loading it.

    It comes back where somebody has something to say still, or other threads are at work: then Python ends as ever.
    """
    threads = sys.modules.get("threading")
    if not isinstance(status, int) or (threads and any(not one.daemon for one in threads.enumerate()[1:])):
        return
    import atexit  # noqa: PLC0415 - the interpreter has it in itself

    atexit._run_exitfuncs()  # noqa: SLF001 - as the interpreter does it
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(status)


def _leave(*_: object) -> None:
    os._exit(INTERRUPTED)
