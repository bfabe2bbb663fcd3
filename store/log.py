"""The log of everything that happened: events are added to it and never changed, and the read models follow."""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, tzinfo
from random import Random

from lessons.light import dataclass
from store import ids, records, replay
from store.database import Database
from store.days import study_day
from store.errors import ErasedError, StrangeActorError
from store.events import Answered, Body, Event, MemberAdded, QuestionAliased, Rated, shorten_body
from store.questions import keep_question, keep_text

SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to be recorded: what, by whom, and about whom."""

    body: Body
    actor: str
    """Id of the member who did it."""
    subject: str
    """Id of the member it is about."""


def append(
    database: Database,
    entries: Sequence[Entry],
    *,
    now: Callable[[], datetime],
    random: Random,
    questions: Iterable[tuple[str, str]] = (),
    zone: tzinfo | None = None,
) -> tuple[Event, ...]:
    """Record what happened, all of it or nothing; it is on the disk, and in the read models, when this returns.

    Args:
        database: where.
        entries: in the order in which they happened.
        now: the clock.
        random: the source of ids and salts.
        questions: revision and canonical JSON of the questions answered or aliased; kept where the revision is new.
        zone: where the study day is reckoned; None for the zone of this machine.

    Raises:
        UnreadableEventError: a body holds what its kind does not allow.
        MissingQuestionError: a question was answered whose text is neither kept nor given.
        ErasedError: the member has had everything erased.
        StrangeActorError: whoever did it does not study here.
        StoreError: nothing was written, and why.
    """
    at = ids.moment(ids.milliseconds(now()))
    day = study_day(at, zone)
    events = tuple(
        Event(
            id=database.ids.next(at, random),
            kind=entry.body.KIND,
            actor=entry.actor,
            subject=entry.subject,
            at=at,
            day=day,
            version=entry.body.VERSION,
            salt=random.randbytes(SALT_BYTES),
            body=entry.body,
        )
        for entry in entries
    )
    given = dict(questions)
    with database.transaction() as connection:
        for entry, event in zip(entries, events, strict=True):
            body = entry.body
            fixed = keep_question(connection, body, given) if isinstance(body, Answered | Rated) else {}
            if isinstance(body, QuestionAliased) and body.revision in given:
                keep_text(connection, body.revision, given[body.revision])
            _write(connection, event, shorten_body(body, fixed))
            replay.apply(connection, event)
    return events


def _write(connection: sqlite3.Connection, event: Event, body: str) -> None:
    """Add an event to the log.

    What nobody here did would be shown to nobody, and leave with no export. It may be about somebody else, who need not
    study here: a group, or one who shares in files.
    """
    try:
        if isinstance(event.body, MemberAdded):
            records.write(connection, event, body)
        elif not records.write_by_member(connection, event, body):
            records.write(connection, event, body)  # of who was erased the trigger tells; it is undone all the same
            raise StrangeActorError
    except sqlite3.IntegrityError as error:
        if "erased" in str(error):  # the words of the trigger
            raise ErasedError from error
        raise


def rebuild(database: Database) -> int:
    """Throw every read model away and make it anew from the log; answer how many events there are.

    Raises:
        StoreError: nothing was changed, and why.
    """
    with database.transaction() as connection:
        return replay.rebuild(connection)
