"""What a leader receives of a group: made from the records of its members, never from the log.

Who reads is an argument: what their duties do not open is refused here, and not by a screen. A group that is archived
is shown as it was on that day. It is long because nothing of a group may be made anywhere else.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from shlex import quote
from typing import NoReturn

from quizzes.library import Library
from quizzes.mastery import proficient, questions_of
from store import by_now, challenging, charter, elsewhere, group_items, group_pace, groups, people, plans
from store.challenging import Said
from store.database import Database
from store.days import first_day, last_day, week_of
from store.duties import Opens, opens
from store.errors import NoLeaderError, NotOpenedError
from store.facts import Assignment, Recorded, assignments, recorded
from store.goals import Measured, goal_records
from store.group_pace import PaceWeek, Proposal, Pursued
from store.handling import SeenTo, oldest_told, seen_to
from store.leave import Leaves
from store.mirror import (
    FEWEST,
    About,
    Basis,
    GoalRecord,
    GroupDimension,
    GroupFigures,
    GroupLesson,
    GroupRecord,
    Held,
    HelpNeeded,
    MemberRecord,
    Reached,
    Week,
    is_silent,
    member_record,
)
from store.projections import item_memory, lesson_facts, sittings, study_days
from store.projections.groups import Group, Membership, Plan
from store.projections.lesson_facts import LessonFacts
from store.shared import outside
from store.sprints import Studied
from store.status import HELP_DAYS, Reason, Status
from store.streams import outline_of
from store.told import Told, told_record

WEEKS = 12
"""Weeks of a group that are shown."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """A group's members as a leader receives them, and what its own figures are made from."""

    members: tuple[MemberRecord, ...]
    recorded: Mapping[str, Recorded]
    """Of everybody who is or was a member, by id; of those who share in files, what they told, to the week."""
    times: tuple[Membership, ...]
    """When each of them was a member."""
    plans: tuple[Plan, ...]
    assigned: tuple[Assignment, ...]
    told: Mapping[str, Told]
    """What those who share in files have told, by their ids; of those who were members, too."""
    waiting: tuple[str, ...]
    """Names of the members who have not accepted the charter as it is now."""
    day: date
    """On which all of it is judged."""
    lessons: Mapping[str, Mapping[str, LessonFacts]]
    """Of each member, those who share in files too, what is recorded here of their lessons, by the lesson's key."""

    def was_there(self, day: date) -> bool:
        """Whether there was a group on an earlier day: somebody in it, and something assigned."""
        return any(one.holds(day) for one in self.times) and any(one.assigned <= day for one in self.assigned)


def group_record(database: Database, group: Group, library: Library, today: date, *, reader: str) -> GroupRecord:
    """Everything that a leader of a group, given by id, receives of it, as of a study day.

    Raises:
        NotOpenedError: no duty of the reader opens it.
        StoreError: the file cannot be read.
    """
    require(database, group, reader, today, Opens.GROUP)
    return whole_record(database, group, library, today)


def whole_record(database: Database, group: Group, library: Library, today: date) -> GroupRecord:
    """Everything that there is to receive of a group, for those who take from it what a reader's duties open.

    Raises:
        StoreError: the file cannot be read.
    """
    seen = _see(database, group, library, today)
    shown = {member.member for member in seen.members}
    dimensions = _dimensions(database, group, seen, library)
    return GroupRecord(
        group=group.id,
        name=group.name,
        as_of=seen.day,
        leaders=leaders_of(database, group, seen.day),
        members=seen.members,
        lessons=_lessons(seen.assigned, seen.members, library),
        dimensions=dimensions,
        needs_help=_help(seen.assigned, seen.members),
        weeks=_weeks_of(database, seen),
        about=about(group, library),
        duties=_duties(database, group, seen.told),
        waiting=seen.waiting,
        said=tuple(one for one in _said(database, group, seen.day) if one.member in shown),
        questions=group_items.announced_questions(
            database,
            group,
            [quiz for plan in seen.plans for quiz in plan.announced],
            [member.member for member in seen.members if member.as_of is None],
            library=library,
            day=seen.day,
        ),
        pace=group_pace.pace(_pursued(database, group, seen), seen.day),
        goals=goal_records(
            plans.goals(database, group.id),
            names_of(database, group),
            Measured(seen.members, dimensions, seen.plans, library),
        ),
        handled=_handled(database, group, seen),
    )


def _handled(database: Database, group: Group, seen: _Seen) -> tuple[SeenTo, ...]:
    """What leaders saw to of late: nothing from before somebody joined, which is no news of this group."""
    oldest = oldest_told(seen.day)
    joined = {one.member: one.joined for one in seen.times if one.holds(seen.day)}
    return seen_to(
        database,
        group,
        {one.member: one.name for one in seen.members},
        seen.lessons,
        [one.lesson for one in seen.assigned],
        since={one.member: max(oldest, joined[one.member]) for one in seen.members},
        day=seen.day,
    )


def proposal(database: Database, group: Group, library: Library, today: date, *, reader: str) -> Proposal:
    """The dates that a group would keep at the pace that it has, as of a study day.

    Leave counts where the group is large enough that no date tells of somebody's.

    Raises:
        NotOpenedError: no duty of the reader opens the group.
        StoreError: the file cannot be read.
    """
    require(database, group, reader, today, Opens.GROUP)
    seen = _see(database, group, library, today)
    few = len(seen.members) < FEWEST
    leaves = {} if few else {person: one.leaves for person, one in seen.recorded.items() if one.leaves}
    order = [one.lesson for one in seen.assigned]
    assigned = {one.lesson: one.assigned for one in seen.assigned}
    joined = {one.member: one.joined for one in seen.times if one.holds(seen.day)}
    silent = {
        one.member: one.name
        for one in seen.members
        if is_silent(one, assigned, joined[one.member], seen.day)
        and not _was_away(leaves.get(one.member, ()), seen.day)
    }
    found = group_pace.propose(_pursued(database, group, seen), order, seen.day, leaves, silent)
    return replace(found, silent=tuple(silent.values()))


def _was_away(leaves: Leaves, day: date) -> bool:
    """Whether somebody on leave has not been back for as long as makes them silent."""
    return any(leave.first <= day <= leave.last + timedelta(days=HELP_DAYS) for leave in leaves)


def goals_of(database: Database, group: Group, library: Library, today: date, *, reader: str) -> tuple[GoalRecord, ...]:
    """The goals of a group as everybody with a duty in it sees them: how far they have come is not looked at.

    Raises:
        NotOpenedError: the reader has no duty in it.
        StoreError: the file cannot be read.
    """
    require_duty(database, group, reader, today)
    known = [contents for plan in groups.plans(database, group.id) if (contents := library.course(plan.course))]
    titles = [
        GroupDimension(one.id, one.title, None, None, Basis.MASTERY) for it in known for one in it.course.dimensions
    ]
    named = names_of(database, group)
    goals = goal_records(plans.goals(database, group.id), named, Measured((), titles, (), library))
    return tuple(replace(goal, share=None, withheld=None) for goal in goals)


def _said(database: Database, group: Group, day: date) -> tuple[Said, ...]:
    here, shared = challenging.said(database, group.id), elsewhere.said(database, group, day)
    return tuple(sorted((*here, *shared), key=lambda one: one.day)) if shared else here


def names_of(database: Database, group: Group) -> Mapping[str, str]:
    """The names of all who study here, and of those who share with a group in files, by their ids."""
    everybody = {one.member for one in groups.memberships(database, group=group.id)}
    shared = {person: one.name for person, one in elsewhere.everybody(database, group, everybody).items()}
    return {**shared, **{member.id: member.name for member in people.members(database)}}


def _pursued(database: Database, group: Group, seen: _Seen) -> Pursued:
    finished = (
        (member, facts.lesson, facts.finished_day)
        for member, one in seen.recorded.items()
        for facts in one.lessons.values()
        if facts.finished_day is not None
    )
    return Pursued(plans.settings(database, group.id), _times(seen), finished, _begins_of_told(seen))


def _begins(seen: _Seen) -> Mapping[str, date]:
    """Of the members of now the day from which on something is due for them, by id."""
    told, shown = _begins_of_told(seen), {one.member for one in seen.members}
    held = (one for one in seen.times if one.member in shown and one.holds(seen.day))
    return {one.member: max(one.joined, told.get(one.member, one.joined)) for one in held}


def _begins_of_told(seen: _Seen) -> Mapping[str, date]:
    """Of who shares in files the day before which nothing is due, as their records have it."""
    return {person: last_day(one.first) for person, one in seen.told.items() if one.first}


def group_figures(database: Database, group: Group, library: Library, today: date, *, reader: str) -> GroupFigures:
    """A group beside others, as of a study day; nothing but its size where it is too small.

    Raises:
        NotOpenedError: no duty of the reader opens it.
        StoreError: the file cannot be read.
    """
    require(database, group, reader, today, Opens.GROUP)
    seen = _see(database, group, library, today)
    week_ago = seen.day - timedelta(days=7)
    dimensions = _dimensions(database, group, seen, library, before=week_ago if seen.was_there(week_ago) else None)
    pace = group_pace.pace(_pursued(database, group, seen), seen.day)
    return _figures(group, seen, dimensions, _weeks_of(database, seen), pace)


def studied(database: Database, group: Group, library: Library, today: date, *, first: date) -> Studied:
    """What the bands of a group in a sprint are worked out from: of the members who have accepted its charter.

    `first` is the first day that counts. Nothing of it leaves the store but bands.

    Raises:
        StoreError: the file cannot be read.
    """
    seen = _see(database, group, library, today)
    times: dict[str, list[Membership]] = {}
    for one in _times(seen):
        times.setdefault(one.member, []).append(one)
    return Studied(
        times=times,
        days=_days(database, seen, first),
        finished={
            member: {key: facts.finished_day for key, facts in one.lessons.items() if facts.finished_day}
            for member, one in seen.recorded.items()
        },
        assigned=frozenset(one.lesson for one in seen.assigned),
    )


def own_record(
    database: Database, group: Group, member: str, library: Library, today: date, *, told: bool = False
) -> MemberRecord | None:
    """What the leaders of a group receive of a member, given by id.

    None where that is nothing: the member is not in it, or has not accepted its charter. `told` says that the member
    is being told and agrees at this moment, as before a file is shared.

    Raises:
        StoreError: the file cannot be read.
    """
    seen = _see(database, group, library, today, told=member if told else "")
    return next((record for record in seen.members if record.member == member), None)


def own_share(database: Database, group: Group, member: str, library: Library, today: date) -> tuple[Reached, ...]:
    """What a member, given by id, adds to the shares of a group on its dimensions; nothing where none are shown.

    By announced results, which leaders receive by name anyway, it is nothing either.

    Raises:
        StoreError: the file cannot be read.
    """
    seen = _see(database, group, library, today)
    inside = {one.member for one in seen.members}
    shared = any(one.as_of is not None for one in seen.members)
    if group.archived or shared or member not in inside or len(inside) < FEWEST:
        return ()
    right = item_memory.right_of_members(database, [member])[member]
    found: dict[tuple[str, str], list[bool]] = {}
    for plan in seen.plans:
        contents = library.course(plan.course)
        if contents is None:
            continue
        asked = questions_of(contents)
        titles = {one.id: one.title for one in contents.course.dimensions}
        for one in contents.course.objectives:
            if one.dimension in titles:
                reached = found.setdefault((one.dimension, titles[one.dimension]), [])
                reached.append(proficient(asked[one.id], right))
    return tuple(Reached(title, sum(reached), len(reached)) for (_id, title), reached in found.items())


def require(database: Database, group: Group, reader: str, today: date, part: Opens) -> None:
    """Let nobody read a part of a group whose duties in it do not open that part today.

    Raises:
        NoLeaderError: nobody leads it, and who could.
        NotOpenedError: others may read it.
    """
    if part not in opens(groups.duties_of(database, group.id, reader, today)):
        _refuse(database, group, today)


def require_duty(database: Database, group: Group, reader: str, today: date) -> None:
    """Let nobody read what is a group's own, and about nobody in it, who has no duty in it today.

    Raises:
        NoLeaderError: nobody leads it, and who could.
        NotOpenedError: others may read it.
    """
    if not groups.duties_of(database, group.id, reader, today):
        _refuse(database, group, today)


def _refuse(database: Database, group: Group, today: date) -> NoReturn:
    if not groups.present(database, group.id, groups.LEADER, today):
        able = [one.name for one in groups.may_lead(database, group.id, today)]
        leaders = leaders_of(database, group, today)
        if able and not leaders:
            raise NoLeaderError(name=group.name, group=quote(group.name), people=tuple(able))
    raise NotOpenedError(name=group.name, leaders=tuple(leaders_of(database, group, today)) or "-")


def leaders_of(database: Database, group: Group, today: date) -> tuple[str, ...]:
    """The names of those who lead a group: here, or where it was made."""
    here = tuple(leader.name for leader in groups.people_of(database, group.id, groups.LEADER, today))
    return here or outline_of(database, outside(group.id)).leaders


def about(group: Group, library: Library) -> About:
    """What a group says of itself, its courses by their titles."""
    found = {id_: library.course(id_) for id_ in group.courses}
    titles = tuple(contents.course.title if contents else id_ for id_, contents in found.items())
    return About(group.team, group.purpose, titles, group.archived)


def _duties(database: Database, group: Group, told: Mapping[str, Told]) -> tuple[Held, ...]:
    names = {member.id: member.name for member in people.members(database)}
    names |= {person: one.name for person, one in told.items()}
    return tuple(
        Held(
            member=one.member,
            name=names[one.member],
            duty=one.duty,
            first=one.joined,
            last=one.left - timedelta(days=1) if one.left else None,
            mentees=tuple(names[mentee] for mentee in one.mentees if mentee in names),
        )
        for one in groups.memberships(database, group=group.id)
        if one.member in names and one.left != one.joined
    )


def _see(database: Database, group: Group, library: Library, today: date, *, told: str = "") -> _Seen:
    day = min(today, group.archived) if group.archived else today
    times = tuple(one for one in groups.memberships(database, group=group.id) if one.duty == groups.MEMBER)
    joined = {one.member: one.joined for one in times if one.holds(day)}
    ever = {one.member for one in times}
    inside = [member for member in people.members(database) if member.id in ever]
    agreed = charter.accepted(database, group, [member.id for member in inside], day) | {told: True}
    everybody = [member for member in inside if agreed.get(member.id)]
    known = recorded(database, everybody)
    if group.archived:
        known = _as_of(database, known, day)
    here = {member.id: member for member in everybody}
    members = [here[one] for one in groups.present(database, group.id, groups.MEMBER, day) if one in here]
    set_now = groups.plans(database, group.id)
    assigned = assignments(set_now, library)
    begin = elsewhere.counted_from(database, group, joined, told=told, today=day)
    results = [
        one
        for one in sittings.announced(database, group.id, [member.id for member in members])
        if not group.archived or one.day <= day
    ]
    records = [
        member_record(
            member,
            known[member.id],
            assignments(set_now, library, joined={group.id: joined[member.id]}, due_from={group.id: begin[member.id]}),
            results=results,
            library=library,
            today=day,
        )
        for member in members
    ]
    shared = elsewhere.members(database, group, day)
    facts = lesson_facts.of_members(database, list(shared))
    for person, one in shared.items():
        seen_to = facts.get(person, {})
        records.append(told_record(person, one, assigned, handled=seen_to, library=library, today=day))
    everything = elsewhere.everybody(database, group, ever)
    return _Seen(
        members=tuple(records),
        recorded={**known, **{person: elsewhere.recorded(one) for person, one in everything.items()}},
        times=tuple(one for one in times if one.member in here or one.member in everything),
        plans=set_now,
        assigned=assigned,
        told=everything,
        waiting=tuple(member.name for member in inside if member.id in joined and not agreed.get(member.id)),
        day=day,
        lessons={**{member: one.lessons for member, one in known.items()}, **facts},
    )


def _as_of(database: Database, known: Mapping[str, Recorded], day: date) -> Mapping[str, Recorded]:
    """What was recorded of members by the end of a day, as far as a status of a group that is over needs it."""
    days = study_days.active_days(database, list(known), date.min)
    return {
        member: replace(
            one,
            lessons={key: _fact_as_of(fact, day) for key, fact in one.lessons.items()},
            # Nobody is stuck in what is over: whether a quiz was begun is all that counts.
            results={key: of._replace(passed=True) for key, of in one.results.items() if of.first_day <= day},
            tries={},
            active=max((studied for studied in days.get(member, ()) if studied <= day), default=None),
        )
        for member, one in known.items()
    }


def _fact_as_of(fact: LessonFacts, day: date) -> LessonFacts:
    def by_then(one: date | None) -> date | None:
        return one if one is not None and one <= day else None

    return fact._replace(
        opened_day=by_then(fact.opened_day),
        finished_day=by_then(fact.finished_day),
        hand=by_then(fact.hand),
        handled=by_then(fact.handled),
    )


def _dimensions(
    database: Database, group: Group, seen: _Seen, library: Library, *, before: date | None = None
) -> tuple[GroupDimension, ...]:
    """How far the members have come on each dimension of the courses assigned; no share where they are too few.

    With `before`, an earlier day, also how far they had come by its end. A group that is archived has no dimensions.
    Beside the target stands what of it is asked by now: nothing before anything is due.

    Of every member and every objective of a dimension, in all courses that share it, those that were reached. Where all
    study here, by what each has mastered: that is the member's own, is added up here, and nothing but the sum leaves.
    Where some share in files, nobody's mastery is known of them: then of everybody the results of announced quizzes
    count, and nothing else, so that like is added to like.
    """
    courses = [contents for plan in seen.plans if (contents := library.course(plan.course))]
    if group.archived or not any(contents.course.dimensions for contents in courses):
        return ()
    members = [member.member for member in seen.members]
    few = len(members) < FEWEST
    shared = any(member.as_of is not None for member in seen.members)
    basis = Basis.ANNOUNCED if shared else Basis.MASTERY
    right = {} if few or shared else item_memory.right_of_members(database, members)
    was = item_memory.right_of_members_on(database, right, before) if before and right else {}
    passed = [_passed(member, seen.day) for member in seen.members]
    had_passed = [_passed(member, before) for member in seen.members] if before else []
    begins = list(_begins(seen).values())
    found: dict[tuple[str, str], tuple[list[bool], list[bool], list[float], list[tuple[int, int]]]] = {}
    for plan in seen.plans:
        contents = library.course(plan.course)
        if contents is None:
            continue
        asked = questions_of(contents)
        for dimension in contents.course.dimensions:
            objectives = [one.id for one in contents.course.objectives if one.dimension == dimension.id]
            if not objectives:
                continue
            reached, had_reached, targets, come = found.setdefault((dimension.id, dimension.title), ([], [], [], []))
            wanted = plan.target_of(dimension.id)
            counted = basis is Basis.ANNOUNCED
            come.append(by_now.days_come(plan, contents, dimension.id, begins, seen.day, announced=counted))
            targets += [] if wanted is None else [wanted]
            if basis is Basis.MASTERY:
                reached += [proficient(asked[one], right[member]) for member in right for one in objectives]
                had_reached += [proficient(asked[one], was[member]) for member in was for one in objectives]
                continue
            for one in objectives:
                announced = {quiz for quiz, _question in asked[one]} & set(plan.announced)
                reached += [announced <= quizzes for quizzes in passed] if announced else []
                had_reached += [announced <= quizzes for quizzes in had_passed] if announced else []
    return tuple(
        GroupDimension(
            id_,
            title,
            None if few else _share(sum(reached), len(reached)),
            max(targets, default=None),
            basis,
            week_ago=None if few else _share(sum(had_reached), len(had_reached)),
            asked=basis is Basis.MASTERY or bool(reached),
            by_now=None if few else by_now.asked_by_now(max(targets, default=None), come),
        )
        for (id_, title), (reached, had_reached, targets, come) in found.items()
    )


def _passed(member: MemberRecord, day: date) -> set[str]:
    """The announced quizzes that a member had passed by a day, by their keys."""
    return {result.quiz for result in member.results if result.passed and result.day <= day}


def places_in_courses(library: Library, lessons: Iterable[str]) -> Mapping[str, int]:
    """The place of lessons, given by their keys, in their courses, 1-based; without those that the library lost."""
    courses = dict.fromkeys(lesson.course for key in lessons if (lesson := library.lesson(key)))
    known = [contents for course in courses if (contents := library.course(course))]
    return {one.key: place for contents in known for place, one in enumerate(contents.lessons, start=1)}


def course_titles(library: Library, lessons: Iterable[str]) -> Mapping[str, str]:
    """The titles of the courses of lessons, given by their keys; nothing where all are of one."""
    known = {key: lesson.course for key in lessons if (lesson := library.lesson(key))}
    courses = [contents for course in dict.fromkeys(known.values()) if (contents := library.course(course))]
    titles = {contents.course.id: contents.course.title for contents in courses}
    return {key: titles[course] for key, course in known.items() if course in titles} if len(titles) > 1 else {}


def _lessons(
    assigned: Sequence[Assignment], members: Sequence[MemberRecord], library: Library
) -> tuple[GroupLesson, ...]:
    """How the members of a group stand on each lesson assigned, from their records alone."""
    places = places_in_courses(library, [one.lesson for one in assigned])
    return tuple(
        GroupLesson(
            lesson=one.lesson,
            title=one.title,
            course=one.course,
            due=one.due,
            tally={status: sum(member.lessons[one.lesson].status is status for member in members) for status in Status},
            assigned=one.assigned,
            number=places.get(one.lesson, 0),
        )
        for one in assigned
    )


def _help(assigned: Sequence[Assignment], members: Sequence[MemberRecord]) -> tuple[HelpNeeded, ...]:
    """Who needs help with what, the most urgent first, from the members' records alone."""
    found = [
        HelpNeeded(member.member, member.name, one.lesson, one.title, lesson.reason, lesson.since)
        for member in members
        for one in assigned
        if (lesson := member.lessons[one.lesson]).reason is not None and lesson.since is not None
    ]
    urgency = list(Reason)
    return tuple(sorted(found, key=lambda one: (urgency.index(one.reason), one.since)))


def _weeks_of(database: Database, seen: _Seen) -> tuple[Week, ...]:
    first = seen.day - timedelta(days=seen.day.weekday(), weeks=WEEKS - 1)
    return _weeks(_times(seen), _days(database, seen, first), seen.recorded, seen.assigned, seen.day)


def _days(database: Database, seen: _Seen, first: date) -> Mapping[str, Sequence[date]]:
    """The study days from one on; of those who share in files, the Monday of each week."""
    here = [member for member in seen.recorded if member not in seen.told]
    shared = {person: [first_day(week) for week in one.studied] for person, one in seen.told.items()}
    return {**study_days.active_days(database, here, first), **shared}


def _times(seen: _Seen) -> tuple[Membership, ...]:
    return tuple(replace(one, joined=_monday(one.joined)) if one.member in seen.told else one for one in seen.times)


def _monday(day: date) -> date:
    """Of a week: whoever shares in files tells no day."""
    return day - timedelta(days=day.weekday())


def _weeks(
    times: Sequence[Membership],
    days: Mapping[str, Sequence[date]],
    recorded: Mapping[str, Recorded],
    assigned: Sequence[Assignment],
    today: date,
) -> tuple[Week, ...]:
    """The last weeks of a group, from the week on in which the first of its members joined.

    What somebody did counts for the group on the days on which they were in it: a week stays what it was when somebody
    leaves, and who comes from another group brings nothing into the weeks before.

    Args:
        times: when everybody was a member who is or was one.
        days: the study days of each of them.
        recorded: what is recorded of each of them.
        assigned: the lessons assigned to the group.
        today: the study day.
    """
    lessons = frozenset(one.lesson for one in assigned)
    in_group = _counted(times)
    finished = [
        facts.finished_day
        for member in dict.fromkeys(one.member for one in times)
        for facts in recorded[member].lessons.values()
        if facts.lesson in lessons and facts.finished_day is not None and in_group(member, facts.finished_day)
    ]
    studied = {
        member: [day for day in days.get(member, ()) if in_group(member, day)]
        for member in dict.fromkeys(one.member for one in times)
    }
    this = _monday(today)
    weeks: list[Week] = []
    for monday in (this - timedelta(weeks=back) for back in range(WEEKS - 1, -1, -1)):
        sunday = monday + timedelta(days=6)
        there = {one.member for one in times if one.joined <= min(sunday, today) and _was_there(one, monday)}
        if not there and monday != this:
            continue
        active = sum(any(monday <= day <= sunday for day in studied[member]) for member in there)
        weeks.append(
            Week(
                week=week_of(monday),
                active=active if len(there) >= FEWEST else None,
                members=len(there),
                completed=sum(monday <= day <= sunday for day in finished),
            )
        )
    return tuple(weeks)


def _was_there(time: Membership, monday: date) -> bool:
    """Whether somebody who joined by the end of a week was in the group on a day of it."""
    return time.left is None or time.left > max(monday, time.joined)


def _counted(times: Sequence[Membership]) -> Callable[[str, date], bool]:
    """Whether somebody was in the group on a day."""
    held: dict[str, list[Membership]] = {}
    for one in times:
        held.setdefault(one.member, []).append(one)
    return lambda member, day: any(one.holds(day) for one in held.get(member, ()))


def _figures(
    group: Group,
    seen: _Seen,
    dimensions: tuple[GroupDimension, ...],
    weeks: Sequence[Week],
    pace: Sequence[PaceWeek],
) -> GroupFigures:
    """A group beside others; nothing but its size where it is too small."""
    if len(seen.members) < FEWEST:
        waiting = len(seen.waiting)
        return GroupFigures(group.id, group.name, len(seen.members), *((None,) * 4), dimensions, waiting=waiting)
    today = seen.day
    finished = [
        facts.finished_day if facts else None
        for member in seen.members
        for one in seen.assigned
        for facts in [seen.recorded[member.member].lessons.get(one.lesson)]
    ]
    week_ago, this = today - timedelta(days=7), week_of(today)
    come, had_come = list(_come(seen, today)), list(_come(seen, week_ago))
    was = seen.was_there(week_ago)
    last = next((week for week in weeks if week.week == week_of(week_ago)), None)
    counted = last.week if last and last.active is not None else ""
    studied = sum(member.last_active_week == this for member in seen.members)
    return GroupFigures(
        group=group.id,
        name=group.name,
        members=len(seen.members),
        completion=_share(sum(day is not None for day in finished), len(finished)),
        week_ago=_share(sum(day is not None and day <= week_ago for day in finished), len(finished)) if was else None,
        on_time=_share(sum(come), len(come)),
        active=_share(studied, len(seen.members)),
        dimensions=dimensions,
        on_time_week_ago=_share(sum(had_come), len(had_come)),
        active_last_week=_share(last.active, last.members) if last and last.active is not None else None,
        pace=next((_share(one.done, one.planned) for one in pace if one.week == this), None),
        pace_last_week=next((_share(one.done, one.planned) for one in pace if one.week == counted), None),
        studied=studied,
        studied_last_week=(last.active, last.members) if last and last.active is not None else None,
        waiting=len(seen.waiting),
    )


def _come(seen: _Seen, today: date) -> Iterator[bool]:
    """For each lesson whose day had come by a day while somebody was a member, whether that member had completed it.

    As a member: it counts for the group that the member was in on that day, and there still for the one that the
    member has left since. What was due before somebody joined has the day of joining for its day. Who left and came
    back was not late meanwhile: of each lesson the latest of their days counts, and only that, so that none is two.
    """
    told = _begins_of_told(seen)
    found: dict[tuple[str, str], tuple[date, bool]] = {}
    for time in seen.times:
        begin = max(time.joined, told.get(time.member, time.joined))
        for one in seen.assigned:
            due, key = max(one.due, begin), (time.member, one.lesson)
            if due < today and time.holds(due) and due >= found.get(key, (due, False))[0]:
                facts = seen.recorded[time.member].lessons.get(one.lesson)
                day = facts.finished_day if facts else None
                found[key] = due, day is not None and day <= today and not time.over(day)
    return (completed for _due, completed in found.values())


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
