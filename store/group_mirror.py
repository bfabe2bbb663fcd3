"""What a leader receives of a group: made from the records of its members, never from the log."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from quizzes.library import Library
from quizzes.mastery import proficient, questions_of
from store import elsewhere, group_pace, groups, people, plans
from store.database import Database
from store.facts import Assignment, Recorded, assignments, recorded
from store.goals import Measured, goal_records
from store.group_pace import Proposal, Pursued
from store.mirror import (
    FEWEST,
    Basis,
    GoalRecord,
    GroupDimension,
    GroupFigures,
    GroupLesson,
    GroupRecord,
    HelpNeeded,
    MemberRecord,
    Week,
    first_day,
    member_record,
    week_of,
)
from store.projections import item_memory, lesson_facts, sittings, study_days
from store.projections.groups import Group, Plan
from store.shared import outside
from store.status import Status
from store.streams import outline_of
from store.told import Told, told_record

WEEKS = 12
"""Weeks of a group that are shown."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """A group's members as a leader receives them, and what its own figures are made from."""

    members: tuple[MemberRecord, ...]
    recorded: Mapping[str, Recorded]
    """By the member's id; of those who share in files, what they told, to the week."""
    joined: Mapping[str, date]
    """When each of them joined."""
    plans: tuple[Plan, ...]
    assigned: tuple[Assignment, ...]
    told: Mapping[str, Told]
    """What those who share in files have told, by their ids."""


def group_record(database: Database, group: Group, library: Library, today: date) -> GroupRecord:
    """Everything that a leader receives of a group, as of a study day.

    Raises:
        StoreError: the file cannot be read.
    """
    seen = _see(database, group, library, today)
    first = today - timedelta(days=today.weekday(), weeks=WEEKS - 1)
    here = [member for member in seen.joined if member not in seen.told]
    studied = {person: [first_day(week) for week in one.studied] for person, one in seen.told.items()}
    days = {**study_days.active_days(database, here, first), **studied}
    dimensions = _dimensions(database, seen, library)
    return GroupRecord(
        group=group.id,
        name=group.name,
        as_of=today,
        leaders=leaders_of(database, group),
        members=seen.members,
        lessons=_lessons(seen.assigned, seen.members),
        dimensions=dimensions,
        needs_help=_help(seen.assigned, seen.members),
        weeks=_weeks(seen.joined, days, seen.recorded, seen.assigned, today),
        pace=group_pace.pace(_pursued(database, group, seen), today),
        goals=goal_records(
            plans.goals(database, group.id),
            names_of(database, group),
            Measured(seen.members, dimensions, seen.plans, library),
        ),
    )


def proposal(database: Database, group: Group, library: Library, today: date) -> Proposal:
    """The dates that a group would keep at the pace that it has, as of a study day.

    Leave counts where the group is large enough that no date tells of somebody's.

    Raises:
        StoreError: the file cannot be read.
    """
    seen = _see(database, group, library, today)
    few = len(seen.members) < FEWEST
    leave = {} if few else {person: one.leave for person, one in seen.recorded.items() if one.leave}
    order = [one.lesson for one in seen.assigned]
    return group_pace.propose(_pursued(database, group, seen), order, today, leave)


def goals_of(database: Database, group: Group, library: Library) -> tuple[GoalRecord, ...]:
    """The goals of a group as its members see them: how far they have come is not looked at.

    Raises:
        StoreError: the file cannot be read.
    """
    goals = goal_records(plans.goals(database, group.id), names_of(database, group), Measured((), (), (), library))
    return tuple(replace(goal, share=None, withheld=None) for goal in goals)


def names_of(database: Database, group: Group) -> Mapping[str, str]:
    """The names of all who study here, and of those who share with a group in files, by their ids."""
    shared = {person: one.name for person, one in elsewhere.members(database, group).items()}
    return {**shared, **{member.id: member.name for member in people.members(database)}}


def _pursued(database: Database, group: Group, seen: _Seen) -> Pursued:
    finished = (
        (member, facts.lesson, facts.finished_day)
        for member in seen.joined
        for facts in seen.recorded[member].lessons.values()
        if facts.finished_day is not None
    )
    return Pursued(plans.settings(database, group.id), seen.joined, finished)


def group_figures(database: Database, group: Group, library: Library, today: date) -> GroupFigures:
    """A group beside others, as of a study day; nothing but its size where it is too small.

    Raises:
        StoreError: the file cannot be read.
    """
    seen = _see(database, group, library, today)
    return _figures(group, seen, _dimensions(database, seen, library), today)


def own_record(database: Database, group: Group, member: str, library: Library, today: date) -> MemberRecord | None:
    """What the leaders of a group receive of a member, given by id; None where the member is not in it.

    Raises:
        StoreError: the file cannot be read.
    """
    seen = _see(database, group, library, today)
    return next((record for record in seen.members if record.member == member), None)


def leaders_of(database: Database, group: Group) -> tuple[str, ...]:
    """The names of those who lead a group: here, or where it was made."""
    here = tuple(leader.name for leader in groups.people_of(database, group.id, groups.LEADER))
    return here or outline_of(database, outside(group.id)).leaders


def _see(database: Database, group: Group, library: Library, today: date) -> _Seen:
    members, joined = groups.people_of(database, group.id, groups.MEMBER), _joined(database, group)
    known = recorded(database, members)
    set_now = groups.plans(database, group.id)
    assigned = assignments(set_now, library)
    results = sittings.announced(database, group.id, [member.id for member in members])
    records = [
        member_record(
            member,
            known[member.id],
            assignments(set_now, library, joined={group.id: joined[member.id]}),
            results=results,
            library=library,
            today=today,
        )
        for member in members
    ]
    told = elsewhere.members(database, group)
    facts = lesson_facts.of_members(database, list(told))
    for person, one in told.items():
        handled = {lesson: fact.handled for lesson, fact in facts.get(person, {}).items() if fact.handled}
        records.append(told_record(person, one, assigned, handled=handled, library=library, today=today))
    return _Seen(
        members=tuple(records),
        recorded={**known, **{person: elsewhere.recorded(one) for person, one in told.items()}},
        joined={record.member: joined[record.member] for record in records},
        plans=set_now,
        assigned=assigned,
        told=told,
    )


def _dimensions(database: Database, seen: _Seen, library: Library) -> tuple[GroupDimension, ...]:
    """How far the members have come on each dimension of the courses assigned; no share where they are too few.

    Of every member and every objective of a dimension, in all courses that share it, those that were reached. Where all
    study here, by what each has mastered: that is the member's own, is added up here, and nothing but the sum leaves.
    Where some share in files, nobody's mastery is known of them: then of everybody the results of announced quizzes
    count, and nothing else, so that like is added to like.
    """
    members = [member.member for member in seen.members]
    few = len(members) < FEWEST
    basis = Basis.ANNOUNCED if seen.told else Basis.MASTERY
    right = {} if few or seen.told else item_memory.right_of_members(database, members)
    passed = [{result.quiz for result in member.results if result.passed} for member in seen.members]
    found: dict[tuple[str, str], tuple[list[bool], list[float]]] = {}
    for plan in seen.plans:
        contents = library.course(plan.course)
        if contents is None:
            continue
        asked = questions_of(contents)
        for dimension in contents.course.dimensions:
            objectives = [one.id for one in contents.course.objectives if one.dimension == dimension.id]
            if not objectives:
                continue
            reached, targets = found.setdefault((dimension.id, dimension.title), ([], []))
            wanted = plan.target_of(dimension.id)
            targets += [] if wanted is None else [wanted]
            if basis is Basis.MASTERY:
                reached += [proficient(asked[one], right[member]) for member in right for one in objectives]
                continue
            for one in objectives:
                announced = {quiz for quiz, _question in asked[one]} & set(plan.announced)
                reached += [announced <= quizzes for quizzes in passed] if announced else []
    return tuple(
        GroupDimension(
            id_,
            title,
            None if few else _share(sum(reached), len(reached)),
            max(targets, default=None),
            basis,
            asked=basis is Basis.MASTERY or bool(reached),
        )
        for (id_, title), (reached, targets) in found.items()
    )


def _joined(database: Database, group: Group) -> Mapping[str, date]:
    """When each present member joined a group."""
    held = groups.memberships(database, group=group.id)
    return {one.member: one.joined for one in held if one.left is None and one.duty == groups.MEMBER}


def _lessons(assigned: Sequence[Assignment], members: Sequence[MemberRecord]) -> tuple[GroupLesson, ...]:
    """How the members of a group stand on each lesson assigned, from their records alone."""
    return tuple(
        GroupLesson(
            lesson=one.lesson,
            title=one.title,
            course=one.course,
            due=one.due,
            tally={status: sum(member.lessons[one.lesson].status is status for member in members) for status in Status},
        )
        for one in assigned
    )


def _help(assigned: Sequence[Assignment], members: Sequence[MemberRecord]) -> tuple[HelpNeeded, ...]:
    """Who needs help with what, from the members' records alone."""
    return tuple(
        HelpNeeded(member.member, member.name, one.lesson, one.title, lesson.reason, lesson.since)
        for member in members
        for one in assigned
        if (lesson := member.lessons[one.lesson]).reason is not None and lesson.since is not None
    )


def _weeks(
    joined: Mapping[str, date],
    days: Mapping[str, Sequence[date]],
    recorded: Mapping[str, Recorded],
    assigned: Sequence[Assignment],
    today: date,
) -> tuple[Week, ...]:
    """The last weeks of a group, by its present members, from the week on in which the first of them joined.

    Args:
        joined: when each member joined.
        days: the study days of each member.
        recorded: what is recorded of each member.
        assigned: the lessons assigned to the group.
        today: the study day.
    """
    lessons = frozenset(one.lesson for one in assigned)
    finished = [
        facts.finished_day
        for member in joined
        for facts in recorded[member].lessons.values()
        if facts.lesson in lessons and facts.finished_day is not None
    ]
    this = today - timedelta(days=today.weekday())
    weeks: list[Week] = []
    for monday in (this - timedelta(weeks=back) for back in range(WEEKS - 1, -1, -1)):
        sunday = monday + timedelta(days=6)
        there = [member for member, day in joined.items() if day <= sunday]
        if not there and monday != this:
            continue
        active = sum(any(monday <= day <= sunday for day in days.get(member, ())) for member in there)
        weeks.append(
            Week(
                week=week_of(monday),
                active=active if len(there) >= FEWEST else None,
                members=len(there),
                completed=sum(monday <= day <= sunday for day in finished),
            )
        )
    return tuple(weeks)


def _figures(group: Group, seen: _Seen, dimensions: tuple[GroupDimension, ...], today: date) -> GroupFigures:
    """A group beside others; nothing but its size where it is too small."""
    finished = [
        (one, facts.finished_day if facts else None)
        for member in seen.members
        for one in seen.assigned
        for facts in [seen.recorded[member.member].lessons.get(one.lesson)]
    ]
    come = [(one, day) for one, day in finished if one.due < today]
    week_ago, this = today - timedelta(days=7), week_of(today)
    shares = (
        _share(sum(day is not None for _one, day in finished), len(finished)),
        _share(sum(day is not None and day <= week_ago for _one, day in finished), len(finished)),
        _share(sum(day is not None for _one, day in come), len(come)),
        _share(sum(member.last_active_week == this for member in seen.members), len(seen.members)),
    )
    few = len(seen.members) < FEWEST
    return GroupFigures(group.id, group.name, len(seen.members), *((None,) * 4 if few else shares), dimensions)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
