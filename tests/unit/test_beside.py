"""What stands beside what of two texts, and the blanks that keep it in one row."""

from collections.abc import Sequence

import pytest

from tests.reading import colours, manuscript
from tui.render.beside import PairedFlow, bands
from tui.render.flow import Spot
from tui.render.manuscript import Manuscript

ORIGINAL = """# Bread

Flour.

## Dough

It is a paragraph of many words that takes more than one line in a narrow column, as this one is, and some.

- one
- two

## Tools

```sh
knead
```

## Oven

Heat.
"""
INTRODUCED = f"A word before all else,\n\nand a second one.\n\n{ORIGINAL}"
TRANSLATED = """# Brot

Mehl.

## Teig

Ein Absatz.

Noch einer, den das Original nicht hat.

- eins
- zwei

## Ofen

Hitze.
"""


def said(text: Manuscript, starts: Sequence[int]) -> list[str]:
    return [text.words(index) for index in starts]


def flows(first: str, second: str, *, width: int = 30) -> tuple[PairedFlow, PairedFlow]:
    texts = manuscript(first), manuscript(second)
    found = bands(*texts)
    made: list[PairedFlow] = []
    for side, text in enumerate(texts):
        made.append(
            PairedFlow(
                text.pieces,
                text.typesetter(colours()),
                width,
                text.sizes,
                starts=[pair[side] for pair in found],
            )
        )
    here, there = made
    here.stand_beside(there)
    there.stand_beside(here)
    return here, there


def row(flow: PairedFlow, piece: int) -> int:
    """The row in which a piece begins."""
    return sum(len(flow.lines(one)) for one in range(piece))


def test_a_section_that_is_not_translated_shifts_none_below_it() -> None:
    first, second = manuscript(ORIGINAL), manuscript(TRANSLATED)
    found = bands(first, second)
    here, there = said(first, [one for one, _ in found]), said(second, [one for _, one in found])
    beside = dict(zip(here, there, strict=True))
    assert (beside["Dough"], beside["one"], beside["Oven"], beside["Heat."]) == ("Teig", "eins", "Ofen", "Hitze.")
    assert "Tools" not in beside
    assert beside["two"] == "zwei"


@pytest.mark.parametrize("missing", [0, 1, 2])
def test_of_sections_that_are_made_alike_the_one_that_is_missing_leaves_the_gap(missing: int) -> None:
    original = (
        "# Bread\n",
        "## Flour\n\nTake 500 grams of rye.\n",
        "## Water\n\nAdd 350 of it.\n",
        "## Salt\n\nNot more than `10`.\n",
    )
    translated = (
        "# Brot\n",
        "## Mehl\n\nNimm 500 Gramm Roggen.\n",
        "## Wasser\n\nGib 350 dazu.\n",
        "## Salz\n\nHöchstens `10`.\n",
    )
    first = manuscript("\n".join(original))
    second = manuscript("\n".join(one for number, one in enumerate(translated) if number != missing + 1))
    found = bands(first, second)
    beside = dict(zip(said(first, [one for one, _ in found]), said(second, [other for _, other in found]), strict=True))
    names = dict(zip(("Flour", "Water", "Salt"), ("Mehl", "Wasser", "Salz"), strict=True))
    assert {one: other for one, other in beside.items() if one in names and other in names.values()} == {
        one: other for number, (one, other) in enumerate(names.items()) if number != missing
    }


def test_the_same_code_stands_beside_itself_wherever_it_is() -> None:
    first = manuscript("# A\n\nOne.\n\nTwo.\n\n```\nx = 1\n```\n\nThree.\n")
    second = manuscript("# B\n\n```\nx = 1\n```\n\nDrei.\n")
    beside = dict(bands(first, second))
    assert first.words(3) == "x = 1"
    assert second.words(beside[3]) == "x = 1"
    assert second.words(beside[4]) == "Drei."


@pytest.mark.parametrize("width", [30, 12])
@pytest.mark.parametrize(
    ("original", "translated", "piece"),
    [(INTRODUCED, TRANSLATED, 2), ("## First\n\nNumber `1`.\n\n## Second\n\nIt is `2`.\n", "## Brot\n\nAls `2`.\n", 2)],
)
def test_what_is_missing_at_the_beginning_leaves_a_gap_as_well(
    original: str, translated: str, piece: int, width: int
) -> None:
    first, second = flows(original, translated, width=width)
    assert (first.starts[:2], second.starts[:2]) == ([0, piece], [0, 0])
    drawn = ["".join(segment.text for segment in line.segments).strip() for line in second.lines(0)]
    (heading,) = (number for number, text in enumerate(drawn) if text.endswith("Brot"))
    assert not any(drawn[:heading])
    assert second.beside(Spot(0, heading), first) == Spot(piece, first.pieces[piece].gap)
    second.stand_beside(None)
    assert len(second.lines(0)) == len(drawn) - heading + second.pieces[0].gap, "nothing stands beside it any more"


@pytest.mark.parametrize(
    "texts", [(ORIGINAL, TRANSLATED), (INTRODUCED, TRANSLATED), (ORIGINAL, f"Davor.\n\n{TRANSLATED}")]
)
def test_whatever_stands_beside_each_other_begins_in_one_row_and_both_are_as_high(texts: tuple[str, str]) -> None:
    first, second = flows(*texts)
    for band, (one, other) in enumerate(zip(first.starts, second.starts, strict=True)):
        assert row(first, one) == row(second, other) or (band == 1 and 0 in {one, other})
    assert row(first, len(first.pieces)) == row(second, len(second.pieces))
    assert first.height == second.height == row(first, len(first.pieces))
    last = len(first.pieces) - 1
    first.forget(last)
    assert row(first, last + 1) == row(second, len(second.pieces))


@pytest.mark.parametrize("original", [ORIGINAL, INTRODUCED])
def test_a_line_has_a_line_beside_it_there_and_back(original: str) -> None:
    first, second = flows(original, TRANSLATED)
    for y in range(first.height):
        spot = first.moved(Spot(0, 0), y)
        beside = first.beside(spot, second)
        assert second.moved(Spot(0, 0), y) == beside
        assert second.beside(beside, first) == spot


def test_an_empty_text_stands_beside_any() -> None:
    first, second = flows(ORIGINAL, "")
    assert first.lines(0)
    assert first.beside(Spot(2, 0), second) == Spot(0, 0)
    assert second.beside(Spot(0, 0), first) == Spot(0, 0)
