"""The reviews of a member, one by one: how they went is read from the log, since counts do not tell it."""

from datetime import date

from quizzes.memory import Rating
from quizzes.retention import Review
from store import aliases, ids, records, undoing
from store.database import Database
from store.events import PRIVATE, Rated
from store.remembering import question_of


def between(database: Database, member: str, first: date, last: date) -> tuple[Review, ...]:
    """The reviews of a member on the study days from `first` to `last`, both included, in the order of time.

    What was taken back is left out, and what is not marked.
    """
    condition = "subject = ? AND kind = 'rated' AND day BETWEEN ? AND ?"
    parameters = ids.to_bytes(member), first.isoformat(), last.isoformat()
    with database.reading() as connection:
        gone = undoing.taken_back(connection, member)
        known = aliases.of_member(connection, member)
        rows = connection.execute("SELECT revision FROM questions WHERE type = ?", (PRIVATE,))
        private = frozenset(revision for (revision,) in rows)
        return tuple(
            Review(*known.resolve(question_of(event), records.rank(event)), event.day, Rating(event.body.rating))
            for event in records.read(connection, condition, parameters)
            if isinstance(event.body, Rated) and event.body.revision not in private and not undoing.is_gone(event, gone)
        )
