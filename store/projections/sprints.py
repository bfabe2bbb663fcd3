"""Sprints of study groups: what was proposed to whom, and which groups take part."""

import json
import sqlite3
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from lessons.clean import clean
from lessons.light import dataclass
from store import ids, records, strict_json
from store.days import kept_day
from store.events import Event, SprintJoined, SprintLeft, SprintProposed
from store.projections import refolding
from store.projections.refolding import Kept, Key

if TYPE_CHECKING:
    from store.database import Database

TABLE = "sprints"
KINDS = frozenset({SprintProposed.KIND, SprintJoined.KIND, SprintLeft.KIND})
_PROPOSE = """
    INSERT INTO sprints (sprint, "group", name, first_day, last_day, asked, takes_part, as_of_at, as_of_id)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, 1, ?7, ?8)
    ON CONFLICT (sprint, "group") DO UPDATE SET
        name = ?3, first_day = ?4, last_day = ?5, asked = ?6, takes_part = 1, as_of_at = ?7, as_of_id = ?8
"""
_TAKE_PART = """
    INSERT INTO sprints (sprint, "group", takes_part, as_of_at, as_of_id) VALUES (?1, ?2, ?3, ?4, ?5)
    ON CONFLICT (sprint, "group") DO UPDATE SET takes_part = ?3, as_of_at = ?4, as_of_id = ?5
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sprint:
    """Some weeks in which groups study beside each other, each against what it did before."""

    id: str
    name: str
    first: date
    """A Monday."""
    last: date
    """A Sunday."""
    by: str
    """Id of the group that proposed it."""
    asked: tuple[str, ...]
    """Ids of the groups that it was proposed to."""
    groups: frozenset[str]
    """Ids of the groups that take part: by the word of a leader of each."""


def apply(connection: sqlite3.Connection, event: Event) -> None:
    """Take in one event of these kinds."""
    refolding.apply(connection, _KEPT, event)


def _key(event: Event) -> Key:
    if not isinstance(event.body, SprintProposed | SprintJoined | SprintLeft):
        raise TypeError(event.kind)
    return ids.to_bytes(event.body.sprint), ids.to_bytes(event.subject)


def _fold(connection: sqlite3.Connection, key: Key, event: Event) -> None:
    """Take in an event that is later than all before it."""
    rank = records.rank(event)
    match event.body:
        case SprintProposed() as body:
            said = (body.name, body.first.isoformat(), body.last.isoformat(), strict_json.write(body.groups))
            connection.execute(_PROPOSE, (*key, *said, *rank))
        case SprintJoined():
            connection.execute(_TAKE_PART, (*key, 1, *rank))
        case SprintLeft():
            connection.execute(_TAKE_PART, (*key, 0, *rank))


_KEPT = Kept(TABLE, ("sprint", "group"), KINDS, _key, _fold)


def sprints(database: "Database") -> tuple[Sprint, ...]:
    """Every sprint that is known, the latest first. Who was not asked is in none, whatever was recorded."""
    rows = database.query('SELECT sprint, "group", name, first_day, last_day, asked, takes_part FROM sprints')
    taking: dict[bytes, set[str]] = {}
    for sprint, group, _name, _first, _last, _asked, takes_part in rows:
        if takes_part:
            taking.setdefault(sprint, set()).add(ids.to_text(group))
    found: Mapping[bytes, Sprint] = {
        sprint: Sprint(
            id=ids.to_text(sprint),
            name=clean(name),
            first=kept_day(first),
            last=kept_day(last),
            by=ids.to_text(group),
            asked=tuple(json.loads(asked)),
            groups=frozenset(taking.get(sprint, set()) & {ids.to_text(group), *json.loads(asked)}),
        )
        for sprint, group, name, first, last, asked, _takes_part in sorted(rows, key=lambda row: row[1], reverse=True)
        if name is not None
    }
    return tuple(sorted(found.values(), key=lambda one: (one.first, one.last, one.id), reverse=True))
