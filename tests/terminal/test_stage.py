"""The terminal that the journeys use shows what a program wrote and sends what a person pressed."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.terminal.stage import FRAME_BEGINS, FRAME_ENDS, Stage

LISTENER = """
from textual.app import App, ComposeResult
from textual.events import Key, Paste, Resize
from textual.widgets import Label

class Listener(App):
    def compose(self) -> ComposeResult:
        yield Label("ready 好的 ")
        yield Label("", id="last")

    def on_key(self, event: Key) -> None:
        self.query_one("#last", Label).update(f"<{event.key}>")
        if event.key == "q":
            self.exit(return_code=7)

    def on_paste(self, event: Paste) -> None:
        self.query_one("#last", Label).update(event.text)

    def on_resize(self, event: Resize) -> None:
        self.query_one(Label).update(f"ready 好的 {event.size.width}x{event.size.height}")

app = Listener()
app.run()
raise SystemExit(app.return_code)
"""


@pytest.fixture
def listener(stage: Callable[..., Stage], tmp_path: Path) -> Stage:
    program = tmp_path / "listener.py"
    program.write_text(LISTENER, encoding="utf-8")
    return stage(columns=60, lines=12, program=(sys.executable, str(program)))


def test_keys_arrive_by_their_names_and_the_screen_is_read(listener: Stage) -> None:
    listener.wait_for("ready 好的 60x12")
    for key in ("escape", "j", "shift+tab", "f1", "f12", "pagedown", "ctrl+n", "end"):
        listener.press(key)
        listener.wait_for(f"<{key}>")
    assert 0 < listener.bytes_seen == len(listener.received)
    assert FRAME_BEGINS in listener.received
    assert FRAME_ENDS in listener.received


def test_the_window_can_be_dragged_and_text_pasted(listener: Stage) -> None:
    listener.wait_for("60x12")
    listener.resize(40, 10)
    listener.wait_for("ready 好的 40x10")
    listener.paste("今天 two")
    listener.wait_for("今天 two")
    assert "<x>" in listener.wait_for_change(listener.press("x"))


def test_the_end_and_its_status_are_seen(listener: Stage) -> None:
    listener.wait_for("ready")
    listener.press("q")
    assert listener.wait_for_end() == 7


def test_what_does_not_come_is_told_with_the_screen(listener: Stage) -> None:
    listener.wait_for("ready")
    with pytest.raises(AssertionError, match=r"(?s)waited 0.1 s for 'never'; the screen shows:\nready"):
        listener.wait_for("never", timeout=0.1)
    listener.press("q")
    with pytest.raises(AssertionError, match="the program ended while waiting for 'never'"):
        listener.wait_for("never")
