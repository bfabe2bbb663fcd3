"""BLAKE2b (RFC 7693), by itself: `hashlib` would bring in all of OpenSSL, which is larger than everything of ours."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hashlib import blake2b
else:
    try:
        from _blake2 import blake2b
    except ImportError:  # another Python than CPython, or one that was built without it
        from hashlib import blake2b

__all__ = ["blake2b", "block_name"]

_NAME_BYTES = 6


def block_name(source: str) -> str:
    """What a block is called by whoever keeps a place in it: a digest of its source, 12 hexadecimal digits."""
    return blake2b(source.encode("utf-8", "replace"), digest_size=_NAME_BYTES).hexdigest()
