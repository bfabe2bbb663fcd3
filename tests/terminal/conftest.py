"""Terminals for journeys."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing

import pytest

from tests.terminal.stage import Stage


@pytest.fixture
def stage() -> Iterator[Callable[..., Stage]]:
    """Opens terminals, `stage("--lang", "zh", columns=60)`, and closes them after the test."""
    with ExitStack() as opened:
        yield lambda *arguments, **surroundings: opened.enter_context(closing(Stage(*arguments, **surroundings)))
