"""A study group on the command line: the clock, a terminal that types, and what it answers."""

import io
import json
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

LIBRARY = Path(__file__).parent / "fixtures" / "library"
PEOPLE = ("ana", "bo", "chen", "dee", "eli")
Typed = Callable[[str], tuple[int, str, str]]


class Clock:
    def __init__(self) -> None:
        self.at = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def forward(self, days: int) -> None:
        self.at += timedelta(days=days)


def document(typed: Typed, line: str) -> Mapping[str, Any]:
    status, out, _err = typed(line)
    assert status == 0
    found: Mapping[str, Any] = json.loads(out)
    return found


def answer(typed: Typed, monkeypatch: pytest.MonkeyPatch, who: str, lines: str) -> tuple[int, str, str]:
    monkeypatch.setattr(sys, "stdin", io.StringIO(lines))
    return typed(f"--member {who} quiz 01-dough --plain")
