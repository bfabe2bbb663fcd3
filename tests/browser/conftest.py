"""What tests in a browser need: Chromium of the system, and Playwright. Where one is missing they fail and say so."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PICTURES = Path(__file__).parents[2] / "build" / "browser"
_NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser, without a window."""
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 - no other target has it
    except ImportError:
        pytest.fail("Playwright is missing: make browser installs it from requirements-browser.txt.", pytrace=False)
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    if program is None:
        pytest.fail("Chromium is missing: install it, on Debian by apt-get install chromium.", pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def pictures() -> Path:
    """The folder for pictures that somebody looks at."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    return PICTURES
