"""What is found in the log by what a projection knows is what a walk through all of it would find."""

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import histories, ids, records, replay
from store.database import Database
from store.events import Answered, Body, DayBegun, Event, LessonOpened, SittingStarted, write_body
from store.people import Member
from store.projections import sittings, study_days
from tests.histories import START, Clock, always, dice, finished, record, started
from tests.property.test_rebuild import HISTORIES, QUIZZES, blank, copied, members

__all__ = ["blank"]


def log(database: Database) -> list[Event]:
    with database.reading() as connection:
        return list(records.read(connection, "TRUE"))


def lived(database: Database, member: Member, history: Sequence[tuple[int, Body]]) -> None:
    clock, random = Clock(), dice()
    for hours, body in history:
        clock.moment = START + timedelta(hours=hours)
        record(database, member, body, now=clock, random=random)


@given(history=HISTORIES, begun=st.lists(st.tuples(st.integers(0, 50), st.sampled_from(list(QUIZZES))), max_size=8))
def test_the_beginning_of_a_sitting_is_found_wherever_clocks_were_set(
    blank: Path, history: list[tuple[int, Body]], begun: list[tuple[int, int]]
) -> None:
    for database in copied(blank):
        member = members(database)[0]
        lived(database, member, [*history, *((hours, started(one, QUIZZES[one])) for hours, one in begun)])
        first: dict[str, Event] = {}
        for event in log(database):
            if isinstance(event.body, SittingStarted):
                first.setdefault(event.body.sitting, event)
        with database.reading() as connection:
            rows = connection.execute("SELECT sitting, started_at FROM sittings").fetchall()
            for sitting, at in rows:
                key = ids.to_text(sitting)
                found = at is not None and sittings.begun(connection, member.id, key, ids.moment(at))
                assert (found[0] if found else None) == first.get(key)
            seen = histories.Sightings(connection, {})
            for quiz in QUIZZES.values():
                events = {event.id for event, _body in seen._sittings(quiz)}
                assert events == {one.id for one in first.values() if quiz == getattr(one.body, "quiz", "")}


def test_the_beginning_is_found_where_an_id_is_older_than_its_moment(blank: Path) -> None:
    """As from a machine that made its ids otherwise."""
    for database in copied(blank):
        member = members(database)[0]
        body = started()
        at = START + timedelta(days=2)
        event = Event(
            id="00000000-0000-4000-8000-0000000000aa",
            kind=body.KIND,
            actor=member.id,
            subject=member.id,
            at=at,
            day=at.date(),
            version=body.VERSION,
            salt=bytes(16),
            body=body,
        )
        with database.transaction() as connection:
            records.write(connection, event, write_body(body))
            replay.apply(connection, event)
        record(database, member, finished(1, 2.0), now=always(at + timedelta(hours=1)))
        known = sittings.by_id(database, member.id, body.sitting)
        assert known
        assert known.state is sittings.State.FINISHED
        assert sittings.beginning(database, known) == body


@pytest.mark.parametrize("zone", ["UTC", "Etc/GMT+12", "Pacific/Kiritimati"])
@given(history=HISTORIES, absent=st.integers(0, 400))
def test_the_last_moment_is_found_however_long_others_went_on(
    blank: Path, zone: str, history: list[tuple[int, Body]], absent: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for database in copied(blank):
            ada, bert = members(database)
            patch.setenv("TZ", zone)
            time.tzset()
            happened = [
                (hours, replace(body, scheduled=True) if isinstance(body, DayBegun) else body)
                for hours, body in sorted(history, key=lambda entry: entry[0])
                if not isinstance(body, Answered)  # a second answer to the same question counts on no day
            ]
            lived(database, ada, happened)
            lived(database, bert, [(50 + 24 * day, LessonOpened("course/one", "")) for day in range(0, absent, 100)])
            expected: datetime | None = None
            for event in log(database):
                if event.subject == ada.id and event.kind in study_days.KINDS:
                    expected = event.at
            assert study_days.last_moment(database, ada.id) == expected
    time.tzset()
