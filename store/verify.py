"""Whether a database is what it should be: every page whole, and every read model what the log says."""

import json
import sqlite3
from dataclasses import dataclass

from store import questions, records, replay, streams
from store.database import Database
from store.errors import UnfitError, UnreadableEventError, UnreadableQuestionError
from store.events import Answered, Erased, Rated, Unknown, write_body
from store.shared import broken_at

_ANSWERS = ", ".join(
    f"('{body.KIND}', {version})" for body in (Answered, Rated) for version in range(1, body.VERSION + 1)
)
"""Kinds and versions of answers that name their question as this version reads it."""


@dataclass(frozen=True, slots=True)
class Table:
    """One read model, held against the log."""

    name: str
    rows: int
    """How many there are."""
    missing: int
    """Rows that the log calls for and that are not there."""
    surplus: int
    """Rows that are there, and that the log does not call for."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found."""

    pages: int
    events: int
    damage: str | None
    """What SQLite finds wrong with the file, in one line; None for a sound one."""
    unreadable: UnreadableEventError | None
    """What is wrong with the first event that cannot be read; None where all can."""
    without_question: int
    """Answers whose question is not kept."""
    tables: tuple[Table, ...]
    """Empty where the log cannot be read."""
    broken: int = 0
    """Shared streams, of one's own and collected, in which an entry does not follow from those before it."""
    questions: tuple[UnreadableQuestionError, ...] = ()
    """What is wrong with each kept question whose text cannot be read: it is passed over."""

    @property
    def sound(self) -> bool:
        """Whether there is nothing to mend."""
        unread = self.unreadable or self.questions or self.without_question
        return not (self.damage or unread or self.broken or self.stale)

    @property
    def stale(self) -> bool:
        """Whether a rebuild would change a read model."""
        return any(table.missing or table.surplus for table in self.tables)


def verify(database: Database) -> Verified:
    """Read every page, replay the log into a second set of read models, and compare the two.

    Raises:
        StoreError: the file cannot be read at all.
    """
    with database.snapshot() as connection:
        connection.execute("BEGIN")  # all that is compared is of one moment
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        if found != "ok":
            return Verified(pages, 0, " ".join(str(found).split()), None, 0, ())
        questions.learn(connection)
        (without,) = connection.execute(
            "SELECT count(*) FROM events WHERE body IS NOT NULL AND (kind, version) IN"  # noqa: S608
            f" (VALUES {_ANSWERS}) AND {questions.REVISION} NOT IN (SELECT revision FROM questions)"
        ).fetchone()
        unread = tuple(questions.unreadable(connection))
        try:
            _refuse_unreadable(connection)
            events = _replay_beside(connection)
        except UnreadableEventError as error:
            return Verified(pages, 0, None, error, without, (), questions=unread)
        tables = tuple(_compared(connection, name) for name in replay.TABLES)
        return Verified(pages, events, None, None, without, tables, _broken(connection), unread)


def _broken(connection: sqlite3.Connection) -> int:
    return sum(
        broken_at(kept.source, streams.entries(connection, kept.source.stream)) is not None
        for kept in streams.streams(connection)
    )


def _refuse_unreadable(connection: sqlite3.Connection) -> None:
    """Check every body as if it came in only now; the log is read without that as a rule.

    Raises:
        UnreadableEventError: one is not of the form that its kind asks for.
    """
    for event in records.read_all(connection):
        match event.body:
            case Erased():
                pass
            case Unknown(text):
                try:
                    json.loads(text)
                except (ValueError, RecursionError) as error:
                    damaged = UnfitError("its text is damaged")
                    raise UnreadableEventError(kind=event.kind, error=damaged) from error
            case body:
                write_body(body)


def _replay_beside(connection: sqlite3.Connection) -> int:
    """Make the read models anew in temporary tables, which come before those of the file wherever one is named."""
    rows = connection.execute("SELECT name, sql FROM main.sqlite_schema WHERE type = 'table'").fetchall()
    for name, statement in rows:
        if name in replay.TABLES:
            connection.execute(statement.replace("CREATE TABLE", "CREATE TEMP TABLE", 1))
    indexes = connection.execute(
        "SELECT tbl_name, sql FROM main.sqlite_schema WHERE type = 'index' AND sql IS NOT NULL"
    ).fetchall()
    for name, statement in indexes:
        if name in replay.TABLES:
            connection.execute(statement.replace("CREATE INDEX ", "CREATE INDEX temp.", 1))
    return replay.rebuild(connection)


def _compared(connection: sqlite3.Connection, name: str) -> Table:
    def beyond(one: str, other: str) -> int:
        statement = f"SELECT count(*) FROM (SELECT * FROM {one}.{name} EXCEPT SELECT * FROM {other}.{name})"  # noqa: S608
        (many,) = connection.execute(statement).fetchone()
        return int(many)

    (rows,) = connection.execute(f"SELECT count(*) FROM main.{name}").fetchone()  # noqa: S608 - our own table names
    return Table(name, rows, missing=beyond("temp", "main"), surplus=beyond("main", "temp"))
