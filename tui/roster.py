"""What a leader looks at: who needs what, in which order, and under which name. Pure.

Nothing here compares one member with another: the order by what needs doing knows reasons and days, no results.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from itertools import groupby

from store.duties import MEMBER
from store.mirror import GroupLesson, GroupRecord, MemberRecord, is_silent
from store.status import Reason, Status
from tui.commands.wording import reason_word, status_word
from tui.i18n import _, later

_NUMBER = re.compile(r"([0-9]{1,9})")
_STANDING = re.compile(r"(?:(?P<before>[0-9]{1,4}) ?)?(?P<said>[^\W\d].*?)(?: ?(?P<after>[0-9]{1,4}))?")
"""A status in words, with the number of a lesson before or after it."""
_TELLING = 2
"""Letters from which on a word may be the beginning of a status; a Han character alone may."""
_URGENCY = {reason: place for place, reason in enumerate(Reason)}
_RUN = 3
"""Numbers in a row from which on they are written as a span."""
_SAID_WRONG = len(_URGENCY)
"""Place of those who wait for nothing but an answer: after every reason for help, before those who wait for nothing."""
_CALM = _SAID_WRONG + 1
"""Place of those with whom nothing presses."""


class Order(StrEnum):
    """In which order members stand; none of them is an order of merit."""

    NEED = "need"
    NAME = "name"
    PROGRESS = "progress"

    @property
    def words(self) -> str:
        """What the members are sorted by."""
        return _(_ORDERS[self])

    @property
    def following(self) -> "Order":
        """The order that the same key chooses next."""
        orders = list(Order)
        return orders[(orders.index(self) + 1) % len(orders)]


_ORDERS = {
    Order.NEED: later("what needs doing"),
    Order.NAME: later("name"),
    Order.PROGRESS: later("lessons to go"),
}


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member among the others, with what an order needs to know counted once."""

    record: MemberRecord
    completed: int
    """Assigned lessons completed."""
    urgency: int
    """Place of the most pressing reason for help among reasons; after all of them where nothing presses.

    Whoever says that a status is wrong, and has no answer yet, stands between the two.
    What is overdue presses as a reason of that name does, also when that need is no news any more: nobody who has long
    been silent sinks among those who are well.
    """
    needs: int
    """Lessons that help is needed with."""
    overdue: tuple[int, ...]
    """Places in the plan, 0-based, of the lessons past their day and not completed."""
    overdue_since: date | None
    """The earliest of their days; None where nothing is overdue."""
    silent: bool
    """Whether something is to do and nothing was done for long: it presses as what is overdue does."""
    said_wrong: int = 0
    """Statuses that the member says are wrong, and nobody has answered."""


def member_rows(group: GroupRecord) -> tuple[MemberRow, ...]:
    """Every member of a group, in the record's order."""
    joined = {one.member: one.first for one in group.duties if one.duty == MEMBER and one.first <= group.as_of}
    wrong = Counter(one.member for one in group.said if one.answered is None)
    return tuple(
        _member_row(group, member, joined.get(member.member), wrong[member.member]) for member in group.members
    )


def _member_row(group: GroupRecord, member: MemberRecord, joined: date | None, said_wrong: int) -> MemberRow:
    completed = needs = 0
    urgency = _SAID_WRONG if said_wrong else _CALM
    overdue: list[int] = []
    since: date | None = None
    for place, one in enumerate(group.lessons):
        lesson = member.lessons.get(one.lesson)
        if lesson is None:
            continue
        if lesson.status is Status.COMPLETED:
            completed += 1
            continue
        if lesson.reason is not None:
            needs += 1
            urgency = min(urgency, _URGENCY[lesson.reason])
        if lesson.due < group.as_of:
            overdue.append(place)
            since = lesson.due if since is None else min(since, lesson.due)
    assigned = {one.lesson: one.assigned for one in group.lessons}
    silent = joined is not None and is_silent(member, assigned, joined, group.as_of)
    if overdue or silent:
        urgency = min(urgency, _URGENCY[Reason.OVERDUE])
    return MemberRow(member, completed, urgency, needs, tuple(overdue), since, silent, said_wrong)


def in_order(rows: Sequence[MemberRow], order: Order, names: Mapping[str, str]) -> tuple[MemberRow, ...]:
    """Members in an order; those who are equal in it by the name that is shown of them.

    Args:
        rows: the members.
        order: what comes first: the most pressing need, and in it more and longer overdue, then what is said to be
            wrong; the first name; or the most lessons still to go.
        names: what each member, by id, is called on the screen.
    """

    def name(row: MemberRow) -> list[str | int]:
        return _natural(names[row.record.member])

    match order:
        case Order.NEED:

            def pressing(row: MemberRow) -> tuple[int, int, date, int, int, list[str | int]]:
                since = row.overdue_since or date.max
                return row.urgency, -len(row.overdue), since, -row.needs, -row.said_wrong, name(row)

            return tuple(sorted(rows, key=pressing))
        case Order.NAME:
            return tuple(sorted(rows, key=name))
        case Order.PROGRESS:
            return tuple(sorted(rows, key=lambda row: (row.completed - row.record.assigned, name(row))))


def matches(row: MemberRow, name: str, lessons: Sequence[GroupLesson], typed: str) -> bool:
    """Whether a member is wanted by what was typed: a part of the name, or how they stand on any lesson, or on one.

    Args:
        row: the member.
        name: what they are called on the screen.
        lessons: of the group.
        typed: a part of a name; or the beginning of a status or of a reason for help in words, with the number of a
            lesson in its course where that one is meant. Nothing wants everybody.
    """
    words = " ".join(typed.split()).casefold()
    if words in name.casefold():
        return True
    found = _STANDING.fullmatch(words)
    if found is None:
        return False
    said, number = found["said"], found["before"] or found["after"]
    if said.isascii() and len(said) < _TELLING:
        return False
    places = [place for place, one in enumerate(numbers_of(lessons)) if not number or one == int(number)]
    keys = [lessons[place].lesson for place in places]
    standings = [row.record.lessons[key] for key in keys if key in row.record.lessons]
    statuses = {status for status in Status if status_word(status).casefold().startswith(said)}
    reasons = {reason for reason in Reason if reason_word(reason).casefold().startswith(said)}
    if Status.OVERDUE in statuses and any(place in row.overdue for place in places):  # also where help is needed
        return True
    return any(one.status in statuses or one.reason in reasons for one in standings)


def _natural(name: str) -> list[str | int]:
    """A name as it sorts among others: text and numbers in turn, so that 10 comes after 9."""
    parts = _NUMBER.split(name.casefold())
    return [int(part) if place % 2 else part for place, part in enumerate(parts)]


def numbers_of(lessons: Sequence[GroupLesson]) -> tuple[int, ...]:
    """The numbers of lessons as Today has them: in their course; of one that is lost, its place here."""
    return tuple(one.number or place for place, one in enumerate(lessons, start=1))


def number_runs(places: Sequence[int], lessons: Sequence[GroupLesson]) -> Sequence[Sequence[tuple[int, int]]]:
    """Numbers of the lessons at some places, of each course by itself, as spans, first and last.

    Fewer than three in a row stand by themselves.
    """
    numbers = numbers_of(lessons)
    return [
        _spans([numbers[place] for place in within])
        for _course, within in groupby(places, key=lambda place: lessons[place].course)
    ]


def _spans(numbers: Sequence[int]) -> Sequence[tuple[int, int]]:
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    spans: list[tuple[int, int]] = []
    for row in found:
        spans += [(row[0], row[-1])] if len(row) >= _RUN else [(number, number) for number in row]
    return spans


def courses_told(lessons: Sequence[GroupLesson]) -> Mapping[str, str]:
    """Of each lesson of a plan, by its key, its course; of none where the plan has one course alone."""
    several = len({one.course for one in lessons}) > 1
    return {one.lesson: one.course for one in lessons} if several else {}


def shown_names(members: Sequence[MemberRecord], *, hidden: bool) -> Mapping[str, str]:
    """What each member, by id, is called on the screen.

    Hidden, members are numbered in an order that follows from their ids and from nothing that a bystander knows: by
    name, the first number would be the first in the alphabet.
    """
    if not hidden:
        return {member.member: member.name for member in members}
    drawn = sorted((member.member for member in members), key=lambda id_: sha256(id_.encode()).digest())
    return {id_: _("Member {number}").format(number=number) for number, id_ in enumerate(drawn, start=1)}


def announced(group: GroupRecord) -> tuple[int, int]:
    """Announced results that are there, and those of them that passed, over all members."""
    results = [result for member in group.members for result in member.results]
    return len(results), sum(result.passed for result in results)
