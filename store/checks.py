"""What the fields of an event may hold.

Each check takes a value, from Python or from JSON, and answers it in Python's form, or raises ValueError with a reason.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from math import isfinite
from typing import TypeVar

from store.ids import is_id

Check = Callable[[object], object]
Part = TypeVar("Part")
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def ident(value: object) -> str:
    """An id as store.ids makes them."""
    if not isinstance(value, str) or not is_id(value):
        raise ValueError("is not an id")
    return value


def text(longest: int, *, least: int = 1) -> Callable[[object], str]:
    """One line of text of `least` to `longest` characters."""

    def check(value: object) -> str:
        if isinstance(value, str) and least <= len(value) <= longest and value.isprintable():
            return value
        return explain(value)

    def explain(value: object) -> str:
        if not isinstance(value, str):
            raise ValueError("is not text")
        if not least <= len(value) <= longest:
            raise ValueError(f"does not have {least} to {longest} characters")
        if _CONTROL.search(value):
            raise ValueError("holds a control character")
        return value

    return check


def lines(longest: int) -> Callable[[object], str]:
    """Text of up to `longest` characters, which may be empty or have several lines."""

    def check(value: object) -> str:
        if not isinstance(value, str):
            raise ValueError("is not text")
        if len(value) > longest:
            raise ValueError(f"has more than {longest} characters")
        if _CONTROL.search(value.replace("\n", "").replace("\t", "")):
            raise ValueError("holds a control character")
        return value

    return check


def day(value: object) -> date:
    """A calendar day."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise ValueError("is not a day, such as 2026-11-27")
    return date.fromisoformat(value)


def one_of(*words: str) -> Callable[[object], str]:
    """One of these words."""
    known = frozenset(words)

    def check(value: object) -> str:
        if not isinstance(value, str) or value not in known:
            raise ValueError(f"is none of {', '.join(sorted(known))}")
        return str(value)

    return check


def flag(value: object) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise ValueError("is neither true nor false")
    return value


def whole(low: int, high: int) -> Callable[[object], int]:
    """A whole number from `low` to `high`."""

    def check(value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise ValueError(f"is not a whole number from {low} to {high}")
        return value

    return check


def real(low: float, high: float) -> Callable[[object], float]:
    """A number from `low` to `high`."""

    def check(value: object) -> float:
        if not isinstance(value, int | float) or isinstance(value, bool) or not isfinite(value):
            raise ValueError("is not a number")
        if not low <= value <= high:
            raise ValueError(f"is not from {low} to {high}")
        return float(value)

    return check


def sequence(one: Callable[[object], str], most: int) -> Callable[[object], tuple[str, ...]]:
    """At most `most` texts, in their order."""

    def check(value: object) -> tuple[str, ...]:
        if not isinstance(value, list | tuple):
            raise ValueError("is not a list")
        if len(value) > most:
            raise ValueError(f"has more than {most} parts")
        return tuple(map(one, value))

    return check


def several(one: Callable[[object], str], most: int) -> Callable[[object], tuple[str, ...]]:
    """At most `most` different texts."""
    each = sequence(one, most)

    def check(value: object) -> tuple[str, ...]:
        parts = each(value)
        if len(parts) > 1 and len(set(parts)) != len(parts):
            raise ValueError("names something twice")
        return parts

    return check


def mapping(
    name: Callable[[object], str], one: Callable[[object], Part], most: int
) -> Callable[[object], dict[str, Part]]:
    """At most `most` names, each with what it stands for."""

    def check(value: object) -> dict[str, Part]:
        if not isinstance(value, Mapping):
            raise ValueError("is not a mapping")
        if len(value) > most:
            raise ValueError(f"has more than {most} names")
        return {name(key): one(part) for key, part in value.items()}

    return check


def maybe(one: Check) -> Check:
    """None, or what another check takes."""

    def check(value: object) -> object:
        return None if value is None else one(value)

    return check
