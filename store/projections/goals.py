"""The goals of study groups: what is to be reached by when, who sees to it, and how it ended."""

import sqlite3
from datetime import date
from typing import TYPE_CHECKING

from lessons.clean import clean
from lessons.light import dataclass
from store import ids, records
from store.days import kept_day
from store.events import Event, GoalDropped, GoalReached, GoalSet
from store.projections import refolding
from store.projections.refolding import Kept, Key

if TYPE_CHECKING:
    from store.database import Database

TABLE = "goals"
KINDS = frozenset({GoalSet.KIND, GoalReached.KIND, GoalDropped.KIND})
OPEN, REACHED, DROPPED = "open", "reached", "dropped"
_SET = """
    INSERT INTO goals ("group", goal, text, measure, about, wanted, owner, due, set_day, state, as_of_at, as_of_id)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 'open', ?10, ?11)
    ON CONFLICT ("group", goal) DO UPDATE SET
        text = ?3, measure = ?4, about = ?5, wanted = ?6, owner = ?7, due = ?8, set_day = coalesce(set_day, ?9),
        as_of_at = ?10, as_of_id = ?11
"""
_END = """
    INSERT INTO goals ("group", goal, state, ended_day, ended_by, as_of_at, as_of_id)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
    ON CONFLICT ("group", goal) DO UPDATE SET
        ended_day = iif(state = 'open', ?4, ended_day), ended_by = iif(state = 'open', ?5, ended_by),
        state = iif(state = 'open', ?3, state), as_of_at = ?6, as_of_id = ?7
"""
"""What was first said of its end holds: what was reached stays so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """Something that a group is to reach."""

    id: str
    group: str
    """Id of the group."""
    number: int
    """Its place among all goals that the group ever set, 1 for the first: it stays with the goal."""
    text: str
    measure: str
    """One of `events.MEASURES`."""
    about: str
    """The id of the dimension, or the key of the quiz, that is measured; empty for all quizzes, and otherwise."""
    wanted: float | None
    """The share that is to be reached, 0 to 1; None where a person judges."""
    owner: str
    """Id of who sees to it."""
    due: date
    set: date
    """The study day on which it was first set."""
    state: str
    """`open`, `reached` or `dropped`."""
    ended: date | None
    """The study day on which it was said to be reached or dropped; None while it is open."""
    ended_by: str | None
    """Id of who said so."""


def apply(connection: sqlite3.Connection, event: Event) -> None:
    """Take in one event of these kinds."""
    refolding.apply(connection, _KEPT, event)


def _key(event: Event) -> Key:
    if not isinstance(event.body, GoalSet | GoalReached | GoalDropped):
        raise TypeError(event.kind)
    return ids.to_bytes(event.subject), ids.to_bytes(event.body.goal)


def _fold(connection: sqlite3.Connection, key: Key, event: Event) -> None:
    """Take in an event that is later than all before it."""
    day, rank = event.day.isoformat(), records.rank(event)
    match event.body:
        case GoalSet() as body:
            said = (body.text, body.measure, body.about, body.wanted, ids.to_bytes(body.owner), body.due.isoformat())
            connection.execute(_SET, (*key, *said, day, *rank))
        case GoalReached():
            connection.execute(_END, (*key, REACHED, day, ids.to_bytes(event.actor), *rank))
        case GoalDropped():
            connection.execute(_END, (*key, DROPPED, day, ids.to_bytes(event.actor), *rank))


_KEPT = Kept(TABLE, ("group", "goal"), KINDS, _key, _fold)


def goals(database: "Database", group: str) -> tuple[Goal, ...]:
    """The goals of a group, given by its id: the open ones first, of each the first due first."""
    rows = database.query(
        "SELECT goal, row_number() OVER (ORDER BY set_day, goal), text, measure, about, wanted, owner, due, set_day,"
        " state, ended_day, ended_by FROM goals"
        " WHERE \"group\" = ? AND text IS NOT NULL ORDER BY state <> 'open', due, set_day, goal",
        (ids.to_bytes(group),),
    )
    return tuple(
        Goal(
            id=ids.to_text(goal),
            group=group,
            number=number,
            text=clean(text),
            measure=measure,
            about=about,
            wanted=wanted,
            owner=ids.to_text(owner),
            due=kept_day(due),
            set=kept_day(set_day),
            state=state,
            ended=None if ended_day is None else kept_day(ended_day),
            ended_by=None if ended_by is None else ids.to_text(ended_by),
        )
        for goal, number, text, measure, about, wanted, owner, due, set_day, state, ended_day, ended_by in rows
    )
