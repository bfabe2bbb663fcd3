"""What was read of a library as JSON, and back: the values of `lessons` and `quizzes`, whatever fields they have.

The questions of a quiz are put aside under the hash of what they are, and come back when somebody first asks for them:
a quiz is listed a thousand times before it is opened.

A value is itself where JSON has it; else a list with a number first: -1 a tuple, -2 a list, -3 a mapping (keys and
values by turns), from 0 on the place of a class among the names, then its fields in their order.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from importlib import import_module
from operator import attrgetter
from typing import Any

from lessons.digest import blake2b
from lessons.late import late
from quizzes.model import Quiz

_TUPLE, _LIST, _MAPPING = -1, -2, -3
_ASIDE = ("introduction", "questions", "sections")
"""What of a quiz is put aside."""
_PLAIN = frozenset({str, int, float, bool, type(None)})
_FROM = ("lessons.", "quizzes.", "fractions.")
"""Where the classes of the values are; no other can be named."""


class BrokenError(Exception):
    """It is not what was frozen."""


class Freezer:
    """Makes text of values."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        """What was put aside of all of them, by its name."""
        self._known: dict[tuple[int, ...], tuple[object, str, str]] = {}
        """Of what was put aside: itself (so that nothing else takes its place), cards and name."""

    def body(self, value: object) -> str:
        """The text of a value.

        Raises:
            TypeError: there is something in it that has no form here.
        """
        body = _Body(self)
        frozen = body.value(value)
        names = [f"{kind.__module__}.{kind.__qualname__}" for kind in body.places]
        return json.dumps([names, frozen], ensure_ascii=False, separators=(",", ":"), check_circular=False)

    def put_aside(self, quiz: Quiz) -> tuple[str, str]:
        """The cards of a quiz as text, and the name under which its questions are put aside."""
        aside = tuple(getattr(quiz, part) for part in _ASIDE)
        place = tuple(map(id, aside))  # a quiz is often the same but for its title or its problems
        known = self._known.get(place)
        if known is None:
            text = self.body(aside)
            name = name_of(text)
            self.texts[name] = text
            known = self._known[place] = (aside, self.body(quiz.cards), name)
        return known[1], known[2]


def freeze(value: object) -> str:
    """The text of a value without a quiz in it.

    Raises:
        TypeError: there is something in it that has no form here.
    """
    return Freezer().body(value)


def thaw(body: str, text: Callable[[str], str]) -> Any:  # noqa: ANN401 - whatever was frozen
    """Make of text what it was.

    Args:
        body: What a `Freezer` made.
        text: Answers what was put aside under a name.

    Raises:
        BrokenError: it is something else.
    """
    try:
        names, value = json.loads(body)
        return _Thawer([_class(name) for name in names], text).value(value)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, ImportError, RecursionError) as error:
        raise BrokenError(str(error)) from error


def name_of(text: str) -> str:
    """The name under which a text is put aside: 32 hex digits."""
    return blake2b(text.encode(), digest_size=16).hexdigest()


class _Body:
    """One text in the making."""

    def __init__(self, freezer: Freezer) -> None:
        self.places: dict[type, int] = {}
        """The classes, by their place among the names."""
        self._freezer = freezer

    def value(self, value: object) -> object:
        kind = type(value)
        if kind in _PLAIN:
            return value
        if kind is tuple:
            return [_TUPLE, *map(self.value, value)]  # type: ignore[call-overload] # mypy does not narrow by type()
        if kind is list:
            return [_LIST, *map(self.value, value)]  # type: ignore[call-overload] # as above
        if isinstance(value, Mapping):
            return [_MAPPING, *(self.value(part) for pair in value.items() for part in pair)]
        place = self.places.setdefault(kind, len(self.places))
        if not f"{kind.__module__}.".startswith(_FROM):
            raise TypeError(f"no form for {kind}")
        if isinstance(value, Enum):
            return [place, value.value]
        if kind.__module__ == "fractions":
            return [place, str(value)]
        if isinstance(value, Quiz):
            light = [self.value(getattr(value, name)) for name in _names(Quiz) if name not in _ASIDE]
            return [place, *light, value.asks, value.size, *self._freezer.put_aside(value)]
        if not is_dataclass(value):
            raise TypeError(f"no form for {kind}")
        return [place, *(self.value(getattr(value, name)) for name in _names(kind))]


class _Thawer:
    """Values in the making, of one text."""

    def __init__(self, classes: list[type], text: Callable[[str], str]) -> None:
        self._makers = [self._maker(kind) for kind in classes]
        self._text = text

    def value(self, frozen: Any) -> Any:  # noqa: ANN401 - whatever was frozen
        if type(frozen) is not list:
            return frozen
        tag = frozen[0]
        if tag >= 0:
            return self._makers[tag]([self.value(one) if type(one) is list else one for one in frozen[1:]])
        every = [self.value(one) if type(one) is list else one for one in frozen[1:]]
        if tag == _TUPLE:
            return tuple(every)
        if tag == _MAPPING:
            return dict(zip(every[::2], every[1::2], strict=True))
        if tag == _LIST:
            return every
        raise BrokenError(f"no form {tag}")

    def _maker(self, kind: type) -> Callable[[list[Any]], Any]:
        if kind is Quiz:
            return self._quiz
        if kind.__module__ == "fractions" or issubclass(kind, Enum):
            return lambda values: kind(*values)
        names = _names(kind)
        if is_dataclass(kind) and any(one.kw_only for one in fields(kind)):
            return lambda values: kind(**dict(zip(names, values, strict=True)))
        return lambda values: kind(*values)

    def _quiz(self, values: list[Any]) -> Quiz:
        *light, asks, size, cards, name = values
        known = dict(zip((one for one in _names(Quiz) if one not in _ASIDE), light, strict=True))
        return late(
            Quiz,
            known,
            lambda: dict(zip(_ASIDE, thaw(self._text(name), self._text), strict=True)),
            {"asks": asks, "size": size, "cards": lambda: thaw(cards, self._text)},
        )


_NAMES: dict[type, tuple[str, ...]] = {}


def _names(kind: type) -> tuple[str, ...]:
    """The fields of a class, in their order."""
    if kind not in _NAMES and is_dataclass(kind):
        _NAMES[kind] = tuple(one.name for one in fields(kind))
    return _NAMES[kind]


def _class(name: str) -> type:
    """The class of a name."""
    module, _dot, within = name.rpartition(".")
    if not name.startswith(_FROM):
        raise BrokenError(f"no class {name}")
    found = attrgetter(within)(import_module(module))
    if not isinstance(found, type) or not (
        is_dataclass(found) or issubclass(found, Enum) or name == "fractions.Fraction"
    ):
        raise BrokenError(f"no class {name}")
    return found
