"""When a member was in which groups: the days of each stay, and that a charter accepted in one holds for no later one.

Other terms of a membership, such as its last day, are recorded as its end and another beginning at the same moment:
that is one stay, and no return.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from store import ids
from store.database import Database
from store.days import kept_day
from store.duties import MEMBER

_TIMES = """
    SELECT "group", member, joined_day, left_day, joined_at, joined_event FROM memberships
    WHERE duty = ?1 AND (?2 IS NULL OR "group" = ?2) AND (?3 IS NULL OR member = ?3) ORDER BY joined_at, joined_event
"""


@dataclass(frozen=True, slots=True)
class Stay:
    """A time without a break in which somebody is, or was, a member of a group."""

    group: str
    """Id of the group."""
    member: str
    """Id of the member."""
    first: date
    left: date | None
    """The first day on which it was over; None where no end is set."""
    rank: tuple[int, bytes]
    """Where its beginning stands in the order of events."""

    def holds(self, day: date) -> bool:
        """Whether it is so on a day."""
        return self.first <= day and (self.left is None or day < self.left)

    def covers(self, day: date) -> bool:
        """Whether something of a day concerns it; the day of its end does, as that went on until somebody ended it."""
        return self.first <= day and (self.left is None or day <= self.left)


def stays(database: Database, *, group: str = "", member: str = "") -> tuple[Stay, ...]:
    """The stays in a group, of a member, or of both, given by ids, in the order in which they began."""
    given = (MEMBER, *(ids.to_bytes(one) if one else None for one in (group, member)))
    found: dict[tuple[bytes, bytes], list[Stay]] = {}
    for of, who, joined, left, at, event in database.query(_TIMES, given):
        first, end = kept_day(joined), kept_day(left) if left else None
        mine = found.setdefault((of, who), [])
        named = ids.to_text(of), ids.to_text(who)
        goes_on = bool(mine) and mine[-1].left == first
        if goes_on and _ended_then(database, of, named[1], at):
            mine[-1] = replace(mine[-1], left=end)
        else:
            mine.append(Stay(*named, first, end, (at, event)))
    return tuple(sorted((one for several in found.values() for one in several), key=lambda one: one.rank))


def _ended_then(database: Database, group: bytes, member: str, at: int) -> bool:
    """Whether a membership was ended by an event of a moment, and not only given other terms."""
    sql = """
        SELECT 1 FROM events
        WHERE subject = ? AND kind = 'group.left' AND kind <> 'answered' AND kind <> 'rated' AND at = ?
        AND json_extract(body, '$.member') = ? AND json_extract(body, '$.duty') = ?
    """
    return bool(database.query(sql, (group, at, member, MEMBER)))


def returned(found: Iterable[Stay], day: date) -> Mapping[str, tuple[int, bytes]]:
    """Of each who was a member before and is one again on a day, by id, the rank of the latest return.

    The stays are those in one group.
    """
    known: set[str] = set()
    again: dict[str, tuple[int, bytes]] = {}
    for one in found:
        if one.member in known and one.first <= day:
            again[one.member] = one.rank
        known.add(one.member)
    return again
