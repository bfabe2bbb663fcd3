"""What study groups are to do: their plans, and their goals."""

from collections.abc import Callable, Sequence
from datetime import datetime
from random import Random

from store import ids, records
from store.database import Database
from store.events import GoalDropped, GoalReached, GoalSet, PlanSet
from store.groups import Group, refuse_archived
from store.log import Entry, append
from store.projections.goals import DROPPED, OPEN, REACHED, Goal, goals
from store.projections.plan_sets import Setting, settings

__all__ = ["DROPPED", "OPEN", "REACHED", "Goal", "Setting", "before", "goals", "record", "settings"]


def record(
    database: Database,
    group: Group,
    bodies: Sequence[PlanSet | GoalSet | GoalReached | GoalDropped],
    *,
    by: str,
    now: Callable[[], datetime],
    random: Random,
) -> None:
    """Record what was decided for a group, all of it or nothing, on the word of a leader, given by id.

    Raises:
        ArchivedGroupError: the group has come to its end.
        StoreError: nothing was written, and why.
    """
    refuse_archived(group)
    append(database, [Entry(body, by, group.id) for body in bodies], now=now, random=random)


def before(database: Database, group: Group, course: str) -> PlanSet | None:
    """The plan of a group for a course, given by id, that the one of now has replaced; None where it replaced none.

    Raises:
        StoreError: the file cannot be read.
    """
    rows = database.query(
        'SELECT event FROM plan_sets WHERE "group" = ? AND course = ? ORDER BY at DESC, event DESC LIMIT 2',
        (ids.to_bytes(group.id), course),
    )
    with database.reading() as connection:
        latest = [event.body for row in rows for event in records.read(connection, "id = ?", row)]
    return next((body for body in latest[1:] if isinstance(body, PlanSet)), None)
