"""How long the details of studying are kept: what only memory and statistics are made of is erased when it is old.

What was opened, completed and passed, how quizzes came out, who is who, groups, and what was set aside or moved stay.
What still matters to somebody is not touched either: `_STILL_WANTED`. The log keeps that something happened, when and
of what kind; one event says up to which day its details were erased, and other machines follow it.

A clock may be years ahead, as after an empty battery, and what is erased by it is gone for good. So what was recorded
decides how far it is believed (`believed`), nothing later than what was done last is ever called old, and an erasure
reaches what is there as it is made or comes in, and what is imported after it: never what is recorded since. It is long
because nothing that it erases comes back: what is old, how far the clock is believed and what goes are read in one
place.
"""

import sqlite3
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from random import Random

from lessons.light import dataclass
from store import backup, erase, ids, records, replay, strict_json
from store.database import Database
from store.days import kept_day, months_before, study_day
from store.erase import Gone
from store.events import DETAILS, Answered, DetailsErased, QuestionFlagged, Rated, Undone
from store.log import Entry, append
from store.people import Member
from store.projections import members, study_days
from store.settings import forget_setting, keep_setting, setting

_HEARD, _BEGUN = "details:{member}", "details-begun:{member}"
"""Names of what is kept of a wish: how many months, and the study day of the latest look; that it was followed here."""
_KINDS = ", ".join(f"'{kind}'" for kind in sorted(DETAILS - {Undone.KIND}))
_STILL_WANTED = """
    SELECT a.event FROM sitting_answers a LEFT JOIN sittings s ON s.sitting = a.sitting
    WHERE s.state IS NOT 'finished' AND NOT (
        s.state IS 'abandoned'
        AND EXISTS (SELECT 1 FROM quiz_results r WHERE r.member = s.member AND r.quiz = s.quiz)
    )
    UNION ALL
    SELECT flag FROM flags WHERE member = ?1 AND withdrawn_day IS NULL AND settled_day IS NULL
"""
"""Ids of answers in sittings that go on, or that alone say that a quiz was begun, and of flags nobody has closed."""
_UP = "SELECT lesson FROM lesson_facts WHERE member = ?1 AND hand_day < ?2"
_OLD = f"""
    subject = ?1 AND day < ?2 AND body IS NOT NULL AND kind IN ({_KINDS}) AND id NOT IN ({_STILL_WANTED})
    AND (kind NOT IN ('hand.raised', 'hand.lowered') OR json_extract(body, '$.lesson') NOT IN ({_UP}))
    AND day NOT IN (SELECT value FROM json_each(?3))
"""  # noqa: S608 - our own words
"""What is erased of a member before a day, but for the days in a JSON list; the read models are those of the log."""
_IMPORTED = f"{_OLD} AND lower(hex(id)) IN (SELECT value FROM json_each(?4))"  # noqa: S608 - as above
"""Of these, some by their ids."""
_ROOM = timedelta(days=1)
LEAP, WITNESSES = timedelta(days=31), 5
"""From one day of study to the next, how much more than a clock is believed at once; and after how many it is."""


@dataclass(frozen=True, slots=True)
class Old:
    """What there is of old details."""

    before: date
    """They are those of earlier study days."""
    answers: int
    reviews: int
    flags: int
    others: int
    """Time and days of study, and hands that are down again."""
    days: tuple[date, ...] = ()
    """Of these days there are details that stay, since the member was last active on them."""
    believed: date = date.max
    """The day up to which the clock is believed by what the member did before today: mostly today."""

    @property
    def events(self) -> int:
        """How many there are."""
        return self.answers + self.reviews + self.flags + self.others


def survey(database: Database, member: Member, months: int, day: date) -> Old:
    """The details that are older than so many months on a study day: of before the first day of that month.

    Raises:
        StoreError: the file cannot be read.
    """
    with database.reading() as connection:
        before, latest = _before(connection, member.id, months, day), believed(connection, member.id, day)
    return replace(_survey(database, member.id, before), believed=latest)


def _survey(database: Database, member: str, before: date) -> Old:
    with database.reading() as connection:
        parameters = _parameters(connection, member, before)
        counted = dict(
            connection.execute(
                f"SELECT kind, count(*) FROM events WHERE {_OLD} GROUP BY kind",  # noqa: S608 - our own words
                parameters,
            ).fetchall()
        )
        stay = connection.execute(
            "SELECT DISTINCT day FROM events WHERE subject = ?1 AND day < ?2 AND body IS NOT NULL"  # noqa: S608
            f" AND kind IN ({_KINDS}) AND day IN (SELECT value FROM json_each(?3)) ORDER BY day",
            parameters,
        ).fetchall()
    answers, reviews, flags = (counted.pop(kind, 0) for kind in (Answered.KIND, Rated.KIND, QuestionFlagged.KIND))
    days = tuple(kept_day(one) for (one,) in stay)
    return Old(before, answers, reviews, flags, sum(counted.values()), days)


def erase_old(
    database: Database,
    member: Member,
    months: int,
    *,
    now: Callable[[], datetime],
    random: Random,
) -> Gone:
    """Erase a member's details that are older than so many months, on that member's own word; backups are replaced.

    Raises:
        StoreError: the file cannot be written, and why. Where it was only the rewriting that failed, nothing of it is
            shown any more, and `erase.finish` does the rest.
    """
    with database.reading() as connection:
        before = _before(connection, member.id, months, study_day(now()))
    return _erase(database, member, before, now=now, random=random, backups=True)


def _erase(
    database: Database,
    member: Member,
    before: date,
    *,
    now: Callable[[], datetime],
    random: Random,
    backups: bool,
) -> Gone:
    """Erase what is of before a day. If its backups are not replaced, they go when newer ones take their places."""
    with database.transaction() as connection:
        append(database, [Entry(DetailsErased(before), member.id, member.id)], now=now, random=random)
        if empty(connection, member.id):
            replay.rebuild(connection)
        erase.note(connection, now(), backups=backups)
    return erase.finish(database, now=now)


def keep_to(database: Database, member: Member, months: int, *, now: Callable[[], datetime], random: Random) -> bool:
    """Follow the wish of a member to keep details for so many months, once a study day; answer whether any went.

    Nothing goes on the day on which the wish is heard of first, or for another number: a slip of a key can be mended.
    With 0 months there is no such wish. A backup is made before the first time here, and stays until the next. The
    months are counted back from the day up to which the clock is believed.

    Raises:
        StoreError: it could not be done, and why.
    """
    day, heard = study_day(now()), _HEARD.format(member=member.id)
    wish, _blank, latest = (setting(database, heard) or "").rpartition(" ")
    if not months:
        if latest:
            forget_setting(database, heard)
        return False
    if wish == str(months) and latest == day.isoformat():
        return False
    found = wish == str(months) and _keep(database, member, months, now=now, random=random)
    keep_setting(database, heard, f"{months} {day}")
    return found


def _keep(database: Database, member: Member, months: int, *, now: Callable[[], datetime], random: Random) -> bool:
    """Erase what is older, if there is any; answer whether there was."""
    day, begun = study_day(now()), _BEGUN.format(member=member.id)
    with database.reading() as connection:
        before = months_before(believed(connection, member.id, day), months)
    done = members.details_before(database, member.id)
    if (done is not None and done >= before) or not _survey(database, member.id, before).events:
        return False
    # What was erased at the word of another machine is in the backup of before that import: it stays as long.
    first = setting(database, begun) is None
    if first:
        backup.backup(database, backup.before(database.path, "details", now=now))
    _erase(database, member, before, now=now, random=random, backups=not first)
    keep_setting(database, begun, day.isoformat())
    return True


def believed(connection: sqlite3.Connection, member: str, today: date) -> date:
    """The day up to which the clock is believed by what a member did on earlier days; mostly today.

    After a pause, or a leap of the clock, that is the day before it, until the member has studied on five more days.
    """
    days = [today, *study_days.latest_before(connection, member, today, WITNESSES)]
    return next((earlier for later, earlier in reversed([*pairwise(days)]) if later - earlier > LEAP), today)


def _before(connection: sqlite3.Connection, member: str, months: int, today: date) -> date:
    """The day before which all is old, at a member's own word: never later than the day on which they studied last."""
    return min(months_before(today, months), *study_days.latest_before(connection, member, today + _ROOM, 1))


def erased_there(connection: sqlite3.Connection, there: Mapping[str, date]) -> Mapping[str, tuple[date, int]]:
    """Of each member whose details an import would erase here: the day, and how many these are.

    Args:
        connection: to the database here.
        there: of each member whose details were erased elsewhere, by the id here, the day before which they were.
    """
    found: dict[str, tuple[date, int]] = {}
    for member, before in later_than(of_all(connection), there).items():
        (many,) = connection.execute(
            f"SELECT count(*) FROM events WHERE {_OLD}",  # noqa: S608 - our own words
            _parameters(connection, member, before),
        ).fetchone()
        if many:
            found[member] = before, many
    return found


def later_than(here: Mapping[str, date], there: Mapping[str, date]) -> Mapping[str, date]:
    """Of the days there, those that are later than the ones here."""
    return {member: before for member, before in there.items() if before > here.get(member, date.min)}


def until(connection: sqlite3.Connection, member: str) -> date | None:
    """The day before which a member's details were erased; None where none were."""
    return max(
        (
            event.body.before
            for event in records.read(
                connection, f"subject = ? AND kind = 'details.erased' AND {records.SELDOM}", (ids.to_bytes(member),)
            )
            if isinstance(event.body, DetailsErased)
        ),
        default=None,
    )


def of_all(connection: sqlite3.Connection) -> Mapping[str, date]:
    """The days before which details were erased, by the ids of their members."""
    found: dict[str, date] = {}
    for event in records.read(connection, "kind = 'details.erased'"):
        if isinstance(event.body, DetailsErased):
            found[event.subject] = max(event.body.before, found.get(event.subject, date.min))
    return found


def answers_went(database: Database, member: str, first: datetime, last: datetime) -> bool:
    """Whether any answer that a member gave between two moments, UTC, was erased since.

    Raises:
        StoreError: the file cannot be read.
    """
    before = members.details_before(database, member)
    if before is None or first.date() - _ROOM >= before:
        return False
    # An id begins with its time: the log is looked at from one moment to the other, with room for clocks set back.
    ends = ids.least(first - _ROOM), ids.least(last + _ROOM)
    return bool(
        database.query(
            "SELECT 1 FROM events WHERE id BETWEEN ? AND ? AND kind = 'answered' AND body IS NULL AND subject = ?"
            " AND at BETWEEN ? AND ? LIMIT 1",
            (*ends, ids.to_bytes(member), ids.milliseconds(first), ids.milliseconds(last)),
        )
    )


def empty(connection: sqlite3.Connection, member: str, imported: Collection[str] | None = None) -> int:
    """Empty the events that a member's log says are to be empty; answer how many there were.

    The read models are those of the log before this, and are to be made anew after it, if there was any.

    Args:
        connection: to the database, in a transaction.
        member: whose they are.
        imported: ids of events that came in after the erasure: it reaches no others then. None where it is new.
    """
    before = until(connection, member)
    if before is None:
        return 0
    which, parameters = _OLD, tuple[object, ...](_parameters(connection, member, before))
    if imported is not None:
        which, parameters = _IMPORTED, (*parameters, strict_json.write([ids.to_bytes(one).hex() for one in imported]))
    with erase.questions_of(connection, which, parameters):
        emptied = connection.execute(
            f"UPDATE events SET salt = NULL, body = NULL WHERE {which}",  # noqa: S608 - our own words
            parameters,
        ).rowcount
    # What took a review back goes with it, and not before it: the review would count again.
    gone = [
        (event_id,)
        for event_id, target in connection.execute(
            "SELECT id, json_extract(body, '$.event') FROM events"  # noqa: S608 - as above
            f" WHERE subject = ? AND day < ? AND kind = 'undone' AND body IS NOT NULL AND {records.SELDOM}",
            parameters[:2],
        ).fetchall()
        if ids.is_id(str(target))  # a newer Fivefold may say it in other words
        and connection.execute(
            "SELECT 1 FROM events WHERE id = ? AND kind = 'rated' AND body IS NULL", (ids.to_bytes(target),)
        ).fetchone()
    ]
    connection.executemany("UPDATE events SET salt = NULL, body = NULL WHERE id = ?", gone)
    return emptied + len(gone)


def _parameters(connection: sqlite3.Connection, member: str, before: date) -> tuple[bytes, str, str]:
    """Those of `_OLD`. When a member was last active decides a status, now and as of the end of a group: it stays."""
    key = ids.to_bytes(member)
    ends = connection.execute(
        'SELECT DISTINCT archived_day FROM groups JOIN memberships USING ("group")'
        " WHERE member = ? AND archived_day IS NOT NULL",
        (key,),
    ).fetchall()
    days = {study_days.latest_by(connection, member, end) for (end,) in (*ends, (date.max.isoformat(),))}
    return key, before.isoformat(), strict_json.write(sorted(day for day in days if day))
