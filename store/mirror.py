"""What a leader receives of a member and of a group. Nothing else of a member leaves; the member can open the same.

What rules of privacy keep from a leader is absent here, and not merely left out by a screen: practice answers, marks
of practice, clock times, days of activity, minutes, reviews, what is remembered, and why somebody was away. It is long
because it is the one list of what there is.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from lessons.light import dataclass
from quizzes.library import Library
from store.challenging import Said
from store.days import last_day, week_of
from store.facts import Assignment, Recorded, facts_of
from store.group_pace import PaceWeek
from store.handling import SeenTo
from store.people import Member
from store.projections.sittings import Announced
from store.status import HELP_DAYS, Reason, Status, standing_for_leader

if TYPE_CHECKING:
    from quizzes.statistics import Figures

FEWEST = 5
"""With fewer people than this a figure about all of them would be one about somebody."""
DIFFICULT = 2 / 3
"""A question of which a smaller share was reached is a difficult one (ours)."""
FEW, UNANNOUNCED, UNCOUNTED = "fewer than 5", "no announced quiz", "nothing to count"
UNASSIGNED, UNDUE = "nothing assigned", "nothing due yet"
FEW_THEN, UNASSIGNED_THEN, UNDUE_THEN = "fewer than 5 then", "nothing assigned then", "nothing due then"
"""Why a figure is withheld, in the words of JSON, which are of no language."""


@dataclass(frozen=True, slots=True)
class LessonRecord:
    """A member's standing on one assigned lesson."""

    status: Status
    reason: Reason | None
    """Why help is needed; None with every other status."""
    since: str | None
    """The week from which on help is needed, such as `2026-W48`."""
    due: date


@dataclass(frozen=True, slots=True)
class AnnouncedResult:
    """How an announced quiz came out: the member was told so before its first question."""

    quiz: str
    """Its key."""
    title: str
    share: float
    """Points reached of those to be had, 0 to 1, in the latest announced sitting that was finished."""
    passed: bool
    day: date


@dataclass(frozen=True, slots=True)
class MemberRecord:
    """Everything that a leader of a group receives of one member."""

    member: str
    """Id of the member."""
    name: str
    lessons: Mapping[str, LessonRecord]
    """Of each lesson assigned to the group, by its key, in the plan's order."""
    last_active_week: str | None
    """`2026-W48`; None before anything was studied."""
    results: tuple[AnnouncedResult, ...]
    as_of: str | None = None
    """The week in which the member shared it in a file; None for one who studies here: then it is of today."""

    @property
    def completed(self) -> int:
        """Assigned lessons completed."""
        return self.count(Status.COMPLETED)

    @property
    def assigned(self) -> int:
        """Lessons assigned."""
        return len(self.lessons)

    def count(self, status: Status) -> int:
        """Assigned lessons with a status."""
        return sum(lesson.status is status for lesson in self.lessons.values())


@dataclass(frozen=True, slots=True)
class GroupLesson:
    """One lesson assigned to a group, and how its members stand on it."""

    lesson: str
    """Its key."""
    title: str
    course: str
    """Title of its course."""
    due: date
    tally: Mapping[Status, int]
    """Members with each status; every status is named."""
    assigned: date = date.min
    """The day on which it was first assigned."""
    number: int = 0
    """Its place in its course, 1-based, by which members know it; 0 where the library does not have it."""


class Basis(StrEnum):
    """What a group's figure on a dimension is counted from."""

    MASTERY = "mastery"
    """What each of those who study here has mastered: their own, of which nothing but the sum leaves."""
    ANNOUNCED = "announced"
    """The results of announced quizzes alone, of everybody: so it is where some share in files."""


@dataclass(frozen=True, slots=True)
class GroupDimension:
    """How far a group has come on one dimension of its courses."""

    dimension: str
    """Its id; courses that declare the same one share it."""
    title: str
    share: float | None
    """Of all members' objectives on it, those that were reached, 0 to 1; None where it is withheld.

    By mastery, those at Proficient or above; by announced quizzes, those of which each announced quiz was passed.
    """
    target: float | None
    """0 to 1; None where neither the plan nor the course sets one."""
    basis: Basis = Basis.MASTERY
    week_ago: float | None = None
    """The same share seven days ago, of those who are members now; None where it was not asked for, or is withheld."""
    asked: bool = True
    """Whether anything that counts asks for its objectives; by announced quizzes, it may be that none does."""
    by_now: float | None = None
    """What of the target is asked by now, 0 to 1: 0 before anything is due; None where there is none, or no share."""

    @property
    def withheld(self) -> str | None:
        """Why there is no share; None where there is one."""
        if self.share is not None:
            return None
        return FEW if self.asked else UNANNOUNCED


@dataclass(frozen=True, slots=True)
class Reached:
    """How much of a dimension a member adds to the share of their group.

    No leader receives it by itself. It follows from the share before and after somebody joins or leaves, so that the
    notice names it and the mirror shows it.
    """

    dimension: str
    """Title."""
    reached: int
    """Objectives at Proficient or above."""
    objectives: int


@dataclass(frozen=True, slots=True)
class HelpNeeded:
    """A member needs help with a lesson."""

    member: str
    """Id of the member."""
    name: str
    lesson: str
    """Key of the lesson."""
    title: str
    reason: Reason
    since: str
    """A week, such as `2026-W48`."""


@dataclass(frozen=True, slots=True)
class Week:
    """One week of a group."""

    week: str
    """`2026-W48`."""
    active: int | None
    """Members who studied in it; None where it is withheld."""
    members: int
    """Who were in the group then."""
    completed: int
    """Assigned lessons that members completed in it."""


@dataclass(frozen=True, slots=True)
class Held:
    """A duty that somebody has in a group, had, or is to have."""

    member: str
    """Id of the member."""
    name: str
    duty: str
    first: date
    last: date | None
    """The last day on which it holds; None where no end is set."""
    mentees: tuple[str, ...] = ()
    """Of a mentor: names of the members whose records it opens."""


@dataclass(frozen=True, slots=True)
class About:
    """What a group says of itself."""

    team: str = ""
    """Of work, that it is matched to; empty where there is none."""
    purpose: str = ""
    courses: tuple[str, ...] = ()
    """Titles of the courses that it exists for."""
    archived: date | None = None
    """The study day on which it came to its end: everything is shown as it was then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalRecord:
    """A goal of a group, and how far it has come."""

    goal: str
    """Its id."""
    number: int
    """What it is called by, 1 for the first that the group set: the same for as long as there is the group."""
    text: str
    measure: str
    """One of `events.MEASURES`."""
    about: str
    """Title of the dimension or the quiz that is measured; empty where it is neither."""
    wanted: float | None
    """The share that is to be reached, 0 to 1; None where a person judges."""
    share: float | None
    """The share of now, 0 to 1; None where it is withheld, or a person judges."""
    withheld: str | None
    """Why there is no share where one is wanted; None where there is one."""
    owner: str
    """Name of who sees to it; empty for somebody who is not known any more."""
    due: date
    state: str
    """`open`, `reached` or `dropped`."""
    ended: date | None
    """The study day on which somebody said that it is reached, or dropped; None while it is open."""
    ended_by: str | None
    """Their name."""

    @property
    def is_met(self) -> bool:
        """Whether what is counted has come to what is wanted."""
        return self.share is not None and self.wanted is not None and self.share >= self.wanted


@dataclass(frozen=True, slots=True)
class QuestionDone:
    """How a question of an announced quiz did."""

    question: str
    """Its id."""
    stem: str
    line: int
    respondents: int
    """Who was asked it as it is now: at least five."""
    right: int
    """Who of them answered it right."""
    figures: "Figures | None" = None
    """How it did; None where the respondents are too few for more than counts."""

    @property
    def share(self) -> float:
        """The share of its mark that was reached on average, 0 to 1; of few respondents, the share who had it right."""
        return self.right / self.respondents if self.figures is None else self.figures.facility

    @property
    def difficult(self) -> bool:
        """Whether less than two thirds of it was reached: measured by itself, and not by how others did."""
        return self.share < DIFFICULT


@dataclass(frozen=True, slots=True)
class QuizQuestions:
    """How the questions of an announced quiz did in the first announced sitting of each respondent."""

    quiz: str
    """Its key."""
    title: str
    respondents: int | None
    """None where they are fewer than five: then nothing is told of the questions either."""
    questions: tuple[QuestionDone, ...]
    """The most difficult first."""

    @property
    def difficult(self) -> tuple[QuestionDone, ...]:
        """Those that are difficult."""
        return tuple(one for one in self.questions if one.difficult)


@dataclass(frozen=True, slots=True)
class GroupRecord:
    """Everything that a leader of a group receives of it."""

    group: str
    """Id of the group."""
    name: str
    as_of: date
    """The study day on which it was judged."""
    leaders: tuple[str, ...]
    """Their names."""
    members: tuple[MemberRecord, ...]
    lessons: tuple[GroupLesson, ...]
    dimensions: tuple[GroupDimension, ...]
    needs_help: tuple[HelpNeeded, ...]
    """In the order of reasons, of each the longest need first; then by member and in the plan's order."""
    weeks: tuple[Week, ...]
    """The last twelve at most, the oldest first, this one last."""
    pace: tuple[PaceWeek, ...] = ()
    """What was planned and what was done, of the last twelve weeks at most, this one last; none without a plan."""
    goals: tuple[GoalRecord, ...] = ()
    """The open ones first, of each the first due first."""
    about: About = About()
    duties: tuple[Held, ...] = ()
    """Past and future ones too, in the order in which they were given."""
    waiting: tuple[str, ...] = ()
    """Names of the members who have not accepted the charter: nothing else of them is here."""
    said: tuple[Said, ...] = ()
    """What members said is wrong in their status, with the answers."""
    questions: tuple[QuizQuestions, ...] = ()
    """Of each announced quiz, in the order of the plans, how its questions did."""
    handled: tuple[SeenTo, ...] = ()
    """What leaders saw to in the days in which a need is told, by member, then in the plan's order."""

    @property
    def withheld(self) -> bool:
        """Whether the group is too small for figures about all of its members."""
        return len(self.members) < FEWEST

    @property
    def completed(self) -> int:
        """Lessons completed, over all members."""
        return sum(member.completed for member in self.members)

    @property
    def assigned(self) -> int:
        """Lessons assigned, over all members."""
        return sum(member.assigned for member in self.members)

    @property
    def overdue(self) -> int:
        """Lessons past their day and not completed, over all members, those with a need for help too."""
        return sum(
            lesson.status is not Status.COMPLETED and lesson.due < self.as_of
            for member in self.members
            for lesson in member.lessons.values()
        )

    @property
    def overdue_needing_help(self) -> int:
        """Of those that are overdue, how many a tally counts among what needs help: that status comes before."""
        return sum(
            lesson.status is Status.NEEDS_HELP and lesson.due < self.as_of
            for member in self.members
            for lesson in member.lessons.values()
        )

    @property
    def not_taken(self) -> int:
        """Announced quizzes without a result, over all members."""
        quizzes = [one.quiz for one in self.questions]
        had = [{result.quiz for result in member.results} for member in self.members]
        return sum(quiz not in results for results in had for quiz in quizzes)

    @property
    def hands(self) -> int:
        """Raised hands."""
        return sum(one.reason is Reason.ASKED for one in self.needs_help)

    @property
    def active(self) -> int | None:
        """Members who studied this week; None of fewer than `FEWEST`, as of every week."""
        this = week_of(self.as_of)
        return None if len(self.members) < FEWEST else sum(member.last_active_week == this for member in self.members)


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """A group beside others. Every figure is None where the group is too small for it."""

    group: str
    """Id of the group."""
    name: str
    members: int
    completion: float | None
    """Lessons completed of those assigned, over all members, 0 to 1."""
    week_ago: float | None
    """The same, seven days before; None too where nobody was in it then, or nothing was assigned."""
    on_time: float | None
    """Lessons completed of those whose day has come, over all members, 0 to 1; None too where no day has come."""
    active: float | None
    """Members who studied this week, 0 to 1."""
    dimensions: tuple[GroupDimension, ...]
    on_time_week_ago: float | None = None
    """Of what had come seven days before, what was completed by then; None too where no day had come."""
    active_last_week: float | None = None
    """Members of then who studied in the whole of last week, 0 to 1; None too where they were fewer than five."""
    pace: float | None = None
    """Lessons completed of those that were planned by today, over all members: more than 1 where they are ahead."""
    pace_last_week: float | None = None
    """The same at the end of last week, by the plan as it stood then."""
    studied: int | None = None
    """Members who studied this week so far: what `active` is the share of."""
    studied_last_week: tuple[int, int] | None = None
    """Members who studied in the whole of last week, and how many there were: `active_last_week` is their share."""
    waiting: int = 0
    """Members besides, who have not accepted the charter: no figure counts them in."""

    @property
    def withheld(self) -> bool:
        """Whether the group is too small for a comparison."""
        return self.members < FEWEST

    @property
    def reasons(self) -> Mapping[str, str]:
        """Why there is no figure where one is None, by its name here; those of dimensions say so themselves."""
        if self.withheld:
            return dict.fromkeys(self.shares, FEW)
        unassigned = self.completion is None
        due, due_then = (UNASSIGNED if unassigned else one for one in (UNDUE, UNDUE_THEN))
        why = {
            "completion": UNASSIGNED,
            "week_ago": UNASSIGNED if unassigned else UNASSIGNED_THEN,
            "on_time": due,
            "on_time_week_ago": due_then,
            "active": FEW,
            "active_last_week": FEW_THEN,
            "pace": due,
            "pace_last_week": FEW_THEN if self.active_last_week is None else due_then,
        }
        return {name: why[name] for name, share in self.shares.items() if share is None}

    @property
    def shares(self) -> Mapping[str, float | None]:
        """The figures without dimensions, by their names here."""
        return {
            "completion": self.completion,
            "week_ago": self.week_ago,
            "on_time": self.on_time,
            "active": self.active,
            "on_time_week_ago": self.on_time_week_ago,
            "active_last_week": self.active_last_week,
            "pace": self.pace,
            "pace_last_week": self.pace_last_week,
        }


@dataclass(frozen=True, slots=True)
class GroupPart:
    """What somebody who does not lead a group receives of it, by the duties that they have in it: mostly no names."""

    group: str
    """Id of the group."""
    name: str
    as_of: date
    leaders: tuple[str, ...]
    duties: tuple[str, ...]
    """Of the one who receives it."""
    about: About
    members: int
    """How many there are."""
    agenda: tuple[GroupLesson, ...] | None
    """What is assigned; without tallies where the duty opens none, or the group is too small for them."""
    tallies: bool
    """Whether the agenda has them."""
    dimensions: tuple[GroupDimension, ...] | None
    weeks: tuple[Week, ...] | None
    questions: tuple[QuizQuestions, ...] | None
    mentees: tuple[MemberRecord, ...] | None
    """None: the duty does not open it. So it is with each of these."""

    @property
    def withheld(self) -> bool:
        """Whether the group is too small for figures without names to name nobody."""
        return self.members < FEWEST


def is_silent(member: MemberRecord, assigned: Mapping[str, date], joined: date, day: date) -> bool:
    """Whether somebody with something to do has done nothing for longer than a need for help is told (ours).

    It does not end when days are moved, as being late does.

    Args:
        member: of a group.
        assigned: of each lesson, by its key, the day on which it was first assigned to the group.
        joined: when the member joined it.
        day: the study day.
    """
    open_ = [assigned[key] for key, one in member.lessons.items() if one.status is not Status.COMPLETED]
    active = last_day(member.last_active_week) if member.last_active_week else date.min
    return bool(open_) and (day - max(min(open_), joined, active)).days > HELP_DAYS


def member_record(
    member: Member,
    recorded: Recorded,
    assigned: Sequence[Assignment],
    *,
    results: Iterable[Announced],
    library: Library,
    today: date,
) -> MemberRecord:
    """The one function that makes what a leader receives of a member.

    Args:
        member: of the group.
        recorded: what is recorded of the member.
        assigned: the lessons assigned to the group.
        results: the announced sittings that the group is told of.
        library: where the titles of quizzes stand.
        today: the study day.
    """
    facts = facts_of(recorded, assigned)
    lessons: dict[str, LessonRecord] = {}
    for one in assigned:
        judged = standing_for_leader(facts[one.lesson], today)
        since = week_of(judged.since) if judged.since else None
        lessons[one.lesson] = LessonRecord(judged.status, judged.reason, since, one.due)
    return MemberRecord(
        member=member.id,
        name=member.name,
        lessons=lessons,
        last_active_week=week_of(recorded.active) if recorded.active else None,
        results=tuple(announced_result(one, library) for one in results if one.member == member.id),
    )


def announced_result(announced: Announced, library: Library) -> AnnouncedResult:
    """An announced sitting as leaders receive it."""
    quiz = library.quiz(announced.quiz)
    title = quiz.title if quiz else announced.quiz
    return AnnouncedResult(announced.quiz, title, announced.share, announced.passed, announced.day)
