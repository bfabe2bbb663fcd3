"""Which addresses may be opened outside the product."""

import re
from urllib.parse import urlsplit

_SCHEMES = frozenset({"http", "https", "mailto"})
_UNSAFE = re.compile(r"[\x00-\x20\x7f-\xa0\\<>\"]|<U\+")
"""Nothing in a plain address: blanks and control characters, also those that cleaning made visible."""


def is_safe(address: str) -> bool:
    """Whether an address may be opened: no scheme but `http:`, `https:` and `mailto:`, no `//host`, no path."""
    address = address.strip()
    if _UNSAFE.search(address):
        return False
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return False
    return parts.scheme in _SCHEMES and bool(parts.path if parts.scheme == "mailto" else host)


def safe_address(address: str) -> str | None:
    """An address of a page or of a letter as it may be shown and opened, non-ASCII characters encoded; else None."""
    from markdown_it.common.normalize_url import normalizeLink  # noqa: PLC0415 - to draw a lesson does without

    return str(normalizeLink(address.strip())) if is_safe(address) else None
