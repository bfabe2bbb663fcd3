"""Sharing: a member's stream for the leaders of a group, and a group's own for its members, each as one file.

What is to be said is worked out when it is shared, and not with each private event: a leader is not to hear of a need
for help before the member's next study day, nor of what came and went in between. What is shared is on the disk of the
database before the file is written, so that no file is ever ahead of it.
It is long because it is the one door out for all of them.
"""

import sqlite3
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from random import Random

from store import access, elsewhere, groups, ids, records, replies, shared_files, streams
from store.challenging import Said, require_fit
from store.database import Database
from store.days import kept_week, study_day, week_of
from store.events import CharterSet, SharingAgreed
from store.groups import Group
from store.log import Entry, append
from store.mirror import MemberRecord
from store.people import Member
from store.projections import lesson_facts
from store.projections.challenges import challenges
from store.projections.groups import charter_text
from store.shared import (
    SECRET_BYTES,
    Body,
    ChallengeAnswered,
    RecordRead,
    Saying,
    Source,
    StatusChallenged,
    extended,
    outside,
)
from store.shared import Entry as SharedEntry
from store.shared_files import Stream
from store.stays import stays
from store.streams import Kept
from store.told import announcing, leaving, outline, told

_ID_BYTES = 16


@dataclass(frozen=True, slots=True)
class Shared:
    """What was shared."""

    file: Path
    added: int
    """Entries that are new in it."""
    entries: int
    """All of them."""
    replies: int = 0
    """Of a group's leader, to how many members a file of their own was put beside theirs."""
    unplaced: int = 0
    """And of how many no file was found, so that what is for them alone waits."""


def agreed(database: Database, member: Member, group: Group) -> tuple[str, ...]:
    """The ids under which a member agreed to be known to a group, the first one at first; empty without agreement."""
    with database.reading() as connection:
        return _agreed(connection, member.id, group.id)


def _agreed(connection: sqlite3.Connection, member: str, group: str) -> tuple[str, ...]:
    condition = f"subject = ? AND kind = 'sharing.agreed' AND {records.SELDOM}"
    said = (event.body for event in records.read(connection, condition, (ids.to_bytes(member),)))
    return tuple(one.person for one in said if isinstance(one, SharingAgreed) and one.group == group)


def shared_last(database: Database, member: Member, group: Group) -> str:
    """The week in which a member last shared with a group; empty where that never was."""
    with database.reading() as connection:
        kept = _own(connection, member.id, Source("", outside(group.id), ""))
        return streams.made_of(connection, kept[-1].source.stream, told).as_of if kept else ""


def share(
    database: Database,
    member: Member,
    group: Group,
    record: MemberRecord,
    folder: Path,
    *,
    now: Callable[[], datetime],
    random: Random,
    apart: Random,
) -> Shared:
    """Share what the leaders of a group may receive of a member; whoever calls this has told the member what that is.

    Args:
        database: where the member studies.
        member: who shares.
        group: with whose leaders.
        record: what they receive, as of today.
        folder: that the file is put into.
        now: the clock.
        random: the source of ids and salts of private events.
        apart: the source of the member's and the stream's ids and of its secret, from which its entries' are drawn.
            Nothing private draws from it: how much that draws follows from when it happened.

    Raises:
        StoreError: it could not be recorded or written.
    """
    week, target = week_of(study_day(now())), outside(group.id)
    # Always drawn, so that what is drawn later does not follow from what was known now.
    person, stream, secret = (apart.randbytes(size) for size in (_ID_BYTES, _ID_BYTES, SECRET_BYTES))
    with database.transaction() as connection:
        persons = _agreed(connection, member.id, group.id)
        if not persons:
            persons = (ids.timeless(person),)
            append(
                database,
                [Entry(SharingAgreed(group.id, persons[0]), member.id, member.id)],
                now=now,
                random=random,
            )
        fresh = Source(ids.timeless(stream), target, persons[0], database.demo)
        own = _Stream.of(database, member.id, fresh, secret, folder)
        wrong = challenged_in(database, group, member.id)
        seen_to = {key: one.needs for key, one in lesson_facts.of_member(database, member.id).items()}
        known = told(own.entries)
        bodies = leaving(known, record, week, persons[1:], challenged=wrong, seen_to=seen_to)
        own.say(connection, bodies, week)
    return own.write(folder, len(bodies))


def share_group(
    database: Database,
    leader: Member,
    group: Group,
    folder: Path,
    *,
    now: Callable[[], datetime],
    apart: Random,
) -> Shared:
    """Share a group with its members: its name, its leaders' names, its charter, its plans, which needs were seen to.

    Of a member there is the random id of an entry in that member's own file, and nothing else.

    Args:
        database: where the group was made.
        leader: who shares.
        group: what is shared.
        folder: that the file is put into.
        now: the clock.
        apart: the source of the stream's id and secret; nothing private draws from it.

    Raises:
        StoreError: it could not be recorded or written.
    """
    day = study_day(now())
    week = week_of(day)
    stream, secret = apart.randbytes(_ID_BYTES), apart.randbytes(SECRET_BYTES)
    leaders = [one.name for one in groups.people_of(database, group.id, groups.LEADER, day)]
    plans, handled = groups.plans(database, group.id), elsewhere.handled(database, group, day)
    norms = CharterSet(charter_text(database, group.id), group.charter)
    with database.transaction() as connection:
        fresh = Source(ids.timeless(stream), outside(group.id), None, database.demo)
        own = _Stream.of(database, leader.id, fresh, secret, folder)
        bodies = announcing(outline(own.entries), group.name, leaders, plans, handled, charter=norms)
        own.say(connection, bodies, week)
    replies, unplaced = _share_replies(database, leader, group, folder, day, apart=apart)
    return replace(own.write(folder, len(bodies)), replies=replies, unplaced=unplaced)


def challenged_in(database: Database, group: Group, member: str) -> tuple[StatusChallenged, ...]:
    """What a member, given by id, called wrong for the leaders of a group and of no other, in the order of time."""
    said = challenges(database, group.id, member)
    return tuple(StatusChallenged(one.lesson, one.status, one.text) for one in said)


def answer(
    database: Database,
    leader: Member,
    about: Said,
    group: Group,
    text: str,
    *,
    now: Callable[[], datetime],
    apart: Random,
) -> None:
    """Answer what a member who shares in files called wrong; it goes out with what the leader shares next.

    Raises:
        SentenceUnfitError: it is empty or too long.
        StoreError: it could not be recorded.
    """
    require_fit(text)
    stream, secret = apart.randbytes(_ID_BYTES), apart.randbytes(SECRET_BYTES)
    fresh = Source(ids.timeless(stream), outside(group.id), about.member, database.demo, reply=True)
    with database.transaction() as connection:
        own = _Stream.of(database, leader.id, fresh, secret, None)
        own.say(connection, [ChallengeAnswered(about.id, text, leader.name)], week_of(study_day(now())))


def _share_replies(
    database: Database, leader: Member, group: Group, folder: Path, day: date, *, apart: Random
) -> tuple[int, int]:
    """Put what is for one member alone beside that member's file: for how many, and of how many there is no file.

    Who looked is told to the week, as everything is. Where nothing is to be told, there is no file.
    """
    lying = {path.name: path.parent for path in (shared_files.candidates(folder) if folder.is_dir() else ())}
    inside = stays(database, group=group.id)
    week, put, unplaced = week_of(day), 0, 0
    present = elsewhere.members(database, group, day)
    for person in present:
        stream, secret = apart.randbytes(_ID_BYTES), apart.randbytes(SECRET_BYTES)
        fresh = Source(ids.timeless(stream), outside(group.id), person, database.demo, reply=True)
        looks = access.looked(database, group.id, person, during=[one for one in inside if one.member == person])
        told_of = [RecordRead(one.name, week_of(one.day), one.page) for one in looks]
        place = _place_of(database, outside(group.id), person, lying)
        with database.transaction() as connection:
            own = _Stream.of(database, leader.id, fresh, secret, place)
            added = replies.looked_at(replies.replied(own.entries), told_of)
            if not added and not own.entries:
                continue
            own.say(connection, added, week)
        if place is None:
            unplaced += 1
        else:
            own.write(place, len(added))
            put += 1
    _empty_replies(database, leader, group, lying, present)
    return put, unplaced


def _place_of(database: Database, group: str, person: str, lying: Mapping[str, Path]) -> Path | None:
    """The folder in which a member's own file lies, the latest of several; None where none is among those."""
    with database.reading() as connection:
        kept = [one.source for one in streams.streams(connection, group=group) if one.place is None]
    names = [shared_files.name_of(one.stream) for one in kept if one.person == person and not one.reply]
    return next((lying[name] for name in reversed(names) if name in lying), None)


def _empty_replies(
    database: Database, leader: Member, group: Group, lying: Mapping[str, Path], present: Collection[str]
) -> None:
    """Write the replies again that lie there and are to nobody in the group now: those who were erased are empty."""
    with database.reading() as connection:
        kept = [
            one.source
            for one in streams.streams(connection, group=outside(group.id), owner=leader.id)
            if one.source.reply
        ]
        gone = [
            Stream(one, streams.entries(connection, one.stream))
            for one in kept
            if one.person not in present and shared_files.name_of(one.stream) in lying
        ]
    for one in gone:
        shared_files.write(one, lying[shared_files.name_of(one.source.stream)])


def share_erasures(database: Database, folder: Path, group: Group) -> int:
    """Put the emptied streams that members who were erased here shared with a group where its leaders will find them.

    The folder is theirs alone: another group's file says there that the member was in that group. Answers how many.

    Raises:
        StoreError: one could not be written.
    """
    with database.reading() as connection:
        found = [
            Stream(one.source, streams.entries(connection, one.source.stream))
            for one in _emptied(connection, outside(group.id))
        ]
    for one in found:
        shared_files.write(one, folder)
    return len(found)


def is_shared(database: Database, group: Group) -> bool:
    """Whether anybody here shares with a group in files."""
    with database.reading() as connection:
        kept = streams.streams(connection, group=outside(group.id))
    return any(one.owner is not None and one.source.person is not None and not one.source.reply for one in kept)


def with_erasures(database: Database) -> tuple[Group, ...]:
    """The groups that members who were erased here had shared with."""
    with database.reading() as connection:
        outsides = {one.source.group for one in _emptied(connection, "")}
    return tuple(one for one in groups.groups(database) if outside(one.id) in outsides)


def _emptied(connection: sqlite3.Connection, group: str) -> list[Kept]:
    kept = streams.streams(connection, group=group)
    return [one for one in kept if one.source.person and one.owner is None and one.place is not None]


@dataclass(slots=True)
class _Stream:
    """A stream of this database that is being added to."""

    source: Source
    owner: str
    secret: bytes
    place: str
    entries: tuple[SharedEntry, ...] = ()
    kept: int = 0
    """How many of them are kept already."""
    before: Kept | None = None
    """The stream in whose place it is."""
    contained: bool = False
    """Whether the file of that says nothing that this one does not."""

    @classmethod
    def of(cls, database: Database, owner: str, fresh: Source, secret: bytes, folder: Path | None) -> "_Stream":
        """The stream to go on with; `fresh` where there is none, or where another machine may go on with it.

        A restored backup and a copied database lie in another file than the one that was shared from last. Where the
        whole machine was put back, the file that was shared says more than the database does. A fresh one begins with
        what the earlier one has said, each entry under the id that it had.
        """
        # The number of the file alone: that of its disk may change whenever the machine is started.
        place = str(database.path.stat().st_ino)
        with database.reading() as connection:
            own = _own(connection, owner, fresh)
            if not own:
                return cls(fresh, owner, secret, place)
            latest, known = own[-1], streams.entries(connection, own[-1].source.stream)
        out = shared_files.readable(folder / shared_files.name_of(latest.source.stream)) if folder else None
        beyond = out is not None and (len(out.entries) > len(known) or not shared_files.agree(known, out.entries))
        if latest.secret and latest.place == place and latest.source.person == fresh.person and not beyond:
            return cls(latest.source, owner, latest.secret, place, known, len(known))
        said = tuple(Saying(body, kept_week(one.week), one.id) for one in known if (body := one.said) is not None)
        return cls(fresh, owner, secret, place, extended(fresh, (), said, secret), 0, latest, not beyond)

    def say(self, connection: sqlite3.Connection, bodies: Sequence[Body], week: str) -> None:
        """Keep it, with what is new at its end."""
        self.entries += extended(self.source, self.entries, [Saying(body, week) for body in bodies], self.secret)
        if self.before is not None:
            streams.close(connection, self.before.source.stream)
        if added := self.entries[self.kept :]:
            streams.add(connection, self.source, added, owner=self.owner, secret=self.secret, place=self.place)

    def write(self, folder: Path, added: int) -> Shared:
        """Write the file, and take away the one in whose place it is."""
        path = shared_files.write(Stream(self.source, self.entries), folder)
        if self.before is not None and self.contained:
            (folder / shared_files.name_of(self.before.source.stream)).unlink(missing_ok=True)
        return Shared(path, added, len(self.entries))


def _own(connection: sqlite3.Connection, owner: str, like: Source) -> list[Kept]:
    """The streams that a member here shares with a group, or shares of it, or replies with; the latest at the end."""
    found = streams.streams(connection, group=like.group, owner=owner)
    if like.reply:
        return [one for one in found if one.source.reply and one.source.person == like.person]
    personal = like.person is not None
    return [one for one in found if (one.source.person is not None) is personal and not one.source.reply]
