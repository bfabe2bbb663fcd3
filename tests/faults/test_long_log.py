"""A log as long as is asked for: it can be studied in, read as a whole, and its read models made anew."""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import history
from benchmarks.answering import QUESTION, answered
from store.database import open_database
from store.log import Entry, append
from store.projections import item_memory
from tests.faults.soak import EVENTS
from tests.histories import always, dice


@pytest.mark.skipif(EVENTS <= 1, reason="asked for with: make soak EVENTS=10000000")
@pytest.mark.timeout(14_400)
def test_a_log_of_millions(tmp_path: Path, figure: Callable[..., None]) -> None:
    path = tmp_path / "study.db"
    begun = time.perf_counter()
    events = history.write(path, EVENTS)  # which makes every read model from the log
    made = time.perf_counter() - begun
    with open_database(path, now=history.now) as database:
        assert database.query("SELECT count(*) FROM events") == [(events,)]
        member = history.member_id(0)
        known = len(item_memory.of_member(database, member))
        sitting = database.ids.next(history.now(), dice())
        body = replace(answered(sitting, 0), quiz="measured/quizzes/last")
        append(
            database,
            [Entry(body, member, member)],
            now=always(),
            random=dice(),
            questions=[(body.revision, QUESTION)],
        )
        assert len(item_memory.of_member(database, member)) == known + 1
        begun = time.perf_counter()
        database.check()
        checked = time.perf_counter() - begun
    size = path.stat().st_size
    figure(
        f"{events} events: made in {made:.0f} s, read as a whole in {checked:.0f} s, {size / events:.0f} bytes each on"
        " the disk"
    )
