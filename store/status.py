"""How a member stands on a lesson: recorded facts and today give a status with its reason. Pure.

The rules are those of completion and status. A status is never kept: the facts are, and it is judged when it is read.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum

from lessons.light import dataclass
from store.leave import Leaves

WRONG = 4
"""Wrong answers in one try from which it may be stuck (Kolibri's number)."""
FAILED = 2
"""Failed sittings of the quiz from which it is stuck."""
QUIET_DAYS = 7
"""Days without study while assigned work is open (Open edX's number)."""
HELP_DAYS = 14
"""Days after which a need for help that nobody saw to is no news any more."""
SLIPPING, SLIPPING_SHARE = 0.7, 0.3
"""A lesson slips when at least this share of its items has a predicted recall below that."""
_DAY = timedelta(days=1)


class Status(StrEnum):
    """A member's standing on a lesson: of those that hold, the first in this order."""

    COMPLETED = "completed"
    NEEDS_HELP = "needs-help"
    OVERDUE = "overdue"
    IN_PROGRESS = "in-progress"
    NOT_STARTED = "not-started"


class Reason(StrEnum):
    """Why a member needs help; of several, the first in this order."""

    ASKED = "asked"
    """The member raised a hand."""
    STUCK = "stuck"
    """Too much went wrong in the current try to pass it, or the quiz failed twice."""
    OVERDUE = "overdue"
    """The day has passed, and it was not started."""
    QUIET = "quiet"
    """The member has not studied for a week while this is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is recorded of one member and one lesson. A day is a study day; None where it never was."""

    completed: date | None = None
    started: bool = False
    """Opened, or its quiz begun."""
    assigned: date | None = None
    """First, by a plan of the member's group, and not before the member joined it."""
    due: date | None = None
    """The last day to complete it."""
    in_hand: bool = False
    """Whether it is the first of the member's assigned lessons that are not completed: what a quiet member left."""
    hand: date | None = None
    """Since when the member's hand is up."""
    handled: date | None = None
    """When a leader last saw to it."""
    wrong: int = 0
    """Wrong answers in the current try."""
    out_of_reach: bool = False
    """Whether the pass mark cannot be reached in the current try any more."""
    wrong_day: date | None = None
    """Of the latest wrong answer in the current try."""
    failed: int = 0
    """Finished sittings of the quiz, while none was passed."""
    failed_day: date | None = None
    """Of the latest of them."""
    active: date | None = None
    """The member's latest study day, whatever was studied."""
    leaves: Leaves = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """A judgement of one day."""

    status: Status
    reason: Reason | None = None
    """Why help is needed; None with every other status."""
    since: date | None = None
    """From which day on help is needed."""


def standing(facts: Facts, today: date) -> Standing:
    """How a member stands on a lesson, as the member is shown it."""
    return _judge(facts, today, last=today)


def standing_for_leader(facts: Facts, today: date) -> Standing:
    """The same as a leader is shown it: a need for help not before the member's next study day."""
    return _judge(facts, today, last=today - _DAY)


def slipping(faded: int, items: int, *, begun: date, details_before: date | None) -> bool:
    """Whether a completed lesson is being forgotten: `faded` of its items have a predicted recall under `SLIPPING`.

    What began before a day up to which details were erased never is: the memory of its items begins too late.

    Args:
        faded: how many of its items are likely to be forgotten.
        items: how many there are.
        begun: the earlier of the study days on which the lesson was completed and its quiz first begun, or one from
            which questions came into that.
        details_before: the details of earlier study days were erased; None where none were.
    """
    if details_before is not None and begun < details_before:
        return False
    return items > 0 and faded >= SLIPPING_SHARE * items


def quiet_since(active: date, leaves: Leaves) -> date:
    """The day on which a week without study is over for somebody last active on a day; leave does not count."""
    since = active + QUIET_DAYS * _DAY
    for leave in leaves:
        if leave.last > active and leave.first <= since:
            since += (leave.last - max(leave.first - _DAY, active)).days * _DAY
    return since


def _judge(facts: Facts, today: date, *, last: date) -> Standing:
    if facts.completed is not None:
        return Standing(Status.COMPLETED)
    for reason, since in _needs(facts):
        if since <= last and (today - since).days < HELP_DAYS:
            return Standing(Status.NEEDS_HELP, reason, since)
    if facts.due is not None and today > facts.due:
        return Standing(Status.OVERDUE)
    return Standing(Status.IN_PROGRESS if facts.started else Status.NOT_STARTED)


def _needs(facts: Facts) -> Iterator[tuple[Reason, date]]:
    """Each need for help that nobody saw to, and the day on which it began, in the order of reasons."""
    if facts.hand is not None:  # "handled" takes the hand down: one that is up was raised after it
        yield Reason.ASKED, facts.hand
    found = [(Reason.STUCK, since) for since in (_stuck_in_try(facts), _stuck_in_quiz(facts)) if since is not None]
    if facts.due is not None and not facts.started:
        # Who was assigned it after its day, by a late plan or by joining late, has that day to begin.
        found.append((Reason.OVERDUE, max(facts.due, facts.assigned or facts.due) + _DAY))
    if facts.in_hand and facts.assigned is not None:
        active = max(facts.active, facts.assigned) if facts.active else facts.assigned
        found.append((Reason.QUIET, quiet_since(active, facts.leaves)))
    for reason, since in found:
        if facts.handled is None or since > facts.handled:
            yield reason, since


def _stuck_in_try(facts: Facts) -> date | None:
    return facts.wrong_day if facts.wrong >= WRONG and facts.out_of_reach else None


def _stuck_in_quiz(facts: Facts) -> date | None:
    return facts.failed_day if facts.failed >= FAILED else None
