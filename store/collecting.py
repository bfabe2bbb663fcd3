"""Collecting: a leader takes in what the members of a group have shared, a member what the leader says of the group.

The files may come in any order and any number of times. Each is taken in by itself, all of it or nothing, so that one
that is refused holds up no other, and an interruption loses nothing that a second run would not find.
It is long because it is the one door for all of them.
"""

import os
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from random import Random
from shlex import quote

from lessons.clean import clean
from store import charter, erase, groups, people, shared_files, sharing, streams
from store.database import Database
from store.days import study_day
from store.duties import LEADER, MEMBER
from store.errors import (
    ArchivedFileError,
    ForeignFileError,
    ForkedFileError,
    MadeUpFileError,
    NameUnfitError,
    NoGroupFileError,
    NotLedFileError,
    OtherGroupFileError,
    RealFileError,
    RemovedFileError,
    SharedFileError,
    UnfitNameFileError,
)
from store.events import (
    LONGEST_CHARTER,
    Body,
    CharterSet,
    GroupCreated,
    GroupJoined,
    GroupLeft,
    GroupRenamed,
    HelpHandled,
)
from store.groups import Group
from store.log import Entry, append
from store.people import Member
from store.projections import lesson_facts
from store.shared import MemberErased, Source, outside
from store.shared_files import Stream
from store.told import Outline, Told, as_set, outline, told
from store.twice import Twice, twice


@dataclass(frozen=True, slots=True)
class Taken:
    """What one file brought."""

    file: str
    """Its name, with that of the folder in the folder where it lies in one."""
    group: str
    """Name of the group."""
    name: str
    """Of the member; empty for a leader's file."""
    new: int
    """Entries that were not known."""
    first: bool = False
    """Whether nothing of the member, or of the group, was known before."""
    erased: bool = False
    """Whether it says that its member had everything erased, here for the first time."""
    reply: bool = False
    """Whether it is what a leader tells the member who collects it alone."""
    handled: int = 0
    """Of a leader's file, how many needs of the member who collects it says were seen to, here for the first time."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A member of whom something was collected earlier, and of whom no file was taken in now."""

    name: str
    group: str
    as_of: str
    """The week of what was collected last."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was not taken in, and why."""

    file: str
    why: SharedFileError
    whose: Missing | None = None
    """Of whom it is, where that is known and no other file of theirs was taken in."""

    @property
    def foreign(self) -> bool:
        """Whether it has nothing to do with this."""
        return isinstance(self.why, ForeignFileError)


@dataclass(slots=True)
class Collected:
    """What came of collecting."""

    taken: list[Taken] = field(default_factory=list)
    """Files that brought something new."""
    unchanged: list[Taken] = field(default_factory=list)
    """Files that brought nothing."""
    refused: list[Refused] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)
    twice: list[Twice] = field(default_factory=list)
    """Who seems to be in a group that is led here twice: taken in by name, and sharing."""
    joinable: list[str] = field(default_factory=list)
    """Names of the groups whose leader's file is there, and that the member is not in."""


def collect(
    database: Database, folders: Sequence[Path], me: Member, *, now: Callable[[], datetime], random: Random
) -> Collected:
    """Take in every file in some folders, and in the folders in those, that is meant for a member.

    Args:
        database: where it is taken in.
        folders: in which they are.
        me: who collects, as a leader or as a member of groups.
        now: the clock.
        random: the source of ids of private events.

    Raises:
        StoreError: a folder cannot be read, or the database not be written.
    """
    found = _take_in(database, folders, me, now=now, random=random)
    erase.finish(database, now=now)
    return found


class _LookedError(Exception):
    """All of it was looked at, and nothing of it is to stay."""


def look(
    database: Database, folders: Sequence[Path], me: Member, *, now: Callable[[], datetime], random: Random
) -> Collected:
    """What collecting from some folders would take in and refuse; nothing of it stays.

    Args:
        database: where it would be taken in.
        folders: in which the files are.
        me: who would collect.
        now: the clock.
        random: the source of ids of events that do not stay.

    Raises:
        StoreError: a folder cannot be read, or the database not be written.
    """
    found = Collected()
    with suppress(_LookedError), database.transaction():
        found = _take_in(database, folders, me, now=now, random=random)
        raise _LookedError
    return found


def _take_in(
    database: Database, folders: Sequence[Path], me: Member, *, now: Callable[[], datetime], random: Random
) -> Collected:
    found, collecting = Collected(), _Collecting(database, me, now, random)
    met: set[tuple[str, str]] = set()
    here: set[str] = set()
    refused: dict[str, int] = {}
    for path, name in [(path, str(path.relative_to(one))) for one in folders for path in shared_files.candidates(one)]:
        try:
            stream = _read(database, path)
            here.add(stream.source.group)
            if collecting.is_ours(stream) or collecting.is_for_others(stream):
                continue
            taken = collecting.take(stream, name, path)
        except SharedFileError as why:
            refused[path.name] = len(found.refused)
            found.refused.append(Refused(name, why))
            continue
        if taken is None:
            collecting.offer(stream, found)
        else:
            met.add((stream.source.group, stream.source.person or ""))
            (found.taken if taken.new or taken.erased else found.unchanged).append(taken)
    found.twice += collecting.twice(met)
    for stream_of, one in collecting.missing(met, here, refused):
        there = next((refused[name] for name in stream_of if name in refused), None)
        if there is None:
            found.missing.append(one)
        else:  # it is there, and was refused
            found.refused[there] = replace(found.refused[there], whose=one)
    return found


def take_up(
    database: Database, folder: Path, name: str, me: Member, *, now: Callable[[], datetime], random: Random
) -> Group:
    """The group of a name that a leader's file in a folder, or above it, tells of, known here from now on.

    Above it: a member may have a folder of their own in the common one.

    Raises:
        NoGroupFileError: there is no such file.
        SharedFileError: the one that there is cannot be taken in.
        StoreError: the folder cannot be read, or the database not be written.
    """
    for path in (*(shared_files.candidates(folder) if folder.is_dir() else ()), *_above(folder)):
        if not shared_files.tells_of_group(path):
            continue
        try:
            stream = _read(database, path)
        except SharedFileError:
            continue
        said = outline(stream.entries)
        if stream.source.person is None and people.compared(said.name) == people.compared(name):
            _Collecting(database, me, now, random).take_group(stream, path)
    found = groups.find(database, name)
    if found is None:
        raise NoGroupFileError(name=quote(name), path=folder)
    return found


def told_of(database: Database, folder: Path) -> tuple[str, ...]:
    """The names of the groups that leaders' files in a folder, or above it, tell of; nothing is taken in.

    Raises:
        StoreError: the folder cannot be read.
    """
    names = list[str]()
    for path in (*(shared_files.candidates(folder) if folder.is_dir() else ()), *_above(folder)):
        if shared_files.tells_of_group(path):
            with suppress(SharedFileError):
                name = outline(_read(database, path).entries).name
                names += [name] if name and name not in names else []
    return tuple(names)


def _above(folder: Path) -> list[Path]:
    """What lies in the folder that a folder is in; nothing where that cannot be read."""
    parent = folder.absolute().parent
    if not parent.is_dir() or not os.access(parent, os.R_OK):
        return []
    return [path for path in shared_files.candidates(parent) if path.parent == parent]


def _read(database: Database, path: Path) -> Stream:
    """The stream in a file, which is real where the database is.

    Raises:
        SharedFileError: it is not, or it cannot be taken in.
    """
    stream = shared_files.read(path)
    if stream.source.demo is not database.demo:
        raise MadeUpFileError(path=path) if stream.source.demo else RealFileError(path=path)
    return stream


@dataclass(frozen=True, slots=True)
class _Collecting:
    database: Database
    me: Member
    now: Callable[[], datetime]
    random: Random
    _members: dict[str, dict[str, Told]] = field(default_factory=dict)
    """What the members of each group were known to share: to ask the database for each file would ask it for all."""

    @property
    def day(self) -> date:
        """The study day."""
        return study_day(self.now())

    def is_ours(self, stream: Stream) -> bool:
        """Whether it was shared from this very database, or tells of a group that is led in it."""
        if stream.source.person is None:
            known = self._known(stream.source.group)
            return known is not None and bool(groups.people_of(self.database, known.id, LEADER, self.day))
        with self.database.reading() as connection:
            return any(one.place is not None for one in streams.streams(connection, stream=stream.source.stream))

    def is_for_others(self, stream: Stream) -> bool:
        """Whether it is for somebody else in a group that I am in, as it lies in a folder that all of it use."""
        source = stream.source
        if source.reply:
            return self._replied_to(source) is None
        if source.person is None or not self._is_mine(source.group):
            return False
        group = self._known(source.group)
        return group is not None and group.id not in groups.held_by(self.database, self.me.id, LEADER, self.day)

    def take(self, stream: Stream, name: str, path: Path) -> Taken | None:
        """What a stream brings; None for a leader's file of a group that the member is not in."""
        source = stream.source
        if source.person is None:
            if not self._is_mine(source.group):
                return None
            group, new, first, handled = self.take_group(stream, path)
            return Taken(name, group.name, "", new, first=first, handled=handled)
        if source.reply:
            return self._take_reply(stream, name, path)
        group = self._led(source.group, path)
        return self._take_member(stream, group, name, path)

    def offer(self, stream: Stream, found: Collected) -> None:
        """Name a group that could be joined."""
        said = outline(stream.entries)
        if said.name and said.name not in found.joinable:
            found.joinable.append(said.name)

    def take_group(self, stream: Stream, path: Path) -> tuple[Group, int, bool, int]:
        """Take in what a leader says of a group.

        The group, how many entries are new, whether it was unknown, and how many needs of mine were seen to.
        """
        source, said = stream.source, outline(stream.entries)
        with self.database.transaction() as connection:
            known = self._known(source.group)
            if not _is_fit(said.name) or not all(map(_is_fit, said.leaders)):
                raise UnfitNameFileError(path=path)
            named = groups.find(self.database, said.name)
            if named is not None and outside(named.id) != source.group:
                raise OtherGroupFileError(path=path, name=named.name)
            new, _ = _merge(connection, stream, path)
            handled = 0
            if new or known is None:
                self._follow(source.group, known, said)
                handled = self._take_handled(connection, source.group, said)
            group = self._known(source.group)
        if group is None:
            raise RuntimeError("a group was taken up and is not there")
        return group, new, known is None, handled

    def _follow(self, group: str, known: Group | None, said: Outline) -> None:
        """Record of a group what its leader says and that is not so here."""
        here = {plan.course: as_set(plan) for plan in groups.plans(self.database, group)} if known else {}
        bodies: list[Body] = []
        if known is None:
            bodies.append(GroupCreated(said.name))
        elif known.name != said.name:
            bodies.append(GroupRenamed(said.name))
        text = clean(said.charter.text)[:LONGEST_CHARTER]  # only one that no leader's Fivefold wrote grows by cleaning
        norms = CharterSet(text, charter.digest_of(text))
        if norms.digest != (known.charter if known else ""):
            bodies.append(norms)
        bodies += [plan for plan in said.plans.values() if here.get(plan.course) != plan]
        self._record(bodies, group)

    def _take_handled(self, connection: sqlite3.Connection, group: str, said: Outline) -> int:
        """Record of my own needs, as they were shared last, which of them a leader saw to; how many are new."""
        kept = streams.streams(connection, group=group, owner=self.me.id)
        own = [one for one in kept if one.source.person and not one.source.reply]
        asked = streams.made_of(connection, own[-1].source.stream, told).asked if own else {}
        known = lesson_facts.of_member(self.database, self.me.id) if asked else {}
        bodies = [
            HelpHandled(lesson, need, said.handled[need])
            for lesson, need in asked.items()
            if need in said.handled and not (lesson in known and need in known[lesson].needs)
        ]
        self._record(bodies, self.me.id)
        return len(bodies)

    def _take_member(self, stream: Stream, group: Group, name: str, path: Path) -> Taken:
        source, said, person = stream.source, told(stream.entries), stream.source.person or ""
        with self.database.transaction() as connection:
            known = self._members_of(source.group)
            before = known.get(person)
            if said.name and said.persons <= {person} and self._has(connection, stream, group, person):
                return Taken(name, group.name, said.name, 0)
            if not said.erased:
                self._refuse(said, person, group, path)
            new, emptied = _merge(connection, stream, path)
            if said.erased:
                emptied |= _empty_all(connection, source)
            self._keep_membership(said, person, group)
            if emptied:
                erase.note(connection, self.now())
        for earlier in said.persons - {person}:
            known.pop(earlier, None)
        known[person] = said if said.name or before is None else before
        called = said.name or (before.name if before else "")
        return Taken(name, group.name, called, new, first=before is None, erased=said.erased and emptied)

    def _members_of(self, group: str) -> dict[str, Told]:
        if group not in self._members:
            self._members[group] = dict(streams.told_of(self.database, group))
        return self._members[group]

    def _has(self, connection: sqlite3.Connection, stream: Stream, group: Group, person: str) -> bool:
        """Whether all of a member's stream is known, and the member is in the group, so that it brings nothing."""
        if not self._is_member(group, person) or not stream.entries:
            return False
        kept = streams.streams(connection, stream=stream.source.stream)
        last, full = stream.entries[-1], sum(one.body is not None for one in stream.entries)
        return (
            bool(kept)
            and kept[0].source == stream.source
            and streams.end_of(connection, stream.source.stream)
            == (
                last.seq,
                last.hash,
                full,
            )
        )

    def _is_member(self, group: Group, person: str) -> bool:
        held = groups.memberships(self.database, group=group.id, member=person)
        return any(one.duty == MEMBER and one.holds(self.day) for one in held)

    def _replied_to(self, source: Source) -> Group | None:
        """The group in which a reply is meant for me; None where it is for somebody else."""
        group = self._known(source.group)
        mine = sharing.agreed(self.database, self.me, group) if group else ()
        return group if source.person in mine else None

    def _take_reply(self, stream: Stream, name: str, path: Path) -> Taken | None:
        group = self._replied_to(stream.source)
        if group is None:
            return None
        with self.database.transaction() as connection:
            new, _ = _merge(connection, stream, path)
        return Taken(name, group.name, "", new, reply=True)

    def _refuse(self, said: Told, person: str, group: Group, path: Path) -> None:
        if not _is_fit(said.name):
            raise UnfitNameFileError(path=path)
        held = groups.memberships(self.database, group=group.id, member=person)
        if held and all(one.over(self.day) for one in held):
            raise RemovedFileError(path=path, name=quote(said.name), group=quote(group.name))

    def _keep_membership(self, said: Told, person: str, group: Group) -> None:
        """Whoever shares is in the group; who was erased, or is known by another id now, is not."""
        gone = {person} if said.erased else said.persons - {person}
        bodies: list[Body] = [GroupLeft(one, MEMBER) for one in sorted(gone) if self._is_member(group, one)]
        if not said.erased and not self._is_member(group, person):
            bodies.append(GroupJoined(person, MEMBER))
        self._record(bodies, group.id)

    def twice(self, met: Iterable[tuple[str, str]]) -> Iterator[Twice]:
        """Who of those of whom a file was met seems to have been taken in by name, too."""
        seen = set(met)
        for group in groups.groups(self.database):
            if any(of == outside(group.id) and person for of, person in seen):
                yield from (
                    one for one in twice(self.database, group, self.now) if (outside(group.id), one.person) in seen
                )

    def missing(
        self, met: Iterable[tuple[str, str]], found_of: Collection[str], files: Collection[str]
    ) -> list[tuple[set[str], Missing]]:
        """The members of whom no file was met in folders of their groups, each behind the names of their files.

        That is of the groups that are led here of which any file was there, and of the only one where none was: of
        what is shared in other folders nothing is missed.

        Args:
            met: group and member, by their ids outside, of each file of a member that was met.
            found_of: groups, by their ids outside, of any file that could be read.
            files: names of the files that were refused.
        """
        seen = set(met)
        found: dict[str, list[tuple[set[str], Missing]]] = {}
        with self.database.reading() as connection:
            known = [one.source for one in streams.streams(connection) if not one.source.reply]
        for group in groups.groups(self.database):
            if group.archived or group.id not in groups.held_by(self.database, self.me.id, LEADER, self.day):
                continue
            here = set(groups.present(self.database, group.id, MEMBER, self.day))
            for person, one in streams.told_of(self.database, outside(group.id)).items():
                if person in here and (outside(group.id), person) not in seen and not one.erased:
                    names = {
                        shared_files.name_of(source.stream)
                        for source in known
                        if (source.group, source.person) == (outside(group.id), person)
                    }
                    found.setdefault(outside(group.id), []).append((names, Missing(one.name, group.name, one.as_of)))
        if found_of or len(found) > 1:
            found = {
                group: those
                for group, those in found.items()
                if group in found_of or any(names.intersection(files) for names, _one in those)
            }
        return [one for those in found.values() for one in those]

    def _known(self, group: str) -> Group | None:
        """The group here that has an id outside."""
        return next((one for one in groups.groups(self.database) if outside(one.id) == group), None)

    def _led(self, group: str, path: Path) -> Group:
        known = self._known(group)
        if known is None or known.id not in groups.held_by(self.database, self.me.id, LEADER, self.day):
            raise NotLedFileError(path=path)
        if known.archived:
            raise ArchivedFileError(path=path, group=quote(known.name))
        return known

    def _is_mine(self, group: str) -> bool:
        known = self._known(group)
        return known is not None and known.id in groups.held_by(self.database, self.me.id, MEMBER, self.day)

    def _record(self, bodies: Sequence[Body], subject: str) -> None:
        if bodies:
            entries = [Entry(body, self.me.id, subject) for body in bodies]
            append(self.database, entries, now=self.now, random=self.random)


def _is_fit(name: str) -> bool:
    try:
        return people.fit(name) == name
    except NameUnfitError:
        return False


def _merge(connection: sqlite3.Connection, stream: Stream, path: Path) -> tuple[int, bool]:
    """Take in what is new of a stream; how many entries that are, and whether any that was known was emptied.

    Raises:
        ForkedFileError: it does not go on from what is known of it.
    """
    known = streams.entries(connection, stream.source.stream)
    kept = streams.streams(connection, stream=stream.source.stream)
    common = zip(known, stream.entries, strict=False)
    fork = next((here.seq for here, there in common if here.hash != there.hash), None)
    if fork is not None or (kept and kept[0].source != stream.source):
        raise ForkedFileError(path=path, line=(fork or 0) + shared_files.BEFORE_ENTRIES)
    gone = [here.seq for here, there in zip(known, stream.entries, strict=False) if here.body and there.body is None]
    streams.empty(connection, stream.source.stream, gone)
    new = stream.entries[len(known) :]
    if new or not kept:
        streams.add(connection, stream.source, new)
    return len(new), bool(gone)


def _empty_all(connection: sqlite3.Connection, source: Source) -> bool:
    """Empty all that a member of a group said before it was erased; answer whether there was anything."""
    emptied = False
    for kept in streams.streams(connection, group=source.group):
        if kept.source.person == source.person and (kept.place is None or kept.source.reply):
            known = streams.entries(connection, kept.source.stream)
            full = [one.seq for one in known if one.body is not None and one.kind != MemberErased.KIND]
            streams.empty(connection, kept.source.stream, full)
            emptied = emptied or bool(full)
    return emptied
