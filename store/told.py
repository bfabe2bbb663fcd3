"""What a shared stream comes to, and what is to be added to it: the functions that decide what leaves. Pure.

It is long because all that decides what leaves a machine is read in one place.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date
from itertools import chain
from types import MappingProxyType

from lessons.light import dataclass
from quizzes.library import Library
from store.days import kept_week, last_day, week_of
from store.events import CharterSet, PlanSet
from store.facts import Assignment
from store.mirror import LessonRecord, MemberRecord, announced_result
from store.projections.groups import Plan
from store.projections.lesson_facts import LessonFacts
from store.projections.sittings import Announced
from store.shared import (
    MOST_LEADERS,
    Body,
    Entry,
    GroupNamed,
    HelpEnded,
    HelpHandled,
    HelpNeeded,
    LessonBegun,
    LessonCompleted,
    MemberErased,
    MemberKnown,
    MemberNamed,
    QuizResult,
    StatusChallenged,
    WeekTold,
)
from store.status import HELP_DAYS, Reason, Status

# What a member's stream comes to


@dataclass(frozen=True, slots=True)
class Told:
    """What a member's stream says, taken together."""

    name: str = ""
    persons: frozenset[str] = frozenset()
    """Other ids under which the group knew the member."""
    begun: frozenset[str] = frozenset()
    """Keys of the lessons in progress, or completed since."""
    completed: Mapping[str, str] = field(default_factory=dict)
    """By the lesson's key, the week in which it was told."""
    needs: Mapping[str, HelpNeeded] = field(default_factory=dict)
    """By the lesson's key."""
    asked: Mapping[str, str] = field(default_factory=dict)
    """Of each of these needs, by the lesson's key, the id of the entry that told of it last."""
    results: Mapping[str, QuizResult] = field(default_factory=dict)
    """By the quiz's key."""
    challenged: Mapping[str, tuple[StatusChallenged, str]] = field(default_factory=dict)
    """What the member called wrong, with the week in which it was told, by the id of the entry; in that order."""
    studied: frozenset[str] = frozenset()
    """The weeks that were told as that of the latest study."""
    last_studied: str | None = None
    as_of: str = ""
    """The latest week in which anything was shared; empty before that."""
    first: str = ""
    """The earliest week in which anything was shared; empty before that."""
    erased: bool = False


def told(entries: Iterable[Entry]) -> Told:
    """What the entries of a member's stream come to."""
    telling, first = _Telling(), ""
    for entry in entries:
        week = kept_week(entry.week)
        first = min(week, first or week)
        said = entry.said
        if isinstance(said, MemberErased):
            telling = _Telling(as_of=week, erased=True)
        elif said is not None:
            telling.take(said, week, entry.id)
    return telling.told(first)


@dataclass(slots=True)
class _Telling:
    """What a stream has said so far. It grows in place: a copy for each entry would cost a square of their number."""

    name: str = ""
    persons: set[str] = field(default_factory=set)
    begun: set[str] = field(default_factory=set)
    completed: dict[str, str] = field(default_factory=dict)
    needs: dict[str, HelpNeeded] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)
    results: dict[str, QuizResult] = field(default_factory=dict)
    challenged: dict[str, tuple[StatusChallenged, str]] = field(default_factory=dict)
    studied: set[str] = field(default_factory=set)
    last_studied: str | None = None
    as_of: str = ""
    erased: bool = False

    def take(self, said: Body, week: str, entry: str) -> None:
        """Take in one more entry, given by its id, shared in a week."""
        self.as_of = max(week, self.as_of)
        match said:
            case MemberNamed(name):
                self.name = name
            case MemberKnown(persons):
                self.persons.update(persons)
            case LessonBegun(lesson):
                self.begun.add(lesson)
            case LessonCompleted(lesson):
                self.completed.setdefault(lesson, week)
            case HelpNeeded(lesson):
                self.needs[lesson], self.asked[lesson] = said, entry
            case HelpEnded(lesson):
                self.needs.pop(lesson, None)
                self.asked.pop(lesson, None)
            case QuizResult(quiz):
                self.results[quiz] = said
            case StatusChallenged():
                self.challenged[entry] = said, week
            case WeekTold(studied):
                self.studied.update(() if studied is None else (studied,))
                self.last_studied = studied

    def told(self, first: str) -> Told:
        """What it comes to, where the first of it was shared in a week."""
        return Told(
            name=self.name,
            persons=frozenset(self.persons),
            begun=frozenset(self.begun),
            completed=self.completed,
            needs=self.needs,
            asked=self.asked,
            results=self.results,
            challenged=self.challenged,
            studied=frozenset(self.studied),
            last_studied=self.last_studied,
            as_of=self.as_of,
            first=first,
            erased=self.erased,
        )


def together(streams: Sequence[Told]) -> Told:
    """What several streams of one member come to, each thing counted once.

    A machine that was restored or copied begins a new stream, which knows less or other things than the one before.
    What was done stays done; of what may change, the stream that was shared last is right.

    Args:
        streams: at least one, the one that was added to last at the end.
    """
    if any(one.erased for one in streams):
        return next(one for one in streams if one.erased)
    latest = max(reversed(streams), key=lambda one: one.as_of)
    completed: dict[str, str] = {}
    for lesson, week in chain.from_iterable(one.completed.items() for one in streams):
        completed[lesson] = min(week, completed.get(lesson, week))
    results: dict[str, QuizResult] = {}
    for one in streams:
        for quiz, result in one.results.items():
            if quiz not in results or results[quiz].day <= result.day:
                results[quiz] = result
    studied = frozenset().union(*(one.studied for one in streams))
    return Told(
        name=latest.name,
        persons=frozenset().union(*(one.persons for one in streams)),
        begun=frozenset().union(*(one.begun for one in streams)),
        completed=completed,
        needs={lesson: need for lesson, need in latest.needs.items() if lesson not in completed},
        asked={lesson: need for lesson, need in latest.asked.items() if lesson not in completed},
        results=results,
        challenged=_challenged(streams),
        studied=studied,
        last_studied=max(studied, default=None),
        as_of=latest.as_of,
        first=min((one.first for one in streams if one.first), default=""),
    )


def _challenged(streams: Iterable[Told]) -> Mapping[str, tuple[StatusChallenged, str]]:
    """What several streams of one member call wrong: what is in each of two was said once, and told again."""
    challenged: dict[str, tuple[StatusChallenged, str]] = {}
    most = Counter[StatusChallenged]()
    for one in streams:
        here = Counter[StatusChallenged]()
        for entry, (said, week) in one.challenged.items():
            here[said] += 1
            if here[said] > most[said]:
                challenged[entry] = said, week
        most |= here
    return challenged


def leaving(
    known: Told,
    record: MemberRecord,
    week: str,
    persons: Iterable[str] = (),
    *,
    challenged: Iterable[StatusChallenged] = (),
    seen_to: Mapping[str, Collection[str]] = MappingProxyType({}),
) -> tuple[Body, ...]:
    """What a member shares now: the one function that decides what leaves.

    It is given what leaders may receive and what they were told before, so that nothing private can change what it
    answers, or whether it answers anything.

    Args:
        known: what the stream says already.
        record: what a leader receives of the member today.
        week: this one.
        persons: other ids under which the group knew the member.
        challenged: what the member called wrong for the leaders of this group, in the order of time.
        seen_to: by the lesson's key, the ids of the entries that told of needs which leaders saw to. A need that is
            there after that is another one, though its week may be the same.
    """
    bodies: list[Body] = []
    if record.name != known.name:
        bodies.append(MemberNamed(record.name))
    if unknown := sorted(set(persons) - known.persons):
        bodies.append(MemberKnown(tuple(unknown)))
    for lesson, one in record.lessons.items():
        if one.status is Status.IN_PROGRESS and lesson not in known.begun:
            bodies.append(LessonBegun(lesson))
        if one.status is Status.COMPLETED and lesson not in known.completed:
            bodies.append(LessonCompleted(lesson))
        if one.reason is not None and one.since is not None:
            need = HelpNeeded(lesson, one.reason, one.since)
            if known.needs.get(lesson) != need or known.asked.get(lesson) in seen_to.get(lesson, ()):
                bodies.append(need)
        elif lesson in known.needs:
            bodies.append(HelpEnded(lesson))
    for announced in record.results:
        result = QuizResult(announced.quiz, announced.share, announced.passed, announced.day)
        if known.results.get(announced.quiz) != result:
            bodies.append(result)
    bodies += untold(known, challenged)
    if bodies or known.as_of != week or known.last_studied != record.last_active_week:
        bodies.append(WeekTold(record.last_active_week))
    return tuple(bodies)


def untold(known: Told, challenged: Iterable[StatusChallenged]) -> Iterator[StatusChallenged]:
    """What a member called wrong and has not told yet: the same words said twice are told twice."""
    told_already = Counter(said for said, _week in known.challenged.values())
    for said in challenged:
        if told_already[said]:
            told_already[said] -= 1
        else:
            yield said


# What a group's stream comes to


@dataclass(frozen=True, slots=True)
class Outline:
    """What a group's own stream says, taken together: name, leaders, norms, plans, and which needs were seen to."""

    name: str = ""
    leaders: tuple[str, ...] = ()
    charter: CharterSet = CharterSet("", "")
    plans: Mapping[str, PlanSet] = field(default_factory=dict)
    """By the course's id."""
    handled: Mapping[str, str] = field(default_factory=dict)
    """Of the needs that were seen to, by the id of the entry that told of each, the week."""


def outline(entries: Iterable[Entry]) -> Outline:
    """What the entries of a group's stream come to."""
    name, leaders, charter = "", tuple[str, ...](), CharterSet("", "")
    plans: dict[str, PlanSet] = {}
    handled: dict[str, str] = {}
    for entry in entries:
        match entry.said:
            case GroupNamed(name, leaders):
                pass
            case CharterSet() as charter:
                pass
            case PlanSet(course) as plan:
                plans[course] = plan
            case HelpHandled(need, week):
                handled[need] = week
    return Outline(name, leaders, charter, plans, handled)


def as_set(plan: Plan) -> PlanSet:
    """A plan in the words in which it was set."""
    return PlanSet(plan.course, dict(plan.due), plan.target, plan.announced, dict(plan.targets), dict(plan.quizzes))


def announcing(
    known: Outline,
    name: str,
    leaders: Sequence[str],
    plans: Iterable[Plan],
    handled: Mapping[str, str],
    *,
    charter: CharterSet,
) -> tuple[Body, ...]:
    """What a group's leader shares now of the group with its members.

    Args:
        known: what its stream says already.
        name: of the group.
        leaders: their names.
        plans: the group's.
        handled: of needs that were seen to, by the ids of their entries, the week; by those they are put in order.
        charter: the group's norms as they are now; empty where there are none.
    """
    bodies: list[Body] = []
    if (known.name, known.leaders) != (name, tuple(leaders)):
        bodies.append(GroupNamed(name, tuple(leaders[:MOST_LEADERS])))
    if known.charter != charter:
        bodies.append(charter)
    bodies += [body for body in map(as_set, plans) if known.plans.get(body.course) != body]
    bodies += [HelpHandled(need, week) for need, week in sorted(handled.items()) if need not in known.handled]
    return tuple(bodies)


def told_record(
    person: str,
    told: Told,
    assigned: Sequence[Assignment],
    *,
    handled: Mapping[str, LessonFacts],
    library: Library,
    today: date,
) -> MemberRecord:
    """What a leader receives of a member who shares in files: what was told, under the plan as it is today.

    Args:
        person: the id by which the group knows the member.
        told: what the member's stream says.
        assigned: the lessons assigned to the group.
        handled: by the lesson's key, what leaders have seen to.
        library: where the titles of quizzes stand.
        today: the study day.
    """
    lessons: dict[str, LessonRecord] = {}
    begin = last_day(told.first) if told.first else date.min
    for one in assigned:
        due = max(one.due, begin)
        need, seen = told.needs.get(one.lesson), handled.get(one.lesson)
        # A week is all that is known of a need: it holds as long as it may.
        fresh = need is not None and (
            (today - last_day(need.since)).days < HELP_DAYS
            and not (seen is not None and _seen_to(need, told.asked.get(one.lesson, ""), seen))
        )
        if one.lesson in told.completed:
            status = Status.COMPLETED
        elif fresh:
            status = Status.NEEDS_HELP
        elif today > due:
            status = Status.OVERDUE
        else:
            status = Status.IN_PROGRESS if one.lesson in told.begun else Status.NOT_STARTED
        needed = need if status is Status.NEEDS_HELP else None
        reason, since = (Reason(needed.reason), needed.since) if needed else (None, None)
        lessons[one.lesson] = LessonRecord(status, reason, since, due)
    results = (Announced(person, one.quiz, one.share, one.passed, one.day) for _, one in sorted(told.results.items()))
    return MemberRecord(
        member=person,
        name=told.name,
        lessons=lessons,
        last_active_week=told.last_studied,
        results=tuple(announced_result(one, library) for one in results),
        as_of=told.as_of,
    )


def _seen_to(need: HelpNeeded, entry: str, facts: LessonFacts) -> bool:
    """Whether a leader saw to a need; before it was noted to which, it was to all that were told of in that week."""
    if facts.needs or facts.handled is None:
        return entry in facts.needs
    return need.since <= week_of(facts.handled)
