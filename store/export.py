"""All that is kept about one member, as files that other programs read."""

import csv
import io
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from datetime import date, datetime
from pathlib import Path

from lessons.clean import FORMULA, as_cell
from quizzes.mastery import QuestionKey
from store import (
    access,
    aliases,
    bookmarks,
    describe,
    elsewhere,
    files,
    groups,
    ids,
    notes,
    people,
    places,
    questions,
    records,
    sharing,
)
from store.database import Database
from store.errors import EarlierExportError, NotAnExportError
from store.events import Answered, Body, Erased, Event, Unknown, write_body
from store.places import Place
from store.projections import lesson_facts
from store.projections.lesson_facts import LessonFacts
from store.remembering import question_of

EVENTS, SCHEMA, QUESTIONS, ANSWERS, LESSONS, PLACES, NOTES, BOOKMARKS, LOOKED = (
    "events.json",
    "events.schema.json",
    "questions.json",
    "answers.csv",
    "lessons.csv",
    "places.csv",
    "notes.json",
    "bookmarks.json",
    "looked.csv",
)
_FILES = (EVENTS, SCHEMA, QUESTIONS, ANSWERS, LESSONS, PLACES, NOTES, BOOKMARKS, LOOKED)
_ANSWER = tuple(part.name for part in fields(Answered))
_LESSON = tuple(name.removesuffix("_at") for name in LessonFacts._fields)  # moments, and not their milliseconds
_NOW = ("now_quiz", "now_question", "standing")
"""Under which key the question is known now, and what became of it."""
_NAMES = frozenset(name + end for name in _FILES for end in ("", files.PART))
_MINE = "(subject = ? OR actor = ? OR (kind IN ('group.joined', 'group.left') AND instr(body, ?)))"
"""What others recorded of a member, such as a duty in a group, names the member in its body."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote."""

    events: int
    """How many."""
    files: tuple[str, ...]
    """Names, in the folder."""


Standing = Callable[[QuestionKey, str], str]
"""What became of a question, by its present key and the hash of its right answers as it was answered."""


def export_member(
    database: Database,
    member: str,
    folder: Path,
    *,
    standing: Standing = lambda _question, _key: "",
    force: bool = False,
) -> Exported:
    """Write everything about a member to a folder: a new one, an empty one, or that of an earlier export.

    Args:
        database: where it is recorded.
        member: the member's id.
        folder: to write to.
        standing: what the library says of each answer's question.
        force: whether an earlier export is replaced though it holds what this one does not.

    Raises:
        NotAnExportError: the folder holds something else.
        EarlierExportError: what it holds would be lost.
        StoreError: something cannot be read or written.
    """
    left, facts = places.places_of(database, member), lesson_facts.of_member(database, member)
    key = ids.to_bytes(member)
    mine = key, key, member
    try:
        _make(folder)
        earlier = _told_in(folder)
        with database.snapshot() as connection:
            connection.execute("BEGIN")  # all that is read from here on is of one moment
            if not (earlier <= _told(connection, mine) or force):
                raise EarlierExportError(path=folder)
            files.set_mode(folder, files.PRIVATE_FOLDER)
            (counted,) = connection.execute(f"SELECT count(*) FROM events WHERE {_MINE}", mine).fetchone()  # noqa: S608
            made_up = {describe.MADE_UP: True} if database.demo else {}
            events = ({**_event(event), **made_up} for event in records.read_all(connection, _MINE, mine))
            files.write(folder / EVENTS, _list(events))
            files.write(folder / SCHEMA, [json.dumps(describe.events_schema(), ensure_ascii=False, indent=1), "\n"])
            files.write(folder / QUESTIONS, _list(_questions(connection, mine)))
            known = aliases.of_member(connection, member)
            answers = (
                (event.at, event.day, *astuple(event.body), *now, standing(now, event.body.key))
                for event in records.read(connection, f"{_MINE} AND kind = 'answered'", mine)
                if isinstance(event.body, Answered)
                for now in [known.resolve(question_of(event), records.rank(event))]
            )
            files.write(folder / NOTES, _list(map(_note, notes.everything(connection, member))))
            files.write(folder / BOOKMARKS, _list(map(_bookmark, bookmarks.everything(connection, member))))
            files.write(folder / ANSWERS, _csv(("at", "day", *_ANSWER, *_NOW), answers))
        files.write(
            folder / LESSONS,
            _csv(_LESSON, ([getattr(fact, name) for name in _LESSON] for fact in facts.values())),
        )
        files.write(
            folder / PLACES,
            _csv(
                ("lesson", *(part.name for part in fields(Place))),
                ((lesson, *astuple(place)) for lesson, place in left.items()),
            ),
        )
        files.write(folder / LOOKED, _csv(("day", "group", "by", "at"), _looks(database, member)))
        files.sync(folder)
    except OSError as error:
        raise files.explain(error, folder) from error
    return Exported(counted, _FILES)


def _looks(database: Database, member: str) -> Iterator[tuple[str, str, str, str]]:
    """Every look at a member that is known here, with its day, or where a leader's file tells of it, its week."""
    yield from access.everything(database, member)
    for me in (one for one in people.members(database) if one.id == member):
        for group in groups.groups(database):
            for look in reversed(elsewhere.looked(database, group, sharing.agreed(database, me, group))):
                yield look.week, group.name, look.name, "page" if look.page else "group"


def neutral(cell: object) -> object:
    """A cell that no spreadsheet takes for a formula; what is not text stays what it is."""
    return as_cell(cell) if isinstance(cell, str) else cell


def as_it_was(cell: str) -> str:
    """A cell before it was made neutral."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell


def _make(folder: Path) -> None:
    files.make_folder(folder)
    found = {one.name for one in folder.iterdir()}
    whole = sorted(name for name in found if not name.endswith(files.PART))
    # The events are what an export writes first: without them a file of such a name is somebody's own.
    if foreign := sorted(found - _NAMES) or (whole if EVENTS not in found else []):
        raise NotAnExportError(path=folder, found=foreign[0])


def _told_in(folder: Path) -> frozenset[str]:
    """The ids of what an earlier export in a folder tells.

    Raises:
        NotAnExportError: it is none.
        OSError: it cannot be read.
    """
    path = folder / EVENTS
    if not path.exists():
        return frozenset()
    try:
        return frozenset(str(one["id"]) for one in json.loads(path.read_bytes()) if one["body"] is not None)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise NotAnExportError(path=folder, found=EVENTS) from error


def _told(connection: sqlite3.Connection, mine: Sequence[object]) -> frozenset[str]:
    """The ids of a member's events that were not erased."""
    rows = connection.execute(f"SELECT id FROM events WHERE {_MINE} AND body IS NOT NULL", mine)  # noqa: S608 - our words
    return frozenset(ids.to_text(id_) for (id_,) in rows)


def _event(event: Event) -> Mapping[str, object]:
    body = event.body
    return {
        "kind": event.kind,
        "at": plain(event.at),
        "day": plain(event.day),
        "actor": event.actor,
        "subject": event.subject,
        "version": event.version if isinstance(body, Unknown | Erased) else body.VERSION,
        "id": event.id,
        "salt": event.salt.hex() if event.salt else None,
        "body": _body(body),
    }


def _body(body: Body | Unknown | Erased) -> object:
    if isinstance(body, Erased):
        return None
    return json.loads(body.text if isinstance(body, Unknown) else write_body(body))


def _questions(connection: sqlite3.Connection, mine: Sequence[object]) -> Iterator[Mapping[str, object]]:
    """The questions of the answers, whatever wrote those."""
    questions.learn(connection)
    rows = connection.execute(
        "SELECT revision, body FROM questions WHERE revision IN ("  # noqa: S608 - our own words
        f"SELECT {questions.REVISION} FROM events WHERE {_MINE} AND body IS NOT NULL) ORDER BY revision",
        mine,
    )
    return ({"revision": revision, "question": json.loads(text)} for revision, text in rows)


def _note(note: notes.Note) -> Mapping[str, object]:
    values = {part.name: plain(getattr(note, part.name)) for part in fields(note) if part.name != "id"}
    return {"note": note.id, **values}


def _bookmark(bookmark: bookmarks.Bookmark) -> Mapping[str, object]:
    values = {part.name: plain(getattr(bookmark, part.name)) for part in fields(bookmark)}
    return {**values, "kept": bookmark.kept}


def _list(parts: Iterable[object]) -> Iterator[str]:
    """A JSON list with a line to each part."""
    yield "["
    for number, part in enumerate(parts):
        yield (",\n" if number else "\n") + json.dumps(part, ensure_ascii=False)
    yield "\n]\n"


def _csv(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(head)
    for row in rows:
        yield text.getvalue()
        text.seek(0)
        text.truncate()
        writer.writerow([neutral(plain(cell)) for cell in row])
    yield text.getvalue()


def plain(cell: object) -> object:
    """A cell as text or number: times in UTC to the millisecond, several texts with blanks between."""
    match cell:
        case datetime():
            return cell.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        case date():
            return cell.isoformat()
        case tuple():
            return " ".join(cell)
        case frozenset():
            return " ".join(sorted(map(str, cell)))
        case bool():
            return str(cell).lower()
        case _:
            return cell
