"""Words are found as they are meant, wherever they stand in a document, and marked where they were found."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading import colours, manuscript, shown
from tui.render.find import Found, Match, folded
from tui.render.lines import is_pointed
from tui.render.manuscript import Manuscript
from tui.render.text import Line
from tui.widgets.finding import shift_for

TEXT = """# Bread

The **br**ead, the `bread` and [more bread](https://example.org/bread).

> [!NOTE] Bread title
> In a note.

```python
def bread(): pass
```

| Bread | b |
|---|---|
| a | rye bread |

<details><summary>Shut</summary>

Bread inside.

<details><summary>Deeper</summary>

Deepest bread.

</details>

</details>

Last bread.[^1]

[^1]: Bread of a note.
"""


def every(setting: Manuscript, words: str) -> list[Match]:
    search = setting.search(colours())
    while not search.ready:
        search.read_on(2)
    return list(search.find(folded(words).text))


def marked(text: str, words: str, width: int, *, here: int = 0) -> tuple[list[str], list[Line]]:
    """What is underlined or reversed in a text, joined over line ends, and the lines that are pointed at."""
    setting = manuscript(text)
    matches = every(setting, words)
    found = Found((folded(words).text,), colours().style("found"), colours().style("found.here"))
    if matches:
        found = found._replace(piece=setting.pieces[matches[here].piece], match=matches[here])
    typesetter = setting.typesetter(colours(), found=found)
    lines = [line for piece in setting.pieces for line in typesetter.lines(piece, width)]
    styled = [
        segment.text
        for line in lines
        for segment in line.segments
        if segment.style and segment.style.bold and (segment.style.underline or segment.style.reverse)
    ]
    return styled, [line for line in lines if is_pointed(line)]


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("One BREAD, one bread.", "bread", ["BREAD", "bread"]),
        ("全角ＢＲＥＡＤ", "bread", ["ＢＲＥＡＤ"]),
        ("面包 GPU 很快", "包gpu很", ["包 GPU 很"]),
        ("面包GPU很快", "包 GPU 很", ["包GPU很"]),
        ("two  \n words", "two words", ["two  \n words"]),
        ("Straße", "STRASSE", ["Straße"]),
        ("cafe\u0301 au lait", "café", ["cafe\u0301"]),
        ("，是的", ",是", ["，是"]),
        ("aaaa", "aa", ["aa", "aa"]),
        ("soft\u00adware", "software", ["soft\u00adware"]),
        ("nothing", "bread", []),
        ("some words", " ", []),
    ],
)
def test_words_are_compared_as_they_are_meant(text: str, words: str, found: list[str]) -> None:
    wanted = folded(words).text
    spans = list(folded(text).spans(wanted)) if wanted else []
    assert [text[start:end] for start, end in spans] == found


@given(st.text("aBß中 \n，Ｂ\u0301\u00ad ﬁ", max_size=30), st.integers(0, 30), st.integers(1, 6))
def test_what_stands_in_a_text_is_found_there(text: str, start: int, length: int) -> None:
    wanted = folded(text[start : start + length]).text
    every_span = list(folded(text).spans(wanted)) if wanted else []
    assert all(0 <= begin < end <= len(text) for begin, end in every_span)
    assert all(before[1] <= after[0] for before, after in pairwise(every_span))
    whole = folded(text)
    assert not whole.origins or len(whole.origins) == len(whole.text)


def test_every_kind_of_block_is_searched_with_what_is_folded_away() -> None:
    whole = manuscript(TEXT)
    matches = every(whole, "bread")
    assert len(matches) == 12
    shut = Manuscript(whole._document, "en", whole._glyphs, unfolded=frozenset())
    search = shut.search(colours())
    search.read_on(10_000)
    assert search.find("bread") == matches
    hidden = [match for match in matches if search.folds(match)]
    assert [len(search.folds(match)) for match in hidden] == [1, 2]
    last = matches[-1]
    at = search.drawn(last.piece, shut.unfolded)
    assert shut.pieces[at].part == whole.pieces[last.piece].part
    assert search.whole(at, shut.unfolded) == last.piece


@pytest.mark.parametrize("width", [16, 24, 76])
def test_every_match_is_marked_and_one_of_them_is_pointed_at(width: int) -> None:
    count = len(every(manuscript(TEXT), "bread"))
    assert count > 1
    for here in range(count):
        styled, pointed = marked(TEXT, "bread", width, here=here)
        assert "".join(styled).casefold().count("bread") >= count
        assert len(pointed) == 1


def test_a_match_over_a_line_end_is_marked_on_both_lines() -> None:
    styled, pointed = marked("梯度下降是一个很好的优化算法", "很好的优化", 18)
    assert "".join(styled) == "很好的优化"
    assert len(pointed) == len(styled) == 2


def test_marks_change_no_letter_and_no_width() -> None:
    setting = manuscript(TEXT)
    for width in (20, 33, 80):
        plain = setting.typesetter(colours())
        found = setting.typesetter(
            colours(), found=Found(("e",), colours().style("found"), colours().style("found.here"))
        )
        for piece in setting.pieces:
            lines = found.lines(piece, width)
            assert shown(lines) == shown(plain.lines(piece, width))
            assert all(line.cells <= width for line in lines)


WIDE = "```python\nx = '" + "中文abc" * 30 + "'\nshort\n```"


def test_wide_code_moves_sideways_between_marks() -> None:
    setting = manuscript(WIDE)
    for shift in (0, 1, 2, 3, 16, 400):
        lines = setting.typesetter(colours(), {1: shift}).lines(setting.pieces[0], 40)
        assert {line.cells for line in lines[1:]} == {40}
        long = shown([lines[2]])
        assert long.startswith("‹ ") is (shift > 0)
        assert long.endswith("›") is (shift < 400)
        assert long.endswith("c'") is (shift == 400)


@pytest.mark.parametrize(
    ("start", "end", "shift", "wanted"),
    [(0, 5, 0, 0), (60, 65, 0, 32), (60, 65, 32, 32), (10, 15, 32, 6), (2, 5, 32, 0), (10, 90, 0, 6)],
)
def test_a_match_in_wide_code_is_moved_into_view(start: int, end: int, shift: int, wanted: int) -> None:
    assert shift_for(start, end, shift, 40) == wanted
