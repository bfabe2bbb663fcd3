"""Tests of faults say in figures what they went through, at the end of `make soak`."""

from collections.abc import Callable

import pytest

from tests.faults.soak import SOAKING

FIGURE = "figure"


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """`figure(text)` notes a line for the end of the run."""
    return lambda text: request.node.user_properties.append((FIGURE, text))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what was noted."""
    if SOAKING:
        for report in terminalreporter.stats.get("passed", []):
            for name, text in report.user_properties:
                if name == FIGURE:
                    terminalreporter.write_line(f"{text}")
