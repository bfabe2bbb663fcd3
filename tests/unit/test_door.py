"""What holds before anything is loaded: streams that can be used, and an end by Ctrl+C without a traceback."""

import io
import os
import signal
import subprocess
import sys

import pytest

from tui import door
from tui.commands.output import ask, say


def test_no_stream_and_no_moment_ends_in_a_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    said = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    for name, stream in (("stdin", None), ("stdout", said), ("stderr", None)):
        monkeypatch.setattr(sys, name, stream)
        monkeypatch.setattr(sys, f"__{name}__", stream)
    left: list[int] = []
    monkeypatch.setattr(os, "_exit", left.append)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)

    def begin() -> None:
        signal.raise_signal(signal.SIGINT)  # while modules are loaded
        assert left == [130]
        door.loaded()
        say("中" + ask("to nobody"), flush=True)
        signal.raise_signal(signal.SIGINT)

    try:
        door.guard(begin)
    finally:
        signal.signal(signal.SIGINT, before)
    assert left == [130, 130]
    assert said.buffer.getvalue() == b"\\u4e2d\n"


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ("", ["said", "left"]),
        ("Thread(target=lambda: main_thread().join() or print('done')).start()", ["said", "done", "left"]),
    ],
)
def test_what_is_to_be_done_at_the_end_is_done_and_the_status_is_kept(before: str, said: list[str]) -> None:
    program = f"""
import atexit, sys
from threading import Thread, main_thread
from tui import door
atexit.register(print, "left")
{before}
door.guard(lambda: print("said") or sys.exit(3))
"""
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout.split(), run.stderr) == (3, said, "")
