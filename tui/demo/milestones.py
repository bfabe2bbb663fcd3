"""What changes in the course of the story, beside what people study: who comes, joins, leaves, leads, what is assigned.

Pure. Days are counted back from the last one of the story, which is 0.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tui.demo.people import EVERYBODY, NIGHT_SHIFT, PLATFORM_TEAM, Aim, Assigned, Cast, GroupTold, Person, Service, Stay
from tui.demo.story import leaves

_NOTICE = 3
"""Days at the least from a plan to the first that is due, so that a short story has time to come to something."""
_SPRINT = 27
"""Days before the end on which a sprint is proposed: some whole weeks of it have passed then, and it goes on."""


@dataclass(frozen=True, slots=True)
class Comes:
    """Somebody begins to study here."""

    person: Person


@dataclass(frozen=True, slots=True)
class Founds:
    """A leader makes a group."""

    group: GroupTold


@dataclass(frozen=True, slots=True)
class Helps:
    """A second leader comes to a group."""

    group: GroupTold
    helper: str


@dataclass(frozen=True, slots=True)
class Serves:
    """Somebody takes on a duty in a group."""

    group: GroupTold
    service: Service


@dataclass(frozen=True, slots=True)
class Joins:
    """Somebody comes into a group."""

    person: Person
    group: GroupTold


@dataclass(frozen=True, slots=True)
class Leaves:
    """Somebody goes out of a group."""

    person: Person
    group: GroupTold


@dataclass(frozen=True, slots=True)
class Plans:
    """A leader assigns a course."""

    group: GroupTold
    plan: Assigned
    first: int
    """From when on its lessons are due."""


@dataclass(frozen=True, slots=True)
class GoesAway:
    """Somebody is on leave from this day on."""

    person: Person
    last: int


@dataclass(frozen=True, slots=True)
class Aims:
    """A group takes on a goal."""

    group: GroupTold
    aim: Aim


@dataclass(frozen=True, slots=True)
class Reaches:
    """A leader says that a goal is reached."""

    group: GroupTold
    aim: Aim


@dataclass(frozen=True, slots=True)
class Sprints:
    """A group asks another to study beside it for some weeks, and it does."""

    group: GroupTold
    other: GroupTold


Milestone = Comes | Founds | Helps | Serves | Joins | Leaves | Plans | GoesAway | Aims | Reaches | Sprints


def milestones(length: int, cast: Cast = EVERYBODY) -> Sequence[tuple[int, Milestone]]:
    """All of them in the order in which they happen, each with its day, in a story of so many days about a cast."""
    groups = {group.name: group for group in cast.groups}
    there = [person for person in cast.people if _is_there(person, length)]
    found: list[tuple[int, Milestone]] = [
        *((_coming(person, length, cast), Comes(person)) for person in there),
        *((length, Founds(group)) for group in cast.groups),
        *((min(group.helper_since, length), Helps(group, group.helper)) for group in cast.groups if group.helper),
        *(one for person in there for one in _stays(person, length, groups)),
        *((min(one.since, length), Serves(group, one)) for group in cast.groups for one in group.services),
        *(one for group in cast.groups for one in _plans(group, length)),
        *(one for group in cast.groups for one in _aims(group, length)),
        *(one for person in there for one in _leaves(person, length, cast)),
        *_sprints(groups, length),
    ]
    return sorted(found, key=lambda one: -one[0])  # what happens on one day keeps this order


def _is_there(person: Person, length: int) -> bool:
    """Whether a story of this length has somebody in it."""
    return not person.stays or any(_is_within(stay, length) for stay in person.stays)


def _is_within(stay: Stay, length: int) -> bool:
    return stay.until is None or stay.until < length


def _coming(person: Person, length: int, cast: Cast) -> int:
    """The day on which somebody begins to study here: who leads is there from the first."""
    since = [stay.since for stay in person.stays if _is_within(stay, length)]
    leads = any(person.name in {group.leader, group.helper} for group in cast.groups)
    return length if leads or not since else min(max(since), length)


def _stays(person: Person, length: int, groups: Mapping[str, GroupTold]) -> Iterator[tuple[int, Milestone]]:
    for stay in person.stays:
        if not _is_within(stay, length):
            continue
        yield min(stay.since, length), Joins(person, groups[stay.group])
        if stay.until is not None:
            yield stay.until, Leaves(person, groups[stay.group])


def _plans(group: GroupTold, length: int) -> Iterator[tuple[int, Milestone]]:
    for plan in group.plans:
        if plan.due < length:
            day = min(plan.set, length)
            yield day, Plans(group, plan, min(plan.first, day - _NOTICE))


def _aims(group: GroupTold, length: int) -> Iterator[tuple[int, Milestone]]:
    for aim in group.aims:
        if aim.due < length:
            yield min(aim.set, length), Aims(group, aim)
            if aim.reached is not None:
                yield min(aim.reached, length), Reaches(group, aim)


def _sprints(groups: Mapping[str, GroupTold], length: int) -> Iterator[tuple[int, Milestone]]:
    if length > _SPRINT and PLATFORM_TEAM in groups and NIGHT_SHIFT in groups:
        yield _SPRINT, Sprints(groups[PLATFORM_TEAM], groups[NIGHT_SHIFT])


def _leaves(person: Person, length: int, cast: Cast) -> Iterator[tuple[int, Milestone]]:
    coming = _coming(person, length, cast)
    return ((first, GoesAway(person, last)) for first, last in leaves(person) if first <= coming)
