"""What is written after a crash: where it came from, and nothing that a member wrote."""

import stat
from datetime import UTC, datetime
from pathlib import Path

from textual.worker import WorkerFailed

from tui.commands.study import crash_report


def _fail() -> None:
    try:
        raise KeyError("zq-member-text")
    except KeyError as problem:
        raise ValueError("zq-member-text") from problem


def test_a_worker_that_failed_is_told_with_what_it_came_of_and_no_text_of_a_member(tmp_path: Path) -> None:
    try:
        _fail()
    except ValueError as problem:
        crash_report(WorkerFailed(problem), tmp_path, datetime(2026, 11, 27, 9, 5, tzinfo=UTC))
    path = tmp_path / "crash-2026-11-27-090500.txt"
    told = path.read_text(encoding="utf-8")
    names = [line for line in told.splitlines() if line.startswith(("textual.", "builtins."))]
    assert names == ["textual.worker.WorkerFailed", "builtins.ValueError", "builtins.KeyError"]
    assert " _fail" in told
    assert told.startswith("fivefold ")
    assert "Python 3." in told.splitlines()[0]
    assert "zq" not in told
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
