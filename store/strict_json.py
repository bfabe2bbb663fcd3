"""JSON in its one canonical form, and a reader that takes nothing that another reader might read differently."""

import json
import re
from collections.abc import Sequence
from datetime import date
from math import isfinite
from typing import cast

LONGEST = 1_000_000
"""Characters of one document."""
_DEEPEST = 20
_MOST_DIGITS = 20
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form in it")


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, default=_plain)


def write(value: object) -> str:
    """Canonical JSON: keys sorted, no blanks, text as it is, a day as `2026-11-27`.

    Raises:
        ValueError: the value holds what JSON does not know, or half of a surrogate pair.
    """
    try:
        text = _ENCODER.encode(value)
    except TypeError as error:
        raise ValueError(f"not JSON: {error}") from error
    _refuse_halves(text)
    return text


def read(text: str) -> object:
    """What a JSON document without blanks around it says.

    Raises:
        ValueError: it is too long or too deep, or has a key twice, NaN, an infinite or overlong number or half of a
            surrogate pair, or is no JSON.
    """
    if len(text) > LONGEST:
        raise ValueError(f"longer than {LONGEST} characters")
    # As many brackets as that cannot be deeper, so the usual document is not scanned a second time.
    if text.count("[") + text.count("{") > _DEEPEST:
        _refuse_depth(text)
    value, end = _DECODER.raw_decode(text)
    if end != len(text):
        raise ValueError("it goes on after its end")
    # Only an escape can hide half of a pair behind text that is sound.
    _refuse_halves(_ENCODER.encode(value) if "\\" in text else text)
    return cast("object", value)


def _refuse_depth(text: str) -> None:
    depth = 0
    for character in _STRING.sub("", text):
        if character in "[{":
            depth += 1
            if depth > _DEEPEST:
                raise ValueError(f"deeper than {_DEEPEST} levels")
        elif character in "]}":
            depth -= 1


def _refuse_halves(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ValueError("half of a surrogate pair") from error


def _once(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    values = dict(pairs)
    if len(values) != len(pairs):
        raise ValueError("the same key twice")
    return values


def _whole(digits: str) -> int:
    if len(digits) > _MOST_DIGITS:
        raise ValueError(f"a number of more than {_MOST_DIGITS} digits")
    return int(digits)


def _real(digits: str) -> float:
    value = float(digits)
    if not isfinite(value):
        raise ValueError("a number beyond all bounds")
    return value


def _no_constant(name: str) -> object:
    raise ValueError(f"{name} is no JSON")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_once, parse_int=_whole, parse_float=_real, parse_constant=_no_constant, strict=True
)
