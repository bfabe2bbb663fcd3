"""A shared stream as a file: how it is written, and the door for what somebody else has written.

The first line says what it is, how many entries follow and how the chain ends; then comes a line for each entry, all
of it canonical JSON. So a file that was cut short, changed or put together is told from a whole one. It is long because
a file is taken for whole only where writing what was read gives the same bytes again: both ways are here.
"""

import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path

from store import checks, files, shared, strict_json
from store.days import first_day
from store.errors import (
    ChangedFileError,
    ForeignFileError,
    LargeFileError,
    LinkedFileError,
    NewerFileError,
    SharedFileError,
    TornFileError,
    UnfitError,
    UnopenedFileError,
    UnreadableEventError,
)
from store.shared import Entry, Source

FORMATS = {
    (False, False): "fivefold-shared",
    (True, False): "fivefold-demo",
    (False, True): "fivefold-reply",
    (True, True): "fivefold-demo-reply",
}
"""What a file says that it is, by whether it is made up, and whether it is a reply."""
VERSION = 1
MOST_ENTRIES = 20_000
"""Several times what somebody shares in ten years, day by day; so many are read in some seconds."""
LARGEST = 16 * 1024 * 1024
"""Bytes of a file that is read at all."""
_LONGEST_HEAD = 4096
"""Bytes of the first line, at the most."""
BEFORE_ENTRIES = 2
"""The line of the first entry: the first says what the file is."""
_OTHERS = stat.S_IRGRP | stat.S_IROTH

_digest = checks.octets(32)
HEADER: Mapping[str, checks.Check[object]] = {
    "format": checks.one_of(*FORMATS.values()),
    "version": checks.whole(1, 1_000_000),
    "stream": checks.ident,
    "group": checks.ident,
    "person": checks.maybe(checks.ident),
    "entries": checks.whole(0, MOST_ENTRIES),
    "head": _digest,
}
"""What the first line says, and what that may be."""
ENTRY: Mapping[str, checks.Check[object]] = {
    "seq": checks.whole(0, MOST_ENTRIES),
    "id": checks.ident,
    "kind": checks.text(100),
    "week": checks.week,
    "version": checks.whole(1, 1_000),
    "salt": checks.maybe(checks.octets(shared.SALT_BYTES)),
    "body_hash": _digest,
    "hash": _digest,
}
"""What every other line says besides the body."""


@dataclass(frozen=True, slots=True)
class Stream:
    """A whole stream."""

    source: Source
    entries: tuple[Entry, ...]

    @property
    def head(self) -> bytes:
        """How its chain ends."""
        return self.entries[-1].hash if self.entries else shared.root(self.source)


def name_of(stream: str) -> str:
    """The name of the file of a stream, which says nothing but that it is one."""
    return f"fivefold-{stream}.jsonl"


def write(stream: Stream, folder: Path) -> Path:
    """Write a stream into a folder, in place of what was shared of it before; answer the file.

    Whoever may read the folder may read the file, and nobody else: the folder says for whom it is. One that is not
    there is made, for this user alone.

    Raises:
        StoreError: it cannot be written; what was there is still there.
    """
    path = folder / name_of(stream.source.stream)
    try:
        files.make_folder(folder)
        mode = files.PRIVATE_FILE | stat.S_IMODE(folder.stat().st_mode) & _OTHERS
        files.write(path, lines(stream), mode=mode)
        if stream.entries:  # the time of the file tells what its entries do: the week
            monday = datetime.combine(first_day(stream.entries[-1].week), time(), UTC).timestamp()
            os.utime(path, (monday, monday))
        files.sync(path)
        files.sync(folder)
    except OSError as error:
        raise files.explain(error, path) from error
    return path


def lines(stream: Stream) -> Iterator[str]:
    """The lines of the file of a stream."""
    source = stream.source
    head = {
        "format": FORMATS[source.demo, source.reply],
        "version": VERSION,
        "stream": source.stream,
        "group": source.group,
        "person": source.person,
        "entries": len(stream.entries),
        "head": stream.head.hex(),
    }
    yield strict_json.write(head) + "\n"
    for entry in stream.entries:
        said = {
            "seq": entry.seq,
            "id": entry.id,
            "kind": entry.kind,
            "week": entry.week,
            "version": entry.version,
            "salt": entry.salt.hex() if entry.salt is not None else None,
            "body": None if entry.body is None else strict_json.read(entry.body),
            "body_hash": entry.body_hash.hex(),
            "hash": entry.hash.hex(),
        }
        yield strict_json.write(said) + "\n"


def candidates(folder: Path) -> list[Path]:
    """What may be files of streams: everything in a folder and in the folders in it, but what is hidden or half done.

    Raises:
        StoreError: the folder cannot be read.
    """
    try:
        found = [part for path in sorted(folder.iterdir()) for part in _parts(path)]
    except OSError as error:
        raise files.explain(error, folder) from error
    return [path for path in found if not path.name.startswith(".") and not path.name.endswith(files.PART)]


def _parts(path: Path) -> list[Path]:
    """A file as it is, a folder as the files in it; one that cannot be read is named when it is tried as a file."""
    if path.is_symlink() or not path.is_dir() or path.name.startswith("."):
        return [path]
    try:
        return sorted(part for part in path.iterdir() if part.is_symlink() or not part.is_dir())
    except OSError:
        return [path]


def read(path: Path) -> Stream:
    """The stream in a file, every field and every link of which was checked.

    Raises:
        ForeignFileError: it is something else.
        NewerFileError: a newer Fivefold wrote it.
        TornFileError: its end is missing.
        ChangedFileError: something in it is not what was shared.
        SharedFileError: it is a link, too large, or cannot be read.
    """
    if path.is_symlink():
        raise LinkedFileError(path=path)
    try:
        with open(path, "rb", opener=_no_link) as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode) or not (_is_named(path) or file.peek(2).startswith(b'{"')):
                raise ForeignFileError(path=path)
            if status.st_size > LARGEST:
                raise LargeFileError(path=path)
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise UnopenedFileError(path=path, detail=error.strerror or error) from error
    return parse(content, path)


def tells_of_group(path: Path) -> bool:
    """Whether a file says of itself that a leader shares a group in it. Nothing but its first line is looked at."""
    try:
        with open(path, "rb", opener=_no_link) as file:
            return b'"person":null' in file.readline(_LONGEST_HEAD)
    except OSError:  # whoever reads it says why it cannot be read
        return False


def _no_link(path: str, flags: int) -> int:
    # A pipe would wait for somebody to write into it.
    return os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK)


def _is_named(path: Path) -> bool:
    """Whether a file is called as ours are."""
    return path.name.startswith("fivefold-") and path.suffix == ".jsonl"


def parse(content: bytes, path: Path) -> Stream:
    """The stream that the bytes of a file are; errors are as in `read`."""
    first, ended, rest = content.partition(b"\n")
    if not _is_named(path) and not any(f'"format":"{one}"'.encode() in first for one in FORMATS.values()):
        raise ForeignFileError(path=path)
    if not ended:
        raise TornFileError(path=path)
    header = _header(first, path)
    person = header["person"]
    demo, reply = next(marks for marks, name in FORMATS.items() if name == header["format"])
    source = Source(str(header["stream"]), str(header["group"]), None if person is None else str(person), demo, reply)
    if reply and person is None:
        raise ChangedFileError(path=path, line=1, detail=ChangedFileError.nobody_message)
    found, wanted = rest.split(b"\n"), int(str(header["entries"]))
    if len(found) <= wanted:
        raise TornFileError(path=path)
    entries: list[Entry] = []
    for number, line in enumerate(found[:wanted]):
        try:
            entries.append(_entry(line))
        except (UnfitError, UnreadableEventError) as error:
            raise ChangedFileError(
                path=path, line=number + BEFORE_ENTRIES, detail=ChangedFileError.whole, error=error
            ) from error
    broken = shared.broken_at(source, entries)
    if broken is not None:
        raise ChangedFileError(path=path, line=broken + BEFORE_ENTRIES, detail=ChangedFileError.chain_message)
    stream = Stream(source, tuple(entries))
    # With this, no other bytes than those that were shared can be taken for them.
    if "".join(lines(stream)).encode() != content:
        raise ChangedFileError(path=path, line=len(entries) + BEFORE_ENTRIES, detail=ChangedFileError.end_message)
    if strange := next((entry for entry in entries if not _fits(source, entry)), None):
        raise ChangedFileError(path=path, line=strange.seq + BEFORE_ENTRIES, detail=ChangedFileError.kind_message)
    return stream


def _header(line: bytes, path: Path) -> Mapping[str, object]:
    try:
        values = _object(line)
        version = values.get("version")
        if isinstance(version, int) and version > VERSION and values.get("format") in FORMATS.values():
            raise NewerFileError(path=path)
        return _all(HEADER, values)
    except UnfitError as error:
        raise ChangedFileError(path=path, line=1, detail=ChangedFileError.head_message, error=error) from error


def _entry(line: bytes) -> Entry:
    values = _object(line)
    if "body" not in values:
        raise UnfitError("{name} is missing", name="body")
    body = values.pop("body")
    taken = _all(ENTRY, values)
    if (body is None) is not (taken["salt"] is None):
        raise UnfitError("salt and body are erased together or not at all")
    text = None if body is None else strict_json.write(body)
    kind, version = str(taken["kind"]), int(str(taken["version"]))
    if text is not None:
        shared.read_body(kind, version, text)
    return Entry(**taken, body=text)  # type: ignore[arg-type]  # each value was checked for its field


def _all(wanted: Mapping[str, checks.Check[object]], values: Mapping[str, object]) -> dict[str, object]:
    if values.keys() != wanted.keys():
        raise UnfitError("its fields are not those of its kind")
    return {name: checks.taken(name, check, values[name]) for name, check in wanted.items()}


def _object(line: bytes) -> dict[str, object]:
    try:
        values = strict_json.read(line.decode())
    except UnicodeDecodeError as error:
        raise UnfitError("it is no text in UTF-8") from error
    if not isinstance(values, dict):
        raise UnfitError("it is no object of JSON")
    return values


def _fits(source: Source, entry: Entry) -> bool:
    """Whether an entry says something that its stream can say; of a newer kind nobody knows."""
    if entry.kind not in shared.KINDS:
        return True
    if source.reply:
        return entry.kind in shared.OF_REPLIES
    return entry.kind not in shared.OF_REPLIES and (entry.kind in shared.OF_GROUPS) is (source.person is None)


def agree(entries: Sequence[Entry], others: Sequence[Entry]) -> bool:
    """Whether two streams of one root say the same as far as the shorter one goes."""
    common = min(len(entries), len(others))
    return not common or entries[common - 1].hash == others[common - 1].hash


def readable(path: Path) -> Stream | None:
    """The stream in a file that was written here; None where there is none that can be read."""
    try:
        return read(path) if path.exists() else None
    except SharedFileError:
        return None
