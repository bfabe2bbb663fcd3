"""The verbs of study days and time: what is measured and recorded of them, and how the member stands.

They are a part of Study, set apart because nobody but the member is told any of it.
"""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from itertools import chain
from random import Random
from typing import TYPE_CHECKING

from store import people
from store.days import study_day
from store.errors import StoreError
from store.leave import taken_back
from store.projections import members, study_days
from tui import pace
from tui.pace import Cell, Rhythm, Schedule

if TYPE_CHECKING:
    from store import events
    from store.database import Database
    from store.facts import Assignment, Recorded
    from store.leave import Leave, Leaves
    from store.people import Member
    from store.projections.item_memory import DueNow
    from store.projections.study_days import Row
    from tui.overview import Standing
    from tui.preferences import Preferences

LONGEST_PAUSE = timedelta(minutes=3)
"""What counts of a pause: a page may be read for so long, and who left for lunch did not study."""
KEEP_AFTER = 300
"""Seconds after which time is recorded: no more is lost to a crash, and an hour of reading is a dozen events."""
_WHOLE_DAY = timedelta(days=1)
_MINUTE = 60


class Spent:
    """Measures the time spent, from one sign of life to the next, by study day. Any thread may tell of one."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._last: datetime | None = None
        self._unkept: dict[date, tuple[datetime, float]] = {}
        """Of each day, its latest moment and the seconds that are not recorded yet."""
        self.seconds = 0.0
        """All of them."""

    def touch(self, at: datetime) -> None:
        """Somebody did something at a moment; the time since the sign before it counts, a pause in part."""
        with self._guard:
            last, self._last = self._last, at
            if last is None or at <= last:
                return
            spent = min(at - last, LONGEST_PAUSE).total_seconds()
            day = study_day(last)
            _moment, before = self._unkept.get(day, (last, 0.0))
            self._unkept[day] = (at if study_day(at) == day else last), before + spent
            self.seconds += spent

    def rest(self) -> None:
        """What comes next is no study."""
        with self._guard:
            self._last = None

    def unkept(self, day: date) -> float:
        """The seconds of a day that are not recorded yet."""
        with self._guard:
            return self._unkept.get(day, (None, 0.0))[1]

    def waits(self, least: int) -> bool:
        """Whether there is a day of which so many seconds are not recorded yet."""
        with self._guard:
            return any(seconds >= least for _moment, seconds in self._unkept.values())

    def take(self, least: int) -> Sequence[tuple[datetime, int]]:
        """What is to be recorded now: moments with whole seconds, of days with at least so many. What is left waits."""
        with self._guard:
            taken = [(moment, int(seconds)) for moment, seconds in self._unkept.values() if seconds >= least]
            for day, (moment, seconds) in self._unkept.items():
                if seconds >= least:
                    self._unkept[day] = moment, seconds - int(seconds)
            return taken

    def give_back(self, moment: datetime, seconds: int) -> None:
        """Take back what could not be recorded."""
        with self._guard:
            latest, more = self._unkept.get(study_day(moment), (moment, 0.0))
            self._unkept[study_day(moment)] = max(latest, moment), more + seconds


class Pacing(ABC):
    """What there is to know of one's own study days."""

    _database: Database
    _now: Callable[[], datetime]
    _random: Random
    _spent: Spent
    _begun: date | None
    """The study day of which it is known that it is begun."""
    preferences: Preferences
    member: Member | None

    @abstractmethod
    def day(self) -> date:
        """The study day of this moment."""

    @abstractmethod
    def _me(self) -> Member:
        """Who is acting."""

    @abstractmethod
    def _assigned(self) -> Sequence[Assignment]:
        """What the plans of the member's groups assign."""

    @abstractmethod
    def _recorded(self) -> Recorded:
        """What is recorded of the member and that a status needs."""

    @abstractmethod
    def _due_now(self) -> DueNow:
        """What may be reviewed now comes to."""

    def active(self) -> None:
        """The member does something in a lesson, a quiz or a review: the time since the last such moment counts."""
        self._spent.touch(self._now())

    def rest(self) -> None:
        """The member does something else: time does not count until there is study again."""
        self._spent.rest()

    @property
    def time_waits(self) -> bool:
        """Whether so much time is not recorded that it is to be now: who reads for an hour records nothing else."""
        return self._spent.waits(KEEP_AFTER)

    def keep_time(self, least: int = 1) -> None:
        """Record the time spent, where it is at least so many seconds; what cannot be recorded now waits."""
        member, spent = self.member, self._spent
        taken = spent.take(least) if member else ()
        if member is None or not taken:
            return
        from store.events import LONGEST_STUDY, Studied  # noqa: PLC0415 - loaded when it is wanted
        from store.log import Entry, append  # noqa: PLC0415

        for moment, seconds in taken:
            entry = Entry(Studied(min(seconds, LONGEST_STUDY)), actor=member.id, subject=member.id)
            try:
                append(self._database, [entry], now=partial(_same, moment), random=self._random)
            except StoreError:  # an answer is never refused for want of a minute
                spent.give_back(moment, seconds)

    def _first_of_day(self, day: date) -> Sequence[events.DayBegun]:
        """What is recorded with the first thing of a study day, before that changes what is due; mostly nothing."""
        from store.events import MOST_GONE_BY, DayBegun  # noqa: PLC0415 - loaded when it is wanted

        if self._begun == day or study_days.is_begun(self._database, self._me().id, day):
            return ()
        schedule, row = self._schedule(), study_days.in_a_row(self._database, self._me().id, day)
        gone = self._gone_by(day, schedule, row, self._waits_since, most=MOST_GONE_BY)
        return (DayBegun(scheduled=schedule.has(day), went_by=gone),)

    def leaves(self) -> Leaves:
        """The days on which the member is or was away; another window may have noted some."""
        me = self._me().id
        return members.leaves(self._database, [me]).get(me, ())

    def go_away(self, leave: Leave) -> None:
        """Record that the member is away: not studying then raises no question.

        Raises:
            StoreError: it could not be recorded, or ends before it begins.
        """
        people.go_away(self._database, self._me(), leave, now=self._now, random=self._random)

    def come_back(self) -> Leaves:
        """Take back the days from today on that were noted as away; answer which, of none of which nothing is recorded.

        Raises:
            StoreError: it could not be recorded.
        """
        taken = taken_back(self.leaves(), self.day())
        if taken:
            people.come_back(self._database, self._me(), now=self._now, random=self._random)
        return taken

    def _schedule(self) -> Schedule:
        """On which days the member means to study, as of now."""
        return Schedule(pace.read_weekdays(self.preferences.value("study_days")), self.leaves())

    def _gone_by(
        self, day: date, schedule: Schedule, row: Row, since: Callable[[], date | None], *, most: int
    ) -> tuple[date, ...]:
        """The study days since the latest one on which something was due."""
        if row.latest is None or not schedule.count(row.latest + _WHOLE_DAY, day - _WHOLE_DAY):
            return ()
        gone = pace.gone_by(row.latest, day, schedule, since(), most=most)
        moment = study_days.last_moment(self._database, self._me().id) if gone else None
        # Somebody who flies over the date line has days that were no days.
        whole = (self._now() - moment) // _WHOLE_DAY if moment else 0
        return gone[max(0, len(gone) - whole) :]

    def _waits_since(self) -> date | None:
        """The day since which the oldest of what is assigned, or to be reviewed, waits; None where nothing does."""
        return _oldest(self._recorded(), self._assigned(), self._due_now().oldest)

    def _rhythm(self, standing: Standing, oldest: date | None, waiting: int | None) -> Rhythm:
        """The week, and how the member stands; nothing is enough while it is not known what waits.

        Args:
            standing: of the member.
            oldest: the day since which the oldest question to be reviewed waits; None where none does.
            waiting: how many questions are to be asked now; None where that is not known.
        """
        day, recorded, assigned = standing.day, standing.recorded, tuple(standing.assigned.values())
        schedule, row = self._schedule(), study_days.in_a_row(self._database, self._me().id, day)
        gone = self._gone_by(day, schedule, row, partial(_oldest, recorded, assigned, oldest), most=1)
        now, unkept = standing.days.get(day), self._spent.unkept(day)
        seconds = (now.seconds if now else 0) + unkept
        studied = seconds >= study_days.ENOUGH or (now is not None and now.studied)
        minutes = int((sum(one.seconds for one in standing.days.values()) + unkept) // _MINUTE)
        aim = int(self.preferences.value("study_minutes"))
        cells = list(pace.week(day, standing.days, schedule, self._me().added))
        if studied:
            cells[day.weekday()] = Cell.STUDIED
        found = pace.pace(assigned, recorded.finished, day, schedule)
        of_day = pace.day_aim(aim, minutes, day, schedule)
        return Rhythm(
            cells=tuple(cells),
            minutes=minutes,
            aim=aim,
            in_a_row=(0 if gone else row.days) + int(studied and now is not None and now.scheduled),
            pace=found,
            enough=waiting is not None
            and pace.is_enough(
                studied=studied,
                waiting=waiting,
                pace=found,
                seconds=seconds,
                aim=of_day,
            ),
            of_day=of_day,
            away=next((leave for leave in schedule.leaves if leave.has(day)), None),
        )


def _oldest(recorded: Recorded, assigned: Iterable[Assignment], asked: date | None) -> date | None:
    lessons = (one.assigned for one in assigned if not recorded.completed(one.lesson))
    return min(chain(lessons, () if asked is None else (asked,)), default=None)


def _same(moment: datetime) -> datetime:
    """A clock that shows one moment."""
    return moment
