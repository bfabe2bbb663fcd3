"""How a member is doing: recorded facts, brought together for that member alone. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from quizzes.calibration import Calibration
from quizzes.mastery import QuestionKey
from quizzes.memory import recall
from quizzes.model import Question, Quiz
from quizzes.retention import Retention, Review, true_retention
from store.items import ItemMemory
from store.leave import Leaves
from store.projections.item_memory import Coming
from store.projections.study_days import StudyDay
from tui.course_growth import CourseGrowth, Targets, course_growth
from tui.flagging import Flagged
from tui.pace import Cell, Rhythm, Schedule, cell, longest_row
from tui.reviewing import Asked, Holdings, NextReview, load, next_review
from tui.views import CourseView, LessonRow

CALENDAR_DAYS = 30
"""Of the calendar, and of true retention."""
LOAD_DAYS = 30
FIRM = 2.3
"""Days of stability after one right answer: a little over two."""
_DAY = timedelta(days=1)
WEAKEST = 3
"""Questions that are named as the weakest."""


@dataclass(frozen=True, slots=True)
class WeakQuestion:
    """A question that is likely to be forgotten."""

    quiz: Quiz
    question: Question
    missed: bool
    """Whether it was missed last, and not recalled since."""
    recall: float
    """Predicted chance that it is known in a day, 0 to 1; 0 for what was missed, until it is recalled."""
    stability: float
    """Days after which that chance has fallen to 0.9."""
    lapses: int
    """How often it was forgotten after it had been learned."""
    leech: bool
    """Whether it was forgotten so often that it should be learned in another way."""
    earlier_key: bool
    """Whether something else was the right answer when it was answered last."""


@dataclass(frozen=True, slots=True)
class Retired:
    """A question that no file of its course has any more: it is not asked, and what is known of it is kept."""

    quiz: str
    """`course/quiz`."""
    question: str
    """Its id in the quiz."""
    stem: str
    """Inline source of its heading, as it was answered last."""
    last: date
    """The study day on which that was."""


@dataclass(frozen=True, slots=True)
class Suspended:
    """A question that is not asked until it is resumed."""

    quiz: Quiz
    question: Question
    since: date
    """The study day on which it was suspended."""

    @property
    def key(self) -> QuestionKey:
        """The key of its quiz, and its id."""
        return self.quiz.key, self.question.id


@dataclass(frozen=True, slots=True)
class Me:
    """One read model for the page that only its member sees."""

    name: str
    day: date
    since: date
    """The study day on which they came."""
    courses: tuple[CourseGrowth, ...]
    """Those in which something is begun."""
    calendar: Mapping[date, int]
    """Answers, reviews and lessons finished on each of the last 30 study days, the oldest first."""
    cells: Mapping[date, Cell]
    """What each of these days was."""
    seconds: Mapping[date, int]
    """Spent on each of these days."""
    longest_row: int
    """The most scheduled days of study in a row among these."""
    rhythm: Rhythm
    """This week, and how the member stands to what they mean to do."""
    answered: int
    """Questions answered at least once."""
    known: float
    """How many of them are likely to be known now: the sum of predicted recall, without what was missed last."""
    missed: int
    """How many of them were missed last, and not recalled since."""
    retention: Retention
    """Of the reviews of the last 30 study days."""
    due: int
    """Questions to be asked again now."""
    later: NextReview | None
    """What comes back later on this day, and when the first of it does; None where nothing does."""
    load: Mapping[date, int]
    """Questions that come back on each of the next 30 days."""
    weakest: tuple[WeakQuestion, ...]
    """Those the library still asks and the member did not suspend, the weakest first."""
    suspended: tuple[Suspended, ...]
    """Those the library still asks, the one suspended last at the end."""
    retired: tuple[Retired, ...]
    """Those that no file of their course has any more, the one answered last first."""
    calibration: tuple[Calibration, ...]
    """How many answers were right of those that the member was equally sure of, the surest first."""
    flags: tuple[Flagged, ...]
    """What the member flagged for the trainer and is open, or was dealt with on these days; put last at the end."""
    away: Leaves
    """When the member is away, now and on days to come, the earliest first."""

    @property
    def weeks(self) -> Mapping[date, int]:
        """Minutes in this week and in each that lies whole in the calendar, by its Monday; in none before they came."""
        found: dict[date, int] = {}
        for day, seconds in self.seconds.items():
            monday = day - day.weekday() * _DAY
            if monday in self.seconds and monday + 6 * _DAY >= self.since:
                found[monday] = found.get(monday, 0) + seconds
        return {monday: seconds // 60 for monday, seconds in found.items()}

    @property
    def grown(self) -> tuple[CourseGrowth, ...]:
        """The courses in which anything was completed or answered."""
        return tuple(course for course in self.courses if course.got_somewhere)

    @property
    def opened(self) -> tuple[CourseGrowth, ...]:
        """The courses in which something was opened, and no more."""
        return tuple(course for course in self.courses if not course.got_somewhere)

    @property
    def slipping(self) -> tuple[LessonRow, ...]:
        """Completed lessons that are being forgotten, of all courses."""
        return tuple(row for course in self.courses for row in course.slipping)


def me(
    held: Holdings,
    name: str,
    courses: Sequence[CourseView],
    *,
    rhythm: Rhythm,
    schedule: Schedule,
    days: Sequence[StudyDay],
    items: Sequence[ItemMemory],
    retired: Sequence[Retired],
    due: int,
    coming: Sequence[Coming],
    reviews: Sequence[Review],
    calibration: Sequence[Calibration],
    flags: Sequence[Flagged],
    targets: Targets,
    since: date,
    at: datetime,
    day: date,
) -> Me:
    """A member's own page, as of a moment of a study day.

    Args:
        held: what the library can ask.
        name: of the member.
        courses: every course with the member's standing.
        rhythm: this week, and how the member stands.
        schedule: on which days the member means to study.
        days: the study days of the calendar.
        items: all of the member's.
        retired: those of them that no file has any more.
        due: questions to be asked again now.
        coming: when each item of today and of the days of the load is asked next that the library can ask, the first
            to come first.
        reviews: of the study days of the calendar, in the order of time.
        calibration: how sure the member was of answers, and how many were right, the surest first.
        flags: the member's own.
        targets: of a course and one of its dimensions, by their ids, the share of its objectives that it should reach.
        since: the study day on which the member came.
        at: the moment.
        day: its study day.
    """
    known_days = {one.day: one for one in days}
    first = day - timedelta(days=CALENDAR_DAYS - 1)
    calendar = {one: known_days.get(one) for one in (first + offset * _DAY for offset in range(CALENDAR_DAYS))}
    known = {(item.quiz, item.question): item for item in items}
    asked = list(held.asked(items))
    following = next_review(coming, at, day)
    growth = [
        course_growth(contents, view, known, at, targets=targets)
        for view in courses
        if view.begun and (contents := held.library.course(view.course.id))
    ]
    return Me(
        name=name,
        day=day,
        since=since,
        courses=tuple(growth),
        calendar={one: done.done if done else 0 for one, done in calendar.items()},
        cells={one: cell(done, planned=schedule.has(one) and one >= since) for one, done in calendar.items()},
        seconds={one: done.seconds if done else 0 for one, done in calendar.items()},
        longest_row=longest_row(days),
        rhythm=rhythm,
        answered=len(items),
        known=sum(recall(item.memory, at) for item in items if not item.missed),
        missed=sum(item.missed for item in items),
        retention=true_retention(reviews),
        due=due,
        later=following if following and following.back.day == day else None,
        load=load(coming, day, LOAD_DAYS),
        weakest=_weakest(asked, at),
        suspended=suspended(asked),
        retired=tuple(retired),
        calibration=tuple(calibration),
        flags=tuple(flags),
        away=tuple(one for one in schedule.leaves if one.last >= day),
    )


def suspended(asked: Sequence[Asked]) -> tuple[Suspended, ...]:
    """The suspended ones of some questions, the one suspended last at the end."""
    found = [
        Suspended(one.quiz, one.question, one.item.aside.suspended)
        for one in asked
        if one.item.aside.suspended is not None
    ]
    return tuple(sorted(found, key=lambda one: one.since))


def _weakest(asked: Sequence[Asked], at: datetime) -> tuple[WeakQuestion, ...]:
    """Of those that were missed, or sit less firmly than after one right answer, the missed first, then the frail."""
    frail = [
        one for one in asked if (one.item.missed or one.memory.stability < FIRM) and one.item.aside.suspended is None
    ]
    frail.sort(key=lambda one: (not one.item.missed, one.memory.stability, *one.key))
    return tuple(
        WeakQuestion(
            quiz=one.quiz,
            question=one.question,
            missed=one.item.missed,
            recall=0.0 if one.item.missed else recall(one.memory, at + _DAY),
            stability=one.memory.stability,
            lapses=one.memory.lapses,
            leech=one.memory.leech,
            earlier_key=one.earlier_key,
        )
        for one in frail[:WEAKEST]
    )
