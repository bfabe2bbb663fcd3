"""Identifiers that sort by the time they were made (UUIDv7, RFC 9562).

In Python and in exports an id is text of 36 characters. In the database it is its 16 bytes: an answer holds four of
them, and as text they would be a quarter of it.
"""

import binascii
import re
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from random import Random
from threading import Lock

from store.days import LAST_DAY

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_END = (datetime.combine(LAST_DAY, time(23, 59, 59), UTC) - EPOCH) // _MILLISECOND
_TAIL = 74
"""Bits after time, version and variant: a counter that starts at random in each millisecond."""
_STEP = 32
"""Bits by which the counter grows within a millisecond, so that an id tells nothing of its neighbours."""
_VERSION = 7
LETTERS = 22
"""That 16 bytes take in text."""
_OF_ADDRESSES, _OF_BYTES = bytes.maketrans(b"+/", b"-_"), bytes.maketrans(b"-_", b"+/")
"""The two letters in which the base64 of addresses is another; the module `base64` takes long to load."""
_CANONICAL = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.ASCII)


class IdSequence:
    """The ids that one process makes: they only ever grow, even when the clock goes backwards. Any thread may ask."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._latest = -1
        """Time and counter of the latest id, as one number."""

    def next(self, at: datetime, random: Random) -> str:
        """The id of something that happens at an aware moment."""
        with self._guard:
            fresh = milliseconds(at) << _TAIL | random.getrandbits(_TAIL - 1)
            self._latest = fresh if fresh > self._latest else self._latest + 1 + random.getrandbits(_STEP)
            return _written(self._latest)


def timeless(octets: bytes) -> str:
    """The id that 16 random bytes make: one without a time in it (UUIDv4)."""
    number = int.from_bytes(octets, "big") & ~(0xF << 76) & ~(0b11 << 62) | 0x4 << 76 | 0b10 << 62
    return to_text(number.to_bytes(16, "big"))


def has_time(text: str) -> bool:
    """Whether an id tells when it was made."""
    return text[14] == "7"


def made_at(value: bytes) -> int | None:
    """When 16 bytes of an id were made, in milliseconds since 1970; None where they do not tell.

    It is when what it is of happened, unless the clock had been set back: then it is a little later.
    """
    return int.from_bytes(value[:6], "big") if value[6] >> 4 == _VERSION else None


def least(moment: datetime) -> bytes:
    """What stands in order before every id that was made at an aware moment, or later."""
    return max(0, milliseconds(moment)).to_bytes(6, "big")


def milliseconds(moment: datetime) -> int:
    """Whole milliseconds since 1970 of an aware moment."""
    return (moment - EPOCH) // _MILLISECOND


def moment(milliseconds: int) -> datetime:
    """The UTC moment of milliseconds since 1970, or the nearest one on a day that can be recorded."""
    return EPOCH + min(max(milliseconds, 0), _END) * _MILLISECOND


def is_id(text: str) -> bool:
    """Whether the text is an id in its one canonical form."""
    return _CANONICAL.fullmatch(text) is not None


@lru_cache(maxsize=1000)
def to_bytes(text: str) -> bytes:
    """The 16 bytes of an id. Of one answer, four ids are asked for fifteen times."""
    return bytes.fromhex(text.replace("-", ""))


def to_letters(text: str) -> str:
    """An id as 22 letters: its bytes in the base64 of addresses (RFC 4648, section 5), without padding."""
    return binascii.b2a_base64(to_bytes(text)).translate(_OF_ADDRESSES)[:LETTERS].decode()


def of_letters(letters: str) -> str:
    """The id that 22 letters stand for.

    Raises:
        ValueError: they stand for none.
    """
    return to_text(bytes_of(letters))


def bytes_of(letters: str) -> bytes:
    """The 16 bytes that 22 letters stand for.

    Raises:
        ValueError: they stand for nothing.
    """
    if len(letters) != LETTERS:
        raise ValueError(f"{letters!r} stands for no 16 bytes")
    return binascii.a2b_base64(f"{letters}==".encode("ascii").translate(_OF_BYTES))


def to_text(value: bytes) -> str:
    """The 36 characters of an id."""
    parts = value[:4].hex(), value[4:6].hex(), value[6:8].hex(), value[8:10].hex(), value[10:].hex()
    return "%s-%s-%s-%s-%s" % parts  # noqa: UP031 - two thirds of the time, and each event of a replay has one


def _written(latest: int) -> str:
    time, tail = latest >> _TAIL, latest & ((1 << _TAIL) - 1)
    number = time << 80 | 0x7 << 76 | (tail >> 62) << 64 | 0b10 << 62 | tail & ((1 << 62) - 1)
    return to_text(number.to_bytes(16, "big"))
