"""Whatever is typed is a search and never a query language; and both ways of searching find the same."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.words import MOST_TERMS, Span, Term, Wanted, fold, found_in, holds, spread, wanted
from store.search import has_fts, match_expression
from tui.excerpt import cells
from tui.snippet import around

WORDS = st.sampled_from(
    ["bread", "Bread", "bréad", "bre", "数据", "模型", "数", "GPT", "x1", "AND", "OR", "NEAR", "no-one", "a_b", "'s"]
)
MARKS = st.sampled_from([" ", " ", '"', "*", "(", ")", ":", "，", "-", "^", "\u201c", "\n", ""])
TYPED = st.lists(st.tuples(WORDS, MARKS), max_size=6).map(lambda pairs: "".join(a + b for a, b in pairs))
ANYTHING = st.text(max_size=60) | TYPED


@pytest.fixture(scope="module")
def table() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as connection:
        if not has_fts(connection):
            pytest.skip("this SQLite has no FTS5")
        connection.execute(
            "CREATE VIRTUAL TABLE words USING fts5(body, content='', tokenize=\"unicode61 remove_diacritics 2\")"
        )
        yield connection


def test_words_phrases_and_a_beginning_are_told_apart() -> None:
    assert wanted("Crème brûl").terms == (Term(("creme",)), Term(("brul",), goes_on=True))
    assert wanted("creme brul ").terms == (Term(("creme",)), Term(("brul",)))
    assert wanted('"the right way" out').terms == (Term(("the", "right", "way")), Term(("out",), goes_on=True))
    assert wanted("“开放 的").terms == (Term(("开", "放", "的")),)
    assert wanted("GPT模型").terms == (Term(("gpt", "模", "型")),)
    assert not wanted('"" -- ( * ^ ,。')


def test_han_characters_are_words_and_a_phrase_is_found_where_it_stands() -> None:
    assert spread("学习Python三天") == " 学  习 Python 三  天 "
    text = "先学习，再复习；学而时习之。"
    assert [text[start:end] for start, end in found_in(text, wanted("复习"))] == ["复习"]
    assert not holds(text, wanted("学时"))
    assert [*found_in("Bread, bréads and BREAD", wanted("bread"))] == [Span(0, 5), Span(7, 13), Span(18, 23)]


@given(typed=ANYTHING, text=ANYTHING)
def test_the_index_and_the_scan_find_the_same(table: sqlite3.Connection, typed: str, text: str) -> None:
    looked_for = wanted(typed)
    if not looked_for or not text.isprintable():
        return
    table.execute("INSERT INTO words (rowid, body) VALUES (1, ?)", (spread(text),))
    found = table.execute("SELECT rowid FROM words WHERE words MATCH ?", (match_expression(looked_for),)).fetchall()
    table.execute("INSERT INTO words (words, rowid, body) VALUES ('delete', 1, ?)", (spread(text),))
    if _known_to_both(typed) and _known_to_both(text):
        assert bool(found) == holds(text, looked_for)


def _known_to_both(text: str) -> bool:
    """SQLite knows the letters of Unicode 6.1, and folds those of some scripts in its own way."""
    return all(one < "\u0180" or "\u4e00" <= one <= "\u9fff" or not one.isalnum() for one in text) and not set(
        text
    ) & set("ªº²³¹¼½¾µßŉſĿŀĳĲ")


@given(typed=TYPED, text=ANYTHING)
def test_each_term_stands_where_it_is_found(typed: str, text: str) -> None:
    words = [(fold(one[0]), one.span()) for one in re.finditer(r"[\u4e00-\u9fff]|(?:(?![\u4e00-\u9fff_])\w)+", text)]
    for term in wanted(typed).terms:
        places: list[int] = []
        for index in range(len(words)):
            row = [word for word, _span in words[index : index + len(term.words)]]
            if row and term.goes_on:
                row[-1] = row[-1][: len(term.words[-1])]
            if tuple(row) == term.words:
                places += range(words[index][1][0], words[index + len(row) - 1][1][1])
        found = {place for start, end in found_in(text, Wanted((term,))) for place in range(start, end)}
        if not re.search(r"[\u0300-\u036f\u2e80-\u4dff\uf900-\U000fffff]", text):
            assert {one for one in places if text[one].isalnum()} == {one for one in found if text[one].isalnum()}
        assert holds(text, Wanted((term,))) == bool(found)


@given(typed=ANYTHING)
def test_a_search_is_bounded_and_made_of_words_alone(typed: str) -> None:
    looked_for = wanted(typed)
    assert len(looked_for.terms) <= MOST_TERMS
    assert all(term.words and all(term.words) for term in looked_for.terms)
    assert '"' not in "".join(word for term in looked_for.terms for word in term.words)


@given(text=ANYTHING, typed=ANYTHING, room=st.integers(1, 40))
def test_what_is_shown_fits_and_shows_what_was_found(text: str, typed: str, room: int) -> None:
    line = " ".join(text.split())
    marks = found_in(line, wanted(typed))
    shown, inside = around(line, marks, room)
    assert cells(shown) <= room
    assert all(0 <= start < end <= len(shown) for start, end in inside)
    if marks and room >= 3 * cells(line[marks[0].start : marks[0].end]) + 4:
        assert fold(shown[inside[0].start : inside[0].end]) == fold(line[marks[0].start : marks[0].end])


def test_nothing_is_found_by_nothing() -> None:
    assert not holds("bread", Wanted(()))
    assert found_in("bread", Wanted(())) == ()
