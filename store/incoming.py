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
from store import backup, bookmarks, checks, details, ids, notes, records, sqlite, strict_json
from store.bookmarks import Bookmark
from store.database import open_database
from store.describe import HEADER, MADE_UP
from store.errors import FromDemoError, NotImportableError, UnreadableEventError
from store.events import DetailsErased, Erased, Event, Unknown, read_body, write_body
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
_INSERT_PLACE = "INSERT INTO places VALUES (?, ?, ?, ?, ?, ?, ?)"
_INSERT_NOTE = "INSERT INTO notes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_INSERT_BOOKMARK = "INSERT INTO bookmarks VALUES (?, ?, ?, ?, ?, ?, ?)"
Part = TypeVar("Part")
Taken = TypeVar("Taken")


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
        return {event.subject: getattr(event.body, "name", "") for event in told}

    def begun(self) -> Mapping[str, str]:
        """The ids of those members by the ids of the events with which they began."""
        return {event.id: event.subject for event in records.read_all(self._rows, "kind = 'member.added'")}

    def erased(self) -> frozenset[str]:
        """Ids of the members who had everything erased."""
        return frozenset(event.subject for event in records.read_all(self._rows, "kind = 'member.erased'"))

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
    _keep(rows, events, _each(events, _real(events), _event_in))
    questions, places, written, kept = (folder / name for name in (QUESTIONS, PLACES, NOTES, BOOKMARKS))
    if questions.exists():
        rows.executemany(
            "INSERT OR IGNORE INTO questions (revision, body) VALUES (?, ?)",
            _each(questions, _list_in(questions), _question_in),
        )
    if places.exists():
        with places.open(encoding="utf-8", newline="") as file:
            rows.executemany(
                _INSERT_PLACE,
                _each(places, csv.DictReader(file, strict=True), _place_in),
            )
    if written.exists():  # an earlier Fivefold knew no notes
        _keep_notes(rows, written, _each(written, _list_in(written), _note_in))
    if kept.exists():  # or no bookmarks
        rows.executemany(_INSERT_BOOKMARK, _each(kept, _list_in(kept), _bookmark_in))


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
    _keep(rows, path, _each(path, records.read_all(source), _event_of))
    questions = source.execute("SELECT revision, body FROM questions")
    rows.executemany("INSERT INTO questions (revision, body) VALUES (?, ?)", _each(path, questions, _question_of))
    columns = ", ".join(("member", *_PLACE, "at"))
    places = source.execute(f"SELECT {columns} FROM places")  # noqa: S608 - as above
    rows.executemany(_INSERT_PLACE, _each(path, places, _place_of))
    written = source.execute(f"SELECT {notes.COLUMNS} FROM notes")  # noqa: S608 - as above
    _keep_notes(rows, path, _each(path, written, _note_of))
    kept = source.execute(f"SELECT {bookmarks.COLUMNS} FROM bookmarks")  # noqa: S608 - as above
    rows.executemany(_INSERT_BOOKMARK, _each(path, kept, _bookmark_of))
    told = source.execute("SELECT answer, batch FROM released_answers")
    rows.executemany("INSERT OR IGNORE INTO released_answers VALUES (?, ?)", _each(path, told, _released_of))


def _each(path: Path, parts: Iterable[Part], take: Callable[[Part], Taken]) -> Iterator[Taken]:
    """Each part as it was taken; an error says which part it is."""
    good = 0
    try:
        for taken in map(take, parts):
            yield taken
            good += 1
    except (ValueError, TypeError, KeyError, AttributeError, csv.Error, sqlite3.Error, UnreadableEventError) as error:
        said = "it is no text in UTF-8" if isinstance(error, UnicodeDecodeError) else error
        raise NotImportableError(
            path=path, detail=NotImportableError.part_message, part=good + 1, error=said
        ) from error


def _list_in(path: Path) -> Iterator[object]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from strict_json.elements(iter(lambda: file.read(_PIECE), ""))


def _real(path: Path) -> Iterator[object]:
    """The events of an export that did happen.

    Raises:
        FromDemoError: one says that it is made up.
    """
    for value in _list_in(path):
        if isinstance(value, dict) and value.get(MADE_UP) is True:
            raise FromDemoError(path=path)
        yield value


def _keep(rows: sqlite3.Connection, path: Path, events: Iterable[tuple[object, ...]]) -> None:
    try:
        rows.executemany(records.INSERT, events)
    except sqlite3.IntegrityError as error:
        raise NotImportableError(path=path, detail=NotImportableError.event_message) from error


def _keep_notes(rows: sqlite3.Connection, path: Path, written: Iterable[tuple[object, ...]]) -> None:
    try:
        rows.executemany(_INSERT_NOTE, written)
    except sqlite3.IntegrityError as error:
        raise NotImportableError(path=path, detail=NotImportableError.note_message) from error


def _event_in(value: object) -> tuple[object, ...]:
    """The row of an event of an export."""
    if not isinstance(value, dict) or value.keys() != {*HEADER, "body"}:
        raise ValueError("its fields are not those of an event")
    taken = {name: _taken(name, check, value[name]) for name, check in HEADER.items()}
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
        _taken(name, HEADER[name], getattr(event, name))
    if isinstance(event.body, Unknown):
        strict_json.read(event.body.text)
    return _row(event)


def _taken(name: str, check: checks.Check[object], value: object) -> object:
    try:
        return check.take(value)
    except ValueError as error:
        raise ValueError(f"{name} {error}") from error


def _row(event: Event) -> tuple[object, ...]:
    """The row of an event whose parts go together."""
    if isinstance(event.body, Erased) is not (event.salt is None):
        raise ValueError("salt and body are erased together or not at all")
    if event.salt is not None and len(event.salt) != _SALT_BYTES:
        raise ValueError(f"salt is not {_SALT_BYTES} bytes")
    midnight = datetime.combine(event.day, time(), UTC)
    if not event.at - _BEFORE < midnight <= event.at + _AFTER:
        raise ValueError("day is not that of its moment, wherever that was")
    if isinstance(event.body, DetailsErased) and event.body.before > event.day:
        raise ValueError("details are erased up to its own day at most")
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
        raise ValueError("its fields are not those of a question")
    if not isinstance(value["question"], dict):
        raise ValueError("question is not an object")
    return _REVISION.take(value["revision"]), strict_json.write(value["question"])


def _question_of(row: tuple[str, str]) -> tuple[str, str]:
    revision, text = row
    return _question_in({"revision": revision, "question": strict_json.read(text)})


def _place_in(cells: Mapping[str, str]) -> tuple[object, ...]:
    if cells.keys() != {*_PLACE, "at"}:
        raise ValueError("its columns are not those of places")
    values = {name: read(as_it_was(cells[name])) for name, (read, _check) in _PLACE.items()}
    return None, *_place(values), ids.milliseconds(checks.moment.take(cells["at"]))


def _place_of(row: tuple[bytes, str, str, int, int, float, int]) -> tuple[object, ...]:
    member, *place, at = row
    checks.ident.take(ids.to_text(member))
    return member, *_place(dict(zip(_PLACE, place, strict=True))), ids.milliseconds(ids.moment(at))


def _place(values: Mapping[str, object]) -> tuple[object, ...]:
    return tuple(_taken(name, check, values[name]) for name, (_read, check) in _PLACE.items())


def _note_in(value: object) -> tuple[object, ...]:
    if not isinstance(value, dict) or value.keys() != notes.FIELDS.keys():
        raise ValueError("its fields are not those of a note")
    return _note_row(None, value)


def _note_of(row: tuple[Any, ...]) -> tuple[object, ...]:
    note, member = notes.of_row(row), ids.to_text(row[1])
    checks.ident.take(member)
    values = {name: plain(getattr(note, name)) for name in notes.FIELDS if name != "note"}
    return _note_row(member, {"note": note.id, **values})


def _note_row(member: str | None, values: Mapping[str, object]) -> tuple[object, ...]:
    """The row of a note whose fields are those that they should be; what it says is foreign text until now."""
    taken = {name: _taken(name, check, values[name]) for name, check in notes.FIELDS.items()}
    taken |= {name: clean(str(taken[name])) for name in ("quote", "text")}
    make: Callable[..., Note] = Note  # each value was checked for its field
    return notes.row_of(member, make(id=taken.pop("note"), **taken))


def _released_of(row: tuple[Any, ...]) -> tuple[bytes, bytes]:
    answer, batch = map(ids.to_text, row)
    if not (ids.is_id(answer) and ids.is_id(batch)):
        raise ValueError("an answer that was told is named by no id")
    return ids.to_bytes(answer), ids.to_bytes(batch)


def _bookmark_in(value: object) -> tuple[object, ...]:
    if not isinstance(value, dict) or value.keys() != bookmarks.FIELDS.keys():
        raise ValueError("its fields are not those of a bookmark")
    return _bookmark_row(None, value)


def _bookmark_of(row: tuple[Any, ...]) -> tuple[object, ...]:
    bookmark, member = bookmarks.of_row(row), ids.to_text(row[0])
    checks.ident.take(member)
    values = {name: plain(getattr(bookmark, name)) for name in bookmarks.FIELDS}
    return _bookmark_row(member, {**values, "kept": bookmark.kept})


def _bookmark_row(member: str | None, values: Mapping[str, object]) -> tuple[object, ...]:
    """The row of a bookmark whose fields are those that they should be; what it quotes is foreign text until now."""
    taken = {name: _taken(name, check, values[name]) for name, check in bookmarks.FIELDS.items()}
    make: Callable[..., Bookmark] = Bookmark  # each value was checked for its field
    return bookmarks.row_of(member, make(**{**taken, "quote": clean(str(taken["quote"]))}))
