"""What the fields of an event may hold.

Each check takes a value, from Python or from JSON, and answers it in Python's form, or raises UnfitError with a reason.
It is long because it is the one list of them: beside each rule stand the words of it in JSON Schema, and how what it
let in is read again.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from math import isfinite
from typing import Any, Generic, TypeVar

from lessons.clean import clean
from lessons.light import dataclass
from store.days import FIRST_DAY, FIRST_WEEK, LAST_DAY, LAST_WEEK, kept_day, kept_week
from store.errors import UnfitError
from store.ids import is_id

Part = TypeVar("Part")
Checked_co = TypeVar("Checked_co", covariant=True)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_WEEK = re.compile(r"\d{4}-W\d\d", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Check(Generic[Checked_co]):
    """What one field may hold."""

    take: Callable[[object], Checked_co]
    """The value in Python's form; UnfitError, with the reason, for what it may not hold."""
    schema: Mapping[str, object]
    """The same in the words of JSON Schema, as far as those reach."""
    kept: Callable[[Any], Checked_co] | None = None
    """How a value that was taken before is read from JSON again; None where JSON has it in Python's form."""


def taken(name: str, check: Check[Part], value: object) -> Part:
    """The value of a field, in Python's form.

    Raises:
        UnfitError: the name of the field, and why it may not hold that.
    """
    try:
        return check.take(value)
    except UnfitError as error:
        raise UnfitError("{name} {error}", name=name, error=error) from error


def _ident(value: object) -> str:
    if not isinstance(value, str) or not is_id(value):
        raise UnfitError("is not an id")
    return value


ident = Check(_ident, {"type": "string", "format": "uuid", "pattern": "^[0-9a-f-]{36}$"})
"""An id as store.ids makes them."""


def text(longest: int, *, least: int = 1) -> Check[str]:
    """One line of text of `least` to `longest` characters."""

    def check(value: object) -> str:
        if isinstance(value, str) and least <= len(value) <= longest and value.isprintable():
            return value
        return explain(value)

    def explain(value: object) -> str:
        if not isinstance(value, str):
            raise UnfitError("is not text")
        if not least <= len(value) <= longest:
            raise UnfitError("does not have {least} to {longest} characters", least=least, longest=longest)
        if _CONTROL.search(value):
            raise UnfitError("holds a control character")
        return value

    return Check(check, {"type": "string", "minLength": least, "maxLength": longest})


def words(longest: int, *, least: int = 1) -> Check[str]:
    """The same, to be read by people: nothing in it hides, or steers a terminal or what stands beside it."""
    line = text(longest, least=least)

    def check(value: object) -> str:
        found = line.take(value)
        if clean(found) != found:
            raise UnfitError("holds a character that hides or steers")
        return found

    return Check(check, line.schema, lambda value: clean(value)[:longest])


def lines(longest: int) -> Check[str]:
    """Text of up to `longest` characters, which may be empty or have several lines."""

    def check(value: object) -> str:
        if not isinstance(value, str):
            raise UnfitError("is not text")
        if len(value) > longest:
            raise UnfitError("has more than {longest} characters", longest=longest)
        # Most are of one line, which is told in a tenth of the time.
        if not value.isprintable() and _CONTROL.search(value.replace("\n", "").replace("\t", "")):
            raise UnfitError("holds a control character")
        return value

    return Check(check, {"type": "string", "maxLength": longest})


def _day(value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return _in_bounds(value)
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise UnfitError("is not a day, such as 2026-11-27")
    try:
        return _in_bounds(date.fromisoformat(value))
    except UnfitError:
        raise
    except ValueError as error:
        raise UnfitError("{value} is no day of any calendar", value=value) from error


def _in_bounds(value: date) -> date:
    if not FIRST_DAY <= value <= LAST_DAY:
        raise UnfitError("{value} is not from {first} to {last}", value=value, first=FIRST_DAY, last=LAST_DAY)
    return value


day = Check(_day, {"type": "string", "format": "date"}, kept_day)
"""A calendar day that can be reckoned with."""


def _week(value: object) -> str:
    if not isinstance(value, str) or not _WEEK.fullmatch(value):
        raise UnfitError("is not a week, such as 2026-W48")
    try:
        date.fromisocalendar(int(value[:4]), int(value[6:]), 1)
    except ValueError as error:
        raise UnfitError("{value} is no week of any calendar", value=value) from error
    if not FIRST_WEEK <= value <= LAST_WEEK:
        raise UnfitError("{value} is not from {first} to {last}", value=value, first=FIRST_WEEK, last=LAST_WEEK)
    return value


week = Check(_week, {"type": "string", "pattern": "^[0-9]{4}-W[0-9]{2}$"}, kept_week)
"""An ISO week, such as `2026-W48`, that can be reckoned with."""


def _moment(value: object) -> datetime:
    if not isinstance(value, str) or not _MOMENT.fullmatch(value):
        raise UnfitError("is not a moment, such as 2026-11-27T09:00:00.000Z")
    try:
        found = datetime.fromisoformat(value)
    except ValueError as error:
        raise UnfitError("{value} is no moment of any calendar", value=value) from error
    if not FIRST_DAY <= found.date() <= LAST_DAY:
        raise UnfitError("{value} is not from {first} to {last}", value=value, first=FIRST_DAY, last=LAST_DAY)
    return found


moment = Check(_moment, {"type": "string", "format": "date-time", "pattern": r"\.[0-9]{3}Z$"})
"""A moment in UTC, to the millisecond."""


def octets(many: int) -> Check[bytes]:
    """So many bytes, as hex digits."""
    digits = re.compile(f"[0-9a-f]{{{2 * many}}}")

    def check(value: object) -> bytes:
        if not isinstance(value, str) or not digits.fullmatch(value):
            raise UnfitError("is not {n} hex digits", n=2 * many)
        return bytes.fromhex(value)

    return Check(check, {"type": "string", "pattern": f"^{digits.pattern}$"})


def one_of(*words: str) -> Check[str]:
    """One of these words."""
    known = frozenset(words)

    def check(value: object) -> str:
        if not isinstance(value, str) or value not in known:
            raise UnfitError("is none of {words}", words=tuple(sorted(known)))
        return str(value)

    return Check(check, {"enum": [str(word) for word in words]})


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise UnfitError("is neither true nor false")
    return value


flag = Check(_flag, {"type": "boolean"})
"""True or false."""


def whole(low: int, high: int) -> Check[int]:
    """A whole number from `low` to `high`."""

    def check(value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise UnfitError("is not a whole number from {low} to {high}", low=low, high=high)
        return value

    return Check(check, {"type": "integer", "minimum": low, "maximum": high})


def real(low: float, high: float) -> Check[float]:
    """A number from `low` to `high`."""

    def check(value: object) -> float:
        if not isinstance(value, int | float) or isinstance(value, bool) or not isfinite(value):
            raise UnfitError("is not a number")
        if not low <= value <= high:
            raise UnfitError("is not from {low} to {high}", low=low, high=high)
        return float(value)

    return Check(check, {"type": "number", "minimum": low, "maximum": high})


def sequence(one: Check[Part], most: int) -> Check[tuple[Part, ...]]:
    """At most `most` parts, in their order."""
    take, kept = one.take, one.kept

    def check(value: object) -> tuple[Part, ...]:
        if not isinstance(value, list | tuple):
            raise UnfitError("is not a list")
        if len(value) > most:
            raise UnfitError("has more than {most} parts", most=most)
        return tuple(map(take, value))

    def read(value: Sequence[Any]) -> tuple[Part, ...]:
        return tuple(value if kept is None else map(kept, value))

    return Check(check, {"type": "array", "items": one.schema, "maxItems": most}, tuple if kept is None else read)


def several(one: Check[Part], most: int) -> Check[tuple[Part, ...]]:
    """At most `most` different parts."""
    each = sequence(one, most)

    def check(value: object) -> tuple[Part, ...]:
        parts = each.take(value)
        if len(parts) > 1 and len(set(parts)) != len(parts):
            raise UnfitError("names something twice")
        return parts

    return Check(check, {**each.schema, "uniqueItems": True}, each.kept)


def mapping(name: Check[str], one: Check[Part], most: int) -> Check[dict[str, Part]]:
    """At most `most` names, each with what it stands for."""
    take_name, take, kept = name.take, one.take, one.kept

    def check(value: object) -> dict[str, Part]:
        if not isinstance(value, Mapping):
            raise UnfitError("is not a mapping")
        if len(value) > most:
            raise UnfitError("has more than {most} names", most=most)
        return {take_name(key): take(part) for key, part in value.items()}

    def read(value: Mapping[str, Any]) -> dict[str, Part]:
        return dict(value) if kept is None else {key: kept(part) for key, part in value.items()}

    schema = {
        "type": "object",
        "propertyNames": name.schema,
        "additionalProperties": one.schema,
        "maxProperties": most,
    }
    return Check(check, schema, read)


def fields(always: Mapping[str, Check[object]], more: Mapping[str, Check[object]]) -> Check[Mapping[str, object]]:
    """An object with the fields of `always`, and with those of `more` where it has them; what else it says is kept."""

    def check(value: object) -> Mapping[str, object]:
        if not isinstance(value, Mapping):
            raise UnfitError("is not an object")
        if lacking := sorted(always.keys() - value.keys()):
            raise UnfitError("has no {name}", name=lacking[0])
        known = {**always, **more}
        return {name: taken(name, known[name], part) if name in known else part for name, part in value.items()}

    schema = {
        "type": "object",
        "properties": {name: one.schema for name, one in (*always.items(), *more.items())},
        "required": sorted(always),
    }
    return Check(check, schema)


def maybe(one: Check[Part]) -> Check[Part | None]:
    """None, or what another check takes."""
    take, kept = one.take, one.kept

    def check(value: object) -> Part | None:
        return None if value is None else take(value)

    def read(value: object) -> Part | None:
        return None if value is None or kept is None else kept(value)

    return Check(check, {"anyOf": [one.schema, {"type": "null"}]}, None if kept is None else read)
