"""What may be asked of a member, kept from one question to the next: of hundreds of rows a rating changes one.

All of it is read again as soon as anything else was recorded, here or by another process.
"""

import sqlite3
from bisect import insort
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import date, datetime
from typing import NamedTuple

from quizzes.due import Waiting
from quizzes.mastery import QuestionKey
from store.database import Database
from store.errors import StoreError
from store.projections import item_memory
from store.projections.item_memory import DueRow


class _State(NamedTuple):
    """What tells that nothing was recorded since."""

    connection: sqlite3.Connection
    """The counts of another begin anew."""
    others: int
    """Grows with what others commit (SQLite, PRAGMA data_version)."""
    own: int
    """Rows changed through this connection."""


class KeptDue:
    """What may be asked of one member on one study day. Any thread may ask."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._of: tuple[str, date] | None = None
        self._state: _State | None = None
        """As it was when the rows were read; None where they are not to be relied on."""
        self._rows: list[DueRow] = []

    def items(
        self, member: str, at: datetime, day: date, *, holds: Callable[[str, str], bool] = item_memory.holds_all
    ) -> list[Waiting]:
        """All that may be asked at a moment of a study day, as `item_memory.waiting` answers.

        Raises:
            StoreError: the file cannot be read.
        """
        with self.database.reading() as connection:
            state = self._now()
            if (member, day) != self._of or state is None or state != self._state:
                self._rows = item_memory.due_rows(connection, member, day)
                self._of, self._state = (member, day), state
            return item_memory.waiting(self._rows, at, holds=holds)

    @contextmanager
    def following(self, question: QuestionKey | None) -> Iterator[None]:
        """Around something that changes what is known of one question, or of none, and of no other.

        Where the file cannot be read, it is for what is done there to say so.
        """
        with ExitStack() as held:
            before = None
            with suppress(StoreError):
                held.enter_context(self.database.reading())  # meanwhile no other thread records anything
                before = self._now()
            yield
            if before is None or self._of is None or before != self._state:
                return
            with suppress(StoreError):  # what was done is done: all is read again
                after = self._now()
                if after is None or (after.connection, after.others) != (before.connection, before.others):
                    return
                if question is None or self._has_followed(*self._of, question):
                    self._state = after

    def _has_followed(self, member: str, day: date, question: QuestionKey) -> bool:
        """Bring one row up to date; False where it is as it was: then the question went by another key."""
        found = [number for number, row in enumerate(self._rows) if row[1:3] == question]
        earlier = [self._rows.pop(number) for number in reversed(found)]
        with self.database.reading() as connection:
            later = item_memory.due_rows(connection, member, day, question)
        for row in later:
            insort(self._rows, row)
        return earlier != later

    def _now(self) -> _State | None:
        """None in a transaction: it may be undone, and no count would tell."""
        with self.database.reading() as connection:
            if connection.in_transaction:
                return None
            return _State(connection, self.database.data_version(), connection.total_changes)
