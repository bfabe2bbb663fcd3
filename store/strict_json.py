"""JSON in its one canonical form, and a reader that takes nothing that another reader might read differently."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from json import encoder
from math import isfinite
from typing import NamedTuple, cast

from store.errors import UnfitError, UnfitLineError

LONGEST = 1_000_000
"""Characters of one document."""
_DEEPEST = 20
_MOST_DIGITS = 20
_TOO_DEEP = "it is deeper than {most} levels"
_TOO_LONG = "it is longer than {most} characters"
_GOES_ON = "it goes on after its end"
_NO_JSON = "it is no JSON: something changed it, or cut it short"
_BLANKS = " \t\n\r"
_AFTER = frozenset(_BLANKS + ",]")
"""What can stand after a part of a list."""
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form in it")


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, default=_plain)


def _encode() -> Callable[[object], str]:
    """`_ENCODER.encode`, where it can be without making its C encoder anew for each value: that takes half of it."""
    make = getattr(encoder, "c_make_encoder", None)  # undocumented: another Python may have none
    if make is None:
        return _ENCODER.encode
    pieces = make(None, _plain, encoder.encode_basestring, None, ":", ",", True, False, False)
    return lambda value: "".join(pieces(value, 0))


_encoded = _encode()


def write(value: object) -> str:
    """Canonical JSON: keys sorted, no blanks, text as it is, a day as `2026-11-27`.

    Raises:
        UnfitError: the value holds what JSON does not know, or half of a surrogate pair.
    """
    try:
        text = _encoded(value)
    except (TypeError, ValueError) as error:
        raise UnfitError("it holds what JSON does not know") from error
    _refuse_halves(text)
    return text


def read(text: str) -> object:
    """What a JSON document without blanks around it says.

    Raises:
        UnfitError: it is too long or too deep, or has a key twice, NaN, an infinite or overlong number or half of a
            surrogate pair, or is no JSON.
    """
    if len(text) > LONGEST:
        raise UnfitError(_TOO_LONG, most=LONGEST)
    # Before it is read: what is too deep may be so by a million levels.
    _refuse_depth(text)
    try:
        value, end = _DECODER.raw_decode(text)
    except json.JSONDecodeError as error:
        raise UnfitError(_NO_JSON) from error
    if end != len(text):
        raise UnfitError(_GOES_ON)
    _refuse_hidden_halves(text, value)
    return cast("object", value)


class Element(NamedTuple):
    """A part of a list."""

    line: int
    """The line that it begins on; the first is 1."""
    value: object


def elements(pieces: Iterable[str]) -> Iterator[Element]:
    """The parts of a JSON list that comes in pieces and may be of any length; each part is read as in `read`.

    Raises:
        UnfitLineError: as in `read`, or it is no list.
    """
    reading = _Reading(pieces)
    try:
        yield from _parts(reading)
    except UnfitError as error:
        raise UnfitLineError(reading.line(), error) from error


def _parts(reading: "_Reading") -> Iterator[Element]:
    if reading.mark() != "[":
        raise UnfitError("it is no list")
    if reading.peek() == "]":
        reading.mark()
    else:
        yield reading.part()
        while (mark := reading.mark()) == ",":
            yield reading.part()
        if mark != "]":
            raise UnfitError("neither a comma nor its end after a part of the list")
    if reading.peek():
        raise UnfitError(_GOES_ON)


class _Reading:
    """A text that comes in pieces, and how far it has been read."""

    def __init__(self, pieces: Iterable[str]) -> None:
        self._pieces = iter(pieces)
        self._text = ""
        self._at = 0
        self._line, self._counted = 1, 0
        """The line of a place in the text."""

    def peek(self) -> str:
        """The next character that is no blank; empty at the end."""
        while True:
            while self._at < len(self._text):
                if self._text[self._at] not in _BLANKS:
                    return self._text[self._at]
                self._at += 1
            if not self._more():
                return ""

    def mark(self) -> str:
        """The same, taken."""
        found = self.peek()
        self._at += 1
        return found

    def line(self) -> int:
        """The line that has been come to; the first is 1."""
        at = min(self._at, len(self._text))
        self._line += self._text.count("\n", self._counted, at)
        self._counted = at
        return self._line

    def part(self) -> Element:
        """The next value."""
        self.peek()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except RecursionError as error:
                raise UnfitError(_TOO_DEEP, most=_DEEPEST) from error
            except json.JSONDecodeError as error:
                # It looks wrong as long as its end has not come. Twice as much is read before it is looked at again.
                wanted = 2 * (len(self._text) - self._at)
                if wanted > 2 * LONGEST or not self._more():
                    self._at = error.pos
                    raise UnfitError(_NO_JSON) from error
                while len(self._text) < wanted and self._more():
                    pass
                continue
            text = self._text[self._at : end]
            if len(text) > LONGEST:
                raise UnfitError(_TOO_LONG, most=LONGEST)
            # Of a number that goes on in the next piece, the end of this one may show half an exponent.
            if self._text[end : end + 1] not in _AFTER and len(self._text) - end <= len("e+") and self._more():
                continue
            _refuse_depth(text)
            _refuse_hidden_halves(text, value)
            line = self.line()
            self._at = end
            return Element(line, value)

    def _more(self) -> bool:
        piece = next(self._pieces, "")
        self.line()
        self._text = self._text[self._at :] + piece
        self._at = self._counted = 0
        return bool(piece)


def _refuse_depth(text: str) -> None:
    # As many brackets as that cannot be deeper, so the usual document is not scanned.
    if text.count("[") + text.count("{") <= _DEEPEST:
        return
    depth = 0
    for character in _STRING.sub("", text):
        if character in "[{":
            depth += 1
            if depth > _DEEPEST:
                raise UnfitError(_TOO_DEEP, most=_DEEPEST)
        elif character in "]}":
            depth -= 1


def _refuse_hidden_halves(text: str, value: object) -> None:
    # Only an escape can hide half of a pair behind text that is sound.
    _refuse_halves(_ENCODER.encode(value) if "\\" in text else text)


def _refuse_halves(text: str) -> None:
    if text.isascii():
        return
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise UnfitError("it holds half of a surrogate pair") from error


def _once(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    values = dict(pairs)
    if len(values) != len(pairs):
        raise UnfitError("it holds the same key twice")
    return values


def _whole(digits: str) -> int:
    if len(digits) > _MOST_DIGITS:
        raise UnfitError("it holds a number of more than {most} digits", most=_MOST_DIGITS)
    return int(digits)


def _real(digits: str) -> float:
    value = float(digits)
    if not isfinite(value):
        raise UnfitError("it holds a number beyond all bounds")
    return value


def _no_constant(name: str) -> object:
    raise UnfitError("{name} is no JSON", name=name)


_DECODER = json.JSONDecoder(
    object_pairs_hook=_once, parse_int=_whole, parse_float=_real, parse_constant=_no_constant, strict=True
)
