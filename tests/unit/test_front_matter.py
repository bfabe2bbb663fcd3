"""The YAML at the head of a file: what its author wrote, and where it is wrong."""

import pytest

from lessons import values
from lessons.front_matter import LONGEST, read_front_matter


def told(text: str) -> list[tuple[str, int, int]]:
    _, problems = read_front_matter("a.md", text)
    return [(problem.code, problem.line, problem.column) for problem in problems]


@pytest.mark.parametrize("note", ["", "note:\n  - {a: b}\n"], ids=["flat lines", "full YAML"])
def test_words_stay_as_they_are_written(note: str) -> None:
    yaml = (
        "answer: no\nat: 1:30\ncode: 012\nday: 2024-05-06\nhex: 0x1F\nbig: 123456789012345678901\n"
        'version: 1.10\npoints: 3\nright: true\nshare: 70%\nname: 你好 world\nids: [a, 2, c d, 1.10]\nquoted: "5"\n'
    )
    front, problems = read_front_matter("a.md", f"---\n{yaml}{note}---\n# text\n")
    assert problems == ()
    values = dict(front.values)
    assert values.pop("note", [{"a": "b"}]) == [{"a": "b"}]
    assert values == {
        "answer": "no",
        "at": "1:30",
        "code": "012",
        "day": "2024-05-06",
        "hex": "0x1F",
        "big": "123456789012345678901",
        "version": 1.1,
        "points": 3,
        "right": True,
        "share": "70%",
        "name": "你好 world",
        "ids": ["a", 2, "c d", "1.10"],
        "quoted": "5",
    }
    assert (front.written["version"], front.written["points"], "ids" in front.written) == ("1.10", "3", False)
    assert [front.lines[key] for key in ("answer", "ids", "quoted")] == [2, 13, 14]
    assert front.end == 15 + note.count("\n")


def test_keys_may_be_indented_as_long_as_they_stand_under_each_other() -> None:
    front, problems = read_front_matter("a.md", "---\n  # note\n  title: A\n  ids: [a, b]\n---\n# text\n")
    assert problems == ()
    assert (dict(front.values), front.lines["ids"], front.end) == ({"title": "A", "ids": ["a", "b"]}, 4, 5)
    assert told("---\n  title: A\nid: a\n---\n") == [("E-front-matter", 3, 1)]
    assert told("---\n\ttitle: A\n---\n") == [("E-front-matter", 2, 1)]
    assert told("---\n  title: A\n\nMore.\n") == [("W-front-matter-open", 1, 1)]


@pytest.mark.parametrize(
    ("yaml", "line", "column", "reason"),
    [
        ("title: a: b", 2, 9, "a second `: `"),
        ("a: 1\nb: [1, 2", 3, 4, "a `[` is opened here"),
        ("a: {x: 1\nb: 2", 2, 4, "a `{` is opened here"),
        ('a: 1\nb: "x\nc: 2', 3, 4, "a quotation mark is opened here"),
        ("a: @x", 2, 4, "cannot begin with `@`"),
        ("a: 'it's'", 2, 8, "had ended before this"),
        ('a: "\\q"', 2, 6, "`\\q` means nothing"),
        ("a: - x", 2, 4, "needs its own"),
        ("a: 1\na: 2", 3, 1, "`a` stands there twice"),
        ("a:\n  b: 1\n  b: 2", 4, 3, "`b` stands there twice"),
        ("a: &x 1\nb: *x", 2, 4, "aliases"),
        ("a: !!python/object:os.system x", 2, 4, "tags"),
        ("a: !!int x", 2, 4, "tags"),
        ("a: " + "[" * 30, 2, 24, "deeper than 20"),
        ("a: 1\n\tb: 2", 3, 1, "a tab"),
        ('a: 1\nb: "\\UFFFFFFFF"', 3, 1, "no character"),
        ("a: 1\n? [b]\n: c", 3, 3, "single word"),
        ("a: 1\n- b", 3, 1, "had ended before this"),
        ("a: \ufffe", 2, 4, "not allowed"),
    ],
)
def test_what_cannot_be_read_is_told_at_its_place(yaml: str, line: int, column: int, reason: str) -> None:
    front, (problem,) = read_front_matter("a.md", f"---\n{yaml}\n---\n\ntext\n")
    assert (problem.code, problem.line, problem.column) == ("E-front-matter", line, column)
    assert reason in problem.message()
    assert front.values == {}
    assert front.end == 3 + yaml.count("\n")


def test_escapes_cannot_smuggle_what_is_not_let_in_plainly() -> None:
    front, _ = read_front_matter("a.md", '---\ntitle: "\\e]0;x\\a"\n"k\\u202e": 1\n---\n')
    assert front.values == {"title": "<U+001B>]0;x<U+0007>", "k<U+202E>": 1}


def test_a_front_matter_beyond_all_measure_is_not_read() -> None:
    assert told("---\n" + "a: b\n" * (LONGEST // 5 + 1) + "---\n") == [("E-front-matter", 2, 1)]


@pytest.mark.parametrize(
    "text",
    [
        "# text\n",
        "---\n\nSome words.\n\n---\n",
        "---\n",
        " ---\na: b\n---\n",
        "----\na: b\n----\n",
        "---\nwords\n",
        "---\n# a heading\n---\n",
        "",
    ],
)
def test_thematic_breaks_are_no_front_matter(text: str) -> None:
    front, problems = read_front_matter("a.md", text)
    assert (front.end, front.values, problems) == (0, {}, ())


def test_an_open_front_matter_is_told() -> None:
    assert told("---\ntitle: T\n\n# text\n") == [("W-front-matter-open", 1, 1)]


@pytest.mark.parametrize("yaml", ["", "\n", " \n\n"])
def test_an_empty_front_matter_says_nothing(yaml: str) -> None:
    front, problems = read_front_matter("a.md", f"---\n{yaml}---\n")
    assert (front.values, front.end, problems) == ({}, 2 + yaml.count("\n"), ())


def test_a_figure_is_moderate_and_words_are_as_their_author_wrote_them() -> None:
    assert [values.count(text) for text in ("1e9", "1e999999", "0e9999999", "1e-9999999")] == [10**9, None, None, None]
    assert values.words([True, None, "a"]) == ("true", "a")
    assert values.words(False) == ("false",)
