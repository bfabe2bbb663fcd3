"""Marks of running text that come to nothing, told where they stand; what is code or a pattern is left alone."""

import pytest

from lessons.model import SourceFile
from quizzes.slips import few_lines, slips


def told(text: str) -> list[tuple[str, int, int]]:
    return [(one.code, one.line, one.column) for one in slips(SourceFile("lessons/a.md", text, ""))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A[^9] b.", [("W-footnote-undefined", 1, 2)]),
        ("A[^note] b.\n\n[^Note]: It is.", []),
        ("A[^other] b.\n\n[^note]: It is.", [("W-footnote-undefined", 1, 2), ("I-footnote-unused", 3, 1)]),
        ("The pattern [^abc] and `[^9]`.", []),
        ("```\n[^9]\n```", []),
        ("```a``` and [^9]", [("W-footnote-undefined", 1, 13)]),
        ("See [a][b].", [("W-reference-undefined", 1, 5)]),
        ("See [a][B].\n\n[b]: https://example.org", []),
        ("It is rows[0][i], `[a][b]` or \\[a][b].", []),
        ("<details>\n<summary>A</summary>\n\nB\n", [("W-details-open", 1, 1)]),
        ("<details>\n<details>\n\nB\n\n</details>\n\n", [("W-details-open", 1, 1)]),
        ("<details>\n\nB\n\n</details>\n\nA tag `<details>`.\n\n    <details>", []),
        ("| a | b |\n|---|\n| c | d |", [("W-table-line", 1, 1)]),
        ("a | b\n---|---|---\nc | d", [("W-table-line", 1, 1)]),
        ("| a | b |\n|:--|--:|\n| c | d |\n|---|\n", []),
        ("```\n| a | b |\n|---|\n```", []),
        ("![](a.png)\n\n![ ](b.png) ![c](c.png) `![](d.png)`", [("I-image-without-words", 1, 1)]),
    ],
)
def test_a_mark_that_comes_to_nothing_is_told(text: str, expected: list[tuple[str, int, int]]) -> None:
    assert told(text) == expected


def test_images_without_words_are_counted() -> None:
    (problem,) = slips(SourceFile("a.md", "![](a.png)\n\n![ ](b.png) ![](c.png)\n", ""))
    assert dict(problem.values) == {"count": "3", "lines": "1, 3"}
    assert few_lines(range(1, 20)) == "1, 2, 3, 4, 5, 6, 7, 8, ..."
