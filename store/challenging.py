"""Challenging: a member says that a status is wrong, a person answers, and both see both."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from store import people
from store.database import Database
from store.errors import AlreadySaidError, SentenceUnfitError
from store.events import LONGEST_SENTENCE, ChallengeAnswered, StatusChallenged
from store.groups import Group
from store.log import Entry, append
from store.projections.challenges import challenges


@dataclass(frozen=True, slots=True)
class Said:
    """What a member said of a status, and what was answered."""

    id: str
    member: str
    """Id of the member."""
    name: str
    lesson: str
    """Key of the lesson."""
    status: str
    """As it was shown then."""
    text: str
    day: date
    """The study day; of what is told in files, the first day of its week."""
    answer: str
    """Empty while nobody has answered."""
    by: str
    """Name of who did; empty before."""
    answered: date | None
    """The same of the answer."""
    week: str = ""
    """In which it was told in a file; empty where it was said in this database."""
    answered_week: str = ""
    """In which it was answered in a file."""


def said(database: Database, group: str, member: str = "") -> tuple[Said, ...]:
    """What was said in a group, given by id, by those who study here, or by one of them; in the order of time."""
    names = {one.id: one.name for one in people.members(database)}
    return tuple(
        Said(
            id=one.id,
            member=one.member,
            name=names[one.member],
            lesson=one.lesson,
            status=one.status,
            text=one.text,
            day=one.day,
            answer=one.answer,
            by=names.get(one.answered_by, ""),
            answered=one.answered,
        )
        for one in challenges(database, group, member)
        if one.member in names
    )


def challenge(
    database: Database,
    group: Group,
    member: str,
    *,
    lesson: str,
    status: str,
    text: str,
    now: Callable[[], datetime],
    random: Random,
) -> None:
    """Record that a member, given by id, says that a status is wrong.

    Raises:
        SentenceUnfitError: it is empty or too long.
        StoreError: it could not be recorded.
    """
    require_fit(text)
    append(database, [Entry(StatusChallenged(group.id, lesson, status, text), member, member)], now=now, random=random)


def answer(database: Database, about: Said, text: str, *, by: str, now: Callable[[], datetime], random: Random) -> None:
    """Record what somebody, given by id, answers.

    Raises:
        SentenceUnfitError: it is empty or too long.
        StoreError: it could not be recorded.
    """
    require_fit(text)
    append(database, [Entry(ChallengeAnswered(about.id, text), by, about.member)], now=now, random=random)


def refuse_said_already(said: Iterable[Said], lesson: str, status: str) -> None:
    """Refuse what a member said of a status before and nobody has answered.

    Args:
        said: what the member called wrong in the group.
        lesson: key of the lesson.
        status: as it is shown now: another one than then may be wrong as well.

    Raises:
        AlreadySaidError: it waits for an answer.
    """
    for one in said:
        if one.answered is None and (one.lesson, one.status) == (lesson, status):
            raise AlreadySaidError(day=one.day.isoformat())


def require_fit(text: str) -> None:
    """Refuse what is no sentence.

    Raises:
        SentenceUnfitError: it is empty or too long.
    """
    if not 0 < len(text) <= LONGEST_SENTENCE:
        raise SentenceUnfitError(longest=LONGEST_SENTENCE)
