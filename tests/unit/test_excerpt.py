"""A line beside its problem: cut to its room, and marked under the right cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.excerpt import cells, excerpt
from tui.render.text import shortened


def test_a_mark_stands_under_each_column_but_the_first() -> None:
    shown = excerpt("- [x] one [two](three)", [1, 3, 17], 80)
    assert (shown.text, shown.marks) == ("- [x] one [two](three)", "  ^             ^")


def test_wide_characters_and_tabs_count_as_the_cells_they_take() -> None:
    assert excerpt("\t中文 [x](y)", [8], 80).marks == " " * 12 + "^"
    assert cells("\t中文".expandtabs(4)) == 8


def test_a_long_line_is_cut_around_its_mark() -> None:
    shown = excerpt("x" * 100 + "[a](b)" + "y" * 100, [105], 40)
    assert shown.text == "…" + "x" * 8 + "[a](b)" + "y" * 24 + "…"
    assert shown.text[shown.marks.index("^")] == "b"


def test_a_long_line_without_a_mark_is_cut_at_its_end() -> None:
    assert excerpt("word " * 20, [1], 12).text == "word word w…"


def test_nothing_in_a_line_reaches_the_terminal_as_it_is() -> None:
    assert excerpt("a\x1b[31mb\x9b\u202e", [1], 80).text == "a<U+001B>[31mb<U+009B><U+202E>"


@given(
    st.text(st.sampled_from("ab \t中，é́\u200b\x1b"), max_size=80),
    st.lists(st.integers(1, 90), max_size=3),
    st.integers(12, 60),
)
def test_no_line_is_wider_than_its_room_and_a_mark_is_never_lost(source: str, columns: list[int], room: int) -> None:
    shown = excerpt(source, columns, room)
    assert cells(shown.text) <= room
    assert len(shown.marks) <= cells(shown.text) + 1
    if source.strip() and len(columns) == 1 and columns[0] > 1:
        assert shown.marks.count("^") == 1


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("Flour and water", 15, "Flour and water"),
        ("Flour and water", 13, "Flour and…"),
        ("Flour and water", 10, "Flour and…"),
        ("Flour: water", 7, "Flour…"),
        ("Donaudampfschifffahrt", 8, "Donauda…"),
        ("面粉和水的比例", 9, "面粉和水…"),
        ("面粉和水的比例", 8, "面粉和…"),
        ("Flour", 0, ""),
    ],
)
def test_a_title_is_cut_between_words_and_at_any_han_character(text: str, width: int, shown: str) -> None:
    assert shortened(text, width) == shown
    assert cell_len(shown) <= width
