"""A leader, from an empty database to a need for help that was seen to, in a real terminal."""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from store.database import open_database
from tests.terminal.stage import Stage
from tui.shell import A_LOOK
from tui.study import Study

LIBRARY = Path(__file__).parents[1] / "fixtures" / "library"
PEOPLE = ("Ana", "Bo", "陈伟", "Dee", "Eli")


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Lea leads five people, who were assigned a course last week; Bo asked for help then."""
    path, at = tmp_path / "study.db", [datetime.now(UTC) - timedelta(days=8)]

    def now() -> datetime:
        at[0] += timedelta(seconds=1)
        return at[0]

    with open_database(path, now=now) as opened:
        study = Study([LIBRARY], opened, now=now, random=Random(2))
        study.join("Lea")
        study.create_group("Night shift")
        study.create_group("Laboratory")
        for name in PEOPLE:
            study.add_member(name)
            study.add_to_group("Night shift", name)
        study.set_plan("Night shift", "bread", (at[0] + timedelta(days=30)).date(), target=0.8)
        at[0] += timedelta(days=6)
        for name in PEOPLE:
            study.join(name)
            study.accept_charter("Night shift", signed=name)
            study.open("bread/lessons/01-dough")
        study.join("Bo")
        study.raise_hand("bread/lessons/01-dough")
    return path


def test_a_leader_looks_sorts_filters_opens_a_member_and_sees_to_a_hand(
    stage: Callable[..., Stage], database: Path
) -> None:
    """The figures on the screen are those of the JSON, before and after."""
    options = ("--library", LIBRARY, "--db", database, "--member", "Lea")
    before = told(*options)
    assert (before["hands"], before["completed"], before["assigned"]) == (1, 0, 10)
    terminal = stage(*options)
    terminal.wait_for("Today", "Lea", "g Group")
    terminal.press("g")
    terminal.wait_for("Groups", "Completed", "Night shift", "fewer than 5")
    terminal.press("down", "enter")
    terminal.wait_for("Group Night shift", "5 members", "0 of 10", "Bo", "陈伟", "s sorted by what needs doing")
    terminal.press("s")
    terminal.wait_for("s sorted by name")
    terminal.press("/")
    terminal.wait_for("A name, or: needs help")
    terminal.write("bo")
    terminal.wait_until(lambda screen: "Bo" in screen and "Dee" not in screen, "Bo alone")
    terminal.press("enter")
    terminal.press("escape")
    terminal.wait_for("Dee")
    terminal.press("s", "s")
    terminal.wait_for("s sorted by what needs doing")
    terminal.press("home", "enter")
    terminal.wait_for("Night shift › Bo", "asked since")
    terminal.press("h")
    terminal.wait_for("This takes down the hand of Bo")
    terminal.read_for(A_LOOK)
    terminal.press("h")
    terminal.wait_until_gone("asked since")
    terminal.press("escape", "c")
    terminal.wait_for("Groups", "Completed", "Night shift")
    terminal.press("ctrl+q")
    assert terminal.wait_for_end() == 0
    after = told(*options)
    assert (after["hands"], after["needs_help"]) == (0, [])


def told(*options: str | Path) -> dict[str, object]:
    """What `group --json` says."""
    command = [sys.executable, "-m", "tui", *map(str, options), "group", "Night shift", "--json"]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    document: dict[str, object] = json.loads(result.stdout)
    return document
