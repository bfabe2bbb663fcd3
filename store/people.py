"""Who studies here: adding, renaming and finding members."""

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from random import Random

from lessons.clean import clean
from store import events, log
from store.database import Database
from store.errors import LeaveUnfitError, NameTakenError, NameUnfitError
from store.leave import Leave
from store.projections.members import Member, members

__all__ = ["Leave", "Member", "add", "come_back", "compared", "find", "fit", "go_away", "members", "rename"]


def add(database: Database, name: str, *, now: Callable[[], datetime], random: Random) -> Member:
    """Add a member.

    Raises:
        NameTakenError: another member has that name.
        NameUnfitError: it is empty, too long or of more than one line.
        StoreError: nothing was written, and why.
    """
    name = fit(name)
    member = database.ids.next(now(), random)
    with database.transaction():
        _refuse_taken(database, name, None)
        (event,) = log.append(database, [log.Entry(events.MemberAdded(name), member, member)], now=now, random=random)
    return Member(member, name, event.day)


def rename(database: Database, member: Member, name: str, *, now: Callable[[], datetime], random: Random) -> Member:
    """Give a member another name.

    Raises:
        NameTakenError: another member has that name.
        NameUnfitError: it is empty, too long or of more than one line.
        StoreError: nothing was written, and why.
    """
    name = fit(name)
    with database.transaction():
        _refuse_taken(database, name, member.id)
        log.append(database, [log.Entry(events.MemberRenamed(name), member.id, member.id)], now=now, random=random)
    return replace(member, name=name)


def go_away(database: Database, member: Member, leave: Leave, *, now: Callable[[], datetime], random: Random) -> None:
    """Record that a member is away, in place of any leave that was to come. Why is not asked.

    Raises:
        LeaveUnfitError: it ends before it begins.
        StoreError: nothing was written, and why.
    """
    if leave.last < leave.first:
        raise LeaveUnfitError(first=leave.first, last=leave.last)
    log.append(
        database,
        [log.Entry(events.LeaveRecorded(leave.first, leave.last), member.id, member.id)],
        now=now,
        random=random,
    )


def come_back(database: Database, member: Member, *, now: Callable[[], datetime], random: Random) -> None:
    """Record that a member is not away from this day on, whatever was noted; days that are over stay what they were.

    Raises:
        StoreError: nothing was written, and why.
    """
    log.append(database, [log.Entry(events.LeaveEnded(), member.id, member.id)], now=now, random=random)


def find(database: Database, name: str) -> Member | None:
    """The member of a name, however it is capitalised; None where there is none."""
    wanted = compared(name)
    return next((member for member in members(database) if compared(member.name) == wanted), None)


def _refuse_taken(database: Database, name: str, owner: str | None) -> None:
    found = find(database, name)
    if found is not None and found.id != owner:
        raise NameTakenError(name=found.name)


def fit(name: str) -> str:
    """A name of a member or a group as it is kept: composed, its blanks single.

    Raises:
        NameUnfitError: it is empty, too long or of more than one line.
    """
    fit = " ".join(part for part in clean(unicodedata.normalize("NFC", name)).split(" ") if part)
    if not fit or len(fit) > events.LONGEST_NAME or not fit.isprintable():
        raise NameUnfitError(longest=events.LONGEST_NAME, name=repr(name[: 2 * events.LONGEST_NAME]))
    return fit


def compared(name: str) -> str:
    """What two spellings of one name have in common."""
    return " ".join(unicodedata.normalize("NFKC", clean(name)).casefold().split())
