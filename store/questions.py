"""The text of every question that was answered, kept once for each revision of it."""

import sqlite3
from collections.abc import Mapping
from typing import TYPE_CHECKING

from store import strict_json
from store.errors import MissingQuestionError, UnreadableEventError
from store.events import Answered, Rated

if TYPE_CHECKING:
    from store.database import Database


def keep_question(connection: sqlite3.Connection, answer: Answered | Rated, given: Mapping[str, str]) -> None:
    """Keep the canonical JSON of an answered question, where this is the first answer to that revision.

    Raises:
        MissingQuestionError: its text is neither kept nor given.
        UnreadableEventError: its text is not JSON.
    """
    if connection.execute("SELECT 1 FROM questions WHERE revision = ?", (answer.revision,)).fetchone() is not None:
        return
    text = given.get(answer.revision)
    if text is None:
        raise MissingQuestionError(question=answer.question, revision=answer.revision)
    try:
        strict_json.read(text)
    except ValueError as error:
        raise UnreadableEventError(kind=answer.KIND, detail=f"the text of its question: {error}") from error
    connection.execute("INSERT INTO questions (revision, body) VALUES (?, ?)", (answer.revision, text))


def question_text(database: "Database", revision: str) -> str | None:
    """The canonical JSON of a question as it was; None for a revision that nobody answered."""
    rows = database.query("SELECT body FROM questions WHERE revision = ?", (revision,))
    return str(rows[0][0]) if rows else None
