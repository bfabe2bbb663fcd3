"""What was taken back. The event that says so names another, which may be in the log already or come later."""

import sqlite3

from store import ids, records
from store.events import Event, QuestionBuried, QuestionResumed, QuestionSuspended, Rated, Undone, write_body

KINDS = frozenset({Rated.KIND, QuestionSuspended.KIND, QuestionResumed.KIND, QuestionBuried.KIND})
"""What can be taken back; an answer in a quiz cannot."""

TakenBack = frozenset[tuple[str, str]]
"""Of each event that was taken back, whom it is about and its id: nobody takes back what another did."""


def taken_back(connection: sqlite3.Connection, member: str = "") -> TakenBack:
    """Everything that was taken back, by one member where one is given."""
    condition = "kind = 'undone'"
    parameters: tuple[bytes, ...] = ()
    if member:
        condition, parameters = f"subject = ? AND kind = 'undone' AND {records.SELDOM}", (ids.to_bytes(member),)
    return frozenset(
        (event.subject, event.body.event)
        for event in records.read(connection, condition, parameters)
        if isinstance(event.body, Undone)
    )


def is_gone(event: Event, taken: TakenBack) -> bool:
    """Whether an event is among what was taken back."""
    return event.kind in KINDS and (event.subject, event.id) in taken


def times(connection: sqlite3.Connection, event: Event) -> int:
    """How often the log says that an event was taken back; more than once where two machines did it."""
    if event.kind not in KINDS:
        return 0
    (found,) = connection.execute(
        "SELECT count(*) FROM events WHERE kind = 'undone' AND body = ? AND subject = ?",
        (write_body(Undone(event.id)), ids.to_bytes(event.subject)),
    ).fetchone()
    return int(found)


def target(connection: sqlite3.Connection, undone: Event) -> Event | None:
    """The event that another takes back; None where it is not in the log yet, or cannot be taken back."""
    if not isinstance(undone.body, Undone):
        raise TypeError(undone.kind)
    condition = f"id = ? AND subject = ? AND kind IN ({', '.join('?' * len(KINDS))})"
    key = ids.to_bytes(undone.body.event), ids.to_bytes(undone.subject)
    return next(records.read(connection, condition, (*key, *sorted(KINDS))), None)
