"""Several processes record at the same time: no error, nothing lost, nothing twice, and nobody waits for long."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from store.log import rebuild
from tests.faults.soak import times
from tests.histories import ada, dump, opened, record, started

WRITER = Path(__file__).parents[1] / "fixtures" / "answering.py"
PROCESSES, EVENTS = times(3, 8), times(60, 2_000)


@pytest.mark.timeout(times(120, 1_800))
def test_processes_share_it(tmp_path: Path, figure: Callable[..., None]) -> None:
    with opened(tmp_path) as database:
        record(database, ada(database), started())
        assert not database.written_elsewhere(), "what is written here is not elsewhere"
        command = [sys.executable, str(WRITER), str(database.path), str(EVENTS)]
        writers = [
            subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            for _ in range(PROCESSES)
        ]
        printed: list[str] = []
        waits: list[float] = []
        for writer in writers:
            out, err = writer.communicate()
            assert (writer.returncode, err) == (0, "")
            lines = [line.split() for line in out.splitlines()]
            assert len(lines) == EVENTS
            printed += [id_ for id_, _wait in lines]
            waits += [float(wait) for _id, wait in lines]
        kept = [row[0] for row in database.query("SELECT lower(hex(id)) FROM events WHERE kind = 'answered'")]
        assert sorted(kept) == sorted(id_.replace("-", "") for id_ in printed)
        assert len(set(kept)) == PROCESSES * EVENTS
        assert database.written_elsewhere()
        assert not database.written_elsewhere(), "it is told once"
        grown = dump(database)
        rebuild(database)
        assert dump(database) == grown
        database.check()
    waits.sort()
    median, high, longest = (waits[int(len(waits) * share) - 1] for share in (0.5, 0.99, 1))
    figure(
        f"{PROCESSES} processes x {EVENTS} events at once, none lost, none twice; each took {median * 1000:.1f} ms in"
        f" the median, {high * 1000:.0f} ms at the 99th percentile, {longest * 1000:.0f} ms at most"
    )
