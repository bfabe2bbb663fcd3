"""A file cannot grow any further: what was recorded stays, the answer without room is refused, and it goes on later.

Needs no disk of its own: the system limits the size of a file (RLIMIT_FSIZE). `make soak` does it on a small disk.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from store.log import rebuild
from tests.histories import ada, dump, opened, record, started

FILLING = Path(__file__).parents[1] / "fixtures" / "filling.py"


@pytest.mark.parametrize("room", [4, 60, 200])
def test_what_was_recorded_stays_when_there_is_no_more_room(tmp_path: Path, room: int) -> None:
    with opened(tmp_path) as database:
        record(database, ada(database), started())
        path = database.path
    done = subprocess.run(
        [sys.executable, str(FILLING), str(path), str(room * 1024)],
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    refused, *recorded = done.stdout.split("\n")[:-1]
    assert "study.db" in refused
    with opened(tmp_path) as database:
        kept = {row[0] for row in database.query("SELECT hex(id) FROM events WHERE kind = 'answered'")}
        assert {line.replace("-", "").upper() for line in recorded} == kept
        database.check()
        grown = dump(database)
        rebuild(database)
        assert dump(database) == grown
