"""What somebody is shown of sprints: bands of groups that want to be seen beside others, and no person in any of it."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date

from quizzes.library import Library
from store import groups
from store.database import Database
from store.duties import Opens
from store.group_mirror import require, studied
from store.groups import Group
from store.sprints import BEFORE, FEWEST_GROUPS, Bands, Sprint, State, bands_of, sprints, state_of


@dataclass(frozen=True, slots=True)
class SprintGroup:
    """A group that takes part."""

    group: str
    """Its id."""
    name: str
    bands: Bands | None
    """None where nothing is beside anything yet, or the reader's own groups do not take part."""
    own: bool
    """Whether the reader leads it or is a member of it."""


@dataclass(frozen=True, slots=True)
class SprintRecord:
    """A sprint as one reader is shown it."""

    sprint: Sprint
    state: State
    groups: tuple[SprintGroup, ...]
    """By name: never by how they do."""
    asked: tuple[Group, ...]
    """Who were asked and do not take part, by name."""
    to_answer: tuple[Group, ...]
    """Of these, those that the reader leads; none where it is over."""


@dataclass(frozen=True, slots=True)
class OwnSprint:
    """A sprint as one group that takes part in it may tell others of it: its own bands, and nobody else's."""

    name: str
    first: date
    last: date
    state: State
    groups: int
    """How many take part, with this one."""
    bands: Bands | None
    """None where nothing is beside anything yet."""


def own_sprints(
    database: Database, group_id: str, library: Library, today: date, *, reader: str
) -> tuple[OwnSprint, ...]:
    """The sprints that a group takes part in, for its leaders to hand on, the latest first; none of one archived.

    The bands of the other groups are theirs: they agreed to show them to those who take part, and to nobody else.

    Raises:
        NotOpenedError: no duty of the reader, given by id, opens the group.
        StoreError: the file cannot be read.
    """
    taken = [one for one in sprints(database) if group_id in one.groups]
    if not taken:
        return ()
    going_on = {group.id: group for group in groups.groups(database) if group.archived is None}
    if group_id not in going_on:
        return ()
    require(database, going_on[group_id], reader, today, Opens.GROUP)
    found: list[OwnSprint] = []
    for sprint in taken:
        number, bands = len(sprint.groups & going_on.keys()), None
        if number >= FEWEST_GROUPS:
            facts = studied(database, going_on[group_id], library, today, first=sprint.first - BEFORE)
            bands = bands_of(sprint, facts, today)
        found.append(OwnSprint(sprint.name, sprint.first, sprint.last, state_of(sprint, today), number, bands))
    return tuple(found)


def sprint_records(database: Database, library: Library, today: date, *, reader: str) -> tuple[SprintRecord, ...]:
    """The sprints of all groups that a reader, given by id, leads or is a member of; the latest first.

    Raises:
        StoreError: the file cannot be read.
    """
    known = {group.id: group for group in groups.groups(database) if group.archived is None}
    led = known.keys() & groups.held_by(database, reader, groups.LEADER, today)
    own = led | (known.keys() & groups.held_by(database, reader, groups.MEMBER, today))
    return tuple(
        _record(database, sprint, library, today, known=known, own=own, led=led)
        for sprint in sprints(database)
        if own & sprint.groups or led & {sprint.by, *sprint.asked}
    )


def _record(
    database: Database,
    sprint: Sprint,
    library: Library,
    today: date,
    *,
    known: Mapping[str, Group],
    own: Set[str],
    led: Set[str],
) -> SprintRecord:
    taking = _by_name(known[one] for one in sprint.groups if one in known)
    shown = len(taking) >= FEWEST_GROUPS and bool(own & sprint.groups)
    state = state_of(sprint, today)

    def bands(group: Group) -> Bands:
        return bands_of(sprint, studied(database, group, library, today, first=sprint.first - BEFORE), today)

    asked = _by_name(known[one] for one in {sprint.by, *sprint.asked} - sprint.groups if one in known)
    return SprintRecord(
        sprint=sprint,
        state=state,
        groups=tuple(
            SprintGroup(group.id, group.name, bands(group) if shown else None, group.id in own) for group in taking
        ),
        asked=asked,
        to_answer=tuple(group for group in asked if group.id in led) if state is not State.OVER else (),
    )


def _by_name(found: Iterable[Group]) -> tuple[Group, ...]:
    return tuple(sorted(found, key=lambda group: (group.name.casefold(), group.id)))
