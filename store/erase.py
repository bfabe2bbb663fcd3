"""Erasing what is recorded about a member, so that neither the file nor its backups hold a byte of it any more.

The log keeps that something happened, when and of what kind, without a word of what it was. A note in the settings says
that an erasure is under way, until the file was rewritten and its backups replaced: a crash in between delays it only.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from lessons.late import LateModule
from lessons.light import dataclass
from store import backup, damage, ids, questions, records, replay
from store.database import Database
from store.days import kept_day, week_of
from store.duties import LEADER
from store.events import KINDS, MemberErased, SharingAgreed
from store.log import Entry, append
from store.people import Member
from store.projections.groups import groups, memberships

if TYPE_CHECKING:
    from store import streams
else:  # each start asks whether an erasure was cut short, and needs none of these
    streams = LateModule("store.streams")

_UNDER_WAY, _OF_THE_FILE = "erasure", "erasure-of-the-file"
"""Names of the note: of one that reaches the backups, and of one that leaves them."""
_ABOUT = """
    kind <> 'member.erased' AND body IS NOT NULL AND (
        subject = ?1 OR kind IN ('group.joined', 'group.left') AND json_extract(body, '$.member') = ?2
    )
"""
_KNOWN = ", ".join(f"'{kind}'" for kind in sorted(KINDS))
_REVISIONS = f"""
    SELECT {questions.REVISION} FROM events
    WHERE body IS NOT NULL AND (kind IN ('answered', 'rated', 'question.aliased') OR kind NOT IN ({_KNOWN}))
"""  # noqa: S608 - our own words


@dataclass(frozen=True, slots=True)
class Erasable:
    """What there is to erase about a member."""

    name: str
    """Of the member."""
    events: int
    first: date | None
    """The study day of the first of them; None where there are none."""
    last: date | None
    leads_alone: tuple[str, ...]
    """Names of the groups that have no other leader."""


@dataclass(frozen=True, slots=True)
class Gone:
    """What is left to say after an erasure."""

    file: bool
    """Whether the file itself was rewritten; it is not as long as another window reads it."""
    backups: int
    """How many backups were replaced by a new one."""
    aside: tuple[Path, ...]
    """Earlier databases that are kept beside it, and are not changed: they may hold it still."""


def survey(database: Database, member: Member, day: date) -> Erasable:
    """What would be erased, as of a study day.

    Raises:
        StoreError: the file cannot be read.
    """
    ((many, first, last),) = database.query(
        f"SELECT count(*), min(day), max(day) FROM events WHERE {_ABOUT}",  # noqa: S608 - our own words
        (ids.to_bytes(member.id), member.id),
    )
    leads = {one.group for one in memberships(database, member=member.id) if one.duty == LEADER and one.holds(day)}
    others = {
        one.group for one in memberships(database) if one.duty == LEADER and one.holds(day) and one.member != member.id
    }
    return Erasable(
        name=member.name,
        events=many,
        first=None if first is None else kept_day(first),
        last=None if last is None else kept_day(last),
        leads_alone=tuple(group.name for group in groups(database) if group.id in leads - others),
    )


def erase(database: Database, member: Member, *, now: Callable[[], datetime], random: Random) -> Gone:
    """Erase everything about a member, on that member's own word.

    Raises:
        StoreError: the file cannot be written, and why. Where it was only the rewriting that failed, nothing of it is
            shown any more, and `finish` does the rest.
    """
    with database.transaction() as connection:
        append(database, [Entry(MemberErased(), member.id, member.id)], now=now, random=random)
        empty(connection, member.id)
        replay.rebuild(connection)
        note(connection, now())
    return finish(database, now=now)


def empty(connection: sqlite3.Connection, member: str) -> None:
    """Empty the events about a member whose erasure is in the log, and remove what else is kept of them.

    The read models are to be made anew after this.
    """
    key = ids.to_bytes(member), member
    erased = records.read(connection, f"subject = ? AND kind = 'member.erased' AND {records.SELDOM}", key[:1])
    agreed = records.read(connection, f"subject = ? AND kind = 'sharing.agreed' AND {records.SELDOM}", key[:1])
    persons = [event.body.person for event in agreed if isinstance(event.body, SharingAgreed)]
    streams.bury(connection, member, persons, week_of(next(erased).day))
    with questions_of(connection, "subject = ?", key[:1]):
        connection.execute(f"UPDATE events SET salt = NULL, body = NULL WHERE {_ABOUT}", key)  # noqa: S608 - as above
    connection.execute("DELETE FROM access WHERE ?1 IN (reader, looked_at)", key[:1])
    for table in _plain_tables(connection):
        connection.execute(f"DELETE FROM {table} WHERE member = ?", key[:1])  # noqa: S608 - names from the schema
    connection.execute("DELETE FROM settings WHERE instr(name, ?)", key[1:])


@contextmanager
def questions_of(connection: sqlite3.Connection, condition: str, parameters: Sequence[object]) -> Iterator[None]:
    """Let the texts go of the questions that events named which meet a condition, and after this no event does.

    What nobody else has answered says what this member was asked.
    """
    questions.learn(connection)
    named = {revision for (revision,) in connection.execute(f"{_REVISIONS} AND {condition}", parameters)}
    yield
    still = {revision for (revision,) in connection.execute(_REVISIONS)}
    connection.executemany(
        "DELETE FROM questions WHERE revision = ?", [(revision,) for revision in sorted(filter(None, named - still))]
    )


def note(connection: sqlite3.Connection, at: datetime, *, backups: bool = True) -> None:
    """Remember that the file has to be rewritten, and its backups where they are to be reached."""
    connection.execute(
        "INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)",
        (_UNDER_WAY if backups else _OF_THE_FILE, at.isoformat(timespec="seconds")),
    )


def finish(database: Database, *, now: Callable[[], datetime]) -> Gone:
    """Rewrite the file, and replace its backups where they are to be reached, if an erasure is under way.

    Raises:
        StoreError: a file cannot be written, and why.
    """
    notes = database.query("SELECT name FROM settings WHERE name IN (?, ?)", (_UNDER_WAY, _OF_THE_FILE))
    if not notes:
        return Gone(file=True, backups=0, aside=())
    rewritten = database.compact()
    with database.locked():
        damage.remove_half_restored(database.path)
    replaced = backup.replace_all(database, now=now) if (_UNDER_WAY,) in notes else 0
    if rewritten:
        with database.transaction() as connection:
            connection.execute("DELETE FROM settings WHERE name IN (?, ?)", (_UNDER_WAY, _OF_THE_FILE))
    return Gone(rewritten, replaced, damage.all_kept_aside(database.path))


def _plain_tables(connection: sqlite3.Connection) -> list[str]:
    """The tables of plain rows that belong to members: those with a column of that name that the log does not fill."""
    rows = connection.execute(
        "SELECT m.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c"
        " WHERE m.type = 'table' AND c.name = 'member' ORDER BY m.name"
    )
    return [name for (name,) in rows if name not in replay.TABLES]
