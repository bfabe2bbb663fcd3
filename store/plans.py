"""What study groups are to do: their plans, and their goals."""

from collections.abc import Callable, Sequence
from datetime import datetime
from random import Random

from store.database import Database
from store.events import GoalDropped, GoalReached, GoalSet, PlanSet
from store.groups import Group, refuse_archived
from store.log import Entry, append
from store.projections.goals import DROPPED, OPEN, REACHED, Goal, goals
from store.projections.plan_sets import Setting, settings

__all__ = ["DROPPED", "OPEN", "REACHED", "Goal", "Setting", "goals", "record", "settings"]


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
