"""The line scanner that the parser is held against must itself know what is a box and what only looks like one."""

from textwrap import dedent

import pytest

from tests.corpora.scan import scan


def found(text: str) -> list[tuple[int, str]]:
    """Line of each section, and its boxes in order: `x` ticked, `-` not."""
    return [
        (section.line, "".join("x" if ticked else "-" for ticked in section.ticks)) for section in scan(dedent(text))
    ]


@pytest.mark.parametrize(
    "line",
    [
        "- [x] a",
        "* [X] a",
        "1. [x] a",
        "2) [×] a",
        "- [х] a",
        "-[x] a",
        "-     [x] a",
        "- [x]a",
        "- [x]\u00a0a",
        "- [x]\u3000a",
        "- [x]",
        "- - [x] a",
        "text\n2. [x] a",
        "text\n    - [x] a",
        "> text\n-[x] a",
    ],
)
def test_a_ticked_box_is_right_however_it_is_written(line: str) -> None:
    assert found(f"# Q\n\n{line}\n- [] b") == [(1, "x-")]


@pytest.mark.parametrize(
    "line",
    [
        "[x] a",
        "— [x] a",
        "- a [x]",
        "- [x](a.md)",
        "    - [x] a",
        "> - [x] a",
        "```\n- [x] a\n```",
        "<!--\n- [x] a\n-->",
        "<div>\n- [x] a\n</div>",
    ],
)
def test_what_only_looks_like_a_box_is_none(line: str) -> None:
    assert found(f"# Q\n\n{line}\n\n- [ ] b") == [(1, "-")]


def test_a_fence_ends_with_the_item_that_it_stands_in_and_not_before() -> None:
    text = """\
        # Q
        - [ ] a
          ```
          - [x] code
          # code

          ```
        - [x] b
          ~~~~
          - [x] code
        - [ ] c
        ```
        - [x] never closed
        """
    assert found(text) == [(1, "-x-")]


def test_every_heading_starts_a_section_of_its_own() -> None:
    text = """\
        - [ ] before
        ##Glued
        - [x] a
          #### Indented
        - [ ] b
          # a comment in its text
        - [x] c
        #7 is no heading
        ####\u3000Wide blank

        - [ ] d

        Two lines
        underlined
        ---
        - [x] e
        ---
        - [ ] f
        """
    assert found(text) == [(0, "-"), (2, "x"), (4, "-x"), (9, "-"), (13, "x-")]


def test_the_question_of_the_front_matter_has_no_line() -> None:
    assert found("---\nquestion: a\n---\n# Heading\n- [x] a\n- [ ] b") == [(0, "x-")]
    assert found("---\ntitle: a\n---\n# Heading\n- [x] a\n- [ ] b") == [(4, "x-")]


def test_settings_of_one_question_are_no_heading() -> None:
    assert found("# Q\n\n---\nshuffle: no\n---\n\n- [x] a") == [(1, "x")]
