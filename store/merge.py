"""What came from elsewhere becomes a part of the log: each event once, in whatever order, however often it comes.

It is long because all of one import is one transaction: events, what was erased, places, notes and bookmarks.
"""

import json
import sqlite3
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from store import backup, bookmarks, details, erase, ids, notes, people, places, records, released, replay
from store.database import Database
from store.demo import is_demo
from store.errors import (
    DemoError,
    FromDemoError,
    KnownMemberError,
    MissingQuestionError,
    NotImportableError,
    NotOneMemberError,
    SameDatabaseError,
    StrangerError,
    WouldEraseDetailsError,
    WouldEraseError,
)
from store.events import (
    DETAILS,
    Answered,
    Body,
    DetailsErased,
    Erased,
    Event,
    GoalSet,
    GroupJoined,
    GroupLeft,
    MemberErased,
    QuestionAliased,
    Rated,
    SittingAbandoned,
    SittingFinished,
    SittingStarted,
    Unknown,
    shorten_body,
)
from store.incoming import Incoming, opened
from store.questions import keep_question, keep_text

ONE_BY_ONE = 2_000
"""New events up to which each is taken into the read models by itself; more are sooner made anew from the whole log."""

_OF_SITTINGS = (SittingStarted, Answered, SittingFinished, SittingAbandoned)


@dataclass(frozen=True, slots=True)
class Merged:
    """What an import brought."""

    events: int
    """New here."""
    known: int
    """Events that were here already."""
    contradicting: int
    """Of these, those that say something else there than here: what is here was kept."""
    unknown: int
    """New ones that a newer Fivefold wrote: kept, and not shown until this one is updated."""
    erased: int
    """New ones about members who had everything erased: only that they happened was kept."""
    members: tuple[str, ...]
    """Names of the members whom it is about."""
    notes: int = 0
    """Notes that are new here, or say something else than before."""
    bookmarks: int = 0
    """Bookmarks that are new here, or were taken away there."""
    details: int = 0
    """Events whose details were erased here now, since they were there, or since the like of them were here."""
    newcomers: tuple[str, ...] = ()
    """Names of members who are new beside those who were here."""
    before: Path | None = None
    """The backup of what was there before; None where nothing was to come."""


def merge(
    database: Database,
    path: Path,
    *,
    mine: str = "",
    erasing: bool = False,
    keeping: bool = False,
    now: Callable[[], datetime],
) -> Merged:
    """Take in what the export or the database at `path` holds, all of it or nothing.

    What was there before is backed up first, since nothing is ever taken out of the log again.

    Args:
        database: that it becomes a part of.
        path: the folder of an export, its file of events, or a database.
        mine: id of the member whom it is about, whatever it says; empty where it says so itself, or said so once: who
            began there with an event that is here as the beginning of a member is that member.
        erasing: whether members, or old details, that were erased there are to be erased here too.
        keeping: whether old details stay here instead: that they were erased there does not come in.
        now: the clock.

    Raises:
        NotImportableError: it is none of these, or something in it is not of the form that it should have.
        NotOneMemberError: it cannot all be about that one member.
        KnownMemberError: it is about another member here.
        SameDatabaseError: it is this database.
        DemoError: everything here is made up.
        FromDemoError: everything in it is made up.
        StrangerError: a member in it has the name of another here.
        WouldEraseError: a member here was erased there, and `erasing` does not say that this is meant.
        WouldEraseDetailsError: details of a member were, and neither `erasing` nor `keeping` says what is meant.
        StoreError: nothing was changed, and why.
    """
    if path.exists() and path.samefile(database.path):
        raise SameDatabaseError(path=path)
    if database.demo:
        raise DemoError(path=database.path)
    if is_demo(path):
        raise FromDemoError(path=path)
    with opened(path, now=now) as incoming:
        others = _others(database, incoming, mine)
        there = _there(database, incoming, others)
        _refuse_strangers(database, incoming.path, there)
        newcomers = _newcomers(database, there)
        newly = _not_erased_yet(database, incoming, others)
        if newly and not erasing:
            raise WouldEraseError(path=path, names=tuple(newly.values()))
        if not erasing and not keeping:
            _refuse_to_erase_details(database, incoming, others)
        new = _new_events(database, incoming)
        before = None
        if new or next(incoming.notes(), None) or next(incoming.bookmarks(), None):
            before = backup.before(database.path, "import", now=now)
            backup.backup(database, before)
        with database.transaction() as connection:
            merging = _Merging(
                connection, incoming, others, one_by_one=new <= ONE_BY_ONE and not newly, keeping=keeping
            )
            merging.take_all()
            if newly:
                for member in newly:
                    erase.empty(connection, member)
                erase.note(connection, now())
            if not merging.one_by_one:
                replay.rebuild(connection)
            merging.erase_details(now())
            merging.take_places()
            merging.take_notes()
            merging.take_bookmarks()
            released.take_in(connection, incoming.released())
        merged = replace(
            merging.merged(tuple(sorted({name for name in incoming.members().values() if name}))),
            newcomers=newcomers,
            before=before,
        )
    if newly or merged.details:
        erase.finish(database, now=now)
    return merged


@dataclass(slots=True)
class _Merging:
    """One import under way, in its transaction."""

    connection: sqlite3.Connection
    incoming: Incoming
    others: Mapping[str, str]
    """Ids under which the member importing is known in it, each with the id here."""
    one_by_one: bool
    keeping: bool
    """Whether nothing comes in that would erase details here."""
    gone: frozenset[str] = field(init=False)
    """Ids of the members who had everything erased, here or there."""
    events: int = 0
    known: int = 0
    contradicting: int = 0
    unknown: int = 0
    erased: int = 0
    notes: int = 0
    bookmarks: int = 0
    details: int = 0
    takers: dict[str, str] = field(default_factory=dict)
    """Ids of the members who took the sittings that were met."""
    until: Mapping[str, date] = field(init=False)
    """Of each member whose details were erased, here or there, the day before which they were."""
    there: Mapping[str, date] = field(init=False)
    """The days as they are there."""
    following: Mapping[str, date] = field(init=False)
    """Those that are later there than here, and are followed."""
    old: dict[str, list[str]] = field(default_factory=dict)
    """Ids of events of before these days that came in, by their members."""

    def __post_init__(self) -> None:
        there = frozenset(self.others.get(one, one) for one in self.incoming.erased())
        self.gone = there | _erased(self.connection)
        here = details.of_all(self.connection)
        self.there = _details_erased(self.incoming, self.others)
        self.following = {} if self.keeping else details.later_than(here, self.there)
        self.until = {**here, **self.following}

    def take_all(self) -> None:
        """Take in every event that is not known."""
        for event in map(self._translated, self.incoming.events()):
            if self.keeping and self._would_erase(event):
                continue
            known = next(records.read_all(self.connection, "id = ?", (ids.to_bytes(event.id),)), None)
            if known is None:
                self._take(event)
            else:
                self.known += 1
                self.contradicting += _contradicts(known, event)

    def erase_details(self, at: datetime) -> None:
        """Erase the details that are to be erased now; the read models are those of the log."""
        for member in self.until:
            if member in self.following:
                self.details += details.empty(self.connection, member)
            elif member in self.old:
                self.details += details.empty(self.connection, member, self.old[member])
        if self.details:
            replay.rebuild(self.connection)
            erase.note(self.connection, at, backups=False)

    def take_places(self) -> None:
        """Take in where lessons were left, where that is later than what is known."""
        members = self.incoming.members()
        alone = next(iter(members)) if len(members) == 1 else ""
        for member, lesson, place in self.incoming.places():
            whose = self.others.get(member or alone, member or alone)
            if whose and whose not in self.gone:
                places.keep_later(self.connection, whose, lesson, place)

    def take_notes(self) -> None:
        """Take in what members wrote for themselves, where it is new or later than what is known."""
        members = self.incoming.members()
        alone = next(iter(members)) if len(members) == 1 else ""
        for member, note in self.incoming.notes():
            whose = self.others.get(member or alone, member or alone)
            if whose and whose not in self.gone:
                self.notes += notes.take_in(self.connection, whose, note)

    def take_bookmarks(self) -> None:
        """Take in the passages that members want to come back to, where that is later than what is known."""
        members = self.incoming.members()
        alone = next(iter(members)) if len(members) == 1 else ""
        for member, bookmark in self.incoming.bookmarks():
            whose = self.others.get(member or alone, member or alone)
            if whose and whose not in self.gone:
                self.bookmarks += bookmarks.take_in(self.connection, whose, bookmark)

    def merged(self, members: tuple[str, ...]) -> Merged:
        """What it came to."""
        return Merged(
            self.events,
            self.known,
            self.contradicting,
            self.unknown,
            self.erased,
            members,
            self.notes,
            self.bookmarks,
            self.details,
        )

    def _translated(self, event: Event) -> Event:
        if not self.others:
            return event
        body = event.body
        if isinstance(body, GroupJoined | GroupLeft):
            body = replace(body, member=self.others.get(body.member, body.member))
        if isinstance(body, GroupJoined):
            mentees = dict.fromkeys(self.others.get(one, one) for one in body.mentees)
            body = replace(body, mentees=tuple(mentees))
        if isinstance(body, GoalSet):
            body = replace(body, owner=self.others.get(body.owner, body.owner))
        actor, subject = (self.others.get(one, one) for one in (event.actor, event.subject))
        return replace(event, actor=actor, subject=subject, body=body)

    def _take(self, event: Event) -> None:
        body = event.body
        of_old = event.kind in DETAILS and event.day < self.until.get(event.subject, event.day)
        if isinstance(body, Erased) and not self.gone and not of_old:
            raise NotImportableError(path=self.incoming.path, detail=NotImportableError.erased_message, event=event.id)
        self.events += 1
        if of_old:
            self.old.setdefault(event.subject, []).append(event.id)
        if isinstance(body, Erased) and of_old and event.subject not in self.gone:
            records.write(self.connection, event, None)
            return
        if isinstance(body, Erased) or self._is_gone(event):
            self.erased += 1
            records.write(self.connection, event, None)
            return
        if isinstance(body, _OF_SITTINGS):
            self._refuse_others_sitting(event, body.sitting)
        if isinstance(body, Unknown):
            self.unknown += 1
        version = event.version if isinstance(body, Unknown | Erased) else body.VERSION
        records.write(self.connection, replace(event, version=version), self._text(body))
        if self.one_by_one:
            replay.apply(self.connection, event)

    def _would_erase(self, event: Event) -> bool:
        """Whether an event says that details were erased which are to stay here, or is one of those."""
        here = self.until.get(event.subject, date.min)
        if isinstance(event.body, DetailsErased):
            return event.body.before > here
        if not isinstance(event.body, Erased) or event.subject in self.gone or event.kind not in DETAILS:
            return False
        return here <= event.day < self.there.get(event.subject, date.min)

    def _refuse_others_sitting(self, event: Event, sitting: str) -> None:
        """A sitting is of one member; what two have in it could be folded in no order that both agree on."""
        if sitting not in self.takers:
            key = ids.to_bytes(sitting)
            row = self.connection.execute(
                "SELECT member FROM sittings WHERE sitting = ? UNION ALL"
                " SELECT subject FROM sitting_answers JOIN events ON id = event WHERE sitting = ? LIMIT 1",
                (key, key),
            ).fetchone()
            self.takers[sitting] = ids.to_text(row[0]) if row else event.subject
        if self.takers[sitting] != event.subject:
            raise NotImportableError(path=self.incoming.path, detail=NotImportableError.sitting_message, event=event.id)

    def _is_gone(self, event: Event) -> bool:
        body = event.body
        if isinstance(body, MemberErased):
            return False
        return event.subject in self.gone or (isinstance(body, GroupJoined | GroupLeft) and body.member in self.gone)

    def _text(self, body: Body | Unknown) -> str:
        """The JSON of a body as the log has it; the text of its question comes along."""
        if isinstance(body, Unknown):
            self._keep_what_it_names(body)
            return body.text
        if isinstance(body, QuestionAliased):
            # Each one before others that are known moves all of these: making everything anew is sooner done.
            self.one_by_one = False
            if (text := self.incoming.question(body.revision)) is not None:
                keep_text(self.connection, body.revision, text)
        if not isinstance(body, Answered | Rated):
            return shorten_body(body)
        text = self.incoming.question(body.revision)
        try:
            fixed = keep_question(self.connection, body, {} if text is None else {body.revision: text})
            return shorten_body(body, fixed)
        except MissingQuestionError as error:
            raise NotImportableError(path=self.incoming.path, detail=NotImportableError.whole, error=error) from error

    def _keep_what_it_names(self, body: Unknown) -> None:
        """A newer answer names its question as today's do, as far as anybody can tell."""
        values = json.loads(body.text)
        revision = values.get("revision") if isinstance(values, dict) else None
        if isinstance(revision, str) and (text := self.incoming.question(revision)) is not None:
            keep_text(self.connection, revision, text)


def _others(database: Database, incoming: Incoming, mine: str) -> Mapping[str, str]:
    """The ids under which members here are known there, each with the id here."""
    here = {member.id: member.name for member in people.members(database)}
    known = _known(database, incoming, here)
    if not mine:
        return known
    with database.reading() as connection:
        gone = _erased(connection)
    there = {id_: name for id_, name in incoming.members().items() if known.get(id_, id_) not in gone}
    strangers = {id_: name for id_, name in there.items() if id_ not in here and id_ not in known}
    if len(strangers) > 1 or strangers.keys() & incoming.erased():
        names = tuple(sorted(strangers.values(), key=lambda name: (not name, name)))
        raise NotOneMemberError(path=incoming.path, names=names)
    whose = {known.get(id_, id_) for id_ in there}
    if not strangers and whose and mine not in whose:
        names = tuple(sorted(here[id_] for id_ in whose if id_ in here))
        raise KnownMemberError(path=incoming.path, names=names)
    return {**known, **dict.fromkeys(strangers, mine)}


def _known(database: Database, incoming: Incoming, here: Collection[str]) -> dict[str, str]:
    """Those of them that an earlier import told: a member there began with an event that is a member's here."""
    found: dict[str, str] = {}
    with database.reading() as connection:
        for event, subject in incoming.begun().items():
            row = connection.execute("SELECT subject FROM events WHERE id = ?", (ids.to_bytes(event),)).fetchone()
            if row is not None and subject not in here and (whose := ids.to_text(row[0])) != subject:
                found[subject] = whose
    return found


def _erased(connection: sqlite3.Connection) -> frozenset[str]:
    """Ids of the members who had everything erased here: nothing of them comes in again, under no name."""
    return frozenset(event.subject for event in records.read(connection, "kind = 'member.erased'"))


def _there(database: Database, incoming: Incoming, others: Mapping[str, str]) -> Mapping[str, str]:
    """The members in it of whom something may come in as of somebody of their own; names by ids."""
    with database.reading() as connection:
        gone = _erased(connection)
    return {id_: name for id_, name in incoming.members().items() if id_ not in others and id_ not in gone}


def _newcomers(database: Database, there: Mapping[str, str]) -> tuple[str, ...]:
    """The names of members who come beside others who are here."""
    here = {member.id for member in people.members(database)}
    new = {name for id_, name in there.items() if name and id_ not in here}
    return tuple(sorted(new)) if here else ()


def _refuse_strangers(database: Database, path: Path, there: Mapping[str, str]) -> None:
    """Two members of one name, neither of whom can be told from the other, come of no import."""
    here = people.members(database)
    known, names = {member.id for member in here}, {people.compared(member.name): member.name for member in here}
    for id_, name in there.items():
        if id_ not in known and people.compared(name) in names:
            raise StrangerError(path=path, name=names[people.compared(name)])


def _not_erased_yet(database: Database, incoming: Incoming, others: Mapping[str, str]) -> Mapping[str, str]:
    """The members here, names by ids, who were erased there."""
    gone = {others.get(one, one) for one in incoming.erased()}
    return {member.id: member.name for member in people.members(database) if member.id in gone}


def _details_erased(incoming: Incoming, others: Mapping[str, str]) -> Mapping[str, date]:
    """Of each member whose details were erased there, by the id here, the day before which they were."""
    found: dict[str, date] = {}
    for member, before in incoming.details_erased().items():
        whose = others.get(member, member)
        found[whose] = max(before, found.get(whose, before))
    return found


def _refuse_to_erase_details(database: Database, incoming: Incoming, others: Mapping[str, str]) -> None:
    """What another machine erased by its own clock is not erased here unasked."""
    with database.reading() as connection:
        going = details.erased_there(connection, _details_erased(incoming, others))
    if going:
        names = {member.id: member.name for member in people.members(database)}
        raise WouldEraseDetailsError(
            path=incoming.path,
            names=tuple(sorted(names[member] for member in going if member in names)),
            day=max(before for before, _many in going.values()),
            events=sum(many for _before, many in going.values()),
        )


def _new_events(database: Database, incoming: Incoming) -> int:
    with database.reading() as connection:
        known = "SELECT 1 FROM events WHERE id = ?"
        return sum(connection.execute(known, (id_,)).fetchone() is None for id_ in incoming.ids())


def _contradicts(here: Event, there: Event) -> bool:
    """Whether two events of one id say something else; what was erased says nothing."""
    if isinstance(here.body, Erased) or isinstance(there.body, Erased):
        return False
    return (here.kind, here.at, here.body) != (there.kind, there.at, there.body)
