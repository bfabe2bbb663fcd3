"""Links that lead nowhere, found in real folders."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lessons.problem import Problem
from lessons.shelf import open_shelf
from quizzes.check import check
from quizzes.library import build

LESSON = """# Tides

See [waves](waves.md#wind), [the web](https://example.org/x), ![moon](images/moon%20full.png "Moon"), [here](#tides).

See [nowhere](nowhere.md), `[code](code.md)`, ![](images/none.png) and [outside](../../secret.md).

```
[fenced](fenced.md)
```

[after](after.md)
"""
WAVES = """# Waves

## Wind & weather

## The `swell`: *long* waves

## The swell: long waves

涌浪 的来源
----------

<a id="old-name"></a>

> ### In a quote {#given}

```
# no heading
```
"""


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course with pictures and a second lesson."""
    folder = tmp_path / "library" / "sea"
    (folder / "images").mkdir(parents=True)
    (folder / "images" / "moon full.png").write_bytes(b"")
    (folder / "course.md").write_text("---\ntitle: Sea\n---\n", encoding="utf-8")
    (folder / "waves.md").write_text(WAVES, encoding="utf-8")
    (tmp_path / "secret.md").write_text("# Secret\n", encoding="utf-8")
    return folder


def dead(course: Path, text: str) -> Iterator[Problem]:
    """The dead links of a lesson with this text."""
    (course / "tides.md").write_text(text, encoding="utf-8")
    shelf = open_shelf(course.parent)
    return (problem for problem in check(build([shelf]), [shelf]) if "dead" in problem.code)


def places(course: Path, text: str) -> list[tuple[int, int, str]]:
    return [(one.line, one.column, next(iter(one.values.values()))) for one in dead(course, text)]


def test_links_to_what_is_not_in_the_course_are_told(course: Path) -> None:
    assert places(course, LESSON) == [
        (3, 22, "wind"),
        (5, 15, "nowhere.md"),
        (5, 51, "images/none.png"),
        (5, 82, "../../secret.md"),
        (11, 9, "after.md"),
    ]
    assert next(dead(course, LESSON)).source == LESSON.split("\n")[2]


def test_a_quiz_is_not_offered_for_a_lesson_that_is_not_there(tmp_path: Path) -> None:
    for path, text in {
        "course.md": "---\ntitle: Sea\n---\n",
        "lessons/01-tides.md": "# Tides\n\n[next](02-waves.md) and [quiz](../quizzes/02-wave.md)\n",
        "quizzes/02-waves.md": "### Which?\n\n- [x] a\n- [ ] b\n",
    }.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    shelf = open_shelf(tmp_path)
    found = [one for one in check(build([shelf]), [shelf]) if one.code == "E-dead-link"]
    assert [one.values.get("nearest") for one in found] == [None, "../quizzes/02-waves.md"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Text [a]\n\n[a]: gone.md 'Title'", (3, 6, "gone.md")),
        ('<p><img alt="x" src="gone.png"></p>', (1, 22, "gone.png")),
        ("Text <a href='gone.md'>x</a>", (1, 15, "gone.md")),
        ("[of\ntwo lines](gone.md)", (2, 12, "gone.md")),
        ("[a](<with blank.md>)", (1, 6, "with blank.md")),
        ("[a](gone(1).md)", (1, 5, "gone(1).md")),
        ("> [a](gone.md)", (1, 7, "gone.md")),
        ("`a\n\n[a](gone.md) `", (3, 5, "gone.md")),
        ("~~~\n```\n~~~\n[a](gone.md)", (4, 5, "gone.md")),
        ("[a](/waves.md)", (1, 5, "/waves.md")),
    ],
)
def test_a_dead_link_is_found_however_it_is_written(course: Path, text: str, place: tuple[int, int, str]) -> None:
    assert places(course, text) == [place]


@pytest.mark.parametrize(
    "text",
    [
        "<!-- [a](gone.md)\n[b](gone.md) -->",
        "``[a](gone.md) ` [b](gone.md)``",
        "- ```\n  [a](gone.md)\n  ```",
        "> ~~~\n> [a](gone.md)\n> ~~~",
        r"\[a\](gone.md)",
        "[^1]: gone.md",
        "[a](images/) [b](./waves.md) [c](mailto:a@b.c) [d](//host/x) [e]() [f](#top)",
        "[the page](waves.html) and [its part](waves.html#wind--weather)",
    ],
)
def test_what_is_no_link_or_leads_somewhere_is_not_told(course: Path, text: str) -> None:
    assert places(course, text) == []


@pytest.mark.parametrize(
    "anchor",
    [
        "waves",
        "wind--weather",
        "wind-weather",
        "the-swell-long-waves",
        "the-swell-long-waves-1",
        "涌浪-的来源",
        "%E6%B6%8C%E6%B5%AA-%E7%9A%84%E6%9D%A5%E6%BA%90",
        "old-name",
        "given",
        "in-a-quote",
        "Waves",
    ],
)
def test_a_heading_is_known_by_the_name_that_any_code_host_gives_it(course: Path, anchor: str) -> None:
    assert places(course, f"[x](waves.md#{anchor})") == []


def test_a_heading_that_nobody_wrote_is_told_with_the_nearest(course: Path) -> None:
    (problem,) = dead(course, "# Here\n\nSee [the swell](waves.md#the-swel-long-waves).")
    assert (problem.code, problem.line, problem.column) == ("W-dead-anchor", 3, 26)
    assert problem.fix() == "Write `#the-swell-long-waves`, if that is meant; or take `#the-swel-long-waves` out."
    (here,) = dead(course, "# Here\n\n[there](#no-heading)")
    assert (here.line, here.column) == (3, 10)


def test_a_lost_file_is_offered_where_it_lies(course: Path) -> None:
    (moved,) = dead(course, "![moon](moon%20full.png)")
    assert moved.fix().startswith("Write `images/moon%20full.png`, if that is meant")
    (mistyped,) = dead(course, "[waves](Waives.md)")
    assert mistyped.fix().startswith("Write `waves.md`, if that is meant")
    (unlike,) = dead(course, "[x](something-else-entirely.pdf)")
    assert unlike.fix() == "Correct the address, or put the file there."


def test_of_very_many_dead_links_the_first_thousand_are_told(course: Path) -> None:
    assert len(places(course, "[a](b.md)\n" * 1_500)) == 1_000
