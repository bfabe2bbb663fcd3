"""Markdown text -> blocks, on their true lines."""

import pytest

from lessons.block_tree import LONGEST_CODE
from lessons.blocks import (
    Block,
    Callout,
    Code,
    Definition,
    Footnote,
    Heading,
    Html,
    ListBlock,
    Paragraph,
    Quote,
    Raw,
    Rule,
    Table,
)
from lessons.document import LONGEST_TEXT, read_document
from lessons.model import Document


def blocks_of(text: str) -> tuple[Block, ...]:
    return read_document("a.md", text).blocks


def outline(blocks: tuple[Block, ...]) -> list[tuple[str, int, int]]:
    return [(type(block).__name__, block.line, block.end) for block in blocks]


def codes(document: Document) -> list[tuple[str, int]]:
    return [(problem.code, problem.line) for problem in document.problems]


def test_each_kind_of_block_is_read() -> None:
    text = """\
# Title *of it*

Running
text

Under
-----

```python title="a"
code

```

    indented

> quoted

- one
- two

| a | b |
|--:|:-:|
| 1 | 2 |

***

<div>raw</div>

Term
: Meaning

[^n]: Note
"""
    assert blocks_of(text) == (
        Heading(line=1, end=1, level=1, source="Title *of it*"),
        Paragraph(line=3, end=4, source="Running\ntext"),
        Heading(line=6, end=7, level=2, source="Under", underlined=True),
        Code(line=9, end=12, info='python title="a"', text="code\n"),
        Code(line=14, end=14, info="", text="indented", fenced=False),
        Quote(line=16, end=16, blocks=(Paragraph(line=16, end=16, source="quoted"),)),
        blocks_of("\n" * 17 + "- one\n- two")[0],
        Table(line=21, end=23, head=("a", "b"), aligns=("right", "center"), rows=(("1", "2"),)),
        Rule(line=25, end=25),
        Html(line=27, end=27, text="<div>raw</div>"),
        Definition(line=29, end=30, term="Term", meanings=((Paragraph(line=30, end=30, source="Meaning"),),)),
        Footnote(line=32, end=32, label="n", blocks=(Paragraph(line=32, end=32, source="Note"),)),
    )


def test_items_know_the_column_of_their_marker() -> None:
    text = "> - a\n>   1. b\n>\n> - c\n\n- - * d\n"
    quote, nested = blocks_of(text)
    assert isinstance(quote, Quote)
    assert isinstance(nested, ListBlock)
    outer = quote.blocks[0]
    assert isinstance(outer, ListBlock)
    assert [(item.line, item.end, item.column) for item in outer.items] == [(1, 2, 3), (4, 4, 3)]
    inner = outer.items[0].blocks[1]
    assert isinstance(inner, ListBlock)
    assert (inner.ordered, inner.items[0].column) == (True, 5)
    columns = []
    block: Block = nested
    while isinstance(block, ListBlock):
        columns.append(block.items[0].column)
        block = block.items[0].blocks[0]
    assert columns == [1, 3, 5]


@pytest.mark.parametrize(
    ("text", "tight"), [("- a\n- b", True), ("- a\n\n- b", False), ("- a\n\n  b", False), ("- a\n  - b\n\n  - c", True)]
)
def test_a_list_is_tight_until_its_paragraphs_stand_apart(text: str, tight: bool) -> None:
    (block,) = blocks_of(text)
    assert isinstance(block, ListBlock)
    assert block.tight is tight


def test_an_ordered_list_knows_its_first_number() -> None:
    (block,) = blocks_of("7) a\n8) b")
    assert isinstance(block, ListBlock)
    assert (block.ordered, block.start) == (True, 7)


def test_trailing_blank_lines_belong_to_nothing() -> None:
    assert outline(blocks_of("- a\n\n\n> b\n>\n\n```\nc\n\n\n")) == [
        ("ListBlock", 1, 1),
        ("Quote", 4, 4),
        ("Code", 7, 8),
    ]


def test_boxes_stay_in_the_source() -> None:
    (block,) = blocks_of("- [x] yes\n- [ ] no")
    assert isinstance(block, ListBlock)
    assert [item.blocks[0] for item in block.items] == [
        Paragraph(line=1, end=1, source="[x] yes"),
        Paragraph(line=2, end=2, source="[ ] no"),
    ]


@pytest.mark.parametrize(
    ("marker", "kind", "title"),
    [
        ("[!NOTE]", "note", ""),
        ("[!tip]", "tip", ""),
        ("[!WARNING] My *title*", "warning", "My *title*"),
        ("[!IMPORTANT]-", "important", ""),
        ("[!提示]", "tip", "提示"),
        ("[!注意] 小标题", "warning", "小标题"),
        ("[!警告]", "warning", "警告"),
        ("[!说明]", "note", "说明"),
        ("[!重要]", "important", "重要"),
    ],
)
def test_callouts(marker: str, kind: str, title: str) -> None:
    assert blocks_of(f"> {marker}\n> - a\n") == (
        Callout(line=1, end=2, kind=kind, title=title, blocks=blocks_of("\n> - a")[0].blocks),  # type: ignore[union-attr]
    )


def test_a_callout_is_not_mistaken_for_a_heading_or_for_text() -> None:
    assert outline(blocks_of("> [!NOTE]\n> ---\n")) == [("Callout", 1, 2)]
    assert outline(blocks_of("> [!CUSTOM]\n> text\n")) == [("Quote", 1, 2)]
    assert outline(blocks_of("[!NOTE]\ntext\n")) == [("Paragraph", 1, 2)]


def test_lines_are_those_of_the_file() -> None:
    text = "\ufeff---\r\ntitle: T\r\n---\r\n\r\n# A\r\n\r\n> b\r\n>\r\n> - c\r\n"
    document = read_document("a.md", text)
    assert (document.front.values, document.front.lines, document.front.end) == ({"title": "T"}, {"title": 2}, 3)
    assert outline(document.blocks) == [("Heading", 5, 5), ("Quote", 7, 9)]
    assert document.text.split("\n")[4] == "# A"


def test_link_definitions_are_read_and_the_second_of_two_is_told() -> None:
    document = read_document("a.md", "[One]: /a 'T'\n\n[one]: /b\n\n[^n]: note\n")
    assert document.references == {"ONE": ("/a", "T"), "[^N]": ("", "")}
    assert codes(document) == [("W-link-defined-twice", 3)]


def test_cells_beyond_the_head_are_kept() -> None:
    document = read_document("a.md", "| a | b |\n|---|---|\n| 1 | 2 | 3 \\| 4 |\n| 5 |\n")
    (table,) = document.blocks
    assert isinstance(table, Table)
    assert table.rows == (("1", "2 | 3 | 4"), ("5", ""))
    assert codes(document) == [("W-table-cells", 3)]


def test_the_word_behind_a_fence_is_decoded_and_cleaned() -> None:
    (code,) = blocks_of("```c&#x202e;s \\* &#10;\nx\n```")
    assert isinstance(code, Code)
    assert code.info == "c<U+202E>s *"


@pytest.mark.parametrize("marks", ["> " * 300, "- " * 300, ">" * 300, "1. " * 300, "[^a]: " * 300])
def test_what_is_nested_too_deep_is_kept_as_it_is_written(marks: str) -> None:
    document = read_document("a.md", f"{marks}deep\n\nafter\n")
    depth, block = 0, document.blocks[0]
    while not isinstance(block, Raw):
        block = block.items[0].blocks[0] if isinstance(block, ListBlock) else block.blocks[0]  # type: ignore[union-attr]
        depth += 1
    assert "deep" in block.text
    assert depth <= 40
    assert document.blocks[-1] == Paragraph(line=3, end=3, source="after")


def test_a_huge_code_block_is_shown_as_it_is_written() -> None:
    document = read_document("a.md", "```\n" + "x" * LONGEST_CODE + "\n```\n\nafter\n")
    assert outline(document.blocks) == [("Raw", 1, 3), ("Paragraph", 5, 5)]
    assert codes(document) == [("E-code-too-long", 1)]


@pytest.mark.parametrize(
    "text",
    [
        "# a\n" * 70_000,
        "-\n" * 90_000,
        ("> " * 30 + "a\n" + "lazy\n" * 50) * 300,
        "[" + "a\n" * 130_000,
        "|a|b|\n|-|-|\n" + "|x|y|\n" * 40_000,
        "a\n: b\n\n" * 30_000,
        ("a\n" * 60_000 + "\n") * 2,
        "- a\n\n" + "x\n" * 120_000,
    ],
    ids=["headings", "items", "lazy quotes", "open label", "table", "definitions", "lines", "one block"],
)
def test_more_blocks_than_can_be_read_are_shown_as_they_are_written(text: str) -> None:
    document = read_document("a.md", text)
    assert [code for code, _ in codes(document)] == ["E-too-much-markup"]
    rest = document.blocks[-1]
    assert isinstance(rest, Raw)
    assert document.text.split("\n")[rest.line - 1 :] == rest.text.split("\n")
    assert rest.line == document.problems[0].line == (document.blocks[-2].end + 1 if document.blocks[1:] else 1)


def test_a_text_beyond_all_measure_is_not_read_at_all() -> None:
    document = read_document("a.md", "---\ntitle: T\n---\n" + "a" * (LONGEST_TEXT + 1))
    assert outline(document.blocks) == [("Raw", 4, 4)]
    assert codes(document) == [("E-too-much-markup", 4)]


@pytest.mark.parametrize("text", ["", "\n", " ", "\ufeff", "---", "---\n---\n", "\r\n\r\n"])
def test_a_text_without_words_has_no_block_or_a_rule(text: str) -> None:
    assert all(isinstance(block, Rule) for block in blocks_of(text))
