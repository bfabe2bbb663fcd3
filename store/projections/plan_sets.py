"""Every plan of a group as it was set, so that what was planned then can be told after it was replaced."""

import json
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from lessons.light import dataclass
from store import ids, records, strict_json
from store.days import kept_day
from store.events import Event, PlanSet

if TYPE_CHECKING:
    from store.database import Database

TABLE = "plan_sets"
KINDS = frozenset({PlanSet.KIND})
LIST = 'INSERT INTO plan_sets (at, event, "group", day, course, due) VALUES (?, ?, ?, ?, ?, ?)'
"""Takes in one plan. Each is an item of its own, so none is ever late."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a group was assigned of a course from a day on."""

    day: date
    """The study day on which it was set."""
    course: str
    """Id of the course."""
    due: Mapping[str, date]
    """Of each lesson assigned, by its key, the last day to complete it."""


def listed(event: Event) -> tuple[object, ...]:
    """The row of one plan."""
    if not isinstance(event.body, PlanSet):
        raise TypeError(event.kind)
    body = event.body
    due = strict_json.write(dict(body.due))
    return (*records.rank(event), ids.to_bytes(event.subject), event.day.isoformat(), body.course, due)


def settings(database: "Database", group: str) -> tuple[Setting, ...]:
    """Every plan that a group, given by its id, ever had, in the order in which they were set."""
    rows = database.query(
        'SELECT day, course, due FROM plan_sets WHERE "group" = ? ORDER BY at, event', (ids.to_bytes(group),)
    )
    return tuple(
        Setting(
            kept_day(day),
            course,
            {lesson: kept_day(last) for lesson, last in json.loads(due).items()},
        )
        for day, course, due in rows
    )
