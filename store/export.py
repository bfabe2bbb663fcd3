"""All that is kept about one member, as files that other programs read."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from datetime import date, datetime
from pathlib import Path

from lessons.clean import as_cell
from store import files, ids, places, records
from store.database import Database
from store.errors import NotAnExportError
from store.events import Answered, Event, Rated, Unknown, write_body
from store.places import Place
from store.projections import lesson_facts
from store.projections.lesson_facts import LessonFacts
from store.questions import question_text

EVENTS, QUESTIONS, ANSWERS, LESSONS, PLACES = (
    "events.json",
    "questions.json",
    "answers.csv",
    "lessons.csv",
    "places.csv",
)
_NAMES = frozenset(name + end for name in (EVENTS, QUESTIONS, ANSWERS, LESSONS, PLACES) for end in ("", files.PART))


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote."""

    events: int
    """How many."""
    files: tuple[str, ...]
    """Names, in the folder."""


def export_member(database: Database, member: str, folder: Path) -> Exported:
    """Write everything about a member to a folder: a new one, an empty one, or that of an earlier export.

    Raises:
        NotAnExportError: the folder holds something else.
        StoreError: something cannot be read or written.
    """
    with database.snapshot() as connection:
        key = ids.to_bytes(member)
        # What others recorded of the member, such as a duty in a group, names the member in its body.
        mine = "(subject = ? OR actor = ? OR (kind IN ('group.joined', 'group.left') AND instr(body, ?)))"
        events = list(records.read(connection, mine, (key, key, member)))
    answers = [(event, event.body) for event in events if isinstance(event.body, Answered)]
    left, facts = places.places_of(database, member), lesson_facts.of_member(database, member)
    texts = {
        EVENTS: _json([_event(event) for event in events]),
        QUESTIONS: _json(
            _questions(database, [event.body for event in events if isinstance(event.body, Answered | Rated)])
        ),
        ANSWERS: _csv(
            ("at", "day", *(part.name for part in fields(Answered))),
            ((event.at, event.day, *astuple(body)) for event, body in answers),
        ),
        LESSONS: _csv([part.name for part in fields(LessonFacts)], (astuple(fact) for fact in facts.values())),
        PLACES: _csv(
            ("lesson", *(part.name for part in fields(Place))),
            ((lesson, *astuple(place)) for lesson, place in left.items()),
        ),
    }
    try:
        _make(folder)
        for name, text in texts.items():
            files.write(folder / name, text.encode())
        files.sync(folder)
    except OSError as error:
        raise files.explain(error, folder) from error
    return Exported(len(events), tuple(texts))


def neutral(cell: object) -> object:
    """A cell that no spreadsheet takes for a formula; what is not text stays what it is."""
    return as_cell(cell) if isinstance(cell, str) else cell


def _make(folder: Path) -> None:
    files.make_folder(folder)
    if foreign := sorted({found.name for found in folder.iterdir()} - _NAMES):
        raise NotAnExportError(path=folder, found=foreign[0])
    folder.chmod(files.PRIVATE_FOLDER)


def _event(event: Event) -> Mapping[str, object]:
    body = event.body
    return {
        "kind": event.kind,
        "at": _plain(event.at),
        "day": _plain(event.day),
        "actor": event.actor,
        "subject": event.subject,
        "version": event.version,
        "id": event.id,
        "salt": event.salt.hex(),
        "body": json.loads(body.text if isinstance(body, Unknown) else write_body(body)),
    }


def _questions(database: Database, answers: Iterable[Answered | Rated]) -> Mapping[str, object]:
    revisions = sorted({answer.revision for answer in answers})
    texts = ((revision, question_text(database, revision)) for revision in revisions)
    return {revision: json.loads(text) for revision, text in texts if text is not None}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _csv(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows([neutral(_plain(cell)) for cell in row] for row in rows)
    return text.getvalue()


def _plain(cell: object) -> object:
    """A cell as text or number: times in UTC to the millisecond, several texts with blanks between."""
    match cell:
        case datetime():
            return cell.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        case date():
            return cell.isoformat()
        case tuple():
            return " ".join(cell)
        case bool():
            return str(cell).lower()
        case _:
            return cell
