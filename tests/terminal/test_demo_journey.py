"""The demo in a real terminal."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from store.database import open_database
from tests.terminal.stage import Stage
from tui.demo.telling import tell


def test_the_demo_opens_as_somebody_with_work_in_hand_and_says_what_it_is(
    stage: Callable[..., Stage], tmp_path: Path
) -> None:
    """Opens the demo, looks at a page of it, goes on with the lesson that was left, quits."""
    now = datetime.now(UTC)
    with open_database(tmp_path / "demo.db", now=lambda: now, demo=True) as database:
        tell(database, end=now, weeks=3)
    terminal = stage("demo", "--db", tmp_path / "demo.db")
    terminal.wait_for("Demo", "Today", "Xiaoming Li", "Quiz", "Continue", "Review")
    terminal.press("m")
    terminal.wait_for("Demo", "Me", "Lessons")
    terminal.press("escape")
    terminal.wait_for("Continue")
    terminal.press("3")
    terminal.wait_for("Demo", "min left", "Space Page")
    terminal.press("ctrl+q")
    assert terminal.wait_for_end() == 0
