"""Signs beside the passages of a document: found again whatever is folded away, and when it was edited."""

from dataclasses import dataclass
from functools import partial

from lessons.document import read_document
from tui.render.glyphs import ASCII, UNICODE
from tui.render.manuscript import Manuscript
from tui.render.margin import Margin, Sign
from tui.render.quoted import Quoted

TEXT = """# Bread

Flour and water.

## Dough

Knead it well. Let it rest.

<details>
<summary>More</summary>

Salt comes last.

</details>

Flour and water.
"""


@dataclass
class Kept:
    """A passage that something was set to."""

    block: str
    section: int
    quote: str


def manuscript(text: str = TEXT, unfolded: frozenset[int] | None = None) -> Manuscript:
    return Manuscript(read_document("a.md", text), "en", UNICODE, unfolded=unfolded)


def kept(text: Manuscript, words: str, *, last: bool = False) -> Kept:
    """What was set to the block that begins with these words."""
    found = [index for index in range(len(text.pieces)) if text.words(index).startswith(words)]
    index = found[-1 if last else 0]
    section = sum(one <= index for one in text.headings) - 1
    return Kept(Margin(manuscript).block(text, index), section, words)


def test_a_passage_is_found_where_it_went_and_after_it_was_edited() -> None:
    passage = kept(manuscript(), "Knead it well.")
    moved = "# Bread\n\nA new beginning.\n\n## Dough\n\nKnead it well. Let it rest.\n"
    edited = "# Bread\n\n## Dough\n\nNow then. Knead it well. Let it rise.\n"
    gone = "# Bread\n\nMore.\n\n## Dough\n\nBake it.\n"
    renamed = "# Bread\n\nMore.\n\n## The dough\n\nBake it.\n"
    lines = [Margin(partial(manuscript, one)).line(passage) for one in (moved, edited, gone, renamed, "Nothing.")]
    assert lines == [7, 5, 5, 5, 0]


def test_what_is_folded_away_has_its_sign_at_the_fold_and_a_repeated_block_its_own() -> None:
    shut = manuscript(unfolded=frozenset())
    margin = Margin(manuscript)
    salt, twice = kept(manuscript(), "Salt comes last."), kept(shut, "Flour and water.", last=True)
    margin.put(shut, [salt], [twice])
    assert margin.signs == {9: Sign(note=True), 16: Sign(bookmark=True)}
    margin.put(manuscript(unfolded=frozenset({9})), [salt, twice], [twice])
    assert margin.signs == {12: Sign(note=True), 16: Sign(note=True, bookmark=True)}


def test_of_code_the_line_is_quoted_that_holds_the_words_and_is_found_again() -> None:
    text = manuscript("# One\n\n```python\ndef rise(dough):\n    if dough:\n        return  1. Or\n```\n\nrise well.")
    quoted = Quoted(text, Margin(manuscript).block, most=100)
    found = [quoted.holding(words) for words in ("IF dough", "return 1. or", "dough): if", "rise")]
    assert [[one.words for one in ones] for ones in found] == [
        ["if dough:"],
        ["return  1. Or"],
        ["def rise(dough):"],
        ["def rise(dough):", "rise well."],
    ]
    whole = "def rise(dough):\n    if dough:\n        return  1. Or"
    assert [one.words for one in quoted.sentences(range(len(text.pieces)))] == [whole, "rise well."]
    moved = manuscript(f"Before.\n\n```\n{whole}\nmore()\n```\n")
    assert Margin(lambda: moved).line(Kept("gone", -1, whole)) == 3


def test_signs_differ_in_shape_in_both_sets() -> None:
    for glyphs in (UNICODE, ASCII):
        drawn = {Sign(note=True).drawn(glyphs), Sign(bookmark=True).drawn(glyphs), Sign(True, True).drawn(glyphs)}
        assert len(drawn) == 3
    assert Sign(True, True).drawn(ASCII).isascii()
