"""What turning pages costs: bytes on a slow line, and memory in a long session."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks import texts
from benchmarks.reader import written
from tests.terminal.stage import FRAME_BEGINS, Stage

SLOW = {"SSH_CONNECTION": "10.0.0.1 1 10.0.0.2 22", "SSH_TTY": "/dev/pts/9", "TERM": "xterm-256color", "COLORTERM": ""}
"""A terminal at the other end of a line, which says so."""
PAGES = 500
LEAN = 1.10
"""What a page may send beside its own text and styles."""
FRAMES = 3
"""Its text, the bars above it, and what was still on its way from the page before; a scroll that moves has ten."""
GROWN = 4.0
"""Megabytes that a session may grow in so many pages: what Python keeps for itself is among them."""
COLOUR = re.compile(rb"[34]8;2;(\d+);(\d+);(\d+)")


@pytest.fixture
def library(tmp_path: Path) -> Path:
    root = tmp_path / "library"
    root.mkdir()
    (root / "lesson.md").write_text(texts.lesson(990_000), encoding="utf-8")
    return root


def begun(terminal: Stage, words: str) -> None:
    """Answer the first run's question, and be where the command line said."""
    terminal.wait_for("Enter Start")
    terminal.press("enter")
    terminal.wait_for(words)


def turned(terminal: Stage) -> int:
    """Turn a page; answer how many bytes came for it, and check that it did not come bit by bit."""
    before = terminal.bytes_seen
    terminal.wait_for_change(terminal.press("space"))
    frames = terminal.received[before:].count(FRAME_BEGINS)
    assert frames <= FRAMES, f"{frames} frames: something moves"
    return terminal.bytes_seen - before


def test_a_page_over_a_slow_line_sends_itself_and_nothing_moves(
    stage: Callable[..., Stage], tmp_path: Path, library: Path
) -> None:
    options = ("--library", library, "--db", tmp_path / "study.db", "--member", "Wei")
    terminal = stage(*options, "read", texts.MARKER, environment=SLOW)
    begun(terminal, "Space Page")
    for _page in range(12):
        sent = turned(terminal)
        assert sent <= LEAN * len(written(terminal.screen))
    terminal.press("ctrl+q")
    assert terminal.wait_for_end() == 0


def memory(terminal: Stage) -> float:
    """Megabytes that the program holds."""
    status = Path(f"/proc/{terminal.pid}/status").read_text(encoding="utf-8")
    (kilobytes,) = re.findall(r"VmRSS:\s+(\d+)", status)
    return int(kilobytes) / 1024


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the system does not tell what a program holds")
def test_memory_stays_flat_over_many_pages(stage: Callable[..., Stage], tmp_path: Path, library: Path) -> None:
    options = ("--library", library, "--db", tmp_path / "study.db", "--member", "Wei")
    terminal = stage(*options, "read", texts.MARKER)
    begun(terminal, "Space Page")
    for _page in range(50):
        before = terminal.press("space")
        terminal.wait_for_change(before)
    few = memory(terminal)
    for _page in range(PAGES):
        before = terminal.press("space")
        terminal.wait_for_change(before)
    assert "100%" not in terminal.text(), "the lesson is long enough"
    assert memory(terminal) - few <= GROWN
    terminal.press("ctrl+q")
    assert terminal.wait_for_end() == 0


def test_without_colour_nothing_is_sent_but_greys(stage: Callable[..., Stage], tmp_path: Path) -> None:
    library = Path(__file__).parents[1] / "fixtures" / "library"
    options = ("--library", library, "--db", tmp_path / "study.db", "--member", "Wei")
    terminal = stage(*options, "quiz", "01-dough", environment={"NO_COLOR": "1", "COLORTERM": "truecolor"})
    begun(terminal, "How much water")
    terminal.press("1")
    terminal.wait_for("✗ Not quite", "← your answer")
    terminal.press("ctrl+q")
    assert terminal.wait_for_end() == 0
    found = COLOUR.findall(terminal.received)
    assert found
    assert {(red, green, blue) for red, green, blue in found if not red == green == blue} == set()
