"""What each person of the demo does on a day: from who they are, the day, what lies before them, and lots drawn. Pure.

Days are counted back from the last one of the story, which is 0; days to come are negative. It is long because one
day is one draw of lots: what a person does later on it follows from what they did before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from quizzes.gap import Gap
from quizzes.grade import PAIRED
from quizzes.memory import Rating, rate
from quizzes.model import Choice, Matching, Multiple, Ordering, Output, Question, Reflection, Typed
from store.days import BEGINS
from store.status import Reason
from tui.demo.people import GROUPS, Habits, Person, Turn

ANSWERED_IN = 5
"""Days that somebody waits for an answer to a raised hand before going on alone."""
TRIED_AGAIN_IN = 6
"""Days that somebody leaves a quiz alone that was failed twice."""
LEADERS_REST = 6
"""Days before the last one from which on leaders have not come to see to anything yet."""
_LAST_WEEKS = 12
"""Days in which what a turn brings is not disturbed by chance."""
_BUSY_DAYS = 10
"""Days in which reviews pile up for who reads."""
_MEETING, _SUNDAY = 2, 6
"""Leaders look at their groups on a Wednesday; a week ends on a Sunday."""
BEDTIME = 24 * 60 - 1
"""The last minute of a study day."""
_TURNS: dict[Turn, tuple[int, ...]] = {
    Turn.ASKS: (3,),
    Turn.FAILS: (9, 6),
    Turn.STUCK: (5,),
    Turn.QUIET: (11,),
    Turn.AWAY: (10,),
    Turn.READING: (1, 0),
}
"""The days on which a turn takes place, whatever the habits say."""
_LEAVE_OF_TURN = (9, -5)
_ANY_HOUR = (7, 22)


@dataclass(frozen=True, slots=True)
class Task:
    """A lesson that somebody has before them: assigned, or chosen by themselves."""

    lesson: str
    """Its key."""
    due: int
    own: bool = False
    """Whether nobody assigned it."""
    opened: int | None = None
    read: bool = False
    """To its end."""
    failed: tuple[int, ...] = ()
    """When its quiz was failed."""
    left: bool = False
    """Whether its quiz was left in the middle."""
    hand: int | None = None
    """Since when a hand is up."""


@dataclass(frozen=True, slots=True)
class Taking:
    """A quiz that is taken."""

    skill: float
    """Chance of a right answer to a question of middling difficulty, 0 to 1."""
    leaves_after: int | None = None
    """Answers after which it is left; None: it is answered to its end."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A lesson that is read."""

    lesson: str
    until: float = 1.0
    """Share of the text, 0 to 1."""
    asks: bool = False
    """Whether a hand is raised."""
    quiz: Taking | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody sits down to study."""

    minute: int
    """Of the study day."""
    reviews: int
    """Questions answered again, at the most."""
    reading: Reading | None = None


def happens(chance: float, random: Random) -> bool:
    """Whether something of a chance, 0 to 1, happens."""
    return random.random() < chance


def leaves(person: Person) -> tuple[tuple[int, int], ...]:
    """The first and the last day of each time that somebody is away, the earlier first."""
    lots = Random(person.name)  # noqa: S311 - a story, not a secret
    first = lots.randint(70, 300)
    holiday = (first, first - lots.randint(7, 13))
    return (holiday, _LEAVE_OF_TURN) if person.turn is Turn.AWAY else (holiday,)


def hours_of(person: Person, back: int) -> tuple[int, int] | None:
    """Between which hours somebody studies on a day, as members of their group do; None where they are in none."""
    if not person.stays:
        return _ANY_HOUR
    now = [stay.group for stay in person.stays if stay.since >= back and (stay.until is None or back > stay.until)]
    return next((group.hours for group in GROUPS if group.name in now), None)


def visit(person: Person, day: date, back: int, tasks: Sequence[Task], random: Random) -> Visit | None:
    """What somebody does on a day; None where there is no time for it.

    Args:
        person: who.
        day: of the calendar.
        back: the same day, counted back from the last one of the story.
        tasks: the lessons not completed, the first due first.
        random: the lots of this person on this day.
    """
    hours = hours_of(person, back)
    due_turn = person.turn is not None and back in _TURNS[person.turn]
    if hours is None or (not due_turn and not _has_time(person, day, back, random)):
        return None
    habits = person.habits
    most = habits.reviews // 3 if person.turn is Turn.READING and back < _BUSY_DAYS else habits.reviews
    reviews = random.randint(most // 2, most)
    minute = (random.randint(*hours) - BEGINS) * 60 + random.randrange(60)
    if due_turn:
        return Visit(minute, reviews, _turn(person, back, tasks))
    if _is_over(habits, back):
        return Visit(minute, reviews // 2)
    task = next((task for task in tasks if _has_come(person, task, back)), None)
    waits = task is None or _waits(person, task, back)
    return Visit(minute, reviews, None if task is None or waits else _reading(habits, task, back, random))


def _has_time(person: Person, day: date, back: int, random: Random) -> bool:
    habits = person.habits
    chance = random.random()
    if any(first >= back >= last for first, last in leaves(person)):
        return False
    if person.turn is Turn.QUIET and back < min(_TURNS[Turn.QUIET]):
        return False
    if _is_over(habits, back):
        return back > _LAST_WEEKS and chance < habits.chance / 50
    return day.weekday() in habits.weekdays and chance < habits.chance


def _is_over(habits: Habits, back: int) -> bool:
    return habits.until is not None and back < habits.until


def _has_come(person: Person, task: Task, back: int) -> bool:
    """Whether somebody has begun a lesson, or begins it now."""
    lead = Random(f"{person.name}\n{task.lesson}").randint(*person.habits.ahead)  # noqa: S311 - as above
    return task.opened is not None or back <= task.due + lead


def _waits(person: Person, task: Task, back: int) -> bool:
    """Whether somebody leaves a lesson alone on a day."""
    if task.hand is not None and task.hand - back < ANSWERED_IN:
        return True
    if task.failed and (task.failed[-1] == back or (len(task.failed) > 1 and task.failed[-1] - back < TRIED_AGAIN_IN)):
        return True
    match person.turn:
        case Turn.STUCK:
            return task.left
        case Turn.FAILS:
            return back <= _LAST_WEEKS
        case Turn.READING:
            return back <= _LAST_WEEKS and task.opened is None
        case _:
            return False


def _reading(habits: Habits, task: Task, back: int, random: Random) -> Reading:
    asks = task.opened is None and back > _LAST_WEEKS and happens(habits.asks, random)
    until = 1.0 if task.read or happens(0.8, random) else random.uniform(0.25, 0.75)
    at_once = task.read or happens(0.75, random)
    if asks or until < 1.0 or not at_once:
        return Reading(task.lesson, until, asks)
    # Who has failed has read again.
    return Reading(task.lesson, quiz=Taking(min(habits.skill + 0.08 * len(task.failed), 0.97)))


def _turn(person: Person, back: int, tasks: Sequence[Task]) -> Reading | None:
    """What a turn brings on its day."""
    if person.turn is Turn.READING and back:
        task = next((task for task in reversed(tasks) if task.own), None)
        return Reading(task.lesson, quiz=Taking(0.6, leaves_after=4)) if task else None
    task = next((task for task in tasks if not task.own and not (person.turn is Turn.READING and task.read)), None)
    if task is None:
        return None
    match person.turn:
        case Turn.ASKS:
            return Reading(task.lesson, 0.6, asks=True)
        case Turn.FAILS:
            return Reading(task.lesson, quiz=Taking(0.3))
        case Turn.STUCK:
            return Reading(task.lesson, quiz=Taking(0.0, leaves_after=5))
        case Turn.QUIET:
            return Reading(task.lesson, 0.35)
        case Turn.READING:
            return Reading(task.lesson, 0.42)
        case _:
            return Reading(task.lesson, 0.3)


# Answers

_NOTES = "One case from our own work, and what I would do with it now."
"""What somebody writes where a question asks to think in writing."""


def knows(question: str, skill: float, random: Random) -> bool:
    """Whether somebody of a skill, 0 to 1, answers a question, given by its id, right: some are harder than others."""
    hard = Random(question).uniform(-1.0, 1.0)  # noqa: S311 - as above
    return happens(skill - skill * (1.0 - skill) * hard, random)


def reply(question: Question, random: Random, *, right: bool) -> tuple[str, ...]:
    """What somebody answers who answers right, or who does not."""
    match question:
        case Choice():
            return question.right if right else _mischosen(question, random)
        case Typed():
            told = tuple(gap.right[0] for gap in question.gaps)
            return told if right else tuple(_mistaken(gap, random) for gap in question.gaps)
        case Output():
            return (question.expected if right else question.expected[1:],)
        case Ordering():
            ids = tuple(entry.id for entry in question.entries)
            return ids if right else ids[::-1]
        case Matching():
            partners = [partner for _left, partner in question.pairs]
            turned = partners if right else [*partners[1:], partners[0]]
            return tuple(
                f"{left}{PAIRED}{partner}" for (left, _right), partner in zip(question.pairs, turned, strict=True)
            )
        case Reflection():
            ticked = question.rubric if right else question.rubric[:1]
            return (_NOTES, *(entry.id for entry in ticked))


def _mischosen(question: Choice, random: Random) -> tuple[str, ...]:
    """Options that somebody chooses instead of the right ones."""
    wrong = [option.id for option in question.options if not option.right]
    # The first wrong one looks best to most.
    drawn = random.choices(wrong, weights=range(2 * len(wrong), len(wrong), -1))[0]
    if isinstance(question, Multiple) and happens(0.5, random):
        return (*question.right[1:], drawn)
    return (drawn,)


def _mistaken(gap: Gap, random: Random) -> str:
    """What somebody fills a gap with instead: another of those offered, another number, or words cut short."""
    if gap.offered:
        return next((text for text in gap.offered if not gap.worth(text)), gap.offered[0])
    if gap.numeric:
        return str(random.randint(1, 9) * 1000 + 7)
    return gap.right[0][: len(gap.right[0]) // 2]


def rating(random: Random, *, right: bool) -> Rating:
    """How somebody rates an answer in review."""
    if right and happens(0.1, random):
        return Rating.EASY
    return rate(right=right, hints=int(happens(0.08, random)))


# Leaders


def looks(day: date) -> bool:
    """Whether leaders look at their groups on a day."""
    return day.weekday() == _MEETING


def sees_to(reason: Reason, back: int, random: Random) -> bool:
    """Whether a leader sees to a need for help on a day."""
    return back > LEADERS_REST and happens(0.9 if reason in {Reason.ASKED, Reason.STUCK} else 0.3, random)


def ends_week(day: date) -> bool:
    """Whether a week ends with a day."""
    return day.weekday() == _SUNDAY


def is_heard_of(person: Person, back: int) -> bool:
    """Whether somebody lets the leader know how they stand, where that takes a word: not who is away, or has gone."""
    is_quiet = person.turn is Turn.QUIET and back < min(_TURNS[Turn.QUIET])
    return not is_quiet and not any(first >= back >= last for first, last in leaves(person))
