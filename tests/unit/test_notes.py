"""Notes of two machines: the later text counts, and no text that only one of them had is lost."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from store.notes import Note, merge
from tests.histories import START, sitting_id

FIRST = Note(sitting_id(1), "bread/one", "", "b", 0, "Flour is milled.", "milled", START, START)


def written(note: Note, text: str, hours: int) -> Note:
    """The note with another text, as `keep` writes it."""
    past = " ".join([*note.past.split(), note.digest])
    return replace(note, text=text, past=past, changed=START + timedelta(hours=hours))


def test_a_later_text_counts_and_an_earlier_one_never_comes_back() -> None:
    later = written(written(FIRST, "ground", 1), "ground fine", 2)
    assert [one.text for one in merge(FIRST, later)] == ["ground fine"]
    assert merge(later, FIRST) == merge(FIRST, later)


def test_what_both_machines_wrote_is_kept_twice() -> None:
    here, there = written(FIRST, "ground here", 1), written(FIRST, "ground there", 2)
    kept, other = merge(here, there)
    assert (kept.id, kept.text, other.text) == (FIRST.id, "ground there", "ground here")
    assert other.id != FIRST.id
    assert merge(here, kept) == (kept,)  # the other machine has both from then on, and so has this one


def test_a_deletion_counts_unless_the_note_says_something_else_meanwhile() -> None:
    gone = written(FIRST, "", 5)
    assert [one.text for one in merge(FIRST, gone)] == [""]
    assert [one.text for one in merge(written(FIRST, "more", 1), gone)] == ["more"]


def test_what_was_brought_back_stays() -> None:
    gone = written(FIRST, "", 5)
    assert [one.text for one in merge(gone, written(gone, "milled", 6))] == ["milled"]


TEXTS = st.lists(st.tuples(st.sampled_from(["", "a", "b", "c"]), st.integers(0, 5)), max_size=4)


@given(here=TEXTS, there=TEXTS)
def test_the_order_makes_no_difference_and_no_last_text_is_lost(
    here: list[tuple[str, int]], there: list[tuple[str, int]]
) -> None:
    ends = []
    for steps in (here, there):
        note = FIRST
        for text, hours in steps:
            note = note if note.text == text else written(note, text, hours)
        ends.append(note)
    one, other = ends
    merged = merge(one, other)
    assert merged == merge(other, one)
    texts = {note.text for note in merged}
    for mine, theirs in ((one, other), (other, one)):
        assert not mine.text or mine.text in texts or mine.digest in theirs.past.split()
    assert merge(merged[0], one)[0] == merged[0]
    assert merge(merged[0], other)[0] == merged[0]
