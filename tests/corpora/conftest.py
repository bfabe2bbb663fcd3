"""Says at the end of a run how much of the foreign libraries was held against the second opinion."""

import pytest

COMPARED = "questions compared"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Add up what the tests of this folder recorded, also where they ran in other processes."""
    counts = [
        value
        for outcome in ("passed", "failed")
        for report in terminalreporter.stats.get(outcome, [])
        for name, value in report.user_properties
        if name == COMPARED
    ]
    if counts:
        terminalreporter.write_line(f"{sum(counts):,} questions compared with an independent count.")
