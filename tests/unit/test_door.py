"""What holds before anything is loaded: streams that can be used, and an end by Ctrl+C without a traceback."""

import io
import os
import signal
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
