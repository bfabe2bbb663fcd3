"""The shared streams that a database holds: those that are shared from it, and those that were collected into it."""

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from lessons.light import dataclass
from store import ids, sqlite
from store.shared import Entry, GroupNamed, MemberErased, Saying, Source, extended
from store.told import Outline, Told, outline, together, told

if TYPE_CHECKING:
    from store.database import Database

_ENTRY = "seq, id, kind, week, version, salt, body, body_hash, hash"
_STREAM = 'stream, "group", person, owner, secret, place, reply, turn'

Made = TypeVar("Made")
_MADE: dict[tuple[Callable[..., Any], str], tuple[object, Any]] = {}
"""What streams came to, with how each of them ended: the hash of the last entry covers all before it."""
_MOST_MADE = 1_000


@dataclass(frozen=True, slots=True)
class Kept:
    """A stream that is kept here, without its entries."""

    source: Source
    owner: str | None
    """Id of the member here who shares it; None for one that was collected, or whose member was erased."""
    secret: bytes | None
    """What its ids and salts are drawn from; None where nothing is added to it here any more."""
    place: str | None
    """The database file that it was last shared from; None for one that was collected."""
    turn: int
    """The larger, the later anything was added to it."""


def streams(connection: sqlite3.Connection, *, group: str = "", owner: str = "", stream: str = "") -> tuple[Kept, ...]:
    """The streams of a group, by the id that it has outside, of an owner, or of an id; the latest at the end."""
    conditions = {'"group" = ?': group, "owner = ?": owner, "stream = ?": stream}
    rows = connection.execute(
        f"SELECT {_STREAM} FROM shared_streams"  # noqa: S608 - our own words
        f" WHERE {' AND '.join(part for part, value in conditions.items() if value) or 'TRUE'} ORDER BY turn",
        [ids.to_bytes(value) for value in conditions.values() if value],
    )
    demo = sqlite.is_demo(connection)
    return tuple(_kept(row, demo=demo) for row in rows.fetchall())


def entries(connection: sqlite3.Connection, stream: str) -> tuple[Entry, ...]:
    """The entries of a stream, in their order."""
    rows = connection.execute(
        f"SELECT {_ENTRY} FROM shared_entries WHERE stream = ? ORDER BY seq",  # noqa: S608 - our own column names
        (ids.to_bytes(stream),),
    )
    return tuple(map(_entry, rows.fetchall()))


def first_weeks(connection: sqlite3.Connection, group: str) -> Mapping[str, str]:
    """Of each member here who shares with a group, given by the id that it has outside, the first week of it."""
    found: dict[str, str] = {}
    for one in streams(connection, group=group):
        if one.owner and one.source.person and not one.source.reply:
            key = (ids.to_bytes(one.source.stream),)
            week = connection.execute("SELECT min(week) FROM shared_entries WHERE stream = ?", key).fetchone()[0]
            if week:
                found[one.owner] = min(week, found.get(one.owner, week))
    return found


def add(
    connection: sqlite3.Connection,
    source: Source,
    added: Iterable[Entry],
    *,
    owner: str | None = None,
    secret: bytes | None = None,
    place: str | None = None,
) -> None:
    """Add entries to a stream, which is made where there is none; it becomes the latest."""
    key = ids.to_bytes(source.stream)
    connection.execute(
        f"INSERT INTO shared_streams ({_STREAM}) VALUES"  # noqa: S608 - our own column names
        " (?, ?, ?, ?, ?, ?, ?, (SELECT coalesce(max(turn), 0) + 1 FROM shared_streams))"
        " ON CONFLICT (stream) DO UPDATE SET turn = excluded.turn, place = excluded.place",
        (
            key,
            ids.to_bytes(source.group),
            _bytes(source.person),
            _bytes(owner),
            secret,
            place,
            source.reply,
        ),
    )
    connection.executemany(
        f"INSERT INTO shared_entries (stream, {_ENTRY}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - as above
        [
            (
                key,
                one.seq,
                ids.to_bytes(one.id),
                one.kind,
                one.week,
                one.version,
                one.salt,
                one.body,
                one.body_hash,
                one.hash,
            )
            for one in added
        ],
    )


def empty(connection: sqlite3.Connection, stream: str, seqs: Iterable[int]) -> None:
    """Take salt and body from entries of a stream."""
    connection.executemany(
        "UPDATE shared_entries SET salt = NULL, body = NULL WHERE stream = ? AND seq = ?",
        [(ids.to_bytes(stream), seq) for seq in seqs],
    )


def bury(connection: sqlite3.Connection, member: str, persons: Iterable[str], week: str) -> None:
    """Empty all that a member here has shared, and say so at the end of each stream, for whoever has collected it.

    Of a group's own stream, which the member shared as a leader, the names are emptied; of a reply, by the member or to
    one of the `persons` as whom groups know the member, all of it.
    """
    mine = set(persons)
    for kept in streams(connection):
        if kept.source.reply and kept.source.person in mine:
            empty(connection, kept.source.stream, [one.seq for one in entries(connection, kept.source.stream)])
    for kept in streams(connection, owner=member):
        source, known = kept.source, entries(connection, kept.source.stream)
        if source.person is None:
            empty(connection, source.stream, [one.seq for one in known if one.kind == GroupNamed.KIND])
        else:
            empty(connection, source.stream, [one.seq for one in known])
            # One that is closed is not added to: a stream of the same member that came after it says so.
            if kept.secret is not None and not source.reply:
                ending = extended(source, known, [Saying(MemberErased(), week)], kept.secret)
                add(connection, source, ending, place=kept.place)
        connection.execute(
            "UPDATE shared_streams SET owner = NULL, secret = NULL WHERE stream = ?", (ids.to_bytes(source.stream),)
        )


def close(connection: sqlite3.Connection, stream: str) -> None:
    """Add nothing more to a stream from here."""
    connection.execute("UPDATE shared_streams SET secret = NULL WHERE stream = ?", (ids.to_bytes(stream),))


def end_of(connection: sqlite3.Connection, stream: str) -> tuple[int, bytes, int] | None:
    """The number and the hash of a stream's last entry, and how many have a body still; None where there is none."""
    rows = connection.execute(
        "SELECT seq, hash, (SELECT count(body) FROM shared_entries WHERE stream = ?1)"
        " FROM shared_entries WHERE stream = ?1 ORDER BY seq DESC LIMIT 1",
        (ids.to_bytes(stream),),
    ).fetchall()
    return (int(rows[0][0]), rows[0][1], int(rows[0][2])) if rows else None


def made_of(connection: sqlite3.Connection, stream: str, make: Callable[[Sequence[Entry]], Made]) -> Made:
    """What a stream comes to: made anew where it has grown or was emptied since, else what was made of it before.

    To read what somebody has shared in ten years takes seconds, and a leader's screen asks for it again and again.
    """
    end, key = end_of(connection, stream), (make, stream)
    known = _MADE.pop(key, None)
    if known is None or known[0] != end:
        known = end, make(entries(connection, stream))
    _MADE[key] = known  # behind all others: what has not been asked for the longest goes first
    while len(_MADE) > _MOST_MADE:
        del _MADE[next(iter(_MADE))]
    made: Made = known[1]
    return made


def told_of(database: "Database", group: str) -> Mapping[str, Told]:
    """What the members of a group share, who do not study here, by the ids under which the group knows them.

    Args:
        database: where it was collected.
        group: the id that it has outside.
    """
    with database.reading() as connection:
        rows = connection.execute(
            "SELECT s.stream, s.person FROM shared_streams s"
            ' WHERE s."group" = ? AND s.person IS NOT NULL AND s.place IS NULL AND NOT s.reply'
            " AND EXISTS (SELECT 1 FROM shared_entries e WHERE e.stream = s.stream) ORDER BY s.turn",
            (ids.to_bytes(group),),
        ).fetchall()
        each = [(ids.to_text(person), made_of(connection, ids.to_text(stream), told)) for stream, person in rows]
    now = {earlier: person for person, one in each for earlier in one.persons if earlier != person}
    of_person: dict[str, list[Told]] = {}
    for person, one in each:
        of_person.setdefault(now.get(person, person), []).append(one)
    return {person: together(known) for person, known in of_person.items()}


def outline_of(database: "Database", group: str) -> Outline:
    """What the leader's file says of a group that was made elsewhere, given by the id that it has outside."""
    with database.reading() as connection:
        kept = [one for one in streams(connection, group=group) if one.source.person is None and one.place is None]
        return made_of(connection, kept[-1].source.stream, outline) if kept else Outline()


def told_as_handled(database: "Database", group: str) -> frozenset[str]:
    """Ids of the needs of which a file of a group has told that they were seen to, a leader's here or elsewhere.

    The group is given by the id that it has outside.
    """
    with database.reading() as connection:
        kept = [one.source.stream for one in streams(connection, group=group) if one.source.person is None]
        return frozenset(need for stream in kept for need in made_of(connection, stream, outline).handled)


def _kept(row: Sequence[Any], *, demo: bool) -> Kept:
    stream, group, person, owner, secret, place, reply, turn = row
    source = Source(ids.to_text(stream), ids.to_text(group), _text(person), demo, bool(reply))
    return Kept(source, _text(owner), secret, place, turn)


def _entry(row: Sequence[Any]) -> Entry:
    seq, id_, kind, week, version, salt, body, hashed, link = row
    return Entry(
        seq=seq,
        id=ids.to_text(id_),
        kind=kind,
        week=week,
        version=version,
        salt=salt,
        body=body,
        body_hash=hashed,
        hash=link,
    )


def _bytes(id_: str | None) -> bytes | None:
    return None if id_ is None else ids.to_bytes(id_)


def _text(id_: bytes | None) -> str | None:
    return None if id_ is None else ids.to_text(id_)
