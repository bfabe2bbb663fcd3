"""Tests of faults say in figures what they went through, at the end of `make soak`."""

from collections.abc import Callable

import pytest

from tests import ready
from tests.faults.soak import SOAKING

FIGURE = "figure"


@pytest.fixture(autouse=True)
def as_in_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """Faults meet a database as a member has it."""
    ready.be_durable(monkeypatch)


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> Callable[..., None]:
    """`figure(text, *numbers)` notes a line for the end of the run; what fills its `{}` is added up over all parts."""
    return lambda text, *numbers: request.node.user_properties.append((FIGURE, (text, numbers)))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what was noted."""
    if SOAKING:
        noted = [
            figure
            for report in terminalreporter.stats.get("passed", [])
            for name, figure in report.user_properties
            if name == FIGURE
        ]
        for text in dict.fromkeys(text for text, _numbers in noted):
            parts = [numbers for found, numbers in noted if found == text]
            terminalreporter.write_line(text.format(*map(sum, zip(*parts, strict=True))))
