"""What somebody with another duty than leading receives of a group: what the duty opens, mostly without names."""

from dataclasses import replace
from datetime import date

from quizzes.library import Library
from store import group_mirror, groups
from store.database import Database
from store.duties import TABLE, Opens, opens
from store.mirror import FEWEST, GroupLesson, GroupPart, GroupRecord, MemberRecord
from store.projections.groups import Group


def group_part(database: Database, group: Group, library: Library, today: date, *, reader: str) -> GroupPart:
    """What a reader's duties in a group open of it, as of a study day.

    Where there are fewer than five members, what is without names says nothing: it would be about somebody.

    Raises:
        NotOpenedError: they open nothing.
        StoreError: the file cannot be read.
    """
    duties = tuple(duty for duty in groups.duties_of(database, group.id, reader, today) if TABLE[duty])
    opened = opens(duties)
    if not opened:
        group_mirror.require(database, group, reader, today, Opens.GROUP)
    whole = group_mirror.whole_record(database, group, library, today)
    few = len(whole.members) < FEWEST
    tallies = Opens.TALLIES in opened and not few
    return GroupPart(
        group=group.id,
        name=group.name,
        as_of=whole.as_of,
        leaders=whole.leaders,
        duties=duties,
        about=whole.about,
        members=len(whole.members),
        agenda=_agenda(whole, tallies=tallies) if Opens.AGENDA in opened else None,
        tallies=tallies,
        dimensions=whole.dimensions if Opens.DIMENSIONS in opened else None,
        weeks=(() if few else whole.weeks) if Opens.TALLIES in opened else None,
        questions=whole.questions if Opens.QUESTIONS in opened else None,
        mentees=_mentees(database, group, whole, reader, today) if Opens.MENTEES in opened else None,
    )


def _agenda(whole: GroupRecord, *, tallies: bool) -> tuple[GroupLesson, ...]:
    return tuple(one if tallies else replace(one, tally={}) for one in whole.lessons)


def _mentees(
    database: Database, group: Group, whole: GroupRecord, reader: str, today: date
) -> tuple[MemberRecord, ...]:
    """The records of those whom the reader was given as a mentor, and who are in the group."""
    held = groups.memberships(database, group=group.id, member=reader)
    named = {mentee for one in held if one.duty == groups.MENTOR and one.holds(today) for mentee in one.mentees}
    return tuple(one for one in whole.members if one.member in named)
