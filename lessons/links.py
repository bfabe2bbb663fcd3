"""Which addresses may be opened outside the product."""

import re
from urllib.parse import urlsplit

from markdown_it.common.normalize_url import normalizeLink

_SCHEMES = frozenset({"http", "https", "mailto"})
_UNSAFE = re.compile(r"[\x00-\x20\x7f-\xa0\\<>\"]|<U\+")
"""Nothing in a plain address: blanks and control characters, also those that cleaning made visible."""


def safe_address(address: str) -> str | None:
    """An address of a page or of a letter as it may be shown and opened, non-ASCII characters encoded; else None.

    Only `http:`, `https:` and `mailto:` qualify: no other scheme, no `//host`, no path.
    """
    address = address.strip()
    if _UNSAFE.search(address):
        return None
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in _SCHEMES or not (parts.path if parts.scheme == "mailto" else host):
        return None
    return str(normalizeLink(address))
