"""The members of a group who study elsewhere and share in files, as far as what was collected tells of them."""

from collections.abc import Collection, Mapping
from datetime import date

from store import groups, people
from store.database import Database
from store.days import first_day, week_of
from store.facts import Recorded
from store.groups import Group
from store.people import Member
from store.projections import lesson_facts
from store.projections.lesson_facts import LessonFacts
from store.shared import outside
from store.streams import told_of
from store.told import Told


def find(database: Database, group: Group, name: str, day: date) -> Member | None:
    """Who has shared with a group in a file under a name, and is in the group on a day or was; None where nobody has.

    For the day on which they were added stands the day on which the group came to be.
    """
    said = told_of(database, outside(group.id))
    found = [person for person, one in said.items() if people.compared(one.name) == people.compared(name)]
    present = groups.present(database, group.id, groups.MEMBER, day)
    chosen = next((person for person in found if person in present), found[0] if found else None)
    return Member(chosen, said[chosen].name, group.created) if chosen else None


def members(database: Database, group: Group, day: date) -> Mapping[str, Told]:
    """Who of the members of a group on a day does not study here, by their ids, in the order in which they joined."""
    said = told_of(database, outside(group.id))
    if not said:
        return {}
    return {
        person: said[person]
        for person in groups.present(database, group.id, groups.MEMBER, day)
        if person in said and not said[person].erased
    }


def need(database: Database, group: Group, person: str, lesson: str, day: date) -> str | None:
    """Id of the entry that tells of the help which a member who shares in files needs with a lesson; None without."""
    told = members(database, group, day).get(person)
    return told.asked.get(lesson) if told else None


def handled(database: Database, group: Group, day: date) -> Mapping[str, str]:
    """Of the needs that are told of and that a leader saw to, by the ids of their entries, the week."""
    told = members(database, group, day)
    facts = lesson_facts.of_members(database, list(told))
    return {
        entry: week_of(seen.handled)
        for person, one in told.items()
        for lesson, entry in one.asked.items()
        if (seen := facts.get(person, {}).get(lesson)) and seen.handled and entry in seen.needs
    }


def everybody(database: Database, group: Group, ever: Collection[str]) -> Mapping[str, Told]:
    """Who of those who are or were members of a group, given by id, shares in files and was not erased."""
    said = told_of(database, outside(group.id))
    return {person: one for person, one in said.items() if person in ever and not one.erased}


def recorded(told: Told) -> Recorded:
    """What is known of a member who shares in files, to the week."""
    lessons = {key: LessonFacts(key, finished_day=first_day(week)) for key, week in told.completed.items()}
    return Recorded(lessons=lessons, active=first_day(told.last_studied) if told.last_studied else None)
