"""The demo in a real terminal."""

from collections.abc import Callable
from pathlib import Path

from tests.demos import END, told
from tests.terminal.stage import Stage


def test_the_demo_opens_as_somebody_with_work_in_hand_and_says_what_it_is(
    stage: Callable[..., Stage], tmp_path: Path
) -> None:
    """Opens the demo, looks at a page of it, goes on with the lesson that was left, quits."""
    told(tmp_path / "demo.db", weeks=3)
    terminal = stage("demo", "--db", tmp_path / "demo.db", "--as-of", END.date())  # what comes third goes by the day
    terminal.wait_for("Demo", "Today", "Xiaoming Li", "Quiz", "Continue", "Review")
    terminal.press("m")
    terminal.wait_for("Demo", "Me", "Lessons")
    terminal.press("escape")
    terminal.wait_for("Continue")
    terminal.press("3")
    terminal.wait_for("Demo", "min left", "Space Page")
    terminal.press("ctrl+q")
    assert terminal.wait_for_end() == 0
