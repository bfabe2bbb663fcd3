"""What holds of cleaned text, whatever came in."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from lessons.clean import clean

HIDDEN = ["\x1b", "\r\n", "\r", "\u202e", "\u200b", "\u200d", "\u0301", "\u0301" * 9, "\ufe0f", "\ud800", "\U000e0041"]
texts = st.lists(st.one_of(st.text(max_size=5), st.sampled_from(HIDDEN)), max_size=30).map("".join)


@given(texts)
def test_nothing_that_steers_a_terminal_is_left(text: str) -> None:
    for character in clean(text):
        category = unicodedata.category(character)
        assert category not in {"Cc", "Cs", "Zl", "Zp"} or character in "\t\n"
        assert unicodedata.bidirectional(character) not in {
            "LRE",
            "RLE",
            "LRO",
            "RLO",
            "PDF",
            "LRI",
            "RLI",
            "FSI",
            "PDI",
        }


@given(texts)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(texts)
def test_no_line_comes_or_goes(text: str) -> None:
    assert clean(text).count("\n") == text.count("\n")


@given(texts)
def test_no_more_than_eight_marks_stand_together(text: str) -> None:
    run = 0
    for character in clean(text):
        run = run + 1 if unicodedata.category(character).startswith("M") else 0
        assert run <= 8


@given(texts)
def test_a_cleaned_text_can_be_written_anywhere(text: str) -> None:
    assert clean(text).encode("utf-8").decode("utf-8") == clean(text)
