"""What an author writes after a key, read as what it means; None where it means nothing."""

import re
from decimal import Decimal, InvalidOperation

_PERCENT = re.compile(r"(\d{1,3}(?:\.\d{1,6})?)[ ]?[%％]")
_LONGEST = 40
"""Characters of a figure, and digits before or behind its point: more is no figure."""


def word(value: object) -> str | None:
    """A single word or line; line breaks in it are blanks."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return " ".join(str(value).split()) or None


def words(value: object) -> tuple[str, ...] | None:
    """A list of words, or words between commas."""
    if isinstance(value, str | int | float):
        value = _written(value).split(",")
    if not isinstance(value, list) or any(isinstance(item, list | dict) for item in value):
        return None
    return tuple(text for item in value if (text := " ".join(_written(item).split())))


def _written(item: object) -> str:
    """A word as its author wrote it, or nearly so; nothing where there is none."""
    if isinstance(item, bool):
        return str(item).lower()
    return "" if item is None else str(item)


def share(value: object) -> float | None:
    """A share of the whole, 0 to 1: `70%`, `0.7` and `70` are the same; `1` is all of it."""
    text = str(value).strip()
    percent = _PERCENT.fullmatch(text)
    figure = None if isinstance(value, bool) else decimal(percent[1] if percent else text)
    if figure is None:
        return None
    if percent or figure > 1:
        figure /= 100
    return float(figure) if 0 <= figure <= 1 else None


def count(value: object) -> int | None:
    """A whole number that is not negative."""
    figure = None if isinstance(value, bool) else decimal(str(value).strip())
    return int(figure) if figure is not None and figure >= 0 and figure == int(figure) else None


def decimal(text: str) -> Decimal | None:
    """A finite figure of moderate length."""
    try:
        figure = Decimal(text) if len(text) <= _LONGEST else None
    except InvalidOperation:
        return None
    is_moderate = figure is not None and figure.is_finite() and abs(figure.adjusted()) <= _LONGEST
    return figure if is_moderate else None
