"""What each duty in a group opens to whoever has it. Pure; the functions that read a group ask this table.

In a shared SQLite file it guides and does not protect: whoever can read the file can read all of it.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

MEMBER, LEADER, TRAINER, RECORDER, FACILITATOR, MENTOR = (
    "member",
    "leader",
    "trainer",
    "recorder",
    "facilitator",
    "mentor",
)
DUTIES = (MEMBER, LEADER, TRAINER, RECORDER, FACILITATOR, MENTOR)
"""What somebody does in a group: a member is assigned its plans; what the others open says `TABLE`."""


class Opens(StrEnum):
    """A part of what is known of a group."""

    GROUP = "group"
    """Its members by name, the matrix, who needs help; and changing the group."""
    QUESTIONS = "questions"
    """How the questions of announced quizzes did, without names."""
    TALLIES = "tallies"
    """How many stand where on each lesson, and the weeks, without names."""
    AGENDA = "agenda"
    """Which lessons are assigned, and when they are due."""
    DIMENSIONS = "dimensions"
    """How far the group as a whole has come on each dimension."""
    MENTEES = "mentees"
    """The records of the members whom a mentor was given, and of nobody else."""


TABLE: Mapping[str, frozenset[Opens]] = {
    MEMBER: frozenset(),
    LEADER: frozenset({Opens.GROUP, Opens.QUESTIONS, Opens.TALLIES, Opens.AGENDA, Opens.DIMENSIONS}),
    TRAINER: frozenset({Opens.QUESTIONS}),
    RECORDER: frozenset({Opens.TALLIES, Opens.AGENDA}),
    FACILITATOR: frozenset({Opens.AGENDA, Opens.DIMENSIONS}),
    MENTOR: frozenset({Opens.MENTEES}),
}


def opens(duties: Iterable[str]) -> frozenset[Opens]:
    """What several duties of one person open together."""
    return frozenset().union(*(TABLE[duty] for duty in duties))
