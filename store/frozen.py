"""What was read of a library as JSON, and back: the values of `lessons` and `quizzes`, whatever fields they have.

The questions of a quiz are put aside under the hash of what they are, and come back when somebody first asks for them:
a quiz is listed a thousand times before it is opened.

A value is itself where JSON has it; else a list with a number first: -1 a tuple, -2 a list, -3 a mapping (keys and
values by turns), from 0 on the place of a class among the names, then its fields in their order. A tuple of several
values of one class is -4, the place of the class, how many there are, and a column for each field: a course has a
thousand lessons, and so they are read in a fourth of the time.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum
from functools import cache, partial
from importlib import import_module
from itertools import repeat
from operator import attrgetter
from typing import Any

from lessons.digest import blake2b
from lessons.late import Rest, late_ones
from lessons.light import is_value, names_of, needs_names
from quizzes.model import QuestionCard, Quiz

_TUPLE, _LIST, _MAPPING, _COLUMNS = -1, -2, -3, -4
_SAME, _EACH = 0, 1
"""A column has these before one value that all have, or before a list with the value of each."""
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
        self.cards: dict[str, str] = {}
        """The cards of the questions in each of these texts."""
        self._known: dict[tuple[int, ...], tuple[object, str]] = {}
        """Of what was put aside: itself (so that nothing else takes its place), and its name."""

    def body(self, value: object) -> str:
        """The text of a value.

        Raises:
            TypeError: there is something in it that has no form here.
        """
        body = _Body(self)
        frozen = body.value(value)
        names = [f"{kind.__module__}.{kind.__qualname__}" for kind in body.places]
        return json.dumps([names, frozen], ensure_ascii=False, separators=(",", ":"), check_circular=False)

    def put_aside(self, quiz: Quiz) -> str:
        """The name under which the questions of a quiz are put aside."""
        aside = tuple(getattr(quiz, part) for part in _ASIDE)
        place = tuple(map(id, aside))  # a quiz is often the same but for its title or its problems
        known = self._known.get(place)
        if known is None:
            text = self.body(aside)
            name = name_of(text)
            self.texts[name], self.cards[name] = text, self.body(quiz.cards)
            known = self._known[place] = (aside, name)
        return known[1]


def freeze(value: object) -> str:
    """The text of a value without a quiz in it.

    Raises:
        TypeError: there is something in it that has no form here.
    """
    return Freezer().body(value)


def _unknown(_name: str) -> None:
    """No cards are known."""


def thaw(body: str, text: Callable[[str], str], cards: Callable[[str], str | None] = _unknown) -> Any:  # noqa: ANN401 - whatever was frozen
    """Make of text what it was.

    Args:
        body: What a `Freezer` made.
        text: Answers what was put aside under a name.
        cards: Answers the cards of the questions in that; where they are not known, they are made of the questions.

    Raises:
        BrokenError: it is something else.
    """
    try:
        names, value = json.loads(body)
        return _Thawer([_class(name) for name in names], text, cards).value(value)
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
            return _tuple(list(map(self.value, value)))  # type: ignore[call-overload] # mypy does not narrow by type()
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
            light = [self.value(getattr(value, name)) for name in names_of(Quiz) if name not in _ASIDE]
            return [place, *light, value.asks, value.size, self._freezer.put_aside(value)]
        if not is_value(kind):
            raise TypeError(f"no form for {kind}")
        return [place, *(self.value(getattr(value, name)) for name in names_of(kind))]


def _tuple(frozen: list[Any]) -> list[object]:
    """The form of a tuple of these."""
    place = frozen[0][0] if len(frozen) > 1 and type(frozen[0]) is list else _TUPLE
    if place >= 0 and all(type(one) is list and one[0] == place for one in frozen):
        return [_COLUMNS, place, len(frozen), *map(_column, zip(*(one[1:] for one in frozen), strict=True))]
    return [_TUPLE, *frozen]


def _column(every: Sequence[Any]) -> list[object]:
    """The same field of several values, frozen."""
    if _cannot_change(every[0]):
        first = repr(every[0])  # 1 is the same as 1.0 and True, and written otherwise
        if all(repr(one) == first for one in every):
            return [_SAME, every[0]]
    return [_EACH, every]


def _cannot_change(frozen: Any) -> bool:  # noqa: ANN401 - whatever was frozen
    """Whether several may have this one value."""
    if type(frozen) is not list:
        return True
    return frozen[0] not in {_LIST, _MAPPING} and not any(type(part) is list for part in frozen)


class _Thawer:
    """Values in the making, of one text."""

    def __init__(self, classes: list[type], text: Callable[[str], str], cards: Callable[[str], str | None]) -> None:
        self._classes = classes
        self._makers = [self._maker(kind) for kind in classes]
        self._text = text
        self._known_cards = cards

    def value(self, frozen: Any) -> Any:  # noqa: ANN401 - whatever was frozen
        if type(frozen) is not list:
            return frozen
        tag = frozen[0]
        if tag == _COLUMNS:
            _tag, place, number, *columns = frozen
            return tuple(self._several(place, number, columns))
        value = self.value
        every = [value(one) if type(one) is list else one for one in frozen]
        del every[0]
        if tag >= 0:
            return self._makers[tag](*every)
        if tag == _TUPLE:
            return tuple(every)
        if tag == _MAPPING:
            return dict(zip(every[::2], every[1::2], strict=True))
        if tag == _LIST:
            return every
        raise BrokenError(f"no form {tag}")

    def _several(self, place: int, number: int, columns: Iterable[tuple[int, Any]]) -> Iterable[object]:
        fields_of = [self._column(form, said, number) for form, said in columns]
        if self._classes[place] is Quiz:
            return self._quizzes(number, fields_of)
        maker = self._makers[place]
        return map(maker, *fields_of) if fields_of else [maker() for _place in range(number)]

    def _column(self, form: int, said: Any, number: int) -> Iterable[object]:  # noqa: ANN401 - as above
        if form == _SAME:
            return repeat(self.value(said), number)
        if form != _EACH or len(said) != number:
            raise BrokenError(f"no column of {number}")
        return [self.value(one) if type(one) is list else one for one in said]

    def _maker(self, kind: type) -> Callable[..., Any]:
        if kind is Quiz:
            return lambda *values: next(iter(self._quizzes(1, [[value] for value in values])))
        return _maker(kind)

    def _quizzes(self, number: int, columns: Sequence[Iterable[Any]]) -> Iterable[Quiz]:
        *light, asks, size, names = columns
        known = dict(zip((one for one in names_of(Quiz) if one not in _ASIDE), light, strict=True))
        return late_ones(Quiz, number, known, map(_Aside, repeat(self), names, asks, size))

    def aside(self, name: str) -> Mapping[str, object]:
        """What of a quiz was put aside under a name."""
        return dict(zip(_ASIDE, thaw(self._text(name), self._text), strict=True))

    def cards(self, name: str) -> tuple[QuestionCard, ...]:
        """The cards of the questions in it."""
        known = self._known_cards(name)
        if known is None:
            from quizzes.questions import card_of  # noqa: PLC0415 - they are known but where the cache is gone

            return tuple(card_of(question) for question in self.aside(name)["questions"])  # type: ignore[attr-defined] # a field of a quiz
        cards: tuple[QuestionCard, ...] = thaw(known, self._text)
        return cards


class _Aside(Rest):
    """What of a quiz was put aside: of a thousand quizzes there is one for each."""

    __slots__ = ("_asks", "_name", "_size", "_thawer")

    def __init__(self, thawer: _Thawer, name: str, asks: int, size: int) -> None:
        self._thawer, self._name, self._asks, self._size = thawer, name, asks, size

    def read(self) -> Mapping[str, object]:
        """The questions, and what stands before them."""
        return self._thawer.aside(self._name)

    def told(self, figure: str) -> Any:  # noqa: ANN401 - as `Late.told` has it
        """What a quiz knows of its questions before."""
        if figure == "cards":
            return partial(self._thawer.cards, self._name)
        return {"asks": self._asks, "size": self._size}.get(figure)


@cache
def _maker(kind: type) -> Callable[..., object]:
    """Makes a value of a class of its fields, also where these have to be named, as in most blocks of a text."""
    if not is_value(kind) or not needs_names(kind):
        return kind
    names = names_of(kind)
    if hasattr(kind, "__post_init__") or not all(hasattr(getattr(kind, name, None), "__set__") for name in names):
        return lambda *values: kind(**dict(zip(names, values, strict=True)))
    setters = [getattr(kind, name).__set__ for name in names]

    def made(*values: object) -> object:
        one: object = object.__new__(kind)
        for set_, value in zip(setters, values, strict=True):
            set_(one, value)
        return one

    return made


@cache
def _class(name: str) -> type:
    """The class of a name."""
    module, _dot, within = name.rpartition(".")
    if not name.startswith(_FROM):
        raise BrokenError(f"no class {name}")
    found = attrgetter(within)(import_module(module))
    if not isinstance(found, type) or not (is_value(found) or issubclass(found, Enum) or name == "fractions.Fraction"):
        raise BrokenError(f"no class {name}")
    return found
