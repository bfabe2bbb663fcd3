"""Patterns match in time that grows with the answer alone, and know the letters of every script."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import process_time

import pytest

from quizzes.pattern import PatternError, matches, work

SECONDS = 1.0
"""Far more than any of it takes, far less than a pattern that hangs."""


@contextmanager
def soon() -> Iterator[None]:
    began = process_time()
    yield
    assert process_time() - began < SECONDS


@pytest.mark.parametrize(
    "pattern", [r"^(a+)+$", r"(a|a)+", r"(a|aa)+$", r"(\w+\s?)+", r"(.*)*x", r"((a*)*)*", r"(a?){500}a{500}"]
)
def test_what_would_hang_elsewhere_is_answered_at_once(pattern: str) -> None:
    with soon():
        assert not matches(pattern, "a" * 999 + "!", any_case=False)


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        (r"colou?rs?", "colour", True),
        (r"colou?rs?", "a colour", False),
        (r"a|ab", "ab", True),
        (r"^ab$", "ab", True),
        (r"\w+", "über", True),
        (r"\w+", "深度学习", True),
        (r"[\w-]+", "ü-ß", True),
        (r"[[:alpha:]\w]+", "aü", True),
        (r"[]\w]+", "]ü", True),
        (r"\W+", "ü", False),
        (r"\W", "!", True),
        (r"\d+", "٣4", True),
        (r"\Q\w\E", r"\w", True),
        (r"\\w", r"\w", True),
        (r"\p{Han}+", "中文", True),
    ],
)
def test_the_whole_text_is_matched(pattern: str, text: str, expected: bool) -> None:
    assert matches(pattern, text, any_case=False) is expected


def test_case_counts_unless_it_is_said_not_to() -> None:
    assert not matches("ä", "Ä", any_case=False)
    assert matches("ä", "Ä", any_case=True)


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("a(", "missing )"),
        ("(?=a)b", "invalid perl operator"),
        (r"(a)\1", "invalid escape"),
        (r"\w{1,900}", "too large"),
        ("a{1001}", "invalid repetition size"),
        ("(" * 20_000, "missing )"),
    ],
)
def test_a_pattern_that_cannot_be_read_says_why(pattern: str, reason: str, capfd: pytest.CaptureFixture[str]) -> None:
    with soon(), pytest.raises(PatternError, match=reason.replace(")", r"\)")):
        work(pattern, any_case=False)
    assert capfd.readouterr() == ("", ""), "the screen is on stderr"
