"""The text of every question that was answered, kept once for each revision of it, with what that revision fixes."""

import sqlite3
from collections.abc import Iterator, Mapping

from lessons.clean import clean
from store import checks, strict_json
from store.errors import MissingQuestionError, UnfitError, UnreadableEventError, UnreadableQuestionError
from store.events import FIXED, MOST_QUESTIONS, Answered, Rated, revision_of

REVISION = "revision_of(kind, body)"
"""SQL for the revision that an event of the log names, NULL where it names none; for connections that `learn` it."""
_COLUMNS = FIXED[Answered.KIND]
_NAMES = ", ".join(_COLUMNS)
_SELECT = f"SELECT {_NAMES} FROM questions WHERE revision = ?"  # noqa: S608 - our own column names
_INSERT = f"INSERT INTO questions (revision, body, {_NAMES}) VALUES (?, ?, ?, ?, ?)"  # noqa: S608 - as above
_FILLED = ", ".join(f"{name} = coalesce({name}, ?)" for name in _COLUMNS)
_FILL = f"UPDATE questions SET {_FILLED} WHERE revision = ?"  # noqa: S608 - as above

_words = checks.lines(strict_json.LONGEST)
_part = checks.fields({"id": _words, "text": _words}, {"body": _words})
_parts, _ids = checks.sequence(_part, MOST_QUESTIONS), checks.sequence(_words, MOST_QUESTIONS)
_RECORD = checks.fields(
    {"type": checks.text(100), "stem": _words, "body": _words},
    {
        "label": _words,
        "options": _parts,
        "key": _ids,
        "gaps": checks.sequence(checks.fields({"source": _words, "case": checks.flag}, {}), MOST_QUESTIONS),
        "output": _words,
        "entries": _parts,
        "left": _parts,
        "pairs": checks.sequence(_ids, MOST_QUESTIONS),
    },
)
"""What the text of a question says, as `quizzes.record.question_record` writes it; a newer Fivefold may say more."""


def checked(value: object) -> str:
    """The canonical JSON of a question's text from anywhere, checked in every field that is known, and cleaned.

    Raises:
        UnfitError: it is not of the form of a question.
    """
    return strict_json.write(_cleaned(checks.taken("question", _RECORD, value)))


def _cleaned(value: object) -> object:
    match value:
        case str():
            return clean(value)
        case list() | tuple():
            return [_cleaned(part) for part in value]
        case Mapping():
            return {name: _cleaned(part) for name, part in value.items()}
        case _:
            return value


def text_of(connection: sqlite3.Connection, revision: str | None) -> str | None:
    """The canonical JSON of a kept question, of its form; None where it is not kept, or cannot be read."""
    row = connection.execute("SELECT body FROM questions WHERE revision = ?", (revision,)).fetchone()
    try:
        return None if row is None else checked(strict_json.read(row[0]))
    except UnfitError:  # `store verify` names it; what was recorded of it counts all the same
        return None


def unreadable(connection: sqlite3.Connection) -> Iterator[UnreadableQuestionError]:
    """What is wrong with each kept question whose text cannot be read."""
    for revision, text in connection.execute("SELECT revision, body FROM questions ORDER BY revision"):
        try:
            checked(strict_json.read(text))
        except UnfitError as error:
            yield UnreadableQuestionError(revision=clean(revision), error=error)


def learn(connection: sqlite3.Connection) -> None:
    """Teach a connection what `REVISION` means."""
    connection.create_function("revision_of", 2, revision_of, deterministic=True)


def keep_question(
    connection: sqlite3.Connection, answer: Answered | Rated, given: Mapping[str, str]
) -> Mapping[str, object]:
    """Keep the canonical JSON of an answered question, where this is the first answer to that revision.

    Answers with the fields of the answer that are kept with the question, so that the log need not repeat them.

    Raises:
        MissingQuestionError: its text is neither kept nor given.
        UnreadableEventError: its text is not JSON.
    """
    mine = tuple([getattr(answer, name, None) for name in _COLUMNS])
    row = connection.execute(_SELECT, (answer.revision,)).fetchone()
    if row is None:
        text = given.get(answer.revision)
        if text is None:
            raise MissingQuestionError(question=answer.question, revision=answer.revision)
        try:
            strict_json.read(text)
        except UnfitError as error:
            told = UnfitError("the text of its question cannot be read: {error}", error=error)
            raise UnreadableEventError(kind=answer.KIND, error=told) from error
        connection.execute(_INSERT, (answer.revision, text, *mine))
        row = mine
    # A field that is filled is never changed: answers that leave it out go by it.
    elif None in row and any(kept is None and own is not None for kept, own in zip(row, mine, strict=True)):
        connection.execute(_FILL, (*mine, answer.revision))
        row = tuple(own if kept is None else kept for kept, own in zip(row, mine, strict=True))
    return _of_kind(answer.KIND, row)


def keep_text(connection: sqlite3.Connection, revision: str, text: str) -> None:
    """Keep the canonical JSON of a question that nothing else is known of."""
    connection.execute("INSERT OR IGNORE INTO questions (revision, body) VALUES (?, ?)", (revision, text))


def stem_of(connection: sqlite3.Connection, revision: str) -> str:
    """The inline source of a kept question's heading; empty where it is not kept, or cannot be read."""
    from quizzes.record import stem_in  # noqa: PLC0415 - loaded when it is wanted

    text = text_of(connection, revision)
    return "" if text is None else stem_in(text)


def fixed(connection: sqlite3.Connection, kind: str, revision: str) -> Mapping[str, object]:
    """The fields of a kind of answer that are kept with a question."""
    row = connection.execute(_SELECT, (revision,)).fetchone()
    return {} if row is None else _of_kind(kind, row)


def _of_kind(kind: str, row: tuple[object, ...]) -> Mapping[str, object]:
    found = zip(_COLUMNS, row, strict=True)
    return {name: value for name, value in found if value is not None and name in FIXED[kind]}
