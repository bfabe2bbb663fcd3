"""Study groups: who is in them with which duty, since when, and what they were assigned."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from store import ids, records, strict_json
from store.events import Event, GroupCreated, GroupJoined, GroupLeft, PlanSet

if TYPE_CHECKING:
    from store.database import Database

TABLE = "groups"
TABLES = (TABLE, "memberships", "plans")
KINDS = frozenset({GroupCreated.KIND, GroupJoined.KIND, GroupLeft.KIND, PlanSet.KIND})
_KNOWN = """
    INSERT INTO groups ("group", name, created_day, as_of_at, as_of_id) VALUES (?1, coalesce(?2, ''), ?3, ?4, ?5)
    ON CONFLICT ("group") DO UPDATE SET name = coalesce(?2, name), as_of_at = ?4, as_of_id = ?5
"""
_HOLDS = '"group" = ? AND member = ? AND duty = ? AND left_day IS NULL'
_HELD = f"SELECT 1 FROM memberships WHERE {_HOLDS}"  # noqa: S608 - our own words
_PLAN = "course, set_day, due, assigned, target, announced, targets, quizzes"


@dataclass(frozen=True, slots=True)
class Group:
    """A study group."""

    id: str
    name: str
    created: date
    """The study day."""


@dataclass(frozen=True, slots=True)
class Membership:
    """A duty that somebody has, or had, in a group."""

    group: str
    """Id of the group."""
    member: str
    """Id of the member."""
    duty: str
    """`member` or `leader`."""
    joined: date
    left: date | None
    """None: still."""


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


def apply(connection: sqlite3.Connection, event: Event) -> None:
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


def _fold(connection: sqlite3.Connection, group: bytes, event: Event) -> None:
    """Take in an event that is later than all before it."""
    name = event.body.name if isinstance(event.body, GroupCreated) else None
    connection.execute(_KNOWN, (group, name, event.day.isoformat(), *records.rank(event)))
    match event.body:
        case GroupJoined() as body:
            if not connection.execute(_HELD, (group, ids.to_bytes(body.member), body.duty)).fetchone():
                connection.execute(
                    'INSERT INTO memberships ("group", member, duty, joined_at, joined_day) VALUES (?, ?, ?, ?, ?)',
                    (
                        group,
                        ids.to_bytes(body.member),
                        body.duty,
                        ids.milliseconds(event.at),
                        event.day.isoformat(),
                    ),
                )
        case GroupLeft() as body:
            connection.execute(
                f"UPDATE memberships SET left_day = ? WHERE {_HOLDS}",  # noqa: S608 - our own words
                (event.day.isoformat(), group, ids.to_bytes(body.member), body.duty),
            )
        case PlanSet() as body:
            _set_plan(connection, group, event.day, body)


def _set_plan(connection: sqlite3.Connection, group: bytes, day: date, body: PlanSet) -> None:
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
    """Every group, in the order in which they came to be."""
    rows = database.query('SELECT "group", name, created_day FROM groups ORDER BY created_day, "group"')
    return tuple(Group(ids.to_text(id_), name, date.fromisoformat(day)) for id_, name, day in rows)


def memberships(database: "Database", *, group: str = "", member: str = "") -> tuple[Membership, ...]:
    """The duties, past ones too, of a group, of a member, or of both, in the order in which they were taken on."""
    conditions = {'"group" = ?': group, "member = ?": member}
    rows = database.query(
        'SELECT "group", member, duty, joined_day, left_day FROM memberships'  # noqa: S608 - our own words
        f" WHERE {' AND '.join(part for part, value in conditions.items() if value) or 'TRUE'}"
        " ORDER BY joined_at, member, duty",
        [ids.to_bytes(value) for value in conditions.values() if value],
    )
    return tuple(
        Membership(ids.to_text(of), ids.to_text(who), duty, date.fromisoformat(joined), _date(left))
        for of, who, duty, joined, left in rows
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
        set=date.fromisoformat(set_day),
        due=_days(due),
        assigned=_days(assigned),
        target=target,
        announced=tuple(json.loads(announced)),
        targets=json.loads(targets),
        quizzes=_days(quizzes),
    )


def _days(text: str) -> Mapping[str, date]:
    return {key: date.fromisoformat(day) for key, day in json.loads(text).items()}


def _date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
