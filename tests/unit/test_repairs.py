"""Headings that trainers meant: put right in quizzes, on their own lines."""

import pytest

from lessons.blocks import Heading
from lessons.document import read_document


def headings(text: str) -> list[tuple[int, int, str]]:
    document = read_document("q.md", text, repair_headings=True)
    return [(block.line, block.level, block.source) for block in document.blocks if isinstance(block, Heading)]


def test_indented_and_glued_headings_are_read_and_told() -> None:
    text = "## A\n\n- [x] a\n\n  ## B\n\n- [ ] b\n\n###C\n\n\t##D\n"
    document = read_document("q.md", text, repair_headings=True)
    assert headings(text) == [(1, 2, "A"), (5, 2, "B"), (9, 3, "C"), (11, 2, "D")]
    assert [(problem.line, problem.column, problem.code) for problem in document.problems] == [
        (5, 1, "W-heading-indented"),
        (9, 4, "W-heading-no-space"),
        (11, 1, "W-heading-indented"),
        (11, 4, "W-heading-no-space"),
    ]
    assert document.problems[0].source == "  ## B"


@pytest.mark.parametrize(
    "text",
    [
        "```\n  ## a\n##b\n```\n",
        "- item\n\n  ```sh\n  ## a\n  ```\n",
        "- ```sh\n  ##a\n",
        "> ```\n> ##a\n",
        "    code = 1\n    ## a comment\n",
        "<!--\n  ## a\n-->\n",
        "#include <x>\n  #a\n",
    ],
    ids=["fence", "fence in item", "fence on the item's line", "fence in quote", "indented code", "comment", "single"],
)
def test_code_comments_and_single_signs_are_left_alone(text: str) -> None:
    assert read_document("q.md", text, repair_headings=True) == read_document("q.md", text)


def test_one_sign_without_a_blank_is_a_heading_where_it_has_an_id() -> None:
    document = read_document("q.md", "# A {#a}\n\n- [x] a\n\n#B {#b points=2}\n\n- [x] b\n", repair_headings=True)
    assert [block.source for block in document.blocks if isinstance(block, Heading)] == ["A {#a}", "B {#b points=2}"]
    assert [(problem.line, problem.column, problem.code) for problem in document.problems] == [
        (5, 2, "W-heading-no-space")
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("# A\n\n#And B?\n", 1),
        ("# A\n#And B?\n", 0),
        ("# A\n\n#tag\n", 0),
        ("# A\n\n#define X 1\n", 0),
        ("# A\n\n```\n\n#And B?\n\n```\n", 0),
    ],
)
def test_one_sign_without_a_blank_is_told_where_its_line_stands_alone(text: str, told: int) -> None:
    document = read_document("q.md", text, repair_headings=True)
    assert len(document.problems) == told
    assert len(headings(text)) == 1


def test_lessons_are_read_as_markdown_says() -> None:
    assert read_document("a.md", "##A\n").problems == ()
    assert not isinstance(read_document("a.md", "##A\n").blocks[0], Heading)
