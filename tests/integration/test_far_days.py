"""Days at the ends of the calendar: what an earlier version took of them is read as the last that can be recorded."""

from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from store import shared_files, verify
from store.days import LAST_DAY, LAST_WEEK
from store.errors import SharedFileError, UnreadableEventError
from store.events import PASSED, GroupJoined, LeaveRecorded, SprintProposed
from store.log import Entry, append, rebuild
from store.people import Leave
from store.shared import HelpHandled, HelpNeeded, Saying, WeekTold, extended
from store.shared_files import Stream
from tests.histories import dump
from tests.machines import COURSE, GROUP, LESSONS, Machine, classroom
from tui.planning import Measure

BEHIND, BEHIND_WEEK = "9999-12-31", "9999-W52"


def put_off(one: Machine) -> None:
    """Let a database hold the ends of the calendar in place of the last day and week that can be recorded."""
    with one.database.transaction() as connection:
        connection.execute("DROP TRIGGER events_no_update")
        connection.execute("DROP TRIGGER IF EXISTS shared_entries_no_update")
        columns = connection.execute(
            "SELECT m.name, c.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c"
            " WHERE m.type = 'table' AND c.type = 'TEXT' AND m.name NOT LIKE 'sqlite%'"
        ).fetchall()
        for table, column in columns:
            for here, there in ((LAST_DAY.isoformat(), BEHIND), (LAST_WEEK, BEHIND_WEEK)):
                connection.execute(
                    f"UPDATE {table} SET {column} = replace({column}, ?, ?) WHERE instr({column}, ?)",  # noqa: S608
                    (here, there, here),
                )


def add(stream: Stream, *sayings: Saying) -> Stream:
    return Stream(stream.source, stream.entries + extended(stream.source, stream.entries, sayings, b"x" * 32))


def file_of(one: Machine, *, leader: bool) -> Path:
    (path,) = (path for path in one.folder.iterdir() if (shared_files.read(path).source.person is None) is leader)
    return path


def test_nothing_fails_over_days_that_an_earlier_version_took(tmp_path: Path) -> None:
    with classroom(tmp_path, "Mo") as (lea, mo):
        mo.share()
        lea.collect()
        path = file_of(lea, leader=False)
        told = add(
            shared_files.read(path),
            Saying(HelpNeeded(LESSONS[0], "asked", LAST_WEEK), "2026-W10"),
            Saying(WeekTold(LAST_WEEK), LAST_WEEK),
        )
        shared_files.write(told, lea.folder)
        lea.collect()
        lea.study.set_plan(GROUP, COURSE, LAST_DAY, first=date(2026, 3, 1))
        lea.study.set_goal(GROUP, "Bake", LAST_DAY, Measure(PASSED, wanted=0.5))
        sprint = SprintProposed("00000000-0000-4000-8000-0000000000ab", "Spring", date(2026, 3, 9), LAST_DAY, ())
        me, group = lea.study.member, lea.study.find_group(GROUP).id
        assert me
        joined = GroupJoined(me.id, "recorder", last=LAST_DAY)
        append(lea.database, [Entry(one, me.id, group) for one in (sprint, joined)], now=lea.clock, random=Random(1))
        lea.record(LeaveRecorded(date(2026, 3, 1), LAST_DAY))
        lea.share()
        mo.collect()
        mo.study.go_away(Leave(date(2026, 3, 1), LAST_DAY))
        for one in (lea, mo):
            put_off(one)
            before = dump(one.database)
            assert any(BEHIND in repr(rows) for rows in before.values())
            for later in (0, 40):
                one.clock.moment += timedelta(days=later)
                assert one.study.today().name == one.study.me().name
                assert one.study.sprints() == () or one is lea
            one.study.export(tmp_path / f"out-{one.study.member.name if one.study.member else ''}")
            rebuild(one.database)
            found = verify.verify(one.database)
            assert (found.unreadable, found.stale) == (None, False)
        assert [one.as_of for one in lea.seen()] == [LAST_WEEK]
        assert lea.study.figures()
        lea.share()


def test_a_file_that_tells_of_the_end_of_the_calendar_is_refused(tmp_path: Path) -> None:
    with classroom(tmp_path, "Mo") as (lea, mo):
        mo.share()
        for leader, saying in (
            (False, Saying(HelpNeeded(LESSONS[0], "asked", LAST_WEEK), "2026-W10")),
            (False, Saying(WeekTold(None), LAST_WEEK)),
            (True, Saying(HelpHandled("00000000-0000-4000-8000-0000000000aa", LAST_WEEK), "2026-W10")),
        ):
            path = file_of(lea, leader=leader)
            before = path.read_bytes()
            text = "".join(shared_files.lines(add(shared_files.read(path), saying)))
            path.write_text(text.replace(LAST_WEEK, BEHIND_WEEK))
            with pytest.raises(SharedFileError, match=f"{BEHIND_WEEK} is not from 1970-W01 to {LAST_WEEK}"):
                shared_files.read(path)
            assert [one.why for one in (mo if leader else lea).collect().refused]
            path.write_bytes(before)


def test_what_cannot_be_recorded_is_not(tmp_path: Path) -> None:
    with classroom(tmp_path, "Mo") as (lea, _mo):
        before = dump(lea.database)
        for body in (
            LeaveRecorded(date(2026, 3, 1), date.max),
            LeaveRecorded(date.min, date(2026, 3, 1)),
            GroupJoined("00000000-0000-4000-8000-0000000000aa", "member", last=date.max),
        ):
            with pytest.raises(UnreadableEventError, match="is not from 1970-01-01 to 2199-12-31"):
                lea.record(body)
        assert dump(lea.database) == before
