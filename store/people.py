"""Who studies here: adding, renaming and finding members."""

import unicodedata
from collections.abc import Callable
from datetime import datetime
from random import Random

from lessons.clean import clean
from store.database import Database
from store.errors import NameTakenError, NameUnfitError
from store.events import LONGEST_NAME, MemberAdded, MemberRenamed
from store.log import Entry, append
from store.projections.members import Member, members

__all__ = ["Member", "add", "find", "members", "rename"]


def add(database: Database, name: str, *, now: Callable[[], datetime], random: Random) -> Member:
    """Add a member.

    Raises:
        NameTakenError: another member has that name.
        NameUnfitError: it is empty, too long or of more than one line.
        StoreError: nothing was written, and why.
    """
    name = _fit(name)
    member = database.ids.next(now(), random)
    with database.transaction():
        _refuse_taken(database, name, None)
        (event,) = append(database, [Entry(MemberAdded(name), member, member)], now=now, random=random)
    return Member(member, name, event.day)


def rename(database: Database, member: Member, name: str, *, now: Callable[[], datetime], random: Random) -> Member:
    """Give a member another name.

    Raises:
        NameTakenError: another member has that name.
        NameUnfitError: it is empty, too long or of more than one line.
        StoreError: nothing was written, and why.
    """
    name = _fit(name)
    with database.transaction():
        _refuse_taken(database, name, member.id)
        append(database, [Entry(MemberRenamed(name), member.id, member.id)], now=now, random=random)
    return Member(member.id, name, member.added)


def find(database: Database, name: str) -> Member | None:
    """The member of a name, however it is capitalised; None where there is none."""
    wanted = _compared(clean(name))
    return next((member for member in members(database) if _compared(member.name) == wanted), None)


def _refuse_taken(database: Database, name: str, owner: str | None) -> None:
    found = find(database, name)
    if found is not None and found.id != owner:
        raise NameTakenError(name=found.name)


def _fit(name: str) -> str:
    fit = " ".join(part for part in clean(unicodedata.normalize("NFC", name)).split(" ") if part)
    if not fit or len(fit) > LONGEST_NAME or not fit.isprintable():
        raise NameUnfitError(longest=LONGEST_NAME, name=repr(name[: 2 * LONGEST_NAME]))
    return fit


def _compared(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
