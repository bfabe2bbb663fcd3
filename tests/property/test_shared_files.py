"""A file of a shared stream is taken for what it is, and for nothing else, whatever happened to it on its way."""

from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from store import shared_files
from store.errors import SharedFileError
from store.shared import (
    Body,
    Entry,
    GroupNamed,
    HelpEnded,
    HelpNeeded,
    LessonBegun,
    LessonCompleted,
    MemberErased,
    MemberKnown,
    MemberNamed,
    QuizResult,
    Saying,
    Source,
    WeekTold,
    broken_at,
    extended,
    linked,
)
from store.shared_files import Stream
from tests.histories import sitting_id

HERE = Path("fivefold-here.jsonl")
PERSON = Source(sitting_id(1), sitting_id(2), sitting_id(3))
SECRET = bytes(32)
KEYS = st.sampled_from(["course/one", "课/二", "course/a-b"])
WEEKS = st.sampled_from(["2026-W01", "2026-W09", "2026-W53"])
BODIES: st.SearchStrategy[Body] = st.one_of(
    st.builds(MemberNamed, st.sampled_from(["Wei", "艾达", 'A "quoted" name'])),
    st.builds(MemberKnown, st.just((sitting_id(4),))),
    st.builds(LessonBegun, KEYS),
    st.builds(LessonCompleted, KEYS),
    st.builds(HelpNeeded, KEYS, st.sampled_from(["asked", "stuck", "overdue", "quiet"]), WEEKS),
    st.builds(HelpEnded, KEYS),
    st.builds(QuizResult, KEYS, st.floats(0, 1), st.booleans(), st.dates(date(2026, 1, 1), date(2026, 12, 31))),
    st.builds(WeekTold, st.none() | WEEKS),
    st.just(MemberErased()),
)
STREAMS = st.lists(st.tuples(BODIES, WEEKS), max_size=8).map(
    lambda said: Stream(PERSON, extended(PERSON, (), [Saying(body, week) for body, week in said], SECRET))
)


def content(stream: Stream) -> bytes:
    return "".join(shared_files.lines(stream)).encode()


@lru_cache
def usual() -> bytes:
    """A stream as they mostly are."""
    bodies: list[Body] = [MemberNamed("Wei"), LessonBegun("course/one"), LessonCompleted("课/二"), WeekTold("2026-W48")]
    return content(Stream(PERSON, extended(PERSON, (), [Saying(body, "2026-W48") for body in bodies], SECRET)))


@given(STREAMS)
def test_what_was_written_is_read(stream: Stream) -> None:
    assert shared_files.parse(content(stream), HERE) == stream


@given(STREAMS, st.sets(st.integers(0, 7)))
def test_what_was_erased_leaves_the_chain_whole(stream: Stream, gone: set[int]) -> None:
    kept = tuple(
        Entry(**{**{name: getattr(one, name) for name in Entry.__slots__}, "salt": None, "body": None})
        if one.seq in gone
        else one
        for one in stream.entries
    )
    erased = Stream(PERSON, kept)
    assert broken_at(PERSON, kept) is None
    assert shared_files.parse(content(erased), HERE) == erased
    assert erased.head == stream.head


def test_an_entry_that_says_another_place_breaks_a_chain_that_is_whole_otherwise() -> None:
    first, second, *rest = shared_files.parse(usual(), HERE).entries
    moved = replace(second, seq=5)
    assert broken_at(PERSON, [first, replace(moved, hash=linked(first.hash, moved)), *rest]) == 1


@given(st.data())
def test_no_flipped_bit_gets_through(data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(usual()) - 1))
    bit = data.draw(st.integers(0, 7))
    changed = bytearray(usual())
    changed[place] ^= 1 << bit
    with pytest.raises(SharedFileError):
        shared_files.parse(bytes(changed), HERE)


@given(st.data())
def test_no_torn_file_gets_through(data: st.DataObject) -> None:
    with pytest.raises(SharedFileError):
        shared_files.parse(usual()[: data.draw(st.integers(0, len(usual()) - 1))], HERE)


@given(st.data())
def test_no_file_of_other_lines_gets_through(data: st.DataObject) -> None:
    lines = usual().splitlines(keepends=True)
    others = data.draw(st.lists(st.sampled_from(lines), max_size=8))
    assume(others != lines)
    with pytest.raises(SharedFileError):
        shared_files.parse(b"".join(others), HERE)


@given(text=st.binary(max_size=200), ours=st.booleans())
@example(text=b"", ours=True)
@example(text=b'{"format":"fivefold-shared","version":1}\n', ours=True)
@example(text=b'{"format":"fivefold-shared","version":' + b"9" * 5_000 + b"}\n", ours=True)
@example(text=b"[" * 100_000 + b'"format":"fivefold-shared"\n', ours=True)
def test_whatever_else_there_is_is_refused(text: bytes, *, ours: bool) -> None:
    with pytest.raises(SharedFileError):
        shared_files.parse(text, HERE if ours else Path("photo.jpg"))


def test_a_group_says_nothing_of_a_member_nor_a_member_of_a_group() -> None:
    of_group = Source(sitting_id(1), sitting_id(2), None)
    for source, body in ((of_group, MemberNamed("Wei")), (PERSON, GroupNamed("Night shift", ()))):
        stream = Stream(source, extended(source, (), [Saying(body, "2026-W48")], SECRET))
        with pytest.raises(SharedFileError, match="has a place"):
            shared_files.parse(content(stream), HERE)


def test_a_newer_kind_is_kept_and_skipped() -> None:
    stream = Stream(PERSON, extended(PERSON, (), [Saying(MemberNamed("Wei"), "2026-W48")], SECRET))
    newer = content(stream)
    # A kind that nobody knows yet, under a chain of its own.
    from store.shared import body_hash, linked, root  # noqa: PLC0415 - the making of one by hand

    salt, body = bytes(16), '{"stars":5}'
    parts = {"seq": 0, "id": sitting_id(9), "kind": "stars.given", "week": "2026-W48", "version": 1}
    entry = Entry(**parts, salt=salt, body=body, body_hash=body_hash(salt, body), hash=b"")  # type: ignore[arg-type]
    whole = Entry(**parts, salt=salt, body=body, body_hash=entry.body_hash, hash=linked(root(PERSON), entry))  # type: ignore[arg-type]
    read = shared_files.parse(content(Stream(PERSON, (whole,))), HERE)
    assert read.entries == (whole,)
    assert read.entries[0].said is None
    assert newer != content(read)
