"""`kill -9` while answers are recorded: what was reported as recorded is there, and the file is whole."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from store.log import rebuild
from tests.faults.soak import times
from tests.histories import ada, dice, dump, opened, record, started

ANSWERING = Path(__file__).parents[1] / "fixtures" / "answering.py"
ROUNDS, AT_ONCE = times(10, 250), 2
"""Two processes at a time die with the same database open."""


@pytest.mark.timeout(times(120, 3_600))
def test_every_recorded_answer_outlives_its_process(tmp_path: Path) -> None:
    chance = dice()
    with opened(tmp_path) as database:
        record(database, ada(database), started())
    printed: set[str] = set()
    for _ in range(ROUNDS):
        command = [sys.executable, str(ANSWERING), str(database.path), "1000000"]
        children = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(AT_ONCE)]
        for child in children:
            assert child.stdout is not None
            printed.add(child.stdout.readline().split()[0])
        for child in chance.sample(children, AT_ONCE):
            time.sleep(chance.uniform(0, 0.05))
            child.kill()
        for child in children:
            assert child.stdout is not None
            # The last line may have been cut off in the middle.
            printed.update(line.split()[0] for line in child.stdout if line.endswith("\n"))
            child.stdout.close()
            assert child.wait() == -signal.SIGKILL
        with opened(tmp_path) as database:
            kept = {row[0] for row in database.query("SELECT hex(id) FROM events")}
            assert {line.replace("-", "").upper() for line in printed} <= kept
            database.check()
    assert len(printed) >= ROUNDS * AT_ONCE
    with opened(tmp_path) as database:
        grown = dump(database)
        rebuild(database)
        assert dump(database) == grown
