"""Which folders are courses, and the order of names."""

import pytest

from lessons.folders import courses_of, natural


def test_names_come_in_the_order_in_which_people_count() -> None:
    names = [
        "ch10.md",
        "ch2.md",
        "Ch1.md",
        "ch1-a.md",
        "b/2.md",
        "b.md",
        "b/10.md",
        "第2课.md",
        "第10课.md",
        "README.md",
    ]
    assert sorted(names, key=natural) == [
        "b.md",
        "b/2.md",
        "b/10.md",
        "Ch1.md",
        "ch1-a.md",
        "ch2.md",
        "ch10.md",
        "README.md",
        "第2课.md",
        "第10课.md",
    ]


@pytest.mark.parametrize(
    ("paths", "courses", "outside"),
    [
        (["a.md", "b.md"], {".": ["a.md", "b.md"]}, []),
        (["a/1.md", "b/c/2.md"], {"a": ["a/1.md"], "b": ["b/c/2.md"]}, []),
        (["a/course.md", "a/x/1.md", "b/2.md"], {"a": ["a/course.md", "a/x/1.md"]}, ["b/2.md"]),
        (["course.md", "a/1.md"], {".": ["course.md", "a/1.md"]}, []),
        (["a.md", "b/course.md", "course.md"], {".": ["a.md", "course.md"], "b": ["b/course.md"]}, []),
        (["lessons/1.md", "quizzes/1.md"], {".": ["lessons/1.md", "quizzes/1.md"]}, []),
        (["lessons/1.md", "notes/n.md"], {".": ["lessons/1.md", "notes/n.md"]}, []),
        (["a/lessons/1.md", "a/quizzes/1.md"], {"a": ["a/lessons/1.md", "a/quizzes/1.md"]}, []),
        (["README.md", "a/README.md", "stray.md"], {"a": ["a/README.md"]}, ["stray.md"]),
        ([], {".": []}, []),
    ],
)  # fmt: skip
def test_courses(paths: list[str], courses: dict[str, list[str]], outside: list[str]) -> None:
    assert courses_of(paths) == (courses, outside)
