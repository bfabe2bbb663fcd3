"""What a trainer writes after a key of a quiz, read as what it means; None where it means nothing."""

import re
from math import isfinite

from lessons.values import decimal

_DURATION = re.compile(
    r"(?:(\d{1,4})\s*(?:h|hours?|小时))?\s*(?:(\d{1,5})\s*(?:m|min|minutes?|分钟?))?\s*(?:(\d{1,7})\s*(?:s|sec|seconds?|秒))?",
    re.IGNORECASE,
)
_LONGEST = 40
"""Characters of a length of time."""
_FLAGS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


def number(value: object) -> float | None:
    """A number that is not negative."""
    figure = signed(value)
    return figure if figure is not None and figure >= 0 else None


def signed(value: object) -> float | None:
    """A number."""
    figure = None if isinstance(value, bool) else decimal(str(value).strip())
    return None if figure is None or not isfinite(float(figure)) else float(figure)


def seconds(value: object) -> int | None:
    """A length of time: `20m`, `90 s`, `1h 30m`, `20 分钟`; 0 is none. A number without a unit says nothing."""
    text = str(value).strip()
    if text == "0":
        return 0
    found = _DURATION.fullmatch(text) if 0 < len(text) <= _LONGEST else None
    if found is None:
        return None
    hours, minutes, rest = (int(part or 0) for part in found.groups())
    return 3600 * hours + 60 * minutes + rest


def flag(value: object) -> bool | None:
    """True or false, in the words that YAML once knew."""
    return value if isinstance(value, bool) else _FLAGS.get(str(value).strip().lower())
