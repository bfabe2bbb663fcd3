"""Which addresses may be opened: pages and letters, nothing else."""

import pytest

from lessons.links import safe_address


@pytest.mark.parametrize(
    ("address", "opened"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        (" HTTP://Example.org ", "http://example.org"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("https://example.org/图/一.md", "https://example.org/%E5%9B%BE/%E4%B8%80.md"),
        ("https://аррӏе.com/", "https://xn--80ak6aa92e.com/"),
        ("https://[::1]:80/", "https://[::1]:80/"),
    ],
)
def test_pages_and_letters_are_opened_by_their_plain_address(address: str, opened: str) -> None:
    assert (safe_address(address) or "").lower() == opened.lower()


@pytest.mark.parametrize(
    "address",
    [
        "",
        "javascript:alert(1)",
        "java\tscript:alert(1)",
        "vscode://file/etc/passwd",
        "ms-msdt:/id",
        "ssh://host",
        "smb://host/share",
        "file:///etc/passwd",
        "data:text/html,x",
        "//host/path",
        "\\\\host\\path",
        "/etc/passwd",
        "lessons/02.md",
        "#section",
        "https:",
        "https:///path",
        "http:path",
        "mailto:",
        "https://good.example\\@evil.example",
        "https://exa mple.org",
        "https://example.org/\x1b]8;;",
        "https://example.org/<U+202E>",
        "https://[::1",
    ],
)
def test_everything_else_is_not(address: str) -> None:
    assert safe_address(address) is None
