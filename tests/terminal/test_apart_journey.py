"""A group whose members study apart, in a real terminal: one answers, shares; the leader collects, and sees it."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from tests.terminal.stage import Stage
from tui.demo.apart import tell_apart

NAME = "Sofia Rossi"
"""Who has not begun yet."""


def test_what_a_member_does_reaches_the_leader_in_a_file(stage: Callable[..., Stage], tmp_path: Path) -> None:
    """Asks where everything is, opens it as a member, answers, shares, collects as the leader, and looks."""
    layout = tell_apart(tmp_path / "demo", end=datetime.now(UTC), weeks=1)
    asked = stage("demo", "--apart", layout.folder, columns=200)
    asked.wait_for("As the leader, Halima Yusuf:", f"--db {layout.leader}", "As a member, such as Aoife Byrne:")
    assert asked.wait_for_end() == 0
    before = row(look(stage, layout.leader))

    member = stage("--db", layout.member(NAME))
    member.wait_for("Demo", "Today", NAME, "Why groups study")
    member.press("enter")
    member.wait_for("Demo", "min left")
    member.press("end")
    member.wait_for("Enter Quiz")
    member.press("enter")
    member.wait_for("Question 1 of")
    member.press("1")
    member.wait_for("Enter Next")
    member.press("ctrl+q")
    assert member.wait_for_end() == 0

    shared = stage("group", "share", "Night shift", "--to", layout.shared, "--db", layout.member(NAME), columns=200)
    shared.wait_for("Shared with Halima Yusuf: exactly what fivefold data mirror shows.")
    assert shared.wait_for_end() == 0
    assert row(look(stage, layout.leader)) == before, "nothing comes by itself"
    collected = stage("group", "collect", layout.shared, "--db", layout.leader, columns=200)
    collected.wait_for(f"{NAME}, Night shift: ", "1 member collected, 11 unchanged")
    assert collected.wait_for_end() == 0
    assert row(look(stage, layout.leader)) != before


def look(stage: Callable[..., Stage], leader: Path) -> str:
    """What the leader's screen of the group shows."""
    terminal = stage("--db", leader, columns=120, lines=40)
    terminal.wait_for("Demo", "Today", "Halima Yusuf")
    terminal.press("g")
    shown = terminal.wait_for("Night shift", NAME)
    terminal.press("ctrl+q")
    assert terminal.wait_for_end() == 0
    return shown


def row(shown: str) -> str:
    """The line of the member in it."""
    return next(line for line in shown.splitlines() if NAME in line)
