"""The shared stream: what leaves a member's machine for the leaders of a group, entry by entry. Pure.

A stream is a member's, a group's own, or a reply, which is what a leader tells one member alone. It is a chain of
entries, numbered from 0. Each says which week it was shared in, and nothing else of when, where or after what: no time
of day, no device, nothing that numbers or names what is private. What it may say is the closed set below, and
`told.leaving` alone decides what a member says: it is given what `mirror.member_record` makes and what the member
called wrong for these very leaders, nothing else.

The chain begins with a root over what the stream is and whose. Each entry has
`body_hash = sha256(salt || body)` and `hash = sha256(previous || header || body_hash)`, header and body as canonical
JSON, so that one that was emptied leaves the chain whole. It shows what was torn or changed; it is no signature.

The module is long because it is the one list of what can leave.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from hashlib import sha256
from hmac import digest
from typing import Annotated, ClassVar, cast, get_args

from lessons.light import dataclass
from store import checks, ids, strict_json
from store.errors import UnfitError, UnreadableEventError
from store.events import LONGEST_SENTENCE, CharterSet, Day, Flag, Ids, Key, Name, PlanSet, Share, Word, present
from store.status import Reason

SECRET_BYTES, SALT_BYTES = 32, 16
MOST_LEADERS = 100
_HIDDEN = sha256(b"fivefold group").digest()

Week = Annotated[str, checks.week]


@dataclass(frozen=True, slots=True)
class MemberNamed:
    """What the member is called."""

    KIND: ClassVar = "member.named"
    VERSION: ClassVar = 1
    name: Name


@dataclass(frozen=True, slots=True)
class MemberKnown:
    """The member was known to the group under other ids too: what was shared under them is of the same person."""

    KIND: ClassVar = "member.known"
    VERSION: ClassVar = 1
    persons: Ids
    """Those ids."""


@dataclass(frozen=True, slots=True)
class LessonBegun:
    """A lesson that is assigned is in progress."""

    KIND: ClassVar = "lesson.begun"
    VERSION: ClassVar = 1
    lesson: Key


@dataclass(frozen=True, slots=True)
class LessonCompleted:
    """A lesson that is assigned was completed."""

    KIND: ClassVar = "lesson.completed"
    VERSION: ClassVar = 1
    lesson: Key


@dataclass(frozen=True, slots=True)
class HelpNeeded:
    """Help is needed with a lesson."""

    KIND: ClassVar = "help.needed"
    VERSION: ClassVar = 1
    lesson: Key
    reason: Annotated[str, checks.one_of(*Reason)]
    since: Week


@dataclass(frozen=True, slots=True)
class HelpEnded:
    """It is needed no longer."""

    KIND: ClassVar = "help.ended"
    VERSION: ClassVar = 1
    lesson: Key


@dataclass(frozen=True, slots=True)
class QuizResult:
    """How an announced quiz came out; the latest one counts."""

    KIND: ClassVar = "quiz.result"
    VERSION: ClassVar = 1
    quiz: Key
    share: Share
    """Points reached of those to be had."""
    passed: Flag
    day: Day


@dataclass(frozen=True, slots=True)
class StatusChallenged:
    """The member says that a status which the leaders see is wrong."""

    KIND: ClassVar = "status.challenged"
    VERSION: ClassVar = 1
    lesson: Key
    status: Word
    """As it was shown to the member then."""
    text: Annotated[str, checks.lines(LONGEST_SENTENCE)]
    """What the member wrote for the leaders of this group."""


@dataclass(frozen=True, slots=True)
class WeekTold:
    """All that the stream says holds as of the week of this entry."""

    KIND: ClassVar = "week.told"
    VERSION: ClassVar = 1
    studied: Annotated[str | None, checks.maybe(checks.week)]
    """The week in which the member last studied; None where that never was."""


@dataclass(frozen=True, slots=True)
class MemberErased:
    """The member had everything erased: whoever has what was shared empties it too."""

    KIND: ClassVar = "member.erased"
    VERSION: ClassVar = 1


@dataclass(frozen=True, slots=True)
class GroupNamed:
    """What a group is called, and who leads it. Its own stream says this, its charter, plans, and needs seen to."""

    KIND: ClassVar = "group.named"
    VERSION: ClassVar = 1
    name: Name
    leaders: Annotated[tuple[str, ...], checks.sequence(checks.words(80), MOST_LEADERS)]


@dataclass(frozen=True, slots=True)
class HelpHandled:
    """A leader saw to a need for help that a member shared. Only who may read the member's file knows whose it was."""

    KIND: ClassVar = "help.handled"
    VERSION: ClassVar = 1
    need: Annotated[str, checks.ident]
    """Id of the entry with which it was shared: random, and said nowhere else."""
    week: Week
    """In which it was seen to."""


@dataclass(frozen=True, slots=True)
class RecordRead:
    """Somebody looked at what the member shares: at the whole group, or at the member's page."""

    KIND: ClassVar = "record.read"
    VERSION: ClassVar = 1
    name: Name
    """Of who looked."""
    week: Week
    """In which."""
    page: Flag
    """Whether it was the member's own page, and not the whole group."""


@dataclass(frozen=True, slots=True)
class ChallengeAnswered:
    """A leader answers what the member said of a status."""

    KIND: ClassVar = "challenge.answered"
    VERSION: ClassVar = 1
    challenge: Annotated[str, checks.ident]
    """Id of the entry in the member's file that is answered."""
    text: Annotated[str, checks.lines(LONGEST_SENTENCE)]
    name: Name
    """Of who answers."""


Body = (
    MemberNamed
    | MemberKnown
    | LessonBegun
    | LessonCompleted
    | HelpNeeded
    | HelpEnded
    | QuizResult
    | StatusChallenged
    | WeekTold
    | MemberErased
    | GroupNamed
    | CharterSet
    | PlanSet
    | HelpHandled
    | RecordRead
    | ChallengeAnswered
)
KINDS: Mapping[str, type[Body]] = {body.KIND: body for body in get_args(Body)}
"""Every kind that this version shares: nothing of another kind leaves."""
FIELDS: Mapping[str, Mapping[str, checks.Check[object]]] = {
    kind: {part.name: cast("checks.Check[object]", get_args(part.type)[1]) for part in fields(body)}
    for kind, body in KINDS.items()
}
"""Of each kind, what each of its fields may hold."""
OF_GROUPS = frozenset({GroupNamed.KIND, CharterSet.KIND, PlanSet.KIND, HelpHandled.KIND})
"""The kinds of a group's own stream."""
OF_REPLIES = frozenset({RecordRead.KIND, ChallengeAnswered.KIND})
"""The kinds of a reply; all others are of a member's stream."""


@dataclass(frozen=True, slots=True)
class Source:
    """What a stream is, and whose. All ids are random: none holds a time."""

    stream: str
    group: str
    """The group, by the id under which it is known outside."""
    person: str | None
    """The member, by an id that only this group knows; None for the group's own stream."""
    demo: bool = False
    """Whether all of it is made up: what is made up and what is real never come together."""
    reply: bool = False
    """Whether it is what a leader tells the member, and not what the member does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a stream."""

    seq: int
    id: str
    kind: str
    week: str
    """In which it was shared, such as `2026-W48`."""
    version: int
    salt: bytes | None
    """16 random bytes; None where the body was erased."""
    body: str | None
    """Canonical JSON; None where it was erased."""
    body_hash: bytes
    hash: bytes

    @property
    def said(self) -> Body | None:
        """What it says; None where it was erased, or a newer Fivefold wrote it."""
        return None if self.body is None else read_body(self.kind, self.version, self.body, kept=True)


def outside(group: str) -> str:
    """The id under which a group is known outside: one that holds no time, and is the same on every machine."""
    return ids.timeless(sha256(_HIDDEN + ids.to_bytes(group)).digest()[:16]) if ids.has_time(group) else group


def root(source: Source) -> bytes:
    """Where the chain of a stream begins."""
    said: dict[str, object] = {"group": source.group, "person": source.person, "stream": source.stream}
    if source.demo:  # no mark can be taken away without breaking the chain
        said["demo"] = True
    if source.reply:
        said["reply"] = True
    return sha256(strict_json.write(said).encode()).digest()


def linked(previous: bytes, entry: Entry) -> bytes:
    """The hash that an entry has after another, given by its hash, or after the root."""
    said = {"id": entry.id, "kind": entry.kind, "seq": entry.seq, "version": entry.version, "week": entry.week}
    return sha256(previous + strict_json.write(said).encode() + entry.body_hash).digest()


def body_hash(salt: bytes, body: str) -> bytes:
    """What stays of a body that was erased."""
    return sha256(salt + body.encode()).digest()


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is random in an entry.

    It is drawn from the secret of the stream and the entry's place in it, so that no private event can change it, and
    is worth nothing to whoever does not have the secret, which never leaves.
    """

    id: str
    salt: bytes

    @classmethod
    def of(cls, secret: bytes, seq: int) -> "Drawn":
        """The id and the salt of an entry."""
        block = digest(secret, seq.to_bytes(8, "big"), "sha512")
        return cls(ids.timeless(block[:16]), block[16 : 16 + SALT_BYTES])


@dataclass(frozen=True, slots=True)
class Saying:
    """Something to be added to a stream."""

    body: Body
    week: str
    id: str | None = None
    """Of one that an earlier stream has said already; None for something new."""


def extended(source: Source, entries: Sequence[Entry], sayings: Iterable[Saying], secret: bytes) -> tuple[Entry, ...]:
    """The entries that come after those of a stream.

    Raises:
        UnreadableEventError: a body holds what its kind does not allow.
    """
    previous = entries[-1].hash if entries else root(source)
    added: list[Entry] = []
    for seq, saying in enumerate(sayings, start=len(entries)):
        drawn, body = Drawn.of(secret, seq), write_body(saying.body)
        entry = Entry(
            seq=seq,
            id=saying.id or drawn.id,
            kind=saying.body.KIND,
            week=saying.week,
            version=saying.body.VERSION,
            salt=drawn.salt,
            body=body,
            body_hash=body_hash(drawn.salt, body),
            hash=b"",
        )
        previous = linked(previous, entry)
        added.append(replace(entry, hash=previous))
    return tuple(added)


def broken_at(source: Source, entries: Iterable[Entry]) -> int | None:
    """The place of the first entry that does not follow from those before it; None where the chain is whole."""
    previous = root(source)
    for seq, entry in enumerate(entries):
        whole = entry.body is None or entry.salt is None or body_hash(entry.salt, entry.body) == entry.body_hash
        if entry.seq != seq or not whole or linked(previous, entry) != entry.hash:
            return seq
        previous = entry.hash
    return None


def write_body(body: Body) -> str:
    """The canonical JSON of a body, every field of which was checked.

    Raises:
        UnreadableEventError: a field holds what its kind does not allow.
    """
    return strict_json.write(_taken(body.KIND, {name: getattr(body, name) for name in FIELDS[body.KIND]}))


def read_body(kind: str, version: int, text: str, *, kept: bool = False) -> Body | None:
    """The body in a JSON text from anywhere, checked in every field; None for a kind or version not known here.

    Args:
        kind: of the entry.
        version: of the body.
        text: its JSON.
        kept: whether it was taken in before: what an earlier version took is read as what is nearest to it.

    Raises:
        UnreadableEventError: a known kind's text is not of its form.
    """
    body = KINDS.get(kind)
    if body is None or version > body.VERSION:
        return None
    try:
        values = strict_json.read(text)
    except UnfitError as error:
        raise UnreadableEventError(kind=kind, error=error) from error
    if body is PlanSet and isinstance(values, dict):
        values = present(kind, version, values)
    make: Callable[..., Body] = body  # each value was checked for its field
    return make(**_taken(kind, values, kept=kept))


def _taken(kind: str, values: object, *, kept: bool = False) -> dict[str, object]:
    if not isinstance(values, dict) or values.keys() != FIELDS[kind].keys():
        raise UnreadableEventError(kind=kind, error=UnfitError("its fields are not those of its kind"))
    taken: dict[str, object] = {}
    for name, check in FIELDS[kind].items():
        try:
            taken[name] = checks.taken(name, check, values[name])
        except UnfitError as error:
            if kept and check.kept is not None:
                taken[name] = check.kept(values[name])
                continue
            raise UnreadableEventError(kind=kind, error=error) from error
    return taken
