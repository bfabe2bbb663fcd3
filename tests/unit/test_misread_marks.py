"""Marks that mean nothing as they stand: callouts that are none, code that is never closed."""

import pytest

from lessons.document import read_document


def told(text: str) -> list[str]:
    return [f"{one.line}:{one.column} {one.code}" for one in read_document("a.md", text).problems]


def fixes(text: str) -> list[str]:
    return [problem.fix() for problem in read_document("a.md", text).problems]


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("> [!DANGER] Stop\n> Now.", "Write `[!CAUTION]`, or take the mark out."),
        ("> [!info]\n> Now.", "Write `[!NOTE]`, or take the mark out."),
        ("> [!WARNNIG]\n> Now.", "Write `[!WARNING]`, or take the mark out."),
        (
            "> [!Xyz]",
            "Write one of `[!NOTE]`, `[!TIP]`, `[!IMPORTANT]`, `[!WARNING]`, `[!CAUTION]`, or take the mark out.",
        ),
    ],
)
def test_a_callout_that_there_is_not_is_told_with_the_one_that_comes_nearest(text: str, fix: str) -> None:
    assert told(text) == ["1:3 W-unknown-callout"]
    assert fixes(text) == [fix]


def test_a_mark_that_touches_its_text_makes_no_callout() -> None:
    assert told("> [!NOTE]Text") == ["1:3 W-callout-glued"]


@pytest.mark.parametrize("text", ["[!TIP] Text", "> Text\n>\n> [!TIP]\n> more", "- [!TIP] Text"])
def test_a_mark_makes_a_callout_only_where_a_quote_begins(text: str) -> None:
    (problem,) = read_document("a.md", text).problems
    assert problem.code == "W-callout-misplaced"
    assert problem.source[problem.column - 1 :].startswith("[!TIP]")


@pytest.mark.parametrize(
    "text",
    [
        "> [!NOTE]\n> Text",
        "> [!注意] 标题\n> 正文",
        "> [!note]- Folded\n> Text",
        "> [!TIP]　全角空格",
        "[!x](image.png)",
        "[!x]: image.png",
        "Text [!NOTE] text",
        "> [!NOTE]\n> [!TIP]\n> Text",
        "`[!NOTE]`",
    ],
)
def test_what_is_a_callout_or_was_never_meant_as_one_is_not_told(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("# A\n\n```python\nprint(1)\n\n## B\n", "3:1"),
        ("~~~\ncode", "1:1"),
        ("```", "1:1"),
        ("> ```\n> code\n\ntext", "1:3"),
        ("1. ```\n   code\n\ntext", "1:4"),
        ("````\n```\n", "1:1"),
    ],
)
def test_code_that_is_never_closed_is_told_where_it_begins(text: str, place: str) -> None:
    assert told(text) == [f"{place} W-fence-open"]


def test_the_lines_that_open_code_took_in_are_named_and_its_fence() -> None:
    (problem,) = read_document("a.md", "~~~~ js\na\nb\n\n").problems
    assert problem.message().endswith("all lines up to 3 stand in it.")
    assert problem.fix() == "Put a line with ~~~~ after its last line of code."


def test_code_in_which_other_code_begins_lacks_its_own_end() -> None:
    text = "```python\nprint(1)\n\nText.\n\n```js\nlet a\n```\n"
    (problem,) = read_document("a.md", text).problems
    assert (problem.line, problem.code) == (1, "W-fence-inside")
    assert "at line 6" in problem.message()
    assert problem.fix() == "Put a line with ``` above line 6; if that line is to be shown, fence this block with ````."


@pytest.mark.parametrize(
    "text",
    [
        "```\ncode\n```",
        "```\ncode\n`````",
        "````markdown\n```python\nx\n```\n````",
        "~~~\n```js\n~~~",
        "```\n    ```js\n```",
        "- ```\n  code\n  ```",
        "> ```\n> code\n> ```",
        "> ```\n> > ```js\n> ```",
        "    ```",
    ],
)
def test_code_that_ends_where_it_should_is_not_told(text: str) -> None:
    assert told(text) == []
