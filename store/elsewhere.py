"""The members of a group who study elsewhere and share in files, as far as what was collected tells of them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from lessons.clean import clean
from store import challenging, groups, people, replies, streams
from store.access import Looked
from store.challenging import Said
from store.database import Database
from store.days import first_day, last_day, week_of
from store.facts import Recorded
from store.groups import Group
from store.people import Member
from store.projections import lesson_facts
from store.projections.lesson_facts import LessonFacts
from store.replies import Answer
from store.shared import outside
from store.streams import told_of
from store.told import Told, told


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


def said(database: Database, group: Group, day: date) -> tuple[Said, ...]:
    """What members who share in files called wrong, in the order of time, with what leaders here answered."""
    found: list[Said] = []
    for person, one in members(database, group, day).items():
        answers = replies.from_leaders(database, outside(group.id), person).answers if one.challenged else {}
        for entry, (about, week) in one.challenged.items():
            words = clean(about.lesson), clean(about.status), clean(about.text)
            open_ = Said(entry, person, one.name, *words, first_day(week), "", "", None, week)
            found.append(_answered(open_, answers.get(entry)))
    return tuple(sorted(found, key=lambda each: each.day))


def own_said(database: Database, group: Group, member: str, persons: Sequence[str]) -> tuple[Said, ...]:
    """What a member here called wrong in a group, with what was answered here or in a file.

    Args:
        database: where the member studies.
        group: it was called wrong for its leaders.
        member: id of the member.
        persons: the ids under which the group knows the member from files; none where nothing was shared.
    """
    mine = challenging.said(database, group.id, member)
    answers = dict(replies.to_member(database, outside(group.id), persons).answers) if mine else {}
    if not answers:
        return mine
    known = own_told(database, group, member).challenged
    waiting = {entry: (about.lesson, about.status, clean(about.text)) for entry, (about, _week) in known.items()}
    found: list[Said] = []
    for one in mine:
        # The same words said twice were told twice, in the same order.
        entry = next((key for key, words in waiting.items() if words == (one.lesson, one.status, one.text)), "")
        waiting.pop(entry, None)
        found.append(one if one.answered else _answered(one, answers.get(entry)))
    return tuple(found)


def _answered(one: Said, answer: Answer | None) -> Said:
    if answer is None:
        return one
    day, week = first_day(answer.week), answer.week
    return replace(one, answer=answer.text, by=answer.name, answered=day, answered_week=week)


def own_told(database: Database, group: Group, member: str) -> Told:
    """What a member here has told a group in files."""
    with database.reading() as connection:
        kept = streams.streams(connection, group=outside(group.id), owner=member)
        own = [one.source.stream for one in kept if one.source.person and not one.source.reply]
        return streams.made_of(connection, own[-1], told) if own else Told()


def counted_from(
    database: Database, group: Group, joined: Mapping[str, date], *, told: str = "", today: date | None = None
) -> Mapping[str, date]:
    """From which day on what is due counts for members who study here, by their ids: the one on which they joined.

    Of who shares in files leaders know no day: it is the last of the week in which that began; for `told`,
    who is about to share for the first time, the week of today.
    """
    with database.reading() as connection:
        weeks = dict(streams.first_weeks(connection, outside(group.id)))
    if told and today:
        weeks.setdefault(told, week_of(today))
    return {member: last_day(weeks[member]) if member in weeks else day for member, day in joined.items()}


def looked(database: Database, group: Group, persons: Sequence[str]) -> tuple[Looked, ...]:
    """Who looked at a member here, as far as leaders' files tell of it, the latest first."""
    looks = replies.to_member(database, outside(group.id), persons).looks
    found = [Looked(one.name, first_day(one.week), one.page, one.week) for one in looks]
    return tuple(sorted(found, key=lambda one: (one.week, one.page, one.name), reverse=True))


def everybody(database: Database, group: Group, ever: Collection[str]) -> Mapping[str, Told]:
    """Who of those who are or were members of a group, given by id, shares in files and was not erased."""
    said = told_of(database, outside(group.id))
    return {person: one for person, one in said.items() if person in ever and not one.erased}


def recorded(told: Told) -> Recorded:
    """What is known of a member who shares in files, to the week."""
    lessons = {key: LessonFacts(key, finished_day=first_day(week)) for key, week in told.completed.items()}
    return Recorded(lessons=lessons, active=first_day(told.last_studied) if told.last_studied else None)
