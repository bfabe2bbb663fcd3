"""`<details>`: what is folded away, in text, in lines, and for a screen reader."""

import pytest

from lessons.clean import file_text
from lessons.document import read_document
from lessons.folds import Fold, folds, with_folds
from lessons.passages import passages
from tests.reading import drawn, shown
from tui.render.glyphs import UNICODE
from tui.render.html import html_text
from tui.render.manuscript import Manuscript
from tui.render.plain import plain_blocks

NESTED = """Before.

<details>
<summary>Outer <b>one</b></summary>

Text.

<details open><summary>Inner &amp; more</summary>Said <i>aloud</i>.</details>

- a list

</details>

After.
"""


def read(text: str) -> list[Fold]:
    return list(folds(with_folds(read_document("a.md", text).blocks)))


def test_folds_stand_in_each_other_whatever_html_and_markdown_they_mix() -> None:
    outer, inner = read(NESTED)
    assert (outer.summary, outer.open, outer.line, outer.end) == ("Outer one", False, 3, 12)
    assert (inner.summary, inner.open, inner.line) == ("Inner & more", True, 8)
    assert [type(block).__name__ for block in outer.blocks] == ["Paragraph", "Fold", "ListBlock"]
    assert with_folds(with_folds(read_document("a.md", NESTED).blocks)) == with_folds(
        read_document("a.md", NESTED).blocks
    )


@pytest.mark.parametrize(
    "text", ["<details>\n\nnever closed\n", "</details>\n\ntext\n", "<!-- <details> -->\n\ntext\n"]
)
def test_what_is_no_fold_stays_text(text: str) -> None:
    assert read(text) == []
    assert plain_blocks(read_document("a.md", text).blocks, {})[-1] in {"never closed", "text"}


def test_everything_in_a_fold_is_said_in_plain_lines_and_drawn_where_nothing_can_be_folded() -> None:
    document = read_document("a.md", NESTED)
    assert plain_blocks(document.blocks, {}) == [
        *("Before.", "", "Outer one:", "  Text.", "", "  Inner & more:", "    Said aloud.", "", "  - a list", ""),
        "After.",
    ]
    assert [line.rstrip() for line in shown(drawn(NESTED, 40)).split("\n") if line.strip()] == [
        *("Before.", "▾ Outer one", "  Text.", "  ▾ Inner & more", "    Said aloud.", "  ▪ a list", "After."),
    ]


def test_a_heading_that_is_folded_away_is_a_section_that_begins_at_its_fold() -> None:
    text = "# A\n\n## B\n\n<details><summary>S</summary>\n\n### C\n\ntext\n\n</details>\n\n## D\n"
    shut = Manuscript(read_document("a.md", text), "en", UNICODE, unfolded=frozenset())
    assert [section.title for section in shut.sections] == ["A", "B", "C", "D"]
    assert shut.hidden(2) == {5}
    assert shut.hidden(3) == frozenset()
    assert shut.headings[2] == shut.stops[0]
    opened = Manuscript(read_document("a.md", text), "en", UNICODE, unfolded=frozenset({5}))
    assert len(opened.pieces) == len(shut.pieces) + 2


def test_an_entity_of_any_length_is_read() -> None:
    number = f"&#{'1' * 5_000};"
    assert [fold.summary for fold in read(f"<details><summary>A{number}</summary>\n\nx\n\n</details>\n")] == ["A\ufffd"]
    assert html_text(f"<p>A{number}</p>", "{alt}") == "A\ufffd"


def test_what_stands_for_a_control_character_is_no_tag() -> None:
    """Else what was made visible would be taken for a tag, and left out without a word."""
    text = file_text("<details><summary>A\x1b[31m <i>b</i>\x07</summary>\n\n<p>C\x1b[0m</p>\n\n</details>\n")
    (fold,) = read(text)
    assert fold.summary == "A<U+001B>[31m b<U+0007>"
    assert html_text(file_text("<p>C\x1b[0m <i>d</i></p>"), "{alt}") == "C<U+001B>[0m d"
    found = passages(read_document("a.md", file_text("<div>\nE\x1b[1m <b>f</b>\n</div>\n")).blocks)
    assert [one.source.split() for one in found] == [["E<U+001B>[1m", "f"]]
