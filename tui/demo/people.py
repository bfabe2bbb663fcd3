"""Who the demo is about: three groups, the people in them, how each of them studies, and what is assigned to whom.

Every time is a number of days before the last one of the story, so that what is to be seen on that day is there
whenever the story is told; negative ones are still to come. A story shorter than a year is its last weeks.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from store.duties import FACILITATOR, MENTOR, RECORDER, TRAINER
from store.events import COMPLETED, JUDGED, REACHED_ON

WORKING_DAYS = frozenset(range(5))
WEEKEND = frozenset({5, 6})
EVERY_DAY = WORKING_DAYS | WEEKEND

NIGHT_SHIFT, PLATFORM_TEAM, LABORATORY = "Night shift", "Platform team", "Laboratory"
YOU = "Xiaoming Li"
"""Who opens the demo: leads one group, helps to lead another, and studies in the third."""
_EARLIEST = 10_000
"""From before any story on."""


@dataclass(frozen=True, slots=True)
class Habits:
    """How somebody studies."""

    weekdays: frozenset[int]
    """Days on which there is time for it, Monday 0."""
    chance: float
    """That such a day is used, 0 to 1."""
    ahead: tuple[int, int]
    """How many days before its due date a lesson is begun, at the least and at the most; negative: after it."""
    skill: float
    """Share of first answers that are right, 0 to 1."""
    reviews: int
    """Questions answered again in one visit, at the most."""
    asks: float = 0.0
    """Chance that a new lesson raises a question for the leader, 0 to 1."""
    until: int | None = None
    """The day from which on hardly anything more is done; None: never."""


STEADY = Habits(WORKING_DAYS, 0.55, (3, 10), 0.88, 7)
DAILY = Habits(EVERY_DAY, 0.75, (3, 9), 0.8, 6)
EARLY = Habits(WORKING_DAYS, 0.6, (12, 16), 0.9, 6)
AT_WEEKENDS = Habits(WEEKEND, 0.85, (1, 12), 0.86, 12)
LATE = Habits(WORKING_DAYS, 0.5, (-12, -7), 0.84, 5)
KEEN_AT_FIRST = Habits(EVERY_DAY, 0.75, (14, 40), 0.92, 8, until=210)
ASKING = Habits(WORKING_DAYS, 0.55, (4, 11), 0.84, 7, asks=0.4)
UNSURE = Habits(WORKING_DAYS, 0.5, (3, 8), 0.78, 6, asks=0.15)


class Turn(StrEnum):
    """What the last weeks bring to somebody, beside the habits."""

    ASKS = "asks"
    """A hand is raised, and waits."""
    FAILS = "fails"
    """A quiz is failed twice."""
    STUCK = "stuck"
    """Too much goes wrong in a quiz that is left in the middle."""
    QUIET = "quiet"
    """Not seen any more, with work open."""
    AWAY = "away"
    """On leave."""
    READING = "reading"
    """A quiz was left in the middle yesterday, a lesson today."""


@dataclass(frozen=True, slots=True)
class Stay:
    """A time in a group."""

    group: str
    since: int = _EARLIEST
    until: int | None = None
    """None: still there."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who studies, leads, or both."""

    name: str
    habits: Habits
    stays: tuple[Stay, ...] = ()
    """As a member of groups, one after another."""
    turn: Turn | None = None
    own: tuple[str, ...] = ()
    """Ids of courses that are studied without being assigned."""


@dataclass(frozen=True, slots=True)
class Assigned:
    """A course that a group is assigned."""

    course: str
    """Its id."""
    set: int
    first: int
    """From when on its lessons are due, one after another."""
    due: int
    """When the last of them is due."""
    target: float | None = None
    """Share of its objectives that each dimension should reach, 0 to 1."""
    announced: tuple[str, ...] = ()
    """Ids of quizzes whose results the leaders are told."""
    in_file: bool = False
    """Whether the leader has it from a plan file."""


@dataclass(frozen=True, slots=True)
class Aim:
    """A goal that a group takes on."""

    text: str
    owner: str
    set: int
    due: int
    measure: str = JUDGED
    wanted: float | None = None
    about: str = ""
    """Id of the dimension that is measured."""
    reached: int | None = None
    """When the leader says that it is."""


@dataclass(frozen=True, slots=True)
class Service:
    """A duty in a group, beside leading it and being a member of it."""

    name: str
    """Of who has it."""
    duty: str
    since: int
    mentees: tuple[str, ...] = ()
    """Of a mentor: the members whose records it opens."""


@dataclass(frozen=True, slots=True)
class GroupTold:
    """A group, who leads it, and what it is assigned."""

    name: str
    leader: str
    """Who makes it."""
    hours: tuple[int, int]
    """Between which hours its members study; 25 is one in the morning."""
    plans: tuple[Assigned, ...]
    helper: str | None = None
    """A second leader."""
    helper_since: int = 0
    aims: tuple[Aim, ...] = ()
    team: str = ""
    """Of work, that it is matched to."""
    purpose: str = ""
    services: tuple[Service, ...] = ()


GROUPS: Sequence[GroupTold] = (
    GroupTold(
        NIGHT_SHIFT,
        leader="Halima Yusuf",
        hours=(20, 26),
        plans=(
            Assigned("studying", set=357, first=350, due=180, announced=("answering-is-learning-quiz",)),
            Assigned(
                "leading",
                set=98,
                first=90,
                due=-29,
                target=0.8,
                announced=("sound-set-up-quiz", "growing-members-quiz"),
                in_file=True,
            ),
        ),
        helper=YOU,
        helper_since=110,
        aims=(
            Aim("A question at night is answered within the shift", "Halima Yusuf", set=96, due=20, reached=34),
            Aim("Nine in ten lessons on leading are completed", YOU, set=94, due=-29, measure=COMPLETED, wanted=0.9),
        ),
        team="Operations",
        purpose="Whoever is on call at night can lead the others through it",
        services=(Service("Aoife Byrne", RECORDER, 320), Service("Jonas Weber", FACILITATOR, 150)),
    ),
    GroupTold(
        PLATFORM_TEAM,
        leader=YOU,
        hours=(8, 18),
        plans=(
            Assigned("studying", set=360, first=353, due=265),
            Assigned("writing", set=255, first=240, due=124, announced=("writing-questions-quiz",)),
            Assigned(
                "leading",
                set=90,
                first=83,
                due=-22,
                target=0.7,
                announced=("why-groups-study-quiz", "renewal-quiz"),
            ),
        ),
        aims=(
            Aim(
                "We can tell from facts whether our study is of use",
                YOU,
                set=84,
                due=-22,
                measure=REACHED_ON,
                wanted=0.6,
                about="effect",
            ),
        ),
        team="Platform",
        purpose="What one of us has learned, all of us can use within the week",
        services=(
            Service("Ingrid Solberg", TRAINER, 250),
            Service("Anders Lindqvist", FACILITATOR, 240),
            Service("Hannah Cohen", MENTOR, 80, mentees=("Yuki Tanaka",)),
        ),
    ),
    GroupTold(
        LABORATORY,
        leader="Ingrid Solberg",
        hours=(7, 20),
        plans=(
            Assigned("studying", set=335, first=328, due=165),
            Assigned("leading", set=105, first=98, due=-21, target=0.75, announced=("sound-set-up-quiz",)),
        ),
        team="Research",
        purpose="Experiments that somebody else can repeat",
        services=(Service(YOU, MENTOR, 60, mentees=("Amara Okafor",)),),
    ),
)

PEOPLE: Sequence[Person] = (
    Person("Halima Yusuf", STEADY, own=("leading",)),
    Person(YOU, DAILY, (Stay(LABORATORY, 340),), Turn.READING, own=("writing",)),
    Person("Ingrid Solberg", AT_WEEKENDS, own=("leading", "writing")),
    Person("Aoife Byrne", STEADY, (Stay(NIGHT_SHIFT),)),
    Person("王芳", STEADY, (Stay(NIGHT_SHIFT),)),
    Person("Tomasz Nowak", LATE, (Stay(NIGHT_SHIFT),)),
    Person("Kwame Mensah", ASKING, (Stay(NIGHT_SHIFT),), Turn.ASKS),
    Person("Sofia Rossi", KEEN_AT_FIRST, (Stay(NIGHT_SHIFT),)),
    Person("Nguyễn Thị Lan", AT_WEEKENDS, (Stay(NIGHT_SHIFT),)),
    Person("Rashid Al-Farsi", UNSURE, (Stay(NIGHT_SHIFT),), Turn.FAILS),
    Person("Priya Raman", EARLY, (Stay(NIGHT_SHIFT),), Turn.AWAY),
    Person("Petr Novák", STEADY, (Stay(NIGHT_SHIFT, until=220),)),
    Person("陈伟", STEADY, (Stay(NIGHT_SHIFT),)),
    Person("María Fernández", EARLY, (Stay(NIGHT_SHIFT),), Turn.QUIET),
    Person("Olumide Adebayo", AT_WEEKENDS, (Stay(NIGHT_SHIFT),)),
    Person("Elif Kaya", STEADY, (Stay(NIGHT_SHIFT, until=145), Stay(PLATFORM_TEAM, 145))),
    Person("Jonas Weber", STEADY, (Stay(NIGHT_SHIFT, 165),)),
    Person("Anders Lindqvist", STEADY, (Stay(PLATFORM_TEAM),)),
    Person("赵敏", AT_WEEKENDS, (Stay(PLATFORM_TEAM),)),
    Person("Fatima Benali", ASKING, (Stay(PLATFORM_TEAM),), Turn.ASKS),
    Person("Diego Morales", LATE, (Stay(PLATFORM_TEAM),)),
    Person("Hannah Cohen", EARLY, (Stay(PLATFORM_TEAM),)),
    Person("Ravi Patel", KEEN_AT_FIRST, (Stay(PLATFORM_TEAM),)),
    Person("Yuki Tanaka", UNSURE, (Stay(PLATFORM_TEAM),), Turn.STUCK),
    Person("Liam Kelly", STEADY, (Stay(PLATFORM_TEAM, 110),)),
    Person("刘洋", STEADY, (Stay(LABORATORY, 340),)),
    Person("Amara Okafor", LATE, (Stay(LABORATORY, 340),)),
    Person("Mateusz Kowalski", STEADY, (Stay(LABORATORY, 340),)),
)
"""In the order in which they come, as far as they come on the same day."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Whom a story is about."""

    groups: Sequence[GroupTold]
    people: Sequence[Person]


EVERYBODY = Cast(GROUPS, PEOPLE)


def cast_of(name: str) -> Cast:
    """One group alone: its leader, and who is in it to the end."""
    (group,) = (group for group in GROUPS if group.name == name)
    stays = [
        (person, [stay for stay in person.stays if stay.group == name and stay.until is None]) for person in PEOPLE
    ]
    people = [replace(person, stays=tuple(there)) for person, there in stays if there or person.name == group.leader]
    return Cast((replace(group, helper=None, services=()),), people)
