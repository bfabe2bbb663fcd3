"""From the log to the read models: which kind of event changes which of them."""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from store import records
from store.events import KINDS, PASSED_OVER, Answered, Event
from store.projections import (
    acceptances,
    calibration,
    challenges,
    flags,
    goals,
    groups,
    item_memory,
    lesson_facts,
    members,
    plan_sets,
    quiz_results,
    sitting_answers,
    sittings,
    sprints,
    study_days,
)
from store.uncollected import uncollected

BATCH = 1_000
"""Rows that a rebuild writes at once."""


class Folded(NamedTuple):
    """A read model whose items depend on the order of their events."""

    tables: tuple[str, ...]
    kinds: frozenset[str]
    apply: Callable[[sqlite3.Connection, Event], None]
    """Takes in one event; a late one folds its item anew."""


class Gathering(Protocol):
    """A read model that is being made from the whole log."""

    def take(self, event: Event) -> None:
        """Take in one event, later than all before it."""

    def write(self, connection: sqlite3.Connection) -> None:
        """Write all rows, into the empty table."""


class Gathered(NamedTuple):
    """A read model with many events to an item: a rebuild writes each item once, when all of them are known."""

    tables: tuple[str, ...]
    kinds: frozenset[str]
    apply: Callable[[sqlite3.Connection, Event], None]
    """Takes in one event; a late one folds its item anew."""
    gather: Callable[[sqlite3.Connection], Gathering]


class Listed(NamedTuple):
    """A read model with a row to each event: it is the same in whatever order they come."""

    table: str
    kinds: frozenset[str]
    statement: str
    """Takes in one event."""
    parameters: Callable[[Event], tuple[Any, ...]]
    """Of the statement."""


FOLDED: Sequence[Folded] = (
    Folded((members.TABLE,), members.KINDS, members.apply),
    Folded(groups.TABLES, groups.KINDS, groups.apply),
    Folded((goals.TABLE,), goals.KINDS, goals.apply),
    Folded((sprints.TABLE,), sprints.KINDS, sprints.apply),
    Folded((acceptances.TABLE,), acceptances.KINDS, acceptances.apply),
    Folded((challenges.TABLE,), challenges.KINDS, challenges.apply),
    Folded((flags.TABLE,), flags.KINDS, flags.apply),
)
GATHERED: Sequence[Gathered] = (
    Gathered((lesson_facts.TABLE,), lesson_facts.KINDS, lesson_facts.apply, lesson_facts.Gathering),
    Gathered((sittings.TABLE,), sittings.KINDS, sittings.apply, sittings.Gathering),
    Gathered((quiz_results.TABLE,), quiz_results.KINDS, quiz_results.apply, quiz_results.Gathering),
    Gathered(item_memory.TABLES, item_memory.KINDS, item_memory.apply, item_memory.Gathering),
    Gathered((study_days.TABLE,), study_days.KINDS, study_days.apply, study_days.Gathering),
    Gathered((calibration.TABLE,), calibration.KINDS, calibration.apply, calibration.Gathering),
)
"""In the order in which they take in an event, and are written: quiz_results reads what sittings has written."""
LISTED: Sequence[Listed] = (
    Listed(sitting_answers.TABLE, sitting_answers.KINDS, sitting_answers.LIST, sitting_answers.listed),
    Listed(plan_sets.TABLE, plan_sets.KINDS, plan_sets.LIST, plan_sets.listed),
)
FORGETTING: Sequence[Callable[[sqlite3.Connection, Event], None]] = (
    item_memory.forget,
    study_days.forget,
    calibration.forget,
    sitting_answers.forget,
)
"""Of every read model that takes in answers: takes one out again."""
TABLES = (
    *(table for folded in FOLDED for table in folded.tables),
    *(table for gathered in GATHERED for table in gathered.tables),
    *(listed.table for listed in LISTED),
)

_FOLDED: Mapping[str, Sequence[Folded]] = {kind: [one for one in FOLDED if kind in one.kinds] for kind in KINDS}
_GATHERED: Mapping[str, Sequence[Gathered]] = {kind: [one for one in GATHERED if kind in one.kinds] for kind in KINDS}
_LISTED: Mapping[str, Sequence[Listed]] = {kind: [one for one in LISTED if kind in one.kinds] for kind in KINDS}


def apply(connection: sqlite3.Connection, event: Event) -> None:
    """Take one event of the log into every read model that it changes.

    What a newer Fivefold wrote changes none, and neither does what was erased, nor an answer to what was answered
    before in the same sitting.
    """
    if isinstance(event.body, PASSED_OVER):
        return
    if isinstance(event.body, Answered) and (counted := sitting_answers.counted(connection, event)):
        if records.rank(counted) < records.rank(event):
            return
        _forget(connection, counted)
    for folded in _FOLDED[event.kind]:
        folded.apply(connection, event)
    for gathered in _GATHERED[event.kind]:
        gathered.apply(connection, event)
    for listed in _LISTED[event.kind]:
        connection.execute(listed.statement, listed.parameters(event))


def _forget(connection: sqlite3.Connection, answer: Event) -> None:
    for forget in FORGETTING:
        forget(connection, answer)


def rebuild(connection: sqlite3.Connection) -> int:
    """Throw the read models away and make them anew from the log; answer how many events there are."""
    for table in TABLES:
        connection.execute(f"DELETE FROM {table}")  # noqa: S608 - our own table names
    gatherings = {gathered: gathered.gather(connection) for gathered in GATHERED}
    with uncollected():
        count = _replay(connection, gatherings)
        for gathering in gatherings.values():
            gathering.write(connection)
    for answer in list(sitting_answers.repeated(connection)):  # few: looking for them in every sitting takes longer
        _forget(connection, answer)
    return count


def _replay(connection: sqlite3.Connection, gatherings: Mapping[Gathered, Gathering]) -> int:
    count = 0
    waiting: dict[Listed, list[tuple[Any, ...]]] = {listed: [] for listed in LISTED}
    takers = {kind: [gatherings[gathered].take for gathered in _GATHERED[kind]] for kind in KINDS}
    lists = {kind: [(waiting[listed], listed.parameters) for listed in _LISTED[kind]] for kind in KINDS}
    for event in records.read_all(connection):
        count += 1
        body, kind = event.body, event.kind
        if isinstance(body, PASSED_OVER):
            continue
        for folded in _FOLDED[kind]:
            folded.apply(connection, event)
        for take in takers[kind]:
            take(event)
        for rows, parameters in lists[kind]:
            rows.append(parameters(event))
        if count % BATCH == 0:
            _write(connection, waiting)
    _write(connection, waiting)
    return count


def _write(connection: sqlite3.Connection, waiting: Mapping[Listed, list[tuple[Any, ...]]]) -> None:
    for listed, rows in waiting.items():
        connection.executemany(listed.statement, rows)
        rows.clear()
