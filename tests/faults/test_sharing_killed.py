"""`kill -9` while files are shared and collected: none is ever torn, nothing is lost, and nothing counts twice."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from store import shared_files, streams
from store.events import PlanSet
from store.files import PART
from store.log import Entry, append
from store.shared import Entry as SharedEntry
from store.shared import broken_at
from tests.faults.soak import times
from tests.histories import Clock, dice
from tests.machines import DUE, GROUP, classroom, machine

SHARING = Path(__file__).parents[1] / "fixtures" / "sharing.py"
GROUPS, ROUNDS = times(1, 10), times(5, 50)
"""Groups one after another, and kills in each: what is read at every start stays short."""
LESSONS = tuple(f"bread/{number}" for number in range(4_000))


@pytest.mark.timeout(times(120, 3_600))
@pytest.mark.parametrize("seed", range(GROUPS))
def test_sharing_and_collecting_outlive_every_kill(tmp_path: Path, figure: Callable[..., None], seed: int) -> None:
    chance = dice(seed)
    with classroom(tmp_path, "Wei") as (leader, wei):
        group = leader.study.find_group(GROUP)
        plan = Entry(PlanSet("bread", dict.fromkeys(LESSONS, DUE), None, ()), leader.study._me().id, group.id)
        append(leader.database, [plan], now=leader.clock, random=dice())
        leader.share()
        wei.share()
        leader.collect()
    shared, collected, lesson, torn = 0, 0, "", 0
    for _ in range(ROUNDS):
        child = subprocess.Popen([sys.executable, str(SHARING), str(tmp_path)], stdout=subprocess.PIPE, text=True)
        assert child.stdout is not None
        first = child.stdout.readline()
        time.sleep(chance.uniform(0, 0.3))
        child.kill()
        # The last line may have been cut off in the middle.
        said = [line.split() for line in (first, *child.stdout) if line.endswith("\n")]
        child.stdout.close()
        assert child.wait() == -signal.SIGKILL
        shared = max([int(number) for word, number, _ in said if word == "shared"], default=shared)
        for word, number, which in said:
            if word == "collected":
                collected, lesson = int(number), which
        torn += any(path.name.endswith(PART) for path in (tmp_path / "common").iterdir())
        look(tmp_path, shared, collected)
    clock = Clock()
    with machine(tmp_path / "Wei", "Wei", clock, tmp_path / "common") as wei:
        done = {event_lesson for (event_lesson,) in wei.database.query("SELECT lesson FROM lesson_facts")}
        wei.share()
        mirrored = wei.mirror()
    with machine(tmp_path / "Lea", "Lea", clock, tmp_path / "common") as leader:
        leader.collect()
        (seen,) = leader.seen()
        assert seen.lessons == mirrored.lessons
        assert seen.completed == len(done)
        assert lesson in done
        assert sum(week.completed for week in leader.study.group(leader.study.find_group(GROUP).id).weeks) <= len(done)
    figure("{} kills while sharing and collecting, {} in the middle of a file; {} entries", ROUNDS, torn, collected)


def look(base: Path, shared: int, collected: int) -> None:
    """What is there after a kill is whole, and goes on from one another."""
    found = [shared_files.read(path) for path in (base / "common").iterdir() if not path.name.endswith(PART)]
    (file,) = [one for one in found if one.source.person]
    own, theirs = (entries(base / name) for name in ("Wei", "Lea"))
    assert broken_at(file.source, own) is None
    assert broken_at(file.source, theirs) is None
    assert len(own) >= len(file.entries) >= max(shared, len(theirs))
    assert len(theirs) >= collected
    assert own[: len(file.entries)] == file.entries
    assert own[: len(theirs)] == theirs


def entries(folder: Path) -> tuple[SharedEntry, ...]:
    """The entries of the one member's stream in the database in a folder."""
    with machine(folder, folder.name, Clock(), folder) as one, one.database.reading() as connection:
        (kept,) = [stream for stream in streams.streams(connection) if stream.source.person]
        return streams.entries(connection, kept.source.stream)
