"""Replies: what leaders tell one member alone, in a file beside the member's own: who looked, and what is answered.

A reply says the week and never the day of anything, and goes where the member's file lies: who may read the one may
read the other, and nobody else. It is added to, as every stream is, so that files may come in any order and twice.
"""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from typing import TYPE_CHECKING

from lessons.clean import clean
from lessons.light import dataclass
from store import streams
from store.shared import Body, ChallengeAnswered, Entry, RecordRead

if TYPE_CHECKING:
    from store.database import Database


@dataclass(frozen=True, slots=True)
class Answer:
    """What a leader answers to what a member called wrong."""

    text: str
    name: str
    """Of who answers."""
    week: str


@dataclass(frozen=True, slots=True)
class Replied:
    """What replies to a member say, taken together."""

    looks: frozenset[RecordRead] = frozenset()
    answers: Mapping[str, Answer] = field(default_factory=dict)
    """By the id of the entry that is answered; of several the latest."""


def replied(entries: Iterable[Entry]) -> Replied:
    """What the entries of one or several replies come to. Pure."""
    looks: set[RecordRead] = set()
    answers: dict[str, Answer] = {}
    for entry in sorted(entries, key=lambda one: (one.week, one.seq)):
        match entry.said:
            case RecordRead(name, week, page):
                looks.add(RecordRead(clean(name), week, page))
            case ChallengeAnswered(challenge, text, name):
                answers[challenge] = Answer(clean(text), clean(name), entry.week)
    return Replied(frozenset(looks), answers)


def looked_at(known: Replied, looks: Iterable[RecordRead]) -> tuple[Body, ...]:
    """What is to be added so that a reply tells of some looks, in an order that tells nothing. Pure."""
    return tuple(sorted(set(looks) - known.looks, key=lambda one: (one.week, one.name, one.page)))


def to_member(database: "Database", group: str, persons: Sequence[str]) -> Replied:
    """What was collected here of replies to a member.

    Args:
        database: where it was collected.
        group: the id that it has outside.
        persons: the ids under which the group knows the member.

    Raises:
        StoreError: the file cannot be read.
    """
    if not persons:
        return Replied()
    with database.reading() as connection:
        return _replied(connection, group, persons, own=False)


def from_leaders(database: "Database", group: str, person: str) -> Replied:
    """What the leaders who study here have said in replies to a member, shared already or not yet.

    Raises:
        StoreError: the file cannot be read.
    """
    with database.reading() as connection:
        return _replied(connection, group, [person], own=True)


def _replied(connection: sqlite3.Connection, group: str, persons: Sequence[str], *, own: bool) -> Replied:
    kept = (one for one in streams.streams(connection, group=group) if one.source.reply)
    found = (one for one in kept if one.source.person in persons and (one.place is not None) is own)
    return replied(entry for one in found for entry in streams.entries(connection, one.source.stream))
