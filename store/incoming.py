"""The door for what comes from elsewhere: an export, or the database of another machine, checked in every field.

All of it is checked before any of it goes further, and waits in a private temporary database, so that a million events
need no memory. It is long because it is the one door for all of it.
"""

import csv
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from lessons.clean import clean
from store import backup, bookmarks, checks, details, ids, notes, questions, records, sqlite, strict_json
from store.bookmarks import Bookmark
from store.database import open_database
from store.describe import HEADER, MADE_UP
from store.errors import FromDemoError, NotImportableError, StoreError, UnfitError, UnfitLineError, UnreadableEventError
from store.events import DetailsErased, Erased, Event, MemberErased, Unknown, read_body, write_body
from store.export import BOOKMARKS, EVENTS, NOTES, PLACES, QUESTIONS, as_it_was, plain
from store.notes import Note
from store.places import Place

_PIECE = 1 << 16
"""Characters read at once."""
_AFTER, _BEFORE = timedelta(hours=14 - 4), timedelta(hours=12 + 4 + 24)
"""How far midnight of a study day, taken as UTC, may lie after and before a moment of it: zones go from -12 to +14, and
the day begins at four."""
_MOST_LINES = 1_000_000
_REVISION, _SALT_BYTES = checks.text(100), 16
_PLACE: Mapping[str, tuple[Callable[[str], object], checks.Check[object]]] = {
    "lesson": (str, checks.text(400)),
    "block": (str, checks.text(400, least=0)),
    "section": (int, checks.whole(-1, _MOST_LINES)),
    "line": (int, checks.whole(0, _MOST_LINES)),
    "share": (float, checks.real(0.0, 1.0)),
}
"""Of each column of the places but the last, `at`: how its cell is read, and what it may hold."""
_TABLES = ("events", "questions", "places", "notes", "bookmarks", "released_answers")
_WAITING = """
    CREATE TABLE events (
        id BLOB PRIMARY KEY, kind TEXT, actor BLOB, subject BLOB, at INTEGER, day TEXT, version INTEGER, salt BLOB,
        body TEXT
    ) WITHOUT ROWID;
    CREATE TABLE questions (revision TEXT PRIMARY KEY, body TEXT, identity TEXT, key TEXT, type TEXT) WITHOUT ROWID;
    CREATE TABLE places (member BLOB, lesson TEXT, block TEXT, section INTEGER, line INTEGER, share REAL, at INTEGER);
    CREATE TABLE notes (
        note BLOB PRIMARY KEY, member BLOB, about TEXT, question TEXT, block TEXT, section INTEGER, quote TEXT,
        text TEXT, written INTEGER, changed INTEGER, past TEXT
    ) WITHOUT ROWID;
    CREATE TABLE bookmarks (
        member BLOB, lesson TEXT, block TEXT, section INTEGER, quote TEXT, at INTEGER, kept INTEGER
    );
    CREATE TABLE released_answers (answer BLOB PRIMARY KEY, batch BLOB) WITHOUT ROWID;
    BEGIN;
"""
_INSERT_QUESTION = "INSERT OR IGNORE INTO questions (revision, body) VALUES (?, ?)"
_INSERT_PLACE = "INSERT INTO places VALUES (?, ?, ?, ?, ?, ?, ?)"
_INSERT_NOTE = "INSERT INTO notes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_INSERT_BOOKMARK = "INSERT INTO bookmarks VALUES (?, ?, ?, ?, ?, ?, ?)"
_UNFIT = (ValueError, TypeError, KeyError, AttributeError, sqlite3.Error, UnreadableEventError)
"""What is raised by a value that is not of its form."""
Part = TypeVar("Part")


class Incoming:
    """What a file or folder holds, checked, as rows that wait."""

    def __init__(self, path: Path, rows: sqlite3.Connection) -> None:
        self.path = path
        self._rows = rows

    def events(self) -> Iterator[Event]:
        """Every event, in the order in which events are folded."""
        return records.read_all(self._rows)

    def ids(self) -> Iterator[bytes]:
        """The ids of all events, as bytes."""
        return (id_ for (id_,) in self._rows.execute("SELECT id FROM events"))

    def members(self) -> Mapping[str, str]:
        """The latest names of the members whom it is about, by their ids; empty for one who was erased."""
        told = records.read_all(self._rows, "kind IN ('member.added', 'member.renamed', 'member.erased')")
        known = (event for event in told if not isinstance(event.body, Unknown))
        return {event.subject: getattr(event.body, "name", "") for event in known}

    def begun(self) -> Mapping[str, str]:
        """The ids of those members by the ids of the events with which they began."""
        told = records.read_all(self._rows, "kind = 'member.added'")
        return {event.id: event.subject for event in told if not isinstance(event.body, Unknown)}

    def erased(self) -> frozenset[str]:
        """Ids of the members who had everything erased."""
        return frozenset(event.subject for event in records.read(self._rows, "kind = 'member.erased'"))

    def details_erased(self) -> Mapping[str, date]:
        """Ids of the members whose details were erased, each with the day before which they were."""
        return details.of_all(self._rows)

    def question(self, revision: str) -> str | None:
        """The canonical JSON of a question; None where it is not among them."""
        row = self._rows.execute("SELECT body FROM questions WHERE revision = ?", (revision,)).fetchone()
        return row[0] if row else None

    def places(self) -> Iterator[tuple[str, str, Place]]:
        """Where lessons were left: id of the member, empty where the file does not say it; key of the lesson; place."""
        for member, lesson, block, section, line, share, at in self._rows.execute("SELECT * FROM places"):
            place = Place(block, section, line, share, ids.moment(at))
            yield "" if member is None else ids.to_text(member), lesson, place

    def notes(self) -> Iterator[tuple[str, Note]]:
        """Every note, with the id of its member, empty where the file does not say it."""
        for row in self._rows.execute(f"SELECT {notes.COLUMNS} FROM notes"):  # noqa: S608 - our own column names
            yield "" if row[1] is None else ids.to_text(row[1]), notes.of_row(row)

    def bookmarks(self) -> Iterator[tuple[str, Bookmark]]:
        """Every bookmark, with the id of its member, empty where the file does not say it."""
        for row in self._rows.execute(f"SELECT {bookmarks.COLUMNS} FROM bookmarks"):  # noqa: S608 - as above
            yield "" if row[0] is None else ids.to_text(row[0]), bookmarks.of_row(row)

    def released(self) -> Iterator[list[str]]:
        """The sums that were told, each by the ids of its answers; a database alone holds them."""
        rows = self._rows.execute("SELECT batch, answer FROM released_answers ORDER BY batch, answer")
        for _batch, answers in groupby(rows, key=itemgetter(0)):
            yield [ids.to_text(answer) for _batch, answer in answers]


@contextmanager
def opened(path: Path, *, now: Callable[[], datetime]) -> Iterator[Incoming]:
    """What the folder of an export, its file of events, or a database holds.

    Raises:
        NotImportableError: it is none of these, or something in it is not of the form that it should have.
        FromDemoError: what it says is made up.
        StoreError: it cannot be read.
    """
    path = Path(os.path.abspath(path))  # noqa: PTH100 - as whoever named it would find it: `..` away, links as they are
    # An empty name: a database of this connection alone, in memory as long as it is small.
    with closing(sqlite3.connect("", isolation_level=None)) as rows:
        rows.executescript(_WAITING)
        try:
            if path.is_dir():
                _read_export(rows, path, path / EVENTS)
            elif path.suffix == ".json":
                _read_export(rows, path.parent, path)
            else:
                _read_database(rows, path, now)
        except OSError as error:
            raise NotImportableError(
                path=error.filename or path, detail=NotImportableError.whole, error=error.strerror or error
            ) from error
        rows.execute("COMMIT")
        yield Incoming(path, rows)


def _read_export(rows: sqlite3.Connection, folder: Path, events: Path) -> None:
    """Read the events of an export; its questions, places, notes and bookmarks lie beside them."""
    _keep(rows, records.INSERT, _real(events), _event_in, path=events)
    questions, places, written, kept = (folder / name for name in (QUESTIONS, PLACES, NOTES, BOOKMARKS))
    if questions.exists():
        _keep(rows, _INSERT_QUESTION, _list_in(questions), _question_in, path=questions)
    if places.exists():
        _keep(rows, _INSERT_PLACE, _table_in(places), _place_in, path=places)
    if written.exists():  # an earlier Fivefold knew no notes
        _keep(rows, _INSERT_NOTE, _list_in(written), _note_in, path=written)
    if kept.exists():  # or no bookmarks
        _keep(rows, _INSERT_BOOKMARK, _list_in(kept), _bookmark_in, path=kept)


def _read_database(rows: sqlite3.Connection, path: Path, now: Callable[[], datetime]) -> None:
    """Read a database, with what its `-wal` holds, and without changing it."""
    wrong = backup.wrong_with(path)
    if wrong is not None:
        raise NotImportableError(path=path, detail=NotImportableError.whole, error=wrong)
    with closing(sqlite.look_into(path)) as source:
        (found,) = source.execute("PRAGMA user_version").fetchone()
        if found > sqlite.SCHEMA:
            raise NotImportableError(path=path, detail=NotImportableError.newer_message, found=found)
        if found == sqlite.SCHEMA:
            _read_tables(rows, source, path)
            return
        # An older one is read as what it becomes when it is opened; the file itself is left as it is.
        with TemporaryDirectory(prefix="fivefold-") as folder:
            copied = Path(folder) / "study.db"
            backup.copy(source, copied)
            with open_database(copied, now=now) as brought_up, brought_up.snapshot() as migrated:
                _read_tables(rows, migrated, path)


def _read_tables(rows: sqlite3.Connection, source: sqlite3.Connection, path: Path) -> None:
    source.execute("BEGIN")  # all of one moment
    kinds = dict(
        source.execute(f"SELECT name, type FROM sqlite_schema WHERE name IN {_TABLES}")  # noqa: S608 - our own names
    )
    if kinds != dict.fromkeys(_TABLES, "table"):  # a view could go on for ever
        raise NotImportableError(path=path, detail=NotImportableError.tables_message)

    def keep(statement: str, table: str, found: Iterable[Part], take: Callable[[Part], tuple[object, ...]]) -> None:
        _keep(rows, statement, enumerate(found, start=1), take, path=path, table=table)

    keep(records.INSERT, "events", records.read_all(source), _event_of)
    keep(_INSERT_QUESTION, "questions", source.execute("SELECT revision, body FROM questions"), _question_of)
    columns = ", ".join(("member", *_PLACE, "at"))
    keep(_INSERT_PLACE, "places", source.execute(f"SELECT {columns} FROM places"), _place_of)  # noqa: S608 - as above
    keep(_INSERT_NOTE, "notes", source.execute(f"SELECT {notes.COLUMNS} FROM notes"), _note_of)  # noqa: S608 - as above
    kept = source.execute(f"SELECT {bookmarks.COLUMNS} FROM bookmarks")  # noqa: S608 - as above
    keep(_INSERT_BOOKMARK, "bookmarks", kept, _bookmark_of)
    told = source.execute("SELECT answer, batch FROM released_answers")
    keep("INSERT OR IGNORE INTO released_answers VALUES (?, ?)", "released_answers", told, _released_of)


def _keep(
    rows: sqlite3.Connection,
    statement: str,
    parts: Iterable[tuple[int, Part]],
    take: Callable[[Part], tuple[object, ...]],
    *,
    path: Path,
    table: str = "",
) -> None:
    """Keep each part as a row; a refusal says where it is: on which line of the file, or in which row of a table."""
    place = 0
    try:
        for place, part in parts:
            try:
                rows.execute(statement, take(part))
            except _UNFIT as error:
                raise _refusal(path, place, table, error) from error
    except _UNFIT as error:  # what comes after that place cannot be read
        raise _refusal(path, place + 1, table, error) from error


def _refusal(path: Path, place: int, table: str, error: Exception) -> NotImportableError:
    said = _said(error)
    if table:
        said = UnfitError("row {row} of its table {table}: {error}", row=place, table=table, error=said)
    elif not isinstance(said, UnfitLineError):
        said = UnfitLineError(place, said)
    return NotImportableError(path=path, detail=NotImportableError.whole, error=said)


def _said(error: Exception) -> StoreError:
    """An error in our words, which are translated; those of SQLite stay as they are."""
    match error:
        case StoreError():
            return error
        case UnicodeDecodeError():
            return UnfitError("it is no text in UTF-8")
        case sqlite3.IntegrityError():
            return UnfitError("another before it has the same id")
        case sqlite3.Error():
            return UnfitError("it cannot be read ({detail})", detail=error)
        case _:
            return UnfitError("it is not of the form that it should have")


def _list_in(path: Path) -> Iterator[tuple[int, object]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from strict_json.elements(iter(lambda: file.read(_PIECE), ""))


def _table_in(path: Path) -> Iterator[tuple[int, Mapping[str, str | None]]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        try:
            for cells in reader:
                yield reader.line_num, cells
        except csv.Error as error:
            raise UnfitLineError(reader.line_num, UnfitError("it is no row of a table")) from error


def _real(path: Path) -> Iterator[tuple[int, object]]:
    """The events of an export that did happen.

    Raises:
        FromDemoError: one says that it is made up.
    """
    for line, value in _list_in(path):
        if isinstance(value, dict) and value.get(MADE_UP) is True:
            raise FromDemoError(path=path)
        yield line, value


def _event_in(value: object) -> tuple[object, ...]:
    """The row of an event of an export."""
    if not isinstance(value, dict) or value.keys() != {*HEADER, "body"}:
        raise UnfitError("its fields are not those of an event")
    taken = {name: checks.taken(name, check, value[name]) for name, check in HEADER.items()}
    body = (
        Erased()
        if value["body"] is None
        else read_body(value["kind"], value["version"], strict_json.write(value["body"]))
    )
    make: Callable[..., Event] = Event  # each value was checked for its field
    return _row(make(**taken, body=body))


def _event_of(event: Event) -> tuple[object, ...]:
    """The row of an event of a database; its body is checked where it is written."""
    for name in ("kind", "actor", "subject", "version", "id", "day"):
        checks.taken(name, HEADER[name], getattr(event, name))
    if isinstance(event.body, Unknown):
        strict_json.read(event.body.text)
    return _row(event)


def _row(event: Event) -> tuple[object, ...]:
    """The row of an event whose parts go together."""
    if isinstance(event.body, Erased) is not (event.salt is None):
        raise UnfitError("salt and body are erased together or not at all")
    if event.salt is not None and len(event.salt) != _SALT_BYTES:
        raise UnfitError("salt is not {n} bytes", n=_SALT_BYTES)
    # An erasure is neither to be passed over nor to be guessed.
    if event.kind == MemberErased.KIND and isinstance(event.body, Unknown):
        raise UnfitError("it tells of an erasure as only a newer version understands it: update this one")
    midnight = datetime.combine(event.day, time(), UTC)
    if not event.at - _BEFORE < midnight <= event.at + _AFTER:
        raise UnfitError("day is not that of its moment, wherever that was")
    if isinstance(event.body, DetailsErased) and event.body.before > event.day:
        raise UnfitError("details are erased up to its own day at most")
    match event.body:
        case Erased():
            text = None
        case Unknown(text):
            pass
        case body:
            text = write_body(body)
    return records.row(event, text)


def _question_in(value: object) -> tuple[str, str]:
    if not isinstance(value, dict) or value.keys() != {"revision", "question"}:
        raise UnfitError("its fields are not those of a question")
    return _REVISION.take(value["revision"]), questions.checked(value["question"])


def _question_of(row: tuple[str, str]) -> tuple[str, str]:
    revision, text = row
    return _question_in({"revision": revision, "question": strict_json.read(text)})


def _place_in(cells: Mapping[str, str | None]) -> tuple[object, ...]:
    if cells.keys() != {*_PLACE, "at"}:
        raise UnfitError("its columns are not those of places")
    values = {name: _cell(name, read, cells[name]) for name, (read, _check) in _PLACE.items()}
    return None, *_place(values), ids.milliseconds(checks.taken("at", checks.moment, cells["at"]))


def _cell(name: str, read: Callable[[str], object], cell: str | None) -> object:
    if cell is None:
        raise UnfitError("{name} is missing", name=name)
    try:
        return read(as_it_was(cell))
    except ValueError as error:
        raise UnfitError("{name} {error}", name=name, error=UnfitError("is not a number")) from error


def _place_of(row: tuple[bytes, str, str, int, int, float, int]) -> tuple[object, ...]:
    member, *place, at = row
    checks.ident.take(ids.to_text(member))
    return member, *_place(dict(zip(_PLACE, place, strict=True))), ids.milliseconds(ids.moment(at))


def _place(values: Mapping[str, object]) -> tuple[object, ...]:
    return tuple(checks.taken(name, check, values[name]) for name, (_read, check) in _PLACE.items())


def _note_in(value: object) -> tuple[object, ...]:
    if not isinstance(value, dict) or value.keys() != notes.FIELDS.keys():
        raise UnfitError("its fields are not those of a note")
    return _note_row(None, value)


def _note_of(row: tuple[Any, ...]) -> tuple[object, ...]:
    note, member = notes.of_row(row), ids.to_text(row[1])
    checks.ident.take(member)
    values = {name: plain(getattr(note, name)) for name in notes.FIELDS if name != "note"}
    return _note_row(member, {"note": note.id, **values})


def _note_row(member: str | None, values: Mapping[str, object]) -> tuple[object, ...]:
    """The row of a note whose fields are those that they should be; what it says is foreign text until now."""
    taken = {name: checks.taken(name, check, values[name]) for name, check in notes.FIELDS.items()}
    taken |= {name: clean(str(taken[name])) for name in ("quote", "text")}
    make: Callable[..., Note] = Note  # each value was checked for its field
    return notes.row_of(member, make(id=taken.pop("note"), **taken))


def _released_of(row: tuple[Any, ...]) -> tuple[bytes, bytes]:
    answer, batch = map(ids.to_text, row)
    if not (ids.is_id(answer) and ids.is_id(batch)):
        raise UnfitError("an answer that was told is named by no id")
    return ids.to_bytes(answer), ids.to_bytes(batch)


def _bookmark_in(value: object) -> tuple[object, ...]:
    if not isinstance(value, dict) or value.keys() != bookmarks.FIELDS.keys():
        raise UnfitError("its fields are not those of a bookmark")
    return _bookmark_row(None, value)


def _bookmark_of(row: tuple[Any, ...]) -> tuple[object, ...]:
    bookmark, member = bookmarks.of_row(row), ids.to_text(row[0])
    checks.ident.take(member)
    values = {name: plain(getattr(bookmark, name)) for name in bookmarks.FIELDS}
    return _bookmark_row(member, {**values, "kept": bookmark.kept})


def _bookmark_row(member: str | None, values: Mapping[str, object]) -> tuple[object, ...]:
    """The row of a bookmark whose fields are those that they should be; what it quotes is foreign text until now."""
    taken = {name: checks.taken(name, check, values[name]) for name, check in bookmarks.FIELDS.items()}
    make: Callable[..., Bookmark] = Bookmark  # each value was checked for its field
    return bookmarks.row_of(member, make(**{**taken, "quote": clean(str(taken["quote"]))}))
