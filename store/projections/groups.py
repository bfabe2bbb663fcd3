"""Study groups: who is in them with which duty, since when, and what they were assigned."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from lessons.clean import clean
from lessons.light import dataclass
from store import events as bodies
from store import ids, records, strict_json
from store.days import kept_day

if TYPE_CHECKING:
    from store.database import Database
    from store.events import Event

TABLE = "groups"
TABLES = (TABLE, "memberships", "plans")
KINDS = frozenset(
    {
        *("group.created", "group.renamed", "group.described", "group.archived", "group.reopened"),
        *("group.joined", "group.left", "plan.set", "charter.set"),
    }
)
_KNOWN = """
    INSERT INTO groups ("group", name, created_day, as_of_at, as_of_id) VALUES (?1, coalesce(?2, ''), ?3, ?4, ?5)
    ON CONFLICT ("group") DO UPDATE SET name = coalesce(?2, name), as_of_at = ?4, as_of_id = ?5
"""
_GOES_ON = '"group" = ?1 AND member = ?2 AND duty = ?3 AND (left_day IS NULL OR left_day > ?4)'
_HELD = f"SELECT 1 FROM memberships WHERE {_GOES_ON}"  # noqa: S608 - our own words
_END = f"UPDATE memberships SET left_day = max(joined_day, ?4) WHERE {_GOES_ON}"  # noqa: S608 - our own words
_JOIN = """
    INSERT INTO memberships ("group", member, duty, joined_at, joined_event, joined_day, left_day, mentees)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""
_GROUP = '"group", name, created_day, team, purpose, courses, archived_day, charter'
_PLAN = "course, set_day, due, assigned, target, announced, targets, quizzes"


@dataclass(frozen=True, slots=True)
class Group:
    """A study group."""

    id: str
    name: str
    created: date
    """The study day."""
    team: str = ""
    """Of work, that it is matched to; empty where there is none."""
    purpose: str = ""
    """What it is for, in one line; empty where nothing was said."""
    courses: tuple[str, ...] = ()
    """Ids of the courses that it exists for."""
    archived: date | None = None
    """The study day on which it came to its end; None while it goes on."""
    charter: str = ""
    """Digest of its norms; empty where it has none."""


@dataclass(frozen=True, slots=True)
class Membership:
    """A duty that somebody has, or had, in a group."""

    group: str
    """Id of the group."""
    member: str
    """Id of the member."""
    duty: str
    """One of `bodies.DUTIES`."""
    joined: date
    """The first day on which it holds."""
    left: date | None
    """The first day on which it holds no more, which may be known beforehand; None: no end is set."""
    mentees: tuple[str, ...] = ()
    """Of a mentor: ids of the members whose records the duty opens."""

    def holds(self, day: date) -> bool:
        """Whether it is so on a day."""
        return self.joined <= day and not self.over(day)

    def over(self, day: date) -> bool:
        """Whether it has come to its end before a day, or on it."""
        return self.left is not None and self.left <= day


@dataclass(frozen=True, slots=True)
class Plan:
    """What a group was assigned of a course."""

    group: str
    """Id of the group."""
    course: str
    """Id of the course."""
    set: date
    """The study day on which it was last set."""
    due: Mapping[str, date]
    """Of each lesson assigned, by its key, the last day to complete it."""
    assigned: Mapping[str, date]
    """Of each lesson assigned, by its key, the day on which it was first assigned."""
    target: float | None
    """Share of its objectives that each dimension should reach, 0 to 1; None where the plan sets none."""
    announced: tuple[str, ...]
    """Keys of the quizzes whose results the group is told."""
    targets: Mapping[str, float] = field(default_factory=dict)
    """The share of single dimensions, by their ids, in place of the one for each."""
    quizzes: Mapping[str, date] = field(default_factory=dict)
    """Of quizzes that are to be taken by a day, by their keys, the last one for it."""

    def target_of(self, dimension: str) -> float | None:
        """The share of its objectives that a dimension, given by its id, should reach."""
        return self.targets.get(dimension, self.target)


def apply(connection: sqlite3.Connection, event: "Event") -> None:
    """Take in one event of these kinds."""
    group = ids.to_bytes(event.subject)
    row = connection.execute('SELECT as_of_at, as_of_id FROM groups WHERE "group" = ?', (group,)).fetchone()
    if row is not None and records.rank(event) < row:
        refold(connection, event.subject)
    else:
        _fold(connection, group, event)


def refold(connection: sqlite3.Connection, group: str) -> None:
    """Fold one group anew from all events about it."""
    key = ids.to_bytes(group)
    for table in TABLES:
        connection.execute(f'DELETE FROM {table} WHERE "group" = ?', (key,))  # noqa: S608 - our own table names
    condition = f"subject = ? AND kind IN ({', '.join('?' * len(KINDS))}) AND {records.SELDOM}"
    for event in records.read(connection, condition, (key, *sorted(KINDS))):
        _fold(connection, key, event)


def _fold(connection: sqlite3.Connection, group: bytes, event: "Event") -> None:
    """Take in an event that is later than all before it."""
    body = event.body
    name = body.name if isinstance(body, bodies.GroupCreated | bodies.GroupRenamed) else None
    connection.execute(_KNOWN, (group, name, event.day.isoformat(), *records.rank(event)))
    match body:
        case bodies.GroupDescribed():
            connection.execute(
                'UPDATE groups SET team = ?, purpose = ?, courses = ? WHERE "group" = ?',
                (body.team, body.purpose, strict_json.write(body.courses), group),
            )
        case bodies.GroupArchived() | bodies.GroupReopened():
            day = event.day.isoformat() if isinstance(body, bodies.GroupArchived) else None
            connection.execute('UPDATE groups SET archived_day = ? WHERE "group" = ?', (day, group))
        case bodies.CharterSet():
            connection.execute(
                'UPDATE groups SET charter = ?, charter_text = ? WHERE "group" = ?', (body.digest, body.text, group)
            )
        case bodies.GroupJoined():
            _join(connection, group, event, body)
        case bodies.GroupLeft():
            day = (body.first or event.day).isoformat()
            connection.execute(_END, (group, ids.to_bytes(body.member), body.duty, day))
        case bodies.PlanSet():
            _set_plan(connection, group, event.day, body)


def _join(connection: sqlite3.Connection, group: bytes, event: "Event", body: "bodies.GroupJoined") -> None:
    """Add a time in a duty; one that lies in another, or before it, is none of its own."""
    member, first = ids.to_bytes(body.member), (body.first or event.day).isoformat()
    if connection.execute(_HELD, (group, member, body.duty, first)).fetchone():
        return
    left = (body.last + timedelta(days=1)).isoformat() if body.last else None
    mentees = strict_json.write(body.mentees) if body.mentees else None
    connection.execute(
        _JOIN, (group, member, body.duty, *records.rank(event), first, left and max(left, first), mentees)
    )


def _set_plan(connection: sqlite3.Connection, group: bytes, day: date, body: "bodies.PlanSet") -> None:
    row = connection.execute(
        'SELECT assigned FROM plans WHERE "group" = ? AND course = ?', (group, body.course)
    ).fetchone()
    earlier = json.loads(row[0]) if row else {}
    connection.execute(
        f'INSERT OR REPLACE INTO plans ("group", {_PLAN}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',  # noqa: S608 - as above
        (
            group,
            body.course,
            day.isoformat(),
            strict_json.write(dict(body.due)),
            strict_json.write({lesson: earlier.get(lesson, day) for lesson in body.due}),
            body.target,
            strict_json.write(body.announced),
            strict_json.write(dict(body.targets)),
            strict_json.write(dict(body.quizzes)),
        ),
    )


def groups(database: "Database") -> tuple[Group, ...]:
    """Every group, archived ones too, in the order in which they came to be."""
    rows = database.query(f'SELECT {_GROUP} FROM groups ORDER BY created_day, "group"')  # noqa: S608 - our own names
    return tuple(
        Group(
            id=ids.to_text(id_),
            name=clean(name),
            created=kept_day(created),
            team=clean(team),
            purpose=clean(purpose),
            courses=tuple(json.loads(courses)),
            archived=_date(archived),
            charter=charter,
        )
        for id_, name, created, team, purpose, courses, archived, charter in rows
    )


def charter_text(database: "Database", group: str) -> str:
    """The norms of a group, as Markdown; empty where it has none."""
    rows = database.query('SELECT charter_text FROM groups WHERE "group" = ?', (ids.to_bytes(group),))
    return str(rows[0][0]) if rows else ""


def memberships(database: "Database", *, group: str = "", member: str = "") -> tuple[Membership, ...]:
    """The duties of a group, of a member, or of both, past and future ones too, in the order they were given in."""
    conditions = {'"group" = ?': group, "member = ?": member}
    rows = database.query(
        'SELECT "group", member, duty, joined_day, left_day, mentees FROM memberships'  # noqa: S608 - our own words
        f" WHERE {' AND '.join(part for part, value in conditions.items() if value) or 'TRUE'}"
        " ORDER BY joined_at, joined_event",
        [ids.to_bytes(value) for value in conditions.values() if value],
    )
    return tuple(
        Membership(
            group=ids.to_text(of),
            member=ids.to_text(who),
            duty=duty,
            joined=kept_day(joined),
            left=_date(left),
            mentees=() if mentees is None else tuple(json.loads(mentees)),
        )
        for of, who, duty, joined, left, mentees in rows
    )


def plans(database: "Database", group: str) -> tuple[Plan, ...]:
    """What a group was assigned, one plan for each course, in the order in which they were last set."""
    rows = database.query(
        f'SELECT {_PLAN} FROM plans WHERE "group" = ? ORDER BY set_day, course',  # noqa: S608 - our own column names
        (ids.to_bytes(group),),
    )
    return tuple(_plan(group, row) for row in rows)


def _plan(group: str, row: tuple[Any, ...]) -> Plan:
    course, set_day, due, assigned, target, announced, targets, quizzes = row
    return Plan(
        group=group,
        course=course,
        set=kept_day(set_day),
        due=_days(due),
        assigned=_days(assigned),
        target=target,
        announced=tuple(json.loads(announced)),
        targets=json.loads(targets),
        quizzes=_days(quizzes),
    )


def _days(text: str) -> Mapping[str, date]:
    return {key: kept_day(day) for key, day in json.loads(text).items()}


def _date(text: str | None) -> date | None:
    return None if text is None else kept_day(text)
