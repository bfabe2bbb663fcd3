"""The charter of a group: its norms of study, and the notice of what leaders receive, which each member accepts first.

Until somebody has accepted both as they are now, nothing of theirs is in what a leader receives. The notice lists the
very fields of the records, so that it cannot say less than they hold: another field makes it another notice, and every
member is asked again.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from random import Random

from lessons.clean import clean
from store import groups, stays, strict_json
from store.database import Database
from store.days import study_day
from store.errors import CharterUnfitError
from store.events import LONGEST_CHARTER, CharterAccepted, CharterSet
from store.groups import Group
from store.log import Entry, append
from store.mirror import AnnouncedResult, LessonRecord, MemberRecord, QuestionDone, Reached
from store.people import Member
from store.projections.acceptances import Acceptance, acceptances
from store.projections.groups import charter_text
from store.sprints import Bands

NOTICE: tuple[str, ...] = (
    *(
        f"{record.__name__}.{part.name}"
        for record in (MemberRecord, LessonRecord, AnnouncedResult)
        for part in fields(record)
    ),
    *("Said.lesson", "Said.status", "Said.text", "Said.day", "Said.week"),
    *(f"{QuestionDone.__name__}.{part.name}" for part in fields(QuestionDone)),
    "ItemAnalysis.options",
    *(f"{Reached.__name__}.{part.name}" for part in fields(Reached)),
    *(f"{Bands.__name__}.{part.name}" for part in fields(Bands)),
)
"""Every field that a leader receives of a member; what is told of questions, from which with the results something
may follow of a member; what follows of a member from the group's share of a dimension; and what is told of the group
to others that study beside it."""


@dataclass(frozen=True, slots=True)
class Charter:
    """What a group asks its members to accept."""

    group: Group
    text: str
    """Markdown; empty where the group has set none: then there is the notice alone."""
    digest: str
    """Of the text; empty without one."""
    accepted: date | None
    """The study day on which the member accepted it as it is now; None: not yet."""
    before: bool
    """Whether the member had accepted another charter or notice of the group."""


@dataclass(frozen=True, slots=True)
class CharterChange:
    """What another text would do to the acceptances of a group's members of now."""

    lapsing: int
    """Members whose acceptance holds, and would not under the text."""
    holding: int
    """Members whose acceptance holds under the text."""
    others: int
    """Members besides, who have that to accept."""


def digest_of(text: str) -> str:
    """What a text is known by, 32 hex digits; empty for none."""
    return hashlib.sha256(text.encode()).hexdigest()[:32] if text else ""


def notice_digest(names: Iterable[str] = NOTICE) -> str:
    """What the notice is known by: its fields, in whatever language they are told."""
    return digest_of(strict_json.write(list(names)))


def write(database: Database, group: Group, text: str, *, by: str, now: Callable[[], datetime], random: Random) -> bool:
    """Set the norms of a group, on the word of a leader, given by id; False where they are those already.

    Raises:
        CharterUnfitError: it is too long.
        StoreError: nothing was written, and why.
    """
    text = _fit(text)
    if digest_of(text) == group.charter:
        return False
    append(database, [Entry(CharterSet(text, digest_of(text)), by, group.id)], now=now, random=random)
    return True


def _fit(text: str) -> str:
    """A text as it is kept."""
    text = clean(text.replace("\r\n", "\n")).strip()
    if len(text) > LONGEST_CHARTER:
        raise CharterUnfitError(longest=LONGEST_CHARTER)
    return text


def change(database: Database, group: Group, text: str, day: date) -> CharterChange:
    """What it would do to set a text as the norms of a group on a study day.

    Raises:
        CharterUnfitError: it is too long.
    """
    digest = digest_of(_fit(text))
    known, returned = acceptances(database, group.id), _returned(database, group, day)
    here = set(groups.present(database, group.id, groups.MEMBER, day))
    now, then = (
        {one for one in here if one in known and _holds(known[one], charter, returned.get(one))}
        for charter in (group.charter, digest)
    )
    return CharterChange(len(now - then), len(then), len(here) - len(then))


def charter(database: Database, group: Group, member: str, day: date) -> Charter:
    """What a group asks a member, given by id, to accept on a study day."""
    known = acceptances(database, group.id).get(member)
    accepted = (
        known.day
        if known and _holds(known, group.charter, _returned(database, group, day, member).get(member))
        else None
    )
    before = known is not None and not _is_current(known, group.charter)
    return Charter(group, charter_text(database, group.id), group.charter, accepted, before)


def accepted_on(database: Database, group: Group, member: str) -> date | None:
    """The study day on which a member, given by id, last accepted a charter of a group; None for one who never did."""
    known = acceptances(database, group.id).get(member)
    return known.day if known else None


def _returned(database: Database, group: Group, day: date, member: str = "") -> Mapping[str, tuple[int, bytes]]:
    return stays.returned(stays.stays(database, group=group.id, member=member), day)


def _holds(acceptance: Acceptance, charter: str, back: tuple[int, bytes] | None) -> bool:
    """Whether it is a charter and the notice of now that were accepted, and since the member came back to the group.

    `charter` is its digest, `back` the rank of that return; None for one who was never away.
    """
    return _is_current(acceptance, charter) and (back is None or acceptance.rank > back)


def _is_current(acceptance: Acceptance, charter: str) -> bool:
    return (acceptance.charter, acceptance.notice) == (charter, notice_digest())


def accept(database: Database, group: Group, member: Member, *, now: Callable[[], datetime], random: Random) -> bool:
    """Accept the charter and the notice of a group as they are now; False where that was done.

    Raises:
        StoreError: it could not be recorded.
    """
    if charter(database, group, member.id, study_day(now())).accepted is not None:
        return False
    body = CharterAccepted(group.id, group.charter, notice_digest())
    append(database, [Entry(body, member.id, member.id)], now=now, random=random)
    return True


def accepted(database: Database, group: Group, members: Iterable[str], day: date) -> dict[str, bool]:
    """Of those who have accepted, by id, whether that holds for the charter and the stay of now.

    Who has left is not asked again; who was taken in again is.
    """
    present = set(groups.present(database, group.id, groups.MEMBER, day))
    known, returned = acceptances(database, group.id), _returned(database, group, day)
    return {
        one: one not in present or _holds(known[one], group.charter, returned.get(one))
        for one in members
        if one in known
    }


def waiting(database: Database, member: str, day: date) -> tuple[Group, ...]:
    """The groups of a member, given by id, whose charter the member has not accepted as it is now."""
    held = groups.held_by(database, member, groups.MEMBER, day)
    return tuple(
        group
        for group in groups.groups(database)
        if group.id in held and group.archived is None and charter(database, group, member, day).accepted is None
    )
