"""The text of every question that was answered, kept once for each revision of it, with what that revision fixes."""

import sqlite3
from collections.abc import Mapping

from store import strict_json
from store.errors import MissingQuestionError, UnfitError, UnreadableEventError
from store.events import FIXED, Answered, Rated, revision_of

REVISION = "revision_of(kind, body)"
"""SQL for the revision that an event of the log names, NULL where it names none; for connections that `learn` it."""
_COLUMNS = FIXED[Answered.KIND]
_NAMES = ", ".join(_COLUMNS)
_SELECT = f"SELECT {_NAMES} FROM questions WHERE revision = ?"  # noqa: S608 - our own column names
_INSERT = f"INSERT INTO questions (revision, body, {_NAMES}) VALUES (?, ?, ?, ?, ?)"  # noqa: S608 - as above
_FILLED = ", ".join(f"{name} = coalesce({name}, ?)" for name in _COLUMNS)
_FILL = f"UPDATE questions SET {_FILLED} WHERE revision = ?"  # noqa: S608 - as above


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
    """The inline source of a kept question's heading; empty where it is not kept."""
    row = connection.execute(
        "SELECT json_extract(body, '$.stem') FROM questions WHERE revision = ?", (revision,)
    ).fetchone()
    return str(row[0] or "") if row else ""


def fixed(connection: sqlite3.Connection, kind: str, revision: str) -> Mapping[str, object]:
    """The fields of a kind of answer that are kept with a question."""
    row = connection.execute(_SELECT, (revision,)).fetchone()
    return {} if row is None else _of_kind(kind, row)


def _of_kind(kind: str, row: tuple[object, ...]) -> Mapping[str, object]:
    found = zip(_COLUMNS, row, strict=True)
    return {name: value for name, value in found if value is not None and name in FIXED[kind]}
